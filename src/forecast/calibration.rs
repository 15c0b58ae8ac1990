//! Did 80 % mean 80 %? Dates that were signed with a chance said of them, held against what came of them.
//!
//! By what was said and by class of estimate, never by person. What one tech owner's own ranges came to is a question of
//! its own, [`own_ranges`], for that person alone.

use super::facts::{Facts, Past};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, Signing, StateName};
use crate::domain::day::Day;
use crate::domain::estimate::{Class, Estimate};
use crate::domain::person::Handle;

/// Below so many judged dates there are counts, and no rates.
pub const LEAST: usize = 5;

/// What was said and what came of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Calibration {
    /// All of it.
    pub all: Tally,
    /// By the chance that was said.
    pub bands: Vec<(Band, Tally)>,
    /// By the class of the estimate; what was signed without an estimate is in none.
    pub classes: Vec<(Class, Tally)>,
    /// Dates that are yet to come.
    pub to_come: usize,
    /// Dates that can't be judged: other work was promised afterwards, or nobody wanted it any more before the date.
    pub set_aside: usize,
}

/// Promises, and what came of them.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Tally {
    /// Signed dates that can be judged.
    pub n: usize,
    /// How many of them saw the delivery on or before the day.
    pub kept: usize,
    /// How many would have, had every chance been just right: the sum of the chances.
    pub expected: f64,
}

impl Tally {
    /// The share that was kept; none below [`LEAST`].
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.n >= LEAST).then(|| count(self.kept) / count(self.n))
    }

    /// The share that was said; none below [`LEAST`].
    #[must_use]
    pub fn said(&self) -> Option<f64> {
        (self.n >= LEAST).then(|| self.expected / count(self.n))
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { n: self.n + other.n, kept: self.kept + other.kept, expected: self.expected + other.expected }
    }

    fn add(&mut self, chance: f64, is_kept: bool) {
        self.n += 1;
        self.kept += usize::from(is_kept);
        self.expected += chance;
    }
}

/// Chances that are looked at together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Band {
    /// Less likely than not.
    Below50,
    /// From 50 %.
    From50,
    /// From 80 %.
    From80,
    /// From 95 %.
    From95,
}

impl Band {
    /// Every band, the least likely first.
    pub const ALL: [Self; 4] = [Self::Below50, Self::From50, Self::From80, Self::From95];

    /// The band of a chance.
    #[must_use]
    pub fn of(chance: f64) -> Self {
        match chance {
            chance if chance >= 0.95 => Self::From95,
            chance if chance >= 0.80 => Self::From80,
            chance if chance >= 0.50 => Self::From50,
            _ => Self::Below50,
        }
    }

    /// Its words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Below50 => "below 50 %",
            Self::From50 => "50 to 79 %",
            Self::From80 => "80 to 94 %",
            Self::From95 => "95 % or more",
        }
    }

    /// Its lowest chance.
    #[must_use]
    pub const fn from(self) -> f64 {
        match self {
            Self::Below50 => 0.0,
            Self::From50 => 0.5,
            Self::From80 => 0.8,
            Self::From95 => 0.95,
        }
    }
}

/// The classes of estimates in their order.
pub const CLASSES: [Class; 4] = [Class::Rough, Class::Budget, Class::Definitive, Class::Range];

/// What came of a signed date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Kept,
    Missed,
    ToCome,
    SetAside,
}

impl Calibration {
    /// The calibration of a book on a day. A commitment counts once, by its last signature before the
    /// delivery.
    #[must_use]
    pub fn of(book: &Book, today: Day) -> Self {
        let mut found = Self {
            all: Tally::default(),
            bands: Band::ALL.map(|band| (band, Tally::default())).to_vec(),
            classes: CLASSES.map(|class| (class, Tally::default())).to_vec(),
            to_come: 0,
            set_aside: 0,
        };
        for commitment in book.commitments() {
            if let Some(signing) = judged(commitment) {
                found.take(signing, outcome(commitment, signing, today));
            }
        }
        found
    }

    fn take(&mut self, signing: &Signing, outcome: Outcome) {
        let is_kept = match outcome {
            Outcome::Kept => true,
            Outcome::Missed => false,
            Outcome::ToCome => return self.to_come += 1,
            Outcome::SetAside => return self.set_aside += 1,
        };
        let chance = signing.chance.published();
        let band = self.bands.iter_mut().find(|(band, _)| *band == Band::of(chance)).map(|(_, tally)| tally);
        let class = self.classes.iter_mut().find(|(class, _)| Some(*class) == signing.class).map(|(_, tally)| tally);
        for tally in [Some(&mut self.all), band, class].into_iter().flatten() {
            tally.add(chance, is_kept);
        }
    }

    /// Promises that were given a chance so high or higher.
    #[must_use]
    pub fn from(&self, least: Band) -> Tally {
        self.bands.iter().filter(|(band, _)| *band >= least).fold(Tally::default(), |sum, (_, tally)| sum.and(*tally))
    }
}

/// The signature of a commitment that is held against what came of it: the last one before the delivery, so that what was
/// signed, opened again and signed anew counts once.
pub(super) fn judged(commitment: &Commitment) -> Option<&Signing> {
    let is_before = |signing: &&Signing| commitment.delivered_on.is_none_or(|delivered| signing.on <= delivered);
    commitment.signings.iter().rev().find(is_before)
}

pub(super) fn outcome(commitment: &Commitment, signing: &Signing, today: Day) -> Outcome {
    if signing.is_other_work {
        return Outcome::SetAside;
    }
    if let Some(delivered) = commitment.delivered_on {
        return if delivered <= signing.due { Outcome::Kept } else { Outcome::Missed };
    }
    match commitment.state.name() {
        StateName::Withdrawn if commitment.state_since <= signing.due => Outcome::SetAside,
        StateName::Withdrawn => Outcome::Missed,
        StateName::Requested
        | StateName::Countered
        | StateName::Agreed
        | StateName::Delivered
        | StateName::Kept
        | StateName::Declined
        | StateName::Revoked => {
            if today > signing.due {
                Outcome::Missed
            } else {
                Outcome::ToCome
            }
        }
    }
}

/// What somebody's own ranges came to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OwnRanges {
    /// Finished commitments that were agreed with a range.
    pub n: usize,
    /// How many were delivered by the high end of it.
    pub by_high: usize,
    /// The share of working time by which days of effort became days of the calendar.
    pub focus: f64,
}

/// How often one tech owner's ranges held, for the eyes of that person; none without a finished one.
///
/// A range of dates holds when the delivery is no later than its last day. A range of effort holds when the working days
/// from the start to the delivery, absences left out, times the share of working time come to no more than its high end.
#[must_use]
pub fn own_ranges(book: &Book, lead: &Handle, today: Day) -> Option<OwnRanges> {
    let facts = Facts::of(book, today);
    let focus = facts.focus(Some(lead));
    let pace = facts.pace(Some(lead));
    let mut found = OwnRanges { n: 0, by_high: 0, focus };
    let own = facts.pieces().filter(|(_, piece)| piece.lead.as_ref() == Some(lead)).filter_map(|(_, piece)| piece.past);
    for Past { begun, estimate, delivered } in own {
        let Some(delivered) = delivered.filter(|_| estimate.class() == Class::Range) else { continue };
        let holds = match estimate {
            Estimate::Dates(span) => delivered <= span.high(),
            Estimate::Effort(span) => {
                #[expect(clippy::cast_precision_loss, reason = "a count of days")]
                let elapsed = pace.days(begun, delivered) as f64;
                elapsed * focus <= span.high().days()
            }
        };
        found.n += 1;
        found.by_high += usize::from(holds);
    }
    (found.n > 0).then_some(found)
}

#[expect(clippy::cast_precision_loss, reason = "a count of commitments")]
fn count(n: usize) -> f64 {
    n as f64
}
