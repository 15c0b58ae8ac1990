//! Why a commitment is flagged and whose move it is, in as many columns as there are.

use super::layer::Context;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::{Cause, Flag, Level, Raised, Standing};
use crate::domain::wording::distance;
use crate::text::width;

/// The first of its reasons and whose move it is: the longest of the ways to say it that fits; empty without a flag.
#[must_use]
pub fn fitted(context: &Context, commitment: &Commitment, standing: &Standing, columns: usize) -> String {
    let Some(raised) = standing.top() else { return String::new() };
    let loud = standing.flags.iter().filter(|each| each.level != Level::Dim).count();
    let more = if loud > 1 { format!(" +{}", loud - 1) } else { String::new() };
    let people = &context.book.rules.people;
    let who = raised.next_by.as_ref().map(|who| people.called(who));
    let next = next_in_short(commitment, raised);
    let (to, whose) = match &who {
        Some(who) => (format!("{who}: {next}"), who.as_str()),
        None => (next.clone(), next.as_str()),
    };
    let brief = in_short(raised, context.today);
    let ways = [
        raised.sentence(commitment, people, context.today),
        format!("{} → {}", raised.why(context.today), raised.move_of(commitment, people)),
        format!("{brief} → {to}"),
        format!("{brief} → {whose}"),
        format!("{} → {whose}", raised.flag.word()),
    ];
    let way = ways.into_iter().find(|way| width(way) <= columns).unwrap_or_else(|| raised.flag.word().to_owned());
    if width(&way) + more.len() <= columns { way + &more } else { way }
}

/// The reason beside its dates: what the columns already say is left out.
#[must_use]
pub fn in_short(raised: &Raised, today: Day) -> String {
    let flag = raised.flag.word();
    match &raised.cause {
        Cause::Unlikely { .. } if raised.flag == Flag::AtRisk => flag.to_owned(),
        Cause::Unlikely { told, p80, .. } if p80 > told => format!("{flag} by {}", distance(told.days_to(*p80))),
        Cause::Passed { days, is_estimated: true, .. } => format!("{flag} {days} d"),
        Cause::Passed { days, is_estimated: false, .. } => format!("{flag} {days} d, no estimate"),
        Cause::ToldEarlier { stands: Some(stands), .. } => format!("now {}, not told", stands.short(today)),
        Cause::ToldOtherScope { only_conditions: true } => "conditions not told".into(),
        Cause::ToldOtherScope { only_conditions: false } => "told another scope".into(),
        Cause::ToldOtherEnd { state } => format!("{}, not told", state.word()),
        Cause::OfferLater { offer, .. } => format!("tech offers {}", offer.short(today)),
        Cause::NoEstimate { answer_by: Some(day), .. } => format!("no estimate, due {}", day.short(today)),
        Cause::NoEstimate { answer_by: None, .. } => "no estimate".into(),
        Cause::Crossed { .. } => "two answers crossed".into(),
        Cause::Trespass { .. } => "a move without the right to it".into(),
        Cause::AnswerOwed { days, is_estimated: true } => format!("not signed for {days} d"),
        Cause::AnswerOwed { days, is_estimated: false } => format!("waits {days} d"),
        Cause::AnswerByPassed { days, .. } => format!("answer {days} d late"),
        Cause::OfferWaits { days, .. } => format!("offer waits {days} d"),
        Cause::TermsChanged { .. } => "terms changed".into(),
        Cause::EstimateOld { days } => format!("estimate {days} d old"),
        Cause::DatesPassed { last } => format!("estimated to {}", last.short(today)),
        Cause::ConditionUnmet { by, .. } => format!("condition unmet {}", by.short(today)),
        Cause::Delivered { days } => format!("delivered {days} d ago"),
        Cause::Unlikely { .. }
        | Cause::ToldEarlier { stands: None, .. }
        | Cause::NotFeasible
        | Cause::Tracker { .. }
        | Cause::DueIn { .. }
        | Cause::Silent { .. }
        | Cause::Missing { .. } => raised.why(today),
    }
}

/// The next move without the customer, whose name stands in the row.
#[must_use]
pub fn next_in_short(commitment: &Commitment, raised: &Raised) -> String {
    let customer = &commitment.customer;
    raised.next(commitment).replace(&format!(" with {customer}"), "").replace(&format!(" {customer}"), "")
}
