//! The forms that name a period or a part of one.

use super::days::{day_month, dotted, feast, iso, month_day, slashed};
use super::{
    Form, Hit, any_year, best, full_year, glued, is, month_at, number, past, past_fillers, sense, sign, span_at,
    which_at, whole, with_year, year,
};
use crate::domain::dates::meaning::{Meaning, Period};
use crate::domain::dates::period::Years;
use crate::domain::dates::token::Token;
use crate::domain::dates::words::{Numbered, Part, Sense, Unit};

/// `2027-03`, `2027/3`: the month.
pub(super) fn year_month(t: &[Token]) -> Option<Hit> {
    let year = full_year(t, 0)?;
    sign(t, 1, "-/")?;
    let number = number(t, 2, 2).filter(|month| (1..=12).contains(month) && glued(t, 1) && glued(t, 2))?;
    Some(Hit::clear(3, whole(Period::Of { unit: Unit::Month, number, year: Some(year), years: Years::Calendar })))
}

/// `03/2027`, `3.2027`: the month.
pub(super) fn month_year_in_figures(t: &[Token]) -> Option<Hit> {
    let number = number(t, 0, 2).filter(|month| (1..=12).contains(month))?;
    sign(t, 1, "/.")?;
    let year = full_year(t, 2).filter(|_| glued(t, 1) && glued(t, 2))?;
    Some(Hit::clear(3, whole(Period::Of { unit: Unit::Month, number, year: Some(year), years: Years::Calendar })))
}

/// `this week`, `next quarter`, `next fiscal year`.
pub(super) fn running(t: &[Token]) -> Option<Hit> {
    let start = past_fillers(t, 0);
    let offset = which_at(t, start)?;
    let is_fiscal = is(t, start + 1, Sense::Fiscal);
    let at = start + 1 + usize::from(is_fiscal);
    let unit = span_at(t, at).filter(|unit| *unit != Unit::Day)?;
    let years = if is_fiscal { Years::Fiscal } else { Years::Calendar };
    Some(Hit::clear(at + 1, whole(Period::Running { unit, offset, years })))
}

/// `end of q2`, `mid-march`, `early in 2027`, `end of the week`.
pub(super) fn part(t: &[Token]) -> Option<Hit> {
    let start = past_fillers(t, 0);
    let part = sense(t, start, |sense| if let Sense::Part(part) = sense { Some(part) } else { None })?;
    let at = past(t, start + 1, "-");
    let at = past_fillers(t, at + usize::from(is(t, at, Sense::In)));
    let is_fiscal = is(t, at, Sense::Fiscal);
    let bare = span_at(t, at + usize::from(is_fiscal)).map(|unit| {
        let years = if is_fiscal { Years::Fiscal } else { Years::Calendar };
        (1 + usize::from(is_fiscal), Period::Running { unit, offset: 0, years })
    });
    let periods: [Form; 7] = [running, numbered, fiscal, month, bare_year, year_month, week_of];
    let named = best(&t[at.min(t.len())..], periods.iter()).and_then(|hit| match hit.meaning {
        Meaning::Period { period, part: None } => Some((hit.used, period)),
        _ => None,
    });
    let (used, period) = match (named, bare) {
        (Some(named), Some(bare)) => {
            if named.0 >= bare.0 {
                named
            } else {
                bare
            }
        }
        (named, bare) => named.or(bare)?,
    };
    Some(Hit::clear(at + used, Meaning::Period { period, part: Some(part) }))
}

/// `month end`, `year-end`.
pub(super) fn period_end(t: &[Token]) -> Option<Hit> {
    let unit = span_at(t, 0).filter(|unit| *unit != Unit::Day)?;
    let at = past(t, 1, "-");
    let is_end = t.get(at)?.word() == Some("end");
    let period = Period::Running { unit, offset: 0, years: Years::Calendar };
    is_end.then(|| Hit::clear(at + 1, Meaning::Period { period, part: Some(Part::End) }))
}

/// `eow`, `eom`, `eoq`, `eoy`.
pub(super) fn end_word(t: &[Token]) -> Option<Hit> {
    let unit = sense(t, 0, |sense| if let Sense::EndOf(unit) = sense { Some(unit) } else { None })?;
    let period = Period::Running { unit, offset: 0, years: Years::Calendar };
    Some(Hit::clear(1, Meaning::Period { period, part: Some(Part::End) }))
}

/// What is numbered and its number: `q2`, `week 12`, `2nd quarter`, `first half`.
pub(super) fn numbered_at(t: &[Token], at: usize) -> Option<(usize, Numbered, u32)> {
    let kind = |at: usize| sense(t, at, |sense| if let Sense::Numbered(kind) = sense { Some(kind) } else { None });
    if let Some(what) = kind(at) {
        let dot = past(t, at + 1, ".-");
        return number(t, dot, 4).map(|number| (dot + 1 - at, what, number));
    }
    let is_spelled = |what: Numbered| matches!(what, Numbered::Quarter | Numbered::Half);
    let word = t.get(at)?.word();
    if let Some(place) = ["first", "second", "third", "fourth"].iter().position(|ordinal| word == Some(ordinal)) {
        let what = kind(at + 1).filter(|what| is_spelled(*what))?;
        return Some((2, what, u32::try_from(place).ok()? + 1));
    }
    let number = number(t, at, 1)?;
    let is_ordinal = is(t, at + 1, Sense::Ordinal) && glued(t, at + 1);
    let from = at + if is_ordinal { 2 } else { past(t, at + 1, ".") - at };
    let what = kind(from).filter(|what| is_spelled(*what) && from > at + 1)?;
    Some((from + 1 - at, what, number))
}

/// The period of a number within a year.
pub(super) fn period_of(what: Numbered, number: u32, year: Option<i32>, years: Years) -> Option<Period> {
    let of = |unit: Unit, most: u32| (1..=most).contains(&number).then_some(Period::Of { unit, number, year, years });
    match what {
        Numbered::Week => {
            ((1..=53).contains(&number) && years == Years::Calendar).then_some(Period::Week { number, year })
        }
        Numbered::Quarter => of(Unit::Quarter, 4),
        Numbered::Half => of(Unit::Half, 2),
        Numbered::FiscalYear => None,
    }
}

/// `q2`, `q2 2027`, `h1/27`, `2027-W49`, `kw12`.
pub(super) fn numbered(t: &[Token]) -> Option<Hit> {
    if let Some(year) = full_year(t, 0) {
        let at = past(t, 1, "-/");
        let (used, what, number) = numbered_at(t, at)?;
        return period_of(what, number, Some(year), Years::Calendar).map(|period| Hit::clear(at + used, whole(period)));
    }
    let start = past_fillers(t, 0);
    let (used, what, number) = numbered_at(t, start)?;
    let at = start + used;
    let joined = past(t, at, "-/,");
    let from = past_fillers(t, joined);
    let (used, year) = any_year(t, from).map_or((at, None), |(used, year)| (from + used, Some(year)));
    let hit = |period| {
        if what == Numbered::Half && t[start].word() == Some("h") && year.is_none() {
            Hit::led(used, whole(period)) // h1 is a heading, too
        } else {
            Hit::clear(used, whole(period))
        }
    };
    period_of(what, number, year, Years::Calendar).map(hit)
}

/// `fy27`, `fy27 q1`, `q1 fy27`, `h2 of fy2027`.
pub(super) fn fiscal(t: &[Token]) -> Option<Hit> {
    let year_at = |at: usize| match numbered_at(t, at)? {
        (used, Numbered::FiscalYear, number) => {
            let year = if number < 100 { 2000 + number } else { number }.cast_signed();
            (1900..3000).contains(&year).then_some((used, year))
        }
        _ => None,
    };
    if let Some((used, year)) = year_at(0) {
        let at = past(t, used, "-/");
        if let Some((more, what, number)) = numbered_at(t, at)
            && let Some(period) = period_of(what, number, Some(year), Years::Fiscal)
        {
            return Some(Hit::clear(at + more, whole(period)));
        }
        let period = Period::Of { unit: Unit::Year, number: 1, year: Some(year), years: Years::Fiscal };
        return Some(Hit::clear(used, whole(period)));
    }
    let is_named = is(t, 0, Sense::Fiscal);
    let (used, what, number) = numbered_at(t, usize::from(is_named))?;
    let end = used + usize::from(is_named);
    let at = past_fillers(t, past(t, end, "-/"));
    let (used, year) = match year_at(at) {
        Some((used, year)) => (at + used, Some(year)),
        None if is_named => (end, None),
        None => return None,
    };
    period_of(what, number, year, Years::Fiscal).map(|period| Hit::clear(used, whole(period)))
}

/// `march`, `march 2027`, `mar '27`.
pub(super) fn month(t: &[Token]) -> Option<Hit> {
    let number = month_at(t, 0)?;
    let at = past_fillers(t, past(t, 1, ".-/"));
    let (used, year) = with_year(t, at, year).unwrap_or((1, None));
    Some(Hit::clear(used, whole(Period::Of { unit: Unit::Month, number, year, years: Years::Calendar })))
}

/// `2027`.
pub(super) fn bare_year(t: &[Token]) -> Option<Hit> {
    let year = full_year(t, 0)?;
    let period = Period::Of { unit: Unit::Year, number: 1, year: Some(year), years: Years::Calendar };
    Some(Hit::led(1, whole(period)))
}

/// `week of 15 mar`.
pub(super) fn week_of(t: &[Token]) -> Option<Hit> {
    let start = past_fillers(t, 0);
    let is_week = span_at(t, start) == Some(Unit::Week) && is(t, start + 1, Sense::Filler);
    is_week.then_some(())?;
    let at = past_fillers(t, start + 1);
    let dates: [Form; 6] = [iso, dotted, slashed, day_month, month_day, feast];
    let hit = best(&t[at.min(t.len())..], dates.iter())?;
    Some(Hit::clear(at + hit.used, whole(Period::WeekOf(Box::new(hit.meaning)))))
}

/// `in march`, `in q2`, `in mid april`.
pub(super) fn in_period(t: &[Token]) -> Option<Hit> {
    is(t, 0, Sense::In).then_some(())?;
    let at = past_fillers(t, 1);
    let periods: [Form; 7] = [running, numbered, fiscal, month, bare_year, part, year_month];
    best(&t[at.min(t.len())..], periods.iter()).map(|hit| Hit { used: at + hit.used, ..hit })
}
