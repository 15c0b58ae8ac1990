//! Chances and dates: what follows from an estimate, a start and a calendar.

use countersign::domain::act::{Act, Answer, Draft, Promise, Settings, Verdict};
use countersign::domain::book::{Book, Rules};
use countersign::domain::calendar::Calendar;
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::outlook::{Chance, Outlook};
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast::Forecaster;
use countersign::forecast::backtest::{Backtest, LEVELS, Queue, Target, Task};
use countersign::forecast::distribution::{Distribution, Vote};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days(days: f64) -> Estimate {
    Estimate::Effort(Span::single(Effort::from_days(days).unwrap(), Class::Budget))
}

fn range(low: f64, likely: Option<f64>, high: f64) -> Estimate {
    let effort = |days| Effort::from_days(days).unwrap();
    Estimate::Effort(Span::range(effort(low), likely.map(effort), effort(high)).unwrap())
}

struct Case {
    estimate: Estimate,
    due: Option<Day>,
    agreed: Option<Day>,
    today: Day,
    focus: Option<f64>,
    away: Vec<(Day, Day)>,
    calendar: Calendar,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            estimate: days(10.0),
            due: None,
            agreed: None,
            today: day("2026-11-23"),
            focus: None,
            away: Vec::new(),
            calendar: Calendar::default(),
        }
    }
}

fn outlook(case: Case) -> Outlook {
    let dana = Handle::new("dana").unwrap();
    let mut rules = Rules { calendar: case.calendar, ..Rules::default() };
    let mut person = Person::new(dana.clone(), Roles::of(&[Role::Tech, Role::Sales]));
    person.focus = case.focus;
    person.away = case.away;
    rules.people.insert(person);
    let settings = Settings { tech: Some(dana.clone()), ..Settings::default() };
    let promise = Promise {
        customer: "Acme".into(),
        scope: "SSO".into(),
        due: case.due,
        told: true,
        settings,
        ..Promise::default()
    };
    let answer = Answer { estimate: Some(case.estimate), verdict: Verdict::Feasible, conditions: vec![], start: None };
    let first = case.agreed.unwrap_or(case.today);
    let mut moves = vec![Act::Promise(Box::new(promise)), Act::Estimate(Box::new(answer))];
    if case.agreed.is_some() {
        moves.push(Act::Countersign);
    }
    let moves = moves
        .into_iter()
        .zip(1..)
        .map(|(act, n)| {
            let at = Moment::at(first.date().and_hms_opt(9, 0, 0).unwrap().and_utc()).micros() + i64::from(n);
            Draft::new(dana.clone(), act).recorded(Id::from_bits(n), Moment::from_micros(at))
        })
        .collect();
    let folded = fold(Id::from_bits(99), moves, rules.ground());
    let book = Book::new(rules, vec![folded], vec![]);
    Forecaster::of(&book, case.today).outlook_of(&book.commitments()[0]).expect("there is an estimate")
}

fn chance(case: Case) -> f64 {
    outlook(case).chance.map(Chance::get).expect("there is a date")
}

#[test]
fn the_built_in_table_speaks_where_there_is_no_record() {
    // Ten days at a focus of 40 %: the median ratio of the table is 1, so 25 working days from Mon 23 Nov.
    let found = outlook(Case::default());
    assert_eq!(found.dates.p50, day("2026-12-25"));
    assert!(found.basis.is_assumption());
    assert_eq!(found.basis.focus, Some(0.4));
    let focused = outlook(Case { focus: Some(1.0), ..Case::default() });
    assert_eq!(focused.dates.p50, day("2026-12-04"), "ten working days at full focus");
    let dated = Estimate::Dates(Span::single(day("2026-12-04"), Class::Budget));
    let found = outlook(Case { estimate: dated, ..Case::default() });
    assert_eq!(found.basis.focus, None, "dates are not effort, so no focus is assumed");
    assert!(found.dates.p50 >= day("2026-12-04"));
}

#[test]
fn absences_and_holidays_push_dates_back() {
    let holidays = Calendar::new(
        &[chrono::Weekday::Mon, chrono::Weekday::Tue, chrono::Weekday::Wed, chrono::Weekday::Thu, chrono::Weekday::Fri],
        vec![day("2026-12-24"), day("2026-12-25")],
        1,
    );
    let calendar = holidays.unwrap();
    assert_eq!(outlook(Case { calendar, ..Case::default() }).dates.p50, day("2026-12-29"));
    let away = vec![(day("2026-12-01"), day("2026-12-11")), (day("2026-12-07"), day("2026-12-14"))];
    assert_eq!(outlook(Case { away, ..Case::default() }).dates.p50, day("2027-01-08"), "ten working days later");
}

#[test]
fn a_wide_range_widens_and_a_narrow_one_never_narrows() {
    let single = outlook(Case { estimate: days(8.0), ..Case::default() }).dates;
    let narrow = outlook(Case { estimate: range(7.9, Some(8.0), 8.1), ..Case::default() }).dates;
    assert_eq!((single.p10, single.p95), (narrow.p10, narrow.p95));
    let wide = outlook(Case { estimate: range(1.0, Some(4.0), 31.0), ..Case::default() }).dates;
    assert!(wide.p95 > single.p95 && wide.p10 <= single.p10, "(1 + 16 + 31) / 6 is 8 days too: {wide:?}");
}

#[test]
fn what_has_run_long_already_will_run_longer() {
    let fresh = outlook(Case { agreed: Some(day("2026-11-23")), ..Case::default() });
    let late = outlook(Case { agreed: Some(day("2026-08-03")), ..Case::default() });
    assert!(late.dates.p50 > day("2026-11-23"), "not delivered yet, so not before today");
    assert!(late.dates.p50 < fresh.dates.p95);
    let passed = Case { agreed: Some(day("2026-08-03")), due: Some(day("2026-11-20")), ..Case::default() };
    assert!(chance(passed) < 0.001, "the day is over");
}

#[test]
fn chances_are_never_shown_as_certain() {
    for (given, shown) in
        [(0.0, "<1 %"), (0.004, "<1 %"), (0.01, "1 %"), (0.5, "50 %"), (0.994, "99 %"), (1.0, ">99 %")]
    {
        assert_eq!(Chance::new(given).to_string(), shown);
    }
}

#[test]
fn open_votes_say_longer_than_this() {
    let vote = |value, is_done| Vote { value, weight: 1.0, is_done };
    // By hand: of four, the open one at 2 hands its mass to those beyond it: 1/4, 1/4, and half of the rest each.
    let found = Distribution::of_votes(vec![vote(1.0, true), vote(2.0, true), vote(2.0, false), vote(4.0, true)]);
    assert!((found.up_to(1.0) - 0.125).abs() < 1e-12);
    assert!((found.up_to(2.0) - 0.375).abs() < 1e-12);
    assert!((found.quantile(0.75) - 4.0).abs() < 1e-12);
    let all_open = Distribution::of_votes(vec![vote(1.0, false)]);
    assert!(all_open.quantile(0.5) > 1.0, "nothing is finished, so everything lies beyond");
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn tasks(n: i64) -> Vec<Task> {
    (0..n)
        .map(|n| Task {
            id: format!("T{n:03}"),
            org: "acme".into(),
            team: format!("team {}", n % 2),
            person: format!("person {}", n % 4),
            kind: if n % 3 == 0 { "bug".into() } else { "feature".into() },
            estimate: 4.0 + (n * 7 % 40) as f64,
            actual: (n % 9 != 0).then_some(3.0 + (n * 11 % 60) as f64),
            start: n * 24 * 60,
            finish: (n % 9 != 0).then_some((n + 1 + n * 5 % 30) * 24 * 60),
        })
        .collect()
}

#[test]
fn nothing_later_enters_a_forecast() {
    let cut = 90 * 24 * 60;
    let scrambled: Vec<Task> = tasks(150)
        .into_iter()
        .map(|task| match task.finish {
            Some(finish) if finish >= cut => Task { finish: Some(finish + 7 * 24 * 60), actual: Some(999.0), ..task },
            _ => task,
        })
        .collect();
    let queue =
        Queue { id: "q".into(), person: "person 1".into(), tasks: vec!["T061".into(), "T065".into(), "T069".into()] };
    for target in [Target::Effort, Target::Calendar] {
        let honest = Backtest::new(tasks(150), target, 0.0);
        let altered = Backtest::new(scrambled.clone(), target, 0.0);
        let early = |id: &str| id < "T090";
        assert_eq!(honest.tasks(early, || ()), altered.tasks(early, || ()));
        assert_eq!(
            honest.queues(std::slice::from_ref(&queue), || ()),
            altered.queues(std::slice::from_ref(&queue), || ())
        );
    }
}

#[test]
fn the_same_record_gives_the_same_forecast_and_it_ascends() {
    let once = Backtest::new(tasks(150), Target::Calendar, 0.0).tasks(|_| true, || ());
    assert_eq!(once, Backtest::new(tasks(150), Target::Calendar, 0.0).tasks(|_| true, || ()));
    assert_eq!(once.len(), 150);
    for row in &once {
        assert_eq!(row.quantiles.len(), LEVELS.len());
        assert!(row.quantiles.windows(2).all(|pair| pair[0] <= pair[1]) && row.quantiles[0] > 0.0, "{row:?}");
    }
}

proptest! {
    #[test]
    fn chances_rise_with_later_dates(effort in 0.1..400.0_f64, agreed in 0..200_i64, due in 0..400_i64, later in 0..200_i64) {
        let today = day("2026-11-23");
        let with = |due: i64| chance(Case {
            estimate: days(effort), agreed: Some(today.plus(-agreed)), due: Some(today.plus(due)), ..Case::default()
        });
        prop_assert!(with(due) <= with(due + later));
    }

    #[test]
    fn the_date_of_a_chance_has_that_chance(effort in 0.1..400.0_f64, agreed in 0..200_i64) {
        let case = || Case { estimate: days(effort), agreed: Some(day("2026-11-23").plus(-agreed)), ..Case::default() };
        let dates = outlook(case()).dates;
        prop_assert!(dates.p10 <= dates.p50 && dates.p50 <= dates.p80 && dates.p80 <= dates.p95);
        prop_assert!(dates.p10 >= day("2026-11-23"));
        for (date, level) in [(dates.p50, 0.5), (dates.p80, 0.8)] {
            let reached = chance(Case { due: Some(date), ..case() });
            prop_assert!(reached >= level - 1e-9);
        }
    }
}

#[test]
fn the_record_of_a_book_speaks_and_what_waits_in_a_queue_comes_later() {
    let today = day("2026-11-22");
    let book = countersign::sample::book(today).into_book();
    let forecaster = Forecaster::of(&book, today);
    let outlooks = forecaster.outlooks(|_| true);
    let again = Forecaster::of(&book, today).outlooks(|_| true);
    assert_eq!(outlooks, again, "the same book and day give the same answer");
    let mut with_record = 0;
    for commitment in book.commitments() {
        let Some(outlook) = outlooks.get(&commitment.id) else { continue };
        with_record += usize::from(!outlook.basis.is_assumption());
        let dates = outlook.dates;
        assert!(today <= dates.p10 && dates.p10 <= dates.p50 && dates.p50 <= dates.p80 && dates.p80 <= dates.p95);
        assert_eq!(forecaster.outlook_of(commitment).as_ref(), Some(outlook), "{}", commitment.title());
    }
    assert!(with_record > 0, "a year of closed commitments is a record");
    for lead in book.rules.people.iter() {
        let queue = forecaster.queue_of(&lead.handle);
        assert!(queue.windows(2).all(|pair| pair[1].due.is_none() || pair[0].due <= pair[1].due));
        let ends: Vec<Day> = forecaster.queue(queue).iter().skip(1).map(|(_, outlook)| outlook.dates.p80).collect();
        assert!(ends.iter().all(|end| *end >= today));
    }
}

/// The tables in the docs are those of the program: whoever reckons by hand gets the same.
#[test]
fn the_docs_print_the_built_in_tables() {
    use countersign::forecast::built_in;
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/forecasting.md")).unwrap();
    let docs = docs.split_whitespace().collect::<Vec<_>>().join(" ");
    let dated = Estimate::Dates(Span::single(day("2026-12-04"), Class::Budget));
    let tables = [
        ("effort", built_in::effort_atoms()),
        ("dates", built_in::atoms(&dated, 1.0, None)),
        ("calendar", built_in::calendar_atoms()),
    ];
    for (name, atoms) in tables {
        let ratios: Vec<String> =
            atoms.iter().map(|atom| ((atom.exp() * 1000.0).round() / 1000.0).to_string()).collect();
        assert!(docs.contains(&ratios.join(" ")), "{name}: {}", ratios.join(" "));
    }
}
