//! A commitment as JSON.

use serde::Serialize;

use super::MoneyDto;
use super::conversation::{self, MoveDto};
use super::estimate::{self, EstimateDto, ProgressDto};
use super::outlook::{BasisDto, DatesDto, basis, dates};
use crate::domain::commitment::{Commitment, Signature, Terms};
use crate::domain::day::Day;
use crate::domain::flag::Level;
use crate::domain::person::Handle;
use crate::report::{Case, Facts};

/// How much is said of a commitment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Depth {
    /// As in a list.
    Row,
    /// With its moves.
    Whole,
}

#[derive(Serialize)]
pub(super) struct CommitmentDto<'a> {
    id: &'a str,
    customer: &'a str,
    scope: &'a str,
    state: &'static str,
    deal: Option<&'a str>,
    value: Option<MoneyDto>,
    firmness: Option<&'static str>,
    stake: Option<&'static str>,
    sales: Option<&'a str>,
    tech: Option<&'a str>,
    tags: Vec<&'a str>,
    due: Option<String>,
    original_due: Option<String>,
    told_due: Option<String>,
    told_on: Option<String>,
    slip_days: Option<i64>,
    done_when: Option<&'a str>,
    conditions: Vec<&'a str>,
    estimate: Option<EstimateDto<'a>>,
    signature: Option<SignatureDto<'a>>,
    answer_by: Option<String>,
    chance: Option<f64>,
    dates: Option<DatesDto>,
    flags: Vec<FlagDto<'a>>,
    // What the screen shows besides.
    level: Option<&'static str>,
    capability: Option<&'a str>,
    links: Vec<&'a str>,
    team: Option<&'a str>,
    said: Option<&'a str>,
    terms: &'a str,
    terms_by: &'a str,
    terms_on: String,
    offer: Option<OfferDto<'a>>,
    asked: bool,
    told: Option<ToldDto<'a>>,
    opened_on: String,
    state_since: String,
    asked_on: Option<String>,
    first_answer_on: Option<String>,
    agreed_on: Option<String>,
    delivered_on: Option<String>,
    moved_on: String,
    variance: Option<&'static str>,
    progress: Option<ProgressDto<'a>>,
    accepted_risk: Option<RiskDto<'a>>,
    crossing: Option<CrossingDto>,
    trespass: Option<String>,
    basis: Option<BasisDto>,
    ineffective: Vec<IneffectiveDto<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moves: Option<Vec<MoveDto<'a>>>,
}

#[derive(Serialize)]
struct SignatureDto<'a> {
    by: &'a str,
    on: String,
    covers: bool,
    proxy: bool,
    self_signed: bool,
    recorded_by: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::report) struct FlagDto<'a> {
    flag: &'static str,
    level: &'static str,
    why: String,
    next: String,
    next_by: Option<&'a str>,
}

#[derive(Serialize)]
struct OfferDto<'a> {
    id: &'a str,
    scope: &'a str,
    due: Option<String>,
    said: Option<&'a str>,
    done_when: Option<&'a str>,
    conditions: Vec<&'a str>,
    by: &'a str,
    on: String,
}

#[derive(Serialize)]
struct ToldDto<'a> {
    scope: &'a str,
    due: Option<String>,
    conditions: Vec<&'a str>,
    on: String,
    by: &'a str,
    outcome: Option<&'static str>,
}

#[derive(Serialize)]
struct RiskDto<'a> {
    by: &'a str,
    on: String,
    review: String,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct CrossingDto {
    first: String,
    second: String,
}

#[derive(Serialize)]
struct IneffectiveDto<'a> {
    id: String,
    why: &'a str,
}

pub(super) fn texts(texts: &[crate::domain::act::Text]) -> Vec<&str> {
    texts.iter().map(AsRef::as_ref).collect()
}

pub(super) fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

pub(super) fn dto<'a>(facts: &Facts<'a>, case: &Case<'a>, depth: Depth) -> CommitmentDto<'a> {
    let Case { commitment, standing } = *case;
    let settings = &commitment.settings;
    let terms = &commitment.terms;
    let lead = settings.tech.as_ref().and_then(|tech| facts.book.rules.people.get(tech));
    CommitmentDto {
        id: commitment.id.as_str(),
        customer: &commitment.customer,
        scope: &terms.scope,
        state: commitment.state.name().word(),
        deal: settings.deal.as_deref(),
        value: facts.book.value_of(commitment).map(MoneyDto::from),
        firmness: settings.firmness.map(crate::domain::grade::Firmness::word),
        stake: settings.stake.map(crate::domain::grade::Stake::word),
        sales: settings.sales.as_ref().map(Handle::as_str),
        tech: settings.tech.as_ref().map(Handle::as_str),
        tags: texts(&settings.tags),
        due: day(terms.due),
        original_due: day(commitment.original_due),
        told_due: day(commitment.told_due()),
        told_on: day(commitment.told.as_ref().map(|told| told.on)),
        slip_days: commitment.slip_days(),
        done_when: terms.done_when.as_deref(),
        conditions: texts(&terms.conditions),
        estimate: commitment.feasibility.as_ref().map(|given| estimate::dto(commitment, given)),
        signature: commitment.signature().map(|signature| signed(commitment, signature)),
        answer_by: day(commitment.answer_by),
        chance: standing.chance().map(crate::domain::outlook::Chance::published),
        dates: standing.outlook.as_ref().map(dates),
        flags: flags(facts, case),
        level: standing.level().map(Level::word),
        capability: settings.capability.as_deref(),
        links: texts(&settings.links),
        team: lead.and_then(|lead| lead.team.as_deref()),
        said: terms.said.as_deref(),
        terms: terms.id.as_str(),
        terms_by: terms.by.as_str(),
        terms_on: terms.on.to_string(),
        offer: commitment.offer().map(offer),
        asked: commitment.is_asked(),
        told: commitment.told.as_ref().map(told),
        opened_on: commitment.opened_on.to_string(),
        state_since: commitment.state_since.to_string(),
        asked_on: day(commitment.asked_on),
        first_answer_on: day(commitment.first_answer),
        agreed_on: day(commitment.agreed_on),
        delivered_on: day(commitment.delivered_on),
        moved_on: commitment.last_move_on.to_string(),
        variance: commitment.variance.map(crate::domain::act::Variance::word),
        progress: commitment.progress.as_ref().map(estimate::progress),
        accepted_risk: commitment.accepted_risk.as_ref().map(|risk| RiskDto {
            by: risk.by.as_str(),
            on: risk.on.to_string(),
            review: risk.review.to_string(),
            reason: risk.reason.as_deref(),
        }),
        crossing: commitment
            .crossing
            .map(|crossing| CrossingDto { first: crossing.first.to_string(), second: crossing.second.to_string() }),
        trespass: commitment.trespass.map(|id| id.to_string()),
        basis: standing.outlook.as_ref().map(|outlook| basis(&outlook.basis)),
        ineffective: commitment
            .ineffective
            .iter()
            .map(|(id, why)| IneffectiveDto { id: id.to_string(), why })
            .collect(),
        moves: match depth {
            Depth::Row => None,
            Depth::Whole => Some(conversation::dtos(commitment, facts.today)),
        },
    }
}

fn signed<'a>(commitment: &Commitment, signature: &'a Signature) -> SignatureDto<'a> {
    SignatureDto {
        by: signature.by.as_str(),
        on: signature.on.to_string(),
        covers: signature.terms == commitment.terms.id,
        proxy: signature.recorded_by.is_some(),
        self_signed: signature.is_self_signed,
        recorded_by: signature.recorded_by.as_ref().map(Handle::as_str),
    }
}

/// The raised flags, loudest first.
pub(in crate::report) fn flags<'a>(facts: &Facts, case: &Case<'a>) -> Vec<FlagDto<'a>> {
    case.standing
        .flags
        .iter()
        .map(|raised| FlagDto {
            flag: raised.flag.word(),
            level: raised.level.word(),
            why: raised.why(facts.today),
            next: raised.next(case.commitment),
            next_by: raised.next_by.as_ref().map(Handle::as_str),
        })
        .collect()
}

fn offer(offer: &Terms) -> OfferDto<'_> {
    OfferDto {
        id: offer.id.as_str(),
        scope: &offer.scope,
        due: day(offer.due),
        said: offer.said.as_deref(),
        done_when: offer.done_when.as_deref(),
        conditions: texts(&offer.conditions),
        by: offer.by.as_str(),
        on: offer.on.to_string(),
    }
}

fn told(told: &crate::domain::commitment::Telling) -> ToldDto<'_> {
    ToldDto {
        scope: &told.scope,
        due: day(told.due),
        conditions: texts(&told.conditions),
        on: told.on.to_string(),
        by: told.by.as_str(),
        outcome: told.outcome.map(crate::domain::commitment::StateName::word),
    }
}
