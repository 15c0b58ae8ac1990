//! Typed estimates: what people write, and the estimate as it stands in a file.

use countersign::domain::calendar::Calendar;
use countersign::domain::dates::{Past, Typing};
use countersign::domain::day::Day;
use countersign::domain::effort;
use countersign::domain::estimate::{Class, Effort, Estimate, Span};
use proptest::prelude::*;

fn today() -> Day {
    Day::ymd(2026, 11, 22).expect("a day")
}

fn typed(text: &str) -> String {
    let calendar = Calendar::default();
    let ctx = Typing { today: today(), calendar: &calendar, past: Past::AskBack };
    match effort::parse(text, &ctx) {
        Ok(estimate) => estimate.to_string(),
        Err(error) => {
            assert!(text.get(error.range.clone()).is_some(), "{text}: {error:?}");
            error.to_string()
        }
    }
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, expect)| (text, expect, typed(text)))
        .filter(|(_, expect, found)| *expect != found)
        .map(|(text, expect, found)| format!("{text:?}: expected {expect}, found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn effort_as_people_say_it() {
    check(&[
        ("5d", "5d"),
        ("5 days", "5d"),
        (" 5D ", "5d"),
        ("2w", "10d"),
        ("4h", "4h"),
        ("12h", "1.5d"),
        ("1.5 weeks", "7.5d"),
        ("1,5w", "7.5d"),
        ("a week", "5d"),
        ("half a day", "4h"),
        ("half a week", "2.5d"),
        ("3 months", "60d"),
        ("1y", "240d"),
        ("3 person weeks", "15d"),
        ("3 person-weeks", "15d"),
        ("5pd", "5d"),
        ("1w 2d", "7d"),
        ("1w2d", "7d"),
        ("two weeks", "10d"),
        ("5d..15d", "5d..15d"),
        ("5..15d", "5d..15d"),
        ("5d..15", "5d..15d"),
        ("5d..8d..15d", "5d..8d..15d"),
        ("5..8..15d", "5d..8d..15d"),
        ("1..2..3w", "5d..10d..15d"),
        ("5d … 8d … 15d", "5d..8d..15d"),
        ("3d..2w", "3d..10d"),
        ("2-3 weeks", "10d..15d"),
        ("2–3 weeks", "10d..15d"),
        ("2 to 3 weeks", "10d..15d"),
        ("between 2 and 3 weeks", "10d..15d"),
        ("a week to 3 weeks", "5d..15d"),
        ("5-8-15d", "5d..8d..15d"),
        ("~20d", "~20d"),
        ("~ 4w", "~20d"),
        ("about 4 weeks", "~20d"),
        ("=20d", "=20d"),
        ("exactly 20 days", "=20d"),
        ("about 2-3 weeks", "10d..15d"),
        ("1000d", "1000d"),
        ("5d..5d", "5d..5d"),
        ("2 Wochen", "10d"),
    ]);
}

#[test]
fn delivery_dates_as_people_say_them() {
    check(&[
        ("1 apr..20 apr", "2027-04-01..2027-04-20"),
        ("1 apr .. 10 apr .. 20 apr", "2027-04-01..2027-04-10..2027-04-20"),
        ("1..20 apr", "2027-04-01..2027-04-20"),
        ("1 apr to 20 apr", "2027-04-01..2027-04-20"),
        ("1 apr - 20 apr", "2027-04-01..2027-04-20"),
        ("2027-04-01..2027-04-20", "2027-04-01..2027-04-20"),
        ("20 dec..10 jan", "2026-12-20..2027-01-10"),
        ("20 apr", "2027-04-20"),
        ("~20 apr", "~2027-04-20"),
        ("q1..q2", "2027-03-31..2027-06-30"),
        ("2027-04-01", "2027-04-01"),
        ("mid-march", "2027-03-15"),
    ]);
}

#[test]
fn what_is_no_estimate_is_asked_back() {
    check(&[
        ("", "no estimate is given: type it as 5d, 2w, 5d..15d, 5d..8d..15d, ~20d or =20d"),
        ("5", "`5` has no unit: say days or weeks"),
        ("5..8", "`5` has no unit: say days or weeks"),
        ("0d", "`0d` is no time at all: the least is an hour: 1h"),
        ("0d..5d", "`0d` is no time at all: the least is an hour: 1h"),
        ("-5d", "`-5d` is less than nothing: type it as 5d, 2w, 5d..15d, 5d..8d..15d, ~20d or =20d"),
        ("1001d", "`1001d` is over a thousand working days: give a smaller estimate, or split the commitment"),
        ("5y", "`5y` is over a thousand working days: give a smaller estimate, or split the commitment"),
        ("15d..5d", "`15d..5d` runs backwards: low comes first, high last: 5d..15d"),
        ("5d..20d..15d", "the likely value 20d is not between 5d and 15d: low comes first, high last: 5d..15d..20d"),
        (
            "20 apr 2027..1 apr 2027",
            "`2027-04-20..2027-04-01` runs backwards: low comes first, high last: 2027-04-01..2027-04-20",
        ),
        (
            "5d..20 apr",
            "`5d..20 apr` mixes effort and dates: give both ends as effort (5d..15d) or both as dates (1 apr..20 apr)",
        ),
        ("5d..", "one end of the range is missing: type it as 5d, 2w, 5d..15d, 5d..8d..15d, ~20d or =20d"),
        ("1d..2d..3d..4d", "`1d..2d..3d..4d` has 4 values: give one, two or three: low..likely..high"),
        ("5 wekks", "`wekks` is not a unit of effort: did you mean `5 weeks`?"),
        ("5 bananas", "`bananas` is not a unit of effort: type it as 5d, 2w, 5d..15d, 5d..8d..15d, ~20d or =20d"),
        ("banana", "`banana` is not an estimate: type it as 5d, 2w, 5d..15d, 5d..8d..15d, ~20d or =20d"),
        ("3/4..20 apr", "`3/4` is 3 April or 4 March: write the month as a word"),
    ]);
}

fn efforts() -> impl Strategy<Value = Effort> {
    (1..=16_000u32).prop_filter_map("an effort", Effort::from_sixteenths)
}

fn days() -> impl Strategy<Value = Day> {
    (1900..3000, 1..=12u32, 1..=28u32).prop_filter_map("a day", |(y, m, d)| Day::ymd(y, m, d))
}

fn spans<T: Copy + Ord + std::fmt::Debug>(values: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Span<T>> {
    let class = prop::sample::select(vec![Class::Rough, Class::Budget, Class::Definitive]);
    let single = (values.clone(), class).prop_map(|(value, class)| Span::single(value, class));
    let range =
        (prop::collection::vec(values, 3), any::<bool>()).prop_filter_map("in order", |(mut of, has_likely)| {
            of.sort_unstable();
            Span::range(of[0], has_likely.then_some(of[1]), of[2])
        });
    prop_oneof![single, range]
}

fn estimates() -> impl Strategy<Value = Estimate> {
    let values: Vec<Effort> = (1..=16_000u32).step_by(7).filter_map(Effort::from_sixteenths).collect();
    prop_oneof![
        spans(prop::sample::select(values)).prop_map(Estimate::Effort),
        spans((0..400_000i64).prop_map(|n| Day::ymd(1900, 1, 1).expect("a day").plus(n))).prop_map(Estimate::Dates),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn an_estimate_is_read_back_as_it_is_written(estimate in estimates(), now in days()) {
        let calendar = Calendar::default();
        let ctx = Typing { today: now, calendar: &calendar, past: Past::Allow };
        prop_assert_eq!(effort::parse(&estimate.to_string(), &ctx), Ok(estimate));
        prop_assert_eq!(estimate.to_string().parse(), Ok(estimate));
    }

    #[test]
    fn an_effort_is_read_back_as_it_is_written(it in efforts()) {
        prop_assert_eq!(it.to_string().parse(), Ok(it));
    }

    #[test]
    fn whatever_is_typed_is_an_estimate_or_a_message(
        text in prop_oneof![any::<String>(), "[0-9a-zd w.~=,/-]{0,16}", "([0-9]{1,3}( |d|w|h|\\.\\.|-|,|~| apr| to )){0,5}"],
    ) {
        typed(&text);
        let _ = text.parse::<Estimate>();
    }
}
