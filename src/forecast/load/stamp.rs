//! What a load depends on as one number, so that it is only worked out again when something is other than before.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::Load;
use crate::domain::book::Book;
use crate::domain::day::Day;

impl Load {
    /// A number that is another when the load of the book on the day may be.
    #[must_use]
    pub fn stamp(book: &Book, today: Day) -> u64 {
        let mut hasher = DefaultHasher::new();
        today.hash(&mut hasher);
        book.rules.calendar.hash(&mut hasher);
        for person in book.rules.people.iter() {
            (&person.handle, person.roles, &person.team, &person.away).hash(&mut hasher);
            person.focus.map(f64::to_bits).hash(&mut hasher);
        }
        for commitment in book.commitments() {
            (commitment.id, commitment.moves.len(), commitment.last_move).hash(&mut hasher);
        }
        hasher.finish()
    }
}
