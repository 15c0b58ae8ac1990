//! A captured promise as a line again, which reads as the same promise.

use super::line::quoted;
use super::{Captured, Context, Field, Told, read};
use crate::domain::dates::{Typed, parse};
use crate::domain::day::Day;

/// The line that says what was captured: as people write it where that is clear, with every part named otherwise.
#[must_use]
pub fn write(captured: &Captured, ctx: &Context) -> String {
    let natural = natural(captured);
    if read(&natural, ctx).says_as(captured) {
        return natural;
    }
    let named = named(captured, ctx);
    // A person nearly called like another is meant as written.
    if read(&named, ctx).says_as(captured) { named } else { natural }
}

/// `Acme: SAML SSO by end of q2 @dana deal-breaker €120k #auth`.
fn natural(captured: &Captured) -> String {
    let mut parts = Vec::new();
    parts.extend(captured.customer.as_ref().map(|customer| format!("{customer}:")));
    parts.extend(Some(captured.scope.clone()).filter(|scope| !scope.is_empty()));
    parts.extend(captured.due.as_ref().map(|due| match due.words.to_lowercase().split_whitespace().next() {
        Some("by" | "before" | "vor" | "in" | "im" | "within" | "during" | "due" | "on") => due.words.clone(),
        _ => format!("by {}", due.words),
    }));
    parts.extend(captured.tech.iter().chain(&captured.sales).map(|handle| format!("@{handle}")));
    parts.extend(captured.stake.map(|stake| stake.word().to_owned()));
    parts.extend(captured.firmness.map(|firmness| format!("{}:{}", Field::Firmness.name(), firmness.word())));
    parts.extend(captured.value.map(|money| money.to_string()));
    parts.extend(captured.tags.iter().map(|tag| format!("#{tag}")));
    rest(captured, &mut parts);
    parts.join(" ")
}

/// Every part by its name, in quotes where it needs them.
fn named(captured: &Captured, ctx: &Context) -> String {
    let mut parts = Vec::new();
    let mut name = |field: Field, value: Option<String>| {
        parts.extend(value.map(|value| format!("{}:{}", field.name(), quote(&value))));
    };
    name(Field::Customer, captured.customer.clone());
    name(Field::Scope, Some(captured.scope.clone()).filter(|scope| !scope.is_empty()));
    name(Field::Due, captured.due.as_ref().map(|due| words(due, ctx)));
    // Behind a handle, `!` says that it is meant as written.
    let meant = |handle: &String| {
        let is_known = ctx.people.iter().any(|known| known.handle == handle);
        if is_known { handle.clone() } else { format!("{handle}!") }
    };
    name(Field::Tech, captured.tech.as_ref().map(meant));
    name(Field::Sales, captured.sales.as_ref().map(meant));
    name(Field::Stake, captured.stake.map(|stake| stake.word().to_owned()));
    name(Field::Firmness, captured.firmness.map(|firmness| firmness.word().to_owned()));
    name(Field::Value, captured.value.map(|money| money.to_string()));
    for tag in &captured.tags {
        name(Field::Tag, Some(tag.clone()));
    }
    rest(captured, &mut parts);
    parts.join(" ")
}

/// What has no other form than its name, and what could not be read.
fn rest(captured: &Captured, parts: &mut Vec<String>) {
    let told = captured.told.as_ref().map(|told| match told {
        Told::Yes => "yes".to_owned(),
        Told::No => "no".to_owned(),
        Told::On(typed) => typed.words.clone(),
    });
    let fields = [
        (Field::Deal, captured.deal.clone()),
        (Field::Capability, captured.capability.clone()),
        (Field::Done, captured.done_when.clone()),
        (Field::Told, told),
    ];
    for (field, value) in fields {
        parts.extend(value.map(|value| format!("{}:{}", field.name(), quote(&value))));
    }
    parts.extend(captured.unread.iter().cloned());
}

/// The words of a date where they still mean that day, the day otherwise.
fn words(due: &Typed, ctx: &Context) -> String {
    let day = |text: &str| -> Option<Day> { parse(text, &ctx.typing).ok().map(|typed| typed.day) };
    if day(&due.words) == Some(due.day) { due.words.clone() } else { due.day.to_string() }
}

/// A value as it is written behind the name of its field.
fn quote(value: &str) -> String {
    let is_plain =
        !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '!'));
    if is_plain { value.to_owned() } else { quoted(value) }
}
