//! Which commits are asked about: a range as it is typed, or the lines that git gives a pre-receive hook.

use super::super::run::Git;
use super::super::told::{Trouble, TroubleKind};
use super::walk::is_nothing;
use super::{Violation, short};

/// The commits to be looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Span {
    /// What was there before; none for a branch that is new.
    pub(super) old: Option<String>,
    /// What is to be there.
    pub(super) new: String,
    /// What needn't be looked at: what was there before, or every branch there is.
    pub(super) not: Vec<String>,
}

/// One line of a push.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Update {
    /// A branch comes, or goes on.
    Branch(Span, String),
    /// A branch would go.
    Deleted {
        /// What it had.
        old: String,
        /// Its name.
        name: String,
    },
    /// An object would stand for another.
    Replaced(String),
    /// Tags, notes and the like.
    Other,
}

/// The range of `OLD..NEW`, or of `NEW` alone.
pub(super) fn typed(git: &Git, range: &str) -> Result<Span, Trouble> {
    if range.contains("...") {
        return Err(Trouble::new(
            TroubleKind::Other,
            format!("`{range}` is no range to verify"),
            "write OLD..NEW, with two dots",
        ));
    }
    let (old, new) = range.split_once("..").map_or((None, range), |(old, new)| (Some(old), new));
    let new = commit(git, if new.is_empty() { "HEAD" } else { new })?;
    match old.filter(|old| !is_nothing(old)) {
        Some("") => Err(Trouble::new(
            TroubleKind::Other,
            format!("`{range}` doesn't say from where"),
            "write OLD..NEW; NEW alone means all that no other branch has",
        )),
        Some(old) => {
            let old = commit(git, old)?;
            Ok(Span { old: Some(old.clone()), new, not: vec![old] })
        }
        None => {
            // A branch that is the commit itself says nothing about what was there before.
            let not = refs(git, &[])?.into_iter().filter(|oid| *oid != new).collect();
            Ok(Span { old: None, new, not })
        }
    }
}

/// The lines `OLD NEW REF` of a push.
pub(super) fn pushed(git: &Git, lines: &str) -> Result<Vec<Update>, Trouble> {
    let known = refs(git, &["refs/heads/"])?;
    let mut updates = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [old, new, name] = words[..] else { return Err(no_line(line)) };
        if !is_oid(old) || !is_oid(new) {
            return Err(no_line(line));
        }
        let (old, new) = (Some(old).filter(|oid| !is_nothing(oid)), Some(new).filter(|oid| !is_nothing(oid)));
        updates.push(match (name.starts_with("refs/heads/"), old, new) {
            _ if name.starts_with("refs/replace/") && new.is_some() => Update::Replaced(name.to_owned()),
            (true, Some(old), None) => Update::Deleted { old: old.to_owned(), name: name.to_owned() },
            (true, old, Some(new)) => {
                let not = old.map_or_else(|| known.clone(), |old| vec![old.to_owned()]);
                let span = Span { old: old.map(str::to_owned), new: new.to_owned(), not };
                Update::Branch(span, name.to_owned())
            }
            (false, _, _) | (true, None, None) => Update::Other,
        });
    }
    Ok(updates)
}

/// Whether what was there before would go: a push adds, and takes nothing away.
pub(super) fn rewritten(git: &Git, span: &Span) -> Result<Option<Violation>, Trouble> {
    let Some(old) = &span.old else { return Ok(None) };
    if git.asks(&["merge-base", "--is-ancestor", old, &span.new])? {
        return Ok(None);
    }
    let gone = git.text(&["rev-list", "--count", old, &format!("^{}", span.new)])?;
    let commits = if gone == "1" { "1 commit".to_owned() } else { format!("{gone} commits") };
    Ok(Some(Violation::whole(
        short(&span.new),
        String::new(),
        format!("it rewrites history: {commits} would go, back to before {}", short(old)),
        "take in what is there (`countersign sync`, or `git pull --no-rebase`) and push without force",
    )))
}

/// The commit of a name; a name is never an option.
pub(in crate::store::git) fn commit(git: &Git, name: &str) -> Result<String, Trouble> {
    let missing = || {
        Trouble::new(
            TroubleKind::Other,
            format!("there is no commit `{name}` here"),
            "name a branch, a tag or a commit; a shallow clone has to be fetched whole",
        )
    };
    if name.starts_with('-') || name.contains(['\n', '\0']) {
        return Err(missing());
    }
    let asked = format!("{name}^{{commit}}");
    match git.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]) {
        Ok(oid) if is_oid(&oid) => Ok(oid),
        Err(trouble) if trouble.kind != TroubleKind::Other => Err(trouble),
        Ok(_) | Err(_) => Err(missing()),
    }
}

/// The commits that refs stand at.
fn refs(git: &Git, below: &[&str]) -> Result<Vec<String>, Trouble> {
    let mut args = vec!["for-each-ref", "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname)"];
    args.extend(below);
    let text = git.text(&args)?;
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let (["commit", oid, ..] | [_, _, "commit", oid]) = words[..] else { continue };
        found.push(oid.to_owned());
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn is_oid(word: &str) -> bool {
    matches!(word.len(), 40 | 64) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn no_line(line: &str) -> Trouble {
    Trouble::new(
        TroubleKind::Other,
        format!("`{}` is no line of a push", line.escape_debug()),
        "git gives a pre-receive hook lines of `OLD NEW REF`; hand them on as they come",
    )
}
