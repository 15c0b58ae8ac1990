//! The customers: what each believes, what stands, and what to tell them. Who waits for a word comes first.

use super::{Input, Picture, Screen, window};
use crate::app::area::Area;
use crate::app::ink::{CURSOR, MARK, Row, Spot, TICK, Tone, sign};
use crate::app::layer::{Context, Outcome};
use crate::app::layers::Layer;
use crate::app::layers::paper::{Paper, Subject};
use crate::command::{Command, Scope};
use crate::domain::id::Id;
use crate::report::customers::{self, Account, Point, Tell};

/// The cells before the first column, as in a list: cursor or mark, sign, blank.
const LEAD: usize = 3;

/// The screen of the customers.
#[derive(Debug, Default)]
pub struct Customers {
    accounts: Vec<Account>,
    /// What is shown, line by line.
    lines: Vec<Line>,
    /// The line under the cursor.
    at: usize,
    /// The first line shown.
    top: usize,
    current: Option<Id>,
}

/// A line of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    /// The head of a customer.
    Account(usize),
    /// A commitment of a customer.
    Point(usize, usize),
    /// Nothing, between customers.
    Gap,
}

/// The columns behind the sign.
struct Columns {
    scope: usize,
    believes: usize,
    stands: usize,
    words: usize,
}

impl Columns {
    fn of(cols: usize) -> Self {
        let inner = cols.saturating_sub(LEAD + 1);
        let (believes, stands) = match inner {
            0..56 => (0, 0),
            56..70 => (8, 0),
            70..100 => (9, 15),
            _ => (12, 18),
        };
        let gaps = 2 * (1 + usize::from(believes > 0) + usize::from(stands > 0));
        let rest = inner.saturating_sub(believes + stands + gaps);
        let scope = (rest * 9 / 20).min(48);
        Self { scope, believes, stands, words: rest - scope }
    }
}

impl Screen for Customers {
    fn scope(&self) -> Scope {
        Scope::Customers
    }

    fn select(&self, context: &Context) -> Vec<usize> {
        let facts = context.facts();
        let is_current = |place: &usize| facts.at(*place).is_some_and(|case| customers::is_current(&case));
        (0..context.book.commitments().len()).filter(is_current).collect()
    }

    fn gather(&mut self, found: &[usize], context: &Context) {
        self.accounts = customers::of(&context.facts(), found);
        self.lines.clear();
        for (n, account) in self.accounts.iter().enumerate() {
            if n > 0 {
                self.lines.push(Line::Gap);
            }
            self.lines.push(Line::Account(n));
            self.lines.extend((0..account.points.len()).map(|point| Line::Point(n, point)));
        }
        if !self.current.is_some_and(|id| self.stand_on(id)) {
            self.at = self.at.min(self.lines.len().saturating_sub(1));
            self.step(0);
        }
        self.keep_in_sight(context);
    }

    fn current(&self) -> Option<Id> {
        self.point().map(|point| point.id)
    }

    fn stand_on(&mut self, id: Id) -> bool {
        let line = (0..self.lines.len()).find(|line| self.point_at(*line).is_some_and(|point| point.id == id));
        if let Some(line) = line {
            self.at = line;
            self.current = Some(id);
        }
        line.is_some()
    }

    fn handle(&mut self, input: &Input, context: &Context) -> Option<Outcome> {
        let rows = usize::from(context.body.1).saturating_sub(1).max(1);
        let page = isize::try_from(rows).unwrap_or(isize::MAX);
        match input {
            Input::Command(Command::Down) => self.step(1),
            Input::Command(Command::Up) => self.step(-1),
            Input::Command(Command::PageDown) => self.step(page),
            Input::Command(Command::PageUp) => self.step(-page),
            Input::Command(Command::HalfPageDown) => self.step(page / 2),
            Input::Command(Command::HalfPageUp) => self.step(-page / 2),
            Input::Command(Command::Top) => self.step(isize::MIN / 2),
            Input::Command(Command::Bottom) => self.step(isize::MAX / 2),
            Input::Command(Command::Right) => self.go_to_account(1),
            Input::Command(Command::Left) => self.go_to_account(-1),
            Input::Wheel(lines) => self.step(isize::from(*lines)),
            Input::Press(Spot::Entry(account)) => {
                let head = self.lines.iter().position(|line| *line == Line::Account(*account))?;
                self.at = head;
                self.step(1);
            }
            Input::Command(_) | Input::Press(_) | Input::Drag(..) | Input::Drop(..) => return None,
        }
        self.keep_in_sight(context);
        Some(Outcome::Stay)
    }

    fn picture(&self, context: &Context, size: (u16, u16)) -> Picture {
        let cols = usize::from(size.0);
        let columns = Columns::of(cols);
        let rows = usize::from(size.1).saturating_sub(1);
        let top = window(self.top, self.at, rows, self.lines.len());
        let mut picture = Picture { rows: vec![heads(&columns)], ..Picture::default() };
        for (number, line) in self.lines.iter().enumerate().skip(top).take(rows) {
            let row = match *line {
                Line::Gap => Row::blank(),
                Line::Account(n) => self.accounts.get(n).map_or_else(Row::blank, |account| {
                    let exposure = if context.has_money { account.exposure.words() } else { None };
                    head(account, exposure, cols).at(Spot::Entry(n))
                }),
                Line::Point(..) => self.point_at(number).map_or_else(Row::blank, |point| {
                    let mark = if context.marks.contains(&point.id) {
                        MARK
                    } else if number == self.at {
                        CURSOR
                    } else {
                        " "
                    };
                    of(point, mark, &columns).at(Spot::Commitment(point.place))
                }),
            };
            if number == self.at {
                let y = u16::try_from(picture.rows.len()).unwrap_or(0);
                picture.selected.push(Area { x: 0, y, width: size.0.saturating_sub(1), height: 1 });
            }
            picture.rows.push(row);
        }
        if self.lines.is_empty() {
            picture.rows.extend([
                Row::blank(),
                Row::of(Tone::Strong, "   every customer knows what stands"),
                Row::of(Tone::Dim, "   what is open, or ended without a word to the customer, is shown here"),
            ]);
        }
        picture.thumb = Some((top, self.lines.len()));
        picture
    }

    fn stands_beside(&self) -> bool {
        true
    }
}

impl Customers {
    fn point_at(&self, line: usize) -> Option<&Point> {
        match self.lines.get(line)? {
            Line::Point(account, point) => self.accounts.get(*account)?.points.get(*point),
            Line::Account(_) | Line::Gap => None,
        }
    }

    fn point(&self) -> Option<&Point> {
        self.point_at(self.at)
    }

    /// The cursor so many lines on, over heads and gaps.
    fn step(&mut self, by: isize) {
        let Some(last) = self.lines.len().checked_sub(1) else { return };
        let wanted = self.at.saturating_add_signed(by).min(last);
        let is_point = |line: &usize| matches!(self.lines.get(*line), Some(Line::Point(..)));
        let (up, down) = ((0..=wanted).rev().find(is_point), (wanted..=last).find(is_point));
        let found = if by < 0 { up.or(down) } else { down.or(up) };
        if let Some(line) = found {
            self.at = line;
            self.current = self.point().map(|point| point.id);
        }
    }

    /// The cursor onto the first commitment of another customer.
    fn go_to_account(&mut self, by: isize) {
        let Some(Line::Point(account, _)) = self.lines.get(self.at).copied() else { return };
        let wanted = account.saturating_add_signed(by).min(self.accounts.len().saturating_sub(1));
        if let Some(line) = self.lines.iter().position(|line| *line == Line::Point(wanted, 0)) {
            self.at = line;
            self.current = self.point().map(|point| point.id);
        }
    }

    fn keep_in_sight(&mut self, context: &Context) {
        let rows = usize::from(context.body.1).saturating_sub(1);
        // A head is seen with its first commitment.
        let first = if self.at > 0 && matches!(self.lines.get(self.at - 1), Some(Line::Account(_))) {
            self.at - 1
        } else {
            self.at
        };
        self.top = window(window(self.top, self.at, rows, self.lines.len()), first, rows, self.lines.len());
    }
}

/// The paper about the customer of what a move would be made on.
///
/// # Errors
/// Where there is no such commitment, in words.
pub fn paper(context: &Context, subject: fn(String) -> Subject) -> Result<Layer, String> {
    let commitment = context.targets.first().and_then(|id| context.book.get(*id));
    let commitment = commitment.ok_or("choose a commitment of the customer first")?;
    Ok(Layer::Paper(Box::new(Paper::new(subject(commitment.customer.to_string())))))
}

fn heads(columns: &Columns) -> Row {
    let mut row = Row::of(Tone::Text, " ".repeat(LEAD)).with(Tone::Heading, "COMMITMENT").padded(LEAD + columns.scope);
    for (head, wide) in [("BELIEVES", columns.believes), ("STANDS", columns.stands)] {
        if wide > 0 {
            row = row.with(Tone::Text, "  ").with(Tone::Heading, head);
            let to = row.width() + wide.saturating_sub(head.len());
            row = row.padded(to);
        }
    }
    row.with(Tone::Text, "  ").with(Tone::Heading, "WHAT TO TELL THEM")
}

fn head(account: &Account, exposure: Option<String>, cols: usize) -> Row {
    let row =
        Row::of(Tone::Strong, format!(" {}", account.customer)).with(Tone::Dim, format!("  {}", account.counts()));
    let Some(exposure) = exposure else { return row };
    let room = cols.saturating_sub(row.width() + crate::text::width(&exposure) + 2);
    if room < 2 {
        return row;
    }
    row.with(Tone::Text, " ".repeat(room)).with(Tone::Dim, exposure)
}

fn of(point: &Point, mark: &str, columns: &Columns) -> Row {
    let (sign, tone) = match point.tell.level() {
        Some(level) => (sign(level), Tone::Flag(level)),
        None => (TICK, Tone::Good),
    };
    let cell = |tone: Tone, text: &str, wide: usize| Row::of(tone, text).padded(wide);
    let mut row = Row::of(Tone::Strong, mark).with(tone, sign).with(Tone::Text, " ");
    let mut put = |tone: Tone, text: &str, wide: usize| {
        if wide > 0 {
            let gap = if row.width() > LEAD { "  " } else { "" };
            let cell = cell(tone, text, wide);
            row = std::mem::take(&mut row).with(Tone::Text, gap);
            row.pieces.extend(cell.pieces);
        }
    };
    put(Tone::Text, &point.scope, columns.scope);
    put(Tone::Sales, &point.believes, columns.believes);
    put(Tone::Tech, &point.stands, columns.stands);
    let words = match point.tell {
        Tell::Now | Tell::Word => Tone::Strong,
        Tell::AskFirst | Tell::Confirm => Tone::Text,
        Tell::Open | Tell::AsTold => Tone::Dim,
    };
    put(words, &point.words, columns.words);
    row
}
