//! May a commit's `book.toml` say what it says? Pure: what it said before, what it says now, who says it.

use super::hand::is_address;
use super::{Fault, fault};
use crate::domain::person::{Handle, People, Person, Role};
use crate::store::rules::Read;

/// Who changes the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Actor<'a> {
    /// Those of the book who have the committer's address, as it was before.
    pub(super) handles: &'a [Handle],
    /// That address.
    pub(super) address: &'a str,
    /// A manager, or anybody while the book has none.
    pub(super) may_all: bool,
}

const ASK: &str = "ask a manager of the book to change it; the next sync here sets this change aside";

/// Compares the page with what it said before.
pub(super) fn check(before: &Read, after: &Read, text: &str, actor: Actor) -> Vec<Fault> {
    let mut faults: Vec<Fault> = unreadable(before, after);
    if after.is_broken || actor.may_all {
        return faults;
    }
    let heads = |header: &str| head(text, header);
    for person in after.rules.people.iter() {
        let line = heads(&format!("[people.{}]", person.handle));
        let found = match before.rules.people.get(&person.handle) {
            None => newcomer(person, &before.rules.people),
            Some(known) => changed(known, person, &before.rules.people, actor),
        };
        faults.extend(found.into_iter().map(|(why, remedy)| fault(line, why, remedy)));
    }
    for person in before.rules.people.iter().filter(|person| after.rules.people.get(&person.handle).is_none()) {
        faults.push(fault(
            heads("[people"),
            format!("@{} is no longer among the people", person.handle),
            "bring them back, or ask a manager; who has left simply keeps no role",
        ));
    }
    let (old, new) = (&before.rules, &after.rules);
    let kept = [
        ("the policy", "[policy", old.policy == new.policy),
        ("the calendar", "[calendar", old.calendar == new.calendar),
        ("the time zone", "timezone", old.zone == new.zone),
        ("the schema", "schema", before.schema == after.schema),
    ];
    faults.extend(
        kept.iter()
            .filter(|(_, _, is_kept)| !is_kept)
            .map(|(what, header, _)| fault(heads(header), format!("{what} changes, which only a manager does"), ASK)),
    );
    faults
}

/// What can't be read now and could before.
fn unreadable(before: &Read, after: &Read) -> Vec<Fault> {
    let is_old = |why: &str| before.problems.iter().any(|problem| problem.why == why);
    let new = after.problems.iter().filter(|problem| !is_old(&problem.why));
    new.map(|problem| fault(problem.line, problem.why.clone(), problem.remedy.clone())).collect()
}

fn newcomer(person: &Person, before: &People) -> Option<(String, String)> {
    if person.roles.has(Role::Manager) {
        return Some((format!("@{} is new and a manager at once", person.handle), ASK.into()));
    }
    taken(person, before)
}

fn changed(known: &Person, person: &Person, before: &People, actor: Actor) -> Option<(String, String)> {
    let handle = &person.handle;
    let is_own = actor.handles.contains(handle);
    if known.roles != person.roles {
        let why = if is_own {
            format!("@{handle} changes their own roles")
        } else {
            format!("the roles of @{handle} change, which only a manager does")
        };
        return Some((why, ASK.into()));
    }
    let is_moved = known.email.as_deref().map(str::trim) != person.email.as_deref().map(str::trim);
    if !is_moved {
        return None;
    }
    let is_first_claim = known.email.is_none()
        && actor.handles.iter().all(|each| each == handle)
        && is_address(person.email.as_deref(), actor.address);
    if !is_own && !is_first_claim {
        let remedy = if known.email.is_none() {
            "let them commit it under that address, or ask a manager"
        } else {
            "let them change it themselves, or ask a manager"
        };
        return Some((format!("the address of @{handle} changes, and {} isn't theirs", actor.address), remedy.into()));
    }
    taken(person, before)
}

/// Two people can't have one address: nobody could tell whose word it is.
fn taken(person: &Person, before: &People) -> Option<(String, String)> {
    let address = person.email.as_deref()?;
    let owner =
        before.iter().find(|each| each.handle != person.handle && is_address(each.email.as_deref(), address))?;
    Some((
        format!("the address of @{} is the one of @{} already", person.handle, owner.handle),
        "one person has one handle in the book; give them both roles instead, or another address".into(),
    ))
}

/// The line of a header or a key, from 1.
fn head(text: &str, header: &str) -> Option<u32> {
    let line = text.lines().position(|line| line.trim_start().starts_with(header))?;
    u32::try_from(line + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::rules;

    const BOOK: &str = "[people.sam]\nemail = \"sam@x.test\"\nroles = [\"sales\"]\n\n\
                        [people.lee]\nroles = [\"tech\"]\n\n[people.kim]\nemail = \"kim@x.test\"\nroles = [\"manager\"]\n";

    /// What somebody under an address may not make of the book, a line each.
    fn check(address: &str, may_all: bool, from: &str, to: &str, expected: &[&str]) {
        let text = BOOK.replacen(from, to, 1);
        let before = rules::read(BOOK);
        let own = super::super::hand::speakers(address, &before.rules.people, &People::default(), &People::default());
        let actor = Actor { handles: &own, address, may_all };
        let faults = super::check(&before, &rules::read(&text), &text, actor);
        let words: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}: {}", fault.line.map_or_else(String::new, |line| line.to_string()), fault.why))
            .collect();
        assert_eq!(words, expected, "{address}: {text}");
    }

    #[test]
    fn who_may_change_what() {
        let (sam, lee, kim) = ("Sam@X.test", "lee@x.test", "kim@x.test");
        let people = "[people.sam]\n";
        // One's own entry but the roles; others' absences.
        check(sam, false, people, "[people.sam]\nname = \"Sam Okafor\"\nfocus = 0.4\n", &[]);
        check(sam, false, "sam@x.test", "sam@new.test", &[]);
        check(lee, false, people, "[people.sam]\naway = [2026-12-24]\n", &[]);
        check(sam, false, "[\"sales\"]", "[\"sales\", \"tech\"]", &["1: @sam changes their own roles"]);
        check(sam, false, "[\"tech\"]", "[]", &["5: the roles of @lee change, which only a manager does"]);
        check(kim, true, "[\"tech\"]", "[]", &[]);
        // An address is claimed once, by who has it.
        let claim = |address: &str| format!("[people.lee]\nemail = \"{address}\"\n");
        check(lee, false, "[people.lee]\n", &claim("LEE@x.test"), &[]);
        let not_theirs = |who: &str| format!("5: the address of @lee changes, and {who} isn't theirs");
        check(sam, false, "[people.lee]\n", &claim("lee@x.test"), &[&not_theirs(sam)]);
        check(sam, false, "[people.lee]\n", &claim("sam@x.test"), &[&not_theirs(sam)]);
        check(kim, true, "[people.lee]\n", &claim("lee@x.test"), &[]);
        let kims = "1: the address of @sam is the one of @kim already";
        check(sam, false, "sam@x.test", "kim@x.test", &[kims]);
        // Somebody new.
        check(
            "new@x.test",
            false,
            people,
            "[people.ada]\nemail = \"new@x.test\"\nroles = [\"tech\"]\n[people.sam]\n",
            &[],
        );
        let boss = "[people.ada]\nroles = [\"manager\"]\n[people.sam]\n";
        check("new@x.test", false, people, boss, &["1: @ada is new and a manager at once"]);
        let double = "[people.ada]\nroles = [\"tech\"]\nemail = \"kim@x.test\"\n[people.sam]\n";
        check(sam, false, people, double, &["1: the address of @ada is the one of @kim already"]);
        // What is everybody's, and what is not.
        check(sam, false, people, "[[view]]\nname = \"Mine\"\nquery = \"tag:x\"\n[people.sam]\n", &[]);
        check(
            sam,
            false,
            people,
            "timezone = \"Europe/Berlin\"\n[people.sam]\n",
            &["1: the time zone changes, which only a manager does"],
        );
        let week = "[calendar]\nworkdays = [\"mon\"]\n[people.sam]\n";
        check(sam, false, people, week, &["1: the calendar changes, which only a manager does"]);
        check(sam, false, "[people.lee]\nroles = [\"tech\"]\n", "", &["1: @lee is no longer among the people"]);
        check(kim, true, people, "policy = 3\n[people.sam]\n", &["1: `policy`: it is not a table"]);
    }
}
