//! What git knows of a range: its commits, oldest first, and what each changed against each of its parents.

use std::collections::HashMap;

use super::super::run::Git;
use super::super::told::{Trouble, TroubleKind};
use crate::domain::day::Moment;

/// One commit of the range, or one that the range stands on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Commit {
    /// Its name.
    pub(super) oid: String,
    /// The names of its parents.
    pub(super) parents: Vec<String>,
    /// When it was committed.
    pub(super) at: i64,
    /// The committer's address.
    pub(super) committer: String,
    /// The author's address.
    pub(super) author: String,
    /// Whether the range only stands on it.
    pub(super) is_boundary: bool,
}

impl Commit {
    pub(super) fn at(&self) -> Moment {
        Moment::from_micros(self.at.saturating_mul(1_000_000))
    }
}

/// One path that is another than in a parent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Change {
    /// The path from the root of the repository; bytes that are no text are replaced.
    pub(super) path: String,
    /// git's mode of it now.
    pub(super) mode: String,
    /// The content in the parent; none where it isn't there.
    pub(super) old: Option<String>,
    /// The content now; none where it is gone.
    pub(super) new: Option<String>,
}

/// The commits that one has and the others haven't, oldest first, those they stand on among them.
pub(super) fn commits(git: &Git, new: &str, not: &[String]) -> Result<Vec<Commit>, Trouble> {
    let mut input = format!("{new}\n");
    for oid in not {
        input.extend(["^", oid, "\n"]);
    }
    let args = ["rev-list", "--stdin", "--topo-order", "--reverse", "--boundary", "--format=%P%n%ct%n%ce%n%ae"];
    let out = git.feed(&args, input.as_bytes())?;
    let text = String::from_utf8_lossy(&out);
    let mut lines = text.split('\n');
    let mut commits = Vec::new();
    while let Some(head) = lines.next().and_then(|line| line.strip_prefix("commit ")) {
        let mut next = || lines.next().unwrap_or_default().to_owned();
        let (oid, is_boundary) = head.strip_prefix('-').map_or((head, false), |oid| (oid, true));
        let parents = next().split(' ').filter(|oid| !oid.is_empty()).map(str::to_owned).collect();
        let at = next().parse().unwrap_or(0);
        let (committer, author) = (next(), next());
        commits.push(Commit { oid: oid.to_owned(), parents, at, committer, author, is_boundary });
    }
    Ok(commits)
}

/// What each of the commits changed within a folder, against each parent; against nothing where it has none.
pub(super) fn changes(
    git: &Git,
    commits: &[Commit],
    folder: &str,
) -> Result<HashMap<String, Vec<Vec<Change>>>, Trouble> {
    let mut input = String::new();
    let mut asked: Vec<&str> = Vec::new();
    for commit in commits.iter().filter(|commit| !commit.is_boundary) {
        if commit.parents.is_empty() {
            input.extend([&commit.oid, "\n"]);
            asked.push(&commit.oid);
        }
        for parent in &commit.parents {
            input.extend([&commit.oid, " ", parent, "\n"]);
            asked.push(&commit.oid);
        }
    }
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let mut args = vec![
        "diff-tree",
        "--stdin",
        "-r",
        "-z",
        "--raw",
        "--no-renames",
        "--root",
        "--always",
        "--full-index",
        "--no-abbrev",
        "--no-ext-diff",
        "--ignore-submodules=none",
    ];
    if !folder.is_empty() {
        args.extend(["--", folder]);
    }
    let out = git.feed(&args, input.as_bytes())?;
    let mut found: HashMap<String, Vec<Vec<Change>>> = HashMap::new();
    let mut asked = asked.into_iter();
    let mut current: Option<&str> = None;
    let mut words = out.split(|byte| *byte == 0);
    while let Some(word) = words.next().filter(|word| !word.is_empty()) {
        if let Some(raw) = word.strip_prefix(b":") {
            let raw = String::from_utf8_lossy(raw);
            let fields: Vec<&str> = raw.split(' ').collect();
            let path = words.next().unwrap_or_default();
            let ([_, mode, old, new, ..], Some(oid)) = (&fields[..], current) else { return Err(misread()) };
            let content = |oid: &str| (!is_nothing(oid)).then(|| oid.to_owned());
            let change = Change {
                path: String::from_utf8_lossy(path).into_owned(),
                mode: (*mode).to_owned(),
                old: content(old),
                new: content(new),
            };
            found.entry(oid.to_owned()).or_default().last_mut().ok_or_else(misread)?.push(change);
        } else {
            let oid = asked.next().filter(|oid| oid.as_bytes() == word).ok_or_else(misread)?;
            found.entry(oid.to_owned()).or_default().push(Vec::new());
            current = Some(oid);
        }
    }
    if asked.next().is_some() { Err(misread()) } else { Ok(found) }
}

/// Whether a name of an object stands for none.
pub(super) fn is_nothing(oid: &str) -> bool {
    oid.len() > 3 && oid.bytes().all(|byte| byte == b'0')
}

fn misread() -> Trouble {
    Trouble::new(
        TroubleKind::Other,
        "git's answer can't be read",
        "`git fsck` tells whether the repository is whole; an old git may have to be renewed",
    )
}
