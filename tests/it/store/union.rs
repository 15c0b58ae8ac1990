//! What is always true of moves, in whatever order and from whichever machines they come.

use countersign::domain::act::{Act, Draft, Move};
use countersign::domain::fold::{Folded, fold};
use countersign::domain::id::Id;
use countersign::domain::merge::union;
use countersign::domain::order::ordered;
use countersign::store::record::{read, write};
use proptest::prelude::*;

use super::desk::{noon, rules};
use super::moves::{any_move, near_move, opening};

fn moves() -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec(near_move(), 0..7)
}

fn folded(moves: Vec<Move>) -> Folded {
    let rules = rules();
    fold(Id::from_bits(7), moves, rules.ground())
}

/// What stands, without the conversation that led to it and when that last moved.
fn standing(folded: &Folded) -> String {
    match folded {
        Folded::Standing(commitment) => {
            let mut commitment = commitment.clone();
            commitment.moves.clear();
            commitment.retracted.clear();
            commitment.last_move = noon();
            commitment.last_move_on = commitment.opened_on;
            format!("{commitment:?}")
        }
        Folded::Shelved(shelved) => format!("shelved {}", shelved.is_taken_back),
    }
}

fn parents(each: &Move) -> Vec<Id> {
    let what = if let Act::Retract { what } = each.act { Some(what) } else { None };
    each.re.into_iter().chain(what).collect()
}

/// Whether a move answers itself through others, which only a hand can write.
fn is_circular(moves: &[Move]) -> bool {
    let mut left: Vec<&Move> = moves.iter().collect();
    loop {
        let before = left.len();
        let ids: Vec<Id> = left.iter().map(|each| each.id).collect();
        left.retain(|each| parents(each).iter().any(|parent| ids.contains(parent)));
        if left.is_empty() || left.len() == before {
            return !left.is_empty();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn merging_does_not_ask_who_came_first(a in moves(), b in moves(), c in moves()) {
        prop_assert_eq!(union(&a, &b), union(&b, &a));
        prop_assert_eq!(union(&union(&a, &b), &c), union(&a, &union(&b, &c)));
        let once = union(&a, &b);
        prop_assert_eq!(&union(&once, &b), &once);
        prop_assert_eq!(&union(&once, &once), &once);
    }

    #[test]
    fn merging_loses_nothing(a in moves(), b in moves()) {
        let merged = union(&a, &b);
        let content = |each: &Move| Move { id: Id::from_bits(0), line: 0, ..each.clone() };
        for each in a.iter().chain(&b) {
            prop_assert!(merged.iter().any(|kept| content(kept) == content(each)));
        }
    }

    #[test]
    fn folding_never_panics(moves in prop::collection::vec(near_move(), 0..12)) {
        let _ = folded(moves);
    }

    #[test]
    fn an_answer_never_stands_before_what_it_answers(moves in moves()) {
        let mut moves = union(&moves, &[]);
        moves.reverse();
        prop_assume!(!is_circular(&moves));
        let order = ordered(moves.clone());
        prop_assert_eq!(order.len(), moves.len());
        for (n, each) in order.iter().enumerate() {
            for parent in parents(each) {
                prop_assert!(!order[n + 1..].iter().any(|later| later.id == parent), "{:?} before {parent}", each.id);
            }
        }
    }

    #[test]
    fn what_is_taken_back_and_done_again_stands_as_before(first in opening(), rest in prop::collection::vec(any_move(), 1..6)) {
        let mut moves = vec![first];
        moves.extend(rest);
        for (n, each) in moves.iter_mut().enumerate() {
            each.at = countersign::domain::day::Moment::from_micros(1_795_000_000_000_000 + i64::try_from(n).unwrap());
            each.id = Id::from_bits(u32::try_from(n).unwrap());
        }
        let before = folded(moves.clone());
        let last = moves.last().unwrap().clone();
        let take_back = |what: Id, id: u32, at: i64| {
            let at = countersign::domain::day::Moment::from_micros(1_795_000_000_001_000 + at);
            Draft::new(last.by.clone(), Act::Retract { what }).recorded(Id::from_bits(id), at)
        };
        moves.push(take_back(last.id, 100, 0));
        moves.push(take_back(Id::from_bits(100), 101, 1));
        prop_assert_eq!(standing(&folded(moves)), standing(&before));
    }

    #[test]
    fn a_block_can_be_added_to_whatever_stands_there(first in opening(), made in any_move(), comment in "[ -~é]{0,20}", ends in 0..4_usize) {
        prop_assume!(first.id != made.id);
        let end = ["", "\n", "\n\n\n", "\n# the end"][ends];
        let before = format!("# {comment}\n{}# {comment}{end}", write(&first));
        let after = format!("{before}\n\n{}", write(&made));
        let expected: Vec<Move> = vec![first, made];
        let unlined: Vec<Move> = read(&after).moves.into_iter().map(|each| Move { line: 0, ..each }).collect();
        prop_assert_eq!(unlined, expected);
    }
}
