//! Merging files of the book: moves by id, settings key by key, snapshots whole; nothing is ever lost.
//!
//! Pure: no files, no git, no clock. What comes out depends on what goes in and not on who is "ours", so every machine
//! that merges the same sides writes the same bytes.

mod commitment;
mod form;
mod lines;
mod lost;
mod paper;
mod segments;
mod settings;
mod snapshot;
mod three;
mod tidy;
mod written;

pub use lost::lost;
pub(super) use tidy::{Tidy, tidied};

use form::{Reading, Script, close, form_of, open};

use super::papers;
use super::record::DEEPEST;
use super::record::conflict::{Gap, Parted, first_marker, parted};
use crate::domain::id::Id;

/// What kind of file a path within the book names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// `commitments/2026/k7m2qx.toml`.
    Commitment,
    /// `book.toml`.
    Settings,
    /// `snapshots/deals.toml` and the like.
    Snapshot,
    /// `reviews/2026/k7m2qx.toml`.
    Paper,
    /// A list of lines: `.gitattributes`, `.gitignore`, and files that are not the book's.
    Lines,
}

/// Whether a path within the book is one that the book owns.
#[must_use]
pub fn is_owned(path: &str) -> bool {
    matches!(path, ".gitattributes" | ".gitignore") || kind_of(path) != Kind::Lines
}

fn kind_of(path: &str) -> Kind {
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = |name: &str| name.strip_suffix(".toml").is_some_and(|stem| stem.parse::<Id>().is_ok());
    match path.split('/').collect::<Vec<&str>>()[..] {
        ["book.toml"] => Kind::Settings,
        ["snapshots", "deals.toml" | "issues.toml"] => Kind::Snapshot,
        [papers::FOLDER, ..] if papers::id_of(path).is_some() => Kind::Paper,
        ["commitments", year, name] if is_year(year) && is_id(name) => Kind::Commitment,
        _ => Kind::Lines,
    }
}

/// The merge of one of the book's files, named by its path within the book; `None` is a file that isn't there.
///
/// Whatever the bytes are, there is a result, and nothing is lost. A file that one side deleted is kept; the result is
/// `None` only where no side has it.
#[must_use]
pub fn merge(path: &str, base: Option<&[u8]>, ours: Option<&[u8]>, theirs: Option<&[u8]>) -> Option<Vec<u8>> {
    let (ours, theirs) = match (ours, theirs) {
        (None, None) => return None,
        (Some(only), None) | (None, Some(only)) => return Some(only.to_vec()),
        (Some(ours), Some(theirs)) if ours == theirs => return Some(ours.to_vec()),
        (Some(ours), Some(theirs)) => (ours, theirs),
    };
    let kind = kind_of(path);
    // An empty file is what git shows where there is none.
    let base = base.filter(|base| !base.is_empty());
    let reading = Reading::of([ours, theirs].into_iter().chain(base));
    let script = |bytes: &[u8]| {
        let script = open(bytes, reading);
        Script { text: cleared(kind, script.text, None, 0), form: script.form }
    };
    let (before, own, other) = (base.map(script), script(ours), script(theirs));
    let merged = merged(kind, before.as_ref().map(|script| &script.text[..]), &own.text, &other.text);
    // What only one side changed stands byte for byte.
    for (same, changed, text) in [(ours, theirs, &other.text), (theirs, ours, &own.text)] {
        if base == Some(same) && merged == *text && first_marker(&open(changed, reading).text).is_none() {
            return Some(changed.to_vec());
        }
    }
    Some(close(&merged, form_of(before.map(|script| script.form), own.form, other.form), reading))
}

/// The text of a file with conflict markers, resolved by merging its sides, with what they began from where the markers
/// carry it; `None` where there are no markers.
#[must_use]
pub fn resolved(path: &str, text: &[u8]) -> Option<Vec<u8>> {
    resolved_from(path, None, text)
}

/// The same where it is known from elsewhere what the sides began with.
pub(super) fn resolved_from(path: &str, base: Option<&[u8]>, text: &[u8]) -> Option<Vec<u8>> {
    let reading = Reading::of(base.into_iter().chain([text]));
    let script = open(text, reading);
    first_marker(&script.text)?;
    let base = base.map(|base| open(base, reading).text);
    Some(close(&cleared(kind_of(path), script.text, base.as_deref(), 0), script.form, reading))
}

/// The text without conflicts; where the markers don't say what the sides began with, it is what is known.
fn cleared(kind: Kind, text: String, known: Option<&str>, depth: u32) -> String {
    if depth > DEEPEST || first_marker(&text).is_none() {
        return text;
    }
    let Parted { sides, base } = parted(&text, Gap::Closed);
    let base = base.map(|base| cleared(kind, base, known, depth + 1));
    let base = base.as_deref().or(known);
    let sides = sides.into_iter().map(|side| cleared(kind, side, known, depth + 1));
    sides.reduce(|one, other| merged(kind, base, &one, &other)).unwrap_or(text)
}

/// The merge of two texts with plain line ends and without conflicts.
fn merged(kind: Kind, base: Option<&str>, ours: &str, theirs: &str) -> String {
    match (is_blank(ours), is_blank(theirs)) {
        (true, true) => return three::greater(ours, theirs).to_owned(),
        (true, false) => return theirs.to_owned(),
        (false, true) => return ours.to_owned(),
        (false, false) if ours == theirs => return ours.to_owned(),
        (false, false) => {}
    }
    let base = base.filter(|base| !is_blank(base));
    match kind {
        Kind::Commitment => commitment::merged(base, ours, theirs),
        Kind::Settings => three::only(base, ours, theirs).unwrap_or_else(|| settings::merged(base, ours, theirs)),
        Kind::Snapshot => three::only(base, ours, theirs).unwrap_or_else(|| snapshot::newest(ours, theirs)),
        Kind::Paper => paper::merged(base, ours, theirs),
        Kind::Lines => three::only(base, ours, theirs).unwrap_or_else(|| lines::merged(base, ours, theirs)),
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
