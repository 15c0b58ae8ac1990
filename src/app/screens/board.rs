//! The board: lanes of the conversation left to right, a card for every commitment, moved by a key or by dragging.
//!
//! A card goes nowhere by itself: moving it opens the form of the move that leads there, or says why none does.

mod card;
mod lay;
mod show;

use crate::app::ink::Spot;
use crate::app::layer::{Context, Opened, Outcome};
use crate::app::layers::form::open::refusal;
use crate::app::layers::form::table::command_for;
use crate::app::layers::{self};
use crate::app::screens::{Input, Picture, Reading, Screen};
use crate::command::{Command, Scope, entry};
use crate::domain::act::Kind;
use crate::domain::board::{self, Column, Goal, Lane, Sum, Way};
use crate::domain::id::Id;
use crate::domain::person::{Role, Side};

use lay::{CARD, Lay};

/// Cards in columns, and where one stands among them.
#[derive(Debug, Default)]
pub struct Board {
    /// The cards of each column, in the order of [`Column::ALL`].
    piles: [Vec<Card>; Column::ALL.len()],
    sums: Vec<Sum>,
    /// The column and card under the cursor.
    at: Option<(usize, usize)>,
    /// The commitment there.
    current: Option<Id>,
    /// The first line shown of each stack, by its first column.
    tops: [usize; Column::ALL.len()],
    /// What is being dragged, and over what.
    dragged: Option<(Id, Spot)>,
    /// Whether the card that was pressed was under the cursor before.
    is_second_press: bool,
}

/// One card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Card {
    id: Id,
    place: usize,
}

/// Drop areas of whole lanes come after those of the columns.
const LANES: usize = Column::ALL.len();

impl Screen for Board {
    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        let pairs = context.book.commitments().iter().zip(context.standings).enumerate();
        let is_on = pairs.filter(|(_, (one, standing))| Column::of(one, standing, context.today).is_some());
        is_on.map(|(place, _)| place).collect()
    }

    fn gather(&mut self, found: &[usize], context: &Context) {
        let (piles, sums) = board::laid_out(context.book, context.standings, found, context.today);
        for (own, pile) in self.piles.iter_mut().zip(piles) {
            let card = |place: usize| Some(Card { id: context.book.commitments().get(place)?.id, place });
            *own = pile.places.into_iter().filter_map(card).collect();
        }
        self.sums = sums;
        self.dragged = None;
        if !self.current.is_some_and(|id| self.stand_on(id)) {
            self.stand_near();
        }
        self.keep_in_sight(context);
    }

    fn current(&self) -> Option<Id> {
        self.current
    }

    fn stand_on(&mut self, id: Id) -> bool {
        let found = self.piles.iter().enumerate().find_map(|(column, pile)| {
            let card = pile.iter().position(|card| card.id == id)?;
            Some((column, card))
        });
        if found.is_some() {
            self.put(found);
        }
        found.is_some()
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        match input {
            Input::Command(command) => self.command(*command, context),
            Input::Press(Spot::Commitment(place)) => {
                let id = context.book.commitments().get(*place)?.id;
                self.is_second_press = self.current == Some(id);
                self.stand_on(id);
                Some(Outcome::Stay)
            }
            Input::Drag(from, over) => {
                let Spot::Commitment(place) = from else { return Some(Outcome::Stay) };
                let id = context.book.commitments().get(*place)?.id;
                self.dragged = (from != over).then_some((id, *over));
                Some(Outcome::Stay)
            }
            Input::Drop(from, onto) => Some(self.dropped(*from, *onto, context)),
            Input::Wheel(lines) => {
                self.step(isize::from(lines.signum()), context);
                Some(Outcome::Stay)
            }
            Input::Press(_) => None,
        }
    }

    fn reading(&self) -> Reading {
        Reading::Below
    }

    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture {
        show::picture(self, context, size)
    }
}

impl Board {
    fn command(&mut self, command: Command, context: &Context) -> Option<Outcome> {
        let lay = Lay::of(self, context.body);
        let page = isize::try_from(lay.cards_seen().max(2)).unwrap_or(2);
        match command {
            Command::Down => self.step(1, context),
            Command::Up => self.step(-1, context),
            Command::PageDown => self.step(page, context),
            Command::PageUp => self.step(-page, context),
            Command::HalfPageDown => self.step(page / 2, context),
            Command::HalfPageUp => self.step(-page / 2, context),
            Command::Top => self.step(isize::MIN / 2, context),
            Command::Bottom => self.step(isize::MAX / 2, context),
            Command::Left => self.cross(-1, context),
            Command::Right => self.cross(1, context),
            Command::MoveOn => return Some(self.go(Goal::On, context)),
            Command::MoveBack => return Some(self.go(Goal::Back, context)),
            Command::Cancel if self.dragged.take().is_some() => {}
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn put(&mut self, at: Option<(usize, usize)>) {
        self.at = at;
        self.current = at.and_then(|(column, card)| self.piles.get(column)?.get(card)).map(|card| card.id);
    }

    /// The cursor to where it was, as near as there is a card: the column, then those beside it.
    fn stand_near(&mut self) {
        let (column, card) = self.at.unwrap_or((0, 0));
        let mut columns: Vec<usize> = (0..self.piles.len()).filter(|n| !self.piles[*n].is_empty()).collect();
        columns.sort_by_key(|n| n.abs_diff(column));
        let nearest = columns.first().map(|n| (*n, card.min(self.piles[*n].len() - 1)));
        self.put(nearest);
        self.at = self.at.or(Some((column, card)));
    }

    /// So many cards down its stack.
    fn step(&mut self, by: isize, context: &Context) {
        let Some((column, card)) = self.at else { return };
        let lay = Lay::of(self, context.body);
        let Some(stack) = lay.stack_of(column) else { return };
        let cards: Vec<(usize, usize)> = stack.cards(self).collect();
        let Some(here) = cards.iter().position(|each| *each == (column, card)) else { return };
        let there = here.saturating_add_signed(by).min(cards.len().saturating_sub(1));
        self.put(cards.get(there).copied());
        self.keep_in_sight(context);
    }

    /// To the stack beside it that has a card, about as far down as here.
    fn cross(&mut self, by: isize, context: &Context) {
        let Some((column, card)) = self.at else { return };
        let lay = Lay::of(self, context.body);
        let Some(here) = lay.stacks.iter().position(|stack| stack.columns.contains(&column)) else { return };
        let line = lay.line_of(self, column, card).saturating_sub(self.top(&lay, here));
        let mut at = here;
        loop {
            let Some(next) = at.checked_add_signed(by).filter(|next| *next < lay.stacks.len()) else { return };
            at = next;
            let wanted = self.top(&lay, at) + line;
            if let Some(found) = lay.card_near(self, &lay.stacks[at], wanted) {
                self.put(Some(found));
                self.keep_in_sight(context);
                return;
            }
        }
    }

    /// The first line shown of a stack, never so far down that lines stay empty below.
    fn top(&self, lay: &Lay, stack: usize) -> usize {
        let Some(first) = lay.stacks.get(stack).and_then(|stack| stack.columns.first()) else { return 0 };
        let most = lay.stacks[stack].lines(self, lay).saturating_sub(lay.height);
        self.tops[*first].min(most)
    }

    fn keep_in_sight(&mut self, context: &Context) {
        let Some((column, card)) = self.at.filter(|_| self.current.is_some()) else { return };
        let lay = Lay::of(self, context.body);
        let Some(at) = lay.stacks.iter().position(|stack| stack.columns.contains(&column)) else { return };
        let line = lay.line_of(self, column, card);
        // The head over the first card of a column is seen with it.
        let from = if card == 0 { line.saturating_sub(lay.head_lines()) } else { line };
        let end = line + CARD;
        let mut top = self.top(&lay, at);
        if end > top + lay.height {
            top = end - lay.height;
        }
        top = top.min(from);
        if let Some(first) = lay.stacks[at].columns.first().copied() {
            self.tops[first] = top;
        }
    }

    /// The release after a drag: on another column the move that leads there; on the card itself a second press opens it.
    fn dropped(&mut self, from: Spot, onto: Spot, context: &Context) -> Outcome {
        let was_dragged = self.dragged.take();
        let Spot::Commitment(place) = from else { return Outcome::Stay };
        let Some(one) = context.book.commitments().get(place) else { return Outcome::Stay };
        if from == onto {
            let opens = std::mem::take(&mut self.is_second_press) && was_dragged.is_none();
            return if opens { Outcome::Run(Command::Open) } else { Outcome::Stay };
        }
        match self.goal(onto) {
            Some(goal) => self.take(&[one.id], goal, context),
            None => Outcome::Stay,
        }
    }

    /// What dropping something there means.
    fn goal(&self, onto: Spot) -> Option<Goal> {
        match onto {
            Spot::Commitment(place) => {
                let column = self.piles.iter().position(|pile| pile.iter().any(|card| card.place == place))?;
                Some(Goal::Column(Column::ALL[column]))
            }
            Spot::Column(n) if n < LANES => Some(Goal::Column(Column::ALL[n])),
            Spot::Column(n) => Lane::ALL.get(n - LANES).copied().map(Goal::Lane),
            Spot::Field(_)
            | Spot::Word(..)
            | Spot::Entry(_)
            | Spot::Suggestion(_)
            | Spot::Run(_)
            | Spot::Outside
            | Spot::Nothing => None,
        }
    }

    /// The marked cards, or else the one under the cursor, to a goal.
    fn go(&self, goal: Goal, context: &Context) -> Outcome {
        let marked: Vec<Id> =
            self.piles.iter().flatten().map(|card| card.id).filter(|id| context.marks.contains(id)).collect();
        let targets = if marked.is_empty() { self.current.into_iter().collect() } else { marked };
        self.take(&targets, goal, context)
    }

    fn take(&self, targets: &[Id], goal: Goal, context: &Context) -> Outcome {
        let first = self.current.filter(|id| targets.contains(id)).or_else(|| targets.first().copied());
        let Some(id) = first else { return Outcome::Refuse("no card is under the cursor".into()) };
        match self.step_to(id, goal, context) {
            Step::Open(command) => {
                let context = Context { targets, below: Scope::Board, ..*context };
                match layers::open(command, &context) {
                    Opened::Layer(layer) => Outcome::Open(layer),
                    Opened::Record(entries) => Outcome::Record(entries),
                    Opened::Refused(why) => Outcome::Refuse(why),
                }
            }
            Step::Here => Outcome::Stay,
            Step::Not(why) => Outcome::Refuse(why),
        }
    }

    /// The command that takes a commitment to a goal, or why none does.
    fn step_to(&self, id: Id, goal: Goal, context: &Context) -> Step {
        let column = self.piles.iter().position(|pile| pile.iter().any(|card| card.id == id));
        let Some(from) = column.map(|column| Column::ALL[column]) else { return Step::Here };
        let roles = context.book.rules.people.roles(context.me);
        let side = if roles.has(Role::Tech) { Side::Tech } else { Side::Sales };
        match board::way(from, goal, side) {
            Way::Here => Step::Here,
            Way::None(why) => Step::Not(why.to_owned()),
            Way::End => Step::Open(Command::End),
            Way::Move(Kind::Counter) if !roles.has(Role::Tech) => Step::Not(
                "a counter-offer is tech's to make; sales changes the terms, which asks for a new answer".into(),
            ),
            Way::Move(kind) => match (refusal(kind, id, context), command_for(kind)) {
                (Some(refused), _) => Step::Not(refused.to_string()),
                // Sales changes any of the terms; one with both roles has the form of the date.
                (None, _) if kind == Kind::Change && !roles.has(Role::Tech) => Step::Open(Command::Counter),
                (None, Some(command)) => Step::Open(command),
                (None, None) => Step::Not("no move leads there".into()),
            },
        }
    }
}

/// What it takes to get somewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// This command.
    Open(Command),
    /// Nothing.
    Here,
    /// It can't be done.
    Not(String),
}

impl Step {
    /// What it is called.
    fn word(&self) -> &str {
        match self {
            Self::Open(command) => entry(*command).title,
            Self::Here | Self::Not(_) => "",
        }
    }
}
