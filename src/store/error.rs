//! What can stand in the way of reading or writing a book, by what the person can do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::entry::Recorded;
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::permit::Refusal;

/// Why something was not read or not written.
#[derive(Debug)]
pub enum Error {
    /// The move is not allowed to its author, or not now.
    Refused(Refusal),
    /// The terms changed since the author saw them; nobody signs what they haven't seen.
    Moved {
        /// The terms the move is about.
        seen: Id,
        /// The commitment as it stands now.
        now: Box<Commitment>,
    },
    /// The book is of a newer version: it is read, and not written.
    Newer {
        /// The schema it says it has.
        schema: i64,
    },
    /// Somebody else has been writing for too long.
    Busy {
        /// The lock.
        path: PathBuf,
    },
    /// The system refused.
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What was tried, as in "can't … it".
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A file says something that can't be read, so nothing is written to it.
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, where there is one.
        line: Option<u32>,
        /// What is wrong.
        why: String,
        /// What to do about it.
        remedy: String,
    },
    /// There is no such book, commitment or view.
    NotFound {
        /// What was looked for, as in "no … here".
        what: String,
        /// What to do instead.
        remedy: String,
    },
    /// A book can't begin here, because there is one already.
    Inside {
        /// The book that is there.
        book: PathBuf,
    },
    /// Of several moves some were written before the rest failed.
    Partly {
        /// Those that are written.
        written: Recorded,
        /// How many were meant to be.
        meant: usize,
        /// Why the rest was not.
        cause: Box<Self>,
    },
}

impl Error {
    pub(super) fn io(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, doing, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Moved { now, .. } => {
                let terms = now.on_the_table();
                write!(f, "the terms of {} changed meanwhile: now ", now.id)?;
                match terms.due {
                    Some(due) => write!(f, "{} by {due}", terms.scope.escape_debug())?,
                    None => write!(f, "{}, without a date", terms.scope.escape_debug())?,
                }
                write!(f, ", set by {} on {}; look at them, then answer these", terms.by, terms.on)
            }
            Self::Newer { schema } => {
                write!(
                    f,
                    "the book has schema {schema}, which is newer than this program; update it to write to the book"
                )
            }
            Self::Busy { path } => {
                write!(f, "{}: somebody else is writing; try again in a moment", path.display())
            }
            Self::Io { path, doing, source } => {
                write!(f, "can't {doing} {}: {}; {}", path.display(), plain(source), remedy(source))
            }
            Self::Broken { path, line, why, remedy } => {
                write!(f, "{}", path.display())?;
                if let Some(line) = line {
                    write!(f, ":{line}")?;
                }
                write!(f, ": {why}, so nothing is written to it; {remedy}")
            }
            Self::NotFound { what, remedy } => write!(f, "no {what}; {remedy}"),
            Self::Inside { book } => {
                write!(f, "there is a book already: {}; use it with --book, or begin another elsewhere", book.display())
            }
            Self::Partly { written, meant, cause } => {
                write!(f, "{} of {meant} moves are written, the rest is not: {cause}", written.ids.len())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Partly { cause, .. } => Some(cause),
            Self::Refused(_)
            | Self::Moved { .. }
            | Self::Newer { .. }
            | Self::Busy { .. }
            | Self::Broken { .. }
            | Self::NotFound { .. }
            | Self::Inside { .. } => None,
        }
    }
}

/// The system's words without its error number.
pub(super) fn plain(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    words.to_lowercase()
}

/// What a person can do about an error of the system.
pub(super) fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "ask whoever owns it for the right, or choose another place with --book"
        }
        io::ErrorKind::NotFound => "look whether it was moved or deleted",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk; nothing was lost",
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => "move what stands in its place",
        _ => "try again, and look at the disk if it stays so",
    }
}
