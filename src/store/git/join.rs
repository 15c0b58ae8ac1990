//! Bringing two histories together: what the commit would hold, and the proof that nothing of either is lost in it.

use std::collections::{BTreeMap, HashMap};

use super::commit::author;
use super::import::{Content, Plan, import};
use super::objects::Objects;
use super::page;
use super::repo::Repo;
use super::said::{moves_of, said_in};
use super::sync::Wish;
use super::told::{Trouble, TroubleKind};
use super::tree::{Differs, Leaf, differences, steps};
use crate::domain::book::Rules;
use crate::domain::digest::{self, Said};
use crate::store::{merge, rules};

/// What is to be brought together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    /// The commit here; none before the first.
    pub(super) ours: Option<&'a str>,
    /// The commit of the others.
    pub(super) theirs: &'a str,
}

/// A commit to go to, and what that changes.
#[derive(Debug, Default)]
pub(super) struct Landing {
    /// The commit that is left.
    pub(super) old: Option<String>,
    /// The commit to go to.
    pub(super) new: String,
    /// What came in.
    pub(super) came_in: Vec<Said>,
    /// What came in besides, in words.
    pub(super) notes: Vec<String>,
}

/// A file that one side or both changed.
#[derive(Default)]
struct Both {
    base: Option<Leaf>,
    ours: Option<Leaf>,
    theirs: Option<Leaf>,
}

/// What one file comes to.
struct Outcome {
    path: String,
    result: Content,
    is_ours: bool,
    is_theirs: bool,
}

/// Makes the commit in which both are; none where theirs is in ours already.
pub(super) fn join(repo: &Repo, sides: Sides, rules: &Rules, wish: &Wish) -> Result<Option<Landing>, Trouble> {
    let Sides { ours, theirs } = sides;
    let bases = match ours {
        Some(ours) if ours == theirs => return Ok(None),
        Some(ours) => bases(repo, ours, theirs)?,
        None => Vec::new(),
    };
    if bases.is_empty() {
        is_the_same_book(repo, theirs)?;
    }
    let is_base = |commit: &str| bases.iter().any(|base| base == commit);
    // Whether all that is there is here already, or the other way round.
    let (is_here, is_there) = (is_base(theirs), ours.is_none_or(is_base));
    let files = changed(repo, &bases, sides)?;
    let mut reading = Reading { objects: Objects::open(&repo.git)?, bases: &bases };
    let mut came_in: Vec<Said> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(files.len());
    let mut elsewhere: Vec<(String, Both)> = Vec::new();
    for (path, both) in files {
        let Some(within) = repo.within(&path).filter(|within| merge::is_owned(within)) else {
            elsewhere.push((path, both));
            continue;
        };
        let outcome = reading.settle(&path, within, &both, |before, after| {
            let known = before.map(moves_of).unwrap_or_default();
            came_in.extend(said_in(within, &known, after, rules, wish));
            notes.extend(page::news(within, before, after));
        })?;
        outcomes.push(outcome);
    }
    if let Some(ours) = ours.filter(|_| !is_there) {
        reading.bring_back(repo, Sides { ours: Some(ours), theirs }, &mut outcomes)?;
    }
    outcomes.extend(settle_elsewhere(repo, sides, elsewhere)?);
    let is_to_write = |outcome: &Outcome| if is_there { !outcome.is_theirs } else { !outcome.is_ours };
    let files: Vec<(String, Content)> =
        outcomes.into_iter().filter(is_to_write).map(|outcome| (outcome.path, outcome.result)).collect();
    let (parents, message) = match ours {
        _ if is_there && files.is_empty() => {
            return Ok(Some(Landing { old: ours.map(str::to_owned), new: theirs.to_owned(), came_in, notes }));
        }
        _ if is_here && files.is_empty() => return Ok(None),
        Some(ours) if is_here => (vec![ours], BACK.to_owned()),
        Some(ours) if !is_there => (vec![ours, theirs], together(&came_in)),
        Some(_) | None => (vec![theirs], BACK.to_owned()),
    };
    let plan = Plan { parents, files, message, author: author(repo, wish, rules)?, at: wish.now };
    let new = import(repo, &plan)?.commit;
    Ok(Some(Landing { old: ours.map(str::to_owned), new, came_in, notes }))
}

/// The message of a commit that undoes what a hand took out.
const BACK: &str = "Moves that had been taken out are back";

/// The message of a commit with two parents.
fn together(came_in: &[Said]) -> String {
    if came_in.is_empty() {
        return "Together with what others said".to_owned();
    }
    format!("Together with what others said\n\n{}", digest::message(came_in, &[]))
}

/// The commits that both began from; several after merges that crossed each other.
fn bases(repo: &Repo, ours: &str, theirs: &str) -> Result<Vec<String>, Trouble> {
    let ask = || repo.git.end(&["merge-base", "--all", ours, theirs], &[]);
    let mut ended = ask()?;
    if ended.status == Some(1) && repo.git_dir.join("shallow").exists() {
        // Of a shallow clone the common beginning may only be missing here.
        repo.git.run(&["fetch", "--quiet", "--unshallow"])?;
        ended = ask()?;
    }
    match ended.status {
        Some(0) => Ok(String::from_utf8_lossy(&ended.out).lines().map(str::to_owned).collect()),
        Some(1) => Ok(Vec::new()),
        Some(_) | None => Err(super::words::trouble(&ended.words)),
    }
}

/// Two histories without a common beginning are only brought together where both hold a book in the same place.
fn is_the_same_book(repo: &Repo, theirs: &str) -> Result<(), Trouble> {
    let mut objects = Objects::open(&repo.git)?;
    if objects.read(&format!("{theirs}:{}", repo.full(rules::FILE)))?.is_some() {
        return Ok(());
    }
    Err(Trouble::new(
        TroubleKind::Rewritten,
        "the remote holds something else than this book: the two have no commit in common, and there is no book.toml there",
        "look with `git remote -v` whether the address is right; an empty repository takes the book",
    ))
}

/// Every file that differs from what both began from, on one side or both.
fn changed(repo: &Repo, bases: &[String], sides: Sides) -> Result<BTreeMap<String, Both>, Trouble> {
    let base = bases.first().map(String::as_str);
    let mut files: BTreeMap<String, Both> = BTreeMap::new();
    let side = |commit: &str| if base == Some(commit) { Ok(Vec::new()) } else { differences(&repo.git, base, commit) };
    let ours: Vec<Differs> = sides.ours.map_or_else(|| Ok(Vec::new()), side)?;
    for each in ours {
        // What the other side leaves as it was.
        files.insert(each.path, Both { base: each.before.clone(), ours: each.after, theirs: each.before });
    }
    for each in side(sides.theirs)? {
        let both = files.entry(each.path).or_insert_with(|| Both {
            ours: each.before.clone().filter(|_| sides.ours.is_some()),
            base: each.before.clone(),
            theirs: None,
        });
        both.theirs = each.after;
    }
    Ok(files)
}

struct Reading<'a> {
    objects: Objects,
    bases: &'a [String],
}

impl Reading<'_> {
    fn content(&mut self, leaf: Option<&Leaf>) -> Result<Option<Vec<u8>>, Trouble> {
        leaf.filter(|leaf| leaf.is_plain()).map_or(Ok(None), |leaf| self.objects.read(&leaf.object))
    }

    /// What both began from; where they have several beginnings, what those come to together.
    fn base(&mut self, path: &str, within: &str, leaf: Option<&Leaf>) -> Result<Option<Vec<u8>>, Trouble> {
        let mut base = self.content(leaf)?;
        for other in self.bases.iter().skip(1) {
            let more = self.objects.read(&format!("{other}:{path}"))?;
            base = merge::merge(within, None, base.as_deref(), more.as_deref());
        }
        Ok(base)
    }

    /// What one of the book's files comes to; what came in by it is told.
    fn settle(
        &mut self,
        path: &str,
        within: &str,
        both: &Both,
        tell: impl FnOnce(Option<&[u8]>, &[u8]),
    ) -> Result<Outcome, Trouble> {
        let base = self.base(path, within, both.base.as_ref())?;
        let ours = self.content(both.ours.as_ref())?;
        let theirs = self.content(both.theirs.as_ref())?;
        let merged = merge::merge(within, base.as_deref(), ours.as_deref(), theirs.as_deref());
        for parent in [&ours, &theirs] {
            let lost = merge::lost(within, base.as_deref(), parent.as_deref(), merged.as_deref());
            if !lost.is_empty() {
                let what = format!("merging {within} would lose {}, so nothing was changed", lost.join(", "));
                let next = "look at the file on both sides, and tell us: this must not happen";
                return Err(Trouble::new(TroubleKind::Other, what, next));
            }
        }
        let path = path.to_owned();
        let Some(merged) = merged else {
            return Ok(Outcome { path, result: Content::Gone, is_ours: true, is_theirs: true });
        };
        let (is_ours, is_theirs) = (Some(&merged) == ours.as_ref(), Some(&merged) == theirs.as_ref());
        if !is_ours {
            tell(ours.as_deref(), &merged);
        }
        let result = match (both.theirs.clone(), both.ours.clone()) {
            (Some(leaf), _) if is_theirs => Content::Object(leaf),
            (_, Some(leaf)) if is_ours => Content::Object(leaf),
            (_, _) => Content::Bytes(merged),
        };
        Ok(Outcome { path, result, is_ours, is_theirs })
    }
}

impl Reading<'_> {
    /// What commits that aren't sent yet took out again, of what they had brought, is brought back.
    fn bring_back(&mut self, repo: &Repo, sides: Sides, outcomes: &mut Vec<Outcome>) -> Result<(), Trouble> {
        let Some(ours) = sides.ours else { return Ok(()) };
        for step in steps(&repo.git, sides.theirs, ours)? {
            let Some(within) = repo.within(&step.path).filter(|within| merge::is_owned(within)) else { continue };
            let Some(was) = self.content(step.before.as_ref())? else { continue };
            let known = outcomes.iter().position(|outcome| outcome.path == step.path);
            let now = match known.map(|at| &outcomes[at].result) {
                Some(Content::Bytes(bytes)) => Some(bytes.clone()),
                Some(Content::Object(leaf)) => self.objects.read(&leaf.object)?,
                Some(Content::Gone) => None,
                None => self.objects.read(&format!("{ours}:{}", step.path))?,
            };
            if merge::lost(within, Some(&was), Some(&was), now.as_deref()).is_empty() {
                continue;
            }
            let Some(whole) = merge::merge(within, Some(&was), now.as_deref(), Some(&was)) else { continue };
            let back = Outcome { path: step.path, result: Content::Bytes(whole), is_ours: false, is_theirs: false };
            match known {
                Some(at) => outcomes[at] = back,
                None => outcomes.push(back),
            }
        }
        Ok(())
    }
}

/// Files that aren't the book's are taken from the side that changed them; where both did, git merges them.
fn settle_elsewhere(repo: &Repo, sides: Sides, files: Vec<(String, Both)>) -> Result<Vec<Outcome>, Trouble> {
    let is_crossed = |both: &Both| both.ours != both.theirs && both.ours != both.base && both.theirs != both.base;
    let crossed: Vec<&str> = files.iter().filter(|(_, both)| is_crossed(both)).map(|(path, _)| path.as_str()).collect();
    let merged = if crossed.is_empty() { HashMap::new() } else { merged_by_git(repo, sides, &crossed)? };
    let one = |(path, both): (String, Both)| {
        let after = match merged.get(&path) {
            Some(leaf) => leaf.clone(),
            None if both.theirs == both.base => both.ours.clone(),
            None => both.theirs.clone(),
        };
        let (is_ours, is_theirs) = (after == both.ours, after == both.theirs);
        let result = after.map_or(Content::Gone, Content::Object);
        Outcome { path, result, is_ours, is_theirs }
    };
    Ok(files.into_iter().map(one).collect())
}

fn merged_by_git(repo: &Repo, sides: Sides, paths: &[&str]) -> Result<HashMap<String, Option<Leaf>>, Trouble> {
    let Some(ours) = sides.ours else { return Ok(HashMap::new()) };
    let ended =
        repo.git.end(&["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, sides.theirs], &[])?;
    let out = String::from_utf8_lossy(&ended.out);
    let mut parts = out.split('\0').filter(|part| !part.is_empty());
    let tree = parts.next().filter(|_| matches!(ended.status, Some(0 | 1)));
    let tree = tree.ok_or_else(|| super::words::trouble(&ended.words))?;
    let open: Vec<&str> = parts.filter(|path| paths.contains(path)).collect();
    if !open.is_empty() {
        let named = open.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        return Err(Trouble::new(
            TroubleKind::Elsewhere,
            format!("files outside the book were changed here and there: {named}"),
            "merge those with git (`git pull`), then sync again; what was said is kept here",
        ));
    }
    let listed = differences(&repo.git, None, tree)?;
    Ok(paths
        .iter()
        .map(|path| {
            let leaf = listed.iter().find(|each| each.path == *path).and_then(|each| each.after.clone());
            ((*path).to_owned(), leaf)
        })
        .collect())
}
