//! What stands in a cell of the list: the fact of a column, short enough for it.

use ratatui::style::Style;

use crate::app::App;
use crate::app::column::{Column, Placed};
use crate::app::ink::Tone;
use crate::app::page::tone_of;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::{Cause, Flag, Level, Raised, Standing};
use crate::domain::money::Money;
use crate::domain::wording::distance;
use crate::text::{fit, width};

use super::Look;
use super::brush::style_of;

/// The text of a cell and its look.
pub(super) fn of(
    app: &App,
    commitment: &Commitment,
    standing: &Standing,
    placed: Placed,
    look: Look,
) -> (String, Style) {
    let theme = look.theme;
    let plain = Style::new();
    let word =
        |text: Option<String>| text.map_or_else(|| (look.signs.none.to_owned(), theme.dim), |text| (text, plain));
    let date = |day: Option<Day>| word(day.map(|day| short_date(day, app.today, placed.width)));
    let called = |who| app.book().rules.people.called(who);
    // Cut early, so that an endless name costs no more than a short one.
    let cut = |text: &str| fit(text, usize::from(placed.width));
    let settings = &commitment.settings;
    match placed.column {
        Column::Customer => (cut(&commitment.customer), theme.strong),
        Column::Scope => (cut(&commitment.terms.scope), plain),
        Column::Told if commitment.is_asked() => ("asked".to_owned(), theme.dim),
        Column::Told => date(commitment.told_due()),
        Column::Due => date(commitment.terms.due),
        Column::Original => date(commitment.original_due),
        Column::Chance => match standing.chance() {
            Some(chance) => (chance.to_string(), style_of(tone_of(chance, &app.book().rules.policy), theme)),
            None if app.is_to_come(commitment) => (look.signs.coming.to_owned(), theme.no_chance),
            None => (look.signs.none.to_owned(), theme.no_chance),
        },
        Column::Covered => date(standing.outlook.as_ref().map(|outlook| outlook.dates.p80)),
        Column::Value => word(app.book().value_of(commitment).map(Money::short)),
        Column::State => {
            let state = commitment.state.name();
            (state.word().to_owned(), style_of(Tone::State(state), theme))
        }
        Column::Sales => word(settings.sales.as_ref().map(called)),
        Column::Tech => word(settings.tech.as_ref().map(called)),
        Column::Deal => word(settings.deal.as_deref().map(cut)),
        Column::Firmness => word(settings.firmness.map(|each| each.word().to_owned())),
        Column::Stake => word(settings.stake.map(|each| each.word().to_owned())),
        Column::Id => (commitment.id.to_string(), theme.dim),
        Column::Why => match standing.top() {
            Some(raised) => (why(app, commitment, standing, raised, usize::from(placed.width)), plain),
            None => (String::new(), plain),
        },
    }
}

/// The day in so many columns: with the year where it is another one and fits, else month and year.
fn short_date(day: Day, today: Day, columns: u16) -> String {
    let short = day.short(today);
    if width(&short) <= usize::from(columns) { short } else { day.date().format("%b %y").to_string() }
}

/// The reason and whose move it is: the longest of the ways to say it that fits.
fn why(app: &App, commitment: &Commitment, standing: &Standing, raised: &Raised, columns: usize) -> String {
    let loud = standing.flags.iter().filter(|each| each.level != Level::Dim).count();
    let more = if loud > 1 { format!(" +{}", loud - 1) } else { String::new() };
    let people = &app.book().rules.people;
    let who = raised.next_by.as_ref().map(|who| people.called(who));
    let next = next_in_short(commitment, raised);
    let (to, whose) = match &who {
        Some(who) => (format!("{who}: {next}"), who.as_str()),
        None => (next.clone(), next.as_str()),
    };
    let brief = in_short(raised, app.today);
    let ways = [
        raised.sentence(commitment, people, app.today),
        format!("{} → {}", raised.why(app.today), raised.move_of(commitment, people)),
        format!("{brief} → {to}"),
        format!("{brief} → {whose}"),
        format!("{} → {whose}", raised.flag.word()),
    ];
    let way = ways.into_iter().find(|way| width(way) <= columns).unwrap_or_else(|| raised.flag.word().to_owned());
    if width(&way) + more.len() <= columns { way + &more } else { way }
}

/// The reason beside its dates: what the columns already say is left out.
fn in_short(raised: &Raised, today: Day) -> String {
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
fn next_in_short(commitment: &Commitment, raised: &Raised) -> String {
    let customer = &commitment.customer;
    raised.next(commitment).replace(&format!(" with {customer}"), "").replace(&format!(" {customer}"), "")
}
