//! Which of the book's files are other than HEAD has them.

use super::repo::{Head, Repo};
use super::told::Trouble;
use crate::store::{papers, rules};

/// What git sees.
#[derive(Debug)]
pub(super) struct Status {
    pub(super) head: Head,
    pub(super) entries: Vec<Entry>,
}

/// A file that may be other than HEAD has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    /// By path of the repository.
    pub(super) path: String,
    /// What HEAD has.
    pub(super) object: Option<String>,
    /// The base and both sides of a merge that stopped at it.
    pub(super) stages: Option<[Option<String>; 3]>,
    /// Whether git is told to leave it out.
    pub(super) is_ignored: bool,
}

/// The places of a book that hold anything of its own.
pub(super) const PLACES: [&str; 6] =
    [rules::FILE, "commitments", "snapshots", papers::FOLDER, ".gitattributes", ".gitignore"];

/// Asks git about the book's files.
pub(super) fn read(repo: &Repo) -> Result<Status, Trouble> {
    const ASKING: [&str; 9] = [
        "status",
        "--porcelain=v2",
        "-z",
        "--branch",
        "--no-ahead-behind",
        "--no-renames",
        "--untracked-files=all",
        "--ignored=matching",
        "--",
    ];
    let places: Vec<String> = PLACES.iter().map(|place| repo.full(place)).collect();
    let args: Vec<&str> = ASKING.into_iter().chain(places.iter().map(String::as_str)).collect();
    let out = repo.git.run(&args)?;
    let text = String::from_utf8_lossy(&out);
    let mut status = Status { head: Head { commit: None, branch: None }, entries: Vec::new() };
    for line in text.split('\0') {
        if let Some(oid) = line.strip_prefix("# branch.oid ") {
            status.head.commit = Some(oid.to_owned()).filter(|oid| oid != "(initial)");
        } else if let Some(name) = line.strip_prefix("# branch.head ") {
            status.head.branch = Some(format!("refs/heads/{name}")).filter(|_| name != "(detached)");
        } else {
            status.entries.extend(entry(line));
        }
    }
    Ok(status)
}

fn entry(line: &str) -> Option<Entry> {
    let object = |word: &str| (!word.bytes().all(|byte| byte == b'0')).then(|| word.to_owned());
    let plain = Entry { path: String::new(), object: None, stages: None, is_ignored: false };
    if let Some(path) = line.strip_prefix("? ") {
        return Some(Entry { path: path.to_owned(), ..plain });
    }
    if let Some(path) = line.strip_prefix("! ") {
        return Some(Entry { path: path.to_owned(), is_ignored: true, ..plain });
    }
    if line.starts_with("1 ") {
        let words: Vec<&str> = line.splitn(9, ' ').collect();
        return Some(Entry { path: (*words.get(8)?).to_owned(), object: object(words.get(6)?), ..plain });
    }
    if line.starts_with("u ") {
        let words: Vec<&str> = line.splitn(11, ' ').collect();
        let stages = [object(words.get(7)?), object(words.get(8)?), object(words.get(9)?)];
        return Some(Entry {
            path: (*words.get(10)?).to_owned(),
            object: stages[1].clone(),
            stages: Some(stages),
            ..plain
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_s_lines_are_taken_apart() {
        let zero = "0".repeat(40);
        let one = "1".repeat(40);
        let check = |line: &str, expect: Option<(&str, bool, bool)>| {
            let seen = entry(line).map(|entry| (entry.path, entry.object.is_some(), entry.stages.is_some()));
            assert_eq!(seen, expect.map(|(path, has, is)| (path.to_owned(), has, is)), "{line}");
        };
        check("? commitments/2026/a b.toml", Some(("commitments/2026/a b.toml", false, false)));
        check(&format!("1 .M N... 100644 100644 100644 {one} {one} x y.toml"), Some(("x y.toml", true, false)));
        check(&format!("1 A. N... 000000 100644 100644 {zero} {one} x.toml"), Some(("x.toml", false, false)));
        check(&format!("u UU N... 100644 100644 100644 100644 {one} {one} {one} x.toml"), Some(("x.toml", true, true)));
        check("", None);
    }
}
