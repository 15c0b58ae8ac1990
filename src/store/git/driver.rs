//! The merge driver: what makes `git merge`, run by hand, merge the files of a book as `sync` does.
//!
//! `.gitattributes` travels with the book and names the driver; what it stands for is said in each clone's configuration.

use std::env;
use std::path::{Path, PathBuf};

use super::index::patiently;
use super::run::Git;
use super::told::Trouble;

const NAME: &str = "merge.countersign.name";

/// The setting that git looks up for `merge=countersign` in `.gitattributes`.
pub(super) const KEY: &str = "merge.countersign.driver";

const WORDS: &str = "the moves of both sides";
const ARGS: &str = "merge-driver -- %O %A %B %P";

/// Whether git, run in this clone, merges the files of the book with a program that is there.
#[must_use]
pub fn is_installed(git: &Git) -> bool {
    let Ok(said) = git.text(&["config", "--get", KEY]) else { return false };
    let Some(program) = shlex::split(&said).and_then(|words| words.into_iter().next()) else { return false };
    let program = PathBuf::from(program.replace("%%", "%"));
    said.contains("merge-driver") && (program.is_file() || in_path(&program).is_some())
}

/// Tells git, in the configuration of this clone, to merge the files of the book with this program.
///
/// # Errors
/// When git refuses to write its configuration.
pub fn install(git: &Git) -> Result<(), Trouble> {
    if is_installed(git) {
        return Ok(());
    }
    // A program of another name, such as a test, is no driver.
    let Some(command) = command() else { return Ok(()) };
    for (key, value) in [(NAME, WORDS), (KEY, &command)] {
        patiently(|| git.run(&["config", "--local", "--replace-all", key, value]))?;
    }
    Ok(())
}

/// Tells git so where a book begins in a repository that is there; where it can't be told, `doctor` says it.
pub fn install_around(book: &Path) {
    if book.ancestors().any(|dir| dir.join(".git").exists()) {
        let _ = install(&Git::at(book));
    }
}

/// Merges a file that isn't the book's own line by line, as git does where nobody tells it otherwise; true when no
/// conflict is left in it.
///
/// # Errors
/// When git can't be run, or can't merge it.
pub fn merge_lines(git: &Git, base: &Path, ours: &Path, theirs: &Path) -> Result<bool, Trouble> {
    let names = ["-L", "ours", "-L", "base", "-L", "theirs"].map(std::ffi::OsStr::new);
    let mut args = vec![std::ffi::OsStr::new("merge-file")];
    args.extend(names);
    args.push(std::ffi::OsStr::new("--"));
    args.extend([ours, base, theirs].map(Path::as_os_str));
    // It ends with the number of conflicts, and with 255 where it couldn't.
    let ended = git.end(&args, &[])?;
    match ended.status {
        Some(0) => Ok(true),
        Some(1..=127) => Ok(false),
        Some(_) | None => Err(super::words::trouble(&ended.words)),
    }
}

/// How git is to call this program; none where it goes by another name.
fn command() -> Option<String> {
    let own = env::current_exe().ok()?;
    let name = own.file_stem()?.to_str()?;
    if name != "countersign" {
        return None;
    }
    // By its path: git under a window system finds fewer programs by name than a shell does, and keeps one side then.
    Some(format!("{} {ARGS}", quoted(&own)?))
}

/// The program of a name, where the shell would find it.
fn in_path(name: &Path) -> Option<PathBuf> {
    if name.components().count() != 1 {
        return None;
    }
    let file = format!("{}{}", name.to_str()?, env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// A path for the shell that git runs drivers with; none where it is no text.
fn quoted(path: &Path) -> Option<String> {
    let path = path.to_str()?;
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    Some(format!("'{}'", path.replace('\'', "'\\''").replace('%', "%%")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_for_the_shell_and_for_git() {
        let check = |path: &str, expect: &str| assert_eq!(quoted(Path::new(path)).as_deref(), Some(expect));
        check("/usr/bin/countersign", "'/usr/bin/countersign'");
        check("/home/o'neil/my programs/100%/countersign", "'/home/o'\\''neil/my programs/100%%/countersign'");
    }
}
