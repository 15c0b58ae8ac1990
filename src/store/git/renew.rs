//! What was said here and isn't sent yet, committed anew: a hook judges each commit, so one that it refuses would stand in
//! the way of every later one. The moves are the record, and the commits that brought them only its wrapping.

use chrono_tz::Tz;

use super::commit::author;
use super::import::{Content, Plan, import};
use super::join::Landing;
use super::objects::Objects;
use super::repo::Repo;
use super::said::{id_of, moves_of};
use super::sync::Wish;
use super::told::Trouble;
use super::tree::{Leaf, differences};
use super::verify::may_change_page;
use crate::domain::act::{Act, Move};
use crate::domain::book::Rules;
use crate::domain::day::Moment;
use crate::domain::id::Id;
use crate::domain::person::Handle;
use crate::domain::review::{Paper, SignOff};
use crate::store::file::appended;
use crate::store::{merge, papers, record, rules};

/// The commit that was left, kept in case somebody wants to look.
const ASIDE: &str = "refs/countersign/aside";

/// A clock may run ahead by so much, in microseconds.
const AHEAD: i64 = 60 * 1_000_000;

/// A move may be so much older than the commit it stands on, in microseconds; a hook lets a week pass.
const BEHIND: i64 = 5 * 86_400 * 1_000_000;

/// What isn't at the remote yet, in one commit upon what is; where to go, and what a person should know. None where it
/// stands there in just that way already, so that the remote refuses what is said and not how.
pub(super) fn renew(
    repo: &Repo,
    sides: (&str, &str),
    rules: &Rules,
    wish: &Wish,
) -> Result<Option<(Landing, Vec<String>)>, Trouble> {
    let (ours, theirs) = sides;
    let author = author(repo, wish, rules)?;
    let time = repo.git.text(&["show", "--no-patch", "--format=%ct", theirs])?;
    let stands_on =
        Moment::from_micros(time.parse::<i64>().map_or(wish.now.micros(), |secs| secs.saturating_mul(1_000_000)));
    let mut notes =
        vec!["what wasn't sent yet is committed anew, because the remote refused how it had been".to_owned()];
    let mut objects = Objects::open(&repo.git)?;
    let mut files: Vec<(String, Content)> = Vec::new();
    let mut at = wish.now;
    for each in differences(&repo.git, Some(theirs), ours)? {
        let Some(within) = repo.within(&each.path).filter(|within| merge::is_owned(within)) else {
            // What isn't the book's goes along as it is.
            files.push((each.path, each.after.map_or(Content::Gone, Content::Object)));
            continue;
        };
        let mut content = |leaf: Option<&Leaf>| match leaf.filter(|leaf| leaf.is_plain()) {
            Some(leaf) => objects.read(&leaf.object),
            None => Ok(None),
        };
        let (there, here) = (content(each.before.as_ref())?, content(each.after.as_ref())?);
        let Some(here) = here else { continue };
        if id_of(within).is_some() {
            let mut known = there.as_deref().map(moves_of).unwrap_or_default();
            let is_new = |made: &Move| !known.iter().any(|each| each.id == made.id);
            let mut moves: Vec<Move> = moves_of(&here).into_iter().filter(is_new).collect();
            sign_as_committed(&mut moves, &author, rules, &mut notes);
            let said = Said { moves, now: wish.now, stands_on, zone: rules.zone };
            if let Some(text) = said.upon(there.as_deref(), &mut known) {
                at = known.iter().map(|made| made.at).fold(at, Ord::max);
                files.push((each.path, Content::Bytes(text)));
            }
        } else if let Some(id) = papers::id_of(within) {
            // What is at the remote stays; what is new is signed by who commits it.
            if there.is_none() {
                let bytes = paper_as_committed(id, &here, &author, rules, wish.now);
                files.push((each.path, Content::Bytes(bytes.unwrap_or(here))));
            }
        } else if within == rules::FILE && !may_change(there.as_deref(), &here, &author) {
            notes.push(format!("book.toml is as the remote has it: only a manager changes what was changed here; git keeps that as {ASIDE}"));
        } else {
            files.push((each.path, Content::Bytes(here)));
        }
    }
    let new = if files.is_empty() {
        theirs.to_owned()
    } else {
        let message = "What was said here and hadn't been sent".to_owned();
        import(repo, &Plan { parents: vec![theirs], files, message, author, at })?.commit
    };
    if is_alike(repo, &new, ours)? {
        return Ok(None);
    }
    repo.git.run(&["update-ref", "--create-reflog", "-m", "countersign: what the remote refused", ASIDE, ours])?;
    Ok(Some((Landing { old: Some(ours.to_owned()), new, ..Landing::default() }, notes)))
}

/// Whether two commits hold the same upon the same.
fn is_alike(repo: &Repo, one: &str, other: &str) -> Result<bool, Trouble> {
    let of = |commit: &str| repo.git.text(&["show", "--no-patch", "--format=%T %P", commit]);
    Ok(of(one)? == of(other)?)
}

/// Moves to be put after those that a file has.
struct Said {
    moves: Vec<Move>,
    now: Moment,
    stands_on: Moment,
    zone: Tz,
}

impl Said {
    /// The file with the moves after its own: each later than the last, none from a time that hasn't come or is long
    /// past; a day that is another then is said by `on`. None where there is nothing to add.
    fn upon(self, there: Option<&[u8]>, known: &mut Vec<Move>) -> Option<Vec<u8>> {
        if self.moves.is_empty() {
            return None;
        }
        let mut text = there.map(|there| String::from_utf8_lossy(there).into_owned()).unwrap_or_default();
        for mut made in self.moves {
            let said_on = made.at.day(self.zone);
            let is_far = made.at.micros() > self.now.micros().saturating_add(AHEAD)
                || made.at.micros() < self.stands_on.micros().saturating_sub(BEHIND);
            if is_far {
                made.at = self.now;
            }
            if let Some(last) = known.iter().map(|each| each.at).max() {
                made.at = made.at.after(last);
            }
            let stands_on = made.at.day(self.zone);
            if made.on.is_none() && said_on < stands_on {
                made.on = Some(said_on);
            }
            text = appended(&text, &record::write(&made));
            known.push(made);
        }
        Some(text.into_bytes())
    }
}

/// A move that is committed by somebody else than recorded it was said by proxy, and is signed so.
fn sign_as_committed(moves: &mut [Move], author: &str, rules: &Rules, notes: &mut Vec<String>) {
    let Some(me) = speaker(author, rules) else { return };
    for made in moves.iter_mut().filter(|made| made.by != me && !matches!(made.act, Act::Retract { .. })) {
        let voice = made.voice().clone();
        let note =
            format!("what was recorded here as @{voice} is recorded by @{me} for @{voice}, whose address commits it");
        made.by = me.clone();
        made.proxy_for = Some(voice).filter(|voice| *voice != me);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
}

/// A line of a side that somebody else recorded, or that is from a time that hasn't come, as it may be committed; none where
/// it may be as it is.
fn paper_as_committed(id: Id, here: &[u8], author: &str, rules: &Rules, now: Moment) -> Option<Vec<u8>> {
    let Some(Paper::SignOff(line)) = papers::read(id, str::from_utf8(here).ok()?).paper else { return None };
    let me = speaker(author, rules).unwrap_or_else(|| line.by.clone());
    let proxy_for = Some(line.voice().clone()).filter(|voice| *voice != me);
    let is_far = line.at.micros() > now.micros().saturating_add(AHEAD);
    let at = if is_far { now } else { line.at };
    let committed = SignOff { at, by: me, proxy_for, ..line.clone() };
    (committed != line).then(|| papers::write(&Paper::SignOff(committed)).into_bytes())
}

/// Who has the address that commits.
fn speaker(author: &str, rules: &Rules) -> Option<Handle> {
    let email = author.rsplit_once('<')?.1.trim_end_matches('>');
    let mut bearing =
        rules.people.iter().filter(|each| each.email.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(email)));
    let only = bearing.next()?;
    bearing.next().is_none().then(|| only.handle.clone())
}

fn may_change(there: Option<&[u8]>, here: &[u8], author: &str) -> bool {
    let email = author.rsplit_once('<').map_or(author, |(_, email)| email.trim_end_matches('>'));
    there.is_none_or(|there| may_change_page(&String::from_utf8_lossy(there), &String::from_utf8_lossy(here), email))
}
