//! The book on disk.
#![expect(clippy::disallowed_methods, reason = "the tests write files as people and crashes do")]

#[cfg(unix)]
mod cache;
mod corpus;
mod crowd;
mod desk;
mod drafts;
mod entry;
mod faults;
mod format;
#[allow(dead_code)]
pub mod moves;
mod record;
mod rules;
mod surveys;
mod union;
