//! The union of two sets of moves: commutative, associative, idempotent, nothing ever lost.

use std::collections::BTreeMap;

use super::act::Move;
use super::id::Id;
use super::order::ordered;

/// Every move of both sides once, in order; of two different moves with one id both are kept, the greater under an id
/// derived from its content, so that every machine derives the same.
#[must_use]
pub fn union(ours: &[Move], theirs: &[Move]) -> Vec<Move> {
    let mut by_id: BTreeMap<Id, Vec<Move>> = BTreeMap::new();
    for each in ours.iter().chain(theirs) {
        let same = by_id.entry(each.id).or_default();
        if !same.iter().any(|known| said(known) == said(each)) {
            same.push(Move { line: 0, ..each.clone() });
        }
    }
    let mut all: Vec<Move> = Vec::new();
    let mut displaced: Vec<Move> = Vec::new();
    for (_, mut same) in by_id {
        same.sort_by_cached_key(said);
        let mut same = same.into_iter();
        all.extend(same.next());
        displaced.extend(same);
    }
    for each in displaced {
        let is_known = |id: Id| all.iter().any(|known| known.id == id && said_but_id(known) == said_but_id(&each));
        let id = displaced_id(&each);
        if !is_known(id) {
            all.push(Move { id, ..each });
        }
    }
    ordered(all)
}

/// The union as seen from what both sides began with: a move that only one side edited stands as edited. Edited on both, or
/// missing on one, it is kept as the union keeps it.
#[must_use]
pub fn merged(base: &[Move], ours: &[Move], theirs: &[Move]) -> Vec<Move> {
    let left = |own: &[Move], other: &[Move]| {
        let is_superseded = |each: &&Move| is_superseded(each, base, own, other);
        own.iter().filter(|each| !is_superseded(each)).cloned().collect::<Vec<Move>>()
    };
    union(&left(ours, theirs), &left(theirs, ours))
}

/// Whether a move of one side is the one both began with, and the other side has edited it.
#[must_use]
pub fn is_superseded(each: &Move, base: &[Move], own: &[Move], other: &[Move]) -> bool {
    let Some(began) = only(base, each.id) else { return false };
    let (Some(_), Some(edited)) = (only(own, each.id), only(other, each.id)) else { return false };
    is_same(began, each) && !is_same(began, edited)
}

/// The move of an id, where no other has the same.
fn only(moves: &[Move], id: Id) -> Option<&Move> {
    let mut found = moves.iter().filter(|each| each.id == id);
    found.next().filter(|_| found.next().is_none())
}

/// Whether two moves say the same, wherever they stand.
#[must_use]
pub fn is_same(one: &Move, other: &Move) -> bool {
    one.id == other.id && is_alike(one, other)
}

/// Whether two moves say the same under whatever ids.
#[must_use]
pub fn is_alike(one: &Move, other: &Move) -> bool {
    let is_near = one.at == other.at && one.by == other.by;
    is_near && Move { id: other.id, line: other.line, ..one.clone() } == *other
}

/// The id that a move is given where another has its own: FNV-1a over its words.
#[must_use]
pub fn displaced_id(each: &Move) -> Id {
    let content = said(each);
    let hash = content.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    Id::from_bits(hash)
}

/// Everything a move says, in one string; where it stands in a file is not part of it.
fn said(each: &Move) -> String {
    format!("{:?}", Move { line: 0, ..each.clone() })
}

fn said_but_id(each: &Move) -> String {
    said(&Move { id: Id::from_bits(0), ..each.clone() })
}
