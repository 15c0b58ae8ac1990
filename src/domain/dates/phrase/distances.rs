//! The forms that count from today or from another day.

use super::{Hit, is, number, past_fillers, sense, sign, simple, span_at};
use crate::domain::dates::meaning::Meaning;
use crate::domain::dates::token::Token;
use crate::domain::dates::words::{Sense, Trust, Unit, is_everyday};

/// `today`, `tomorrow`.
pub(super) fn near(t: &[Token]) -> Option<Hit> {
    let n = sense(t, 0, |sense| if let Sense::Near(days) = sense { Some(days) } else { None })?;
    let trust = if is_everyday(t[0].word()?) { Trust::Alone } else { Trust::Clear };
    Some(Hit { used: 1, meaning: Meaning::Distance { n, unit: Unit::Day }, trust })
}

/// `the day after tomorrow`, `the day before yesterday`.
pub(super) fn day_after(t: &[Token]) -> Option<Hit> {
    let at = past_fillers(t, 0);
    let is_day = span_at(t, at) == Some(Unit::Day);
    let n = match (is_day, is(t, at + 1, Sense::After), is(t, at + 1, Sense::Before)) {
        (true, true, _) if is(t, at + 2, Sense::Near(1)) => 2,
        (true, _, true) if is(t, at + 2, Sense::Near(-1)) => -2,
        _ => return None,
    };
    Some(Hit::clear(at + 3, Meaning::Distance { n, unit: Unit::Day }))
}

/// `3 weeks`, `a couple of weeks`, `10wd`, `5 working days`: the tokens it takes, the count and the unit.
pub(super) fn amount(t: &[Token], at: usize) -> Option<(usize, i64, Unit)> {
    let start = at;
    let count =
        number(t, at, 6).or_else(|| sense(t, at, |sense| if let Sense::Count(n) = sense { Some(n) } else { None }))?;
    let mut at = at + 1;
    if count == 1 && is(t, at, Sense::Count(2)) {
        return amount(t, at).map(|(used, n, unit)| (used + 1, n, unit)); // a couple
    }
    if is(t, start, Sense::Count(2)) {
        at = past_fillers(t, at); // couple of
    }
    let is_worked = is(t, at, Sense::Working);
    at += usize::from(is_worked);
    let unit = sense(t, at, |sense| if let Sense::Unit(unit) = sense { Some(unit) } else { None })?;
    let unit = if is_worked && unit == Unit::Day { Unit::WorkingDay } else { unit };
    (!is_worked || unit == Unit::WorkingDay).then_some((at + 1 - start, i64::from(count), unit))
}

/// `+3w`, `3 weeks`, `in 10 working days`, `3 days ago`.
pub(super) fn distance(t: &[Token]) -> Option<Hit> {
    let sign = sign(t, 0, "+-");
    let is_in = sign.is_none() && is(t, 0, Sense::In);
    let start = usize::from(sign.is_some() || is_in);
    let (used, n, unit) = amount(t, start)?;
    let end = start + used;
    if sign.is_none() && !is_in && is(t, end, Sense::Ago) {
        return Some(Hit::clear(end + 1, Meaning::Distance { n: -n, unit }));
    }
    let n = if sign == Some('-') { -n } else { n };
    let meaning = Meaning::Distance { n, unit };
    match sign {
        Some('-') => Some(Hit { used: end, meaning, trust: Trust::Alone }),
        Some(_) => Some(Hit::clear(end, meaning)),
        None if is_in => Some(Hit::clear(end, meaning)),
        None => Some(Hit::led(end, meaning)),
    }
}

/// `asap`, `tbd`, `soon`.
pub(super) fn vague(t: &[Token]) -> Option<Hit> {
    is(t, 0, Sense::Vague).then(|| Hit::led(1, Meaning::Vague))
}

/// `before march`: the day ahead of it.
pub(super) fn before(t: &[Token]) -> Option<Hit> {
    is(t, 0, Sense::Before).then_some(())?;
    let hit = simple(&t[1..])?;
    Some(Hit { used: hit.used + 1, meaning: Meaning::Before(Box::new(hit.meaning)), trust: hit.trust })
}

/// `2 weeks after easter`, `3 days before end of q2`, `a week from now`.
pub(super) fn counted_from(t: &[Token]) -> Option<Hit> {
    let (at, n, unit) = amount(t, 0)?;
    let n = if is(t, at, Sense::After) {
        n
    } else if is(t, at, Sense::Before) {
        -n
    } else {
        return None;
    };
    let hit = simple(&t[at + 1..])?;
    Some(Hit::clear(at + 1 + hit.used, Meaning::From { n, unit, base: Box::new(hit.meaning) }))
}

/// `eom + 3d`, `q2+2w`.
pub(super) fn shifted(t: &[Token]) -> Option<Hit> {
    let hit = simple(t)?;
    let sign = sign(t, hit.used, "+-")?;
    let (used, n, unit) = amount(t, hit.used + 1)?;
    let n = if sign == '-' { -n } else { n };
    let meaning = Meaning::From { n, unit, base: Box::new(hit.meaning) };
    Some(Hit { used: hit.used + 1 + used, meaning, trust: hit.trust })
}
