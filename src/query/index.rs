//! The folded words of a whole book, kept beside it so that a live filter answers at every key.
//!
//! In front of each commitment's words stands a sieve: 512 bits in which every three letters in a row have set one. What
//! a query looks for sets bits in the same way, and a commitment without one of them is passed by unread.

use super::Query;
use super::field::{Key, Op};
use super::haystack::{Haystack, Words};
use super::parse::Node;
use crate::domain::book::Book;
use crate::domain::flag::Standing;
use crate::domain::id::{self, Id};

/// The folded words of every commitment of a book, in its order.
///
/// Whoever changes the book says so with [`Index::put`] and [`Index::remove`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
    haystacks: Vec<Haystack>,
}

/// What is looked at before the words.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Row {
    sieve: Bits,
    id: Id,
}

impl Index {
    /// The words of every commitment of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let people = &book.rules.people;
        let mut words = Words::default();
        let read = |each| Haystack::through(&mut words, each, people);
        let haystacks: Vec<Haystack> = book.commitments().iter().map(read).collect();
        let rows =
            book.commitments().iter().zip(&haystacks).map(|(each, haystack)| Row::of(each.id, haystack)).collect();
        Self { rows, haystacks }
    }

    /// Reads one commitment again that was put into the book or changed there.
    pub fn put(&mut self, book: &Book, id: Id) {
        let (Some(place), Some(commitment)) = (book.place(id), book.get(id)) else { return self.remove(id) };
        let haystack = Haystack::of(commitment, &book.rules.people);
        let row = Row::of(id, &haystack);
        if place == self.rows.len() {
            self.rows.push(row);
            self.haystacks.push(haystack);
        } else if self.rows.get(place).is_some_and(|slot| slot.id == id) {
            self.rows[place] = row;
            self.haystacks[place] = haystack;
        } else {
            // The book has another order than it had: everything is read again.
            *self = Self::of(book);
        }
    }

    /// Forgets a commitment that was taken out of the book.
    pub fn remove(&mut self, id: Id) {
        if let Some(place) = self.rows.iter().position(|row| row.id == id) {
            self.rows.remove(place);
            self.haystacks.remove(place);
        }
    }

    /// The places of the commitments that match: those of the book in its order, or those of `among` in theirs.
    ///
    /// The answer is that of [`Query::select`].
    #[must_use]
    pub fn select(&self, query: &Query, book: &Book, standings: &[Standing], among: Option<&[usize]>) -> Vec<usize> {
        let all = book.commitments();
        let is_apart = self.rows.len() != all.len();
        debug_assert!(
            is_apart || self.rows.iter().zip(all).all(|(row, commitment)| row.id == commitment.id),
            "the index was not told what changed in the book"
        );
        let sieve = Sieve::of(&query.root);
        let matches = |place: usize| {
            let (Some(row), Some(haystack)) = (self.rows.get(place), self.haystacks.get(place)) else { return false };
            sieve.passes(row) && query.matches_in(haystack, &all[place], &standings[place], book)
        };
        let matches_unread = |place: usize| query.matches(&all[place], &standings[place], book);
        let known = all.len().min(standings.len());
        let keep = |place: &usize| *place < known && if is_apart { matches_unread(*place) } else { matches(*place) };
        match among {
            Some(places) => places.iter().copied().filter(keep).collect(),
            None => (0..known).filter(keep).collect(),
        }
    }
}

impl Row {
    fn of(id: Id, haystack: &Haystack) -> Self {
        Self { sieve: Bits::of(haystack.text()), id }
    }
}

/// One bit for every three letters in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bits([u64; 8]);

impl Bits {
    fn of(text: &str) -> Self {
        let mut bits = Self([0; 8]);
        for three in text.as_bytes().windows(3) {
            let packed = u32::from(three[0]) | u32::from(three[1]) << 8 | u32::from(three[2]) << 16;
            let at = (packed.wrapping_mul(0x9E37_79B1) >> 23) as usize;
            bits.0[at / 64] |= 1 << (at % 64);
        }
        bits
    }

    /// Whether every bit of the other is set here too.
    fn holds(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own & other == *other)
    }
}

/// What a commitment must have for a query to match; it lets through too much, never too little.
enum Sieve {
    /// Nothing that shows here.
    Open,
    /// These letters somewhere, or an id that begins so.
    Letters {
        bits: Bits,
        id: Option<Box<str>>,
    },
    All(Vec<Sieve>),
    Any(Vec<Sieve>),
}

impl Sieve {
    fn of(node: &Node) -> Self {
        match node {
            Node::And(nodes) => {
                let parts: Vec<Self> = nodes.iter().map(Self::of).filter(|part| !matches!(part, Self::Open)).collect();
                if parts.is_empty() { Self::Open } else { Self::All(parts) }
            }
            Node::Or(nodes) => {
                let parts: Vec<Self> = nodes.iter().map(Self::of).collect();
                if parts.iter().any(|part| matches!(part, Self::Open)) { Self::Open } else { Self::Any(parts) }
            }
            Node::Not(_) => Self::Open,
            Node::Word(word) => {
                let id = (word.folded.len() <= id::LEN).then(|| word.folded.clone());
                Self::Letters { bits: Bits::of(&word.folded), id }
            }
            Node::Test(test) => match (test.key, test.op) {
                (Key::Customer | Key::Scope | Key::Deal | Key::Capability | Key::Note, Op::Has | Op::Is) => {
                    let texts = test.values.iter().map(|value| match value.text() {
                        Some(text) => Self::Letters { bits: Bits::of(text), id: None },
                        None => Self::Open,
                    });
                    let parts: Vec<Self> = texts.collect();
                    if parts.iter().any(|part| matches!(part, Self::Open)) { Self::Open } else { Self::Any(parts) }
                }
                (_, _) => Self::Open,
            },
        }
    }

    fn passes(&self, row: &Row) -> bool {
        match self {
            Self::Open => true,
            Self::Letters { bits, id } => {
                row.sieve.holds(bits) || id.as_ref().is_some_and(|id| row.id.as_str().starts_with(&**id))
            }
            Self::All(parts) => parts.iter().all(|part| part.passes(row)),
            Self::Any(parts) => parts.iter().any(|part| part.passes(row)),
        }
    }
}
