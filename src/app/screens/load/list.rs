//! What fills the week under the cursor: the promises with their days, their dates and chances.

use crate::app::area::Area;
use crate::app::ink::{Row, Spot, Tone};
use crate::app::layer::Context;
use crate::app::page::tone_of;
use crate::domain::flag::{Level, Standing};
use crate::forecast::load::{Pledge, Share, days};
use crate::text::{fit, pad, pad_left, width};

use super::show::Layout;
use super::{Focus, Load};

/// The rows shown, the first of them, and how many there are.
pub(super) fn rows(screen: &Load, context: &Context, layout: Layout) -> (Vec<Row>, usize, usize) {
    let mut notes = Vec::new();
    if screen.shares.is_empty() {
        let words = if screen.hidden > 0 { "nothing that the filter lets through" } else { "nothing fills this week" };
        notes.push(Row::of(Tone::Dim, format!("   {words}")));
    }
    if screen.hidden > 0 {
        notes.push(Row::of(Tone::Dim, format!("   {} more hidden by the filter", screen.hidden)));
    }
    let count = screen.shares.len() + notes.len();
    let first = first(screen, layout);
    let mut rows: Vec<Row> = screen
        .shares
        .iter()
        .enumerate()
        .skip(first)
        .take(layout.list)
        .map(|(number, share)| row(screen, context, layout.cols, (number, share)))
        .collect();
    rows.extend(notes.into_iter().map(|note| note.cut(layout.cols)).take(layout.list - rows.len()));
    (rows, first, count)
}

/// Where the promise under the cursor is.
pub(super) fn area(screen: &Load, layout: Layout, (top, first): (usize, usize)) -> Option<Area> {
    let line = screen.chosen.checked_sub(first).filter(|line| *line < layout.list)?;
    Some(Area {
        x: 0,
        y: u16::try_from(top + line).unwrap_or(u16::MAX),
        width: u16::try_from(layout.cols).unwrap_or(u16::MAX),
        height: 1,
    })
}

fn first(screen: &Load, layout: Layout) -> usize {
    match screen.focus {
        Focus::Map => 0,
        Focus::List => (screen.chosen + 1).saturating_sub(layout.list),
    }
}

fn row(screen: &Load, context: &Context, cols: usize, (number, share): (usize, &Share)) -> Row {
    let Some((place, commitment, standing)) = context
        .book
        .place(share.id)
        .and_then(|place| Some((place, context.book.commitments().get(place)?, context.standings.get(place)?)))
    else {
        return Row::blank();
    };
    let is_here = screen.focus == Focus::List && number == screen.chosen;
    let lead = if context.marks.contains(&share.id) {
        "◆"
    } else if is_here {
        "▸"
    } else {
        " "
    };
    let (sign, tone) = sign_of(standing);
    let right = facts(context, share, standing, cols);
    let room = cols.saturating_sub(right.width() + 4).min(72);
    let row = Row::of(Tone::Strong, lead).with(tone, sign).with(Tone::Text, " ");
    let row = row.with(Tone::Text, pad(&fit(&commitment.title(), room), room)).with(Tone::Text, " ");
    let used = row.width();
    row.beside(used, right).cut(cols).at(Spot::Commitment(place))
}

/// The days, the date and the chance, as many as there is room for beside the title.
fn facts(context: &Context, share: &Share, standing: &Standing, cols: usize) -> Row {
    let due = share.due.map_or_else(|| "no date".to_owned(), |due| due.short(context.today));
    let (chance, tone) = match standing.chance() {
        Some(chance) => (chance.to_string(), tone_of(chance, &context.book.rules.policy)),
        None if context.forecaster.is_none() => ("…".into(), Tone::Dim),
        None => ("–".into(), Tone::Dim),
    };
    let (amount, meaning) = match share.pledge {
        Pledge::Asked => (format!("+{} asked", days(share.whole)), Tone::Sales),
        Pledge::Signed => (signed(share), Tone::Text),
    };
    let mut row = Row::of(meaning, pad_left(&amount, 13));
    if cols >= 50 {
        row = row.with(Tone::Text, pad_left(&due, 13));
    }
    if cols >= 60 {
        let gap = 7_usize.saturating_sub(width(&chance));
        row = row.with(Tone::Text, " ".repeat(gap)).with(tone, chance);
    }
    if cols >= 100 {
        let word = match share.pledge {
            Pledge::Asked => "on top".to_owned(),
            Pledge::Signed if share.after > 0.0 => format!("{} after its week", days(share.after)),
            Pledge::Signed => "signed".to_owned(),
        };
        let tone = if share.after > 0.0 { Tone::Flag(Level::Red) } else { Tone::Dim };
        row = row.with(Tone::Text, "  ").with(tone, pad(&word, 20));
    } else if share.after > 0.0 && cols >= 70 {
        let after = format!("{} after", days(share.after));
        row = row
            .with(Tone::Text, " ".repeat(11_usize.saturating_sub(width(&after))))
            .with(Tone::Flag(Level::Red), after);
    } else if cols >= 70 {
        row = row.with(Tone::Text, " ".repeat(11));
    }
    row
}

/// `2.5d of 6d`, `all 3d`, `0d of 3d`.
fn signed(share: &Share) -> String {
    if share.days <= 0.0 {
        format!("0d of {}", days(share.whole))
    } else if share.whole - share.days < 1e-6 {
        format!("all {}", days(share.whole))
    } else {
        format!("{} of {}", days(share.days), days(share.whole))
    }
}

/// The sign of how loudly it asks for attention.
fn sign_of(standing: &Standing) -> (&'static str, Tone) {
    match standing.level() {
        Some(Level::Red) => ("●", Tone::Flag(Level::Red)),
        Some(Level::Amber) => ("▲", Tone::Flag(Level::Amber)),
        Some(Level::Dim) => ("·", Tone::Flag(Level::Dim)),
        None => (" ", Tone::Text),
    }
}
