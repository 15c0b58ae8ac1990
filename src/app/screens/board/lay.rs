//! Where the columns of the board lie: side by side where there is room, else below each other in their lane.

use super::Board;
use crate::domain::board::{Column, Lane};

/// From this width on each column stands by itself.
const WIDE: usize = 150;
/// From this height on there is an empty line between cards.
const AIRY: usize = 30;
/// The lines of a card.
pub(super) const CARD: usize = 3;
/// Columns between two lanes, with a line in the middle.
pub(super) const BETWEEN_LANES: usize = 3;
/// Columns between two columns of a lane.
pub(super) const BETWEEN_COLUMNS: usize = 2;

/// The board in so many columns and rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Lay {
    /// What stands side by side.
    pub stacks: Vec<Stack>,
    /// Whether each column has a stack of its own, its head over it.
    pub is_wide: bool,
    /// Rows for cards.
    pub height: usize,
    /// Rows of the heads.
    pub heads: usize,
    /// Rows for what is said of the card under the cursor, with the line over them.
    pub foot: usize,
    /// The lines of a card, with the empty one after it.
    card: usize,
}

/// Columns below each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stack {
    /// The lane it is in.
    pub lane: Lane,
    /// Its columns, as numbers in [`Column::ALL`].
    pub columns: Vec<usize>,
    /// Its first column of the screen.
    pub x: usize,
    /// The columns of the screen that it has.
    pub width: usize,
}

impl Lay {
    pub(super) fn of(board: &Board, (cols, rows): (u16, u16)) -> Self {
        let (cols, rows) = (usize::from(cols), usize::from(rows));
        let is_wide = cols >= WIDE;
        let is_shown = |n: &usize| Column::ALL[*n].is_usual() || !board.piles[*n].is_empty();
        let shown: Vec<usize> = (0..Column::ALL.len()).filter(is_shown).collect();
        let groups: Vec<(Lane, Vec<usize>)> = if is_wide {
            shown.into_iter().map(|n| (Column::ALL[n].lane(), vec![n])).collect()
        } else {
            let of = |lane: Lane| shown.iter().copied().filter(move |n| Column::ALL[*n].lane() == lane);
            Lane::ALL.into_iter().map(|lane| (lane, of(lane).collect())).collect()
        };
        let is_next = |n: usize| n > 0 && groups.get(n - 1).is_some_and(|before| before.0 == groups[n].0);
        let gap = |n: usize| match (n, is_next(n)) {
            (0, _) => 1,
            (_, true) => BETWEEN_COLUMNS,
            (_, false) => BETWEEN_LANES,
        };
        // The last column of the screen is the scroll bar's.
        let gaps: usize = (0..groups.len()).map(gap).sum::<usize>() + 1;
        let count = groups.len().max(1);
        let width = cols.saturating_sub(gaps) / count;
        let mut spare = cols.saturating_sub(gaps + width * count);
        let mut x = 0;
        let mut stacks = Vec::with_capacity(groups.len());
        for (n, (lane, columns)) in groups.iter().enumerate() {
            x += gap(n);
            let width = width + usize::from(spare > 0);
            spare = spare.saturating_sub(1);
            stacks.push(Stack { lane: *lane, columns: columns.clone(), x, width });
            x += width;
        }
        let heads = if rows < 8 { 1 } else { 2 + usize::from(is_wide) };
        let foot = match rows {
            0..10 => 0,
            10..18 => 2,
            18..AIRY => 3,
            _ => 4,
        };
        let card = CARD + usize::from(rows >= AIRY);
        Self { stacks, is_wide, height: rows.saturating_sub(heads + foot), heads, foot, card }
    }

    /// The stack that a column is in.
    pub(super) fn stack_of(&self, column: usize) -> Option<&Stack> {
        self.stacks.iter().find(|stack| stack.columns.contains(&column))
    }

    /// The lines of a head within a stack.
    pub(super) const fn head_lines(&self) -> usize {
        if self.is_wide { 0 } else { 1 }
    }

    /// The cards that are seen at once.
    pub(super) const fn cards_seen(&self) -> usize {
        self.height / self.card
    }

    /// The lines of a column within its stack, with its head and the empty line after it.
    fn lines_of(&self, board: &Board, column: usize) -> usize {
        let cards = board.piles[column].len() * self.card;
        if self.is_wide { cards } else { 1 + cards + usize::from(self.card == CARD) }
    }

    /// The line of its stack on which a card begins.
    pub(super) fn line_of(&self, board: &Board, column: usize, card: usize) -> usize {
        let Some(stack) = self.stack_of(column) else { return 0 };
        let before: usize = stack.columns.iter().take_while(|n| **n != column).map(|n| self.lines_of(board, *n)).sum();
        before + self.head_lines() + card * self.card
    }

    /// How many cards of a stack begin before a line.
    pub(super) fn cards_before(&self, board: &Board, stack: &Stack, line: usize) -> usize {
        let of = |column: &usize| {
            let first = self.line_of(board, *column, 0);
            line.saturating_sub(first).div_ceil(self.card).min(board.piles[*column].len())
        };
        stack.columns.iter().map(of).sum()
    }

    /// The card that stands nearest to a line of a stack.
    pub(super) fn card_near(&self, board: &Board, stack: &Stack, line: usize) -> Option<(usize, usize)> {
        let lines = stack.lines(board, self);
        let line = line.min(lines.saturating_sub(1));
        let at = |line: usize| match self.on_line(board, stack, line) {
            On::Card(column, card, _) => Some((column, card)),
            On::Head(_) | On::Gap(_) | On::Nothing => None,
        };
        (0..=lines).find_map(|far| at(line.saturating_sub(far)).or_else(|| at(line + far)))
    }

    /// What stands on a line of a stack.
    pub(super) fn on_line(&self, board: &Board, stack: &Stack, line: usize) -> On {
        let mut start = 0;
        for column in &stack.columns {
            let lines = self.lines_of(board, *column);
            if line < start + lines {
                let within = line - start;
                if within < self.head_lines() {
                    return On::Head(*column);
                }
                let within = within - self.head_lines();
                let (card, part) = (within / self.card, within % self.card);
                let is_card = card < board.piles[*column].len() && part < CARD;
                return if is_card { On::Card(*column, card, part) } else { On::Gap(*column) };
            }
            start += lines;
        }
        On::Nothing
    }
}

/// What stands on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum On {
    /// The head of a column.
    Head(usize),
    /// A line of a card: column, card, line.
    Card(usize, usize, usize),
    /// An empty line of a column.
    Gap(usize),
    /// What is below all of them.
    Nothing,
}

impl Stack {
    /// Its cards from the top, as column and card.
    pub(super) fn cards<'a>(&'a self, board: &'a Board) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.columns.iter().flat_map(move |column| (0..board.piles[*column].len()).map(move |card| (*column, card)))
    }

    /// Its lines.
    pub(super) fn lines(&self, board: &Board, lay: &Lay) -> usize {
        self.columns.iter().map(|column| lay.lines_of(board, *column)).sum()
    }
}
