//! What a customer may read: what was told, what is agreed, what is open. Nothing internal ever gets in.
//!
//! Only the last telling is quoted, so nothing is said here that was not said before: no chances, no estimates, no money,
//! no remarks, no names. Where what stands differs from what was told, the line is held back until the customer knows.

use std::fmt::Write as _;

use serde::Serialize;

use super::markdown::escape;
use super::{Case, Facts, json};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::Flag;
use crate::domain::id::Id;
use crate::text;

/// The lines for a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Brief {
    /// The customer, as the book has the name.
    pub customer: String,
    /// What can be said, in order.
    pub lines: Vec<Line>,
    /// What was held back: what stands is not what the customer was told, or the told date has passed.
    pub held_back: Vec<Doubt>,
    /// What is said again though it asks for a word with tech first.
    pub doubts: Vec<Doubt>,
}

/// Why a line should not go to the customer as it is; for sales only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// The commitment.
    pub id: Id,
    /// What it is about.
    pub scope: String,
    /// The flag and its reason.
    pub why: String,
}

impl std::fmt::Display for Doubt {
    /// `be11w1 White-label dashboard: overdue: 8 days over the date, no estimate`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.id, text::clean(&self.scope), text::clean(&self.why))
    }
}

/// One line for a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The commitment.
    pub id: Id,
    /// Under which heading.
    pub section: Section,
    /// What, as it was told.
    pub scope: String,
    /// By when, as it was told.
    pub due: Option<Day>,
    /// On what conditions, as they were told.
    pub conditions: Vec<String>,
    /// The day of the telling; none where the customer only asked.
    pub told_on: Option<Day>,
}

/// The headings of a brief.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// Both sides of the house stand behind what was told.
    Agreed,
    /// Told, and still being worked out.
    Told,
    /// Asked for; nothing has been promised.
    Open,
    /// Done; the customer is asked to confirm.
    Ready,
    /// The customer has it.
    Kept,
    /// The customer knows that it won't come.
    Ended,
}

impl Section {
    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Agreed => "Agreed",
            Self::Told => "Told, in the works",
            Self::Open => "Open",
            Self::Ready => "Ready",
            Self::Kept => "Delivered",
            Self::Ended => "No longer planned",
        }
    }

    /// Its word in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Told => "told",
            Self::Open => "open",
            Self::Ready => "ready",
            Self::Kept => "kept",
            Self::Ended => "ended",
        }
    }
}

/// The customers whose name is this one or, failing that, holds it; case and accents don't matter.
#[must_use]
pub fn customers(facts: &Facts, name: &str) -> Vec<String> {
    let wanted = text::fold(name.trim());
    let mut all: Vec<&str> = facts.book.commitments().iter().map(|each| &*each.customer).collect();
    all.sort_unstable();
    all.dedup();
    let exact: Vec<&str> = all.iter().copied().filter(|customer| text::fold(customer.trim()) == wanted).collect();
    let found = if exact.is_empty() {
        all.into_iter().filter(|customer| !wanted.is_empty() && text::fold(customer).contains(&wanted)).collect()
    } else {
        exact
    };
    found.into_iter().map(str::to_owned).collect()
}

/// The brief of a customer, named exactly as in the book.
#[must_use]
pub fn of(facts: &Facts, customer: &str) -> Brief {
    let all = 0..facts.book.commitments().len();
    let mut brief =
        Brief { customer: customer.to_owned(), lines: Vec::new(), held_back: Vec::new(), doubts: Vec::new() };
    for case in all.filter_map(|place| facts.at(place)).filter(|case| &*case.commitment.customer == customer) {
        let doubt = |flags: &[Flag]| {
            let raised = case.standing.flags.iter().find(|raised| flags.contains(&raised.flag))?;
            let why = format!("{}: {}", raised.flag.word(), raised.why(facts.today));
            Some(Doubt { id: case.commitment.id, scope: case.commitment.terms.scope.to_string(), why })
        };
        if let Some(doubt) = doubt(&[Flag::CustomerNotTold, Flag::Overdue]) {
            brief.held_back.push(doubt);
            continue;
        }
        let Some(line) = line_of(&case) else { continue };
        brief.lines.push(line);
        brief.doubts.extend(doubt(&[Flag::OverPromised, Flag::Blind, Flag::Crossed]));
    }
    brief.lines.sort_by(|a, b| {
        let key = |line: &Line| (line.section, line.due.is_none(), line.due, line.id);
        key(a).cmp(&key(b))
    });
    brief
}

fn line_of(case: &Case) -> Option<Line> {
    let commitment = case.commitment;
    let Some(told) = &commitment.told else {
        // Only a request the customer made; what became of it inside is not said.
        return commitment.is_open().then(|| Line {
            id: commitment.id,
            section: Section::Open,
            scope: asked_scope(commitment),
            due: None,
            conditions: Vec::new(),
            told_on: None,
        });
    };
    let is_as_told = told.terms == commitment.terms.id && told.due == commitment.terms.due;
    let section = match commitment.state.name() {
        StateName::Agreed if is_as_told => Section::Agreed,
        StateName::Requested | StateName::Countered | StateName::Agreed => Section::Told,
        StateName::Delivered => Section::Ready,
        StateName::Kept => Section::Kept,
        // An ending that nobody has told the customer is not told here either.
        StateName::Declined | StateName::Revoked if told.outcome.is_none() => Section::Told,
        StateName::Declined | StateName::Revoked => Section::Ended,
        StateName::Withdrawn => told.outcome.map(|_| Section::Ended)?,
    };
    Some(Line {
        id: commitment.id,
        section,
        scope: told.scope.to_string(),
        due: told.due,
        conditions: told.conditions.iter().map(ToString::to_string).collect(),
        told_on: Some(told.on),
    })
}

/// What the customer asked for, in the words of the first move.
fn asked_scope(commitment: &Commitment) -> String {
    use crate::domain::act::Act;
    let first = commitment.moves.iter().find_map(|made| match &made.act {
        Act::Promise(promise) if !commitment.retracted.contains(&made.id) => Some(promise.scope.to_string()),
        _ => None,
    });
    first.unwrap_or_else(|| commitment.terms.scope.to_string())
}

/// `1 March 2027`: no abbreviation, for readers who don't know the program.
fn written(day: Day) -> String {
    day.date().format("%-d %B %Y").to_string()
}

impl Brief {
    /// The brief in Markdown.
    #[must_use]
    pub fn markdown(&self, today: Day) -> String {
        let mut out = format!("# {}\n\nAs of {}.\n", escape(&self.customer), written(today));
        let mut section = None;
        for line in &self.lines {
            if section != Some(line.section) {
                let _ = write!(out, "\n## {}\n\n", line.section.title());
                section = Some(line.section);
            }
            let _ = writeln!(out, "- {}", line.markdown());
        }
        if self.lines.is_empty() {
            out.push_str("\nNothing to report.\n");
        }
        out
    }

    /// The brief as JSON.
    #[must_use]
    pub fn json(&self, facts: &Facts) -> String {
        let lines = self.lines.iter().map(|line| LineDto {
            id: line.id.to_string(),
            section: line.section.word(),
            scope: &line.scope,
            due: line.due.map(|day| day.to_string()),
            conditions: line.conditions.iter().map(String::as_str).collect(),
            told_on: line.told_on.map(|day| day.to_string()),
        });
        let brief = BriefDto {
            customer: &self.customer,
            lines: lines.collect(),
            held_back: self.held_back.iter().map(DoubtDto::from).collect(),
            doubts: self.doubts.iter().map(DoubtDto::from).collect(),
        };
        json::document(facts, BriefBody { brief })
    }
}

#[derive(Serialize)]
struct BriefBody<'a> {
    brief: BriefDto<'a>,
}

#[derive(Serialize)]
struct BriefDto<'a> {
    customer: &'a str,
    lines: Vec<LineDto<'a>>,
    held_back: Vec<DoubtDto<'a>>,
    doubts: Vec<DoubtDto<'a>>,
}

#[derive(Serialize)]
struct DoubtDto<'a> {
    id: String,
    scope: &'a str,
    why: &'a str,
}

impl<'a> From<&'a Doubt> for DoubtDto<'a> {
    fn from(doubt: &'a Doubt) -> Self {
        Self { id: doubt.id.to_string(), scope: &doubt.scope, why: &doubt.why }
    }
}

#[derive(Serialize)]
struct LineDto<'a> {
    id: String,
    section: &'static str,
    scope: &'a str,
    due: Option<String>,
    conditions: Vec<&'a str>,
    told_on: Option<String>,
}

impl Line {
    fn markdown(&self) -> String {
        let conditions: Vec<String> = self.conditions.iter().map(|condition| escape(condition)).collect();
        self.words(&format!("**{}**", escape(&self.scope)), &conditions)
    }

    /// The line without Markdown.
    #[must_use]
    pub fn plain(&self) -> String {
        let conditions: Vec<String> = self.conditions.iter().map(|each| text::clean(each).into_owned()).collect();
        self.words(&text::clean(&self.scope), &conditions)
    }

    fn words(&self, scope: &str, conditions: &[String]) -> String {
        let mut out = scope.to_owned();
        match (self.section, self.due) {
            (Section::Open, _) => out.push_str(": asked for, no date has been promised"),
            (Section::Ended, _) => out.push_str(": no longer planned"),
            (Section::Ready, _) => out.push_str(": ready, please confirm that it is in place"),
            (Section::Kept, _) => out.push_str(": delivered"),
            (Section::Agreed | Section::Told, Some(due)) => {
                let _ = write!(out, ": by {}", written(due));
            }
            (Section::Agreed | Section::Told, None) => out.push_str(": without a date so far"),
        }
        if matches!(self.section, Section::Agreed | Section::Told) {
            if !conditions.is_empty() {
                let _ = write!(out, ", provided that {}", conditions.join(" and "));
            }
            if let Some(told_on) = self.told_on {
                let _ = write!(out, " (as told on {})", written(told_on));
            }
        }
        out
    }
}

/// The customer-safe line of one commitment, to be copied: what was told, never what stands inside.
#[must_use]
pub fn line(case: &Case) -> String {
    let customer = text::clean(&case.commitment.customer).into_owned();
    match line_of(case) {
        Some(line) => format!("{customer}: {}", line.plain()),
        None => format!("{customer}: {}", text::clean(&asked_scope(case.commitment))),
    }
}
