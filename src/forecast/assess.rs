//! Commitments judged: the outlook of each with an estimate, and the flags that follow.

use super::built_in::{self, DEFAULT_FOCUS};
use super::course::Course;
use super::distribution::Distribution;
use super::pace::Pace;
use super::size::Size;
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
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
    let size = Size::of(&estimate, &pace, start);
    let course = Course {
        distribution: Distribution::of_equal_atoms(built_in::atoms(&estimate, focus, size.spread)),
        estimated: size.days,
        start,
        elapsed: pace.days(start, today.plus(-1)),
        pace,
    };
    Some(Outlook {
        chance: commitment.measured_due().map(|due| Chance::new(course.chance(due))),
        dates: Dates { p10: course.date(0.1), p50: course.date(0.5), p80: course.date(0.8), p95: course.date(0.95) },
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
