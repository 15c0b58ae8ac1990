//! The repository that a book lies in: where it is, what is set in it, and what its HEAD names.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::run::Git;
use super::told::{Trouble, TroubleKind};
use crate::store::Error;

/// So long another sync of the same clone is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A book's repository.
#[derive(Debug)]
pub(super) struct Repo {
    /// git, in the top directory of the work tree.
    pub(super) git: Git,
    /// The book.
    pub(super) book: PathBuf,
    /// The way from the top directory to the book, ending in `/`; empty where they are the same.
    pub(super) prefix: String,
    /// git's own directory.
    pub(super) git_dir: PathBuf,
    /// What is set, the last of each key.
    settings: HashMap<String, String>,
}

/// What HEAD is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Head {
    /// The commit; none before the first.
    pub(super) commit: Option<String>,
    /// The branch's whole name (`refs/heads/main`); none where HEAD is detached.
    pub(super) branch: Option<String>,
}

/// Another git that left off in the middle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum UnderWay {
    Merge,
    Rebase,
    Pick,
    Bisect,
}

impl Repo {
    /// Finds the repository of a book; none where the book isn't in one.
    pub(super) fn find(git: &Git, book: &Path) -> Result<Option<Self>, Trouble> {
        let book = fs::canonicalize(book).map_err(Error::io(book, "open the book"))?;
        let git = git.within(&book);
        let found = match git.text(&[
            "rev-parse",
            "--is-inside-work-tree",
            "--absolute-git-dir",
            "--show-toplevel",
            "--show-prefix",
        ]) {
            Ok(found) => found,
            Err(trouble) if trouble.kind == TroubleKind::NoRepository => return Ok(None),
            Err(trouble) => return Err(trouble),
        };
        let mut lines = found.lines();
        let (is_inside, git_dir, top) = (lines.next(), lines.next(), lines.next());
        let (Some("true"), Some(git_dir), Some(top)) = (is_inside, git_dir, top) else { return Ok(None) };
        let prefix = lines.next().unwrap_or_default().to_owned();
        let git = git.within(Path::new(top));
        let settings = settings(&git)?;
        Ok(Some(Self { git, book, prefix, git_dir: PathBuf::from(git_dir), settings }))
    }

    /// A setting of git's, by its whole key with section and name in lower case.
    pub(super) fn setting(&self, key: &str) -> Option<&str> {
        self.settings.get(key).map(String::as_str)
    }

    /// Whether a setting is on.
    pub(super) fn is_set(&self, key: &str) -> bool {
        self.setting(key).is_some_and(|value| matches!(value.to_lowercase().as_str(), "" | "true" | "yes" | "on" | "1"))
    }

    /// Reads the settings anew.
    pub(super) fn reread(&mut self) -> Result<(), Trouble> {
        self.settings = settings(&self.git)?;
        Ok(())
    }

    /// The names of the remotes.
    pub(super) fn remotes(&self) -> Vec<&str> {
        let name = |key: &'_ String| -> Option<(usize, usize)> {
            let rest = key.strip_prefix("remote.")?.strip_suffix(".url")?;
            Some((7, 7 + rest.len()))
        };
        let mut names: Vec<&str> =
            self.settings.keys().filter_map(|key| name(key).map(|(from, to)| &key[from..to])).collect();
        names.sort_unstable();
        names
    }

    /// The path of one of the book's files as the repository has it.
    pub(super) fn full(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path within the book, of a path of the repository.
    pub(super) fn within<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.prefix.as_str())
    }

    /// What HEAD is now.
    pub(super) fn head(&self) -> Result<Head, Trouble> {
        let commit = self.git.end(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"], &[])?;
        let commit = (commit.status == Some(0)).then(|| String::from_utf8_lossy(&commit.out).trim().to_owned());
        let branch = self.git.end(&["symbolic-ref", "--quiet", "HEAD"], &[])?;
        let branch = (branch.status == Some(0)).then(|| String::from_utf8_lossy(&branch.out).trim().to_owned());
        Ok(Head { commit, branch })
    }

    /// What another git left in the middle.
    pub(super) fn under_way(&self) -> Option<UnderWay> {
        let has = |name: &str| self.git_dir.join(name).symlink_metadata().is_ok();
        if has("rebase-merge") || has("rebase-apply") {
            Some(UnderWay::Rebase)
        } else if has("MERGE_HEAD") {
            Some(UnderWay::Merge)
        } else if has("CHERRY_PICK_HEAD") || has("REVERT_HEAD") {
            Some(UnderWay::Pick)
        } else if has("BISECT_LOG") {
            Some(UnderWay::Bisect)
        } else {
            None
        }
    }

    /// The place of the program's own notes about this clone.
    pub(super) fn notes(&self) -> PathBuf {
        self.git_dir.join("countersign")
    }

    /// Waits for the only right to sync this clone.
    pub(super) fn lock(&self) -> Result<File, Trouble> {
        let dir = self.notes();
        fs::create_dir_all(&dir).map_err(Error::io(&dir, "make the directory"))?;
        let path = dir.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(Error::io(&path, "lock the repository with"))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE && !self.git.is_stopped() => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    let what = "another sync of this book is under way";
                    return Err(Trouble::new(TroubleKind::Busy, what, "wait until it is done"));
                }
                // Some network drives have no locks; git's own still keep two syncs from doing the same.
                Err(TryLockError::Error(_)) => return Ok(file),
            }
        }
    }
}

fn settings(git: &Git) -> Result<HashMap<String, String>, Trouble> {
    let all = git.run(&["config", "--list", "-z", "--includes"])?;
    let all = String::from_utf8_lossy(&all);
    let pair = |entry: &str| {
        let (key, value) = entry.split_once('\n').unwrap_or((entry, ""));
        (key.to_owned(), value.to_owned())
    };
    Ok(all.split('\0').filter(|entry| !entry.is_empty()).map(pair).collect())
}
