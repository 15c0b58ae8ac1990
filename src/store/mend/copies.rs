//! Files that somebody copied: a commitment under a second name says everything twice.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::{Case, Finding, Step, Weight};
use crate::domain::act::{Kind, Move};
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Moment;
use crate::domain::id::Id;
use crate::domain::merge::is_same;
use crate::store::Store;
use crate::store::record::read;
use crate::store::scan::file_name;

/// Looks for commitments with the moves of another, and for files with such moves that nobody reads.
pub(super) fn cases(store: &Store, book: &Book) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut alike: HashMap<(Id, Moment), Vec<&Commitment>> = HashMap::new();
    for each in book.commitments() {
        if let Some(promise) = promise_of(&each.moves) {
            alike.entry(promise).or_default().push(each);
        }
    }
    for copy in book.commitments() {
        let Some(name) = name_of(store, copy) else { continue };
        let others = promise_of(&copy.moves).and_then(|promise| alike.get(&promise)).into_iter().flatten();
        for original in others.filter(|each| each.id != copy.id && begins_alike(&each.moves, &copy.moves)) {
            let Some(first) = name_of(store, original) else { continue };
            let is_less = is_within(&copy.moves, &original.moves);
            let is_more = is_within(&original.moves, &copy.moves);
            // Of two that are the same, the one that sorts first stays.
            if is_less && (!is_more || first < name) {
                cases.extend(set_beside(store, &name, &first));
                break;
            }
            if !is_less && !is_more && first < name {
                cases.push(Case { findings: vec![went_on(&name, &first)], steps: Vec::new() });
            }
        }
    }
    cases.extend(store.strays.iter().filter_map(|problem| stray(store, book, &problem.file)));
    cases
}

fn name_of(store: &Store, commitment: &Commitment) -> Option<String> {
    let file = store.files.get(&commitment.id).filter(|file| file.twins.is_empty())?;
    Some(file_name(file.year, commitment.id))
}

/// The promise of a record, by which those are found that may have it in common.
fn promise_of(moves: &[Move]) -> Option<(Id, Moment)> {
    moves.iter().find(|each| each.act.kind() == Kind::Promise).map(|each| (each.id, each.at))
}

/// Whether two records begin with one and the same promise, which no two do by chance.
fn begins_alike(one: &[Move], other: &[Move]) -> bool {
    let promise = |moves: &[Move]| moves.iter().find(|each| each.act.kind() == Kind::Promise).map(plain);
    promise(one).is_some_and(|own| promise(other).is_some_and(|promise| is_same(&own, &promise)))
}

/// A move wherever it stands.
fn plain(each: &Move) -> Move {
    Move { line: 0, ..each.clone() }
}

fn is_within(part: &[Move], whole: &[Move]) -> bool {
    part.iter().all(|each| whole.iter().any(|known| known.id == each.id && is_same(&plain(each), &plain(known))))
}

/// Sets a copy beside the book, under a name that nobody reads.
fn set_beside(store: &Store, name: &str, original: &str) -> Option<Case> {
    let was = fs::read(store.dir.join(name)).ok()?;
    let beside = free_name(&store.dir, name);
    let finding = Finding {
        file: name.to_owned(),
        line: None,
        what: format!("it is a copy of {original}, which has all its moves"),
        by_hand: String::new(),
        would: format!("sets it beside as {beside}, which nobody reads"),
        did: format!("set beside as {beside}"),
        weight: Weight::Hindrance,
    };
    let steps =
        vec![Step::Write { path: beside, was: None, bytes: was.clone() }, Step::Remove { path: name.to_owned(), was }];
    Some(Case { findings: vec![finding], steps })
}

/// `k7m2qx.copy.txt`, or with a number where that is taken.
fn free_name(dir: &Path, name: &str) -> String {
    let at = name.to_lowercase().find(".toml").unwrap_or(name.len());
    let stem = name.get(..at).unwrap_or(name);
    let names = std::iter::once(format!("{stem}.copy.txt")).chain((2..).map(|n| format!("{stem}.copy{n}.txt")));
    let mut free = names.filter(|name| !dir.join(name).exists());
    free.next().unwrap_or_default()
}

fn went_on(name: &str, original: &str) -> Finding {
    Finding {
        file: name.to_owned(),
        line: None,
        what: format!("it began as a copy of {original}, and went on differently"),
        by_hand: "withdraw what is promised twice".into(),
        would: String::new(),
        did: String::new(),
        weight: Weight::Look,
    }
}

/// A file of another name that holds nothing but moves of a commitment.
fn stray(store: &Store, book: &Book, name: &str) -> Option<Case> {
    let text = fs::read_to_string(store.dir.join(name)).ok()?;
    let moves = read(&text).moves;
    let promise = promise_of(&moves)?;
    let original = book
        .commitments()
        .iter()
        .find(|each| promise_of(&each.moves) == Some(promise) && begins_alike(&each.moves, &moves))?;
    let first = name_of(store, original)?;
    is_within(&moves, &original.moves).then(|| set_beside(store, name, &first)).flatten()
}
