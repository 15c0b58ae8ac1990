//! What moves answer as JSON: the commitments as they stand now, with their conversations, in the form of `show`.

use super::desk::Desk;
use super::reply::Reply;
use super::what_if;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::report::{Facts, json};

/// The answer to moves on these commitments.
#[must_use]
pub fn moved(desk: &Desk, touched: &[Id]) -> Reply {
    let places: Vec<usize> = touched.iter().filter_map(|id| desk.book.place(*id)).collect();
    let mut standings = vec![Standing::default(); desk.book.commitments().len()];
    for place in &places {
        if let (Some(slot), Some(commitment)) = (standings.get_mut(*place), desk.book.commitments().get(*place)) {
            *slot = desk.standing(commitment);
        }
    }
    let facts = Facts { book: &desk.book, standings: &standings, today: desk.today };
    let text = match &desk.before {
        Some(before) => json::what_if(&facts, &places, &what_if::changes(desk, before)),
        None => json::show(&facts, &places),
    };
    Reply::text(text).noting(desk.notes.iter().cloned())
}
