//! The mouse: what lies where it was pressed is found by the same functions that drew it.

use crate::command::Command;

use super::layer::Input;
use super::sharing::Tiding;
use super::{App, Effect, Focus, Mouse, footer, tabs};

/// Rows that one turn of the wheel scrolls.
const WHEEL: i16 = 3;

impl App {
    pub(super) fn point(&mut self, what: Mouse, x: u16, y: u16) -> Vec<Effect> {
        if !self.layers.is_empty() {
            let input = match what {
                Mouse::Press => Input::Click(x, y),
                Mouse::WheelUp => Input::Wheel(-WHEEL),
                Mouse::WheelDown => Input::Wheel(WHEEL),
            };
            return self.give(input);
        }
        match what {
            Mouse::Press => {
                self.status = None;
                self.pending.clear();
                self.press_at(x, y)
            }
            Mouse::WheelUp => self.turn(x, y, -isize::from(WHEEL)),
            Mouse::WheelDown => self.turn(x, y, isize::from(WHEEL)),
        }
    }

    fn turn(&mut self, x: u16, y: u16, by: isize) -> Vec<Effect> {
        if self.parts().item.has(x, y) {
            self.scroll_item(by);
        } else {
            self.step(by);
        }
        Vec::new()
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
