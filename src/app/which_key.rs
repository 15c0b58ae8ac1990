//! After the first key of several: what each next key would do, and where the box that says so lies.

use super::App;
use super::area::Area;
use crate::command::entry;
use crate::keymap::{Key, Lookup, Next, print_keys};
use crate::text::width;

/// The box with the keys that may follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Popup {
    /// Where it lies, its frame included.
    pub area: Area,
    /// The keys pressed so far.
    pub title: String,
    /// Each next key and what it does; as many as fit.
    pub rows: Vec<(Key, &'static str)>,
    /// How many more there are than fit.
    pub more: usize,
    /// The columns of the widest key.
    pub key_columns: usize,
}

/// The box over the screen as it is; none while no key waits for another, or where there is no room.
#[must_use]
pub fn popup(app: &App) -> Option<Popup> {
    if app.pending.is_empty() {
        return None;
    }
    let Lookup::Prefix(next) = app.keymap.lookup(app.scope(), &app.pending) else { return None };
    let what = |next: Next| match next {
        Next::Command(command) => entry(command).title,
        Next::More => "…",
    };
    let mut rows: Vec<(Key, &'static str)> = next.into_iter().map(|(key, next)| (key, what(next))).collect();
    let key_columns = rows.iter().map(|(key, _)| width(&print_keys(&[*key]))).max().unwrap_or(1);
    let columns = rows.iter().map(|(_, what)| key_columns + 2 + width(what)).max().unwrap_or(0) + 4;
    let (screen_width, screen_height) = app.size;
    let width = u16::try_from(columns).unwrap_or(u16::MAX).min(screen_width);
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(screen_height.saturating_sub(1));
    if width < 8 || height < 3 {
        return None;
    }
    let room = usize::from(height - 2);
    let more = if rows.len() > room { rows.len() - (room - 1) } else { 0 };
    if more > 0 {
        rows.truncate(room - 1);
    }
    let area = Area { x: screen_width - width, y: screen_height.saturating_sub(height + 1), width, height };
    Some(Popup { area, title: print_keys(&app.pending), rows, more, key_columns })
}

impl Popup {
    /// The key whose line lies under a cell of the screen.
    #[must_use]
    pub fn key_at(&self, column: u16, row: u16) -> Option<Key> {
        if !self.area.has(column, row) {
            return None;
        }
        let line = row.checked_sub(self.area.y + 1)?;
        self.rows.get(usize::from(line)).map(|(key, _)| *key)
    }
}
