//! What is said back when a query was not understood.

use std::fmt;
use std::ops::Range;

use crate::text;

/// A part of a query that was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The part, in bytes of the text; always on character boundaries, empty at the end for what is missing there.
    pub at: Range<usize>,
    /// What is the matter: lower case, no final stop.
    pub why: String,
    /// What could stand there.
    pub expected: Vec<String>,
    /// The text that was probably meant in the place of the part.
    pub suggestion: Option<String>,
}

impl Error {
    /// Something wrong with a part of the text.
    pub(super) fn new(at: Range<usize>, why: impl Into<String>) -> Self {
        Self { at, why: why.into(), expected: Vec::new(), suggestion: None }
    }

    pub(super) fn expecting(mut self, expected: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.expected = expected.into_iter().map(Into::into).collect();
        self
    }

    pub(super) fn suggesting(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// Whether the query only breaks off: what is typed next may mend it.
    #[must_use]
    pub fn is_unfinished(&self, text: &str) -> bool {
        self.at.end >= text.trim_end().len()
    }

    /// The whole text with the suggestion in its place.
    #[must_use]
    pub fn mended(&self, text: &str) -> Option<String> {
        let (before, after) = (text.get(..self.at.start)?, text.get(self.at.end..)?);
        self.suggestion.as_ref().map(|suggestion| format!("{before}{suggestion}{after}"))
    }

    /// What to do about it: the suggestion, or else what could stand there.
    #[must_use]
    pub fn remedy(&self) -> Option<String> {
        match (&self.suggestion, &self.expected[..]) {
            (Some(suggestion), _) => Some(format!("did you mean {}?", ticked(suggestion))),
            (None, []) => None,
            (None, [one]) => Some(format!("write {one}")),
            (None, many) => Some(format!("write one of {}", many.join(", "))),
        }
    }

    /// The message over several lines: what, the text with the place marked, what could stand there.
    ///
    /// ```text
    /// `stat` is not a field
    ///   stat:agreed acme
    ///   ^^^^ did you mean `state`?
    /// ```
    #[must_use]
    pub fn render(&self, query: &str) -> String {
        let before = query.get(..self.at.start).unwrap_or(query);
        let part = query.get(self.at.clone()).unwrap_or_default();
        let (skip, carets) = (text::width(before), text::width(part).max(1));
        let mut out = format!("{}\n  {}\n", self.why, text::clean(query));
        out.push_str("  ");
        out.extend(std::iter::repeat_n(' ', skip));
        out.extend(std::iter::repeat_n('^', carets));
        if let Some(remedy) = self.remedy() {
            out.push(' ');
            out.push_str(&remedy);
        }
        out
    }
}

impl fmt::Display for Error {
    /// The message in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)?;
        match self.remedy() {
            Some(remedy) => write!(f, ": {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// A typed text in backticks, harmless and not too long.
pub(super) fn ticked(typed: &str) -> String {
    format!("`{}`", text::fit(typed, 40))
}
