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
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    SetTitle, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use crate::app::Message;
use crate::ui;

use super::session::Session;

/// So long a terminal may think about the colour of its ground.
const PATIENCE: Duration = Duration::from_millis(200);

/// A frame of a large screen goes out in one write.
const BUFFER: usize = 1 << 18;

/// The terminal while it is ours.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    has_mouse: bool,
}

impl Screen {
    pub(super) fn enter(has_mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        take(has_mouse)?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(BUFFER, stdout()));
        match Terminal::new(backend) {
            Ok(terminal) => Ok(Self { terminal, has_mouse }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Draws the app as it is; the size is asked for each time, so that no resize is missed.
    pub(super) fn draw(&mut self, session: &mut Session) -> io::Result<()> {
        let size = self.terminal.size()?;
        if (size.width, size.height) != session.app.size() {
            let _ = session.handle(Message::Resize(size.width, size.height));
        }
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| ui::draw(&session.app, session.look(), frame))?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Everything is drawn anew at the next draw.
    pub(super) fn repaint(&mut self) -> io::Result<()> {
        // `clear` would ask the terminal where its cursor is, and race the reader for the answer.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect { x: 0, y: 0, width: size.width, height: size.height })
    }

    /// Gives the terminal to something else for a while.
    pub(super) fn aside<T>(&mut self, what: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let done = what();
        take(self.has_mouse)?;
        self.repaint()?;
        Ok(done)
    }

    pub(super) fn set_mouse(&mut self, is_on: bool) -> io::Result<()> {
        self.has_mouse = is_on;
        let backend = self.terminal.backend_mut();
        if is_on { execute!(backend, EnableMouseCapture) } else { execute!(backend, DisableMouseCapture) }
    }

    /// Puts text on the clipboard of the machine that the person sits at (OSC 52).
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take(has_mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = stdout().lock();
    let taken = (|| {
        // Some terminals have no other screen to switch to, and show what stood there before.
        queue!(out, EnterAlternateScreen, Clear(ClearType::All))?;
        queue!(out, SetTitle("countersign"), EnableBracketedPaste, EnableFocusChange)?;
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
        LeaveAlternateScreen,
        Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// A panic's words must land on a terminal that shows them.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
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
