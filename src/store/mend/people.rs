//! Handles that speak or own something, and aren't among the people of the book.

use std::collections::BTreeMap;

use super::{Case, Finding, Step, Weight};
use crate::domain::book::Book;
use crate::domain::person::{Handle, Person, Role, Roles};
use crate::store::record::nearest;

/// A book without people needs none: whoever is alone with it may do everything.
pub(super) fn cases(book: &Book) -> Vec<Case> {
    let people = &book.rules.people;
    if people.is_empty() {
        return Vec::new();
    }
    let mut seen: BTreeMap<&Handle, Roles> = BTreeMap::new();
    for commitment in book.commitments() {
        for made in &commitment.moves {
            seen.entry(&made.by).or_default();
            let roles = seen.entry(made.voice()).or_default();
            *roles = made.act.kind().role().map_or(*roles, |role| roles.with(role));
        }
        let owners = [(&commitment.settings.sales, Role::Sales), (&commitment.settings.tech, Role::Tech)];
        for (owner, role) in owners {
            if let Some(owner) = owner {
                let roles = seen.entry(owner).or_default();
                *roles = roles.with(role);
            }
        }
    }
    let strangers = seen.into_iter().filter(|(handle, _)| people.get(handle).is_none());
    strangers.map(|(handle, roles)| stranger(book, handle, roles)).collect()
}

fn stranger(book: &Book, handle: &Handle, roles: Roles) -> Case {
    let near = nearest(handle.as_str(), book.rules.people.iter().map(|person| person.handle.as_str()));
    let words = roles.iter().map(Role::word).collect::<Vec<_>>().join(", ");
    let words = if words.is_empty() { "no role".to_owned() } else { words };
    let what = format!("@{handle} is not among the people of the book, and so may say everything");
    let finding = |by_hand: String, would: String, did: String| Finding {
        file: "book.toml".into(),
        line: None,
        what: what.clone(),
        by_hand,
        would,
        did,
        weight: Weight::Look,
    };
    if let Some(near) = near {
        let by_hand = format!("add [people.{handle}] with roles to book.toml, unless @{near} is meant");
        return Case { findings: vec![finding(by_hand, String::new(), String::new())], steps: Vec::new() };
    }
    let finding = finding(
        String::new(),
        format!("adds [people.{handle}] with the roles of what was said: {words}"),
        format!("added [people.{handle}]: {words}"),
    );
    Case { findings: vec![finding], steps: vec![Step::Person(Box::new(Person::new(handle.clone(), roles)))] }
}
