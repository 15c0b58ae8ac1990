//! The least costly set of a lead's promises to renegotiate so that all others are covered, and the date for each.
//!
//! A promise is kept where it stands or moved behind. What is kept depends only on what is kept ahead of it, and taking
//! work away from ahead of it never makes it less likely (see [`super::waiting`]): so whatever holds with some promises
//! kept also holds with fewer. [`search`] finds the set; the dates are then the earliest that leave every kept promise
//! and every date given before covered.

mod offers;
mod search;

use super::cores::side_by_side;
use super::forecaster::{Forecaster, Work};
use super::ladder::around;
use super::waiting::Waiting;
use crate::domain::act::Verdict;
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, State};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::outlook::Chance;
use crate::domain::person::Handle;

pub use search::Proof;

/// What an open commitment of a queue is to a rescue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// Work that stands where it stands and needs no cover: only asked, or without a date.
    Load,
    /// A promise with a date, and what it costs to renegotiate it, in hundredths.
    Promise(u64),
    /// A promise that tech says can't be done: no date rescues it, and it takes its place until it is withdrawn.
    Hopeless,
}

/// How one lead's promises are rescued.
#[derive(Clone, PartialEq, Debug)]
pub struct Rescue {
    /// Whose.
    pub lead: Handle,
    /// The chance from which a promise is covered.
    pub level: f64,
    /// What is to be renegotiated, in the order of the dates promised.
    pub moved: Vec<Moved>,
    /// What is kept, in the order of the dates.
    pub kept: Vec<Kept>,
    /// Promises that no date rescues, for tech says they can't be done.
    pub hopeless: Vec<Id>,
    /// Other work in the queue.
    pub load: usize,
    /// What it costs, in hundredths.
    pub cost: u64,
    /// The least that any other set costs, where one was looked for.
    pub next_best: Option<u64>,
    /// How sure it is that nothing costs less.
    pub proof: Proof,
}

/// A promise to renegotiate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Moved {
    /// Which.
    pub id: Id,
    /// The day it is promised for.
    pub from: Day,
    /// Its chance as things stand.
    pub before: Chance,
    /// The day to offer and its chance then; none when no day within forty years is likely enough.
    pub to: Option<(Day, Chance)>,
    /// What it costs, in hundredths.
    pub cost: u64,
    /// Why it is among them.
    pub why: Why,
}

/// Why a promise is renegotiated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Its day is over.
    Overdue,
    /// Not even with every other promise moved is it covered.
    Alone,
    /// It could be kept, but the others couldn't then, or only at a higher cost.
    ForOthers,
}

/// A promise that is kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kept {
    /// Which.
    pub id: Id,
    /// Its day.
    pub due: Day,
    /// Its chance as things stand.
    pub before: Chance,
    /// Its chance once all dates are given.
    pub after: Chance,
    /// What it would cost to renegotiate it, in hundredths.
    pub cost: u64,
}

/// What a commitment is to a rescue.
#[must_use]
pub fn claim(book: &Book, commitment: &Commitment) -> Claim {
    let is_agreed = match commitment.state {
        State::Agreed(_) => true,
        State::Requested
        | State::Countered { .. }
        | State::Delivered(_)
        | State::Kept(_)
        | State::Declined
        | State::Revoked
        | State::Withdrawn => false,
    };
    let verdict = commitment.feasibility.as_ref().map(|given| given.answer.verdict);
    if commitment.measured_due().is_none() || !(is_agreed || commitment.told.is_some()) {
        Claim::Load
    } else if verdict == Some(Verdict::NotFeasible) {
        Claim::Hopeless
    } else {
        Claim::Promise(book.rules.policy.renegotiation.cost(commitment, book.value_of(commitment)))
    }
}

/// The rescue of each lead with promises, of one or of all, by handle.
#[must_use]
pub fn rescues(book: &Book, forecaster: &Forecaster, only: Option<&Handle>) -> Vec<Rescue> {
    let level = book.rules.policy.covered_from;
    let leads: Vec<&Handle> =
        forecaster.leads().into_iter().filter(|lead| only.is_none_or(|only| *lead == only)).collect();
    let claim_of = |id: Id| book.get(id).map_or(Claim::Load, |commitment| claim(book, commitment));
    side_by_side(&leads, |lead| forecaster.rescue(lead, level, claim_of))
}

impl Forecaster {
    /// How the promises of a lead are rescued, where those from `level` on are covered.
    #[must_use]
    pub fn rescue(&self, lead: &Handle, level: f64, claim: impl Fn(Id) -> Claim) -> Rescue {
        let claim = |work: &Work| work.id.map_or(Claim::Load, &claim);
        let (works, alone) = (self.queue_of(lead), self.beside_queue(lead));
        let queue = search::Line { works, claims: works.iter().map(claim).collect(), level };
        let found = search::search(self, &queue);
        let mut rescue = Rescue {
            lead: lead.clone(),
            level,
            moved: Vec::new(),
            kept: Vec::new(),
            hopeless: Vec::new(),
            load: 0,
            cost: 0,
            next_best: None,
            proof: found.proof,
        };
        let before = self.curves(works, |n, curve, _| works[n].due.map(|due| Chance::new(curve.chance(due))));
        let covers = |work: &Work| matches!(claim(work), Claim::Promise(_));
        let dates = self.offers(&queue, &found.moved, covers);
        let mut stands: Vec<Work> = works
            .iter()
            .enumerate()
            .filter_map(|(n, work)| match found.moved.iter().position(|moved| *moved == n) {
                None => Some(work.clone()),
                Some(at) => dates[at].map(|day| Work { due: Some(day), ..work.clone() }),
            })
            .collect();
        // What is due on one day stays in the order it had.
        stands.sort_by_key(|work| (work.due.is_none(), work.due));
        let after = self.curves(&stands, |n, curve, _| {
            (stands[n].id, stands[n].due.map_or(Chance::new(0.0), |due| Chance::new(curve.chance(due))))
        });
        let after_of =
            |id: Id| after.iter().find(|(each, _)| *each == Some(id)).map_or(Chance::new(0.0), |each| each.1);
        for (n, work) in works.iter().enumerate() {
            let (Some(id), Some(due), Some(chance)) = (work.id, work.due, before[n]) else {
                rescue.load += 1;
                continue;
            };
            match (claim(work), found.moved.iter().position(|moved| *moved == n)) {
                (Claim::Load, _) => rescue.load += 1,
                (Claim::Hopeless, _) => rescue.hopeless.push(id),
                (Claim::Promise(cost), None) => {
                    rescue.kept.push(Kept { id, due, before: chance, after: after_of(id), cost });
                }
                (Claim::Promise(cost), Some(at)) => {
                    let why = if due < self.facts().today {
                        Why::Overdue
                    } else if found.forced.contains(&n) {
                        Why::Alone
                    } else {
                        Why::ForOthers
                    };
                    let to = dates[at].map(|day| (day, after_of(id)));
                    rescue.moved.push(Moved { id, from: due, before: chance, to, cost, why });
                }
            }
        }
        for work in &alone {
            self.rescue_alone(&mut rescue, work, claim(work));
        }
        rescue.cost = rescue.moved.iter().map(|moved| moved.cost).sum();
        let beside = rescue.cost - found.cost;
        rescue.next_best = found.next_best.map(|cost| cost + beside);
        rescue.proof = match rescue.proof {
            Proof::Exact => Proof::Exact,
            Proof::AtLeast(least) => Proof::AtLeast(least + beside),
        };
        rescue
    }

    /// The dates to offer for what is moved, in its order.
    fn offers(&self, queue: &search::Line, moved: &[usize], needs: impl Fn(&Work) -> bool) -> Vec<Option<Day>> {
        let Some(first) = queue.works.first().filter(|_| !moved.is_empty()) else { return Vec::new() };
        self.with_ladder(first, |ladder, source| {
            let empty = Waiting::at(around(queue.level), ladder, source);
            let stays = queue.works.iter().enumerate().filter(|(n, _)| !moved.contains(n)).map(|(_, work)| work);
            let mut stand = offers::Stand::new(self, &empty, queue.level, stays, &needs);
            moved.iter().map(|n| stand.offer(&queue.works[*n])).collect()
        })
    }

    /// Working days of a work's lead from today until a day.
    fn days_until(&self, work: &Work, day: Day) -> i64 {
        self.facts().pace(work.lead.as_ref()).days(self.facts().today, day)
    }

    /// Work that waits in no queue stands or falls by itself.
    fn rescue_alone(&self, rescue: &mut Rescue, work: &Work, claim: Claim) {
        let (Some(id), Some(due), Claim::Promise(cost)) = (work.id, work.due, claim) else {
            match (claim, work.id) {
                (Claim::Hopeless, Some(id)) => rescue.hopeless.push(id),
                (Claim::Hopeless | Claim::Load | Claim::Promise(_), _) => rescue.load += 1,
            }
            return;
        };
        let level = rescue.level;
        let found = self.curves(std::slice::from_ref(work), |_, curve, _| {
            let day = curve.date(level);
            (Chance::new(curve.chance(due)), day, Chance::new(curve.chance(day)))
        });
        for (before, day, reached) in found {
            if before.get() >= level {
                rescue.kept.push(Kept { id, due, before, after: before, cost });
            } else {
                let to = (reached.get() >= level).then_some((day, reached));
                let why = if due < self.facts().today { Why::Overdue } else { Why::Alone };
                rescue.moved.push(Moved { id, from: due, before, to, cost, why });
            }
        }
    }
}
