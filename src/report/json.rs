//! JSON for programs: one object with a schema number, stable names, and everything that is on screen.
//!
//! `docs/json.md` describes every key; a test holds the two together.

mod commitment;
mod conversation;
mod estimate;
mod outlook;

use std::fmt::Write as _;

use serde::Serialize;

use super::Facts;
use crate::domain::book::Problem;
use crate::domain::commitment::Commitment;
use crate::domain::money::Money;
use crate::domain::outlook::{Chance, Outlook};
use crate::domain::person::Person;
use crate::domain::summary::{Summary, quarter_start};
pub(super) use commitment::{FlagDto, flags};
pub(super) use conversation::{MoveDto, dto as move_dto};
pub(super) use outlook::{ChancesDto, chances};

/// The number that changes when a key changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// What every document begins with, and what it is about.
#[derive(Serialize)]
pub(super) struct Document<'a, T> {
    schema: u32,
    as_of: String,
    book: &'a str,
    #[serde(flatten)]
    body: T,
    problems: Vec<ProblemDto<'a>>,
}

#[derive(Serialize)]
struct ProblemDto<'a> {
    file: &'a str,
    line: Option<u32>,
    why: String,
}

/// An amount in whole units of its currency.
#[derive(Serialize)]
pub(super) struct MoneyDto {
    amount: i64,
    currency: String,
}

impl From<Money> for MoneyDto {
    fn from(money: Money) -> Self {
        Self { amount: money.whole(), currency: money.currency().code().to_owned() }
    }
}

/// The text of a document about a book.
pub(super) fn document<T: Serialize>(facts: &Facts, body: T) -> String {
    let document = Document {
        schema: SCHEMA,
        as_of: facts.today.to_string(),
        book: &facts.book.rules.name,
        body,
        problems: facts.book.problems.iter().map(problem).collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("plain structs with text keys can always be written");
    harmless(&text)
}

fn problem(problem: &Problem) -> ProblemDto<'_> {
    let why =
        if problem.remedy.is_empty() { problem.why.clone() } else { format!("{}; {}", problem.why, problem.remedy) };
    ProblemDto { file: &problem.file, line: problem.line, why }
}

/// The same JSON with what could drive a terminal written as escapes: the values stay what they are.
fn harmless(json: &str) -> String {
    let is_risky = |c: char| matches!(c, '\u{7F}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let mut out = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if is_risky(c) {
            let _ = write!(out, "\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    out
}

/// The commitments at some places, as `list` prints them.
#[must_use]
pub fn list(facts: &Facts, places: &[usize]) -> String {
    let commitments = facts.cases(places).map(|case| commitment::dto(facts, &case, commitment::Depth::Row)).collect();
    document(facts, Listed { summary: summary_dto(facts), commitments })
}

/// The same with their moves, as `show` prints them.
#[must_use]
pub fn show(facts: &Facts, places: &[usize]) -> String {
    let commitments = facts.cases(places).map(|case| commitment::dto(facts, &case, commitment::Depth::Whole)).collect();
    document(facts, Commitments { commitments })
}

/// What a move would do to the chance of a commitment.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Which.
    pub commitment: &'a Commitment,
    /// How it stands.
    pub was: Option<Outlook>,
    /// How it would stand.
    pub is: Option<Outlook>,
}

/// The same after a rehearsal, with the chances that would change.
#[must_use]
pub fn what_if(facts: &Facts, places: &[usize], changes: &[Change]) -> String {
    let commitments = facts.cases(places).map(|case| commitment::dto(facts, &case, commitment::Depth::Whole)).collect();
    let what_if = changes.iter().map(|change| {
        let chance = |outlook: &Option<Outlook>| outlook.as_ref()?.chance.map(Chance::published);
        let p80 = |outlook: &Option<Outlook>| outlook.as_ref().map(|outlook| outlook.dates.p80.to_string());
        ChangeDto {
            id: change.commitment.id.to_string(),
            customer: &change.commitment.customer,
            scope: &change.commitment.terms.scope,
            chance_before: chance(&change.was),
            chance_after: chance(&change.is),
            p80_before: p80(&change.was),
            p80_after: p80(&change.is),
        }
    });
    document(facts, Rehearsed { commitments, what_if: what_if.collect() })
}

#[derive(Serialize)]
struct Rehearsed<'a> {
    commitments: Vec<commitment::CommitmentDto<'a>>,
    what_if: Vec<ChangeDto<'a>>,
}

#[derive(Serialize)]
struct ChangeDto<'a> {
    id: String,
    customer: &'a str,
    scope: &'a str,
    chance_before: Option<f64>,
    chance_after: Option<f64>,
    p80_before: Option<String>,
    p80_after: Option<String>,
}

#[derive(Serialize)]
struct Listed<'a> {
    summary: SummaryDto,
    commitments: Vec<commitment::CommitmentDto<'a>>,
}

#[derive(Serialize)]
struct Commitments<'a> {
    commitments: Vec<commitment::CommitmentDto<'a>>,
}

/// Everybody in the book.
#[must_use]
pub fn people(facts: &Facts) -> String {
    let people = facts.book.rules.people.iter().map(|person| person_dto(facts, person)).collect();
    document(facts, PeopleDto { people })
}

#[derive(Serialize)]
struct PeopleDto<'a> {
    people: Vec<PersonDto<'a>>,
}

#[derive(Serialize)]
struct PersonDto<'a> {
    handle: &'a str,
    name: Option<&'a str>,
    email: Option<&'a str>,
    roles: Vec<&'static str>,
    team: Option<&'a str>,
    focus: Option<f64>,
    away: Vec<AwayDto>,
    away_today: bool,
}

#[derive(Serialize)]
struct AwayDto {
    first: String,
    last: String,
}

fn person_dto<'a>(facts: &Facts, person: &'a Person) -> PersonDto<'a> {
    PersonDto {
        handle: person.handle.as_str(),
        name: person.name.as_deref(),
        email: person.email.as_deref(),
        roles: person.roles.iter().map(crate::domain::person::Role::word).collect(),
        team: person.team.as_deref(),
        focus: person.focus,
        away: person
            .away
            .iter()
            .map(|(first, last)| AwayDto { first: first.to_string(), last: last.to_string() })
            .collect(),
        away_today: person.is_away(facts.today),
    }
}

/// The header's numbers.
#[must_use]
pub fn summary(facts: &Facts) -> String {
    document(facts, SummaryBody { summary: summary_dto(facts) })
}

fn summary_dto(facts: &Facts) -> SummaryDto {
    let summary = Summary::of(facts.book, facts.standings, facts.today);
    let from = quarter_start(facts.today, facts.book.rules.calendar.fiscal_start());
    let exposure = ExposureDto {
        sums: summary.exposure.sums.iter().map(|sum| MoneyDto::from(*sum)).collect(),
        deals: summary.exposure.deals,
        without_value: summary.exposure.without_value,
    };
    let kept = KeptDto { on_time: summary.kept.on_time, fell_due: summary.kept.fell_due, from: from.to_string() };
    SummaryDto {
        open: summary.open,
        flagged: summary.flagged,
        exposure,
        overdue: summary.overdue,
        over_promised: summary.over_promised,
        kept,
    }
}

#[derive(Serialize)]
struct SummaryBody {
    summary: SummaryDto,
}

#[derive(Serialize)]
struct SummaryDto {
    open: usize,
    flagged: usize,
    exposure: ExposureDto,
    overdue: usize,
    over_promised: usize,
    kept: KeptDto,
}

#[derive(Serialize)]
struct ExposureDto {
    sums: Vec<MoneyDto>,
    deals: usize,
    without_value: usize,
}

#[derive(Serialize)]
struct KeptDto {
    on_time: usize,
    fell_due: usize,
    from: String,
}
