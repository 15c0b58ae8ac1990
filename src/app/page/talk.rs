//! The conversation: who said what, when, old → new, the newest last. Nothing that was said is left out.

use crate::domain::act::{Act, Edit, Move, NewTerms, Text};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::wording::{foretold, said, said_in};
use crate::text::{pad, width, wrap};

use super::super::layer::Context;
use super::facts::{called, said_on};
use super::{Line, Sheet, heading};
use crate::app::ink::{Piece, Tone};
use crate::domain::flag::Level;

/// The terms as they stood before a move.
#[derive(Default)]
struct Before<'a> {
    due: Option<Day>,
    scope: Option<&'a Text>,
    done_when: Option<&'a Text>,
}

pub(super) fn lines(context: &Context, commitment: &Commitment, sheet: Sheet) -> Vec<Line> {
    let columns = sheet.width;
    let mut lines = vec![heading("CONVERSATION")];
    let who_columns = commitment.moves.iter().map(|made| width(&who(context, made))).max().unwrap_or(0).clamp(4, 14);
    let day_columns = commitment
        .moves
        .iter()
        .map(|made| width(&said_on(context, made).short(context.today)))
        .max()
        .unwrap_or(6)
        .max(6);
    let is_narrow = columns < 44;
    let lead = if is_narrow { 2 } else { day_columns + who_columns + 4 };
    let room = columns.saturating_sub(lead).max(8);
    let mut before = Before::default();
    for made in &commitment.moves {
        let taken_back = commitment.retracted.contains(&made.id);
        let without = commitment.ineffective.iter().find(|(id, _)| *id == made.id).map(|(_, why)| why);
        let tone = if taken_back { Tone::Gone } else { Tone::Text };
        let day = said_on(context, made);
        let mut words: Vec<(String, Tone)> =
            vec![(spoken(commitment, &shown(made, sheet), &before, context.today), tone)];
        if let Some(note) = made.note.as_ref().filter(|_| !matches!(made.act, Act::Note)) {
            words.push((format!("“{note}”"), if taken_back { Tone::Gone } else { Tone::Dim }));
        }
        for (key, value) in &made.unknown {
            words.push((format!("{key} = {value} (not known to this version)"), Tone::Dim));
        }
        if taken_back {
            words.push(("taken back".into(), Tone::Dim));
        }
        if let Some(why) = without {
            words.push((format!("without effect: {why}"), Tone::Flag(Level::Amber)));
        }
        let recorded = made.at.day(context.book.rules.zone);
        if recorded != day {
            words.push((format!("recorded {}", recorded.short(context.today)), Tone::Dim));
        }
        let parts: Vec<(String, Tone)> = words
            .into_iter()
            .flat_map(|(text, tone)| wrap(&text, room).into_iter().map(move |part| (part, tone)))
            .collect();
        let day = day.short(context.today);
        let name = who(context, made);
        if is_narrow {
            lines.push(vec![Piece::new(&format!("{day}  {name}"), Tone::Dim)]);
        }
        for (n, (part, tone)) in parts.into_iter().enumerate() {
            let begin = if is_narrow {
                "  ".to_owned()
            } else if n == 0 {
                format!("{}  {}  ", crate::text::pad_left(&day, day_columns), pad(&name, who_columns))
            } else {
                " ".repeat(lead)
            };
            lines.push(vec![Piece::new(&begin, Tone::Dim), Piece::new(&part, tone)]);
        }
        if !taken_back && without.is_none() {
            before.take(made);
        }
    }
    lines
}

fn who(context: &Context, made: &Move) -> String {
    let voice = called(context, made.voice());
    if *made.voice() == made.by { voice } else { format!("{} for {voice}", called(context, &made.by)) }
}

/// The move as it may be seen: without the amount where amounts are hidden.
fn shown(made: &Move, sheet: Sheet) -> std::borrow::Cow<'_, Move> {
    match &made.act {
        Act::Edit(edit) if edit.value.is_some() && !sheet.has_money => {
            let edit = Edit { value: None, ..(**edit).clone() };
            std::borrow::Cow::Owned(Move { act: Act::Edit(Box::new(edit)), ..made.clone() })
        }
        _ => std::borrow::Cow::Borrowed(made),
    }
}

/// What the move says, with old → new where it changes terms.
fn spoken(commitment: &Commitment, made: &Move, before: &Before, today: Day) -> String {
    match &made.act {
        Act::Change(new) => format!("changed: {}", changes(new, before, today)),
        Act::Counter(new) => format!("counter-offer: {}{}", changes(new, before, today), foretold(&made.foretold)),
        Act::Retract { .. } => said_in(&commitment.moves, made, today),
        Act::Note => made.note.as_ref().map_or_else(|| "noted".to_owned(), |note| format!("“{note}”")),
        _ => said(made, today),
    }
}

fn changes(new: &NewTerms, before: &Before, today: Day) -> String {
    let mut parts = Vec::new();
    if let Some(due) = new.due {
        let old = before.due.map_or_else(|| "no date".to_owned(), |old| old.short(today));
        parts.push(if before.due == Some(due) { old } else { format!("{old} → {}", due.short(today)) });
    }
    if let Some(scope) = &new.scope {
        parts.push(old_to_new("scope", before.scope, scope));
    }
    if let Some(done) = &new.done_when {
        parts.push(old_to_new("done when", before.done_when, done));
    }
    if let Some(conditions) = &new.conditions {
        parts.push(if conditions.is_empty() {
            "no conditions".into()
        } else {
            format!("if {}", conditions.join(" and if "))
        });
    }
    if new.told {
        parts.push("told the customer".into());
    }
    if parts.is_empty() { "the same terms".into() } else { parts.join("; ") }
}

fn old_to_new(what: &str, old: Option<&Text>, new: &Text) -> String {
    match old {
        Some(old) if old != new => format!("{what}: {old} → {new}"),
        Some(_) | None => format!("{what}: {new}"),
    }
}

impl<'a> Before<'a> {
    fn take(&mut self, made: &'a Move) {
        match &made.act {
            Act::Promise(promise) => {
                *self = Self { due: promise.due, scope: Some(&promise.scope), done_when: promise.done_when.as_ref() };
            }
            Act::Change(new) | Act::Counter(new) => {
                self.due = new.due.or(self.due);
                self.scope = new.scope.as_ref().or(self.scope);
                self.done_when = new.done_when.as_ref().or(self.done_when);
            }
            _ => {}
        }
    }
}
