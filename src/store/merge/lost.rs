//! The proof after a merge: what one of its parents said and the result doesn't.

use toml_edit::{DocumentMut, Item};

use super::commitment::segments;
use super::form::{Reading, open};
use super::segments::Block;
use super::settings::meaning;
use super::snapshot::as_of;
use super::{Kind, cleared, kind_of, paper};
use crate::domain::merge::{is_alike, is_same};

/// The moves (or other content) of a parent that the result lacks, in words; empty when nothing is lost. What the parent
/// had as the base has it may have been edited by the other side.
#[must_use]
pub fn lost(path: &str, base: Option<&[u8]>, parent: Option<&[u8]>, result: Option<&[u8]>) -> Vec<String> {
    let Some(parent) = parent else { return Vec::new() };
    if Some(parent) == result {
        return Vec::new();
    }
    let Some(result) = result else {
        return if parent.is_empty() { Vec::new() } else { vec![format!("{path} is gone")] };
    };
    let kind = kind_of(path);
    let reading = Reading::of([parent, result].into_iter().chain(base));
    let text = |bytes: &[u8]| cleared(kind, open(bytes, reading).text, None, 0);
    let (base, parent, result) = (base.map(text).unwrap_or_default(), text(parent), text(result));
    match kind {
        Kind::Commitment => moves(&base, &parent, &result),
        Kind::Settings => settings(&base, &parent, &result),
        Kind::Snapshot => snapshot(&base, &parent, &result),
        Kind::Paper => paper::lost(&base, &parent, &result),
        Kind::Lines => lines(&base, &parent, &result),
    }
}

fn moves(base: &str, parent: &str, result: &str) -> Vec<String> {
    let (base, parent, result) = (segments(base), segments(parent), segments(result));
    let (old, known) = (base.moves(), result.moves());
    let mut lost: Vec<String> = Vec::new();
    for each in parent.moves() {
        let is_there = known.iter().any(|other| is_alike(other, &each));
        let was_edited = || old.iter().any(|old| is_same(old, &each)) && known.iter().any(|other| other.id == each.id);
        if !is_there && !was_edited() {
            lost.push(format!("the {} of @{} of {} ({})", each.act.kind().word(), each.by, each.at, each.id));
        }
    }
    for block in parent.broken() {
        // A return at its end is half a line end once another line follows it.
        let is_it = |other: &Block| other.body.replace('\r', "") == block.body.replace('\r', "");
        let is_there = || result.broken().any(is_it);
        let was_there = || base.broken().any(is_it);
        if !is_there() && !was_there() {
            let line = block.body.lines().nth(1).or_else(|| block.body.lines().next()).unwrap_or_default();
            lost.push(format!("a block that can't be read, with `{}`", line.trim()));
        }
    }
    lost
}

/// The keys that the parent has added or changed, and that are not in the result any more.
fn settings(base: &str, parent: &str, result: &str) -> Vec<String> {
    let (Ok(parent), Ok(result)) = (parent.parse::<DocumentMut>(), result.parse::<DocumentMut>()) else {
        return lines(base, parent, result);
    };
    let base = base.parse::<DocumentMut>().unwrap_or_default();
    let paths = |page: &DocumentMut| {
        let mut all = Vec::new();
        walk(page.as_item(), "", &mut all);
        all
    };
    let (old, known) = (paths(&base), paths(&result));
    let is_lost = |(path, said): &(String, String)| {
        !known.iter().any(|other| other.0 == *path) && !old.iter().any(|other| other.0 == *path && other.1 == *said)
    };
    paths(&parent).into_iter().filter(is_lost).map(|(path, _)| format!("`{path}` in book.toml")).collect()
}

/// Every key with its path and what it says; views go by their names.
fn walk(item: &Item, path: &str, all: &mut Vec<(String, String)>) {
    if let Some(table) = item.as_table_like() {
        for (key, item) in table.iter() {
            walk(item, &if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }, all);
        }
    } else if let Some(tables) = item.as_array_of_tables() {
        for table in tables {
            let name = table.get("name").and_then(Item::as_str).unwrap_or_default();
            all.push((format!("{path} {name}"), String::new()));
        }
    } else {
        all.push((path.to_owned(), meaning(item)));
    }
}

/// A newer snapshot may take the place of an older one, and what only one side changed that of what both had.
fn snapshot(base: &str, parent: &str, result: &str) -> Vec<String> {
    let is_fine = parent == result || parent == base || as_of(parent) <= as_of(result);
    if is_fine { Vec::new() } else { vec![format!("the snapshot of {}", as_of(parent))] }
}

fn lines(base: &str, parent: &str, result: &str) -> Vec<String> {
    let has = |text: &str, line: &str| text.lines().any(|own| own.trim().trim_start_matches("# ") == line.trim());
    let lost = parent.lines().filter(|line| !line.trim().is_empty() && !has(result, line) && !has(base, line));
    lost.filter(|line| !result.lines().any(|own| own.trim() == line.trim()))
        .map(|line| format!("the line `{}`", line.trim()))
        .collect()
}
