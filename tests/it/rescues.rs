//! Rescues: which promises to renegotiate, for which dates, and that nothing costs less.

use std::collections::HashMap;

use countersign::domain::day::Day;
use countersign::domain::grade::{Firmness, Stake};
use countersign::domain::id::Id;
use countersign::domain::outlook::Chance;
use countersign::domain::policy::Renegotiation;
use countersign::forecast::Forecaster;
use countersign::forecast::forecaster::Work;
use countersign::forecast::rescue::{Claim, Proof, Rescue, Why, rescues};
use countersign::report::Facts;
use countersign::report::paint::Paint;
use countersign::report::rescue::{lines, plain};
use proptest::prelude::*;

use crate::queues::{Gone, Todo, forecaster, id, lead, record, today};

const LEVEL: f64 = 0.8;

/// Dana's rescue, with what each of her works is to it.
fn rescue(forecaster: &Forecaster, claims: &[Claim]) -> Rescue {
    forecaster.rescue(&lead("dana"), LEVEL, |id| claim(claims, id))
}

fn claim(claims: &[Claim], wanted: Id) -> Claim {
    (0..claims.len()).find(|n| id(5000 + n) == wanted).map_or(Claim::Load, |n| claims[n])
}

fn chances(forecaster: &Forecaster, works: &[Work]) -> HashMap<Id, f64> {
    let chance = |chance: Option<Chance>| chance.map_or(0.0, Chance::get);
    forecaster.queue(works).into_iter().map(|(id, outlook)| (id, chance(outlook.chance))).collect()
}

/// The least cost there is, over every set.
fn by_force(forecaster: &Forecaster, claims: &[Claim]) -> u64 {
    let works = forecaster.queue_of(&lead("dana"));
    let costs: Vec<Option<u64>> = works
        .iter()
        .map(|work| match claim(claims, work.id.unwrap()) {
            Claim::Promise(cost) => work.due.map(|_| cost),
            Claim::Load | Claim::Hopeless => None,
        })
        .collect();
    let promises: Vec<usize> = (0..works.len()).filter(|n| costs[*n].is_some()).collect();
    let cost_of = |set: u32| -> Option<u64> {
        let is_moved = |n: usize| promises.iter().position(|each| *each == n).is_some_and(|at| set >> at & 1 == 1);
        let kept: Vec<Work> = (0..works.len()).filter(|n| !is_moved(*n)).map(|n| works[n].clone()).collect();
        let chances = chances(forecaster, &kept);
        let holds = |n: &usize| is_moved(*n) || chances[&works[*n].id.unwrap()] >= LEVEL;
        promises.iter().all(holds).then(|| promises.iter().filter(|n| is_moved(**n)).filter_map(|n| costs[*n]).sum())
    };
    (0..1_u32 << promises.len()).filter_map(cost_of).min().expect("to move everything is always a way")
}

fn claims() -> impl Strategy<Value = Vec<Claim>> {
    let claim = prop_oneof![
        1 => Just(Claim::Load),
        1 => Just(Claim::Hopeless),
        12 => (1..2000_u64).prop_map(Claim::Promise),
    ];
    proptest::collection::vec(claim, 40)
}

fn promised() -> impl Strategy<Value = Todo> {
    (0.5..20.0_f64, proptest::option::weighted(0.3, -30..60_i64), proptest::option::weighted(0.95, -10..400_i64))
}

/// The queue once all dates are recorded.
fn recorded(forecaster: &Forecaster, rescue: &Rescue) -> Vec<Work> {
    let mut works = forecaster.queue_of(&lead("dana")).to_vec();
    for moved in &rescue.moved {
        let work = works.iter_mut().find(|work| work.id == Some(moved.id)).unwrap();
        work.due = moved.to.map(|(day, _)| day);
    }
    works.sort_by_key(|work| (work.due.is_none(), work.due));
    works
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_costs_less(record in record(), todos in proptest::collection::vec(promised(), 1..8), claims in claims()) {
        let forecaster = forecaster(&record, &todos);
        let found = rescue(&forecaster, &claims);
        prop_assert_eq!(found.proof, Proof::Exact);
        prop_assert_eq!(found.cost, by_force(&forecaster, &claims));
        prop_assert!(found.next_best.is_none_or(|next| next >= found.cost));
    }

    #[test]
    fn once_recorded_everything_is_covered(
        record in record(), claims in claims(),
        todos in prop_oneof![
            9 => proptest::collection::vec(promised(), 1..12),
            1 => proptest::collection::vec(promised(), 24..32),
        ],
    ) {
        let forecaster = forecaster(&record, &todos);
        let found = rescue(&forecaster, &claims);
        prop_assume!(found.moved.iter().all(|moved| moved.to.is_some()));
        let then = chances(&forecaster, &recorded(&forecaster, &found));
        for kept in &found.kept {
            prop_assert!(then[&kept.id] >= LEVEL, "{kept:?} {}", then[&kept.id]);
            prop_assert!((then[&kept.id] - kept.after.get()).abs() < 1e-9);
        }
        for moved in &found.moved {
            let (day, chance) = moved.to.unwrap();
            prop_assert!(then[&moved.id] >= LEVEL && (then[&moved.id] - chance.get()).abs() < 1e-9, "{moved:?}");
            prop_assert!(day > moved.from && day >= today());
        }
        if let Proof::AtLeast(least) = found.proof {
            prop_assert!(least <= found.cost);
        }
        let promises = found.kept.len() + found.moved.len() + found.hopeless.len() + found.load;
        prop_assert_eq!(promises, todos.len(), "everything is accounted for");
    }
}

/// A record of a lead who takes exactly as long as estimated, again and again.
fn steady() -> Vec<Gone> {
    (0..60).map(|n| (0, 5.0, 20 + n * 7, Some(6))).collect()
}

fn due_in(days: i64) -> Day {
    today().plus(days)
}

#[test]
fn what_holds_is_left_alone() {
    let found =
        rescue(&forecaster(&steady(), &[(5.0, None, Some(60)), (5.0, None, Some(120))]), &[Claim::Promise(100); 2]);
    assert!(found.moved.is_empty() && found.cost == 0 && found.kept.len() == 2, "{found:?}");
    assert_eq!(found.next_best, None);
}

#[test]
fn the_cheaper_of_two_makes_room() {
    let todos = [(5.0, None, Some(8)), (5.0, None, Some(9))];
    for (costs, gone) in [([300, 900], 0), ([900, 300], 1)] {
        let found = rescue(&forecaster(&steady(), &todos), &costs.map(Claim::Promise));
        let [moved] = found.moved[..] else { panic!("one of the two: {found:?}") };
        assert_eq!((moved.id, moved.why, found.cost), (id(5000 + gone), Why::ForOthers, 300));
        assert_eq!(found.next_best, Some(900));
        assert!(moved.to.unwrap().0 > due_in(9));
    }
}

#[test]
fn an_overdue_promise_is_moved_and_one_that_cant_be_done_is_said_apart() {
    let todos = [(5.0, Some(10), Some(-3)), (5.0, None, Some(90)), (5.0, None, Some(100)), (5.0, None, None)];
    let claims = [Claim::Promise(10_000), Claim::Hopeless, Claim::Promise(1), Claim::Load];
    let found = rescue(&forecaster(&steady(), &todos), &claims);
    assert_eq!(found.moved.iter().map(|moved| (moved.id, moved.why)).collect::<Vec<_>>(), [(id(5000), Why::Overdue)]);
    assert_eq!(found.hopeless, [id(5001)]);
    assert_eq!((found.kept.len(), found.load), (1, 1));
}

#[test]
fn what_no_day_covers_is_said_plainly() {
    let forecaster = forecaster(&[], &[(1000.0, None, Some(300)), (1.0, None, Some(400))]);
    let found = forecaster.rescue(&lead("dana"), 0.975, |_| Claim::Promise(5));
    let moved = found.moved.iter().find(|moved| moved.id == id(5000)).unwrap();
    assert_eq!((moved.to, moved.why), (None, Why::Alone));
    assert_eq!(found.kept.len(), 1, "without it the other one holds: {found:?}");
}

#[test]
fn a_long_queue_gets_a_set_and_how_far_it_is_from_the_least() {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let todos: Vec<Todo> = (0..60).map(|n| (2.0 + (n * 7 % 11) as f64, None, Some(20 + n * 4))).collect();
    let claims: Vec<Claim> = (0..60).map(|n| Claim::Promise(100 + n * 37 % 900)).collect();
    let found = rescue(&forecaster(&steady(), &todos), &claims);
    let least = match found.proof {
        Proof::Exact => found.cost,
        Proof::AtLeast(least) => least,
    };
    assert!(0 < least && least <= found.cost && found.cost < least * 2, "{least} {}", found.cost);
    assert_eq!(found.kept.len() + found.moved.len(), 60);
}

#[test]
fn a_rescue_reads_as_something_to_do() {
    let today = "2026-11-22".parse().unwrap();
    let book = countersign::sample::book(today).into_book();
    let found = rescues(&book, &Forecaster::of(&book, today), None);
    let facts = Facts { book: &book, standings: &[], today };
    insta::assert_snapshot!("rescue_lines", lines(&facts, &found, 100, Paint::Plain));
    insta::assert_snapshot!("rescue_plain", plain(&found));
    assert_eq!(
        lines(&facts, &[], 100, Paint::Plain),
        "nothing to rescue: no promise has a tech owner, a date and an estimate\n"
    );
}

#[test]
fn a_cost_weighs_firmness_stake_telling_and_value() {
    let costs = Renegotiation::default();
    let today = "2026-11-22".parse().unwrap();
    let book = countersign::sample::book(today).into_book();
    let mut commitment = book.commitments()[0].clone();
    let mut cost = |firmness, stake, told: bool, value: Option<&str>| {
        commitment.settings.firmness = firmness;
        commitment.settings.stake = stake;
        commitment.told = book.commitments().iter().find_map(|each| each.told.clone()).filter(|_| told);
        costs.cost(&commitment, value.map(|text| text.parse().unwrap()))
    };
    for (firmness, stake, told, value, expect) in [
        (None, None, false, None, 300),
        (Some(Firmness::Explored), Some(Stake::NiceToHave), false, None, 100),
        (Some(Firmness::Contract), Some(Stake::DealBreaker), true, None, 6400),
        (Some(Firmness::Verbal), None, true, Some("90000 EUR"), 1200),
        (Some(Firmness::Verbal), None, true, Some("990000 EUR"), 1800),
    ] {
        assert_eq!(cost(firmness, stake, told, value), expect, "{firmness:?} {stake:?} {told} {value:?}");
    }
}
