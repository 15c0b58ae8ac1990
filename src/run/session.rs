//! The app with its book on disk: effects on files are performed here, disk first, then screen.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::app::sharing::Happening;
use crate::app::{App, Effect, Message, Refreshed, Start, update};
use crate::domain::act::{Entry, Target};
use crate::domain::book::Book;
use crate::domain::day::{Day, Moment};
use crate::domain::person::{People, Person};
use crate::store::{self, Store, Watch};
use crate::theme::{Depth, Signs, Theme};
use crate::ui::Look;

use super::drafts::Desk;
use super::files::Glance;
use super::foresight::Foresight;
use super::sharing::Post;
use super::{Failure, Setup, Wake, editor};

/// Without a watcher the files are looked at again no more often than this.
const PATIENCE: Duration = Duration::from_secs(3);

/// What only the terminal or the system can do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Outside {
    Quit,
    Suspend,
    Copy(String),
    Mouse(bool),
    /// Everything is drawn anew, whatever the terminal shows.
    Repaint,
    /// A file in the editor, at a line.
    Edit(PathBuf, Option<u32>),
    /// A sync that has the terminal.
    Sync,
}

/// How much of the book is read before the first picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    /// What is remembered of it, where anything is; the files are read behind it.
    FirstPicture,
    /// Everything.
    Whole,
}

/// How time goes by on the screen. It is read when something happens, and nothing wakes up for it.
#[derive(Clone, Copy, Debug)]
enum Stopwatch {
    /// Since the program was opened.
    Running(Instant),
    /// In a replay: every key takes as long as any other, so that the picture is the same on every machine.
    Keys(u32),
}

impl Stopwatch {
    /// What a replayed key takes.
    const KEY: Duration = Duration::from_secs(4);

    fn read(&mut self) -> Duration {
        match self {
            Self::Running(since) => since.elapsed(),
            Self::Keys(keys) => {
                *keys += 1;
                Self::KEY * *keys
            }
        }
    }
}

/// What the terminal can show.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    /// How many colours.
    pub depth: Depth,
    /// The locale, for the signs.
    pub locale: String,
    /// Whether the ground is dark, where that was worth a question; asked before anything else reads the terminal.
    pub is_dark: fn() -> bool,
}

impl Surroundings {
    /// Everything: for replays, which must not depend on the machine.
    pub(super) fn full() -> Self {
        Self { depth: Depth::True, locale: "C.UTF-8".to_owned(), is_dark: || false }
    }
}

/// The app, its files and its looks.
pub(super) struct Session {
    pub(super) app: App,
    pub(super) store: Option<Store>,
    pub(super) setup: Setup,
    surroundings: Surroundings,
    theme: Theme,
    is_dark: bool,
    signs: &'static Signs,
    drafts: Desk,
    pub(super) watch: Option<Watch>,
    pub(super) is_remembered: bool,
    foresight: Foresight,
    pub(super) looked: Option<Instant>,
    /// Whether the book was made here and is not watched yet.
    is_new: bool,
    /// Where syncs are made.
    pub(super) post: Post,
    /// When the book was last synced, as it was told the app.
    pub(super) heard: Option<Moment>,
    /// Whether the files are being looked at on another thread.
    pub(super) glance: Glance,
    /// How time goes by on the screen.
    watch_of: Stopwatch,
    /// What is said once the files have been looked at.
    pub(super) to_tell: Vec<Happening>,
}

impl Session {
    /// Opens the book; its forecasts are made once [`Session::foresee`] says where.
    pub(super) fn open(
        setup: Setup,
        size: (u16, u16),
        surroundings: Surroundings,
        pace: Pace,
    ) -> Result<Self, Failure> {
        let remembered = match (pace, &setup.cache_dir) {
            (Pace::FirstPicture, Some(dir)) => {
                Store::open_remembered(&setup.dir, setup.seed, dir.clone()).ok().flatten()
            }
            (Pace::FirstPicture | Pace::Whole, _) => None,
        };
        let is_remembered = remembered.is_some();
        let read = remembered.map_or_else(|| Store::open(&setup.dir, setup.seed, setup.cache_dir.clone()), Ok);
        let (store, book) = match read {
            Ok((store, book)) => (Some(store), Some(book)),
            Err(error) if is_missing(&error) => (None, None),
            Err(error) => return Err(Failure::Book(error)),
        };
        let drafts = Desk::of(&setup);
        let nobody = People::default();
        let people = book.as_ref().map_or(&nobody, |book| &book.rules.people);
        let me = (setup.who)(people).map_err(Failure::Who)?;
        let zone = book.as_ref().map_or(setup.new_book.zone, |book| book.rules.zone);
        let name = setup.theme.clone().unwrap_or_else(|| setup.config.theme.clone());
        let (theme, problems) = load_theme(&setup, &name);
        let is_dark = theme.asks_for_ground() && surroundings.depth > Depth::Mono && (surroundings.is_dark)();
        let start = Start {
            today: Day::new(setup.clock.today(zone)),
            me,
            keymap: setup.config.keys.clone(),
            has_money: setup.config.money,
            has_mouse: setup.config.mouse,
            view: setup.config.view.clone(),
            themes: theme_names(&setup, &name),
            kept: drafts.kept().clone(),
            place: setup.dir.display().to_string(),
            size,
        };
        let mut app = App::new(start, book);
        let notice = setup.notice.clone().or_else(|| problems.first().map(ToString::to_string));
        if let Some(words) = notice {
            let _ = update(&mut app, Message::Failed(words));
        }
        let mut session = Self {
            app,
            store,
            signs: setup.config.signs.signs(&surroundings.locale),
            theme: on_ground(theme, is_dark).at(surroundings.depth),
            is_dark,
            setup,
            surroundings,
            drafts,
            watch: None,
            is_remembered,
            foresight: Foresight::here(),
            looked: None,
            is_new: false,
            post: Post::Here,
            heard: None,
            glance: Glance::Rests,
            to_tell: Vec::new(),
            watch_of: match pace {
                Pace::FirstPicture => Stopwatch::Running(Instant::now()),
                Pace::Whole => Stopwatch::Keys(0),
            },
        };
        session.app.note_standup(session.marks().and_then(|marks| marks.standup()));
        session.tell_answered();
        session.listen();
        Ok(session)
    }

    pub(super) fn look(&self) -> Look<'_> {
        Look { theme: &self.theme, signs: self.signs }
    }

    /// Takes in a message and performs what it leads to; what only the terminal can do is left over.
    pub(super) fn handle(&mut self, message: Message) -> Vec<Outside> {
        let mut outside = Vec::new();
        self.notice_the_day();
        self.app.note_time(self.watch_of.read());
        if self.watch.is_none()
            && matches!(message, Message::Key(_))
            && self.looked.is_none_or(|at| at.elapsed() > PATIENCE)
        {
            let _ = self.see_files();
        }
        let mut effects: std::collections::VecDeque<Effect> = update(&mut self.app, message).into();
        while let Some(effect) = effects.pop_front() {
            effects.extend(self.perform(effect, &mut outside));
        }
        self.pass_on();
        outside
    }

    fn perform(&mut self, effect: Effect, outside: &mut Vec<Outside>) -> Vec<Effect> {
        let answer = match effect {
            Effect::Record(people, entries) => return self.record(&people, entries),
            Effect::File(paper) => self.file(paper),
            Effect::SaveView(view) => self.with_store(|store, book| store.save_view(book, &view)).map(|()| {
                self.tell(Message::Refreshed(Refreshed { changed: Vec::new(), is_deep: true }));
                Message::Done(format!("the view “{}” is saved in the book", view.name))
            }),
            Effect::MakeBook => self.make_book().map(|book| Message::Opened(Box::new(book))),
            Effect::Reload => {
                outside.push(Outside::Repaint);
                self.read_again().map(|()| Message::Done("the book is read again".into()))
            }
            Effect::Sync(hands) => {
                self.sync(hands, outside);
                return Vec::new();
            }
            Effect::StopSync => {
                self.stop_sync();
                return Vec::new();
            }
            Effect::TryTheme(name) => {
                self.show_theme(&name);
                return Vec::new();
            }
            Effect::KeepTheme(name) => {
                self.show_theme(&name);
                let kept = self.setup.config_dir.as_ref().map_or(Ok(()), |dir| crate::config::keep_theme(dir, &name));
                kept.map(|()| Message::Done(format!("the theme is {name}, also next time")))
            }
            Effect::Keep(kept) => {
                self.drafts.keep(kept);
                return Vec::new();
            }
            Effect::Forget(name) => {
                self.drafts.forget(&name);
                return Vec::new();
            }
            Effect::EndStandup(digest) => self.end_standup(&digest),
            Effect::EditFile(id) => {
                let path = self.store.as_ref().and_then(|store| store.path(id));
                outside.extend(path.map(|path| Outside::Edit(path, None)));
                return Vec::new();
            }
            Effect::EditProblem(file, line) => {
                outside.extend(self.store.as_ref().map(|store| Outside::Edit(store.dir().join(file), line)));
                return Vec::new();
            }
            Effect::Copy(text) => return left(outside, Outside::Copy(text)),
            Effect::Mouse(is_on) => return left(outside, Outside::Mouse(is_on)),
            Effect::Suspend => return left(outside, Outside::Suspend),
            Effect::Quit => return left(outside, Outside::Quit),
        };
        self.tell(answer.unwrap_or_else(Message::Failed))
    }

    pub(super) fn tell(&mut self, message: Message) -> Vec<Effect> {
        update(&mut self.app, message)
    }

    /// Forecasts are made there from now on.
    pub(super) fn foresee(&mut self, foresight: Foresight) {
        self.foresight = foresight;
        self.pass_on();
    }

    /// Passes on what the forecasts don't know yet.
    pub(super) fn pass_on(&mut self) {
        if let Some(news) = self.app.take_news()
            && let Some(foreseen) = self.foresight.take_in(news)
        {
            let _ = update(&mut self.app, foreseen);
        }
    }

    /// Does all that is left to do, for a screen that is looked at once.
    pub(super) fn settle(&mut self) {
        self.pass_on();
        while self.app.has_work() {
            let _ = self.app.work();
            self.pass_on();
        }
    }

    fn record(&mut self, people: &[Person], entries: Vec<Entry>) -> Vec<Effect> {
        let now = Moment::at(self.setup.clock.now());
        let now = if self.setup.clock.is_fixed() { self.app.book().moment_after_all(now) } else { now };
        let entries: Vec<store::Entry> = entries.into_iter().map(stored).collect();
        let added = self.with_store(|store, book| people.iter().try_for_each(|person| store.add_person(book, person)));
        if let Err(why) = added {
            return self.tell(Message::Failed(why));
        }
        let mut effects = Vec::new();
        if !people.is_empty() {
            effects.extend(self.tell(Message::Refreshed(Refreshed { changed: Vec::new(), is_deep: true })));
        }
        let (Some(store), Some(book)) = (self.store.as_mut(), self.app.book_mut()) else { return effects };
        let message = match store.record(book, entries, now) {
            Ok(recorded) => Message::Recorded(recorded.ids),
            Err(store::Error::Partly { written, meant, cause }) => {
                let n = written.ids.len();
                effects.extend(self.tell(Message::Recorded(written.ids)));
                Message::Failed(format!("{n} of {meant} moves are recorded, the rest is not: {cause}"))
            }
            Err(error) => {
                // What the disk has now may be why: the person looks at that before trying again.
                let why = error.to_string();
                if let store::Error::Moved { now, .. } = error {
                    // The store put it into the book already; a refresh finds nothing new in it.
                    let _ = self.tell(Message::Refreshed(Refreshed { changed: vec![now.id], is_deep: false }));
                }
                let _ = self.refresh();
                Message::Failed(why)
            }
        };
        effects.extend(self.tell(message));
        effects
    }

    pub(super) fn marks(&self) -> Option<store::Marks> {
        self.setup.state_dir.as_ref().map(|dir| store::Marks::new(dir, &self.setup.dir))
    }

    /// Marks that a standup was held, and saves what was decided in it.
    fn end_standup(&self, digest: &str) -> Result<Message, String> {
        let now = Moment::at(self.setup.clock.now());
        let (Some(marks), Some(dir)) = (self.marks(), &self.setup.state_dir) else {
            return Ok(Message::StandupMarked(now, "the standup is over; there is no directory to save it in".into()));
        };
        marks.mark_standup(now).map_err(|error| error.to_string())?;
        let name = &self.app.book().rules.name;
        let saved = store::save_minutes(dir, &self.setup.dir, (name, self.app.today()), digest);
        let path = saved.map_err(|error| error.to_string())?;
        let words = super::minutes::over(&path, usize::from(self.app.size().0));
        Ok(Message::StandupMarked(now, words))
    }

    fn make_book(&mut self) -> Result<Book, String> {
        let dir = self.setup.dir.clone();
        Store::init(&dir, &self.setup.new_book).map_err(|error| error.to_string())?;
        let (store, book) =
            Store::open(&dir, self.setup.seed, self.setup.cache_dir.clone()).map_err(|error| error.to_string())?;
        self.store = Some(store);
        self.is_new = true;
        Ok(book)
    }

    pub(super) fn with_store<T>(
        &mut self,
        what: impl FnOnce(&mut Store, &mut Book) -> Result<T, store::Error>,
    ) -> Result<T, String> {
        match (self.store.as_mut(), self.app.book_mut()) {
            (Some(store), Some(book)) => what(store, book).map_err(|error| error.to_string()),
            (_, _) => Err("there is no book yet".into()),
        }
    }

    pub(super) fn notice_the_day(&mut self) {
        let today = Day::new(self.setup.clock.today(self.app.book().rules.zone));
        if today != self.app.today() {
            let _ = self.tell(Message::Day(today));
        }
    }

    /// Half-typed text goes to the disk before anything is waited for.
    pub(super) fn put_drafts_down(&mut self) {
        self.drafts.put_down();
    }

    /// The watch that was begun before the book was read.
    pub(super) fn take_watch(&mut self, watch: Option<Watch>) {
        self.watch = watch;
    }

    /// Watches a book that was only made here.
    pub(super) fn watch(&mut self, sender: &Sender<Wake>) {
        if self.is_new {
            self.is_new = false;
            self.take_watch(super::files::watch(&self.setup.dir, sender));
            self.refresh();
        }
    }

    /// What was read is remembered for the next start.
    pub(super) fn remember(&mut self) {
        if let (Some(store), false) = (self.store.as_mut(), self.is_remembered) {
            let _ = store.remember(self.app.book());
        }
    }

    fn show_theme(&mut self, name: &str) {
        let theme = load_theme(&self.setup, name).0;
        self.theme = on_ground(theme, self.is_dark).at(self.surroundings.depth);
    }

    /// Runs the editor on a file; the terminal is its own meanwhile.
    pub(super) fn edit(&self, path: &Path, line: Option<u32>) -> Result<(), String> {
        editor::edit(self.setup.config.editor.as_deref(), path, line)
    }

    /// After the editor: what it wrote is read, what went wrong is said.
    pub(super) fn edited(&mut self, edited: Result<(), String>) {
        self.refresh();
        if let Err(why) = edited {
            let _ = self.tell(Message::Failed(why));
        }
    }
}

fn left(outside: &mut Vec<Outside>, what: Outside) -> Vec<Effect> {
    outside.push(what);
    Vec::new()
}

fn stored(entry: Entry) -> store::Entry {
    let on = match entry.on {
        Target::New => store::Target::New,
        Target::Commitment(id) => store::Target::Commitment(id),
    };
    store::Entry { on, draft: entry.draft }
}

/// Whether there is simply no book yet.
fn is_missing(error: &store::Error) -> bool {
    match error {
        store::Error::NotFound { .. } => true,
        store::Error::Io { source, .. } => source.kind() == std::io::ErrorKind::NotFound,
        store::Error::Refused(_)
        | store::Error::Moved { .. }
        | store::Error::Newer { .. }
        | store::Error::Busy { .. }
        | store::Error::Broken { .. }
        | store::Error::Inside { .. }
        | store::Error::Partly { .. } => false,
    }
}

fn on_ground(theme: Theme, is_dark: bool) -> Theme {
    if is_dark { theme.on_dark() } else { theme }
}

fn load_theme(setup: &Setup, name: &str) -> (Theme, Vec<crate::settings::Problem>) {
    match &setup.config_dir {
        Some(dir) => setup.config.theme(dir, Some(name)),
        None => Theme::load(name, None),
    }
}

/// The names of the themes, the one in use first.
fn theme_names(setup: &Setup, first: &str) -> Vec<String> {
    let dir = setup.config_dir.as_ref().map(|dir| dir.join(crate::config::THEMES));
    let mut names = Theme::names_with(dir.as_deref());
    names.retain(|name| name != first);
    names.insert(0, first.to_owned());
    names
}
