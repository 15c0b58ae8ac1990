//! Reading a layer that is longer than the screen: keys, wheel and mouse scroll it, and close it.

use super::scrolled;
use super::sheet::Sheet;
use crate::app::ink::Spot;
use crate::app::layer::{Context, Input, Outcome};
use crate::command::Command;

/// What an input means to somebody who reads.
#[derive(Clone, Debug)]
pub enum Read {
    /// It was scrolled, or nothing happened.
    On,
    /// It is enough.
    Over(Outcome),
    /// Something in it was pressed.
    Pressed(Spot),
    /// A command that reading has no use for.
    Asked(Command),
}

/// Where in a sheet one reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scroll(usize);

impl Scroll {
    /// The first line of the body that is seen.
    #[must_use]
    pub const fn line(self) -> usize {
        self.0
    }

    /// Takes an input about the sheet as it is now.
    pub fn read(&mut self, input: &Input, sheet: &Sheet, context: &Context) -> Read {
        let shown = usize::from(sheet.place(context.size).body);
        match input {
            Input::Command(Command::Cancel | Command::Back | Command::Open | Command::Submit) => {
                return Read::Over(Outcome::Close);
            }
            Input::Command(Command::Palette) => return Read::Over(Outcome::Run(Command::Palette)),
            Input::Command(command) => {
                let before = self.0;
                self.0 = scrolled(self.0, *command, sheet.body.len(), shown);
                let is_moving = matches!(
                    command,
                    Command::Down
                        | Command::Up
                        | Command::Top
                        | Command::Bottom
                        | Command::HalfPageDown
                        | Command::HalfPageUp
                        | Command::PageDown
                        | Command::PageUp
                );
                if before == self.0 && !is_moving {
                    return Read::Asked(*command);
                }
            }
            Input::Wheel(lines) => {
                let most = sheet.body.len().saturating_sub(shown);
                self.0 = self.0.saturating_add_signed((*lines).into()).min(most);
            }
            Input::Click(x, y) => match sheet.spot(context.size, (*x, *y)) {
                Spot::Outside => return Read::Over(Outcome::Close),
                spot => return Read::Pressed(spot),
            },
            Input::Key(_) | Input::Paste(_) => {}
        }
        Read::On
    }
}
