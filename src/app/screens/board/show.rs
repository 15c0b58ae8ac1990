//! The board as lines: heads with what they come to, the cards that are seen, and the reason of the one under the cursor.

use super::card;
use super::lay::{BETWEEN_LANES, CARD, Lay, On, Stack};
use super::{Board, LANES, Step};
use crate::app::area::Area;
use crate::app::ink::{Row, Spot, Tone, wrapped};
use crate::app::layer::Context;
use crate::app::screens::Picture;
use crate::domain::board::{Column, Goal, Lane, Sum};
use crate::domain::commitment::Commitment;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::money::Money;
use crate::domain::person::Side;
use crate::text::{fit, width};

pub(super) fn picture(board: &Board, context: &Context, size: (u16, u16)) -> Picture {
    let lay = Lay::of(board, size);
    let tops: Vec<usize> = (0..lay.stacks.len()).map(|n| board.top(&lay, n)).collect();
    let mut rows = heads(board, &lay, &tops, context, usize::from(size.0));
    for y in 0..lay.height {
        let mut row = Row::default();
        let mut lane = None;
        for (stack, top) in lay.stacks.iter().zip(&tops) {
            row = up_to(row, stack, lane, "│");
            lane = Some(stack.lane);
            row = row.beside(stack.x, body(board, &lay, stack, top + y, context).padded(stack.width));
        }
        rows.push(row);
    }
    rows.extend(foot(board, &lay, &tops, context, usize::from(size.0)));
    Picture { rows, selected: selected(board, &lay, &tops), thumb: None }
}

/// Fills a row up to where a stack begins, with the line between two lanes.
fn up_to(row: Row, stack: &Stack, lane: Option<Lane>, upright: &str) -> Row {
    let gap = stack.x.saturating_sub(row.width());
    if lane.is_some_and(|lane| lane != stack.lane) && gap >= BETWEEN_LANES {
        return row.with(Tone::Text, " ").with(Tone::Border, upright).with(Tone::Text, " ".repeat(gap - 2));
    }
    row.with(Tone::Text, " ".repeat(gap))
}

/// The titles of the lanes, the heads of the columns where each stands by itself, and the line under them, which says what
/// is above.
fn heads(board: &Board, lay: &Lay, tops: &[usize], context: &Context, cols: usize) -> Vec<Row> {
    let mut titles = Row::default();
    let mut below = Row::default();
    let mut notes = Vec::new();
    let mut lane = None;
    for (n, stack) in lay.stacks.iter().enumerate() {
        below = up_to(below, stack, lane, "│");
        if lane != Some(stack.lane) {
            titles = up_to(titles, stack, lane, "│");
            let end = lay.stacks.iter().skip(n).take_while(|other| other.lane == stack.lane).last();
            let room = end.map_or(stack.width, |end| end.x + end.width - stack.x);
            let (title, rest) = title(board, stack.lane, context, room);
            let number = LANES + Lane::ALL.iter().position(|each| *each == stack.lane).unwrap_or(0);
            titles = titles.beside(stack.x, title.padded(room).at(Spot::Column(number)));
            notes.extend(rest.map(|rest| (stack, rest)));
        }
        lane = Some(stack.lane);
        if let [column] = stack.columns[..] {
            below = below.beside(stack.x, column_head(board, column, context, stack.width).padded(stack.width));
        }
    }
    for (stack, top) in lay.stacks.iter().zip(tops).filter(|(_, top)| **top > 0) {
        let above = lay.cards_before(board, stack, *top);
        notes.retain(|(other, _)| *other != stack);
        notes.push((stack, format!("↑ {above} above")));
    }
    let rule = rule(lay, "┼", &notes, cols);
    match (lay.heads, lay.is_wide) {
        (0 | 1, _) => vec![titles],
        (_, true) => vec![titles, below, rule],
        (_, false) => vec![titles, rule],
    }
}

/// A line across, with notes in it where stacks begin.
fn rule(lay: &Lay, cross: &str, notes: &[(&Stack, String)], cols: usize) -> Row {
    let mut row = Row::default();
    let mut lane = None;
    for stack in &lay.stacks {
        let gap = stack.x.saturating_sub(row.width());
        let is_between = lane.is_some_and(|lane| lane != stack.lane) && gap >= BETWEEN_LANES;
        let line = if is_between { format!("─{cross}{}", "─".repeat(gap - 2)) } else { "─".repeat(gap) };
        row = row.with(Tone::Border, line);
        lane = Some(stack.lane);
        if let Some((_, note)) = notes.iter().find(|(other, _)| *other == stack) {
            row = row.with(Tone::Border, "─ ").with(Tone::Dim, fit(note, stack.width.saturating_sub(4)));
            row = row.with(Tone::Text, " ");
        }
        let rest = (stack.x + stack.width).saturating_sub(row.width());
        row = row.with(Tone::Border, "─".repeat(rest));
    }
    let rest = cols.saturating_sub(row.width());
    row.with(Tone::Border, "─".repeat(rest))
}

/// `MEETING OF MINDS 8 · exposure €480k in 4 deals`, or while a card is dragged what dropping it here means.
///
/// Where the amount has no room beside the title it stands in the line below.
fn title(board: &Board, lane: Lane, context: &Context, cols: usize) -> (Row, Option<String>) {
    if let Some(row) = drop_words(board, Goal::Lane(lane), context) {
        return (row.cut(cols), None);
    }
    let Some(Sum { count, exposure, .. }) = board.sums.iter().find(|sum| sum.lane == lane) else {
        return (Row::of(Tone::Heading, lane.title()), None);
    };
    let head = Row::of(Tone::Heading, lane.title()).with(Tone::Strong, format!(" {count}"));
    let words = exposure.words().filter(|_| context.has_money);
    let sums = exposure.sums.iter().map(|sum| sum.short()).collect::<Vec<_>>().join(" + ");
    let has_sums = words.is_some() && !sums.is_empty();
    let ways: Vec<String> =
        words.into_iter().chain(has_sums.then(|| format!("exposure {sums}"))).chain(has_sums.then_some(sums)).collect();
    if let Some(text) = ways.iter().take(2).find(|text| head.width() + 3 + width(text) <= cols) {
        return (head.with(Tone::Dim, format!(" · {text}")), None);
    }
    let fits = ways.iter().skip(1).find(|text| width(text) + 4 <= cols);
    (head.cut(cols), fits.or(ways.last()).cloned())
}

fn column_head(board: &Board, column: usize, context: &Context, cols: usize) -> Row {
    let kind = Column::ALL[column];
    if let Some(row) = drop_words(board, Goal::Column(kind), context) {
        return row.cut(cols).at(Spot::Column(column));
    }
    let count = board.piles[column].len();
    Row::of(Tone::State(kind.state()), kind.title())
        .with(Tone::Dim, format!(" {count}"))
        .cut(cols)
        .at(Spot::Column(column))
}

/// While a card is dragged: what dropping it there would open, or that nothing leads there.
fn drop_words(board: &Board, goal: Goal, context: &Context) -> Option<Row> {
    let (id, over) = board.dragged?;
    let title = match goal {
        Goal::Column(column) => column.title(),
        Goal::Lane(lane) => lane.title(),
        Goal::On | Goal::Back => "",
    };
    let is_over = board.goal(over) == Some(goal);
    let step = board.step_to(id, goal, context);
    let tone = |usual: Tone| if is_over { Tone::Chosen } else { usual };
    Some(match &step {
        Step::Open(_) => Row::of(tone(Tone::Good), format!("✓ {}", step.word())),
        Step::Here => Row::of(tone(Tone::Dim), title.to_owned()),
        Step::Not(_) => Row::of(tone(Tone::Dim), format!("✗ {title}")),
    })
}

/// What stands on a line of a stack.
fn body(board: &Board, lay: &Lay, stack: &Stack, line: usize, context: &Context) -> Row {
    let lane = LANES + Lane::ALL.iter().position(|each| *each == stack.lane).unwrap_or(0);
    match lay.on_line(board, stack, line) {
        On::Head(column) => column_head(board, column, context, stack.width),
        On::Card(column, card, part) => match board.piles[column].get(card) {
            Some(card) => card::line(context, card.place, part, stack.width).at(Spot::Commitment(card.place)),
            None => Row::blank(),
        },
        On::Gap(column) => Row::blank().at(Spot::Column(column)),
        On::Nothing if lay.is_wide => Row::blank().at(Spot::Column(stack.columns.first().copied().unwrap_or(lane))),
        On::Nothing => Row::blank().at(Spot::Column(lane)),
    }
}

fn selected(board: &Board, lay: &Lay, tops: &[usize]) -> Vec<Area> {
    let Some((column, card)) = board.at.filter(|_| board.current.is_some()) else { return Vec::new() };
    let found = lay.stacks.iter().zip(tops).find(|(stack, _)| stack.columns.contains(&column));
    let Some((stack, top)) = found else { return Vec::new() };
    let line = lay.line_of(board, column, card);
    let (from, to) = (line.max(*top), (line + CARD).min(top + lay.height));
    if from >= to {
        return Vec::new();
    }
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let y = cells(lay.heads + from - top);
    vec![Area { x: cells(stack.x), y, width: cells(stack.width), height: cells(to - from) }]
}

/// The reason of the card under the cursor, or what letting go of the dragged one means.
fn foot(board: &Board, lay: &Lay, tops: &[usize], context: &Context, cols: usize) -> Vec<Row> {
    if lay.foot == 0 {
        return Vec::new();
    }
    let room = cols.saturating_sub(2);
    let mut lines = match board.dragged {
        Some((id, over)) => dragged(board, id, over, context, room),
        None => board.current.and_then(|id| reason(id, context, room)).unwrap_or_else(|| nothing(context, room)),
    };
    let room_below = lay.foot - 1;
    if lines.len() > room_below {
        lines.truncate(room_below);
        let last = lines.pop().unwrap_or_default();
        lines.push(last.with(Tone::Dim, " …").cut(room));
    }
    let mut notes = Vec::new();
    for (stack, top) in lay.stacks.iter().zip(tops) {
        // A card whose last line is cut off counts as one that is still to come.
        let whole = lay.cards_before(board, stack, (top + lay.height + 1).saturating_sub(CARD));
        let below = stack.cards(board).count().saturating_sub(whole);
        if below > 0 {
            notes.push((stack, format!("↓ {below} more")));
        }
    }
    let mut rows = vec![rule(lay, "┴", &notes, cols)];
    rows.extend(lines.into_iter().map(|line| Row::of(Tone::Text, " ").beside(1, line)));
    rows
}

fn nothing(context: &Context, cols: usize) -> Vec<Row> {
    let words = if context.book.commitments().is_empty() {
        "nothing has been promised yet"
    } else {
        "nothing here matches the filter"
    };
    wrapped(Tone::Dim, words, cols, 0)
}

fn dragged(board: &Board, id: Id, over: Spot, context: &Context, cols: usize) -> Vec<Row> {
    let title = context.book.get(id).map(Commitment::title).unwrap_or_default();
    let words = match board.goal(over).map(|goal| board.step_to(id, goal, context)) {
        None | Some(Step::Here) => (Tone::Dim, format!("{title}: let go here, and nothing happens")),
        Some(Step::Not(why)) => (Tone::Notice, format!("{title}: {why}")),
        Some(step @ Step::Open(_)) => (Tone::Good, format!("{title}: let go to {}", step.word())),
    };
    wrapped(words.0, &words.1, cols, 0)
}

fn reason(id: Id, context: &Context, cols: usize) -> Option<Vec<Row>> {
    let one = context.book.get(id)?;
    let title = Row::of(Tone::Strong, one.title());
    let value = context.book.value_of(one).filter(|_| context.has_money).map(Money::short);
    let people = &context.book.rules.people;
    let owner = |side| one.owner(side).map(|who| people.called(who));
    let date = match (one.is_open(), one.told_due(), one.terms.due) {
        (false, _, _) => None,
        (true, Some(told), _) => Some(format!("told {}", told.short(context.today))),
        (true, None, Some(due)) => Some(format!("for {}, not told", due.short(context.today))),
        (true, None, None) => Some("no date".to_owned()),
    };
    let facts = [
        date,
        value,
        one.settings.firmness.map(|each| each.word().to_owned()),
        one.settings.stake.map(|each| each.word().to_owned()),
        owner(Side::Sales),
        owner(Side::Tech),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let head = title.with(Tone::Dim, format!("  {}", facts.join(" · "))).cut(cols);
    let why = match context.standing(id).and_then(Standing::top) {
        Some(raised) => wrapped(Tone::Flag(raised.level), &raised.sentence(one, people, context.today), cols, 2),
        None => vec![Row::of(Tone::Dim, format!("{}, nothing is flagged", one.state.name().word()))],
    };
    Some([head].into_iter().chain(why).collect())
}
