//! The course of one piece of work: a distribution of how long it takes, laid over a calendar.

use super::distribution::Distribution;
use super::pace::{MOST_DAYS, Pace};
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
pub(super) const TAIL: f64 = 1.709_511_291_351_454_8;

impl Course<'_> {
    /// The probability of delivery by the end of a day, given that it is not delivered yet.
    #[must_use]
    pub fn chance(&self, due: Day) -> f64 {
        self.chance_within(self.pace.days(self.start, due))
    }

    /// The first day by which it is delivered with the given probability.
    #[must_use]
    pub fn date(&self, level: f64) -> Day {
        let by_now = self.within(self.elapsed);
        let about = if by_now >= 1.0 {
            number(self.elapsed) * (1.0 - level).powf(-1.0 / TAIL)
        } else {
            self.distribution.quantile(by_now + level * (1.0 - by_now)).exp() * self.estimated
        };
        let days = first_day(about, self.elapsed + 1, |days| self.chance_within(days) >= level);
        self.pace.day(self.start, number(days))
    }

    /// The probability of delivery within so many working days from its start.
    fn chance_within(&self, days: i64) -> f64 {
        let by_now = self.within(self.elapsed);
        if days <= self.elapsed {
            return 0.0;
        }
        if by_now >= 1.0 {
            return 1.0 - (number(self.elapsed) / number(days)).powf(TAIL);
        }
        ((self.within(days) - by_now) / (1.0 - by_now)).max(0.0)
    }

    /// The probability of being done within so many working days.
    fn within(&self, days: i64) -> f64 {
        if days <= 0 { 0.0 } else { self.distribution.up_to((number(days) / self.estimated).ln()) }
    }
}

/// The first count of days, from `least` on, that is enough, where a real number is known that it is near to.
///
/// So dates and chances are never a rounding apart.
pub(super) fn first_day(about: f64, least: i64, is_enough: impl Fn(i64) -> bool) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "held at ten thousand just before")]
    let mut days = (about.ceil().min(MOST_DAYS) as i64).max(least);
    #[expect(clippy::cast_possible_truncation, reason = "ten thousand")]
    let most = (MOST_DAYS as i64).max(days);
    while days > least && is_enough(days - 1) {
        days -= 1;
    }
    while days < most && !is_enough(days) {
        days += 1;
    }
    days
}

#[expect(clippy::cast_precision_loss, reason = "a count of days")]
pub(super) const fn number(days: i64) -> f64 {
    days as f64
}
