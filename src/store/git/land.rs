//! Going from one commit to another in the work tree: file by file, each old or new and never half, what somebody said
//! meanwhile kept; noted down before it begins, so that a kill in the middle is made good by the next sync.

use std::fs;

use super::commit::put;
use super::index::{self, patiently};
use super::join::Landing;
use super::objects::Objects;
use super::repo::Repo;
use super::told::Trouble;
use super::tree::{Differs, differences};
use crate::store::file::{Place, replace};
use crate::store::{Error, lock, merge};

/// The note of a landing that has begun: the old commit and the new one.
const NOTE: &str = "landing";

/// Goes to the commit.
pub(super) fn land(repo: &Repo, landing: &Landing) -> Result<(), Trouble> {
    let _lock = lock::acquire(&repo.book)?;
    let old = landing.old.as_deref();
    let files = differences(&repo.git, old, &landing.new)?;
    let is_own = |each: &Differs| repo.within(&each.path).is_some_and(merge::is_owned);
    let (own, elsewhere): (Vec<Differs>, Vec<Differs>) = files.into_iter().partition(is_own);
    if !elsewhere.is_empty() {
        // Asked before anything is touched: may the other files be changed?
        patiently(|| repo.git.run(&["update-index", "-q", "--refresh"])).ok();
        move_elsewhere(repo, old, &landing.new, &["-n"])?;
    }
    let note = repo.notes().join(NOTE);
    let place = if note.exists() { Place::Taken } else { Place::Fresh };
    replace(&note, format!("{}\n{}\n", old.unwrap_or("-"), landing.new).as_bytes(), place)?;
    write(repo, &own)?;
    index::enter(
        repo,
        own.iter().filter_map(|each| {
            let leaf = each.after.as_ref()?;
            Some((each.path.clone(), leaf.mode.as_str(), leaf.object.as_str()))
        }),
    )?;
    if !elsewhere.is_empty() {
        move_elsewhere(repo, old, &landing.new, &[])?;
    }
    let old = old.unwrap_or_default();
    patiently(|| {
        repo.git.run(&["update-ref", "-m", "countersign: together with what others said", "HEAD", &landing.new, old])
    })?;
    fs::remove_file(&note).map_err(Error::io(&note, "delete"))?;
    Ok(())
}

fn move_elsewhere(repo: &Repo, old: Option<&str>, new: &str, more: &[&str]) -> Result<(), Trouble> {
    let mut args = vec!["read-tree", "-m", "-u"];
    args.extend(more);
    args.extend(old);
    args.push(new);
    patiently(|| repo.git.run(&args).map(drop))
}

/// Writes the book's files; one that says something else than the old commit keeps what it says.
fn write(repo: &Repo, files: &[Differs]) -> Result<(), Trouble> {
    if files.is_empty() {
        return Ok(());
    }
    let mut objects = Objects::open(&repo.git)?;
    for each in files {
        let Some(within) = repo.within(&each.path) else { continue };
        let Some(after) = each.after.as_ref().filter(|leaf| leaf.is_plain()) else { continue };
        let Some(new) = objects.read(&after.object)? else { continue };
        let path = repo.book.join(within);
        let now = match fs::read(&path) {
            Ok(now) => Some(now),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(&path, "read")(error).into()),
        };
        if now.as_ref() == Some(&new) {
            continue;
        }
        let old = match each.before.as_ref().filter(|leaf| leaf.is_plain()) {
            Some(leaf) => objects.read(&leaf.object)?,
            None => None,
        };
        let wanted = if now == old || now.is_none() {
            new
        } else {
            merge::merge(within, old.as_deref(), now.as_deref(), Some(&new)).unwrap_or(new)
        };
        put(repo, within, &wanted)?;
    }
    Ok(())
}

/// Makes good a landing that was broken off; true when there was one.
pub(super) fn make_good(repo: &Repo) -> Result<bool, Trouble> {
    let note = repo.notes().join(NOTE);
    let Ok(text) = fs::read_to_string(&note) else { return Ok(false) };
    let forget = || fs::remove_file(&note).map_err(Error::io(&note, "delete"));
    let mut lines = text.lines();
    let (Some(old), Some(new)) = (lines.next(), lines.next()) else {
        // It had only begun to be noted.
        forget()?;
        return Ok(false);
    };
    let index_lock = repo.git_dir.join("index.lock");
    if index_lock.exists() {
        // The right to sync is held, so it was left by the git of the landing; a git that still runs ends soon.
        std::thread::sleep(std::time::Duration::from_millis(500));
        let _ = fs::remove_file(&index_lock);
    }
    let head = repo.head()?;
    if head.commit.as_deref() != Some(old) && !(old == "-" && head.commit.is_none()) {
        // It had come to its end, or somebody has gone elsewhere since: what was written is seen as any other change.
        forget()?;
        return Ok(head.commit.as_deref() == Some(new));
    }
    let old = Some(old.to_owned()).filter(|old| old != "-");
    take_over_elsewhere(repo, old.as_deref(), new)?;
    land(repo, &Landing { old, new: new.to_owned(), ..Landing::default() })?;
    Ok(true)
}

/// Files outside the book that had been written already are entered, so that git doesn't take them for somebody's work.
fn take_over_elsewhere(repo: &Repo, old: Option<&str>, new: &str) -> Result<(), Trouble> {
    let files = differences(&repo.git, old, new)?;
    let is_own = |each: &Differs| repo.within(&each.path).is_some_and(merge::is_owned);
    let mut done: Vec<(String, String, String)> = Vec::new();
    for each in files.iter().filter(|each| !is_own(each)) {
        let Some(leaf) = &each.after else { continue };
        if !repo.git.dir().join(&each.path).is_file() {
            continue;
        }
        let object = repo.git.text(&["hash-object", "--path", &each.path, "--", &each.path])?;
        if object == leaf.object {
            done.push((each.path.clone(), leaf.mode.clone(), leaf.object.clone()));
        }
    }
    index::enter(repo, done.iter().map(|(path, mode, object)| (path.clone(), mode.as_str(), object.as_str())))
}
