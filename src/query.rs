//! The filter language: one for the screen, the command line and saved views.
//!
//! `parse` reads a text into a [`Query`], by the one [`TABLE`] of fields that also feeds the errors, the completion
//! and `docs/queries.md`. A query says of each commitment whether it matches; [`Index`] keeps the folded words of a
//! book, so that a live filter answers at every key. Sorting and grouping have their words here too.

mod complete;
mod error;
mod eval;
mod field;
mod group;
mod haystack;
mod index;
mod lex;
mod parse;
mod print;
mod sort;
mod value;

pub use complete::{Completion, complete};
pub use error::Error;
pub use field::{Field, HAS, Key, Kind, Op, TABLE};
pub use group::{Group, Grouped};
pub use haystack::Haystack;
pub use index::Index;
pub use sort::{Column, Sort, SortKey};

use crate::domain::book::Book;
use crate::domain::calendar::Calendar;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::person::Handle;
use parse::Node;

/// What a query is read against.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The day on which it is asked.
    pub today: Day,
    /// The book's working calendar.
    pub calendar: &'a Calendar,
    /// Who `me` is, where that is known.
    pub me: Option<&'a Handle>,
}

/// A question about commitments; the empty one matches everything.
///
/// Its `Display` is a text that reads as the same query.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    root: Node,
}

/// Reads a query.
///
/// # Errors
/// When a part of it can't be understood: where, why, and what could stand there.
pub fn parse(text: &str, reading: &Reading) -> Result<Query, Error> {
    parse::parse(text, reading).map(|root| Query { root })
}

impl Query {
    /// Whether it matches everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Node::And(all) if all.is_empty())
    }

    /// Whether a commitment matches; its words are folded for the occasion.
    #[must_use]
    pub fn matches(&self, commitment: &Commitment, standing: &Standing, book: &Book) -> bool {
        eval::holds(&self.root, &eval::Case::new(commitment, standing, book, None))
    }

    /// Whether a commitment matches, by how it stands without its chance; none where the chance decides.
    #[must_use]
    pub fn matches_before_chance(&self, commitment: &Commitment, standing: &Standing, book: &Book) -> Option<bool> {
        eval::decides(&self.root, &eval::Case::new(commitment, standing, book, None))
    }

    /// Whether a commitment matches, by words folded before.
    #[must_use]
    pub fn matches_in(&self, haystack: &Haystack, commitment: &Commitment, standing: &Standing, book: &Book) -> bool {
        eval::holds(&self.root, &eval::Case::new(commitment, standing, book, Some(haystack)))
    }

    /// The places of the commitments that match, in the book's order; `standings` are in that order too.
    #[must_use]
    pub fn select(&self, book: &Book, standings: &[Standing]) -> Vec<usize> {
        let pairs = book.commitments().iter().zip(standings).enumerate();
        pairs.filter(|(_, (commitment, standing))| self.matches(commitment, standing, book)).map(|(at, _)| at).collect()
    }

    /// Whether everything this query matches was matched by the earlier one: then only those need another look.
    ///
    /// True for what typing on usually does; never true where it is not so.
    #[must_use]
    pub fn narrows(&self, earlier: &Self) -> bool {
        eval::implies(&self.root, &earlier.root)
    }

    /// The words it looks for, folded, for marking them in what is shown.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.root.collect_words(&mut words);
        words
    }
}
