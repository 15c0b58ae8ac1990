//! Commitments judged: the outlook of each with an estimate, and the flags that follow.

use super::built_in::{self, DEFAULT_FOCUS};
use super::distribution::Distribution;
use super::pace::Pace;
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::estimate::{Estimate, Span};
use crate::domain::flag::Standing;
use crate::domain::outlook::{Basis, Chance, Dates, Outlook};

/// How every commitment of the book stands on a day, in the book's order.
#[must_use]
pub fn assess(book: &Book, today: Day) -> Vec<Standing> {
    book.commitments().iter().map(|commitment| assess_one(book, commitment, today)).collect()
}

/// How one commitment stands on a day.
#[must_use]
pub fn assess_one(book: &Book, commitment: &Commitment, today: Day) -> Standing {
    Standing::of(commitment, &book.eyes(today), outlook(book, commitment, today))
}

/// What the forecast says about an open commitment with an estimate.
#[must_use]
pub fn outlook(book: &Book, commitment: &Commitment, today: Day) -> Option<Outlook> {
    match commitment.state.name() {
        StateName::Requested | StateName::Countered | StateName::Agreed => {}
        StateName::Delivered | StateName::Kept | StateName::Declined | StateName::Revoked | StateName::Withdrawn => {
            return None;
        }
    }
    let feasibility = commitment.feasibility.as_ref()?;
    let given = feasibility.answer.estimate?;
    let left = commitment.progress.as_ref().filter(|progress| progress.on >= feasibility.on);
    let (estimate, counted_from) = match left.and_then(|progress| Some((progress.left?, progress.on))) {
        Some((left, on)) => (left, Some(on)),
        None => (given, None),
    };
    let start = counted_from.or(feasibility.answer.start).or(commitment.agreed_on).unwrap_or(today);
    let lead = commitment.settings.tech.as_ref().and_then(|tech| book.rules.people.get(tech));
    let pace = Pace { calendar: &book.rules.calendar, away: lead.map_or(&[], |lead| lead.away.as_slice()) };
    let focus = lead.and_then(|lead| lead.focus).unwrap_or(DEFAULT_FOCUS);
    let size = Size::of(&estimate, &pace, start)?;
    let run = Run {
        table: Distribution::of_equal_atoms(built_in::atoms(&estimate, focus, size.spread)),
        estimated: size.days,
        start,
        elapsed: pace.days(start, today.plus(-1)),
        pace,
    };
    Some(Outlook {
        chance: commitment.measured_due().map(|due| run.chance(due)),
        dates: Dates { p10: run.date(0.1), p50: run.date(0.5), p80: run.date(0.8), p95: run.date(0.95) },
        basis: Basis {
            own: 0.0,
            team: 0.0,
            rest: 0.0,
            built_in: 2.0,
            n: 0,
            start,
            ahead: 0,
            focus: match estimate {
                Estimate::Effort(_) => Some(focus),
                Estimate::Dates(_) => None,
            },
        },
    })
}

/// An estimate as one number of working days, and how wide its range is.
struct Size {
    days: f64,
    spread: Option<f64>,
}

impl Size {
    fn of(estimate: &Estimate, pace: &Pace, start: Day) -> Option<Self> {
        match estimate {
            Estimate::Effort(span) => Self::of_days(span, |effort| Some(effort.days())),
            #[expect(clippy::cast_precision_loss, reason = "a count of days")]
            Estimate::Dates(span) => Self::of_days(span, |day| Some(pace.days(start, day).max(1) as f64)),
        }
    }

    /// A three-point range weighs (low + 4 likely + high) / 6; a two-point range takes its geometric middle as likely.
    fn of_days<T: Copy + PartialOrd>(span: &Span<T>, days: impl Fn(T) -> Option<f64>) -> Option<Self> {
        let (low, high) = (days(span.low())?, days(span.high())?);
        let likely = match span.likely() {
            Some(likely) => days(likely)?,
            None => (low * high).sqrt(),
        };
        let spread = (high > low).then(|| (high / low).ln());
        Some(Self { days: (low + 4.0 * likely + high) / 6.0, spread })
    }
}

/// One piece of work under way or about to begin.
struct Run<'a> {
    table: Distribution,
    estimated: f64,
    start: Day,
    /// Working days that have gone by without a delivery.
    elapsed: i64,
    pace: Pace<'a>,
}

impl Run<'_> {
    /// The probability of being done within so many working days.
    fn within(&self, days: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let days = days as f64;
        if days <= 0.0 { 0.0 } else { self.table.up_to((days / self.estimated).ln()) }
    }

    /// The probability of delivery by the end of a day, given that it is not delivered yet.
    fn chance(&self, due: Day) -> Chance {
        let (by_due, by_now) = (self.within(self.pace.days(self.start, due)), self.within(self.elapsed));
        if by_now >= 1.0 {
            return Chance::new(self.beyond_within(self.pace.days(self.start, due)));
        }
        Chance::new((by_due - by_now) / (1.0 - by_now))
    }

    /// The day by which it is delivered with the given probability.
    fn date(&self, level: f64) -> Day {
        let by_now = self.within(self.elapsed);
        if by_now >= 1.0 {
            return self.pace.day(self.start, self.beyond(level));
        }
        let ratio = self.table.quantile(by_now + level * (1.0 - by_now)).exp();
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let least = (self.elapsed + 1) as f64;
        self.pace.day(self.start, (ratio * self.estimated).max(least))
    }

    /// Working days by which it is done with the given probability, once it has taken longer than anything known.
    ///
    /// A Pareto tail whose median is half as long again as what has gone by.
    fn beyond(&self, level: f64) -> f64 {
        self.elapsed_days() * (1.0 - level).powf(-1.0 / TAIL)
    }

    /// The probability of being done within so many working days, once it has taken longer than anything known.
    fn beyond_within(&self, days: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let days = days as f64;
        if days <= self.elapsed_days() { 0.0 } else { 1.0 - (self.elapsed_days() / days).powf(TAIL) }
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of days")]
    fn elapsed_days(&self) -> f64 {
        self.elapsed as f64
    }
}

/// The exponent of the tail beyond everything known: ln 2 / ln 1.5.
const TAIL: f64 = 1.709_511_291_351_454_8;
