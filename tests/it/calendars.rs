//! Working days: the quick arithmetic agrees with counting day by day.

use chrono::Weekday;
use countersign::domain::calendar::Calendar;
use countersign::domain::day::Day;
use proptest::prelude::*;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn start() -> Day {
    Day::ymd(2026, 11, 22).expect("a day")
}

/// Any calendar with at least one working day in the week and some holidays around the days tested.
fn calendars() -> impl Strategy<Value = Calendar> {
    let holidays = prop::collection::vec(-60..60i64, 0..40);
    (prop::sample::subsequence(WEEK.to_vec(), 1..=7), holidays).prop_map(|(week, holidays)| {
        let holidays = holidays.into_iter().map(|n| start().plus(n)).collect();
        Calendar::new(&week, holidays, 1).expect("a worked day and a month")
    })
}

/// Working days after `from` up to `to`, counted one by one.
fn counted(calendar: &Calendar, from: Day, to: Day) -> i64 {
    let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let days = (1..=first.days_to(last)).filter(|n| calendar.is_working(first.plus(*n))).count();
    sign * i64::try_from(days).expect("few days")
}

/// The `n`-th working day after (or before) `from`, found day by day.
fn stepped(calendar: &Calendar, from: Day, n: i64) -> Day {
    let mut day = from;
    let mut left = n.abs();
    while left > 0 {
        day = day.plus(n.signum());
        left -= i64::from(calendar.is_working(day));
    }
    day
}

proptest! {
    #[test]
    fn working_days_are_those_between(calendar in calendars(), from in -90..90i64, to in -90..90i64) {
        let (from, to) = (start().plus(from), start().plus(to));
        prop_assert_eq!(calendar.working_days(from, to), counted(&calendar, from, to));
    }

    #[test]
    fn so_many_working_days_on_is_the_day_reached_by_steps(calendar in calendars(), from in -90..90i64, n in -70..70i64) {
        let from = start().plus(from);
        prop_assert_eq!(calendar.plus_working(from, n), stepped(&calendar, from, n));
    }

    #[test]
    fn no_distance_is_too_long(calendar in calendars(), n in any::<i64>()) {
        let _ = calendar.plus_working(start(), n);
    }
}

#[test]
fn working_days_over_christmas() {
    let day = |text: &str| text.parse::<Day>().expect("a day");
    let calendar = Calendar::new(&WEEK[..5], vec![day("2026-12-25"), day("2026-12-26"), day("2027-01-01")], 1);
    let calendar = calendar.expect("a calendar");
    let check = |n: i64, expect: &str| assert_eq!(calendar.plus_working(day("2026-12-23"), n), day(expect), "{n}");
    check(0, "2026-12-23");
    check(1, "2026-12-24");
    check(2, "2026-12-28");
    check(5, "2026-12-31");
    check(6, "2027-01-04");
    check(-1, "2026-12-22");
    check(-3, "2026-12-18");
    assert_eq!(calendar.holidays(), [day("2026-12-25"), day("2027-01-01")]);
    assert!(Calendar::new(&[], Vec::new(), 1).is_err() && Calendar::new(&WEEK, Vec::new(), 13).is_err());
}
