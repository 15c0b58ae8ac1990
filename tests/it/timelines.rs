//! The timeline: which day is in which column, what a row's cells show, and what is said of what lies beyond.

use countersign::domain::calendar::Calendar;
use countersign::domain::day::Day;
use countersign::domain::outlook::Dates;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::forecast::load::{Cell, Week};
use countersign::forecast::timeline::{Axis, Bar, Find, Head, Ink, Shade, Strip, Zoom, shades};
use proptest::prelude::*;

/// A Sunday.
const TODAY: &str = "2026-11-22";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn told(text: &str) -> Bar {
    Bar { told: Some(day(text)), ..Bar::default() }
}

fn dates(days: [&str; 4]) -> Dates {
    let [p10, p50, p80, p95] = days.map(day);
    Dates { p10, p50, p80, p95 }
}

/// The cells of a row of so many columns from Monday, 2 November 2026 on, half a week each, between its ends.
fn check(columns: usize, bar: Bar, expected: &str) {
    check_from("2026-11-02", columns, bar, expected);
}

fn check_from(from: &str, columns: usize, bar: Bar, expected: &str) {
    let axis = Axis::from(day(from), Zoom::Month, columns);
    let strip = Strip::of(&bar, &axis, day(TODAY), &[]);
    assert_eq!(strip.text().trim_end(), expected, "{bar:?}");
    assert_eq!(strip.cells.len(), columns);
}

#[test]
fn a_row_shows_its_dates_over_the_band() {
    check(24, told("2026-11-23"), "      ┃▼");
    check(24, told("2026-11-27"), "      ┃ ▼");
    // The told date is over today.
    check(24, told("2026-11-22"), "      ▼");
    let likely = dates(["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"]);
    check(24, Bar { dates: Some(likely), ..told("2026-11-23") }, "      ┃▼ ▒▒███░░");
    let moved = Bar { promised: Some(day("2026-12-10")), original: Some(day("2026-12-04")), ..told("2026-11-23") };
    check(24, moved, "      ┃▼  ▽◇");
    check(24, Bar { dates: Some(likely), ..moved }, "      ┃▼ ▒▽◇██░░");
    check(24, Bar { promised: Some(day("2026-12-10")), ..Bar::default() }, "      ┃    ◇");
    check(24, Bar::default(), "      ┃           no date");
}

#[test]
fn what_lies_beyond_has_an_arrow_and_its_date_at_the_edge() {
    check(24, told("2027-03-15"), "      ┃           ▼15 Mar→");
    check_from("2026-10-19", 24, told("2026-01-15"), "←▼15 Jan  ┃");
    // Nothing is written over a mark: then the arrow stands alone.
    check(24, told("2026-01-15"), "←     ┃");
    let far = dates(["2026-12-28", "2027-01-11", "2027-03-10", "2027-06-01"]);
    // The day with 80 % leaves something of the band to be seen.
    check(24, Bar { dates: Some(far), ..told("2026-12-10") }, "      ┃    ▼     ▒▒▒▒████→");
    let near = dates(["2026-12-07", "2027-01-11", "2027-03-10", "2027-06-01"]);
    check(24, Bar { dates: Some(near), ..told("2026-11-23") }, "      ┃▼   ▒▒ 80 % 10 Mar→");
    // As many as there is room for, the told date first.
    let several = Bar { promised: Some(day("2027-05-01")), dates: Some(far), ..told("2027-04-15") };
    check(24, several, "      ┃           ▼15 Apr→");
    check(60, several, "      ┃          ▒▒▒▒█████████████████░░░░░░░░░▼░░░░◇░░░░░░░░→");
    let moved = Bar { promised: Some(day("2027-05-01")), ..told("2027-04-15") };
    check(40, moved, "      ┃                    ▼15 Apr ◇1 May→");
}

#[test]
fn weekends_holidays_and_absences_have_their_signs() {
    let week = [1, 2, 3, 4, 5].map(|n| day(TODAY).plus(n).weekday());
    let calendar = Calendar::new(&week, vec![day("2026-12-25"), day("2027-01-01")], 1).unwrap();
    let away = vec![(day("2026-12-14"), day("2026-12-17"))];
    let dana = Person { away, ..Person::new(Handle::new("dana").unwrap(), Roles::of(&[Role::Tech])) };
    let shown = |zoom: Zoom, columns: usize| {
        let axis = Axis::from(day("2026-12-16"), zoom, columns);
        let sign = |shade: &Shade| match shade {
            Shade::Open => '.',
            Shade::Off => 'o',
            Shade::Away => 'a',
        };
        shades(&axis, &calendar, Some(&dana)).iter().map(sign).collect::<String>()
    };
    assert_eq!(shown(Zoom::Week, 15), "aaaa.oo....ooo.");
    assert_eq!(shown(Zoom::Week, 112).get(..28), Some("aaaaaaaa..oooo........oooooo"));
    assert_eq!(shown(Zoom::Month, 6), "a..o.o");
    assert_eq!(shown(Zoom::Quarter, 3), "a..");
}

fn heads(zoom: Zoom, columns: usize) -> String {
    let lay = |labels: &[(usize, String)]| {
        labels.iter().fold(String::new(), |line, (at, label)| format!("{line:at$}{label}"))
    };
    let head = Axis::around(day(TODAY), zoom, columns, 0).head(day(TODAY));
    format!("{}\n{}", lay(&head.months), lay(&head.weeks))
}

#[test]
fn heads_name_months_and_weeks_where_there_is_room() {
    insta::assert_snapshot!(
        "timeline_heads",
        [(Zoom::Week, 120), (Zoom::Week, 50), (Zoom::Month, 60), (Zoom::Quarter, 60), (Zoom::Quarter, 12)]
            .map(|(zoom, columns)| format!("{} over {columns} columns\n{}\n", zoom.word(), heads(zoom, columns)))
            .join("\n")
    );
}

#[test]
fn a_heading_has_a_sign_for_every_week_that_is_over_full_or_tight() {
    let weeks: Vec<Week> =
        (0..8).map(|n| Week { first: day("2026-11-23").plus(7 * n), last: day("2026-11-29").plus(7 * n) }).collect();
    let over = Cell { capacity: 2.0, placed: 2.0, due: 5.0, over: 3.0, strain: 2.5, ..Cell::default() };
    let tight = Cell { capacity: 2.0, placed: 1.9, due: 1.9, strain: 0.95, ..Cell::default() };
    let calm = Cell { capacity: 2.0, ..Cell::default() };
    let cells = [calm, over, over, tight, calm, calm, calm, over];
    let shown = |zoom: Zoom, columns: usize| {
        Strip::heading(&Axis::from(day("2026-11-16"), zoom, columns), day(TODAY), &weeks, &cells).text()
    };
    assert_eq!(shown(Zoom::Week, 35), "───────┃───────!3d────!3d────~──────!");
    assert_eq!(shown(Zoom::Month, 10), "──┃──!─!─~─!");
    assert_eq!(shown(Zoom::Quarter, 12), "─┃─!!~───!────");
}

fn zooms() -> impl Strategy<Value = Zoom> {
    prop::sample::select(Zoom::ALL.to_vec())
}

fn days() -> impl Strategy<Value = Option<Day>> {
    prop::option::weighted(0.8, (-900_i64..900).prop_map(|days| day(TODAY).plus(days)))
}

fn bars() -> impl Strategy<Value = Bar> {
    let levels = prop::option::weighted(0.7, prop::array::uniform4(0_i64..400));
    (days(), days(), days(), levels).prop_map(|(told, promised, original, levels)| {
        let dates = levels.map(|mut levels| {
            levels.sort_unstable();
            let [p10, p50, p80, p95] = levels.map(|days| day(TODAY).plus(days));
            Dates { p10, p50, p80, p95 }
        });
        Bar { told, promised, original, dates }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn marks_are_always_in_the_column_of_their_day(
        bar in bars(), zoom in zooms(), columns in 0_usize..230, aside in -6_000_i64..6_000, near in -30_i64..30, is_near: bool,
    ) {
        let axis = Axis::around(day(TODAY), zoom, columns, if is_near { near } else { aside });
        let shades = shades(&axis, &Calendar::default(), None);
        let strip = Strip::of(&bar, &axis, day(TODAY), &shades);
        prop_assert_eq!(strip.cells.len(), columns);
        let covers = [(bar.told, Ink::Told), (bar.promised, Ink::Promised), (bar.original, Ink::Original)];
        for (n, (date, ink)) in covers.iter().enumerate() {
            match date.map(|date| axis.find(date)) {
                Some(Find::At(column)) => {
                    let found = strip.cells[column];
                    prop_assert!(covers[..=n].iter().any(|(_, ink)| found == *ink), "{found:?} for {ink:?}");
                }
                Some(Find::Before) => prop_assert_eq!(strip.before, Ink::Before),
                Some(Find::After) => prop_assert_eq!(strip.after, Ink::After),
                None => {}
            }
        }
        if let Some(dates) = bar.dates {
            prop_assert!(axis.find(dates.p95) != Find::After || strip.after == Ink::After);
            prop_assert!(axis.find(dates.p10) != Find::Before || strip.before == Ink::Before);
        }
        if let Find::At(column) = axis.find(day(TODAY)) {
            prop_assert!(matches!(strip.cells[column], Ink::Today | Ink::Told | Ink::Promised | Ink::Original));
        }
    }

    #[test]
    fn columns_and_days_agree(zoom in zooms(), columns in 1_usize..230, aside in -200_i64..200, offset in -2_000_i64..2_000) {
        let axis = Axis::around(day(TODAY), zoom, columns, aside);
        let date = day(TODAY).plus(offset);
        if let Find::At(column) = axis.find(date) {
            let (first, last) = axis.days(column);
            prop_assert!(first <= date && date <= last, "{date} in {first}..{last}");
        } else {
            prop_assert!(date < axis.from || date > axis.last());
        }
        let (first, last) = axis.days(columns - 1);
        prop_assert!(first <= last && axis.last() == last);
    }

    #[test]
    fn heads_never_overlap(zoom in zooms(), columns in 0_usize..230, aside in -6_000_i64..6_000) {
        let Head { months, weeks, today } = Axis::around(day(TODAY), zoom, columns, aside).head(day(TODAY));
        for labels in [months, weeks] {
            let mut free = 0;
            for (at, label) in labels {
                prop_assert!(at >= free && at + label.len() <= columns, "{label} at {at} of {columns}");
                free = at + label.len() + 1;
            }
        }
        prop_assert!(today.is_none_or(|today| today < columns));
    }
}
