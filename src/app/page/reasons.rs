//! Why it stands where it stands: every flag as a sentence, and where the chance comes from.

use crate::domain::commitment::Commitment;
use crate::domain::flag::Level;
use crate::domain::outlook::{Chance, Cover};
use crate::domain::policy::Policy;
use crate::forecast::oddity::oddity;
use crate::text::wrap;

use super::super::layer::Context;
use super::{Line, facts::called};
use crate::app::ink::{Piece, Tone};

pub(super) fn lines(context: &Context, commitment: &Commitment, columns: usize) -> Vec<Line> {
    let Some(standing) = context.standing(commitment.id) else { return Vec::new() };
    let mut lines = Vec::new();
    for raised in &standing.flags {
        let sentence = raised.sentence(commitment, &context.book.rules.people, context.today);
        push_wrapped(&mut lines, (sign(raised.level), Tone::Flag(raised.level)), &sentence, columns);
    }
    if let Some(risk) = &commitment.accepted_risk {
        let reason = risk.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        let words = format!(
            "risk accepted by {} on {}, looked at again {}{reason}",
            called(context, &risk.by),
            risk.on.short(context.today),
            risk.review.short(context.today)
        );
        push_wrapped(&mut lines, ("·", Tone::Dim), &words, columns);
    }
    if let Some(odd) = oddity(commitment, context.today) {
        push_wrapped(&mut lines, ("·", Tone::Dim), &odd, columns);
    }
    if standing.flags.is_empty() {
        push_wrapped(&mut lines, ("✓", Tone::Dim), "nothing asks for attention", columns);
    }
    lines
}

/// The sign of a level, beside its colour.
const fn sign(level: Level) -> &'static str {
    match level {
        Level::Red => "●",
        Level::Amber => "▲",
        Level::Dim => "·",
    }
}

/// The tone of a chance by the book's thresholds.
#[must_use]
pub fn tone_of(chance: Chance, policy: &Policy) -> Tone {
    match policy.cover(chance) {
        Cover::OverPromised => Tone::OverPromised,
        Cover::AtRisk => Tone::AtRisk,
        Cover::Covered => Tone::Covered,
    }
}

fn push_wrapped(lines: &mut Vec<Line>, (sign, tone): (&str, Tone), words: &str, columns: usize) {
    for (n, part) in wrap(words, columns.saturating_sub(2).max(1)).into_iter().enumerate() {
        let lead = if n == 0 { Piece::new(&format!("{sign} "), tone) } else { Piece::new("  ", Tone::Text) };
        lines.push(vec![lead, Piece::new(&part, Tone::Text)]);
    }
}
