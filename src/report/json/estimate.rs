//! Estimates as JSON: what tech answered, and how far the work is.

use serde::Serialize;
use serde_json::{Number, Value};

use super::commitment::day;
use crate::domain::commitment::{Commitment, Condition, Feasibility, Progress};
use crate::domain::estimate::{Class, Effort, Estimate, Span};

#[derive(Serialize)]
pub(super) struct EstimateDto<'a> {
    low: Value,
    likely: Value,
    high: Value,
    class: Option<&'static str>,
    unit: Option<&'static str>,
    verdict: &'static str,
    by: &'a str,
    on: String,
    stale: bool,
    start: Option<String>,
    conditions: Vec<ConditionDto<'a>>,
}

#[derive(Serialize)]
struct ConditionDto<'a> {
    text: &'a str,
    by: Option<String>,
    met: bool,
}

#[derive(Serialize)]
pub(super) struct ProgressDto<'a> {
    left: Option<String>,
    on: String,
    note: Option<&'a str>,
}

/// The ends of an estimate, its class and its unit.
struct Ends {
    low: Value,
    likely: Value,
    high: Value,
    class: Class,
    unit: &'static str,
}

pub(super) fn dto<'a>(commitment: &Commitment, given: &'a Feasibility) -> EstimateDto<'a> {
    let ends = given.answer.estimate.as_ref().map(ends);
    let (class, unit) = (ends.as_ref().map(|ends| ends.class.word()), ends.as_ref().map(|ends| ends.unit));
    let (low, likely, high) =
        ends.map_or((Value::Null, Value::Null, Value::Null), |ends| (ends.low, ends.likely, ends.high));
    EstimateDto {
        low,
        likely,
        high,
        class,
        unit,
        verdict: given.answer.verdict.word(),
        by: given.by.as_str(),
        on: given.on.to_string(),
        stale: commitment.has_outdated_estimate(),
        start: day(given.answer.start),
        conditions: given.conditions.iter().map(condition).collect(),
    }
}

fn condition(condition: &Condition) -> ConditionDto<'_> {
    ConditionDto { text: &condition.text, by: day(condition.by), met: condition.is_met }
}

pub(super) fn progress(progress: &Progress) -> ProgressDto<'_> {
    ProgressDto {
        left: progress.left.map(|left| left.to_string()),
        on: progress.on.to_string(),
        note: progress.note.as_deref(),
    }
}

fn ends(estimate: &Estimate) -> Ends {
    match estimate {
        Estimate::Effort(span) => of(span, "effort", days),
        Estimate::Dates(span) => of(span, "dates", |day| Value::String(day.to_string())),
    }
}

fn of<T: Copy + PartialOrd>(span: &Span<T>, unit: &'static str, value: impl Fn(T) -> Value) -> Ends {
    Ends {
        low: value(span.low()),
        likely: span.likely().map_or(Value::Null, &value),
        high: value(span.high()),
        class: span.class(),
        unit,
    }
}

/// Working days: a whole number where it is one.
#[expect(clippy::cast_possible_truncation, reason = "an effort is at most a thousand days")]
fn days(effort: Effort) -> Value {
    let days = effort.days();
    if days.fract() == 0.0 {
        Value::Number(Number::from(days as i64))
    } else {
        Number::from_f64(days).map_or(Value::Null, Value::Number)
    }
}
