//! Putting on record what was said here: only the book's own files, whatever else lies in the repository or its index.

use std::fs;
use std::path::PathBuf;

use super::import::{Content, Plan, import};
use super::objects::Objects;
use super::repo::{Head, Repo};
use super::said::{id_of, moves_of, said_in};
use super::sync::Wish;
use super::told::{Trouble, TroubleKind};
use super::{index, status};
use crate::domain::act::Move;
use crate::domain::book::Rules;
use crate::domain::digest::{self, Said};
use crate::store::file::{Place, replace, settle};
use crate::store::{Error, lock, merge, papers, record, rules};

/// What was put on record.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// What HEAD was before.
    pub(super) before: Option<String>,
    /// What was said.
    pub(super) said: Vec<Said>,
    /// What a person should know.
    pub(super) notes: Vec<String>,
}

/// One of the book's files that is other than HEAD has it.
struct Changed {
    path: String,
    bytes: Vec<u8>,
    moves_before: Vec<Move>,
    /// Whether the file has to be written, because what is to be kept is not what stands in it.
    is_mended: bool,
}

/// Commits what is new in the book's files; says what HEAD is now.
pub(super) fn put_on_record(repo: &Repo, wish: &Wish, rules: &Rules) -> Result<(Head, Kept), Trouble> {
    let writing = lock::acquire(&repo.book)?;
    let status = status::read(repo)?;
    let mut head = status.head.clone();
    let mut kept = Kept { before: head.commit.clone(), ..Kept::default() };
    if status.entries.is_empty() {
        return Ok((head, kept));
    }
    let mut objects = Objects::open(&repo.git)?;
    let mut changed: Vec<Changed> = Vec::new();
    for entry in &status.entries {
        let Some(path) = repo.within(&entry.path).filter(|path| merge::is_owned(path)) else { continue };
        if entry.is_ignored {
            kept.notes.push(format!(
                "{path} is not shared: a .gitignore of the repository leaves it out; take its line out there"
            ));
            continue;
        }
        let before = match &entry.object {
            Some(object) => objects.read(object)?,
            None => None,
        };
        changed.extend(look_at(repo, path, before, &mut kept.notes)?);
    }
    if changed.is_empty() {
        return Ok((head, kept));
    }
    write_mended(repo, &changed)?;
    // What is to be committed is in hand; who wants to say something need not wait for git.
    drop(writing);
    let mut others: Vec<&str> = Vec::new();
    for each in &changed {
        match said(each, rules, wish) {
            Some(said) => kept.said.push(said),
            None => others.extend(other_word(&each.path, &others)),
        }
    }
    let files: Vec<(String, Content)> =
        changed.iter().map(|each| (repo.full(&each.path), Content::Bytes(each.bytes.clone()))).collect();
    let parents: Vec<&str> = head.commit.iter().map(String::as_str).collect();
    let latest = changed.iter().flat_map(|each| record::read(&String::from_utf8_lossy(&each.bytes)).moves);
    let at = latest.map(|made| made.at).fold(wish.now, Ord::max);
    let plan =
        Plan { parents, files, message: digest::message(&kept.said, &others), author: author(repo, wish, rules)?, at };
    let made = import(repo, &plan)?;
    let entries = changed.iter().zip(&made.objects);
    index::enter(repo, entries.map(|(each, object)| (repo.full(&each.path), "100644", object.as_str())))?;
    let old = head.commit.as_deref().unwrap_or_default();
    repo.git.run(&["update-ref", "-m", "countersign: what was said here", "HEAD", &made.commit, old])?;
    head.commit = Some(made.commit);
    Ok((head, kept))
}

/// Looks at a file that may be other than HEAD has it; none where it isn't, or can't be put on record as it is.
fn look_at(
    repo: &Repo,
    path: &str,
    before: Option<Vec<u8>>,
    notes: &mut Vec<String>,
) -> Result<Option<Changed>, Trouble> {
    let file = repo.book.join(path);
    let metadata = file.symlink_metadata();
    if metadata.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
        notes.push(format!("{path} is not shared: it is no plain file; put the file itself there"));
        return Ok(None);
    }
    let moves_before = before.as_deref().map(moves_of).unwrap_or_default();
    if metadata.is_err() {
        let Some(bytes) = before else { return Ok(None) };
        let why = if id_of(path).is_some() {
            "; a promise is withdrawn, not deleted"
        } else if papers::id_of(path).is_some() {
            "; a line of a review gives way to a later one, and is not deleted"
        } else {
            ""
        };
        notes.push(format!("{path} was deleted here and is back as it was last committed{why}"));
        put(repo, path, &bytes)?;
        return Ok(None);
    }
    let own = fs::read(&file).map_err(Error::io(&file, "read"))?;
    if before.as_ref() == Some(&own) {
        return Ok(None);
    }
    let mut bytes = own.clone();
    if let Some(settled) = merge::resolved(path, &own) {
        notes.push(format!("{path}: the conflict that git left in it is settled"));
        bytes = settled;
    }
    if let Some(why) = unreadable(path, &bytes) {
        notes.push(format!("{path} is not shared as it is now: {why}; `countersign doctor` shows what can be done"));
        return Ok(None);
    }
    if let Some(before) = &before {
        // What HEAD has and the file hasn't was taken out by hand: it stays on record.
        let lost = merge::lost(path, Some(before), Some(before), Some(&bytes));
        if !lost.is_empty() {
            bytes = merge::merge(path, Some(before), Some(&bytes), Some(before)).unwrap_or(bytes);
            notes.push(if papers::id_of(path).is_some() {
                format!("{path} is back as it was: papers of a review stay, and a later line takes the place of an earlier one")
            } else {
                format!("{path}: {} is back; a move is taken back with `countersign undo`, not by deleting it", lost.join(", "))
            });
        }
        if *before == bytes {
            if bytes != own {
                put(repo, path, &bytes)?;
            }
            return Ok(None);
        }
    }
    let is_mended = bytes != own;
    Ok(Some(Changed { path: path.to_owned(), bytes, moves_before, is_mended }))
}

fn unreadable(path: &str, bytes: &[u8]) -> Option<String> {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) if id_of(path).is_some() || papers::id_of(path).is_some() || path == rules::FILE => {
            return Some("it is not UTF-8 text".into());
        }
        Err(_) => return None,
    };
    let problems = if id_of(path).is_some() {
        record::read(text).problems
    } else if let Some(id) = papers::id_of(path) {
        papers::read(id, text).problems
    } else if path == rules::FILE {
        let read = rules::read(text);
        if read.is_broken { read.problems } else { Vec::new() }
    } else {
        Vec::new()
    };
    problems
        .first()
        .map(|problem| problem.line.map_or_else(|| problem.why.clone(), |line| format!("line {line}: {}", problem.why)))
}

fn write_mended(repo: &Repo, changed: &[Changed]) -> Result<(), Trouble> {
    changed.iter().filter(|each| each.is_mended).try_for_each(|each| put(repo, &each.path, &each.bytes))
}

/// Puts a file of the book in its place.
pub(super) fn put(repo: &Repo, path: &str, bytes: &[u8]) -> Result<(), Trouble> {
    let file = repo.book.join(path);
    let folder = file.parent().map_or_else(|| repo.book.clone(), PathBuf::from);
    fs::create_dir_all(&folder).map_err(Error::io(&folder, "make the folder"))?;
    let place = if file.symlink_metadata().is_ok() { Place::Taken } else { Place::Fresh };
    replace(&file, bytes, place)?;
    Ok(settle(&folder)?)
}

fn said(changed: &Changed, rules: &Rules, wish: &Wish) -> Option<Said> {
    said_in(&changed.path, &changed.moves_before, &changed.bytes, rules, wish)
}

fn other_word(path: &str, known: &[&str]) -> Option<&'static str> {
    let word = if path == rules::FILE {
        "book.toml"
    } else if path.starts_with("snapshots/") {
        "snapshots"
    } else if papers::id_of(path).is_some() {
        "the review"
    } else if path.starts_with("commitments/") {
        "comments"
    } else {
        "what git is told of the book"
    };
    (!known.contains(&word)).then_some(word)
}

/// Who commits: as git is told, or as the book knows who speaks.
pub(super) fn author(repo: &Repo, wish: &Wish, rules: &Rules) -> Result<String, Trouble> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let person = wish.me.as_ref().and_then(|me| rules.people.get(me));
    let email = variable("GIT_COMMITTER_EMAIL")
        .or_else(|| repo.setting("user.email").map(str::to_owned))
        .or_else(|| person.and_then(|person| person.email.clone()));
    let name = variable("GIT_COMMITTER_NAME")
        .or_else(|| repo.setting("user.name").map(str::to_owned))
        .or_else(|| person.map(|person| person.name.clone().unwrap_or_else(|| person.handle.to_string())))
        .or_else(|| wish.me.as_ref().map(ToString::to_string));
    let plain = |text: String| text.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>')).collect::<String>();
    let (Some(email), Some(name)) = (email.map(plain), name.map(plain)) else {
        let what = "git doesn't know who you are, and the book has no e-mail for you";
        let next =
            "say it with `git config --global user.email you@example.com`, or put `email` under your name in book.toml";
        return Err(Trouble::new(TroubleKind::Other, what, next));
    };
    Ok(format!("{} <{}>", name.trim(), email.trim()))
}
