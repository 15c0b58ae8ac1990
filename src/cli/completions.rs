//! Completion in the shell: the program itself answers, so that ids and customers are completed too.

use std::ffi::OsStr;
use std::process::ExitCode;

use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Shells};

use super::args::{Completing, Global, shaped};
use super::desk::{Desk, Missing};
use super::env::Env;
use super::failure::Failure;
use super::reply::Reply;
use super::rim::Rim;
use crate::domain::book::Book;

/// The variable by which the shell's script asks the program.
const VARIABLE: &str = "COMPLETE";

/// The shell was answered, and there is nothing else to do.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    is_well: bool,
}

impl Answered {
    /// The exit code that goes with it.
    #[must_use]
    pub fn exit_code(self) -> ExitCode {
        if self.is_well { ExitCode::SUCCESS } else { ExitCode::from(2) }
    }
}

/// Answers the shell when it asks for completions.
///
/// # Errors
/// When it asked, and has its answer: the program is done.
pub fn answer_shell() -> Result<(), Answered> {
    if std::env::var_os(VARIABLE).is_none_or(|value| value.is_empty() || value == "0") {
        return Ok(());
    }
    let cwd = std::env::current_dir().ok();
    match CompleteEnv::with_factory(shaped).var(VARIABLE).try_complete(std::env::args_os(), cwd.as_deref()) {
        Ok(true) => Err(Answered { is_well: true }),
        Ok(false) => Ok(()),
        Err(_) => Err(Answered { is_well: false }),
    }
}

/// `completions SHELL`: the script that asks the program.
///
/// # Errors
/// When the shell has none.
pub fn script(args: &Completing) -> Result<Reply, Failure> {
    let name = args.shell.to_string();
    let shells = Shells::builtins();
    let unknown = || Failure::usage(format!("there are no completions for {name}"));
    let completer = shells.completer(&name).ok_or_else(unknown)?;
    let mut script = Vec::new();
    completer
        .write_registration(VARIABLE, "countersign", "countersign", "countersign", &mut script)
        .map_err(|error| Failure::usage(format!("can't write the completions for {name}: {error}")))?;
    Ok(Reply::text(String::from_utf8_lossy(&script)))
}

/// The ids of the book with their titles, those that begin as typed.
#[must_use]
pub fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    with_book(|book| {
        let found = book.commitments().iter().filter(|each| typed.is_empty() || each.id.starts_with(&typed));
        found.map(|each| CompletionCandidate::new(each.id.to_string()).help(Some(each.title().into()))).collect()
    })
}

/// The customers of the book that begin as typed.
#[must_use]
pub fn customers(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = crate::text::fold(&typed.to_string_lossy());
    with_book(|book| {
        let mut names: Vec<&str> = book.commitments().iter().map(|each| &*each.customer).collect();
        names.sort_unstable();
        names.dedup();
        names
            .into_iter()
            .filter(|name| crate::text::fold(name).starts_with(&typed))
            .map(CompletionCandidate::new)
            .collect()
    })
}

/// The handles of the book that begin as typed.
#[must_use]
pub fn handles(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().trim_start_matches('@').to_lowercase();
    with_book(|book| {
        let people = book.rules.people.iter().filter(|person| person.handle.as_str().starts_with(&typed));
        people.map(|person| CompletionCandidate::new(person.handle.as_str().to_owned())).collect()
    })
}

/// Something from the book that lies at hand; nothing where there is none. A shell is never asked anything.
fn with_book<T: Default>(take: impl FnOnce(&Book) -> T) -> T {
    let quiet = Env { is_stdin_terminal: false, ..Env::read() };
    let Ok(rim) = Rim::new(Global::default(), quiet) else { return T::default() };
    Desk::open(&rim, Missing::Offer).map_or_else(|_| T::default(), |desk| take(&desk.book))
}
