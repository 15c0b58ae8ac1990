//! The columns of the list: which there are, which are shown at a width, and how wide each is.

use crate::query::SortKey;

/// A column of the list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Column {
    /// Who it is promised to.
    Customer,
    /// What is promised.
    Scope,
    /// The told date.
    Told,
    /// The promised date.
    Due,
    /// The first promised date.
    Original,
    /// The chance of the told date.
    Chance,
    /// The day with 80 %.
    Covered,
    /// What the deal is worth.
    Value,
    /// The state.
    State,
    /// The sales owner.
    Sales,
    /// The tech owner.
    Tech,
    /// The deal.
    Deal,
    /// How firmly it was said.
    Firmness,
    /// What hangs on it.
    Stake,
    /// Its id.
    Id,
    /// The top flag in words, and whose move it is.
    Why,
}

/// How a column behaves.
struct Row {
    column: Column,
    word: &'static str,
    head: &'static str,
    sort: SortKey,
    /// Columns it wants; none for those that share what is left.
    width: Option<u16>,
    /// From this width of the list on it is among the usual columns; none where it is only shown on request.
    usual_from: Option<u16>,
}

const fn row(
    column: Column,
    (word, head): (&'static str, &'static str),
    sort: SortKey,
    width: Option<u16>,
    usual_from: Option<u16>,
) -> Row {
    Row { column, word, head, sort, width, usual_from }
}

/// Every column, in the order in which the usual ones stand.
const TABLE: [Row; 16] = [
    row(Column::Customer, ("customer", "CUSTOMER"), SortKey::Customer, None, Some(0)),
    row(Column::Scope, ("scope", "COMMITMENT"), SortKey::Scope, None, Some(24)),
    row(Column::Id, ("id", "ID"), SortKey::Id, Some(6), None),
    row(Column::Deal, ("deal", "DEAL"), SortKey::Deal, Some(16), None),
    row(Column::State, ("state", "STATE"), SortKey::State, Some(9), Some(176)),
    row(Column::Sales, ("sales", "SALES"), SortKey::Sales, Some(8), Some(190)),
    row(Column::Tech, ("tech", "TECH"), SortKey::Tech, Some(8), Some(190)),
    row(Column::Firmness, ("firmness", "FIRMNESS"), SortKey::Firmness, Some(8), None),
    row(Column::Stake, ("stake", "STAKE"), SortKey::Stake, Some(14), None),
    row(Column::Value, ("value", "VALUE"), SortKey::Value, Some(7), Some(132)),
    row(Column::Original, ("original", "ORIGINAL"), SortKey::Original, Some(8), None),
    row(Column::Due, ("due", "PROMISED"), SortKey::Due, Some(8), None),
    row(Column::Told, ("told", "TOLD"), SortKey::Told, Some(6), Some(34)),
    row(Column::Chance, ("chance", "CHANCE"), SortKey::Chance, Some(6), Some(70)),
    row(Column::Covered, ("covered", "80 % BY"), SortKey::Covered, Some(7), Some(88)),
    row(Column::Why, ("why", "WHY AND WHOSE MOVE"), SortKey::Urgency, None, Some(56)),
];

impl Column {
    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.column == self).expect("the table has a row for every column")
    }

    /// What stands over it.
    #[must_use]
    pub fn head(self) -> &'static str {
        self.row().head
    }

    /// What sorting by it means.
    #[must_use]
    pub fn sort(self) -> SortKey {
        self.row().sort
    }

    /// Whether its values stand at the right edge.
    #[must_use]
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Told | Self::Due | Self::Original | Self::Chance | Self::Covered | Self::Value)
    }

    /// Its word in saved views.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// Every column, in the order in which the usual ones stand.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.column)
    }

    /// The column of a word, as saved views name it.
    #[must_use]
    pub fn by_word(word: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.word.eq_ignore_ascii_case(word)).map(|row| row.column)
    }
}

/// A column with its place on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Which.
    pub column: Column,
    /// Its first cell, from the list's left edge.
    pub x: u16,
    /// Its cells.
    pub width: u16,
}

/// The cells before the first column: cursor or mark, sign, blank.
pub const LEAD: u16 = 3;

/// Which columns are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wanted<'a> {
    /// Their names; none for the usual ones.
    pub columns: &'a [Column],
    /// How many of the first stay.
    pub frozen: usize,
    /// How many behind those are scrolled out of sight.
    pub shift: usize,
    /// Whether amounts are shown.
    pub has_money: bool,
}

impl Wanted<'_> {
    /// Every column there is to see, in order; the usual ones of a wide list once they are scrolled.
    #[must_use]
    pub fn all(&self, width: u16) -> Vec<Column> {
        let is_usual = |row: &&Row| row.usual_from.is_some_and(|from| width >= from || self.shift > 0);
        let mut all: Vec<Column> = if self.columns.is_empty() {
            TABLE.iter().filter(is_usual).map(|row| row.column).collect()
        } else {
            self.columns.to_vec()
        };
        all.retain(|column| self.has_money || *column != Column::Value);
        all
    }

    /// The furthest that the columns can be scrolled: the last of them still stands beside the frozen ones.
    #[must_use]
    pub fn most_shift(&self, width: u16) -> usize {
        let wide = Self { shift: 1, ..*self };
        let all = wide.all(width).len();
        let shown = place(width, &Self { shift: 0, ..*self }).len();
        if shown >= all { 0 } else { all.saturating_sub(self.frozen + 1) }
    }
}

/// The columns shown in a list of this width, with their places.
#[must_use]
pub fn place(width: u16, wanted: &Wanted) -> Vec<Placed> {
    let all = wanted.all(width);
    let frozen = wanted.frozen.min(all.len());
    let shift = wanted.shift.min(all.len().saturating_sub(frozen + 1));
    let behind = all.iter().skip(frozen + shift);
    let mut shown: Vec<&Row> = all.iter().take(frozen).chain(behind).map(|column| column.row()).collect();
    // What a narrow screen has no room for goes from the right, the last that shares the rest stays.
    let fixed = |shown: &[&Row]| -> u16 {
        shown.iter().map(|row| row.width.unwrap_or(least(row.column)) + 2).sum::<u16>().saturating_sub(2)
    };
    while shown.len() > 1 && LEAD + fixed(&shown) > width {
        let drop = shown.iter().rposition(|row| row.width.is_some()).unwrap_or(shown.len() - 1);
        shown.remove(drop);
    }
    let room = width.saturating_sub(LEAD);
    let gaps = u16::try_from(shown.len().saturating_sub(1)).unwrap_or(0) * 2;
    let taken: u16 = shown.iter().filter_map(|row| row.width).sum();
    let rest = room.saturating_sub(gaps + taken);
    let widths = share(rest, &shown);
    let mut x = LEAD;
    let mut placed = Vec::with_capacity(shown.len());
    for (row, width) in shown.iter().zip(widths) {
        placed.push(Placed { column: row.column, x, width: width.min(LEAD.saturating_add(room).saturating_sub(x)) });
        x = x.saturating_add(width + 2);
    }
    placed
}

/// The least that a sharing column needs.
const fn least(column: Column) -> u16 {
    match column {
        Column::Customer => 8,
        Column::Scope => 12,
        Column::Why => 16,
        _ => 4,
    }
}

/// What is left of the width goes to customer, commitment and reason, the reason getting the most.
fn share(rest: u16, shown: &[&Row]) -> Vec<u16> {
    let has = |column: Column| shown.iter().any(|row| row.column == column);
    let (mut customer, mut scope, mut why) = (0, 0, 0);
    if has(Column::Customer) {
        customer = match (has(Column::Scope), has(Column::Why)) {
            (false, false) => rest,
            (true, false) => (rest * 3 / 10).clamp(8, 20),
            (_, true) => (rest / 5).clamp(8, 17),
        };
    }
    let left = rest.saturating_sub(customer);
    match (has(Column::Scope), has(Column::Why)) {
        (true, false) => scope = left,
        (false, true) => why = left,
        (true, true) => {
            scope = (left * 3 / 8).min(44);
            why = left - scope;
        }
        (false, false) => {}
    }
    shown
        .iter()
        .map(|row| {
            row.width.unwrap_or(match row.column {
                Column::Customer => customer,
                Column::Scope => scope,
                Column::Why => why,
                _ => 0,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(width: u16) -> String {
        place(width, &Wanted { has_money: true, ..Wanted::default() })
            .iter()
            .map(|each| each.column.row().word)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn narrow_lists_drop_columns_by_what_matters() {
        let cases = [
            (20, "customer"),
            (40, "customer scope told"),
            (60, "customer scope told why"),
            (80, "customer scope told chance why"),
            (120, "customer scope told chance covered why"),
            (140, "customer scope value told chance covered why"),
            (200, "customer scope state sales tech value told chance covered why"),
        ];
        for (width, expected) in cases {
            assert_eq!(words(width), expected, "{width}");
        }
    }

    #[test]
    fn columns_never_leave_the_list() {
        let all: Vec<Column> = TABLE.iter().map(|row| row.column).collect();
        for width in 0..300 {
            for (wanted, has_money) in [(&[][..], true), (&[][..], false), (&all[..], true), (&all[3..5], true)] {
                for (frozen, shift) in [(0, 0), (1, 0), (1, 1), (2, 5), (0, 40), (30, 3)] {
                    let wanted = Wanted { columns: wanted, frozen, shift, has_money };
                    for each in place(width, &wanted) {
                        assert!(width < 12 || each.x + each.width <= width, "{width}: {each:?}");
                    }
                    assert!(wanted.most_shift(width) < TABLE.len());
                }
            }
        }
    }

    #[test]
    fn views_name_columns_by_word() {
        for row in &TABLE {
            assert_eq!(Column::by_word(row.word), Some(row.column));
        }
    }
}
