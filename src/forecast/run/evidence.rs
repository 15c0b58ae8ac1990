//! What the runs of a record say, made ready once so that questions of any size are cheap.

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
    /// The newest runs of everybody, by length, oldest first.
    newest: [OnceLock<Vec<Run>>; LENGTHS.len()],
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

    /// What the runs of a length say to a lead of a team.
    #[must_use]
    pub fn evidence(&self, rung: usize, lead: u32, team: u32) -> Evidence {
        let mut said = Vec::with_capacity(OWN + OTHERS);
        let mut put = |runs: &mut dyn Iterator<Item = &Run>, group, half_life: f64| {
            let step = 0.5_f64.powf(1.0 / half_life);
            let mut weight = 1.0;
            for run in runs {
                let open = if run.is_done { 1.0 } else { Scale::RUN.open };
                said.push(Said {
                    value: run.value,
                    ln_estimate: run.ln_estimate,
                    weight: weight * open,
                    is_done: run.is_done,
                    group,
                });
                weight *= step;
            }
        };
        let own = self.own_newest(rung, lead);
        let others = self.newest[rung].get_or_init(|| self.newest(rung));
        put(&mut own.iter().rev(), Group::Own, OWN_HALF_LIFE);
        let is_other = |run: &&Run| run.lead != lead;
        put(&mut others.iter().rev().filter(is_other).filter(|run| run.team == team), Group::Team, OTHERS_HALF_LIFE);
        put(&mut others.iter().rev().filter(is_other).filter(|run| run.team != team), Group::Rest, OTHERS_HALF_LIFE);
        said.sort_by(|a, b| a.value.total_cmp(&b.value).then(b.is_done.cmp(&a.is_done)));
        Evidence { said }
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

    fn newest(&self, rung: usize) -> Vec<Run> {
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
        runs.into_iter().skip(surplus).map(|(run, ..)| run).collect()
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

/// What the runs of one length say to one lead, in ascending order.
#[derive(Debug, Default)]
pub struct Evidence {
    said: Vec<Said>,
}

#[derive(Clone, Copy, Debug)]
struct Said {
    value: f64,
    ln_estimate: f64,
    /// What it weighs before its size is looked at.
    weight: f64,
    is_done: bool,
    group: Group,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Own,
    Team,
    Rest,
}

impl Evidence {
    /// The forecast for a run of a size, over a base of equally heavy atoms in ascending order: in one pass the same as
    /// [`super::forecast_run`] gives.
    #[must_use]
    pub fn forecast(&self, ln_estimate: f64, base: &[f64]) -> Distribution {
        let scale = Scale::RUN;
        let weigh = |said: &Said| {
            let distance = (said.ln_estimate - ln_estimate) / scale.band;
            said.weight * (-0.5 * distance * distance).exp()
        };
        let mut weights: Vec<f64> = self.said.iter().map(weigh).collect();
        let mut sums = [0.0; 3];
        for (said, weight) in self.said.iter().zip(&weights) {
            sums[said.group as usize] += weight;
        }
        let held = |most: f64, sum: f64| if sum > most { most / sum } else { 1.0 };
        let factors = [1.0, held(scale.team, sums[1]), held(scale.rest, sums[2])];
        for (said, weight) in self.said.iter().zip(&mut weights) {
            *weight *= factors[said.group as usize];
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
