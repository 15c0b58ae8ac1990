//! The count itself, some commitments at a time, so that a large book can be counted between two keys.

use super::as_of::at_end_of;
use super::say::{taken_back, tellings, was_answered};
use super::{Cell, Line, Measure, Record, Review, TREND};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::estimate::{Class, Estimate};
use crate::domain::flag::{Flag, Level, Standing};
use crate::domain::fold::Ground;
use crate::domain::period::Period;
use crate::domain::person::Handle;
use crate::domain::summary::{Deals, outcome};
use crate::forecast::built_in::DEFAULT_FOCUS;
use crate::forecast::calibration::{self, Band, Outcome};
use crate::forecast::pace::Pace;

/// A review while it is counted.
#[derive(Clone, Debug)]
pub struct Count {
    today: Day,
    periods: Vec<Period>,
    measures: Vec<Measure>,
    /// For each measure and each period of it, what was found.
    found: Vec<Vec<Record>>,
    deals: Vec<Deals>,
    /// How many promises had no answer of tech at the end of each period.
    waiting: [u32; TREND],
    at: usize,
}

impl Count {
    /// Nothing is counted yet. A period that is still to come is not reviewed: the one of today is.
    #[must_use]
    pub fn new(book: &Book, today: Day, period: Period) -> Self {
        let period =
            if period.first() > today { Period::around(today, period.length(), &book.rules.calendar) } else { period };
        let back = |n: usize| period.shifted(-i32::try_from(n).expect("six at most"));
        let periods: Vec<Period> = (0..TREND).rev().map(back).collect();
        let measures = Measure::all();
        let found = vec![Vec::new(); measures.len() * TREND];
        Self { today, periods, measures, found, deals: vec![Deals::default(); TREND], waiting: [0; TREND], at: 0 }
    }

    /// Counts so many commitments more, with how they stand today; whether that was all. A book that changed meanwhile is
    /// to be counted anew.
    pub fn go_on(&mut self, book: &Book, standings: &[Standing], many: usize) -> bool {
        let all = book.commitments();
        let end = self.at.saturating_add(many).min(all.len());
        for at in self.at..end {
            let Some(commitment) = all.get(at) else { break };
            self.take(book, commitment, standings.get(at));
        }
        self.at = end;
        end == all.len()
    }

    /// The numbers of what was counted.
    #[must_use]
    pub fn review(self) -> Review {
        let running = self.running();
        let Self { periods, measures, found, deals, waiting, .. } = self;
        let mut found = found.into_iter();
        let line = |measure: Measure| {
            let cells = deals.iter().zip(waiting).enumerate().map(|(place, (deals, waiting))| {
                let cell = Cell::of(measure, found.next().unwrap_or_default());
                match measure {
                    Measure::Handshake => Cell { beside: Some(f64::from(waiting)), ..cell },
                    Measure::Exposure => {
                        let exposure = deals.exposure();
                        #[expect(clippy::cast_precision_loss, reason = "a count of deals")]
                        let value = Some(exposure.deals as f64);
                        let is_of_today = running == Some(place);
                        Cell { n: exposure.deals, value, exposure: Some(exposure), is_of_today, ..cell }
                    }
                    _ => cell,
                }
            });
            Line { measure, cells: cells.collect() }
        };
        let lines = measures.into_iter().map(line).collect();
        Review { periods, lines }
    }

    fn put(&mut self, measure: Measure, period: usize, record: Record) {
        if let Some(at) = self.measures.iter().position(|each| *each == measure)
            && let Some(records) = self.found.get_mut(at * TREND + period)
        {
            records.push(record);
        }
    }

    /// The place of the period that a day is in.
    fn place(&self, day: Day) -> Option<usize> {
        self.periods.iter().position(|period| period.has(day)).filter(|_| day <= self.today)
    }

    fn take(&mut self, book: &Book, commitment: &Commitment, standing: Option<&Standing>) {
        let ground = book.rules.ground();
        self.promises(commitment);
        self.handshake(book, commitment, ground);
        self.estimates(book, commitment);
        self.ends(book, commitment, ground);
        if let Some(standing) = standing
            && let Some(place) = self.running()
        {
            self.exposed(book, commitment, standing, (place, self.today));
        }
    }

    /// The place of the period that isn't over: its exposure is that of today, chances and all.
    fn running(&self) -> Option<usize> {
        self.periods.iter().position(|period| period.has(self.today))
    }

    /// The deal of a commitment, where red flags stand over it at the end of a day.
    fn exposed(&mut self, book: &Book, commitment: &Commitment, standing: &Standing, (place, on): (usize, Day)) {
        let Some(red) = standing.top().filter(|raised| raised.level == Level::Red) else { return };
        self.put(Measure::Exposure, place, Record { value: Some(flag_number(red.flag)), ..record(commitment, on) });
        if let Some(deals) = self.deals.get_mut(place) {
            deals.add(book, commitment);
        }
    }

    fn promises(&mut self, commitment: &Commitment) {
        let dates = [(Measure::Kept, commitment.measured_due()), (Measure::KeptOriginal, commitment.original_due)];
        for (measure, due) in dates {
            if let Some(due) = due
                && let Some(period) = self.place(due)
                && let Some(is_kept) = outcome(commitment, due, self.today)
            {
                let against = commitment.delivered_on;
                self.put(measure, period, Record { is_hit: Some(is_kept), against, ..record(commitment, due) });
            }
        }
        if let Some(reason) = commitment.variance {
            let on = commitment.delivered_on.unwrap_or(commitment.state_since);
            if let Some(period) = self.place(on) {
                self.put(Measure::Reason(reason), period, record(commitment, on));
            }
        }
    }

    fn handshake(&mut self, book: &Book, commitment: &Commitment, ground: Ground) {
        if let Some(answered) = commitment.first_answer
            && let Some(period) = self.place(answered)
        {
            let days = book.rules.calendar.working_days(commitment.opened_on, answered).max(0);
            let against = Some(commitment.opened_on);
            let value = Some(number(days));
            self.put(Measure::Handshake, period, Record { value, against, ..record(commitment, answered) });
        }
        let told = tellings(commitment, ground);
        if let Some((first, later)) = told.split_first() {
            if let Some(period) = self.place(first.on) {
                let is_hit = Some(was_answered(commitment, *first, ground));
                let against = commitment.first_answer;
                self.put(Measure::SignedFirst, period, Record { is_hit, against, ..record(commitment, first.on) });
            }
            for telling in later {
                if let Some(period) = self.place(telling.on)
                    && let Some(before) = taken_back(commitment, *telling, ground)
                {
                    let (value, against) = (Some(number(telling.on.days_to(before))), Some(before));
                    self.put(Measure::Notice, period, Record { value, against, ..record(commitment, telling.on) });
                }
            }
        }
    }

    fn estimates(&mut self, book: &Book, commitment: &Commitment) {
        self.chances(commitment);
        self.landings(book, commitment);
    }

    fn chances(&mut self, commitment: &Commitment) {
        if let Some(signing) = calibration::judged(commitment)
            && let Some(period) = self.place(signing.due)
        {
            let is_kept = match calibration::outcome(commitment, signing, self.today) {
                Outcome::Kept => true,
                Outcome::Missed => false,
                Outcome::ToCome | Outcome::SetAside => return,
            };
            let chance = signing.chance.published();
            let band = match Band::of(chance) {
                Band::From95 => Band::From80,
                band @ (Band::Below50 | Band::From50 | Band::From80) => band,
            };
            let found = Record {
                is_hit: Some(is_kept),
                value: Some(chance),
                against: commitment.delivered_on,
                ..record(commitment, signing.due)
            };
            self.put(Measure::Calibration(band), period, found);
        }
    }

    fn landings(&mut self, book: &Book, commitment: &Commitment) {
        if let Some(delivered) = commitment.delivered_on
            && let Some(period) = self.place(delivered)
            && let Some(begun) = commitment.begun
            && let Some(estimate) = begun.estimate.filter(|_| begun.on <= delivered)
        {
            let (is_within, ratio) = landing(book, commitment.settings.tech.as_ref(), (begun.on, delivered), &estimate);
            let found = Record {
                is_hit: Some(is_within),
                value: Some(ratio),
                against: Some(begun.on),
                ..record(commitment, delivered)
            };
            self.put(Measure::Landing(estimate.class()), period, found);
        }
    }

    /// How it stood at the end of each period.
    fn ends(&mut self, book: &Book, commitment: &Commitment, ground: Ground) {
        for (place, period) in self.periods.clone().into_iter().enumerate() {
            let end = period.last().min(self.today);
            if commitment.opened_on > end || has_ended_well(commitment, end) {
                continue;
            }
            let Some(stood) = at_end_of(commitment, end, ground) else { continue };
            let stood = stood.commitment();
            if stood.state.name().is_to_do()
                && let Some(told) = &stood.told
            {
                let terms = &stood.terms;
                let is_true = told.due == terms.due
                    && told.scope == terms.scope
                    && terms.conditions.iter().all(|condition| told.conditions.contains(condition));
                let found = Record {
                    is_hit: Some(is_true),
                    against: terms.due,
                    ..record(commitment, told.due.unwrap_or(told.on))
                };
                self.put(Measure::Believed, place, found);
            }
            if stood.state.name() == StateName::Requested && stood.first_answer.is_none() {
                self.waiting[place] += 1;
            }
            if self.running() != Some(place) {
                let standing = Standing::of(stood, &book.eyes(end), None);
                self.exposed(book, stood, &standing, (place, end));
            }
        }
    }
}

/// Whether it was over by the end of a day, in a way that raises nothing: nothing is left to look at.
fn has_ended_well(commitment: &Commitment, day: Day) -> bool {
    match commitment.state.name() {
        StateName::Kept | StateName::Withdrawn => commitment.last_move_on <= day && commitment.state_since <= day,
        StateName::Requested
        | StateName::Countered
        | StateName::Agreed
        | StateName::Delivered
        | StateName::Declined
        | StateName::Revoked => false,
    }
}

const fn record(commitment: &Commitment, on: Day) -> Record {
    Record { id: commitment.id, is_hit: None, value: None, on, against: None }
}

/// A flag by its place among all, so that a record can name it.
fn flag_number(flag: Flag) -> f64 {
    let place = Flag::ALL.iter().position(|each| *each == flag).unwrap_or_default();
    number(i64::try_from(place).unwrap_or_default())
}

/// Whether a delivery landed within its estimate, and what it took of the likely value.
///
/// Days of effort are working days from the start to the delivery, absences left out, times the share of working time.
fn landing(book: &Book, lead: Option<&Handle>, (begun, delivered): (Day, Day), estimate: &Estimate) -> (bool, f64) {
    let person = lead.and_then(|lead| book.rules.people.get(lead));
    let pace = Pace { calendar: &book.rules.calendar, away: person.map_or(&[][..], |person| person.away.as_slice()) };
    match estimate {
        Estimate::Effort(span) => {
            let focus = person.and_then(|person| person.focus).unwrap_or(DEFAULT_FOCUS);
            let took = number(pace.days(begun, delivered)) * focus;
            let (low, high) = (span.low().days(), span.high().days());
            let likely = span.likely().map_or_else(|| f64::midpoint(low, high), crate::domain::estimate::Effort::days);
            let (less, more) = tolerance(span.class());
            ((low * less..=high * more).contains(&took), took / likely)
        }
        Estimate::Dates(span) => {
            let days = |day: Day| number(pace.days(begun, day)).max(1.0);
            let likely = span.likely().map_or_else(|| f64::midpoint(days(span.low()), days(span.high())), days);
            ((span.low()..=span.high()).contains(&delivered), days(delivered) / likely)
        }
    }
}

/// How far from its one value an estimate of a class may land (PMI, *Practice Standard for Project Estimating*: order of
/// magnitude −25 to +75 %, budget −10 to +25 %, definitive −5 to +10 %); a range says so itself.
#[must_use]
const fn tolerance(class: Class) -> (f64, f64) {
    match class {
        Class::Rough => (0.75, 1.75),
        Class::Budget => (0.90, 1.25),
        Class::Definitive => (0.95, 1.10),
        Class::Range => (1.0, 1.0),
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a calendar")]
const fn number(days: i64) -> f64 {
    days as f64
}
