//! Whose word a move is: who records it, for whom, on which day, with which remark.

use super::args::Said;
use super::desk::Desk;
use super::failure::Failure;
use super::lookup::near_person;
use super::me::Source;
use super::typed;
use crate::domain::act::{Act, Draft, Kind, Text};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::person::{Handle, People, Person, Role, Roles};

/// Everything about a move but what it says.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Who records it.
    pub by: Handle,
    /// For whom, when that is somebody else.
    pub proxy_for: Option<Handle>,
    /// The day it was said, when that isn't today.
    pub on: Option<Day>,
    /// The remark that goes with it.
    pub note: Option<Text>,
    /// Whether a handle close to a known one is a new person all the same.
    pub takes_new_people: bool,
    /// How it is known who records it.
    source: Source,
}

impl Voice {
    /// Reads it from the options.
    ///
    /// # Errors
    /// When a handle or the day isn't understood, or nothing says who speaks.
    pub fn of(said: &Said, desk: &Desk) -> Result<Self, Failure> {
        let me = desk.me()?;
        let people = &desk.book.rules.people;
        if me.source == Source::Login && !people.is_empty() && people.get(&me.handle).is_none() {
            let known: Vec<&str> = people.iter().map(|person| person.handle.as_str()).take(6).collect();
            return Err(Failure::usage(format!("nobody in this book is called `{}`, your login name", me.handle))
                .hint(format!("say who you are: --me HANDLE, such as {}", known.join(", ")))
                .hint("`me = \"HANDLE\"` in the configuration keeps it; --me with a new handle brings you in"));
        }
        let proxy_for = said.proxy_for.as_deref().map(|text| typed::handle("--for", text)).transpose()?;
        let on = said.on.as_deref().map(|text| desk.ground().said("--on", text)).transpose()?;
        Ok(Self {
            proxy_for: proxy_for.filter(|voice| *voice != me.handle),
            by: me.handle,
            on: on.filter(|day| *day != desk.today),
            note: typed::trimmed(said.note.as_deref()),
            takes_new_people: said.new_person,
            source: me.source,
        })
    }

    /// The person whose word it is.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        self.proxy_for.as_ref().unwrap_or(&self.by)
    }

    /// The day it was said.
    #[must_use]
    pub fn day(&self, today: Day) -> Day {
        self.on.unwrap_or(today)
    }

    /// A move of this voice about the terms named.
    #[must_use]
    pub fn draft(&self, act: Act, re: Option<Id>) -> Draft {
        Draft {
            re,
            proxy_for: self.proxy_for.clone(),
            on: self.on,
            note: self.note.clone(),
            ..Draft::new(self.by.clone(), act)
        }
    }

    /// The people this move brings into the book: whose word it is, and who is named as an owner.
    ///
    /// # Errors
    /// When a handle is a slip away from a known one; `--new-person` says that it isn't.
    pub fn newcomers(&self, kind: Kind, owners: &[(Handle, Role)], people: &People) -> Result<Vec<Person>, Failure> {
        let mut new: Vec<Person> = Vec::new();
        let mut named: Vec<(&Handle, Option<Roles>)> = Vec::new();
        // The login name of a book for one needs no entry: who isn't in the book may do everything.
        if self.source != Source::Login {
            let every = if people.is_empty() { Some(Roles::EVERY) } else { role_of(kind) };
            named.push((&self.by, every.filter(|_| self.proxy_for.is_none())));
        }
        if let Some(voice) = &self.proxy_for {
            named.push((voice, role_of(kind)));
        }
        named.extend(owners.iter().map(|(handle, role)| (handle, Some(Roles::of(&[*role])))));
        for (handle, roles) in named {
            let known_now = |handle: &Handle| new.iter().any(|person| person.handle == *handle);
            if people.get(handle).is_some() || known_now(handle) {
                continue;
            }
            if *handle == self.by && self.source == Source::Login {
                continue;
            }
            if !self.takes_new_people
                && let Some(near) = near_person(people, handle)
            {
                return Err(Failure::usage(format!("nobody in the book is called @{handle}"))
                    .hint(format!("did you mean `@{near}`?"))
                    .hint("--new-person adds somebody new"));
            }
            if let Some(roles) = roles {
                new.push(Person::new(handle.clone(), roles));
            }
        }
        Ok(new)
    }
}

/// The roles that a move of a kind implies; none where anyone may make it.
fn role_of(kind: Kind) -> Option<Roles> {
    match kind {
        Kind::Counter => Some(Roles::of(&[Role::Tech])),
        _ => kind.role().map(|role| Roles::of(&[role])),
    }
}
