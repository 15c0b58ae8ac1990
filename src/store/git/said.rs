//! What was said between two states of the book, in words.

use super::objects::Objects;
use super::repo::Repo;
use super::sync::Wish;
use super::told::Trouble;
use super::tree::{Leaf, differences};
use crate::domain::act::Move;
use crate::domain::book::Rules;
use crate::domain::digest::{self, Said};
use crate::domain::fold::{Folded, fold};
use crate::domain::id::Id;
use crate::store::record;

/// The commitment that a file of the book holds.
pub(super) fn id_of(path: &str) -> Option<Id> {
    path.strip_prefix("commitments/")?.split_once('/')?.1.strip_suffix(".toml")?.parse().ok()
}

/// The moves of a commitment's file, as far as they can be read.
pub(super) fn moves_of(bytes: &[u8]) -> Vec<Move> {
    record::read(&String::from_utf8_lossy(bytes)).moves
}

/// What is new in a file, in words.
pub(super) fn said_in(path: &str, before: &[Move], after: &[u8], rules: &Rules, wish: &Wish) -> Option<Said> {
    match fold(id_of(path)?, moves_of(after), rules.ground()) {
        Folded::Standing(commitment) => digest::said(before, &commitment, wish.today),
        Folded::Shelved(shelved) => digest::said_shelved(before, &shelved, wish.today),
    }
}

/// What a commit says that another doesn't.
pub(super) fn said_between(
    repo: &Repo,
    before: &str,
    after: &str,
    rules: &Rules,
    wish: &Wish,
) -> Result<Vec<Said>, Trouble> {
    let mut objects = Objects::open(&repo.git)?;
    let mut all = Vec::new();
    for each in differences(&repo.git, Some(before), after)? {
        let Some(within) = repo.within(&each.path).filter(|within| id_of(within).is_some()) else { continue };
        let mut content = |leaf: Option<&Leaf>| leaf.map_or(Ok(None), |leaf| objects.read(&leaf.object));
        let (was, is) = (content(each.before.as_ref())?, content(each.after.as_ref())?);
        let known = was.as_deref().map(moves_of).unwrap_or_default();
        all.extend(is.and_then(|is| said_in(within, &known, &is, rules, wish)));
    }
    Ok(all)
}
