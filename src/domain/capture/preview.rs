//! What was understood, line by line, as it is shown under the input while it is typed.

use super::{Captured, Context, Told, What};
use crate::domain::dates::explain;

/// One part of the promise in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// What it is; an unclear one is a question.
    pub what: What,
    /// The label before it.
    pub label: &'static str,
    /// What was understood, or what is missing.
    pub words: String,
    /// Whether it is missing: a dim mark, and never a refusal.
    pub is_missing: bool,
}

/// What was understood, what is still missing, and what must be asked back.
#[must_use]
pub fn preview(captured: &Captured, ctx: &Context) -> Vec<Seen> {
    let mut rows = Vec::new();
    let mut must = |what, label, words: Option<String>, missing: &str| {
        let is_missing = words.is_none();
        rows.push(Seen { what, label, words: words.unwrap_or(missing.to_owned()), is_missing });
    };
    let day = |day| explain(day, ctx.typing.today, ctx.typing.calendar);
    let customer = captured.customer.as_ref().map(|customer| {
        let is_known = ctx.customers.contains(&customer.as_str());
        if is_known { customer.clone() } else { format!("{customer} (new in the book)") }
    });
    must(What::Customer, "customer", customer, "no customer yet: begin with the name and a colon");
    must(What::Scope, "scope", Some(captured.scope.clone()).filter(|scope| !scope.is_empty()), "no scope yet");
    must(What::Due, "promised", captured.due.as_ref().map(|due| day(due.day)), "no date yet: by end of q2");
    must(What::Tech, "tech", captured.tech.as_deref().map(|handle| person(handle, ctx)), "no tech owner yet: @handle");
    must(What::Done, "done when", captured.done_when.clone(), "not said yet: done:\"works with Okta\"");
    let told = captured.told.as_ref().map(|told| match told {
        Told::Yes => "yes, today".to_owned(),
        Told::No => "no, the customer only asked".to_owned(),
        Told::On(typed) => day(typed.day),
    });
    let tags = Some(&captured.tags).filter(|tags| !tags.is_empty());
    let tags = tags.map(|tags| tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    let more = [
        (What::Sales, "sales", captured.sales.as_deref().map(|handle| person(handle, ctx))),
        (What::Stake, "stake", captured.stake.map(|stake| stake.to_string())),
        (What::Firmness, "firmness", captured.firmness.map(|firmness| firmness.to_string())),
        (What::Value, "value", captured.value.map(|money| money.to_string())),
        (What::Deal, "deal", captured.deal.clone()),
        (What::Capability, "capability", captured.capability.clone()),
        (What::Tag, "tags", tags),
        (What::Told, "told", told),
    ];
    let more = more.into_iter().filter_map(|(what, label, words)| Some((what, label, words?)));
    rows.extend(more.map(|(what, label, words)| Seen { what, label, words, is_missing: false }));
    rows.extend(captured.questions.iter().map(|question| Seen {
        what: What::Unclear,
        label: "asked back",
        words: format!("{}: {}", question.why, question.remedy),
        is_missing: false,
    }));
    rows
}

fn person(handle: &str, ctx: &Context) -> String {
    match ctx.people.iter().find(|known| known.handle == handle) {
        Some(known) if known.name.is_empty() => format!("@{handle}"),
        Some(known) => format!("{} (@{handle})", known.name),
        None => format!("@{handle} (new in the book)"),
    }
}
