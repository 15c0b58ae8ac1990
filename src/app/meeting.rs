//! What the app does about a standup beyond its screen: amounts stay hidden, time goes by, and its end is marked.

use std::time::Duration;

use crate::domain::day::Moment;
use crate::domain::id::Id;

use super::view::{Origin, STANDUP, View};
use super::{App, StatusKind};

impl App {
    /// How long the program has been open; whatever shows time goes by it, and nothing wakes up for it.
    pub const fn note_time(&mut self, open_for: Duration) {
        self.watch = open_for;
    }

    /// When the last standup was.
    pub const fn note_standup(&mut self, at: Option<Moment>) {
        self.last_standup = at;
    }

    /// A standup is often on a screen that everybody sees: amounts are hidden in it until somebody asks, whatever is
    /// shown elsewhere, and elsewhere is as before when one comes back.
    pub(super) fn mind_the_money(&mut self) {
        match (self.view().is_some_and(is_standup), self.money_elsewhere) {
            (true, None) => {
                self.money_elsewhere = Some(self.has_money);
                self.has_money = false;
            }
            (false, Some(was)) => {
                self.has_money = was;
                self.money_elsewhere = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }

    /// The card of the standup that is spoken about; none elsewhere.
    pub(super) fn card(&self) -> Option<Id> {
        self.view().filter(|view| is_standup(view))?.current()
    }

    /// A move settled the card whose page was open: the page is closed, and the next card is seen.
    pub(super) fn leave_settled(&mut self, before: Option<Id>) {
        if before.is_some() && before != self.card() {
            self.is_page = false;
            self.scroll = 0;
        }
    }

    pub(super) fn standup_marked(&mut self, at: Moment, words: &str) {
        self.last_standup = Some(at);
        self.say(StatusKind::Done, words);
        self.gather_again();
    }
}

fn is_standup(view: &View) -> bool {
    view.origin == Origin::Mode && view.name == STANDUP
}
