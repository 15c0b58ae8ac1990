//! Several promises answered with one estimate: the chance of each date once all of them have it, and what to say to it.

use std::collections::BTreeSet;

use super::facts::Piece;
use super::forecaster::{Forecaster, Work};
use super::foretell::{after, dates_to_offer};
use super::touched::Touched;
use crate::domain::act::{Act, Answer, Draft, NewTerms, Verdict};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::inbox::is_same;
use crate::domain::outlook::{Chance, Confidence, Cover, Dates, Foretold};
use crate::domain::person::{Handle, Side};

/// One of the promises, as it stands with the estimate.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Which.
    pub id: Id,
    /// The terms that are answered.
    pub terms: Id,
    /// Whether the estimate is another than the one it has.
    pub is_new: bool,
    /// The promised date.
    pub due: Option<Day>,
    /// The chance of it.
    pub chance: Option<Chance>,
    /// What could be offered instead.
    pub dates: Option<Dates>,
}

/// What tech says to one of them, besides the estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Say {
    /// The signature under its terms.
    Sign,
    /// A counter-offer with the date of a level.
    Offer(Confidence),
    /// Nothing yet.
    Nothing,
}

impl Part {
    /// What suits it: the signature where the book's policy calls the date covered, else the date of the level.
    #[must_use]
    pub fn suits(&self, book: &Book, level: Confidence) -> Say {
        let is_covered = self.chance.is_some_and(|chance| book.rules.policy.cover(chance) == Cover::Covered);
        match (is_covered, self.offered(level)) {
            (true, _) => Say::Sign,
            (false, Some(_)) => Say::Offer(level),
            (false, None) => Say::Nothing,
        }
    }

    /// Whether it is somebody's to answer: their own, or nobody's yet.
    #[must_use]
    pub fn is_for(&self, book: &Book, voice: &Handle) -> bool {
        book.get(self.id).and_then(|one| one.owner(Side::Tech)).is_none_or(|owner| owner == voice)
    }

    /// The date of a level, where it isn't the promised one already.
    #[must_use]
    pub fn offered(&self, level: Confidence) -> Option<Day> {
        self.dates.map(|dates| dates.at(level)).filter(|day| Some(*day) != self.due)
    }

    /// The moves that say it: the estimate where it is another, then the answer. `like` says whose word it is.
    #[must_use]
    pub fn drafts(&self, answer: Option<&Answer>, say: Say, like: &Draft) -> Vec<Draft> {
        let draft = |act: Act| Draft { re: Some(self.terms), act, foretold: Foretold::default(), ..like.clone() };
        let estimate = answer.filter(|_| self.is_new).map(|answer| draft(Act::Estimate(Box::new(answer.clone()))));
        let reply = match say {
            Say::Sign => Some(draft(Act::Countersign)),
            Say::Offer(level) => self.offered(level).map(|due| {
                let terms = NewTerms { due: Some(due), ..NewTerms::default() };
                let counter = draft(Act::Counter(Box::new(terms)));
                Draft { foretold: Foretold { chance: None, level: Some(level) }, ..counter }
            }),
            Say::Nothing => None,
        };
        let mut drafts: Vec<Draft> = estimate.into_iter().chain(reply).collect();
        // One remark is made once.
        for later in drafts.iter_mut().skip(1) {
            later.note = None;
        }
        drafts
    }
}

/// The promises of a capability that tech can answer now, in the book's order.
#[must_use]
pub fn promises_of(book: &Book, capability: &str) -> Vec<Id> {
    let is_of = |one: &&Commitment| one.settings.capability.as_deref().is_some_and(|own| is_same(own, capability));
    let is_asked = |one: &&Commitment| one.state.name() == StateName::Requested;
    book.commitments().iter().filter(is_asked).filter(is_of).map(|one| one.id).collect()
}

/// How promises stand with one answer for all of them, and what that does to others.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Whole {
    /// They, in the order they were given.
    pub parts: Vec<Part>,
    /// Everything else in their queues whose chance would be another, those that lose most first.
    pub touched: Vec<Touched>,
}

/// How the promises stand once all of them have the answer, or as they are where there is none. `like` says whose word
/// it is.
#[must_use]
pub fn together(book: &Book, forecaster: &Forecaster, ids: &[Id], answer: Option<&Answer>, like: &Draft) -> Whole {
    let today = forecaster.facts().today;
    let commitments: Vec<(bool, Commitment)> = ids
        .iter()
        .filter_map(|id| book.get(*id))
        .filter_map(|before| {
            let is_known = before.feasibility.as_ref().is_some_and(|known| Some(&known.answer) == answer)
                && !before.has_outdated_estimate();
            match answer.filter(|_| !is_known) {
                None => Some((false, before.clone())),
                Some(answer) => {
                    let act = Act::Estimate(Box::new(answer.clone()));
                    let draft = Draft { re: Some(before.terms.id), act, ..like.clone() };
                    Some((true, after(book, before, &draft, today)?))
                }
            }
        })
        .collect();
    let joint = forecaster.with(commitments.iter().map(|(_, commitment)| commitment));
    let says_no = answer.is_some_and(|answer| match answer.verdict {
        Verdict::NotFeasible | Verdict::NeedsSpike => true,
        Verdict::Feasible | Verdict::Conditional => false,
    });
    let touched = if commitments.iter().any(|(is_new, _)| *is_new) {
        touched(forecaster, &joint, commitments.iter().map(|(_, commitment)| commitment))
    } else {
        Vec::new()
    };
    let parts = commitments
        .into_iter()
        .map(|(is_new, commitment)| {
            let due = commitment.terms.due;
            let work = joint.work(&commitment).filter(|_| !says_no);
            // Who signs what is nobody's takes it.
            let voice = like.proxy_for.as_ref().unwrap_or(&like.by);
            let lead = commitment.settings.tech.clone().or_else(|| Some(voice.clone()));
            let chance = work.and_then(|work| joint.outlook_if(&Work { lead, due, ..work }).chance);
            let dates = if says_no { None } else { dates_to_offer(&joint, &commitment) };
            Part { id: commitment.id, terms: commitment.terms.id, is_new, due, chance, dates }
        })
        .collect();
    Whole { parts, touched }
}

/// What else is in the queues of the commitments, and stands otherwise there than before.
fn touched<'a>(
    before: &Forecaster,
    after: &Forecaster,
    commitments: impl Iterator<Item = &'a Commitment>,
) -> Vec<Touched> {
    let own: Vec<&Commitment> = commitments.collect();
    let leads: BTreeSet<&Handle> = own.iter().filter_map(|one| one.settings.tech.as_ref()).collect();
    let mut touched = Vec::new();
    for lead in leads {
        let stood = before.queue(before.queue_of(lead));
        let others =
            after.queue(after.queue_of(lead)).into_iter().filter(|(id, _)| own.iter().all(|one| one.id != *id));
        for (id, after) in others {
            let before = stood.iter().find(|(other, _)| *other == id);
            touched.extend(before.map(|(_, before)| Touched { id, before: before.clone(), after }));
        }
    }
    touched.retain(|each| each.loss().is_some_and(|loss| loss != 0));
    touched.sort_by_key(|each| std::cmp::Reverse(each.loss()));
    touched
}

impl Forecaster {
    /// The same with commitments as they are given, which may be other than the book has them.
    #[must_use]
    pub fn with<'a>(&self, commitments: impl Iterator<Item = &'a Commitment>) -> Self {
        let mut facts = self.facts().clone();
        facts.put_all(commitments.map(|one| (one.id, Piece::of(one))).collect());
        Self::new(facts)
    }
}
