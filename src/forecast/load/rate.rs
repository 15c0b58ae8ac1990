//! What gets done: how many days of estimates are delivered on a working day on which something was under way.
//!
//! Counted over the last half year. Overruns, waiting and several things at once are all in it, and idle days are not.
//! Where a lead has delivered too little for that, the lead's team speaks; failing that, the share of working time that
//! goes into commitments, declared or assumed, stands in.

use std::collections::{BTreeMap, BTreeSet};

use super::number;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::person::Handle;
use crate::forecast::facts::Facts;
use crate::forecast::pace::Pace;
use crate::forecast::size::Size;

/// So many deliveries, and more, are a record; fewer are thin.
pub const THIN: usize = 5;
/// How far back the record is looked at, in days.
const WINDOW: i64 = 182;

/// What gets done.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rate {
    /// Days of estimated effort on a working day.
    pub per_day: f64,
    /// Where that is known from.
    pub source: Source,
    /// Deliveries behind it.
    pub n: usize,
}

/// Where a rate is known from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Source {
    /// The lead's own record.
    Own,
    /// The record of the lead's team.
    Team,
    /// No record: the share of working time for commitments, as declared or assumed.
    Assumption,
}

impl Source {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Team => "team",
            Self::Assumption => "assumption",
        }
    }
}

/// What somebody delivered, and on how many days something was under way.
#[derive(Clone, Copy, Default)]
struct Tally {
    estimated: f64,
    days: i64,
    n: usize,
}

impl Tally {
    fn rate(self, source: Source) -> Option<Rate> {
        let is_record = self.n >= THIN && self.days > 0 && self.estimated > 0.0;
        is_record.then(|| Rate { per_day: self.estimated / number(self.days), source, n: self.n })
    }

    fn and(self, other: Self) -> Self {
        Self { estimated: self.estimated + other.estimated, days: self.days + other.days, n: self.n + other.n }
    }
}

/// The rates of leads, in their order.
pub(super) fn rates(facts: &Facts, leads: &BTreeSet<Handle>) -> Vec<Rate> {
    let tallies = tallies(facts);
    let team_of = |lead: &Handle| facts.person(Some(lead)).and_then(|person| person.team.as_deref());
    let mut teams: BTreeMap<&str, Tally> = BTreeMap::new();
    for (lead, tally) in &tallies {
        if let Some(team) = team_of(lead) {
            let sum = teams.entry(team).or_default();
            *sum = sum.and(*tally);
        }
    }
    let rate = |lead: &Handle| {
        let own = tallies.get(lead).copied().unwrap_or_default();
        let team = team_of(lead).and_then(|team| teams.get(team)).copied().unwrap_or_default();
        let assumed = || Rate { per_day: facts.focus(Some(lead)), source: Source::Assumption, n: own.n };
        own.rate(Source::Own).or_else(|| team.rate(Source::Team)).unwrap_or_else(assumed)
    };
    leads.iter().map(rate).collect()
}

fn tallies(facts: &Facts) -> BTreeMap<Handle, Tally> {
    let (from, to) = (facts.today.plus(-WINDOW), facts.today.plus(-1));
    let mut found: BTreeMap<Handle, (Tally, Vec<(Day, Day)>)> = BTreeMap::new();
    for (_, piece) in facts.pieces() {
        let (Some(lead), Some(past)) = (&piece.lead, piece.past.filter(|past| !past.is_reversed())) else { continue };
        match past.estimate {
            Estimate::Effort(_) => {}
            Estimate::Dates(_) => continue,
        }
        let last = past.delivered.filter(|day| *day <= to).unwrap_or(to);
        if last < from || past.begun > to {
            continue;
        }
        if !found.contains_key(lead) {
            found.insert(lead.clone(), Default::default());
        }
        let (tally, busy) = found.get_mut(lead).expect("put there just before");
        busy.push((past.begun.max(from), last));
        if past.delivered.is_some_and(|day| day <= to) {
            tally.n += 1;
            tally.estimated += Size::of(&past.estimate, &facts.pace(Some(lead)), past.begun).days;
        }
    }
    let counted = found.into_iter().map(|(lead, (tally, busy))| {
        let days = days_of(busy, &facts.pace(Some(&lead)));
        (lead, Tally { days, ..tally })
    });
    counted.collect()
}

/// Working days that lie in any of the spans.
fn days_of(mut spans: Vec<(Day, Day)>, pace: &Pace) -> i64 {
    spans.sort_unstable();
    let (mut sum, mut next) = (0, None);
    for (first, last) in spans {
        let first = next.map_or(first, |next: Day| next.max(first));
        if first <= last {
            sum += pace.days(first, last);
            next = Some(last.plus(1));
        }
    }
    sum
}
