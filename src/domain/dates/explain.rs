//! A day in words: its weekday and how far it is from today.

use std::cmp::Ordering;

use crate::domain::calendar::Calendar;
use crate::domain::day::Day;

/// `Fri 12 Mar 2027, in 80 working days`, with a note when nobody works on that day.
#[must_use]
pub fn explain(day: Day, today: Day, calendar: &Calendar) -> String {
    let mut words = format!("{}, {}", day.long(), distance(day, today, calendar));
    if !calendar.is_workday(day.weekday()) {
        words.push_str(" (not a working day)");
    } else if !calendar.is_working(day) {
        words.push_str(" (a holiday)");
    }
    words
}

/// `in 80 working days`, `tomorrow`, `3 working days ago`.
#[must_use]
pub fn distance(day: Day, today: Day, calendar: &Calendar) -> String {
    match today.days_to(day) {
        0 => return "today".into(),
        1 => return "tomorrow".into(),
        -1 => return "yesterday".into(),
        _ => {}
    }
    let worked = calendar.working_days(today, day).abs();
    // Over a weekend or a long holiday no day is worked: then days of the calendar say more.
    let (count, unit) = if worked == 0 { (today.days_to(day).abs(), "day") } else { (worked, "working day") };
    let s = if count == 1 { "" } else { "s" };
    match day.cmp(&today) {
        Ordering::Less => format!("{count} {unit}{s} ago"),
        Ordering::Equal | Ordering::Greater => format!("in {count} {unit}{s}"),
    }
}
