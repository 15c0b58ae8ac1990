//! What stands in a cell of the list: the fact of a column, short enough for it.

use ratatui::style::Style;

use crate::app::App;
use crate::app::column::{Column, Placed};
use crate::app::ink::Tone;
use crate::app::page::tone_of;
use crate::app::reason;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::money::Money;
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
            Some(_) => (reason::fitted(&app.context(), commitment, standing, usize::from(placed.width)), plain),
            None => (String::new(), plain),
        },
    }
}

/// The day in so many columns: with the year where it is another one and fits, else month and year: `Oct’25`, which is no day.
fn short_date(day: Day, today: Day, columns: u16) -> String {
    let short = day.short(today);
    if width(&short) <= usize::from(columns) { short } else { day.date().format("%b’%y").to_string() }
}
