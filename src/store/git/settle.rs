//! A `git merge` that stopped at the book's files: they are merged and the merge is brought to its end.

use std::fs;

use super::commit::put;
use super::import::Content;
use super::objects::Objects;
use super::repo::{Repo, UnderWay};
use super::told::{Trouble, TroubleKind};
use super::{index, status};
use crate::store::{lock, merge};

/// Settles a merge that somebody began by hand; says so.
pub(super) fn merge_under_way(repo: &Repo) -> Result<Option<String>, Trouble> {
    let open = open_paths(repo)?;
    let elsewhere: Vec<&str> =
        open.iter().map(String::as_str).filter(|path| !repo.within(path).is_some_and(merge::is_owned)).collect();
    if !elsewhere.is_empty() {
        let named = elsewhere.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        let what = format!("a merge is under way, with conflicts outside the book: {named}");
        return Err(Trouble::new(TroubleKind::Elsewhere, what, "settle those and `git commit`, then sync again"));
    }
    let n = book_files(repo)?;
    repo.git.run(&["commit", "--quiet", "--no-edit"])?;
    Ok(Some(if n == 0 {
        "a merge that was under way is committed".into()
    } else {
        format!("a merge that was under way is settled ({n} files of the book) and committed")
    }))
}

/// Merges the book's files that a merge stopped at, and enters them as settled; how many.
pub(super) fn book_files(repo: &Repo) -> Result<usize, Trouble> {
    let _lock = lock::acquire(&repo.book)?;
    let status = status::read(repo)?;
    let mut objects = Objects::open(&repo.git)?;
    let mut settled: Vec<(String, Content)> = Vec::new();
    for entry in &status.entries {
        let (Some(stages), Some(within)) =
            (&entry.stages, repo.within(&entry.path).filter(|path| merge::is_owned(path)))
        else {
            continue;
        };
        let mut sides = [None, None, None];
        for (side, object) in sides.iter_mut().zip(stages) {
            *side = match object {
                Some(object) => objects.read(object)?,
                None => None,
            };
        }
        let [base, ours, theirs] = sides;
        let Some(mut merged) = merge::merge(within, base.as_deref(), ours.as_deref(), theirs.as_deref()) else {
            continue;
        };
        // What somebody has written there since the merge stopped stays.
        let now = fs::read(repo.book.join(within)).ok().map(|now| merge::resolved(within, &now).unwrap_or(now));
        if !merge::lost(within, ours.as_deref(), now.as_deref(), Some(&merged)).is_empty() {
            merged = merge::merge(within, ours.as_deref(), Some(&merged), now.as_deref()).unwrap_or(merged);
        }
        put(repo, within, &merged)?;
        settled.push((entry.path.clone(), Content::Bytes(merged)));
    }
    for (path, content) in &settled {
        let Content::Bytes(bytes) = content else { continue };
        let object = repo.git.feed(&["hash-object", "-w", "--stdin"], bytes)?;
        let object = String::from_utf8_lossy(&object).trim().to_owned();
        index::enter(repo, std::iter::once((path.clone(), "100644", object.as_str())))?;
    }
    Ok(settled.len())
}

/// Every path of the repository that a merge stopped at.
fn open_paths(repo: &Repo) -> Result<Vec<String>, Trouble> {
    let out = repo.git.run(&["diff", "--name-only", "--diff-filter=U", "-z"])?;
    Ok(String::from_utf8_lossy(&out).split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

impl UnderWay {
    /// What stands in the way of a sync.
    pub(super) fn trouble(self) -> Trouble {
        let (what, end) = match self {
            Self::Merge => ("merge", "git merge --continue"),
            Self::Rebase => ("rebase", "git rebase --continue"),
            Self::Pick => ("cherry-pick or revert", "git cherry-pick --continue"),
            Self::Bisect => ("bisection", "git bisect reset"),
        };
        Trouble::new(
            TroubleKind::Elsewhere,
            format!("a {what} is under way in the repository"),
            format!("bring it to its end (`{end}`), or give it up, then sync again"),
        )
    }
}
