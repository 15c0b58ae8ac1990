//! The backtest: a made-up record against the reference implementation, tables that are hard to read, and what holds for
//! every record.

use countersign::domain::act::{Act, Answer, Draft, Promise, Settings, Verdict};
use countersign::domain::book::{Book, Rules};
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::exchange::queues::{queues, task_names};
use countersign::exchange::tasks::tasks;
use countersign::forecast::backtest::own::{Fate, Tally, Trial, trials};
use countersign::forecast::backtest::{Backtest, Prior, Queue, Row, Target, Task};
use countersign::report::backtest::{own_words, six_digits};
use proptest::prelude::*;

const TASKS: &str = include_str!("backtest_corpus/tasks.csv");
const QUEUES: &str = include_str!("backtest_corpus/queues.csv");

/// A day in minutes.
const DAY: i64 = 24 * 60;

fn record(target: Target) -> Vec<Task> {
    let loaded = tasks(TASKS.as_bytes(), target, None).unwrap();
    assert_eq!((loaded.rows.len(), loaded.slips.len()), (56, 0));
    loaded.rows
}

fn queues_of(tasks: &[Task]) -> Vec<Queue> {
    let loaded = queues(QUEUES.as_bytes(), tasks).unwrap();
    assert_eq!((loaded.rows.len(), loaded.slips.len()), (22, 0));
    loaded.rows
}

fn all(backtest: &Backtest) -> Vec<Row> {
    backtest.tasks(|_| true, || ())
}

/// `expected` is what `reference.py` printed for the made-up record: the same rows in the same order, each quantile
/// within the sixth digit.
fn check(rows: &[Row], expected: &str) {
    let lines: Vec<&str> = expected.lines().skip(1).collect();
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(lines) {
        let mut cells = line.split(',');
        assert_eq!(cells.next(), Some(row.id.as_str()), "the order of the rows");
        for (quantile, cell) in row.quantiles.iter().zip(cells) {
            let wanted: f64 = cell.parse().unwrap();
            assert!((quantile / wanted - 1.0).abs() < 1e-5, "{}: {} for {cell}", row.id, six_digits(*quantile));
        }
    }
}

#[test]
fn a_made_up_record_is_forecast_as_by_the_reference() {
    let effort = Backtest::new(record(Target::Effort), Target::Effort, 0.0);
    check(&all(&effort), include_str!("backtest_corpus/effort.csv"));
    let queues = queues_of(effort.counted());
    check(&effort.queues(&queues, || ()), include_str!("backtest_corpus/effort_queues.csv"));
    let calendar = Backtest::new(record(Target::Calendar), Target::Calendar, 4.0);
    check(&all(&calendar), include_str!("backtest_corpus/calendar.csv"));
    check(&calendar.queues(&queues, || ()), include_str!("backtest_corpus/calendar_queues.csv"));
}

#[test]
fn scores_are_those_of_the_reference_scorer() {
    // `forecast_eval.py score --follow-up 20` of the same forecasts.
    let cases = [
        (Target::Effort, 0.0, (41, [19, 32, 38], 0.294), (11, [4, 9, 11], 0.154)),
        (Target::Calendar, 4.0, (36, [26, 36, 36], 0.426), (11, [10, 11, 11], 0.518)),
    ];
    for (target, least, of_tasks, of_queues) in cases {
        let backtest = Backtest::new(record(target), target, least);
        let score = backtest.score_tasks(&all(&backtest), 20);
        assert_eq!((score.n, score.held), (of_tasks.0, of_tasks.1), "{target:?}");
        assert!((score.crps - of_tasks.2).abs() < 0.0005, "{target:?} {}", score.crps);
        let queues = queues_of(backtest.counted());
        let score = backtest.score_queues(&backtest.queues(&queues, || ()), &queues, 20);
        assert_eq!((score.n, score.held), (of_queues.0, of_queues.1), "{target:?}");
        assert!((score.crps - of_queues.2).abs() < 0.0005, "{target:?} {}", score.crps);
    }
}

#[test]
fn the_other_table_speaks_where_there_is_no_record() {
    let alone = || record(Target::Calendar).into_iter().take(1).collect();
    let median = |backtest: Backtest| all(&backtest)[0].quantiles[11];
    let backtest = || Backtest::new(alone(), Target::Calendar, 0.0);
    // Six hours: the median of the one table is 9.55 days a day, that of the other 1 at a focus of 40 %.
    assert!((median(backtest()) - 0.75 * 9.55).abs() < 1e-9);
    assert!((median(backtest().with(Prior::Effort)) - 0.75 / 0.4).abs() < 1e-9);
}

const HEADER: &str = "task_id,team,person,estimate_h,actual_h,started_on,finished_on";

/// A row under the usual header → what is said of it.
fn check_row(row: &str, expected: &str) {
    let loaded = tasks(format!("{HEADER}\nT0,t,p,8,8,2024-01-02,2024-01-05\n{row}\n").as_bytes(), Target::Effort, None);
    let loaded = loaded.unwrap();
    let said: Vec<String> = loaded.slips.iter().map(ToString::to_string).collect();
    assert_eq!(said.join("\n"), expected, "{row}");
    assert_eq!(loaded.rows.len(), if expected.is_empty() { 2 } else { 1 }, "{row}");
}

#[test]
fn rows_that_cannot_be_read_say_what_is_wrong_and_the_rest_is_forecast() {
    let cases = [
        ("T1,t,p,8,9,2024-01-02,2024-01-09", ""),
        ("T1,t,p,8,,2024-01-02,", ""),
        ("T1,,p,\"7,5\",9,2024-01-02T08:30,2024-01-02 17:15:30+01:00", ""),
        (
            "T1,t,p,0,9,2024-01-02,",
            "line 3: estimate_h: `0` is no amount of work; write hours above 0, or leave the row out",
        ),
        (
            "T1,t,p,-3,9,2024-01-02,",
            "line 3: estimate_h: `-3` is no amount of work; write hours above 0, or leave the row out",
        ),
        (
            "T1,t,p,two,9,2024-01-02,",
            "line 3: estimate_h: `two` is not a number; write hours such as 6 or 7.5, without a unit",
        ),
        (
            "T1,t,p,NaN,9,2024-01-02,",
            "line 3: estimate_h: `NaN` is not a number; write hours such as 6 or 7.5, without a unit",
        ),
        (
            "T1,t,p,inf,9,2024-01-02,",
            "line 3: estimate_h: `inf` is not a number; write hours such as 6 or 7.5, without a unit",
        ),
        (
            "T1,t,p,1e300,9,2024-01-02,",
            "line 3: estimate_h: `1e300` is more hours than anybody works; write it in hours, up to a million",
        ),
        ("T1,t,p,,9,2024-01-02,", "line 3: estimate_h: nothing stands here; write the estimated hours"),
        (
            "T1,t,p,8,,2024-01-02,2024-01-09",
            "line 3: actual_h: it is finished, and nothing says how many hours it took; write the hours, or leave finished_on empty too",
        ),
        (
            "T1,t,p,8,9,2024-01-10,2024-01-09",
            "line 3: finished_on: `2024-01-09` is before it began, 2024-01-10; mend one of the two, or leave it empty while the task is open",
        ),
        ("T1,t,p,8,9,,2024-01-09", "line 3: started_on: nothing stands here; write the day it began"),
        ("T1,t,p,8,9,2024-02-30,2024-03-09", "line 3: started_on: `2024-02-30` is not a day; write it as 2027-03-01"),
        ("T1,t,p,8,9,soon,", "line 3: started_on: `soon` is not a day; write it as 2027-03-01"),
        (
            "T1,t,p,8,9,3/4/2024,",
            "line 3: started_on: `3/4/2024` could be 2024-03-04 or 2024-04-03; say --dates dmy or --dates mdy, or write it as 2027-03-01",
        ),
        (",t,p,8,9,2024-01-02,", "line 3: task_id: nothing stands here; give every task a name of its own"),
        (
            "=1+1,t,p,8,9,2024-01-02,",
            "line 3: task_id: `=1+1` would run in a spreadsheet or a terminal that shows it; begin it with a letter or a number, and use letters, numbers and points",
        ),
        ("T1,t,,8,9,2024-01-02,", "line 3: person: nothing stands here; write whose work it is"),
    ];
    for (row, expected) in cases {
        check_row(row, expected);
    }
}

#[test]
fn a_file_that_cannot_be_read_says_what_to_do() {
    let cases: [(&str, &str); 5] = [
        (
            "",
            "the file is empty; begin it with the names of its columns: task_id,org,team,person,kind,estimate_h,actual_h,started_on,finished_on",
        ),
        (
            "task_id,person,estimate_h,actual_h,start_on,finished_on\n",
            "there is no column `started_on`; rename `start_on` to `started_on`",
        ),
        (
            "task_id,person,estimate_h,actual_h\n",
            "there is no column `started_on`; the columns are `task_id`, `person`, `estimate_h`, `actual_h`\nthere is no column `finished_on`; the columns are `task_id`, `person`, `estimate_h`, `actual_h`",
        ),
        (
            "task_id,person,estimate_h,started_on,finished_on\n",
            "there is no column `actual_h`; the columns are `task_id`, `person`, `estimate_h`, `started_on`, `finished_on`",
        ),
        (
            "task_id,person\nT1,\"never closed\n",
            "a quote opens on line 2 and is never closed, so that the rest of the file is one cell; close it, or write a quote that belongs to a cell twice",
        ),
    ];
    for (text, expected) in cases {
        let stops = tasks(text.as_bytes(), Target::Effort, None).unwrap_err();
        let said: Vec<String> = stops.iter().map(ToString::to_string).collect();
        assert_eq!(said.join("\n"), expected);
    }
}

#[test]
fn a_sheet_of_excel_reads_like_the_plain_one() {
    let plain = format!("{HEADER}\nT1,t,p,7.5,9,2024-01-02,2024-01-19\nT2,t,p,1000,9,2024-01-13,\n");
    let excel = "\u{feff}sep=;\r\nTask ID;Score;Team;Person;Estimate H;Actual H;Started On;Finished On\r\n\
                 T1;1;t;p;7,5;9;02/01/2024;19/01/2024\r\n;;;;;;;\r\nT2;0;t;p;1000;9;13/01/2024;\r\n";
    let read = |text: &str| tasks(text.as_bytes(), Target::Effort, None).unwrap();
    assert_eq!(read(excel), read(&plain));
}

#[test]
fn a_finish_without_its_time_is_known_the_day_after() {
    let text = format!("{HEADER}\nT1,t,p,8,80,2024-01-02,2024-01-03\nT2,t,p,8,8,2024-01-03T15:00,2024-01-04T10:00\n");
    let backtest = Backtest::new(tasks(text.as_bytes(), Target::Effort, None).unwrap().rows, Target::Effort, 0.0);
    let rows = all(&backtest);
    assert_eq!(rows[0].quantiles, rows[1].quantiles, "the first one may have been finished after three");
}

#[test]
fn a_task_that_stands_twice_counts_once_as_finished() {
    let row = |finish: &str| format!("T1,t,p,8,8,2024-01-02,{finish}\n");
    let read = |rows: &[String]| {
        let text = format!("{HEADER}\n{}", rows.concat());
        Backtest::new(tasks(text.as_bytes(), Target::Calendar, None).unwrap().rows, Target::Calendar, 0.0)
    };
    let twice = read(&[row(""), row("2024-01-05")]);
    assert_eq!(twice.counted(), read(&[row("2024-01-05")]).counted());
}

#[test]
fn queues_that_cannot_be_forecast_say_why() {
    let known = record(Target::Effort);
    let cases = [
        ("q,ada,T01 T04", ""),
        (",ada,T01", "queue_id: nothing stands here; give every queue a name of its own"),
        ("q,ada,", "task_ids: nothing stands here; write the names of its tasks with blanks between"),
        (
            "q,ada,T01 T99999",
            "task_ids: `T99999` is none of the tasks; add it to the tasks, or mend the row that was left out",
        ),
        ("q,ada,T01 t-04", "task_ids: `t-04` is none of the tasks; did you mean `T04`?"),
        (
            "q,ada,T01 T02",
            "task_ids: `T02` is work of `bo`, and the queue is of `ada`; a queue is the work of one person",
        ),
        ("q,ada,T01 T01", "task_ids: `T01` stands twice; name each task once"),
    ];
    for (row, expected) in cases {
        let text = format!("queue_id,person,task_ids\nq0,ada,T01\n{row}\n");
        let loaded = queues(text.as_bytes(), &known).unwrap();
        let said: Vec<String> = loaded.slips.iter().map(|slip| slip.flaw.to_string()).collect();
        assert_eq!(said.join("\n"), expected, "{row}");
    }
    let twice = queues(b"queue_id,person,task_ids\nq,ada,T01\nq,ada,T04\n", &known).unwrap();
    assert_eq!((twice.rows.len(), twice.slips.len()), (1, 1));
    let near = queues(b"queue_id,person,task\nq,ada,T01\n", &known).unwrap_err();
    assert_eq!(near[0].to_string(), "there is no column `task_ids`; rename `task` to `task_ids`");
    assert_eq!(task_names(b"x,Task ID\n1,T1\n2,\n").unwrap(), ["T1"]);
}

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

#[test]
fn the_books_own_record_is_counted_by_class_and_never_by_person() {
    let book = countersign::sample::book(today()).into_book();
    let found = trials(&book, today(), || ());
    assert_eq!(found, trials(&book, today(), || ()));
    let words = own_words(&found);
    for person in book.rules.people.iter() {
        assert!(!words.to_lowercase().contains(&person.handle.to_string()), "{words}");
    }
    let tally = Tally::of(&found);
    assert!(tally.forecasts > 20);
    assert!(tally.dates[0].0 >= tally.dates[1].0, "later dates come later");
}

/// A book of one commitment of ten days at full focus, agreed on Mon 3 August 2026 → what became of its 50 % date.
fn check_fate(delivered: Option<&str>, today: &str, expected: Fate) {
    let dana = Handle::new("dana").unwrap();
    let mut person = Person::new(dana.clone(), Roles::of(&[Role::Tech, Role::Sales]));
    person.focus = Some(1.0);
    let rules = Rules { people: [person].into_iter().collect(), ..Rules::default() };
    let settings = Settings { tech: Some(dana.clone()), ..Settings::default() };
    let promise = Promise { customer: "Acme".into(), scope: "SSO".into(), settings, ..Promise::default() };
    let estimate = Estimate::Effort(Span::single(Effort::from_days(10.0).unwrap(), Class::Budget));
    let answer = Answer { estimate: Some(estimate), verdict: Verdict::Feasible, conditions: vec![], start: None };
    let acts = [Act::Promise(Box::new(promise)), Act::Estimate(Box::new(answer)), Act::Countersign];
    let deliver = Act::Deliver { reason: None };
    let days = acts.into_iter().map(|act| (act, "2026-08-03")).chain(delivered.map(|day| (deliver, day)));
    let moves = days.zip(1..).map(|((act, day), n)| {
        let at = day.parse::<Day>().unwrap().date().and_hms_opt(9, 0, 0).unwrap().and_utc();
        Draft::new(dana.clone(), act)
            .recorded(Id::from_bits(n), Moment::from_micros(Moment::at(at).micros() + i64::from(n)))
    });
    let folded = fold(Id::from_bits(99), moves.collect(), rules.ground());
    let found = trials(&Book::new(rules, vec![folded], vec![]), today.parse().unwrap(), || ());
    assert_eq!(found.iter().map(|trial| trial.dates[0]).collect::<Vec<_>>(), [expected], "{delivered:?} {today}");
}

#[test]
fn a_date_counts_once_it_has_come() {
    // The table's median ratio is 1, so the 50 % date is the tenth working day, Fri 14 August.
    check_fate(Some("2026-08-14"), "2026-09-01", Fate::Held);
    check_fate(Some("2026-08-17"), "2026-09-01", Fate::Missed);
    check_fate(None, "2026-08-17", Fate::Missed);
    check_fate(None, "2026-08-14", Fate::ToCome);
    check_fate(Some("2026-08-05"), "2026-08-14", Fate::ToCome);
}

#[test]
fn below_five_dates_no_share_is_told() {
    let trial = |held| Trial {
        class: Class::Rough,
        dates: [if held { Fate::Held } else { Fate::Missed }, Fate::Held, Fate::ToCome],
    };
    insta::assert_snapshot!(own_words(&[trial(true), trial(true), trial(false), trial(false)]), @r"
    4 commitments of this book, each forecast with what was known on the day its work began.
    Of the dates given for them, so many of those that have come were held:

      estimates  n  at 50 %  at 80 %  at 95 %
      all        4  2 of 4   4 of 4   -
      rough      4  2 of 4   4 of 4   -

    50 %: too few dates have come to tell
    80 %: too few dates have come to tell
    95 %: too few dates have come to tell
    ");
    insta::assert_snapshot!(own_words(&[trial(true), trial(true), trial(true), trial(false), trial(false)]), @r"
    5 commitments of this book, each forecast with what was known on the day its work began.
    Of the dates given for them, so many of those that have come were held:

      estimates  n  at 50 %       at 80 %        at 95 %
      all        5  3 of 5, 60 %  5 of 5, 100 %  -
      rough      5  3 of 5, 60 %  5 of 5, 100 %  -

    50 %: as many held as said, as far as so many dates can tell
    80 %: as many held as said, as far as so many dates can tell
    95 %: too few dates have come to tell
    ");
    assert!(own_words(&[]).starts_with("nothing to check yet"));
}

/// Tasks of a few people; each is (person, kind, estimate, actual, gap to the start before, days it took, finished).
fn any_record() -> impl Strategy<Value = Vec<Task>> {
    let task = (0..3_u8, 0..2_u8, 0.5..60.0_f64, 0.5..90.0_f64, 0..3_i64, 0..40_i64, prop::bool::weighted(0.85));
    prop::collection::vec(task, 2..60).prop_map(|rows| {
        let mut start = 0;
        rows.into_iter()
            .enumerate()
            .map(|(n, (person, kind, estimate, actual, gap, took, is_done))| {
                start += gap * DAY;
                Task {
                    id: format!("T{n}"),
                    org: "fern".into(),
                    team: format!("team {}", person / 2),
                    person: format!("p{person}"),
                    kind: format!("kind {kind}"),
                    estimate,
                    actual: is_done.then_some(actual),
                    start,
                    finish: is_done.then_some(start + took * DAY + DAY - 1),
                }
            })
            .collect()
    })
}

fn any_target() -> impl Strategy<Value = Target> {
    prop_oneof![Just(Target::Effort), Just(Target::Calendar)]
}

/// A queue of the first three tasks of a person.
fn queue(tasks: &[Task]) -> Queue {
    let own = tasks.iter().filter(|task| task.person == tasks[0].person).take(3);
    Queue { id: "q".into(), person: tasks[0].person.clone(), tasks: own.map(|task| task.id.clone()).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn later_outcomes_never_enter(record in any_record(), target in any_target(), cut in 0..60_i64, noise in 1..500_i32) {
        let cut = cut * DAY;
        let later: Vec<Task> = record
            .iter()
            .cloned()
            .map(|task| match task.finish {
                Some(finish) if finish >= cut => {
                    Task { finish: Some(finish + i64::from(noise) * DAY), actual: task.actual.map(|_| 1.0 + f64::from(noise)), ..task }
                }
                // What is open may be finished later on.
                None => Task { finish: Some(cut.max(task.start) + i64::from(noise) * DAY), actual: Some(7.0), ..task },
                Some(_) => task,
            })
            .collect();
        let early: Vec<String> = record.iter().filter(|task| task.start <= cut).map(|task| task.id.clone()).collect();
        let (then, now) = (Backtest::new(record.clone(), target, 0.0), Backtest::new(later, target, 0.0));
        let only = |id: &str| early.iter().any(|name| name == id);
        // The order of rows that began together is that of their finishes, as in the record; each row is the same.
        let by_name = |backtest: &Backtest| {
            let mut rows = backtest.tasks(only, || ());
            rows.sort_by(|a, b| a.id.cmp(&b.id));
            rows
        };
        prop_assert_eq!(by_name(&then), by_name(&now));
        let queue = [queue(&record)];
        if queue[0].tasks.iter().all(|name| early.contains(name)) {
            prop_assert_eq!(then.queues(&queue, || ()), now.queues(&queue, || ()));
        }
    }

    #[test]
    fn estimates_in_another_unit_give_forecasts_in_that_unit(record in any_record(), unit in 0.1..20.0_f64) {
        // Effort: hours that are all counted in another unit.
        let scaled = record.iter().cloned().map(|task| Task {
            estimate: task.estimate * unit, actual: task.actual.map(|actual| actual * unit), ..task
        });
        let (hours, other) = (Backtest::new(record.clone(), Target::Effort, 0.0), Backtest::new(scaled.collect(), Target::Effort, 0.0));
        for (a, b) in all(&hours).iter().zip(all(&other)) {
            for (a, b) in a.quantiles.iter().zip(b.quantiles) {
                prop_assert!((a * unit / b - 1.0).abs() < 1e-6, "{a} {b}");
            }
        }
    }

    #[test]
    fn everything_is_finite_positive_and_ascends(record in any_record(), target in any_target()) {
        let backtest = Backtest::new(record.clone(), target, 0.0);
        for row in all(&backtest).into_iter().chain(backtest.queues(&[queue(&record)], || ())) {
            prop_assert!(row.quantiles.iter().all(|quantile| quantile.is_finite() && *quantile > 0.0), "{:?}", row);
            prop_assert!(row.quantiles.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", row);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "(task_id|person|estimate_h|[a-z0-9,;\"\n =.-]){0,80}", body in "[T0-9,;.\n\"-]{0,80}") {
        let whole = format!("{HEADER}\n{body}");
        for text in [text, whole] {
            for target in [Target::Effort, Target::Calendar] {
                if let Ok(loaded) = tasks(text.as_bytes(), target, None) {
                    let backtest = Backtest::new(loaded.rows, target, 0.0);
                    let _ = all(&backtest);
                }
            }
            let _ = queues(text.as_bytes(), &[]);
        }
    }
}
