//! `book.toml`: name, people, calendar, policy and views; all mistakes are reported together, the good parts are kept.

mod calendar;
mod change;
mod page;
mod people;
mod policy;
mod views;

use chrono_tz::Tz;

pub(super) use change::{Change, changed, fresh};
use page::Page;

use super::merge::resolved;
use super::record::conflict::first_marker;
use super::record::{nearest, problem};
use crate::domain::book::{Problem, Rules};

/// The name of the file.
pub(super) const FILE: &str = "book.toml";

/// The schema this version writes.
pub(super) const SCHEMA: i64 = 1;

/// What `book.toml` says, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) rules: Rules,
    pub(super) schema: i64,
    pub(super) problems: Vec<Problem>,
    /// Whether it can't be read at all, so that nobody knows who may write what.
    pub(super) is_broken: bool,
}

/// Reads the text of `book.toml`.
pub(super) fn read(text: &str) -> Read {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(line) = first_marker(text) {
        let conflict = "git left a conflict in it";
        let remedy = "`countersign doctor --fix` takes over what both sides say";
        let merged = resolved(FILE, text.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok());
        let broken = unreadable(Some(line), conflict, remedy);
        return match merged.filter(|merged| first_marker(merged).is_none()).map(|merged| read(&merged)) {
            // What else is wrong is said once the markers are out: until then its lines are others.
            Some(both) if !both.is_broken => {
                let remedy = format!("{remedy}; until then both sides are read, and nothing is written to the book");
                let problem = problem(Some(line), None, conflict, &remedy);
                let problems = vec![Problem { file: FILE.into(), ..problem }];
                Read { problems, is_broken: true, ..both }
            }
            Some(_) | None => broken,
        };
    }
    let mut page = Page::new(text);
    let root = page.parse();
    let is_broken = !page.problems().is_empty();
    let mut rules = Rules::default();
    let mut schema = SCHEMA;
    for key in root.keys_in_order() {
        match key.name() {
            "schema" => schema = page.whole(&key, 1..=i64::MAX).unwrap_or(SCHEMA),
            "name" => rules.name = page.text(&key).map_or(rules.name, str::to_owned),
            "timezone" => {
                rules.zone = page.text(&key).and_then(|name| zone(&mut page, &key, name)).unwrap_or(rules.zone);
            }
            "people" => rules.people = people::read(&mut page, &key),
            "calendar" => rules.calendar = calendar::read(&mut page, &key),
            "policy" => rules.policy = policy::read(&mut page, &key),
            "view" => rules.views = views::read(&mut page, &key),
            _ => page.unknown(&key, &["schema", "name", "timezone", "people", "calendar", "policy", "view"]),
        }
    }
    if schema > SCHEMA {
        page.wrong_why(
            Some("schema"),
            1,
            &format!("the book has schema {schema}, which is newer than this program"),
            "update the program; until then the book is read and not written",
        );
    }
    Read { rules, schema, problems: page.into_problems(), is_broken }
}

/// What a `book.toml` counts as that can't be read at all.
pub(super) fn unreadable(line: Option<u32>, why: &str, remedy: &str) -> Read {
    let problem = Problem {
        file: FILE.into(),
        line,
        key: None,
        why: why.to_owned(),
        remedy: format!("{remedy}; until then the usual rules hold"),
    };
    Read { rules: Rules::default(), schema: SCHEMA, problems: vec![problem], is_broken: true }
}

fn zone(page: &mut Page, key: &page::Key, name: &str) -> Option<Tz> {
    let zone = name.parse().ok();
    if zone.is_none() {
        let lower = name.to_lowercase();
        let names = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        let of_city = |full: &&str| full.rsplit('/').next().is_some_and(|city| city.to_lowercase() == lower);
        let near = names().find(of_city).or_else(|| nearest_zone(&lower, names()));
        let remedy =
            near.map_or_else(|| "write it as \"Europe/Berlin\"".into(), |near| format!("did you mean `{near}`?"));
        page.wrong(key, &format!("`{}` is not a time zone", name.escape_debug()), &remedy);
    }
    zone
}

fn nearest_zone<'a>(lower: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let all: Vec<(String, &str)> = names.map(|name| (name.to_lowercase(), name)).collect();
    let near = nearest(lower, all.iter().map(|(lower, _)| lower.as_str()))?;
    all.iter().find(|(lower, _)| lower == near).map(|(_, name)| *name)
}
