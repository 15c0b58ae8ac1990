//! Looking at the files on another thread while moves are made: nothing that was written meanwhile is taken back.

use std::fs;

use countersign::domain::id::Id;
use countersign::store::{Entry, Store};
use proptest::prelude::*;

use super::desk::{Desk, handle, new, noon, note, on, promise};

/// Something that happens to the book.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A note of one's own, or of somebody else, on the commitment of that number.
    Mine(usize),
    Theirs(usize),
    /// A promise of one's own, or of somebody else.
    MyPromise,
    TheirPromise,
    /// A file that is deleted.
    Gone(usize),
    /// Another person in the book.
    MyRules,
    TheirRules,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0usize..4).prop_map(Step::Mine),
        (0usize..4).prop_map(Step::Theirs),
        Just(Step::MyPromise),
        Just(Step::TheirPromise),
        (0usize..4).prop_map(Step::Gone),
        Just(Step::MyRules),
        Just(Step::TheirRules),
    ]
}

fn happens(desk: &mut Desk, other: &mut u64, ids: &[Id], step: Step) {
    *other += 1;
    let seed = *other;
    let theirs = |entry: Entry| {
        let (mut store, mut book) = Store::open(desk.dir(), Some(seed), None).unwrap();
        let _ = store.record(&mut book, vec![entry], noon());
    };
    let id = |n: usize| ids[n % ids.len()];
    match step {
        Step::Mine(n) => drop(desk.record(vec![on(id(n), note("sam", "mine"))])),
        Step::Theirs(n) => theirs(on(id(n), note("dana", "theirs"))),
        Step::MyPromise => drop(desk.record(vec![new(promise("Acme", "mine"))])),
        Step::TheirPromise => theirs(new(promise("Acme", "theirs"))),
        Step::Gone(n) => drop(desk.store.path(id(n)).map(fs::remove_file)),
        Step::MyRules => {
            let person = countersign::domain::person::Person::new(
                handle(&format!("p{seed}")),
                countersign::domain::person::Roles::EVERY,
            );
            desk.store.add_person(&mut desk.book, &person).unwrap();
        }
        Step::TheirRules => {
            let path = desk.dir().join("book.toml");
            let text = fs::read_to_string(&path).unwrap() + &format!("\n[people.q{seed}]\nroles = [\"tech\"]\n");
            fs::write(path, text).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_survey_is_as_good_as_a_look_of_ones_own(
        before in proptest::collection::vec(step(), 0..4),
        during in proptest::collection::vec(step(), 0..4),
        after in proptest::collection::vec(step(), 0..4),
    ) {
        let is_mine = |step: &Step| matches!(step, Step::Mine(_) | Step::MyPromise | Step::MyRules);
        let has_mine = during.iter().chain(&after).any(is_mine);
        let mut desk = Desk::new();
        let ids: Vec<Id> = (0..4).map(|n| desk.promised("Northgate", &format!("part {n}")).0).collect();
        let mut other = 100;
        for each in before {
            happens(&mut desk, &mut other, &ids, each);
        }
        let sight = desk.store.sight(&desk.book);
        for each in during {
            happens(&mut desk, &mut other, &ids, each);
        }
        let survey = sight.survey().unwrap();
        for each in after {
            happens(&mut desk, &mut other, &ids, each);
        }
        let known = |desk: &Desk| -> Vec<_> {
            desk.book.commitments().iter().flat_map(|one| one.moves.iter().map(|made| (one.id, made.id))).collect()
        };
        let before = known(&desk);
        let is_there = |id: &Id| desk.store.path(*id).is_some_and(|path| path.exists());
        let there: Vec<_> = before.into_iter().filter(|(id, _)| is_there(id)).collect();
        let is_taken = desk.store.take(survey, &mut desk.book).is_some();
        prop_assert!(is_taken || has_mine, "only what was written here makes a survey stale");
        let now = known(&desk);
        for made in there {
            prop_assert!(now.contains(&made), "what was known and is on the disk stays: {made:?}");
        }
        // The next look finds the rest, as it would have without the survey.
        desk.refresh();
        desk.proves_itself();
    }
}
