//! The queue: what waits for an answer, the most exposed first, promises of one capability under one head.
//!
//! Answers are given without leaving it: after each the cursor is on the next.

mod show;

use std::collections::HashSet;

use crate::app::ink::Spot;
use crate::app::layer::{Context, Outcome};
use crate::app::screens::{Input, Picture, Screen};
use crate::command::{Command, Scope};
use crate::domain::id::Id;
use crate::domain::inbox::{self, Bunch, Item, Reach, Wait};
use crate::domain::person::Role;
use crate::domain::summary::Exposure;

use show::Lines;

/// What waits, and where one stands in it.
#[derive(Debug, Default)]
pub struct Queue {
    /// Whose things are shown; by role while nobody has said.
    reach: Option<Reach>,
    /// What the filter lets through, of everybody's.
    found: Vec<usize>,
    /// What waits for an answer, then what else has its next move here.
    bunches: Vec<Bunch>,
    /// How many of the bunches wait for an answer.
    answers: usize,
    /// What the deals behind those are worth.
    worth: Exposure,
    /// The item under the cursor, counted over all bunches.
    at: usize,
    current: Option<Id>,
    /// The first line shown.
    top: usize,
}

impl Screen for Queue {
    fn scope(&self) -> Scope {
        Scope::Queue
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        let mut places: Vec<usize> = [Reach::Mine, Reach::All]
            .into_iter()
            .flat_map(|reach| {
                inbox::bunches(context.book, context.standings, context.today, context.me, reach)
                    .into_iter()
                    .flat_map(|bunch| bunch.items)
                    .map(|item| item.place)
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn gather(&mut self, found: &[usize], context: &Context) {
        self.found = found.to_vec();
        self.lay_out(context);
    }

    fn current(&self) -> Option<Id> {
        self.current
    }

    fn stand_on(&mut self, id: Id) -> bool {
        let found = self.items().position(|item| item.id == id);
        if let Some(at) = found {
            self.at = at;
            self.current = Some(id);
        }
        found.is_some()
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        match input {
            Input::Command(command) => self.command(*command, context),
            Input::Press(Spot::Entry(n)) => {
                let reach = Reach::EACH.get(*n).copied()?;
                Some(self.reach_for(reach, context))
            }
            Input::Wheel(lines) => {
                self.step(isize::from(lines.signum()), context);
                Some(Outcome::Stay)
            }
            Input::Press(_) | Input::Drag(..) | Input::Drop(..) => None,
        }
    }

    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture {
        show::picture(self, context, size)
    }

    fn stands_beside(&self) -> bool {
        true
    }

    fn place(&self) -> Option<String> {
        let count = self.items().count();
        (count > 0).then(|| format!("{} of {count}", self.at + 1))
    }
}

impl Queue {
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.bunches.iter().flat_map(|bunch| &bunch.items)
    }

    /// Whose things are shown: a person's own, and everybody's for who speaks for no side.
    fn reach(&self, context: &Context) -> Reach {
        let roles = context.book.rules.people.roles(context.me);
        let speaks = roles.has(Role::Sales) || roles.has(Role::Tech);
        self.reach.unwrap_or(if speaks { Reach::Mine } else { Reach::All })
    }

    fn lay_out(&mut self, context: &Context) {
        let found: HashSet<usize> = self.found.iter().copied().collect();
        let reach = self.reach(context);
        let mut bunches = inbox::bunches(context.book, context.standings, context.today, context.me, reach);
        for bunch in &mut bunches {
            bunch.items.retain(|item| found.contains(&item.place));
        }
        bunches.retain(|bunch| !bunch.items.is_empty());
        let is_answer = |bunch: &Bunch| bunch.items.iter().any(|item| item.wait != Wait::Move);
        let (answers, moves): (Vec<Bunch>, Vec<Bunch>) = bunches.into_iter().partition(is_answer);
        self.answers = answers.len();
        let waiting = answers.iter().flat_map(|bunch| &bunch.items);
        self.worth = Exposure::of(context.book, waiting.filter_map(|item| context.book.commitments().get(item.place)));
        self.bunches = answers.into_iter().chain(moves).collect();
        if !self.current.is_some_and(|id| self.stand_on(id)) {
            self.put(self.at);
        }
        self.keep_in_sight(context);
    }

    /// The cursor onto an item, or the last one.
    fn put(&mut self, at: usize) {
        self.at = at.min(self.items().count().saturating_sub(1));
        let current = self.items().nth(self.at).map(|item| item.id);
        self.current = current;
    }

    fn command(&mut self, command: Command, context: &Context) -> Option<Outcome> {
        let page = isize::from(i16::try_from(context.body.1).unwrap_or(i16::MAX) / 2).max(2);
        match command {
            Command::Down => self.step(1, context),
            Command::Up => self.step(-1, context),
            Command::PageDown => self.step(page, context),
            Command::PageUp => self.step(-page, context),
            Command::HalfPageDown => self.step(page / 2, context),
            Command::HalfPageUp => self.step(-page / 2, context),
            Command::Top => self.step(isize::MIN / 2, context),
            Command::Bottom => self.step(isize::MAX / 2, context),
            Command::Whose => {
                let next = self.reach(context).next();
                let has_team = context.book.rules.people.get(context.me).is_some_and(|me| me.team.is_some());
                let next = if next == Reach::Team && !has_team { next.next() } else { next };
                return Some(self.reach_for(next, context));
            }
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn reach_for(&mut self, reach: Reach, context: &Context) -> Outcome {
        self.reach = Some(reach);
        self.lay_out(context);
        Outcome::Say(format!("what waits: {}", reach.word()))
    }

    fn step(&mut self, by: isize, context: &Context) {
        self.put(self.at.saturating_add_signed(by));
        self.keep_in_sight(context);
    }

    fn keep_in_sight(&mut self, context: &Context) {
        self.top = Lines::of(self, context.body).top(self);
    }
}
