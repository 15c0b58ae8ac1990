//! The few numbers above everything: exposure, what is overdue or over-promised, and what was kept this quarter.

use std::collections::{BTreeMap, HashMap};

use super::book::Book;
use super::commitment::{Commitment, StateName};
use super::day::{Day, Moment};
use super::flag::{Flag, Level, Standing};
use super::money::{Currency, Money};
use super::wording::count;

/// The header numbers of a book on a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Commitments whose conversation goes on.
    pub open: usize,
    /// Commitments with a red or an amber flag.
    pub flagged: usize,
    /// What stands behind red flags.
    pub exposure: Exposure,
    /// Commitments past their date.
    pub overdue: usize,
    /// Commitments told and hardly to be kept, the risk not accepted.
    pub over_promised: usize,
    /// What was kept of what fell due this quarter.
    pub kept: Kept,
}

/// The distinct-deal value behind red flags.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Exposure {
    /// The sum of each currency, by its code; currencies are never added up.
    pub sums: Vec<Money>,
    /// How many deals that is; a commitment without a deal is one by itself.
    pub deals: usize,
    /// How many of them nobody has put a value on.
    pub without_value: usize,
}

/// Kept on time of what fell due in a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// Delivered by the date, and confirmed.
    pub on_time: usize,
    /// All that fell due; what was delivered by the date and waits for its confirmation is not counted yet.
    pub fell_due: usize,
}

/// One of the header's numbers, in words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// Money: hidden where money is hidden.
    Exposure,
    /// What is overdue.
    Overdue,
    /// What is over-promised.
    OverPromised,
    /// What was kept.
    Kept,
}

impl Summary {
    /// The numbers of a book whose commitments stand so, in the book's order.
    #[must_use]
    pub fn of(book: &Book, standings: &[Standing], today: Day) -> Self {
        let pairs = || book.commitments().iter().zip(standings);
        let is_red = |standing: &Standing, flag| {
            standing.flags.iter().any(|raised| raised.flag == flag && raised.level == Level::Red)
        };
        Self {
            open: pairs().filter(|(commitment, _)| commitment.is_open()).count(),
            flagged: pairs().filter(|(_, standing)| standing.is_flagged()).count(),
            exposure: Exposure::of(
                book,
                pairs().filter(|(_, standing)| standing.level() == Some(Level::Red)).map(|(commitment, _)| commitment),
            ),
            overdue: pairs().filter(|(_, standing)| standing.has(Flag::Overdue)).count(),
            over_promised: pairs().filter(|(_, standing)| is_red(standing, Flag::OverPromised)).count(),
            kept: Kept::within(book.commitments(), quarter_start(today, book.rules.calendar.fiscal_start()), today),
        }
    }

    /// The numbers in words, in the order of the header; what is zero says so only where that is worth knowing.
    #[must_use]
    pub fn parts(&self) -> Vec<(Part, String)> {
        let exposure = self.exposure.words();
        let kept = (self.kept.fell_due > 0)
            .then(|| format!("kept {} of {} this quarter", self.kept.on_time, self.kept.fell_due));
        let some = |n: usize, word: &str| (n > 0).then(|| format!("{n} {word}"));
        [
            (Part::Exposure, exposure),
            (Part::Overdue, some(self.overdue, "overdue")),
            (Part::OverPromised, some(self.over_promised, "over-promised")),
            (Part::Kept, kept),
        ]
        .into_iter()
        .filter_map(|(part, words)| Some((part, words?)))
        .collect()
    }

    /// The numbers in one line: `exposure €480k in 4 deals · 3 overdue · 4 over-promised · kept 14 of 18 this quarter`.
    #[must_use]
    pub fn line(&self) -> String {
        let words: Vec<String> = self.parts().into_iter().map(|(_, words)| words).collect();
        if words.is_empty() { "nothing is overdue or over-promised".into() } else { words.join(" · ") }
    }
}

impl Exposure {
    /// The value of the deals behind some commitments, each deal counted once.
    ///
    /// Where commitments give one deal different values, the last one given stands.
    #[must_use]
    pub fn of<'a>(book: &Book, commitments: impl IntoIterator<Item = &'a Commitment>) -> Self {
        let mut deals = Deals::default();
        commitments.into_iter().for_each(|commitment| deals.add(book, commitment));
        deals.exposure()
    }

    /// `exposure €480k + $80k in 4 deals`; nothing where there are no deals.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        if self.deals == 0 {
            return None;
        }
        let deals = count(i64::try_from(self.deals).unwrap_or(i64::MAX), "deal");
        let sums: Vec<String> = self.sums.iter().map(|sum| sum.short()).collect();
        Some(if sums.is_empty() {
            format!("exposure in {deals} without a value")
        } else {
            format!("exposure {} in {deals}", sums.join(" + "))
        })
    }
}

/// The deals behind some commitments, each with what it is worth, while they are gathered.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Deals(HashMap<String, Option<(Moment, Money)>>);

impl Deals {
    /// Takes in the deal of a commitment.
    pub fn add(&mut self, book: &Book, commitment: &Commitment) {
        let known = self.0.entry(deal_of(book, commitment)).or_default();
        let value = book.value_of(commitment).map(|value| (commitment.last_move, value));
        let is_later = match (&value, &known) {
            (Some((at, _)), Some((before, _))) => at > before,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if is_later {
            *known = value;
        }
    }

    /// What they come to.
    #[must_use]
    pub fn exposure(&self) -> Exposure {
        let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
        for (_, value) in self.0.values().flatten() {
            let sum = sums.entry(value.currency()).or_default();
            *sum = sum.saturating_add(value.cents()).min(Money::MOST);
        }
        Exposure {
            sums: sums.into_iter().filter_map(|(currency, cents)| Money::from_cents(cents, currency)).collect(),
            deals: self.0.len(),
            without_value: self.0.values().filter(|value| value.is_none()).count(),
        }
    }
}

/// What tells deals apart: the name where an import knows it, else with the customer; the commitment where there is none.
fn deal_of(book: &Book, commitment: &Commitment) -> String {
    match commitment.settings.deal.as_deref() {
        Some(deal) if book.deals.iter().any(|known| known.name == deal) => format!("deal {deal}"),
        Some(deal) => format!("deal {deal} of {}", commitment.customer),
        None => format!("commitment {}", commitment.id),
    }
}

impl Kept {
    /// What was kept of what fell due from a day up to today; today's dates are not over before they are kept.
    #[must_use]
    pub fn within(commitments: &[Commitment], start: Day, today: Day) -> Self {
        let outcomes = commitments.iter().filter_map(|commitment| {
            let due = commitment.measured_due().filter(|due| (start..=today).contains(due))?;
            outcome(commitment, due, today)
        });
        outcomes.fold(Self::default(), |kept, is_on_time| Self {
            on_time: kept.on_time + usize::from(is_on_time),
            fell_due: kept.fell_due + 1,
        })
    }
}

/// Whether a commitment whose date has come was kept on time; none where it is not decided or nobody counted on it.
#[must_use]
pub fn outcome(commitment: &Commitment, due: Day, today: Day) -> Option<bool> {
    let is_promised = commitment.told.is_some() || commitment.signature().is_some();
    let is_by_then = commitment.delivered_on.is_some_and(|delivered| delivered <= due);
    let is_over = due < today;
    match commitment.state.name() {
        _ if !is_promised => None,
        StateName::Kept => Some(is_by_then),
        StateName::Delivered => (!is_by_then).then_some(false),
        StateName::Requested | StateName::Countered | StateName::Agreed => is_over.then_some(false),
        StateName::Declined | StateName::Revoked => {
            let was_told = commitment.told.as_ref().is_some_and(|told| told.outcome.is_some() && told.on < due);
            (is_over && !was_told).then_some(false)
        }
        StateName::Withdrawn => None,
    }
}

/// The first day of the quarter that a day is in, by a fiscal year that begins in a month.
#[must_use]
pub fn quarter_start(day: Day, fiscal_start: u32) -> Day {
    let into_quarter = (day.month() + 12 - fiscal_start) % 3;
    let first = day.plus(1 - i64::from(day.day()));
    first.plus_months(-i32::try_from(into_quarter).expect("below three"))
}
