//! Telling git, clone by clone, how the book's files are merged by whoever uses git by hand.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::index::patiently;
use super::run::Git;
use super::told::Trouble;

/// The setting that git looks up for `merge=countersign` in `.gitattributes`.
pub const KEY: &str = "merge.countersign.driver";

/// Whether git knows what to run.
#[must_use]
pub fn is_installed(git: &Git) -> bool {
    git.text(&["config", KEY]).is_ok_and(|command| !command.trim().is_empty())
}

/// Tells the clone what to run.
///
/// # Errors
/// When its settings can't be written.
pub fn install(git: &Git) -> Result<(), Trouble> {
    for (key, value) in [("merge.countersign.name", "the moves of both sides"), (KEY, &command())] {
        patiently(|| git.run(&["config", "--replace-all", key, value]))?;
    }
    Ok(())
}

/// What git runs: the program by its name where that finds this very one, else by its path.
fn command() -> String {
    let program =
        env::current_exe().ok().filter(|path| !is_named(path)).and_then(|path| path.to_str().map(str::to_owned));
    let program = program.map_or_else(
        || "countersign".to_owned(),
        |path| shlex::try_quote(&path.replace('\\', "/")).map_or_else(|_| path.clone(), std::borrow::Cow::into_owned),
    );
    format!("{program} merge-driver %O %A %B %P")
}

/// Whether `countersign` alone finds this program.
fn is_named(this: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let found = env::var_os("PATH").into_iter().flat_map(|path| env::split_paths(&path).collect::<Vec<PathBuf>>());
    let first = found.map(|dir| dir.join("countersign")).find(|path| path.is_file());
    first.is_some_and(|first| real(&first).is_some() && real(&first) == real(this))
}
