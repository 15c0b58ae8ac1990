//! The two lines that tell where things stand: the summary in the header, and the state of the list.

use crate::domain::summary::Part;
use crate::text::width;

use super::App;
use super::view::Origin;

impl App {
    /// `exposure €480k in 4 deals · 3 overdue · 4 over-promised · kept 14 of 18 this quarter`, as much as fits.
    #[must_use]
    pub(crate) fn summary_line(&self, columns: usize) -> String {
        let parts = self.summary.parts();
        let mut shown: Vec<&str> = parts
            .iter()
            .filter(|(part, _)| self.has_money || *part != Part::Exposure)
            .map(|(_, words)| words.as_str())
            .collect();
        while shown.len() > 1 && width(&shown.join(" · ")) > columns {
            shown.pop();
        }
        if shown.is_empty() { "nothing is overdue or over-promised".to_owned() } else { shown.join(" · ") }
    }

    /// Whether the whole screen is one item.
    #[must_use]
    pub const fn reads_an_item(&self) -> bool {
        self.is_page && self.layers.is_empty()
    }

    /// The item stands on a page of its own alone.
    pub fn put_pane_away(&mut self) {
        self.pane = Some(false);
    }

    /// Where one is: the way here, and how much there is.
    #[must_use]
    pub fn place_in_words(&self) -> String {
        let Some(view) = self.view() else { return "no book yet".to_owned() };
        let way = self.crumbs().join(", ");
        let place = match self.screen() {
            Some(screen) => screen.place().unwrap_or_default(),
            None => view.shown().to_string(),
        };
        let item = if self.is_page { ", item" } else { "" };
        if place.is_empty() { format!("{way}{item}") } else { format!("{way}, {place}{item}") }
    }

    /// What the window is called: the book, and how much asks for attention.
    #[must_use]
    pub fn title(&self) -> String {
        let name = crate::text::clean(&self.book().rules.name);
        match self.summary.flagged {
            0 => format!("countersign · {name}"),
            n => format!("countersign · {name} · {n} to look at"),
        }
    }

    /// Whether the summary can say in so many columns what is alarming; what was kept may be left out.
    #[must_use]
    pub(crate) fn has_room_for_alarms(&self, columns: usize) -> bool {
        let parts = self.summary.parts();
        let alarms = parts.iter().filter(|(part, _)| match part {
            Part::Exposure => self.has_money,
            Part::Overdue | Part::OverPromised => true,
            Part::Kept => false,
        });
        alarms.map(|(_, words)| width(words) + 3).sum::<usize>() <= columns + 3
    }

    /// What narrows the list now, what is marked, what is kept out of sight.
    #[must_use]
    pub(crate) fn list_state(&self) -> String {
        let Some(view) = self.view() else { return String::new() };
        if self.is_page {
            return String::new();
        }
        let mut parts = Vec::new();
        if self.crumbs().len() > 1 && view.is_tab() {
            parts.push(self.crumbs().join(" › "));
        }
        if let Some(range) = view.range() {
            parts.push(format!("marking {} rows", range.end() - range.start() + 1));
        }
        if !view.marks().is_empty() {
            parts.push(format!("{} marked: a move is made on all of them", view.marks().len()));
        }
        if !view.filter.is_empty() {
            parts.push(format!("filter {} · {} of {}", view.filter, view.shown(), view.count));
        }
        if let Some(group) = view.group {
            parts.push(format!("by {}", group.word()));
        }
        if view.origin == Origin::Attention && view.dim > 0 && parts.is_empty() {
            parts.push(format!("{} more with dim marks only", view.dim));
        }
        parts.join(" · ")
    }
}
