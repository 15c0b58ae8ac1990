//! A card of the board: customer and chance, what is promised, the flag and the date.

use crate::app::ink::{Row, Tone};
use crate::app::layer::Context;
use crate::app::page::tone_of;
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Level, Standing};
use crate::text::{fit, pad, width};

/// From this width on a card says what its date is.
const WORDY: usize = 30;

/// A line of the card of a commitment, in so many columns.
pub(super) fn line(context: &Context, place: usize, part: usize, cols: usize) -> Row {
    let (Some(one), Some(standing)) = (context.book.commitments().get(place), context.standings.get(place)) else {
        return Row::blank();
    };
    match part {
        0 => head(context, one, standing, cols),
        1 => Row::of(Tone::Text, format!("  {}", fit(&one.terms.scope, cols.saturating_sub(2)))),
        _ => foot(context, one, standing, cols),
    }
}

/// `● Northgate                8 %`.
fn head(context: &Context, one: &Commitment, standing: &Standing, cols: usize) -> Row {
    let (sign, tone) = match (context.marks.contains(&one.id), standing.level()) {
        (true, _) => ("◆", Tone::Key),
        (false, Some(Level::Red)) => ("●", Tone::Flag(Level::Red)),
        (false, Some(Level::Amber)) => ("▲", Tone::Flag(Level::Amber)),
        (false, Some(Level::Dim)) => ("·", Tone::Flag(Level::Dim)),
        (false, None) => (" ", Tone::Text),
    };
    let is_to_do = one.state.name().is_to_do();
    let is_to_come = context.forecaster.is_none() && is_to_do && one.feasibility.is_some();
    let (chance, chance_tone) = match standing.chance() {
        Some(chance) => (chance.to_string(), tone_of(chance, &context.book.rules.policy)),
        None if is_to_come => ("…".to_owned(), Tone::Dim),
        None if is_to_do && one.feasibility.is_none() => ("no estimate".to_owned(), Tone::Dim),
        None => (String::new(), Tone::Dim),
    };
    let chance = if width(&chance) + 10 > cols && standing.chance().is_none() { "–".to_owned() } else { chance };
    let chance = if is_to_do { chance } else { String::new() };
    let room = cols.saturating_sub(2 + width(&chance) + usize::from(!chance.is_empty()));
    let row = Row::of(tone, sign).with(Tone::Strong, format!(" {}", pad(&one.customer, room)));
    if chance.is_empty() { row } else { row.with(Tone::Text, " ").with(chance_tone, chance) }
}

/// `  over-promised     told 29 Dec`.
fn foot(context: &Context, one: &Commitment, standing: &Standing, cols: usize) -> Row {
    let short = |day: crate::domain::day::Day| day.short(context.today);
    // The longest way to say the date that leaves room for the flag.
    let (ways, date_tone) = match (one.is_open(), one.told_due(), one.terms.due) {
        (false, _, _) => {
            let state = one.state.name().word();
            (vec![format!("{state} {}", short(one.state_since)), state.to_owned()], Tone::Dim)
        }
        (true, Some(told), _) => (vec![format!("told {}", short(told)), short(told)], Tone::Text),
        (true, None, Some(due)) => {
            (vec![format!("for {}, not told", short(due)), format!("({})", short(due))], Tone::Dim)
        }
        (true, None, None) => (vec!["no date".to_owned(); 2], Tone::Dim),
    };
    let (word, tone) = match standing.top() {
        Some(raised) => (raised.flag.word(), Tone::Flag(raised.level)),
        None => ("", Tone::Dim),
    };
    let room = cols.saturating_sub(2);
    let left = room.saturating_sub(width(word) + 1);
    let date = ways.into_iter().skip(usize::from(cols < WORDY)).find(|way| width(way) <= left).unwrap_or_default();
    let gap = room.saturating_sub(width(word) + width(&date));
    let row = Row::of(Tone::Text, "  ").with(tone, fit(word, room)).with(Tone::Text, " ".repeat(gap));
    row.with(date_tone, date)
}
