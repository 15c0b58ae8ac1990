//! What a command answers; it is printed at once, after everything went well.

/// The answer of a command that did not fail.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reply {
    /// What goes to standard output, whole.
    pub text: String,
    /// What goes to standard error, a line each: what could not be read, what was done on the way.
    pub notes: Vec<String>,
    /// The exit code: 1 when `check` found something.
    pub code: u8,
}

impl Reply {
    /// A text for standard output; a last line without its end gets one.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let mut text = text.into();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Self { text, ..Self::default() }
    }

    /// The same with notes for standard error.
    #[must_use]
    pub fn noting(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// The same with an exit code.
    #[must_use]
    pub fn code(self, code: u8) -> Self {
        Self { code, ..self }
    }
}
