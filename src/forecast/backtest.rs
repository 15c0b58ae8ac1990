//! The method on a record of the past, each forecast made with what was known at its moment.

pub mod own;
pub mod score;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::built_in;
use super::cores::side_by_side;
use super::distribution::Distribution;
use super::record::{Item, Record};
use super::run;
use super::sum::Sums;
use super::track::{Question, Scale, forecast};
use crate::domain::calendar::Calendar;
use crate::domain::day::Day;

/// The levels printed.
pub const LEVELS: [f64; 23] = [
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
    0.95, 0.975, 0.99,
];

/// One row of a record: who estimated what, when it began, when it was finished.
#[derive(Clone, PartialEq, Debug)]
pub struct Task {
    /// Its name.
    pub id: String,
    /// The company: records of different ones never mix.
    pub org: String,
    /// The team.
    pub team: String,
    /// Whose work.
    pub person: String,
    /// Of what kind.
    pub kind: String,
    /// Estimated hours.
    pub estimate: f64,
    /// Hours it took, where it is finished.
    pub actual: Option<f64>,
    /// When it began, in minutes since 1970 began.
    pub start: i64,
    /// When it was finished, likewise.
    pub finish: Option<i64>,
}

/// Several tasks that one person had ahead at a moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Queue {
    /// Its name.
    pub id: String,
    /// Whose.
    pub person: String,
    /// The names of its tasks.
    pub tasks: Vec<String>,
}

/// What is forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// Hours.
    Effort,
    /// Working days from Monday to Friday, the first day counted.
    Calendar,
}

/// The built-in table that stands in while there is no record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Prior {
    /// Elapsed time over estimates in published records.
    Calendar,
    /// Actual over estimated effort in published records; for elapsed time divided by the usual focus, as in a book.
    Effort,
}

/// The quantiles of one forecast, at [`LEVELS`], in hours or working days.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Of which task or queue.
    pub id: String,
    /// Ascending.
    pub quantiles: Vec<f64>,
}

/// One company's tasks, ready to be asked.
struct Company {
    record: Record,
    items: Vec<Item>,
    leads: HashMap<String, u32>,
}

/// The record of every company, ready for a backtest.
pub struct Backtest {
    target: Target,
    base: Vec<f64>,
    tasks: Vec<Task>,
    places: HashMap<String, (String, usize)>,
    companies: BTreeMap<String, Company>,
    calendar: Calendar,
}

impl Backtest {
    /// A backtest over tasks of at least `least` estimated hours.
    #[must_use]
    pub fn new(mut tasks: Vec<Task>, target: Target, least: f64) -> Self {
        let calendar = Calendar::default();
        // A task that stands twice, open and finished, counts once, as finished.
        tasks.sort_by_key(|task| task.finish.unwrap_or(i64::MAX));
        let mut seen = HashSet::new();
        tasks.retain(|task| seen.insert(task.id.clone()) && task.estimate >= least);
        tasks.sort_by_key(|task| task.start);
        let mut by_org: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
        for task in &tasks {
            by_org.entry(&task.org).or_default().push(task);
        }
        let mut places = HashMap::new();
        let mut companies = BTreeMap::new();
        for (org, mut own) in by_org {
            own.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
            let (mut leads, mut teams, mut kinds) = (Names::default(), Names::default(), Names::default());
            let items: Vec<Item> = own
                .iter()
                .enumerate()
                .map(|(n, task)| {
                    places.insert(task.id.clone(), (org.to_owned(), n));
                    let numbers = (leads.number(&task.person), teams.number(&task.team), kinds.number(&task.kind));
                    item(task, target, numbers, &calendar)
                })
                .collect();
            let record = Record::new(items.clone());
            companies.insert(org.to_owned(), Company { record, items, leads: leads.0 });
        }
        let prior = match target {
            Target::Effort => Prior::Effort,
            Target::Calendar => Prior::Calendar,
        };
        let base = base(target, prior);
        Self { target, base, tasks, places, companies, calendar }
    }

    /// The same with another built-in table; sums of effort know only their own.
    #[must_use]
    pub fn with(self, prior: Prior) -> Self {
        Self { base: base(self.target, prior), ..self }
    }

    /// The tasks that count, in the order of their starts.
    #[must_use]
    pub fn counted(&self) -> &[Task] {
        &self.tasks
    }

    /// The forecast of every task that `only` lets through, in the order of their starts; `each` is told of every one.
    #[must_use]
    pub fn tasks(&self, only: impl Fn(&str) -> bool, each: impl Fn() + Sync) -> Vec<Row> {
        let asked: Vec<&Task> = self.tasks.iter().filter(|task| only(&task.id)).collect();
        side_by_side(&asked, |task| {
            each();
            self.task(task)
        })
    }

    /// The forecast of every queue whose tasks are all known; `each` is told of every one.
    #[must_use]
    pub fn queues(&self, queues: &[Queue], each: impl Fn() + Sync) -> Vec<Row> {
        let sums = Sums::default();
        let mut runs: HashMap<(&str, usize), Record> = HashMap::new();
        if self.target == Target::Calendar {
            let lengths: HashSet<usize> = queues.iter().map(|queue| queue.tasks.len()).collect();
            for (org, company) in &self.companies {
                let names: HashMap<u32, &str> = company.leads.iter().map(|(name, n)| (*n, name.as_str())).collect();
                let name = |lead: u32, n: usize| format!("{}#{n}", names.get(&lead).unwrap_or(&""));
                for length in &lengths {
                    let of_length = run::runs(&company.items, *length, name, day_of, |a, b| self.days(a, b) + 1);
                    runs.insert((org, *length), of_length);
                }
            }
        }
        let rows = side_by_side(queues, |queue| {
            each();
            self.queue(queue, &sums, &runs)
        });
        rows.into_iter().flatten().collect()
    }

    fn company_of(&self, task: &str) -> Option<(&str, &Company, &Item)> {
        let (org, place) = self.places.get(task)?;
        let company = self.companies.get(org)?;
        Some((org, company, company.items.get(*place)?))
    }

    fn task(&self, task: &Task) -> Row {
        let (_, company, item) = self.company_of(&task.id).expect("every task was placed when the record was read");
        let distribution = self.one(company, item, item.start, &self.scale());
        row(&task.id, item.ln_estimate, |level| distribution.quantile(level))
    }

    fn queue(&self, queue: &Queue, sums: &Sums, runs: &HashMap<(&str, usize), Record>) -> Option<Row> {
        let found: Option<Vec<(&str, &Company, &Item)>> = queue.tasks.iter().map(|id| self.company_of(id)).collect();
        let found = found?;
        let (org, company, first) = *found.first()?;
        let at = found.iter().map(|(_, _, item)| item.start).min()?;
        let lead = company.leads.get(&queue.person).copied().unwrap_or(first.lead);
        let total: f64 = found.iter().map(|(_, _, item)| item.estimate).sum();
        match self.target {
            Target::Effort => {
                let singles: Vec<(Distribution, f64)> = found
                    .iter()
                    .map(|(_, _, item)| {
                        let asked = Item { lead, team: first.team, ..**item };
                        (self.one(company, &asked, at, &self.scale()), item.estimate)
                    })
                    .collect();
                let parts: Vec<(&Distribution, f64)> = singles.iter().map(|(d, e)| (d, *e)).collect();
                let quantiles = sums.quantiles(&parts, &LEVELS);
                Some(row(&queue.id, total.ln(), |level| super::distribution::interpolate(&LEVELS, &quantiles, level)))
            }
            Target::Calendar => {
                let length = found.len();
                let mean = total / super::distribution::count(length);
                let average = Item { lead, ln_estimate: mean.ln(), kind: None, ..*first };
                let single = self.one(company, &average, at, &Scale::AVERAGE);
                let base = run::base(&single, length);
                let question = question(&Item { ln_estimate: total.ln(), ..average }, at);
                let of_runs = runs.get(&(org, length))?;
                let whole = run::forecast_run(of_runs, &question, &base, |a, b| self.days(a, b));
                Some(row(&queue.id, total.ln(), |level| whole.distribution.quantile(level)))
            }
        }
    }

    fn scale(&self) -> Scale {
        match self.target {
            // Effort so far isn't known of open work, so it says nothing.
            Target::Effort => Scale { open: 0.0, ..Scale::SINGLE },
            Target::Calendar => Scale::SINGLE,
        }
    }

    fn one(&self, company: &Company, item: &Item, at: i64, scale: &Scale) -> Distribution {
        let asked = question(item, at);
        forecast(&company.record, &asked, &self.base, scale, |a, b| self.days(a, b)).distribution
    }

    /// Working days from the first day up to, not including, the second.
    fn days(&self, from: Day, to: Day) -> i64 {
        self.calendar.working_days(from.plus(-1), to.plus(-1))
    }
}

fn base(target: Target, prior: Prior) -> Vec<f64> {
    match (target, prior) {
        (Target::Effort, Prior::Effort | Prior::Calendar) => built_in::effort_atoms(),
        (Target::Calendar, Prior::Calendar) => built_in::calendar_atoms(),
        (Target::Calendar, Prior::Effort) => {
            built_in::effort_atoms().iter().map(|atom| atom - built_in::DEFAULT_FOCUS.ln()).collect()
        }
    }
}

fn row(id: &str, ln_estimate: f64, quantile: impl Fn(f64) -> f64) -> Row {
    let mut least = f64::MIN_POSITIVE;
    let quantiles = LEVELS
        .iter()
        .map(|level| {
            least = least.max((quantile(*level) + ln_estimate).exp());
            least
        })
        .collect();
    Row { id: id.to_owned(), quantiles }
}

fn question(item: &Item, at: i64) -> Question {
    Question {
        lead: item.lead,
        team: item.team,
        kind: item.kind,
        ln_estimate: item.ln_estimate,
        spread: None,
        at,
        on: day_of(at),
        without: None,
    }
}

fn item(task: &Task, target: Target, (lead, team, kind): (u32, u32, u32), calendar: &Calendar) -> Item {
    let estimate = match target {
        Target::Effort => task.estimate,
        Target::Calendar => task.estimate / 8.0,
    };
    let start_day = day_of(task.start);
    #[expect(clippy::cast_precision_loss, reason = "a count of days")]
    let actual = match target {
        Target::Effort => task.actual,
        Target::Calendar => task.finish.map(|finish| {
            let days = calendar.working_days(start_day.plus(-1), day_of(finish).plus(-1)) + 1;
            days.max(1) as f64
        }),
    };
    Item {
        name: None,
        start: task.start,
        start_day,
        finish: task.finish,
        estimate,
        ln_estimate: estimate.ln(),
        ln_ratio: actual.map_or(f64::NAN, |actual| (actual / estimate).ln()),
        lead,
        team,
        kind: Some(kind),
        spread: None,
    }
}

fn day_of(minutes: i64) -> Day {
    let since = minutes.div_euclid(24 * 60);
    Day::new(chrono::NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day")).plus(since)
}

/// Names as numbers, in the order they are met.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).expect("fewer than four billion names");
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}
