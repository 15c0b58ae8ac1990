//! Whose hand a commit is, and what is known about it: people, times, and who answers to its address.

use std::borrow::Cow;

use crate::domain::act::Move;
use crate::domain::day::{Day, Moment};
use crate::domain::person::{Handle, People, Person, Role, Roles};

/// A commit as far as its moves are judged by it.
#[derive(Clone, Debug)]
pub(super) struct Hand<'a> {
    /// Those who have the committer's address, in the book before or as the push leaves it.
    pub(super) speakers: Vec<Handle>,
    /// That address.
    pub(super) address: &'a str,
    /// The people as they stood before, and who is new with this commit.
    pub(super) people: &'a People,
    /// Whether the book begins with it.
    pub(super) is_first: bool,
    /// When it was committed.
    pub(super) at: Moment,
    /// When the latest of its parents was.
    pub(super) stands_on: Option<Moment>,
    /// The clock here.
    pub(super) now: Moment,
    /// How many days a move may be older than the commit it stands on.
    pub(super) slack: i64,
}

impl Hand<'_> {
    /// The first commit of a book brings along whatever was said before; a book that knows nobody asks nobody.
    pub(super) fn may_say_anything(&self) -> bool {
        self.is_first || self.people.is_empty()
    }

    /// The people, with somebody the book doesn't know having no role: in a shared book a stranger says nothing.
    pub(super) fn strict(&self, made: &Move) -> Cow<'_, People> {
        if self.people.get(made.voice()).is_some() {
            return Cow::Borrowed(self.people);
        }
        let mut people = self.people.clone();
        people.insert(Person::new(made.voice().clone(), Roles::default()));
        Cow::Owned(people)
    }

    /// The day here, for words.
    pub(super) fn today(&self) -> Day {
        self.now.day(chrono_tz::Tz::UTC)
    }
}

/// Whether two addresses are one; their case doesn't count.
pub(super) fn is_address(known: Option<&str>, address: &str) -> bool {
    known.is_some_and(|known| known.trim().eq_ignore_ascii_case(address.trim()) && !address.trim().is_empty())
}

/// Those whose word a commit under an address is for `book.toml`: by the book before, else by what the commit itself says of somebody who had none, else by
/// what the push comes to say of somebody who has none.
pub(super) fn speakers(address: &str, before: &People, own: &People, later: &People) -> Vec<Handle> {
    let bearing = |people: &People, is_free: &dyn Fn(&Person) -> bool| -> Vec<Handle> {
        let all = people.iter().filter(|person| is_address(person.email.as_deref(), address) && is_free(person));
        all.map(|person| person.handle.clone()).collect()
    };
    let had_none = |person: &Person| before.get(&person.handle).is_none_or(|known| known.email.is_none());
    let known = bearing(before, &|_| true);
    if !known.is_empty() {
        return known;
    }
    let own = bearing(own, &had_none);
    if own.is_empty() { bearing(later, &had_none) } else { own }
}

/// Those whose moves a commit under an address may hold: also who has it as the push leaves the book, for the change of
/// an address is judged by itself, and comes after what was committed under the new one.
pub(super) fn voices(address: &str, speakers: &[Handle], later: &People) -> Vec<Handle> {
    let mut all = speakers.to_vec();
    for person in later.iter().filter(|person| is_address(person.email.as_deref(), address)) {
        if !all.contains(&person.handle) {
            all.push(person.handle.clone());
        }
    }
    all
}

/// Whether anybody in the book is a manager.
pub(super) fn has_manager(people: &People) -> bool {
    people.iter().any(|person| person.roles.has(Role::Manager))
}

/// The people as they stood before, and who is new since; only a manager makes a manager.
pub(super) fn with_newcomers(before: &People, own: &People, may_all: bool) -> People {
    let mut people = before.clone();
    for person in own.iter().filter(|person| before.get(&person.handle).is_none()) {
        let roles: Vec<Role> = person.roles.iter().filter(|role| may_all || *role != Role::Manager).collect();
        people.insert(Person { roles: Roles::of(&roles), ..person.clone() });
    }
    people
}
