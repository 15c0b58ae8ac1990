//! Days in cells. A day is never guessed: `3/4/2027` is asked back unless its own column shows which number is the day.

use std::fmt;

use super::Trouble;
use crate::domain::calendar::Calendar;
use crate::domain::dates::{self, How, Past, Typing};
use crate::domain::day::Day;

/// The order of numbers in a date such as `3/4/2027`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// The day first.
    Dmy,
    /// The month first.
    Mdy,
    /// Only dates as `2027-04-03`.
    Iso,
}

impl Order {
    /// Its word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Iso => "iso",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Dmy, Self::Mdy, Self::Iso].into_iter().find(|order| order.word() == word.trim().to_lowercase())
    }
}

/// How the days of one column are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// No cell could be two days.
    Plain,
    /// The day first, as somebody said or the column shows.
    DayFirst,
    /// The month first, as somebody said or the column shows.
    MonthFirst,
    /// Only ISO dates, as somebody said.
    IsoOnly,
    /// Nothing shows which number is the day.
    Open,
    /// Some cells have the day first, others the month.
    Mixed,
    /// Every cell is a spreadsheet's day number.
    Serial,
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain | Self::IsoOnly => "",
            Self::DayFirst => "day first",
            Self::MonthFirst => "month first",
            Self::Open => "day or month first: say --dates dmy or --dates mdy",
            Self::Mixed => "some with the day first, some with the month",
            Self::Serial => "day numbers of a spreadsheet",
        })
    }
}

impl Reading {
    /// How a column is read: as its cells show, or as somebody said.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, said: Option<Order>) -> Self {
        let (mut day_first, mut month_first, mut either, mut serials, mut others) =
            (false, false, false, 0_usize, 0_usize);
        for cell in cells.map(str::trim).filter(|cell| !is_nothing(cell)) {
            if serial(cell).is_some() {
                serials += 1;
                continue;
            }
            others += 1;
            match Numbers::of(cell) {
                Some(Numbers { first: 13.., sign, .. }) if sign != '.' => day_first = true,
                Some(Numbers { second: 13.., sign, .. }) if sign != '.' => month_first = true,
                Some(numbers) if numbers.is_ambiguous() => either = true,
                Some(_) | None => {}
            }
        }
        match said {
            Some(Order::Dmy) => return Self::DayFirst,
            Some(Order::Mdy) => return Self::MonthFirst,
            Some(Order::Iso) => return Self::IsoOnly,
            None => {}
        }
        match (day_first, month_first) {
            _ if serials > 0 && others == 0 => Self::Serial,
            (true, true) => Self::Mixed,
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            (false, false) if either => Self::Open,
            (false, false) => Self::Plain,
        }
    }

    /// The day of a cell; none for an empty one and for words that say there is none yet.
    pub(super) fn read(self, cell: &str, today: Day) -> Result<Option<Read>, Trouble> {
        let cell = cell.trim();
        if is_nothing(cell) {
            return Ok(None);
        }
        let plain = |day: Day| Ok(Some(Read { day, said: None }));
        if let Some((year, month, day)) = iso(cell) {
            return Day::ymd(year, month, day).map_or_else(|| Err(wrong(cell)), plain);
        }
        if let Some(day) = serial(cell) {
            return match self {
                Self::Serial => plain(day),
                Self::Plain | Self::DayFirst | Self::MonthFirst | Self::IsoOnly | Self::Open | Self::Mixed => {
                    Err(Trouble::new(
                        format!("`{cell}` looks like a spreadsheet's day number ({day})"),
                        format!("format the column as dates and export it again, or write {day}"),
                    ))
                }
            };
        }
        if self == Self::IsoOnly {
            return Err(Trouble::new(
                format!("`{}` is not an ISO date", shown(cell)),
                "write it as 2027-03-01, or leave --dates iso out",
            ));
        }
        match Numbers::of(cell) {
            Some(numbers) => self.of_numbers(&numbers, cell).and_then(plain),
            None => in_words(cell, today),
        }
    }

    fn of_numbers(self, numbers: &Numbers, cell: &str) -> Result<Day, Trouble> {
        let day_first = || numbers.day(numbers.first, numbers.second);
        let month_first = || numbers.day(numbers.second, numbers.first);
        // With points the day comes first wherever points are used.
        if numbers.sign == '.' {
            return day_first().ok_or_else(|| wrong(cell));
        }
        match self {
            Self::DayFirst => day_first().ok_or_else(|| other_order(cell, "the day", month_first())),
            Self::MonthFirst => month_first().ok_or_else(|| other_order(cell, "the month", day_first())),
            Self::Plain | Self::IsoOnly | Self::Open | Self::Mixed | Self::Serial => match (day_first(), month_first())
            {
                (Some(one), Some(other)) if one != other => {
                    let (early, late) = (one.min(other), one.max(other));
                    let remedy = if self == Self::Mixed {
                        "the column has dates of both kinds: write this one as 2027-03-01"
                    } else {
                        "say --dates dmy or --dates mdy, or write it as 2027-03-01"
                    };
                    Err(Trouble::new(format!("`{cell}` could be {early} or {late}"), remedy))
                }
                (Some(day), _) | (None, Some(day)) => Ok(day),
                (None, None) => Err(wrong(cell)),
            },
        }
    }
}

/// A day read from a cell, with the words it was given in where they are worth keeping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Read {
    pub(super) day: Day,
    pub(super) said: Option<String>,
}

/// Whether a cell says that there is no day.
fn is_nothing(cell: &str) -> bool {
    let plain: String = cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    matches!(
        plain.as_str(),
        "" | "na"
            | "none"
            | "no"
            | "tbd"
            | "tbc"
            | "tba"
            | "open"
            | "unknown"
            | "offen"
            | "unbekannt"
            | "asap"
            | "00000000"
            | "never"
    )
}

/// Year, month and day of `2027-03-01`, `2027/3/1`, `20270301`, with or without a time behind it.
fn iso(cell: &str) -> Option<(i32, u32, u32)> {
    let date = cell.split(['T', ' ']).next()?;
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?));
    }
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let [year, month, day] = parts[..] else { return None };
    let is_number =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4
        || !is_number(year, 4)
        || !is_number(month, 2)
        || !is_number(day, 2)
        || !is_time(&cell[date.len()..])
    {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// Whether what follows a date is nothing or a time.
fn is_time(rest: &str) -> bool {
    rest.is_empty()
        || (rest.starts_with(['T', ' ']) && rest[1..].chars().all(|c| c.is_ascii_digit() || " :.+-ZAPMapm".contains(c)))
}

/// The day of a spreadsheet's number: days since 30 December 1899, between 2000 and 2099.
fn serial(cell: &str) -> Option<Day> {
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let is_number =
        whole.len() == 5 && [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let number: i64 = whole.parse().ok().filter(|number| is_number && (36_526..=73_050).contains(number))?;
    Day::ymd(1899 + 1, 1, 1).map(|first| first.plus(number - 2))
}

/// Three numbers with the year last: `3/4/2027`, `3.4.27`.
struct Numbers {
    first: u32,
    second: u32,
    year: i32,
    sign: char,
}

impl Numbers {
    fn of(cell: &str) -> Option<Self> {
        let date = cell.split(' ').next()?;
        let sign = date.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
        let parts: Vec<&str> = date.split(sign).collect();
        let [first, second, year] = parts[..] else { return None };
        let number = |part: &str, lengths: &[usize]| -> Option<u32> {
            let is_number = lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse().ok().filter(|_| is_number)
        };
        let year = i32::try_from(number(year, &[2, 4])?).ok()?;
        let year = if year < 100 { 2000 + year } else { year };
        let numbers = Self { first: number(first, &[1, 2])?, second: number(second, &[1, 2])?, year, sign };
        is_time(&cell[date.len()..]).then_some(numbers)
    }

    fn day(&self, day: u32, month: u32) -> Option<Day> {
        Day::ymd(self.year, month, day)
    }

    fn is_ambiguous(&self) -> bool {
        self.sign != '.' && self.first != self.second && self.first <= 12 && self.second <= 12
    }
}

/// A day in words: `1 March 2027`, `end of Q2 2027`; without its year it is asked back, for nobody knows how old a sheet is.
fn in_words(cell: &str, today: Day) -> Result<Option<Read>, Trouble> {
    let usual = Calendar::default();
    let typed = dates::parse(cell, &Typing { today, calendar: &usual, past: Past::Allow }).map_err(|_| wrong(cell))?;
    let figures: Vec<&str> = cell.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let has_year =
        figures.iter().any(|part| part.len() == 4) || cell.contains('\'') || cell.to_lowercase().contains("fy");
    match typed.how {
        How::Day if has_year => Ok(Some(Read { day: typed.day, said: None })),
        How::Period { .. } if has_year => Ok(Some(Read { day: typed.day, said: Some(typed.words) })),
        How::Day | How::Period { .. } => Err(Trouble::new(
            format!("`{}` has no year", shown(cell)),
            format!("write it as {}, or whatever year is meant", typed.day),
        )),
        How::Weekday | How::Distance => {
            Err(Trouble::new(format!("`{}` depends on the day it was written", shown(cell)), "write it as 2027-03-01"))
        }
    }
}

fn wrong(cell: &str) -> Trouble {
    Trouble::new(format!("`{}` is not a day", shown(cell)), "write it as 2027-03-01")
}

fn other_order(cell: &str, first: &str, otherwise: Option<Day>) -> Trouble {
    match otherwise {
        Some(day) => Trouble::new(
            format!("`{cell}` is no day with {first} first"),
            format!("write it as {day}, if that is meant"),
        ),
        None => wrong(cell),
    }
}

/// A cell as a message shows it.
fn shown(cell: &str) -> String {
    super::shown(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn read(column: &[&str], said: Option<Order>) -> (Reading, Vec<String>) {
        let reading = Reading::of(column.iter().copied(), said);
        let words = column.iter().map(|cell| match reading.read(cell, day("2026-11-22")) {
            Ok(Some(read)) => read.day.to_string(),
            Ok(None) => "-".into(),
            Err(trouble) => trouble.why,
        });
        (reading, words.collect())
    }

    #[test]
    fn a_column_shows_its_order_or_is_asked_back() {
        type Case<'a> = (&'a [&'a str], Option<Order>, Reading, &'a [&'a str]);
        let cases: &[Case] = &[
            (&["3/4/2027", "15/4/2027"], None, Reading::DayFirst, &["2027-04-03", "2027-04-15"]),
            (&["3/4/2027", "4/15/27"], None, Reading::MonthFirst, &["2027-03-04", "2027-04-15"]),
            (
                &["3/4/2027", "5/5/2027"],
                None,
                Reading::Open,
                &["`3/4/2027` could be 2027-03-04 or 2027-04-03", "2027-05-05"],
            ),
            (
                &["15/4/2027", "4/15/2027", "3/4/2027"],
                None,
                Reading::Mixed,
                &["2027-04-15", "2027-04-15", "`3/4/2027` could be 2027-03-04 or 2027-04-03"],
            ),
            (&["3/4/2027"], Some(Order::Mdy), Reading::MonthFirst, &["2027-03-04"]),
            (&["15/4/2027"], Some(Order::Mdy), Reading::MonthFirst, &["`15/4/2027` is no day with the month first"]),
            (&["3.4.2027", "3.4.27"], None, Reading::Plain, &["2027-04-03", "2027-04-03"]),
            (&["2027-03-01", "2027/3/1", "20270301", "2027-03-01T09:30:00Z"], None, Reading::Plain, &["2027-03-01"; 4]),
            (
                &["2027-02-30", "32/1/2027"],
                None,
                Reading::DayFirst,
                &["`2027-02-30` is not a day", "`32/1/2027` is not a day"],
            ),
            (&["46447", "46082.5"], None, Reading::Serial, &["2027-03-01", "2026-03-01"]),
            (
                &["46447", "2027-03-01"],
                None,
                Reading::Plain,
                &["`46447` looks like a spreadsheet's day number (2027-03-01)", "2027-03-01"],
            ),
            (&["", "TBD", "n/a", "-"], None, Reading::Plain, &["-"; 4]),
            (
                &["1 March 2027", "Mar 1, 2027", "1. März 2027", "Q2 2027"],
                None,
                Reading::Plain,
                &["2027-03-01", "2027-03-01", "2027-03-01", "2027-06-30"],
            ),
            (
                &["15 mar", "next fri", "soon"],
                None,
                Reading::Plain,
                &["`15 mar` has no year", "`next fri` depends on the day it was written", "`soon` is not a day"],
            ),
            (&["3/4/2027"], Some(Order::Iso), Reading::IsoOnly, &["`3/4/2027` is not an ISO date"]),
        ];
        for (column, said, reading, expect) in cases {
            let (found, words) = read(column, *said);
            assert_eq!(
                (found, words),
                (*reading, expect.iter().map(|word| (*word).to_owned()).collect()),
                "{column:?}"
            );
        }
    }
}
