//! The numbers two departments look at together: what was kept, signed, said in time and believed, over six periods.
//!
//! Never by person. Each number has what it counts, so that it leads to its records, and says how it comes about.

mod as_of;
pub mod chart;
mod count;
mod say;
pub mod words;

pub use count::Count;

use crate::domain::act::Variance;
use crate::domain::book::Book;
use crate::domain::day::Day;
use crate::domain::estimate::Class;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::period::Period;
use crate::domain::summary::Exposure;

use super::calibration::{Band, CLASSES, LEAST};

/// How many periods a trend has.
pub const TREND: usize = 6;

/// The numbers of a book for a period and those before it.
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    /// The periods, oldest first; the last one is what the review is of.
    pub periods: Vec<Period>,
    /// The numbers, in the order of the screen.
    pub lines: Vec<Line>,
}

/// One number, period by period.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Which.
    pub measure: Measure,
    /// One for each period.
    pub cells: Vec<Cell>,
}

/// One number of one period.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cell {
    /// How many it is made from.
    pub n: usize,
    /// How many of them are as hoped, where that can be said.
    pub hits: usize,
    /// The number: a share, a median, a count; none from fewer than [`LEAST`] where it is a rate.
    pub value: Option<f64>,
    /// A second number that belongs to it: the mean of actual ÷ likely, the share that was said, how many wait still.
    pub beside: Option<f64>,
    /// Deals and their value, where it is about those.
    pub exposure: Option<Exposure>,
    /// Whether that is how it stands today, chances and all; at the end of an earlier period there are none.
    pub is_of_today: bool,
    /// What it is made from.
    pub records: Vec<Record>,
}

/// A commitment that a number is made from, and what it says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Record {
    /// Which.
    pub id: Id,
    /// Whether it is as hoped, where that is the question.
    pub is_hit: Option<bool>,
    /// What it adds: days, actual ÷ likely, the chance that was said.
    pub value: Option<f64>,
    /// The day it is about.
    pub on: Day,
    /// The day it is compared with.
    pub against: Option<Day>,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// Kept on time of what fell due, by the date that stands.
    Kept,
    /// The same by the first date that was promised.
    KeptOriginal,
    /// Tech had signed or estimated before the customer was told.
    SignedFirst,
    /// Working days from the promise to tech's first answer.
    Handshake,
    /// Days of warning before a told date that had to change.
    Notice,
    /// What the customer believes is what stands.
    Believed,
    /// Where deliveries landed against estimates of a class.
    Landing(Class),
    /// What became of dates that were given such a chance.
    Calibration(Band),
    /// Deals behind red flags.
    Exposure,
    /// Why something was late or not kept.
    Reason(Variance),
}

/// What kind of number a measure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// A share of n.
    Share,
    /// The median of n numbers of days.
    Median,
    /// A count.
    Count,
    /// Deals and their value.
    Deals,
}

/// What belongs together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// What was promised and kept.
    Promises,
    /// Between sales and tech.
    Handshake,
    /// Between sales and the customer.
    Customers,
    /// How good estimates and chances were.
    Estimates,
    /// Deals behind red flags.
    Exposure,
    /// Why things came otherwise.
    Reasons,
}

impl Measure {
    /// Every measure, in the order of the screen.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let first = [Self::Kept, Self::KeptOriginal, Self::SignedFirst, Self::Handshake, Self::Notice, Self::Believed];
        let landings = CLASSES.map(Self::Landing);
        let chances = [Band::From80, Band::From50, Band::Below50].map(Self::Calibration);
        let reasons = Variance::ALL.map(Self::Reason);
        first.into_iter().chain(landings).chain(chances).chain([Self::Exposure]).chain(reasons).collect()
    }

    /// What kind of number it is.
    #[must_use]
    pub const fn nature(self) -> Nature {
        match self {
            Self::Kept
            | Self::KeptOriginal
            | Self::SignedFirst
            | Self::Believed
            | Self::Landing(_)
            | Self::Calibration(_) => Nature::Share,
            Self::Handshake | Self::Notice => Nature::Median,
            Self::Exposure => Nature::Deals,
            Self::Reason(_) => Nature::Count,
        }
    }

    /// What it belongs to.
    #[must_use]
    pub const fn section(self) -> Section {
        match self {
            Self::Kept | Self::KeptOriginal => Section::Promises,
            Self::SignedFirst | Self::Handshake => Section::Handshake,
            Self::Notice | Self::Believed => Section::Customers,
            Self::Landing(_) | Self::Calibration(_) => Section::Estimates,
            Self::Exposure => Section::Exposure,
            Self::Reason(_) => Section::Reasons,
        }
    }
}

impl Review {
    /// The review of a period, which is not one to come; with how the commitments stand today, chances and all.
    #[must_use]
    pub fn of(book: &Book, today: Day, period: Period, standings: &[Standing]) -> Self {
        let mut count = Count::new(book, today, period);
        while !count.go_on(book, standings, usize::MAX) {}
        count.review()
    }

    /// The period it is of.
    #[must_use]
    pub fn period(&self) -> Period {
        *self.periods.last().expect("a review has its own period")
    }

    /// What stands behind red flags today, chances and all, where the period isn't over.
    #[must_use]
    pub fn exposed_now(&self) -> Option<&Exposure> {
        let now = self.line(Measure::Exposure)?.now();
        now.exposure.as_ref().filter(|_| now.is_of_today)
    }

    /// The line of a measure.
    #[must_use]
    pub fn line(&self, measure: Measure) -> Option<&Line> {
        self.lines.iter().find(|line| line.measure == measure)
    }

    /// The lines worth showing: of kinds that nothing fell into in six periods only the first is.
    #[must_use]
    pub fn shown(&self) -> Vec<&Line> {
        let is_always = |measure| match measure {
            Measure::Landing(class) => class == Class::Range,
            Measure::Calibration(band) => band == Band::From80,
            Measure::Reason(_) => false,
            Measure::Kept
            | Measure::KeptOriginal
            | Measure::SignedFirst
            | Measure::Handshake
            | Measure::Notice
            | Measure::Believed
            | Measure::Exposure => true,
        };
        let lines =
            self.lines.iter().filter(|line| is_always(line.measure) || line.cells.iter().any(|cell| cell.n > 0));
        lines.collect()
    }
}

impl Line {
    /// The number of the period that the review is of.
    #[must_use]
    pub fn now(&self) -> &Cell {
        self.cells.last().expect("a line has a cell for each period")
    }
}

impl Cell {
    /// What records come to.
    fn of(measure: Measure, records: Vec<Record>) -> Self {
        let n = records.len();
        let hits = records.iter().filter(|record| record.is_hit == Some(true)).count();
        let is_enough = n >= LEAST;
        let values: Vec<f64> = records.iter().filter_map(|record| record.value).collect();
        let value = match measure.nature() {
            Nature::Share => is_enough.then(|| float(hits) / float(n)),
            Nature::Median => median(values.clone()).filter(|_| is_enough),
            Nature::Count | Nature::Deals => Some(float(n)),
        };
        let beside = match measure {
            Measure::Landing(_) | Measure::Calibration(_) if is_enough && !values.is_empty() => {
                Some(values.iter().sum::<f64>() / float(values.len()))
            }
            _ => None,
        };
        Self { n, hits, value, beside, exposure: None, is_of_today: false, records }
    }
}

/// The middle one, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    Some(if values.len().is_multiple_of(2) { f64::midpoint(*values.get(half - 1)?, upper) } else { upper })
}

#[expect(clippy::cast_precision_loss, reason = "a count of commitments")]
const fn float(n: usize) -> f64 {
    n as f64
}
