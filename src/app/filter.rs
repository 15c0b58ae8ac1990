//! The live filter: a query typed over the list, which narrows at every key.

use crate::command::Command;
use crate::domain::book::Book;
use crate::query::{self, Completion, complete};

use super::layer::Input;
use super::layers::line::Line;
use super::screens::Screen;
use super::{App, StatusKind};

/// A filter being typed.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    /// The line.
    pub line: Line,
    /// The filter before, for Esc.
    before: String,
    /// What is wrong with what stands there now.
    error: Option<query::Error>,
    /// What Tab goes through, and which of them stands there.
    cycle: Option<(Vec<Completion>, usize)>,
}

impl Typing {
    /// What is wrong, once it can no longer be mended by typing on.
    #[must_use]
    pub fn fault(&self) -> Option<&query::Error> {
        self.error.as_ref().filter(|error| !error.is_unfinished(self.line.text()))
    }

    /// What Tab goes through, and which of them stands there.
    #[must_use]
    pub fn candidates(&self) -> Option<(&[Completion], usize)> {
        self.cycle.as_ref().filter(|(all, _)| all.len() > 1).map(|(all, at)| (all.as_slice(), *at))
    }

    /// The next completion in the place of the one before, or the first.
    fn complete(&mut self, book: &Book) {
        let (all, at) = match self.cycle.take() {
            Some((all, at)) => {
                let next = (at + 1) % all.len();
                (all, next)
            }
            None => (complete(self.line.text(), self.line.at(), book), 0),
        };
        let Some(each) = all.get(at) else { return };
        self.line.replace(each.range.start..self.line.at(), &each.text);
        if all.len() > 1 {
            self.cycle = Some((all, at));
        }
    }
}

impl App {
    pub(super) fn start_filter(&mut self) {
        if let Some(why) = self.screen().and_then(Screen::refuses_filter) {
            self.say(StatusKind::Refused, why);
            return;
        }
        let Some(view) = self.view() else { return };
        let (before, stood) = (view.filter.clone(), view.current());
        let mut line = Line::new(before.clone());
        if !before.is_empty() {
            line.insert(" ");
        }
        if let Some(view) = self.views.get_mut(self.at) {
            view.stood = stood.or(view.stood);
        }
        self.is_page = false;
        self.focus = super::Focus::List;
        self.typing = Some(Typing { line, before, error: None, cycle: None });
    }

    pub(super) fn type_filter(&mut self, input: Input) {
        let Some(typing) = &mut self.typing else { return };
        let is_edited = match input {
            Input::Key(key) => {
                typing.cycle = None;
                typing.line.key(key)
            }
            Input::Paste(text) => {
                typing.line.insert(text.trim_end());
                true
            }
            Input::Command(Command::Submit | Command::Open) => {
                self.close_filter();
                return;
            }
            Input::Command(Command::Cancel | Command::Back) => {
                self.drop_filter();
                return;
            }
            Input::Command(Command::Complete) => {
                let book = self.book.as_ref().unwrap_or(&self.empty);
                typing.complete(book);
                self.apply_filter();
                return;
            }
            Input::Command(command) => {
                self.go(command);
                return;
            }
            Input::Click(..) | Input::Wheel(_) => return,
        };
        if is_edited {
            self.apply_filter();
        }
    }

    /// Enter: what is typed stays, if it can be understood.
    fn close_filter(&mut self) {
        let Some(typing) = self.typing.take() else { return };
        match typing.error {
            None => {
                let text = typing.line.text().trim().to_owned();
                self.set_filter(&text);
            }
            Some(error) => {
                self.say(StatusKind::Refused, error.to_string());
                self.typing = Some(Typing { error: Some(error), ..typing });
            }
        }
    }

    /// Esc: as it was before.
    fn drop_filter(&mut self) {
        if let Some(typing) = self.typing.take() {
            self.stand_as_before();
            self.set_filter(&typing.before);
        }
    }

    /// The cursor is to find the commitment it stood on before the filter.
    pub(super) fn stand_as_before(&mut self) {
        if let Some(view) = self.views.get_mut(self.at) {
            view.current = view.stood.take().or(view.current);
        }
    }

    /// The list follows what is typed, as far as that can be understood.
    fn apply_filter(&mut self) {
        let Some(typing) = &self.typing else { return };
        let text = typing.line.text().trim().to_owned();
        let error = self.set_filter(&text);
        if let Some(typing) = &mut self.typing {
            typing.error = error;
        }
    }
}
