//! Moves out of their compact form; whatever is not as it should be makes the stretch count as lost.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Kept;
use super::form::{Amount, CLASSES, Deed, Edited, New, Promised, Range, Said, Sheet, Word};
use crate::domain::act::{Act, Answer, Edit, Move, NewTerms, Promise, Settings, Text, Variance, Verdict};
use crate::domain::day::{Day, Moment};
use crate::domain::estimate::{Class, Effort, Estimate, Span};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::id::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::outlook::{Chance, Confidence, Foretold};
use crate::domain::person::Handle;
use crate::store::scan::{File, Stamp};

/// Reads a stretch.
pub(super) struct Reader<'a> {
    words: Vec<Text>,
    handles: Vec<Option<Handle>>,
    body: &'a [u8],
    count: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let ((words, count), body): ((Vec<&str>, u32), &[u8]) = postcard::take_from_bytes(bytes).ok()?;
        let words: Vec<Text> = words.into_iter().map(Text::from).collect();
        Some(Self { handles: vec![None; words.len()], words, body, count })
    }

    /// Every commitment of the stretch; none where anything in it is not as it should be.
    pub(super) fn all(mut self) -> Option<Vec<Kept>> {
        let mut all = Vec::new();
        for _ in 0..self.count {
            let sheet: Sheet = self.next()?;
            let (changed, size, inode, altered) = sheet.stamp;
            let stamp = Stamp { changed, size, inode, altered };
            let file = File { year: sheet.year, stamp, twins: Vec::new() };
            let mut moves = Vec::with_capacity(usize::try_from(sheet.moves).ok()?.min(self.body.len()));
            for _ in 0..sheet.moves {
                let said: Said = self.next()?;
                moves.push(self.made(said)?);
            }
            all.push(Kept { id: id(sheet.id)?, file, moves });
        }
        Some(all)
    }

    fn next<T: Deserialize<'a>>(&mut self) -> Option<T> {
        let (part, rest) = postcard::take_from_bytes(self.body).ok()?;
        self.body = rest;
        Some(part)
    }

    fn word(&self, place: Word) -> Option<Text> {
        self.words.get(usize::try_from(place).ok()?).cloned()
    }

    fn handle(&mut self, place: Word) -> Option<Handle> {
        let place = usize::try_from(place).ok()?;
        let known = self.handles.get_mut(place)?;
        if known.is_none() {
            *known = Some(Handle::new(&self.words[place]).ok()?);
        }
        known.clone()
    }

    fn words(&self, places: &[Word]) -> Option<Vec<Text>> {
        places.iter().map(|place| self.word(*place)).collect()
    }

    fn made(&mut self, said: Said) -> Option<Move> {
        Some(Move {
            id: id(said.id)?,
            re: some(said.re, id)?,
            at: Moment::from_micros(said.at),
            by: self.handle(said.by)?,
            proxy_for: some(said.proxy_for, |word| self.handle(word))?,
            on: some(said.on, day)?,
            note: said.note.map(Text::from),
            batch: some(said.batch, id)?,
            act: self.act(said.deed)?,
            foretold: Foretold {
                chance: said.foretold.0.map(Chance::new),
                level: some(said.foretold.1, |percent| Confidence::of(percent.into()))?,
            },
            unknown: said.unknown.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
            line: said.line,
        })
    }

    fn act(&mut self, deed: Deed) -> Option<Act> {
        let reason = |why: Option<u8>| some(why, |why| at(&Variance::ALL, why));
        Some(match deed {
            Deed::Promise(promised) => Act::Promise(Box::new(self.promise(promised)?)),
            Deed::Change(new) => Act::Change(Box::new(terms(new)?)),
            Deed::Estimate(answered) => Act::Estimate(Box::new(Answer {
                estimate: some(answered.estimate, estimate)?,
                verdict: at(&Verdict::ALL, answered.verdict)?,
                conditions: owned(answered.conditions),
                start: some(answered.start, day)?,
            })),
            Deed::Countersign => Act::Countersign,
            Deed::Counter(new) => Act::Counter(Box::new(terms(new)?)),
            Deed::Accept => Act::Accept,
            Deed::Defer(until) => Act::Defer { until: day(until)? },
            Deed::Decline(why) => Act::Decline { reason: reason(why)? },
            Deed::Progress(left) => Act::Progress { left: some(left, estimate)? },
            Deed::Deliver(why) => Act::Deliver { reason: reason(why)? },
            Deed::Confirm(why) => Act::Confirm { reason: reason(why)? },
            Deed::NotYet => Act::NotYet,
            Deed::Withdraw(why) => Act::Withdraw { reason: reason(why)? },
            Deed::Revoke(why) => Act::Revoke { reason: reason(why)? },
            Deed::Told(due) => Act::Told { due: some(due, day)? },
            Deed::Note => Act::Note,
            Deed::Edit(edited) => Act::Edit(Box::new(self.edit(*edited)?)),
            Deed::AcceptRisk(review) => Act::AcceptRisk { review: day(review)? },
            Deed::Reopen => Act::Reopen,
            Deed::Retract(what) => Act::Retract { what: id(what)? },
            Deed::Unknown(kind) => Act::Unknown { kind: self.word(kind)? },
        })
    }

    fn promise(&mut self, promised: Promised) -> Option<Promise> {
        let settings = Settings {
            sales: some(promised.sales, |word| self.handle(word))?,
            tech: some(promised.tech, |word| self.handle(word))?,
            deal: some(promised.deal, |word| self.word(word))?,
            value: some(promised.value, money)?,
            firmness: some(promised.firmness, |place| at(&Firmness::ALL, place))?,
            stake: some(promised.stake, |place| at(&Stake::ALL, place))?,
            capability: some(promised.capability, |word| self.word(word))?,
            tags: self.words(&promised.tags)?,
            links: owned(promised.links),
        };
        Some(Promise {
            customer: self.word(promised.customer)?,
            scope: promised.scope.into(),
            due: some(promised.due, day)?,
            said: promised.said.map(Text::from),
            told: promised.told,
            told_due: some(promised.told_due, day)?,
            done_when: promised.done_when.map(Text::from),
            conditions: owned(promised.conditions),
            settings,
        })
    }

    fn edit(&mut self, edited: Edited) -> Option<Edit> {
        Some(Edit {
            customer: some(edited.customer, |word| self.word(word))?,
            scope: edited.scope.map(Text::from),
            done_when: edited.done_when.map(Text::from),
            sales: some(edited.sales, |new| some(new, |word| self.handle(word)))?,
            tech: some(edited.tech, |new| some(new, |word| self.handle(word)))?,
            deal: some(edited.deal, |new| some(new, |word| self.word(word)))?,
            value: some(edited.value, |new| some(new, money))?,
            firmness: some(edited.firmness, |new| some(new, |place| at(&Firmness::ALL, place)))?,
            stake: some(edited.stake, |new| some(new, |place| at(&Stake::ALL, place)))?,
            capability: some(edited.capability, |new| some(new, |word| self.word(word)))?,
            tags: some(edited.tags, |tags| self.words(&tags))?,
            links: edited.links.map(owned),
            met: edited.met.map(Text::from),
        })
    }
}

/// Reads what may be missing: none only where reading fails.
#[expect(clippy::option_option, reason = "the outer one says whether it could be read, the inner whether it was there")]
fn some<T, R>(value: Option<T>, read: impl FnOnce(T) -> Option<R>) -> Option<Option<R>> {
    match value {
        None => Some(None),
        Some(value) => read(value).map(Some),
    }
}

fn terms(new: New) -> Option<NewTerms> {
    Some(NewTerms {
        scope: new.scope.map(Text::from),
        due: some(new.due, day)?,
        said: new.said.map(Text::from),
        done_when: new.done_when.map(Text::from),
        conditions: new.conditions.map(owned),
        told: new.told,
    })
}

fn id(letters: [u8; 6]) -> Option<Id> {
    std::str::from_utf8(&letters).ok()?.parse().ok()
}

fn day(number: i32) -> Option<Day> {
    NaiveDate::from_num_days_from_ce_opt(number).map(Day::new)
}

fn money((cents, code): Amount) -> Option<Money> {
    Money::from_cents(cents, Currency::of(std::str::from_utf8(&code).ok()?)?)
}

fn at<T: Copy>(all: &[T], place: u8) -> Option<T> {
    all.get(usize::from(place)).copied()
}

fn owned(texts: Vec<&str>) -> Vec<Text> {
    texts.into_iter().map(Text::from).collect()
}

fn estimate(range: Range) -> Option<Estimate> {
    match range {
        Range::Effort(low, likely, high, class) => {
            let effort = Effort::from_sixteenths;
            span(effort(low)?, some(likely, effort)?, effort(high)?, at(&CLASSES, class)?).map(Estimate::Effort)
        }
        Range::Dates(low, likely, high, class) => {
            span(day(low)?, some(likely, day)?, day(high)?, at(&CLASSES, class)?).map(Estimate::Dates)
        }
    }
}

fn span<T: Copy + PartialOrd>(low: T, likely: Option<T>, high: T, class: Class) -> Option<Span<T>> {
    match class {
        Class::Range => Span::range(low, likely, high),
        Class::Rough | Class::Budget | Class::Definitive => Some(Span::single(low, class)),
    }
}
