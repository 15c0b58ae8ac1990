//! The forecast of one commitment explained: what it says, why, and what it rests on.

use serde::Serialize;

use super::json::{self, ChancesDto, chances};
use super::paint::{Meaning, Paint};
use super::{Case, Facts};
use crate::domain::commitment::Commitment;
use crate::domain::flag::Level;
use crate::domain::outlook::{Chance, Cover, Outlook};
use crate::domain::policy::Policy;
use crate::forecast::explain::Reasons;
use crate::forecast::facts::Open;
use crate::forecast::words;
use crate::text;

/// The look of a chance.
#[must_use]
pub fn chance_meaning(chance: Chance, policy: &Policy) -> Meaning {
    match policy.cover(chance) {
        Cover::OverPromised => Meaning::Flag(Level::Red),
        Cover::AtRisk => Meaning::Flag(Level::Amber),
        Cover::Covered => Meaning::Good,
    }
}

/// `22 % to make the told date, 1 Mar: over-promised`.
#[must_use]
pub fn headline(facts: &Facts, commitment: &Commitment, outlook: &Outlook) -> Option<(String, Meaning)> {
    let policy = &facts.book.rules.policy;
    let (chance, due) = (outlook.chance?, commitment.measured_due()?);
    let which = if commitment.told_due().is_some() { "told" } else { "promised" };
    let words =
        format!("{chance} to make the {which} date, {}: {}", due.short(facts.today), policy.cover(chance).word());
    Some((words, chance_meaning(chance, policy)))
}

/// Why there is no forecast for a commitment.
#[must_use]
pub fn without(commitment: &Commitment) -> String {
    match commitment.state.name() {
        state if state.is_to_do() && Open::of(commitment).is_some() => {
            "the estimated dates have passed, so no chance is shown".to_owned()
        }
        state if state.is_to_do() => "no estimate yet, so no chance is shown".to_owned(),
        state => format!("{}: there is nothing to forecast", state.word()),
    }
}

/// The forecast of a commitment as a page for a terminal so wide.
#[must_use]
pub fn page(facts: &Facts, case: &Case, reasons: Option<&Reasons>, width: usize, paint: Paint) -> String {
    let commitment = case.commitment;
    let mut out = String::new();
    let mut put = |meaning: Option<Meaning>, words: &str, indent: usize| {
        for line in text::wrap(words, width.saturating_sub(indent).max(16)) {
            let line = format!("{}{line}", " ".repeat(indent));
            out.push_str(&meaning.map_or_else(|| line.clone(), |meaning| paint.on(meaning, &line)));
            out.push('\n');
        }
    };
    put(Some(Meaning::Strong), &format!("{}  {}", commitment.id, commitment.title()), 0);
    let Some(reasons) = reasons else {
        put(None, &without(commitment), 0);
        return out;
    };
    if let Some((words, meaning)) = headline(facts, commitment, &reasons.outlook) {
        put(Some(meaning), &words, 0);
    }
    put(Some(Meaning::Strong), &words::dates(&reasons.outlook.dates, facts.today), 0);
    for sentence in reasons.sentences(&facts.book.rules.people, facts.today) {
        put(None, &sentence, 2);
    }
    let ahead = &reasons.ahead.0;
    if !ahead.is_empty() {
        put(Some(Meaning::Faint), "Before it in the queue:", 2);
        for other in ahead.iter().filter_map(|id| facts.of(*id)) {
            let due =
                other.commitment.measured_due().map_or_else(|| "no date".to_owned(), |due| due.short(facts.today));
            put(None, &format!("{}  {due:>6}  {}", other.commitment.id, other.commitment.title()), 4);
        }
    }
    out
}

#[derive(Serialize)]
struct ForecastBody<'a> {
    forecasts: Vec<ForecastDto<'a>>,
}

#[derive(Serialize)]
struct ForecastDto<'a> {
    id: String,
    customer: &'a str,
    scope: &'a str,
    due: Option<String>,
    told_due: Option<String>,
    #[serde(flatten)]
    chances: Option<ChancesDto>,
    why_none: Option<String>,
    reasons: Option<ReasonsDto>,
    sentences: Vec<String>,
}

#[derive(Serialize)]
struct ReasonsDto {
    estimated_days: f64,
    ratio_50: f64,
    ratio_80: f64,
    alone: ChancesDto,
    ahead: Vec<String>,
    ahead_days: f64,
    elapsed_days: i64,
    holidays: i64,
    away: i64,
    p80_without_range: Option<String>,
    driver: &'static str,
}

/// The forecasts of some commitments as JSON.
#[must_use]
pub fn json(facts: &Facts, asked: &[(Case, Option<Reasons>)]) -> String {
    let forecasts = asked.iter().map(|(case, reasons)| forecast_dto(facts, case, reasons.as_ref()));
    json::document(facts, ForecastBody { forecasts: forecasts.collect() })
}

fn forecast_dto<'a>(facts: &Facts, case: &Case<'a>, reasons: Option<&Reasons>) -> ForecastDto<'a> {
    use crate::forecast::explain::Driver;
    let commitment = case.commitment;
    let round = |number: f64| (number * 100.0).round() / 100.0;
    ForecastDto {
        id: commitment.id.to_string(),
        customer: &commitment.customer,
        scope: &commitment.terms.scope,
        due: commitment.terms.due.map(|day| day.to_string()),
        told_due: commitment.told_due().map(|day| day.to_string()),
        chances: reasons.map(|reasons| chances(&reasons.outlook)),
        why_none: reasons.is_none().then(|| without(commitment)),
        reasons: reasons.map(|reasons| ReasonsDto {
            estimated_days: round(reasons.days),
            ratio_50: round(reasons.ratios.0),
            ratio_80: round(reasons.ratios.1),
            alone: chances(&reasons.alone),
            ahead: reasons.ahead.0.iter().map(ToString::to_string).collect(),
            ahead_days: round(reasons.ahead.1),
            elapsed_days: reasons.elapsed,
            holidays: reasons.holidays,
            away: reasons.away,
            p80_without_range: reasons.without_range.map(|day| day.to_string()),
            driver: match reasons.driver {
                Driver::Record => "record",
                Driver::Queue => "queue",
                Driver::Calendar => "calendar",
                Driver::Range => "range",
            },
        }),
        sentences: reasons.map_or_else(Vec::new, |reasons| reasons.sentences(&facts.book.rules.people, facts.today)),
    }
}
