//! The queue as lines: a head over what is answered together, then each promise with its date, chance, value and reason.

use super::Queue;
use crate::app::area::Area;
use crate::app::ink::{Row, Spot, Tone, wrapped};
use crate::app::layer::Context;
use crate::app::layers::shortcut;
use crate::app::page::tone_of;
use crate::app::screens::Picture;
use crate::command::{Command, Scope};
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Level, Standing};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::inbox::{Bunch, Item, Reach, Wait, told};
use crate::domain::money::Money;
use crate::domain::summary::Exposure;
use crate::domain::wording::count;
use crate::text::{pad, pad_left, width};

/// From this width on everything of a promise stands in one line.
const ONE_LINE: usize = 132;
/// Lines over the list: what it comes to, and an empty one.
const HEAD: usize = 2;

/// What stands on which line.
#[derive(Debug)]
pub(super) struct Lines {
    all: Vec<On>,
    height: usize,
}

/// What stands on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum On {
    /// The title of what only has its next move here.
    Title,
    /// The head of a bunch.
    Head(usize),
    /// The first line of an item: its bunch, its place there, its number in all.
    Item(usize, usize, usize),
    /// The second one.
    Why(usize, usize, usize),
    Gap,
}

impl Lines {
    pub(super) fn of(queue: &Queue, (cols, rows): (u16, u16)) -> Self {
        let is_one = usize::from(cols) >= ONE_LINE;
        let mut all = Vec::new();
        let mut number = 0;
        let mut was_grouped = false;
        for (n, bunch) in queue.bunches.iter().enumerate() {
            let is_grouped = bunch.capability.is_some();
            let begins_moves = n == queue.answers;
            if n > 0 && (is_grouped || was_grouped || begins_moves) {
                all.push(On::Gap);
            }
            if begins_moves {
                all.push(On::Title);
            }
            if is_grouped {
                all.push(On::Head(n));
            }
            for i in 0..bunch.items.len() {
                all.push(On::Item(n, i, number));
                if !is_one {
                    all.push(On::Why(n, i, number));
                }
                number += 1;
            }
            was_grouped = is_grouped;
        }
        Self { all, height: usize::from(rows).saturating_sub(HEAD) }
    }

    /// The first line shown, so that the item under the cursor is seen, and the head over it where it has one.
    pub(super) fn top(&self, queue: &Queue) -> usize {
        let is_here = |on: &On| matches!(on, On::Item(_, _, n) | On::Why(_, _, n) if *n == queue.at);
        let first = self.all.iter().position(is_here).unwrap_or(0);
        let last = self.all.iter().rposition(is_here).unwrap_or(0);
        let above = first.checked_sub(1).filter(|above| matches!(self.all[*above], On::Head(_) | On::Title));
        let from = if self.height > 3 { above.unwrap_or(first) } else { first };
        let mut top = queue.top.min(self.all.len().saturating_sub(self.height));
        if last >= top + self.height {
            top = (last + 1).saturating_sub(self.height);
        }
        top.min(if from == 1 { 0 } else { from })
    }
}

pub(super) fn picture(queue: &Queue, context: &Context, size: (u16, u16)) -> Picture {
    let cols = usize::from(size.0);
    let lines = Lines::of(queue, size);
    let top = lines.top(queue);
    let mut rows = vec![head(queue, context, cols), Row::blank()];
    rows.truncate(usize::from(size.1).min(HEAD));
    let mut selected = Vec::new();
    if lines.all.is_empty() {
        rows.extend(empty(queue, context, cols));
    }
    for on in lines.all.iter().skip(top).take(lines.height) {
        let y = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let is_here = matches!(on, On::Item(_, _, n) | On::Why(_, _, n) if *n == queue.at);
        if is_here {
            selected.push(Area { x: 0, y, width: size.0.saturating_sub(1), height: 1 });
        }
        rows.push(line(queue, *on, context, cols.saturating_sub(1)));
    }
    let thumb = (lines.all.len() > lines.height).then_some((top, lines.all.len() + HEAD));
    Picture { rows, selected, thumb }
}

fn number(n: usize, thing: &str) -> String {
    count(i64::try_from(n).unwrap_or(i64::MAX), thing)
}

/// ` 5 wait for Dana's answer · €220k in 3 deals                      mine  my team  all`.
fn head(queue: &Queue, context: &Context, cols: usize) -> Row {
    let reach = queue.reach(context);
    let answers: usize = queue.bunches.iter().take(queue.answers).map(|bunch| bunch.items.len()).sum();
    let rest = queue.items().count() - answers;
    let called = context.book.rules.people.called(context.me);
    let whose = match reach {
        Reach::Mine => format!("for {called}"),
        Reach::Team => format!("for {called}’s team"),
        Reach::All => "for anybody".to_owned(),
    };
    let verb = if answers == 1 { "waits" } else { "wait" };
    let mut row = Row::of(Tone::Text, " ").with(Tone::Strong, format!("{answers} {verb} {whose}"));
    if rest > 0 {
        row = row.with(Tone::Dim, format!(" · {}", number(rest, "other move")));
    }
    let worth = &queue.worth;
    if context.has_money && !worth.sums.is_empty() {
        row = row.with(Tone::Dim, format!(" · {} in {}", sums(worth), number(worth.deals, "deal")));
    }
    let mut right = Row::default();
    for (n, each) in Reach::EACH.iter().enumerate() {
        let tone = if *each == reach { Tone::Chosen } else { Tone::Dim };
        right = right.with_part(tone, format!(" {} ", each.word()), Spot::Entry(n));
    }
    let key = shortcut(Command::Whose, Scope::Queue, context);
    let right = right.with(Tone::Key, format!(" {key}")).with(Tone::Text, " ");
    let room = cols.saturating_sub(right.width() + 1);
    if room < 12 { row.cut(cols) } else { row.cut(room).beside(room + 1, right) }
}

fn sums(worth: &Exposure) -> String {
    worth.sums.iter().map(|sum| sum.short()).collect::<Vec<_>>().join(" + ")
}

fn empty(queue: &Queue, context: &Context, cols: usize) -> Vec<Row> {
    let key = shortcut(Command::Whose, Scope::Queue, context);
    let words = match queue.reach(context) {
        _ if !queue.found.is_empty() && queue.reach(context) != Reach::All => {
            format!("Nothing waits here; {key} shows what waits for others.")
        }
        Reach::Mine | Reach::Team | Reach::All => "Nothing waits for an answer.".to_owned(),
    };
    wrapped(Tone::Dim, &words, cols.saturating_sub(2), 0)
        .into_iter()
        .map(|row| Row::of(Tone::Text, " ").beside(1, row))
        .collect()
}

fn line(queue: &Queue, on: On, context: &Context, cols: usize) -> Row {
    match on {
        On::Gap => Row::blank(),
        On::Title => Row::of(Tone::Text, " ").with(Tone::Heading, "and the next move is here"),
        On::Head(n) => queue.bunches.get(n).map_or_else(Row::blank, |bunch| group(bunch, context, cols)),
        On::Item(n, i, _) => {
            of_item(queue, n, i, context, |bunch, item, one, standing| first(bunch, item, one, standing, context, cols))
        }
        On::Why(n, i, _) => of_item(queue, n, i, context, |bunch, item, one, standing| {
            second(bunch, item, one, standing, context, cols)
        }),
    }
}

fn of_item(
    queue: &Queue,
    n: usize,
    i: usize,
    context: &Context,
    make: impl FnOnce(&Bunch, &Item, &Commitment, &Standing) -> Row,
) -> Row {
    let found = queue.bunches.get(n).and_then(|bunch| {
        let item = bunch.items.get(i)?;
        let place = item.place;
        Some((bunch, item, context.book.commitments().get(place)?, context.standings.get(place)?))
    });
    let Some((bunch, item, one, standing)) = found else { return Row::blank() };
    make(bunch, item, one, standing).at(Spot::Commitment(item.place))
}

/// ` single sign-on  3 promises to 3 customers · €232k   told: Northgate 29 Dec · Acme no date        F answers all`.
fn group(bunch: &Bunch, context: &Context, cols: usize) -> Row {
    let name = bunch.capability.as_deref().unwrap_or_default();
    let key = shortcut(Command::Answer, Scope::Queue, context);
    let right = Row::of(Tone::Key, key).with(Tone::Dim, format!(" answers all {} ", bunch.items.len()));
    let customers = number(bunch.customers(context.book), "customer");
    let row = Row::of(Tone::Text, " ").with(Tone::Heading, name);
    let room = cols.saturating_sub(right.width() + 1);
    let row = row.with(Tone::Text, format!("  {customers}: "));
    let told = bunch.told(context.book, context.today).join(" · ");
    let full = row.clone().with(Tone::Dim, told.as_str());
    let row = if full.width() <= room {
        full
    } else {
        // Where the names have no room, the dates alone are said.
        let dates: Vec<String> = bunch
            .items
            .iter()
            .filter_map(|item| context.book.commitments().get(item.place))
            .map(|one| told_short(one, context))
            .collect();
        row.with(Tone::Dim, dates.join(" · "))
    };
    if room < 20 { row.cut(cols) } else { row.cut(room).beside(room + 1, right) }
}

fn told_short(one: &Commitment, context: &Context) -> String {
    match (one.told_due(), one.terms.due) {
        (Some(told), _) => format!("told {}", told.short(context.today)),
        (None, Some(due)) => format!("({})", due.short(context.today)),
        (None, None) => "no date".to_owned(),
    }
}

fn sign(level: Option<Level>) -> (&'static str, Tone) {
    match level {
        Some(Level::Red) => ("●", Tone::Flag(Level::Red)),
        Some(Level::Amber) => ("▲", Tone::Flag(Level::Amber)),
        Some(Level::Dim) => ("·", Tone::Flag(Level::Dim)),
        None => (" ", Tone::Text),
    }
}

/// ` ● Northgate     SAML single sign-on with SCIM      29 Dec   8 %  €120k`; on wide screens the reason, too.
fn first(bunch: &Bunch, item: &Item, one: &Commitment, standing: &Standing, context: &Context, cols: usize) -> Row {
    let is_marked = context.marks.contains(&one.id);
    let (sign, tone) = if is_marked { ("◆", Tone::Key) } else { sign(standing.level()) };
    let indent = if bunch.capability.is_some() { "   " } else { " " };
    let is_wide = cols + 1 >= ONE_LINE;
    let (chance, chance_tone) = match standing.chance() {
        Some(chance) => (chance.to_string(), tone_of(chance, &context.book.rules.policy)),
        None if context.forecaster.is_none() && one.feasibility.is_some() => ("…".to_owned(), Tone::Dim),
        None => ("–".to_owned(), Tone::Dim),
    };
    let date = if cols < 60 { told_short(one, context).replace("told ", "") } else { told(one, context.today) };
    let date_cols = if cols < 60 { 9 } else { 18 };
    let value = context.book.value_of(one).filter(|_| context.has_money).map_or_else(String::new, Money::short);
    let value_cols = if context.has_money { 7 } else { 0 };
    let tail_cols = date_cols + 7 + value_cols;
    let name_cols = (cols / 6).clamp(8, 18);
    let why_cols = if is_wide { cols / 2 } else { 0 };
    let used = indent.len() + 2 + name_cols + 1 + tail_cols + 1 + why_cols;
    let scope_cols = cols.saturating_sub(used);
    let row =
        Row::of(Tone::Text, indent).with(tone, sign).with(Tone::Strong, format!(" {} ", pad(&one.customer, name_cols)));
    let row = row.with(Tone::Text, format!("{} ", pad(&one.terms.scope, scope_cols)));
    let date_tone = if one.told_due().is_some() { Tone::Text } else { Tone::Dim };
    let row = row.with(date_tone, pad_left(&date, date_cols)).with(chance_tone, pad_left(&chance, 7));
    let row = if value_cols > 0 { row.with(Tone::Text, pad_left(&value, value_cols)) } else { row };
    if !is_wide {
        return row;
    }
    let at = row.width() + 3;
    row.beside(at, reason(item, one, standing, context, why_cols.saturating_sub(3)))
}

/// `     blind: told 16 Nov, no estimate → estimate  verbal · deal-breaker`.
fn second(bunch: &Bunch, item: &Item, one: &Commitment, standing: &Standing, context: &Context, cols: usize) -> Row {
    let indent = if bunch.capability.is_some() { "     " } else { "   " };
    Row::of(Tone::Text, indent)
        .beside(indent.len(), reason(item, one, standing, context, cols.saturating_sub(indent.len())))
}

/// Why it waits and for what, how firmly it was promised and what hangs on it, as far as there is room.
fn reason(item: &Item, one: &Commitment, standing: &Standing, context: &Context, cols: usize) -> Row {
    let unowned = if item.is_unowned { "nobody’s yet, " } else { "" };
    let said = format!("{} → {}", item.why, item.next);
    let row = match standing.top().filter(|top| top.level != Level::Dim) {
        // The flag on top is what it waits for, or stands beside it.
        Some(top) if item.wait != Wait::Move => {
            let between = if top.why(context.today) == item.why { ": " } else { " · " };
            Row::of(Tone::Flag(top.level), top.flag.word()).with(Tone::Dim, format!("{between}{unowned}{said}"))
        }
        Some(top) => match said.split_once(": ") {
            Some((word, rest)) => Row::of(Tone::Flag(top.level), word).with(Tone::Dim, format!(": {rest}")),
            None => Row::of(Tone::Dim, said),
        },
        None => Row::of(Tone::Dim, format!("{unowned}{said}")),
    };
    let row = row.cut(cols);
    let weight = weight(one);
    let gap = cols.saturating_sub(row.width() + width(&weight));
    if weight.is_empty() || gap < 2 { row } else { row.with(Tone::Text, " ".repeat(gap)).with(Tone::Dim, weight) }
}

/// How firmly it was promised, and what hangs on it.
fn weight(one: &Commitment) -> String {
    let words = [one.settings.firmness.map(Firmness::word), one.settings.stake.map(Stake::word)];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
