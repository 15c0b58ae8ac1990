//! Going straight to something that was looked for: a commitment, what fits a query.

use crate::domain::id::Id;

use super::rows::Row;
use super::view::Origin;
use super::{App, StatusKind};

impl App {
    /// The cursor onto a commitment: where the list shows it, or else in the view of all.
    pub(super) fn go_to(&mut self, id: Id) {
        if self.stand_on_commitment(id) {
            return;
        }
        if let Some(all) = self.views.iter().position(|view| view.origin == Origin::All) {
            self.go_on_to(all);
        }
        if !self.stand_on_commitment(id) {
            self.set_filter("");
            if !self.stand_on_commitment(id) {
                self.say(StatusKind::Refused, format!("{id} is no longer in the book"));
            }
        }
    }

    fn stand_on_commitment(&mut self, id: Id) -> bool {
        let Some(place) = self.book().place(id) else { return false };
        if let Some(is_there) = self.stand_on_in_screen(id) {
            return is_there;
        }
        let row = self.view().and_then(|view| view.rows.iter().position(|row| *row == Row::Item(place)));
        if let Some(row) = row {
            self.stand_on(row);
        }
        row.is_some()
    }

    /// What fits a query, in the view of all.
    pub(super) fn find(&mut self, query: &str) {
        if let Some(all) = self.views.iter().position(|view| view.origin == Origin::All) {
            self.go_on_to(all);
        }
        if let Some(error) = self.set_filter(query) {
            self.say(StatusKind::Refused, error.to_string());
        }
    }
}
