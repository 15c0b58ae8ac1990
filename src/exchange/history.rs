//! The moves that a row tells: promised then, estimated, agreed, delivered, kept; each on its day, in its author's name.

use super::cells::Status;
use super::{Creation, Flaw};
use crate::domain::act::{Act, Answer, Draft, Promise, Text, Variance, Verdict};
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::person::Handle;

/// A row as it was read.
pub(super) struct Told {
    pub(super) promise: Promise,
    pub(super) status: Status,
    pub(super) notes: Option<Text>,
    pub(super) estimate: Option<Estimate>,
    pub(super) verdict: Option<Verdict>,
    pub(super) answer_conditions: Vec<Text>,
    pub(super) promised_on: Option<Day>,
    pub(super) agreed_on: Option<Day>,
    pub(super) delivered_on: Option<Day>,
    pub(super) reason: Option<(Variance, Option<Text>)>,
}

/// Who speaks in it.
pub(super) struct Voices<'a> {
    pub(super) me: &'a Handle,
    pub(super) sales: Handle,
    /// None where the row names nobody of tech, and the importer isn't of tech either.
    pub(super) tech: Option<Handle>,
    pub(super) today: Day,
}

impl Voices<'_> {
    fn say(&self, voice: &Handle, act: Act, on: Option<Day>) -> Draft {
        let on = on.filter(|on| *on != self.today);
        let proxy_for = (voice != self.me).then(|| voice.clone());
        Draft { proxy_for, on, ..Draft::new(self.me.clone(), act) }
    }
}

/// Turns a row into the moves that make its history.
pub(super) fn tell(told: Told, voices: &Voices) -> Result<Creation, Flaw> {
    let mut told = told;
    let mut assumed = Vec::new();
    let is_finished = matches!(told.status, Status::Delivered | Status::Kept);
    let finished = is_finished.then(|| told.finished_on(voices.today, &mut assumed)).flatten();
    let agreed = told.agreed_on.or(told.promised_on).or(finished);
    if told.promised_on.is_none()
        && let Some(day) = agreed.filter(|_| finished.is_some())
    {
        assumed.push(format!("promised {day}: the row has no day on which it was promised"));
    }
    let has_span = told.agreed_on.or(told.promised_on).is_some() && told.delivered_on.is_some();
    if is_finished && !has_span && told.estimate.is_some() {
        // Without both days it would teach the forecast a length that nobody measured.
        told.put_estimate_into_notes();
        assumed.push(
            "the estimate is kept as a note: without the days of start and delivery it says nothing to the forecast"
                .into(),
        );
    }
    let needs_tech = told.estimate.is_some()
        || told.verdict.is_some()
        || matches!(told.status, Status::Agreed | Status::Delivered | Status::Kept | Status::Declined);
    let tech = match (&voices.tech, needs_tech) {
        (Some(tech), _) => tech.clone(),
        (None, false) => voices.me.clone(),
        (None, true) => {
            return Err(Flaw {
                column: None,
                why: "an answer of tech is in the row, and nobody who gave it".into(),
                remedy: "name the tech owner".into(),
            });
        }
    };
    let Told {
        promise, status, notes, estimate, verdict, answer_conditions, promised_on, delivered_on, reason, ..
    } = told;
    let opened = promised_on.or(finished.and(agreed));
    let mut drafts = vec![Draft { note: notes, ..voices.say(&voices.sales, Act::Promise(Box::new(promise)), opened) }];
    if estimate.is_some() || verdict.is_some() {
        let usual = if answer_conditions.is_empty() { Verdict::Feasible } else { Verdict::Conditional };
        let answer = Answer { estimate, verdict: verdict.unwrap_or(usual), conditions: answer_conditions, start: None };
        drafts.push(voices.say(&tech, Act::Estimate(Box::new(answer)), agreed));
    }
    let (reason, because) = reason.map_or((None, None), |(reason, note)| (Some(reason), note));
    let ended = |voice: &Handle, act: Act| Draft { note: because.clone(), ..voices.say(voice, act, delivered_on) };
    match status {
        Status::Asked | Status::Open => {}
        Status::Agreed => drafts.push(voices.say(&tech, Act::Countersign, agreed)),
        Status::Delivered => {
            drafts.push(voices.say(&tech, Act::Countersign, agreed));
            drafts.push(Draft { note: because, ..voices.say(&tech, Act::Deliver { reason }, finished) });
        }
        Status::Kept => {
            drafts.push(voices.say(&tech, Act::Countersign, agreed));
            drafts.push(voices.say(&tech, Act::Deliver { reason: None }, finished));
            drafts.push(Draft { note: because, ..voices.say(&voices.sales, Act::Confirm { reason }, finished) });
        }
        Status::Declined => drafts.push(ended(&tech, Act::Decline { reason })),
        Status::Withdrawn => drafts.push(ended(&voices.sales, Act::Withdraw { reason })),
    }
    Ok(Creation { drafts, assumed })
}

impl Told {
    /// The day of delivery: as the row says, else the promised date where that has passed.
    fn finished_on(&self, today: Day, assumed: &mut Vec<String>) -> Option<Day> {
        if self.delivered_on.is_some() {
            return self.delivered_on;
        }
        let due = self.promise.due.filter(|due| *due <= today);
        assumed.push(match due {
            Some(due) => format!("delivered {due}: the row has no day of delivery, the promised date stands in"),
            None => "delivered today: the row has no day of delivery".into(),
        });
        due
    }

    fn put_estimate_into_notes(&mut self) {
        if let Some(estimate) = self.estimate.take() {
            let line = format!("estimate: {estimate}");
            self.notes = Some(match &self.notes {
                Some(notes) => format!("{notes}\n{line}").into(),
                None => line.into(),
            });
            self.verdict = None;
        }
    }
}
