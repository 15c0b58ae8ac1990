//! Estimates as people type them: `5d`, `2-3 weeks`, `5..8..15d`, `~20d`, or dates, `1 apr..20 apr`.
//!
//! A day has 8 hours, a week 5 days, a month 20 and a year 240. A value without a unit takes the one of a value behind
//! it; a day of the month without its month likewise. A range is a range, with or without `~` before it.

use std::ops::Range;

use super::dates::{self, How, Typing};
use super::day::Day;
use super::estimate::{Class, Effort, Estimate, Span};
use super::misread::{Misread, nearest};

/// The days that a unit has, and the words for it.
#[rustfmt::skip]
const UNITS: &[(f64, &[&str])] = &[
    (0.125, &["h", "hr", "hrs", "hour", "hours", "ph", "stunde", "stunden"]),
    (1.0, &["d", "day", "days", "pd", "md", "pt", "wd", "tag", "tage", "tagen"]),
    (5.0, &["w", "wk", "wks", "week", "weeks", "pw", "mw", "woche", "wochen"]),
    (20.0, &["m", "mo", "mth", "mths", "month", "months", "pm", "mm", "monat", "monate", "monaten"]),
    (240.0, &["y", "yr", "yrs", "year", "years", "jahr", "jahre"]),
];

/// Words for a number.
#[rustfmt::skip]
const NUMBERS: &[(&str, f64)] = &[
    ("a", 1.0), ("an", 1.0), ("one", 1.0), ("half", 0.5), ("two", 2.0), ("three", 3.0), ("four", 4.0), ("five", 5.0),
    ("six", 6.0), ("seven", 7.0), ("eight", 8.0), ("nine", 9.0), ("ten", 10.0), ("eleven", 11.0), ("twelve", 12.0),
];

/// Words that add nothing: whose days they are, and how they are worked.
const FILLERS: &[&str] =
    &["person", "people", "man", "working", "work", "business", "focused", "of", "effort", "between", "from"];

/// What goes before a single value to say how sure it is.
const CLASSES: &[(&str, Class)] = &[
    ("~", Class::Rough),
    ("≈", Class::Rough),
    ("about ", Class::Rough),
    ("around ", Class::Rough),
    ("roughly ", Class::Rough),
    ("approx. ", Class::Rough),
    ("approx ", Class::Rough),
    ("circa ", Class::Rough),
    ("ca. ", Class::Rough),
    ("ca ", Class::Rough),
    ("=", Class::Definitive),
    ("exactly ", Class::Definitive),
];

/// What stands between the values of a range, the surest first; a dash also stands within a date.
const SEPARATORS: &[&[&str]] = &[&["...", "..", "…", " to ", " bis "], &["–", "—", "-", " and ", " und "]];

const EXAMPLES: &str = "type it as 5d, 2w, 5d..15d, 5d..8d..15d, ~20d or =20d";

/// The estimate that a text says.
///
/// # Errors
/// When it is not understood, is nothing, negative or over a thousand days, is out of order, or mixes effort and dates.
pub fn parse(text: &str, ctx: &Typing) -> Result<Estimate, Misread> {
    let all = trimmed(text, 0..text.len());
    if all.is_empty() {
        return Err(Misread::new(all, "no estimate is given", EXAMPLES));
    }
    let (class, body) = class_of(text, all.clone());
    if text[body.clone()].starts_with(['-', '\u{2212}']) {
        let why = format!("`{}` is less than nothing", &text[body.clone()]);
        return Err(Misread::new(body, why, EXAMPLES));
    }
    let sure = split(text, body.clone(), SEPARATORS[0]);
    if sure.len() > 1 {
        return several(text, &sure, class, &all, ctx);
    }
    let is_single = amount(text, body.clone()).is_ok() || dates::parse(&text[body.clone()], ctx).is_ok();
    let dashed = split(text, body.clone(), SEPARATORS[1]);
    if !is_single && dashed.len() > 1 {
        let efforts: Vec<_> = dashed.iter().filter_map(|part| amount(text, part.clone()).ok()).collect();
        let is_effort = efforts.len() == dashed.len() && efforts.iter().any(|amount| amount.unit.is_some());
        if is_effort || dashed.iter().all(|part| dates::parse(&text[part.clone()], ctx).is_ok()) {
            return several(text, &dashed, class, &all, ctx);
        }
    }
    several(text, &[body], class, &all, ctx)
}

/// A part without the blanks around it.
fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let piece = &text[part.clone()];
    let start = part.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

fn class_of(text: &str, all: Range<usize>) -> (Class, Range<usize>) {
    let typed = &text[all.clone()];
    for (mark, class) in CLASSES {
        if typed.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)) {
            return (*class, trimmed(text, all.start + mark.len()..all.end));
        }
    }
    (Class::Budget, all)
}

fn split(text: &str, body: Range<usize>, separators: &[&str]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (body.start, body.start);
    while let Some(next) = text[at..body.end].chars().next() {
        let separator = separators.iter().find(|separator| {
            text.get(at..(at + separator.len()).min(body.end)).is_some_and(|here| here.eq_ignore_ascii_case(separator))
        });
        if let Some(separator) = separator {
            parts.push(trimmed(text, start..at));
            at += separator.len();
            start = at;
        } else {
            at += next.len_utf8();
        }
    }
    parts.push(trimmed(text, start..body.end));
    parts
}

/// One value as typed: so many of a unit of so many days, or of a unit that another value names.
#[derive(Clone, Copy)]
struct Amount {
    count: f64,
    unit: Option<f64>,
}

/// The amount of a part, or the word that kept it from being one (none when it is no amount at all).
fn amount(text: &str, part: Range<usize>) -> Result<Amount, Option<Range<usize>>> {
    let mut done: Option<Amount> = None;
    let mut open: Option<f64> = None;
    let mut at = part.start;
    while let Some(c) = text[at..part.end].chars().next() {
        let length = |fits: fn(char) -> bool| text[at..part.end].find(|c| !fits(c)).unwrap_or(part.end - at);
        if c.is_whitespace() || (c == '-' && open.is_some()) {
            at += c.len_utf8();
        } else if c.is_ascii_digit() {
            let end = at + length(|c| c.is_ascii_digit() || c == '.' || c == ',');
            let figures = text[at..end].replace(',', ".");
            let value: f64 = figures.parse().map_err(|_| None)?;
            if open.is_some() {
                return Err(Some(at..end));
            }
            (open, at) = (Some(value), end);
        } else if c.is_alphabetic() {
            let end = at + length(char::is_alphabetic);
            let word = text[at..end].to_lowercase();
            let number = NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
            match (number, open, unit(&word)) {
                (Some(value), None, _) => open = Some(value),
                (Some(_), Some(half), _) if word == "a" && half < 1.0 => {} // half a day
                (_, Some(count), Some(unit)) => {
                    // `1w 2d` adds up to days.
                    let sum = |done: Amount| done.count * done.unit.unwrap_or(1.0) + count * unit;
                    let new = Amount { count, unit: Some(unit) };
                    (done, open) = (Some(done.map_or(new, |done| Amount { count: sum(done), unit: Some(1.0) })), None);
                }
                _ if FILLERS.contains(&word.as_str()) => {}
                _ => return Err(Some(at..end)),
            }
            at = end;
        } else {
            return Err(None);
        }
    }
    match (done, open) {
        (None, Some(count)) => Ok(Amount { count, unit: None }),
        (Some(amount), None) => Ok(amount),
        (None, None) | (Some(_), Some(_)) => Err(None),
    }
}

fn unit(word: &str) -> Option<f64> {
    UNITS.iter().find(|(_, words)| words.contains(&word)).map(|(days, _)| *days)
}

/// One to three values, all effort or all dates.
fn several(
    text: &str,
    parts: &[Range<usize>],
    class: Class,
    all: &Range<usize>,
    ctx: &Typing,
) -> Result<Estimate, Misread> {
    if parts.len() > 3 {
        let why = format!("`{}` has {} values", &text[all.clone()], parts.len());
        return Err(Misread::new(all.clone(), why, "give one, two or three: low..likely..high"));
    }
    if let Some(part) = parts.iter().find(|part| part.is_empty()) {
        return Err(Misread::new(part.clone(), "one end of the range is missing", EXAMPLES));
    }
    let amounts: Vec<_> = parts.iter().map(|part| amount(text, part.clone())).collect();
    if let Ok(amounts) = amounts.iter().cloned().collect::<Result<Vec<Amount>, _>>() {
        return span(&efforts(text, parts, &amounts)?, class, all).map(Estimate::Effort);
    }
    let days = days(text, parts, ctx);
    let is_effort = |n: usize| amounts[n].as_ref().is_ok_and(|amount| amount.unit.is_some());
    match days {
        Ok(days) if !(0..parts.len()).any(is_effort) => span(&days, class, all).map(Estimate::Dates),
        Ok(_) => Err(mixed(text, all)),
        Err(n) => {
            let dates = parts.iter().map(|part| dates::parse(&text[part.clone()], ctx));
            let has_date = dates.clone().any(|date| date.is_ok());
            if has_date && (0..parts.len()).any(is_effort) {
                return Err(mixed(text, all));
            }
            Err(unread(text, parts[n].clone(), &amounts[n], ctx))
        }
    }
}

fn mixed(text: &str, all: &Range<usize>) -> Misread {
    let why = format!("`{}` mixes effort and dates", &text[all.clone()]);
    Misread::new(all.clone(), why, "give both ends as effort (5d..15d) or both as dates (1 apr..20 apr)")
}

/// Why a part is neither effort nor a date.
fn unread(text: &str, part: Range<usize>, tried: &Result<Amount, Option<Range<usize>>>, ctx: &Typing) -> Misread {
    let Err(date) = dates::parse(&text[part.clone()], ctx) else {
        return Misread::new(part, "this end was not understood", EXAMPLES);
    };
    let has_figure = text[part.clone()].starts_with(|c: char| c.is_ascii_digit());
    if let (Err(Some(word)), true) = (tried, has_figure) {
        let typed = &text[word.clone()];
        let why = format!("`{typed}` is not a unit of effort");
        let words = UNITS.iter().flat_map(|(_, words)| words.iter().copied()).filter(|word| word.len() > 2);
        if let Some(near) = nearest(typed, words) {
            let mended = format!("{}{near}{}", &text[..word.start], &text[word.end..]).trim().to_owned();
            return Misread::new(word.clone(), why, format!("did you mean `{mended}`?")).suggesting([mended]);
        }
        if date.suggestions.is_empty() && typed.starts_with(char::is_alphabetic) {
            return Misread::new(word.clone(), why, EXAMPLES);
        }
    }
    if date.suggestions.is_empty() {
        let why = format!("`{}` is not an estimate", text[part.clone()].escape_debug());
        return Misread::new(part, why, EXAMPLES);
    }
    date.moved(part.start)
}

/// The efforts of the values, each with its own unit or that of the next value that has one.
fn efforts(text: &str, parts: &[Range<usize>], amounts: &[Amount]) -> Result<Vec<Effort>, Misread> {
    let mut found = Vec::new();
    for (n, amount) in amounts.iter().enumerate() {
        let (part, typed) = (parts[n].clone(), &text[parts[n].clone()]);
        let near = amounts[n..].iter().chain(amounts[..n].iter().rev()).find_map(|amount| amount.unit);
        let Some(unit) = near else {
            return Err(Misread::new(part, format!("`{typed}` has no unit"), "say days or weeks")
                .suggesting([format!("{typed}d"), format!("{typed}w")]));
        };
        let days = amount.count * unit;
        found.push(Effort::from_days(days).ok_or_else(|| {
            if days > 0.0 {
                let why = format!("`{typed}` is over a thousand working days");
                Misread::new(part, why, "give a smaller estimate, or split the commitment")
            } else {
                Misread::new(part, format!("`{typed}` is no time at all"), "the least is an hour: 1h")
            }
        })?);
    }
    Ok(found)
}

/// The days of the values; the number of the first one that is no day.
fn days(text: &str, parts: &[Range<usize>], ctx: &Typing) -> Result<Vec<Day>, usize> {
    let mut found: Vec<Day> = Vec::new();
    let last = &text[parts[parts.len() - 1].clone()];
    for (n, part) in parts.iter().enumerate() {
        let typed = &text[part.clone()];
        // In `5..20 apr` the month stands once.
        let is_bare = !typed.is_empty() && typed.len() <= 2 && typed.bytes().all(|b| b.is_ascii_digit());
        let words = if is_bare {
            format!("{typed} {}", last.trim_start_matches(|c: char| c.is_ascii_digit()))
        } else {
            typed.into()
        };
        let mut read = dates::parse(&words, ctx);
        // A later end without a year is the first one after the earlier end: `20 dec..10 jan`.
        if let (Some(before), Ok(typed)) = (found.last(), &read)
            && typed.day < *before
            && !matches!(typed.how, How::Distance)
        {
            read = dates::parse(&words, &Typing { today: *before, ..*ctx }).or(read);
        }
        found.push(read.map_err(|_| n)?.day);
    }
    Ok(found)
}

/// The values as a span, which must not run backwards.
fn span<T: Copy + PartialOrd + std::fmt::Display>(
    values: &[T],
    class: Class,
    all: &Range<usize>,
) -> Result<Span<T>, Misread> {
    let made = match *values {
        [value] => Some(Span::single(value, class)),
        [low, high] => Span::range(low, None, high),
        [low, likely, high] => Span::range(low, Some(likely), high),
        _ => None,
    };
    made.ok_or_else(|| {
        let mut sorted = values.to_vec();
        sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        let written = |values: &[T]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join("..");
        let mended = written(&sorted);
        let why = match *values {
            [low, likely, high] if low <= high => format!("the likely value {likely} is not between {low} and {high}"),
            _ => format!("`{}` runs backwards", written(values)),
        };
        Misread::new(all.clone(), why, format!("low comes first, high last: {mended}")).suggesting([mended])
    })
}
