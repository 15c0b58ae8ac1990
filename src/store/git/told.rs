//! What comes back from git: how far it is, and what stands in the way.

use std::fmt;

/// What a sync is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Putting on record what was said here.
    Committing,
    /// Asking the remote what others said.
    Fetching,
    /// Bringing both together.
    Merging,
    /// Sending.
    Pushing,
}

impl Step {
    /// `fetching`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Committing => "committing",
            Self::Fetching => "fetching",
            Self::Merging => "merging",
            Self::Pushing => "pushing",
        }
    }
}

/// By what a person can do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TroubleKind {
    /// git isn't installed.
    NoGit,
    /// The book isn't in a repository.
    NoRepository,
    /// A passphrase, a password or a host key has to be typed.
    NeedsTerminal,
    /// It took longer than it may.
    NoAnswer,
    /// Somebody stopped it.
    Stopped,
    /// The remote can't be reached, or isn't there.
    Unreachable,
    /// The remote's history isn't what it was.
    Rewritten,
    /// A hook of the remote doesn't take what was sent.
    Refused,
    /// Something outside the book has to be settled first.
    Elsewhere,
    /// Another git is at work.
    Busy,
    /// The disk, or the rights to it.
    Disk,
    /// Anything else.
    Other,
}

/// Why something was not done with git: nothing is lost by it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// What a person can do about it, roughly.
    pub kind: TroubleKind,
    /// What is the matter, in a sentence.
    pub what: String,
    /// What to do.
    pub next: String,
    /// git's own words; empty where git said nothing.
    pub original: String,
}

impl Trouble {
    /// A trouble that git said nothing about.
    #[must_use]
    pub fn new(kind: TroubleKind, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { kind, what: what.into(), next: next.into(), original: String::new() }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.next.is_empty() { f.write_str(&self.what) } else { write!(f, "{}; {}", self.what, self.next) }
    }
}

impl std::error::Error for Trouble {}

impl From<super::super::Error> for Trouble {
    fn from(error: super::super::Error) -> Self {
        let words = error.to_string();
        let (what, next) = words.rsplit_once("; ").unwrap_or((&words, ""));
        let kind = match error {
            super::super::Error::Busy { .. } => TroubleKind::Busy,
            super::super::Error::Io { .. } => TroubleKind::Disk,
            super::super::Error::Refused(_)
            | super::super::Error::Moved { .. }
            | super::super::Error::Newer { .. }
            | super::super::Error::Broken { .. }
            | super::super::Error::NotFound { .. }
            | super::super::Error::Inside { .. }
            | super::super::Error::Partly { .. } => TroubleKind::Other,
        };
        Self::new(kind, what, next)
    }
}
