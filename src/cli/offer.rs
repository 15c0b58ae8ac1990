//! The date of a counter-offer: typed, or chosen by how sure it is.

use super::ask;
use super::desk::Desk;
use super::failure::Failure;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::outlook::{Confidence, Dates};
use crate::forecast::dates_to_offer;

/// What somebody chose when asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// The date of a level.
    Level(Confidence),
    /// A date in words.
    Words(String),
}

/// The date that has a level.
///
/// # Errors
/// When nothing can be foreseen of it.
pub fn date(desk: &Desk, commitment: &Commitment, level: Confidence) -> Result<Day, Failure> {
    let dates = dates_to_offer(&desk.forecaster(), commitment);
    dates.map(|dates| dates.at(level)).ok_or_else(|| {
        Failure::usage(format!(
            "no date has {} % yet: {} has no estimate of work to be done",
            level.percent(),
            commitment.id
        ))
        .hint(format!("`countersign estimate {} 5d..8d..15d` first, or name a date", commitment.id))
    })
}

/// Asks for the date on a terminal; elsewhere says which dates there are.
///
/// # Errors
/// When nobody answers.
pub fn choose(desk: &Desk, commitment: &Commitment) -> Result<Choice, Failure> {
    let missing = Failure::usage("the new terms are missing");
    let Some(dates) = dates_to_offer(&desk.forecaster(), commitment) else {
        let id = commitment.id;
        return Err(missing.hint(format!("such as `countersign counter {id} 15 mar`, or --scope, --done-when, --if")));
    };
    let proposed = proposals(&dates, desk.today);
    if !desk.rim.env.can_ask() {
        return Err(missing.hint(format!("{proposed}: give a date or --level 80")));
    }
    let answer = ask::text(&format!("{proposed}\na date, or 50, 80 or 95: ")).filter(|answer| !answer.is_empty());
    let answer = answer.ok_or_else(|| missing.hint(format!("{proposed}: give a date or --level 80")))?;
    let number = answer.trim_end_matches('%').trim_end().parse().ok();
    Ok(number.and_then(Confidence::of).map_or(Choice::Words(answer), Choice::Level))
}

/// `50 % by 3 Mar, 80 % by 28 Mar, 95 % by 4 May`.
fn proposals(dates: &Dates, today: Day) -> String {
    let each = Confidence::ALL.map(|level| format!("{} % by {}", level.percent(), dates.at(level).short(today)));
    each.join(", ")
}
