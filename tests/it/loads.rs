//! Load: weeks × signed work against what the record says gets done.

use countersign::domain::act::{Act, Answer, Draft, Promise, Settings, Verdict};
use countersign::domain::book::{Book, Rules};
use countersign::domain::day::{Day, Moment};
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use countersign::domain::fold::fold;
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast::load::{Cell, Load, Only, Owner, Share, Source, Week, Whose};
use countersign::report::paint::Paint;
use countersign::report::{self, Facts};
use proptest::prelude::*;

/// A Monday.
const TODAY: &str = "2026-11-23";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn effort(days: f64) -> Estimate {
    Estimate::Effort(Span::single(Effort::from_days(days).unwrap(), Class::Budget))
}

/// A promise and what became of it.
#[derive(Clone, Debug)]
struct Pledge {
    tech: Option<&'static str>,
    estimate: Option<Estimate>,
    due: Option<Day>,
    start: Option<Day>,
    agreed: Option<Day>,
    left: Option<Estimate>,
    delivered: Option<Day>,
}

impl Pledge {
    /// Agreed today, of Dana's.
    fn signed(days: f64, due: Option<&str>) -> Self {
        Self {
            tech: Some("dana"),
            estimate: Some(effort(days)),
            due: due.map(day),
            start: None,
            agreed: Some(day(TODAY)),
            left: None,
            delivered: None,
        }
    }

    fn acts(&self) -> Vec<(Day, Act)> {
        let first = self.agreed.unwrap_or(day(TODAY)).min(day(TODAY));
        let settings = Settings { tech: self.tech.map(|tech| Handle::new(tech).unwrap()), ..Settings::default() };
        let promise = Promise {
            customer: "Acme".into(),
            scope: "SSO".into(),
            due: self.due,
            told: true,
            settings,
            ..Promise::default()
        };
        let mut acts = vec![(first, Act::Promise(Box::new(promise)))];
        if let Some(estimate) = self.estimate {
            let answer =
                Answer { estimate: Some(estimate), verdict: Verdict::Feasible, conditions: vec![], start: self.start };
            acts.push((first, Act::Estimate(Box::new(answer))));
        }
        if self.agreed.is_some() {
            acts.push((first, Act::Countersign));
        }
        acts.extend(self.left.map(|left| (day(TODAY), Act::Progress { left: Some(left) })));
        acts.extend(self.delivered.map(|on| (on, Act::Deliver { reason: None })));
        acts
    }
}

fn person(handle: &str, team: Option<&str>, focus: Option<f64>, away: &[(Day, Day)]) -> Person {
    let handle = Handle::new(handle).unwrap();
    Person {
        team: team.map(str::to_owned),
        focus,
        away: away.to_vec(),
        ..Person::new(handle, Roles::of(&[Role::Tech]))
    }
}

fn book(people: Vec<Person>, pledges: &[Pledge]) -> Book {
    let rules = Rules { people: people.into_iter().collect(), ..Rules::default() };
    let sam = Handle::new("sam").unwrap();
    let folded = pledges.iter().zip(100_u32..).map(|(pledge, id)| {
        let moves = pledge.acts().into_iter().zip(1_u32..).map(|((on, act), n)| {
            let at = Moment::at(on.date().and_hms_opt(9, 0, 0).unwrap().and_utc()).micros() + i64::from(n);
            Draft::new(sam.clone(), act).recorded(Id::from_bits(n), Moment::from_micros(at))
        });
        fold(Id::from_bits(id), moves.collect(), rules.ground())
    });
    let folded = folded.collect();
    Book::new(rules, folded, vec![])
}

fn load(book: &Book, weeks: usize) -> Load {
    Load::of(book, day(TODAY), weeks)
}

/// Two days a week get done: a focus of 40 %, and no record.
fn dana() -> Person {
    person("dana", None, Some(0.4), &[])
}

fn shown(cells: &[Cell]) -> String {
    let cell = |cell: &Cell| {
        let Cell { capacity, placed, due, over, .. } = cell;
        format!("{capacity:.1} {placed:.1} {due:.1} {over:.1} {}", cell.fit().word())
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

/// Capacity, placed, due, over and how it stands, for three weeks of Dana's from Monday, 23 November.
fn check(person: Person, pledges: &[Pledge], expected: &str) {
    let found = load(&book(vec![person], pledges), 3);
    assert_eq!(shown(&found.owners[0].cells), expected);
}

#[test]
fn work_is_laid_into_weeks_and_what_is_due_must_fit_by_then() {
    let signed = Pledge::signed;
    let from = |start: &str, pledge: Pledge| Pledge { start: Some(day(start)), ..pledge };
    let away = |first: &str, last: &str| person("dana", None, Some(0.4), &[(day(first), day(last))]);
    check(dana(), &[], "2.0 0.0 0.0 0.0 covered | 2.0 0.0 0.0 0.0 covered | 2.0 0.0 0.0 0.0 covered");
    // Three days by the end of the second week, in which four get done by then.
    check(
        dana(),
        &[signed(3.0, Some("2026-12-04"))],
        "2.0 2.0 0.0 0.0 covered | 2.0 1.0 3.0 0.0 covered | 2.0 0.0 0.0 0.0 covered",
    );
    // Three and a half leave less than a fifth of the four.
    check(
        dana(),
        &[signed(3.5, Some("2026-12-04"))],
        "2.0 2.0 0.0 0.0 covered | 2.0 1.5 3.5 0.0 tight | 2.0 0.0 0.0 0.0 covered",
    );
    check(
        dana(),
        &[signed(5.0, Some("2026-12-04"))],
        "2.0 2.0 0.0 0.0 covered | 2.0 2.0 5.0 1.0 over | 2.0 1.0 0.0 0.0 tight",
    );
    // What is due first is done first; undated work takes what is left.
    check(
        dana(),
        &[signed(2.0, None), signed(2.0, Some("2026-12-11")), signed(2.0, Some("2026-11-27"))],
        "2.0 2.0 2.0 0.0 tight | 2.0 2.0 0.0 0.0 covered | 2.0 2.0 2.0 0.0 covered",
    );
    // What is overdue is due now.
    check(
        dana(),
        &[signed(3.0, Some("2026-11-13"))],
        "2.0 2.0 3.0 1.0 over | 2.0 1.0 0.0 0.0 covered | 2.0 0.0 0.0 0.0 covered",
    );
    // Nothing is worked on before its start; from a Thursday on, two days of a week count.
    check(
        dana(),
        &[from("2026-12-03", signed(2.0, Some("2026-12-11")))],
        "2.0 0.0 0.0 0.0 covered | 2.0 0.8 0.0 0.0 covered | 2.0 1.2 2.0 0.0 covered",
    );
    // Begun too late to fit, though there was room before.
    check(
        dana(),
        &[from("2026-11-30", signed(3.0, Some("2026-12-04")))],
        "2.0 0.0 0.0 0.0 covered | 2.0 2.0 3.0 1.0 over | 2.0 1.0 0.0 0.0 covered",
    );
    // A week away has no room, and what is due in it must be done before.
    check(
        away("2026-11-30", "2026-12-06"),
        &[signed(3.0, Some("2026-12-04"))],
        "2.0 2.0 0.0 0.0 covered | 0.0 0.0 3.0 1.0 over | 2.0 1.0 0.0 0.0 covered",
    );
    check(
        away("2026-11-28", "2026-12-06"),
        &[],
        "2.0 0.0 0.0 0.0 covered | 0.0 0.0 0.0 0.0 off | 2.0 0.0 0.0 0.0 covered",
    );
    // What is left counts, not the estimate.
    check(
        dana(),
        &[Pledge { left: Some(effort(1.0)), ..signed(9.0, Some("2026-11-27")) }],
        "2.0 1.0 1.0 0.0 covered | 2.0 0.0 0.0 0.0 covered | 2.0 0.0 0.0 0.0 covered",
    );
}

#[test]
fn what_is_not_signed_or_has_no_days_stands_apart() {
    let asked = Pledge { agreed: None, ..Pledge::signed(3.0, Some("2026-12-04")) };
    let dated = Estimate::Dates(Span::single(day("2026-12-04"), Class::Budget));
    let dated = Pledge { estimate: Some(dated), ..Pledge::signed(1.0, Some("2026-12-04")) };
    let blind = Pledge { estimate: None, ..dated.clone() };
    let found = load(&book(vec![dana()], &[asked, dated, blind]), 3);
    let owner = &found.owners[0];
    assert_eq!((owner.signed, owner.asked, owner.cells[1].asked), (0.0, 3.0, 3.0));
    assert_eq!(owner.unsized_work.len(), 2);
    assert!(found.owners.len() == 1 && found.unowned.is_empty());
}

#[test]
fn the_first_week_is_that_of_the_next_working_day() {
    let weeks = |today: &str| {
        let book = book(vec![dana()], &[]);
        Load::of(&book, day(today), 2)
            .weeks
            .iter()
            .map(|week| format!("{}..{}", week.first, week.last))
            .collect::<Vec<_>>()
    };
    assert_eq!(weeks("2026-11-22"), ["2026-11-23..2026-11-29", "2026-11-30..2026-12-06"], "on a Sunday");
    assert_eq!(weeks("2026-11-25"), ["2026-11-25..2026-11-29", "2026-11-30..2026-12-06"], "on a Wednesday");
    let wednesday = Load::of(&book(vec![dana()], &[]), day("2026-11-25"), 1);
    assert!((wednesday.owners[0].cells[0].capacity - 1.2).abs() < 1e-9, "three days are left of it");
}

/// Delivered on the fifth working day after each of so many Mondays, two days of estimate each time.
fn past(tech: &'static str, count: i64) -> impl Iterator<Item = Pledge> {
    (1..=count).map(move |n| {
        let monday = day(TODAY).plus(-7 * n);
        Pledge { tech: Some(tech), agreed: Some(monday), delivered: Some(monday.plus(4)), ..Pledge::signed(2.0, None) }
    })
}

#[test]
fn what_gets_done_is_the_own_record_then_the_teams_then_an_assumption() {
    let rate = |people: Vec<Person>, pledges: Vec<Pledge>, lead: &str| {
        let found = load(&book(people, &pledges), 1);
        let owner = found.owners.into_iter().find(|owner| owner.lead.as_str() == lead).unwrap();
        (owner.rate.source, format!("{:.0}%", owner.rate.per_day * 100.0), owner.rate.n)
    };
    let team = || vec![person("dana", Some("Platform"), None, &[]), person("lee", Some("Platform"), None, &[])];
    let two = |dana: i64, lee: i64| past("dana", dana).chain(past("lee", lee)).collect::<Vec<_>>();
    assert_eq!(rate(team(), two(5, 0), "dana"), (Source::Own, "40%".into(), 5), "two days in each week of five");
    assert_eq!(rate(team(), two(4, 1), "dana"), (Source::Team, "40%".into(), 5));
    assert_eq!(rate(team(), two(0, 4), "dana"), (Source::Assumption, "40%".into(), 0), "the built-in focus");
    assert_eq!(
        rate(vec![person("dana", None, Some(0.7), &[])], two(2, 0), "dana"),
        (Source::Assumption, "70%".into(), 2)
    );
    // Two at once are two days' work more in the same days.
    assert_eq!(rate(team(), two(5, 0).into_iter().chain(past("dana", 5)).collect(), "dana").1, "80%");
    // Something that has been open for ten weeks fills the days, and says nothing of what got done.
    let stuck = Pledge { agreed: Some(day(TODAY).plus(-70)), ..Pledge::signed(1.0, None) };
    assert_eq!(rate(team(), two(5, 0).into_iter().chain([stuck]).collect(), "dana").1, "20%");
    // Older than half a year is not looked at.
    let old = past("dana", 5).map(|each| Pledge {
        agreed: each.agreed.map(|day| day.plus(-210)),
        delivered: each.delivered.map(|day| day.plus(-210)),
        ..each
    });
    assert_eq!(rate(team(), old.collect(), "dana").0, Source::Assumption);
}

#[test]
fn an_over_full_week_names_what_fills_it_and_whose_move_it_is() {
    let lee = |days, due| Pledge { tech: Some("lee"), ..Pledge::signed(days, Some(due)) };
    let people = vec![
        person("lee", Some("Platform"), Some(0.5), &[]),
        person("dana", Some("Platform"), Some(0.4), &[(day("2026-12-07"), day("2026-12-11"))]),
    ];
    let pledges = [
        Pledge::signed(2.0, Some("2026-11-27")),
        Pledge::signed(3.0, Some("2026-12-04")),
        Pledge::signed(1.0, Some("2026-12-09")),
        Pledge { agreed: None, ..Pledge::signed(4.0, Some("2026-12-09")) },
        lee(1.0, "2026-12-09"),
    ];
    let book = book(people, &pledges);
    let found = load(&book, 4);
    let facts = Facts { book: &book, standings: &[], today: day(TODAY) };
    let text = report::load::lines(&facts, &found, &Only::All, 80, Paint::Plain);
    insta::assert_snapshot!("load_lines", text);
    insta::assert_snapshot!("load_plain", report::load::plain(&found, &Only::Team("Platform".into())));
    let narrow = report::load::lines(&facts, &found, &Only::Lead(Handle::new("dana").unwrap()), 24, Paint::Plain);
    assert!(narrow.lines().all(|line| line.chars().count() <= 24), "{narrow}");
}

fn pledges() -> impl Strategy<Value = Vec<Pledge>> {
    let pledge = (1_u32..600, prop::option::of(-40_i64..120), prop::option::weighted(0.3, -20_i64..80)).prop_map(
        |(sixteenths, due, start)| Pledge {
            due: due.map(|days| day(TODAY).plus(days)),
            start: start.map(|days| day(TODAY).plus(days)),
            ..Pledge::signed(f64::from(sixteenths) / 16.0, None)
        },
    );
    prop::collection::vec(pledge, 0..12)
}

fn absences() -> impl Strategy<Value = Vec<(Day, Day)>> {
    let absence = (-10_i64..90, 0_i64..30).prop_map(|(first, days)| {
        let first = day(TODAY).plus(first);
        (first, first.plus(days))
    });
    prop::collection::vec(absence, 0..4)
}

fn contents(found: &Load, lead: &str, week: usize) -> Vec<String> {
    let shown = |share: &Share| {
        let Share { pledge, days, whole, after, due, .. } = share;
        let due = due.map_or_else(|| "-".to_owned(), |due| due.to_string());
        format!("{} {days:.1} of {whole:.1} by {due}, {after:.1} after", pledge.word())
    };
    let whose = Whose::Lead(Handle::new(lead).unwrap());
    found.contents(&whose, week).iter().map(shown).collect()
}

#[test]
fn a_week_says_which_promises_fill_it_and_where_its_number_comes_from() {
    let book = book(
        vec![dana()],
        &[
            Pledge::signed(3.0, Some("2026-11-27")),
            Pledge::signed(2.0, Some("2026-12-11")),
            Pledge { agreed: None, ..Pledge::signed(4.0, Some("2026-12-02")) },
            Pledge { agreed: None, ..Pledge::signed(1.0, Some("2026-10-01")) },
        ],
    );
    let found = load(&book, 3);
    assert_eq!(
        contents(&found, "dana", 0),
        ["signed 2.0 of 3.0 by 2026-11-27, 1.0 after", "asked 1.0 of 1.0 by 2026-10-01, 0.0 after"],
    );
    assert_eq!(
        contents(&found, "dana", 1),
        [
            "signed 1.0 of 3.0 by 2026-11-27, 1.0 after",
            "signed 1.0 of 2.0 by 2026-12-11, 0.0 after",
            "asked 4.0 of 4.0 by 2026-12-02, 0.0 after",
        ],
    );
    assert!(contents(&found, "dana", 3).is_empty() && contents(&found, "lee", 0).is_empty());
    let whose = Whose::Lead(Handle::new("dana").unwrap());
    assert_eq!(
        found.formula(&whose, 0, &book.rules.people),
        "100% = 2d signed ÷ 2d capacity: 0.40d × 5 days (declared: 40 % of the time)",
    );
    assert_eq!(
        found.due_words(&whose, 0, day(TODAY)),
        "due by 29 Nov: 3d of the 2d that get done by then, 1d of it doesn't fit",
    );
    assert_eq!(
        found.due_words(&whose, 2, day(TODAY)),
        "due by 13 Dec: 5d of the 6d that get done by then, less than a fifth is left for the unforeseen"
    );
    assert_eq!(found.formula(&whose, 9, &book.rules.people), "");
}

fn whole(owner: &Owner) -> f64 {
    owner.cells.iter().map(|cell| cell.placed).sum::<f64>() + owner.beyond
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn all_work_has_its_place_and_no_week_takes_more_than_gets_done(pledges in pledges(), away in absences()) {
        let book = book(vec![person("dana", None, Some(0.5), &away)], &pledges);
        let found = load(&book, 10);
        let owner = &found.owners[0];
        prop_assert!((whole(owner) - owner.signed).abs() < 1e-3, "{} of {}", whole(owner), owner.signed);
        for (cell, week) in owner.cells.iter().zip(&found.weeks) {
            prop_assert!(cell.placed <= cell.capacity + 1e-6);
            let Week { first, last } = week;
            if away.iter().any(|(from, to)| from <= first && last <= to) {
                prop_assert!(cell.capacity == 0.0 && cell.placed == 0.0);
            }
        }
        let whose = Whose::Lead(owner.lead.clone());
        for (week, cell) in owner.cells.iter().enumerate() {
            let days: f64 = found.contents(&whose, week).iter().map(|share| share.days).sum();
            prop_assert!((days - cell.placed).abs() < 1e-6, "{days} of {}", cell.placed);
        }
        for placed in &owner.work {
            for (week, days) in &placed.weeks {
                prop_assert!(*days > 0.0 && found.weeks[*week].last >= placed.task.start);
            }
        }
    }

    #[test]
    fn a_week_is_over_full_by_what_is_due_beyond_what_gets_done(pledges in pledges(), away in absences()) {
        let begun: Vec<Pledge> = pledges.into_iter().map(|each| Pledge { start: None, ..each }).collect();
        let book = book(vec![person("dana", None, Some(0.5), &away)], &begun);
        let found = load(&book, 10);
        let (mut due, mut capacity) = (0.0, 0.0);
        for (at, cell) in found.owners[0].cells.iter().enumerate() {
            due += cell.due;
            capacity += cell.capacity;
            prop_assert!((cell.over - (due - capacity).max(0.0)).abs() < 1e-3, "week {at}: {} {due} {capacity}", cell.over);
            let filling: f64 = found.owners[0].fills(&found.weeks, at).iter().map(|placed| placed.task.days).sum();
            prop_assert!(filling + 1e-3 >= cell.over, "what fills it explains it");
        }
    }
}
