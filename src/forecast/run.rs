//! Runs: several items that one lead has begun one after the other, until the last of them is finished.
//!
//! What waits in a queue is forecast from runs as long as the queue: items of one lead aren't independent, so sums of
//! single forecasts come out too narrow.

pub mod evidence;

use super::distribution::Distribution;
use super::record::{Item, Record};
use super::track::{Forecast, Question, Scale, forecast};
use crate::domain::day::Day;

/// All overlapping runs of `length` consecutively begun items of one lead, each as one item of the summed estimate.
///
/// `items` are in the order in which each lead began them; runs that begin and end together are ordered by `name`, which
/// is given the lead and the number of the run's first item. `days` counts the working days from the first day to the
/// last, both counted.
#[must_use]
pub fn runs<N: Ord>(
    items: &[Item],
    length: usize,
    name: impl Fn(u32, usize) -> N,
    day_of: impl Fn(i64) -> Day,
    days: impl Fn(Day, Day) -> i64,
) -> Record {
    let leads = items.iter().map(|item| item.lead as usize + 1).max().unwrap_or(0);
    let mut own: Vec<Vec<&Item>> = vec![Vec::new(); leads];
    for item in items {
        own[item.lead as usize].push(item);
    }
    let windows = own.iter().flat_map(|items| items.windows(length.max(1)).enumerate());
    let mut all: Vec<(N, Item)> =
        windows.map(|(n, window)| (name(window[0].lead, n), one_run(window, &day_of, &days))).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Record::new(all.into_iter().map(|(_, run)| run).collect())
}

fn one_run(window: &[&Item], day_of: &impl Fn(i64) -> Day, days: &impl Fn(Day, Day) -> i64) -> Item {
    let first = window[0];
    let finish = window.iter().map(|item| item.finish).try_fold(i64::MIN, |last, each| Some(last.max(each?)));
    let estimate: f64 = window.iter().map(|item| item.estimate).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of days")]
    let ln_ratio =
        finish.map_or(f64::NAN, |finish| (days(first.start_day, day_of(finish)).max(1) as f64 / estimate).ln());
    Item { finish, estimate, ln_estimate: estimate.ln(), ln_ratio, kind: None, spread: None, ..*first }
}

/// How fast the spread of a run's base shrinks with its length.
const SHRINK: f64 = 0.25;

/// The atoms of a base stand at the quantiles 1/40 to 39/40.
const ATOMS: u32 = 39;

/// The levels between which a single forecast is interpolated for the base of a run.
const LEVELS: [f64; 23] = [
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
    0.95, 0.975, 0.99,
];

/// The base of a run: the forecast of an average item, its spread shrunk with the length of the run.
#[must_use]
pub fn base(average: &Distribution, length: usize) -> Vec<f64> {
    Average::of(average).base(length)
}

/// The forecast of an average item, at the levels that a base is made from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Average([f64; LEVELS.len()]);

/// Where the median stands among the levels.
const MIDDLE: usize = LEVELS.len() / 2;

impl Average {
    /// An average item of a distribution.
    #[must_use]
    pub fn of(distribution: &Distribution) -> Self {
        Self(LEVELS.map(|level| distribution.quantile(level)))
    }

    /// The atoms of the base of a run, ascending.
    #[must_use]
    pub fn base(&self, length: usize) -> Vec<f64> {
        let median = self.0[MIDDLE];
        let shrink = super::distribution::count(length.max(1)).powf(-SHRINK);
        let at = |level: f64| median + (super::distribution::interpolate(&LEVELS, &self.0, level) - median) * shrink;
        (1..=ATOMS).map(|n| at(f64::from(n) / f64::from(ATOMS + 1))).collect()
    }
}

/// The forecast for the whole of a run from the record of runs of its length.
#[must_use]
pub fn forecast_run(
    of_runs: &Record,
    question: &Question,
    base: &[f64],
    elapsed: impl Fn(Day, Day) -> i64,
) -> Forecast {
    forecast(of_runs, question, base, &Scale::RUN, elapsed)
}
