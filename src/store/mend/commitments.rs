//! Files with markers, files that bear one name, blocks that can't be read, moves out of order; of all files that merge.

use std::collections::HashMap;
use std::fs;

use super::{Case, Finding, Step, Weight};
use crate::domain::book::Problem;
use crate::domain::id::Id;
use crate::store::git::origin::{Origin, Sides};
use crate::store::merge::{Tidy, lost, merge, resolved, resolved_from, tidied};
use crate::store::record::conflict::first_marker;
use crate::store::scan::{file_name, scan};
use crate::store::{Store, rules};

/// Looks at every file that can be merged.
pub(super) fn cases(store: &Store, mut origin: Option<&mut Origin>) -> Vec<Case> {
    let unmerged = origin.as_mut().map(|origin| origin.unmerged()).unwrap_or_default();
    let mut looking = Looking { store, origin, unmerged: unmerged.into_iter().collect(), cases: Vec::new() };
    for path in [rules::FILE, "snapshots/deals.toml", "snapshots/issues.toml", ".gitattributes", ".gitignore"] {
        looking.look(&[path.to_owned()]);
    }
    let mut files: Vec<(Id, Vec<u16>)> = scan(&store.dir)
        .files
        .into_iter()
        .map(|(id, file)| (id, file.places().map(|place| place.0).collect()))
        .collect();
    files.sort();
    for (id, years) in files {
        let names: Vec<String> = years.into_iter().map(|year| file_name(year, id)).collect();
        // What reads well is looked at no further: the book has read it already.
        let is_known = names.len() > 1 || store.faults.contains_key(&id) || looking.unmerged.contains_key(&names[0]);
        if is_known || looking.is_out_of_order(&names[0]) {
            looking.look(&names);
        }
    }
    looking.missing();
    looking.cases
}

struct Looking<'s> {
    store: &'s Store,
    origin: Option<&'s mut Origin>,
    unmerged: HashMap<String, Sides>,
    cases: Vec<Case>,
}

/// A file on its way to what it will be.
struct Draft {
    findings: Vec<Finding>,
    steps: Vec<Step>,
}

impl Draft {
    fn find(&mut self, place: (&str, Option<u32>), what: &str, would: String, did: String) {
        let (file, line) = (place.0.to_owned(), place.1);
        let (what, by_hand) = (what.to_owned(), String::new());
        self.findings.push(Finding { file, line, what, by_hand, would, did, weight: Weight::Hindrance });
    }
}

impl Looking<'_> {
    fn is_out_of_order(&self, name: &str) -> bool {
        fs::read(self.store.dir.join(name)).is_ok_and(|bytes| tidied(&bytes).is_some())
    }

    /// Looks at a file, with those of other years that bear its name.
    fn look(&mut self, names: &[String]) {
        let Some((first, others)) = names.split_first() else { return };
        let Ok(was) = fs::read(self.store.dir.join(first)) else { return };
        let mut draft = Draft { findings: Vec::new(), steps: Vec::new() };
        let mut now = self.cleared(first, &was, &mut draft);
        let mut removed = Vec::new();
        for other in others {
            let Ok(bytes) = fs::read(self.store.dir.join(other)) else { continue };
            let cleared = self.cleared(other, &bytes, &mut draft);
            let both = merge(first, None, Some(&now), Some(&cleared)).unwrap_or_default();
            if !lost(first, None, Some(&cleared), Some(&both)).is_empty()
                || !lost(first, None, Some(&now), Some(&both)).is_empty()
            {
                continue;
            }
            now = both;
            draft.find(
                (other, None),
                &format!("{first} has the same name"),
                format!("moves its moves into {first}, and deletes it"),
                format!("its moves are in {first}"),
            );
            removed.push(Step::Remove { path: other.clone(), was: bytes });
        }
        if first.starts_with("commitments/") && first_marker(&String::from_utf8_lossy(&now)).is_none() {
            now = self.tidy(first, now, &mut draft);
        }
        let settled = std::mem::take(&mut draft.steps);
        let (rest, settled): (Vec<Step>, Vec<Step>) =
            settled.into_iter().partition(|step| matches!(step, Step::Write { .. }));
        let mut steps = rest;
        if now != was {
            steps.push(Step::Write { path: first.clone(), was: Some(was), bytes: now });
        }
        steps.extend(removed);
        steps.extend(settled);
        if !draft.findings.is_empty() {
            self.cases.push(Case { findings: draft.findings, steps });
        }
    }

    /// What a merge stopped at, and isn't there: one side deleted it.
    fn missing(&mut self) {
        let mut left: Vec<(String, Sides)> = self.unmerged.drain().collect();
        left.sort_by(|one, other| one.0.cmp(&other.0));
        for (path, [base, ours, theirs]) in left {
            let merged = merge(&path, base.as_deref(), ours.as_deref(), theirs.as_deref());
            let Some(bytes) = merged.filter(|_| !self.store.dir.join(&path).exists()) else { continue };
            let mut draft = Draft { findings: Vec::new(), steps: Vec::new() };
            draft.find(
                (&path, None),
                "a merge stopped at it, because one side deleted it",
                "brings it back".into(),
                "brought it back".into(),
            );
            let steps = vec![Step::Write { path: path.clone(), was: None, bytes }, Step::Settle { path }];
            self.cases.push(Case { findings: draft.findings, steps });
        }
    }

    /// The file without what a merge left undone.
    fn cleared(&mut self, name: &str, was: &[u8], draft: &mut Draft) -> Vec<u8> {
        let text = String::from_utf8_lossy(was).into_owned();
        let line = first_marker(&text);
        let plain = resolved(name, was);
        let stopped = self.unmerged.remove(name);
        if stopped.is_some() {
            draft.steps.push(Step::Settle { path: name.to_owned() });
        }
        let Some(by_text) = plain else {
            return match stopped {
                None => was.to_vec(),
                Some(sides) => unsettled(name, was, &sides, draft),
            };
        };
        let sides = stopped.or_else(|| self.origin.as_mut().and_then(|origin| origin.of_markers(name)));
        let from_base =
            |sides: &Sides| resolved_from(name, sides[0].as_deref(), was).unwrap_or_else(|| by_text.clone());
        let merged = sides.and_then(|sides| together(name, &sides, &from_base(&sides))).unwrap_or(by_text);
        draft.find(
            (name, line),
            "git left a conflict in it",
            "merges both sides and takes the markers out".into(),
            "merged both sides and took the markers out".into(),
        );
        merged
    }

    /// The commitment with its moves in order, what can't be read beside it.
    fn tidy(&self, name: &str, now: Vec<u8>, draft: &mut Draft) -> Vec<u8> {
        let Some(tidy) = tidied(&now) else { return now };
        let Tidy { text, rest, has_doubles, out_of_order } = tidy;
        let problems = crate::store::record::read(&String::from_utf8_lossy(&now)).problems;
        if has_doubles {
            let line = problems.iter().find(|problem| is_of_doubles(problem)).and_then(|found| found.line);
            draft.find(
                (name, line),
                "two moves have one id, or one stands twice",
                "keeps both, the second under another id, and the same only once".into(),
                "each has an id of its own, and stands once".into(),
            );
        }
        if let Some(line) = out_of_order {
            let (would, did) = ("puts its moves in order, each in its own words", "put its moves in order");
            draft.find((name, Some(line)), "a move stands before one that came earlier", would.into(), did.into());
        }
        if !rest.is_empty() {
            let beside = name.replace(".toml", ".rest.txt");
            let known = fs::read(self.store.dir.join(&beside)).ok();
            let mut bytes = known.clone().unwrap_or_default();
            bytes.extend_from_slice(&rest);
            for problem in problems.into_iter().filter(|problem| !is_of_doubles(problem)) {
                draft.findings.push(Finding {
                    file: name.to_owned(),
                    line: problem.line,
                    what: problem.why,
                    by_hand: problem.remedy,
                    would: format!("puts what can't be read into {beside}, which nobody reads, and keeps the rest"),
                    did: format!("put what couldn't be read into {beside}"),
                    weight: Weight::Hindrance,
                });
            }
            draft.steps.push(Step::Write { path: beside, was: known, bytes });
        }
        text
    }
}

fn is_of_doubles(problem: &Problem) -> bool {
    problem.why.starts_with("two different moves")
}

/// A file that git stopped at and left without markers: because the program was missing, or because somebody mended it.
fn unsettled(name: &str, was: &[u8], sides: &Sides, draft: &mut Draft) -> Vec<u8> {
    let [_, ours, _] = sides;
    let is_untouched = ours.as_deref() == Some(was);
    let is_moves = name.starts_with("commitments/");
    let merged = if is_untouched || is_moves { together(name, sides, was) } else { None };
    if let Some(merged) = merged.filter(|merged| merged != was) {
        let what = "a merge stopped at it, and what the other side says isn't in it";
        draft.find((name, None), what, "merges both sides".into(), "merged both sides".into());
        return merged;
    }
    let what = "a merge stopped at it, and git doesn't know yet that it is settled";
    draft.find((name, None), what, "tells git".into(), "told git".into());
    was.to_vec()
}

/// The merge of what met, with what was written into the file since.
fn together(name: &str, [base, ours, theirs]: &Sides, now: &[u8]) -> Option<Vec<u8>> {
    let clear = |bytes: &Vec<u8>| resolved(name, bytes).unwrap_or_else(|| bytes.clone());
    let [base, ours, theirs] = [base, ours, theirs].map(|side| side.as_ref().map(clear));
    let merged = merge(name, base.as_deref(), ours.as_deref(), theirs.as_deref())?;
    if lost(name, base.as_deref(), Some(now), Some(&merged)).is_empty() {
        return Some(merged);
    }
    if lost(name, base.as_deref(), Some(&merged), Some(now)).is_empty() {
        return Some(now.to_vec());
    }
    merge(name, None, Some(&merged), Some(now))
}
