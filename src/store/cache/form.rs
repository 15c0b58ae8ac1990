//! The compact form of moves: texts that come again are written once, days and moments are numbers.

#![expect(clippy::option_option, reason = "as an edit has it")]

use serde::{Deserialize, Serialize};

use crate::domain::estimate::Class;

/// The place of a text in the table of its stretch.
pub(super) type Word = u32;

#[derive(Serialize, Deserialize)]
pub(super) struct Sheet {
    pub(super) id: [u8; 6],
    pub(super) year: u16,
    pub(super) stamp: (i64, u64, u64, i64),
    /// How many moves follow.
    pub(super) moves: u32,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Said<'a> {
    pub(super) id: [u8; 6],
    pub(super) re: Option<[u8; 6]>,
    pub(super) at: i64,
    pub(super) by: Word,
    pub(super) proxy_for: Option<Word>,
    pub(super) on: Option<i32>,
    pub(super) note: Option<&'a str>,
    pub(super) batch: Option<[u8; 6]>,
    #[serde(borrow)]
    pub(super) deed: Deed<'a>,
    /// Chance and level.
    pub(super) foretold: (Option<f64>, Option<u8>),
    #[serde(borrow)]
    pub(super) unknown: Vec<(&'a str, &'a str)>,
    pub(super) line: u32,
}

#[derive(Serialize, Deserialize)]
pub(super) enum Deed<'a> {
    Promise(#[serde(borrow)] Promised<'a>),
    Change(#[serde(borrow)] New<'a>),
    Estimate(#[serde(borrow)] Answered<'a>),
    Countersign,
    Counter(#[serde(borrow)] New<'a>),
    Accept,
    Defer(i32),
    Decline(Option<u8>),
    Progress(Option<Range>),
    Deliver(Option<u8>),
    Confirm(Option<u8>),
    NotYet,
    Withdraw(Option<u8>),
    Revoke(Option<u8>),
    Told(Option<i32>),
    Note,
    Edit(#[serde(borrow)] Box<Edited<'a>>),
    AcceptRisk(i32),
    Reopen,
    Retract([u8; 6]),
    Unknown(Word),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Promised<'a> {
    pub(super) customer: Word,
    pub(super) scope: &'a str,
    pub(super) due: Option<i32>,
    pub(super) said: Option<&'a str>,
    pub(super) told: bool,
    pub(super) told_due: Option<i32>,
    pub(super) done_when: Option<&'a str>,
    #[serde(borrow)]
    pub(super) conditions: Vec<&'a str>,
    pub(super) sales: Option<Word>,
    pub(super) tech: Option<Word>,
    pub(super) deal: Option<Word>,
    pub(super) value: Option<Amount>,
    pub(super) firmness: Option<u8>,
    pub(super) stake: Option<u8>,
    pub(super) capability: Option<Word>,
    pub(super) tags: Vec<Word>,
    #[serde(borrow)]
    pub(super) links: Vec<&'a str>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct New<'a> {
    pub(super) scope: Option<&'a str>,
    pub(super) due: Option<i32>,
    pub(super) said: Option<&'a str>,
    pub(super) done_when: Option<&'a str>,
    #[serde(borrow)]
    pub(super) conditions: Option<Vec<&'a str>>,
    pub(super) told: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Answered<'a> {
    pub(super) estimate: Option<Range>,
    pub(super) verdict: u8,
    #[serde(borrow)]
    pub(super) conditions: Vec<&'a str>,
    pub(super) start: Option<i32>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Edited<'a> {
    pub(super) customer: Option<Word>,
    pub(super) scope: Option<&'a str>,
    pub(super) done_when: Option<&'a str>,
    pub(super) sales: Option<Option<Word>>,
    pub(super) tech: Option<Option<Word>>,
    pub(super) deal: Option<Option<Word>>,
    pub(super) value: Option<Option<Amount>>,
    pub(super) firmness: Option<Option<u8>>,
    pub(super) stake: Option<Option<u8>>,
    pub(super) capability: Option<Option<Word>>,
    pub(super) tags: Option<Vec<Word>>,
    #[serde(borrow)]
    pub(super) links: Option<Vec<&'a str>>,
    pub(super) met: Option<&'a str>,
}

/// An amount in hundredths, and the letters of its currency.
pub(super) type Amount = (i64, [u8; 3]);

/// Low, likely and high in sixteenths of a day or in days of the calendar, and the class.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) enum Range {
    Effort(u32, Option<u32>, u32, u8),
    Dates(i32, Option<i32>, i32, u8),
}

pub(super) const CLASSES: [Class; 4] = [Class::Rough, Class::Budget, Class::Definitive, Class::Range];
