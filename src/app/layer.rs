//! What lies over the list: forms, quick add, palette, help, menus. The topmost one gets the keys.
//!
//! The app looks a key up in [`Layer::scope`](super::layers::Layer::scope) and hands over what it meant; the layer
//! answers with an [`Outcome`]. A command that is no business of the list itself opens a layer.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::command::{Command, Scope};
use crate::domain::act::{Draft, Entry};
use crate::domain::book::{Book, SavedView};
use crate::domain::day::{Day, Moment};
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::period::Period;
use crate::domain::person::{Handle, Person};
use crate::domain::review::NewPaper;
use crate::forecast::Forecaster;
use crate::keymap::{Key, Keymap};
use crate::report::Facts;

use super::column::Column;
use super::sharing::Hands;

/// What every screen and layer may look at while it handles a key or is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The book as it is on disk.
    pub book: &'a Book,
    /// How each of its commitments stands, in the book's order.
    pub standings: &'a [Standing],
    /// Who forecasts; none before the first forecast came in.
    pub forecaster: Option<&'a Forecaster>,
    /// Today, in the book's zone.
    pub today: Day,
    /// Who is at the keys.
    pub me: &'a Handle,
    /// Which key runs what.
    pub keymap: &'a Keymap,
    /// The part of the screen under the layers, for help and palette.
    pub below: Scope,
    /// What a move is made on: the marked, or else the one under the cursor; none on an empty list.
    pub targets: &'a [Id],
    /// What the list shows, as saving the view would keep it; its name is empty.
    pub view: &'a SavedView,
    /// The last move made here, for `repeat`.
    pub last: Option<&'a Draft>,
    /// Half-typed text kept from before, by [`Kept::name`].
    pub kept: &'a BTreeMap<String, String>,
    /// The names of the tabs, in their order.
    pub tabs: &'a [String],
    /// The names of the themes, the one in use first.
    pub themes: &'a [String],
    /// The marked commitments of the view.
    pub marks: &'a BTreeSet<Id>,
    /// Whether amounts are shown.
    pub has_money: bool,
    /// The size of the screen, columns and rows.
    pub size: (u16, u16),
    /// The part of it that the view has, columns and rows.
    pub body: (u16, u16),
    /// How long the program has been open, as of the last key.
    pub watch: Duration,
    /// When the last standup was; none before the first.
    pub last_standup: Option<Moment>,
    /// The quarters whose pulse whoever is at the keys has answered on this machine.
    pub answered: &'a BTreeSet<Period>,
}

impl<'a> Context<'a> {
    /// What reports read.
    #[must_use]
    pub const fn facts(&self) -> Facts<'a> {
        Facts { book: self.book, standings: self.standings, today: self.today }
    }

    /// How the commitment of an id stands.
    #[must_use]
    pub fn standing(&self, id: Id) -> Option<&Standing> {
        self.standings.get(self.book.place(id)?)
    }
}

/// What reaches a layer.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// A command its keys mean in its scope; `cancel` and `back` too.
    Command(Command),
    /// A key that means no command there: a letter typed into a field, an arrow.
    Key(Key),
    /// Pasted text: one input, it runs nothing.
    Paste(String),
    /// A press of the mouse, in cells of the screen.
    Click(u16, u16),
    /// A turn of the wheel, in lines, downwards positive.
    Wheel(i16),
}

/// What a layer, or the screen of a view, wants to happen.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It goes on.
    Stay,
    /// It goes away; what was typed in it is kept as a draft where it keeps any.
    Close,
    /// It goes away, and the moves are recorded; when that fails it comes back with what was typed and the reason.
    Record(Vec<Entry>),
    /// The same, and it stays for more; when that fails, [`Layer::came_back`](super::layers::Layer::came_back) gets it back.
    RecordMore(Vec<Person>, Vec<Entry>),
    /// It goes away, and quick add begins with the text, the cursor before it.
    Add(String),
    /// It goes away, and the command runs.
    Run(Command),
    /// It goes away, and the cursor is put on the commitment.
    GoTo(Id),
    /// It goes away, and the list shows what fits the query.
    Find(String),
    /// It goes away, and the saved view of that name is shown.
    OpenView(String),
    /// It goes away, and a paper of a review is put into the book; when that fails it comes back with the reason.
    File(NewPaper),
    /// It goes away, and a view is saved in the book; one of the same name is replaced.
    SaveView(SavedView),
    /// People are added to the book before the moves are recorded.
    AddPeople(Vec<Person>, Vec<Entry>),
    /// A theme is shown while the layer stays; the one in use before comes back on [`Outcome::Close`].
    TryTheme(String),
    /// It goes away, and a theme is chosen for good.
    Theme(String),
    /// A word for the status line; the layer stays.
    Say(String),
    /// What was asked for can't be done, and why; the layer stays.
    Refuse(String),
    /// The list shows these columns, of which so many stay in place; the layer stays.
    TryColumns(Vec<Column>, usize),
    /// The same, and it goes away.
    Columns(Vec<Column>, usize),
    /// It stays, and the text is put on the clipboard, with a word for the status line.
    Copy(String, String),
    /// It stays, and another layer lies over it.
    Open(Box<super::layers::Layer>),
    /// It stays, and a text is kept as half-typed ones are; an empty one is forgotten.
    Keep(Kept),
    /// The standup is over: it is marked, its digest is saved, and one is where one came from.
    EndStandup(String),
    /// It goes away, and whoever asked for the terminal is answered.
    Terminal(Hands),
}

impl Outcome {
    /// Whether what was typed so far is kept before anything else happens.
    #[must_use]
    pub const fn keeps_text(&self) -> bool {
        match self {
            Self::Stay
            | Self::Say(_)
            | Self::Refuse(_)
            | Self::Copy(..)
            | Self::Open(_)
            | Self::Keep(_)
            | Self::TryColumns(..)
            | Self::Columns(..)
            | Self::EndStandup(_)
            | Self::Close
            | Self::Record(_)
            | Self::File(_)
            | Self::AddPeople(..)
            | Self::Add(_) => true,
            Self::RecordMore(..)
            | Self::Run(_)
            | Self::GoTo(_)
            | Self::Find(_)
            | Self::OpenView(_)
            | Self::SaveView(_)
            | Self::TryTheme(_)
            | Self::Theme(_)
            | Self::Terminal(_) => false,
        }
    }
}

/// What a command leads to that the list doesn't know by itself.
#[derive(Clone, Debug)]
pub enum Opened {
    /// A layer, on top of what is there.
    Layer(Box<super::layers::Layer>),
    /// Moves to be recorded as they are.
    Record(Vec<Entry>),
    /// Nothing; the reason for the status line.
    Refused(String),
}

/// Half-typed text that outlives its layer: a reload, an error, a crash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// What it belongs to: `quick-add`, `counter k7m2qx`.
    pub name: String,
    /// The text, in a form its layer reads back.
    pub text: String,
}
