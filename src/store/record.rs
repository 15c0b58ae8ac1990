//! The text of a commitment file, read into moves; every mistake with its line and a remedy, the good moves kept.

pub mod block;
mod blocks;
pub(super) mod conflict;
pub(in crate::store) mod fields;
mod kinds;
mod names;
mod span;

pub use block::write;
pub(in crate::store) use blocks::apart;
pub use names::Names;

use toml::de::DeTable;

use crate::domain::act::Move;
use crate::domain::book::Problem;
use crate::domain::fold::doubled;
use crate::domain::id::Id;
use crate::domain::merge::{is_alike, is_same, merged, union};
use conflict::{Gap, Parted, parted};

/// Conflicts inside conflicts are taken apart so far; further markers are mistakes like others.
pub(super) const DEEPEST: u32 = 12;

/// What a commitment file says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    /// The moves that could be read, in the order of the file.
    pub moves: Vec<Move>,
    /// What could not; with any of these the file is not written to. The name of the file is left empty.
    pub problems: Vec<Problem>,
}

/// Reads the text of a commitment file.
#[must_use]
pub fn read(text: &str) -> Record {
    read_with(text, &mut Names::default())
}

/// Reads the text of a commitment file, sharing the names that earlier files had in common with it.
#[must_use]
pub fn read_with(text: &str, names: &mut Names) -> Record {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        // A line ends the same on every system, also inside a note of several lines.
        return read_plain(&text.replace("\r\n", "\n"), names);
    }
    read_plain(text, names)
}

fn read_plain(text: &str, names: &mut Names) -> Record {
    if let Some(line) = conflict::first_marker(text) {
        return read_conflicted(text, line, names);
    }
    if text.trim().is_empty() {
        return Record {
            moves: Vec::new(),
            problems: vec![problem(Some(1), None, "the file is empty", "delete it, or bring it back from git")],
        };
    }
    if let Some(at) = text.find('\0') {
        let line = line_of(text, at);
        return Record {
            moves: Vec::new(),
            problems: vec![problem(
                Some(line),
                None,
                "there are zero bytes in it, as after a crash of the disk",
                "bring it back from git or a backup",
            )],
        };
    }
    let mut record = blocks::read(text, names);
    part_doubles(&mut record);
    record
}

/// Merges the sides of a file that git left in conflict; nothing is written to it until the markers are out.
fn read_conflicted(text: &str, line: u32, names: &mut Names) -> Record {
    let mut record = read_sides(text, 0, names);
    record.problems.insert(
        0,
        problem(
            Some(line),
            None,
            "git left a conflict in it",
            "`countersign doctor --fix` keeps every move of both sides and takes the markers out",
        ),
    );
    record
}

/// The moves of all sides, as merging has them, each with a line it stands on.
fn read_sides(text: &str, depth: u32, names: &mut Names) -> Record {
    if depth > DEEPEST || conflict::first_marker(text).is_none() {
        return blocks::read(text, names);
    }
    let Parted { sides, base } = parted(text, Gap::Blank);
    let base = base.map_or_else(Vec::new, |base| read_sides(&base, depth + 1, names).moves);
    let mut record = Record::default();
    for side in sides {
        let read = read_sides(&side, depth + 1, names);
        let mut all = merged(&base, &record.moves, &read.moves);
        for each in &mut all {
            let known = || record.moves.iter().chain(&read.moves);
            let same = known().find(|known| is_same(known, each));
            each.line = same.or_else(|| known().find(|known| is_alike(known, each))).map_or(0, |known| known.line);
        }
        record.moves = all;
        for found in read.problems {
            if !record.problems.contains(&found) {
                record.problems.push(found);
            }
        }
    }
    record
}

/// A block that stands twice counts once; two different moves of one id are both kept and reported.
fn part_doubles(record: &mut Record) {
    let doubles: Vec<Id> = doubled(&record.moves);
    if doubles.is_empty() {
        return;
    }
    let before = std::mem::take(&mut record.moves);
    let mut merged = union(&before, &[]);
    for each in &mut merged {
        let same = before.iter().find(|known| known.id == each.id && known.act == each.act && known.at == each.at);
        let alike = || before.iter().find(|known| known.act == each.act && known.at == each.at);
        each.line = same.or_else(alike).map_or(0, |known| known.line);
    }
    let mut reported: Vec<Id> = Vec::new();
    for id in doubles {
        let alike: Vec<&Move> = before.iter().filter(|each| each.id == id).collect();
        let differ =
            alike.windows(2).any(|pair| Move { line: 0, ..pair[0].clone() } != Move { line: 0, ..pair[1].clone() });
        if differ && !reported.contains(&id) {
            reported.push(id);
            let line = alike.last().map(|each| each.line);
            record.problems.push(problem(
                line,
                Some("id"),
                &format!("two different moves have the id {id}; both are shown"),
                "give one of them another id of six characters",
            ));
        }
    }
    record.moves = merged;
}

/// The move of a text that is one block and nothing else, where it can be read.
pub(super) fn one(text: &str, names: &mut Names) -> Option<Move> {
    blocks::one(text, names)
}

/// Whether a text is TOML from its first line to its last.
pub(super) fn is_toml(text: &str) -> bool {
    DeTable::parse_recoverable(text).1.is_empty()
}

/// A problem of a file whose name the caller fills in.
#[must_use]
pub(crate) fn problem(line: Option<u32>, key: Option<&str>, why: &str, remedy: &str) -> Problem {
    Problem { file: String::new(), line, key: key.map(str::to_owned), why: why.to_owned(), remedy: remedy.to_owned() }
}

/// The line of a byte, from 1.
#[must_use]
pub(crate) fn line_of(text: &str, at: usize) -> u32 {
    1 + newlines(&text[..text.floor_char_boundary(at)])
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Whether a word is a slip of the fingers away from a known one.
#[must_use]
pub(crate) fn is_near(word: &str, known: &str) -> bool {
    word != known
        && word.len() < 40
        && strsim::osa_distance(&word.to_lowercase(), known) <= 1 + usize::from(known.len() > 5)
}

/// The known word that a mistyped one is nearest to.
#[must_use]
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .filter(|each| is_near(&lower, each) || lower == **each)
        .min_by_key(|each| strsim::osa_distance(&lower, each))
}
