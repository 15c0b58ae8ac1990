//! The head of a card: which it is, what brings it here, how long it has been spoken about, and how far the standup is.

use std::fmt::Write as _;

use crate::app::ink::{Row, Tone};
use crate::app::layer::Context;
use crate::domain::id::Id;
use crate::domain::standup::{Session, Shares, topic_of};
use crate::text::width;

use super::Standup;

/// From so many rows on there is room for an empty one.
const ROOMY: usize = 14;

/// The lines of the head.
pub(super) fn rows(
    standup: &Standup,
    session: &Session,
    id: Id,
    context: &Context,
    (columns, rows): (usize, usize),
) -> Vec<Row> {
    let mut lines = vec![title(standup, session, id, context, columns), strip(standup, session, columns)];
    if rows >= ROOMY {
        lines.push(Row::blank());
    }
    lines
}

fn title(standup: &Standup, session: &Session, id: Id, context: &Context, columns: usize) -> Row {
    let at = standup.order.iter().position(|each| *each == id).map_or(0, |at| at + 1);
    let all = standup.order.len();
    let raised = context.standing(id).and_then(topic_of);
    let row = Row::of(Tone::Strong, format!("{at} of {all}")).with(Tone::Dim, " · ");
    let row = match raised {
        Some(raised) => row.with(Tone::Flag(raised.level), raised.flag.word()),
        None => row.with(Tone::Good, "✓ settled"),
    };
    let time = time(standup, session, id, context);
    let gap = columns.saturating_sub(row.width() + time.width());
    if gap < 2 { row } else { row.beside(columns - time.width(), time) }
}

/// How long: `0:42 of 1:21 · all 6:10 of 15:00`, with a sign once it is longer than its share.
fn time(standup: &Standup, session: &Session, id: Id, context: &Context) -> Row {
    let shares = Shares::of(standup.order.len());
    let now = standup.since_seen(context.watch);
    let part = |row: Row, spent: u32, share: u32| {
        let words = format!("{} of {}", clock(spent), clock(share));
        if spent > share { row.with(Tone::AtRisk, format!("▲ {words}")) } else { row.with(Tone::Dim, words) }
    };
    let row = part(Row::default(), session.seconds_on(id) + now, shares.card);
    part(row.with(Tone::Dim, " · all "), session.seconds() + now, shares.whole)
}

/// Minutes and seconds: `6:05`.
pub(super) fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// One sign a card: spoken about, this one, still to come, put off; and in words how many.
fn strip(standup: &Standup, session: &Session, columns: usize) -> Row {
    let here = session.card();
    let spoken = session.turns().len();
    let later = standup.order.iter().filter(|id| session.is_later(**id) && !session.is_gone(**id)).count();
    let left = standup.order.iter().filter(|id| session.upshot(**id).is_none() && !session.is_gone(**id)).count();
    let mut words = format!("{spoken} spoken, {left} to go");
    if later > 0 {
        let _ = write!(words, ", {later} of them put off");
    }
    let room = columns.saturating_sub(width(&words) + 3);
    let signs = standup.order.iter().map(|id| {
        if Some(*id) == here {
            ("▸", Tone::Strong)
        } else if session.upshot(*id).is_some() || session.is_gone(*id) {
            ("✓", Tone::Good)
        } else if session.is_later(*id) {
            ("–", Tone::Dim)
        } else {
            ("·", Tone::Dim)
        }
    });
    if standup.order.len() > room {
        return Row::of(Tone::Dim, words);
    }
    let row = signs.fold(Row::default(), |row, (sign, tone)| row.with(tone, sign));
    row.with(Tone::Dim, format!("   {words}"))
}
