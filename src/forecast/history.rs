//! The record of a book: every commitment that had an estimate and was agreed is evidence, finished or still open.

use std::collections::HashMap;

use super::pace::Pace;
use super::record::{Item, Record};
use super::size::Size;
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::person::Handle;

/// Effort and dates are two records: they never mix.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Of work estimated in effort.
    pub effort: Record,
    /// Of work estimated in dates.
    pub dates: Record,
    leads: HashMap<Handle, u32>,
    teams: HashMap<String, u32>,
    kinds: HashMap<String, u32>,
}

/// Nobody in particular: no item of the record has this number.
const NOBODY: u32 = u32::MAX;

impl History {
    /// The record of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let mut history = Self::default();
        let mut evidence: Vec<&Commitment> =
            book.commitments().iter().filter(|each| counts(each) && each.settings.tech.is_some()).collect();
        // By id, so that the order in which files were read changes nothing.
        evidence.sort_unstable_by_key(|each| each.id);
        let (mut effort, mut dates) = (Vec::new(), Vec::new());
        for commitment in evidence {
            let Some((estimate, item)) = history.item(book, commitment) else { continue };
            match estimate {
                Estimate::Effort(_) => effort.push(item),
                Estimate::Dates(_) => dates.push(item),
            }
        }
        history.effort = Record::new(effort);
        history.dates = Record::new(dates);
        history
    }

    /// The record that an estimate belongs to.
    #[must_use]
    pub const fn record(&self, estimate: &Estimate) -> &Record {
        match estimate {
            Estimate::Effort(_) => &self.effort,
            Estimate::Dates(_) => &self.dates,
        }
    }

    /// The number of a lead in the record; one that nobody has where the lead has no record.
    #[must_use]
    pub fn lead(&self, lead: Option<&Handle>) -> u32 {
        lead.and_then(|lead| self.leads.get(lead)).copied().unwrap_or(NOBODY)
    }

    /// The number of a lead's team.
    #[must_use]
    pub fn team(&self, book: &Book, lead: Option<&Handle>) -> u32 {
        let team = lead.and_then(|lead| book.rules.people.get(lead)).and_then(|lead| lead.team.as_deref());
        team.and_then(|team| self.teams.get(team)).copied().unwrap_or(NOBODY)
    }

    /// The number of a commitment's kind: its capability, or else its first tag.
    #[must_use]
    pub fn kind(&self, commitment: &Commitment) -> Option<u32> {
        self.kinds.get(kind_of(commitment)?).copied()
    }

    fn item(&mut self, book: &Book, commitment: &Commitment) -> Option<(Estimate, Item)> {
        let begun = commitment.begun?;
        let estimate = begun.estimate?;
        let tech = commitment.settings.tech.as_ref()?;
        let team = book.rules.people.get(tech).and_then(|person| person.team.as_deref()).unwrap_or_default();
        let pace = Pace { calendar: &book.rules.calendar, away: &[] };
        let size = Size::of(&estimate, &pace, begun.on);
        let finish = commitment.delivered_on.map(|day| day.max(begun.on));
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let ratio = finish.map_or(f64::NAN, |day| pace.days(begun.on, day).max(1) as f64 / size.days);
        let item = Item {
            name: Some(commitment.id),
            start: minutes(begun.on),
            start_day: begun.on,
            finish: finish.map(minutes),
            estimate: size.days,
            ln_estimate: size.days.ln(),
            ln_ratio: ratio.ln(),
            lead: number(&mut self.leads, tech.clone()),
            team: number(&mut self.teams, team.to_owned()),
            kind: kind_of(commitment).map(|kind| number(&mut self.kinds, kind.to_owned())),
            spread: size.spread,
        };
        Some((estimate, item))
    }
}

/// Whether a commitment is evidence of how long work takes: delivered, or agreed and not yet.
fn counts(commitment: &Commitment) -> bool {
    match commitment.state.name() {
        StateName::Agreed | StateName::Delivered | StateName::Kept => true,
        // Between two agreements work goes on.
        StateName::Requested | StateName::Countered => commitment.begun.is_some(),
        StateName::Declined | StateName::Revoked | StateName::Withdrawn => false,
    }
}

fn kind_of(commitment: &Commitment) -> Option<&str> {
    let settings = &commitment.settings;
    settings.capability.as_deref().or_else(|| settings.tags.first().map(AsRef::as_ref))
}

fn number<K: std::hash::Hash + Eq>(numbers: &mut HashMap<K, u32>, name: K) -> u32 {
    let next = u32::try_from(numbers.len()).expect("fewer than four billion names");
    *numbers.entry(name).or_insert(next)
}

/// A day as the record counts: minutes of its midnight.
#[must_use]
pub fn minutes(day: Day) -> i64 {
    i64::from(chrono::Datelike::num_days_from_ce(&day.date())) * 24 * 60
}

/// The day of a moment that [`minutes`] gave.
#[must_use]
pub fn day_of(minutes: i64) -> Day {
    let days = i32::try_from(minutes.div_euclid(24 * 60)).unwrap_or(i32::MAX);
    Day::new(chrono::NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(chrono::NaiveDate::MAX))
}
