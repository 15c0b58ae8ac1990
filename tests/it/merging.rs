//! Merging: what is always true of it, case by case, and with git itself.
#![expect(clippy::disallowed_methods, reason = "the tests write files and run git as people do")]

mod always;
mod cases;
mod git;
mod markers;
pub mod repo;
mod settings;

use countersign::store::merge::merge;

/// A path of a commitment.
pub const PATH: &str = "commitments/2026/k7m2qx.toml";

/// A move as text: its id, the minute it was made in, its note.
pub fn note(id: &str, minute: u32, text: &str) -> String {
    format!(
        "[[move]]\nid = \"{id}\"\nat = 2026-11-20T10:{minute:02}:00Z\nby = \"sam\"\nkind = \"note\"\nnote = \"{text}\"\n"
    )
}

/// The promise that everything begins with.
pub fn promise() -> String {
    "[[move]]\nid = \"pr0m1s\"\nat = 2026-11-20T09:00:00Z\nby = \"sam\"\nkind = \"promise\"\ncustomer = \"Northgate\"\nscope = \"SAML\"\n".into()
}

/// A file of blocks.
pub fn file(blocks: &[&str]) -> String {
    blocks.join("\n")
}

/// The merge of two texts, which must not depend on who is who.
pub fn merged(path: &str, base: Option<&str>, ours: &str, theirs: &str) -> String {
    let run = |one: &str, other: &str| {
        let bytes = merge(path, base.map(str::as_bytes), Some(one.as_bytes()), Some(other.as_bytes())).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let merged = run(ours, theirs);
    assert_eq!(run(theirs, ours), merged, "the sides are not alike\nours:\n{ours}\ntheirs:\n{theirs}");
    merged
}

/// A text without its markers.
fn resolved(path: &str, text: &str) -> String {
    countersign::store::merge::resolved(path, text.as_bytes())
        .map_or_else(|| text.to_owned(), |bytes| String::from_utf8(bytes).unwrap())
}
