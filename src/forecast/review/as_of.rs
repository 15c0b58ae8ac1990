//! A commitment as it stood at the end of an earlier day, by the moves of until then.

use chrono_tz::Tz;

use crate::domain::act::Move;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::fold::{Folded, Ground, fold};

/// The day on which a move was said.
pub(super) fn day_of(made: &Move, zone: Tz) -> Day {
    made.on.unwrap_or_else(|| made.at.day(zone))
}

/// How a commitment stood after some of its moves.
pub(super) enum Stood<'a> {
    /// As it stands now.
    Same(&'a Commitment),
    /// Otherwise.
    Other(Box<Commitment>),
}

impl Stood<'_> {
    pub(super) fn commitment(&self) -> &Commitment {
        match self {
            Self::Same(commitment) => commitment,
            Self::Other(commitment) => commitment,
        }
    }
}

/// How it stood at the end of a day, by what was said on or before it; none where there was no promise yet.
pub(super) fn at_end_of<'a>(commitment: &'a Commitment, day: Day, ground: Ground) -> Option<Stood<'a>> {
    if commitment.opened_on > day {
        return None;
    }
    after(commitment, |made| day_of(made, ground.zone) <= day, ground)
}

/// How it stood after the moves that are meant.
pub(super) fn after<'a>(
    commitment: &'a Commitment,
    is_meant: impl Fn(&Move) -> bool,
    ground: Ground,
) -> Option<Stood<'a>> {
    if commitment.moves.iter().all(&is_meant) {
        return Some(Stood::Same(commitment));
    }
    let moves = commitment.moves.iter().filter(|made| is_meant(made)).cloned().collect();
    match fold(commitment.id, moves, ground) {
        Folded::Standing(stood) => Some(Stood::Other(stood)),
        Folded::Shelved(_) => None,
    }
}
