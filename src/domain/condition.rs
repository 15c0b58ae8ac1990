//! Conditions of an estimate: what must be there for it to hold, and by when.

use super::act::Text;
use super::commitment::Condition;
use super::day::Day;

/// Reads the conditions of an answer given on a day; none of them is met yet.
#[must_use]
pub fn read_all(texts: &[Text], on: Day) -> Vec<Condition> {
    texts.iter().map(|text| Condition { text: text.clone(), by: deadline(text, on), is_met: false }).collect()
}

/// The day that the last `by …` of the words names, seen from the day they were said.
fn deadline(text: &str, on: Day) -> Option<Day> {
    let after = text.rfind(" by ").map(|at| &text[at + 4..])?;
    after.split_whitespace().next()?.parse().ok().filter(|day| *day >= on)
}
