//! Keys on what is chosen rather than typed: words, the dates at their levels.

use super::field::{Content, Field};
use super::table::{Fill, Slot};
use super::{Form, step};
use crate::app::layer::Context;
use crate::app::layers::line::Line;
use crate::domain::outlook::Confidence;
use crate::keymap::{Code, Key};

impl Form {
    /// A date typed where something is to be chosen goes into the field for it that follows: it must not be lost.
    pub(super) fn leave_choice_for(&mut self, key: Key) {
        let is_digit = key.typed().is_some_and(|c| c.is_ascii_digit());
        let is_choice = self.fields.get(self.focus).is_some_and(|field| {
            let offers = |c: char| field.words().iter().any(|word| word.starts_with(c));
            field.line().is_none() && field.slot != Slot::Reason && !key.typed().is_some_and(offers)
        });
        if !is_digit || !is_choice {
            return;
        }
        let takes_days = |field: &Field| matches!(field.slot.fill(), Fill::Day | Fill::AnyDay);
        let behind = self.fields.iter().enumerate().skip(self.focus + 1).find(|(_, field)| takes_days(field));
        if let Some((at, _)) = behind {
            self.focus_on(at);
        }
    }

    /// Whether a key chooses among the dates: any in their own field, the arrows where their date is only proposed or
    /// none is typed.
    pub(super) fn chooses_level(&self, key: Key) -> bool {
        let Some(field) = self.fields.get(self.focus) else { return false };
        let is_arrow = matches!(key.code(), Code::Left | Code::Right);
        let is_open = |line: &Line| line.is_proposal() || line.is_blank();
        let is_proposed = field.slot == Slot::Due && field.line().is_some_and(is_open);
        field.slot == Slot::Level || (self.dates.is_some() && is_proposed && is_arrow)
    }

    pub(super) fn choose_level(&mut self, key: Key, context: &Context) {
        let at = self.level(context);
        let count = Confidence::ALL.len();
        let chosen = match (key.typed(), key.code()) {
            (Some(' '), _) | (None, Code::Right) => step(at, count, 1),
            (None, Code::Left) => step(at, count, -1),
            (Some(digit), _) => Confidence::ALL.iter().position(|level| level.percent().to_string().starts_with(digit)),
            (None, _) => None,
        };
        if let Some(chosen) = chosen {
            self.take_level(chosen);
        }
    }

    /// The place of the level whose date is offered, where it is one of them.
    pub(super) fn level(&self, context: &Context) -> Option<usize> {
        let level = self.dates?.level_of(self.day(Slot::Due, context)?)?;
        Confidence::ALL.iter().position(|each| *each == level)
    }

    pub(super) fn take_level(&mut self, at: usize) {
        let (Some(dates), Some(level)) = (self.dates, Confidence::ALL.get(at)) else { return };
        let due = self.fields.iter_mut().find(|field| field.slot == Slot::Due);
        if let Some(line) = due.and_then(Field::line_mut) {
            *line = Line::proposed(super::super::typed_day(dates.at(*level)));
        }
        self.touched();
    }
}

/// Picks the next word that begins with a letter.
pub(super) fn pick(field: &mut Field, letter: char) {
    let letter = letter.to_ascii_lowercase();
    let words = field.words();
    let fits: Vec<usize> = (0..words.len()).filter(|at| words[*at].starts_with(letter)).collect();
    if let Content::Word(chosen) = &mut field.content {
        let next = fits.iter().find(|fit| chosen.is_none_or(|chosen| **fit > chosen)).or(fits.first());
        *chosen = next.copied().or(*chosen);
    }
}
