//! Several promises answered with one estimate: the chance of each date once all of them have it, and what to say to it.
//!
//! Dates are offered one after the other, in the order of the queue: the first as if those behind it had none yet, the
//! next behind the first at its new date, and so on. So each chance is the one that the forecast gives once all of them
//! are accepted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::Piece;
use super::forecaster::{Forecaster, Work};
use super::foretell::{after, dates_from};
use super::touched::Touched;
use crate::domain::act::{Act, Answer, Draft, NewTerms, Verdict};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::inbox::is_same;
use crate::domain::money::Money;
use crate::domain::outlook::{Chance, Confidence, Cover, Dates, Foretold};
use crate::domain::person::{Handle, Side};

/// What is answered to all of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Shared {
    /// How long, whether, on what conditions.
    pub answer: Answer,
    /// Whose verdict and conditions hold.
    pub verdict: Whose,
}

/// Whose verdict and conditions hold for each of several promises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Those of the answer: they were said.
    Shared,
    /// Those that each has already; those of the answer where it has none.
    Own,
}

impl Shared {
    /// The answer to one of them. A first day still to come stays, too, where no other is given.
    #[must_use]
    pub fn to(&self, commitment: &Commitment, today: Day) -> Answer {
        let mut answer = self.answer.clone();
        let Some(known) = commitment.feasibility.as_ref().map(|given| &given.answer) else { return answer };
        answer.start = answer.start.or(known.start.filter(|start| *start >= today));
        if self.verdict == Whose::Own {
            answer.verdict = known.verdict;
            answer.conditions.clone_from(&known.conditions);
        }
        answer
    }
}

/// What is asked: which promises, what they are answered, and what was chosen.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Which.
    pub ids: &'a [Id],
    /// What all of them are answered; none leaves their estimates as they are.
    pub shared: Option<&'a Shared>,
    /// Whose word it is.
    pub like: &'a Draft,
    /// The chance that dates are offered at where nothing was chosen; none gives the estimate only.
    pub level: Option<Confidence>,
    /// What somebody chose to say, rather than what suits.
    pub chosen: &'a BTreeMap<Id, Say>,
}

/// One of the promises, as it stands with the estimate.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Which.
    pub id: Id,
    /// The terms that are answered.
    pub terms: Id,
    /// Its answer, where it is another than the one it has.
    pub answer: Option<Answer>,
    /// The verdict other than feasible, and the conditions, that stay as they were: `conditional, if …`.
    pub stays: Option<String>,
    /// The promised date.
    pub due: Option<Day>,
    /// The chance of it, with all of them at their promised dates.
    pub chance: Option<Chance>,
    /// What could be offered instead, behind those that come before it.
    pub dates: Option<Dates>,
    /// What is said to it.
    pub say: Say,
    /// The chance of the date that is signed or offered, once all that is offered is accepted.
    pub stands: Option<Chance>,
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
    fn suits(&self, book: &Book, level: Confidence) -> Say {
        let is_covered = self.chance.is_some_and(|chance| book.rules.policy.cover(chance) == Cover::Covered);
        match (is_covered, self.offered(level)) {
            (true, _) => Say::Sign,
            (false, Some(_)) => Say::Offer(level),
            (false, None) => Say::Nothing,
        }
    }

    /// Whether it is somebody's to answer: their own, or nobody's yet.
    fn is_for(&self, book: &Book, voice: &Handle) -> bool {
        book.get(self.id).and_then(|one| one.owner(Side::Tech)).is_none_or(|owner| owner == voice)
    }

    /// The date of a level, where it isn't the promised one already.
    #[must_use]
    pub fn offered(&self, level: Confidence) -> Option<Day> {
        self.dates.map(|dates| dates.at(level)).filter(|day| Some(*day) != self.due)
    }

    /// The date that is offered.
    #[must_use]
    pub fn offer(&self) -> Option<Day> {
        match self.say {
            Say::Offer(level) => self.offered(level),
            Say::Sign | Say::Nothing => None,
        }
    }

    /// The moves that say it: the estimate where it is another, then the answer. `like` says whose word it is.
    #[must_use]
    pub fn drafts(&self, like: &Draft) -> Vec<Draft> {
        let draft = |act: Act| Draft { re: Some(self.terms), act, foretold: Foretold::default(), ..like.clone() };
        let estimate = self.answer.as_ref().map(|answer| draft(Act::Estimate(Box::new(answer.clone()))));
        let reply = match self.say {
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
    /// They, those who were told the earliest day first.
    pub parts: Vec<Part>,
    /// Everything else in their queues whose chance would be another, those that lose most first.
    pub touched: Vec<Touched>,
}

/// How the promises stand once all of them have the answer, or as they are where there is none.
#[must_use]
pub fn together(book: &Book, forecaster: &Forecaster, asked: &Asked) -> Whole {
    let today = forecaster.facts().today;
    let found = asked.ids.iter().filter_map(|id| book.get(*id));
    let mut commitments: Vec<(Option<Answer>, Commitment)> =
        found.filter_map(|before| answered(book, before, asked, today)).collect();
    commitments.sort_by_cached_key(|(_, one)| turn(one, book));
    let mut joint = forecaster.with(commitments.iter().map(|(_, commitment)| commitment));
    let parts: Vec<Part> = commitments.iter().map(|(answer, one)| part(book, &joint, asked, (answer, one))).collect();
    let parts = one_after_the_other(book, &mut joint, asked, parts, &commitments);
    let touched = if parts.iter().any(|part| part.answer.is_some()) {
        touched(forecaster, &joint, commitments.iter().map(|(_, commitment)| commitment))
    } else {
        Vec::new()
    };
    Whole { parts, touched }
}

/// Whose turn it is: who counts on the earliest day, then what is at stake, then what it is worth.
fn turn(one: &Commitment, book: &Book) -> impl Ord + use<> {
    let due = one.measured_due();
    let stake = one.settings.stake.map_or(u8::MAX, |stake| stake as u8);
    (due.is_none(), due, stake, Reverse(book.value_of(one).map_or(0, Money::cents)), one.id)
}

/// A commitment with its answer, and the answer where it is another than the one it has.
fn answered(book: &Book, before: &Commitment, asked: &Asked, today: Day) -> Option<(Option<Answer>, Commitment)> {
    let answer = asked.shared.map(|shared| shared.to(before, today));
    let known = before.feasibility.as_ref().filter(|_| !before.has_outdated_estimate()).map(|known| &known.answer);
    let Some(answer) = answer.filter(|answer| known != Some(answer)) else { return Some((None, before.clone())) };
    let act = Act::Estimate(Box::new(answer.clone()));
    let draft = Draft { re: Some(before.terms.id), act, ..asked.like.clone() };
    Some((Some(answer), after(book, before, &draft, today)?))
}

fn says_no(commitment: &Commitment) -> bool {
    commitment.feasibility.as_ref().is_some_and(|given| match given.answer.verdict {
        Verdict::NotFeasible | Verdict::NeedsSpike => true,
        Verdict::Feasible | Verdict::Conditional => false,
    })
}

/// The work that it is for who answers: who signs what is nobody's takes it.
fn work(joint: &Forecaster, commitment: &Commitment, like: &Draft) -> Option<Work> {
    let work = joint.work(commitment)?;
    let voice = like.proxy_for.as_ref().unwrap_or(&like.by);
    Some(Work { lead: work.lead.clone().or_else(|| Some(voice.clone())), ..work })
}

/// One of them before anything is said to it.
fn part(book: &Book, joint: &Forecaster, asked: &Asked, (answer, one): (&Option<Answer>, &Commitment)) -> Part {
    let due = one.terms.due;
    let work = work(joint, one, asked.like).filter(|_| !says_no(one));
    let chance = work.and_then(|work| joint.outlook_if(&Work { due, ..work }).chance);
    let keeps = |shared: &Shared| shared.verdict == Whose::Own;
    let had = book.get(one.id).and_then(|before| before.feasibility.as_ref()).map(|given| &given.answer);
    let had = had.filter(|known| known.verdict != Verdict::Feasible || !known.conditions.is_empty());
    let stays = had.filter(|_| asked.shared.is_some_and(keeps)).map(|known| {
        let conditions = known.conditions.iter().map(|condition| format!(", if {condition}"));
        format!("{}{}", known.verdict.word(), conditions.collect::<String>())
    });
    Part {
        id: one.id,
        terms: one.terms.id,
        answer: answer.clone(),
        stays,
        due,
        chance,
        dates: None,
        say: Say::Nothing,
        stands: None,
    }
}

/// Finds for each in its turn what could be offered, and says what was chosen or suits: those to come have no place yet.
fn one_after_the_other(
    book: &Book,
    joint: &mut Forecaster,
    asked: &Asked,
    mut parts: Vec<Part>,
    commitments: &[(Option<Answer>, Commitment)],
) -> Vec<Part> {
    let voice = asked.like.proxy_for.as_ref().unwrap_or(&asked.like.by);
    let is_offered = |part: &Part| match asked.chosen.get(&part.id) {
        Some(Say::Offer(_)) => true,
        Some(Say::Sign | Say::Nothing) => false,
        None => {
            let is_covered = part.chance.is_some_and(|chance| book.rules.policy.cover(chance) == Cover::Covered);
            asked.level.is_some() && part.is_for(book, voice) && !is_covered
        }
    };
    let mut works: Vec<Option<Work>> =
        commitments.iter().map(|(_, one)| joint.work(one).filter(|_| !says_no(one))).collect();
    for (part, _) in parts.iter().zip(&works).filter(|(part, work)| work.is_some() && is_offered(part)) {
        joint.take_out(part.id);
    }
    let mut last: BTreeMap<Option<Handle>, Day> = BTreeMap::new();
    for (part, work) in parts.iter_mut().zip(&mut works) {
        let Some(work) = work else {
            part.say = asked.chosen.get(&part.id).copied().unwrap_or(Say::Nothing);
            continue;
        };
        let from = last.get(&work.lead).map(|day| joint.facts().calendar.plus_working(*day, 1));
        part.dates = Some(dates_from(joint, work, from));
        part.say = match (asked.chosen.get(&part.id), asked.level) {
            (Some(chosen), _) => *chosen,
            (None, Some(level)) if part.is_for(book, voice) => part.suits(book, level),
            (None, _) => Say::Nothing,
        };
        if let Some(due) = part.offer() {
            work.due = Some(due);
            last.insert(work.lead.clone(), due);
        }
        joint.take_out(part.id);
        joint.line_up(work.clone());
    }
    for (part, work) in parts.iter_mut().zip(works) {
        let Some(mut work) = work else { continue };
        work.due = match part.say {
            Say::Sign => part.due,
            Say::Offer(_) => part.offer(),
            Say::Nothing => None,
        };
        if part.say == Say::Sign && work.lead.is_none() {
            work.lead = Some(voice.clone());
        }
        part.stands = joint.outlook_if(&work).chance;
    }
    parts
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
    touched.sort_by_key(|each| Reverse(each.loss()));
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

    /// The same with commitments as they are given, each in the queue at the date beside it, where there is one.
    #[must_use]
    pub fn with_dates<'a>(&self, dated: impl Iterator<Item = (&'a Commitment, Option<Day>)> + Clone) -> Self {
        let mut joint = self.with(dated.clone().map(|(one, _)| one));
        for (one, due) in dated {
            if let (Some(_), Some(work)) = (due, joint.work(one)) {
                joint.take_out(one.id);
                joint.line_up(Work { due, ..work });
            }
        }
        joint
    }
}
