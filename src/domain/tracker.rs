//! What the issue tracker says, as of its last import.

use std::collections::HashMap;

use super::day::Day;

/// One issue of the tracker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    /// Its key, as commitments link to it: `AUTH-142`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// How far it is.
    pub stage: Stage,
    /// When it is due there.
    pub due: Option<Day>,
}

/// How far an issue is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// Nobody has begun.
    NotStarted,
    /// Somebody is at it.
    Started,
    /// Done.
    Done,
    /// It will not be done.
    Cancelled,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::Started, Self::Done, Self::Cancelled];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::Started => "started",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }
}

/// The issues of the last import, by key.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Issues {
    /// The day they were imported.
    pub as_of: Option<Day>,
    by_key: HashMap<String, Issue>,
}

impl Issues {
    /// The issues of an import.
    #[must_use]
    pub fn new(as_of: Option<Day>, issues: Vec<Issue>) -> Self {
        Self { as_of, by_key: issues.into_iter().map(|issue| (issue.key.clone(), issue)).collect() }
    }

    /// The issue a link leads to: by its key, or by the last part of an address.
    #[must_use]
    pub fn linked(&self, link: &str) -> Option<&Issue> {
        if self.by_key.is_empty() {
            return None;
        }
        let tail = link.trim_end_matches('/').rsplit('/').next().unwrap_or(link);
        self.by_key.get(link).or_else(|| self.by_key.get(tail))
    }

    /// Every issue, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Issue> {
        self.by_key.values()
    }
}
