//! The book on disk.
#![expect(clippy::disallowed_methods, reason = "the tests write files as people and crashes do")]

mod corpus;
mod desk;
mod entry;
#[allow(dead_code)]
mod moves;
mod record;
mod union;
