//! The book: everything that was promised, by whom, and the rules it is read by.

use std::collections::HashMap;

use chrono_tz::Tz;

use super::calendar::Calendar;
use super::commitment::Commitment;
use super::day::Moment;
use super::flag::Eyes;
use super::fold::{Folded, Ground, Shelved, fold};
use super::id::{self, Id};
use super::money::Money;
use super::person::People;
use super::policy::Policy;
use super::review::Papers;
use super::tracker::Issues;

/// What `book.toml` says.
#[derive(Clone, PartialEq, Debug)]
pub struct Rules {
    /// The name of the book.
    pub name: String,
    /// The zone in which a moment becomes a day.
    pub zone: Tz,
    /// Everybody.
    pub people: People,
    /// Which days are worked.
    pub calendar: Calendar,
    /// When a flag is raised.
    pub policy: Policy,
    /// Saved views, in order.
    pub views: Vec<SavedView>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            name: "book".into(),
            zone: Tz::UTC,
            people: People::default(),
            calendar: Calendar::default(),
            policy: Policy::default(),
            views: Vec::new(),
        }
    }
}

impl Rules {
    /// What the fold needs of them.
    #[must_use]
    pub fn ground(&self) -> Ground<'_> {
        Ground { people: &self.people, zone: self.zone, calendar: &self.calendar }
    }
}

/// A question people ask again and again, under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// The column it is sorted by, with a `-` before it for the other way round.
    pub sort: Option<String>,
    /// What its rows are grouped by.
    pub group: Option<String>,
    /// The columns shown, where not the usual ones.
    pub columns: Vec<String>,
    /// How many of them stay where the others are scrolled; one where nothing is said.
    pub frozen: Option<u8>,
}

/// A sales opportunity, as of the last import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deal {
    /// Its name, as commitments have it.
    pub name: String,
    /// Its key in the CRM.
    pub key: Option<String>,
    /// What it is worth.
    pub value: Option<Money>,
    /// When it is to close.
    pub closes: Option<super::day::Day>,
}

/// Something in the book's files that could not be read, or should be looked at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// The file, relative to the book.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<u32>,
    /// The key, where there is one.
    pub key: Option<String>,
    /// What is wrong.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

impl std::fmt::Display for Problem {
    /// `commitments/2026/k7m2qx.toml:12: why; remedy`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.why)?;
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

/// The book as it was read: rules, commitments, and what could not be read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Book {
    /// What `book.toml` says.
    pub rules: Rules,
    commitments: Vec<Commitment>,
    shelved: Vec<Shelved>,
    places: HashMap<Id, usize>,
    /// What the tracker said at its last import.
    pub issues: Issues,
    /// What the deals were worth at their last import.
    pub deals: Vec<Deal>,
    /// What the two sides put on record about periods.
    pub papers: Papers,
    /// What could not be read or should be looked at, by file.
    pub problems: Vec<Problem>,
}

/// Why a typed id names no single commitment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotFound {
    /// No id begins so.
    None,
    /// These do.
    Several(Vec<Id>),
}

impl Book {
    /// A book of folded records, in the order given.
    #[must_use]
    pub fn new(rules: Rules, folded: Vec<Folded>, problems: Vec<Problem>) -> Self {
        let mut book = Self { rules, problems, ..Self::default() };
        book.commitments.reserve_exact(folded.len());
        book.places.reserve(folded.len());
        for each in folded {
            book.put(each);
        }
        book
    }

    /// The moment of a move made on a fixed day: after all that was said before on that day, so that undo knows what came
    /// last.
    #[must_use]
    pub fn moment_after_all(&self, now: Moment) -> Moment {
        let zone = self.rules.zone;
        let said = self.commitments.iter().map(|commitment| commitment.last_move);
        let latest = said.filter(|at| at.day(zone) == now.day(zone)).max();
        latest.map_or(now, |latest| now.after(latest))
    }

    /// The commitments, in the order they were read or made.
    #[must_use]
    pub fn commitments(&self) -> &[Commitment] {
        &self.commitments
    }

    /// Records without a standing promise: kept, not shown.
    #[must_use]
    pub fn shelved(&self) -> &[Shelved] {
        &self.shelved
    }

    /// The commitment of an id.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Commitment> {
        self.places.get(&id).map(|place| &self.commitments[*place])
    }

    /// Where the commitment of an id stands in [`Book::commitments`].
    #[must_use]
    pub fn place(&self, id: Id) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The commitment whose id begins as typed.
    ///
    /// # Errors
    /// When none or several do.
    pub fn find(&self, typed: &str) -> Result<&Commitment, NotFound> {
        let found: Vec<&Commitment> = self.commitments.iter().filter(|each| each.id.starts_with(typed)).collect();
        match found[..] {
            [] => Err(NotFound::None),
            [one] => Ok(one),
            [..] => match found.iter().find(|each| typed.len() == id::LEN && each.id.as_str() == typed) {
                Some(exact) => Ok(exact),
                None => Err(NotFound::Several(found.iter().map(|each| each.id).collect())),
            },
        }
    }

    /// Puts a record where it was, or at the end when it is new.
    pub fn put(&mut self, folded: Folded) {
        match folded {
            Folded::Standing(commitment) => {
                let id = commitment.id;
                self.shelved.retain(|each| each.id != id);
                if let Some(place) = self.places.get(&id) {
                    self.commitments[*place] = *commitment;
                } else {
                    self.places.insert(id, self.commitments.len());
                    self.commitments.push(*commitment);
                }
            }
            Folded::Shelved(shelved) => {
                self.remove(shelved.id);
                self.shelved.push(shelved);
            }
        }
    }

    /// Takes a record out: its file is gone or can no longer be read.
    pub fn remove(&mut self, id: Id) {
        self.shelved.retain(|each| each.id != id);
        if let Some(place) = self.places.remove(&id) {
            self.commitments.remove(place);
            for later in self.places.values_mut().filter(|later| **later > place) {
                *later -= 1;
            }
        }
    }

    /// What flags are judged by on a day.
    #[must_use]
    pub fn eyes(&self, today: super::day::Day) -> Eyes<'_> {
        Eyes { today, policy: &self.rules.policy, calendar: &self.rules.calendar, issues: &self.issues }
    }

    /// What the deal behind a commitment is worth: as the commitment says, else as the last import has it.
    #[must_use]
    pub fn value_of(&self, commitment: &Commitment) -> Option<Money> {
        commitment.settings.value.or_else(|| {
            let deal = commitment.settings.deal.as_deref()?;
            self.deals.iter().find(|each| each.name == deal)?.value
        })
    }

    /// Reads the book again by other rules.
    pub fn reread(&mut self, rules: Rules) {
        let records: Vec<(Id, Vec<super::act::Move>)> = self
            .commitments
            .drain(..)
            .map(|each| (each.id, each.moves))
            .chain(self.shelved.drain(..).map(|each| (each.id, each.moves)))
            .collect();
        self.places.clear();
        for (id, moves) in records {
            let folded = fold(id, moves, rules.ground());
            self.put(folded);
        }
        self.rules = rules;
    }
}
