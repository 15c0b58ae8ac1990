//! What a word is looked for in: the words of a commitment, folded once.

use super::Query;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::person::{Handle, People};
use crate::text;

/// The words of one commitment in lower case without accents, as matching wants them.
///
/// One block of text: customer, scope, deal, capability, notes and the rest, each on lines of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Haystack {
    text: Box<str>,
    /// Where the parts end.
    ends: [u32; 5],
}

/// A part of the haystack that a field asks of alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Customer,
    Scope,
    Deal,
    Capability,
    Notes,
}

impl Haystack {
    /// The words of a commitment; owners are found by their full names too.
    #[must_use]
    pub fn of(commitment: &Commitment, people: &People) -> Self {
        let settings = &commitment.settings;
        let mut words = Words::default();
        words.line(&commitment.customer);
        words.end();
        words.line(&commitment.terms.scope);
        words.end();
        words.lines(settings.deal.as_deref());
        words.end();
        words.lines(settings.capability.as_deref());
        words.end();
        let standing = commitment.moves.iter().filter(|made| !commitment.retracted.contains(&made.id));
        words.lines(standing.filter_map(|made| made.note.as_deref()));
        words.end();
        words.lines(settings.tags.iter().map(AsRef::as_ref));
        words.lines(settings.links.iter().map(AsRef::as_ref));
        for owner in [&settings.sales, &settings.tech].into_iter().flatten() {
            words.line(owner.as_str());
            words.lines(people.get(owner).and_then(|person| person.name.as_deref()));
        }
        for terms in [Some(&commitment.terms), commitment.offer()].into_iter().flatten() {
            words.lines(terms.said.as_deref());
            words.lines(terms.done_when.as_deref());
            words.lines(terms.conditions.iter().map(AsRef::as_ref));
        }
        words.lines(commitment.offer().map(|offer| &*offer.scope).filter(|scope| **scope != *commitment.terms.scope));
        let conditions = commitment.feasibility.iter().flat_map(|given| &given.conditions);
        words.lines(conditions.map(|condition| &*condition.text));
        Self { text: words.text.into_boxed_str(), ends: words.ends }
    }

    /// Whether the folded text stands anywhere in it.
    pub(super) fn contains(&self, folded: &str) -> bool {
        self.text.contains(folded)
    }

    /// One part of it.
    pub(super) fn part(&self, part: Part) -> &str {
        let end = self.ends[part as usize] as usize;
        let start = (part as usize).checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..end]
    }
}

/// A haystack that grows.
#[derive(Default)]
struct Words {
    text: String,
    ends: [u32; 5],
    done: usize,
}

impl Words {
    fn line(&mut self, text: &str) {
        push_folded(&mut self.text, text);
        self.text.push('\n');
    }

    fn lines<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            self.line(text);
        }
    }

    /// A part is complete.
    fn end(&mut self) {
        // Beyond four gigabytes of remarks the parts are no longer told apart; the words are still found.
        self.ends[self.done] = u32::try_from(self.text.len()).unwrap_or(0);
        self.done += 1;
    }
}

/// The text folded, runs of blanks as one.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_folded(&mut out, text);
    out
}

fn push_folded(out: &mut String, text: &str) {
    let folded = text::fold(text);
    for (n, word) in folded.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether the text, folded, is this one.
pub(super) fn is_folded(text: &str, folded: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(folded) } else { self::folded(text) == folded }
}

/// Whether the text, folded, begins with this one.
pub(super) fn begins_folded(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        text.get(..folded.len()).is_some_and(|start| start.eq_ignore_ascii_case(folded))
    } else {
        self::folded(text).starts_with(folded)
    }
}

/// Whether the handle, folded, is this one.
pub(super) fn is_handle(handle: &Handle, folded: &str) -> bool {
    is_folded(handle.as_str(), folded)
}

/// The folded words of a whole book, kept beside it so that a live filter answers at every key.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Index {
    rows: Vec<(Id, Haystack)>,
}

impl Index {
    /// The words of every commitment of a book, in its order.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let people = &book.rules.people;
        Self { rows: book.commitments().iter().map(|each| (each.id, Haystack::of(each, people))).collect() }
    }

    /// Reads one commitment again that was put into the book or changed there.
    pub fn put(&mut self, book: &Book, id: Id) {
        let (Some(place), Some(commitment)) = (book.place(id), book.get(id)) else { return self.remove(id) };
        let row = (id, Haystack::of(commitment, &book.rules.people));
        if place == self.rows.len() {
            self.rows.push(row);
            return;
        }
        match self.rows.get_mut(place).filter(|slot| slot.0 == id) {
            Some(slot) => *slot = row,
            // The book has another order than it had: everything is read again.
            None => *self = Self::of(book),
        }
    }

    /// Forgets a commitment that was taken out of the book.
    pub fn remove(&mut self, id: Id) {
        self.rows.retain(|row| row.0 != id);
    }

    /// The places of the commitments that match, in the book's order, looked for among `among` or in the whole book.
    ///
    /// The answer is that of [`Query::select`], also where the index lags behind the book.
    #[must_use]
    pub fn select(&self, query: &Query, book: &Book, standings: &[Standing], among: Option<&[usize]>) -> Vec<usize> {
        let matches = |place: usize| match (book.commitments().get(place), standings.get(place)) {
            (Some(commitment), Some(standing)) => match self.rows.get(place) {
                Some((id, haystack)) if *id == commitment.id => query.matches_in(haystack, commitment, standing, book),
                Some(_) | None => query.matches(commitment, standing, book),
            },
            (_, _) => false,
        };
        match among {
            Some(places) => places.iter().copied().filter(|place| matches(*place)).collect(),
            None => (0..book.commitments().len()).filter(|place| matches(*place)).collect(),
        }
    }
}
