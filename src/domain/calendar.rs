//! Which days are worked: the week, the holidays, and where the fiscal year begins.

use chrono::{Datelike, Weekday};

use super::day::Day;

/// The book's working week, its holidays and the month its fiscal year begins in.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
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

    /// The day on which the `n`-th working day after `from` falls (before it when negative); `from` itself for none.
    ///
    /// Counts beyond half a million are held there, which is further than any calendar of people goes.
    #[must_use]
    pub fn plus_working(&self, from: Day, n: i64) -> Day {
        const MOST: u64 = 500_000;
        let count = i64::try_from(n.unsigned_abs().min(MOST)).expect("half a million");
        // Each week has its worked days but for the holidays, so the day is no further away than this.
        let holidays = i64::try_from(self.holidays.len()).expect("a calendar is small");
        let (mut low, mut high) = (0, ((count + holidays) / self.per_week() + 1) * 7);
        let worked = |days: i64| {
            if n < 0 {
                self.count_before(from) - self.count_before(from.plus(-days))
            } else {
                self.working_days(from, from.plus(days))
            }
        };
        // The nearest day by which so many were worked: the count never falls with the distance.
        while low < high {
            let middle = low + (high - low) / 2;
            if worked(middle) < count { low = middle + 1 } else { high = middle }
        }
        from.plus(if n < 0 { -low } else { low })
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
