//! A standup under way, by itself: whatever is done in whatever order, nothing is lost and it comes back from its text.

use countersign::domain::flag::Flag;
use countersign::domain::id::Id;
use countersign::domain::standup::{Card, Place, Session, Upshot};
use proptest::prelude::*;

use crate::stage::today;

fn cards(n: u32) -> Vec<Card> {
    (0..n).map(|n| Card { id: Id::from_bits(n), place: n as usize, topic: Flag::Overdue }).collect()
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Go(isize),
    Spoken,
    PutOff,
    Jump(u32),
    Close,
    Open,
    Pass(u32),
    Write,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (-4_isize..5).prop_map(Step::Go),
        Just(Step::Spoken),
        Just(Step::PutOff),
        (0_u32..12).prop_map(Step::Jump),
        Just(Step::Close),
        Just(Step::Open),
        (0_u32..400).prop_map(Step::Pass),
        Just(Step::Write),
    ]
}

proptest! {
    #[test]
    fn every_card_is_there_once_and_nothing_is_forgotten(n in 0_u32..12, steps in proptest::collection::vec(step(), 0..60)) {
        let cards = cards(n);
        let mut session = Session::new(today());
        for step in steps {
            match step {
                Step::Go(by) => session.go(by, &cards),
                Step::Spoken => session.settle(Upshot::Spoken, &cards),
                Step::PutOff => session.put_off(&cards),
                Step::Jump(to) if to < n => session.jump_to(Id::from_bits(to)),
                Step::Jump(_) => {}
                Step::Close => session.close(),
                Step::Open => session.open(),
                Step::Pass(seconds) => session.pass(seconds),
                Step::Write => {
                    let again = Session::parse(&session.print()).expect("its own text");
                    prop_assert_eq!(&again, &session);
                }
            }
            let mut order = session.order(&cards);
            prop_assert_eq!(order.len(), cards.len());
            order.sort_unstable();
            order.dedup();
            prop_assert_eq!(order.len(), cards.len());
            prop_assert!(session.card().is_none_or(|id| order.contains(&id)));
            let spent: u32 = cards.iter().map(|card| session.seconds_on(card.id)).sum();
            prop_assert!(spent <= session.seconds());
        }
    }

    #[test]
    fn no_text_breaks_it(text in ".{0,80}|(standup 1 2026-11-22\n)((at|turn|later|time|back|seconds) [a-z0-9 ]{0,20}\n){0,6}") {
        if let Some(session) = Session::parse(&text) {
            let again = Session::parse(&session.print());
            prop_assert_eq!(again, Some(session));
        }
    }
}

#[test]
fn speaking_about_all_leads_to_the_end() {
    let cards = cards(3);
    let mut session = Session::new(today());
    session.go(1, &cards);
    session.put_off(&cards);
    session.settle(Upshot::Spoken, &cards);
    session.settle(Upshot::Spoken, &cards);
    assert_eq!(session.card(), Some(cards[0].id), "what was put off is the last one");
    session.settle(Upshot::Spoken, &cards);
    assert_eq!((session.place(), session.turns().len()), (Place::Closing, 3));
}

#[test]
fn what_is_put_off_comes_once_more_and_then_stays_open() {
    let cards = cards(3);
    let mut session = Session::new(today());
    session.go(1, &cards);
    for expected in [1, 2, 0, 1, 2] {
        session.put_off(&cards);
        assert_eq!(session.card(), Some(cards[expected].id), "{session:?}");
        assert_eq!(Session::parse(&session.print()).as_ref(), Some(&session));
    }
    session.put_off(&cards);
    assert_eq!((session.place(), session.turns().len()), (Place::Closing, 0));
    assert!(!session.is_through(&cards));
}

#[test]
fn a_card_stays_among_the_cards_when_nothing_brings_it_here_any_more() {
    let cards = cards(3);
    let mut session = Session::new(today());
    session.go(1, &cards);
    session.meet(&cards, |_| false);
    let settled = cards[1].id;
    let left = [cards[0], cards[2]];
    let again = Session::parse(&session.print()).expect("its own text");
    for mut session in [session, again] {
        session.meet(&left, |id| id == settled);
        assert_eq!(session.order(&left).len(), 3);
        assert!(session.is_gone(settled));
        session.settle(Upshot::Spoken, &left);
        assert_eq!(session.card(), Some(cards[2].id), "nobody has to speak about it");
        session.settle(Upshot::Spoken, &left);
        assert_eq!((session.place(), session.is_through(&left)), (Place::Closing, true));
    }
}
