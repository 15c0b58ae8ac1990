//! The layers themselves, and which command opens which.

pub mod line;

use super::layer::{Context, Input, Kept, Opened, Outcome};
use crate::command::{Command, Scope};

/// Everything that can lie over the list.
#[derive(Clone, Debug)]
pub enum Layer {}

impl Layer {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match *self {}
    }

    /// Takes an input.
    #[must_use]
    pub fn handle(&mut self, _input: Input, _context: &Context) -> Outcome {
        match *self {}
    }

    /// Its half-typed text, where it has any worth keeping.
    #[must_use]
    pub fn kept(&self) -> Option<Kept> {
        match *self {}
    }

    /// Recording what it wanted failed, or was refused: it is on top again, with the reason.
    pub fn came_back(&mut self, _why: &str) {
        match *self {}
    }
}

/// What a command leads to that the list doesn't handle by itself: a layer, moves, or a reason why not.
#[must_use]
pub fn open(command: Command, _context: &Context) -> Opened {
    Opened::Refused(format!("`{}` can't be used here", crate::command::entry(command).title))
}
