//! Commitments judged: the outlook of each with an estimate, and the flags that follow.

use std::collections::HashSet;

use super::facts::Open;
use super::forecaster::{Forecaster, Known};
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::id::Id;

/// How every commitment of the book stands on a day, in the book's order.
#[must_use]
pub fn assess(book: &Book, today: Day) -> Vec<Standing> {
    let mut outlooks = Forecaster::of(book, today).outlooks(|_| true);
    let eyes = book.eyes(today);
    book.commitments().iter().map(|each| Standing::of(each, &eyes, outlooks.remove(&each.id))).collect()
}

/// How every commitment stands on a day as far as that is known without a forecast.
#[must_use]
pub fn assess_without_chances(book: &Book, today: Day) -> Vec<Standing> {
    let eyes = book.eyes(today);
    book.commitments().iter().map(|each| Standing::of(each, &eyes, None)).collect()
}

/// Gives the commitments at some places their chances; the others stay as they are. No more is forecast than what shares
/// a queue with one of them and isn't known yet, and where none of them can have a chance, nothing is. How many
/// outlooks are new to what is known.
pub fn foresee(
    book: &Book,
    today: Day,
    standings: &mut [Standing],
    places: &[usize],
    known: impl FnOnce() -> Known,
) -> Foreseen {
    let at = |place: &usize| book.commitments().get(*place);
    let wanted: HashSet<Id> =
        places.iter().filter_map(at).filter(|each| Open::of(each).is_some()).map(|each| each.id).collect();
    if wanted.is_empty() {
        return Foreseen::default();
    }
    let mut known = known();
    let (mut outlooks, new) = Forecaster::of(book, today).outlooks_beside(|id| wanted.contains(&id), &mut known);
    let eyes = book.eyes(today);
    for place in places {
        if let (Some(commitment), Some(standing)) = (at(place), standings.get_mut(*place))
            && let Some(outlook) = outlooks.remove(&commitment.id)
        {
            *standing = Standing::of(commitment, &eyes, Some(outlook));
        }
    }
    Foreseen { known, new }
}

/// What is known after a forecast.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Foreseen {
    /// All of it.
    pub known: Known,
    /// How many outlooks were not known before.
    pub new: usize,
}

/// How one commitment, as it is given, stands on the day of the forecasts.
#[must_use]
pub fn assess_one(book: &Book, commitment: &Commitment, forecaster: &Forecaster) -> Standing {
    Standing::of(commitment, &book.eyes(forecaster.facts().today), forecaster.outlook_of(commitment))
}
