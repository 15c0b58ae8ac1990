//! From what a line says to the promise that is recorded.

use crate::app::layer::Context;
use crate::domain::act::{Act, Draft, Entry, Promise, Settings, Target, Text};
use crate::domain::capture::{Captured, Known, Question, Told};
use crate::domain::commitment::Commitment;
use crate::domain::person::{Handle, Person, Role, Roles};
use crate::text::fold;

/// Everybody, as a line is read against.
pub(super) fn people<'a>(context: &Context<'a>) -> Vec<Known<'a>> {
    let all = context.book.rules.people.iter();
    all.map(|person| Known {
        handle: person.handle.as_str(),
        name: person.name.as_deref().unwrap_or_default(),
        is_sales: person.roles.has(Role::Sales),
        is_tech: person.roles.has(Role::Tech),
    })
    .collect()
}

/// The question in words, with what Tab and a second Enter do.
pub(super) fn asked_back(question: &Question) -> String {
    let tab = question.suggestions.first().filter(|text| !text.is_empty());
    let tab = tab.map_or_else(String::new, |text| format!("; tab takes `{text}`"));
    format!("{}: {}{tab}; enter again goes on as it is", question.why, question.remedy)
}

/// The promise of a line; what it couldn't say stands in the note, so that nothing typed is lost.
pub(super) fn entry(captured: &Captured, is_told: bool, context: &Context) -> Entry {
    let text = |text: &Option<String>| text.as_deref().map(Text::from);
    let list = |list: &[String]| list.iter().map(|each| Text::from(each.as_str())).collect();
    let person = |handle: &Option<String>| handle.as_deref().and_then(|handle| Handle::new(handle).ok());
    let (told, on) = match &captured.told {
        Some(Told::Yes) => (true, None),
        Some(Told::No) => (false, None),
        Some(Told::On(typed)) => (true, Some(typed.day).filter(|day| *day < context.today)),
        None => (is_told, None),
    };
    let promise = Promise {
        customer: text(&captured.customer).unwrap_or_default(),
        scope: captured.scope.as_str().into(),
        due: captured.due.as_ref().map(|due| due.day),
        said: captured.due.as_ref().map(|due| due.words.as_str().into()),
        told,
        told_due: None,
        done_when: text(&captured.done_when),
        conditions: Vec::new(),
        settings: Settings {
            sales: person(&captured.sales),
            tech: person(&captured.tech),
            deal: text(&captured.deal),
            value: captured.value,
            firmness: captured.firmness,
            stake: captured.stake,
            capability: text(&captured.capability),
            tags: list(&captured.tags),
            links: Vec::new(),
        },
    };
    let note = Some(captured.unread.join(" ")).filter(|unread| !unread.is_empty());
    let draft = Draft::new(context.me.clone(), Act::Promise(Box::new(promise)));
    Entry { on: Target::New, draft: Draft { on, note: note.map(Text::from), ..draft } }
}

/// The people whom a line names and the book doesn't know.
pub(super) fn newcomers(captured: &Captured, context: &Context) -> Vec<Person> {
    let places = [(&captured.tech, Role::Tech), (&captured.sales, Role::Sales)];
    let mut found: Vec<Person> = Vec::new();
    for (handle, role) in places {
        let Some(handle) = handle.as_deref().and_then(|handle| Handle::new(handle).ok()) else { continue };
        let is_known = context.book.rules.people.get(&handle).is_some() || handle == *context.me;
        match found.iter_mut().find(|person| person.handle == handle) {
            Some(person) => person.roles = person.roles.with(role),
            None if is_known => {}
            None => found.push(Person::new(handle, Roles::of(&[role]))),
        }
    }
    found
}

/// An open commitment to the same customer about nearly the same.
pub(super) fn twin<'a>(captured: &Captured, context: &Context<'a>) -> Option<&'a Commitment> {
    let customer = captured.customer.as_deref()?;
    let wanted = words(&captured.scope);
    if wanted.is_empty() {
        return None;
    }
    let theirs = context.book.commitments().iter().filter(|each| *each.customer == *customer && each.is_open());
    let near = theirs.filter_map(|each| {
        let scope = words(&each.terms.scope);
        let shared = wanted.iter().filter(|word| scope.contains(word)).count();
        // Most of the shorter of the two stands in the other.
        let shorter = wanted.len().min(scope.len());
        (shared > 0 && shared * 3 >= shorter * 2).then_some((shared, each))
    });
    near.max_by_key(|(shared, _)| *shared).map(|(_, each)| each)
}

/// The words that tell one scope from another.
fn words(scope: &str) -> Vec<String> {
    let words = fold(scope);
    let mut found: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2 && !["the", "and", "for", "with"].contains(word))
        .map(str::to_owned)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
