//! Calendar days and moments, and how people read them.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, SecondsFormat, Utc, Weekday};
use chrono_tz::Tz;

/// The months as they are written out, small.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A calendar day in the book's time zone; everything that matters to a person is a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

const SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Day {
    /// The day of a date.
    #[must_use]
    pub const fn new(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The day of a year, month and day of month, where there is one between the years 1900 and 2999.
    #[must_use]
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        (1900..3000).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day).map(Self)).flatten()
    }

    /// The date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The day so many days later (earlier when negative), held at the ends of the calendar.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let moved = if days < 0 {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        };
        moved.map_or(self, Self)
    }

    /// The same day of the month so many months later, or the last day of a shorter month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let by = Months::new(months.unsigned_abs());
        let moved = if months < 0 { self.0.checked_sub_months(by) } else { self.0.checked_add_months(by) };
        moved.map_or(self, Self)
    }

    /// Days from `self` to `other`; negative when `other` is earlier.
    #[must_use]
    pub fn days_to(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn month_end(self) -> Self {
        let first = Self(self.0.with_day(1).expect("every month has a first day"));
        first.plus_months(1).plus(-1)
    }

    /// `1 Mar`, with the year when it is not the year of `today`.
    #[must_use]
    pub fn short(self, today: Self) -> String {
        let month = SHORT_MONTHS[self.0.month0() as usize];
        if self.year() == today.year() || (self.year() == today.year() + 1 && today.days_to(self) < 300) {
            format!("{} {month}", self.day())
        } else {
            format!("{} {month} {}", self.day(), self.year())
        }
    }

    /// `Fri 12 Mar 2027`.
    #[must_use]
    pub fn long(self) -> String {
        format!("{} {} {} {}", self.weekday(), self.day(), SHORT_MONTHS[self.0.month0() as usize], self.year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.format("%Y-%m-%d").to_string())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = String;

    /// Reads `2027-03-01`, as it stands in a file.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let found = match parts[..] {
            [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => {
                (|| Self::ymd(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?))()
            }
            _ => None,
        };
        found.ok_or_else(|| format!("`{text}` is not a day: write it as 2027-03-01"))
    }
}

/// A point in time, UTC with microseconds; it orders moves and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The moment so many microseconds after 1970 began, held between the years 1900 and 2999.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        const FIRST: i64 = -2_208_988_800_000_000;
        const LAST: i64 = 32_503_679_999_999_999;
        Self(if micros < FIRST {
            FIRST
        } else if micros > LAST {
            LAST
        } else {
            micros
        })
    }

    /// Microseconds since 1970 began.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The moment of a time.
    #[must_use]
    pub fn at(time: DateTime<Utc>) -> Self {
        Self::from_micros(time.timestamp_micros())
    }

    /// The later of this moment and the one right after `other`.
    #[must_use]
    pub fn after(self, other: Self) -> Self {
        if self.0 > other.0 { self } else { Self::from_micros(other.0 + 1) }
    }

    /// The time.
    #[must_use]
    pub fn time(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).expect("the constructor keeps moments within the calendar")
    }

    /// The calendar day of this moment in a time zone.
    #[must_use]
    pub fn day(self, zone: Tz) -> Day {
        if zone == Tz::UTC {
            return Day(self.time().date_naive());
        }
        Day(self.time().with_timezone(&zone).date_naive())
    }

    /// The time of day in a time zone: `14:02`.
    #[must_use]
    pub fn clock(self, zone: Tz) -> String {
        self.time().with_timezone(&zone).format("%H:%M").to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = if self.0 % 1_000_000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Micros };
        f.write_str(&self.time().to_rfc3339_opts(form, true))
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
