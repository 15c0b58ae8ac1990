//! The order of moves: by time, but never before the move they answer.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::act::{Act, Move};
use super::day::Moment;
use super::id::Id;

/// Orders moves by (`at`, `id`), each after the move it answers or takes back: clocks differ between machines.
///
/// A circle of answers, which only a hand can write, is broken at its earliest move.
#[must_use]
pub fn ordered(mut moves: Vec<Move>) -> Vec<Move> {
    if !is_sorted(&moves) {
        moves.sort_by_key(key);
    }
    if answers_come_after(&moves) {
        return moves;
    }
    let place: HashMap<Id, usize> = moves.iter().enumerate().rev().map(|(n, each)| (each.id, n)).collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); moves.len()];
    let mut owed = vec![0_usize; moves.len()];
    for (n, each) in moves.iter().enumerate() {
        for parent in parents(each).filter_map(|id| place.get(&id).copied()).filter(|parent| *parent != n) {
            waiting[parent].push(n);
            owed[n] += 1;
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = (0..moves.len()).filter(|n| owed[*n] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(moves.len());
    let mut placed = vec![false; moves.len()];
    while order.len() < moves.len() {
        let Some(next) = ready.pop().map(|next| next.0).or_else(|| placed.iter().position(|done| !done)) else { break };
        if std::mem::replace(&mut placed[next], true) {
            continue;
        }
        order.push(next);
        for child in &waiting[next] {
            owed[*child] = owed[*child].saturating_sub(1);
            if owed[*child] == 0 && !placed[*child] {
                ready.push(Reverse(*child));
            }
        }
    }
    let mut slots: Vec<Option<Move>> = moves.into_iter().map(Some).collect();
    order.into_iter().filter_map(|n| slots[n].take()).collect()
}

fn key(each: &Move) -> (Moment, Id) {
    (each.at, each.id)
}

fn is_sorted(moves: &[Move]) -> bool {
    moves.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1]))
}

fn parents(each: &Move) -> impl Iterator<Item = Id> {
    let taken_back = match each.act {
        Act::Retract { what } => Some(what),
        _ => None,
    };
    each.re.into_iter().chain(taken_back)
}

fn answers_come_after(moves: &[Move]) -> bool {
    moves.iter().enumerate().all(|(n, each)| {
        parents(each).all(|parent| {
            parent == each.id || moves[..n].iter().any(|m| m.id == parent) || !moves[n..].iter().any(|m| m.id == parent)
        })
    })
}
