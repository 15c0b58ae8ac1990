//! Snapshots: each is what somebody else said on one day, so the newest stands whole.

use toml::de::{DeTable, DeValue};

/// The newer of two snapshots; of two of one day the greater text.
pub(super) fn newest(ours: &str, theirs: &str) -> String {
    let (one, other) = (rank(ours), rank(theirs));
    if one < other { theirs.to_owned() } else { ours.to_owned() }
}

/// What decides between two: that it can be read, its day, its text.
fn rank(text: &str) -> (bool, String, &str) {
    let (root, errors) = DeTable::parse_recoverable(text);
    (errors.is_empty(), day(root.get_ref()), text)
}

/// The day it was imported, to compare and to show; empty where it doesn't say.
fn day(root: &DeTable) -> String {
    match root.get("as_of").map(toml::Spanned::get_ref) {
        Some(DeValue::Datetime(datetime)) => datetime.to_string(),
        Some(DeValue::String(text)) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// The day a snapshot was imported; empty where it doesn't say.
pub(super) fn as_of(text: &str) -> String {
    day(DeTable::parse_recoverable(text).0.get_ref())
}
