//! What the tracker and the CRM said at their last import: `snapshots/issues.toml` and `snapshots/deals.toml`.
//!
//! Each is replaced whole by an import and read whole here; a mistake takes only its own entry with it.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::text_of;
use super::record::{line_of, nearest, problem};
use super::scan::{Stamp, system_nanos};
use crate::domain::book::{Book, Deal, Problem};
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::domain::tracker::{Issue, Issues, Stage};

const ISSUES: &str = "snapshots/issues.toml";
const DEALS: &str = "snapshots/deals.toml";

/// The snapshots as they were last seen.
#[derive(Debug, Default)]
pub(super) struct Snapshots {
    issues: Seen,
    deals: Seen,
}

#[derive(Debug, Default)]
struct Seen {
    /// None before the first look.
    stamp: Option<Stamp>,
    problems: Vec<Problem>,
}

impl Snapshots {
    /// Reads again what changed; true when the book says something else then.
    pub(super) fn look(&mut self, dir: &Path, book: &mut Book) -> bool {
        let mut is_other = false;
        if let Some(text) = self.issues.changed(dir, ISSUES) {
            let (issues, problems) = read_issues(&text);
            is_other |= issues != book.issues;
            book.issues = issues;
            self.issues.problems.extend(problems);
        }
        if let Some(text) = self.deals.changed(dir, DEALS) {
            let (deals, problems) = read_deals(&text);
            is_other |= deals != book.deals;
            book.deals = deals;
            self.deals.problems.extend(problems);
        }
        is_other
    }

    /// What is wrong with them.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.issues.problems.iter().chain(&self.deals.problems)
    }
}

impl Seen {
    /// The text of a file that changed since the last look; the empty one where there is no file, or it can't be read.
    fn changed(&mut self, dir: &Path, name: &str) -> Option<String> {
        let path = dir.join(name);
        let stamp = fs::metadata(&path).map_or(Stamp::default(), |metadata| Stamp::of(&metadata));
        if self.stamp == Some(stamp) {
            return None;
        }
        self.problems.clear();
        self.stamp = Some(if stamp == Stamp::default() { stamp } else { stamp.settled(system_nanos()) });
        if stamp == Stamp::default() {
            return Some(String::new());
        }
        Some(text_of(&path).unwrap_or_else(|found| {
            self.problems.push(Problem { file: name.to_owned(), ..*found });
            String::new()
        }))
    }
}

/// What is wrong with the text of a snapshot, named by its path within the book.
pub(super) fn problems_of(name: &str, text: &str) -> Vec<Problem> {
    if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<<")) {
        let line = u32::try_from(line + 1).ok();
        return vec![problem(line, None, "git left a conflict in it", "import it anew, which replaces it whole")];
    }
    match name {
        ISSUES => read_issues(text).1,
        DEALS => read_deals(text).1,
        _ => Vec::new(),
    }
}

fn read_issues(text: &str) -> (Issues, Vec<Problem>) {
    let mut page = Page::new(ISSUES, text);
    let (as_of, entries) = page.entries("issue");
    let mut seen = HashSet::new();
    let issues = entries.iter().filter_map(|entry| {
        page.known(entry, &["key", "title", "stage", "due"]);
        let key = page.needed(entry, "key")?;
        let title = page.text(entry, "title").unwrap_or_default();
        let word = page.needed(entry, "stage")?;
        let Some(stage) = Stage::parse(&word) else {
            let words = Stage::ALL.map(Stage::word);
            let remedy = nearest(&word, words)
                .map_or_else(|| format!("write one of {}", words.join(", ")), |near| format!("did you mean `{near}`?"));
            page.wrong(entry.place_of("stage"), "stage", &format!("`{}` is not a stage", word.escape_debug()), &remedy);
            return None;
        };
        let due = page.day(entry, "due");
        if !seen.insert(key.clone()) {
            let why = format!("`{}` stands there twice", key.escape_debug());
            page.wrong(entry.place_of("key"), "key", &why, "take one of them out; the last is used");
        }
        Some(Issue { key, title, stage, due })
    });
    let issues = issues.collect();
    (Issues::new(as_of, issues), page.into_problems())
}

fn read_deals(text: &str) -> (Vec<Deal>, Vec<Problem>) {
    let mut page = Page::new(DEALS, text);
    let (_, entries) = page.entries("deal");
    let mut seen = HashSet::new();
    let mut deals = Vec::with_capacity(entries.len());
    for entry in &entries {
        page.known(entry, &["name", "key", "value", "closes"]);
        let Some(name) = page.needed(entry, "name") else { continue };
        let value = page.text(entry, "value").and_then(|value| match value.parse::<Money>() {
            Ok(money) => Some(money),
            Err(words) => {
                let (why, remedy) = words.split_once(": ").unwrap_or((&words, ""));
                page.wrong(entry.place_of("value"), "value", why, remedy);
                None
            }
        });
        let (key, closes) = (page.text(entry, "key"), page.day(entry, "closes"));
        if seen.insert(name.clone()) {
            deals.push(Deal { name, key, value, closes });
        } else {
            let why = format!("`{}` stands there twice", name.escape_debug());
            page.wrong(entry.place_of("name"), "name", &why, "take one of them out; the first is used");
        }
    }
    (deals, page.into_problems())
}

/// One entry: its keys with their values, and the byte it begins at.
struct Entry<'t> {
    table: DeTable<'t>,
    at: usize,
}

impl<'t> Entry<'t> {
    fn find(&self, key: &str) -> Option<(usize, &DeValue<'t>)> {
        let found = self.table.iter().find(|(name, _)| name.get_ref() == key);
        found.map(|(name, value)| (name.span().start, value.get_ref()))
    }

    fn place_of(&self, key: &str) -> usize {
        self.find(key).map_or(self.at, |(at, _)| at)
    }
}

/// A file while it is read. Lines are counted only where something is wrong: an import can have thousands of entries.
struct Page<'t> {
    file: &'static str,
    text: &'t str,
    problems: Vec<Problem>,
}

impl<'t> Page<'t> {
    const fn new(file: &'static str, text: &'t str) -> Self {
        Self { file, text, problems: Vec::new() }
    }

    fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort();
        self.problems.dedup();
        self.problems
    }

    fn wrong(&mut self, at: usize, key: &str, why: &str, remedy: &str) {
        let key = Some(key).filter(|key| !key.is_empty());
        let found = problem(Some(line_of(self.text, at)), key, why, remedy);
        self.problems.push(Problem { file: self.file.to_owned(), ..found });
    }

    /// The day of the import and the entries; what is not TOML is reported once a line.
    fn entries(&mut self, word: &str) -> (Option<Day>, Vec<Entry<'t>>) {
        let text = self.text.strip_prefix('\u{feff}').unwrap_or(self.text);
        self.text = text;
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut reported = HashSet::new();
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            if reported.insert(line_of(text, at)) {
                let why = format!("it is not TOML: {}", error.message().lines().next().unwrap_or_default());
                self.wrong(at, "", &why, "import it again, or mend the line");
            }
        }
        let at = root.span().start;
        let root = Entry { table: root.into_inner(), at };
        self.known(&root, &["as_of", word]);
        let as_of = self.day(&root, "as_of");
        let entries = match root.find(word) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => items.iter().filter_map(|item| self.entry(item, word)).collect(),
            Some((at, _)) => {
                self.wrong(at, word, "it is not a list of entries", &format!("begin each with a line [[{word}]]"));
                Vec::new()
            }
        };
        (as_of, entries)
    }

    fn entry(&mut self, item: &Spanned<DeValue<'t>>, word: &str) -> Option<Entry<'t>> {
        let at = item.span().start;
        if let DeValue::Table(table) = item.get_ref() {
            return Some(Entry { table: table.clone(), at });
        }
        self.wrong(at, word, "it is not an entry", &format!("begin each with a line [[{word}]]"));
        None
    }

    /// Reports keys that nothing reads.
    fn known(&mut self, entry: &Entry, known: &[&str]) {
        for (name, _) in entry.table.iter().filter(|(name, _)| !known.contains(&name.get_ref().as_ref())) {
            let word = name.get_ref();
            let remedy = nearest(word, known.iter().copied()).map_or_else(
                || format!("known here are {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.wrong(name.span().start, word, &format!("`{}` is not known here", word.escape_debug()), &remedy);
        }
    }

    fn text(&mut self, entry: &Entry, key: &str) -> Option<String> {
        let (at, value) = entry.find(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(at, key, &format!("`{key}` is not a text"), &format!("write it as {key} = \"text\""));
        }
        text
    }

    fn needed(&mut self, entry: &Entry, key: &str) -> Option<String> {
        if entry.find(key).is_none() {
            self.wrong(entry.at, key, &format!("there is no `{key}`"), &format!("add a line {key} = \"text\""));
        }
        self.text(entry, key)
    }

    fn day(&mut self, entry: &Entry, key: &str) -> Option<Day> {
        let (at, value) = entry.find(key)?;
        let day = match value {
            DeValue::Datetime(datetime) => datetime
                .date
                .and_then(|date| Day::ymd(i32::from(date.year), u32::from(date.month), u32::from(date.day))),
            DeValue::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if day.is_none() {
            self.wrong(at, key, &format!("`{key}` is not a day"), &format!("write it as {key} = 2027-03-01"));
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(problems: &[Problem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn issues_are_read_and_mistakes_named() {
        let text = "as_of = 2026-11-22\n\n[[issue]]\nkey = \"AUTH-142\"\ntitle = \"SAML\"\nstage = \"started\"\ndue = 2027-02-20\n\n\
                    [[issue]]\nkey = \"AUTH-143\"\nstage = \"startd\"\n\n[[issue]]\ntitle = \"no key\"\nstage = \"done\"\nowner = 1\n\n\
                    [[issue]]\nkey = \"AUTH-142\"\nstage = \"done\"\ndue = \"soon\"\n";
        let (issues, problems) = read_issues(text);
        assert_eq!(issues.as_of.map(|day| day.to_string()).as_deref(), Some("2026-11-22"));
        let found = issues.linked("https://tracker.example/AUTH-142").unwrap();
        assert_eq!((found.stage, found.due), (Stage::Done, None));
        assert_eq!(issues.iter().count(), 1);
        assert_eq!(
            words(&problems),
            [
                "snapshots/issues.toml:11: `startd` is not a stage; did you mean `started`?",
                "snapshots/issues.toml:13: there is no `key`; add a line key = \"text\"",
                "snapshots/issues.toml:16: `owner` is not known here; known here are key, title, stage, due",
                "snapshots/issues.toml:19: `AUTH-142` stands there twice; take one of them out; the last is used",
                "snapshots/issues.toml:21: `due` is not a day; write it as due = 2027-03-01",
            ]
        );
    }

    #[test]
    fn deals_are_read_and_mistakes_named() {
        let text = "as_of = 2026-11-22\n[[deal]]\nname = \"Northgate renewal\"\nkey = \"OPP-1\"\nvalue = \"120000 EUR\"\ncloses = 2027-01-15\n\
                    [[deal]]\nname = \"Acme\"\nvalue = \"a lot\"\n[[deal]]\nname = \"Acme\"\nbroken =\n";
        let (deals, problems) = read_deals(text);
        let named: Vec<(&str, Option<i64>)> =
            deals.iter().map(|deal| (deal.name.as_str(), deal.value.map(Money::whole))).collect();
        assert_eq!(named, [("Northgate renewal", Some(120_000)), ("Acme", None)]);
        let problems = words(&problems);
        assert_eq!(problems[0], "snapshots/deals.toml:9: `a lot` is not an amount; write it as \"120000 EUR\"");
        assert!(
            problems.iter().any(|words| words.starts_with("snapshots/deals.toml:12: it is not TOML")),
            "{problems:?}"
        );
        assert!(read_deals("deal = 3").1[0].why.contains("not a list of entries"));
        assert_eq!(read_deals(""), (Vec::new(), Vec::new()));
    }
}
