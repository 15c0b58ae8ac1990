//! The board: three lanes of the conversation, in each a column for every state, and which move leads from one to another.

use super::act::Kind;
use super::book::Book;
use super::commitment::{Commitment, StateName};
use super::day::Day;
use super::flag::{Flag, Level, Standing};
use super::person::Side;
use super::summary::Exposure;

/// Days for which what has ended stays on the board.
pub const ENDED_WITHIN: i64 = 14;

/// A part of the way from a promise to its end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Lane {
    /// The two sides don't stand on the same terms yet.
    Minds,
    /// They do, and it is being built.
    Making,
    /// It is done or ended, and somebody has yet to hear of it.
    Closing,
}

impl Lane {
    /// Every lane, left to right.
    pub const ALL: [Self; 3] = [Self::Minds, Self::Making, Self::Closing];

    /// What stands over it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Minds => "meeting of minds",
            Self::Making => "making it happen",
            Self::Closing => "closing the loop",
        }
    }

    /// Its columns, left to right.
    pub fn columns(self) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(move |column| column.lane() == self)
    }
}

/// A column of the board.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// Sales has asked for a signature.
    Requested,
    /// Tech has proposed other terms.
    Countered,
    /// Both stand on the same terms.
    Agreed,
    /// It was said to be done, and the customer didn't have it yet.
    NotYet,
    /// Tech says done; sales has yet to confirm.
    Delivered,
    /// It ended, and the customer was told otherwise.
    Untold,
    /// It ended lately.
    Ended,
}

impl Column {
    /// Every column, left to right.
    pub const ALL: [Self; 7] =
        [Self::Requested, Self::Countered, Self::Agreed, Self::NotYet, Self::Delivered, Self::Untold, Self::Ended];

    /// What stands over it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Countered => "countered",
            Self::Agreed => "agreed",
            Self::NotYet => "not there yet",
            Self::Delivered => "delivered",
            Self::Untold => "ended, not told",
            Self::Ended => "ended lately",
        }
    }

    /// The state whose look it has.
    #[must_use]
    pub const fn state(self) -> StateName {
        match self {
            Self::Requested => StateName::Requested,
            Self::Countered => StateName::Countered,
            Self::Agreed | Self::NotYet => StateName::Agreed,
            Self::Delivered => StateName::Delivered,
            Self::Untold => StateName::Declined,
            Self::Ended => StateName::Kept,
        }
    }

    /// The lane it is in.
    #[must_use]
    pub const fn lane(self) -> Lane {
        match self {
            Self::Requested | Self::Countered => Lane::Minds,
            Self::Agreed | Self::NotYet => Lane::Making,
            Self::Delivered | Self::Untold | Self::Ended => Lane::Closing,
        }
    }

    /// Whether it is shown also while nothing is in it.
    #[must_use]
    pub const fn is_usual(self) -> bool {
        match self {
            Self::Requested | Self::Countered | Self::Agreed | Self::Delivered | Self::Ended => true,
            Self::NotYet | Self::Untold => false,
        }
    }

    /// The column a commitment stands in today; none for what ended longer ago and is told.
    #[must_use]
    pub fn of(commitment: &Commitment, standing: &Standing, today: Day) -> Option<Self> {
        match commitment.state.name() {
            StateName::Requested => Some(Self::Requested),
            StateName::Countered => Some(Self::Countered),
            StateName::Agreed if came_back(commitment) => Some(Self::NotYet),
            StateName::Agreed => Some(Self::Agreed),
            StateName::Delivered => Some(Self::Delivered),
            StateName::Kept | StateName::Declined | StateName::Revoked | StateName::Withdrawn => {
                if standing.has(Flag::CustomerNotTold) {
                    Some(Self::Untold)
                } else {
                    (commitment.state_since.days_to(today) <= ENDED_WITHIN).then_some(Self::Ended)
                }
            }
        }
    }
}

/// Whether the last word about being done was that it isn't.
fn came_back(commitment: &Commitment) -> bool {
    let is_standing =
        |id| !commitment.retracted.contains(&id) && commitment.ineffective.iter().all(|each| each.0 != id);
    let said = commitment.moves.iter().rev().filter(|made| is_standing(made.id)).map(|made| made.act.kind());
    let mut last = said.filter(|kind| {
        matches!(kind, Kind::NotYet | Kind::Deliver | Kind::Countersign | Kind::Accept | Kind::Reopen | Kind::Change)
    });
    last.next() == Some(Kind::NotYet)
}

/// Where a card is to go.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Goal {
    /// Into a column.
    Column(Column),
    /// Into a lane, in whichever column a move leads to.
    Lane(Lane),
    /// Onwards, as far as one move goes.
    On,
    /// Back.
    Back,
}

/// What takes a card there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// A move of this kind.
    Move(Kind),
    /// One of several endings, to be chosen.
    End,
    /// Nothing to do: it is there.
    Here,
    /// Nothing leads there in one move; what would come first.
    None(&'static str),
}

/// The way of a commitment from its column to a goal, for somebody who speaks for a side.
#[must_use]
pub fn way(from: Column, goal: Goal, side: Side) -> Way {
    match goal {
        Goal::Column(to) if to == from => Way::Here,
        Goal::Column(to) => into(from, to),
        Goal::Lane(lane) => across(from, lane, side),
        Goal::On => match from {
            Column::Requested => Way::Move(Kind::Countersign),
            Column::Countered => Way::Move(Kind::Accept),
            Column::Agreed | Column::NotYet => Way::Move(Kind::Deliver),
            Column::Delivered => Way::Move(Kind::Confirm),
            Column::Untold => Way::Move(Kind::Told),
            Column::Ended => Way::None("it has ended; back opens it again"),
        },
        Goal::Back => match from {
            Column::Requested => Way::None("it waits for an answer; no column comes before that"),
            Column::Countered => Way::Move(Kind::Change),
            Column::Agreed | Column::NotYet => Way::Move(other_terms(side)),
            Column::Delivered => Way::Move(Kind::NotYet),
            Column::Untold | Column::Ended => Way::Move(Kind::Reopen),
        },
    }
}

/// Other terms, as a side says them.
const fn other_terms(side: Side) -> Kind {
    match side {
        Side::Sales => Kind::Change,
        Side::Tech => Kind::Counter,
    }
}

fn into(from: Column, to: Column) -> Way {
    use Column::{Agreed, Countered, Delivered, Ended, NotYet, Requested, Untold};
    match (from, to) {
        (Requested | Countered | Agreed | NotYet | Delivered | Ended, Untold) => {
            Way::None("what ended comes here by itself while the customer was told otherwise")
        }
        (Untold, Ended) => Way::Move(Kind::Told),
        (Untold | Ended, Requested) => Way::Move(Kind::Reopen),
        (Untold | Ended, Countered | Agreed | NotYet | Delivered) => Way::None("it has ended: reopen it first"),
        (Requested, Countered) => Way::Move(Kind::Counter),
        (Requested, Agreed) => Way::Move(Kind::Countersign),
        (Countered, Agreed) => Way::Move(Kind::Accept),
        (Countered | Agreed | NotYet, Requested) => Way::Move(Kind::Change),
        (Agreed | NotYet, Countered) => Way::Move(Kind::Counter),
        (Agreed | NotYet, Delivered) => Way::Move(Kind::Deliver),
        (Delivered, Agreed | NotYet) => Way::Move(Kind::NotYet),
        (Delivered, Ended) => Way::Move(Kind::Confirm),
        (Delivered, Requested | Countered) => Way::None("tech has said it is done: say `not yet` first"),
        (Requested | Countered, NotYet | Delivered) => Way::None("only what is agreed can be delivered"),
        (Agreed, NotYet) | (NotYet, Agreed) => Way::None("it comes here when it was said to be done and wasn't"),
        (Requested | Countered | Agreed | NotYet, Ended) => Way::End,
        (Requested, Requested)
        | (Countered, Countered)
        | (Agreed, Agreed)
        | (NotYet, NotYet)
        | (Delivered, Delivered)
        | (Untold, Untold)
        | (Ended, Ended) => Way::Here,
    }
}

/// Into a lane: the first column of it that one move leads to.
fn across(from: Column, lane: Lane, side: Side) -> Way {
    if from.lane() == lane {
        return match from {
            Column::Delivered | Column::Untold => way(from, Goal::On, side),
            Column::Requested | Column::Countered | Column::Agreed | Column::NotYet | Column::Ended => Way::Here,
        };
    }
    match (lane, from) {
        (Lane::Minds, Column::Agreed | Column::NotYet) => Way::Move(other_terms(side)),
        (Lane::Minds, Column::Untold | Column::Ended) => Way::Move(Kind::Reopen),
        (Lane::Closing, Column::Requested | Column::Countered) => Way::End,
        (Lane::Closing, Column::Agreed | Column::NotYet) => Way::Move(Kind::Deliver),
        (Lane::Minds | Lane::Making | Lane::Closing, _) => {
            let first = lane.columns().next().unwrap_or(from);
            into(from, first)
        }
    }
}

/// What stands in one column, and what hangs on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pile {
    /// Which.
    pub column: Column,
    /// The places in the book, in the order they came.
    pub places: Vec<usize>,
}

/// What a lane comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sum {
    /// Which.
    pub lane: Lane,
    /// How many stand in it.
    pub count: usize,
    /// The distinct-deal value behind the red flags in it.
    pub exposure: Exposure,
}

/// The commitments at the places, column by column in the order they came, and what each lane comes to.
#[must_use]
pub fn laid_out(book: &Book, standings: &[Standing], places: &[usize], today: Day) -> (Vec<Pile>, Vec<Sum>) {
    let mut piles: Vec<Pile> = Column::ALL.map(|column| Pile { column, places: Vec::new() }).into();
    for place in places {
        let (Some(commitment), Some(standing)) = (book.commitments().get(*place), standings.get(*place)) else {
            continue;
        };
        let column = Column::of(commitment, standing, today);
        if let Some(pile) = piles.iter_mut().find(|pile| Some(pile.column) == column) {
            pile.places.push(*place);
        }
    }
    let sums = Lane::ALL.map(|lane| {
        let in_lane = || piles.iter().filter(|pile| pile.column.lane() == lane).flat_map(|pile| &pile.places);
        let is_red = |place: &&usize| standings.get(**place).is_some_and(|one| one.level() == Some(Level::Red));
        let red = in_lane().filter(is_red).filter_map(|place| book.commitments().get(*place));
        Sum { lane, count: in_lane().count(), exposure: Exposure::of(book, red) }
    });
    (piles, sums.into())
}
