//! What a date phrase means, and the day it comes to, seen from today.

use chrono::{Datelike, Weekday};

use super::period::{self, Span, Years};
use super::words::{Feast, Part, Unit};
use super::{How, Past, Typing};
use crate::domain::day::Day;
use crate::domain::misread::Misread;

/// A date phrase, understood but not yet placed in a calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// `15 mar`, `2027-03-15`.
    Date { year: Option<i32>, month: u32, day: u32 },
    /// `3/4`: which of the two is the month depends on who wrote it.
    Slashed { first: u32, second: u32, year: Option<i32> },
    /// `the 15th`, of this or the next month; with a period, of that one.
    DayOfMonth { day: u32, months: Option<i64> },
    /// `fri`, `next fri`.
    Weekday { weekday: Weekday, which: Option<i64> },
    /// `fri 12 mar`: the two must agree.
    Checked { weekday: Weekday, date: Box<Meaning> },
    /// `fri next week`.
    WeekdayIn { weekday: Weekday, weeks: i64 },
    /// `tomorrow`, `+3w`, `in 10 working days`.
    Distance { n: i64, unit: Unit },
    /// `3 weeks after easter`, `eom + 3d`.
    From { n: i64, unit: Unit, base: Box<Meaning> },
    /// `q2`, `mid march`.
    Period { period: Period, part: Option<Part> },
    /// `christmas`.
    Feast { feast: Feast, year: Option<i32> },
    /// `before march`: the last day ahead of it.
    Before(Box<Meaning>),
    /// `asap`.
    Vague,
}

/// A period, not yet placed in a calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Period {
    /// `this week`, `next quarter`.
    Running { unit: Unit, offset: i64, years: Years },
    /// `w12`.
    Week { number: u32, year: Option<i32> },
    /// `week of 15 mar`.
    WeekOf(Box<Meaning>),
    /// `march`, `q2 2027`, `fy27 h1`.
    Of { unit: Unit, number: u32, year: Option<i32>, years: Years },
}

/// A day that passed no longer ago than this, typed without its year, is asked back rather than moved to next year.
const RECENT: i64 = 90;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The whole message of a refusal; the caller knows the place.
fn refuse(why: impl Into<String>, remedy: impl Into<String>) -> Misread {
    Misread::new(0..0, why, remedy)
}

/// The day a phrase comes to and how it was found.
pub(super) fn resolve(meaning: &Meaning, ctx: &Typing) -> Result<(Day, How), Misread> {
    let (day, how) = place(meaning, ctx)?;
    if !(1900..3000).contains(&day.year()) {
        return Err(beyond());
    }
    if ctx.past == Past::AskBack && day < ctx.today {
        return Err(passed(meaning, day, ctx));
    }
    Ok((day, how))
}

fn beyond() -> Misread {
    refuse("this is beyond the years 1900 to 2999", "type a nearer day")
}

fn passed(meaning: &Meaning, day: Day, ctx: &Typing) -> Misread {
    let why = super::explain(day, ctx.today, ctx.calendar).replacen(", ", " has passed, ", 1);
    let refusal = refuse(why, "type a day from today on");
    match meaning {
        Meaning::Date { .. } | Meaning::Slashed { .. } | Meaning::Feast { .. } | Meaning::Checked { .. } => {
            let ahead = (ctx.today.year()..ctx.today.year() + 9)
                .filter_map(|year| Day::ymd(year, day.month(), day.day()))
                .find(|day| *day >= ctx.today);
            refusal.suggesting(ahead.map(|day| day.to_string()))
        }
        _ => refusal,
    }
}

fn place(meaning: &Meaning, ctx: &Typing) -> Result<(Day, How), Misread> {
    let today = ctx.today;
    let day = match meaning {
        Meaning::Date { year, month, day } => (date(*year, *month, *day, ctx)?, How::Day),
        Meaning::Slashed { first, second, year } => (slashed(*first, *second, *year, ctx)?, How::Day),
        Meaning::DayOfMonth { day, months } => (day_of_month(*day, *months, ctx)?, How::Day),
        Meaning::Weekday { weekday, which } => (weekday_from(*weekday, *which, ctx), How::Weekday),
        Meaning::Checked { weekday, date } => (checked(*weekday, date, ctx)?, How::Day),
        Meaning::WeekdayIn { weekday, weeks } => (weekday_in(*weekday, *weeks, ctx), How::Weekday),
        Meaning::Distance { n, unit } => (far(today, *n, *unit, ctx)?, How::Distance),
        Meaning::From { n, unit, base } => (far(place(base, ctx)?.0, *n, *unit, ctx)?, How::Distance),
        Meaning::Period { period, part } => {
            let span = span(period, ctx)?;
            let day = span.day(part.unwrap_or(Part::End));
            // What was said within a period that still runs was said by today.
            let day = if ctx.past == Past::Meant && span.first <= today { day.min(today) } else { day };
            (day, How::Period { first: span.first, last: span.last })
        }
        Meaning::Feast { feast, year } => (feast_day(*feast, *year, ctx)?, How::Day),
        Meaning::Before(inner) => (before(inner, ctx)?, How::Day),
        Meaning::Vague => {
            return Err(refuse("no day is named", "name a day, such as fri, 15 mar, +3w or end of q2"));
        }
    };
    Ok(day)
}

fn date(year: Option<i32>, month: u32, day: u32, ctx: &Typing) -> Result<Day, Misread> {
    let Some(name) = month.checked_sub(1).and_then(|m| MONTHS.get(m as usize)) else {
        return Err(refuse(format!("there is no month {month}"), "months go from 1 to 12"));
    };
    if let Some(year) = year {
        return Day::ymd(year, month, day).ok_or_else(|| match Day::ymd(year, month, 1) {
            Some(first) => {
                let last = first.month_end();
                let why = format!("{name} {year} has {} days", last.day());
                refuse(why, "type a day of that month").suggesting([last.to_string()])
            }
            None => beyond(),
        });
    }
    yearly(ctx, |year| Day::ymd(year, month, day)).unwrap_or_else(|| {
        Err(refuse(format!("{name} has no day {day}"), "type a day of that month")
            .suggesting([format!("end of {name}").to_lowercase()]))
    })
}

/// The day of the year that is meant when no year is typed; none when no year has it.
///
/// Days roll forward. One that passed a short while ago is rather a slip than next year's: asked back, or taken as it
/// stands where the past is allowed.
fn yearly(ctx: &Typing, in_year: impl Fn(i32) -> Option<Day>) -> Option<Result<Day, Misread>> {
    let today = ctx.today;
    let passed = (today.year() - 8..=today.year()).rev().filter_map(&in_year).find(|day| *day < today);
    let ahead = (today.year()..=today.year() + 8).filter_map(&in_year).find(|day| *day >= today);
    let recent = passed.filter(|day| day.days_to(today) <= RECENT);
    match ctx.past {
        Past::Meant => in_year(today.year()).filter(|day| *day == today).or(passed).or(ahead).map(Ok),
        Past::Allow => recent.or(ahead).map(Ok),
        Past::AskBack => match (recent, ahead) {
            // A day that is reached again soon enough is the coming one all the same.
            (Some(recent), Some(ahead)) if ahead != today => {
                let why = super::explain(recent, today, ctx.calendar).replacen(", ", " has passed, ", 1);
                let remedy = format!("add the year if {} is meant", ahead.year());
                Some(Err(refuse(why, remedy).suggesting([ahead.to_string(), recent.to_string()])))
            }
            (Some(_) | None, ahead) => ahead.map(Ok),
        },
    }
}

fn slashed(first: u32, second: u32, year: Option<i32>, ctx: &Typing) -> Result<Day, Misread> {
    let fits = |month: u32, day: u32| (1..=12).contains(&month) && Day::ymd(year.unwrap_or(2028), month, day).is_some();
    let (month, day) = match (fits(second, first), fits(first, second)) {
        (true, true) if first != second => {
            let name = |month: u32| MONTHS[month as usize - 1];
            let tail = year.map_or(String::new(), |year| format!(" {year}"));
            let reading = |day: u32, month: u32| format!("{day} {}{tail}", name(month).to_lowercase());
            let why = format!("this is {first} {} or {second} {}", name(second), name(first));
            return Err(
                refuse(why, "write the month as a word").suggesting([reading(first, second), reading(second, first)])
            );
        }
        (true, _) => (second, first),
        (false, true) => (first, second),
        (false, false) => {
            return Err(refuse(format!("`{first}/{second}` is not a day and a month"), "write it as 15 mar"));
        }
    };
    date(year, month, day, ctx)
}

fn day_of_month(day: u32, months: Option<i64>, ctx: &Typing) -> Result<Day, Misread> {
    let no_such = || refuse(format!("that month has no day {day}"), "type a day of that month");
    let first = Day::ymd(ctx.today.year(), ctx.today.month(), 1).ok_or_else(beyond)?;
    let of = |months: i64| {
        let month = first.plus_months(i32::try_from(months).ok()?);
        Day::ymd(month.year(), month.month(), day)
    };
    if let Some(months) = months {
        return of(months).ok_or_else(no_such);
    }
    let found = match ctx.past {
        Past::Meant => (-12..=0).rev().filter_map(of).find(|day| *day <= ctx.today),
        Past::AskBack | Past::Allow => (0..12).filter_map(of).find(|day| *day >= ctx.today),
    };
    found.ok_or_else(no_such)
}

/// `fri` is the coming Friday and never today; `this fri` may be today; `next fri` is the Friday of next week.
fn weekday_from(weekday: Weekday, which: Option<i64>, ctx: &Typing) -> Day {
    let today = ctx.today;
    let ahead = i64::from(weekday.days_since(today.weekday()));
    let behind = i64::from(today.weekday().days_since(weekday));
    let whole_week = |days: i64| if days == 0 { 7 } else { days };
    match (which, ctx.past) {
        (Some(0), Past::Meant) => today.plus(-behind),
        (Some(0), Past::AskBack | Past::Allow) => today.plus(ahead),
        (Some(n), _) if n > 0 => weekday_in(weekday, n, ctx),
        (Some(_), _) | (None, Past::Meant) => today.plus(-whole_week(behind)),
        (None, Past::AskBack | Past::Allow) => today.plus(whole_week(ahead)),
    }
}

fn weekday_in(weekday: Weekday, weeks: i64, ctx: &Typing) -> Day {
    let first = period::week(ctx.today, ctx.calendar).first.plus(7 * weeks);
    first.plus(i64::from(weekday.days_since(first.weekday())))
}

fn checked(weekday: Weekday, date: &Meaning, ctx: &Typing) -> Result<Day, Misread> {
    let (day, _) = place(date, ctx)?;
    if day.weekday() == weekday {
        return Ok(day);
    }
    let why = format!("{} is not a {}", day.long(), long_weekday(weekday));
    Err(refuse(why, "leave the weekday out, or mend the day").suggesting([day.to_string()]))
}

const fn long_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn far(from: Day, n: i64, unit: Unit, ctx: &Typing) -> Result<Day, Misread> {
    if n.abs() > 400_000 {
        return Err(beyond());
    }
    let months = |each: i32| i32::try_from(n).ok().and_then(|n| n.checked_mul(each)).map(|by| from.plus_months(by));
    match unit {
        Unit::Day => Some(from.plus(n)),
        Unit::WorkingDay => Some(ctx.calendar.plus_working(from, n)),
        Unit::Week => Some(from.plus(7 * n)),
        Unit::Fortnight => Some(from.plus(14 * n)),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Half => months(6),
        Unit::Year => months(12),
    }
    // What runs off the end of the calendar stays where it was: no distance but none does that.
    .filter(|day| (1900..3000).contains(&day.year()) && (n == 0 || *day != from))
    .ok_or_else(beyond)
}

fn feast_day(feast: Feast, year: Option<i32>, ctx: &Typing) -> Result<Day, Misread> {
    let of = |year: i32| match feast {
        Feast::Fixed(month, day) => Day::ymd(year, month, day),
        Feast::Easter(days) => period::easter(year).map(|sunday| sunday.plus(days)),
    };
    match year {
        Some(year) => of(year).ok_or_else(beyond),
        None => yearly(ctx, of).unwrap_or_else(|| Err(beyond())),
    }
}

fn before(inner: &Meaning, ctx: &Typing) -> Result<Day, Misread> {
    let (day, how) = place(inner, ctx)?;
    match (inner, how) {
        // Before the end of March is by that end; before March is ahead of its first day.
        (Meaning::Period { part: Some(Part::End), .. }, _) => Ok(day),
        (_, How::Period { first, .. }) => Ok(first.plus(-1)),
        _ => Ok(day.plus(-1)),
    }
}

/// The period that is meant, rolled forward (or back, where the past is meant) when its year was not typed.
fn span(period: &Period, ctx: &Typing) -> Result<Span, Misread> {
    let (today, calendar) = (ctx.today, ctx.calendar);
    match period {
        Period::Running { unit, offset, years } => {
            let span = period::running(*unit, *offset, today, *years, calendar).ok_or_else(beyond)?;
            // Over the weekend, this week is the one that begins.
            if *unit == Unit::Week && *offset == 0 && span.last < today && ctx.past != Past::Meant {
                return Ok(period::week(span.first.plus(7), calendar));
            }
            Ok(span)
        }
        Period::Week { number, year } => {
            let of = |year: i32| period::numbered_week(*number, year, calendar);
            let no_such = || {
                refuse(format!("there is no week {number} in that year"), "weeks go from 1 to 52, in some years to 53")
            };
            match year {
                Some(year) => of(*year).ok_or_else(no_such),
                None => rolled(today.date().iso_week().year(), ctx, of).ok_or_else(no_such),
            }
        }
        Period::WeekOf(date) => Ok(period::week(place(date, ctx)?.0, calendar)),
        Period::Of { unit, number, year, years } => {
            let of = |year: i32| period::numbered(*unit, *number, year, *years, calendar);
            let running = match years {
                Years::Calendar => today.year(),
                Years::Fiscal => period::fiscal_year(today, calendar),
            };
            match year {
                Some(year) => of(*year),
                None => rolled(running, ctx, of),
            }
            .ok_or_else(beyond)
        }
    }
}

/// The first year's period that is not over, or the last one that has begun where the past is meant.
fn rolled(year: i32, ctx: &Typing, of: impl Fn(i32) -> Option<Span>) -> Option<Span> {
    match ctx.past {
        Past::Meant => (year - 8..=year + 1).rev().filter_map(of).find(|span| span.first <= ctx.today),
        Past::AskBack | Past::Allow => (year - 1..=year + 8).filter_map(of).find(|span| span.last >= ctx.today),
    }
}
