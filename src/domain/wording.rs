//! Moves in words: for the conversation, the log, undo, and the line after a command.

use super::act::{Act, Draft, Edit, Move, NewTerms, Text};
use super::commitment::{Commitment, Terms};
use super::day::Day;
use super::id::Id;
use super::outlook::Foretold;
use super::person::Handle;

/// `1 day`, `3 days`.
#[must_use]
pub fn count(n: i64, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// Calendar days as people say them: `3 days`, `4 weeks`, `5 months`.
#[must_use]
pub fn distance(days: i64) -> String {
    match days.abs() {
        n @ 0..=13 => count(n, "day"),
        n @ 14..=83 => count((n + 3) / 7, "week"),
        n => count((n + 15) / 30, "month"),
    }
}

/// What a move says, by itself: `promised 1 Mar`, `estimated 5d..8d..15d`, `signed`.
#[must_use]
pub fn said(made: &Move, today: Day) -> String {
    let words = act_said(&made.act, today);
    match (&made.act, &made.note) {
        (Act::Note, Some(note)) => format!("noted: {note}"),
        (_, _) => format!("{words}{}", foretold(&made.foretold)),
    }
}

/// What the forecast said of its date, behind the words of a move: `, at 82 %`, `, the 80 % date`.
#[must_use]
pub fn foretold(said: &Foretold) -> String {
    match (said.level, said.chance) {
        (Some(level), _) => format!(", the {} % date", level.percent()),
        (None, Some(chance)) => format!(", at {chance}"),
        (None, None) => String::new(),
    }
}

/// What an act says, by itself.
#[must_use]
pub fn act_said(act: &Act, today: Day) -> String {
    let by = |reason: &Option<super::act::Variance>| {
        reason.map_or_else(String::new, |reason| format!(" ({})", reason.word()))
    };
    match act {
        Act::Promise(promise) => {
            let verb = if promise.told { "promised" } else { "asked for" };
            let due = promise.due.map_or_else(|| " without a date".into(), |due| format!(" by {}", due.short(today)));
            match promise.told_due.filter(|told| promise.told && promise.due != Some(*told)) {
                Some(told) => format!("{verb} {}{due}, told {}", promise.scope, told.short(today)),
                None => format!("{verb} {}{due}", promise.scope),
            }
        }
        Act::Change(new) => format!("changed: {}", new_terms(new, today)),
        Act::Counter(new) => format!("counter-offer: {}", new_terms(new, today)),
        Act::Estimate(answer) => {
            let how_long = answer.estimate.map_or_else(String::new, |estimate| format!(" {estimate}"));
            let conditions = if answer.conditions.is_empty() {
                String::new()
            } else {
                format!(", if {}", answer.conditions.join(" and if "))
            };
            format!("estimated{how_long}, {}{conditions}", answer.verdict.word())
        }
        Act::Countersign => "countersigned".into(),
        Act::Accept => "accepted the counter-offer".into(),
        Act::Defer { until } => format!("answers by {}", until.short(today)),
        Act::Decline { reason } => format!("declined{}", by(reason)),
        Act::Progress { left: Some(left) } => format!("progress, {left} left"),
        Act::Progress { left: None } => "progress".into(),
        Act::Deliver { reason } => format!("delivered{}", by(reason)),
        Act::Confirm { reason } => format!("confirmed, the customer has it{}", by(reason)),
        Act::NotYet => "not yet, says the customer".into(),
        Act::Withdraw { reason } => format!("withdrawn{}", by(reason)),
        Act::Revoke { reason } => format!("signature taken back{}", by(reason)),
        Act::Told { due: Some(due) } => format!("told the customer {}", due.short(today)),
        Act::Told { due: None } => "told the customer".into(),
        Act::Note => "noted".into(),
        Act::Edit(edit) => format!("edited {}", edited(edit)),
        Act::AcceptRisk { review } => format!("accepted the risk until {}", review.short(today)),
        Act::Reopen => "reopened".into(),
        Act::Retract { .. } => "taken back".into(),
        Act::Unknown { kind } => format!("`{kind}`, of a newer version"),
    }
}

fn new_terms(new: &NewTerms, today: Day) -> String {
    let mut parts = Vec::new();
    if let Some(due) = new.due {
        parts.push(format!("promised date {}", due.short(today)));
    }
    if let Some(scope) = &new.scope {
        parts.push(format!("scope {scope}"));
    }
    if let Some(done_when) = &new.done_when {
        parts.push(format!("done when {done_when}"));
    }
    if let Some(conditions) = &new.conditions {
        parts.push(if conditions.is_empty() {
            "no conditions".into()
        } else {
            format!("if {}", conditions.join(" and if "))
        });
    }
    if parts.is_empty() { "the same terms".into() } else { parts.join(", ") }
}

fn edited(edit: &Edit) -> String {
    fn shown<T: ToString>(what: &str, value: Option<&Option<T>>) -> Option<String> {
        value.map(|value| value.as_ref().map_or_else(|| format!("no {what}"), |v| format!("{what} {}", v.to_string())))
    }
    let parts: Vec<String> = [
        edit.customer.as_ref().map(|v| format!("customer {v}")),
        edit.scope.as_ref().map(|v| format!("wording {v}")),
        edit.done_when.as_ref().map(|v| format!("done when {v}")),
        shown("sales owner", edit.sales.as_ref()),
        shown("tech owner", edit.tech.as_ref()),
        shown("deal", edit.deal.as_ref()),
        shown("value", edit.value.as_ref()),
        shown("firmness", edit.firmness.as_ref().map(|v| v.map(super::grade::Firmness::word)).as_ref()),
        shown("stake", edit.stake.as_ref().map(|v| v.map(super::grade::Stake::word)).as_ref()),
        shown("capability", edit.capability.as_ref()),
        edit.tags.as_ref().map(|v| format!("tags {}", list(v))),
        edit.links.as_ref().map(|v| format!("links {}", list(v))),
        edit.met.as_ref().map(|v| format!("condition met: {v}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "nothing".into() } else { parts.join(", ") }
}

fn list(texts: &[Text]) -> String {
    if texts.is_empty() { "none".into() } else { texts.join(" ") }
}

/// What a move did to the commitment, against the terms before it: `promised date 1 Mar → 15 Mar on Northgate SSO`.
#[must_use]
pub fn effect(commitment: &Commitment, what: Id, today: Day) -> String {
    let title = commitment.title();
    let Some(made) = commitment.find_move(what) else { return title };
    let changed = match &made.act {
        Act::Change(new) | Act::Counter(new) => {
            let before = due_before(&commitment.moves, what);
            match (before, new.due) {
                (Some(before), Some(due)) if before != due => {
                    let what = if matches!(made.act, Act::Counter(_)) { "counter-offer" } else { "promised date" };
                    Some(format!("{what} {} → {}", before.short(today), due.short(today)))
                }
                (_, _) => None,
            }
        }
        _ => None,
    };
    match (&made.act, changed) {
        (_, Some(changed)) => format!("{changed} on {title}"),
        (Act::Promise(promise), None) => {
            let verb = if promise.told { "the promise" } else { "the request" };
            format!("{verb} {title}")
        }
        (_, None) => format!("{} on {title}", said(made, today)),
    }
}

/// The date that the author of the move of an id goes on from: sales from the promised one, tech from the one on offer.
fn due_before(moves: &[Move], what: Id) -> Option<Day> {
    let (mut promised, mut offered) = (None, None);
    for made in moves {
        let is_asked = made.id == what;
        match &made.act {
            Act::Change(_) if is_asked => return promised,
            Act::Counter(_) if is_asked => return offered.or(promised),
            Act::Promise(promise) => promised = promise.due,
            Act::Change(new) => (promised, offered) = (new.due.or(promised), None),
            Act::Counter(new) => offered = new.due.or(offered).or(promised),
            Act::Accept => promised = offered.take().or(promised),
            _ => {}
        }
        if is_asked {
            return None;
        }
    }
    None
}

/// What a move says within its conversation: an undo and a redo name what they take back and make again.
#[must_use]
pub fn said_in(moves: &[Move], made: &Move, today: Day) -> String {
    let target = |what: Id| moves.iter().find(|each| each.id == what);
    let Act::Retract { what } = made.act else { return said(made, today) };
    match target(what) {
        Some(undo) => match undo.act {
            Act::Retract { what } => {
                format!("made again: {}", target(what).map_or_else(|| "a move".into(), |each| said(each, today)))
            }
            _ => format!("took back: {}", said(undo, today)),
        },
        None => said(made, today),
    }
}

/// What a draft says about the terms it names, before it is recorded.
#[must_use]
pub fn drafted(draft: &Draft, today: Day) -> String {
    act_said(&draft.act, today)
}

/// Terms in one line: `SAML single sign-on by Mon 1 Mar 2027, done when …, if …`.
#[must_use]
pub fn terms(terms: &Terms) -> String {
    let due = terms.due.map_or_else(|| " without a date".into(), |due| format!(" by {}", due.long()));
    let done = terms.done_when.as_ref().map_or_else(String::new, |done| format!(", done when {done}"));
    let conditions =
        if terms.conditions.is_empty() { String::new() } else { format!(", if {}", terms.conditions.join(" and if ")) };
    format!("{}{due}{done}{conditions}", terms.scope)
}

/// Who said it: `dana`, or `sam for dana` by proxy.
#[must_use]
pub fn author(made: &Move) -> String {
    let voice: &Handle = made.voice();
    if *voice == made.by { made.by.to_string() } else { format!("{} for {voice}", made.by) }
}
