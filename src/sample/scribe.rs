//! Writes the stories down as moves: days become dates, every move its id, its time and the terms it is about.
//!
//! Days are counted in working days from today, so that a story holds on any day and nobody meets on a Sunday.

mod amounts;
mod pledge;

pub(super) use amounts::{about, between, days, exactly, handle, money, range};
pub(super) use pledge::{New, Pledge, pledge, pledge_to, rather, to};

use chrono::{NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::domain::act::{Act, Answer, Draft, Edit, Move, NewTerms, Text, Variance, Verdict};
use crate::domain::book::Rules;
use crate::domain::calendar::Calendar;
use crate::domain::day::{Day, Moment};
use crate::domain::estimate::Estimate;
use crate::domain::id::Id;
use crate::domain::outlook::Chance;

/// Writes one record after another; every verb is a move of the record begun last.
#[derive(Debug)]
pub(super) struct Scribe {
    today: Day,
    calendar: Calendar,
    /// The working days from today on, and back from it; today first in both.
    ahead: Vec<Day>,
    behind: Vec<Day>,
    zone: Tz,
    dice: Xoshiro256PlusPlus,
    records: Vec<(Id, Vec<Move>)>,
    /// The terms that were on the table, the present ones last; `true` where they are tech's offer.
    table: Vec<(Id, bool)>,
    is_unaware: bool,
}

impl Scribe {
    pub(super) fn new(today: Day, rules: &Rules) -> Self {
        Self {
            today,
            ahead: walk(today, 1, &rules.calendar),
            behind: walk(today, -1, &rules.calendar),
            calendar: rules.calendar.clone(),
            zone: rules.zone,
            dice: Xoshiro256PlusPlus::seed_from_u64(2_027),
            records: Vec::new(),
            table: Vec::new(),
            is_unaware: false,
        }
    }

    pub(super) fn into_records(self) -> Vec<(Id, Vec<Move>)> {
        self.records
    }

    /// Forgets what was written and goes on with other dice.
    pub(super) fn restart(&mut self, dice: Xoshiro256PlusPlus) {
        self.records.clear();
        self.dice = dice;
    }

    /// Hands out the record begun last.
    pub(super) fn take(&mut self) -> Option<(Id, Vec<Move>)> {
        self.records.pop()
    }

    /// Whether a throw comes out below so many hundredths.
    pub(super) fn chance(&mut self, hundredths: u32) -> bool {
        self.between(0, 99) < hundredths
    }

    /// A number from `low` to `high`, both possible.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        self.dice.random_range(low..=high)
    }

    /// One of them.
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.dice.random_range(0..end)
    }

    /// The day on which the tale is told.
    pub(super) const fn today(&self) -> Day {
        self.today
    }

    /// The `n`-th working day from today.
    pub(super) fn day(&self, n: i64) -> Day {
        let known = if n < 0 { &self.behind } else { &self.ahead };
        let at = usize::try_from(n.unsigned_abs()).ok().and_then(|n| known.get(n));
        at.copied().unwrap_or_else(|| self.calendar.plus_working(self.today, n))
    }

    /// Text in which `{-12}` stands for the day so many working days from today.
    fn dated(&self, text: &str, form: impl Fn(Day) -> String) -> Text {
        let mut out = String::new();
        let mut rest = text;
        while let Some((ahead, (number, behind))) =
            rest.split_once('{').and_then(|(ahead, tail)| Some((ahead, tail.split_once('}')?)))
        {
            out.push_str(ahead);
            out.push_str(&form(self.day(number.parse().expect("a story has whole numbers between braces"))));
            rest = behind;
        }
        out.push_str(rest);
        out.into()
    }

    fn condition(&self, text: &str) -> Text {
        self.dated(text, |day| day.to_string())
    }

    fn id(&mut self) -> Id {
        Id::from_bits(self.dice.random())
    }

    /// A time in working hours of the day, after the last move of the record.
    fn moment(&mut self, day: i64) -> Moment {
        let minutes = self.dice.random_range(8 * 60 + 40..17 * 60);
        let seconds = self.dice.random_range(0..60);
        let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, seconds).expect("a time of the working day");
        let local = self.day(day).date().and_time(time);
        let drawn = Moment::at(
            self.zone
                .from_local_datetime(&local)
                .earliest()
                .map_or_else(|| local.and_utc(), |time| time.with_timezone(&Utc)),
        );
        let pause = i64::from(self.dice.random_range(4_u32..50)) * 60 + i64::from(self.dice.random_range(0_u32..60));
        let last = self.record().last().map(|last| Moment::from_micros(last.at.micros() + pause * 1_000_000));
        last.map_or(drawn, |last| last.max(drawn))
    }

    fn record(&mut self) -> &mut Vec<Move> {
        &mut self.records.last_mut().expect("a record is begun before it goes on").1
    }

    fn last(&mut self) -> &mut Move {
        self.record().last_mut().expect("a record begins with a move")
    }

    fn say(&mut self, day: i64, by: &str, act: Act) -> Id {
        let (id, at) = (self.id(), self.moment(day));
        let back = usize::from(std::mem::take(&mut self.is_unaware));
        let re = self.table.iter().rev().nth(back).map(|terms| terms.0);
        let made = Draft { re, ..Draft::new(handle(by), act) }.recorded(id, at);
        self.record().push(made);
        id
    }

    /// The terms sales stands for.
    fn terms(&self) -> Option<Id> {
        self.table.iter().rev().find(|(_, is_offer)| !is_offer).map(|terms| terms.0)
    }
}

/// Today and the working days after or before it, as far as most stories reach.
fn walk(today: Day, step: i64, calendar: &Calendar) -> Vec<Day> {
    let days = (1..=1400).map(|n| today.plus(n * step)).filter(|day| calendar.is_working(*day));
    std::iter::once(today).chain(days).collect()
}

/// The verbs of a story, and what is added to the last of them.
impl Scribe {
    pub(super) fn begin(&mut self, day: i64, by: &str, pledge: Pledge) -> &mut Self {
        let id = self.id();
        self.records.push((id, Vec::new()));
        self.table.clear();
        let Pledge { mut promise, due, told_due, conditions } = pledge;
        promise.due = due.map(|n| self.day(n));
        promise.told_due = told_due.map(|n| self.day(n));
        promise.conditions = conditions.iter().map(|text| self.condition(text)).collect();
        let terms = self.say(day, by, Act::Promise(Box::new(promise)));
        self.last().re = None;
        self.table.push((terms, false));
        self
    }

    pub(super) fn estimate(
        &mut self,
        day: i64,
        by: &str,
        estimate: impl Into<Option<Estimate>>,
        verdict: Verdict,
    ) -> &mut Self {
        let answer = Answer { estimate: estimate.into(), verdict, conditions: Vec::new(), start: None };
        self.say(day, by, Act::Estimate(Box::new(answer)));
        self
    }

    pub(super) fn countersign(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::Countersign);
        self
    }

    /// Tech proposes other terms.
    pub(super) fn counter(&mut self, day: i64, by: &str, new: &New) -> &mut Self {
        let new = Box::new(self.terms_of(new));
        let id = self.say(day, by, Act::Counter(new));
        self.table.push((id, true));
        self
    }

    /// Sales answers a counter-offer with terms of its own.
    pub(super) fn counter_back(&mut self, day: i64, by: &str, new: &New) -> &mut Self {
        let new = Box::new(self.terms_of(new));
        let id = self.say(day, by, Act::Counter(new));
        self.table.push((id, false));
        self
    }

    pub(super) fn change(&mut self, day: i64, by: &str, new: &New) -> &mut Self {
        let new = Box::new(self.terms_of(new));
        let id = self.say(day, by, Act::Change(new));
        self.table.push((id, false));
        self
    }

    pub(super) fn accept(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::Accept);
        if let Some((_, is_offer)) = self.table.last_mut() {
            *is_offer = false;
        }
        self
    }

    pub(super) fn defer(&mut self, day: i64, by: &str, until: i64) -> &mut Self {
        let until = self.day(until);
        self.say(day, by, Act::Defer { until });
        self
    }

    pub(super) fn decline(&mut self, day: i64, by: &str, reason: impl Into<Option<Variance>>) -> &mut Self {
        self.say(day, by, Act::Decline { reason: reason.into() });
        self
    }

    pub(super) fn progress(&mut self, day: i64, by: &str, left: impl Into<Option<Estimate>>) -> &mut Self {
        self.say(day, by, Act::Progress { left: left.into() });
        self
    }

    pub(super) fn deliver(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::Deliver { reason: None });
        self
    }

    pub(super) fn confirm(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::Confirm { reason: None });
        self
    }

    pub(super) fn not_yet(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::NotYet);
        self
    }

    pub(super) fn withdraw(&mut self, day: i64, by: &str, reason: impl Into<Option<Variance>>) -> &mut Self {
        self.say(day, by, Act::Withdraw { reason: reason.into() });
        self
    }

    pub(super) fn revoke(&mut self, day: i64, by: &str, reason: Variance) -> &mut Self {
        self.say(day, by, Act::Revoke { reason: Some(reason) });
        self
    }

    /// The customer is told the terms of sales, or how it ended.
    pub(super) fn told(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::Told { due: None });
        let terms = self.terms();
        self.last().re = terms;
        self
    }

    pub(super) fn note(&mut self, day: i64, by: &str, text: &str) -> &mut Self {
        self.say(day, by, Act::Note);
        self.last().re = None;
        self.saying(text)
    }

    pub(super) fn edit(&mut self, day: i64, by: &str, edit: Edit) -> &mut Self {
        self.say(day, by, Act::Edit(Box::new(edit)));
        self.last().re = None;
        self
    }

    pub(super) fn met(&mut self, day: i64, by: &str, condition: &str) -> &mut Self {
        let met = Some(self.condition(condition));
        self.edit(day, by, Edit { met, ..Edit::default() })
    }

    pub(super) fn accept_risk(&mut self, day: i64, by: &str, review: i64) -> &mut Self {
        let review = self.day(review);
        self.say(day, by, Act::AcceptRisk { review });
        self
    }

    pub(super) fn reopen(&mut self, day: i64, by: &str) -> &mut Self {
        self.say(day, by, Act::Reopen);
        self
    }

    /// The author of the last move takes it back; the terms are those before it.
    pub(super) fn take_back(&mut self, day: i64) -> &mut Self {
        let (what, by) = (self.last().id, self.last().by.clone());
        self.table.retain(|(terms, _)| *terms != what);
        self.say(day, by.as_str(), Act::Retract { what });
        self.last().re = None;
        self
    }

    /// What was said with the last move.
    pub(super) fn saying(&mut self, text: &str) -> &mut Self {
        let today = self.today;
        let note = self.dated(text, |day| day.short(today));
        self.last().note = Some(note);
        self
    }

    /// A condition of the last estimate; `{10}` in it becomes a date.
    pub(super) fn given(&mut self, condition: &str) -> &mut Self {
        let condition = self.condition(condition);
        if let Act::Estimate(answer) = &mut self.last().act {
            answer.conditions.push(condition);
        }
        self
    }

    /// The day on which the work of the last estimate begins.
    pub(super) fn starting(&mut self, day: i64) -> &mut Self {
        let start = self.day(day);
        if let Act::Estimate(answer) = &mut self.last().act {
            answer.start = Some(start);
        }
        self
    }

    /// Why the last move comes late, or ends it.
    pub(super) fn because(&mut self, why: Variance) -> &mut Self {
        match &mut self.last().act {
            Act::Deliver { reason } | Act::Confirm { reason } => *reason = Some(why),
            _ => {}
        }
        self
    }

    /// The last move was said earlier than it was recorded.
    pub(super) fn on(&mut self, day: i64) -> &mut Self {
        let on = self.day(day);
        self.last().on = Some(on);
        self
    }

    /// The last move was recorded for somebody else.
    pub(super) fn on_behalf_of(&mut self, voice: &str) -> &mut Self {
        self.last().proxy_for = Some(handle(voice));
        self
    }

    /// The last two moves were made with one key, and are taken back together.
    pub(super) fn together(&mut self) -> &mut Self {
        let batch = self.id();
        for made in self.record().iter_mut().rev().take(2) {
            made.batch = Some(batch);
        }
        self
    }

    /// What the forecast said of the date that the last move signed, in per cent.
    pub(super) fn at(&mut self, percent: u8) -> &mut Self {
        let chance = Chance::new(f64::from(percent) / 100.0);
        self.last().foretold.chance = Some(Chance::new(chance.published()));
        self
    }

    /// The next move answers the terms before the present ones: its author has not seen these yet.
    pub(super) const fn meanwhile(&mut self) -> &mut Self {
        self.is_unaware = true;
        self
    }

    fn terms_of(&self, new: &New) -> NewTerms {
        let conditions =
            (!new.conditions.is_empty()).then(|| new.conditions.iter().map(|text| self.condition(text)).collect());
        NewTerms {
            scope: new.scope.map(Into::into),
            due: new.due.map(|n| self.day(n)),
            said: new.said.map(Into::into),
            done_when: new.done_when.map(Into::into),
            conditions,
            told: new.is_told,
        }
    }
}
