//! The mouse: what lies where it was pressed is found by the same functions that drew it.

use crate::command::Command;

use super::ink::Spot;
use super::layer::Input;
use super::sharing::Tiding;
use super::{App, Effect, Focus, Mouse, footer, screens, tabs, which_key};
use crate::keymap::{Key, parse_sequence};

/// Rows that one turn of the wheel scrolls.
const WHEEL: i16 = 3;

impl App {
    pub(super) fn point(&mut self, what: Mouse, x: u16, y: u16) -> Vec<Effect> {
        if what == Mouse::Press
            && let Some(keys) = self.keys_under(x, y)
        {
            return keys.into_iter().flat_map(|key| self.press(key)).collect();
        }
        if !self.layers.is_empty() {
            return match what {
                Mouse::Press => self.give(Input::Click(x, y)),
                Mouse::WheelUp => self.give(Input::Wheel(-WHEEL)),
                Mouse::WheelDown => self.give(Input::Wheel(WHEEL)),
                Mouse::Menu => self.give(Input::Command(Command::Cancel)),
                Mouse::Drag | Mouse::Release => Vec::new(),
            };
        }
        match what {
            Mouse::Press => {
                self.status = None;
                self.pending.clear();
                self.grabbed = self.spot_under(x, y).filter(|spot| matches!(spot, Spot::Commitment(_)));
                self.press_at(x, y)
            }
            Mouse::Menu => {
                self.status = None;
                self.pending.clear();
                self.press_for_moves(x, y)
            }
            Mouse::Drag => {
                let Some((from, to)) = self.grabbed.zip(self.spot_under(x, y)) else { return Vec::new() };
                self.ask_screen(&screens::Input::Drag(from, to)).unwrap_or_default()
            }
            Mouse::Release => {
                let Some(from) = self.grabbed.take() else { return Vec::new() };
                let to = self.spot_under(x, y).unwrap_or(Spot::Nothing);
                self.ask_screen(&screens::Input::Drop(from, to)).unwrap_or_default()
            }
            Mouse::WheelUp => self.turn(x, y, -isize::from(WHEEL)),
            Mouse::WheelDown => self.turn(x, y, isize::from(WHEEL)),
        }
    }

    /// The keys that a cell names: those that may follow the one just pressed, those on the edge of a layer.
    fn keys_under(&self, x: u16, y: u16) -> Option<Vec<Key>> {
        if let Some(key) = which_key::popup(self).and_then(|popup| popup.key_at(x, y)) {
            return Some(vec![key]);
        }
        let name = self.layers.last()?.sheet(&self.context()).key_at(self.size, (x, y))?;
        parse_sequence(&name).ok()
    }

    fn turn(&mut self, x: u16, y: u16, by: isize) -> Vec<Effect> {
        if self.parts().item.has(x, y) {
            self.scroll_item(by);
        } else {
            let lines = i16::try_from(by).unwrap_or(WHEEL);
            if let Some(effects) = self.ask_screen(&screens::Input::Wheel(lines)) {
                return effects;
            }
            self.step(by);
        }
        Vec::new()
    }

    /// The right button opens the moves that are allowed on what lies under it.
    fn press_for_moves(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let parts = self.parts();
        if let Some(Spot::Commitment(place)) = self.spot_under(x, y) {
            let Some(id) = self.book().commitments().get(place).map(|each| each.id) else { return Vec::new() };
            self.stand_on_in_screen(id);
        } else if self.screen().is_none() && parts.list.has(x, y) {
            let Some(view) = self.view() else { return Vec::new() };
            self.stand_on(view.top() + usize::from(y - parts.list.y));
        }
        self.run(Command::MovesMenu)
    }

    fn press_at(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let parts = self.parts();
        if parts.header.has(x, y) && y == parts.header.y {
            let hit = tabs::header(self).tabs.into_iter().find(|tab| is_on(x, tab.x, crate::text::width(&tab.label)));
            if let Some(tab) = hit {
                self.typing = None;
                self.show_view(tab.view);
            }
        } else if parts.header.has(x, y) {
            return self.press_tiding(x);
        } else if let Some(spot) = self.spot_under(x, y) {
            return self.press_on(spot);
        } else if parts.heads.has(x, y) {
            self.press_head(x - parts.heads.x);
        } else if parts.list.has(x, y) {
            return self.press_row(usize::from(y - parts.list.y));
        } else if parts.item.has(x, y) && !self.is_page {
            self.focus = Focus::Item;
        } else if parts.status.has(x, y) && self.typing.is_none() {
            return self.press_one_of(self.tidings_below(), x);
        } else if parts.footer.has(x, y) {
            if parts.status.is_empty() && self.typing.is_none() {
                let effects = self.press_one_of(self.tidings_below(), x);
                if !effects.is_empty() {
                    return effects;
                }
            }
            let hit = footer::hints(self)
                .into_iter()
                .find(|hint| is_on(x, hint.x, crate::text::width(&hint.key) + 1 + crate::text::width(hint.word)));
            if let Some(hint) = hit {
                return if self.typing.is_some() {
                    self.give(Input::Command(hint.command))
                } else {
                    self.run(hint.command)
                };
            }
        }
        Vec::new()
    }

    /// A press on what the header says of sharing syncs, or shows what the last sync brought.
    fn press_tiding(&mut self, x: u16) -> Vec<Effect> {
        self.press_one_of(self.second_line().tidings, x)
    }

    fn press_one_of(&mut self, tidings: Vec<(u16, Tiding)>, x: u16) -> Vec<Effect> {
        let hit = tidings.into_iter().find(|(start, tiding)| is_on(x, *start, crate::text::width(tiding.words())));
        match hit {
            Some((_, Tiding::Running(_) | Tiding::Waiting(_) | Tiding::Unsent(_))) => self.run(Command::Sync),
            Some((_, Tiding::Age(_))) => self.run(Command::SyncReport),
            None => Vec::new(),
        }
    }

    /// A press on a head sorts by its column, one more turns the order around.
    fn press_head(&mut self, x: u16) {
        let Some(view) = self.view() else { return };
        let placed = self.placed_columns();
        let Some(hit) = placed.iter().find(|each| is_on(x, each.x, usize::from(each.width))) else { return };
        let key = hit.column.sort();
        let sort =
            if view.sort.key == key { view.sort.reversed() } else { crate::query::Sort { key, is_reversed: false } };
        self.set_sort(sort);
    }

    /// A press on a row goes there, one on the row under the cursor opens it.
    fn press_row(&mut self, line: usize) -> Vec<Effect> {
        let Some(view) = self.view() else { return Vec::new() };
        let row = view.top() + line;
        let is_there = view.cursor() == row;
        self.focus = Focus::List;
        if is_there && self.typing.is_none() {
            return self.run(crate::command::Command::Open);
        }
        self.stand_on(row);
        Vec::new()
    }
}

fn is_on(x: u16, start: u16, columns: usize) -> bool {
    x >= start && usize::from(x - start) < columns
}
