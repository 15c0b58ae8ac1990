//! What the runs of a record say, made ready once so that questions of any size are cheap.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::super::distribution::{Distribution, Vote, count};
use super::super::facts::Facts;
use super::super::history::{day_of, minutes};
use super::super::record::{Item, Record};
use super::super::track::{OTHERS, OTHERS_HALF_LIFE, OWN, OWN_HALF_LIFE, Scale};
use crate::domain::day::Day;

/// The lengths whose runs are looked up; lengths between are read between two of them, longer ones from the last.
pub const LENGTHS: [usize; 12] = [2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32];

/// The longest run that is looked up.
pub const LONGEST: usize = LENGTHS[LENGTHS.len() - 1];

/// The record of a book, ready to be read as runs.
#[derive(Debug, Default)]
pub struct Runs {
    items: Vec<Mark>,
    /// The places of each lead's items, in the order of their starts.
    own: Vec<Vec<usize>>,
    /// The place of each item among its lead's.
    places: Vec<usize>,
    /// Working days up to yesterday, counted like those of the items.
    by_now: i64,
    now: i64,
    /// The newest runs of everybody, by length.
    newest: [OnceLock<Newest>; LENGTHS.len()],
}

/// An item with its days counted from one day long ago.
#[derive(Debug)]
struct Mark {
    start: i64,
    lead: u32,
    team: u32,
    estimate: f64,
    /// Working days before the first day.
    before: i64,
    /// When it was finished, and working days up to that day.
    finish: Option<(i64, i64)>,
}

#[derive(Debug)]
struct Newest {
    /// Oldest first.
    runs: Vec<Run>,
    /// Their places in the order of what they say.
    by_value: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    start: i64,
    finish: Option<i64>,
    lead: u32,
    team: u32,
    ln_estimate: f64,
    value: f64,
    is_done: bool,
}

impl Runs {
    /// The runs of a record on the day of the facts.
    #[must_use]
    pub fn of(record: &Record, facts: &Facts) -> Self {
        let long_ago = Day::ymd(1990, 1, 1).expect("a day");
        let worked = |day: Day| facts.calendar.working_days(long_ago, day);
        let mark = |item: &Item| Mark {
            start: item.start,
            lead: item.lead,
            team: item.team,
            estimate: item.estimate,
            before: worked(item.start_day.plus(-1)),
            finish: item.finish.map(|finish| (finish, worked(day_of(finish)))),
        };
        let (by_now, now) = (worked(facts.today.plus(-1)), minutes(facts.today));
        // What begins today is no evidence yet, of single work and of runs: a quote says what a promise will be told.
        let items: Vec<Mark> = record.items().iter().filter(|item| item.start < now).map(mark).collect();
        let leads = items.iter().map(|item| item.lead as usize + 1).max().unwrap_or(0);
        let (mut own, mut places) = (vec![Vec::new(); leads], Vec::with_capacity(items.len()));
        for (n, item) in items.iter().enumerate() {
            let of_lead = &mut own[item.lead as usize];
            places.push(of_lead.len());
            of_lead.push(n);
        }
        Self { items, own, places, by_now, now, newest: [const { OnceLock::new() }; LENGTHS.len()] }
    }

    /// What the runs of a length say to a lead of a team, about sizes from one on.
    #[must_use]
    pub fn evidence(&self, rung: usize, lead: u32, team: u32, smallest: f64) -> Evidence {
        let said = |run: &Run, weight: f64, group| Said::of(run, weight, group, smallest);
        let mut own: Vec<Said> = self
            .own_newest(rung, lead)
            .iter()
            .rev()
            .zip(ages(OWN_HALF_LIFE))
            .map(|(run, age)| said(run, age, OWN_GROUP))
            .collect();
        own.sort_by(Said::order);
        let newest = self.newest[rung].get_or_init(|| self.newest(rung));
        let mut weights = vec![(0.0, REST_GROUP); newest.runs.len()];
        for group in [TEAM_GROUP, REST_GROUP] {
            let is_of = |run: &Run| run.lead != lead && (run.team == team) == (group == TEAM_GROUP);
            let of_group = newest.runs.iter().zip(&mut weights).rev().filter(|(run, _)| is_of(run));
            for ((_, weight), age) in of_group.zip(ages(OTHERS_HALF_LIFE)) {
                *weight = (age, group);
            }
        }
        let others =
            newest.by_value.iter().map(|n| (&newest.runs[*n], weights[*n])).filter(|(run, _)| run.lead != lead);
        let mut others = others.map(|(run, (weight, group))| said(run, weight, group)).peekable();
        // Two lists in order become one.
        let mut all = Vec::with_capacity(own.len() + newest.runs.len());
        for each in own {
            while let Some(other) = others.next_if(|other| other.order(&each).is_le()) {
                all.push(other);
            }
            all.push(each);
        }
        all.extend(others);
        Evidence { said: all }
    }

    fn own_newest(&self, rung: usize, lead: u32) -> Vec<Run> {
        let length = LENGTHS[rung];
        let all = self.own.get(lead as usize).map_or(&[][..], Vec::as_slice);
        let begun = all.partition_point(|n| self.items[*n].start < self.now);
        // Windows begin before now; they may reach beyond it.
        let last = (begun + length - 1).min(all.len());
        let first = last.saturating_sub(OWN + length - 1);
        let mut runs: Vec<Run> = all[first..last].windows(length).map(|window| self.run(window)).collect();
        runs.sort_by_key(|run| (run.start, run.finish.unwrap_or(i64::MAX)));
        runs
    }

    fn newest(&self, rung: usize) -> Newest {
        let length = LENGTHS[rung];
        let end = self.items.partition_point(|item| item.start < self.now);
        let mut runs: Vec<(Run, u32, usize)> = Vec::with_capacity(OTHERS);
        for n in (0..end).rev() {
            let item = &self.items[n];
            // What began together is ordered below, so all of it must be there.
            if runs.len() >= OTHERS && runs.last().is_some_and(|(run, ..)| run.start != item.start) {
                break;
            }
            let (own, place) = (&self.own[item.lead as usize], self.places[n]);
            if let Some(window) = own.get(place..place + length) {
                runs.push((self.run(window), item.lead, place));
            }
        }
        runs.sort_by_key(|(run, lead, place)| (run.start, run.finish.unwrap_or(i64::MAX), *lead, *place));
        let surplus = runs.len().saturating_sub(OTHERS);
        let runs: Vec<Run> = runs.into_iter().skip(surplus).map(|(run, ..)| run).collect();
        let mut by_value: Vec<usize> = (0..runs.len()).collect();
        by_value.sort_by(|a, b| order(runs[*a].value, runs[*a].is_done, runs[*b].value, runs[*b].is_done));
        Newest { runs, by_value }
    }

    fn run(&self, window: &[usize]) -> Run {
        let first = &self.items[window[0]];
        let estimate: f64 = window.iter().map(|n| self.items[*n].estimate).sum();
        let finish = window
            .iter()
            .map(|n| self.items[*n].finish)
            .try_fold((i64::MIN, i64::MIN), |last, each| Some(last.max(each?)));
        let done = finish.filter(|(finish, _)| *finish < self.now);
        let until = done.map_or(self.by_now, |(_, worked)| worked);
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let days = (until - first.before).max(1) as f64;
        let ln_estimate = estimate.ln();
        Run {
            start: first.start,
            finish: finish.map(|(finish, _)| finish),
            lead: first.lead,
            team: first.team,
            ln_estimate,
            value: days.ln() - ln_estimate,
            is_done: done.is_some(),
        }
    }
}

/// How much an item counts by its age, the newest first.
fn ages(half_life: f64) -> impl Iterator<Item = f64> {
    let step = 0.5_f64.powf(1.0 / half_life);
    std::iter::successors(Some(1.0), move |weight| Some(weight * step))
}

/// Ascending; what is finished before what is open.
fn order(value: f64, is_done: bool, other: f64, is_other_done: bool) -> Ordering {
    value.total_cmp(&other).then(is_other_done.cmp(&is_done))
}

/// What the runs of one length say to one lead, in ascending order.
#[derive(Debug, Default)]
pub struct Evidence {
    said: Vec<Said>,
}

#[derive(Clone, Copy, Debug)]
struct Said {
    value: f64,
    /// What it weighs when the smallest size is asked about.
    weight: f64,
    /// By what its weight grows from size to size, but for a factor that all have in common.
    growth: f64,
    is_done: bool,
    group: usize,
}

/// The lead's own, the team's, everybody else's.
const OWN_GROUP: usize = 0;
const TEAM_GROUP: usize = 1;
const REST_GROUP: usize = 2;

/// How far apart the sizes are that can be asked about, in log units: √2.
pub const STEP: f64 = std::f64::consts::LN_2 / 2.0;

impl Said {
    /// With `d` the distance of an item's size from the smallest that is asked about, in units of the band, and `s` the
    /// step from size to size, `exp(-½ (d - n s)²) = exp(-½ d²) · exp(d s)ⁿ · exp(-½ (n s)²)`: so no size needs an
    /// exponential of its own.
    fn of(run: &Run, age: f64, group: usize, smallest: f64) -> Self {
        let distance = (run.ln_estimate - smallest) / Scale::RUN.band;
        let open = if run.is_done { 1.0 } else { Scale::RUN.open };
        Self {
            value: run.value,
            weight: age * open * (-0.5 * distance * distance).exp(),
            growth: (distance * STEP / Scale::RUN.band).exp(),
            is_done: run.is_done,
            group,
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        order(self.value, self.is_done, other.value, other.is_done)
    }
}

impl Evidence {
    /// The forecast for a run of the `n`-th size, over a base of equally heavy atoms in ascending order: in one pass the
    /// same as [`super::forecast_run`] gives.
    #[must_use]
    pub fn forecast(&self, n: i32, base: &[f64]) -> Distribution {
        let scale = Scale::RUN;
        let steps = f64::from(n) * STEP / scale.band;
        let common = (-0.5 * steps * steps).exp();
        let mut weights: Vec<f64> = self.said.iter().map(|said| said.weight * common * said.growth.powi(n)).collect();
        let mut sums = [0.0; 3];
        for (said, weight) in self.said.iter().zip(&weights) {
            sums[said.group] += weight;
        }
        let held = |most: f64, sum: f64| if sum > most { most / sum } else { 1.0 };
        let factors = [1.0, held(scale.team, sums[TEAM_GROUP]), held(scale.rest, sums[REST_GROUP])];
        for (said, weight) in self.said.iter().zip(&mut weights) {
            *weight *= factors[said.group];
        }
        let of_base = scale.base / count(base.len().max(1));
        let mut votes: Vec<Vote> = Vec::with_capacity(weights.len() + base.len());
        let mut atoms = base.iter().map(|value| Vote { value: *value, weight: of_base, is_done: true }).peekable();
        for (said, weight) in self.said.iter().zip(weights) {
            while let Some(atom) = atoms.next_if(|atom| atom.value <= said.value) {
                votes.push(atom);
            }
            votes.push(Vote { value: said.value, weight, is_done: said.is_done });
        }
        votes.extend(atoms);
        Distribution::of_sorted(&votes)
    }
}
