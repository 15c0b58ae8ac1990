//! One standup under way: what was spoken about with what upshot, where one is, and how long it took; as text, so that
//! an interrupted standup goes on where it was.

mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::super::act::{Act, Kind, Move};
use super::super::book::Book;
use super::super::commitment::Commitment;
use super::super::day::Day;
use super::super::id::Id;
use super::super::person::Handle;
use super::Card;

/// Where a standup is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// At what changed since the last one.
    Opening,
    /// At a card.
    Card(Id),
    /// At what was decided.
    Closing,
}

/// What speaking about a card came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Upshot {
    /// Nothing to record.
    Spoken,
    /// A move of this kind, by its id.
    Moved(Kind, Id),
}

/// A card that was spoken about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Which.
    pub id: Id,
    /// What it came to.
    pub upshot: Upshot,
}

/// How long a standup may take before anybody is reminded; nothing ever ends because of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shares {
    /// Seconds in all.
    pub whole: u32,
    /// Seconds for one card.
    pub card: u32,
}

impl Shares {
    /// A quarter of an hour, in equal shares; a card has at least half a minute and at most three.
    #[must_use]
    pub fn of(cards: usize) -> Self {
        const WHOLE: u32 = 15 * 60;
        let cards = u32::try_from(cards).unwrap_or(u32::MAX).max(1);
        Self { whole: WHOLE, card: (WHOLE / cards).clamp(30, 180) }
    }
}

/// A standup under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    day: Day,
    place: Place,
    turns: Vec<Turn>,
    later: Vec<Id>,
    /// What was put off once more: it stays open.
    left: Vec<Id>,
    /// Every card that was ever among them, in the order in which they came.
    seen: Vec<Id>,
    /// Those of them that nothing brings here any more.
    gone: Vec<Id>,
    /// Where one was before jumping to a person's card.
    back: Option<Id>,
    /// The last move of each card when the book was looked at last.
    heard: BTreeMap<Id, Id>,
    seconds: BTreeMap<Id, u32>,
    all_seconds: u32,
}

impl Session {
    /// One that begins.
    #[must_use]
    pub const fn new(day: Day) -> Self {
        Self {
            day,
            place: Place::Opening,
            turns: Vec::new(),
            later: Vec::new(),
            left: Vec::new(),
            seen: Vec::new(),
            gone: Vec::new(),
            back: None,
            heard: BTreeMap::new(),
            seconds: BTreeMap::new(),
            all_seconds: 0,
        }
    }

    /// The day it is of.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The card it is at.
    #[must_use]
    pub const fn card(&self) -> Option<Id> {
        match self.place {
            Place::Card(id) => Some(id),
            Place::Opening | Place::Closing => None,
        }
    }

    /// What was spoken about, in order.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The upshot of a card, once it was spoken about.
    #[must_use]
    pub fn upshot(&self, id: Id) -> Option<Upshot> {
        self.turns.iter().find(|turn| turn.id == id).map(|turn| turn.upshot)
    }

    /// Whether a card was put off.
    #[must_use]
    pub fn is_later(&self, id: Id) -> bool {
        self.later.contains(&id) || self.left.contains(&id)
    }

    /// Whether nothing brings a card here any more, although nobody has spoken about it here.
    #[must_use]
    pub fn is_gone(&self, id: Id) -> bool {
        self.gone.contains(&id) && self.upshot(id).is_none()
    }

    /// Whether anything has happened in it.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.place != Place::Opening || !self.turns.is_empty() || !self.later.is_empty() || !self.left.is_empty()
    }

    /// The cards nobody has spoken about or put off yet, in the order of the agenda.
    #[must_use]
    pub fn remaining(&self, agenda: &[Card]) -> Vec<Id> {
        let is_open = |id: Id| self.upshot(id).is_none() && !self.is_later(id);
        // Somebody else may have settled the card that is spoken about: it stays until it is left.
        let here = self.card().filter(|id| is_open(*id) && agenda.iter().all(|card| card.id != *id));
        here.into_iter().chain(agenda.iter().map(|card| card.id).filter(|id| is_open(*id))).collect()
    }

    /// All cards in the order one goes about in: spoken about or settled elsewhere, still to come, put off.
    #[must_use]
    pub fn order(&self, agenda: &[Card]) -> Vec<Id> {
        let spoken = self.turns.iter().map(|turn| turn.id);
        let remaining = self.remaining(agenda);
        let is_elsewhere = |id: &Id| self.is_gone(*id) && !self.is_later(*id) && !remaining.contains(id);
        let gone: Vec<Id> = self.gone.iter().copied().filter(is_elsewhere).collect();
        spoken.chain(gone).chain(remaining).chain(self.later.iter().copied()).chain(self.left.iter().copied()).collect()
    }

    /// So many cards on or back; before the first lies the opening, behind the last the closing.
    pub fn go(&mut self, by: isize, agenda: &[Card]) {
        let order = self.order(agenda);
        let at = match self.place {
            Place::Opening => -1,
            Place::Card(id) => signed(order.iter().position(|each| *each == id).unwrap_or(0)),
            Place::Closing => signed(order.len()),
        };
        let to = at.saturating_add(by);
        match usize::try_from(to) {
            Err(_) => self.place = Place::Opening,
            Ok(to) => match order.get(to) {
                Some(id) => self.come_to(*id),
                None => self.place = Place::Closing,
            },
        }
        self.back = None;
    }

    /// To a card.
    pub const fn come_to(&mut self, id: Id) {
        self.place = Place::Card(id);
    }

    /// To the beginning.
    pub const fn open(&mut self) {
        self.place = Place::Opening;
    }

    /// To the end.
    pub const fn close(&mut self) {
        self.place = Place::Closing;
    }

    /// To a card of somebody who was just named; afterwards it goes on where it was.
    pub fn jump_to(&mut self, id: Id) {
        if self.card() != Some(id) {
            self.back = self.card().filter(|here| self.upshot(*here).is_none()).or(self.back);
            self.come_to(id);
        }
    }

    /// The card was spoken about; on to the next one.
    pub fn settle(&mut self, upshot: Upshot, agenda: &[Card]) {
        let Some(id) = self.card() else { return };
        let order = self.order(agenda);
        self.later.retain(|each| *each != id);
        self.left.retain(|each| *each != id);
        match self.turns.iter_mut().find(|turn| turn.id == id) {
            Some(turn) => turn.upshot = upshot,
            None => self.turns.push(Turn { id, upshot }),
        }
        self.go_on(id, &order, agenda);
    }

    /// The card comes again after all others; put off once more, it stays open.
    pub fn put_off(&mut self, agenda: &[Card]) {
        let Some(id) = self.card() else { return };
        let order = self.order(agenda);
        let is_again = self.is_later(id);
        self.turns.retain(|turn| turn.id != id);
        self.later.retain(|each| *each != id);
        self.left.retain(|each| *each != id);
        if is_again {
            self.left.push(id);
        } else {
            self.later.push(id);
        }
        self.go_on(id, &order, agenda);
    }

    fn go_on(&mut self, id: Id, order: &[Id], agenda: &[Card]) {
        let remaining: Vec<Id> = self.remaining(agenda).into_iter().filter(|each| *each != id).collect();
        let is_left = |each: &Id| remaining.contains(each);
        let at = order.iter().position(|each| *each == id).map_or(0, |at| at + 1);
        let next =
            self.back.take().filter(is_left).or_else(|| order[at..].iter().chain(&order[..at]).copied().find(is_left));
        // What was put off comes before the end, as far as anything still brings it here.
        let is_due = |each: &Id| *each != id && agenda.iter().any(|card| card.id == *each);
        match next.or_else(|| self.later.iter().copied().find(is_due)) {
            Some(next) => self.come_to(next),
            None => self.place = Place::Closing,
        }
    }

    /// Whether every card was spoken about or settled elsewhere.
    #[must_use]
    pub fn is_through(&self, agenda: &[Card]) -> bool {
        let order = self.order(agenda);
        !order.is_empty() && order.iter().all(|id| self.upshot(*id).is_some() || self.is_gone(*id))
    }

    /// Takes in which cards there are: one that was among them stays, also when nothing brings it here any more.
    pub fn meet(&mut self, agenda: &[Card], is_settled: impl Fn(Id) -> bool) {
        if !self.is_begun() {
            self.seen.clear();
        }
        let known: BTreeSet<Id> = self.seen.iter().copied().collect();
        self.seen.extend(agenda.iter().map(|card| card.id).filter(|id| !known.contains(id)));
        self.gone = self.seen.iter().copied().filter(|id| is_settled(*id)).collect();
    }

    /// Looks at the book again: a move that somebody made here on the card settles it, one taken back opens its card
    /// again. Whether anything came of it.
    pub fn look(&mut self, agenda: &[Card], book: &Book, me: &Handle) -> bool {
        let is_gone = |turn: &Turn| match turn.upshot {
            Upshot::Spoken => false,
            Upshot::Moved(_, made) => book.get(turn.id).is_none_or(|commitment| commitment.retracted.contains(&made)),
        };
        if let Some(at) = self.turns.iter().position(is_gone) {
            let turn = self.turns.remove(at);
            if book.get(turn.id).is_some() {
                self.come_to(turn.id);
            }
            self.hear(agenda, book);
            return true;
        }
        let made = self.card().and_then(|id| self.made_here(book.get(id)?, me));
        if let Some((kind, made)) = made {
            self.settle(Upshot::Moved(kind, made), agenda);
        }
        self.hear(agenda, book);
        made.is_some()
    }

    /// The last move that somebody made on a commitment since the book was looked at.
    fn made_here(&self, commitment: &Commitment, me: &Handle) -> Option<(Kind, Id)> {
        let heard = *self.heard.get(&commitment.id)?;
        // Somebody may have taken it out of the file: what came after it can't be told then.
        let at = commitment.moves.iter().position(|made| made.id == heard)?;
        let is_mine = |made: &&Move| {
            made.by == *me && !matches!(made.act, Act::Retract { .. }) && !commitment.retracted.contains(&made.id)
        };
        commitment.moves[at + 1..].iter().rev().find(is_mine).map(|made| (made.act.kind(), made.id))
    }

    fn hear(&mut self, agenda: &[Card], book: &Book) {
        let ids = agenda.iter().map(|card| card.id).chain(self.card()).chain(self.turns.iter().map(|turn| turn.id));
        self.heard = ids.filter_map(|id| Some((id, last_of(book.get(id)?)?))).collect();
    }

    /// So much time has gone by where it is.
    pub fn pass(&mut self, seconds: u32) {
        self.all_seconds = self.all_seconds.saturating_add(seconds);
        if let Some(id) = self.card() {
            let spent = self.seconds.entry(id).or_default();
            *spent = spent.saturating_add(seconds);
        }
    }

    /// The seconds spent on a card.
    #[must_use]
    pub fn seconds_on(&self, id: Id) -> u32 {
        self.seconds.get(&id).copied().unwrap_or(0)
    }

    /// The seconds spent in all.
    #[must_use]
    pub const fn seconds(&self) -> u32 {
        self.all_seconds
    }
}

fn last_of(commitment: &Commitment) -> Option<Id> {
    commitment.moves.last().map(|made| made.id)
}

fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}
