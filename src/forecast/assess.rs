//! Commitments judged: the outlook of each with an estimate, and the flags that follow.

use super::forecaster::Forecaster;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;

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

/// How one commitment, as it is given, stands on the day of the forecasts.
#[must_use]
pub fn assess_one(book: &Book, commitment: &Commitment, forecaster: &Forecaster) -> Standing {
    Standing::of(commitment, &book.eyes(forecaster.facts().today), forecaster.outlook_of(commitment))
}
