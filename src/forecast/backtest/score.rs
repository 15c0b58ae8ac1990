//! How good the forecasts of a backtest were, by what came of them.

use std::collections::HashMap;

use super::{Backtest, LEVELS, Queue, Row, Target, Task, day_of};
use crate::forecast::distribution::count;

/// What forecasts came to.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Score {
    /// How many had an outcome.
    pub n: usize,
    /// How many outcomes were within the values given at 50, 80 and 95 %.
    pub held: [usize; 3],
    /// The continuous ranked probability score of ln(actual / estimated), the mean over all; lower is better.
    pub crps: f64,
}

/// The chances whose values are counted.
pub const CHANCES: [f64; 3] = [0.5, 0.8, 0.95];

/// Equal up to rounding.
const TIE: f64 = 1e-9;

impl Backtest {
    /// The score of forecasts of tasks. Those begun in the last `follow_up` days of their team's record are left out: of
    /// late starters only the short ones are finished.
    #[must_use]
    pub fn score_tasks(&self, rows: &[Row], follow_up: i64) -> Score {
        let scored = self.scored(follow_up);
        score(rows.iter().filter_map(|row| {
            let task = scored.get(row.id.as_str())?;
            Some((row, self.outcome(&[task])?))
        }))
    }

    /// The score of forecasts of queues, as for their tasks.
    #[must_use]
    pub fn score_queues(&self, rows: &[Row], queues: &[Queue], follow_up: i64) -> Score {
        let scored = self.scored(follow_up);
        let named: HashMap<&str, &Queue> = queues.iter().map(|queue| (queue.id.as_str(), queue)).collect();
        score(rows.iter().filter_map(|row| {
            let names = &named.get(row.id.as_str())?.tasks;
            let tasks: Option<Vec<&Task>> = names.iter().map(|name| scored.get(name.as_str()).copied()).collect();
            Some((row, self.outcome(&tasks?)?))
        }))
    }

    fn scored(&self, follow_up: i64) -> HashMap<&str, &Task> {
        let mut ends: HashMap<(&str, &str), i64> = HashMap::new();
        for task in &self.tasks {
            if let Some(finish) = task.finish {
                let end = ends.entry((&task.org, &task.team)).or_insert(finish);
                *end = finish.max(*end);
            }
        }
        let counts = |task: &&Task| {
            let end = ends.get(&(task.org.as_str(), task.team.as_str()));
            task.finish.is_some() && end.is_some_and(|end| task.start <= end - follow_up * 24 * 60)
        };
        self.tasks.iter().filter(counts).map(|task| (task.id.as_str(), task)).collect()
    }

    /// What the tasks came to together, in hours or working days, and what they were estimated at.
    #[expect(clippy::cast_precision_loss, reason = "a count of days")]
    fn outcome(&self, tasks: &[&Task]) -> Option<(f64, f64)> {
        let estimate: f64 = tasks.iter().map(|task| task.estimate).sum();
        match self.target {
            Target::Effort => Some((tasks.iter().map(|task| task.actual).sum::<Option<f64>>()?, estimate)),
            Target::Calendar => {
                let first = tasks.iter().map(|task| task.start).min()?;
                let last = tasks.iter().map(|task| task.finish).max()??;
                let days = (self.days(day_of(first), day_of(last)) + 1).max(1);
                Some((days as f64, estimate / 8.0))
            }
        }
    }
}

fn score<'a>(outcomes: impl Iterator<Item = (&'a Row, (f64, f64))>) -> Score {
    let mut score = Score::default();
    for (row, (actual, estimate)) in outcomes {
        let outcome = (actual / estimate).ln();
        let quantiles: Vec<f64> = row.quantiles.iter().map(|quantile| (quantile / estimate).ln()).collect();
        score.n += 1;
        score.crps += crps(outcome, &quantiles);
        for (held, chance) in score.held.iter_mut().zip(CHANCES) {
            let at = LEVELS.partition_point(|level| *level < chance - TIE);
            *held += usize::from(quantiles.get(at).is_some_and(|quantile| outcome <= quantile + TIE));
        }
    }
    score.crps /= count(score.n.max(1));
    score
}

/// Twice the pinball loss over the levels, each weighted with half the distance of its neighbours (Gneiting and Raftery
/// 2007, section 4.2, as a sum).
fn crps(outcome: f64, quantiles: &[f64]) -> f64 {
    let level = |n: usize| LEVELS.get(n).copied().unwrap_or(1.0);
    let loss = |(n, quantile): (usize, &f64)| {
        let below = if n == 0 { 0.0 } else { level(n - 1) };
        let miss = outcome - quantile;
        (level(n) * miss).max((level(n) - 1.0) * miss) * (level(n + 1) - below)
    };
    quantiles.iter().enumerate().map(loss).sum()
}
