//! The themes, each shown as one goes past it.

use super::sheet::{Pick, Sheet};
use super::{moved, shortcut};
use crate::app::ink::{Row, Spot, Tone, keys};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope};
use crate::domain::flag::Level;
use crate::text::pad;

const WIDTH: usize = 40;

/// The picker of themes; the one in use is the first of the context's.
#[derive(Clone, Debug)]
pub struct Themes {
    names: Vec<String>,
    at: usize,
}

impl Themes {
    /// The picker over the themes there are.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self { names: context.themes.to_vec(), at: 0 }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Open | Command::Submit) => self.take(),
            Input::Command(Command::Cancel | Command::Back) => Outcome::Close,
            Input::Command(command) => self.go(moved(self.at, *command, self.names.len(), 5)),
            Input::Wheel(lines) => self.go(self.at.saturating_add_signed((*lines).into())),
            Input::Key(key) if key.typed() == Some('j') => self.go(self.at + 1),
            Input::Key(key) if key.typed() == Some('k') => self.go(self.at.saturating_sub(1)),
            Input::Key(key) => {
                let begins = |name: &String| key.typed().is_some_and(|c| name.starts_with(c));
                let next = (self.at + 1..self.names.len()).chain(0..self.at).find(|at| begins(&self.names[*at]));
                self.go(next.unwrap_or(self.at))
            }
            Input::Click(x, y) => match self.sheet(context).pick(context.size, (*x, *y)) {
                Pick::Entry(at) if at == self.at => self.take(),
                Pick::Entry(at) => self.go(at),
                Pick::Outside => Outcome::Close,
                Pick::Elsewhere => Outcome::Stay,
            },
            Input::Paste(_) => Outcome::Stay,
        }
    }

    fn go(&mut self, at: usize) -> Outcome {
        let at = at.min(self.names.len().saturating_sub(1));
        if at == self.at {
            return Outcome::Stay;
        }
        self.at = at;
        self.names.get(at).map_or(Outcome::Stay, |name| Outcome::TryTheme(name.clone()))
    }

    fn take(&self) -> Outcome {
        self.names.get(self.at).map_or(Outcome::Close, |name| Outcome::Theme(name.clone()))
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let mut sheet = Sheet::new("themes", WIDTH);
        for (n, name) in self.names.iter().enumerate() {
            let row = Row::of(Tone::Text, pad(name, 24)).with(Tone::Dim, if n == 0 { "in use" } else { "" });
            sheet.body.push(row.at(Spot::Entry(n)).chosen_if(n == self.at));
        }
        sheet.follow = self.at;
        sheet.foot = vec![
            Row::blank(),
            Row::of(Tone::Flag(Level::Red), "● over-promised ")
                .with(Tone::Flag(Level::Amber), "▲ at risk ")
                .with(Tone::Good, "✓ covered"),
            Row::of(Tone::Sales, "sales ")
                .with(Tone::Tech, "tech ")
                .with(Tone::Dim, "dim ")
                .with(Tone::Strong, "strong"),
        ];
        let key = |command| shortcut(command, Scope::Menu, context);
        sheet.keys =
            keys(&[(&key(Command::Open), "keep"), (&key(Command::Down), "next"), (&key(Command::Cancel), "as before")]);
        sheet
    }
}
