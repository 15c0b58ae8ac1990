//! The program between the keys and the screen: what happened comes in as a message, what to do goes out as effects.
//!
//! Pure: no files, no clock, no terminal. `run` performs the effects and brings their results back as messages.

pub mod area;
mod change;
pub mod column;
mod doing;
mod filter;
pub mod footer;
mod going;
pub mod ink;
mod keys;
pub mod layer;
pub mod layers;
mod meeting;
pub mod message;
mod moving;
mod news;
pub mod page;
mod pointer;
pub mod reason;
mod recap;
pub mod rows;
pub mod screens;
pub mod sharing;
mod stage;
pub mod tabs;
pub mod view;
pub mod which_key;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::command::{Command, Scope};
use crate::domain::act::Draft;
use crate::domain::book::{Book, SavedView};
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::domain::period::Period;
use crate::domain::person::Handle;
use crate::domain::summary::Summary;

use crate::forecast::Forecaster;
use crate::forecast::almanac::{News, Prospects};
use crate::keymap::{Key, Keymap};
use crate::query::{self, Index};

use area::{Body, Parts};
use filter::Typing;
use layer::Context;
use layers::Layer;
pub use message::{Effect, Message, Mouse, Refreshed};
use sharing::Sharing;
use view::View;
use work::Backlog;

/// The marks of no view.
static NO_MARKS: BTreeSet<Id> = BTreeSet::new();

/// What the screen begins with.
#[derive(Clone, Debug)]
pub struct Start {
    /// Today, in the book's zone.
    pub today: Day,
    /// Who is at the keys.
    pub me: Handle,
    /// Which key runs what.
    pub keymap: Keymap,
    /// Whether amounts are shown.
    pub has_money: bool,
    /// Whether the mouse is the program's.
    pub has_mouse: bool,
    /// The view to begin with, by name or number.
    pub view: String,
    /// The names of the themes, the one in use first.
    pub themes: Vec<String>,
    /// Half-typed text from before.
    pub kept: BTreeMap<String, String>,
    /// Where a book would be made, as it is shown.
    pub place: String,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// A word for the status line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    /// What it is.
    pub kind: StatusKind,
    /// The words, clean.
    pub words: String,
    /// What follows them, such as whose move it is now: where the line is too long, the words are cut before it.
    pub next: String,
}

/// What a status is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatusKind {
    /// Something was done.
    Done,
    /// Something couldn't be done.
    Refused,
    /// Something to know.
    Notice,
}

/// Which part of the list screen has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// The list.
    List,
    /// The item beside it.
    Item,
}

/// The whole state of the screen.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the screen by itself")]
#[derive(Debug)]
pub struct App {
    /// The book; none before the first one is made.
    pub(crate) book: Option<Book>,
    /// An empty book to look at while there is none.
    empty: Book,
    pub(crate) standings: Vec<Standing>,
    summary: Summary,

    /// What was foreseen last; none before the first time.
    foreseen: Option<Prospects>,
    /// What the forecasts don't know yet.
    news: Option<News>,
    index: Index,
    backlog: Backlog,
    pub(crate) today: Day,
    pub(crate) me: Handle,
    pub(crate) keymap: Keymap,
    pub(crate) place: String,
    pub(crate) size: (u16, u16),
    pub(crate) views: Vec<View>,
    tab_names: Vec<String>,
    pub(crate) at: usize,
    /// The views that `back` leads to, the last one first to go to.
    trail: Vec<usize>,
    /// What the mouse holds.
    grabbed: Option<ink::Spot>,
    pub(crate) focus: Focus,
    /// Whether the item has the whole screen.
    pub(crate) is_page: bool,
    /// Whether the item stands beside the list; by the width of the screen while nobody has said.
    pane: Option<bool>,
    pub(crate) scroll: usize,
    pub(crate) has_money: bool,
    pub(crate) has_mouse: bool,
    pub(crate) typing: Option<Typing>,
    pub(crate) layers: Vec<Layer>,
    /// The layer whose moves are being recorded; it comes back when that fails.
    parked: Option<Box<Layer>>,
    pub(crate) pending: Vec<Key>,
    pub(crate) status: Option<Status>,
    last: Option<Draft>,
    /// The move that undo asked about before it takes it back.
    doubted: Option<Id>,
    /// Whether a paper of a review was the last thing put into the book.
    has_just_filed: bool,
    kept: BTreeMap<String, String>,
    themes: Vec<String>,
    targets: Vec<Id>,
    /// What a command from a list is about, whatever the cursor is on by now.
    held: Option<Vec<Id>>,
    saved: SavedView,
    sharing: Sharing,
    /// How long the program has been open, as it was last told.
    watch: Duration,
    /// When the last standup was; none before the first.
    last_standup: Option<Moment>,
    /// The quarters whose pulse was answered here.
    answered: BTreeSet<Period>,
    /// Whether amounts are shown elsewhere, while a standup hides them.
    money_elsewhere: Option<bool>,
}

impl App {
    /// The screen before its first message.
    #[must_use]
    pub fn new(start: Start, book: Option<Book>) -> Self {
        let mut app = Self {
            book: None,
            empty: Book::default(),
            standings: Vec::new(),
            summary: Summary::default(),

            foreseen: None,
            news: None,
            index: Index::default(),
            backlog: Backlog::default(),
            today: start.today,
            me: start.me,
            keymap: start.keymap,
            place: start.place,
            size: start.size,
            views: Vec::new(),
            tab_names: Vec::new(),
            at: 0,
            trail: Vec::new(),
            grabbed: None,
            focus: Focus::List,
            is_page: false,
            pane: None,
            scroll: 0,
            has_money: start.has_money,
            has_mouse: start.has_mouse,
            typing: None,
            layers: Vec::new(),
            parked: None,
            pending: Vec::new(),
            status: None,
            last: None,
            doubted: None,
            has_just_filed: false,
            kept: start.kept,
            themes: start.themes,
            targets: Vec::new(),
            held: None,
            saved: view::nameless(),
            sharing: Sharing::default(),
            watch: Duration::ZERO,
            last_standup: None,
            answered: BTreeSet::new(),
            money_elsewhere: None,
        };
        if let Some(book) = book {
            app.take_book(book);
            app.go_to_view(&start.view);
        }
        app
    }

    /// The book, or an empty one before there is any.
    #[must_use]
    pub fn book(&self) -> &Book {
        self.book.as_ref().unwrap_or(&self.empty)
    }

    /// The book to write to; `Recorded` or `Refreshed` must follow.
    pub fn book_mut(&mut self) -> Option<&mut Book> {
        self.book.as_mut()
    }

    /// Who is at the keys.
    #[must_use]
    pub const fn me(&self) -> &Handle {
        &self.me
    }

    /// The day the screen is of.
    #[must_use]
    pub const fn today(&self) -> Day {
        self.today
    }

    /// Columns and rows.
    #[must_use]
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Whether the mouse is the program's.
    #[must_use]
    pub const fn has_mouse(&self) -> bool {
        self.has_mouse
    }

    /// The commitment under the cursor.
    #[must_use]
    pub fn under_cursor(&self) -> Option<&Commitment> {
        self.current()
    }

    /// How many commitments the list shows.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.view().map_or(0, View::shown)
    }

    /// How many commitments ask for attention.
    #[must_use]
    pub const fn flagged(&self) -> usize {
        self.summary.flagged
    }

    /// What layers may look at.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        Context {
            book: self.book(),
            standings: &self.standings,
            forecaster: self.forecaster(),
            today: self.today,
            me: &self.me,
            keymap: &self.keymap,
            below: self.scope_below(),
            targets: &self.targets,
            view: &self.saved,
            last: self.last.as_ref(),
            kept: &self.kept,
            tabs: &self.tab_names,
            themes: &self.themes,
            marks: self.view().map_or(&NO_MARKS, View::marks),
            has_money: self.has_money,
            size: self.size,
            body: self.body_size(),
            watch: self.watch,
            last_standup: self.last_standup,
            answered: &self.answered,
        }
    }

    /// Who forecasts; none before the first forecast came in.
    fn forecaster(&self) -> Option<&Forecaster> {
        self.foreseen.as_ref().map(|foreseen| &*foreseen.forecaster)
    }

    /// What queries are read against.
    fn reading(&self) -> query::Reading<'_> {
        query::Reading { today: self.today, calendar: &self.book().rules.calendar, me: Some(&self.me) }
    }

    /// The view that is shown; none before there is a book.
    #[must_use]
    pub(crate) fn view(&self) -> Option<&View> {
        self.views.get(self.at)
    }

    /// What the body shows.
    #[must_use]
    pub(crate) fn body(&self) -> Body {
        if self.is_page {
            Body::Item
        } else if self.has_pane() {
            Body::Both
        } else {
            Body::List
        }
    }

    /// The columns and rows that the view has.
    fn body_size(&self) -> (u16, u16) {
        let area = self.parts().view();
        (area.width, area.height)
    }

    fn has_pane(&self) -> bool {
        let width = self.size.0;
        if self.screen().is_some_and(|screen| !screen.stands_beside()) {
            return false;
        }
        width >= area::BESIDE && self.pane.unwrap_or(width >= area::BESIDE_AT_FIRST)
    }

    /// Where everything lies.
    #[must_use]
    pub(crate) fn parts(&self) -> Parts {
        area::parts(self.size, self.body())
    }

    /// The columns of the terminal that the list has for its own.
    fn list_columns(&self) -> u16 {
        self.parts().list.width.saturating_sub(1)
    }

    /// The columns of the list as it is; the last cell of each line is the scroll bar's.
    #[must_use]
    pub(crate) fn placed_columns(&self) -> Vec<column::Placed> {
        let width = self.list_columns();
        self.view().map_or_else(Vec::new, |view| column::place(width, &view.wanted(self.has_money)))
    }

    /// The commitment under the cursor.
    #[must_use]
    pub(crate) fn current(&self) -> Option<&Commitment> {
        self.book().get(self.view()?.current()?)
    }

    /// The part of the screen under the layers that has the keys.
    #[must_use]
    pub(crate) fn scope_below(&self) -> Scope {
        if self.is_page || self.focus == Focus::Item {
            return Scope::Item;
        }
        self.screen().map_or(Scope::List, screens::Screen::scope)
    }

    /// Where the next key is looked up.
    #[must_use]
    pub(crate) fn scope(&self) -> Scope {
        match (self.layers.last(), &self.typing) {
            (Some(layer), _) => layer.scope(),
            (None, Some(_)) => Scope::Text,
            (None, None) => self.scope_below(),
        }
    }

    fn say(&mut self, kind: StatusKind, words: impl AsRef<str>) {
        self.say_with(kind, words, "");
    }

    /// Says words, and what must be readable whatever becomes of them.
    fn say_with(&mut self, kind: StatusKind, words: impl AsRef<str>, next: &str) {
        let clean = |text: &str| crate::text::clean(text).into_owned();
        self.status = Some(Status { kind, words: clean(words.as_ref()), next: clean(next) });
    }
}

/// Takes in what happened; what is to be done outside comes out, in its order.
#[must_use]
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let mut effects = take_in(app, message);
    app.keep_screens(&mut effects);
    effects
}

fn take_in(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => app.press(key),
        Message::Paste(text) => app.paste(text),
        Message::Mouse(what, column, row) => app.point(what, column, row),
        Message::Resize(columns, rows) => {
            app.size = (columns, rows);
            app.keep_in_sight();
            Vec::new()
        }
        Message::Day(day) => {
            app.today = day;
            app.rejudge();
            app.look_again();
            Vec::new()
        }
        Message::Opened(book) => app.opened(*book),
        Message::Refreshed(news) => {
            app.refreshed(&news);
            Vec::new()
        }
        Message::Foreseen(prospects) => {
            app.foreseen(*prospects);
            Vec::new()
        }
        Message::Recorded(made) => app.recorded(&made),
        Message::Filed(words) => app.filed(&words),
        Message::Answered(periods) => {
            app.answered.extend(periods);
            Vec::new()
        }
        Message::Failed(why) => {
            app.failed(&why);
            Vec::new()
        }
        Message::Done(words) => {
            app.say(StatusKind::Done, words);
            Vec::new()
        }
        Message::StandupMarked(at, words) => {
            app.standup_marked(at, &words);
            Vec::new()
        }
        Message::Shared(happening) => {
            app.shared(happening);
            Vec::new()
        }
    }
}

/// Runs a command as if its key had been pressed.
#[must_use]
pub fn run_command(app: &mut App, command: Command) -> Vec<Effect> {
    app.run(command)
}
