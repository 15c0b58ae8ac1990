//! A view's own screen at work: what it is given, what it wants, and what lies in it under the mouse.

use crate::command::Command;
use crate::domain::id::Id;

use super::ink::Spot;
use super::screens::{Input, Picture, Screen};
use super::view::Origin;
use super::{App, Effect, Focus, StatusKind};

impl App {
    /// The screen of the view that is shown, where it has one.
    pub(crate) fn screen(&self) -> Option<&dyn Screen> {
        self.view()?.screen.as_deref()
    }

    /// What the screen of the view looks like now.
    #[must_use]
    pub(crate) fn picture(&self) -> Option<Picture> {
        let area = self.parts().view();
        let screen = self.screen().filter(|_| !area.is_empty())?;
        Some(screen.picture(&self.context(), (area.width, area.height)))
    }

    /// Lets the screen do something while it is out of its view.
    fn with_screen<T>(&mut self, number: usize, act: impl FnOnce(&mut Box<dyn Screen>, &Self) -> T) -> Option<T> {
        let mut screen = self.views.get_mut(number)?.screen.take()?;
        let done = act(&mut screen, self);
        if let Some(view) = self.views.get_mut(number) {
            view.screen = Some(screen);
        }
        Some(done)
    }

    /// The screen's own selection from the book; none for a list.
    pub(super) fn selected_by_screen(&self, number: usize) -> Option<Vec<usize>> {
        let screen = self.views.get(number)?.screen.as_deref()?;
        Some(screen.select(&self.context()))
    }

    /// The screen takes in what its view finds; whether it has one.
    pub(super) fn gather(&mut self, number: usize) -> bool {
        let Some(view) = self.views.get_mut(number).filter(|view| view.screen.is_some()) else { return false };
        let found = std::mem::take(&mut view.found);
        self.with_screen(number, |screen, app| screen.gather(&found, &app.context()));
        if let Some(view) = self.views.get_mut(number) {
            view.found = found;
        }
        self.note_current();
        true
    }

    /// Gives an input to the screen of the view; none where it has none, or the screen has no use for it.
    pub(super) fn ask_screen(&mut self, input: &Input) -> Option<Vec<Effect>> {
        if self.is_page || self.focus == Focus::Item {
            return None;
        }
        let before = self.view().and_then(super::view::View::current);
        let outcome = self.with_screen(self.at, |screen, app| screen.handle(input, &app.context()))??;
        self.note_current();
        if self.view().and_then(super::view::View::current) != before {
            self.scroll = 0;
        }
        Some(self.follow(outcome, None))
    }

    /// The cursor of the screen onto a commitment; none for a list.
    pub(super) fn stand_on_in_screen(&mut self, id: Id) -> Option<bool> {
        let is_there = self.with_screen(self.at, |screen, _| screen.stand_on(id))?;
        self.note_current();
        Some(is_there)
    }

    /// The screen of the view makes a piece of what it has left; whether it is to be drawn again.
    pub(super) fn work_on_screen(&mut self) -> bool {
        if !self.screen().is_some_and(Screen::has_work) {
            return false;
        }
        let is_other = self.with_screen(self.at, |screen, app| screen.work(&app.context())).unwrap_or(false);
        if is_other {
            self.note_current();
        }
        is_other
    }

    /// What every screen shows beyond the commitments is to be made again: who forecasts is another.
    pub(super) fn gather_again(&mut self) {
        for view in self.views.iter_mut().filter(|view| view.screen.is_some()) {
            view.is_changed = true;
        }
        self.rebuild_if_stale();
    }

    /// What lies in the view's screen under a cell of the terminal.
    pub(super) fn spot_under(&self, x: u16, y: u16) -> Option<Spot> {
        let area = self.parts().view();
        if !area.has(x, y) {
            return None;
        }
        Some(self.picture()?.spot(x - area.x, y - area.y))
    }

    /// A press on the screen of a view.
    pub(super) fn press_on(&mut self, spot: Spot) -> Vec<Effect> {
        self.focus = Focus::List;
        let id_of = |app: &Self, place: usize| app.book().commitments().get(place).map(|each| each.id);
        match spot {
            Spot::Run(command) => self.run(command),
            Spot::Commitment(place) => {
                let was = self.view().and_then(super::view::View::current);
                if let Some(effects) = self.ask_screen(&Input::Press(spot)) {
                    return effects;
                }
                let Some(id) = id_of(self, place) else { return Vec::new() };
                if was == Some(id) {
                    return self.run(Command::Open);
                }
                self.stand_on_in_screen(id);
                Vec::new()
            }
            Spot::Field(_)
            | Spot::Word(..)
            | Spot::Entry(_)
            | Spot::Suggestion(_)
            | Spot::Column(_)
            | Spot::Outside
            | Spot::Nothing => self.ask_screen(&Input::Press(spot)).unwrap_or_default(),
        }
    }

    /// Shows a mode, or goes back from it.
    pub(super) fn toggle_mode(&mut self, name: &str) {
        let Some(number) = self.views.iter().position(|view| view.origin == Origin::Mode && view.name == name) else {
            return;
        };
        if number == self.at {
            self.go_back();
        } else {
            self.go_on_to(number);
        }
    }

    /// Shows a view from which `back` leads to where one is now.
    pub(super) fn go_on_to(&mut self, number: usize) {
        let from = self.at;
        if number == from {
            return;
        }
        let mut trail = std::mem::take(&mut self.trail);
        trail.retain(|each| *each != number);
        trail.push(from);
        self.show_view(number);
        self.trail = trail;
    }

    /// Back to where one came from; whether there was such a place.
    pub(super) fn go_back(&mut self) -> bool {
        let Some(number) = self.trail.pop() else {
            if self.view().is_some_and(|view| !view.is_tab()) {
                self.show_view(0);
                return true;
            }
            return false;
        };
        let trail = std::mem::take(&mut self.trail);
        // A filter that came with the way there goes with it.
        if self.view().is_some_and(|view| view.origin == Origin::All && !view.filter.is_empty()) {
            self.set_filter("");
        }
        self.show_view(number);
        self.trail = trail;
        true
    }

    /// The names of the views that lead to this one, the first first.
    #[must_use]
    pub(crate) fn crumbs(&self) -> Vec<&str> {
        let way = self.trail.iter().copied().chain([self.at]);
        way.filter_map(|number| self.views.get(number)).map(|view| view.name.as_str()).collect()
    }

    /// What only lists know, asked for on a screen of another kind.
    pub(super) fn refuse_on_screen(&mut self, what: &str) -> bool {
        let has_screen = self.screen().is_some();
        if has_screen {
            self.say(StatusKind::Refused, format!("{what}: only in a list; 1 and 2 are lists"));
        }
        has_screen
    }
}
