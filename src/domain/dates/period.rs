//! Stretches of time with a first and a last day: weeks, months, quarters, halves, years, fiscal or not.

use chrono::{Datelike, NaiveDate, Weekday};

use super::words::{Part, Unit};
use crate::domain::calendar::Calendar;
use crate::domain::day::Day;

/// Which years are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Years {
    /// From January.
    Calendar,
    /// From the month in which the book's fiscal year begins, named by the year in which it ends.
    Fiscal,
}

/// The first and the last day of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub first: Day,
    pub last: Day,
    pub unit: Unit,
}

impl Span {
    /// The day that a part of the period stands for.
    ///
    /// Early is the 10th of a month, the Tuesday of a week, the end of the first month of a quarter, of the second of
    /// a half, of the third of a year. Mid is the 15th of a month, the Wednesday of a week, the 15th of the middle
    /// month of a quarter, the end of the third month of a half, of the sixth of a year.
    pub fn day(self, part: Part) -> Day {
        let first = self.first;
        let day = match (part, self.unit) {
            (Part::End, _) => self.last,
            (Part::Start, _) | (_, Unit::Day | Unit::WorkingDay) => first,
            (Part::Early, Unit::Week | Unit::Fortnight) => first.plus(1),
            (Part::Mid, Unit::Week | Unit::Fortnight) => first.plus(2),
            (Part::Early, Unit::Month) => first.plus(9),
            (Part::Mid, Unit::Month) => first.plus(14),
            (Part::Early, Unit::Quarter) => first.month_end(),
            (Part::Mid, Unit::Quarter) => first.plus_months(1).plus(14),
            (Part::Early, Unit::Half) => first.plus_months(1).month_end(),
            (Part::Mid, Unit::Half) | (Part::Early, Unit::Year) => first.plus_months(2).month_end(),
            (Part::Mid, Unit::Year) => first.plus_months(5).month_end(),
        };
        day.min(self.last)
    }
}

/// How many months a unit has, where it is made of months.
pub(super) const fn months(unit: Unit) -> Option<i32> {
    match unit {
        Unit::Day | Unit::WorkingDay | Unit::Week | Unit::Fortnight => None,
        Unit::Month => Some(1),
        Unit::Quarter => Some(3),
        Unit::Half => Some(6),
        Unit::Year => Some(12),
    }
}

/// The `number`-th unit (from 1) of a year.
pub(super) fn numbered(unit: Unit, number: u32, year: i32, years: Years, calendar: &Calendar) -> Option<Span> {
    let length = months(unit)?;
    let before = i32::try_from(number).ok()?.checked_sub(1)?.checked_mul(length)?;
    if !(0..12).contains(&before) {
        return None;
    }
    let first = match years {
        Years::Calendar => Day::ymd(year, 1, 1)?,
        Years::Fiscal => {
            let start = calendar.fiscal_start();
            Day::ymd(if start == 1 { year } else { year - 1 }, start, 1)?
        }
    };
    let first = first.plus_months(before);
    Some(Span { first, last: first.plus_months(length).plus(-1), unit })
}

/// The unit that holds a day, or the one so many further on.
pub(super) fn running(unit: Unit, offset: i64, day: Day, years: Years, calendar: &Calendar) -> Option<Span> {
    let Some(length) = months(unit) else {
        return match unit {
            Unit::Week => Some(week(day.plus(offset.checked_mul(7)?), calendar)),
            _ => Some(Span { first: day.plus(offset), last: day.plus(offset), unit }),
        };
    };
    let start = match years {
        Years::Calendar => 1,
        Years::Fiscal => calendar.fiscal_start(),
    };
    let into_year = i32::try_from((day.month() + 12 - start) % 12).ok()?;
    let first = Day::ymd(day.year(), day.month(), 1)?.plus_months(-(into_year % length));
    let first = first.plus_months(i32::try_from(offset).ok()?.checked_mul(length)?);
    Some(Span { first, last: first.plus_months(length).plus(-1), unit })
}

/// The fiscal year a day belongs to.
pub(super) fn fiscal_year(day: Day, calendar: &Calendar) -> i32 {
    let start = calendar.fiscal_start();
    day.year() + i32::from(start > 1 && day.month() >= start)
}

/// The week around a day: it begins after the days off, and its last day is the last one worked.
pub(super) fn week(day: Day, calendar: &Calendar) -> Span {
    let worked = |weekday| calendar.is_workday(weekday);
    let begins = if worked(Weekday::Sun) && !worked(Weekday::Sat) {
        Weekday::Sun
    } else if worked(Weekday::Sun) && !worked(Weekday::Fri) {
        Weekday::Sat
    } else {
        Weekday::Mon
    };
    let first = day.plus(-i64::from(day.weekday().days_since(begins)));
    let last = (0..7).rev().map(|n| first.plus(n)).find(|day| worked(day.weekday()));
    Span { first, last: last.unwrap_or(first), unit: Unit::Week }
}

/// The week of a number by ISO 8601, which is the one around its Thursday.
pub(super) fn numbered_week(number: u32, year: i32, calendar: &Calendar) -> Option<Span> {
    let thursday = NaiveDate::from_isoywd_opt(year, number, Weekday::Thu)?;
    Some(week(Day::ymd(thursday.year(), thursday.month(), thursday.day())?, calendar))
}

/// Easter Sunday of a year (the anonymous Gregorian computus, Meeus, *Astronomical Algorithms*, chapter 8).
#[expect(clippy::many_single_char_names, reason = "the letters of the book")]
pub(super) fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::ymd(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_tables_say() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), Day::ymd(year, month, day));
        }
    }

    #[test]
    fn a_week_from_sunday_to_thursday_ends_on_thursday() {
        let days = [Weekday::Sun, Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu];
        let calendar = Calendar::new(&days, Vec::new(), 1).expect("a calendar");
        let span = week(Day::ymd(2026, 11, 22).expect("a day"), &calendar);
        assert_eq!((span.first.to_string(), span.last.to_string()), ("2026-11-22".into(), "2026-11-26".into()));
    }
}
