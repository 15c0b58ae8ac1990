//! From moves to a commitment: what stands after everything that was said.

mod table;

use std::collections::HashSet;

use chrono_tz::Tz;

use super::act::{Act, Kind, Move, Text};
use super::calendar::Calendar;
use super::commitment::Commitment;
use super::id::Id;
use super::order::ordered;
use super::permit::permit_role;
use super::person::People;
use table::Table;

/// What the fold has to know besides the moves.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Whose roles decide what a move may do.
    pub people: &'a People,
    /// The zone in which a moment becomes a day.
    pub zone: Tz,
    /// The working calendar, for days that conditions name in words.
    pub calendar: &'a Calendar,
}

/// A record without a promise that stands: nothing to show, everything to keep.
#[derive(Clone, PartialEq, Debug)]
pub struct Shelved {
    /// Its name.
    pub id: Id,
    /// Its moves, ordered.
    pub moves: Vec<Move>,
    /// Whether a promise was made and taken back, rather than never made.
    pub is_taken_back: bool,
}

/// What the moves come to.
#[derive(Clone, PartialEq, Debug)]
pub enum Folded {
    /// A commitment.
    Standing(Box<Commitment>),
    /// A record whose promise was taken back, or never made.
    Shelved(Shelved),
}

/// The moves that were taken back, in the given order of moves; a move can only be taken back by who recorded it.
#[must_use]
pub fn taken_back(moves: &[Move]) -> Vec<Id> {
    let mut gone: Vec<Id> = Vec::new();
    for (n, each) in moves.iter().enumerate().rev() {
        if let Act::Retract { what } = each.act
            && !gone.contains(&each.id)
            && moves[..n].iter().any(|target| target.id == what && target.by == each.by)
            && !gone.contains(&what)
        {
            gone.push(what);
        }
    }
    gone
}

/// Folds the moves of one record.
#[must_use]
pub fn fold(id: Id, moves: Vec<Move>, ground: Ground) -> Folded {
    let moves = ordered(moves);
    let gone = taken_back(&moves);
    let mut table: Option<Table> = None;
    let mut early: Vec<(Id, Text)> = Vec::new();
    for each in moves.iter().filter(|each| !gone.contains(&each.id)) {
        match (&mut table, &each.act) {
            (Some(table), _) => table.take(each),
            (None, Act::Promise(promise)) => match permit_role(each, ground.people) {
                Ok(()) => table = Some(Table::begin(id, each, promise, (&moves, ground))),
                Err(refusal) => {
                    // Somebody's promise is still a promise: it stands, and the missing right is flagged.
                    let mut begun = Table::begin(id, each, promise, (&moves, ground));
                    begun.refuse(each, &refusal);
                    table = Some(begun);
                }
            },
            (None, Act::Retract { .. } | Act::Unknown { .. }) => {}
            (None, _) => early.push((each.id, "it stands before the promise".into())),
        }
    }
    let Some(mut table) = table else {
        let is_taken_back = moves.iter().any(|each| each.act.kind() == Kind::Promise);
        return Folded::Shelved(Shelved { id, moves, is_taken_back });
    };
    table.commitment.ineffective.extend(early);
    let mut commitment = Box::new(table.commitment);
    commitment.retracted = gone;
    commitment.moves = moves;
    Folded::Standing(commitment)
}

/// The ids among the moves that more than one move bears: a copied block, or two hands.
#[must_use]
pub fn doubled(moves: &[Move]) -> Vec<Id> {
    let mut seen = HashSet::new();
    moves.iter().map(|each| each.id).filter(|id| !seen.insert(*id)).collect()
}
