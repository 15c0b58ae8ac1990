//! How long forecasts take: `cargo bench --bench forecast`.

use countersign::domain::act::{Act, Answer, Draft, Promise, Settings, Verdict};
use countersign::domain::book::{Book, Rules};
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::fold::fold;
use countersign::domain::grade::Firmness;
use countersign::domain::id::Id;
use countersign::domain::money::{Currency, Money};
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast::built_in;
use countersign::forecast::facts::Facts;
use countersign::forecast::forecaster::{Forecaster, Work};
use countersign::forecast::record::{Item, Record};
use countersign::forecast::rescue::rescues;
use countersign::forecast::track::{Question, Scale, forecast};

fn main() {
    divan::main();
}

fn today() -> Day {
    Day::ymd(2026, 11, 23).expect("a day")
}

/// Items of four leads in two teams, a tenth of them open.
fn record(items: u32) -> Record {
    let item = |n: u32| {
        let estimate = 1.0 + f64::from(n * 7 % 23);
        Item {
            name: None,
            start: i64::from(n) * 1440,
            start_day: today().plus(i64::from(n) - i64::from(items)),
            finish: (!n.is_multiple_of(10)).then_some(i64::from(n + 1 + n % 17) * 1440),
            estimate,
            ln_estimate: estimate.ln(),
            ln_ratio: (f64::from(1 + n * 13 % 40) / estimate).ln(),
            lead: if n % 11 < 3 { 0 } else { 1 + n % 3 },
            team: n % 2,
            kind: Some(n % 5),
            spread: None,
        }
    };
    Record::new((0..items).map(item).collect())
}

/// One forecast from 300 own and 800 other items.
#[divan::bench]
fn one_forecast(bencher: divan::Bencher) {
    let record = record(1101);
    let base = built_in::calendar_atoms();
    let question = Question {
        lead: 0,
        team: 0,
        kind: Some(2),
        ln_estimate: 8.0_f64.ln(),
        spread: None,
        at: 1101 * 1440,
        on: today(),
        without: None,
    };
    let calendar = countersign::domain::calendar::Calendar::default();
    bencher.bench(|| forecast(&record, &question, &base, &Scale::SINGLE, |from, to| calendar.working_days(from, to)));
}

/// A book of so many closed and so many open commitments in queues of twenty.
fn book(closed: u32, open: u32) -> Book {
    queues_of(closed, open, 20)
}

fn queues_of(closed: u32, open: u32, length: u32) -> Book {
    let leads = (open / length).max(1);
    let sam = Handle::new("sam").expect("a handle");
    let lead = |n: u32| Handle::new(&format!("lead{n}")).expect("a handle");
    let mut rules = Rules::default();
    rules.people.insert(Person::new(sam.clone(), Roles::of(&[Role::Sales])));
    for n in 0..leads {
        let mut person = Person::new(lead(n), Roles::of(&[Role::Tech]));
        person.team = Some(format!("team {}", n % 5));
        rules.people.insert(person);
    }
    let folded = (0..closed + open)
        .map(|n| {
            let tech = lead(n % leads);
            let is_open = n >= closed;
            let began =
                today().plus(if is_open { -i64::from(n % 30) } else { -700 + i64::from(n * 600 / closed.max(1)) });
            let effort = Effort::from_days(f64::from(1 + n * 7 % 20)).expect("some days");
            let settings = Settings {
                tech: Some(tech.clone()),
                tags: vec![format!("t{}", n % 6).into()],
                firmness: Some(Firmness::ALL[n as usize * 13 % 5]),
                value: Money::from_cents(i64::from(n * 7919 % 100_003) * 1000, Currency::DEFAULT),
                ..Settings::default()
            };
            let promise = Promise {
                customer: "Acme".into(),
                scope: "SSO".into(),
                due: Some(began.plus(20 + i64::from(n % 90))),
                told: true,
                settings,
                ..Promise::default()
            };
            let answer = Answer {
                estimate: Some(Estimate::Effort(Span::single(effort, Class::Budget))),
                verdict: Verdict::Feasible,
                conditions: vec![],
                start: None,
            };
            let mut acts = vec![
                (sam.clone(), Act::Promise(Box::new(promise)), 0),
                (tech.clone(), Act::Estimate(Box::new(answer)), 0),
                (tech.clone(), Act::Countersign, 0),
            ];
            if !is_open {
                acts.push((tech, Act::Deliver { reason: None }, 1 + i64::from(n * 11 % 60)));
            }
            let moves = acts.into_iter().zip(1..).map(|((by, act, later), number)| {
                let noon = began.plus(later).date().and_hms_opt(9, 0, 0).expect("a time").and_utc();
                Draft::new(by, act)
                    .recorded(Id::from_bits(number), Moment::from_micros(Moment::at(noon).micros() + i64::from(number)))
            });
            fold(Id::from_bits(n + 1), moves.collect(), rules.ground())
        })
        .collect();
    Book::new(rules, folded, vec![])
}

/// The same where each lead has a record of 300.
#[divan::bench(sample_count = 10)]
fn a_thousand_open_of_a_thick_record(bencher: divan::Bencher) {
    let book = book(15_000, 1000);
    bencher.bench(|| Forecaster::of(&book, today()).outlooks(|_| true));
}

/// What is asked of work that is put into one of these queues, as a form does at every key.
#[divan::bench(sample_count = 50)]
fn one_more_in_a_queue_of_twenty(bencher: divan::Bencher) {
    let book = book(15_000, 1000);
    let forecaster = Forecaster::of(&book, today());
    let work = forecaster.queue_of(&Handle::new("lead7").expect("a handle"))[15].clone();
    bencher.bench(|| forecaster.outlook_if(&Work { id: None, ..work.clone() }));
}

/// All outlooks of one queue of two hundred.
#[divan::bench(sample_count = 10)]
fn two_hundred_in_one_queue(bencher: divan::Bencher) {
    let book = queues_of(2000, 200, 200);
    bencher.bench(|| Forecaster::of(&book, today()).outlooks(|_| true));
}

/// What to renegotiate of so many promises of one lead, most of which can't all hold.
#[divan::bench(args = [10, 20, 40, 200], sample_count = 20)]
fn a_rescue(bencher: divan::Bencher, promises: u32) {
    let book = queues_of(2000, promises, promises);
    let forecaster = Forecaster::of(&book, today());
    bencher.bench(|| rescues(&book, &forecaster, None));
}

/// The same for twenty leads with twenty promises each.
#[divan::bench(sample_count = 20)]
fn twenty_rescues_of_twenty(bencher: divan::Bencher) {
    let book = book(2000, 400);
    let forecaster = Forecaster::of(&book, today());
    bencher.bench(|| rescues(&book, &forecaster, None));
}

/// What a book says is taken in: its record and its queues.
#[divan::bench(args = [10_000, 100_000], sample_count = 20)]
fn taking_in_a_book(bencher: divan::Bencher, size: u32) {
    let book = book(size - size / 10, size / 10);
    bencher.bench(|| Forecaster::of(&book, today()));
}

/// The part of it that the screen's thread does.
#[divan::bench(args = [10_000, 100_000], sample_count = 20)]
fn the_facts_of_a_book(bencher: divan::Bencher, size: u32) {
    let book = book(size - size / 10, size / 10);
    bencher.bench(|| Facts::of(&book, today()));
}

/// All outlooks of a book with 1,000 open commitments in queues of 20, from a record of 2,000.
#[divan::bench(sample_count = 20)]
fn a_thousand_open_in_queues_of_twenty(bencher: divan::Bencher) {
    let book = book(2000, 1000);
    bencher.bench(|| Forecaster::of(&book, today()).outlooks(|_| true));
}
