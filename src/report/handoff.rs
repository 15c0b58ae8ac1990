//! Handing a customer over to a colleague: everything that was promised there, by whom, on what terms, and what is next.
//!
//! For the house alone: it has chances, remarks and names. What may go to the customer is the brief.

use std::fmt::Write as _;

use super::customers::{self, Account, Tell};
use super::markdown::escape;
use super::{Case, Facts, moves};
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Level;
use crate::domain::person::{Handle, Side};
use crate::domain::summary::Exposure;
use crate::domain::wording;

/// So many of the last words are told of each commitment.
const LAST_WORDS: usize = 3;

/// What a hand-over says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Money {
    /// With amounts.
    Shown,
    /// Without.
    Hidden,
}

/// A customer to be handed over.
#[derive(Clone, Debug)]
pub struct Handoff<'a> {
    /// What they believe and what stands.
    pub account: Account,
    /// What is open, or ended without their knowing, the most urgent first.
    pub open: Vec<Case<'a>>,
    /// How many have ended.
    pub ended: usize,
}

/// The hand-over of a customer, named exactly as in the book.
#[must_use]
pub fn of<'a>(facts: &Facts<'a>, customer: &str) -> Handoff<'a> {
    let is_theirs = |place: &usize| facts.at(*place).is_some_and(|case| &*case.commitment.customer == customer);
    let all: Vec<usize> = (0..facts.book.commitments().len()).filter(is_theirs).collect();
    let is_open = |place: &usize| facts.at(*place).is_some_and(|case| customers::is_current(&case));
    let mut places: Vec<usize> = all.iter().copied().filter(is_open).collect();
    crate::query::Sort::default().order(&mut places, facts.book, facts.standings);
    let account = customers::of(facts, &places).into_iter().next();
    Handoff {
        account: account.unwrap_or_else(|| Account {
            customer: customer.to_owned(),
            points: Vec::new(),
            exposure: Exposure::default(),
        }),
        ended: all.len() - places.len(),
        open: facts.cases(&places).collect(),
    }
}

impl Handoff<'_> {
    /// The hand-over in Markdown.
    #[must_use]
    pub fn markdown(&self, facts: &Facts, money: Money) -> String {
        let mut out = format!("# {}: hand-over\n\n", escape(&self.account.customer));
        let _ = writeln!(out, "As of {}. For colleagues only: the brief is what the customer may read.", facts.today);
        let _ = writeln!(out, "\n{}", self.counts(money));
        for (point, case) in self.account.points.iter().zip(&self.open) {
            let _ = writeln!(out, "\n## {} ({})\n", escape(&point.scope), point.id);
            let believes = format!("they believe {}, what stands is {}", point.believes, point.stands);
            let sign = if point.tell == Tell::AsTold { "" } else { " – " };
            let words = if point.tell == Tell::AsTold { "" } else { &point.words };
            let _ = writeln!(out, "- {believes}{sign}{}", escape(words));
            for line in facts_of(facts, case, money) {
                let _ = writeln!(out, "- {line}");
            }
            for raised in case.standing.flags.iter().filter(|raised| raised.level != Level::Dim) {
                let sentence = raised.sentence(case.commitment, &facts.book.rules.people, facts.today);
                let _ = writeln!(out, "- {}", escape(&sentence));
            }
            let _ = writeln!(out, "- last words:");
            for line in last_words(facts, case.commitment) {
                let _ = writeln!(out, "  - {}", escape(&line));
            }
        }
        if self.open.is_empty() {
            out.push_str("\nNothing is open.\n");
        }
        out
    }

    /// `3 commitments · 2 to tell · 5 ended`.
    fn counts(&self, money: Money) -> String {
        let mut parts = vec![self.account.counts()];
        parts.extend(self.account.exposure.words().filter(|_| money == Money::Shown));
        if self.ended > 0 {
            parts.push(format!("{} ended before", self.ended));
        }
        parts.join(" · ")
    }
}

/// What is to be known of one commitment, escaped.
fn facts_of(facts: &Facts, case: &Case, money: Money) -> Vec<String> {
    let commitment = case.commitment;
    let day = |day: Day| day.short(facts.today);
    let called = |who: &Handle| facts.book.rules.people.called(who);
    let mut lines = Vec::new();
    if let Some(told) = &commitment.told {
        let due = told.due.map_or_else(|| "without a date".to_owned(), day);
        lines.push(format!("told {due} on {} by {}", day(told.on), escape(&called(&told.by))));
    }
    if let Some(original) = commitment.original_due.filter(|original| Some(*original) != commitment.terms.due) {
        lines.push(format!("first promised for {}", day(original)));
    }
    if let Some(signature) = commitment.signature() {
        lines.push(format!("signed by {} on {}", escape(&called(&signature.by)), day(signature.on)));
    }
    if let Some(outlook) = &case.standing.outlook {
        let chance = case.standing.chance().map_or_else(String::new, |chance| format!("{chance} to make it, "));
        lines.push(format!("forecast: {chance}80 % by {}", day(outlook.dates.p80)));
    }
    lines.extend(commitment.terms.conditions.iter().map(|each| format!("provided that {}", escape(each))));
    lines.extend(commitment.terms.done_when.iter().map(|each| format!("done when {}", escape(each))));
    let owner = |side: Side| commitment.owner(side).map_or_else(|| "nobody".to_owned(), |who| escape(&called(who)));
    lines.push(format!("{} for sales, {} for tech", owner(Side::Sales), owner(Side::Tech)));
    let settings = &commitment.settings;
    if let Some(deal) = &settings.deal {
        let value = facts.book.value_of(commitment).filter(|_| money == Money::Shown);
        let value = value.map_or_else(String::new, |value| format!(", {}", escape(&value.short())));
        lines.push(format!("deal {}{value}", escape(deal)));
    }
    lines
}

/// The last words of the conversation, the latest first.
fn last_words(facts: &Facts, commitment: &Commitment) -> Vec<String> {
    let zone = facts.book.rules.zone;
    let stands = commitment.moves.iter().rev().filter(|made| moves::stands(commitment, made));
    let line = |made| {
        let words = wording::said_in(&commitment.moves, made, facts.today);
        let when = made.at.day(zone).short(facts.today);
        format!("{when}, {}: {}", wording::author(made), moves::line(commitment, made, words))
    };
    stands.take(LAST_WORDS).map(line).collect()
}
