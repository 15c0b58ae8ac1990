//! What was decided on a day, commitment by commitment, read from the moves: the same from any machine.

use super::super::act::{Act, Edit, Move};
use super::super::book::Book;
use super::super::commitment::{Commitment, StateName};
use super::super::day::{Day, Moment};
use super::super::digest::told_of;
use super::super::flag::{Level, Raised, Standing};
use super::super::person::{Handle, People, Side};

/// What was said about one commitment on one day, and what follows from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// Its place in the book.
    pub place: usize,
    /// What was said, in order, as far as it still stands; without amounts.
    pub words: Vec<String>,
    /// Whose move it is now; none where nothing is left to do.
    pub next: Option<Next>,
    /// When the first of it was recorded.
    pub first: Moment,
}

/// The next move: whose, which, and about which day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
    /// Whose, where somebody has it.
    pub who: Option<Handle>,
    /// Which, in words.
    pub what: String,
    /// The day it is about, where there is one.
    pub due: Option<Day>,
}

impl Next {
    /// In a sentence: `Dana: deliver by 28 Jan`.
    #[must_use]
    pub fn words(&self, people: &People, today: Day) -> String {
        let what = match self.due.map(|due| due.short(today)) {
            Some(due) if matches!(&*self.what, "deliver" | "answer") => format!("{} by {due}", self.what),
            Some(due) => format!("{} (promised date {due})", self.what),
            None => self.what.clone(),
        };
        match &self.who {
            Some(who) => format!("{}: {what}", people.called(who)),
            None => what,
        }
    }
}

/// What was recorded today and still stands, in the order in which the commitments were first spoken about.
#[must_use]
pub fn decided(book: &Book, standings: &[Standing], today: Day) -> Vec<Decision> {
    said_in(book, standings, today, |_, made| is_from(made, today, book) && made.at.day(book.rules.zone) == today)
}

/// Whether a move was recorded on a day or later. Nearly all of a book is older, and is told so without its time zone.
#[must_use]
pub fn is_from(made: &Move, day: Day, book: &Book) -> bool {
    /// No zone is further ahead than this.
    const AHEAD: i64 = 14 * 3600 * 1_000_000;
    let midnight = day.date().and_time(chrono::NaiveTime::MIN).and_utc();
    let earliest = Moment::at(midnight).micros() - AHEAD;
    made.at.micros() >= earliest && made.at.day(book.rules.zone) >= day
}

/// What was said in the moves that are asked for and still stands, in the order in which the commitments were first
/// spoken about.
#[must_use]
pub fn said_in(
    book: &Book,
    standings: &[Standing],
    today: Day,
    is_asked: impl Fn(&Commitment, &Move) -> bool,
) -> Vec<Decision> {
    let decision = |(place, commitment): (usize, &Commitment)| {
        let is_said = |made: &&Move| is_asked(commitment, made) && stands(commitment, made) && decides(&made.act);
        let said: Vec<&Move> = commitment.moves.iter().filter(is_said).collect();
        let first = said.first()?.at;
        let words = said.iter().map(|made| in_words(commitment, made, today)).collect();
        Some(Decision { place, words, next: next_of(commitment, standings.get(place)), first })
    };
    let mut all: Vec<Decision> = book.commitments().iter().enumerate().filter_map(decision).collect();
    all.sort_by_key(|each| (each.first, each.place));
    all
}

/// Whether a move was neither taken back nor without effect.
fn stands(commitment: &Commitment, made: &Move) -> bool {
    !commitment.retracted.contains(&made.id) && !commitment.ineffective.iter().any(|(id, _)| *id == made.id)
}

/// Whether a move says something that others have to know.
fn decides(act: &Act) -> bool {
    match act {
        // An amount is nobody's business in a digest, and no decision.
        Act::Edit(edit) => without_amount(edit) != Edit::default(),
        Act::Retract { .. } | Act::Unknown { .. } => false,
        Act::Promise(_)
        | Act::Change(_)
        | Act::Estimate(_)
        | Act::Countersign
        | Act::Counter(_)
        | Act::Accept
        | Act::Defer { .. }
        | Act::Decline { .. }
        | Act::Progress { .. }
        | Act::Deliver { .. }
        | Act::Confirm { .. }
        | Act::NotYet
        | Act::Withdraw { .. }
        | Act::Revoke { .. }
        | Act::Told { .. }
        | Act::Note
        | Act::AcceptRisk { .. }
        | Act::Reopen => true,
    }
}

fn without_amount(edit: &Edit) -> Edit {
    Edit { value: None, ..edit.clone() }
}

fn in_words(commitment: &Commitment, made: &Move, today: Day) -> String {
    let words = match &made.act {
        // What the customer was told of an ending is the ending, and no date.
        Act::Told { due: None } if ending_told(commitment, made).is_some() => {
            format!("customer told that it is {}", commitment.state.name().word())
        }
        // A remark is said whole: what was agreed on a call is often only there.
        Act::Note => return made.note.as_ref().map_or_else(|| "noted".to_owned(), |note| format!("“{note}”")),
        Act::Edit(edit) if edit.value.is_some() => {
            let made = Move { act: Act::Edit(Box::new(without_amount(edit))), ..made.clone() };
            told_of(&commitment.moves, &made, today)
        }
        _ => told_of(&commitment.moves, made, today),
    };
    match &made.note {
        Some(note) => format!("{words} (“{note}”)"),
        None => words,
    }
}

/// How the commitment ended, where this is the move that told the customer so.
fn ending_told(commitment: &Commitment, made: &Move) -> Option<StateName> {
    let last =
        commitment.moves.iter().rev().find(|each| matches!(each.act, Act::Told { .. }) && stands(commitment, each))?;
    commitment.told.as_ref()?.outcome.filter(|_| last.id == made.id)
}

/// Whose move it is: what the loudest flag asks for, else what the state asks for.
#[must_use]
pub fn next_of(commitment: &Commitment, standing: Option<&Standing>) -> Option<Next> {
    let loud = standing.and_then(Standing::top).filter(|raised: &&Raised| raised.level < Level::Dim);
    if let Some(raised) = loud {
        let due = commitment.on_the_table().due.filter(|_| commitment.is_open());
        return Some(Next { who: raised.next_by.clone(), what: raised.next(commitment), due });
    }
    let of = |side: Side, what: &str, due: Option<Day>| {
        Some(Next { who: commitment.owner(side).cloned(), what: what.to_owned(), due })
    };
    match commitment.state.name() {
        StateName::Requested => of(Side::Tech, "answer", commitment.answer_by),
        StateName::Countered => of(Side::Sales, "accept or counter back", None),
        StateName::Agreed => of(Side::Tech, "deliver", commitment.terms.due),
        StateName::Delivered => of(Side::Sales, "confirm with the customer", None),
        StateName::Kept | StateName::Declined | StateName::Revoked | StateName::Withdrawn => None,
    }
}
