//! Moves into their compact form.

use std::collections::HashMap;

use chrono::Datelike;
use serde::Serialize;

use super::form::{Amount, Answered, CLASSES, Deed, Edited, New, Promised, Range, Said, Sheet, Word};
use crate::domain::act::{Act, Edit, Move, NewTerms, Promise, Text, Variance, Verdict};
use crate::domain::day::Day;
use crate::domain::estimate::{Effort, Estimate};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::id::Id;
use crate::domain::money::Money;
use crate::domain::outlook::{Chance, Confidence};
use crate::domain::person::Handle;
use crate::store::scan::{File, Stamp};

/// Writes a stretch.
#[derive(Default)]
pub(super) struct Writer {
    words: Vec<Text>,
    places: HashMap<Text, Word>,
    body: Vec<u8>,
    count: u32,
    is_spoilt: bool,
}

impl Writer {
    pub(super) fn add(&mut self, id: Id, file: &File, moves: &[Move]) {
        let Stamp { changed, size, inode, altered } = file.stamp;
        let sheet = Sheet {
            id: letters(id),
            year: file.year,
            stamp: (changed, size, inode, altered),
            moves: u32::try_from(moves.len()).expect("a file has fewer moves than that"),
        };
        self.put(&sheet);
        for each in moves {
            let said = self.said(each);
            self.put(&said);
        }
        self.count += 1;
    }

    fn put<T: Serialize>(&mut self, part: &T) {
        match postcard::to_extend(part, std::mem::take(&mut self.body)) {
            Ok(body) => self.body = body,
            Err(_) => self.is_spoilt = true,
        }
    }

    /// The words, how many commitments there are, and the commitments.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        let words: Vec<&str> = self.words.iter().map(|word| &**word).collect();
        let mut out = postcard::to_allocvec(&(words, self.count)).ok()?;
        out.extend(self.body);
        (!self.is_spoilt).then_some(out)
    }

    fn word(&mut self, text: &str) -> Word {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = Word::try_from(self.words.len()).expect("a stretch has fewer words than that");
        let text: Text = text.into();
        self.words.push(text.clone());
        self.places.insert(text, place);
        place
    }

    fn handle(&mut self, handle: Option<&Handle>) -> Option<Word> {
        handle.map(|handle| self.word(handle.as_str()))
    }

    fn some(&mut self, text: Option<&Text>) -> Option<Word> {
        text.map(|text| self.word(text))
    }

    fn words(&mut self, texts: &[Text]) -> Vec<Word> {
        texts.iter().map(|text| self.word(text)).collect()
    }

    fn said<'m>(&mut self, made: &'m Move) -> Said<'m> {
        Said {
            id: letters(made.id),
            re: made.re.map(letters),
            at: made.at.micros(),
            by: self.word(made.by.as_str()),
            proxy_for: self.handle(made.proxy_for.as_ref()),
            on: made.on.map(number),
            note: made.note.as_deref(),
            batch: made.batch.map(letters),
            deed: self.deed(&made.act),
            foretold: (made.foretold.chance.map(Chance::get), made.foretold.level.map(Confidence::percent)),
            unknown: made.unknown.iter().map(|(key, value)| (&**key, &**value)).collect(),
            line: made.line,
        }
    }

    fn deed<'m>(&mut self, act: &'m Act) -> Deed<'m> {
        let reason = |reason: &Option<Variance>| reason.map(|reason| place(&Variance::ALL, &reason));
        match act {
            Act::Promise(promise) => Deed::Promise(self.promised(promise)),
            Act::Change(new) => Deed::Change(new_terms(new)),
            Act::Estimate(answer) => Deed::Estimate(Answered {
                estimate: answer.estimate.map(range),
                verdict: place(&Verdict::ALL, &answer.verdict),
                conditions: borrowed(&answer.conditions),
                start: answer.start.map(number),
            }),
            Act::Countersign => Deed::Countersign,
            Act::Counter(new) => Deed::Counter(new_terms(new)),
            Act::Accept => Deed::Accept,
            Act::Defer { until } => Deed::Defer(number(*until)),
            Act::Decline { reason: why } => Deed::Decline(reason(why)),
            Act::Progress { left } => Deed::Progress(left.map(range)),
            Act::Deliver { reason: why } => Deed::Deliver(reason(why)),
            Act::Confirm { reason: why } => Deed::Confirm(reason(why)),
            Act::NotYet => Deed::NotYet,
            Act::Withdraw { reason: why } => Deed::Withdraw(reason(why)),
            Act::Revoke { reason: why } => Deed::Revoke(reason(why)),
            Act::Told { due } => Deed::Told(due.map(number)),
            Act::Note => Deed::Note,
            Act::Edit(edit) => Deed::Edit(Box::new(self.edited(edit))),
            Act::AcceptRisk { review } => Deed::AcceptRisk(number(*review)),
            Act::Reopen => Deed::Reopen,
            Act::Retract { what } => Deed::Retract(letters(*what)),
            Act::Unknown { kind } => Deed::Unknown(self.word(kind)),
        }
    }

    fn promised<'m>(&mut self, promise: &'m Promise) -> Promised<'m> {
        let settings = &promise.settings;
        Promised {
            customer: self.word(&promise.customer),
            scope: &promise.scope,
            due: promise.due.map(number),
            said: promise.said.as_deref(),
            told: promise.told,
            told_due: promise.told_due.map(number),
            done_when: promise.done_when.as_deref(),
            conditions: borrowed(&promise.conditions),
            sales: self.handle(settings.sales.as_ref()),
            tech: self.handle(settings.tech.as_ref()),
            deal: self.some(settings.deal.as_ref()),
            value: settings.value.map(amount),
            firmness: settings.firmness.map(|firmness| place(&Firmness::ALL, &firmness)),
            stake: settings.stake.map(|stake| place(&Stake::ALL, &stake)),
            capability: self.some(settings.capability.as_ref()),
            tags: self.words(&settings.tags),
            links: borrowed(&settings.links),
        }
    }

    fn edited<'m>(&mut self, edit: &'m Edit) -> Edited<'m> {
        Edited {
            customer: self.some(edit.customer.as_ref()),
            scope: edit.scope.as_deref(),
            done_when: edit.done_when.as_deref(),
            sales: edit.sales.as_ref().map(|new| self.handle(new.as_ref())),
            tech: edit.tech.as_ref().map(|new| self.handle(new.as_ref())),
            deal: edit.deal.as_ref().map(|new| self.some(new.as_ref())),
            value: edit.value.map(|new| new.map(amount)),
            firmness: edit.firmness.map(|new| new.map(|firmness| place(&Firmness::ALL, &firmness))),
            stake: edit.stake.map(|new| new.map(|stake| place(&Stake::ALL, &stake))),
            capability: edit.capability.as_ref().map(|new| self.some(new.as_ref())),
            tags: edit.tags.as_ref().map(|tags| self.words(tags)),
            links: edit.links.as_deref().map(borrowed),
            met: edit.met.as_deref(),
        }
    }
}

fn new_terms(new: &NewTerms) -> New<'_> {
    New {
        scope: new.scope.as_deref(),
        due: new.due.map(number),
        said: new.said.as_deref(),
        done_when: new.done_when.as_deref(),
        conditions: new.conditions.as_deref().map(borrowed),
        told: new.told,
    }
}

fn letters(id: Id) -> [u8; 6] {
    id.as_str().as_bytes().try_into().expect("an id has six characters")
}

fn number(day: Day) -> i32 {
    day.date().num_days_from_ce()
}

fn amount(money: Money) -> Amount {
    (money.cents(), money.currency().code().as_bytes().try_into().expect("a currency has three letters"))
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u8 {
    let place = all.iter().position(|each| each == one).expect("every one is among them all");
    u8::try_from(place).expect("the lists are short")
}

fn borrowed(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| &**text).collect()
}

fn range(estimate: Estimate) -> Range {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an effort is 1 to 16000 sixteenths")]
    let sixteenths = |effort: Effort| (effort.days() * 16.0).round() as u32;
    match estimate {
        Estimate::Effort(span) => Range::Effort(
            sixteenths(span.low()),
            span.likely().map(sixteenths),
            sixteenths(span.high()),
            place(&CLASSES, &span.class()),
        ),
        Estimate::Dates(span) => Range::Dates(
            number(span.low()),
            span.likely().map(number),
            number(span.high()),
            place(&CLASSES, &span.class()),
        ),
    }
}
