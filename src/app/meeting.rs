//! What the app does about a standup beyond its screen: amounts stay hidden, time goes by, and its end is marked.

use std::time::Duration;

use crate::domain::day::Moment;

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
        let is_standup = |view: &View| view.origin == Origin::Mode && view.name == STANDUP;
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

    pub(super) fn standup_marked(&mut self, at: Moment, words: &str) {
        self.last_standup = Some(at);
        self.say(StatusKind::Done, words);
        self.gather_again();
    }
}
