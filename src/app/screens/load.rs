//! Load: weeks × tech owners or teams as a map, and which promises fill the week under the cursor.
//!
//! ```text
//!  TECH OWNERS     Nov   Dec               Jan        what the lines are, the months
//!                   23    30     7    14    21        the weeks
//!  ines           100%  100%  100%   !1d  ~58%        how much of what gets done is taken
//!                █████ █████ █████ █████ ███//        the same as a bar; / is less time than usual
//!  ──────────────────────────────────────────
//!  Inês, week of 14 Dec                               the week under the cursor
//!  100% = 2.4d of signed work ÷ 2.4d …                where its number comes from
//!  ▲ Osprey: Webhooks   2.4d of 11d  18 Dec  66 %     what fills it, and what would come on top
//! ```

mod list;
mod map;
mod show;

use std::collections::HashSet;

use crate::command::{Command, Scope};
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::forecast::load::{Load as Model, MOST_WEEKS, Share, Whose};

use super::{Input, Picture, Reading, Screen};
use crate::app::ink::Spot;
use crate::app::layer::{Context, Outcome};

/// Whose weeks the lines of the map are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum By {
    #[default]
    Leads,
    Teams,
}

/// Which part has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Focus {
    #[default]
    Map,
    List,
}

/// The load and where one stands in it.
#[derive(Debug, Default)]
pub struct Load {
    by: By,
    focus: Focus,
    model: Option<(u64, Model)>,
    /// Those whose weeks are shown, a line each.
    lines: Vec<Whose>,
    /// The line under the cursor.
    line: usize,
    /// The week under the cursor.
    week: usize,
    /// What fills it, as far as the filter lets it through.
    shares: Vec<Share>,
    /// How many more the filter hides.
    hidden: usize,
    /// The promise under the cursor of the list.
    chosen: usize,
    /// What the filter lets through.
    found: HashSet<Id>,
}

impl Screen for Load {
    fn scope(&self) -> Scope {
        Scope::Load
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        let is_to_do = |(_, each): &(usize, &Commitment)| each.state.name().is_to_do();
        context.book.commitments().iter().enumerate().filter(is_to_do).map(|(place, _)| place).collect()
    }

    fn gather(&mut self, found: &[usize], context: &Context) {
        let commitments = context.book.commitments();
        self.found = found.iter().filter_map(|place| commitments.get(*place)).map(|each| each.id).collect();
        let stamp = Model::stamp(context.book, context.today);
        if self.model.as_ref().is_none_or(|(known, _)| *known != stamp) {
            let stood = self.lines.get(self.line).cloned();
            self.model = Some((stamp, Model::of(context.book, context.today, MOST_WEEKS)));
            self.line_up();
            if let Some(line) = stood.and_then(|stood| self.lines.iter().position(|each| *each == stood)) {
                self.line = line;
            }
        }
        self.look();
    }

    fn current(&self) -> Option<Id> {
        match self.focus {
            Focus::Map => None,
            Focus::List => self.shares.get(self.chosen).map(|share| share.id),
        }
    }

    fn stand_on(&mut self, id: Id) -> bool {
        if !self.shares.iter().any(|share| share.id == id) && !self.go_to_week_of(id) {
            return false;
        }
        let Some(chosen) = self.shares.iter().position(|share| share.id == id) else { return false };
        self.chosen = chosen;
        self.focus = Focus::List;
        true
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        match input {
            Input::Command(command) => match self.focus {
                Focus::Map => self.run_in_map(*command),
                Focus::List => self.run_in_list(*command, context),
            },
            Input::Press(Spot::Column(cell)) => {
                let (line, week) = (cell / CELLS, cell % CELLS);
                let is_there = self.focus == Focus::Map && (line, week) == (self.line, self.week);
                (self.line, self.week) = (line.min(self.lines.len().saturating_sub(1)), week);
                self.focus = Focus::Map;
                self.look();
                Some(if is_there { self.enter_list() } else { Outcome::Stay })
            }
            Input::Wheel(lines) => {
                match self.focus {
                    Focus::Map => self.go(isize::from(*lines), 0),
                    Focus::List => self.choose(isize::from(*lines)),
                }
                Some(Outcome::Stay)
            }
            Input::Press(_) | Input::Drag(..) | Input::Drop(..) => None,
        }
    }

    fn reading(&self) -> Reading {
        Reading::Below
    }

    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture {
        show::picture(self, context, size)
    }
}

/// A cell of the map as one number: its line times this, and its week.
const CELLS: usize = 64;

impl Load {
    fn run_in_map(&mut self, command: Command) -> Option<Outcome> {
        match command {
            Command::Down => self.go(1, 0),
            Command::Up => self.go(-1, 0),
            Command::Left => self.go(0, -1),
            Command::Right => self.go(0, 1),
            Command::Top => self.go(isize::MIN / 2, 0),
            Command::Bottom => self.go(isize::MAX / 2, 0),
            Command::HalfPageDown | Command::PageDown => self.go(5, 0),
            Command::HalfPageUp | Command::PageUp => self.go(-5, 0),
            Command::Earlier => self.go(0, -4),
            Command::Later => self.go(0, 4),
            Command::ShowToday => self.go(0, isize::MIN / 2),
            Command::GroupBy => {
                self.turn();
                let words = match self.by {
                    By::Leads => "tech owners",
                    By::Teams => "teams",
                };
                return Some(Outcome::Say(format!("weeks of {words}")));
            }
            Command::Open | Command::FocusNext | Command::FocusPrevious => return Some(self.enter_list()),
            Command::NextFlagged => return Some(self.next_over(1)),
            Command::PreviousFlagged => return Some(self.next_over(-1)),
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn run_in_list(&mut self, command: Command, context: &Context) -> Option<Outcome> {
        let page = isize::try_from(show::Layout::of(self, context.body).list.max(1)).unwrap_or(1);
        match command {
            Command::Down => self.choose(1),
            Command::Up => self.choose(-1),
            Command::Top => self.choose(isize::MIN / 2),
            Command::Bottom => self.choose(isize::MAX / 2),
            Command::PageDown => self.choose(page),
            Command::PageUp => self.choose(-page),
            Command::HalfPageDown => self.choose((page / 2).max(1)),
            Command::HalfPageUp => self.choose(-(page / 2).max(1)),
            Command::Left | Command::FocusNext | Command::FocusPrevious | Command::Cancel | Command::Back => {
                self.focus = Focus::Map;
            }
            // The weeks can be gone through from the list as well.
            Command::Right => {
                self.go(0, 1);
                self.focus = if self.shares.is_empty() { Focus::Map } else { Focus::List };
            }
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    /// The keys to the list, where there is something in it.
    fn enter_list(&mut self) -> Outcome {
        if self.shares.is_empty() {
            let words =
                if self.hidden > 0 { "the filter hides what fills this week" } else { "nothing fills this week" };
            return Outcome::Say(words.into());
        }
        self.focus = Focus::List;
        Outcome::Stay
    }

    /// The cursor of the map so many lines and weeks on.
    fn go(&mut self, lines: isize, weeks: isize) {
        let last_line = self.lines.len().saturating_sub(1);
        self.line = self.line.saturating_add_signed(lines).min(last_line);
        self.week = self.week.saturating_add_signed(weeks).min(self.weeks().saturating_sub(1));
        self.look();
    }

    fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.shares.len().saturating_sub(1));
    }

    /// The next cell in which what is due doesn't fit, line by line.
    fn next_over(&mut self, by: isize) -> Outcome {
        let weeks = self.weeks().max(1);
        let all = self.lines.len() * weeks;
        let at = self.line * weeks + self.week;
        let is_over = |cell: &usize| {
            let cells = self.lines.get(cell / weeks).map_or(&[][..], |whose| self.cells(whose));
            cells.get(cell % weeks).is_some_and(|cell| cell.over > 0.0)
        };
        let next = if by > 0 {
            (at + 1..all).chain(0..at).find(is_over)
        } else {
            (0..at).rev().chain((at + 1..all).rev()).find(is_over)
        };
        let Some(cell) = next else { return Outcome::Say("no other week here is over-full".into()) };
        (self.line, self.week) = (cell / weeks, cell % weeks);
        self.look();
        Outcome::Stay
    }

    /// Tech owners to teams, or back: onto the line that has to do with the one before.
    fn turn(&mut self) {
        let stood = self.lines.get(self.line).cloned();
        let owners = self.model.as_ref().map_or(&[][..], |(_, model)| model.owners.as_slice());
        let near = match stood {
            Some(Whose::Lead(lead)) => {
                owners.iter().find(|owner| owner.lead == lead).and_then(|owner| owner.team.clone()).map(Whose::Team)
            }
            Some(Whose::Team(team)) => owners
                .iter()
                .find(|owner| owner.team.as_ref() == Some(&team))
                .map(|owner| Whose::Lead(owner.lead.clone())),
            None => None,
        };
        self.by = match self.by {
            By::Leads => By::Teams,
            By::Teams => By::Leads,
        };
        self.line_up();
        self.line = near.and_then(|near| self.lines.iter().position(|each| *each == near)).unwrap_or(0);
        self.look();
    }

    /// Makes the lines of the map anew.
    fn line_up(&mut self) {
        let Some((_, model)) = &self.model else { return };
        self.lines = match self.by {
            By::Leads => model.owners.iter().map(|owner| Whose::Lead(owner.lead.clone())).collect(),
            By::Teams => model.teams.iter().map(|team| Whose::Team(team.name.clone())).collect(),
        };
        self.line = self.line.min(self.lines.len().saturating_sub(1));
    }

    /// Looks at the week under the cursor: what fills it. The promise under the cursor of the list is found again.
    fn look(&mut self) {
        let stood = self.shares.get(self.chosen).map(|share| share.id);
        let all = match (&self.model, self.lines.get(self.line)) {
            (Some((_, model)), Some(whose)) => model.contents(whose, self.week),
            (Some(_), None) | (None, _) => Vec::new(),
        };
        let count = all.len();
        self.shares = all.into_iter().filter(|share| self.found.contains(&share.id)).collect();
        self.hidden = count - self.shares.len();
        self.chosen = stood.and_then(|id| self.shares.iter().position(|share| share.id == id)).unwrap_or(0);
        if self.shares.is_empty() {
            self.focus = Focus::Map;
        }
    }

    /// The cursor of the map onto the first week that a commitment lies in; whether it lies in any.
    fn go_to_week_of(&mut self, id: Id) -> bool {
        let Some((_, model)) = &self.model else { return false };
        let found = model.owners.iter().find_map(|owner| {
            let placed = owner.work.iter().find(|placed| placed.task.id == id);
            let laid = placed.and_then(|placed| placed.weeks.first()).map(|(week, _)| *week);
            let asked = || {
                let due = owner.asked_work.iter().find(|task| task.id == id)?.due?;
                model.weeks.iter().position(|week| due <= week.last)
            };
            Some((owner, laid.or_else(asked)?))
        });
        let Some((owner, week)) = found else { return false };
        let whose = match (self.by, &owner.team) {
            (By::Teams, Some(team)) => Whose::Team(team.clone()),
            (By::Leads, _) | (By::Teams, None) => Whose::Lead(owner.lead.clone()),
        };
        let Some(line) = self.lines.iter().position(|each| *each == whose) else { return false };
        (self.line, self.week) = (line, week);
        self.look();
        true
    }

    fn weeks(&self) -> usize {
        self.model.as_ref().map_or(0, |(_, model)| model.weeks.len())
    }

    fn cells(&self, whose: &Whose) -> &[crate::forecast::load::Cell] {
        self.model.as_ref().map_or(&[], |(_, model)| model.cells(whose))
    }
}
