//! The book on disk.
#![expect(clippy::disallowed_methods, reason = "the tests write files as people and crashes do")]

mod desk;
mod entry;
#[allow(dead_code)]
mod moves;
mod record;
