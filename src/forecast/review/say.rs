//! When the customer was told, and what of it was news: read from the conversation, without what had no effect.

use super::as_of::{Stood, after, day_of};
use crate::domain::act::{Act, Move};
use crate::domain::commitment::{Commitment, Telling};
use crate::domain::day::Day;
use crate::domain::fold::Ground;

/// A telling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// The day.
    pub(super) on: Day,
    /// Where the move stands in the conversation.
    at: usize,
}

/// The moves that count, each with its place in the conversation.
fn effective(commitment: &Commitment) -> impl Iterator<Item = (usize, &Move)> {
    let counts = |made: &Move| {
        !commitment.retracted.contains(&made.id) && !commitment.ineffective.iter().any(|(id, _)| *id == made.id)
    };
    commitment.moves.iter().enumerate().filter(move |(_, made)| counts(made))
}

/// Every telling, the first one first.
pub(super) fn tellings(commitment: &Commitment, ground: Ground) -> Vec<Told> {
    let is_telling = |made: &Move| match &made.act {
        Act::Promise(promise) => promise.told,
        Act::Change(new) => new.told,
        Act::Told { .. } => true,
        _ => false,
    };
    let told = effective(commitment).filter(|(_, made)| is_telling(made));
    told.map(|(at, made)| Told { on: day_of(made, ground.zone), at }).collect()
}

/// Whether tech had signed, estimated or made an offer before a telling: earlier in the conversation and not on a later day,
/// or on an earlier day.
pub(super) fn was_answered(commitment: &Commitment, told: Told, ground: Ground) -> bool {
    let is_answer = |made: &Move| match &made.act {
        Act::Countersign => true,
        Act::Estimate(answer) => answer.estimate.is_some(),
        Act::Counter(_) => ground.people.roles(made.voice()).has(crate::domain::person::Role::Tech),
        _ => false,
    };
    effective(commitment).filter(|(_, made)| is_answer(made)).any(|(at, made)| {
        let on = day_of(made, ground.zone);
        on < told.on || on == told.on && at < told.at
    })
}

/// The date that the customer had been told before a telling that took it back: another date was told, or that it ends.
pub(super) fn taken_back(commitment: &Commitment, told: Told, ground: Ground) -> Option<Day> {
    let within = |last: usize| {
        let ids: Vec<_> = commitment.moves.iter().take(last).map(|made| made.id).collect();
        after(commitment, move |made| ids.contains(&made.id), ground)
    };
    let telling = |stood: Option<Stood>| -> Option<Telling> { stood?.commitment().told.clone() };
    let before = telling(within(told.at))?;
    let since = telling(within(told.at + 1))?;
    let is_news = since.outcome.is_some() && before.outcome.is_none() || since.due != before.due;
    before.due.filter(|_| is_news)
}
