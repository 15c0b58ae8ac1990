//! How likely the date is, as the forecast tells it and everything else reads it.

use super::day::Day;
use super::policy::Policy;

/// A probability, kept between 0 and 1 and never shown as certain.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Chance(f64);

impl Chance {
    /// A probability; anything outside is held at the ends.
    #[must_use]
    pub fn new(probability: f64) -> Self {
        Self(if probability.is_nan() { 0.0 } else { probability.clamp(0.0, 1.0) })
    }

    /// The probability, 0 to 1.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The probability as it is published: 0.01 to 0.99 in hundredths, 0.005 and 0.995 beyond.
    #[must_use]
    pub fn published(self) -> f64 {
        if self.0 <= 0.005 {
            0.005
        } else if self.0 >= 0.995 {
            0.995
        } else {
            (self.0 * 100.0).round() / 100.0
        }
    }
}

/// What a chance means by the book's thresholds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cover {
    /// Too low.
    OverPromised,
    /// In between.
    AtRisk,
    /// High enough.
    Covered,
}

impl Cover {
    /// Its words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OverPromised => "over-promised",
            Self::AtRisk => "at risk",
            Self::Covered => "covered",
        }
    }
}

impl Policy {
    /// What a chance means, as it is shown: 79.6 % reads 80 %, and is that.
    #[must_use]
    pub fn cover(&self, chance: Chance) -> Cover {
        let shown = chance.published();
        if shown < self.over_promised_below {
            Cover::OverPromised
        } else if shown < self.covered_from {
            Cover::AtRisk
        } else {
            Cover::Covered
        }
    }
}

impl std::fmt::Display for Chance {
    /// `22 %`, `<1 %`, `>99 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 <= 0.005 {
            f.pad("<1 %")
        } else if self.0 >= 0.995 {
            f.pad(">99 %")
        } else {
            f.pad(&format!("{:.0} %", (self.0 * 100.0).round()))
        }
    }
}

/// What the forecast says about one commitment with an estimate.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook {
    /// The chance of delivery by the told date (else the promised date); none without a date.
    pub chance: Option<Chance>,
    /// The days by which it is delivered with 10, 50, 80 and 95 %.
    pub dates: Dates,
    /// What the numbers rest on.
    pub basis: Basis,
}

/// Delivery days at fixed levels, each on or after the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    /// With 10 %.
    pub p10: Day,
    /// With 50 %.
    pub p50: Day,
    /// With 80 %.
    pub p80: Day,
    /// With 95 %.
    pub p95: Day,
}

impl Dates {
    /// The day of a level.
    #[must_use]
    pub const fn at(&self, level: Confidence) -> Day {
        match level {
            Confidence::P50 => self.p50,
            Confidence::P80 => self.p80,
            Confidence::P95 => self.p95,
        }
    }

    /// The level whose day it is exactly; the surest of several.
    #[must_use]
    pub fn level_of(&self, day: Day) -> Option<Confidence> {
        Confidence::ALL.into_iter().rev().find(|level| self.at(*level) == day)
    }
}

/// The levels that dates are proposed at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Confidence {
    /// As likely as not.
    P50,
    /// The usual promise.
    P80,
    /// For what must not slip.
    P95,
}

impl Confidence {
    /// Every level, the least sure first.
    pub const ALL: [Self; 3] = [Self::P50, Self::P80, Self::P95];

    /// Its number: 50, 80, 95.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::P50 => 50,
            Self::P80 => 80,
            Self::P95 => 95,
        }
    }

    /// The level of a number.
    #[must_use]
    pub fn of(percent: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| i64::from(level.percent()) == percent)
    }
}

/// What the forecast said of the date that a move puts a name under, at that moment; empty where nothing was said.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Foretold {
    /// The chance of delivery by that date.
    pub chance: Option<Chance>,
    /// The level of the date, where it was one of those proposed.
    pub level: Option<Confidence>,
}

/// What a forecast rests on, in votes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Basis {
    /// Votes of the tech owner's own similar commitments.
    pub own: f64,
    /// Votes of the team.
    pub team: f64,
    /// Votes of the rest of the book.
    pub rest: f64,
    /// Votes of the built-in table.
    pub built_in: f64,
    /// Commitments behind the local votes.
    pub n: usize,
    /// The day the work is counted from.
    pub start: Day,
    /// How many commitments of the same lead come before it.
    pub ahead: usize,
    /// The share of working time assumed for commitments, where the built-in table speaks.
    pub focus: Option<f64>,
}

impl Basis {
    /// The share of working time in words, where the built-in table speaks: `40 %`.
    #[must_use]
    pub fn focus_words(&self) -> Option<String> {
        self.focus.map(|focus| if focus < 0.005 { "<1 %".to_owned() } else { format!("{:.0} %", focus * 100.0) })
    }

    /// Whether the local record is too small to speak: the screen says "built-in assumption".
    #[must_use]
    pub fn is_assumption(&self) -> bool {
        self.own + self.team + self.rest < 3.0
    }
}
