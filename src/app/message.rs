//! What comes into the app and what it wants done outside.

use crate::domain::act::Entry;
use crate::domain::book::{Book, SavedView};
use crate::domain::day::{Day, Moment};
use crate::domain::id::Id;
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::review::NewPaper;
use crate::forecast::almanac::Prospects;
use crate::keymap::Key;

use super::layer::Kept;
use super::sharing::{Hands, Happening};

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something, at a column and row.
    Mouse(Mouse, u16, u16),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// It is another day.
    Day(Day),
    /// The book was made or read anew as a whole.
    Opened(Box<Book>),
    /// The book's files changed: these commitments are other than before, new or gone.
    Refreshed(Refreshed),
    /// What is foreseen came in.
    Foreseen(Box<Prospects>),
    /// Moves were recorded: commitment and move.
    Recorded(Vec<(Id, Id)>),
    /// A paper of a review is in the book, in words.
    Filed(String),
    /// Whoever is at the keys has answered the pulse of these quarters on this machine.
    Answered(Vec<Period>),
    /// What was asked for couldn't be done, and why.
    Failed(String),
    /// What was asked for was done, in words.
    Done(String),
    /// A standup was marked as held at that moment, with a word about it.
    StandupMarked(Moment, String),
    /// Something about sharing the book.
    Shared(Happening),
}

/// What reading the files again brought.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Refreshed {
    /// Commitments that are new or other than before.
    pub changed: Vec<Id>,
    /// Whether anything beyond them is other than before: rules, people, views, commitments that are gone.
    pub is_deep: bool,
}

/// What a mouse does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// A press of the left button.
    Press,
    /// The mouse goes on while the button is down.
    Drag,
    /// The button is let go.
    Release,
    /// A press of the right button.
    Menu,
    /// The wheel, away from the person.
    WheelUp,
    /// The wheel, towards the person.
    WheelDown,
}

/// Something to be done outside.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Add the people, then make the moves; answered by `Recorded` or `Failed`.
    Record(Vec<Person>, Vec<Entry>),
    /// Put a paper of a review into the book; answered by `Filed` or `Failed`.
    File(NewPaper),
    /// Save the view in the book.
    SaveView(SavedView),
    /// Show a theme.
    TryTheme(String),
    /// Show a theme, and keep it for next time.
    KeepTheme(String),
    /// Put the text on the clipboard.
    Copy(String),
    /// Open the commitment's file in the editor.
    EditFile(Id),
    /// Open a file of the book, at a line.
    EditProblem(String, Option<u32>),
    /// Make a book in the default place.
    MakeBook,
    /// Read the files again.
    Reload,
    /// Sync the book; answered by `Shared`.
    Sync(Hands),
    /// Stop the sync that runs.
    StopSync,
    /// Take the mouse, or give it back to the terminal.
    Mouse(bool),
    /// Keep half-typed text.
    Keep(Kept),
    /// Forget it: it was recorded, or emptied.
    Forget(String),
    /// Mark that a standup was held, and save its digest; answered by `StandupMarked` or `Failed`.
    EndStandup(String),
    /// Put the program aside.
    Suspend,
    /// Leave.
    Quit,
}
