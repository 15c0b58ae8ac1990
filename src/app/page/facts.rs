//! The two halves of the page: what sales stands for, what tech answered. Of equal width, neither before the other.

use crate::domain::act::{Act, Move};
use crate::domain::commitment::{Commitment, Signature, StateName, Terms};
use crate::domain::day::Day;
use crate::domain::person::{Handle, Side};
use crate::domain::wording::distance;
use crate::text::{fit, pad, width, wrap};

use super::super::layer::Context;
use super::{Line, Sheet, gap};
use crate::app::ink::{Piece, Tone};

/// From this width on the halves stand beside each other.
const BESIDE: usize = 54;
/// The column of the labels.
const LABEL: usize = 10;

/// A label with its value; a value takes as many lines as it needs.
struct Fact {
    label: &'static str,
    value: String,
    tone: Tone,
}

fn fact(label: &'static str, value: impl Into<String>) -> Fact {
    Fact { label, value: value.into(), tone: Tone::Text }
}

fn missing(label: &'static str, value: &str) -> Fact {
    Fact { label, value: value.to_owned(), tone: Tone::Dim }
}

pub(super) fn lines(context: &Context, commitment: &Commitment, sheet: Sheet) -> Vec<Line> {
    let halves = |columns: usize| {
        [
            half(context, commitment, Side::Sales, &sales(context, commitment, sheet.has_money), columns),
            half(context, commitment, Side::Tech, &tech(context, commitment), columns),
        ]
    };
    if sheet.width < BESIDE {
        let [mut sales, tech] = halves(sheet.width);
        sales.push(Line::new());
        sales.extend(tech);
        return sales;
    }
    let columns = (sheet.width - 3) / 2;
    let [left, right] = halves(columns);
    let rows = left.len().max(right.len());
    let mut left = left.into_iter();
    let mut right = right.into_iter();
    (0..rows)
        .map(|_| {
            let mut line = left.next().unwrap_or_default();
            let used: usize = line.iter().map(|piece| width(&piece.text)).sum();
            line.push(gap(columns.saturating_sub(used)));
            line.push(Piece::new(" │ ", Tone::Border));
            line.extend(right.next().unwrap_or_default());
            line
        })
        .collect()
}

fn half(context: &Context, commitment: &Commitment, side: Side, facts: &[Fact], columns: usize) -> Vec<Line> {
    let (name, tone) = match side {
        Side::Sales => ("SALES", Tone::Sales),
        Side::Tech => ("TECH", Tone::Tech),
    };
    let owner = match commitment.owner(side) {
        Some(owner) => {
            Piece::new(&fit(&context.book.rules.people.called(owner), columns.saturating_sub(LABEL)), Tone::Strong)
        }
        None => Piece::new("no owner", Tone::Dim),
    };
    let mut lines = vec![vec![Piece::new(&pad(name, LABEL.min(columns)), tone), owner]];
    let room = columns.saturating_sub(LABEL).max(1);
    for fact in facts {
        for (n, part) in wrap(&fact.value, room).into_iter().enumerate() {
            let label = if n == 0 { fact.label } else { "" };
            lines.push(vec![Piece::new(&pad(label, LABEL), Tone::Dim), Piece::new(&part, fact.tone)]);
        }
    }
    lines
}

fn sales(context: &Context, commitment: &Commitment, has_money: bool) -> Vec<Fact> {
    let today = context.today;
    let terms = &commitment.terms;
    let mut facts = vec![told(commitment, today), promised(terms, today)];
    if let Some(original) = commitment.original_due {
        let slip = commitment.slip_days().unwrap_or(0);
        let slipped = match slip {
            0 => String::new(),
            1.. => format!(", slipped {}", distance(slip)),
            _ => format!(", drawn forward {}", distance(slip)),
        };
        facts.push(fact("original", format!("{}{slipped}", original.short(today))));
    }
    match &terms.done_when {
        Some(done) => facts.push(fact("done when", &**done)),
        None => facts.push(missing("done when", "–")),
    }
    facts.extend(terms.conditions.iter().map(|each| fact("if", &**each)));
    if let Some(deal) = &commitment.settings.deal {
        facts.push(fact("deal", &**deal));
    }
    match (context.book.value_of(commitment), has_money) {
        (Some(value), true) => facts.push(fact("value", value.short())),
        (Some(_), false) => facts.push(missing("value", "hidden")),
        (None, _) => {}
    }
    if let Some(capability) = &commitment.settings.capability {
        facts.push(fact("needs", &**capability));
    }
    facts.extend(commitment.settings.links.iter().map(|link| Fact {
        label: "link",
        value: link.to_string(),
        tone: Tone::Link,
    }));
    facts
}

fn told(commitment: &Commitment, today: Day) -> Fact {
    let Some(told) = &commitment.told else {
        return missing("told", "asked, nothing promised");
    };
    let date = told.due.map_or_else(|| "no date".to_owned(), |due| due.short(today));
    let ended = told.outcome.map_or_else(String::new, |state| format!(" ({})", state.word()));
    Fact { label: "told", value: format!("{date}{ended}, on {}", told.on.short(today)), tone: Tone::Told }
}

fn promised(terms: &Terms, today: Day) -> Fact {
    let Some(due) = terms.due else { return missing("promised", "no date") };
    let said = terms.said.as_ref().map_or_else(String::new, |said| format!(", “{said}”"));
    fact("promised", format!("{}{said}", due.short(today)))
}

fn tech(context: &Context, commitment: &Commitment) -> Vec<Fact> {
    let today = context.today;
    let mut facts = answer(context, commitment);
    if let Some(offer) = commitment.offer() {
        let date = offer.due.map_or_else(|| "no date".to_owned(), |due| due.short(today));
        let scope = if offer.scope == commitment.terms.scope { String::new() } else { format!(", {}", offer.scope) };
        facts.push(Fact { label: "offers", value: format!("{date}{scope}"), tone: Tone::Strong });
        facts.extend(
            offer
                .conditions
                .iter()
                .filter(|each| !commitment.terms.conditions.contains(each))
                .map(|each| fact("if", &**each)),
        );
    }
    facts.push(signature(context, commitment));
    if let Some(day) = commitment.answer_by {
        facts.push(fact("answer by", day.short(today)));
    }
    if let Some(progress) = &commitment.progress {
        let left = progress.left.map_or_else(|| "reported".to_owned(), |left| format!("{left} left"));
        let note = progress.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
        facts.push(fact("progress", format!("{left}, {}{note}", progress.on.short(today))));
    }
    if let Some(day) = commitment.delivered_on {
        facts.push(fact("delivered", day.short(today)));
    }
    if let Some(variance) = commitment.variance {
        facts.push(fact("because", variance.word()));
    }
    facts
}

fn answer(context: &Context, commitment: &Commitment) -> Vec<Fact> {
    let today = context.today;
    let Some(given) = &commitment.feasibility else {
        return vec![missing("verdict", "no answer yet"), missing("estimate", "–")];
    };
    let mut facts = vec![fact("verdict", given.answer.verdict.word())];
    let by = commitment.owner(Side::Tech).is_none_or(|owner| *owner != given.by).then(|| called(context, &given.by));
    let by = by.map_or_else(String::new, |name| format!(" by {name}"));
    match given.answer.estimate {
        Some(estimate) => facts.push(fact("estimate", format!("{estimate}{by}, {}", given.on.short(today)))),
        None => facts.push(missing("estimate", "–")),
    }
    if commitment.has_outdated_estimate() {
        facts.push(Fact {
            label: "",
            value: "given for earlier terms".into(),
            tone: Tone::Flag(crate::domain::flag::Level::Amber),
        });
    }
    facts.extend(given.answer.start.map(|start| fact("starts", start.short(today))));
    for condition in &given.conditions {
        let (sign, tone) = if condition.is_met { ("✓ ", Tone::Dim) } else { ("", Tone::Text) };
        facts.push(Fact { label: "if", value: format!("{sign}{}", condition.text), tone });
    }
    facts
}

fn signature(context: &Context, commitment: &Commitment) -> Fact {
    let today = context.today;
    if let Some(signature) = commitment.signature() {
        return signed(context, signature);
    }
    let state = commitment.state.name();
    let ended = match state {
        StateName::Declined | StateName::Revoked | StateName::Withdrawn => Some(state.word()),
        StateName::Requested | StateName::Countered | StateName::Agreed | StateName::Delivered | StateName::Kept => {
            None
        }
    };
    let earlier = earlier_signature(commitment).map(|made| {
        format!("{}’s of {} covers earlier terms", called(context, made.voice()), said_on(context, made).short(today))
    });
    let value = match (ended, earlier) {
        (Some(word), _) => format!("none, {word}"),
        (None, Some(earlier)) => format!("none; {earlier}"),
        (None, None) => "none yet".to_owned(),
    };
    missing("signature", &value)
}

fn signed(context: &Context, signature: &Signature) -> Fact {
    let on = signature.on.short(context.today);
    let by = called(context, &signature.by);
    let proxy =
        signature.recorded_by.as_ref().map_or_else(String::new, |who| format!(", by proxy: {}", called(context, who)));
    let itself = if signature.is_self_signed { ", self-signed" } else { "" };
    fact("signature", format!("✓ {by}, {on}{proxy}{itself}; covers these terms"))
}

/// The last signature that stood, though no longer under the current terms.
fn earlier_signature(commitment: &Commitment) -> Option<&Move> {
    commitment.moves.iter().rev().find(|made| {
        matches!(made.act, Act::Countersign)
            && made.re.is_none_or(|re| re != commitment.terms.id)
            && !commitment.retracted.contains(&made.id)
            && !commitment.ineffective.iter().any(|(id, _)| *id == made.id)
    })
}

/// The day a move was said: the one given, else the one it was recorded on.
pub(super) fn said_on(context: &Context, made: &Move) -> Day {
    made.on.unwrap_or_else(|| made.at.day(context.book.rules.zone))
}

/// How sentences call a person.
pub(super) fn called(context: &Context, who: &Handle) -> String {
    context.book.rules.people.called(who)
}
