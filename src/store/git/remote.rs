//! The place that a book is shared at: which one it is, asking it, sending to it.

use super::index::patiently;
use super::mark::Mark;
use super::repo::{Head, Repo};
use super::told::{Trouble, TroubleKind};
use super::words;

/// Where a branch is shared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Remote {
    /// Its name.
    pub(super) name: String,
    /// The branch there, by its whole name.
    pub(super) branch: String,
}

/// How sending went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sent {
    /// It is there.
    Done,
    /// Somebody else was quicker.
    Outrun,
}

impl Remote {
    /// The remote of a branch; none where there is no remote at all.
    pub(super) fn of(repo: &Repo, branch: &str) -> Result<Option<Self>, Trouble> {
        let short = branch.strip_prefix("refs/heads/").unwrap_or(branch);
        let remotes = repo.remotes();
        let wanted =
            [format!("branch.{short}.pushremote"), "remote.pushdefault".into(), format!("branch.{short}.remote")];
        let wanted = wanted.iter().filter_map(|key| repo.setting(key)).find(|name| remotes.contains(name));
        let name = match (wanted, &remotes[..]) {
            (Some(name), _) => name,
            (None, []) => return Ok(None),
            (None, [only]) => only,
            (None, _) if remotes.contains(&"origin") => "origin",
            (None, _) => {
                let what = format!("the repository has several remotes: {}", remotes.join(", "));
                let next = format!("say which one the book is shared at with `git config branch.{short}.remote NAME`");
                return Err(Trouble::new(TroubleKind::Other, what, next));
            }
        };
        if name.starts_with('-') || name.contains(char::is_whitespace) {
            let what = format!("`{}` is no name for a remote", name.escape_debug());
            return Err(Trouble::new(TroubleKind::Other, what, "give it another with `git remote rename`"));
        }
        let upstream = repo.setting(&format!("branch.{short}.merge")).filter(|there| there.starts_with("refs/heads/"));
        Ok(Some(Self { name: name.to_owned(), branch: upstream.unwrap_or(branch).to_owned() }))
    }

    /// The name that the remote's branch has here.
    fn tracking(&self) -> String {
        format!("refs/remotes/{}/{}", self.name, self.branch.strip_prefix("refs/heads/").unwrap_or(&self.branch))
    }

    /// Asks what is there; none where the branch isn't there yet.
    pub(super) fn fetch(&mut self, repo: &Repo, notes: &mut Vec<String>) -> Result<Option<String>, Trouble> {
        match self.fetch_branch(repo) {
            Ok(tip) => Ok(Some(tip)),
            Err(trouble) if trouble.original.to_lowercase().contains("couldn't find remote ref") => {
                let Some(renamed) = self.main_branch(repo)? else { return Ok(None) };
                if renamed == self.branch {
                    return Ok(None);
                }
                let short = |name: &str| name.trim_start_matches("refs/heads/").to_owned();
                notes.push(format!(
                    "the remote's branch is `{}` and not `{}`: it is followed",
                    short(&renamed),
                    short(&self.branch)
                ));
                self.branch = renamed;
                self.fetch_branch(repo).map(Some)
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn fetch_branch(&self, repo: &Repo) -> Result<String, Trouble> {
        let refspec = format!("+{}:{}", self.branch, self.tracking());
        let args = [
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            "--",
            &self.name,
            &refspec,
        ];
        patiently(|| repo.git.run(&args))?;
        repo.git.text(&["rev-parse", "--verify", &format!("{}^{{commit}}", self.tracking())])
    }

    /// The branch that the remote's HEAD names, where it is there.
    fn main_branch(&self, repo: &Repo) -> Result<Option<String>, Trouble> {
        let out = repo.git.text(&["ls-remote", "--symref", "--", &self.name, "HEAD"])?;
        let named = out.lines().find_map(|line| line.strip_prefix("ref: ")?.strip_suffix("\tHEAD").map(str::to_owned));
        Ok(named)
    }

    /// Sends a commit.
    pub(super) fn push(&self, repo: &Repo, commit: &str) -> Result<Sent, Trouble> {
        const RACES: [&str; 5] = [
            "[rejected]",
            "failed to update ref",
            "cannot lock ref",
            "incorrect old value",
            "unable to migrate objects",
        ];
        let refspec = format!("{commit}:{}", self.branch);
        let ended = repo.git.end(&["push", "--porcelain", "--", &self.name, &refspec], &[])?;
        if ended.status == Some(0) {
            return Ok(Sent::Done);
        }
        let out = String::from_utf8_lossy(&ended.out);
        let all = format!("{out}{}", ended.words);
        if RACES.iter().any(|race| all.contains(race)) {
            return Ok(Sent::Outrun);
        }
        let mut trouble = words::trouble(&all);
        let said: Vec<&str> = ended
            .words
            .lines()
            .filter_map(|line| line.strip_prefix("remote:"))
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        if trouble.kind == TroubleKind::Refused && !said.is_empty() {
            // What the remote says is meant for people; what git says around it isn't.
            trouble.original = said.join("\n");
        }
        Err(trouble)
    }

    /// Lets the branch follow the remote's, as `git push --set-upstream` does.
    pub(super) fn follow(&self, repo: &Repo, head: &Head) -> Result<(), Trouble> {
        let Some(branch) = &head.branch else { return Ok(()) };
        let short = branch.strip_prefix("refs/heads/").unwrap_or(branch);
        for (key, value) in [("remote", &self.name), ("merge", &self.branch)] {
            let key = format!("branch.{short}.{key}");
            if repo.setting(&key) != Some(value) {
                patiently(|| repo.git.run(&["config", "--replace-all", &key, value]))?;
            }
        }
        Ok(())
    }

    /// Whether what was there when this clone last synced is still part of what is there.
    pub(super) fn is_as_it_was(&self, repo: &Repo, mark: Option<&Mark>, tip: &str) -> Result<bool, Trouble> {
        let Some(mark) = mark.filter(|mark| mark.remote == self.name && mark.branch == self.branch) else {
            return Ok(true);
        };
        if mark.tip == tip {
            return Ok(true);
        }
        let ended = repo.git.end(&["merge-base", "--is-ancestor", &mark.tip, tip], &[])?;
        // Anything but yes and no: what was there is no longer known here, so nothing can be said.
        Ok(ended.status != Some(1))
    }
}
