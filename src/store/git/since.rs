//! What the book was at a commit: the moves it had of those commitments that are other ones now.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::objects::Objects;
use super::run::Git;
use super::told::Trouble;
use super::verify::commit_of;
use crate::domain::act::Move;
use crate::domain::id::Id;
use crate::store::record;

/// The book at a commit, as far as it is another one now.
#[derive(Debug)]
pub struct Past {
    /// The commit's full name.
    pub commit: String,
    /// The commitments whose files are the same now.
    same: HashSet<Id>,
    /// The moves of the others, where they had any.
    before: HashMap<Id, Vec<Move>>,
}

impl Past {
    /// The book in a directory as it was at a commit, by any name that git knows.
    ///
    /// # Errors
    /// When the book isn't in a repository, or nothing there is called so.
    pub fn at(dir: &Path, name: &str) -> Result<Self, Trouble> {
        let git = Git::at(dir);
        let commit = commit_of(&git, name)?;
        let here = git.text(&["rev-parse", "--show-prefix"])?;
        let listed = git.run(&[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            "--full-tree",
            &commit,
            "--",
            &format!("{here}commitments/"),
        ])?;
        let changed = git.run(&[
            "--no-optional-locks",
            "diff",
            "--name-only",
            "--no-ext-diff",
            "--no-renames",
            "-z",
            &commit,
            "--",
            "commitments",
        ])?;
        let changed: HashSet<&[u8]> = changed.split(|byte| *byte == 0).collect();
        let mut objects = Objects::open(&git)?;
        let mut past = Self { commit: commit.clone(), same: HashSet::new(), before: HashMap::new() };
        for path in listed.split(|byte| *byte == 0) {
            let Some((path, id)) = std::str::from_utf8(path).ok().and_then(|path| Some((path, id_of(path)?))) else {
                continue;
            };
            if !changed.contains(path.as_bytes()) {
                past.same.insert(id);
                continue;
            }
            let bytes = objects.read(&format!("{commit}:{path}"))?.unwrap_or_default();
            let record = record::read(&String::from_utf8_lossy(&bytes));
            past.before.entry(id).or_default().extend(record.moves);
        }
        Ok(past)
    }

    /// Whether a commitment had a move then, just so.
    #[must_use]
    pub fn has(&self, id: Id, made: &Move) -> bool {
        self.same.contains(&id)
            || self.before.get(&id).is_some_and(|moves| {
                moves.iter().any(|known| known.id == made.id && crate::domain::digest::is_same(known, made))
            })
    }
}

fn id_of(path: &str) -> Option<Id> {
    path.rsplit('/').next()?.strip_suffix(".toml")?.parse().ok()
}
