//! Undo and redo: moves that take moves back, told in words.

use crate::command::{Command, Scope};
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
        if let Some(place) = places.first()
            && let Some(why) = self.undo_doubt(&places)
            && self.doubted.replace(place.made) != Some(place.made)
        {
            let effect = self.effect_of(*place);
            let again = self.keymap.keys_for(Command::Undo, Scope::List).into_iter().next();
            let again = again.map_or_else(String::new, |key| format!("{key} again takes back "));
            self.say(StatusKind::Refused, format!("{why}; {again}{effect}"));
            return Vec::new();
        }
        self.take_back(&places)
    }

    /// Why these are probably not what is to be taken back.
    fn undo_doubt(&self, places: &[Place]) -> Option<String> {
        if self.has_just_filed {
            return Some(undo::LINE_STAYS.to_owned());
        }
        Some(undo::doubt(self.book(), places, &self.me, self.today)?.words(self.today))
    }

    /// What a move did, in words.
    fn effect_of(&self, place: Place) -> String {
        self.book().get(place.commitment).map_or_else(
            || place.commitment.to_string(),
            |commitment| wording::effect(commitment, place.made, self.today),
        )
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
