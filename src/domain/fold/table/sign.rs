//! Signatures: who signed what, and what the forecast said of the date at that moment.

use std::mem;

use super::Table;
use crate::domain::act::Move;
use crate::domain::commitment::{Begun, Signature, Signing, State};
use crate::domain::day::Day;
use crate::domain::person::Handle;

impl Table<'_> {
    pub(super) fn sign(&mut self, made: &Move, on: Day) {
        let signature = Signature {
            id: made.id,
            terms: self.commitment.terms.id,
            by: made.voice().clone(),
            recorded_by: made.proxy_for.as_ref().filter(|voice| **voice != made.by).map(|_| made.by.clone()),
            on,
            is_self_signed: *made.voice() == self.commitment.terms.by,
        };
        self.agree(signature, made.voice().clone(), on);
        self.note_chance(made, on);
    }

    pub(super) fn accept(&mut self, made: &Move, on: Day) {
        let State::Countered { offer } = mem::replace(&mut self.commitment.state, State::Requested) else { return };
        let signature = Signature {
            id: made.id,
            terms: offer.id,
            by: offer.by.clone(),
            recorded_by: None,
            on,
            is_self_signed: *made.voice() == offer.by,
        };
        let signer = offer.by.clone();
        self.stand_on(*offer);
        self.agree(signature, signer, on);
        self.note_chance(made, on);
    }

    /// Keeps what the forecast said of the date that was just signed.
    fn note_chance(&mut self, made: &Move, on: Day) {
        let commitment = &mut self.commitment;
        let class = commitment.feasibility.as_ref().and_then(|given| given.answer.estimate).map(|each| each.class());
        if let (Some(chance), Some(due)) = (made.foretold.chance, commitment.terms.due) {
            commitment.signings.push(Signing { on, due, chance, class, is_other_work: false });
        }
    }

    fn agree(&mut self, signature: Signature, signer: Handle, on: Day) {
        self.answered(on);
        self.stand_by_estimate();
        self.commitment.settings.tech.get_or_insert(signer);
        self.commitment.state = State::Agreed(Box::new(signature));
        self.commitment.agreed_on = Some(on);
        let answer = self.commitment.feasibility.as_ref().map(|given| &given.answer);
        let begun = Begun {
            on: answer.and_then(|answer| answer.start).unwrap_or(on),
            estimate: answer.and_then(|answer| answer.estimate),
        };
        self.commitment.begun.get_or_insert(begun);
    }
}
