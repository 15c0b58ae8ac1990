//! Who moves it on each side: `@dana` is put where that person's role says.

use std::ops::Range;

use super::{Known, Question, Reading, What, is_same};
use crate::domain::misread::nearest;

/// Takes every `@handle`: first those with one role, then the others where a place is left.
pub(super) fn take(reading: &mut Reading) {
    for has_one_role in [true, false] {
        for at in 0..reading.words.len() {
            let word = &reading.words[at];
            let Some(typed) = word.text.strip_prefix('@').filter(|_| reading.is_free(at)) else {
                continue;
            };
            let typed = typed.trim_end_matches(['.', ',', ';', ':', ')', '?']).to_owned();
            if typed.is_empty() {
                continue;
            }
            let known = known(reading.ctx.people, typed.trim_end_matches('!'));
            if known.is_some_and(|known| known.is_sales != known.is_tech) == has_one_role {
                place(reading, at, &typed, known);
            }
        }
    }
}

fn place(reading: &mut Reading, at: usize, typed: &str, known: Option<Known>) {
    let range = reading.words[at].range.clone();
    let range = range.start..range.start + 1 + typed.len();
    let handle = known.map_or_else(|| typed.trim_end_matches('!').to_lowercase(), |known| known.handle.to_owned());
    let is_there = |side: &Option<String>| side.as_deref() == Some(handle.as_str());
    let (tech, sales) = (&reading.found.tech, &reading.found.sales);
    let may_tech = known.is_none_or(|known| known.is_tech || !known.is_sales);
    let may_sales = known.is_none_or(|known| known.is_sales || !known.is_tech);
    let what = if (may_tech && is_there(tech)) || (!may_sales && tech.is_none()) {
        What::Tech
    } else if may_sales && is_there(sales) {
        What::Sales
    } else if may_tech && tech.is_none() {
        What::Tech
    } else if may_sales && sales.is_none() {
        What::Sales
    } else {
        let (side, other) = if may_tech { ("tech", tech) } else { ("sales", sales) };
        let other = other.clone().unwrap_or_default();
        let question = Question {
            range: range.clone(),
            why: format!("@{other} is the {side} owner already, and @{handle} would be another"),
            remedy: "keep one of them".into(),
            suggestions: vec![String::new()],
        };
        reading.take(at..at + 1, What::Unclear);
        reading.ask(question, Some(format!("@{typed}")));
        return;
    };
    reading.take(at..at + 1, what);
    let handle = named(reading, typed, &(range.start + 1..range.end));
    if what == What::Tech {
        reading.found.tech = Some(handle);
    } else {
        reading.found.sales = Some(handle);
    }
}

/// The handle of somebody named; a new one is asked back when it is nearly a known one, unless `!` is behind it.
pub(super) fn named(reading: &mut Reading, typed: &str, range: &Range<usize>) -> String {
    let typed = typed.trim_start_matches('@');
    let (handle, is_meant) = (typed.trim_end_matches('!'), typed.ends_with('!'));
    if let Some(known) = known(reading.ctx.people, handle) {
        return known.handle.to_owned();
    }
    let near = nearest(handle, reading.ctx.people.iter().map(|known| known.handle));
    if let Some(near) = near.filter(|_| !is_meant) {
        let question = Question {
            range: range.clone(),
            why: format!("nobody is called @{handle}"),
            remedy: format!("did you mean @{near}? write @{handle}! for somebody new"),
            suggestions: vec![near.to_owned(), format!("{handle}!")],
        };
        reading.ask(question, None);
    }
    handle.to_lowercase()
}

/// The person of a handle, or of a first name that only one has.
fn known<'a>(people: &[Known<'a>], typed: &str) -> Option<Known<'a>> {
    let by_handle = people.iter().find(|known| is_same(known.handle, typed));
    let first_name = |known: &&Known| known.name.split_whitespace().next().is_some_and(|name| is_same(name, typed));
    let mut by_name = people.iter().filter(first_name);
    by_handle.or_else(|| by_name.next().filter(|_| by_name.next().is_none())).copied()
}
