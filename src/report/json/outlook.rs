//! What the forecast says, as JSON: chance, dates, and what they rest on.

use serde::Serialize;

use crate::domain::outlook::{Basis, Chance, Outlook};

/// A forecast with what it rests on.
#[derive(Serialize)]
pub struct ChancesDto {
    chance: Option<f64>,
    dates: DatesDto,
    basis: BasisDto,
}

/// Delivery days at fixed levels.
#[derive(Serialize)]
pub struct DatesDto {
    p10: String,
    p50: String,
    p80: String,
    p95: String,
}

/// What a forecast rests on.
#[derive(Serialize)]
pub struct BasisDto {
    own: f64,
    team: f64,
    rest: f64,
    built_in: f64,
    n: usize,
    start: String,
    focus: Option<f64>,
    assumption: bool,
}

/// A forecast with what it rests on.
pub fn chances(outlook: &Outlook) -> ChancesDto {
    ChancesDto { chance: outlook.chance.map(Chance::published), dates: dates(outlook), basis: basis(&outlook.basis) }
}

/// The days of a forecast.
pub fn dates(outlook: &Outlook) -> DatesDto {
    let dates = &outlook.dates;
    DatesDto {
        p10: dates.p10.to_string(),
        p50: dates.p50.to_string(),
        p80: dates.p80.to_string(),
        p95: dates.p95.to_string(),
    }
}

/// What a forecast rests on.
pub fn basis(basis: &Basis) -> BasisDto {
    let votes = |votes: f64| (votes * 10.0).round() / 10.0;
    BasisDto {
        own: votes(basis.own),
        team: votes(basis.team),
        rest: votes(basis.rest),
        built_in: votes(basis.built_in),
        n: basis.n,
        start: basis.start.to_string(),
        focus: basis.focus,
        assumption: basis.is_assumption(),
    }
}
