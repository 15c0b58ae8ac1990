//! The forms a date phrase can take, tried one after the other: the longest one that fits a place is what is meant.

mod days;
mod distances;
mod periods;

use super::meaning::{Meaning, Period};
use super::token::Token;
use super::words::{Sense, Trust, Unit, senses};
use days::{compact, day_month, dotted, feast, iso, month_day, ordinal_day, slashed, weekday, weekday_in};
use distances::{before, counted_from, day_after, distance, near, shifted, vague};
use periods::{
    bare_year, end_word, fiscal, in_period, month, month_year_in_figures, numbered, part, period_end, running, week_of,
    year_month,
};

/// A phrase that fits: how many tokens it takes, what it means, and how far it can be trusted in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub used: usize,
    pub meaning: Meaning,
    pub trust: Trust,
}

impl Hit {
    const fn clear(used: usize, meaning: Meaning) -> Self {
        Self { used, meaning, trust: Trust::Clear }
    }

    const fn led(used: usize, meaning: Meaning) -> Self {
        Self { used, meaning, trust: Trust::Led }
    }
}

type Form = fn(&[Token]) -> Option<Hit>;

/// Reads a year at a place: the tokens it takes and the year.
type YearForm = fn(&[Token], usize) -> Option<(usize, i32)>;

/// The forms that stand by themselves.
const SIMPLE: &[Form] = &[
    iso,
    compact,
    dotted,
    slashed,
    year_month,
    month_year_in_figures,
    day_month,
    month_day,
    ordinal_day,
    weekday,
    weekday_in,
    near,
    day_after,
    distance,
    running,
    part,
    period_end,
    end_word,
    numbered,
    fiscal,
    month,
    bare_year,
    week_of,
    feast,
    in_period,
    vague,
];

/// The forms that are made of others.
const COMPOUND: &[Form] = &[before, counted_from, shifted];

/// The longest phrase at the beginning of the tokens.
pub(super) fn longest(t: &[Token]) -> Option<Hit> {
    best(t, SIMPLE.iter().chain(COMPOUND))
}

fn simple(t: &[Token]) -> Option<Hit> {
    best(t, SIMPLE.iter())
}

fn best<'a>(t: &[Token], forms: impl Iterator<Item = &'a Form>) -> Option<Hit> {
    // The first of the longest, so that the order of the forms decides.
    forms.filter_map(|form| form(t)).reduce(|best, hit| if hit.used > best.used { hit } else { best })
}

fn sense<T>(t: &[Token], at: usize, take: impl Fn(Sense) -> Option<T>) -> Option<T> {
    senses(t.get(at)?.word()?).find_map(take)
}

fn is(t: &[Token], at: usize, expected: Sense) -> bool {
    sense(t, at, |sense| (sense == expected).then_some(())).is_some()
}

fn sign(t: &[Token], at: usize, signs: &str) -> Option<char> {
    signs.chars().find(|sign| t.get(at).is_some_and(|token| token.is(*sign)))
}

fn glued(t: &[Token], at: usize) -> bool {
    t.get(at).is_some_and(|token| token.is_glued)
}

/// A number of at most so many digits.
fn number(t: &[Token], at: usize, digits: usize) -> Option<u32> {
    t.get(at)?.number().filter(|(_, written)| *written <= digits).map(|(value, _)| value)
}

fn past_fillers(t: &[Token], mut at: usize) -> usize {
    while is(t, at, Sense::Filler) {
        at += 1;
    }
    at
}

fn past(t: &[Token], at: usize, signs: &str) -> usize {
    at + usize::from(sign(t, at, signs).is_some() && glued(t, at))
}

fn full_year(t: &[Token], at: usize) -> Option<i32> {
    let (value, digits) = t.get(at)?.number()?;
    (digits == 4 && (1900..3000).contains(&value)).then(|| value.cast_signed())
}

/// A year of two digits behind an apostrophe, or of four; the tokens it takes and the year.
fn year(t: &[Token], at: usize) -> Option<(usize, i32)> {
    if let Some(year) = full_year(t, at) {
        return Some((1, year));
    }
    sign(t, at, "'")?;
    glued(t, at + 1).then_some(())?;
    short_year(t, at + 1).map(|year| (2, year))
}

fn short_year(t: &[Token], at: usize) -> Option<i32> {
    let (value, digits) = t.get(at)?.number()?;
    (digits == 2).then(|| 2000 + value.cast_signed())
}

/// Any year: two digits without an apostrophe only at the very end, for in `by q2 20 seats` the 20 is no year.
fn any_year(t: &[Token], at: usize) -> Option<(usize, i32)> {
    let bare = || short_year(t, at).filter(|_| glued(t, at) || t.len() == at + 1).map(|year| (1, year));
    year(t, at).or_else(bare)
}

fn month_at(t: &[Token], at: usize) -> Option<u32> {
    sense(t, at, |sense| if let Sense::Month(month) = sense { Some(month) } else { None })
}

fn which_at(t: &[Token], at: usize) -> Option<i64> {
    sense(t, at, |sense| if let Sense::Which(which) = sense { Some(which) } else { None })
}

fn span_at(t: &[Token], at: usize) -> Option<Unit> {
    sense(t, at, |sense| if let Sense::Span(unit) = sense { Some(unit) } else { None })
}

fn day_at(t: &[Token], at: usize) -> Option<u32> {
    number(t, at, 2).filter(|day| (1..=31).contains(day))
}

const fn date(year: Option<i32>, month: u32, day: u32) -> Meaning {
    Meaning::Date { year, month, day }
}

const fn whole(period: Period) -> Meaning {
    Meaning::Period { period, part: None }
}

/// The place after a year, which may follow a comma, and the year.
fn with_year(t: &[Token], at: usize, read: YearForm) -> Option<(usize, Option<i32>)> {
    let at = past(t, at, ",");
    read(t, at).map(|(used, year)| (at + used, Some(year)))
}
