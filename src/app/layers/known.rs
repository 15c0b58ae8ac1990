//! What the book knows already: customers, people, deals, tags. For suggestions, and for asking back near misses.

use std::collections::{HashMap, HashSet};

use crate::domain::act::Text;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::person::{Handle, People, Person, Role};
use crate::text::{fold, nearest};

/// The names of the book, gathered once when something opens: the one heard of last first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// The customers.
    pub customers: Vec<Text>,
    /// The deals that commitments or the last import name.
    pub deals: Vec<Text>,
    /// The capabilities.
    pub capabilities: Vec<Text>,
    /// The tags.
    pub tags: Vec<Text>,
}

impl Known {
    /// The names of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let mut deals = latest(book, |each| each.settings.deal.as_slice());
        let told: HashSet<Text> = deals.iter().cloned().collect();
        deals.extend(book.deals.iter().map(|deal| Text::from(deal.name.as_str())).filter(|name| !told.contains(name)));
        Self {
            customers: latest(book, |each| std::slice::from_ref(&each.customer)),
            deals,
            capabilities: latest(book, |each| each.settings.capability.as_slice()),
            tags: latest(book, |each| &each.settings.tags),
        }
    }

    /// The customer that was probably meant, where the typed name is none but nearly one.
    #[must_use]
    pub fn near_customer(&self, typed: &str) -> Option<&Text> {
        let plain = fold(typed);
        if let Some(same) = self.customers.iter().find(|name| fold(name) == plain) {
            return (**same != *typed).then_some(same);
        }
        let near = nearest(typed, self.customers.iter().map(|name| &**name))?;
        self.customers.iter().find(|name| &***name == near)
    }
}

/// The people, those with the role first.
#[must_use]
pub fn people(people: &People, role: Role) -> Vec<Handle> {
    let (fit, others): (Vec<&Person>, Vec<&Person>) = people.iter().partition(|person| person.roles.has(role));
    fit.into_iter().chain(others).map(|person| person.handle.clone()).collect()
}

fn latest<'b>(book: &'b Book, names: impl Fn(&'b Commitment) -> &'b [Text]) -> Vec<Text> {
    let mut last = HashMap::new();
    for each in book.commitments() {
        for name in names(each) {
            let at = last.entry(name).or_insert(each.last_move);
            *at = (*at).max(each.last_move);
        }
    }
    let mut found: Vec<_> = last.into_iter().collect();
    found.sort_unstable_by(|(one, at), (other, then)| then.cmp(at).then_with(|| one.cmp(other)));
    found.into_iter().map(|(name, _)| name.clone()).collect()
}

/// The handle that was probably meant, where the typed one is none but nearly one.
#[must_use]
pub fn near_person(people: &People, typed: &Handle) -> Option<String> {
    nearest(typed.as_str(), people.iter().map(|person| person.handle.as_str())).map(str::to_owned)
}

/// Whether two names are the same but for case and accents.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}
