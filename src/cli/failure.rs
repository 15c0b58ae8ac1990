//! The one error at the rim: what went wrong, what to do, and the exit code that follows.

use std::fmt;

use crate::domain::misread::Misread;
use crate::domain::permit::Refusal;
use crate::text::clean;

/// Why a command did not do what it was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What the user can do about it.
    pub kind: FailureKind,
    /// What is the matter, in one line.
    pub message: String,
    /// What to do, a line each.
    pub hints: Vec<String>,
    /// What git said about it, a line each.
    pub said: Vec<String>,
}

/// The kinds of failures; each has its exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureKind {
    /// The command line, or what was typed in it, isn't understood.
    Usage,
    /// The book, the configuration or another file can't be read or written.
    Book,
    /// The move isn't allowed, to this person or now.
    NotAllowed,
    /// A sync didn't finish.
    Unfinished,
}

impl FailureKind {
    /// The exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Book => 3,
            Self::NotAllowed => 4,
            Self::Unfinished => 5,
        }
    }
}

impl Failure {
    /// Wrong usage or input.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: FailureKind::Usage, message: message.into(), hints: Vec::new(), said: Vec::new() }
    }

    /// A book or file that can't be read or written.
    #[must_use]
    pub fn book(message: impl Into<String>) -> Self {
        Self { kind: FailureKind::Book, message: message.into(), hints: Vec::new(), said: Vec::new() }
    }

    /// A file or directory that the system would not let us use: `can't read …`.
    #[must_use]
    pub fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        let words = error.to_string();
        let words = words.split(" (os error").next().unwrap_or_default().to_lowercase();
        Self::book(format!("can't {doing} {}: {words}", path.display()))
    }

    /// A sync that didn't finish.
    #[must_use]
    pub fn unfinished(message: impl Into<String>) -> Self {
        Self { kind: FailureKind::Unfinished, message: message.into(), hints: Vec::new(), said: Vec::new() }
    }

    /// A move that isn't allowed.
    #[must_use]
    pub fn not_allowed(message: impl Into<String>) -> Self {
        Self { kind: FailureKind::NotAllowed, message: message.into(), hints: Vec::new(), said: Vec::new() }
    }

    /// The same with what git said.
    #[must_use]
    pub fn in_words_of_git(mut self, original: &str) -> Self {
        const MOST: usize = 12;
        let lines = original.lines().map(str::trim).filter(|line| !line.is_empty());
        self.said.extend(lines.take(MOST).map(str::to_owned));
        self
    }

    /// The same with one more line of what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What was typed isn't understood: the message, and what could be typed instead.
    #[must_use]
    pub fn misread(what: &str, misread: &Misread) -> Self {
        let failure = Self::usage(format!("{what}: {}", misread.why));
        let failure = if misread.remedy.is_empty() { failure } else { failure.hint(misread.remedy.clone()) };
        match &misread.suggestions[..] {
            [] => failure,
            all => failure.hint(format!("did you mean {}?", or_list(all))),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::not_allowed(refusal.why).hint(refusal.next)
    }
}

impl fmt::Display for Failure {
    /// `error: …` and a line `hint: …` for each hint, safe for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", clean(&self.message))?;
        for hint in &self.hints {
            write!(f, "\nhint: {}", clean(hint))?;
        }
        for line in &self.said {
            write!(f, "\ngit: {}", clean(line))?;
        }
        Ok(())
    }
}

/// `` `a`, `b` or `c` ``.
#[must_use]
pub fn or_list<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match &quoted[..] {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_lines_that_cannot_drive_the_terminal() {
        let failure = Failure::book("no \u{1b}[2J book\nhere").hint("`countersign init` makes one");
        assert_eq!(failure.to_string(), "error: no ␛[2J book here\nhint: `countersign init` makes one");
    }

    #[test]
    fn a_misreading_keeps_its_readings() {
        let misread = Misread::new(0..3, "`3/4` is 3 April or 4 March", "write the month as a word")
            .suggesting(["3 apr", "4 mar"]);
        let failure = Failure::misread("--due", &misread);
        assert_eq!(
            failure.to_string(),
            "error: --due: `3/4` is 3 April or 4 March\nhint: write the month as a word\nhint: did you mean `3 apr` or `4 mar`?"
        );
        assert_eq!(failure.kind.code(), 2);
    }

    #[test]
    fn lists_end_in_or() {
        let cases = [
            (vec![], ""),
            (vec!["a"], "`a`"),
            (vec!["a", "b"], "`a` or `b`"),
            (vec!["a", "b", "c"], "`a`, `b` or `c`"),
        ];
        for (words, expected) in cases {
            assert_eq!(or_list(&words), expected);
        }
    }
}
