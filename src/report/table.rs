//! A list as lines: fitted to a terminal's width, or plain and stable for pipes.

use super::paint::{Meaning, Paint, sign};
use super::{Case, Facts};
use crate::domain::flag::Level;
use crate::domain::money::Money;
use crate::text;

/// What a column shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the table says what each is")]
pub enum Column {
    Id,
    Level,
    State,
    Customer,
    Scope,
    Deal,
    Value,
    Due,
    Original,
    Slip,
    Told,
    Chance,
    Covered,
    Estimate,
    Firmness,
    Stake,
    Sales,
    Tech,
    Tags,
    Moved,
    Why,
}

/// One row of the table of columns.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Which.
    pub column: Column,
    /// Its word, in saved views.
    pub word: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// The least columns it can do with.
    least: usize,
    /// The most it is worth.
    most: usize,
    /// What goes first when there is no room: the smallest.
    rank: u8,
    side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Left,
    Right,
}

const fn left(
    column: Column,
    word: &'static str,
    title: &'static str,
    about: &'static str,
    room: (usize, usize, u8),
) -> Shape {
    Shape { column, word, title, about, least: room.0, most: room.1, rank: room.2, side: Side::Left }
}

const fn right(
    column: Column,
    word: &'static str,
    title: &'static str,
    about: &'static str,
    room: (usize, usize, u8),
) -> Shape {
    Shape { column, word, title, about, least: room.0, most: room.1, rank: room.2, side: Side::Right }
}

/// Every column, in the order of the documentation.
pub const TABLE: &[Shape] = &[
    left(Column::Id, "id", "ID", "the id", (6, 6, 200)),
    left(Column::Level, "level", "", "the sign of the top flag's level", (1, 1, 180)),
    left(Column::State, "state", "STATE", "where the conversation stands", (9, 9, 90)),
    left(Column::Customer, "customer", "CUSTOMER", "who it is promised to", (8, 24, 190)),
    left(Column::Scope, "scope", "COMMITMENT", "what is promised", (14, 60, 210)),
    left(Column::Deal, "deal", "DEAL", "the sales opportunity", (6, 24, 40)),
    right(Column::Value, "value", "VALUE", "what the deal is worth", (5, 8, 60)),
    right(Column::Due, "due", "PROMISED", "the promised date", (6, 11, 100)),
    right(Column::Original, "original", "ORIGINAL", "the original promised date", (6, 11, 35)),
    right(Column::Slip, "slip", "SLIP", "how much later than first promised", (4, 6, 30)),
    right(Column::Told, "told", "TOLD", "the told date", (6, 11, 160)),
    right(Column::Chance, "chance", "CHANCE", "the chance of keeping the told date", (6, 6, 150)),
    right(Column::Covered, "covered", "80 % BY", "the date with 80 %", (6, 11, 120)),
    left(Column::Estimate, "estimate", "ESTIMATE", "the estimate", (6, 22, 50)),
    left(Column::Firmness, "firmness", "FIRMNESS", "how firmly it was promised", (8, 8, 45)),
    left(Column::Stake, "stake", "STAKE", "what hangs on it", (12, 14, 44)),
    left(Column::Sales, "sales", "SALES", "the sales owner", (4, 10, 70)),
    left(Column::Tech, "tech", "TECH", "the tech owner", (4, 10, 80)),
    left(Column::Tags, "tags", "TAGS", "the tags", (5, 20, 20)),
    right(Column::Moved, "moved", "MOVED", "the day of the last move", (6, 11, 25)),
    left(Column::Why, "why", "WHY AND WHOSE MOVE", "the top flag, its reason and the next move", (23, 90, 170)),
];

/// The columns a list has unless others are asked for.
pub const USUAL: &[Column] = &[
    Column::Id,
    Column::Level,
    Column::Customer,
    Column::Scope,
    Column::State,
    Column::Told,
    Column::Chance,
    Column::Covered,
    Column::Sales,
    Column::Tech,
    Column::Why,
];

/// The columns of the plain form, always these and in this order.
pub const PLAIN: &[Column] = &[
    Column::Id,
    Column::Level,
    Column::State,
    Column::Customer,
    Column::Scope,
    Column::Due,
    Column::Told,
    Column::Chance,
    Column::Covered,
    Column::Value,
    Column::Sales,
    Column::Tech,
    Column::Why,
];

impl Column {
    /// The column of a word, in any case.
    ///
    /// # Errors
    /// When there is none, with the nearest.
    pub fn parse(word: &str) -> Result<Self, String> {
        let typed = word.trim();
        if let Some(shape) = TABLE.iter().find(|shape| shape.word.eq_ignore_ascii_case(typed)) {
            return Ok(shape.column);
        }
        let words: Vec<&str> = TABLE.iter().map(|shape| shape.word).collect();
        let typed = text::clean(typed);
        Err(match text::nearest(&typed, words.iter().copied()) {
            Some(near) => format!("`{typed}` is not a column: did you mean `{near}`?"),
            None => format!("`{typed}` is not a column: write one of {}", words.join(", ")),
        })
    }

    fn shape(self) -> &'static Shape {
        TABLE.iter().find(|shape| shape.column == self).expect("the table has a row for every column")
    }
}

/// The list for a terminal: a heading, and one line a commitment, none longer than `width`.
///
/// What there is no room for is left out, the least important column first; wide characters are counted as drawn.
#[must_use]
pub fn fitted(facts: &Facts, places: &[usize], columns: &[Column], width: usize, paint: Paint) -> String {
    let rows: Vec<Vec<Cell>> =
        facts.cases(places).map(|case| columns.iter().map(|column| short(facts, &case, *column)).collect()).collect();
    let shapes: Vec<&Shape> = columns.iter().map(|column| column.shape()).collect();
    let natural: Vec<usize> = shapes
        .iter()
        .enumerate()
        .map(|(n, shape)| {
            let widest = rows.iter().map(|row| text::width(&row[n].words)).max().unwrap_or(0);
            widest.max(text::width(shape.title)).min(shape.most.max(text::width(shape.title)))
        })
        .collect();
    let layout = Layout { shapes: &shapes, natural: &natural, width };
    let is_nothing = |cell: &Cell| matches!(cell.words.as_str(), "" | " " | NOTHING);
    let kept = layout.kept(|n| !rows.is_empty() && rows.iter().all(|row| is_nothing(&row[n])));
    let widths = layout.share(&kept);
    let mut out = String::new();
    let heading = kept.iter().map(|n| Cell::plain(shapes[*n].title.into()).meaning(Meaning::Faint)).collect::<Vec<_>>();
    line(&mut out, &heading, &kept, &shapes, &widths, paint);
    for row in &rows {
        let cells: Vec<Cell> = kept.iter().map(|n| row[*n].clone()).collect();
        line(&mut out, &cells, &kept, &shapes, &widths, paint);
    }
    out
}

/// What columns are laid out by.
struct Layout<'a> {
    shapes: &'a [&'a Shape],
    /// The width of the widest cell or the title, up to what the column is worth.
    natural: &'a [usize],
    width: usize,
}

const GAP: usize = 2;

/// Columns worth more than this hold words and may be cut; figures, dates and names are whole or not there.
const WORDS: usize = 12;

impl Layout<'_> {
    /// The least a column can do with.
    fn least(&self, n: usize) -> usize {
        if self.shapes[n].most > WORDS { self.shapes[n].least.min(self.natural[n]) } else { self.natural[n] }
    }

    fn need(&self, kept: &[usize]) -> usize {
        kept.iter().map(|n| self.least(*n)).sum::<usize>() + GAP * kept.len().saturating_sub(1)
    }

    /// The columns there is room for, the least important left out first; what is empty in every row is not shown.
    fn kept(&self, is_empty: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut kept: Vec<usize> = (0..self.shapes.len()).filter(|n| !is_empty(*n)).collect();
        while kept.len() > 1 && self.need(&kept) > self.width {
            let least = kept.iter().enumerate().min_by_key(|(_, n)| self.shapes[**n].rank).map(|(at, _)| at);
            kept.remove(least.expect("more than one is left"));
        }
        kept
    }

    /// How wide each kept column is: what it needs, and what is left over to those that want more, bit by bit.
    fn share(&self, kept: &[usize]) -> Vec<usize> {
        let mut widths: Vec<usize> = kept.iter().map(|n| self.least(*n)).collect();
        let mut left = self.width.saturating_sub(self.need(kept));
        loop {
            let before = left;
            for (at, n) in kept.iter().enumerate().filter(|(_, n)| self.shapes[**n].most > WORDS) {
                if left > 0 && widths[at] < self.natural[*n] {
                    widths[at] += 1;
                    left -= 1;
                }
            }
            if left == before {
                break;
            }
        }
        if let [only] = &mut widths[..] {
            *only = (*only).min(self.width);
        }
        widths
    }
}

fn line(out: &mut String, cells: &[Cell], kept: &[usize], shapes: &[&Shape], widths: &[usize], paint: Paint) {
    let last = cells.len().saturating_sub(1);
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        let fitted = match shapes[kept[at]].side {
            Side::Left if at == last => text::fit(&cell.words, widths[at]),
            Side::Left => text::pad(&cell.words, widths[at]),
            Side::Right => text::pad_left(&cell.words, widths[at]),
        };
        if at > 0 {
            line.push_str("  ");
        }
        match cell.meaning {
            Some(meaning) => line.push_str(&paint.on(meaning, &fitted)),
            None => line.push_str(&fitted),
        }
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// The list for pipes: no heading, one line a commitment, the columns of [`PLAIN`] set apart by tabs, `-` for nothing.
#[must_use]
pub fn plain(facts: &Facts, places: &[usize]) -> String {
    tabbed(facts, places, PLAIN)
}

/// The same with columns that were asked for.
#[must_use]
pub fn tabbed(facts: &Facts, places: &[usize], columns: &[Column]) -> String {
    let mut out = String::new();
    for case in facts.cases(places) {
        let cells: Vec<String> = columns.iter().map(|column| full(facts, &case, *column)).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

#[derive(Clone, Debug)]
struct Cell {
    words: String,
    meaning: Option<Meaning>,
}

impl Cell {
    const fn plain(words: String) -> Self {
        Self { words, meaning: None }
    }

    fn meaning(self, meaning: Meaning) -> Self {
        Self { meaning: Some(meaning), ..self }
    }
}

/// The mark of something that isn't there.
const NOTHING: &str = "–";

fn short(facts: &Facts, case: &Case, column: Column) -> Cell {
    let Case { commitment, standing } = *case;
    let settings = &commitment.settings;
    let today = facts.today;
    let day = |day: Option<crate::domain::day::Day>| day.map(|day| day.short(today));
    let called = |handle: &Option<crate::domain::person::Handle>| {
        handle.as_ref().map(|handle| facts.book.rules.people.called(handle))
    };
    let loud = standing.level().filter(|level| *level < Level::Dim).map(Meaning::Flag);
    let (words, meaning) = match column {
        Column::Id => (Some(commitment.id.to_string()), Some(Meaning::Faint)),
        Column::Level => (Some(sign(standing.level()).to_owned()), standing.level().map(Meaning::Flag)),
        Column::State => (Some(commitment.state.name().word().to_owned()), None),
        Column::Customer => (Some(commitment.customer.to_string()), Some(Meaning::Strong)),
        Column::Scope => (Some(commitment.terms.scope.to_string()), None),
        Column::Deal => (settings.deal.as_deref().map(str::to_owned), None),
        Column::Value => (facts.book.value_of(commitment).map(Money::short), None),
        Column::Due => (day(commitment.terms.due), None),
        Column::Original => (day(commitment.original_due), None),
        Column::Slip => (commitment.slip_days().filter(|days| *days != 0).map(|days| format!("{days:+}d")), None),
        Column::Told => match &commitment.told {
            Some(told) => (day(told.due), None),
            None => (Some("asked".to_owned()), Some(Meaning::Faint)),
        },
        Column::Chance => (
            standing.chance().map(|chance| chance.to_string()),
            standing.chance().map(|chance| super::forecast::chance_meaning(chance, &facts.book.rules.policy)),
        ),
        Column::Covered => (day(standing.outlook.as_ref().map(|outlook| outlook.dates.p80)), None),
        Column::Estimate => (
            commitment
                .feasibility
                .as_ref()
                .and_then(|given| given.answer.estimate)
                .map(|estimate| estimate.to_string()),
            None,
        ),
        Column::Firmness => (settings.firmness.map(|firmness| firmness.to_string()), None),
        Column::Stake => (settings.stake.map(|stake| stake.to_string()), None),
        Column::Sales => (called(&settings.sales), None),
        Column::Tech => (called(&settings.tech), None),
        Column::Tags => (Some(tags(case)).filter(|tags| !tags.is_empty()), None),
        Column::Moved => (Some(commitment.last_move_on.short(today)), None),
        Column::Why => (Some(why(facts, case)), loud.or(Some(Meaning::Faint))),
    };
    match words {
        Some(words) => Cell { words: text::clean(&words).into_owned(), meaning },
        None => Cell::plain(NOTHING.into()).meaning(Meaning::Faint),
    }
}

fn tags(case: &Case) -> String {
    case.commitment.settings.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
}

/// The top flag, its reason and the next move: `overdue: 8 days over the date → Dana: estimate`.
fn why(facts: &Facts, case: &Case) -> String {
    case.standing
        .top()
        .map_or_else(String::new, |raised| raised.sentence(case.commitment, &facts.book.rules.people, facts.today))
}

/// A cell of the plain form: days in full, handles rather than names, words rather than signs.
fn full(facts: &Facts, case: &Case, column: Column) -> String {
    let Case { commitment, standing } = *case;
    let settings = &commitment.settings;
    let day = |day: Option<crate::domain::day::Day>| day.map(|day| day.to_string());
    let words = match column {
        Column::Level => standing.level().map(|level| level.word().to_owned()),
        Column::Due => day(commitment.terms.due),
        Column::Original => day(commitment.original_due),
        Column::Told => day(commitment.told_due()),
        Column::Covered => day(standing.outlook.as_ref().map(|outlook| outlook.dates.p80)),
        Column::Moved => Some(commitment.last_move_on.to_string()),
        Column::Chance => standing.chance().map(|chance| chance.to_string().replace(' ', "")),
        Column::Value => facts.book.value_of(commitment).map(|value| value.to_string()),
        Column::Sales => settings.sales.as_ref().map(ToString::to_string),
        Column::Tech => settings.tech.as_ref().map(ToString::to_string),
        Column::Slip => commitment.slip_days().map(|days| days.to_string()),
        Column::Id
        | Column::State
        | Column::Customer
        | Column::Scope
        | Column::Deal
        | Column::Estimate
        | Column::Firmness
        | Column::Stake
        | Column::Tags
        | Column::Why => Some(short(facts, case, column).words).filter(|words| words != NOTHING && !words.is_empty()),
    };
    words.map_or_else(|| "-".to_owned(), |words| text::clean(&words).into_owned())
}
