//! The book on the table: opened, with today's day and what is wrong in it.

use super::begin;
use super::failure::Failure;
use super::me::Me;
use super::rim::{Rim, ShelfSource};
use super::typed::Ground;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::forecast::{self, Forecaster};
use crate::store::{self, Store};

/// More problems of the book than these are counted rather than said.
const MOST_PROBLEMS: usize = 3;

/// An open book.
#[derive(Debug)]
pub struct Desk<'r> {
    /// What the command stands on.
    pub rim: &'r Rim,
    /// The files.
    pub store: Store,
    /// What they say.
    pub book: Book,
    /// Today in the book's zone.
    pub today: Day,
    /// What was done on the way, for standard error.
    pub notes: Vec<String>,
    /// What was foreseen before the command did anything, where it only rehearses.
    pub before: Option<Forecaster>,
}

/// What happens where there is no book yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// On a terminal it is offered to make one; otherwise the command ends.
    Offer,
    /// One is made in the default place, and said so: a first promise must not wait for a set-up.
    Make,
}

impl<'r> Desk<'r> {
    /// Opens the book.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    pub fn open(rim: &'r Rim, missing: Missing) -> Result<Self, Failure> {
        let shelf = rim.shelf()?;
        let mut notes = Vec::new();
        let opened = match Store::open(&shelf.dir, rim.global.seed, rim.dirs.cache.clone()) {
            Err(store::Error::NotFound { .. }) => {
                notes.push(begin::begin(rim, &shelf, missing)?);
                Store::open(&shelf.dir, rim.global.seed, rim.dirs.cache.clone())
            }
            Err(store::Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                notes.push(begin::begin(rim, &shelf, missing)?);
                Store::open(&shelf.dir, rim.global.seed, rim.dirs.cache.clone())
            }
            other => other,
        };
        let (mut store, book) = opened.map_err(Failure::from)?;
        // A cache that can't be written costs time, and nothing else.
        let _ = store.remember(&book);
        let today = Day::new(rim.clock.today(book.rules.zone));
        let before = rim.global.what_if.then(|| Forecaster::of(&book, today));
        if before.is_some() {
            store.rehearse();
        }
        Ok(Self { rim, store, book, today, notes, before })
    }

    /// What typed dates are read against.
    #[must_use]
    pub const fn ground(&self) -> Ground<'_> {
        Ground { today: self.today, calendar: &self.book.rules.calendar }
    }

    /// The moment of a move made now.
    #[must_use]
    pub fn now(&self) -> Moment {
        let now = Moment::at(self.rim.clock.now());
        if self.rim.clock.is_fixed() { self.book.moment_after_all(now) } else { now }
    }

    /// Who speaks.
    ///
    /// # Errors
    /// When a handle that was given isn't one, or nothing says who it is.
    pub fn me(&self) -> Result<Me, Failure> {
        self.rim.me(&self.book.rules.people)
    }

    /// Who forecasts, from the book as it is now.
    #[must_use]
    pub fn forecaster(&self) -> Forecaster {
        Forecaster::of(&self.book, self.today)
    }

    /// How every commitment stands today; only those that are wanted have their chances.
    #[must_use]
    pub fn standings_of(&self, is_wanted: impl Fn(&Commitment) -> bool) -> Vec<Standing> {
        let mut standings = forecast::assess_without_chances(&self.book, self.today);
        let places: Vec<usize> =
            self.book.commitments().iter().enumerate().filter(|(_, each)| is_wanted(each)).map(|(at, _)| at).collect();
        self.foresee(&mut standings, &places);
        standings
    }

    /// Gives the commitments at some places their chances, by what was forecast before where that still holds.
    pub fn foresee(&self, standings: &mut [Standing], places: &[usize]) {
        /// Fewer are forecast as quickly as they are read.
        const WORTHWHILE: usize = 50;
        let known = || self.store.foreseen(self.today);
        let foreseen = forecast::foresee(&self.book, self.today, standings, places, known);
        if foreseen.new >= WORTHWHILE {
            self.store.keep_foreseen(self.today, &foreseen.known);
        }
    }

    /// How one commitment stands today.
    #[must_use]
    pub fn standing(&self, commitment: &Commitment) -> Standing {
        forecast::assess_one(&self.book, commitment, &self.forecaster())
    }

    /// The commitment of an id that is known to be there.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Commitment> {
        self.book.get(id)
    }

    /// What to say on standard error beside a reading: what was done on the way, and what could not be read.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let problems = &self.book.problems;
        let shown = if problems.len() == MOST_PROBLEMS + 1 { MOST_PROBLEMS + 1 } else { MOST_PROBLEMS };
        let mut lines = self.notes.clone();
        lines.extend(problems.iter().take(shown).map(|problem| format!("warning: {problem}")));
        let rest = problems.len().saturating_sub(shown);
        if rest > 0 {
            lines.push(format!("warning: {rest} more problems in the book; `countersign doctor` lists them"));
        }
        lines
    }
}

impl ShelfSource {
    /// Whether somebody named the place.
    #[must_use]
    pub const fn is_named(self) -> bool {
        match self {
            Self::Option | Self::Environment | Self::Configuration => true,
            Self::Nearest | Self::Default => false,
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let words = error.to_string();
        let (message, hint) = match words.rsplit_once("; ") {
            Some((message, hint)) => (message.to_owned(), Some(hint.to_owned())),
            None => (words, None),
        };
        match error {
            store::Error::Refused(refusal) => refusal.into(),
            store::Error::Moved { now, .. } => {
                Self::not_allowed(message).hint(format!("look at them with `countersign show {}`, then answer", now.id))
            }
            store::Error::Newer { .. }
            | store::Error::Busy { .. }
            | store::Error::Io { .. }
            | store::Error::Broken { .. }
            | store::Error::NotFound { .. }
            | store::Error::Inside { .. }
            | store::Error::Partly { .. } => {
                let failure = Self::book(message);
                match hint {
                    Some(hint) => failure.hint(hint),
                    None => failure,
                }
            }
        }
    }
}
