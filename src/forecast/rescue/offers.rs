//! The dates to offer: for each promise moved the earliest later day that leaves it, and everything behind, covered.

use super::super::course::Course;
use super::super::forecaster::{Forecaster, Work};
use super::super::waiting::{Piece, Waiting};
use crate::domain::day::Day;

/// A queue that moved work is put into, piece by piece.
pub(super) struct Stand<'a> {
    forecaster: &'a Forecaster,
    level: f64,
    /// What has a date, in the order of the dates; no other work is ever ahead of it.
    slots: Vec<Slot>,
    /// The runs of the first so many of it.
    states: Vec<Waiting<'a, 2>>,
}

struct Slot {
    due: Day,
    piece: Piece,
    /// Working days until it is due, where it has to be covered.
    room: Option<i64>,
}

impl<'a> Stand<'a> {
    /// A queue in the order of its dates; `needs` says what has to be covered.
    pub(super) fn new<'w>(
        forecaster: &'a Forecaster,
        empty: &Waiting<'a, 2>,
        level: f64,
        works: impl Iterator<Item = &'w Work>,
        needs: impl Fn(&Work) -> bool,
    ) -> Self {
        let slot = |work: &Work| {
            let due = work.due?;
            let room = needs(work).then(|| forecaster.days_until(work, due));
            Some(Slot { due, piece: forecaster.piece(work), room })
        };
        let mut stand =
            Self { forecaster, level, slots: works.filter_map(slot).collect(), states: vec![empty.clone()] };
        stand.go_on();
        stand
    }

    /// Puts work at the earliest day after its own that leaves it and everything behind it covered; none when there is
    /// no such day, and then it stays out.
    pub(super) fn offer(&mut self, work: &Work) -> Option<Day> {
        let forecaster = self.forecaster;
        let (own, piece) = (forecaster.single(work).0, forecaster.piece(work));
        let today = forecaster.facts().today;
        let earliest = work.due.map_or(today, |due| due.plus(1)).max(today);
        let first = self.slots.partition_point(|slot| slot.due < earliest);
        let mut with = self.states[first].clone();
        with.put(piece);
        // With the work ahead of it, a promise stands as it stands, wherever ahead that is: so the work goes behind the
        // last promise that can't bear it.
        let mut clear = first;
        for (at, slot) in self.slots.iter().enumerate().skip(first) {
            with.put(slot.piece);
            if slot.room.is_some_and(|room| !with.is_done_within(room, self.level)) {
                clear = at + 1;
            }
        }
        let (at, due) =
            (clear..=self.slots.len()).find_map(|at| Some((at, self.day_at(at, earliest, &own, piece)?)))?;
        self.slots.insert(at, Slot { due, piece, room: Some(forecaster.days_until(work, due)) });
        self.states.truncate(at + 1);
        self.go_on();
        Some(due)
    }

    /// The day at one place of the queue, where it is before what comes behind and likely enough.
    fn day_at(&self, at: usize, earliest: Day, own: &Course, piece: Piece) -> Option<Day> {
        let facts = self.forecaster.facts();
        let mut with = self.states[at].clone();
        with.put(piece);
        // Alone on its day: what is due on one day is ordered by id.
        let before = at.checked_sub(1).map(|n| self.slots[n].due.plus(1));
        let first = facts.calendar.plus_working(before.map_or(earliest, |day| day.max(earliest)).plus(-1), 1);
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let waits = own.pace.day(facts.today, with.days(self.level) as f64);
        let day = own.date(self.level).max(waits).max(first);
        let is_before_next = self.slots.get(at).is_none_or(|next| day < next.due);
        let is_covered =
            || own.chance(day) >= self.level && with.is_done_within(own.pace.days(facts.today, day), self.level);
        (is_before_next && is_covered()).then_some(day)
    }

    /// The runs of what was put in since.
    fn go_on(&mut self) {
        for slot in &self.slots[self.states.len() - 1..] {
            let mut next = self.states[self.states.len() - 1].clone();
            next.put(slot.piece);
            self.states.push(next);
        }
    }
}
