//! An estimate as one number of working days, and how wide its range is.

use super::pace::Pace;
use crate::domain::day::Day;
use crate::domain::estimate::{Effort, Estimate, Span};

/// The size of a piece of work.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    /// Working days, above 0.
    pub days: f64,
    /// ln(high / low), where the estimate is a range.
    pub spread: Option<f64>,
}

impl Size {
    /// The size of an estimate; dates are counted from the start.
    #[must_use]
    pub fn of(estimate: &Estimate, pace: &Pace, start: Day) -> Self {
        match estimate {
            Estimate::Effort(span) => Self::of_days(span, Effort::days),
            #[expect(clippy::cast_precision_loss, reason = "a count of days")]
            Estimate::Dates(span) => Self::of_days(span, |day| pace.days(start, day).max(1) as f64),
        }
    }

    /// A three-point range weighs (low + 4 likely + high) / 6; a two-point range takes its geometric middle as likely.
    fn of_days<T: Copy + PartialOrd>(span: &Span<T>, days: impl Fn(T) -> f64) -> Self {
        let (low, high) = (days(span.low()), days(span.high()));
        let likely = span.likely().map_or_else(|| (low * high).sqrt(), days);
        let spread = (high > low).then(|| (high / low).ln());
        Self { days: (low + 4.0 * likely + high) / 6.0, spread }
    }
}
