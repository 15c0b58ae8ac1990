//! The only loop: what the terminal, the files and the system say goes into the app; what it wants is done here.

mod courier;
mod drafts;
mod draw;
mod editor;
mod files;
mod foresight;
mod minutes;
mod papers;
mod plain;
mod reader;
mod session;
mod sharing;
mod signals;
mod terminal;

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use crate::app::Message;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::book::{Book, Rules};
use crate::domain::person::{Handle, People};
use crate::keymap::parse_keys;
use crate::store::{self, Store, Survey};
use crate::theme::TerminalHints;

use courier::Parcel;
use draw::{dump, print};
use foresight::Foresight;
use reader::Reader;
use session::{Outside, Pace, Session};
use signals::Listening;
use terminal::{Face, Screen};

/// Says who is at the keys, in a book of these people.
pub type Who = Box<dyn Fn(&People) -> Result<Handle, String>>;

/// What the screen is opened with.
pub struct Setup {
    /// The directory of the book, or where one would be made.
    pub dir: PathBuf,
    /// Who is at the keys, in a book of these people.
    pub who: Who,
    /// The rules of a book that is made here.
    pub new_book: Rules,
    /// Today.
    pub clock: Clock,
    /// Where ids come from; from chance without one.
    pub seed: Option<u64>,
    /// Where what was read before is remembered.
    pub cache_dir: Option<PathBuf>,
    /// Where half-typed text is kept.
    pub state_dir: Option<PathBuf>,
    /// What the user has set.
    pub config: Config,
    /// Where own themes lie beside it.
    pub config_dir: Option<PathBuf>,
    /// The theme asked for instead of the configured one.
    pub theme: Option<String>,
    /// Whether what changes is said line by line, for a screen reader.
    pub is_plain: bool,
    /// Something to be said at first, such as a mistake in the configuration.
    pub notice: Option<String>,
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup").field("dir", &self.dir).field("clock", &self.clock).finish_non_exhaustive()
    }
}

/// Why the screen didn't open, or ended early.
#[derive(Debug)]
pub enum Failure {
    /// There is no terminal that could show it.
    NoTerminal(String),
    /// The book can't be read.
    Book(store::Error),
    /// Nothing says who is at the keys, or what was said is no handle.
    Who(String),
    /// The keys of a replay can't be understood.
    Keys(String),
    /// The terminal gave up.
    Io(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTerminal(why) | Self::Who(why) | Self::Keys(why) => f.write_str(why),
            Self::Book(error) => error.fmt(f),
            Self::Io(error) => write!(f, "the terminal can't be used: {error}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Something that wakes the loop.
#[derive(Debug)]
enum Wake {
    /// The terminal sent something.
    Message(Message),
    /// The screen has the person's attention again.
    Focus,
    /// Files of the book changed.
    Files,
    /// The files were looked at.
    Seen(Box<Result<Survey, store::Error>>),
    /// The files were read behind the first picture.
    Read(Box<(Store, Book)>),
    /// The courier brought something.
    Parcel(Box<Parcel>),
    /// A signal asks to end.
    End(i32),
    /// A signal asks to step aside.
    Suspend,
    /// The terminal is gone.
    Closed,
}

/// Opens the screen and stays until it is left.
///
/// # Errors
/// When there is no terminal, the book can't be read, or nothing says who is at the keys.
pub fn screen(setup: Setup) -> Result<(), Failure> {
    let term = std::env::var("TERM").unwrap_or_default();
    let is_dumb = term == "dumb" && !setup.is_plain;
    if is_dumb || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Failure::NoTerminal(
            "this is no terminal that can show the screen; `countersign list` and `countersign --help` work anywhere"
                .into(),
        ));
    }
    let size = crossterm::terminal::size()?;
    let (sender, receiver) = channel();
    // Watched first and read then, so that nothing that changes in between is missed.
    let watch = files::watch(&setup.dir, &sender);
    let is_plain = setup.is_plain;
    let mut session = Session::open(setup, size, hints(&term).into(), Pace::FirstPicture)?;
    session.remind_of_pulse();
    session.take_watch(watch);
    let signals = signals::listen(sender.clone())?;
    let face = if is_plain { Face::Lines(plain::Plain::default()) } else { Face::cells(session.app.has_mouse())? };
    let mut screen = Screen::enter(face)?;
    let ended = stay(&mut session, &mut screen, &signals, (&sender, &receiver));
    drop(screen);
    session.put_drafts_down();
    session.stop_sharing();
    signals.close();
    session.remember();
    if let Some(signal) = ended? {
        signals::die_of(signal);
    }
    if let Some(words) = session.farewell() {
        // Where nobody can read it any more, nobody misses it.
        let _ = writeln!(io::stderr(), "{words}");
    }
    Ok(())
}

/// Draws, waits, does what is wanted, until the end; a signal where one ended it.
fn stay(
    session: &mut Session,
    screen: &mut Screen,
    signals: &Listening,
    (sender, receiver): (&Sender<Wake>, &Receiver<Wake>),
) -> Result<Option<i32>, Failure> {
    terminal::drop_typed_ahead()?;
    screen.draw(session)?;
    session.foresee(Foresight::beside(sender.clone()));
    session.read_behind(sender);
    session.share(sender);
    let mut reader = Reader::start(sender.clone());
    loop {
        session.put_drafts_down();
        session.watch(sender);
        session.pass_on();
        let Some(first) = next(session, screen, receiver)? else { return Ok(None) };
        for wake in std::iter::once(first).chain(std::iter::from_fn(|| receiver.try_recv().ok())) {
            let outside = match wake {
                Wake::Message(message) => session.handle(message),
                Wake::Focus => session.look_again(),
                Wake::Files => session.see_files(),
                Wake::Seen(seen) => session.take_seen(*seen),
                Wake::Read(read) => session.take_read(*read),
                Wake::Parcel(parcel) => session.take_in(*parcel),
                Wake::Suspend => vec![Outside::Suspend],
                Wake::End(signal) => return Ok(Some(signal)),
                Wake::Closed => return Ok(None),
            };
            for each in outside {
                match each {
                    Outside::Quit => return Ok(None),
                    Outside::Copy(text) => Screen::copy(&text)?,
                    Outside::Mouse(is_on) => screen.set_mouse(is_on)?,
                    Outside::Repaint => screen.repaint()?,
                    Outside::Suspend => {
                        reader.pause();
                        screen.aside(signals::stop)?;
                        reader.resume();
                        session.refresh();
                    }
                    Outside::Edit(path, line) => {
                        reader.pause();
                        let edited = screen.aside(|| signals.lent(|_| session.edit(&path, line)))?;
                        reader.resume();
                        session.edited(edited);
                    }
                    Outside::Sync => {
                        reader.pause();
                        let synced =
                            screen.aside(|| signals.lent(|lent| session.sync_at_terminal(|stop| lent.stops(stop))))?;
                        terminal::drop_typed_ahead()?;
                        reader.resume();
                        session.synced_at_terminal(synced);
                    }
                }
            }
        }
        screen.draw(session)?;
    }
}

/// The next thing that happens; until then what is left to do is done, a piece at a time.
fn next(session: &mut Session, screen: &mut Screen, receiver: &Receiver<Wake>) -> io::Result<Option<Wake>> {
    while session.app.has_work() {
        match receiver.try_recv() {
            Ok(wake) => return Ok(Some(wake)),
            Err(TryRecvError::Disconnected) => return Ok(None),
            Err(TryRecvError::Empty) => {
                if session.app.work() {
                    screen.draw(session)?;
                }
                session.pass_on();
            }
        }
    }
    Ok(receiver.recv().ok())
}

/// What the environment says about the terminal.
struct Hints {
    colorterm: String,
    term: String,
    no_color: String,
    locale: String,
}

fn hints(term: &str) -> Hints {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(variable).find(|value| !value.is_empty());
    Hints {
        colorterm: variable("COLORTERM"),
        term: term.to_owned(),
        no_color: variable("NO_COLOR"),
        locale: locale.unwrap_or_default(),
    }
}

impl From<Hints> for session::Surroundings {
    fn from(hints: Hints) -> Self {
        let Hints { colorterm, term, no_color, locale } = hints;
        let terminal = TerminalHints { colorterm: &colorterm, term: &term, no_color: &no_color };
        Self { depth: crate::theme::Depth::detect(terminal), locale, is_dark: terminal::is_dark }
    }
}

/// The screen after these keys, as text, without a terminal; moves are really made in the book.
///
/// # Errors
/// When the keys can't be understood, or the book can't be read.
pub fn frame(setup: Setup, keys: &str, size: (u16, u16)) -> Result<String, Failure> {
    Ok(print(&replay(setup, keys, size)?))
}

/// What is said line by line at first and after each of these keys, without a terminal.
///
/// # Errors
/// As for [`frame`].
pub fn spoken(setup: Setup, keys: &str) -> Result<String, Failure> {
    let keys = parse_keys(keys).map_err(Failure::Keys)?;
    let mut session = Session::open(setup, plain::LIST, session::Surroundings::full(), Pace::Whole)?;
    session.foresee(Foresight::here());
    session.settle();
    let mut plain = plain::Plain::default();
    let mut said = plain.say(&mut session);
    for key in keys {
        let outside = session.handle(Message::Key(key));
        if outside.contains(&Outside::Quit) {
            break;
        }
        if outside.contains(&Outside::Repaint) {
            plain.forget();
        }
        session.settle();
        said.push_str(&plain.say(&mut session));
    }
    session.put_drafts_down();
    Ok(said)
}

/// The same with the look of every run of cells beside each line.
///
/// # Errors
/// As for [`frame`].
pub fn styled_frame(setup: Setup, keys: &str, size: (u16, u16)) -> Result<String, Failure> {
    Ok(dump(&replay(setup, keys, size)?))
}

fn replay(setup: Setup, keys: &str, size: (u16, u16)) -> Result<ratatui::buffer::Buffer, Failure> {
    let keys = parse_keys(keys).map_err(Failure::Keys)?;
    let mut session = Session::open(setup, size, session::Surroundings::full(), Pace::Whole)?;
    session.foresee(Foresight::here());
    session.settle();
    for key in keys {
        if session.handle(Message::Key(key)).contains(&Outside::Quit) {
            break;
        }
    }
    session.put_drafts_down();
    session.settle();
    Ok(draw::buffer(&session, size))
}
