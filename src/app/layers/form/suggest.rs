//! What a field suggests while it is typed into.

use super::Form;
use super::field::{Content, Field};
use super::table::{Fill, Slot};
use crate::app::layer::Context;
use crate::app::layers::known;
use crate::domain::dates::{self, COMMON, Past};
use crate::text::fold;

use super::field::typing;

/// More than this is not read.
const MOST: usize = 6;

/// A suggestion: what would stand in the field, and what that means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The whole text of the field.
    pub text: String,
    /// What it means, dim beside it.
    pub means: String,
}

impl Form {
    /// What the field in focus suggests for what was typed.
    #[must_use]
    pub fn suggestions(&self, context: &Context) -> Vec<Suggestion> {
        let Some(field) = self.fields.get(self.focus) else { return Vec::new() };
        let Some(line) = field.line().filter(|line| !line.is_proposal()) else { return Vec::new() };
        let typed = line.text().trim();
        // Somebody who only walks past a filled field is left in peace.
        if self.is_quiet && !typed.is_empty() {
            return Vec::new();
        }
        let found = match field.slot.fill() {
            Fill::Text if !typed.is_empty() => self.names(field, typed),
            Fill::Words if field.slot == Slot::Tags && !typed.is_empty() => self.tags(line.text()),
            Fill::Person(role) => people(typed, role, context),
            Fill::Day | Fill::AnyDay | Fill::PastDay => days(field, typed, context),
            Fill::Text
            | Fill::Lines
            | Fill::List
            | Fill::Words
            | Fill::Effort
            | Fill::Money
            | Fill::Word(_)
            | Fill::Own
            | Fill::Switch => Vec::new(),
        };
        found.into_iter().filter(|suggestion| suggestion.text.trim() != typed).take(MOST).collect()
    }

    fn names(&self, field: &Field, typed: &str) -> Vec<Suggestion> {
        let names = match field.slot {
            Slot::Customer => &self.known.customers,
            Slot::Deal => &self.known.deals,
            Slot::Capability => &self.known.capabilities,
            _ => return Vec::new(),
        };
        let typed = fold(typed);
        let fits = names.iter().filter(|name| begins(name, &typed));
        fits.take(MOST + 1).map(|name| Suggestion { text: name.to_string(), means: String::new() }).collect()
    }

    fn tags(&self, text: &str) -> Vec<Suggestion> {
        let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let (before, word) = text.split_at(start);
        let typed = fold(word.trim_start_matches('#'));
        let used: Vec<&str> = before.split_whitespace().map(|tag| tag.trim_start_matches('#')).collect();
        let fits = self.known.tags.iter().filter(|tag| fold(tag).starts_with(&typed) && !used.contains(&&***tag));
        fits.take(MOST + 1).map(|tag| Suggestion { text: format!("{before}#{tag}"), means: String::new() }).collect()
    }

    /// Takes the first suggestion, or the fix of what is wrong.
    pub(super) fn complete(&mut self, context: &Context) {
        self.is_quiet = false;
        let fix = self.fields.get(self.focus).and_then(|field| field.read(context, &self.known).err()?.fix);
        if let Some(fix) = fix {
            self.fill(&fix);
        } else if !self.suggestions(context).is_empty() {
            self.take_suggestion(self.suggestion.unwrap_or(0), context);
        } else if let Some(Content::Word(_)) = self.fields.get(self.focus).map(|field| &field.content) {
            self.key(crate::keymap::Key::char(' '), context);
        }
    }

    pub(super) fn take_suggestion(&mut self, at: usize, context: &Context) {
        if let Some(suggestion) = self.suggestions(context).get(at) {
            self.fill(&suggestion.text.clone());
        }
    }

    fn fill(&mut self, text: &str) {
        if let Some(line) = self.fields.get_mut(self.focus).and_then(Field::line_mut) {
            line.set(text);
        }
        self.touched();
        self.is_quiet = true;
    }
}

fn people(typed: &str, role: crate::domain::person::Role, context: &Context) -> Vec<Suggestion> {
    let typed = fold(typed.trim_start_matches('@'));
    let all = &context.book.rules.people;
    let fits = known::people(all, role).into_iter().filter(|handle| {
        let name = all.get(handle).and_then(|person| person.name.as_deref()).unwrap_or_default();
        handle.as_str().starts_with(&typed) || begins(name, &typed)
    });
    let named = |handle: crate::domain::person::Handle| {
        let person = all.get(&handle);
        let roles: Vec<&str> =
            person.iter().flat_map(|person| person.roles.iter()).map(crate::domain::person::Role::word).collect();
        Suggestion { text: handle.to_string(), means: roles.join(", ") }
    };
    fits.map(named).collect()
}

fn days(field: &Field, typed: &str, context: &Context) -> Vec<Suggestion> {
    let past = if field.slot.fill() == Fill::PastDay { Past::Meant } else { Past::Allow };
    let typing = typing(context, past);
    let proposals: &[&str] = match field.slot {
        Slot::Until => &["tomorrow", "fri", "+1w", "+2w"],
        Slot::Review => &["+1w", "+2w", "eom"],
        Slot::On => &["yesterday", "mon", "fri"],
        Slot::Due => &["eom", "eoq", "+2w", "+4w"],
        _ => &[],
    };
    let words: Vec<&str> = if typed.is_empty() {
        proposals.to_vec()
    } else if dates::parse(typed, &typing).is_ok() {
        Vec::new()
    } else {
        let plain = fold(typed);
        COMMON.iter().filter(|word| word.starts_with(&plain)).copied().collect()
    };
    let meant = words.into_iter().filter_map(|word| {
        let day = dates::parse(word, &typing).ok()?.day;
        Some(Suggestion { text: word.to_owned(), means: day.long() })
    });
    meant.collect()
}

/// Whether a name, or a word of it, begins as typed.
fn begins(name: &str, typed: &str) -> bool {
    let name = fold(name);
    typed.is_empty() || name.starts_with(typed) || name.match_indices(typed).any(|(at, _)| name[..at].ends_with(' '))
}
