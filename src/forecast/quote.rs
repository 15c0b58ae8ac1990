//! Which date can be promised, before anything is said.

use super::explain::Reasons;
use super::forecaster::{Forecaster, Work};
use super::touched::Touched;
use super::words;
use crate::domain::day::Day;
use crate::domain::outlook::{Cover, Dates, Outlook};
use crate::domain::person::{Handle, People, Person, Role};
use crate::domain::policy::Policy;

/// The earliest day that can be promised at a chance, and what that would do to others.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// The chance asked for, in hundredths.
    pub level: u8,
    /// The day.
    pub due: Day,
    /// How it would stand once promised for that day.
    pub outlook: Outlook,
    /// Which others it would move, by their queue.
    pub touched: Vec<Touched>,
    /// Why the day is what it is.
    pub reasons: Reasons,
}

impl Offer {
    /// Those whose chance as it is shown would fall.
    pub fn harmed(&self) -> impl Iterator<Item = &Touched> {
        self.touched.iter().filter(|touched| touched.loss().is_some_and(|loss| loss > 0))
    }
}

/// What can be promised of a piece of work.
#[derive(Clone, PartialEq, Debug)]
pub struct Quote {
    /// The work, without a date.
    pub work: Work,
    /// The chance asked for, in hundredths.
    pub level: u8,
    /// The earliest days, at rising chances.
    pub offers: Vec<Offer>,
    /// The earliest day at the chance asked for that takes nothing from any other promise, where that is a later one.
    pub clear: Option<Offer>,
    /// How the day that was asked about would stand, where one was.
    pub wanted: Option<Offer>,
}

impl Quote {
    /// What is offered at the chance asked for.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.level == self.level)
    }

    /// The sentence for the customer about the chosen one of the offers, where the policy says what is likely enough.
    #[must_use]
    pub fn to_say(&self, chosen: &Offer, policy: &Policy) -> String {
        let is_likely =
            |offer: &Offer| offer.outlook.chance.is_some_and(|chance| policy.cover(chance) == Cover::Covered);
        let refused = self.wanted.as_ref().filter(|wanted| !is_likely(wanted));
        match (self.offer(), refused) {
            (Some(offer), Some(refused)) if refused.due == chosen.due => words::to_say(offer.due, Some(refused.due)),
            (_, _) => words::to_say(chosen.due, None),
        }
    }

    /// How many more commitments come before it on the day that was asked about than on the day offered, where that
    /// makes the later day the less likely one.
    #[must_use]
    pub fn behind_more(&self) -> Option<usize> {
        let (offer, wanted) = (self.offer()?, self.wanted.as_ref()?);
        let is_odd = wanted.due > offer.due && wanted.outlook.chance < offer.outlook.chance;
        let more = wanted.outlook.basis.ahead.saturating_sub(offer.outlook.basis.ahead);
        (is_odd && more > 0).then_some(more)
    }
}

/// Everybody in tech, by handle, of one team or of all.
#[must_use]
pub fn owners(people: &People, team: Option<&str>) -> Vec<Handle> {
    let is_of = |person: &&Person| {
        team.is_none_or(|team| person.team.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(team.trim())))
    };
    let tech = people.iter().filter(|person| person.roles.has(Role::Tech));
    tech.filter(is_of).map(|person| person.handle.clone()).collect()
}

/// The chances that dates are offered at, in hundredths.
pub const LEVELS: [u8; 3] = [50, 80, 95];

/// Days beyond which no date is looked for: about forty years.
const FAR: i64 = 15_000;

impl Forecaster {
    /// What can be promised of work: the earliest day at each of [`LEVELS`] and at `level`, which must lie between 1 and
    /// 99.
    #[must_use]
    pub fn quote(&self, work: &Work, level: u8, wanted: Option<Day>) -> Quote {
        let work = Work { due: None, ..work.clone() };
        let mut levels = LEVELS.to_vec();
        if !levels.contains(&level) {
            levels.push(level);
            levels.sort_unstable();
        }
        let offers: Vec<Offer> =
            levels.iter().map(|level| self.offer(&work, *level, self.earliest(&work, *level, None))).collect();
        let asked = offers.iter().find(|offer| offer.level == level);
        let clear = asked.filter(|offer| offer.harmed().next().is_some()).and_then(|offer| self.clear(&work, offer));
        let wanted = wanted.map(|due| {
            let offer = self.offer(&work, 0, due);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
            let level = offer.outlook.chance.map_or(0, |chance| (chance.get() * 100.0) as u8);
            Offer { level, ..offer }
        });
        Quote { work, level, offers, clear, wanted }
    }

    fn offer(&self, work: &Work, level: u8, due: Day) -> Offer {
        let dated = Work { due: Some(due), ..work.clone() };
        let reasons = self.explain(&dated);
        Offer { level, due, outlook: reasons.outlook.clone(), touched: self.touched(None, Some(&dated)), reasons }
    }

    /// The earliest day on which work has at least the chance, no earlier than a given day.
    ///
    /// Its place in the queue depends on its day, and its chance on its place: so each gap between the days of the queue
    /// is looked at in turn. Within a gap the place is the same, and the chance rises with the day.
    pub(super) fn earliest(&self, work: &Work, level: u8, not_before: Option<Day>) -> Day {
        let today = self.facts().today;
        let queue: &[Work] = work.lead.as_ref().filter(|_| work.waits()).map_or(&[], |lead| self.queue_of(lead));
        let mut from = not_before.unwrap_or(today).max(today);
        // On the very day of another, a commitment may come before or after it: that day is a gap by itself.
        let own_day = work.id.map(|_| 0);
        let dues = queue.iter().filter_map(|other| other.due);
        let ends = dues.flat_map(|due| [Some(-1), own_day].into_iter().flatten().map(move |days| due.plus(days)));
        let ends = ends.chain([from.plus(FAR)]);
        for last in ends {
            if last < from {
                continue;
            }
            if let Some(day) = self.earliest_between(work, level, from, last) {
                return day;
            }
            from = last.plus(1);
        }
        from
    }

    /// The earliest day of a gap in the queue with at least the chance.
    fn earliest_between(&self, work: &Work, level: u8, first: Day, last: Day) -> Option<Day> {
        let at = |due: Day| self.outlook_if(&Work { due: Some(due), ..work.clone() });
        let is_enough = |due: Day| at(due).chance.is_some_and(|chance| chance.get() * 100.0 >= f64::from(level) - 1e-9);
        let Dates { p50, p80, p95, .. } = at(first).dates;
        let known = [(50, p50), (80, p80), (95, p95)].into_iter().find(|(each, _)| *each == level);
        if let Some((_, day)) = known {
            let day = day.max(first);
            return (day <= last).then_some(day);
        }
        if !is_enough(last) {
            return None;
        }
        let (mut low, mut high) = (0, first.days_to(last));
        while low < high {
            let middle = low + (high - low) / 2;
            if is_enough(first.plus(middle)) { high = middle } else { low = middle + 1 }
        }
        Some(first.plus(low))
    }

    /// The earliest day at the same chance that takes nothing from anybody.
    fn clear(&self, work: &Work, offer: &Offer) -> Option<Offer> {
        let lead = work.lead.as_ref()?;
        let days: Vec<Day> =
            self.queue_of(lead).iter().filter_map(|other| other.due).filter(|due| *due >= offer.due).collect();
        let tried =
            days.into_iter().map(|day| self.offer(work, offer.level, self.earliest(work, offer.level, Some(day))));
        tried.into_iter().find(|each| each.harmed().next().is_none())
    }
}
