//! What is new in the book, short and in words: for commit messages, for what came in, for a status line.

mod message;

pub use message::{message, summary};

use super::act::{Act, Move, NewTerms, Variance};
use super::commitment::Commitment;
use super::day::Day;
use super::estimate::{Class, Effort, Estimate, Span};
use super::fold::Shelved;
use super::id::Id;
use super::person::Handle;
use super::wording::act_said;
use message::{cut, plain};

/// The columns of what somebody wrote freely.
const REMARK: usize = 48;

/// One commitment and what was said about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Which.
    pub id: Id,
    /// Customer and scope.
    pub title: String,
    /// Who recorded it, in the order they spoke.
    pub by: Vec<Handle>,
    /// What was said, one a move, in order.
    pub words: Vec<String>,
}

/// What is new in a commitment against the moves it had before; none when nothing is.
#[must_use]
pub fn said(before: &[Move], commitment: &Commitment, today: Day) -> Option<Said> {
    let title = format!("{} {}", commitment.customer, commitment.terms.scope);
    let without_effect = |made: &Move| commitment.ineffective.iter().any(|(id, _)| *id == made.id);
    said_of(before, (commitment.id, &title, &commitment.moves), without_effect, today)
}

/// What is new in a record without a standing promise; none when nothing is.
#[must_use]
pub fn said_shelved(before: &[Move], shelved: &Shelved, today: Day) -> Option<Said> {
    let promise = shelved.moves.iter().chain(before).find_map(|made| match &made.act {
        Act::Promise(promise) => Some(format!("{} {}", promise.customer, promise.scope)),
        _ => None,
    });
    let title = promise.unwrap_or_else(|| shelved.id.to_string());
    said_of(before, (shelved.id, &title, &shelved.moves), |_| false, today)
}

fn said_of(
    before: &[Move],
    (id, title, moves): (Id, &str, &[Move]),
    without_effect: impl Fn(&Move) -> bool,
    today: Day,
) -> Option<Said> {
    let mut by: Vec<Handle> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for made in moves {
        let known = before.iter().find(|known| known.id == made.id);
        if known.is_some_and(|known| is_same(known, made)) {
            continue;
        }
        let mut said = told_of(moves, made, today);
        if without_effect(made) {
            said.push_str(" (without effect)");
        }
        words.push(plain(&if known.is_some() { format!("edited by hand: {said}") } else { said }));
        if !by.contains(&made.by) {
            by.push(made.by.clone());
        }
    }
    for gone in before.iter().filter(|known| !moves.iter().any(|made| made.id == known.id)) {
        words.push(plain(&format!("taken out by hand: {}", told_of(before, gone, today))));
    }
    (!words.is_empty()).then(|| Said { id, title: plain(title), by, words })
}

/// Whether two moves say the same; where they stand in a file is not part of it.
#[must_use]
pub fn is_same(one: &Move, other: &Move) -> bool {
    Move { line: 0, ..one.clone() } == Move { line: 0, ..other.clone() }
}

/// Customer and scope of a conversation as it began, short; none where no promise is among its moves.
#[must_use]
pub fn title_of(moves: &[Move]) -> Option<String> {
    moves.iter().find_map(|made| match &made.act {
        Act::Promise(promise) => Some(cut(&plain(&format!("{} {}", promise.customer, promise.scope)), REMARK)),
        _ => None,
    })
}

/// [`told_of`] in one short line.
#[must_use]
pub fn brief_of(moves: &[Move], made: &Move, today: Day) -> String {
    cut(&plain(&told_of(moves, made, today)), REMARK)
}

/// What a move said, short, within its conversation: `promised date 1 Mar → 15 Mar`, `customer told 15 Mar`.
#[must_use]
pub fn told_of(moves: &[Move], made: &Move, today: Day) -> String {
    let words = match &made.act {
        Act::Retract { what } => took_back(moves, *what, today),
        act => act_told(moves, made, act, today),
    };
    match &made.proxy_for {
        Some(voice) if *voice != made.by => format!("{words} (for @{voice})"),
        Some(_) | None => words,
    }
}

/// An undo names what it takes back; the undo of an undo what stands again.
fn took_back(moves: &[Move], what: Id, today: Day) -> String {
    let find = |id: Id| moves.iter().find(|each| each.id == id);
    match find(what).map(|target| (target, &target.act)) {
        None => "took back a move".into(),
        Some((_, Act::Retract { what })) => match find(*what) {
            Some(again) => format!("made again: {}", act_told(moves, again, &again.act, today)),
            None => "made a move again".into(),
        },
        Some((target, act)) => format!("took back: {}", act_told(moves, target, act, today)),
    }
}

fn act_told(moves: &[Move], made: &Move, act: &Act, today: Day) -> String {
    let why = |reason: &Option<Variance>| reason.map_or_else(String::new, |reason| format!(" ({})", reason.word()));
    match act {
        Act::Promise(promise) => {
            let verb = if promise.told { "promised" } else { "asked for" };
            let due = promise.due.map_or_else(|| ", no date yet".into(), |due| format!(" by {}", due.short(today)));
            match promise.told_due.filter(|told| promise.told && promise.due != Some(*told)) {
                Some(told) => format!("{verb}{due}, customer told {}", told.short(today)),
                None => format!("{verb}{due}"),
            }
        }
        Act::Change(new) => {
            let words = new_terms(moves, made, new, today);
            if new.told { format!("{words}, customer told") } else { words }
        }
        Act::Counter(new) => format!("counter-offer: {}", new_terms(moves, made, new, today)),
        Act::Estimate(answer) => {
            use super::act::Verdict::{Conditional, Feasible, NeedsSpike, NotFeasible};
            match (&answer.estimate, answer.verdict) {
                (Some(estimate), Feasible) => format!("estimated {}", range(estimate, today)),
                (Some(estimate), verdict @ (Conditional | NotFeasible | NeedsSpike)) => {
                    format!("estimated {}, {}", range(estimate, today), verdict.word())
                }
                (None, verdict) => format!("answered {}", verdict.word()),
            }
        }
        Act::Countersign => match due_of(moves, made) {
            Some(due) => format!("countersigned {}", due.short(today)),
            None => "countersigned".into(),
        },
        Act::Accept => match due_of(moves, made) {
            Some(due) => format!("counter-offer of {} accepted", due.short(today)),
            None => "counter-offer accepted".into(),
        },
        Act::Progress { left: Some(left) } => format!("{} left", range(left, today)),
        Act::Deliver { reason } => format!("delivered{}", why(reason)),
        Act::Confirm { reason } => format!("the customer has it{}", why(reason)),
        Act::NotYet => "the customer doesn't have it yet".into(),
        Act::Told { due } => match due.or_else(|| due_of(moves, made)) {
            Some(due) => format!("customer told {}", due.short(today)),
            None => "customer told".into(),
        },
        Act::Note => match &made.note {
            Some(note) => format!("note: {}", cut(&plain(note), REMARK)),
            None => "note".into(),
        },
        Act::Edit(_)
        | Act::Defer { .. }
        | Act::Decline { .. }
        | Act::Progress { left: None }
        | Act::Withdraw { .. }
        | Act::Revoke { .. }
        | Act::AcceptRisk { .. }
        | Act::Reopen
        | Act::Retract { .. }
        | Act::Unknown { .. } => act_said(act, today),
    }
}

/// What is other than before: `promised date 1 Mar → 15 Mar, scope SAML without SCIM`.
fn new_terms(moves: &[Move], made: &Move, new: &NewTerms, today: Day) -> String {
    let mut parts = Vec::new();
    if let Some(due) = new.due {
        let what = if matches!(made.act, Act::Counter(_)) { "" } else { "promised date " };
        match due_before(moves, made.id).filter(|before| *before != due) {
            Some(before) => parts.push(format!("{what}{} → {}", before.short(today), due.short(today))),
            None => parts.push(format!("{what}{}", due.short(today))),
        }
    }
    if let Some(scope) = &new.scope {
        parts.push(format!("scope {}", cut(&plain(scope), REMARK)));
    }
    if let Some(done_when) = &new.done_when {
        parts.push(format!("done when {}", cut(&plain(done_when), REMARK)));
    }
    match new.conditions.as_deref() {
        None => {}
        Some([]) => parts.push("no conditions".into()),
        Some(conditions) => parts.push(format!("if {}", cut(&plain(&conditions.join(" and if ")), REMARK))),
    }
    if parts.is_empty() { "the same terms".into() } else { parts.join(", ") }
}

/// The date the customer was told in a move that doesn't name it; none in other moves, and where an ending was told.
#[must_use]
pub fn told_due(commitment: &Commitment, made: &Move) -> Option<Day> {
    let Act::Told { due: None } = made.act else { return None };
    let is_told = |each: &&Move| matches!(each.act, Act::Told { .. }) && !commitment.retracted.contains(&each.id);
    let is_ending = commitment.told.as_ref().is_some_and(|told| told.outcome.is_some())
        && commitment.moves.iter().rev().find(is_told).is_some_and(|last| last.id == made.id);
    if is_ending { None } else { due_of(&commitment.moves, made) }
}

/// The date of the terms that a move is about: of those it names, else of those on the table.
fn due_of(moves: &[Move], made: &Move) -> Option<Day> {
    let dates = Dates::until(moves, made.id);
    match made.re {
        Some(re) => dates.of.iter().rev().find(|(id, _)| *id == re).map_or(dates.on_the_table, |(_, due)| *due),
        None => dates.on_the_table,
    }
}

/// The date that a change or a counter-offer goes on from: of the terms it answers.
fn due_before(moves: &[Move], what: Id) -> Option<Day> {
    let made = moves.iter().find(|made| made.id == what)?;
    let dates = Dates::until(moves, what);
    let answered = made.re.and_then(|re| dates.of.iter().rev().find(|(id, _)| *id == re)).map(|(_, due)| *due);
    match made.act {
        // Sales goes on from its own terms, also under an open counter-offer.
        Act::Change(_) if dates.is_countered => dates.promised,
        Act::Change(_) => answered.unwrap_or(dates.promised),
        _ => answered.unwrap_or(dates.on_the_table),
    }
}

/// The dates of a conversation so far.
#[derive(Default)]
struct Dates {
    promised: Option<Day>,
    /// Of the open counter-offer, or else the promised one.
    on_the_table: Option<Day>,
    is_countered: bool,
    /// The date of each terms, by the move that set them.
    of: Vec<(Id, Option<Day>)>,
}

impl Dates {
    fn until(moves: &[Move], what: Id) -> Self {
        let mut dates = Self::default();
        for made in moves.iter().take_while(|made| made.id != what) {
            match &made.act {
                Act::Promise(promise) => dates.put(promise.due),
                Act::Change(new) => dates.put(new.due.or(dates.promised)),
                Act::Counter(new) => {
                    dates.on_the_table = new.due.or(dates.on_the_table);
                    dates.is_countered = true;
                }
                Act::Accept => {
                    dates.put(dates.on_the_table);
                    continue;
                }
                _ => continue,
            }
            dates.of.push((made.id, dates.on_the_table));
        }
        dates
    }

    fn put(&mut self, due: Option<Day>) {
        (self.promised, self.on_the_table, self.is_countered) = (due, due, false);
    }
}

/// An estimate as people say it: `5–15 d`, `~20 d`, `4–6 h`, `1 Apr–20 Apr`.
#[must_use]
pub fn range(estimate: &Estimate, today: Day) -> String {
    match estimate {
        Estimate::Effort(span) => effort(span),
        Estimate::Dates(span) if span.low() == span.high() => span.low().short(today),
        Estimate::Dates(span) => format!("{}–{}", span.low().short(today), span.high().short(today)),
    }
}

fn effort(span: &Span<Effort>) -> String {
    let spaced = |effort: Effort| {
        let text = effort.to_string();
        let (figures, unit) = text.split_at(text.len() - 1);
        (figures.to_owned(), unit.to_owned())
    };
    let ((low, unit), (high, high_unit)) = (spaced(span.low()), spaced(span.high()));
    match span.class() {
        Class::Rough => format!("~{low} {unit}"),
        Class::Range if span.low() == span.high() => format!("{low} {unit}"),
        Class::Range if unit == high_unit => format!("{low}–{high} {unit}"),
        Class::Range => format!("{low} {unit}–{high} {high_unit}"),
        Class::Budget | Class::Definitive => format!("{low} {unit}"),
    }
}
