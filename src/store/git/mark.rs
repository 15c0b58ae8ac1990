//! When this clone last heard from its remote, and what was there: one small file in git's own directory.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;

use super::repo::Repo;
use super::told::Trouble;
use crate::domain::day::Moment;
use crate::store::file::{Place, replace};

const NAME: &str = "synced";

/// The last word of the remote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// When.
    pub(super) at: Moment,
    /// The remote's name.
    pub(super) remote: String,
    /// Its branch, by its whole name.
    pub(super) branch: String,
    /// The commit that was there.
    pub(super) tip: String,
}

impl Mark {
    /// The mark of a clone.
    pub(super) fn of(repo: &Repo) -> Option<Self> {
        Self::read(&repo.notes())
    }

    fn read(notes: &Path) -> Option<Self> {
        let text = fs::read_to_string(notes.join(NAME)).ok()?;
        let mut lines = text.lines().map(str::to_owned);
        let at = Moment::at(DateTime::parse_from_rfc3339(&lines.next()?).ok()?.to_utc());
        Some(Self { at, remote: lines.next()?, branch: lines.next()?, tip: lines.next()? })
    }

    /// Keeps it.
    pub(super) fn keep(&self, repo: &Repo) -> Result<(), Trouble> {
        let path = repo.notes().join(NAME);
        let text = format!("{}\n{}\n{}\n{}\n", self.at, self.remote, self.branch, self.tip);
        let place = if path.exists() { Place::Taken } else { Place::Fresh };
        Ok(replace(&path, text.as_bytes(), place)?)
    }
}

/// When the clone that a book lies in last heard from its remote; none where the book isn't shared. Starts no process.
#[must_use]
pub fn synced_at(book: &Path) -> Option<Moment> {
    let book = fs::canonicalize(book).ok()?;
    let git_dir = book.ancestors().find_map(git_dir)?;
    Mark::read(&git_dir.join("countersign")).map(|mark| mark.at)
}

/// git's own directory of a work tree: a directory, or a file that names it.
fn git_dir(top: &Path) -> Option<PathBuf> {
    let path = top.join(".git");
    let metadata = fs::symlink_metadata(&path).ok()?;
    if metadata.is_file() {
        let text = fs::read_to_string(&path).ok()?;
        return Some(top.join(text.trim().strip_prefix("gitdir: ")?));
    }
    Some(path)
}
