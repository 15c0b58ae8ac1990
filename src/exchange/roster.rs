//! Names in cells, matched to the people of the book; a near miss is asked back, somebody new is listed.

use std::collections::HashMap;

use super::{Ground, Trouble, shown};
use crate::domain::misread::nearest;
use crate::domain::person::{Handle, People, Person, Role, Roles};
use crate::text::fold;

/// Everybody: those of the book, and those the sheet names besides.
pub(super) struct Roster<'a> {
    people: &'a People,
    new: Vec<Person>,
    /// What cells came to, by side and text: a sheet names the same few people again and again.
    read: HashMap<(Role, String), Result<Option<Handle>, Trouble>>,
}

/// Words that say that there is nobody.
const NOBODY: [&str; 14] =
    ["", "-", "–", "?", "n/a", "na", "none", "nobody", "tbd", "tba", "open", "unassigned", "offen", "niemand"];

impl<'a> Roster<'a> {
    pub(super) fn new(ground: &Ground<'a>) -> Self {
        Self { people: &ground.book.rules.people, new: Vec::new(), read: HashMap::new() }
    }

    /// Whom the book doesn't know yet.
    pub(super) fn into_new(self) -> Vec<Person> {
        self.new
    }

    /// The one person of a cell who acts for a side.
    pub(super) fn owner(&mut self, cell: &str, role: Role) -> Result<Option<Handle>, Trouble> {
        let key = (role, cell.trim().to_owned());
        if let Some(known) = self.read.get(&key) {
            return known.clone();
        }
        let found = self.find(&key.1, role);
        self.read.insert(key, found.clone());
        found
    }

    fn find(&mut self, cell: &str, role: Role) -> Result<Option<Handle>, Trouble> {
        let plain = fold(cell.trim_start_matches('@'));
        if NOBODY.contains(&plain.as_str()) {
            return Ok(None);
        }
        if let Some(handle) = self.of_book(&plain) {
            let roles = self.people.roles(&handle);
            if roles.has(role) {
                return Ok(Some(handle));
            }
            let called = self.people.called(&handle);
            return Err(Trouble::new(
                format!("{called} has no {} role", role.word()),
                format!("name somebody of {0}, or give {called} the {0} role in book.toml", role.word()),
            ));
        }
        if let Some(known) = self.new.iter_mut().find(|person| is_called(person, &plain)) {
            known.roles = known.roles.with(role);
            return Ok(Some(known.handle.clone()));
        }
        if ["/", ";", "&", "+", " and ", " und "].iter().any(|sign| plain.contains(sign)) {
            return Err(Trouble::new(
                format!("`{}` are several people", shown(cell)),
                "name the one who moves it, and the others in the notes",
            ));
        }
        if let Some(near) = self.near(&plain) {
            return Err(Trouble::new(
                format!("`{}` is not in the book, and `{near}` is", shown(cell)),
                format!("write {near} if that is meant, or add {} to book.toml first", shown(cell)),
            ));
        }
        self.add(cell, role).map(Some)
    }

    /// Somebody of the book: by handle, address, full name in either order, or a first name that only one has.
    fn of_book(&self, plain: &str) -> Option<Handle> {
        let exact = self.people.iter().find(|person| is_called(person, plain));
        exact.map(|person| person.handle.clone()).or_else(|| {
            let mut of_first_name =
                self.people.iter().filter(|person| person.name.is_some() && fold(&person.called()) == plain);
            of_first_name.next().filter(|_| of_first_name.next().is_none()).map(|person| person.handle.clone())
        })
    }

    fn near(&self, plain: &str) -> Option<String> {
        let names: Vec<String> = self
            .people
            .iter()
            .flat_map(|person| [Some(person.handle.to_string()), person.name.clone()])
            .flatten()
            .collect();
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let found = nearest(plain, folded.iter().map(String::as_str))?;
        folded.iter().position(|name| name == found).map(|at| names[at].clone())
    }

    fn add(&mut self, cell: &str, role: Role) -> Result<Handle, Trouble> {
        let cell = crate::text::clean(cell.trim_start_matches('@'));
        let is_address = cell.contains('@');
        let local = cell.split('@').next().unwrap_or(&cell);
        let name = match local.split_once(',') {
            Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
            None => local.trim().to_owned(),
        };
        let words: Vec<String> = fold(&name)
            .split_whitespace()
            .map(|word| {
                word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-')).collect::<String>()
            })
            .map(|word| word.trim_matches(['.', '-']).to_owned())
            .filter(|word| !word.is_empty())
            .collect();
        let is_taken = |handle: &Handle| {
            self.people.get(handle).is_some() || self.new.iter().any(|person| person.handle == *handle)
        };
        let forms = [words.first().cloned().unwrap_or_default(), words.join(".")];
        let numbered = (2..100).map(|n| format!("{}{n}", words.join(".")));
        let handle = forms
            .into_iter()
            .chain(numbered)
            .filter_map(|form| Handle::new(&form).ok())
            .find(|handle| !is_taken(handle));
        let Some(handle) = handle else {
            return Err(Trouble::new(
                format!("`{}` is not a name", shown(&cell)),
                "write a name, a handle or an address",
            ));
        };
        self.new.push(Person {
            name: (!is_address && name.contains(' ')).then(|| name.clone()),
            email: is_address.then(|| cell.to_string()),
            ..Person::new(handle.clone(), Roles::of(&[role]))
        });
        Ok(handle)
    }
}

/// Whether a folded text is the handle, the address or the full name of a person, the last name first or last.
fn is_called(person: &Person, plain: &str) -> bool {
    let name = person.name.as_deref().map(fold);
    let turned = name.as_deref().and_then(|name| name.rsplit_once(' ')).map(|(first, last)| format!("{last}, {first}"));
    let is = |text: Option<&str>| text == Some(plain);
    person.handle.as_str() == plain
        || is(person.email.as_deref().map(str::to_lowercase).as_deref())
        || is(name.as_deref())
        || is(turned.as_deref())
}
