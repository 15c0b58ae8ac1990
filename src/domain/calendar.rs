//! Which days are worked: the week, the holidays, and where the fiscal year begins.

use chrono::{Datelike, Weekday};

use super::day::Day;

/// The book's working week, its holidays and the month its fiscal year begins in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    workdays: [bool; 7],
    holidays: Vec<Day>,
    fiscal_start: u32,
}

impl Default for Calendar {
    /// Monday to Friday, no holidays, the fiscal year of the calendar.
    fn default() -> Self {
        Self { workdays: [true, true, true, true, true, false, false], holidays: Vec::new(), fiscal_start: 1 }
    }
}

impl Calendar {
    /// A calendar of the given days of the week, holidays and fiscal start month (1 to 12).
    ///
    /// # Errors
    /// When no day of the week is worked, or the month is not one.
    pub fn new(workdays: &[Weekday], holidays: Vec<Day>, fiscal_start: u32) -> Result<Self, String> {
        let mut week = [false; 7];
        for day in workdays {
            week[day.num_days_from_monday() as usize] = true;
        }
        if !week.contains(&true) {
            return Err("a calendar needs at least one working day in the week".into());
        }
        if !(1..=12).contains(&fiscal_start) {
            return Err(format!("{fiscal_start} is not a month: the fiscal year begins in a month from 1 to 12"));
        }
        let mut holidays = holidays;
        holidays.retain(|day| week[day.weekday().num_days_from_monday() as usize]);
        holidays.sort_unstable();
        holidays.dedup();
        Ok(Self { workdays: week, holidays, fiscal_start })
    }

    /// The month the fiscal year begins in, 1 to 12.
    #[must_use]
    pub const fn fiscal_start(&self) -> u32 {
        self.fiscal_start
    }

    /// The holidays that fall on days otherwise worked, in order.
    #[must_use]
    pub fn holidays(&self) -> &[Day] {
        &self.holidays
    }

    /// Whether the day of the week is worked.
    #[must_use]
    pub fn is_workday(&self, weekday: Weekday) -> bool {
        self.workdays[weekday.num_days_from_monday() as usize]
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        self.is_workday(day.weekday()) && self.holidays.binary_search(&day).is_err()
    }

    /// Working days after `from` up to and including `to`; negative when `to` is earlier.
    #[must_use]
    pub fn working_days(&self, from: Day, to: Day) -> i64 {
        self.count_before(to.plus(1)) - self.count_before(from.plus(1))
    }

    /// The day on which the `n`-th working day after `from` falls; `from` itself for none.
    #[must_use]
    pub fn plus_working(&self, from: Day, n: i64) -> Day {
        if n == 0 {
            return from;
        }
        let per_week = self.per_week();
        let step = if n < 0 { -1 } else { 1 };
        // Whole weeks first, then single days: holidays only ever ask for a few steps more.
        let mut day = from.plus(n / per_week * 7);
        let done = |day: Day| if n < 0 { -self.working_days_back(from, day) } else { self.working_days(from, day) };
        let mut guard = 20_000;
        while (done(day) < n && n > 0 || done(day) > n && n < 0) && guard > 0 {
            day = day.plus(step);
            guard -= 1;
        }
        while !self.is_working(day) && day != from && guard > 0 {
            day = day.plus(-step);
            guard -= 1;
        }
        day
    }

    /// Working days from `to` up to but excluding `from`, counted backwards.
    fn working_days_back(&self, from: Day, to: Day) -> i64 {
        self.count_before(from) - self.count_before(to)
    }

    fn per_week(&self) -> i64 {
        i64::try_from(self.workdays.iter().filter(|worked| **worked).count()).expect("seven at most")
    }

    /// Working days before `day`, counted from a fixed Monday long ago.
    fn count_before(&self, day: Day) -> i64 {
        let days = i64::from(day.date().num_days_from_ce()) - 1; // 1 January of the year 1 was a Monday
        let (weeks, rest) = (days.div_euclid(7), days.rem_euclid(7));
        let partial = self.workdays.iter().take(usize::try_from(rest).expect("below seven")).filter(|w| **w).count();
        let holidays = self.holidays.partition_point(|holiday| *holiday < day);
        weeks * self.per_week() + i64::try_from(partial).expect("below seven")
            - i64::try_from(holidays).expect("a calendar is small")
    }
}
