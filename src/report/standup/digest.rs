//! "Decided today" for those who weren't there: as Markdown, and as text for a chat in the way Slack reads it.

use std::fmt::Write as _;

use super::Amounts;
use crate::domain::day::Day;
use crate::domain::standup::{Card, Decision};
use crate::report::Facts;
use crate::report::markdown::escape;
use crate::text;

/// What a digest says.
#[derive(Clone, Copy, Debug)]
pub struct Digest<'a> {
    /// The book.
    pub facts: Facts<'a>,
    /// What was decided.
    pub decisions: &'a [Decision],
    /// What was spoken about without a decision, where that is known, in its order.
    pub spoken: &'a [Card],
    /// What else is still open, in its order.
    pub open: &'a [Card],
    /// Whether amounts are shown.
    pub amounts: Amounts,
}

/// How a digest is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Markdown.
    Markdown,
    /// What Slack makes of a message.
    Slack,
}

impl Digest<'_> {
    /// The text.
    #[must_use]
    pub fn text(&self, manner: Manner) -> String {
        let today = self.facts.today;
        let mut out = match manner {
            Manner::Markdown => format!("# Standup of {}\n", today.long()),
            Manner::Slack => format!("*Standup of {}*\n", today.long()),
        };
        if self.decisions.is_empty() {
            out.push_str("\nNothing was decided.\n");
        }
        for (customer, decisions) in by_customer(&self.facts, self.decisions) {
            let _ = match manner {
                Manner::Markdown => write!(out, "\n## {}\n\n", escape(customer)),
                Manner::Slack => writeln!(out, "\n*{}*", safe(customer)),
            };
            for line in decisions.into_iter().filter_map(|decision| line(&self.facts, decision, self.amounts)) {
                push_item(&mut out, &line, manner);
            }
        }
        for (heading, cards) in [("Spoken about, still open", self.spoken), ("Still open", self.open)] {
            if cards.is_empty() {
                continue;
            }
            let _ = match manner {
                Manner::Markdown => write!(out, "\n## {heading}\n\n"),
                Manner::Slack => writeln!(out, "\n*{heading}*"),
            };
            for line in cards.iter().filter_map(|card| open_line(&self.facts, card)) {
                push_item(&mut out, &line, manner);
            }
        }
        out
    }
}

/// The decisions customer by customer, in the order in which they were first spoken about.
#[must_use]
pub fn by_customer<'a, 'd>(facts: &Facts<'a>, decisions: &'d [Decision]) -> Vec<(&'a str, Vec<&'d Decision>)> {
    let mut found: Vec<(&str, Vec<&Decision>)> = Vec::new();
    for decision in decisions {
        let Some(commitment) = facts.book.commitments().get(decision.place) else { continue };
        let customer: &str = &commitment.customer;
        match found.iter_mut().find(|(known, _)| *known == customer) {
            Some((_, list)) => list.push(decision),
            None => found.push((customer, vec![decision])),
        }
    }
    found
}

/// One decision in a line, under its customer: `SAML SSO: customer told 28 Jan → Lee: deliver by 28 Jan`.
#[must_use]
pub fn line(facts: &Facts, decision: &Decision, amounts: Amounts) -> Option<String> {
    let commitment = facts.book.commitments().get(decision.place)?;
    let value = match amounts {
        Amounts::Shown => {
            facts.book.value_of(commitment).map_or_else(String::new, |value| format!(" ({})", value.short()))
        }
        Amounts::Hidden => String::new(),
    };
    let next = decision
        .next
        .as_ref()
        .map_or_else(String::new, |next| arrow(&next.words(&facts.book.rules.people, facts.today)));
    Some(format!("{}{value}: {}{next}", commitment.terms.scope, decision.words.join("; ")))
}

/// One card that is still open, in a line: `Northgate SAML SSO: overdue: … → Dana: estimate`.
#[must_use]
pub fn open_line(facts: &Facts, card: &Card) -> Option<String> {
    let commitment = facts.book.commitments().get(card.place)?;
    let raised = card.raised(facts.standings)?;
    Some(format!("{}: {}", commitment.title(), sentence(raised, commitment, facts)))
}

fn sentence(
    raised: &crate::domain::flag::Raised,
    commitment: &crate::domain::commitment::Commitment,
    facts: &Facts,
) -> String {
    let today: Day = facts.today;
    raised.sentence(commitment, &facts.book.rules.people, today)
}

fn arrow(words: &str) -> String {
    format!(" → {words}")
}

fn push_item(out: &mut String, line: &str, manner: Manner) {
    let _ = match manner {
        Manner::Markdown => writeln!(out, "- {}", escape(line)),
        Manner::Slack => writeln!(out, "• {}", safe(line)),
    };
}

/// Other people's words in a message that is pasted: nothing becomes bold or struck, and nobody is called by accident.
fn safe(words: &str) -> String {
    let clean = text::clean(words);
    let mut out = String::with_capacity(clean.len() + 8);
    for c in clean.chars() {
        match c {
            // Between a sign and what it would mark stands a joiner that nobody sees.
            '*' | '_' | '~' | '`' | '@' => out.extend([c, '\u{2060}']),
            _ => out.push(c),
        }
    }
    out
}
