//! The book as text: tables and pages for a terminal, JSON for programs, lines for customers.
//!
//! Everything here is pure: [`Facts`] in, a text out. What people wrote is cleaned before it can reach a terminal, and
//! Markdown specials in it are escaped.

pub mod backtest;
pub mod brief;
pub mod calibration;
pub mod customers;
pub mod forecast;
pub mod handoff;
pub mod inbox;
pub mod json;
pub mod load;
pub mod log;
pub mod markdown;
mod moves;
pub mod paint;
pub mod quote;
pub mod rescue;
pub mod review;
pub mod show;
pub mod standup;
pub mod table;
pub mod timeline;

use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::id::Id;

/// What every report reads: the book, how its commitments stand, and the day.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The book.
    pub book: &'a Book,
    /// How its commitments stand, in the book's order.
    pub standings: &'a [Standing],
    /// Today, in the book's zone.
    pub today: Day,
}

/// One commitment and how it stands.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What was said.
    pub commitment: &'a Commitment,
    /// What follows from it today.
    pub standing: &'a Standing,
}

impl<'a> Facts<'a> {
    /// The commitment at a place of the book.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<Case<'a>> {
        Some(Case { commitment: self.book.commitments().get(place)?, standing: self.standings.get(place)? })
    }

    /// The commitment of an id.
    #[must_use]
    pub fn of(&self, id: Id) -> Option<Case<'a>> {
        self.at(self.book.place(id)?)
    }

    /// The commitments at some places, in their order.
    pub fn cases(self, places: &[usize]) -> impl Iterator<Item = Case<'a>> {
        places.iter().filter_map(move |place| self.at(*place))
    }
}
