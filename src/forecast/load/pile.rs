//! What one tech owner has to do, or may have to, gathered from the book and laid into weeks.

use super::{Cell, Owner, Rate, Task, Week, fill, number, strain, week_of};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
use crate::domain::person::Handle;
use crate::forecast::facts::Facts;
use crate::forecast::size::Size;

/// Whether work is agreed upon.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pledge {
    /// Agreed, and not delivered.
    Signed,
    /// Requested or countered: it would come on top.
    Asked,
}

impl Pledge {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Asked => "asked",
        }
    }

    /// None where there is nothing to do any more.
    pub(super) fn of(commitment: &Commitment) -> Option<Self> {
        match commitment.state.name() {
            StateName::Agreed => Some(Self::Signed),
            StateName::Requested | StateName::Countered => Some(Self::Asked),
            StateName::Delivered
            | StateName::Kept
            | StateName::Declined
            | StateName::Revoked
            | StateName::Withdrawn => None,
        }
    }
}

/// What one tech owner has to do, or may have to.
#[derive(Default)]
pub(super) struct Pile {
    signed: Vec<Task>,
    asked: Vec<Task>,
    unsized_work: Vec<Id>,
}

impl Pile {
    pub(super) fn take(&mut self, commitment: &Commitment, pledge: Pledge, facts: &Facts) {
        let open = facts.piece(commitment.id).and_then(|piece| piece.open);
        let effort = open.filter(|open| match open.estimate {
            Estimate::Effort(_) => true,
            Estimate::Dates(_) => false,
        });
        let task = effort.map(|open| {
            let start = open.start.unwrap_or(facts.today).max(facts.today);
            let pace = facts.pace(commitment.settings.tech.as_ref());
            Task { id: commitment.id, days: Size::of(&open.estimate, &pace, start).days, start, due: open.due }
        });
        match (pledge, task) {
            (Pledge::Signed, Some(task)) => self.signed.push(task),
            (Pledge::Signed, None) => self.unsized_work.push(commitment.id),
            (Pledge::Asked, Some(task)) => self.asked.push(task),
            (Pledge::Asked, None) => {}
        }
    }

    pub(super) fn owner(mut self, lead: Handle, rate: Rate, facts: &Facts, weeks: &[Week]) -> Owner {
        self.unsized_work.sort_unstable();
        self.asked.sort_unstable_by_key(|task| (task.due.is_none(), task.due, task.id));
        let pace = facts.pace(Some(&lead));
        let done_in = |first: Day, last: Day| rate.per_day * number(pace.days(first, last));
        let work = fill(self.signed, weeks, done_in);
        let mut cells: Vec<Cell> =
            weeks.iter().map(|week| Cell { capacity: done_in(week.first, week.last), ..Cell::default() }).collect();
        for placed in &work {
            for (week, days) in &placed.weeks {
                cells[*week].placed += days;
            }
            let Some(due) = placed.task.due.and_then(|due| week_of(weeks, due)) else { continue };
            cells[due].due += placed.task.days;
            for (week, cell) in cells.iter_mut().enumerate().skip(due) {
                cell.over += placed.after(week);
            }
        }
        for task in &self.asked {
            if let Some(week) = task.due.and_then(|due| week_of(weeks, due)) {
                cells[week].asked += task.days;
            }
        }
        strain(&mut cells);
        Owner {
            team: facts.person(Some(&lead)).and_then(|person| person.team.clone()),
            lead,
            rate,
            cells,
            signed: work.iter().fold(0.0, |sum, placed| sum + placed.task.days),
            beyond: work.iter().fold(0.0, |sum, placed| sum + placed.beyond),
            asked: self.asked.iter().fold(0.0, |sum, task| sum + task.days),
            work,
            asked_work: self.asked,
            unsized_work: self.unsized_work,
        }
    }
}
