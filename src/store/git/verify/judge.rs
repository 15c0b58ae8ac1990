//! One commit judged: its book.toml, its commitments, and whatever else it puts into the book.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::beginning::Beginning;
use super::hand::{Hand, has_manager, speakers, voices, with_newcomers};
use super::paths::{self, Place};
use super::read::{Page, Reader};
use super::walk::{Change, Commit};
use super::{Asked, Fault, Violation, fault, moves, page, papers, short};
use crate::domain::act::Move;
use crate::domain::book::Problem;
use crate::domain::digest::title_of;
use crate::domain::id::Id;
use crate::domain::merge::union;
use crate::domain::person::{Handle, People, Role};
use crate::store::git::run::Git;
use crate::store::git::told::Trouble;
use crate::store::record::Record;

/// What all commits of a span are judged by.
pub(super) struct Ground<'a> {
    pub(super) git: &'a Git,
    pub(super) asked: &'a Asked,
    /// The people as the push leaves them.
    pub(super) later: &'a People,
}

/// The paths of one commitment, each with how it is other than in every parent.
type Group<'a> = BTreeMap<&'a str, Vec<Option<&'a Change>>>;

impl Ground<'_> {
    /// How many moves are new in a commit, and what it may not do.
    pub(super) fn judge(
        &self,
        commit: &Commit,
        changes: &[Vec<Change>],
        (reader, beginning): (&mut Reader, &mut Beginning),
    ) -> Result<(usize, Vec<Found>), Trouble> {
        let before = self.page_before(commit, reader)?;
        let page = reader.page_of(commit, changes)?;
        reader.remember(&commit.oid, Rc::clone(&page), commit.at());
        let is_first = !before.is_there();
        let is_sole = !is_first || beginning.allows(commit, is_touching(changes, reader));
        if changes.iter().all(Vec::is_empty) {
            return Ok((0, Vec::new()));
        }
        let mut found = Findings { commit: short(&commit.oid), folder: reader.folder().to_owned(), all: Vec::new() };
        if commit.at().micros() > self.asked.now.micros().saturating_add(86_400_000_000) {
            let why = "the commit is dated more than a day ahead of the clock here";
            found.whole(why, "set the clock right and commit again");
        }
        if !is_sole {
            let why = "it begins the book a second time, and doesn't go on from the one that is there";
            found.whole(why, "take the shared book with `countersign init --from`, and record what is new in it");
            return Ok((0, found.all));
        }
        let before_people = &before.read.rules.people;
        let own_people = &page.read.rules.people;
        // The committer's address counts, else the author's.
        let of = |who: &dyn Fn(&str) -> Vec<Handle>| {
            let found = [&commit.committer, &commit.author].map(|address| (who(address), address.as_str()));
            let [committer, author] = found;
            if committer.0.is_empty() && !author.0.is_empty() { author } else { committer }
        };
        let known = |address: &str| speakers(address, before_people, own_people, self.later);
        let (own, own_address) = of(&known);
        let (speakers, address) = of(&|address| voices(address, &known(address), self.later));
        let may_all = is_first
            || !has_manager(before_people)
            || own.iter().any(|each| before_people.get(each).is_some_and(|each| each.roles.has(Role::Manager)));
        let people = with_newcomers(before_people, own_people, may_all);
        let hand = Hand {
            speakers,
            address,
            people: &people,
            is_first,
            at: commit.at(),
            stands_on: commit.parents.iter().filter_map(|parent| reader.time_of(parent)).max(),
            now: self.asked.now,
            slack: self.asked.slack,
        };
        let actor = page::Actor { handles: &own, address: own_address, may_all };
        let new = files(changes, (&before, &page), (&hand, actor), reader, &mut found)?;
        Ok((new, found.all))
    }

    /// The page that a commit goes on from; of several parents, what their merge says.
    fn page_before(&self, commit: &Commit, reader: &mut Reader) -> Result<Rc<Page>, Trouble> {
        let mut pages: Vec<(&String, Rc<Page>)> = Vec::new();
        for parent in &commit.parents {
            let page = reader.page_at(parent)?;
            if page.is_there() && !pages.iter().any(|(_, known)| known.text == page.text) {
                pages.push((parent, page));
            }
        }
        let mut all = pages.into_iter();
        let Some((first, mut page)) = all.next() else { return Ok(Rc::new(Page::missing())) };
        for (parent, other) in all {
            let base = self.git.end(&["merge-base", first, parent], &[])?.out;
            let base = String::from_utf8_lossy(&base).lines().next().unwrap_or_default().trim().to_owned();
            let base = if base.is_empty() { Rc::new(Page::missing()) } else { reader.page_at(&base)? };
            page = Rc::new(page.merged(&base, &other));
        }
        Ok(page)
    }
}

/// Whether something of the book itself is other than before.
fn is_touching(changes: &[Vec<Change>], reader: &Reader) -> bool {
    changes.iter().flatten().filter_map(|change| reader.inner(&change.path)).any(|inner| match paths::place(inner) {
        Ok(Place::Page | Place::Commitment { .. } | Place::Snapshot | Place::Paper { .. }) => true,
        Ok(Place::Attributes | Place::Other) | Err(_) => false,
    })
}

/// Judges each file that is other than in some parent.
fn files(
    changes: &[Vec<Change>],
    (before, page): (&Page, &Page),
    (hand, actor): (&Hand, page::Actor),
    reader: &mut Reader,
    found: &mut Findings,
) -> Result<usize, Trouble> {
    let mut commitments: BTreeMap<Id, Group> = BTreeMap::new();
    let mut by_path: Group = BTreeMap::new();
    for (n, against) in changes.iter().enumerate() {
        for change in against {
            let paths = by_path.entry(&change.path).or_insert_with(|| vec![None; changes.len()]);
            if let Some(slot) = paths.get_mut(n) {
                *slot = Some(change);
            }
        }
    }
    for (path, each) in by_path {
        let Some(inner) = reader.inner(path) else { continue };
        let Some(change) = each.iter().flatten().next() else { continue };
        let is_touched = each.iter().all(Option::is_some);
        if let Some(wrong) = paths::mode(inner, &change.mode).filter(|_| is_touched && change.new.is_some()) {
            found.add(path, [wrong]);
            continue;
        }
        match paths::place(inner) {
            Err(wrong) => found.add(path, Some(wrong).filter(|_| is_touched && change.new.is_some())),
            Ok(Place::Other) => {}
            Ok(Place::Commitment { id, .. }) => {
                commitments.entry(id).or_default().insert(path, each);
            }
            Ok(Place::Attributes) => {
                let mut was_told = false;
                for change in each.iter().flatten() {
                    let old = change.old.as_deref().map(|oid| reader.text(oid)).transpose()?.flatten();
                    was_told |= old.is_some_and(|text| paths::tells_git(&text));
                }
                let now = change.new.as_deref().map(|oid| reader.text(oid)).transpose()?.flatten();
                if was_told && !now.is_some_and(|text| paths::tells_git(&text)) {
                    let why = "git would no longer merge the book's files with the program";
                    found.add(path, [fault(None, why, "bring the line `*.toml -text merge=countersign` back")]);
                }
            }
            Ok(Place::Page) if change.new.is_none() => {
                found.add(path, [fault(None, "it is deleted, and with it who may say what", "bring it back")]);
            }
            Ok(Place::Page) => found.add(path, page::check(&before.read, &page.read, &page.text, actor)),
            Ok(Place::Paper { year, id }) => {
                let was_other = each.iter().flatten().any(|change| change.old.is_some());
                let new = match change.new.as_deref() {
                    // Some parent has it just so.
                    Some(_) if !was_other && !is_touched => continue,
                    Some(oid) => papers::New::Text(reader.text(oid)?),
                    None => papers::New::Gone,
                };
                let was = if was_other { papers::Was::There } else { papers::Was::Missing };
                found.add(path, papers::check((year, id), was, &new, hand));
            }
            Ok(Place::Snapshot) => {
                if let Some(oid) = change.new.as_deref().filter(|_| is_touched) {
                    found.add(path, reader.snapshot(inner, oid)?);
                }
            }
        }
    }
    let mut new = 0;
    for (id, group) in commitments {
        new += commitment(id, &group, (page, hand), reader, found)?;
    }
    Ok(new)
}

/// Judges the moves of one commitment.
fn commitment(
    id: Id,
    group: &Group,
    (page, hand): (&Page, &Hand),
    reader: &mut Reader,
    found: &mut Findings,
) -> Result<usize, Trouble> {
    let parents = group.values().map(Vec::len).max().unwrap_or_default();
    let mut after: Vec<(&str, Rc<Record>, bool)> = Vec::new();
    let mut befores: Vec<Vec<Move>> = vec![Vec::new(); parents];
    let mut before_problems: Vec<String> = Vec::new();
    for (path, each) in group {
        let new = each.iter().flatten().find_map(|change| change.new.as_deref());
        let is_touched = each.iter().all(Option::is_some);
        if let Some(oid) = new {
            after.push((path, reader.record(oid)?, is_touched));
        }
        for (before, change) in befores.iter_mut().zip(each) {
            let old = change.map_or(new, |change| change.old.as_deref());
            if let Some(oid) = old {
                let record = reader.record(oid)?;
                before_problems.extend(record.problems.iter().map(|problem| problem.why.clone()));
                *before = if before.is_empty() { record.moves.clone() } else { union(before, &record.moves) };
            }
        }
    }
    let slices: Vec<&[Move]> = befores.iter().map(Vec::as_slice).collect();
    let Some((path, record, _)) = after.first() else {
        let all =
            befores.iter().skip(1).fold(befores.first().cloned().unwrap_or_default(), |all, each| union(&all, each));
        let path = group.keys().next().copied().unwrap_or_default();
        found.on(&all, path, moves::deleted(&all));
        return Ok(0);
    };
    if after.len() > 1 {
        found.add(path, [fault(None, "another file has the same name", "move its moves over, and take it out")]);
    }
    let known: Vec<Move> = slices.iter().flat_map(|moves| moves.iter().cloned()).chain(record.moves.clone()).collect();
    let is_new = |problem: &Problem| !before_problems.contains(&problem.why);
    let checked = moves::check(&slices, &record.moves, hand);
    // What can't be read is the reason for all that is missing.
    if !record.problems.iter().any(is_new) {
        found.on(&known, path, checked.faults);
    }
    for (path, record, _) in after.iter().filter(|(_, _, is_touched)| *is_touched) {
        let new = record.problems.iter().filter(|problem| is_new(problem));
        found.on(&known, path, new.map(|problem| fault(problem.line, problem.why.clone(), problem.remedy.clone())));
        if let Some(from) = moved_from(path, group) {
            let why = format!("it was moved away from {from}, and a commitment's file stays where it began");
            found.on(&known, path, [fault(None, why, format!("move it back: `git mv {path} {from}`"))]);
            continue;
        }
        let Some(inner) = reader.inner(path) else { continue };
        if let (Ok(Place::Commitment { year, .. }), true) = (paths::place(inner), befores.iter().all(Vec::is_empty)) {
            found.on(&known, path, moves::misplaced(year, &record.moves, page.read.rules.zone));
        }
        let twin = reader.put(id, path, |other| group.contains_key(other));
        found.on(
            &known,
            path,
            twin.map(|twin| fault(None, format!("{twin} has the same name"), "give the new one another name")),
        );
    }
    Ok(checked.new)
}

/// Where a commitment's file was in a parent, when it is at a path now at which no parent had it.
fn moved_from<'a>(path: &str, group: &Group<'a>) -> Option<&'a str> {
    let was_there =
        |each: &[Option<&Change>]| each.iter().any(|change| change.is_none_or(|change| change.old.is_some()));
    if group.get(path).is_none_or(|each| was_there(each)) {
        return None;
    }
    let is_gone = |each: &[Option<&Change>]| each.iter().flatten().all(|change| change.new.is_none());
    group.iter().find(|(other, each)| **other != path && is_gone(each)).map(|(other, _)| *other)
}

/// A violation, and the move that it is about.
pub(super) type Found = (Option<Id>, Violation);

/// What a commit may not do, as it is found.
struct Findings {
    commit: String,
    folder: String,
    all: Vec<Found>,
}

impl Findings {
    fn add(&mut self, path: &str, faults: impl IntoIterator<Item = Fault>) {
        self.on(&[], path, faults);
    }

    /// What is wrong with a commitment, of which the moves are known.
    fn on(&mut self, known: &[Move], path: &str, faults: impl IntoIterator<Item = Fault>) {
        for Fault { line, about, why, remedy } in faults {
            let title = title_of(known).unwrap_or_default();
            let (id, said) = about.map_or_else(|| (None, String::new()), |(id, said)| (Some(id), said));
            let (commit, file) = (self.commit.clone(), path.to_owned());
            self.all.push((id, Violation { commit, file, line, title, said, why, remedy }));
        }
    }

    fn whole(&mut self, why: &str, remedy: &str) {
        let file = self.folder.clone();
        self.add(&file, [fault(None, why, remedy)]);
    }
}
