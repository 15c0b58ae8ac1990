//! Making a commit without touching the index or the work tree: files by content, in one run of git.

use std::fmt::Write as _;

use super::repo::Repo;
use super::told::{Trouble, TroubleKind};
use crate::domain::day::Moment;

/// A name of git's that keeps a commit alive while it is being made.
const PENDING: &str = "refs/countersign/pending";

/// One file of a commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// New content.
    Bytes(Vec<u8>),
    /// An object that is there, with its mode.
    Object(super::tree::Leaf),
    /// It goes.
    Gone,
}

/// A commit to be made.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) parents: Vec<&'a str>,
    /// By path of the repository, against the first parent.
    pub(super) files: Vec<(String, Content)>,
    pub(super) message: String,
    pub(super) author: String,
    pub(super) at: Moment,
}

/// What was made: the commit, and the objects of the files that were given as bytes, in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Made {
    pub(super) commit: String,
    pub(super) objects: Vec<String>,
}

/// Makes the commit; nothing names it yet but what keeps it alive.
pub(super) fn import(repo: &Repo, plan: &Plan) -> Result<Made, Trouble> {
    let mut stream: Vec<u8> = Vec::new();
    let mut marks = 0;
    for (_, content) in &plan.files {
        if let Content::Bytes(bytes) = content {
            marks += 1;
            stream.extend_from_slice(format!("blob\nmark :{}\ndata {}\n", marks + 1, bytes.len()).as_bytes());
            stream.extend_from_slice(bytes);
            stream.push(b'\n');
        }
    }
    let mut head = format!("commit {PENDING}\nmark :1\ncommitter {} {} +0000\n", plan.author, seconds(plan.at));
    let _ = write!(head, "data {}\n{}\n", plan.message.len(), plan.message);
    for (n, parent) in plan.parents.iter().enumerate() {
        let _ = writeln!(head, "{} {parent}", if n == 0 { "from" } else { "merge" });
    }
    if plan.parents.is_empty() {
        // Without a parent named, the commit would go on from one that was being made before.
        stream.splice(0..0, format!("reset {PENDING}\n\n").into_bytes());
    }
    let mut mark = 1;
    for (path, content) in &plan.files {
        let path = quoted(path);
        let _ = match content {
            Content::Bytes(_) => {
                mark += 1;
                writeln!(head, "M 100644 :{mark} {path}")
            }
            Content::Object(leaf) => writeln!(head, "M {} {} {path}", leaf.mode, leaf.object),
            Content::Gone => writeln!(head, "D {path}"),
        };
    }
    stream.extend_from_slice(head.as_bytes());
    stream.push(b'\n');
    for mark in 1..=marks + 1 {
        stream.extend_from_slice(format!("get-mark :{mark}\n").as_bytes());
    }
    stream.extend_from_slice(b"done\n");
    let out = repo.git.feed(&["fast-import", "--quiet", "--done", "--force", "--date-format=raw"], &stream)?;
    let out = String::from_utf8_lossy(&out);
    let mut lines = out.lines().map(str::to_owned);
    let commit = lines.next().filter(|line| line.len() >= 40).ok_or_else(unmade)?;
    let objects: Vec<String> = lines.collect();
    if objects.len() != marks {
        return Err(unmade());
    }
    let commit = if repo.is_set("commit.gpgsign") { signed(repo, plan, &commit)? } else { commit };
    Ok(Made { commit, objects })
}

/// The same commit, signed as the person's git is told to.
fn signed(repo: &Repo, plan: &Plan, unsigned: &str) -> Result<String, Trouble> {
    let tree = repo.git.text(&["rev-parse", "--verify", &format!("{unsigned}^{{tree}}")])?;
    let (name, email) = plan.author.rsplit_once(" <").unwrap_or((&plan.author, ">"));
    let (email, date) = (email.trim_end_matches('>'), format!("{} +0000", seconds(plan.at)));
    let git = repo.git.clone().with_env("GIT_AUTHOR_NAME", name).with_env("GIT_COMMITTER_NAME", name);
    let git = git.with_env("GIT_AUTHOR_EMAIL", email).with_env("GIT_COMMITTER_EMAIL", email);
    let git = git.with_env("GIT_AUTHOR_DATE", &date).with_env("GIT_COMMITTER_DATE", &date);
    let mut args = vec!["commit-tree", "-S", &tree];
    for parent in &plan.parents {
        args.extend(["-p", parent]);
    }
    let out = git.feed(&args, plan.message.as_bytes())?;
    Ok(String::from_utf8_lossy(&out).trim().to_owned())
}

/// Whole seconds, not before the moment: a commit is later than what is said in it.
const fn seconds(at: Moment) -> i64 {
    at.micros().div_euclid(1_000_000) + (at.micros().rem_euclid(1_000_000) != 0) as i64
}

/// A path as fast-import reads it whatever is in it.
fn quoted(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 2);
    out.push('"');
    for c in path.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn unmade() -> Trouble {
    Trouble::new(
        TroubleKind::Other,
        "git didn't make the commit",
        "try again; `git fsck` tells whether the repository is whole",
    )
}
