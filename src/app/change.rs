//! Undo and redo: moves that take moves back, told in words.

use crate::domain::act::{Act, Draft, Entry, Target};
use crate::domain::undo::{self, Place};
use crate::domain::wording;

use super::{App, Effect, StatusKind};

impl App {
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let places = undo::next_undo(self.book(), &self.me);
        if places.is_empty() {
            self.say(StatusKind::Notice, "there is nothing of yours to take back");
            return Vec::new();
        }
        if let Some(answer) = undo::answered_by(self.book(), &places, &self.me) {
            let who = self.book().rules.people.called(answer.voice());
            let said = wording::said(answer, self.today);
            self.say(StatusKind::Refused, format!("{who} has answered that ({said}); answer with a move of your own"));
            return Vec::new();
        }
        self.take_back(&places)
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let places = undo::next_redo(self.book(), &self.me);
        if let Some(why) = undo::lost_effect(self.book(), &places) {
            self.say(StatusKind::Refused, format!("made again it would have no effect: {why}"));
            return Vec::new();
        }
        if places.is_empty() {
            self.say(StatusKind::Notice, "there is nothing to do again");
            return Vec::new();
        }
        self.take_back(&places)
    }

    fn take_back(&self, places: &[Place]) -> Vec<Effect> {
        let entry = |place: &Place| Entry {
            on: Target::Commitment(place.commitment),
            draft: Draft::new(self.me.clone(), Act::Retract { what: place.made }),
        };
        vec![Effect::Record(Vec::new(), places.iter().map(entry).collect())]
    }
}
