//! The question whether git gets the terminal: it wants a passphrase, a password or a yes to a host key.

use super::sheet::{Pick, Sheet};
use super::shortcut;
use crate::app::ink::{Row, Spot, Tone, flowing, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::app::sharing::{Hands, Trouble};
use crate::command::{Command, Scope};
use crate::text::{pad, width};

const WIDTH: usize = 68;

/// The question.
#[derive(Clone, Debug)]
pub struct Handover {
    trouble: Trouble,
}

impl Handover {
    /// The question that a trouble leads to.
    #[must_use]
    pub fn new(trouble: &Trouble) -> Self {
        Self { trouble: trouble.clone() }
    }

    /// Takes an input.
    #[must_use]
    pub fn handle(&self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Open | Command::Submit) => Outcome::Terminal(Hands::AtTerminal),
            Input::Command(Command::Cancel | Command::Back) => Outcome::Terminal(Hands::Off),
            Input::Click(x, y) => match self.sheet(context).pick(context.size, (*x, *y)) {
                Pick::Entry(_) => Outcome::Terminal(Hands::AtTerminal),
                Pick::Outside => Outcome::Terminal(Hands::Off),
                Pick::Elsewhere => Outcome::Stay,
            },
            Input::Command(_) | Input::Key(_) | Input::Paste(_) | Input::Wheel(_) => Outcome::Stay,
        }
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let key = |command| shortcut(command, Scope::Menu, context);
        let (take, leave) = (key(Command::Open), key(Command::Cancel));
        let mut sheet = Sheet::new("git needs the terminal", WIDTH);
        sheet.body.extend(wrapped(Tone::Strong, &self.trouble.what, cols, 0));
        let why = "What it asks for is typed where this screen is now.";
        sheet.body.extend(wrapped(Tone::Text, why, cols, 0));
        sheet.body.push(Row::blank());
        let cols_of_keys = width(&take).max(width(&leave));
        let mut choice = |key: &str, words: &str, spot: Spot| {
            let row = Row::of(Tone::Key, pad(key, cols_of_keys)).with(Tone::Text, format!("  {words}"));
            sheet.body.extend(flowing(row, cols).into_iter().map(|row| row.at(spot)));
        };
        choice(&take, "hands the terminal over; Ctrl-C comes back", Spot::Entry(0));
        choice(&leave, "leaves it: nothing is sent, and nothing is lost", Spot::Outside);
        sheet.keys = keys(&[(&take, "hand over"), (&leave, "leave it")]);
        sheet
    }
}
