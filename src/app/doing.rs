//! What a command does to the list screen; what it doesn't know opens a layer.

use crate::command::Command;
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Flag, Level, Standing};
use crate::domain::id::Id;
use crate::query::Sort;

use super::area::{self, Body};
use super::column::Column;
use super::rows::Row;
use super::screens::{Input, Screen};
use super::{App, Effect, Focus, StatusKind, view};

impl App {
    pub(super) fn run(&mut self, command: Command) -> Vec<Effect> {
        if self.book.is_none() {
            return self.run_without_book(command);
        }
        if command != Command::Undo {
            self.doubted = None;
        }
        if self.typing.is_none()
            && self.held.is_none()
            && let Some(effects) = self.ask_screen(&Input::Command(command))
        {
            return effects;
        }
        if self.go(command) {
            return Vec::new();
        }
        match command {
            Command::Open | Command::Right => self.open_item(command),
            Command::Left => {
                self.close_item();
            }
            Command::Back => return self.back(),
            Command::Cancel => return self.cancel(),
            Command::Standup => self.toggle_mode(view::STANDUP),
            Command::Sync => return self.sync(),
            Command::SyncReport => self.open_sync_report(),
            Command::Leave => return vec![Effect::Quit],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Reload => return vec![Effect::Reload],
            Command::ToggleMouse => return self.toggle_mouse(),
            Command::ToggleItemPane => self.toggle_pane(),
            Command::ToggleMoney => self.toggle_money(),
            Command::FocusNext | Command::FocusPrevious => self.change_focus(),
            Command::Filter => self.start_filter(),
            Command::GroupBy => self.group_next(),
            Command::ColumnsLater => self.shift_columns(1),
            Command::ColumnsEarlier => self.shift_columns(-1),
            Command::SortNext => self.sort_by(1),
            Command::SortPrevious => self.sort_by(-1),
            Command::SortReverse => self.turn_around(),
            Command::Mark => self.mark(),
            Command::MarkRange => self.mark_range(),
            Command::MarkAll => self.mark_all(),
            Command::Queue => self.toggle_mode("Queue"),
            Command::Undo => return self.undo(),
            Command::Redo => return self.redo(),
            Command::CopyId => return self.copy(|commitment| commitment.id.to_string()),
            Command::CopyLine => return self.copy_customer_lines(),
            Command::EditFile => return self.edit_file(),
            _ => return self.open_layer(command),
        }
        Vec::new()
    }

    /// The one screen before there is a book knows three keys.
    fn run_without_book(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Open | Command::QuickAdd | Command::Submit => vec![Effect::MakeBook],
            Command::Back | Command::Leave => vec![Effect::Quit],
            Command::Suspend => vec![Effect::Suspend],
            Command::Reload => vec![Effect::Reload],
            Command::ToggleMouse => self.toggle_mouse(),
            Command::Help | Command::SwitchTheme => self.open_layer(command),
            _ => Vec::new(),
        }
    }

    fn open_item(&mut self, command: Command) {
        if let Some(Row::Problem(number)) = self.view().and_then(|view| view.rows.get(view.cursor())) {
            let words = self.book().problems.get(*number).map(ToString::to_string).unwrap_or_default();
            self.say(StatusKind::Notice, words);
            return;
        }
        if self.current().is_none() {
            return;
        }
        match (self.body(), command) {
            (Body::List, Command::Right)
                if self.size.0 >= area::BESIDE && self.screen().is_none_or(Screen::stands_beside) =>
            {
                self.pane = Some(true);
            }
            (Body::Both, Command::Right) => self.focus = Focus::Item,
            (Body::Both, _) if self.focus == Focus::List => self.focus = Focus::Item,
            (Body::List | Body::Both, _) => self.is_page = true,
            (Body::Item, _) => {}
        }
    }

    /// One level back from the item; whether there was one.
    fn close_item(&mut self) -> bool {
        if self.is_page {
            self.is_page = false;
        } else if self.focus == Focus::Item {
            self.focus = Focus::List;
        } else {
            return false;
        }
        self.keep_in_sight();
        true
    }

    fn back(&mut self) -> Vec<Effect> {
        if self.close_item() || self.clear_range() || self.trail.is_empty() && self.clear_filter() || self.go_back() {
            return Vec::new();
        }
        vec![Effect::Quit]
    }

    /// Closes what is open or lets go of what is chosen; at the top level it stops the sync that runs.
    fn cancel(&mut self) -> Vec<Effect> {
        if self.close_item() || self.clear_range() || self.clear_marks() || self.clear_filter() || self.go_back() {
            return Vec::new();
        }
        self.stop_sync()
    }

    fn clear_filter(&mut self) -> bool {
        if self.view().is_none_or(|view| view.filter.is_empty()) {
            return false;
        }
        if self.view().is_some_and(|view| view.rows.is_empty()) {
            self.stand_as_before();
        }
        self.set_filter("");
        true
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.has_mouse = !self.has_mouse;
        let words = if self.has_mouse {
            "the mouse works here"
        } else {
            "the mouse is the terminal’s: select and copy as usual"
        };
        self.say(StatusKind::Notice, words);
        vec![Effect::Mouse(self.has_mouse)]
    }

    fn toggle_pane(&mut self) {
        if self.size.0 < area::BESIDE || self.screen().is_some_and(|screen| !screen.stands_beside()) {
            self.is_page = !self.is_page && self.current().is_some();
        } else if self.is_page {
            self.is_page = false;
            self.pane = Some(true);
        } else {
            self.pane = Some(self.body() != Body::Both);
        }
        self.keep_in_sight();
    }

    fn toggle_money(&mut self) {
        self.has_money = !self.has_money;
        self.say(StatusKind::Notice, if self.has_money { "amounts are shown" } else { "amounts are hidden" });
    }

    fn change_focus(&mut self) {
        if self.body() == Body::Both {
            self.focus = match self.focus {
                Focus::List => Focus::Item,
                Focus::Item => Focus::List,
            };
        }
    }

    pub(super) fn set_columns(&mut self, columns: Vec<Column>, frozen: usize) {
        if let Some(view) = self.views.get_mut(self.at) {
            view.columns = columns;
            view.frozen = frozen;
            view.shift = 0;
        }
    }

    /// Scrolls the columns behind the frozen ones.
    fn shift_columns(&mut self, by: isize) {
        if self.refuse_on_screen("scrolling columns") {
            return;
        }
        let (width, has_money) = (self.list_columns(), self.has_money);
        let Some(view) = self.views.get_mut(self.at) else { return };
        let most = view.wanted(has_money).most_shift(width);
        view.shift = view.shift.saturating_add_signed(by).min(most);
        if most == 0 {
            self.say(StatusKind::Notice, "every column is in sight");
        }
    }

    /// By the next or previous of the columns that are shown.
    fn sort_by(&mut self, step: isize) {
        let Some(view) = self.view() else { return };
        let placed = self.placed_columns();
        let keys: Vec<_> = placed.iter().map(|each| each.column.sort()).collect();
        let Some(last) = keys.len().checked_sub(1) else { return };
        let next = match keys.iter().position(|key| *key == view.sort.key) {
            Some(at) => at.checked_add_signed(step).map_or(last, |at| if at > last { 0 } else { at }),
            None => 0,
        };
        self.set_sort(Sort { key: keys[next], is_reversed: false });
    }

    fn turn_around(&mut self) {
        if let Some(view) = self.view() {
            self.set_sort(view.sort.reversed());
        }
    }

    pub(super) fn set_sort(&mut self, sort: Sort) {
        if self.refuse_on_screen("sorting") {
            return;
        }
        if let Some(view) = self.views.get_mut(self.at) {
            view.sort = sort;
            view.is_stale = true;
        }
        self.rebuild_if_stale();
        let column = sort.column();
        let way = if sort.is_reversed { ", the other way round" } else { "" };
        self.say(StatusKind::Notice, format!("by {}: {}{way}", column.word, column.about));
    }

    fn copy(&mut self, line: impl Fn(&Commitment) -> String) -> Vec<Effect> {
        self.refresh_targets();
        let found: Vec<String> = self.targets.iter().filter_map(|id| self.book().get(*id)).map(line).collect();
        let words = match &found[..] {
            [] => return Vec::new(),
            [one] => format!("copied: {one}"),
            several => format!("copied {} lines", several.len()),
        };
        self.say(StatusKind::Done, words);
        vec![Effect::Copy(found.join("\n"))]
    }

    /// Lines for the customer; what isn't as the customer was told is held back, and what is doubtful is said.
    fn copy_customer_lines(&mut self) -> Vec<Effect> {
        self.refresh_targets();
        let found: Vec<(&Commitment, Option<&Standing>)> = self
            .targets
            .iter()
            .filter_map(|id| Some((self.book().get(*id)?, self.standings.get(self.book().place(*id)?))))
            .collect();
        let is_other = |standing: Option<&Standing>| {
            standing.is_some_and(|standing| standing.has(Flag::CustomerNotTold) || standing.has(Flag::Overdue))
        };
        if let Some((commitment, _)) = found.iter().find(|(_, standing)| is_other(*standing)) {
            let words = format!(
                "held back: {} was told something else than what stands, or a day that has passed",
                commitment.customer
            );
            self.say(StatusKind::Refused, words);
            return Vec::new();
        }
        let doubt = found.iter().find_map(|(_, standing)| {
            let red = standing.and_then(Standing::top).filter(|raised| raised.level == Level::Red)?;
            Some(format!("copied, but ask tech before you send it: {}", red.why(self.today)))
        });
        let effects = self.copy(customer_line);
        if let Some(doubt) = doubt {
            self.say(StatusKind::Notice, doubt);
        }
        effects
    }

    fn edit_file(&mut self) -> Vec<Effect> {
        let Some(view) = self.view() else { return Vec::new() };
        match view.rows.get(view.cursor()) {
            Some(Row::Problem(number)) => self
                .book()
                .problems
                .get(*number)
                .map(|problem| Effect::EditProblem(problem.file.clone(), problem.line))
                .into_iter()
                .collect(),
            Some(Row::Item(_)) => view.current().map(Effect::EditFile).into_iter().collect(),
            Some(Row::Heading(_)) | None => Vec::new(),
        }
    }

    fn mark(&mut self) {
        let Some(view) = self.views.get_mut(self.at) else { return };
        let Some(id) = view.current() else { return };
        if !view.marks.remove(&id) {
            view.marks.insert(id);
        }
        if self.is_page || self.focus == Focus::Item {
            let n = self.view().map_or(0, |view| view.marks().len());
            self.say(
                StatusKind::Notice,
                if n == 0 { "not marked".to_owned() } else { format!("{n} marked; a move here is about this one") },
            );
            return;
        }
        if self.ask_screen(&Input::Command(Command::Down)).is_none() {
            self.step(1);
        }
    }

    /// Begins a range at the cursor, or marks the one that was begun.
    fn mark_range(&mut self) {
        if self.refuse_on_screen("marking a range") {
            return;
        }
        let Some(view) = self.view() else { return };
        let Some(range) = view.range() else {
            let at = view.cursor();
            if let Some(view) = self.views.get_mut(self.at) {
                view.range = Some(at);
                view.range_from = view.current();
            }
            return;
        };
        let ids = self.ids_of(range);
        if let Some(view) = self.views.get_mut(self.at) {
            view.marks.extend(ids);
            view.range = None;
        }
    }

    fn mark_all(&mut self) {
        let Some(view) = self.view() else { return };
        let ids = if view.screen.is_some() {
            let id = |place: &usize| self.book().commitments().get(*place).map(|each| each.id);
            view.found.iter().filter_map(id).collect()
        } else {
            self.ids_of(0..=view.rows.len().saturating_sub(1))
        };
        let Some(view) = self.views.get_mut(self.at) else { return };
        if ids.iter().all(|id| view.marks.contains(id)) {
            view.marks.clear();
        } else {
            view.marks.extend(ids);
        }
    }

    fn ids_of(&self, rows: std::ops::RangeInclusive<usize>) -> Vec<Id> {
        let Some(view) = self.view() else { return Vec::new() };
        let places = rows.filter_map(|row| view.place_at(row));
        places.filter_map(|place| self.book().commitments().get(place)).map(|commitment| commitment.id).collect()
    }

    fn clear_range(&mut self) -> bool {
        self.views.get_mut(self.at).is_some_and(|view| view.range.take().is_some())
    }

    fn clear_marks(&mut self) -> bool {
        self.views.get_mut(self.at).is_some_and(|view| !std::mem::take(&mut view.marks).is_empty())
    }
}

/// A line that may go to the customer: what and by when as it was told, nothing from inside.
fn customer_line(commitment: &Commitment) -> String {
    let scope = commitment.told.as_ref().map_or(&commitment.terms.scope, |told| &told.scope);
    match commitment.told_due() {
        Some(due) => format!("{}: {scope}, by {}", commitment.customer, due.long()),
        None => format!("{}: {scope}, date to be agreed", commitment.customer),
    }
}
