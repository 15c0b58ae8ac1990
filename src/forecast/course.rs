//! The course of one piece of work: a distribution of how long it takes, laid over a calendar.

use super::distribution::Distribution;
use super::pace::Pace;
use crate::domain::day::Day;

/// Work under way or about to begin.
#[derive(Clone, Debug)]
pub struct Course<'a> {
    /// Of ln(elapsed / estimated).
    pub distribution: Distribution,
    /// Estimated working days.
    pub estimated: f64,
    /// The first day.
    pub start: Day,
    /// Working days that have gone by without a delivery.
    pub elapsed: i64,
    /// The working days that count.
    pub pace: Pace<'a>,
}

/// The exponent of the tail beyond everything known: ln 2 / ln 1.5, so that half of what has taken longer than anything
/// on record takes less than half as long again.
const TAIL: f64 = 1.709_511_291_351_454_8;

impl Course<'_> {
    /// The probability of delivery by the end of a day, given that it is not delivered yet.
    #[must_use]
    pub fn chance(&self, due: Day) -> f64 {
        let days = self.pace.days(self.start, due);
        let by_now = self.within(self.elapsed);
        if by_now >= 1.0 {
            return if days <= self.elapsed { 0.0 } else { 1.0 - (number(self.elapsed) / number(days)).powf(TAIL) };
        }
        ((self.within(days) - by_now) / (1.0 - by_now)).max(0.0)
    }

    /// The day by which it is delivered with the given probability.
    #[must_use]
    pub fn date(&self, level: f64) -> Day {
        let by_now = self.within(self.elapsed);
        let days = if by_now >= 1.0 {
            number(self.elapsed) * (1.0 - level).powf(-1.0 / TAIL)
        } else {
            self.distribution.quantile(by_now + level * (1.0 - by_now)).exp() * self.estimated
        };
        self.pace.day(self.start, days.max(number(self.elapsed + 1)))
    }

    /// The probability of being done within so many working days.
    fn within(&self, days: i64) -> f64 {
        if days <= 0 { 0.0 } else { self.distribution.up_to((number(days) / self.estimated).ln()) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of days")]
const fn number(days: i64) -> f64 {
    days as f64
}
