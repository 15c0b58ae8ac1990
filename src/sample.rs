//! A realistic book to look at: the year of a company that doesn't exist, told relative to today.
//!
//! [`book`] is written by hand and has every state, every flag and every kind of move in it; [`sized`] is made by
//! dice and has as many commitments as are asked for. Pure and seeded: the same day and seed give the same book.

mod accounts;
mod company;
mod files;
mod reviews;
mod scribe;
mod sized;
mod stories;

pub use files::File;
pub use sized::{Sized, sized};

use crate::domain::act::Move;
use crate::domain::book::{Book, Deal, Rules};
use crate::domain::day::Day;
use crate::domain::fold::fold;
use crate::domain::id::Id;
use crate::domain::review::{Paper, Papers};
use crate::domain::tracker::Issues;
use scribe::Scribe;

/// A whole book that is not on any disk.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// What its `book.toml` says.
    pub rules: Rules,
    /// Every record with its moves, in the order they were begun.
    pub records: Vec<(Id, Vec<Move>)>,
    /// What the tracker says.
    pub issues: Issues,
    /// What the deals are worth.
    pub deals: Vec<Deal>,
    /// What the two sides put on record about earlier quarters.
    pub papers: Vec<Paper>,
}

impl Sample {
    /// The book as it would be read from its files.
    #[must_use]
    pub fn into_book(self) -> Book {
        let folded = self.records.into_iter().map(|(id, moves)| fold(id, moves, self.rules.ground())).collect();
        let mut book = Book::new(self.rules.clone(), folded, Vec::new());
        book.issues = self.issues;
        book.deals = self.deals;
        book.papers = Papers::new(self.papers);
        book
    }
}

/// The book of Fernwhistle, a company of nine, as it stands on a day: some 50 commitments of one year.
#[must_use]
pub fn book(today: Day) -> Sample {
    let rules = company::rules(today);
    let mut scribe = Scribe::new(today, &rules);
    stories::tell(&mut scribe);
    let issues = company::issues(&scribe);
    let deals = accounts::deals(&scribe);
    let mut records = scribe.into_records();
    records.sort_by_key(|(id, moves)| (moves.first().map(|first| first.at), *id));
    let papers = reviews::papers(today, &rules.calendar, rules.zone);
    Sample { rules, records, issues, deals, papers }
}
