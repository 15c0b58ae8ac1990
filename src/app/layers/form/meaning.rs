//! What a form is about and what it would come to, in lines: terms in full, dates and chances, whose move comes next.

use super::Form;
use super::chances::{chance_tone, chances, forecast, signing, told_chance, touches};
use super::table::{Slot, Topic};
use crate::app::ink::{Row, Tone, cut, wrapped};
use crate::app::layer::Context;
use crate::app::layers::what_if::{self, After};
use crate::domain::act::{Answer, Verdict};
use crate::domain::commitment::{Commitment, State, StateName, Terms};
use crate::domain::dates::explain;
use crate::domain::day::Day;
use crate::domain::flag::{Level, Standing};
use crate::domain::person::Side;
use crate::domain::wording::distance;

/// An answer that says nothing yet.
#[must_use]
pub const fn no_answer() -> Answer {
    Answer { estimate: None, verdict: Verdict::Feasible, conditions: Vec::new(), start: None }
}

/// Whether the ending asks why: it is late, or not kept.
#[must_use]
pub fn asks_reason(topic: Topic, commitment: &Commitment, today: Day) -> bool {
    let is_late = |on: Day| commitment.measured_due().is_some_and(|due| on > due);
    match topic {
        Topic::Decline | Topic::Withdraw | Topic::Revoke => true,
        Topic::Deliver => is_late(today),
        Topic::Confirm => commitment.variance.is_none() && is_late(commitment.delivered_on.unwrap_or(today)),
        Topic::Add
        | Topic::Estimate
        | Topic::Countersign
        | Topic::Terms(_)
        | Topic::Date(_)
        | Topic::Told
        | Topic::Accept
        | Topic::Defer
        | Topic::Progress
        | Topic::NotYet
        | Topic::AcceptRisk
        | Topic::Reopen
        | Topic::Note
        | Topic::Edit => false,
    }
}

/// What the form is about, over its fields.
#[must_use]
pub fn facts(form: &Form, context: &Context, cols: usize) -> Vec<Row> {
    let found: Vec<&Commitment> = form.targets.iter().filter_map(|id| context.book.get(*id)).collect();
    match found[..] {
        [] => Vec::new(),
        [one] => {
            let mut rows = title(one, cols);
            match form.topic {
                Topic::Countersign => rows.extend(in_full(&one.terms, one, context, cols)),
                Topic::Accept => rows.extend(in_full(one.on_the_table(), one, context, cols)),
                _ => rows.push(stands(one, context)),
            }
            rows.push(Row::blank());
            rows
        }
        [..] => {
            let mut rows = vec![Row::of(Tone::Strong, format!("{} marked commitments", found.len()))];
            let names: Vec<&str> = found.iter().map(|each| &*each.customer).collect();
            rows.push(Row::of(Tone::Dim, cut(&names.join(", "), cols)));
            rows.push(Row::blank());
            rows
        }
    }
}

fn title(one: &Commitment, cols: usize) -> Vec<Row> {
    let id = format!("  {}", one.id);
    let room = cols.saturating_sub(id.len());
    vec![Row::of(Tone::Strong, cut(&one.title(), room)).with(Tone::Dim, id)]
}

/// `agreed · promised 1 Mar · told 1 Mar · 22 %`.
fn stands(one: &Commitment, context: &Context) -> Row {
    let today = context.today;
    let due = |due: Option<Day>| due.map_or_else(|| "without a date".to_owned(), |due| due.short(today));
    let mut row = Row::of(Tone::Text, one.state.name().word());
    row = row.with(Tone::Dim, format!(" · promised {}", due(one.terms.due)));
    if let Some(offer) = one.offer() {
        row = row.with(Tone::Tech, format!(" · tech offers {}", due(offer.due)));
    }
    row = match &one.told {
        None => row.with(Tone::Dim, " · only asked"),
        Some(told) if told.due == one.terms.due => row.with(Tone::Dim, " · told"),
        Some(told) => row.with(Tone::Sales, format!(" · told {}", due(told.due))),
    };
    if let Some(chance) = context.standing(one.id).and_then(Standing::chance) {
        row = row.with(Tone::Dim, " · ").with(chance_tone(chance, context), chance.to_string());
    }
    row
}

/// The terms as they would be signed or accepted, every part in full.
fn in_full(terms: &Terms, one: &Commitment, context: &Context, cols: usize) -> Vec<Row> {
    let today = context.today;
    let mut rows = vec![Row::blank()];
    let mut part = |label: &str, tone: Tone, text: &str| {
        for (n, row) in wrapped(tone, text, cols.saturating_sub(LABEL), 0).into_iter().enumerate() {
            let label = if n == 0 { label } else { "" };
            let mut full = Row::of(Tone::Dim, format!("{label:LABEL$}"));
            full.pieces.extend(row.pieces);
            rows.push(full);
        }
    };
    part("what", Tone::Strong, &terms.scope);
    match terms.due {
        Some(due) => part("by", Tone::Strong, &explain(due, today, &context.book.rules.calendar)),
        None => part("by", Tone::Notice, "no date is promised"),
    }
    match &terms.done_when {
        Some(done) => part("done when", Tone::Text, done),
        None => part("done when", Tone::Notice, "nobody has said when it is done"),
    }
    for (n, condition) in terms.conditions.iter().enumerate() {
        part(if n == 0 { "if" } else { "and if" }, Tone::Text, condition);
    }
    if let Some(feasibility) = &one.feasibility {
        let answer = &feasibility.answer;
        let how_long = answer.estimate.map_or_else(String::new, |estimate| format!("{estimate}, "));
        let by = context.book.rules.people.called(&feasibility.by);
        part(
            "estimate",
            Tone::Text,
            &format!("{how_long}{}, {by} on {}", answer.verdict.word(), feasibility.on.short(today)),
        );
        for condition in &answer.conditions {
            part("", Tone::Text, &format!("if {condition}"));
        }
    } else {
        part("estimate", Tone::Notice, "nobody has estimated it");
    }
    match &one.told {
        None => part("told", Tone::Text, &format!("nothing: {} has only asked", one.customer)),
        Some(told) => {
            let due = told.due.map_or_else(|| "no date".to_owned(), Day::long);
            let tone = if told.due == terms.due { Tone::Text } else { Tone::Notice };
            part("told", tone, &format!("{due}, on {}", told.on.short(today)));
        }
    }
    rows
}

const LABEL: usize = 13;

/// What the form would come to, under its fields.
#[must_use]
pub fn lines(form: &Form, context: &Context, cols: usize) -> Vec<Row> {
    if form.targets.len() > 1 {
        return vec![Row::of(Tone::Dim, "enter shows what it would change on each of them first")];
    }
    let before = form.targets.first().and_then(|id| context.book.get(*id));
    if form.topic == Topic::Add {
        return added(form, context, cols);
    }
    let Some(before) = before else { return Vec::new() };
    let mut rows = Vec::new();
    let after = what_if::after(context, &form.entries(context));
    match form.topic {
        Topic::Estimate => {
            let outlook =
                after.as_ref().ok().and_then(Option::as_ref).and_then(|after| after.standing.outlook.as_ref());
            rows.extend(
                outlook.map(|outlook| forecast(outlook, before.settings.tech.as_ref(), context)).unwrap_or_default(),
            );
            rows.extend(outlook.and_then(|outlook| told_chance(before, outlook, context)));
        }
        Topic::Countersign => rows.extend(signing(before, context)),
        Topic::Date(_) | Topic::Terms(_) => rows.extend(moving(form, before, context, cols)),
        Topic::Told => rows.extend(telling(form, before, context)),
        Topic::Accept => {
            let outlook = context.standing(before.id).and_then(|standing| standing.outlook.as_ref());
            rows.extend(
                outlook.map(|outlook| forecast(outlook, before.settings.tech.as_ref(), context)).unwrap_or_default(),
            );
        }
        Topic::Add
        | Topic::Defer
        | Topic::Decline
        | Topic::Progress
        | Topic::Deliver
        | Topic::Confirm
        | Topic::NotYet
        | Topic::Withdraw
        | Topic::Revoke
        | Topic::AcceptRisk
        | Topic::Reopen
        | Topic::Note
        | Topic::Edit => {}
    }
    rows.extend(whose(form, before, context));
    match after {
        Ok(Some(after)) if form.topic != Topic::Note => {
            rows.extend(touches(before, &after, context, cols));
            rows.extend(next(before.state.name(), &after, context, cols));
        }
        Ok(_) => {}
        Err(refusal) => rows.extend(wrapped(Tone::Error, &refusal.to_string(), cols, 2)),
    }
    rows
}

fn added(form: &Form, context: &Context, cols: usize) -> Vec<Row> {
    match what_if::after(context, &form.entries(context)) {
        Ok(Some(after)) if !after.commitment.customer.is_empty() => promised(&after, context, cols),
        Ok(_) => Vec::new(),
        Err(refusal) => wrapped(Tone::Error, &refusal.to_string(), cols, 2),
    }
}

/// Where a new promise would begin: its flag and whose move it is.
#[must_use]
pub fn promised(after: &After, context: &Context, cols: usize) -> Vec<Row> {
    next(StateName::Requested, after, context, cols)
}

/// What is recorded for somebody else, or signed under one's own terms, is shown as such for good.
fn whose(form: &Form, before: &Commitment, context: &Context) -> Option<Row> {
    let people = &context.book.rules.people;
    let voice = form.person(Slot::For).unwrap_or_else(|| context.me.clone());
    if voice != *context.me {
        let does = if form.topic == Topic::Countersign { "signs" } else { "records this" };
        let (me, voice) = (people.called(context.me), people.called(&voice));
        let what = format!("{me} {does} for {voice}: it shows as by proxy");
        return Some(Row::of(Tone::Notice, what));
    }
    let is_self_signed = form.topic == Topic::Countersign && before.terms.by == voice;
    is_self_signed.then(|| Row::of(Tone::Notice, "these are your own terms: it shows as self-signed"))
}

/// Old and new, what the date means, the chance before and after, and a signature that becomes void.
fn moving(form: &Form, before: &Commitment, context: &Context, cols: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let today = context.today;
    let old = before.terms_of(form.side()).due;
    if let Some(due) = form.day(Slot::Due, context).filter(|due| old != Some(*due)) {
        let mut row = Row::of(Tone::Dim, old.map_or_else(|| "no date".to_owned(), Day::long));
        row = row.with(Tone::Dim, " → ").with(Tone::Strong, due.long());
        if let Some(old) = old {
            let days = old.days_to(due);
            let way = if days < 0 { "earlier" } else { "later" };
            row = row.with(Tone::Dim, format!(", {} {way}", distance(days)));
        }
        rows.push(row);
        rows.extend(chances(before, due, context));
    }
    let side = match form.topic {
        Topic::Terms(side) | Topic::Date(side) => Some(side),
        _ => None,
    };
    if let State::Agreed(signature) = &before.state {
        let by = context.book.rules.people.called(&signature.by);
        let what = match side {
            Some(Side::Sales) => {
                format!("the signature of {} becomes void: {by} is asked again", signature.on.short(today))
            }
            Some(Side::Tech) | None => {
                format!("the agreement of {} opens again: sales answers", signature.on.short(today))
            }
        };
        rows.extend(wrapped(Tone::Notice, &what, cols, 2));
    }
    rows
}

fn telling(form: &Form, before: &Commitment, context: &Context) -> Vec<Row> {
    let today = context.today;
    let state = before.state.name();
    if !before.is_open() && state != StateName::Kept {
        return vec![Row::of(Tone::Text, format!("{} hears that it is {}", before.customer, state.word()))];
    }
    let terms = if form.word(Slot::Which) == Some(1) { before.on_the_table() } else { &before.terms };
    let due = form.day(Slot::ToldDue, context).or(terms.due);
    let what = due.map_or_else(|| "no date".to_owned(), |due| explain(due, today, &context.book.rules.calendar));
    vec![Row::of(Tone::Dim, format!("{} counts on ", before.customer)).with(Tone::Strong, what)]
}

/// Where it would stand then: the state where it changes, the flag on top, and whose move it is.
fn next(before: StateName, after: &After, context: &Context, cols: usize) -> Vec<Row> {
    let state = after.commitment.state.name();
    let mut rows = Vec::new();
    if state != before {
        rows.push(Row::of(Tone::Dim, format!("{} → ", before.word())).with(Tone::Strong, state.word()));
    }
    match after.standing.top() {
        Some(raised) => {
            let tone = match raised.level {
                Level::Red => Tone::Flag(Level::Red),
                Level::Amber => Tone::Flag(Level::Amber),
                Level::Dim => Tone::Dim,
            };
            let people = &context.book.rules.people;
            rows.extend(wrapped(
                tone,
                &format!("then {}", raised.sentence(&after.commitment, people, context.today)),
                cols,
                2,
            ));
        }
        None => rows.push(Row::of(Tone::Good, "then nothing asks for attention")),
    }
    rows
}
