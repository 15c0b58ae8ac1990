//! What lies over the list: forms, quick add, palette, help, menus. The topmost one gets the keys.

use crate::command::Command;
use crate::domain::act::Entry;
use crate::domain::book::{Book, SavedView};
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::person::{Handle, Person};

/// What every screen and layer may look at while it handles a key or is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The book as it is on disk.
    pub book: &'a Book,
    /// How each of its commitments stands, in the book's order.
    pub standings: &'a [Standing],
    /// Today, in the book's zone.
    pub today: Day,
    /// Who is at the keys.
    pub me: &'a Handle,
}

impl Context<'_> {
    /// How the commitment of an id stands.
    #[must_use]
    pub fn standing(&self, id: Id) -> Option<&Standing> {
        self.standings.get(self.book.place(id)?)
    }
}

/// What a layer wants to happen.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// It goes on.
    Stay,
    /// It goes away; what was typed in it is kept as a draft where it keeps any.
    Close,
    /// It goes away, and the moves are recorded; when that fails it comes back with what was typed and the reason.
    Record(Vec<Entry>),
    /// It goes away, and the command runs.
    Run(Command),
    /// A view is saved in the book.
    SaveView(SavedView),
    /// People are added to the book before the moves are recorded.
    AddPeople(Vec<Person>, Vec<Entry>),
    /// A theme is chosen.
    Theme(String),
    /// A word for the status line; the layer stays.
    Say(String),
}
