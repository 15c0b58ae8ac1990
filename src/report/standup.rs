//! The standup as text: the cards in their order, what changed since the last one, what was decided today.

pub mod digest;

use serde::Serialize;

use super::json::{self, FlagDto, MoneyDto};
use super::log::{self, Since};
use super::paint::{Meaning, Paint, sign};
use super::{Case, Facts};
use crate::domain::flag::Level;
use crate::domain::outlook::Chance;
use crate::domain::person::{Handle, Side};
use crate::domain::standup::{Card, Decision, Next, topic_of};
use crate::domain::wording::count;
use crate::text;

/// Whether amounts are shown. A standup is often on a screen that everybody sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amounts {
    /// They are.
    Shown,
    /// They aren't.
    Hidden,
}

/// Everything a standup is about.
#[derive(Clone, Debug)]
pub struct Standup<'a> {
    /// The book.
    pub facts: Facts<'a>,
    /// The cards in their order.
    pub cards: Vec<Card>,
    /// Since when the changes are.
    pub since: Since<'a>,
    /// What changed since the last one.
    pub changes: Vec<Decision>,
    /// What was decided today.
    pub decisions: Vec<Decision>,
    /// Whether amounts are shown.
    pub amounts: Amounts,
}

impl<'a> Standup<'a> {
    fn value(&self, case: &Case) -> Option<crate::domain::money::Money> {
        match self.amounts {
            Amounts::Shown => self.facts.book.value_of(case.commitment),
            Amounts::Hidden => None,
        }
    }

    fn cases(&self) -> impl Iterator<Item = (Card, Case<'a>)> {
        self.cards.iter().filter_map(|card| Some((*card, self.facts.at(card.place)?)))
    }

    /// The reasons of a card, the one that brings it here first, each with its next move.
    fn reasons(&self, case: &Case) -> Vec<String> {
        let topic = topic_of(case.standing);
        let loud = case.standing.flags.iter().filter(|raised| raised.level < Level::Dim);
        let others = loud.filter(|raised| topic.is_none_or(|topic| topic.flag != raised.flag));
        let people = &self.facts.book.rules.people;
        let sentence =
            |raised: &crate::domain::flag::Raised| raised.sentence(case.commitment, people, self.facts.today);
        topic.into_iter().chain(others).map(sentence).collect()
    }

    /// For a terminal so wide: the cards, the changes, the decisions.
    #[must_use]
    pub fn lines(&self, width: usize, paint: Paint) -> String {
        let mut out = String::new();
        let n = count(i64::try_from(self.cards.len()).unwrap_or(i64::MAX), "card");
        push(&mut out, &paint.on(Meaning::Heading, &format!("Standup of {}: {n}", self.facts.today.long())));
        for (at, (_, case)) in self.cases().enumerate() {
            self.push_card(&mut out, at, &case, (width, paint));
        }
        push(&mut out, "");
        let from = log::from(&self.facts, self.since);
        let is_after = self.changes.is_empty() && !self.decisions.is_empty() && log::is_today(&self.facts, self.since);
        if is_after {
            // What was decided in it comes first; that nothing came after it is said behind.
            push(&mut out, &paint.on(Meaning::Heading, "Decided today"));
            self.push_said(&mut out, &self.decisions, (width, paint));
            push(&mut out, "");
            push(&mut out, &format!("Nothing more was said since {}.", text::clean(&from)));
            return out;
        }
        if self.changes.is_empty() {
            push(&mut out, &format!("Nothing was said since {}.", text::clean(&from)));
        } else {
            push(&mut out, &paint.on(Meaning::Heading, &format!("Changed since {}", text::clean(&from))));
            self.push_said(&mut out, &self.changes, (width, paint));
        }
        push(&mut out, "");
        if self.decisions.is_empty() {
            push(&mut out, "Nothing was decided today yet.");
        } else {
            push(&mut out, &paint.on(Meaning::Heading, "Decided today"));
            self.push_said(&mut out, &self.decisions, (width, paint));
        }
        out
    }

    fn push_said(&self, out: &mut String, said: &[Decision], (width, paint): (usize, Paint)) {
        for (customer, decisions) in digest::by_customer(&self.facts, said) {
            push(out, &paint.on(Meaning::Strong, &text::fit(customer, width)));
            for line in decisions.into_iter().filter_map(|each| digest::line(&self.facts, each, self.amounts)) {
                for (n, part) in text::wrap(&line, width.saturating_sub(4).max(16)).iter().enumerate() {
                    push(out, &format!("{}{part}", if n == 0 { "  " } else { "    " }));
                }
            }
        }
    }

    fn push_card(&self, out: &mut String, at: usize, case: &Case, (width, paint): (usize, Paint)) {
        let commitment = case.commitment;
        let meaning = case.standing.level().map_or(Meaning::Faint, Meaning::Flag);
        let value = self.value(case).map_or_else(String::new, |value| format!("  {}", value.short()));
        let lead = format!("{:>2} ", at + 1);
        let head = format!("{}  {}", commitment.id, commitment.title());
        let room = width.saturating_sub(text::width(&lead) + 2 + text::width(&value));
        push(
            out,
            &format!(
                "{lead}{} {}{value}",
                paint.on(meaning, sign(case.standing.level())),
                paint.on(Meaning::Strong, &text::fit(&head, room))
            ),
        );
        for reason in self.reasons(case) {
            for line in text::wrap(&reason, width.saturating_sub(5).max(16)) {
                push(out, &format!("     {line}"));
            }
        }
    }

    /// For pipes, tab-separated; the first word says what a line is: `card`, `changed` or `decided`.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut out = String::new();
        let mut row = |cells: &[&str]| {
            let cells: Vec<_> = cells.iter().map(|cell| text::clean(cell)).collect();
            push(&mut out, &cells.join("\t"));
        };
        for (card, case) in self.cases() {
            let commitment = case.commitment;
            let raised = topic_of(case.standing);
            let level = raised.map_or("-", |raised| raised.level.word());
            let why = raised.map(|raised| raised.why(self.facts.today)).unwrap_or_default();
            let next = raised.map(|raised| raised.next(commitment)).unwrap_or_default();
            let who = raised.and_then(|raised| raised.next_by.as_ref()).map_or("-", Handle::as_str);
            let value = self.value(&case).map_or_else(|| "-".to_owned(), |value| value.to_string());
            let (topic, title) = (card.topic.word(), commitment.title());
            row(&["card", commitment.id.as_str(), level, topic, &title, &why, who, &next, &value]);
        }
        for (kind, said) in [("changed", &self.changes), ("decided", &self.decisions)] {
            for decision in said {
                let Some(case) = self.facts.at(decision.place) else { continue };
                let next = decision.next.as_ref();
                let who = next.and_then(|next| next.who.as_ref()).map_or("-", Handle::as_str);
                let what = next.map_or("-", |next| &next.what);
                let due = next.and_then(|next| next.due).map_or_else(|| "-".to_owned(), |due| due.to_string());
                let (title, said) = (case.commitment.title(), decision.words.join("; "));
                row(&[kind, case.commitment.id.as_str(), &title, &said, who, what, &due]);
            }
        }
        out
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let (since, since_kind) = log::named(self.since);
        let cards = self.cases().map(|(card, case)| self.card_dto(card, case)).collect();
        let said = |all: &[Decision]| all.iter().filter_map(|decision| self.said_dto(decision)).collect();
        let (changed, decided) = (said(&self.changes), said(&self.decisions));
        json::document(&self.facts, Body { cards, since, since_kind, changed, decided })
    }

    fn card_dto(&self, card: Card, case: Case<'a>) -> CardDto<'a> {
        let commitment = case.commitment;
        CardDto {
            id: commitment.id.as_str(),
            customer: &commitment.customer,
            scope: &commitment.terms.scope,
            state: commitment.state.name().word(),
            topic: card.topic.word(),
            level: topic_of(case.standing).map(|raised| raised.level.word()),
            sales: commitment.owner(Side::Sales).map(Handle::as_str),
            tech: commitment.owner(Side::Tech).map(Handle::as_str),
            due: commitment.terms.due.map(|day| day.to_string()),
            told_due: commitment.told_due().map(|day| day.to_string()),
            chance: case.standing.chance().map(Chance::published),
            value: self.value(&case).map(MoneyDto::from),
            flags: json::flags(&self.facts, &case),
        }
    }

    fn said_dto(&self, decision: &Decision) -> Option<SaidDto<'a>> {
        let case = self.facts.at(decision.place)?;
        Some(SaidDto {
            id: case.commitment.id.as_str(),
            customer: &case.commitment.customer,
            scope: &case.commitment.terms.scope,
            said: decision.words.clone(),
            next: decision.next.as_ref().map(NextDto::from),
        })
    }
}

#[derive(Serialize)]
struct Body<'a> {
    cards: Vec<CardDto<'a>>,
    since: String,
    since_kind: &'static str,
    changed: Vec<SaidDto<'a>>,
    decided: Vec<SaidDto<'a>>,
}

#[derive(Serialize)]
struct CardDto<'a> {
    id: &'a str,
    customer: &'a str,
    scope: &'a str,
    state: &'static str,
    topic: &'static str,
    level: Option<&'static str>,
    sales: Option<&'a str>,
    tech: Option<&'a str>,
    due: Option<String>,
    told_due: Option<String>,
    chance: Option<f64>,
    value: Option<MoneyDto>,
    flags: Vec<FlagDto<'a>>,
}

#[derive(Serialize)]
struct SaidDto<'a> {
    id: &'a str,
    customer: &'a str,
    scope: &'a str,
    said: Vec<String>,
    next: Option<NextDto>,
}

#[derive(Serialize)]
struct NextDto {
    who: Option<String>,
    what: String,
    due: Option<String>,
}

impl From<&Next> for NextDto {
    fn from(next: &Next) -> Self {
        Self {
            who: next.who.as_ref().map(ToString::to_string),
            what: next.what.clone(),
            due: next.due.map(|day| day.to_string()),
        }
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}
