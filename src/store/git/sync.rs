//! Sync: what was said here goes on record, what others said comes in, both go out; again when somebody was quicker.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::commit::{Kept, put_on_record};
use super::join::{Sides, join};
use super::land::{land, make_good};
use super::mark::Mark;
use super::remote::{Remote, Sent};
use super::renew::renew;
use super::repo::{Head, Repo, UnderWay};
use super::run::{Git, Prompts, Stop};
use super::said::said_between;
use super::told::{Step, Trouble, TroubleKind};
use super::{leftover, settle, share};
use crate::domain::book::Rules;
use crate::domain::day::{Day, Moment};
use crate::domain::digest::Said;
use crate::domain::person::Handle;
use crate::store::rules;

/// So often it is tried again when somebody else was quicker.
const TRIES: usize = 12;

/// What is wanted of a sync.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Whether git may ask the person.
    pub prompts: Prompts,
    /// So long each run of git may take where nobody is asked.
    pub patience: Duration,
    /// Where the book is to be shared from now on.
    pub remote: Option<String>,
    /// Whether to take part again after the remote's history was rewritten.
    pub is_rejoining: bool,
    /// Whether a book that lies in another repository gets one of its own.
    pub is_own: bool,
    /// Who speaks.
    pub me: Option<Handle>,
    /// Now.
    pub now: Moment,
    /// Today, for the words.
    pub today: Day,
}

/// What a sync came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Synced {
    /// What was put on record.
    pub committed: Vec<Said>,
    /// What others had said.
    pub came_in: Vec<Said>,
    /// Where to, when the remote has what is here now; none without a remote.
    pub remote: Option<String>,
    /// Whether anything was sent.
    pub is_sent: bool,
    /// What a person should know besides.
    pub notes: Vec<String>,
    /// When.
    pub at: Moment,
}

/// What waits at the remote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News {
    /// What a sync would bring in.
    pub waiting: Vec<Said>,
    /// When it was looked.
    pub at: Moment,
}

/// Commits, fetches, merges and sends; says at each step what it is at.
///
/// # Errors
/// A [`Trouble`] in words. Whatever it is, what was said here is on the disk, and the next sync goes on from there.
pub fn sync(dir: &Path, wish: &Wish, stop: &Stop, tell: &dyn Fn(Step)) -> Result<Synced, Trouble> {
    let git = git(dir, wish, stop);
    let (mut repo, is_new) = share::repository(&git, dir, wish)?;
    let _right = repo.lock()?;
    let _presence = leftover::begin(&repo)?;
    share::prepare(&mut repo, wish)?;
    let mut done = Synced {
        committed: Vec::new(),
        came_in: Vec::new(),
        remote: None,
        is_sent: false,
        notes: Vec::new(),
        at: wish.now,
    };
    if is_new {
        done.notes.push("made a git repository of the book".into());
    }
    tell(Step::Committing);
    if make_good(&repo)? {
        done.notes.push("an earlier sync that was broken off is brought to its end".into());
    }
    match repo.under_way() {
        None => {}
        Some(UnderWay::Merge) => done.notes.extend(settle::merge_under_way(&repo)?),
        Some(other) => return Err(other.trouble()),
    }
    if !repo.remotes().is_empty() {
        done.notes.extend(share::introduce(&repo, wish)?);
    }
    let mut is_renewed = false;
    for _ in 0..TRIES {
        tell(Step::Committing);
        let rules = rules_of(&repo);
        let (mut head, kept) = put_on_record(&repo, wish, &rules)?;
        let before = kept.before.clone();
        take_kept(&mut done, kept);
        if head.branch.is_none() {
            head = attach(&repo, head, &rules, wish, &mut done)?;
        }
        let branch = head.branch.clone().unwrap_or_default();
        let Some(mut remote) = Remote::of(&repo, &branch)? else { return Ok(done) };
        tell(Step::Fetching);
        let mut notes = Vec::new();
        let tip = remote.fetch(&repo, &mut notes)?;
        let mark = Mark::of(&repo);
        if let Some(tip) = &tip {
            if !wish.is_rejoining && !remote.is_as_it_was(&repo, mark.as_ref(), tip)? {
                return Err(rewritten(&remote, mark.as_ref()));
            }
            tell(Step::Merging);
            // What was only just put on record upon what is there lacks nothing of it.
            let is_known = before.as_ref() == Some(tip);
            let sides = Sides { ours: head.commit.as_deref(), theirs: tip };
            if let Some(landing) = if is_known { None } else { join(&repo, sides, &rules, wish)? } {
                land(&repo, &landing)?;
                head.commit = Some(landing.new);
                add(&mut done.came_in, landing.came_in);
                done.notes.extend(landing.notes);
            }
        } else if mark.as_ref().is_some_and(|mark| mark.remote == remote.name && mark.branch == remote.branch)
            && !wish.is_rejoining
            // Who names a new place may find it empty.
            && wish.remote.is_none()
        {
            return Err(emptied(&remote));
        }
        done.notes.extend(notes.into_iter().filter(|note| !done.notes.contains(note)).collect::<Vec<_>>());
        done.remote = Some(remote.name.clone());
        let Some(commit) = head.commit.clone() else { return Ok(done) };
        if tip.as_deref() != Some(commit.as_str()) {
            share::only_the_book(&repo, tip.as_deref(), &commit)?;
            tell(Step::Pushing);
            match (remote.push(&repo, &commit), &tip) {
                (Ok(Sent::Outrun), _) => continue,
                (Ok(Sent::Done), None) => {
                    done.is_sent = true;
                    done.notes.extend(share::first_words(&repo, &remote));
                }
                (Ok(Sent::Done), Some(tip)) => {
                    done.is_sent = true;
                    if before.as_ref() != Some(tip) {
                        // What earlier syncs could not send went out with it.
                        done.committed = said_between(&repo, tip, &commit, &rules, wish)?;
                    }
                }
                (Err(trouble), Some(tip)) if trouble.kind == TroubleKind::Refused && !is_renewed => {
                    is_renewed = true;
                    let Some((landing, notes)) = renew(&repo, (&commit, tip), &rules, wish)? else {
                        return Err(trouble);
                    };
                    land(&repo, &landing)?;
                    done.notes.extend(notes);
                    continue;
                }
                (Err(trouble), _) => return Err(trouble),
            }
        }
        remote.follow(&repo, &head)?;
        Mark { at: wish.now, remote: remote.name, branch: remote.branch, tip: commit }.keep(&repo)?;
        return Ok(done);
    }
    Err(Trouble::new(
        TroubleKind::Busy,
        format!("others were quicker {TRIES} times in a row"),
        "what was said is kept here; sync again in a moment",
    ))
}

/// Looks what others have said, without taking it in; nothing of the book is touched.
///
/// # Errors
/// As [`sync`].
pub fn news(dir: &Path, wish: &Wish, stop: &Stop) -> Result<News, Trouble> {
    let git = git(dir, wish, stop);
    let nothing = News { waiting: Vec::new(), at: wish.now };
    let Some(repo) = Repo::find(&git, dir)? else { return Ok(nothing) };
    let _right = repo.lock()?;
    let head = repo.head()?;
    let Some(branch) = &head.branch else { return Ok(nothing) };
    let Some(mut remote) = Remote::of(&repo, branch)? else { return Ok(nothing) };
    let Some(tip) = remote.fetch(&repo, &mut Vec::new())? else { return Ok(nothing) };
    let landing = join(&repo, Sides { ours: head.commit.as_deref(), theirs: &tip }, &rules_of(&repo), wish)?;
    Ok(News { waiting: landing.map(|landing| landing.came_in).unwrap_or_default(), at: wish.now })
}

fn git(dir: &Path, wish: &Wish, stop: &Stop) -> Git {
    Git::at(dir).asking(wish.prompts).patient(wish.patience).stopped_by(stop)
}

/// What book.toml says now; the usual rules where it can't be read.
fn rules_of(repo: &Repo) -> Rules {
    fs::read_to_string(repo.book.join(rules::FILE)).map_or_else(|_| Rules::default(), |text| rules::read(&text).rules)
}

fn take_kept(done: &mut Synced, kept: Kept) {
    add(&mut done.committed, kept.said);
    done.notes.extend(kept.notes.into_iter().filter(|note| !done.notes.contains(note)).collect::<Vec<_>>());
}

/// Adds what was said; about one commitment in one place.
fn add(all: &mut Vec<Said>, more: Vec<Said>) {
    for each in more {
        match all.iter_mut().find(|known| known.id == each.id) {
            Some(known) => {
                known.words.extend(each.words);
                let new: Vec<Handle> = each.by.into_iter().filter(|who| !known.by.contains(who)).collect();
                known.by.extend(new);
            }
            None => all.push(each),
        }
    }
}

/// A detached HEAD is brought to its branch, with what was said there.
fn attach(repo: &Repo, head: Head, rules: &Rules, wish: &Wish, done: &mut Synced) -> Result<Head, Trouble> {
    let branch = share::branch(repo)?;
    let short = branch.strip_prefix("refs/heads/").unwrap_or(&branch).to_owned();
    let tip = repo.git.end(&["rev-parse", "--quiet", "--verify", &format!("{branch}^{{commit}}")], &[])?;
    let tip = (tip.status == Some(0)).then(|| String::from_utf8_lossy(&tip.out).trim().to_owned());
    let mut commit = head.commit;
    if let Some(tip) = &tip {
        let landing = join(repo, Sides { ours: commit.as_deref(), theirs: tip }, rules, wish)?;
        if let Some(landing) = landing {
            land(repo, &landing)?;
            commit = Some(landing.new);
        }
    }
    let Some(commit) = commit else { return Ok(Head { commit: None, branch: Some(branch) }) };
    let old = tip.unwrap_or_default();
    repo.git.run(&["update-ref", "-m", "countersign: HEAD was detached", &branch, &commit, &old])?;
    repo.git.run(&["symbolic-ref", "-m", "countersign: HEAD was detached", "HEAD", &branch])?;
    done.notes.push(format!("HEAD was detached; it is on `{short}` again, with everything that was said"));
    Ok(Head { commit: Some(commit), branch: Some(branch) })
}

fn rewritten(remote: &Remote, mark: Option<&Mark>) -> Trouble {
    let short = remote.branch.strip_prefix("refs/heads/").unwrap_or(&remote.branch);
    let known = mark.map_or_else(String::new, |mark| {
        format!(" (this clone still has it: {})", mark.tip.get(..10).unwrap_or(&mark.tip))
    });
    Trouble::new(
        TroubleKind::Rewritten,
        format!(
            "the history of {}/{short} was rewritten: what was there is no longer part of it{known}; nothing was taken or sent",
            remote.name
        ),
        "ask who did it; `countersign sync --rejoin` brings both together, a fresh clone takes theirs alone",
    )
}

fn emptied(remote: &Remote) -> Trouble {
    let short = remote.branch.strip_prefix("refs/heads/").unwrap_or(&remote.branch);
    Trouble::new(
        TroubleKind::Rewritten,
        format!("{}/{short} is gone from the remote; nothing was sent", remote.name),
        "ask who deleted it; `countersign sync --rejoin` puts it there again",
    )
}
