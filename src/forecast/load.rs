//! Load: weeks × signed work, against what the record says gets done.
//!
//! Signed work is what is agreed and not delivered, at its estimate or at the work last reported left. It is laid into the
//! weeks in the order of the told dates, each piece into the earliest weeks from its start on that have room. A week is
//! *over-full* when some of what is due by its end finds its place only later. Where nothing begins in the future that is
//! the same as: all that is due by the end of the week is more than all that gets done by then. It is counted in weeks: a
//! date in the middle of a week has the whole week.
//!
//! What is asked for and not signed stands apart. Work with delivery dates for an estimate says nothing about effort; it is
//! named, not counted.

mod contents;
mod fill;
mod pile;
mod rate;
mod stamp;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use contents::{Share, Whose};
pub use fill::{Placed, Task, fill};
use pile::Pile;
pub use pile::Pledge;
pub use rate::{Rate, Source, THIN};
pub use words::{days, number as number_words, percent, source};

use super::facts::Facts;
use crate::domain::book::Book;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::person::{Handle, Role};

/// The weeks that are looked at unless others are asked for, and the most that can be.
pub const USUAL_WEEKS: usize = 12;
/// A year.
pub const MOST_WEEKS: usize = 53;

/// Above this share of all that gets done by the end of a week, what is due by then is tight.
const TIGHT: f64 = 0.8;
/// Less than this many days is nothing.
const NOTHING: f64 = 1e-6;

/// The load of every tech owner and team.
#[derive(Clone, PartialEq, Debug)]
pub struct Load {
    /// The weeks, the one of the next working day first.
    pub weeks: Vec<Week>,
    /// The tech owners, by handle.
    pub owners: Vec<Owner>,
    /// The teams, by name: their members' numbers added up.
    pub teams: Vec<Team>,
    /// Signed work that nobody owns.
    pub unowned: Vec<Id>,
}

/// A week, Monday to Sunday; the first begins today where that is later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Week {
    /// Its first day.
    pub first: Day,
    /// Its Sunday.
    pub last: Day,
}

/// Whose load is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Only {
    /// Everybody's.
    All,
    /// One tech owner's.
    Lead(Handle),
    /// A team's and its members'.
    Team(String),
}

/// The load of one tech owner.
#[derive(Clone, PartialEq, Debug)]
pub struct Owner {
    /// Who.
    pub lead: Handle,
    /// Of which team.
    pub team: Option<String>,
    /// What gets done, and how that is known.
    pub rate: Rate,
    /// A cell a week.
    pub cells: Vec<Cell>,
    /// The signed work, in its order.
    pub work: Vec<Placed>,
    /// What is asked for and not signed, the earliest date first.
    pub asked_work: Vec<Task>,
    /// All days of it.
    pub signed: f64,
    /// The days of it that find no place within the weeks.
    pub beyond: f64,
    /// Days of effort that are asked for and not signed, due or not.
    pub asked: f64,
    /// Signed work of which nobody has said how many days it takes.
    pub unsized_work: Vec<Id>,
}

/// The load of a team.
#[derive(Clone, PartialEq, Debug)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Its tech owners.
    pub leads: Vec<Handle>,
    /// A cell a week.
    pub cells: Vec<Cell>,
    /// All days of signed work.
    pub signed: f64,
    /// The days of it that find no place within the weeks.
    pub beyond: f64,
    /// Days of effort that are asked for and not signed.
    pub asked: f64,
}

/// One week of somebody, in days of estimated effort.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Cell {
    /// What gets done.
    pub capacity: f64,
    /// The signed work that is laid into it.
    pub placed: f64,
    /// The signed work that is due in it; in the first week also what is overdue.
    pub due: f64,
    /// What is due by its end and finds its place only later.
    pub over: f64,
    /// What is asked for by a day of it, and not signed.
    pub asked: f64,
    /// Of all that gets done by its end, the share that is due by then; above 1 also without an over-full week.
    pub strain: f64,
}

/// How a week stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fit {
    /// No working day, and nothing that doesn't fit.
    Off,
    /// What is due fits.
    Covered,
    /// It fits, and less than a fifth is left for what nobody foresaw.
    Tight,
    /// Over-full.
    Over,
}

impl Fit {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Covered => "covered",
            Self::Tight => "tight",
            Self::Over => "over",
        }
    }
}

impl Cell {
    /// How it stands.
    #[must_use]
    pub fn fit(&self) -> Fit {
        if self.over > NOTHING {
            Fit::Over
        } else if self.capacity <= NOTHING {
            Fit::Off
        } else if self.strain > TIGHT {
            Fit::Tight
        } else {
            Fit::Covered
        }
    }

    /// The share of what gets done that is taken, 0 to 1.
    #[must_use]
    pub fn taken(&self) -> f64 {
        if self.capacity > NOTHING { (self.placed / self.capacity).min(1.0) } else { 0.0 }
    }
}

impl Load {
    /// The load of a book from a day on, so many weeks (1 to [`MOST_WEEKS`]).
    #[must_use]
    pub fn of(book: &Book, today: Day, weeks: usize) -> Self {
        Self::new(book, &Facts::of(book, today), weeks)
    }

    /// The same from facts that are known already.
    #[must_use]
    pub fn new(book: &Book, facts: &Facts, weeks: usize) -> Self {
        let weeks = weeks_from(facts, weeks.clamp(1, MOST_WEEKS));
        let mut piles: BTreeMap<Handle, Pile> = BTreeMap::new();
        let mut unowned = Vec::new();
        for person in facts.people.iter() {
            let is_tech = person.roles.has(Role::Tech) && !person.roles.has(Role::Sales);
            if is_tech {
                piles.entry(person.handle.clone()).or_default();
            }
        }
        for commitment in book.commitments() {
            let Some(pledge) = Pledge::of(commitment) else { continue };
            match &commitment.settings.tech {
                Some(lead) => piles.entry(lead.clone()).or_default().take(commitment, pledge, facts),
                None if pledge == Pledge::Signed => unowned.push(commitment.id),
                None => {}
            }
        }
        let leads: BTreeSet<Handle> = piles.keys().cloned().collect();
        let rates = rate::rates(facts, &leads);
        let owners: Vec<Owner> =
            piles.into_iter().zip(rates).map(|((lead, pile), rate)| pile.owner(lead, rate, facts, &weeks)).collect();
        let teams = teams(&owners, weeks.len());
        unowned.sort_unstable();
        Self { weeks, owners, teams, unowned }
    }

    /// The tech owners that are asked for.
    pub fn owners_of<'a>(&'a self, only: &'a Only) -> impl Iterator<Item = &'a Owner> {
        self.owners.iter().filter(move |owner| match only {
            Only::All => true,
            Only::Lead(lead) => owner.lead == *lead,
            Only::Team(team) => owner.team.as_ref() == Some(team),
        })
    }

    /// The teams that are asked for.
    pub fn teams_of<'a>(&'a self, only: &'a Only) -> impl Iterator<Item = &'a Team> {
        self.teams.iter().filter(move |team| match only {
            Only::All => true,
            Only::Lead(_) => false,
            Only::Team(name) => team.name == *name,
        })
    }

    /// The days that the rest of an owner's team has free by the end of a week.
    #[must_use]
    pub fn free_in_team(&self, owner: &Owner, week: usize) -> f64 {
        let others = self.owners.iter().filter(|other| other.team == owner.team && other.lead != owner.lead);
        let free =
            |other: &Owner| other.cells.iter().take(week + 1).map(|cell| cell.capacity - cell.placed).sum::<f64>();
        if owner.team.is_some() { others.map(free).sum::<f64>().max(0.0) } else { 0.0 }
    }
}

impl Owner {
    /// The signed work that fills an over-full week: what is due by its end and after the last week before it that held.
    #[must_use]
    pub fn fills(&self, weeks: &[Week], week: usize) -> Vec<&Placed> {
        if self.cells.get(week).is_none_or(|cell| cell.over <= NOTHING) {
            return Vec::new();
        }
        let held = (0..week).rev().find(|before| self.cells[*before].over <= NOTHING);
        let after = held.map(|held| weeks[held].last);
        let is_in = |due: Day| due <= weeks[week].last && after.is_none_or(|after| due > after);
        self.work.iter().filter(|placed| placed.task.due.is_some_and(is_in)).collect()
    }
}

fn strain(cells: &mut [Cell]) {
    let (mut due, mut capacity) = (0.0, 0.0);
    for cell in cells {
        due += cell.due;
        capacity += cell.capacity;
        cell.strain = if capacity > NOTHING { due / capacity } else { 0.0 };
    }
}

/// The week a day lies in, the first one for what has passed; none when it is later than all of them.
fn week_of(weeks: &[Week], day: Day) -> Option<usize> {
    weeks.iter().position(|week| day <= week.last)
}

fn weeks_from(facts: &Facts, count: usize) -> Vec<Week> {
    let today = facts.today;
    let from = if facts.calendar.is_working(today) { today } else { facts.calendar.plus_working(today, 1) };
    // After a year of holidays the weeks begin with the next one all the same.
    let from = if today.days_to(from) > 7 { today } else { from };
    let monday = from.plus(-i64::from(from.weekday().num_days_from_monday()));
    let week = |n: usize| {
        let first = monday.plus(7 * i64::try_from(n).expect("a year of weeks at most"));
        Week { first: first.max(today), last: first.plus(6) }
    };
    (0..count).map(week).collect()
}

fn teams(owners: &[Owner], weeks: usize) -> Vec<Team> {
    let mut teams: BTreeMap<&str, Team> = BTreeMap::new();
    for owner in owners {
        let Some(name) = owner.team.as_deref() else { continue };
        let team = teams.entry(name).or_insert_with(|| Team {
            name: name.to_owned(),
            leads: Vec::new(),
            cells: vec![Cell::default(); weeks],
            signed: 0.0,
            beyond: 0.0,
            asked: 0.0,
        });
        team.leads.push(owner.lead.clone());
        team.signed += owner.signed;
        team.beyond += owner.beyond;
        team.asked += owner.asked;
        for (sum, cell) in team.cells.iter_mut().zip(&owner.cells) {
            sum.capacity += cell.capacity;
            sum.placed += cell.placed;
            sum.due += cell.due;
            sum.over += cell.over;
            sum.asked += cell.asked;
        }
    }
    let mut teams: Vec<Team> = teams.into_values().collect();
    for team in &mut teams {
        strain(&mut team.cells);
    }
    teams
}

#[expect(clippy::cast_precision_loss, reason = "a count of days")]
const fn number(days: i64) -> f64 {
    days as f64
}
