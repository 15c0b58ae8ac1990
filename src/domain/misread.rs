//! What is said back when something typed was not understood: where, why, and what could be typed instead.

use std::fmt;
use std::ops::Range;

/// A piece of typed text that was not understood, or that could mean two things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misread {
    /// The part it is about, in bytes of the typed text; always on character boundaries.
    pub range: Range<usize>,
    /// What is the matter: lower case, no final stop.
    pub why: String,
    /// What can be typed instead, in words.
    pub remedy: String,
    /// Texts that could stand in place of the whole typed text, the likeliest first.
    pub suggestions: Vec<String>,
}

impl Misread {
    /// A misreading of a part of the text, with its remedy in words.
    #[must_use]
    pub fn new(range: Range<usize>, why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { range, why: why.into(), remedy: remedy.into(), suggestions: Vec::new() }
    }

    /// The same with texts that could be typed instead.
    #[must_use]
    pub fn suggesting(mut self, suggestions: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.suggestions = suggestions.into_iter().map(Into::into).collect();
        self
    }

    /// The same, for a text that stands `by` bytes further on in a longer one.
    #[must_use]
    pub fn moved(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}

impl fmt::Display for Misread {
    /// The whole message in one line: what is the matter, then the remedy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.why, self.remedy)
    }
}

impl std::error::Error for Misread {}

/// The candidate nearest to what was typed, where one is near enough to be a slip of the finger.
#[must_use]
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    // A short word has too many neighbours: `in` is one letter away from half the table.
    let allowed = match length {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let near = candidates.into_iter().filter_map(|candidate| {
        let distance = strsim::osa_distance(&typed, &candidate.to_lowercase());
        (distance <= allowed).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}
