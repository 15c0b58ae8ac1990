//! What the program finds around it: variables, the working directory, and whether people are listening.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use super::args::When;

/// The surroundings, read once at the rim.
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact about a terminal")]
#[derive(Clone, Debug, Default)]
pub struct Env {
    /// `COUNTERSIGN_BOOK`.
    pub book: Option<PathBuf>,
    /// `COUNTERSIGN_ME`.
    pub me: Option<String>,
    /// The name the user logged in with.
    pub login: Option<String>,
    /// The working directory.
    pub cwd: PathBuf,
    /// `TERM`.
    pub term: Option<String>,
    /// `NO_COLOR`, set to anything.
    pub no_color: bool,
    /// `CLICOLOR_FORCE`, set to anything but 0.
    pub force_color: bool,
    /// Whether answers can be typed.
    pub is_stdin_terminal: bool,
    /// Whether a person reads the output.
    pub is_stdout_terminal: bool,
    /// Whether a person reads the errors.
    pub is_stderr_terminal: bool,
    /// The columns of the terminal, where there is one.
    pub columns: Option<u16>,
}

impl Env {
    /// Reads them.
    #[must_use]
    pub fn read() -> Self {
        let is_stdout_terminal = std::io::stdout().is_terminal();
        Self {
            book: variable("COUNTERSIGN_BOOK").map(PathBuf::from),
            me: text("COUNTERSIGN_ME"),
            login: ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(text).or_else(home_name),
            cwd: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            term: text("TERM"),
            no_color: variable("NO_COLOR").is_some(),
            force_color: variable("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            is_stdin_terminal: std::io::stdin().is_terminal(),
            is_stdout_terminal,
            is_stderr_terminal: std::io::stderr().is_terminal(),
            columns: is_stdout_terminal.then(crossterm::terminal::size).and_then(Result::ok).map(|size| size.0),
        }
    }

    /// Whether a question can be put and answered.
    #[must_use]
    pub const fn can_ask(&self) -> bool {
        self.is_stdin_terminal && self.is_stderr_terminal
    }

    /// Whether the terminal can do no more than print lines.
    #[must_use]
    pub fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }

    /// Whether output to standard output is coloured: the option, then the variables, then the terminal.
    #[must_use]
    pub fn is_coloured(&self, when: Option<When>) -> bool {
        match when.unwrap_or_default() {
            When::Always => true,
            When::Never => false,
            When::Auto if self.no_color => false,
            When::Auto if self.force_color => true,
            When::Auto => self.is_stdout_terminal && !self.is_dumb(),
        }
    }
}

/// The name of the home directory: what the login name mostly is, where no variable has it.
fn home_name() -> Option<String> {
    let base = directories::BaseDirs::new()?;
    Some(base.home_dir().file_name()?.to_str()?.to_owned())
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn text(name: &str) -> Option<String> {
    variable(name)?.into_string().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_option_variables_and_terminal_in_that_order() {
        let terminal = Env { is_stdout_terminal: true, term: Some("xterm".into()), ..Env::default() };
        let dumb = Env { term: Some("dumb".into()), ..terminal.clone() };
        let no_color = Env { no_color: true, force_color: true, ..terminal.clone() };
        let forced = Env { force_color: true, ..Env::default() };
        let cases = [
            (&terminal, None, true),
            (&Env::default(), None, false),
            (&dumb, None, false),
            (&no_color, None, false),
            (&forced, None, true),
            (&no_color, Some(When::Always), true),
            (&forced, Some(When::Never), false),
            (&dumb, Some(When::Auto), false),
        ];
        for (env, when, expected) in cases {
            assert_eq!(env.is_coloured(when), expected, "{env:?} {when:?}");
        }
    }
}
