//! One card: why it is here and whose move it is, both sides, the date bar, the last words, and the keys of what was said.

use crate::app::ink::{Row, Spot, Tone, flowing, indented};
use crate::app::layer::Context;
use crate::app::layers::form::open::{may_record, refusal};
use crate::app::layers::shortcut;
use crate::app::page::{self, Line, Sheet};
use crate::app::screens::Picture;
use crate::command::{Command, Scope};
use crate::domain::act::Kind;
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Level, Raised};
use crate::domain::id::Id;
use crate::domain::person::Side;
use crate::domain::standup::{Session, Upshot, topic_of};
use crate::text::width;

use super::{Standup, head, off_track, stacked};

/// What can be said about a card: the command, the word beside its key, and the move it makes, where it makes one.
const UPSHOTS: [(Command, &str, Option<Kind>); 9] = [
    (Command::OnTrack, "on track", None),
    (Command::Estimate, "re-estimate", Some(Kind::Estimate)),
    (Command::Told, "told", Some(Kind::Told)),
    (Command::Countersign, "countersign", Some(Kind::Countersign)),
    (Command::Counter, "counter", Some(Kind::Counter)),
    (Command::Defer, "answer by", Some(Kind::Defer)),
    (Command::Note, "note", None),
    (Command::Spoken, "spoken about", None),
    (Command::PutOff, "later", None),
];

/// What comes first at its time.
const AT_TIMES: [(Command, &str, Kind); 3] = [
    (Command::Accept, "accept", Kind::Accept),
    (Command::Deliver, "delivered", Kind::Deliver),
    (Command::Confirm, "kept", Kind::Confirm),
];

/// The card as it is seen.
pub(super) fn picture(
    standup: &Standup,
    session: &Session,
    id: Id,
    context: &Context,
    (columns, rows): (usize, usize),
) -> Picture {
    let head = head::rows(standup, session, id, context, (columns, rows));
    let Some(commitment) = context.book.get(id) else {
        let gone = vec![Row::of(Tone::Text, "it is no longer in the book")];
        return stacked(head, gone, Vec::new(), (columns, rows), 0);
    };
    let body = body(session, commitment, context, columns);
    stacked(head, body, keys(commitment, context, columns), (columns, rows), standup.scroll)
}

fn body(session: &Session, commitment: &Commitment, context: &Context, columns: usize) -> Vec<Row> {
    let sheet = Sheet { id: commitment.id, width: columns, has_money: context.has_money };
    let Some(parts) = page::parts(context, sheet) else { return Vec::new() };
    let mut rows = lines(parts.head);
    rows.extend(said(session, commitment, context));
    rows.push(Row::blank());
    rows.extend(reasons(commitment, context, columns));
    rows.push(Row::blank());
    rows.extend(lines(parts.halves));
    rows.push(Row::blank());
    rows.extend(lines(parts.bar));
    rows.extend(lines(parts.talk));
    rows
}

fn lines(lines: Vec<Line>) -> Vec<Row> {
    lines.into_iter().map(|pieces| Row { pieces, ..Row::default() }).collect()
}

/// What was said about it in this standup, once one has come back to it.
fn said(session: &Session, commitment: &Commitment, context: &Context) -> Option<Row> {
    let words = match session.upshot(commitment.id) {
        Some(Upshot::Spoken) => "spoken about".to_owned(),
        Some(Upshot::Moved(_, made)) => commitment
            .find_move(made)
            .map_or_else(|| "spoken about".to_owned(), |made| crate::domain::wording::said(made, context.today)),
        None if session.is_later(commitment.id) => return Some(Row::of(Tone::Dim, "– put off")),
        None => return None,
    };
    Some(Row::of(Tone::Good, "✓ ").with(Tone::Text, words))
}

/// Every flag as a sentence, the one that brings it here first, and under it whose move it is.
fn reasons(commitment: &Commitment, context: &Context, columns: usize) -> Vec<Row> {
    let Some(standing) = context.standing(commitment.id) else { return Vec::new() };
    let topic = topic_of(standing);
    let others = standing.flags.iter().filter(|raised| topic.is_none_or(|topic| topic.flag != raised.flag));
    let mut rows = Vec::new();
    let mut last: Option<String> = None;
    for raised in topic.into_iter().chain(others) {
        let why = format!(": {}", raised.why(context.today));
        let head = Row::of(Tone::Flag(raised.level), format!("{} {}", sign(raised.level), raised.flag.word()));
        rows.extend(flowing(head.with(Tone::Text, why), columns));
        let next = raised.move_of(commitment, &context.book.rules.people);
        // Two flags that ask for the same are one thing to do.
        if raised.level < Level::Dim && last.as_ref() != Some(&next) {
            rows.extend(next_move(raised, commitment, &next, columns));
        }
        last = Some(next);
    }
    if rows.is_empty() {
        rows.push(Row::of(Tone::Good, "✓ ").with(Tone::Text, "nothing asks for attention any more"));
    }
    rows
}

fn next_move(raised: &Raised, commitment: &Commitment, words: &str, columns: usize) -> Vec<Row> {
    let tone = match &raised.next_by {
        Some(who) if commitment.owner(Side::Sales) == Some(who) => Tone::Sales,
        Some(who) if commitment.owner(Side::Tech) == Some(who) => Tone::Tech,
        Some(_) | None => Tone::Strong,
    };
    indented(tone, &format!("→ {words}"), columns, 2)
}

const fn sign(level: Level) -> &'static str {
    match level {
        Level::Red => "●",
        Level::Amber => "▲",
        Level::Dim => "·",
    }
}

/// The keys of what can be said now, each to be pressed with the mouse too.
fn keys(commitment: &Commitment, context: &Context, columns: usize) -> Vec<Row> {
    let may = |kind: Kind| refusal(kind, commitment.id, context).is_none_or(|refusal| may_record(&refusal, context));
    let now = AT_TIMES.into_iter().filter(|(_, _, kind)| may(*kind)).map(|(command, word, _)| (command, word));
    let is_possible = |(command, _, kind): &(Command, &str, Option<Kind>)| match command {
        Command::OnTrack => off_track(commitment, context).is_none(),
        _ => kind.is_none_or(may),
    };
    let has_estimate = commitment.feasibility.as_ref().is_some_and(|known| known.answer.estimate.is_some());
    let always = UPSHOTS.into_iter().filter(is_possible).map(|(command, word, _)| match command {
        Command::Estimate if !has_estimate => (command, "estimate"),
        _ => (command, word),
    });
    let mut rows = vec![Row::of(Tone::Border, "─".repeat(columns))];
    let mut row = Row::default();
    for (command, word) in now.chain(always) {
        let key = shortcut(command, Scope::Standup, context);
        if key.is_empty() {
            continue;
        }
        let words = format!(" {word}");
        if row.width() + 3 + width(&key) + width(&words) > columns && !row.pieces.is_empty() {
            rows.push(std::mem::take(&mut row));
        }
        let gap = if row.pieces.is_empty() { "" } else { "   " };
        let spot = Spot::Run(command);
        row = row.with(Tone::Dim, gap).with_part(Tone::Key, key, spot).with_part(Tone::Text, words, spot);
    }
    rows.push(row);
    rows
}
