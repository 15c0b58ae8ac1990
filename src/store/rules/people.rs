//! `[people.<handle>]`: who is in the book, what they may do, when they are away.

use super::page::{Key, Page};
use crate::domain::person::{Handle, People, Person, Role, Roles};
use crate::store::record::nearest;

const KNOWN: [&str; 6] = ["name", "email", "roles", "focus", "away", "team"];

pub(super) fn read<'t>(page: &mut Page<'t>, key: &Key<'t>) -> People {
    let mut people = People::default();
    for key in page.table(key) {
        match Handle::new(key.name()) {
            Ok(handle) => people.insert(person(page, &key, handle)),
            Err(words) => {
                let (why, remedy) = words.rsplit_once(": ").unwrap_or((&words, ""));
                page.wrong(&key, why, remedy);
            }
        }
    }
    people
}

fn person<'t>(page: &mut Page<'t>, key: &Key<'t>, handle: Handle) -> Person {
    let mut person = Person::new(handle, Roles::default());
    let mut has_roles = false;
    for key in page.table(key) {
        match key.name() {
            "name" => person.name = page.text(&key).map(str::to_owned),
            "email" => person.email = page.text(&key).map(str::to_owned),
            "team" => person.team = page.text(&key).map(str::to_owned),
            "focus" => person.focus = page.share(&key),
            "away" => person.away = page.day_ranges(&key),
            "roles" => {
                has_roles = true;
                person.roles = roles(page, &key);
            }
            _ => page.unknown(&key, &KNOWN),
        }
    }
    if !has_roles {
        page.wrong(key, "it has no roles", "add a line roles = [\"sales\"], of sales, tech and manager");
    }
    person
}

/// The roles that could be read; a word that is none of them gives no right.
fn roles(page: &mut Page, key: &Key) -> Roles {
    let mut roles = Roles::default();
    for word in page.texts(key).unwrap_or_default() {
        if let Some(role) = Role::parse(&word) {
            roles = roles.with(role);
            continue;
        }
        let words = Role::ALL.map(Role::word);
        let remedy = nearest(&word, words)
            .map_or_else(|| format!("write one of {}", words.join(", ")), |near| format!("did you mean `{near}`?"));
        page.wrong(key, &format!("`{}` is not a role", word.escape_debug()), &remedy);
    }
    roles
}
