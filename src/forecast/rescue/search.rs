//! Which promises to move: branch and bound over the queue in the order of the dates.
//!
//! **The search.** Promise by promise, each is kept where it is covered behind what is kept so far, or moved at its cost.
//! Since a promise's chance depends only on what is kept ahead of it, every set is met once, and what is found at the end
//! is the least there is. A promise that isn't covered even with no other promise ahead is moved in every set.
//!
//! **The bound.** What is kept up to some promise, with the other work there, is one of the runs that bound it. Let `H`
//! be the greatest sum of estimates with which a run of any number of pieces, begun at any of the starts in the queue,
//! is done by its day with the chance asked for. Then for every promise the estimates kept up to it sum up to at most
//! `H` (or to a single piece): for one that is kept because it is covered, for one that is moved because the last one
//! kept ahead of it has an earlier day and so no larger `H`. To keep the most cost under these nested limits is a
//! knapsack problem; where parts of promises may be kept, taking them by cost per day, each as far as every limit from
//! it on allows, is best (a greedy choice over a laminar family, which is a polymatroid; Edmonds 1970). What such a
//! choice must leave out, no choice of whole promises can keep: so all costs less what it keeps is a lower bound.

use super::super::forecaster::{Forecaster, Work};
use super::super::ladder::around;
use super::super::waiting::{Piece, Waiting};
use super::Claim;

/// How sure it is that nothing costs less.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// Every other set costs as much or more.
    Exact,
    /// No set costs less than this, in hundredths.
    AtLeast(u64),
}

/// Up to so many promises that could be kept the search always goes to its end; beyond, it stops after some steps.
const EXACT: usize = 20;
const STEPS: usize = 4_000;

/// A queue in the order of the dates, and what each piece is.
pub(super) struct Line<'a> {
    pub works: &'a [Work],
    pub claims: Vec<Claim>,
    pub level: f64,
}

/// The set, by places in the queue.
pub(super) struct Found {
    pub moved: Vec<usize>,
    /// Those that are moved in every set.
    pub forced: Vec<usize>,
    pub cost: u64,
    pub next_best: Option<u64>,
    pub proof: Proof,
}

/// One piece of the queue that is not moved for certain.
struct Step {
    at: usize,
    piece: Piece,
    /// Working days until its day, and what it costs; none where it stays in any case.
    promise: Option<(i64, u64)>,
    /// The most that may be kept up to here, in estimated days.
    most: f64,
}

struct Search<'a, 'b> {
    steps: Vec<Step>,
    level: f64,
    waiting: &'b Waiting<'a, 2>,
    best: Option<(u64, Vec<usize>)>,
    /// A set of which at least one must be kept.
    not_all_of: Option<Vec<usize>>,
    left: usize,
}

pub(super) fn search(forecaster: &Forecaster, line: &Line) -> Found {
    let Some(first) = line.works.first() else {
        return Found { moved: vec![], forced: vec![], cost: 0, next_best: None, proof: Proof::Exact };
    };
    forecaster.with_ladder(first, |ladder, source| {
        let empty = Waiting::at(around(line.level), ladder, source);
        let (steps, forced) = steps(forecaster, line, &empty);
        let fixed: u64 = forced.iter().map(|at| cost(line.claims[*at])).sum();
        let mut search = Search { steps, level: line.level, waiting: &empty, best: None, not_all_of: None, left: 0 };
        let promises = search.steps.iter().filter(|step| step.promise.is_some()).count();
        let is_small = promises <= EXACT;
        search.left = if is_small { usize::MAX } else { STEPS };
        let (greedy, moved) = search.greedy();
        let least = search.bound(0, 0.0);
        search.best = Some((greedy, moved));
        search.visit(0, &empty, 0.0, &mut Vec::new(), 0);
        let is_exact = search.left > 0;
        let (free, mut moved) = search.best.take().expect("the greedy set was put there");
        let mut next_best = None;
        if is_small && !moved.is_empty() {
            search.not_all_of = Some(moved.clone());
            search.visit(0, &empty, 0.0, &mut Vec::new(), 0);
            next_best = search.best.map(|(cost, _)| cost + fixed);
        }
        moved.extend(&forced);
        moved.sort_unstable();
        let proof = if is_exact { Proof::Exact } else { Proof::AtLeast(least + fixed) };
        Found { moved, forced, cost: free + fixed, next_best, proof }
    })
}

fn cost(claim: Claim) -> u64 {
    match claim {
        Claim::Promise(cost) => cost,
        Claim::Load | Claim::Hopeless => 0,
    }
}

/// The pieces that may be kept, and the places of those that can't.
fn steps(forecaster: &Forecaster, line: &Line, empty: &Waiting<2>) -> (Vec<Step>, Vec<usize>) {
    let (mut steps, mut forced) = (Vec::new(), Vec::new());
    // Behind the other work alone, each promise stands as well as it ever can.
    let mut load = empty.clone();
    for (at, work) in line.works.iter().enumerate() {
        let piece = forecaster.piece(work);
        let promise = match (line.claims[at], work.due) {
            (Claim::Promise(cost), Some(due)) => Some((due, cost)),
            (Claim::Promise(_) | Claim::Load | Claim::Hopeless, _) => None,
        };
        let Some((due, cost)) = promise else {
            load.put(piece);
            steps.push(Step { at, piece, promise: None, most: f64::INFINITY });
            continue;
        };
        let days = forecaster.days_until(work, due);
        let mut with = load.clone();
        with.put(piece);
        if forecaster.single(work).0.chance(due) >= line.level && with.is_done_within(days, line.level) {
            steps.push(Step { at, piece, promise: Some((days, cost)), most: f64::INFINITY });
        } else {
            forced.push(at);
        }
    }
    limits(&mut steps, empty);
    (steps, forced)
}

/// What the bound allows up to each promise.
fn limits(steps: &mut [Step], empty: &Waiting<2>) {
    let mut whole = empty.clone();
    let mut largest = 0.0_f64;
    for step in steps.iter() {
        whole.put(step.piece);
    }
    let mut known: Option<(i64, f64)> = None;
    for n in 0..steps.len() {
        largest = largest.max(steps[n].piece.days);
        if let Some((days, _)) = steps[n].promise {
            let most = match known {
                Some((same, most)) if same == days => most,
                _ => whole.most_within(steps.len(), days),
            };
            known = Some((days, most));
            // A sum is a rounding away from itself.
            steps[n].most = most.max(largest) * (1.0 + 1e-9);
        }
    }
}

impl<'a> Search<'a, '_> {
    /// What must be paid at least from a step on, with so many estimated days kept before it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "hundredths of a cost, far below 2^52 and not negative"
    )]
    fn bound(&self, from: usize, kept: f64) -> u64 {
        let steps = &self.steps[from..];
        let mut used = kept;
        let mut spare: Vec<f64> = Vec::with_capacity(steps.len());
        let mut by_worth: Vec<(f64, usize)> = Vec::with_capacity(steps.len());
        let mut all = 0;
        for (n, step) in steps.iter().enumerate() {
            match step.promise {
                None => used += step.piece.days,
                Some((_, cost)) => {
                    all += cost;
                    by_worth.push((cost as f64 / step.piece.days, n));
                }
            }
            spare.push(step.most - used);
        }
        by_worth.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut keeps = 0.0;
        for (worth, n) in by_worth {
            let room = spare[n..].iter().copied().fold(f64::INFINITY, f64::min).max(0.0);
            let taken = steps[n].piece.days.min(room);
            for each in &mut spare[n..] {
                *each -= taken;
            }
            keeps += worth * taken;
        }
        all.saturating_sub((keeps + 1e-6).floor() as u64)
    }

    /// Looks at every way to go on from a step; `moved` and `cost` are of the steps before.
    fn visit(&mut self, from: usize, waiting: &Waiting<'a, 2>, kept: f64, moved: &mut Vec<usize>, cost: u64) {
        if self.left == 0 || self.best.as_ref().is_some_and(|(best, _)| cost + self.bound(from, kept) >= *best) {
            return;
        }
        self.left -= 1;
        let mut waiting = waiting.clone();
        let (mut at, mut kept) = (from, kept);
        while let Some(Step { piece, promise: None, .. }) = self.steps.get(at) {
            waiting.put(*piece);
            kept += piece.days;
            at += 1;
        }
        let Some(step) = self.steps.get(at) else {
            if self.not_all_of.as_ref().is_none_or(|set| set.iter().any(|each| !moved.contains(each))) {
                self.best = Some((cost, moved.clone()));
            }
            return;
        };
        let (place, piece) = (step.at, step.piece);
        let (days, price) = step.promise.expect("what stays in any case was passed just before");
        let mut with = waiting.clone();
        with.put(piece);
        if with.is_done_within(days, self.level) {
            self.visit(at + 1, &with, kept + piece.days, moved, cost);
        }
        moved.push(place);
        self.visit(at + 1, &waiting, kept, moved, cost + price);
        moved.pop();
    }

    /// A good set: in the order of the dates, whenever one isn't covered, what relieves most for its cost is moved
    /// (after Moore and Hodgson 1968); at the end what can be kept after all is, the dearest first.
    fn greedy(&self) -> (u64, Vec<usize>) {
        let mut kept: Vec<usize> = Vec::new();
        let mut out: Vec<usize> = Vec::new();
        let mut waiting = self.waiting.clone();
        for (n, step) in self.steps.iter().enumerate() {
            kept.push(n);
            waiting.put(step.piece);
            let Some((days, _)) = step.promise else { continue };
            while !waiting.is_done_within(days, self.level) {
                let worth = |n: usize| self.price(n) / self.steps[n].piece.days;
                let promises = kept.iter().copied().filter(|n| self.steps[*n].promise.is_some());
                let Some(gone) = promises.min_by(|a, b| worth(*a).total_cmp(&worth(*b))) else { break };
                kept.retain(|each| *each != gone);
                out.push(gone);
                waiting = self.run(&kept);
                if gone == n {
                    break;
                }
            }
        }
        out.sort_by(|a, b| self.price(*b).total_cmp(&self.price(*a)));
        let mut moved = Vec::new();
        for n in out {
            let mut trial = kept.clone();
            trial.insert(trial.partition_point(|each| *each < n), n);
            if self.holds(&trial) { kept = trial } else { moved.push(n) }
        }
        let cost = moved.iter().filter_map(|n| self.steps[*n].promise).map(|(_, cost)| cost).sum();
        (cost, moved.into_iter().map(|n| self.steps[n].at).collect())
    }

    #[expect(clippy::cast_precision_loss, reason = "hundredths of a cost")]
    fn price(&self, n: usize) -> f64 {
        self.steps[n].promise.map_or(f64::INFINITY, |(_, cost)| cost as f64)
    }

    fn run(&self, kept: &[usize]) -> Waiting<'a, 2> {
        let mut waiting = self.waiting.clone();
        for n in kept {
            waiting.put(self.steps[*n].piece);
        }
        waiting
    }

    fn holds(&self, kept: &[usize]) -> bool {
        let mut waiting = self.waiting.clone();
        kept.iter().all(|n| {
            let step = &self.steps[*n];
            waiting.put(step.piece);
            step.promise.is_none_or(|(days, _)| waiting.is_done_within(days, self.level))
        })
    }
}
