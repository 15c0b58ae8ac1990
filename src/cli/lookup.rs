//! From what people type to what the book has: commitments, customers, people.

use super::failure::{Failure, or_list};
use crate::domain::act::Text;
use crate::domain::book::{Book, NotFound};
use crate::domain::commitment::Commitment;
use crate::domain::id::{Id, LEN};
use crate::domain::misread;
use crate::domain::person::{Handle, People};
use crate::text::{fold, nearest};

/// More lines than these say nothing that the first ones don't.
const MOST_LISTED: usize = 6;

/// The commitment of a typed beginning of its id.
///
/// # Errors
/// When no id or several begin so; the near misses or the several are listed with their titles.
pub fn commitment<'b>(book: &'b Book, typed: &str) -> Result<&'b Commitment, Failure> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Failure::usage("the id is missing").hint("`countersign list` shows the ids"));
    }
    match book.find(typed) {
        Ok(found) => Ok(found),
        Err(NotFound::Several(ids)) => {
            let failure = Failure::usage(format!("{} ids begin with `{typed}`; type one character more", ids.len()));
            Err(listed(failure, ids.iter().filter_map(|id| book.get(*id))))
        }
        Err(NotFound::None) => Err(unknown(book, typed)),
    }
}

fn unknown(book: &Book, typed: &str) -> Failure {
    if let Some(gone) = book.shelved().iter().find(|each| each.is_taken_back && each.id.starts_with(typed)) {
        return Failure::usage(format!("{} was taken back", gone.id))
            .hint("`countersign redo` makes it again, when you took it back");
    }
    let is_its_file = |file: &str| {
        let stem = file.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
        stem.len() == LEN && stem.starts_with(&typed.to_lowercase())
    };
    if let Some(problem) = book.problems.iter().find(|problem| is_its_file(&problem.file)) {
        return Failure::book(format!("{}: {}", problem.file, problem.why)).hint(problem.remedy.clone());
    }
    let failure = Failure::usage(format!("no commitment has an id that begins with `{typed}`"));
    let near = near_ids(book, typed);
    if !near.is_empty() {
        return listed(failure, near.into_iter());
    }
    let wanted = fold(typed);
    let named: Vec<&Commitment> = book
        .commitments()
        .iter()
        .filter(|each| {
            wanted.len() > 2 && (fold(&each.customer).contains(&wanted) || fold(&each.terms.scope).contains(&wanted))
        })
        .collect();
    if named.is_empty() {
        return failure.hint("`countersign list` shows the ids");
    }
    listed(failure, named.into_iter())
}

/// Commitments whose id is a slip away from what was typed.
fn near_ids<'b>(book: &'b Book, typed: &str) -> Vec<&'b Commitment> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    if !(3..=LEN + 1).contains(&length) {
        return Vec::new();
    }
    let is_near = |id: &Id| {
        let beginning = id.as_str().get(..length.min(LEN)).unwrap_or_default();
        strsim::osa_distance(beginning, &typed) <= 1
    };
    book.commitments().iter().filter(|each| is_near(&each.id)).collect()
}

fn listed<'b>(failure: Failure, found: impl Iterator<Item = &'b Commitment>) -> Failure {
    let all: Vec<&Commitment> = found.collect();
    let rest = all.len().saturating_sub(MOST_LISTED);
    let failure = all
        .iter()
        .take(MOST_LISTED)
        .fold(failure, |failure, each| failure.hint(format!("{} is {}", each.id, each.title())));
    if rest > 0 { failure.hint(format!("… and {rest} more")) } else { failure }
}

/// The customer of a typed name or the beginning of one, as the book writes it.
///
/// # Errors
/// When no customer or several are called so.
pub fn customer(book: &Book, typed: &str) -> Result<Text, Failure> {
    let wanted = fold(typed.trim());
    if wanted.is_empty() {
        return Err(Failure::usage("the customer is missing").hint("type the name, or the beginning of it"));
    }
    let mut all: Vec<&Text> = book.commitments().iter().map(|each| &each.customer).collect();
    all.sort_unstable();
    all.dedup();
    if let Some(exact) = all.iter().find(|each| fold(each) == wanted) {
        return Ok((*exact).clone());
    }
    let beginning: Vec<&Text> = all.iter().filter(|each| fold(each).starts_with(&wanted)).copied().collect();
    match beginning[..] {
        [one] => Ok(one.clone()),
        [] => {
            let failure = Failure::usage(format!("no customer is called `{}`", typed.trim()));
            Err(match nearest(typed.trim(), all.iter().map(|each| &***each)) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None if all.is_empty() => {
                    failure.hint("nothing has been promised yet; `countersign add` records a promise")
                }
                None => failure.hint(format!("the book knows {}", some(&all))),
            })
        }
        [..] => Err(Failure::usage(format!("several customers are called `{}…`", typed.trim()))
            .hint(format!("did you mean {}?", or_list(&beginning)))),
    }
}

fn some(all: &[&Text]) -> String {
    let shown: Vec<&str> = all.iter().take(MOST_LISTED).map(|each| &***each).collect();
    let rest = all.len() - shown.len();
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}

/// The known person a new handle was probably meant to be: one slip of the finger away.
#[must_use]
pub fn near_person(people: &People, handle: &Handle) -> Option<Handle> {
    if people.get(handle).is_some() {
        return None;
    }
    let near = misread::nearest(handle.as_str(), people.iter().map(|person| person.handle.as_str()))?;
    people.iter().map(|person| &person.handle).find(|known| known.as_str() == near).cloned()
}
