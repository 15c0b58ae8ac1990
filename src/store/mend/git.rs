//! What git needs: the driver in the clone, the lines in the book; and what a crash left.

use std::fs;

use super::{Case, Finding, Step, Weight};
use crate::store::begin::lines_are_there;
use crate::store::git::origin::Origin;
use crate::store::{Store, file};

pub(super) fn cases(store: &Store, origin: Option<&Origin>) -> Vec<Case> {
    let mut cases = Vec::new();
    let leftovers = store.leftovers().len();
    if leftovers > 0 {
        cases.push(case(
            &format!("{}*", file::UNFINISHED),
            &format!("{leftovers} unfinished files, which nobody reads"),
            ["deletes them", "deleted"],
            Step::Sweep,
        ));
    }
    if !lines_are_there(&store.dir) {
        let is_there = fs::exists(store.dir.join(".gitattributes")).unwrap_or(false);
        let file = if is_there { ".gitattributes" } else { ".gitignore" };
        let what = "git isn't told how to treat the files of the book";
        cases.push(case(file, what, ["adds the lines", "added the lines"], Step::Lines));
    }
    if origin.is_some_and(|origin| !origin.has_driver()) {
        cases.push(case(
            ".git/config",
            "in this clone `git merge` by hand leaves conflicts, because it doesn't know the program",
            ["makes the program known to it", "made the program known to it"],
            Step::Driver,
        ));
    }
    cases
}

fn case(file: &str, what: &str, [would, did]: [&str; 2], step: Step) -> Case {
    let finding = Finding {
        file: file.into(),
        line: None,
        what: what.into(),
        by_hand: String::new(),
        would: would.into(),
        did: did.into(),
        weight: Weight::Look,
    };
    Case { findings: vec![finding], steps: vec![step] }
}
