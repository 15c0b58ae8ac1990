//! The forms that name a day: by its date, its weekday or its feast.

use super::{
    Form, Hit, any_year, best, date, day_at, full_year, glued, is, month_at, number, past, past_fillers, sense,
    short_year, sign, span_at, which_at, with_year, year,
};
use crate::domain::dates::meaning::Meaning;
use crate::domain::dates::token::Token;
use crate::domain::dates::words::{Sense, Trust, Unit, is_everyday};

/// `2027-03-15`, `2027/3/15`, `2027.3.15`.
pub(super) fn iso(t: &[Token]) -> Option<Hit> {
    let year = full_year(t, 0)?;
    let separator = sign(t, 1, "-/.")?;
    let is_one = (1..5).all(|at| glued(t, at)) && t.get(3)?.is(separator);
    let (month, day) = (number(t, 2, 2)?, number(t, 4, 2)?);
    is_one.then(|| Hit::clear(5, date(Some(year), month, day)))
}

/// `20270315`.
pub(super) fn compact(t: &[Token]) -> Option<Hit> {
    let (value, digits) = t.first()?.number()?;
    let (year, month, day) = ((value / 10_000).cast_signed(), value / 100 % 100, value % 100);
    let fits = digits == 8 && (1900..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| Hit::led(1, date(Some(year), month, day)))
}

/// `15.3.`, `15.3.27`, `15.03.2027`, `15. 3. 2027`: with points the day comes first.
pub(super) fn dotted(t: &[Token]) -> Option<Hit> {
    let day = day_at(t, 0)?;
    let is_pointed = sign(t, 1, ".").is_some() && glued(t, 1);
    let month = number(t, 2, 2).filter(|month| is_pointed && (1..=12).contains(month))?;
    let has_point = sign(t, 3, ".").is_some() && glued(t, 3);
    if !has_point {
        return glued(t, 2).then(|| Hit::led(3, date(None, month, day)));
    }
    let year = full_year(t, 4).or_else(|| short_year(t, 4).filter(|_| glued(t, 4)));
    Some(Hit::clear(if year.is_some() { 5 } else { 4 }, date(year, month, day)))
}

/// `15/3`, `3/15/27`, `15-3-2027`: accepted where only one of the two can be the month.
pub(super) fn slashed(t: &[Token]) -> Option<Hit> {
    let (first, second) = (number(t, 0, 2)?, number(t, 2, 2)?);
    let separator = sign(t, 1, "/-")?;
    let is_one = glued(t, 1) && glued(t, 2);
    let has_year = sign(t, 3, "/-") == Some(separator) && glued(t, 3) && glued(t, 4);
    let year = full_year(t, 4).or_else(|| short_year(t, 4)).filter(|_| has_year);
    let used = if year.is_some() { 5 } else { 3 };
    let is_date =
        is_one && (year.is_some() || separator == '/') && (1..=31).contains(&first) && (1..=31).contains(&second);
    let meaning = Meaning::Slashed { first, second, year };
    // Without a year, `1/2` in a sentence is rather a fraction.
    is_date.then(|| if year.is_some() { Hit::clear(used, meaning) } else { Hit::led(used, meaning) })
}

/// `15 mar`, `15th of march 2027`, `15. märz`.
pub(super) fn day_month(t: &[Token]) -> Option<Hit> {
    let start = past_fillers(t, 0);
    let day = day_at(t, start)?;
    let mut at = start + 1;
    if is(t, at, Sense::Ordinal) && glued(t, at) {
        at += 1;
    }
    at = past(t, at, ".");
    at += usize::from(sign(t, at, "-").is_some() && glued(t, at) && glued(t, at + 1));
    at = past_fillers(t, at);
    let month = month_at(t, at)?;
    at = past(t, at + 1, ".");
    let dash = usize::from(sign(t, at, "-").is_some() && glued(t, at) && glued(t, at + 1));
    let (used, year) = with_year(t, at + dash, any_year).unwrap_or((at, None));
    Some(Hit::clear(used, date(year, month, day)))
}

/// `mar 15`, `march 15th, 2027`.
pub(super) fn month_day(t: &[Token]) -> Option<Hit> {
    let month = month_at(t, 0)?;
    let at = past_fillers(t, past(t, 1, "."));
    let day = day_at(t, at)?;
    let mut at = at + 1;
    if is(t, at, Sense::Ordinal) && glued(t, at) {
        at += 1;
    }
    let (used, year) = with_year(t, at, any_year).unwrap_or((at, None));
    Some(Hit::clear(used, date(year, month, day)))
}

/// `the 15th`, `15th of next month`.
pub(super) fn ordinal_day(t: &[Token]) -> Option<Hit> {
    let start = past_fillers(t, 0);
    let day = day_at(t, start)?;
    let is_ordinal = is(t, start + 1, Sense::Ordinal) && glued(t, start + 1);
    is_ordinal.then_some(())?;
    let at = past_fillers(t, start + 2);
    if let (Some(months), Some(Unit::Month)) = (which_at(t, at), span_at(t, at + 1)) {
        return Some(Hit::clear(at + 2, Meaning::DayOfMonth { day, months: Some(months) }));
    }
    Some(Hit::led(start + 2, Meaning::DayOfMonth { day, months: None }))
}

pub(super) fn weekday_at(t: &[Token], at: usize) -> Option<chrono::Weekday> {
    sense(t, at, |sense| if let Sense::Weekday(weekday) = sense { Some(weekday) } else { None })
}

/// `fri`, `next fri`, `fri 12 mar`.
pub(super) fn weekday(t: &[Token]) -> Option<Hit> {
    let which = which_at(t, 0);
    let at = usize::from(which.is_some());
    let weekday = weekday_at(t, at)?;
    let is_plain = t.get(at)?.word().is_some_and(|word| !is_everyday(word));
    let used = past(t, at + 1, ".");
    if which.is_none() {
        let from = past_fillers(t, past(t, used, ","));
        let dates: [Form; 5] = [iso, dotted, slashed, day_month, month_day];
        if let Some(hit) = best(&t[from.min(t.len())..], dates.iter()) {
            return Some(Hit::clear(from + hit.used, Meaning::Checked { weekday, date: Box::new(hit.meaning) }));
        }
    }
    // A final point belongs to the sentence, and is not needed.
    let trust = if is_plain || which.is_some() { Trust::Clear } else { Trust::Alone };
    Some(Hit { used: at + 1, meaning: Meaning::Weekday { weekday, which }, trust })
}

/// `fri next week`, `next week fri`.
pub(super) fn weekday_in(t: &[Token]) -> Option<Hit> {
    let is_week = |at: usize| span_at(t, at) == Some(Unit::Week);
    let (weekday, weeks) = if let Some(weekday) = weekday_at(t, 0) {
        let at = past_fillers(t, 1);
        (weekday, which_at(t, at).filter(|_| at == 1 && is_week(2))?)
    } else {
        let weeks = which_at(t, 0).filter(|_| is_week(1))?;
        (weekday_at(t, 2)?, weeks)
    };
    Some(Hit::clear(3, Meaning::WeekdayIn { weekday, weeks }))
}

/// `christmas`, `easter 2028`.
pub(super) fn feast(t: &[Token]) -> Option<Hit> {
    let feast = sense(t, 0, |sense| if let Sense::Feast(feast) = sense { Some(feast) } else { None })?;
    let (used, year) = with_year(t, 1, year).unwrap_or((1, None));
    Some(Hit::clear(used, Meaning::Feast { feast, year }))
}
