//! The thread that reads the terminal, and can be asked to let go of it while another program has it.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::app::{Message, Mouse};
use crate::keymap::{Code, Key, Mods};

use super::Wake;

/// How long to wait before the sleeping reader is nudged again.
const NUDGE: Duration = Duration::from_millis(20);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Pausing,
    Paused,
}

#[derive(Default)]
struct Control {
    state: Mutex<Option<State>>,
    changed: Condvar,
}

impl Control {
    fn state(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        *self.state() = Some(state);
        self.changed.notify_all();
    }
}

/// The reading thread.
pub(super) struct Reader {
    control: Arc<Control>,
}

impl Reader {
    pub(super) fn start(sender: Sender<Wake>) -> Self {
        let control = Arc::new(Control::default());
        control.set(State::Reading);
        let inner = Arc::clone(&control);
        std::thread::spawn(move || read(&inner, &sender));
        Self { control }
    }

    /// Waits until the thread no longer reads.
    pub(super) fn pause(&mut self) {
        self.control.set(State::Pausing);
        let mut state = self.control.state();
        while *state == Some(State::Pausing) {
            drop(state);
            nudge();
            state = self.control.state();
            if *state != Some(State::Pausing) {
                break;
            }
            state = self.control.changed.wait_timeout(state, NUDGE).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(super) fn resume(&mut self) {
        self.control.set(State::Reading);
    }
}

/// A change of the window's size wakes whoever waits for the terminal.
fn nudge() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

fn read(control: &Control, sender: &Sender<Wake>) {
    loop {
        let mut state = control.state();
        if *state == Some(State::Pausing) {
            *state = Some(State::Paused);
            control.changed.notify_all();
        }
        while *state == Some(State::Paused) {
            state = control.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        let wake = match next() {
            Ok(Some(event)) => wake(event),
            Ok(None) => None,
            Err(_) => Some(Wake::Closed),
        };
        let is_over = matches!(wake, Some(Wake::Closed));
        if wake.is_some_and(|wake| sender.send(wake).is_err()) || is_over {
            return;
        }
    }
}

/// The next event. A nudge ends the wait on Unix; elsewhere it is looked up every now and then.
fn next() -> io::Result<Option<Event>> {
    if cfg!(unix) {
        return event::read().map(Some);
    }
    if event::poll(Duration::from_millis(250))? { event::read().map(Some) } else { Ok(None) }
}

fn wake(event: Event) -> Option<Wake> {
    let message = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Message::Key(key_of(key)?),
        Event::Key(_) | Event::FocusLost => return None,
        Event::FocusGained => return Some(Wake::Focus),
        Event::Paste(text) => Message::Paste(text),
        Event::Resize(columns, rows) => Message::Resize(columns, rows),
        Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Press,
                MouseEventKind::Down(MouseButton::Right) => Mouse::Menu,
                MouseEventKind::Drag(MouseButton::Left) => Mouse::Drag,
                MouseEventKind::Up(MouseButton::Left) => Mouse::Release,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                _ => return None,
            };
            Message::Mouse(what, mouse.column, mouse.row)
        }
    };
    Some(Wake::Message(message))
}

fn key_of(key: KeyEvent) -> Option<Key> {
    let mods = Mods {
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: key.modifiers.contains(KeyModifiers::SHIFT),
    };
    let (code, mods) = match key.code {
        KeyCode::Char(c) => (Code::Char(c), mods),
        KeyCode::Enter => (Code::Enter, mods),
        KeyCode::Esc => (Code::Esc, mods),
        KeyCode::Tab => (Code::Tab, mods),
        KeyCode::BackTab => (Code::Tab, Mods { shift: true, ..mods }),
        KeyCode::Backspace => (Code::Backspace, mods),
        KeyCode::Delete => (Code::Delete, mods),
        KeyCode::Insert => (Code::Insert, mods),
        KeyCode::Home => (Code::Home, mods),
        KeyCode::End => (Code::End, mods),
        KeyCode::PageUp => (Code::PageUp, mods),
        KeyCode::PageDown => (Code::PageDown, mods),
        KeyCode::Up => (Code::Up, mods),
        KeyCode::Down => (Code::Down, mods),
        KeyCode::Left => (Code::Left, mods),
        KeyCode::Right => (Code::Right, mods),
        KeyCode::F(n) => (Code::F(n), mods),
        _ => return None,
    };
    Some(Key::new(code, mods))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_arrive_as_the_keymap_names_them() {
        let cases = [
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('d'), KeyModifiers::CONTROL, "ctrl-d"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "space"),
        ];
        for (code, modifiers, expected) in cases {
            let key = key_of(KeyEvent::new(code, modifiers)).expect("a key");
            assert_eq!(key.to_string(), expected);
        }
    }
}
