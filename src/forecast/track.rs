//! One forecast from the track record: own similar work weighs most, colleagues and a base fill in.

use super::distribution::{Distribution, Vote, count};
use super::record::{Item, Record};
use crate::domain::day::Day;
use crate::domain::id::Id;

/// What is asked: work of a size and kind by a lead, as known at a moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Question {
    /// Whose work.
    pub lead: u32,
    /// Of which team.
    pub team: u32,
    /// Of which kind; none where it is of none, which is a kind too.
    pub kind: Option<u32>,
    /// The logarithm of the estimate in days.
    pub ln_estimate: f64,
    /// ln(high / low), where the estimate is a range.
    pub spread: Option<f64>,
    /// The moment in minutes: only what was known before it counts.
    pub at: i64,
    /// The day of that moment.
    pub on: Day,
    /// The item that is asked about, which is left out.
    pub without: Option<Id>,
}

/// How the parts of a record are weighed against each other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scale {
    /// The most votes that the lead's team may have together.
    pub team: f64,
    /// The most votes that everybody else may have together.
    pub rest: f64,
    /// The votes of the base.
    pub base: f64,
    /// The band of the size kernel, in log units.
    pub band: f64,
    /// The weight of an item of another kind.
    pub other_kind: f64,
    /// The weight of what is still open; 0 leaves it out.
    pub open: f64,
}

impl Scale {
    /// For one commitment.
    pub const SINGLE: Self = Self { team: 3.0, rest: 0.5, base: 2.0, band: 0.6, other_kind: 0.3, open: 1.0 };
    /// For an average item of a queue: kinds don't matter.
    pub const AVERAGE: Self = Self { other_kind: 1.0, ..Self::SINGLE };
    /// For runs: overlapping ones share the same stuck item, so open ones count less.
    pub const RUN: Self = Self { team: 10.0, rest: 0.5, base: 10.0, band: 1.0, other_kind: 1.0, open: 0.33 };
}

/// How far back own items are looked at, and others.
pub(super) const OWN: usize = 300;
pub(super) const OTHERS: usize = 800;
/// Half-lives, counted in items that began later.
pub(super) const OWN_HALF_LIFE: f64 = 100.0;
pub(super) const OTHERS_HALF_LIFE: f64 = 200.0;
/// The band within which ranges are alike, and the weight of an item without one.
const SPREAD_BAND: f64 = 0.5;
const NO_SPREAD: f64 = 0.6;

/// The votes behind a forecast.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Votes {
    /// Of the lead's own items.
    pub own: f64,
    /// Of the team.
    pub team: f64,
    /// Of everybody else.
    pub rest: f64,
    /// Of the base.
    pub base: f64,
    /// How many items they come from, the base left out.
    pub n: usize,
}

/// A forecast and the votes behind it.
#[derive(Clone, PartialEq, Debug)]
pub struct Forecast {
    /// Of ln(elapsed / estimated).
    pub distribution: Distribution,
    /// Who spoke.
    pub votes: Votes,
}

/// The forecast for a question from a record, over a base of equally heavy atoms.
///
/// `elapsed` counts the working days from an open item's first day up to, not including, the day of the question.
#[must_use]
pub fn forecast(
    record: &Record,
    question: &Question,
    base: &[f64],
    scale: &Scale,
    elapsed: impl Fn(Day, Day) -> i64,
) -> Forecast {
    let mut votes: Vec<Vote> = Vec::with_capacity(OWN + OTHERS + base.len());
    let vote = |item: &Item| vote(item, question, scale, &elapsed);
    let mut sums = Votes { base: scale.base, ..Votes::default() };

    votes.extend(record.own_before(question.lead, question.at, OWN).filter_map(vote));
    age(&mut votes, OWN_HALF_LIFE);
    sums.own = votes.iter().fold(0.0, |sum, vote| sum + vote.weight);

    let (mut team, mut rest) = (Vec::with_capacity(OTHERS), Vec::with_capacity(OTHERS));
    for item in record.others_before(question.lead, question.at, OTHERS) {
        if let Some(vote) = vote(item) {
            if item.team == question.team { team.push(vote) } else { rest.push(vote) }
        }
    }
    for (group, most, sum) in [(&mut team, scale.team, &mut sums.team), (&mut rest, scale.rest, &mut sums.rest)] {
        age(group, OTHERS_HALF_LIFE);
        *sum = hold(group, most);
        votes.append(group);
    }
    sums.n = votes.len();
    let weight = scale.base / count(base.len().max(1));
    votes.extend(base.iter().map(|value| Vote { value: *value, weight, is_done: true }));
    Forecast { distribution: Distribution::of_votes(votes), votes: sums }
}

/// What an item says about the question; none when it is open and open work is left out.
fn vote(item: &Item, question: &Question, scale: &Scale, elapsed: &impl Fn(Day, Day) -> i64) -> Option<Vote> {
    if item.name.is_some() && item.name == question.without {
        return None;
    }
    let is_done = item.finish.is_some_and(|finish| finish < question.at);
    let value = if is_done {
        item.ln_ratio
    } else if scale.open > 0.0 {
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let days = elapsed(item.start_day, question.on).max(1) as f64;
        days.ln() - item.ln_estimate
    } else {
        return None;
    };
    let distance = (item.ln_estimate - question.ln_estimate) / scale.band;
    let mut exponent = distance * distance;
    let mut weight = if is_done { 1.0 } else { scale.open };
    match (question.spread, item.spread) {
        (Some(asked), Some(had)) => exponent += ((had - asked) / SPREAD_BAND).powi(2),
        (Some(_), None) => weight *= NO_SPREAD,
        (None, _) => {}
    }
    if scale.other_kind < 1.0 && item.kind != question.kind {
        weight *= scale.other_kind;
    }
    Some(Vote { value, weight: weight * (-0.5 * exponent).exp(), is_done })
}

/// Halves the weights with age, counted in later items of the group.
fn age(group: &mut [Vote], half_life: f64) {
    let step = 0.5_f64.powf(1.0 / half_life);
    let mut factor = 1.0;
    for vote in group.iter_mut().rev() {
        vote.weight *= factor;
        factor *= step;
    }
}

/// Scales the weights down so that together they have at most `most` votes; returns what they have.
fn hold(group: &mut [Vote], most: f64) -> f64 {
    let total = group.iter().fold(0.0, |sum, vote| sum + vote.weight);
    if total <= most {
        return total;
    }
    for vote in group.iter_mut() {
        vote.weight *= most / total;
    }
    most
}
