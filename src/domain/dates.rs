//! Dates as people say them: `15 mar`, `next fri`, `+3w`, `in 10 working days`, `end of q2`, `fy27 q1`.
//!
//! What is typed is cut into tokens, the longest form of `phrase` that fits says what is meant, and `meaning` places it
//! in the calendar, seen from today. The rules where people differ:
//! - A period means its last day; a week's last day is its last worked one. `early`, `mid` and `beginning of` mean the
//!   days that [`period`] defines.
//! - What names no year rolls forward: `march` in November is next March. A *day* that passed in the last 90 days is
//!   asked back instead, for it is rather a slip than next year's.
//! - `fri` is the coming Friday and never today, `this fri` may be today, `next fri` is the Friday of next week.
//! - `before march` is the day ahead of it; `by` and `until` add nothing.
//! - `3/4` is asked back; `15/3` and `3/15` are not; with points the day comes first: `3.4.`.
//! - A fiscal year is named by the year in which it ends; quarters without one are those of the calendar.

mod explain;
mod hints;
mod meaning;
mod period;
mod phrase;
mod token;
mod words;

use std::ops::Range;

pub use explain::explain;
pub use words::Trust;

use super::calendar::Calendar;
use super::day::Day;
use super::misread::Misread;
use phrase::Hit;
use token::Token;
use words::{Sense, senses};

/// What typed text is read against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Typing<'a> {
    /// The day on which it is typed.
    pub today: Day,
    /// The book's working calendar.
    pub calendar: &'a Calendar,
    /// What a day that has passed means.
    pub past: Past,
}

/// What a day that has passed means where it is typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Past {
    /// Probably a slip: it is asked back. For dates that are promised.
    AskBack,
    /// It stands; words without a year still look forward. For what is entered or looked up after the fact.
    Allow,
    /// It is what is meant: words without a year look back. For the day something was said.
    Meant,
}

/// A day, and the words that it was given in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    /// The day.
    pub day: Day,
    /// The words as they were typed, for `said`.
    pub words: String,
    /// How the day follows from the words.
    pub how: How,
}

/// How a day follows from the words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// It was named: `15 mar`.
    Day,
    /// By its day of the week: `fri`.
    Weekday,
    /// So far from today or another day: `+3w`.
    Distance,
    /// As a day of a period, mostly the last: `q2`.
    Period {
        /// The first day of the period.
        first: Day,
        /// The last day of the period.
        last: Day,
    },
}

/// What is said back when a date was not understood.
pub type DateError = Misread;

/// A date phrase met in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The bytes of the phrase.
    pub range: Range<usize>,
    /// The bytes of the word that led to it, `by` or `due`.
    pub lead: Option<Range<usize>>,
    /// How far the phrase can be trusted to be a date.
    pub trust: Trust,
    /// The day, or why it must be asked back.
    pub typed: Result<Typed, Misread>,
}

/// The day that a text names; the whole text must be one date phrase.
///
/// # Errors
/// When it is not understood, could be two days, or has passed where that is asked back.
pub fn parse(text: &str, ctx: &Typing) -> Result<Typed, DateError> {
    whole(text, ctx).unwrap_or_else(|| {
        let all = token::tokens(text);
        Err(hints::misread(text, &all[..before_end(&all)], ctx))
    })
}

/// The day of a text, or what is wrong with it; none when no form fits the whole of it.
fn whole(text: &str, ctx: &Typing) -> Option<Result<Typed, Misread>> {
    let all = token::tokens(text);
    let end = before_end(&all);
    let start = all[..end].iter().take_while(|token| is_lead(token)).count();
    for from in [0, start] {
        for to in [all.len(), end] {
            if let Some(hit) = all.get(from..to).and_then(phrase::longest)
                && from + hit.used == to
            {
                return Some(settle(&hit, text, all[from].range.start..all[to - 1].range.end, text.trim(), ctx));
            }
        }
    }
    None
}

/// How many tokens there are before the point at the end of a sentence.
fn before_end(all: &[Token]) -> usize {
    let is_end = |token: &Token| token.is('.') || token.is(',') || token.is('!');
    all.iter().rposition(|token| !is_end(token)).map_or(0, |at| at + 1)
}

fn is_lead(token: &Token) -> bool {
    let is_empty = |sense| matches!(sense, Sense::Lead | Sense::Filler);
    token.word().is_some_and(|word| senses(word).any(is_empty))
}

fn settle(hit: &Hit, text: &str, range: Range<usize>, words: &str, ctx: &Typing) -> Result<Typed, Misread> {
    match meaning::resolve(&hit.meaning, ctx) {
        Ok((day, how)) => Ok(Typed { day, words: words.to_owned(), how }),
        Err(error) => {
            // The message names what was typed where it doesn't name a day.
            let why = error.why.strip_prefix("this is ").map(|rest| format!("`{}` is {rest}", &text[range.clone()]));
            let why = why.unwrap_or(error.why.clone());
            Err(Misread { range, why, ..error })
        }
    }
}

/// Every date phrase in a line, the longest at each place, none within a word.
///
/// Words that are dates only where nothing else can stand (`so`, `-3d`) are left alone.
#[must_use]
pub fn find(text: &str, ctx: &Typing) -> Vec<Found> {
    let all = token::tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        match phrase_at(text, &all, at, Trust::Led) {
            Some(hit) => {
                let range = all[at].range.start..all[at + hit.used - 1].range.end;
                let words = &text[range.clone()];
                // A number that belongs to the date before it is no day of this month.
                let is_free = |start: &usize| found.last().is_none_or(|before: &Found| before.range.end <= *start);
                let (range, typed) = match no_day_of_month(text, &all, at).filter(is_free) {
                    Some(start) => {
                        let range = start..range.end;
                        let why = format!("`{}` is not a day", &text[range.clone()]);
                        (range.clone(), Err(Misread::new(range, why, "say a day that the month has, such as 15 mar")))
                    }
                    None => (range.clone(), settle(&hit, text, range, words, ctx)),
                };
                found.push(Found { lead: lead_before(&all, at), trust: hit.trust, typed, range });
                at += hit.used;
            }
            None => at += 1,
        }
    }
    found
}

/// Where a number stands right before a month that isn't one of its days: `35 mar`.
fn no_day_of_month(text: &str, all: &[Token], at: usize) -> Option<usize> {
    let number = all.get(at.checked_sub(1)?)?;
    let is_number = text[number.range.clone()].bytes().all(|byte| byte.is_ascii_digit());
    let is_month = all[at].word().is_some_and(|word| senses(word).any(|sense| matches!(sense, Sense::Month(_))));
    (is_number && is_month).then_some(number.range.start)
}

/// How many bytes at the beginning of a text are a date, with what leads to it; none when it begins with no date.
#[must_use]
pub fn prefix(text: &str) -> Option<usize> {
    let all = token::tokens(text);
    let start = all.iter().take_while(|token| token.word().is_some_and(leads)).count();
    let hit = phrase_at(text, &all, start, Trust::Alone)?;
    Some(all[start + hit.used - 1].range.end)
}

/// The phrase of enough trust that begins at a token and is not a part of something else.
fn phrase_at(text: &str, all: &[Token], at: usize, trust: Trust) -> Option<Hit> {
    let first = all.get(at)?;
    let before = at.checked_sub(1).and_then(|before| all.get(before)).filter(|_| first.is_glued);
    if before.is_some_and(|before| !(before.is('(') || before.is('"') || before.is(','))) {
        return None;
    }
    // A longer phrase may run into something else where a shorter one doesn't.
    let mut end = all.len();
    while end > at {
        let hit = phrase::longest(&all[at..end])?;
        let next = all.get(at + hit.used).filter(|next| next.is_glued);
        let is_whole = next.is_none_or(|next| {
            let rest = &text[next.range.end..];
            [',', '.', ';', '!', '?', ')', '"', ':'].iter().any(|sign| next.is(*sign))
                && rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
        });
        if is_whole && hit.trust >= trust && !starts_dully(&all[at]) {
            return Some(hit);
        }
        end = at + hit.used - 1;
    }
    None
}

/// Whether a phrase would begin with a word that belongs to the sentence: in `by the end of q2` only `by` leads.
fn starts_dully(token: &Token) -> bool {
    token.word().is_some_and(leads)
}

/// Whether a word leads to a date and is none itself.
fn leads(word: &str) -> bool {
    senses(word).any(|sense| sense == Sense::Lead)
}

/// The words right before a token that lead to a date: `by`, `due on`, `no later than`.
fn lead_before(all: &[Token], at: usize) -> Option<Range<usize>> {
    let word = |back: usize| at.checked_sub(back).and_then(|n| all[n].word());
    let last = word(1).filter(|word| leads(word))?;
    // In `sign on by friday` the `on` belongs to the sentence.
    let count = match (word(3), word(2)) {
        (Some("no" | "not"), Some("later")) if last == "than" => 3,
        (_, Some("due" | "deadline")) => 2,
        _ => 1,
    };
    Some(all[at - count].range.start..all[at - 1].range.end)
}

/// The words that can begin a date, for completion: each a phrase that can be typed as it stands.
pub const COMMON: &[&str] = &[
    "today",
    "tomorrow",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "next mon",
    "next fri",
    "eow",
    "next week",
    "in 2 weeks",
    "in 3 weeks",
    "in 10 working days",
    "eom",
    "end of month",
    "mid next month",
    "end of next month",
    "eoq",
    "end of quarter",
    "end of next quarter",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "eoy",
    "end of year",
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
