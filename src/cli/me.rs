//! Who is speaking: the option, the environment, the configuration, git, and at last the login name.

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::failure::Failure;
use crate::domain::person::{Handle, People};

/// The one at the keyboard, and how the program knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Me {
    /// The handle.
    pub handle: Handle,
    /// Where it comes from.
    pub source: Source,
}

/// Where `me` comes from, the first that speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// `--me`.
    Option,
    /// `COUNTERSIGN_ME`.
    Environment,
    /// The configuration file.
    Configuration,
    /// git's `user.email`, found among the people of the book.
    Git,
    /// The login name; in a book that doesn't know it, it holds every role.
    Login,
}

impl Source {
    /// How `config` and `doctor` say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Option => "--me",
            Self::Environment => "COUNTERSIGN_ME",
            Self::Configuration => "the configuration",
            Self::Git => "git's user.email",
            Self::Login => "the login name",
        }
    }
}

/// What is known about who speaks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    /// `--me`.
    pub option: Option<&'a str>,
    /// `COUNTERSIGN_ME`.
    pub environment: Option<&'a str>,
    /// `me` of the configuration.
    pub configuration: Option<&'a str>,
    /// The login name.
    pub login: Option<&'a str>,
}

/// Finds who speaks; git is only asked when nothing else says and somebody in the book has an address.
///
/// # Errors
/// When a handle that was given isn't one, or nothing says who it is.
pub fn find(clues: Clues, people: &People, email: impl FnOnce() -> Option<String>) -> Result<Me, Failure> {
    let given = [
        (clues.option, Source::Option),
        (clues.environment, Source::Environment),
        (clues.configuration, Source::Configuration),
    ];
    for (word, source) in given {
        let Some(word) = word.filter(|word| !word.trim().is_empty()) else { continue };
        let handle = Handle::new(word).map_err(|why| Failure::usage(format!("{}: {why}", source.words())))?;
        return Ok(Me { handle, source });
    }
    if people.iter().any(|person| person.email.is_some())
        && let Some(email) = email()
        && let Some(person) = people.iter().find(|person| is_address(person.email.as_deref(), &email))
    {
        return Ok(Me { handle: person.handle.clone(), source: Source::Git });
    }
    let login = clues.login.and_then(login_handle);
    login.map(|handle| Me { handle, source: Source::Login }).ok_or_else(|| {
        Failure::usage("nothing says who you are").hint("give --me HANDLE, or set `me` with `countersign config`")
    })
}

fn is_address(known: Option<&str>, email: &str) -> bool {
    known.is_some_and(|known| known.trim().eq_ignore_ascii_case(email.trim()))
}

/// A login name as a handle: what doesn't fit in a handle becomes a hyphen.
fn login_handle(login: &str) -> Option<Handle> {
    let plain: String =
        login.trim().chars().map(|c| if c.is_alphanumeric() || ".-_".contains(c) { c } else { '-' }).collect();
    Handle::new(plain.trim_matches('-')).ok()
}

/// What `git config user.email` says, where git is there and answers at once.
#[must_use]
pub fn git_email() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "who speaks is asked before there is a book, and git is only read")]
    let mut child = Command::new("git")
        .args(["config", "user.email"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // A git that hangs (a network home, a lock) must not hold a command up.
    for _ in 0..200 {
        if child.try_wait().ok()?.is_some() {
            let mut text = String::new();
            child.stdout.take()?.take(1000).read_to_string(&mut text).ok()?;
            return Some(text.trim().to_owned()).filter(|email| email.contains('@'));
        }
        thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{Person, Roles};

    fn check(clues: Clues, email: Option<&str>, expected: &str) {
        let mut dana = Person::new(Handle::new("dana").unwrap(), Roles::EVERY);
        dana.email = Some("Dana@Example.test".into());
        let people: People = [dana].into_iter().collect();
        let found = find(clues, &people, || email.map(str::to_owned));
        let words =
            found.map_or_else(|failure| failure.to_string(), |me| format!("{} by {}", me.handle, me.source.words()));
        assert_eq!(words, expected);
    }

    #[test]
    fn the_nearest_source_wins() {
        let all =
            Clues { option: Some("@Sam"), environment: Some("lee"), configuration: Some("kim"), login: Some("root") };
        check(all, Some("dana@example.test"), "sam by --me");
        check(Clues { option: None, ..all }, None, "lee by COUNTERSIGN_ME");
        check(Clues { option: None, environment: Some(" "), ..all }, None, "kim by the configuration");
        let bare = Clues { login: Some("CORP\\Root User"), ..Clues::default() };
        check(bare, Some("dana@example.test"), "dana by git's user.email");
        check(bare, Some("other@example.test"), "corp-root-user by the login name");
        check(bare, None, "corp-root-user by the login name");
    }

    #[test]
    fn what_is_no_handle_is_refused() {
        let spaced = Clues { option: Some("dana lee"), ..Clues::default() };
        check(
            spaced,
            None,
            "error: --me: `dana lee` is not a handle: use up to 40 letters, digits, `.`, `_` or `-`, such as dana",
        );
        check(
            Clues::default(),
            None,
            "error: nothing says who you are\nhint: give --me HANDLE, or set `me` with `countersign config`",
        );
    }
}
