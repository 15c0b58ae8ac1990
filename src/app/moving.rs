//! Going about: cursor, pages, panes, views.

use crate::command::Command;

use crate::domain::flag::Standing;

use super::area::Body;
use super::page::{self, Sheet};
use super::{App, Focus, StatusKind};

impl App {
    /// Rows of the list on the screen, at least one.
    pub(super) fn page_rows(&self) -> usize {
        usize::from(self.parts().list.height).max(1)
    }

    /// The commands that only go somewhere; whether it was one.
    pub(super) fn go(&mut self, command: Command) -> bool {
        let is_reading = self.typing.is_none() && (self.is_page || self.focus == Focus::Item);
        let rows = self.page_rows();
        let half = rows.div_ceil(2);
        let steps = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
        match command {
            Command::Down if is_reading => self.scroll_item(1),
            Command::Up if is_reading => self.scroll_item(-1),
            Command::Top if is_reading => self.scroll = 0,
            Command::Bottom if is_reading => self.scroll_item(isize::MAX / 2),
            Command::PageDown if is_reading => self.scroll_item(self.item_rows()),
            Command::PageUp if is_reading => self.scroll_item(-self.item_rows()),
            Command::HalfPageDown if is_reading => self.scroll_item(self.item_rows() / 2),
            Command::HalfPageUp if is_reading => self.scroll_item(-self.item_rows() / 2),
            Command::ScrollItemDown => self.scroll_item(1),
            Command::ScrollItemUp => self.scroll_item(-1),
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::Top => self.step(isize::MIN / 2),
            Command::Bottom => self.step(isize::MAX / 2),
            Command::PageDown => self.step(steps(rows)),
            Command::PageUp => self.step(-steps(rows)),
            Command::HalfPageDown => self.step(steps(half)),
            Command::HalfPageUp => self.step(-steps(half)),
            Command::NextFlagged => self.seek_flagged(true),
            Command::PreviousFlagged => self.seek_flagged(false),
            Command::View(number) => self.show_tab(usize::from(number).saturating_sub(1)),
            Command::NextView => self.show_view(if self.at + 1 < self.tabs() { self.at + 1 } else { 0 }),
            Command::PreviousView => {
                let last = self.tabs().saturating_sub(1);
                self.show_view(self.at.checked_sub(1).filter(|at| *at <= last).unwrap_or(last));
            }
            _ => return false,
        }
        true
    }

    /// The cursor so many rows down; headings are no place to stand.
    pub(super) fn step(&mut self, by: isize) {
        let rows = self.page_rows();
        if let Some(view) = self.views.get_mut(self.at) {
            let before = view.cursor();
            view.step(by);
            view.keep_in_sight(rows);
            if view.cursor() != before {
                self.scroll = 0;
            }
        }
        self.note_current();
    }

    /// The cursor onto a row of the list, if one can stand there.
    pub(super) fn stand_on(&mut self, row: usize) {
        let rows = self.page_rows();
        if let Some(view) = self.views.get_mut(self.at) {
            view.stand_on(row);
            view.keep_in_sight(rows);
        }
        self.scroll = 0;
        self.note_current();
    }

    /// After the size or the rows changed: cursor in sight, item not scrolled past its end.
    pub(super) fn keep_in_sight(&mut self) {
        if self.body() != Body::Both {
            self.focus = Focus::List;
        }
        let rows = self.page_rows();
        if let Some(view) = self.views.get_mut(self.at) {
            view.keep_in_sight(rows);
        }
        self.scroll_item(0);
        self.note_current();
    }

    fn item_rows(&self) -> isize {
        isize::try_from(self.parts().item.height.max(1)).unwrap_or(1)
    }

    /// Scrolls the item page, never past its end.
    pub(super) fn scroll_item(&mut self, by: isize) {
        let area = self.parts().item;
        let Some(id) = self.view().and_then(super::view::View::current).filter(|_| !area.is_empty()) else {
            self.scroll = 0;
            return;
        };
        if by == 0 && self.scroll == 0 {
            return;
        }
        let sheet = Sheet { id, width: usize::from(area.width), has_money: self.has_money };
        let most = page::height(&self.context(), sheet).saturating_sub(usize::from(area.height));
        self.scroll = self.scroll.saturating_add_signed(by).min(most);
    }

    fn seek_flagged(&mut self, is_forward: bool) {
        if self.screen().is_some() {
            return self.seek_flagged_in_screen(is_forward);
        }
        let Some(view) = self.view() else { return };
        let flagged = |row: &usize| {
            view.place_at(*row).and_then(|place| self.standings.get(place)).is_some_and(Standing::is_flagged)
        };
        let (at, len) = (view.cursor(), view.rows.len());
        let found = if is_forward {
            (at + 1..len).chain(0..at).find(flagged)
        } else {
            (0..at).rev().chain((at + 1..len).rev()).find(flagged)
        };
        match found {
            Some(row) => self.stand_on(row),
            None => self.say(StatusKind::Notice, "no other commitment here is flagged"),
        }
    }

    /// The next flagged commitment in the order of the view, on whatever shows it.
    fn seek_flagged_in_screen(&mut self, is_forward: bool) {
        let Some(view) = self.view() else { return };
        let is_flagged = |place: &usize| self.standings.get(*place).is_some_and(Standing::is_flagged);
        let mut flagged: Vec<usize> = view.found.iter().copied().filter(is_flagged).collect();
        if !is_forward {
            flagged.reverse();
        }
        let here = view.current().and_then(|id| self.book().place(id));
        let at = flagged.iter().position(|place| Some(*place) == here);
        let next = flagged.get(at.map_or(0, |at| at + 1)).or(flagged.first()).copied();
        let id = next.filter(|next| Some(*next) != here).and_then(|place| self.book().commitments().get(place));
        match id.map(|commitment| commitment.id) {
            Some(id) => {
                self.stand_on_in_screen(id);
            }
            None => self.say(StatusKind::Notice, "no other commitment here is flagged"),
        }
    }

    /// How many views are tabs; they stand before the others.
    fn tabs(&self) -> usize {
        self.views.iter().filter(|view| view.is_tab()).count()
    }

    fn show_tab(&mut self, number: usize) {
        match self.tabs() {
            0 => {}
            tabs if number >= tabs => {
                self.say(StatusKind::Notice, format!("there are {tabs} views; `save the view` adds one"));
            }
            _ => self.show_view(number),
        }
    }

    pub(super) fn show_view(&mut self, number: usize) {
        if number >= self.views.len() {
            return;
        }
        if self.is_searching() {
            self.leave_search();
        }
        self.trail.clear();
        self.at = number;
        self.mind_the_money();
        self.is_page = false;
        self.focus = Focus::List;
        self.scroll = 0;
        self.rebuild_if_stale();
        self.keep_in_sight();
    }

    /// The view of a name or number, where there is one.
    pub(super) fn go_to_view(&mut self, name: &str) {
        let number = name.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let named = || self.views.iter().position(|view| view.name.eq_ignore_ascii_case(name));
        if let Some(found) = number.or_else(named).filter(|n| *n < self.views.len()) {
            self.show_view(found);
        }
    }
}
