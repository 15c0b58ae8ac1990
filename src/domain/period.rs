//! The stretches of time that a review is of: months, quarters and years, by the book's fiscal year.

use super::calendar::Calendar;
use super::day::{Day, MONTHS};

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Length {
    /// A calendar month.
    Month,
    /// A quarter of the book's fiscal year.
    Quarter,
    /// A fiscal year.
    Year,
}

impl Length {
    /// Every length, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The next one, from the longest on to the shortest.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Month => Self::Quarter,
            Self::Quarter => Self::Year,
            Self::Year => Self::Month,
        }
    }

    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// A period: its first and its last day, and how long it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Period {
    first: Day,
    last: Day,
    length: Length,
}

impl Period {
    /// The period of a length that a day is in.
    #[must_use]
    pub fn around(day: Day, length: Length, calendar: &Calendar) -> Self {
        let months = length.months();
        let into_year = i32::try_from((day.month() + 12 - calendar.fiscal_start()) % 12).expect("below twelve");
        let first = day.plus(1 - i64::from(day.day())).plus_months(-(into_year % months));
        Self::from(first, length)
    }

    /// The period of two days, where one begins and ends so.
    #[must_use]
    pub fn between(first: Day, last: Day) -> Option<Self> {
        let periods = Length::ALL.map(|length| Self::from(first, length));
        periods.into_iter().find(|period| first.day() == 1 && period.last == last)
    }

    fn from(first: Day, length: Length) -> Self {
        Self { first, last: first.plus_months(length.months()).plus(-1), length }
    }

    /// The period so many further on; back where that is negative.
    #[must_use]
    pub fn shifted(self, by: i32) -> Self {
        Self::from(self.first.plus_months(self.length.months().saturating_mul(by)), self.length)
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> Day {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub const fn last(self) -> Day {
        self.last
    }

    /// How long it is.
    #[must_use]
    pub const fn length(self) -> Length {
        self.length
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Its name: `Nov 2026`, `Q4 2026`, `2026`, and in a book with its own fiscal year `FY27 Q3`, `FY27`.
    #[must_use]
    pub fn name(self, calendar: &Calendar) -> String {
        let start = calendar.fiscal_start();
        let year = self.first.year() + i32::from(start > 1 && self.first.month() >= start);
        let quarter = (self.first.month() + 12 - start) % 12 / 3 + 1;
        match self.length {
            Length::Month => self.first.long().split(' ').skip(2).collect::<Vec<_>>().join(" "),
            Length::Quarter if start == 1 => format!("Q{quarter} {year}"),
            Length::Quarter => format!("FY{:02} Q{quarter}", year.rem_euclid(100)),
            Length::Year if start == 1 => year.to_string(),
            Length::Year => format!("FY{:02}", year.rem_euclid(100)),
        }
    }

    /// The period that somebody means by words such as `last`, `q3`, `Q3 2026`, `fy27 q1`, `2026-10`, `oct`, `2025`; of
    /// those without a year the latest that has begun.
    ///
    /// # Errors
    /// What could be written instead.
    pub fn parse(text: &str, length: Length, today: Day, calendar: &Calendar) -> Result<Self, String> {
        let whole = text.trim().to_lowercase();
        let now = Self::around(today, length, calendar);
        match whole.as_str() {
            "this" | "now" | "today" => return Ok(now),
            "last" | "previous" | "before" => return Ok(now.shifted(-1)),
            _ => {}
        }
        if let Ok(day) = whole.parse::<Day>() {
            return Ok(Self::around(day, length, calendar));
        }
        let mut words = Words::default();
        let is_understood = whole
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | '_'))
            .filter(|word| !word.is_empty())
            .all(|word| words.take(word));
        words.period(today, calendar).filter(|_| is_understood).ok_or_else(|| {
            format!("`{}` is not a period: write it as last, q3, q3 2026, 2026-10, oct or 2025", text.trim())
        })
    }
}

/// What the words of a typed period name.
#[derive(Default)]
struct Words {
    year: Option<i32>,
    is_fiscal: bool,
    quarter: Option<u32>,
    month: Option<u32>,
}

impl Words {
    /// Takes in one word; whether it names something that isn't named yet.
    fn take(&mut self, word: &str) -> bool {
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        let put = |slot: &mut Option<u32>, value: u32| slot.replace(value).is_none();
        if let Some(quarter) = word.strip_prefix('q').and_then(number).filter(|quarter| (1..=4).contains(quarter)) {
            return put(&mut self.quarter, quarter);
        }
        if let Some(year) = word.strip_prefix("fy").and_then(number) {
            self.is_fiscal = true;
            let year = if year < 100 { year + 2000 } else { year };
            return (1900..=2999).contains(&year) && self.year.replace(year.cast_signed()).is_none();
        }
        if let Some(month) = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word)) {
            return put(&mut self.month, u32::try_from(month + 1).expect("twelve at most"));
        }
        match number(word) {
            Some(year @ 1900..=2999) => self.year.replace(year.cast_signed()).is_none(),
            Some(month @ 1..=12) if self.year.is_some() => put(&mut self.month, month),
            Some(_) | None => false,
        }
    }

    fn period(&self, today: Day, calendar: &Calendar) -> Option<Period> {
        let start = calendar.fiscal_start();
        // A fiscal year is named by the year in which it ends.
        let year_start = |year: i32| Day::ymd(if start == 1 { year } else { year - 1 }, start, 1);
        match (self.month, self.quarter, self.year) {
            (Some(month), None, year) if !self.is_fiscal => {
                let year = year.unwrap_or_else(|| today.year() - i32::from(month > today.month()));
                Some(Period::from(Day::ymd(year, month, 1)?, Length::Month))
            }
            (None, Some(quarter), year) => {
                let months = (quarter.cast_signed() - 1) * 3;
                let of = |year: i32| Some(Period::from(year_start(year)?.plus_months(months), Length::Quarter));
                match year {
                    Some(year) => of(year),
                    None => (0..3).find_map(|back| of(today.year() + 1 - back).filter(|found| found.first <= today)),
                }
            }
            (None, None, Some(year)) => Some(Period::from(year_start(year)?, Length::Year)),
            (Some(_), _, _) | (None, None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn calendar(start: u32) -> Calendar {
        Calendar::new(&[chrono::Weekday::Mon], Vec::new(), start).expect("a calendar")
    }

    #[test]
    fn a_day_is_in_its_month_quarter_and_year() {
        let check = |length, start, expected: &str| {
            let period = Period::around(day("2026-11-22"), length, &calendar(start));
            assert_eq!(format!("{} {}..{}", period.name(&calendar(start)), period.first, period.last), expected);
            assert_eq!(Period::between(period.first, period.last), Some(period));
            assert_eq!(period.shifted(-3).shifted(3), period);
        };
        check(Length::Month, 1, "Nov 2026 2026-11-01..2026-11-30");
        check(Length::Quarter, 1, "Q4 2026 2026-10-01..2026-12-31");
        check(Length::Year, 1, "2026 2026-01-01..2026-12-31");
        check(Length::Quarter, 4, "FY27 Q3 2026-10-01..2026-12-31");
        check(Length::Quarter, 2, "FY27 Q4 2026-11-01..2027-01-31");
        check(Length::Year, 12, "FY26 2025-12-01..2026-11-30");
    }

    #[test]
    fn a_period_is_typed_as_people_say_it() {
        let check = |text: &str, start, expected: &str| {
            let found = Period::parse(text, Length::Quarter, day("2026-11-22"), &calendar(start));
            let words = found.map_or_else(|why| why, |period| format!("{}..{}", period.first, period.last));
            assert_eq!(words, expected, "{text}");
        };
        check("this", 1, "2026-10-01..2026-12-31");
        check("last", 1, "2026-07-01..2026-09-30");
        check("q3", 1, "2026-07-01..2026-09-30");
        check("Q1", 4, "2026-04-01..2026-06-30");
        check("q4", 4, "2026-01-01..2026-03-31");
        check("q4 2025", 1, "2025-10-01..2025-12-31");
        check("2025-Q4", 1, "2025-10-01..2025-12-31");
        check("fy27 q1", 4, "2026-04-01..2026-06-30");
        check("fy26", 4, "2025-04-01..2026-03-31");
        check("2025", 1, "2025-01-01..2025-12-31");
        check("2026-10", 1, "2026-10-01..2026-10-31");
        check("dec", 1, "2025-12-01..2025-12-31");
        check("oct 2024", 1, "2024-10-01..2024-10-31");
        check("2026-08-14", 1, "2026-07-01..2026-09-30");
        let no = "is not a period: write it as last, q3, q3 2026, 2026-10, oct or 2025";
        for text in ["q5", "soon", "q1 q2", "13", "", "fy"] {
            check(text, 1, &format!("`{text}` {no}"));
        }
    }
}
