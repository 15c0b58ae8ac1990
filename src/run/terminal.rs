//! The terminal: taken, drawn on, and always given back.

use std::io::{self, BufWriter, Stdout, Write as _, stdout};
use std::sync::Once;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{SetCursorStyle, Show};
use crossterm::event::{
    self, DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
    EnableMouseCapture,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    SetTitle, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use crate::app::Message;
use crate::ui;
use crate::ui::links::Link;

use super::plain::Plain;
use super::session::Session;

/// So long a terminal may think about the colour of its ground.
const PATIENCE: Duration = Duration::from_millis(200);

/// Asks the terminal to remember the title of its window, and to show it again.
const KEEP_TITLE: &str = "\x1b[22;2t";
const GIVE_TITLE_BACK: &str = "\x1b[23;2t";

/// A frame of a large screen goes out in one write.
const BUFFER: usize = 1 << 18;

/// How a terminal is written to.
pub(super) enum Face {
    /// A screen of cells; the mouse may be ours.
    Cells(Box<Terminal<CrosstermBackend<BufWriter<Stdout>>>>, bool),
    /// Lines, one after the other.
    Lines(Plain),
}

impl Face {
    pub(super) fn cells(has_mouse: bool) -> io::Result<Self> {
        let backend = CrosstermBackend::new(BufWriter::with_capacity(BUFFER, stdout()));
        Ok(Self::Cells(Box::new(Terminal::new(backend)?), has_mouse))
    }

    /// What gives the terminal back.
    fn way_back(&self) -> fn() {
        match self {
            Self::Cells(..) => give_back,
            Self::Lines(_) => give_lines_back,
        }
    }

    fn take(&self) -> io::Result<()> {
        match self {
            Self::Cells(_, has_mouse) => take(*has_mouse),
            Self::Lines(_) => take_lines(),
        }
    }
}

/// The terminal while it is ours.
pub(super) struct Screen {
    face: Face,
    /// The title that the window has.
    title: String,
}

impl Screen {
    pub(super) fn enter(face: Face) -> io::Result<Self> {
        restore_on_panic(face.way_back());
        face.take()?;
        Ok(Self { face, title: String::new() })
    }

    /// Draws the app as it is; the size is asked for each time, so that no resize is missed.
    pub(super) fn draw(&mut self, session: &mut Session) -> io::Result<()> {
        let title = session.app.title();
        if self.title != title && matches!(self.face, Face::Cells(..)) {
            queue!(stdout(), SetTitle(&title))?;
            self.title = title;
        }
        match &mut self.face {
            Face::Cells(terminal, _) => draw_cells(terminal, session),
            Face::Lines(plain) => {
                let said = plain.say(session);
                let mut out = stdout().lock();
                out.write_all(said.replace('\n', "\r\n").as_bytes())?;
                out.flush()
            }
        }
    }

    /// Everything is drawn anew at the next draw.
    pub(super) fn repaint(&mut self) -> io::Result<()> {
        match &mut self.face {
            Face::Cells(terminal, _) => {
                // `clear` would ask the terminal where its cursor is, and race the reader for the answer.
                let size = terminal.size()?;
                terminal.resize(Rect { x: 0, y: 0, width: size.width, height: size.height })
            }
            Face::Lines(plain) => {
                plain.forget();
                Ok(())
            }
        }
    }

    /// Gives the terminal to something else for a while.
    pub(super) fn aside<T>(&mut self, what: impl FnOnce() -> T) -> io::Result<T> {
        self.give_back();
        let done = what();
        self.face.take()?;
        self.title.clear();
        self.repaint()?;
        Ok(done)
    }

    pub(super) fn set_mouse(&mut self, is_on: bool) -> io::Result<()> {
        let Face::Cells(_, has_mouse) = &mut self.face else { return Ok(()) };
        *has_mouse = is_on;
        if is_on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    /// Puts text on the clipboard of the machine that the person sits at (OSC 52).
    pub(super) fn copy(text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    fn give_back(&self) {
        self.face.way_back()();
    }
}

fn draw_cells(terminal: &mut Terminal<CrosstermBackend<BufWriter<Stdout>>>, session: &mut Session) -> io::Result<()> {
    let size = terminal.size()?;
    if (size.width, size.height) != session.app.size() {
        let _ = session.handle(Message::Resize(size.width, size.height));
    }
    queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
    let links = ui::links::links(&session.app);
    let drawn = terminal.draw(|frame| ui::draw(&session.app, session.look(), frame))?;
    let linked = drawn_links(drawn.buffer, links);
    open_links(terminal.backend_mut(), &linked)?;
    execute!(terminal.backend_mut(), EndSynchronizedUpdate)
}

/// Draws the cells of addresses once more, so that the terminal knows what they open (OSC 8).
fn open_links(backend: &mut CrosstermBackend<BufWriter<Stdout>>, links: &[(String, Cells)]) -> io::Result<()> {
    for (address, cells) in links {
        queue!(backend, Print(format!("\x1b]8;;{address}\x1b\\")))?;
        backend.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        queue!(backend, Print("\x1b]8;;\x1b\\"))?;
    }
    Ok(())
}

/// Cells with their columns and rows.
type Cells = Vec<(u16, u16, Cell)>;

/// The cells of each address, as they were drawn.
fn drawn_links(buffer: &Buffer, links: Vec<Link>) -> Vec<(String, Cells)> {
    let cells = |link: &Link| {
        let shown = link.area.intersection(buffer.area).positions();
        shown.map(|at| (at.x, at.y, buffer[at].clone())).collect()
    };
    links.into_iter().map(|link| (link.address.clone(), cells(&link))).collect()
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// A terminal that stays as it is but for this: keys come at once, and what is pasted comes as one text.
fn take_lines() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnableBracketedPaste)
}

fn give_lines_back() {
    let _ = execute!(stdout(), DisableBracketedPaste, Print("\r\n"));
    let _ = disable_raw_mode();
}

fn take(has_mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = stdout().lock();
    let taken = (|| {
        // Some terminals have no other screen to switch to, and show what stood there before.
        queue!(out, EnterAlternateScreen, Clear(ClearType::All))?;
        queue!(out, Print(KEEP_TITLE), EnableBracketedPaste, EnableFocusChange)?;
        queue!(out, SetCursorStyle::SteadyBar)?;
        if has_mouse {
            queue!(out, EnableMouseCapture)?;
        }
        out.flush()
    })();
    if taken.is_err() {
        give_back();
    }
    taken
}

/// Undoes everything that `take` did, as far as the terminal still listens.
fn give_back() {
    let mut out = stdout().lock();
    let _ = queue!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        SetCursorStyle::DefaultUserShape,
        Print(GIVE_TITLE_BACK),
        LeaveAlternateScreen,
        Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// A panic's words must land on a terminal that shows them.
fn restore_on_panic(way_back: fn()) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            way_back();
            before(info);
        }));
    });
}

/// Whether the terminal says that its ground is dark. To be asked before raw mode and before the reader.
pub(super) fn is_dark() -> bool {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    theme_mode(options).is_ok_and(|mode| mode == ThemeMode::Dark)
}

/// What was typed before the first frame was meant for somebody else.
pub(super) fn drop_typed_ahead() -> io::Result<()> {
    while event::poll(Duration::ZERO)? {
        let _ = event::read()?;
    }
    Ok(())
}
