//! What the forecasts of a book on one day rest on: small beside the book, and its own, so that a thread can take it along.

use std::collections::BTreeMap;

use crate::domain::act::Text;
use crate::domain::book::Book;
use crate::domain::calendar::Calendar;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::{Day, Moment};
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
use crate::domain::person::{Handle, People, Person};

use super::built_in::DEFAULT_FOCUS;
use super::pace::Pace;

/// The day, the calendar, the people, and what each commitment says.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The day of the forecasts.
    pub today: Day,
    /// Which days are worked.
    pub calendar: Calendar,
    /// Teams, absences, and how much time goes into commitments.
    pub people: People,
    /// What each commitment says, by id, so that the order in which files were read changes nothing.
    pieces: BTreeMap<Id, Piece>,
}

/// What one commitment says about the time that work takes, or asks.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// The tech owner.
    pub lead: Option<Handle>,
    /// Its capability, or else its first tag.
    pub kind: Option<Text>,
    /// What it is evidence of.
    pub past: Option<Past>,
    /// The work that it still is.
    pub open: Option<Open>,
}

/// Evidence: an estimate that was agreed upon, and when it was delivered.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Past {
    /// The day of the agreement, or the start that was given.
    pub begun: Day,
    /// The estimate it began with.
    pub estimate: Estimate,
    /// The day of the delivery; none while it is open.
    pub delivered: Option<Day>,
}

/// Work that is still to be done.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Open {
    /// How long it takes, all of it or what is left.
    pub estimate: Estimate,
    /// Its first day; none while it has not begun, which is as if it began today.
    pub start: Option<Day>,
    /// The day it is measured against.
    pub due: Option<Day>,
    /// When it was first spoken of.
    pub since: Moment,
    /// Whether it is what a report said is left.
    pub is_rest: bool,
}

impl Facts {
    /// The facts of a book on a day.
    #[must_use]
    pub fn of(book: &Book, today: Day) -> Self {
        let mut facts = Self::without_pieces(book, today);
        facts.pieces =
            book.commitments().iter().filter_map(|each| Some((each.id, Piece::of(each)?))).collect::<BTreeMap<_, _>>();
        facts
    }

    /// The day, the calendar and the people of a book, and nothing of its commitments yet.
    #[must_use]
    pub fn without_pieces(book: &Book, today: Day) -> Self {
        let (calendar, people) = (book.rules.calendar.clone(), book.rules.people.clone());
        Self { today, calendar, people, pieces: BTreeMap::new() }
    }

    /// Takes in what commitments say now; none takes out what one said before.
    pub fn put_all(&mut self, pieces: Vec<(Id, Option<Piece>)>) {
        for (id, piece) in pieces {
            match piece {
                Some(piece) => drop(self.pieces.insert(id, piece)),
                None => drop(self.pieces.remove(&id)),
            }
        }
    }

    /// What each commitment says, by id.
    pub fn pieces(&self) -> impl Iterator<Item = (Id, &Piece)> {
        self.pieces.iter().map(|(id, piece)| (*id, piece))
    }

    /// What one commitment says.
    #[must_use]
    pub fn piece(&self, id: Id) -> Option<&Piece> {
        self.pieces.get(&id)
    }

    /// Commitments that were delivered before they began: they say nothing about how long work takes.
    #[must_use]
    pub fn reversed(&self) -> Vec<Id> {
        self.pieces().filter(|(_, piece)| piece.past.is_some_and(|past| past.is_reversed())).map(|(id, _)| id).collect()
    }

    /// The tech owner, where the book knows the handle.
    #[must_use]
    pub fn person(&self, lead: Option<&Handle>) -> Option<&Person> {
        lead.and_then(|lead| self.people.get(lead))
    }

    /// The share of working time that a lead's commitments get: as declared, or assumed.
    #[must_use]
    pub fn focus(&self, lead: Option<&Handle>) -> f64 {
        self.person(lead).and_then(|lead| lead.focus).unwrap_or(DEFAULT_FOCUS)
    }

    /// The working days of a lead.
    #[must_use]
    pub fn pace(&self, lead: Option<&Handle>) -> Pace<'_> {
        Pace { calendar: &self.calendar, away: self.person(lead).map_or(&[][..], |lead| lead.away.as_slice()) }
    }

    /// Working days of the book from the first day up to, not including, the second.
    #[must_use]
    pub fn days(&self, from: Day, to: Day) -> i64 {
        self.calendar.working_days(from.plus(-1), to.plus(-1))
    }
}

impl Piece {
    /// What a commitment says; none when it says nothing about time.
    #[must_use]
    pub fn of(commitment: &Commitment) -> Option<Self> {
        let settings = &commitment.settings;
        let (past, open) = (past_of(commitment), Open::of(commitment));
        (past.is_some() || open.is_some()).then(|| Self {
            lead: settings.tech.clone(),
            kind: settings.capability.clone().or_else(|| settings.tags.first().cloned()),
            past,
            open,
        })
    }
}

impl Past {
    /// Whether it was delivered before it began: recorded afterwards, or a slip of the pen.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        self.delivered.is_some_and(|delivered| delivered < self.begun)
    }
}

impl Open {
    /// The work that an open commitment with an estimate still is; none for any other.
    #[must_use]
    pub fn of(commitment: &Commitment) -> Option<Self> {
        if !commitment.state.name().is_to_do() {
            return None;
        }
        let given = commitment.feasibility.as_ref()?;
        let estimate = given.answer.estimate?;
        let reported = commitment.progress.as_ref().filter(|progress| progress.on >= given.on);
        // Work left is a new piece of work from the day it was reported.
        let left = reported.and_then(|progress| Some((progress.left?, progress.on)));
        let is_rest = left.is_some();
        let (estimate, start) = match left {
            Some((left, on)) => (left, Some(on)),
            None => (estimate, given.answer.start.or(commitment.begun.map(|begun| begun.on))),
        };
        let since = commitment.moves.first()?.at;
        Some(Self { estimate, start, due: commitment.measured_due(), since, is_rest })
    }
}

/// A commitment is evidence of how long work takes when it was agreed and delivered, or agreed and not yet.
fn past_of(commitment: &Commitment) -> Option<Past> {
    match commitment.state.name() {
        // Between two agreements work goes on.
        StateName::Agreed | StateName::Delivered | StateName::Kept | StateName::Requested | StateName::Countered => {}
        StateName::Declined | StateName::Revoked | StateName::Withdrawn => return None,
    }
    commitment.settings.tech.as_ref()?;
    let begun = commitment.begun?;
    Some(Past { begun: begun.on, estimate: begun.estimate?, delivered: commitment.delivered_on })
}
