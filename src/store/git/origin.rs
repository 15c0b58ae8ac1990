//! What met where a merge left markers: the versions that git still has of both sides and of what they began with.

use std::path::Path;

use super::driver;
use super::objects::Objects;
use super::repo::Repo;
use super::run::Git;
use super::status;
use super::told::Trouble;
use crate::store::merge;
use crate::store::record::conflict::first_marker;

/// How far back the commit is looked for that brought the markers.
const FARTHEST: &str = "--max-count=200";

/// The base and both sides of a file, each where it is there.
pub(in crate::store) type Sides = [Option<Vec<u8>>; 3];

/// A book's repository, asked about merges.
pub(in crate::store) struct Origin {
    repo: Repo,
    objects: Objects,
}

impl Origin {
    /// The repository of a book; none where it is in none, or git isn't there.
    pub(in crate::store) fn of(book: &Path) -> Option<Self> {
        let repo = Repo::find(&Git::at(book), book).ok().flatten()?;
        let objects = Objects::open(&repo.git).ok()?;
        Some(Self { repo, objects })
    }

    /// Whether `git merge` by hand merges the book's files as they have to be.
    pub(in crate::store) fn has_driver(&self) -> bool {
        driver::is_installed(&self.repo.git)
    }

    /// Tells git how.
    pub(in crate::store) fn install_driver(&self) -> Result<(), Trouble> {
        driver::install(&self.repo.git)
    }

    /// The book's files that a merge stopped at, with what met.
    pub(in crate::store) fn unmerged(&mut self) -> Vec<(String, Sides)> {
        let Ok(status) = status::read(&self.repo) else { return Vec::new() };
        let mut found = Vec::new();
        for entry in status.entries {
            let Some(stages) = entry.stages else { continue };
            let Some(path) = self.repo.within(&entry.path).filter(|path| merge::is_owned(path)) else { continue };
            let path = path.to_owned();
            let sides = stages.map(|object| object.and_then(|object| self.objects.read(&object).ok().flatten()));
            found.push((path, sides));
        }
        found
    }

    /// What met in the merge that committed a file with its markers; none where no merge did.
    pub(in crate::store) fn of_markers(&mut self, path: &str) -> Option<Sides> {
        let full = self.repo.full(path);
        let commits = self.repo.git.text(&["rev-list", "--full-history", FARTHEST, "HEAD", "--", &full]).ok()?;
        for commit in commits.lines() {
            if !self.version(commit, path).is_some_and(|version| is_marked(&version)) {
                return None;
            }
            let parents = self.repo.git.text(&["rev-parse", &format!("{commit}^@")]).ok()?;
            let parents: Vec<&str> = parents.lines().collect();
            let versions: Vec<Option<Vec<u8>>> = parents.iter().map(|parent| self.version(parent, path)).collect();
            if versions.iter().flatten().any(|version| is_marked(version)) {
                continue;
            }
            let [ours, theirs] = <[Option<Vec<u8>>; 2]>::try_from(versions).ok()?;
            let base = self.repo.git.text(&["merge-base", parents[0], parents[1]]).ok();
            let base = base.and_then(|base| self.version(&base, path));
            return Some([base, ours, theirs]);
        }
        None
    }

    fn version(&mut self, commit: &str, path: &str) -> Option<Vec<u8>> {
        let name = format!("{commit}:{}", self.repo.full(path));
        self.objects.read(&name).ok().flatten()
    }

    /// Enters a file as settled.
    pub(in crate::store) fn settle(&self, path: &str) -> Result<(), Trouble> {
        self.repo.git.run(&["add", "--", &self.repo.full(path)]).map(drop)
    }
}

fn is_marked(bytes: &[u8]) -> bool {
    first_marker(&String::from_utf8_lossy(bytes)).is_some()
}
