//! The book on disk.
#![expect(clippy::disallowed_methods, reason = "the tests write files as people and crashes do")]

mod corpus;
mod crowd;
mod desk;
mod entry;
mod faults;
#[allow(dead_code)]
mod moves;
mod record;
mod rules;
mod union;
