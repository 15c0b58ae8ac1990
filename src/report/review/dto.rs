//! A review as JSON.

use serde::Serialize;

use crate::domain::period::Period;
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, SidePulse, pulse_period};
use crate::domain::summary::Exposure;
use crate::forecast::review::words::{Money, record_words};
use crate::forecast::review::{Cell, Line, Review};
use crate::report::json::MoneyDto;
use crate::report::{Facts, json};

/// The review as JSON.
#[must_use]
pub fn json(facts: &Facts, review: &Review) -> String {
    let periods = review.periods.iter().map(|period| period_dto(facts, *period)).collect();
    let numbers = review.lines.iter().map(|line| line_dto(facts, line)).collect();
    let quarter = pulse_period(review.period(), facts.today, &facts.book.rules.calendar);
    let pulse = super::trend(quarter).into_iter().map(|period| pulse_dto(facts, period)).collect();
    let signed = [Side::Sales, Side::Tech].into_iter().filter_map(|side| {
        let line = facts.book.papers.sign_off(review.period(), side)?;
        Some(SignOffDto {
            side: side.word(),
            by: line.by.as_str(),
            proxy_for: line.proxy_for.as_ref().map(crate::domain::person::Handle::as_str),
            at: line.at.to_string(),
            text: &line.text,
        })
    });
    let review = ReviewDto {
        period: period_dto(facts, review.period()),
        periods,
        numbers,
        exposed_now: review.exposed_now().map(exposure_dto),
        pulse,
        sign_offs: signed.collect(),
    };
    json::document(facts, Body { review })
}

/// The pulse of a period as JSON.
#[must_use]
pub fn pulse_json(facts: &Facts, period: Period) -> String {
    json::document(facts, PulseBody { pulse: pulse_dto(facts, period) })
}

#[derive(Serialize)]
struct PulseBody {
    pulse: PulseDto,
}

#[derive(Serialize)]
struct Body<'a> {
    review: ReviewDto<'a>,
}

#[derive(Serialize)]
struct ReviewDto<'a> {
    period: PeriodDto,
    periods: Vec<PeriodDto>,
    numbers: Vec<NumberDto>,
    exposed_now: Option<ExposureDto>,
    pulse: Vec<PulseDto>,
    sign_offs: Vec<SignOffDto<'a>>,
}

#[derive(Serialize)]
struct PeriodDto {
    name: String,
    length: &'static str,
    first: String,
    last: String,
}

#[derive(Serialize)]
struct NumberDto {
    number: String,
    title: String,
    formula: &'static str,
    n: usize,
    hits: usize,
    value: Option<f64>,
    beside: Option<f64>,
    words: String,
    trend: Vec<PointDto>,
    exposure: Option<ExposureDto>,
    records: Vec<RecordDto>,
}

#[derive(Serialize)]
struct PointDto {
    n: usize,
    hits: usize,
    value: Option<f64>,
    beside: Option<f64>,
}

#[derive(Serialize)]
struct RecordDto {
    id: String,
    hit: Option<bool>,
    words: String,
}

#[derive(Serialize)]
struct ExposureDto {
    sums: Vec<MoneyDto>,
    deals: usize,
    without_value: usize,
}

#[derive(Serialize)]
struct PulseDto {
    period: PeriodDto,
    sales: SideDto,
    tech: SideDto,
    gap: Option<AspectsDto>,
}

#[derive(Serialize)]
struct SideDto {
    n: usize,
    means: Option<AspectsDto>,
}

#[derive(Serialize)]
struct AspectsDto {
    vision: f64,
    objectives: f64,
    communication: f64,
    culture: f64,
    client_engagement: f64,
}

#[derive(Serialize)]
struct SignOffDto<'a> {
    side: &'static str,
    by: &'a str,
    #[serde(rename = "for")]
    proxy_for: Option<&'a str>,
    at: String,
    text: &'a str,
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn period_dto(facts: &Facts, period: Period) -> PeriodDto {
    PeriodDto {
        name: period.name(&facts.book.rules.calendar),
        length: period.length().word(),
        first: period.first().to_string(),
        last: period.last().to_string(),
    }
}

fn line_dto(facts: &Facts, line: &Line) -> NumberDto {
    let now = line.now();
    let point = |cell: &Cell| PointDto {
        n: cell.n,
        hits: cell.hits,
        value: cell.value.map(hundredths),
        beside: cell.beside.map(hundredths),
    };
    let records = now.records.iter().map(|record| RecordDto {
        id: record.id.to_string(),
        hit: record.is_hit,
        words: record_words(line.measure, record, facts.today),
    });
    NumberDto {
        number: line.measure.word(),
        title: line.measure.title(),
        formula: line.measure.formula(),
        n: now.n,
        hits: now.hits,
        value: now.value.map(hundredths),
        beside: now.beside.map(hundredths),
        words: now.words(line.measure, Money::Shown),
        trend: line.cells.iter().map(point).collect(),
        exposure: now.exposure.as_ref().map(exposure_dto),
        records: records.collect(),
    }
}

fn exposure_dto(exposure: &Exposure) -> ExposureDto {
    ExposureDto {
        sums: exposure.sums.iter().map(|sum| MoneyDto::from(*sum)).collect(),
        deals: exposure.deals,
        without_value: exposure.without_value,
    }
}

fn pulse_dto(facts: &Facts, period: Period) -> PulseDto {
    let pulse = facts.book.papers.pulse(period);
    let gaps: Option<Vec<f64>> = (0..ASPECTS.len()).map(|aspect| pulse.gap(aspect)).collect();
    let gap = gaps.and_then(|gaps| <[f64; 5]>::try_from(gaps).ok()).map(aspects_dto);
    PulseDto { period: period_dto(facts, period), sales: side_dto(&pulse.sales), tech: side_dto(&pulse.tech), gap }
}

fn side_dto(side: &SidePulse) -> SideDto {
    SideDto { n: side.n, means: side.means.map(aspects_dto) }
}

fn aspects_dto(of: [f64; 5]) -> AspectsDto {
    let [vision, objectives, communication, culture, client_engagement] = of.map(hundredths);
    AspectsDto { vision, objectives, communication, culture, client_engagement }
}
