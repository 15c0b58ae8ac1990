//! What lies beyond the columns: an arrow and its date at the edge, so that nothing goes unseen.

use super::{Axis, Bar, Find, Ink};
use crate::domain::day::Day;

/// An end of the columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Before,
    After,
}

/// Writes the dates that lie beyond an end next to it, as many as there is room for; whether any does.
///
/// Text covers the band and the shades, and no mark. It takes no more than half of the columns.
pub(super) fn put(cells: &mut [Ink], bar: &Bar, axis: &Axis, side: Side, today: Day) -> bool {
    let beyond: Vec<(&str, Day)> =
        [("▼", bar.told), ("◇", bar.promised), ("80 % ", bar.dates.map(|dates| dates.p80)), ("▽", bar.original)]
            .into_iter()
            .filter_map(|(sign, day)| Some((sign, day.filter(|day| is_beyond(axis, *day, side))?)))
            .collect();
    let runs_on = bar.dates.is_some_and(|dates| match side {
        Side::Before => is_beyond(axis, dates.p10, side),
        Side::After => is_beyond(axis, dates.p95, side),
    });
    for count in (1..=beyond.len()).rev() {
        let mut named: Vec<&(&str, Day)> = beyond.iter().take(count).collect();
        named.sort_by_key(|(_, day)| *day);
        let words: Vec<String> = named.iter().map(|(sign, day)| format!("{sign}{}", day.short(today))).collect();
        // The told or the promised date alone is worth more than the band; anything else leaves some of it to be seen.
        let keep = if count == 1 && beyond[0].0.chars().count() == 1 { Keep::Marks } else { Keep::SomeBand };
        if write(cells, &words.join(" "), side, keep) {
            break;
        }
    }
    !beyond.is_empty() || runs_on
}

/// Says of a row that it has no date, at the left or at the right.
pub(super) fn put_undated(cells: &mut [Ink]) {
    let is_free = |cells: Option<&[Ink]>| {
        cells.is_some_and(|cells| cells.iter().all(|ink| matches!(ink, Ink::Open | Ink::Off | Ink::Away)))
    };
    let len = UNDATED.chars().count() + 1;
    let is_free_at_right = is_free(cells.len().checked_sub(len).and_then(|from| cells.get(from..)));
    let side = if is_free_at_right && !is_free(cells.get(..len)) { Side::After } else { Side::Before };
    write(cells, UNDATED, side, Keep::Marks);
}

const UNDATED: &str = "no date";

fn is_beyond(axis: &Axis, day: Day, side: Side) -> bool {
    match (axis.find(day), side) {
        (Find::Before, Side::Before) | (Find::After, Side::After) => true,
        (Find::Before | Find::At(_) | Find::After, Side::Before | Side::After) => false,
    }
}

/// What a text at an end leaves alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Keep {
    /// Marks and other texts.
    Marks,
    /// These, and a part of the band where there is one.
    SomeBand,
}

/// Writes a text at an end, with a blank towards the rest, if what is to be kept allows it.
fn write(cells: &mut [Ink], text: &str, side: Side, keep: Keep) -> bool {
    let len = text.chars().count() + 1;
    if len * 2 > cells.len() {
        return false;
    }
    let from = match side {
        Side::Before => 0,
        Side::After => cells.len() - len,
    };
    if cells[from..from + len].iter().any(|ink| ink.is_mark() || matches!(ink, Ink::Letter(_))) {
        return false;
    }
    let bands = |cells: &[Ink]| cells.iter().filter(|ink| ink.is_band()).count();
    let (all, covered) = (bands(cells), bands(&cells[from..from + len]));
    if keep == Keep::SomeBand && all > 0 && covered == all {
        return false;
    }
    let letters = text.chars().map(|c| if c == ' ' { Ink::Open } else { Ink::Letter(c) });
    let room = &mut cells[from..from + len];
    match side {
        Side::Before => letters.chain([Ink::Open]).zip(room).for_each(|(ink, cell)| *cell = ink),
        Side::After => [Ink::Open].into_iter().chain(letters).zip(room).for_each(|(ink, cell)| *cell = ink),
    }
    true
}
