//! A form whose commitment moves beneath it: what was typed stays, everything else is filled from the terms as they are.

use super::Form;
use super::field::{Content, Field};
use super::table::Slot;
use crate::app::layer::Context;
use crate::app::layers::known::Known;
use crate::app::layers::line::Line;
use crate::app::layers::typed_day;
use crate::domain::outlook::{Confidence, Dates};

impl Form {
    /// The book is other than before, or what is forecast of it.
    pub fn look_again(&mut self, context: &Context) {
        self.known = Known::of(context.book);
        if self.beneath.is_gone(context) {
            self.preview = None;
            return;
        }
        let mut fresh = Self::blank(self.topic, self.targets.clone(), context);
        fresh.prefill(context);
        let focused = self.fields.get(self.focus).map(|field| field.slot);
        let dates = (self.dates, fresh.dates);
        let mut fields = fresh.fields;
        for old in self.fields.drain(..) {
            match fields.iter_mut().find(|field| field.slot == old.slot) {
                Some(field) => carry(&old, field, dates),
                // What was typed stays even where the form would no longer ask for it.
                None if old.is_changed() => fields.push(old),
                None => {}
            }
        }
        self.fields = fields;
        self.dates = dates.1;
        self.focus = focused.and_then(|slot| self.fields.iter().position(|field| field.slot == slot)).unwrap_or(0);
        if self.beneath.is_new(context) && self.preview.take().is_some() {
            self.complain(None, "that changed meanwhile: look again, then enter shows what would change now");
        }
    }

    /// Somebody sees what happened beneath: what is sent from now on is about what is there now.
    pub fn saw(&mut self, context: &Context) {
        self.beneath.tell(context);
        for (id, seen) in &mut self.seen {
            if let Some(commitment) = context.book.get(*id) {
                *seen = commitment.on_the_table().clone();
            }
        }
    }
}

/// Takes over what somebody put into a field; a date that was chosen by its level is the date of that level now.
fn carry(old: &Field, field: &mut Field, (before, now): (Option<Dates>, Option<Dates>)) {
    field.need = old.need;
    if !old.is_changed() {
        return;
    }
    let chosen = old.line().filter(|line| old.slot == Slot::Due && line.is_proposal()).and_then(|line| {
        Confidence::ALL.into_iter().find(|level| before.is_some_and(|dates| typed_day(dates.at(*level)) == line.text()))
    });
    if let (Some(level), Some(now)) = (chosen, now) {
        field.content = Content::Line(Line::proposed(typed_day(now.at(level))));
        return;
    }
    field.content = match &old.content {
        Content::Word(Some(at)) => {
            let word = old.words().get(*at).map(|word| (*word).to_owned());
            let same = field.words().iter().position(|other| Some(*other) == word.as_deref());
            // The choice between the two sides' terms is one of places: their dates may be others by now.
            Content::Word(same.or_else(|| (old.slot == Slot::Which).then_some(*at)))
        }
        other => other.clone(),
    };
}
