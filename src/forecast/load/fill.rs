//! Work laid into weeks: the earliest date first, each piece into the earliest weeks that have room.

use super::{NOTHING, Week};
use crate::domain::day::Day;
use crate::domain::id::Id;

/// A piece of work.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Task {
    /// The commitment it is.
    pub id: Id,
    /// Days of effort.
    pub days: f64,
    /// The first day it can be worked on.
    pub start: Day,
    /// The day it is measured against.
    pub due: Option<Day>,
}

/// A piece of work in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Placed {
    /// Which.
    pub task: Task,
    /// How many days of it lie in which week, in order.
    pub weeks: Vec<(usize, f64)>,
    /// The days that find no place in any of the weeks.
    pub beyond: f64,
}

impl Placed {
    /// The days of it that lie after a week.
    #[must_use]
    pub fn after(&self, week: usize) -> f64 {
        let later = self.weeks.iter().filter(|(at, _)| *at > week).map(|(_, days)| days).sum::<f64>();
        later + self.beyond
    }
}

/// Lays work into weeks; `done_in` says how many days of effort get done from a day to another.
///
/// The order is that of the dates, undated work last; what is placed first is never moved. With all of it begun that is
/// the order in which the most of it is in time.
#[must_use]
pub fn fill(mut work: Vec<Task>, weeks: &[Week], done_in: impl Fn(Day, Day) -> f64) -> Vec<Placed> {
    work.sort_by_key(|task| (task.due.is_none(), task.due, task.id));
    let mut free: Vec<f64> = weeks.iter().map(|week| done_in(week.first, week.last)).collect();
    // Weeks before this one are full.
    let mut full = 0;
    work.into_iter()
        .map(|task| {
            let (mut left, mut into) = (task.days, Vec::new());
            for (at, week) in weeks.iter().enumerate().skip(full) {
                if left <= NOTHING {
                    break;
                }
                if week.last < task.start {
                    continue;
                }
                let room = if task.start > week.first { done_in(task.start, week.last) } else { f64::INFINITY };
                let days = left.min(free[at]).min(room);
                if days > NOTHING {
                    into.push((at, days));
                    free[at] -= days;
                    left -= days;
                }
            }
            while free.get(full).is_some_and(|free| *free <= NOTHING) {
                full += 1;
            }
            Placed { task, weeks: into, beyond: if left > NOTHING { left } else { 0.0 } }
        })
        .collect()
}
