//! The record of a book: every commitment that had an estimate and was agreed is evidence, finished or still open.

use std::collections::HashMap;

use super::facts::{Facts, Past, Piece};
use super::pace::Pace;
use super::record::{Item, Record};
use super::size::Size;
use crate::domain::act::Text;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
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
    kinds: HashMap<Text, u32>,
    /// What was delivered before it began, and is no record.
    reversed: HashMap<Handle, Vec<Id>>,
}

/// Nobody in particular: no item of the record has this number.
const NOBODY: u32 = u32::MAX;

impl History {
    /// The record that the facts hold.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        let mut history = Self::default();
        let (mut effort, mut dates) = (Vec::new(), Vec::new());
        for (id, piece) in facts.pieces() {
            let Some(past) = piece.past else { continue };
            if past.is_reversed() {
                if let Some(lead) = &piece.lead {
                    history.reversed.entry(lead.clone()).or_default().push(id);
                }
                continue;
            }
            let Some(item) = history.item(facts, id, piece, &past) else { continue };
            match past.estimate {
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
    pub fn team(&self, facts: &Facts, lead: Option<&Handle>) -> u32 {
        let team = facts.person(lead).and_then(|lead| lead.team.as_deref());
        team.and_then(|team| self.teams.get(team)).copied().unwrap_or(NOBODY)
    }

    /// What a lead delivered before it began, by id: it is left out.
    #[must_use]
    pub fn reversed_of(&self, lead: &Handle) -> &[Id] {
        self.reversed.get(lead).map_or(&[], Vec::as_slice)
    }

    /// The number of a kind of work in the record, or one that no kind there has; none for work of no kind.
    #[must_use]
    pub fn kind(&self, kind: Option<&Text>) -> Option<u32> {
        kind.map(|kind| self.kinds.get(kind).copied().unwrap_or(NOBODY))
    }

    fn item(&mut self, facts: &Facts, id: Id, piece: &Piece, past: &Past) -> Option<Item> {
        let lead = piece.lead.as_ref()?;
        let team = facts.person(Some(lead)).and_then(|person| person.team.as_deref()).unwrap_or_default();
        let pace = Pace { calendar: &facts.calendar, away: &[] };
        let size = Size::of(&past.estimate, &pace, past.begun);
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let ratio = past.delivered.map_or(f64::NAN, |day| pace.days(past.begun, day).max(1) as f64 / size.days);
        Some(Item {
            name: Some(id),
            start: minutes(past.begun),
            start_day: past.begun,
            finish: past.delivered.map(minutes),
            estimate: size.days,
            ln_estimate: size.days.ln(),
            ln_ratio: ratio.ln(),
            lead: number(&mut self.leads, lead),
            team: number(&mut self.teams, team),
            kind: piece.kind.as_ref().map(|kind| number(&mut self.kinds, kind)),
            spread: size.spread,
        })
    }
}

fn number<K, Q>(numbers: &mut HashMap<K, u32>, name: &Q) -> u32
where
    K: std::hash::Hash + Eq + std::borrow::Borrow<Q>,
    Q: std::hash::Hash + Eq + ToOwned<Owned = K> + ?Sized,
{
    if let Some(known) = numbers.get(name) {
        return *known;
    }
    let next = u32::try_from(numbers.len()).expect("fewer than four billion names");
    numbers.insert(name.to_owned(), next);
    next
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
