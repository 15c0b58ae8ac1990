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
        let content = said(&each);
        let is_known = |id: Id| all.iter().any(|known| known.id == id && said_but_id(known) == said_but_id(&each));
        let id = derived_id(&content);
        if !is_known(id) {
            all.push(Move { id, ..each });
        }
    }
    ordered(all)
}

/// The id that a move's content stands for: FNV-1a over its words.
fn derived_id(content: &str) -> Id {
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
