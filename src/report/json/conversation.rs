//! Moves as JSON: in words, and with what they say key by key.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::act::{Act, Edit, Move, NewTerms, Promise, Settings};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::outlook::Foretold;
use crate::domain::person::Handle;
use crate::domain::wording;

#[derive(Serialize)]
pub(in crate::report) struct MoveDto<'a> {
    id: String,
    re: Option<String>,
    at: String,
    by: &'a str,
    r#for: Option<&'a str>,
    on: Option<String>,
    kind: &'a str,
    words: String,
    note: Option<&'a str>,
    batch: Option<String>,
    effective: bool,
    retracted: bool,
    what: Map<String, Value>,
}

pub(super) fn dtos(commitment: &Commitment, today: Day) -> Vec<MoveDto<'_>> {
    commitment.moves.iter().map(|made| dto(commitment, made, today)).collect()
}

/// One move of a commitment.
pub(in crate::report) fn dto<'a>(commitment: &Commitment, made: &'a Move, today: Day) -> MoveDto<'a> {
    let id = |id: Option<Id>| id.map(|id| id.to_string());
    MoveDto {
        id: made.id.to_string(),
        re: id(made.re),
        at: made.at.to_string(),
        by: made.by.as_str(),
        r#for: made.proxy_for.as_ref().map(Handle::as_str),
        on: made.on.map(|on| on.to_string()),
        kind: match &made.act {
            Act::Unknown { kind } => kind,
            act => act.kind().word(),
        },
        words: wording::act_said(&made.act, today),
        note: made.note.as_deref(),
        batch: id(made.batch),
        effective: !commitment.ineffective.iter().any(|(other, _)| *other == made.id),
        retracted: commitment.retracted.contains(&made.id),
        what: foretold(what(&made.act), &made.foretold),
    }
}

/// What an act says, by the keys of the file.
fn what(act: &Act) -> Map<String, Value> {
    let mut keys = Keys::default();
    match act {
        Act::Promise(promise) => promised(&mut keys, promise),
        Act::Change(new) | Act::Counter(new) => terms(&mut keys, new),
        Act::Estimate(answer) => {
            keys.put("effort", answer.estimate.map(|estimate| estimate.to_string()));
            keys.put("verdict", Some(answer.verdict.word()));
            keys.put_all("conditions", Some(&answer.conditions));
            keys.put("start", answer.start.map(|day| day.to_string()));
        }
        Act::Defer { until } => keys.put("until", Some(until.to_string())),
        Act::Decline { reason }
        | Act::Deliver { reason }
        | Act::Confirm { reason }
        | Act::Withdraw { reason }
        | Act::Revoke { reason } => keys.put("reason", reason.map(crate::domain::act::Variance::word)),
        Act::Progress { left } => keys.put("left", left.map(|left| left.to_string())),
        Act::Told { due } => keys.put("due", due.map(|due| due.to_string())),
        Act::Edit(edit) => edited(&mut keys, edit),
        Act::AcceptRisk { review } => keys.put("review", Some(review.to_string())),
        Act::Retract { what } => keys.put("what", Some(what.to_string())),
        Act::Countersign | Act::Accept | Act::NotYet | Act::Note | Act::Reopen | Act::Unknown { .. } => {}
    }
    keys.0
}

/// What the forecast said of the date, as published.
fn foretold(mut keys: Map<String, Value>, said: &Foretold) -> Map<String, Value> {
    if let Some(chance) = said.chance {
        keys.insert("chance".into(), json!(chance.published()));
    }
    if let Some(level) = said.level {
        keys.insert("level".into(), json!(level.percent()));
    }
    keys
}

#[derive(Default)]
struct Keys(Map<String, Value>);

impl Keys {
    fn put<T: AsRef<str>>(&mut self, key: &str, value: Option<T>) {
        if let Some(value) = value {
            self.0.insert(key.into(), Value::String(value.as_ref().to_owned()));
        }
    }

    fn put_all<T: AsRef<str>>(&mut self, key: &str, values: Option<&Vec<T>>) {
        if let Some(values) = values.filter(|values| !values.is_empty() || key != "conditions") {
            self.0.insert(key.into(), json!(values.iter().map(AsRef::as_ref).collect::<Vec<&str>>()));
        }
    }

    /// A setting that an edit gives another value, or empties.
    fn set<T: ToString>(&mut self, key: &str, value: Option<&Option<T>>) {
        if let Some(value) = value {
            self.0.insert(key.into(), value.as_ref().map_or(Value::Null, |value| Value::String(value.to_string())));
        }
    }
}

fn promised(keys: &mut Keys, promise: &Promise) {
    keys.put("customer", Some(&promise.customer));
    keys.put("scope", Some(&promise.scope));
    keys.put("due", promise.due.map(|day| day.to_string()));
    keys.put("said", promise.said.as_ref());
    keys.0.insert("told".into(), Value::Bool(promise.told));
    keys.put("told_due", promise.told_due.map(|day| day.to_string()));
    keys.put("done_when", promise.done_when.as_ref());
    keys.put_all("conditions", Some(&promise.conditions));
    settings(keys, &promise.settings);
}

fn settings(keys: &mut Keys, settings: &Settings) {
    keys.put("sales", settings.sales.as_ref().map(Handle::as_str));
    keys.put("tech", settings.tech.as_ref().map(Handle::as_str));
    keys.put("deal", settings.deal.as_ref());
    keys.put("value", settings.value.map(|value| value.to_string()));
    keys.put("firmness", settings.firmness.map(crate::domain::grade::Firmness::word));
    keys.put("stake", settings.stake.map(crate::domain::grade::Stake::word));
    keys.put("capability", settings.capability.as_ref());
    keys.put_all("tags", Some(&settings.tags).filter(|tags| !tags.is_empty()));
    keys.put_all("links", Some(&settings.links).filter(|links| !links.is_empty()));
}

fn terms(keys: &mut Keys, new: &NewTerms) {
    keys.put("scope", new.scope.as_ref());
    keys.put("due", new.due.map(|day| day.to_string()));
    keys.put("said", new.said.as_ref());
    keys.put("done_when", new.done_when.as_ref());
    if let Some(conditions) = &new.conditions {
        keys.0.insert("conditions".into(), json!(conditions.iter().map(AsRef::as_ref).collect::<Vec<&str>>()));
    }
    keys.0.insert("told".into(), Value::Bool(new.told));
}

fn edited(keys: &mut Keys, edit: &Edit) {
    keys.put("customer", edit.customer.as_ref());
    keys.put("scope", edit.scope.as_ref());
    keys.put("done_when", edit.done_when.as_ref());
    keys.set("sales", edit.sales.as_ref());
    keys.set("tech", edit.tech.as_ref());
    keys.set("deal", edit.deal.as_ref());
    keys.set("value", edit.value.as_ref());
    keys.set("firmness", edit.firmness.as_ref());
    keys.set("stake", edit.stake.as_ref());
    keys.set("capability", edit.capability.as_ref());
    keys.put_all("tags", edit.tags.as_ref());
    keys.put_all("links", edit.links.as_ref());
    keys.put("met", edit.met.as_ref());
}
