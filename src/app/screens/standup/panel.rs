//! The list beside the card on a wide screen: what was spoken about and what it came to, and what is still to come.

use crate::app::ink::{Row, Spot, Tone};
use crate::app::layer::Context;
use crate::domain::flag::Level;
use crate::domain::id::Id;
use crate::domain::standup::{Session, Upshot, topic_of};
use crate::text::{self, fit};

use super::Standup;

/// From this width and height on the cards are listed beside the one that is spoken about.
const BESIDE: (u16, u16) = (104, 12);

/// Its columns on a screen of a size; none where there is no room for it.
pub(super) fn width((columns, rows): (u16, u16)) -> u16 {
    if columns >= BESIDE.0 && rows >= BESIDE.1 { (columns / 3).min(52) } else { 0 }
}

/// All cards, one a line.
pub(super) fn list(standup: &Standup, context: &Context, columns: usize) -> Vec<Row> {
    let Some(session) = &standup.session else { return Vec::new() };
    standup.order.iter().map(|id| entry(session, *id, context, columns)).collect()
}

/// So many lines of it.
pub(super) fn rows(
    standup: &Standup,
    session: &Session,
    context: &Context,
    (columns, rows): (usize, usize),
    thumb: Option<(usize, usize)>,
) -> Vec<Row> {
    let thumb = thumb.filter(|(_, lines)| *lines > rows).map_or(0..0, |(top, lines)| {
        let len = (rows * rows / lines).max(1);
        let at = top * rows.saturating_sub(len) / (lines - rows);
        at..at + len
    });
    let bar = |at: usize| Row::of(Tone::Border, if thumb.contains(&at) { " ┃ " } else { " │ " });
    let room = columns.saturating_sub(4);
    let at = session.card().and_then(|id| standup.order.iter().position(|each| *each == id));
    let shown = rows.saturating_sub(2);
    let first = at.map_or(0, |at| at.saturating_sub(shown / 2)).min(standup.order.len().saturating_sub(shown));
    let heading = Row::of(Tone::Heading, fit(&format!("CARDS  {}", standup.order.len()), room));
    let entries = standup.order.iter().skip(first).take(shown);
    let entries = entries.map(|id| entry(session, *id, context, room));
    let lines = [heading, Row::blank()].into_iter().chain(entries).chain(std::iter::repeat_with(Row::blank));
    lines.take(rows).enumerate().map(|(at, row)| bar(at).beside(3, row)).collect()
}

fn entry(session: &Session, id: Id, context: &Context, room: usize) -> Row {
    let Some(commitment) = context.book.get(id) else { return Row::of(Tone::Dim, "gone") };
    let is_here = session.card() == Some(id);
    let raised = context.standing(id).and_then(topic_of);
    let (sign, tone) = match (is_here, session.upshot(id)) {
        (true, _) => ("▸", Tone::Strong),
        (false, Some(_)) => ("✓", Tone::Good),
        (false, None) if session.is_gone(id) => ("✓", Tone::Good),
        (false, None) if session.is_later(id) => ("–", Tone::Dim),
        (false, None) => match raised.map(|raised| raised.level) {
            Some(Level::Red) => ("●", Tone::Flag(Level::Red)),
            Some(Level::Amber) => ("▲", Tone::Flag(Level::Amber)),
            Some(Level::Dim) | None => ("·", Tone::Dim),
        },
    };
    let words = match session.upshot(id) {
        Some(Upshot::Spoken) => "spoken about".to_owned(),
        Some(Upshot::Moved(kind, _)) => kind.word().to_owned(),
        None if session.is_gone(id) => "settled".to_owned(),
        None if session.is_later(id) => "put off".to_owned(),
        None => raised.map_or_else(String::new, |raised| raised.flag.word().to_owned()),
    };
    let name = fit(&commitment.customer, room.saturating_sub(text::width(&words) + 4));
    let name_tone = match (is_here, session.upshot(id)) {
        (true, _) => Tone::Strong,
        (false, Some(_)) => Tone::Dim,
        (false, None) if session.is_gone(id) => Tone::Dim,
        (false, None) => Tone::Text,
    };
    let row = Row::of(tone, format!("{sign} ")).with(name_tone, name);
    let row = row.beside(room.saturating_sub(text::width(&words)), Row::of(Tone::Dim, words));
    match context.book.place(id) {
        Some(place) => row.at(Spot::Commitment(place)),
        None => row,
    }
}
