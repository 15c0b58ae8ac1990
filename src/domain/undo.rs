//! Undo and redo: which of a person's moves would be taken back next, or done again.
//!
//! Nothing is remembered elsewhere: the moves themselves are the history, so both survive a restart.

use super::act::{Act, Draft, Move};
use super::book::Book;
use super::day::{Day, Moment};
use super::fold::{Folded, fold, taken_back};
use super::id::Id;
use super::person::Handle;

/// One move of one record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// The commitment.
    pub commitment: Id,
    /// The move.
    pub made: Id,
}

/// The moves to take back next: the person's last one that stands, with those made together with it.
#[must_use]
pub fn next_undo(book: &Book, who: &Handle) -> Vec<Place> {
    let history = History::of(book, who);
    let last = history.standing().max_by_key(|entry| entry.key());
    last.map_or_else(Vec::new, |last| together(last, history.standing()))
}

/// The same among the moves of one commitment, with those made together with its last one.
#[must_use]
pub fn next_undo_of(book: &Book, who: &Handle, commitment: Id) -> Vec<Place> {
    let history = History::of(book, who);
    let last = history.standing().filter(|entry| entry.commitment == commitment).max_by_key(|entry| entry.key());
    last.map_or_else(Vec::new, |last| together(last, history.standing()))
}

/// Why taking these back is probably not what is meant by "undo".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// They were recorded on an earlier day.
    Earlier(Day),
    /// Since then the person signed a period off, which stays.
    SignedOff,
}

impl Doubt {
    /// It in words, before what would be taken back.
    #[must_use]
    pub fn words(self, today: Day) -> String {
        match self {
            Self::Earlier(day) => format!("the last move is of {}", day.short(today)),
            Self::SignedOff => LINE_STAYS.to_owned(),
        }
    }
}

/// What is said to whoever wants a paper of a review back.
pub const LINE_STAYS: &str = "a line of the review stays; a new one goes before it";

/// Whether these are what somebody means who says no more than "undo" on a day; none where they are.
#[must_use]
pub fn doubt(book: &Book, places: &[Place], who: &Handle, today: Day) -> Option<Doubt> {
    let made = |place: &Place| moves_of(book, place.commitment)?.iter().find(|made| made.id == place.made);
    let last = places.iter().filter_map(made).map(|made| made.at).max()?;
    if book.papers.last_line_of(who).is_some_and(|line| line.at > last && line.at.day(book.rules.zone) == today) {
        return Some(Doubt::SignedOff);
    }
    let day = last.day(book.rules.zone);
    (day < today).then_some(Doubt::Earlier(day))
}

/// The `retract` moves to take back next, so that what they took back stands again; none after a newer move.
#[must_use]
pub fn next_redo(book: &Book, who: &Handle) -> Vec<Place> {
    let history = History::of(book, who);
    let Some(last) = history.retracts().max_by_key(|entry| entry.key()) else { return Vec::new() };
    if history.standing().any(|entry| entry.made.at > last.made.at) {
        return Vec::new();
    }
    together(last, history.retracts())
}

/// The move of somebody else that answers one of these, so that they can't simply be taken back.
#[must_use]
pub fn answered_by<'a>(book: &'a Book, places: &[Place], who: &Handle) -> Option<&'a Move> {
    places.iter().find_map(|place| {
        let moves = moves_of(book, place.commitment)?;
        let gone = taken_back(moves);
        moves
            .iter()
            .find(|made| made.re == Some(place.made) && made.by != *who && !gone.contains(&made.id) && binds(&made.act))
    })
}

/// Why a move that is to be made again would have no effect now, where that is so.
#[must_use]
pub fn lost_effect(book: &Book, places: &[Place]) -> Option<String> {
    places.iter().find_map(|place| {
        let moves = moves_of(book, place.commitment)?;
        let undo = moves.iter().find(|made| made.id == place.made)?;
        let Act::Retract { what } = undo.act else { return None };
        let again = Draft::new(undo.by.clone(), Act::Retract { what: undo.id });
        let mut moves = moves.to_vec();
        let last = moves.last().map_or(undo.at, |last| undo.at.after(last.at));
        moves.push(again.recorded(Id::from_bits(u32::MAX), last));
        let Folded::Standing(then) = fold(place.commitment, moves, book.rules.ground()) else { return None };
        then.ineffective.iter().find(|(id, _)| *id == what).map(|(_, why)| why.to_string())
    })
}

/// Whether a move, once made, binds what it answers.
fn binds(act: &Act) -> bool {
    matches!(act, Act::Countersign | Act::Accept | Act::Counter(_) | Act::Change(_) | Act::Decline { .. })
}

fn moves_of(book: &Book, id: Id) -> Option<&[Move]> {
    book.get(id)
        .map(|commitment| commitment.moves.as_slice())
        .or_else(|| book.shelved().iter().find(|shelved| shelved.id == id).map(|shelved| shelved.moves.as_slice()))
}

struct Entry<'a> {
    commitment: Id,
    made: &'a Move,
    is_gone: bool,
}

impl Entry<'_> {
    fn key(&self) -> (Moment, Id, Id) {
        (self.made.at, self.commitment, self.made.id)
    }

    fn is_retract(&self) -> bool {
        matches!(self.made.act, Act::Retract { .. })
    }
}

struct History<'a>(Vec<Entry<'a>>);

impl<'a> History<'a> {
    fn of(book: &'a Book, who: &Handle) -> Self {
        let records = book
            .commitments()
            .iter()
            .map(|each| (each.id, each.moves.as_slice()))
            .chain(book.shelved().iter().map(|each| (each.id, each.moves.as_slice())));
        let mut entries = Vec::new();
        for (commitment, moves) in records {
            if !moves.iter().any(|made| made.by == *who) {
                continue;
            }
            let gone = taken_back(moves);
            entries.extend(moves.iter().filter(|made| made.by == *who).map(|made| Entry {
                commitment,
                made,
                is_gone: gone.contains(&made.id),
            }));
        }
        Self(entries)
    }

    /// Moves that stand and are not themselves an undo or a redo.
    fn standing(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.0.iter().filter(|entry| !entry.is_gone && !entry.is_retract())
    }

    /// Undos that stand: each takes back something that is not itself an undo.
    fn retracts(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.0.iter().filter(|entry| {
            !entry.is_gone
                && match entry.made.act {
                    Act::Retract { what } => !self.is_retract_move(entry.commitment, what),
                    _ => false,
                }
        })
    }

    fn is_retract_move(&self, commitment: Id, id: Id) -> bool {
        self.0.iter().any(|entry| entry.commitment == commitment && entry.made.id == id && entry.is_retract())
    }
}

/// The places of a move and of those made together with it, the latest first.
fn together<'b, 'a: 'b>(last: &Entry<'a>, among: impl Iterator<Item = &'b Entry<'a>>) -> Vec<Place> {
    let place = |entry: &Entry| Place { commitment: entry.commitment, made: entry.made.id };
    let Some(batch) = last.made.batch else { return vec![place(last)] };
    let mut all: Vec<&Entry> = among.filter(|entry| entry.made.batch == Some(batch)).collect();
    all.sort_by_key(|entry| std::cmp::Reverse(entry.key()));
    all.into_iter().map(place).collect()
}
