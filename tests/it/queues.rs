//! Queues: what waits behind other work of the same lead, and what that does to its chances.

use countersign::domain::book::{Book, Rules};
use countersign::domain::calendar::Calendar;
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::id::Id;
use countersign::domain::outlook::{Chance, Outlook};
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast::Forecaster;
use countersign::forecast::built_in;
use countersign::forecast::course::Course;
use countersign::forecast::facts::{Facts, Open, Past, Piece};
use countersign::forecast::forecaster::Work;
use countersign::forecast::history::{History, day_of, minutes};
use countersign::forecast::record::{Item, Record};
use countersign::forecast::run;
use countersign::forecast::size::Size;
use countersign::forecast::track::{Question, Scale, forecast};
use proptest::prelude::*;

pub(crate) fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

pub(crate) fn lead(name: &str) -> Handle {
    Handle::new(name).unwrap()
}

pub(crate) fn effort(days: f64) -> Estimate {
    Estimate::Effort(Span::single(Effort::from_days(days).unwrap(), Class::Budget))
}

/// Something closed or under way: who, estimated days, begun so many days ago, days it took or none while it is open.
pub(crate) type Gone = (usize, f64, i64, Option<i64>);
/// Something to do: estimated days, begun so many days ago (below 0 begins later; none begins today), due in so many.
pub(crate) type Todo = (f64, Option<i64>, Option<i64>);

pub(crate) const LEADS: [&str; 3] = ["dana", "lee", "alex"];

pub(crate) fn past(&(who, days, ago, took): &Gone, unit: f64) -> Piece {
    let begun = today().plus(-ago);
    let delivered = took.map(|took| begun.plus(took));
    Piece {
        lead: Some(lead(LEADS[who])),
        kind: None,
        past: Some(Past { begun, estimate: effort(days * unit), delivered }),
        open: None,
    }
}

pub(crate) fn open(&(days, ago, due): &Todo, unit: f64, who: &str) -> Piece {
    let open = Open {
        estimate: effort(days * unit),
        start: ago.map(|ago| today().plus(-ago)),
        due: due.map(|due| today().plus(due)),
        since: Moment::from_micros(0),
        is_rest: false,
    };
    Piece { lead: Some(lead(who)), kind: None, past: None, open: Some(open) }
}

pub(crate) fn id(n: usize) -> Id {
    Id::from_bits(u32::try_from(n).unwrap() + 1)
}

pub(crate) fn facts_in(calendar: Calendar, pieces: Vec<(Id, Option<Piece>)>) -> Facts {
    let mut rules = Rules { calendar, ..Rules::default() };
    for (n, name) in LEADS.into_iter().enumerate() {
        let mut person = Person::new(lead(name), Roles::of(&[Role::Tech]));
        person.team = Some(if n < 2 { "one".into() } else { "two".into() });
        rules.people.insert(person);
    }
    let mut facts = Facts::without_pieces(&Book::new(rules, vec![], vec![]), today());
    facts.put_all(pieces);
    facts
}

/// A forecaster of a record and of Dana's queue.
pub(crate) fn forecaster(record: &[Gone], queue: &[Todo]) -> Forecaster {
    let record = record.iter().enumerate().map(|(n, gone)| (id(n), Some(past(gone, 1.0))));
    let queue = queue.iter().enumerate().map(|(n, todo)| (id(5000 + n), Some(open(todo, 1.0, "dana"))));
    Forecaster::new(facts_in(Calendar::default(), record.chain(queue).collect()))
}

fn queue(forecaster: &Forecaster) -> Vec<Outlook> {
    let queue = forecaster.queue_of(&lead("dana"));
    forecaster.queue(queue).into_iter().map(|(_, outlook)| outlook).collect()
}

pub(crate) fn chance(outlook: &Outlook) -> f64 {
    outlook.chance.map_or(f64::NAN, Chance::get)
}

fn gone() -> impl Strategy<Value = Gone> {
    (0..3_usize, 0.2..60.0_f64, 1..900_i64, proptest::option::weighted(0.8, 0..150_i64))
        .prop_map(|(who, days, ago, took)| (who, days, ago, took.filter(|took| *took < ago)))
}

pub(crate) fn record() -> impl Strategy<Value = Vec<Gone>> {
    prop_oneof![Just(Vec::new()), proptest::collection::vec(gone(), 1..20), proptest::collection::vec(gone(), 20..120)]
}

fn todo() -> impl Strategy<Value = Todo> {
    (0.125..80.0_f64, proptest::option::of(-60..300_i64), proptest::option::weighted(0.9, -20..500_i64))
}

fn todos() -> impl Strategy<Value = Vec<Todo>> {
    prop_oneof![
        4 => proptest::collection::vec(todo(), 1..9),
        1 => proptest::collection::vec(todo(), 9..45),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn dates_ascend_and_their_chances_are_those_they_are_named_by(record in record(), todos in todos(), at in 0..500_i64) {
        let forecaster = forecaster(&record, &todos);
        let works = forecaster.queue_of(&lead("dana")).to_vec();
        let outlooks = queue(&forecaster);
        let last = works.len() - 1;
        // The same place in the queue, another date to be measured against.
        let with_date = |due: Day| {
            let mut works = works.clone();
            works[last].due = Some(due);
            chance(&forecaster.queue(&works)[last].1)
        };
        let dates = outlooks[last].dates;
        prop_assert!(today() <= dates.p10 && dates.p10 <= dates.p50 && dates.p50 <= dates.p80 && dates.p80 <= dates.p95);
        prop_assert!(with_date(today().plus(at)) <= with_date(today().plus(at + 1)));
        let end = today().plus(9000);
        for (date, level) in [(dates.p10, 0.1), (dates.p50, 0.5), (dates.p80, 0.8), (dates.p95, 0.95)] {
            prop_assert!(date > end || with_date(date) >= level, "{date:?} has {} of {level}", with_date(date));
            prop_assert!(with_date(date.plus(-1)) < level || date == today(), "{date:?} is not the first for {level}");
        }
    }

    #[test]
    fn work_put_ahead_never_makes_a_date_more_likely(
        record in record(), todos in todos(), ahead in proptest::collection::vec((todo(), 0..100_usize), 1..4)
    ) {
        let forecaster = forecaster(&record, &todos);
        let before = forecaster.queue_of(&lead("dana")).to_vec();
        let mut after = before.clone();
        for (n, ((days, ago, _), place)) in ahead.iter().enumerate() {
            let start = ago.map_or(today(), |ago| today().plus(-ago));
            let (id, lead) = (Some(id(9000 + n)), Some(lead("dana")));
            let work = Work { id, lead, estimate: effort(*days), start, due: Some(today()), since: None, kind: None };
            after.insert(place % (after.len() + 1), work);
        }
        let then: std::collections::HashMap<Id, Outlook> = forecaster.queue(&after).into_iter().collect();
        for (id, was) in forecaster.queue(&before) {
            let is = &then[&id];
            if was.chance.is_some() {
                prop_assert!(chance(is) <= chance(&was) + 1e-9, "{} was {}", chance(is), chance(&was));
            }
            prop_assert!(is.dates.p50 >= was.dates.p50 && is.dates.p80 >= was.dates.p80);
        }
    }

    #[test]
    fn other_leads_open_work_changes_nothing(record in record(), todos in todos(), others in todos(), owner in 1..3_usize) {
        let alone = forecaster(&record, &todos);
        let mut facts = alone.facts().clone();
        let other = |(n, todo): (usize, &Todo)| (id(7000 + n), Some(open(todo, 1.0, LEADS[owner])));
        facts.put_all(others.iter().enumerate().map(other).collect());
        prop_assert_eq!(queue(&alone), queue(&Forecaster::new(facts)));
    }

    #[test]
    fn what_is_quoted_is_what_is_then_given(record in record(), todos in todos(), new in todo()) {
        let before = forecaster(&record, &todos);
        let (days, _, due) = new;
        let due = due.map(|due| today().plus(due));
        let quoted = before.outlook_if(&Work {
            id: None, lead: Some(lead("dana")), estimate: effort(days), start: today(), due, since: None, kind: None,
        });
        let mut facts = before.facts().clone();
        let piece = |n| (id(n), Some(open(&(days, None, new.2), 1.0, "dana")));
        facts.put_all(vec![piece(9999)]);
        let after = Forecaster::new(facts);
        let works = after.queue_of(&lead("dana"));
        let given = after.queue(works).into_iter().find(|(each, _)| *each == id(9999)).unwrap().1;
        let is_tied = works.iter().filter(|work| work.due == due).count() > 1;
        if is_tied {
            prop_assert!(quoted.dates.p80 >= given.dates.p80, "the quote is behind all of the same date");
        } else {
            prop_assert_eq!(quoted, given);
        }
    }

    /// Only ratios of estimates and of elapsed time count. Where every day is worked and every estimate and every time
    /// of the record and of the question is doubled, so are the days to each chance: at twice the days, the same chance.
    #[test]
    fn twice_the_size_takes_twice_as_long(
        record in proptest::collection::vec((0..3_usize, 1..400_i64, proptest::option::of(1..100_i64)), 0..60),
        todos in proptest::collection::vec((proptest::option::of(0..200_i64), 0..300_i64), 1..12),
        first in 0..20_usize,
    ) {
        use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let every_day = || Calendar::new(&[Mon, Tue, Wed, Thu, Fri, Sat, Sun], vec![], 1).unwrap();
        // Sixteenths of a day, all prime: no two ratios are the same, so no rounding decides which of them comes first.
        let is_prime = |n: &u32| (2..*n).all(|d| !n.is_multiple_of(d));
        let sizes: Vec<f64> = (401..1000_u32).filter(is_prime).map(|n| f64::from(n) / 16.0).collect();
        let chances = |unit: i64| {
            #[expect(clippy::cast_precision_loss, reason = "1 or 2")]
            let size = unit as f64;
            let days = |n: usize| sizes[(first + n * 31) % sizes.len()];
            let mut pieces = Vec::new();
            for (n, (who, ago, took)) in record.iter().enumerate() {
                // Both the first and the last day count, so a time of n days ends n - 1 days after it began.
                let took = took.filter(|took| took <= ago).map(|took| took * unit - 1);
                pieces.push((id(n), Some(past(&(*who, days(n), ago * unit, took), size))));
            }
            for (n, (ago, due)) in todos.iter().enumerate() {
                let todo = (days(70 + n), ago.map(|ago| ago * unit), Some(due * unit + unit - 1));
                pieces.push((id(5000 + n), Some(open(&todo, size, "dana"))));
            }
            let outlooks = queue(&Forecaster::new(facts_in(every_day(), pieces)));
            outlooks.iter().map(chance).collect::<Vec<f64>>()
        };
        for (one, two) in chances(1).into_iter().zip(chances(2)) {
            prop_assert!((one - two).abs() < 1e-6, "{one} and {two}");
        }
    }

    #[test]
    fn a_single_forecast_knows_only_ratios(
        items in proptest::collection::vec((0..3_u32, 0.5..50.0_f64, 0.1..9.0_f64, any::<bool>(), 1..400_i64), 0..80),
        days in 0.5..50.0_f64, factor in 2..50_i64,
    ) {
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let asked = |times: i64| {
            let factor = times as f64;
            let item = |&(lead, estimate, ratio, is_done, ago): &(u32, f64, f64, bool, i64)| Item {
                name: None, start: -ago, start_day: today().plus(-ago), finish: is_done.then_some(-1),
                estimate: estimate * factor, ln_estimate: (estimate * factor).ln(), ln_ratio: ratio.ln(),
                lead, team: lead / 2, kind: None, spread: None,
            };
            let record = Record::new(items.iter().map(item).collect());
            let question = Question {
                lead: 0, team: 0, kind: None, ln_estimate: (days * factor).ln(), spread: None, at: 0, on: today(),
                without: None,
            };
            let elapsed = |from: Day, to: Day| from.days_to(to) * times;
            forecast(&record, &question, &built_in::effort_atoms(), &Scale::SINGLE, elapsed).distribution
        };
        let (once, scaled) = (asked(1), asked(factor));
        for level in 1..100_u32 {
            let level = f64::from(level) / 100.0;
            prop_assert!((once.quantile(level) - scaled.quantile(level)).abs() < 1e-6);
        }
    }
}

/// The chance as the method is written down: the smaller of the work's own and that of the run up to it.
fn by_the_book(forecaster: &Forecaster, works: &[Work]) -> f64 {
    let facts = forecaster.facts();
    let history = History::of(facts);
    let last = works.last().unwrap();
    let due = last.due.unwrap();
    let own = forecaster.queue(std::slice::from_ref(last))[0].1.chance.unwrap().get();
    if works.len() < 2 {
        return own;
    }
    let pace = facts.pace(last.lead.as_ref());
    let size = |work: &Work| Size::of(&work.estimate, &pace, work.start).days;
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let count = works.len() as f64;
    let total: f64 = works.iter().map(size).sum();
    let start = works.iter().map(|work| work.start).min().unwrap();
    let elapsed_in = |from, to| facts.days(from, to);
    let question = |days: f64| Question {
        lead: history.lead(last.lead.as_ref()),
        team: history.team(facts, last.lead.as_ref()),
        kind: None,
        ln_estimate: days.ln(),
        spread: None,
        at: minutes(facts.today),
        on: facts.today,
        without: None,
    };
    let base = built_in::atoms(&last.estimate, facts.focus(last.lead.as_ref()), None);
    let average = forecast(&history.effort, &question(total / count), &base, &Scale::AVERAGE, elapsed_in);
    let base = run::base(&average.distribution, works.len());
    let runs = run::runs(
        history.effort.items(),
        works.len(),
        |lead, n| (lead, n),
        day_of,
        |from, to| facts.days(from, to.plus(1)),
    );
    let distribution = run::forecast_run(&runs, &question(total), &base, elapsed_in).distribution;
    let elapsed = pace.days(start, facts.today.plus(-1));
    Course { distribution, estimated: total, start, elapsed, pace }.chance(due).min(own)
}

/// How far the queues of a book are from the method as it is written down: each difference, in chance.
fn distances(forecaster: &Forecaster) -> Vec<f64> {
    let mut found = Vec::new();
    for person in forecaster.facts().people.iter() {
        let works = forecaster.queue_of(&person.handle);
        let outlooks = forecaster.queue(works);
        for n in 1..works.len() {
            if works[n].due.is_some() {
                found.push(chance(&outlooks[n].1) - by_the_book(forecaster, &works[..=n]));
            }
        }
    }
    found
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
    let at = ((sorted.len() - 1) as f64 * part).round() as usize;
    sorted[at]
}

#[test]
fn queues_of_the_sample_book_are_near_the_method_as_written_down() {
    let book = countersign::sample::book("2026-11-22".parse().unwrap()).into_book();
    let mut found = distances(&Forecaster::of(&book, "2026-11-22".parse().unwrap()));
    found.sort_by(f64::total_cmp);
    assert!(quantile(&found, 1.0) < 0.01, "never more hopeful: {found:?}");
    assert!(quantile(&found, 0.5) > -0.001 && quantile(&found, 0.0) > -0.03, "mostly the same: {found:?}");
}

#[test]
fn random_queues_are_near_the_method_as_written_down() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for (name, least, most) in [("no record", 0, 1), ("thin", 10, 60), ("thick", 150, 400)] {
        let mut found = Vec::new();
        for _ in 0..12 {
            let record = proptest::collection::vec(
                (0..3_usize, 2.0..20.0_f64, 1..900_i64, 0.5..6.0_f64),
                least..most.max(least + 1),
            );
            let record = record.new_tree(&mut runner).unwrap().current();
            #[expect(clippy::cast_possible_truncation, reason = "days")]
            let record: Vec<Gone> = record
                .into_iter()
                .map(|(who, days, ago, ratio)| {
                    let took = (days * ratio) as i64;
                    (who, days, ago, (took < ago).then_some(took))
                })
                .collect();
            let todos = proptest::collection::vec(
                (1.0..20.0_f64, proptest::option::of(0..30_i64), (10..300_i64).prop_map(Some)),
                2..14,
            );
            let todos = todos.new_tree(&mut runner).unwrap().current();
            found.extend(distances(&forecaster(&record, &todos)));
        }
        found.sort_by(f64::total_cmp);
        assert!(quantile(&found, 0.95) < 0.02, "{name}: hardly ever more hopeful");
        assert!(quantile(&found, 0.5).abs() < 0.01, "{name}: mostly the same");
        assert!(quantile(&found, 0.05) > -0.1, "{name}: seldom much more careful");
    }
}
