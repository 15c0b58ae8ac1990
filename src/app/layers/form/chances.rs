//! What a form's move does to chances: its own dates, and everything else in the queue.

use crate::app::ink::{Row, Tone};
use crate::app::layer::Context;
use crate::app::layers::quote::loss;
use crate::app::layers::what_if::After;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::outlook::{Chance, Cover, Outlook};
use crate::domain::person::Handle;
use crate::forecast::dates_to_offer;
use crate::forecast::touched::Touched;
use crate::forecast::words;

/// `50 % by Tue 9 Mar · 80 % by Mon 22 Mar · 95 % by Thu 15 Apr`, and what it rests on.
pub(super) fn forecast(outlook: &Outlook, lead: Option<&Handle>, context: &Context) -> Vec<Row> {
    let dates = &outlook.dates;
    let mut row = Row::default();
    for (n, (level, day)) in [("50 %", dates.p50), ("80 %", dates.p80), ("95 %", dates.p95)].into_iter().enumerate() {
        let gap = if n == 0 { "" } else { "   " };
        row = row.with(Tone::Dim, format!("{gap}{level} by ")).with(Tone::Strong, day.short(context.today));
    }
    let rests = words::votes(&outlook.basis, lead, &context.book.rules.people);
    vec![row, Row::of(Tone::Dim, rests)]
}

pub(super) fn told_chance(before: &Commitment, outlook: &Outlook, context: &Context) -> Option<Row> {
    let (chance, due) = (outlook.chance?, before.measured_due()?);
    let what = if before.told_due().is_some() { "told" } else { "promised" };
    let row = Row::of(chance_tone(chance, context), chance.to_string());
    let row = row.with(Tone::Dim, format!(" to make {}, as {what}: ", due.short(context.today)));
    Some(row.with(chance_tone(chance, context), chance_word(chance, context)))
}

pub(super) fn signing(before: &Commitment, context: &Context) -> Vec<Row> {
    let Some(outlook) = context.standing(before.id).and_then(|standing| standing.outlook.as_ref()) else {
        return vec![Row::of(Tone::Notice, "without an estimate no chance can be named")];
    };
    let mut rows = forecast(outlook, before.settings.tech.as_ref(), context);
    if let Some(chance) = outlook.chance {
        rows.extend(told_chance(before, outlook, context));
        if chance.get() < context.book.rules.policy.covered_from {
            // The day that would hold in the place it would have in the queue.
            let held = context.forecaster.and_then(|forecaster| dates_to_offer(forecaster, before));
            let day = held.map_or(outlook.dates.p80, |dates| dates.p80).short(context.today);
            let what = format!(
                "below {:.0} %: a counter-offer for {day} would be covered",
                context.book.rules.policy.covered_from * 100.0
            );
            rows.push(Row::of(Tone::Notice, what));
        }
    }
    rows
}

pub(super) fn chances(before: &Commitment, due: Day, context: &Context) -> Option<Row> {
    let now = context.standing(before.id).and_then(Standing::chance)?;
    // The chance of the date itself, whether or not the customer has been told yet.
    let mut tried = before.clone();
    tried.terms.due = Some(due);
    tried.told = None;
    let then = context.forecaster?.outlook_of(&tried)?.chance?;
    let word = chance_word(then, context);
    let row = Row::of(Tone::Dim, "chance ").with(chance_tone(now, context), now.to_string());
    Some(row.with(Tone::Dim, " → ").with(chance_tone(then, context), format!("{then} {word}")))
}

/// The chances before and after of everything else that the move would touch, those that lose most first.
pub(super) fn touches(before: &Commitment, after: &After, context: &Context, cols: usize) -> Vec<Row> {
    /// More than these are counted.
    const MOST: usize = 4;
    let Some(forecaster) = context.forecaster else { return Vec::new() };
    let (was, is) = (forecaster.work(before), forecaster.work(&after.commitment));
    if was == is {
        return Vec::new();
    }
    let mut touched: Vec<Touched> = forecaster.touched(was.as_ref(), is.as_ref());
    touched.retain(|each| each.loss().is_some_and(|loss| loss != 0));
    touched.sort_by_key(|each| std::cmp::Reverse(each.loss()));
    if touched.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Row::of(Tone::Dim, "and in the same queue")];
    let rest = touched.len().saturating_sub(MOST);
    rows.extend(touched.iter().take(MOST).filter_map(|each| loss(each, context, cols)));
    if rest > 0 {
        rows.push(Row::of(Tone::Dim, format!("  and {rest} more")));
    }
    rows
}

/// The look of a chance.
#[must_use]
pub fn chance_tone(chance: Chance, context: &Context) -> Tone {
    match context.book.rules.policy.cover(chance) {
        Cover::OverPromised => Tone::OverPromised,
        Cover::AtRisk => Tone::AtRisk,
        Cover::Covered => Tone::Covered,
    }
}

fn chance_word(chance: Chance, context: &Context) -> &'static str {
    context.book.rules.policy.cover(chance).word()
}
