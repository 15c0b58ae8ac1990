//! Conditions of an estimate: what must be there for it to hold, and by when.

use super::act::Text;
use super::calendar::Calendar;
use super::commitment::Condition;
use super::dates::{self, Past, Typing};
use super::day::Day;

/// Reads the conditions of an answer given on a day; none of them is met yet.
#[must_use]
pub fn read_all(texts: &[Text], on: Day, calendar: &Calendar) -> Vec<Condition> {
    let typing = Typing { today: on, calendar, past: Past::Allow };
    texts.iter().map(|text| Condition { text: text.clone(), by: deadline(text, &typing), is_met: false }).collect()
}

/// The day that the words after the last `by` name, seen from the day they were said.
fn deadline(text: &str, typing: &Typing) -> Option<Day> {
    let after = text.rfind(" by ").map(|at| &text[at + 4..])?;
    let words: Vec<&str> = after.split_whitespace().take(4).collect();
    (1..=words.len())
        .rev()
        .find_map(|n| dates::parse(&words[..n].join(" "), typing).ok())
        .map(|typed| typed.day)
        .filter(|day| *day >= typing.today)
}
