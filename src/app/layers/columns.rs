//! The columns of the list: which, in which order, and how many stay in place; the list behind shows each change.

use super::sheet::{Pick, Sheet};
use super::{moved, shortcut};
use crate::app::column::{Column, Wanted};
use crate::app::ink::{Row, Spot, TICK, Tone, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope};
use crate::text::pad;

const WIDTH: usize = 52;

/// The picker.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Every column; those that are shown first, in their order.
    all: Vec<Column>,
    /// How many of them are shown.
    shown: usize,
    frozen: usize,
    at: usize,
    /// What the list showed before.
    before: (Vec<Column>, usize),
}

impl Columns {
    /// The picker over the columns as they are.
    ///
    /// # Errors
    /// On a screen without columns, in words.
    pub fn new(context: &Context) -> Result<Self, String> {
        if !matches!(context.below, Scope::List | Scope::Item) {
            return Err("columns: only in a list; 1 and 2 are lists".to_owned());
        }
        let named: Vec<Column> = context.view.columns.iter().filter_map(|word| Column::by_word(word)).collect();
        let frozen = context.view.frozen.map_or(crate::app::view::FROZEN, usize::from);
        let wanted = Wanted { columns: &named, frozen, shift: 0, has_money: context.has_money };
        let mut all = wanted.all(context.body.0.saturating_sub(1));
        let shown = all.len();
        let others: Vec<Column> = Column::all().filter(|column| !all.contains(column)).collect();
        all.extend(others);
        Ok(Self { all, shown, frozen, at: 0, before: (named, frozen) })
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Open | Command::Submit) => {
                return Outcome::Columns(self.chosen(), self.frozen);
            }
            Input::Command(Command::Cancel | Command::Back) => {
                let (columns, frozen) = self.before.clone();
                return Outcome::Columns(columns, frozen);
            }
            Input::Command(command) => self.at = moved(self.at, *command, self.all.len(), 8),
            Input::Wheel(lines) => {
                self.at = self.at.saturating_add_signed((*lines).into()).min(self.all.len().saturating_sub(1));
            }
            Input::Key(key) => match key.typed() {
                Some('j') => self.at = moved(self.at, Command::Down, self.all.len(), 8),
                Some('k') => self.at = moved(self.at, Command::Up, self.all.len(), 8),
                Some(' ') => return self.toggle(),
                Some('<' | 'K') => return self.shift(-1),
                Some('>' | 'J') => return self.shift(1),
                Some('|') => return self.freeze(),
                Some('0') => return self.usual(context),
                Some(_) | None => {}
            },
            Input::Click(x, y) => match self.sheet(context).pick(context.size, (*x, *y)) {
                Pick::Entry(at) => {
                    self.at = at;
                    return self.toggle();
                }
                Pick::Outside => return Outcome::Columns(self.chosen(), self.frozen),
                Pick::Elsewhere => {}
            },
            Input::Paste(_) => {}
        }
        Outcome::Stay
    }

    fn chosen(&self) -> Vec<Column> {
        self.all.iter().copied().take(self.shown).collect()
    }

    fn tried(&self) -> Outcome {
        Outcome::TryColumns(self.chosen(), self.frozen)
    }

    /// Shows the column behind those that are shown, or puts it away; the last one stays.
    fn toggle(&mut self) -> Outcome {
        let column = self.all.remove(self.at);
        if self.at < self.shown {
            if self.shown == 1 {
                self.all.insert(self.at, column);
                return Outcome::Say("one column at least stays".to_owned());
            }
            self.shown -= 1;
            self.frozen = self.frozen.min(self.shown);
            self.all.insert(self.shown, column);
        } else {
            self.all.insert(self.shown, column);
            self.at = self.shown;
            self.shown += 1;
        }
        self.tried()
    }

    /// Puts the column before or behind its neighbour.
    fn shift(&mut self, by: isize) -> Outcome {
        let Some(to) = self.at.checked_add_signed(by).filter(|to| *to < self.shown && self.at < self.shown) else {
            return Outcome::Stay;
        };
        self.all.swap(self.at, to);
        self.at = to;
        self.tried()
    }

    /// The columns up to this one stay in place; once more, none does.
    fn freeze(&mut self) -> Outcome {
        if self.at >= self.shown {
            return Outcome::Stay;
        }
        self.frozen = if self.frozen == self.at + 1 { 0 } else { (self.at + 1).min(9) };
        self.tried()
    }

    fn usual(&mut self, context: &Context) -> Outcome {
        let view = crate::domain::book::SavedView { columns: Vec::new(), frozen: None, ..context.view.clone() };
        if let Ok(usual) = Self::new(&Context { view: &view, ..*context }) {
            *self = Self { before: self.before.clone(), ..usual };
        }
        Outcome::TryColumns(Vec::new(), crate::app::view::FROZEN)
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let mut sheet = Sheet::new("columns", WIDTH);
        for (n, column) in self.all.iter().enumerate() {
            let is_shown = n < self.shown;
            let (sign, tone) = if is_shown { (TICK, Tone::Good) } else { (" ", Tone::Dim) };
            let word = if is_shown { Tone::Text } else { Tone::Dim };
            let stays = if is_shown && n < self.frozen { "stays" } else { "" };
            let row = Row::of(tone, format!("{sign} "))
                .with(word, pad(column.word(), 11))
                .with(Tone::Dim, pad(column.head(), cols.saturating_sub(20)))
                .with(Tone::Key, stays);
            sheet.body.push(row.at(Spot::Entry(n)).chosen_if(n == self.at));
        }
        sheet.follow = self.at;
        let hint =
            "space shows or hides · < > order · | stays up to here · 0 the usual ones · save the view to keep them";
        sheet.foot = wrapped(Tone::Dim, hint, cols, 0);
        let key = |command| shortcut(command, Scope::Menu, context);
        sheet.keys = keys(&[
            (&key(Command::Open), "done"),
            ("space", "show"),
            ("|", "stays"),
            (&key(Command::Cancel), "as before"),
        ]);
        sheet
    }
}
