//! The end: what was decided today, what is still open, and the keys that take it to those who weren't there.

use crate::app::ink::{Row, Spot, Tone, flowing};
use crate::app::layer::Context;
use crate::app::layers::shortcut;
use crate::app::screens::Picture;
use crate::command::{Command, Scope};
use crate::domain::flag::Level;
use crate::domain::standup::{Card, Session};

use super::head::clock;
use super::{Standup, facts, opening, stacked};

pub(super) fn picture(
    standup: &Standup,
    session: &Session,
    context: &Context,
    (columns, rows): (usize, usize),
) -> Picture {
    let spoken = session.turns().len();
    let took = clock(session.seconds() + standup.since_seen(context.watch));
    let head = vec![
        Row::of(Tone::Heading, "Decided today"),
        Row::of(Tone::Dim, format!("{spoken} of {} spoken about in {took}", standup.order.len())),
        Row::blank(),
    ];
    let mut body = if standup.decisions.is_empty() {
        vec![Row::of(Tone::Text, "Nothing was recorded today.")]
    } else {
        opening::said(&standup.decisions, context, columns)
    };
    let (spoken, open) = standup.open_cards();
    for (heading, cards) in [("Spoken about, still open", spoken), ("Still open", open)] {
        if cards.is_empty() {
            continue;
        }
        body.push(Row::blank());
        body.push(Row::of(Tone::Heading, format!("{heading}  {}", cards.len())));
        body.extend(cards.iter().flat_map(|card| entry(session, card, context, columns)));
    }
    stacked(head, body, keys(context, columns), (columns, rows), standup.scroll)
}

fn entry(session: &Session, card: &Card, context: &Context, columns: usize) -> Vec<Row> {
    let facts = facts(context);
    let (Some(raised), Some(commitment)) = (card.raised(context.standings), facts.book.commitments().get(card.place))
    else {
        return Vec::new();
    };
    let sign = match raised.level {
        Level::Red => "●",
        Level::Amber => "▲",
        Level::Dim => "·",
    };
    let later = if session.is_later(card.id) { " (put off)" } else { "" };
    let row = Row::of(Tone::Flag(raised.level), format!("{sign} "))
        .with(Tone::Strong, commitment.customer.to_string())
        .with(Tone::Text, format!(" {}{later}: ", commitment.terms.scope))
        .with(Tone::Flag(raised.level), raised.flag.word())
        .with(Tone::Dim, format!(" → {}", raised.move_of(commitment, &facts.book.rules.people)));
    flowing(row, columns).into_iter().map(|row| row.at(Spot::Commitment(card.place))).collect()
}

fn keys(context: &Context, columns: usize) -> Vec<Row> {
    let pairs = [
        (Command::CopyMarkdown, "copy as Markdown"),
        (Command::CopyChat, "copy for a chat"),
        (Command::Open, "end the standup"),
        (Command::Up, "last card"),
    ];
    let mut row = Row::default();
    for (command, word) in pairs {
        let key = shortcut(command, Scope::Standup, context);
        let gap = if row.pieces.is_empty() { "" } else { "   " };
        let spot = Spot::Run(command);
        row = row.with(Tone::Dim, gap).with_part(Tone::Key, key, spot).with_part(Tone::Text, format!(" {word}"), spot);
    }
    vec![Row::of(Tone::Border, "─".repeat(columns)), row]
}
