//! What differs between two commits, file by file.

use super::run::Git;
use super::told::Trouble;

/// A file that differs: its mode and object on either side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Differs {
    pub(super) path: String,
    pub(super) before: Option<Leaf>,
    pub(super) after: Option<Leaf>,
}

/// A file of a commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Leaf {
    pub(super) mode: String,
    pub(super) object: String,
}

impl Leaf {
    /// Whether it is a plain file, and neither a link nor another repository.
    pub(super) fn is_plain(&self) -> bool {
        self.mode == "100644" || self.mode == "100755"
    }
}

/// The empty tree has no commit; its files are those of the other side.
pub(super) fn differences(git: &Git, before: Option<&str>, after: &str) -> Result<Vec<Differs>, Trouble> {
    let out = match before {
        Some(before) => {
            let args =
                ["diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", "--end-of-options", before, after];
            git.run(&args)?
        }
        None => return files(git, after),
    };
    Ok(raw(&out))
}

/// What each commit that is in one history and not in the other changed, one after the other; merges change nothing of
/// their own.
pub(super) fn steps(git: &Git, beyond: &str, commit: &str) -> Result<Vec<Differs>, Trouble> {
    let range = format!("{beyond}..{commit}");
    let commits = git.run(&["rev-list", "--no-merges", "--end-of-options", &range])?;
    if commits.is_empty() {
        return Ok(Vec::new());
    }
    let args =
        ["diff-tree", "--stdin", "-r", "-z", "--raw", "--full-index", "--no-renames", "--root", "--no-commit-id"];
    Ok(raw(&git.feed(&args, &commits)?))
}

fn raw(out: &[u8]) -> Vec<Differs> {
    let text = String::from_utf8_lossy(out);
    let mut parts = text.split('\0');
    let mut all = Vec::new();
    while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
        let words: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
        let [old_mode, new_mode, old, new, _] = words[..] else { continue };
        all.push(Differs { path: path.to_owned(), before: leaf(old_mode, old), after: leaf(new_mode, new) });
    }
    all
}

fn files(git: &Git, commit: &str) -> Result<Vec<Differs>, Trouble> {
    let out = git.run(&["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit])?;
    let text = String::from_utf8_lossy(&out);
    let one = |entry: &str| {
        let (head, path) = entry.split_once('\t')?;
        let mut words = head.split(' ');
        let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
        Some(Differs { path: path.to_owned(), before: None, after: leaf(mode, object) })
    };
    Ok(text.split('\0').filter_map(one).collect())
}

fn leaf(mode: &str, object: &str) -> Option<Leaf> {
    let is_there = !mode.bytes().all(|byte| byte == b'0');
    is_there.then(|| Leaf { mode: mode.to_owned(), object: object.to_owned() })
}
