//! What a rehearsed command would do to the chances.

use super::desk::Desk;
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::outlook::{Chance, Outlook};
use crate::forecast::Forecaster;
use crate::forecast::forecaster::Work;
use crate::report::json::Change;

/// A line for everything whose chance or 80 % day would be another: `k7m2qx  82 % → 71 % at risk  Northgate: SSO`.
///
/// A date that is on the table of what was spoken about, and isn't the one the customer was told, is judged too.
#[must_use]
pub fn effects(desk: &Desk, before: &Forecaster, spoken_of: &[Id]) -> Vec<String> {
    let forecaster = desk.forecaster();
    // Dates on the table together are judged as if all of them were accepted.
    let offered = spoken_of.iter().filter_map(|id| desk.get(*id)).filter(|each| each.offer().is_some());
    let joint = forecaster.with_dates(offered.map(|each| (each, each.on_the_table().due)));
    let mut lines: Vec<String> = spoken_of.iter().filter_map(|id| on_the_table(desk, &joint, desk.get(*id)?)).collect();
    let changes = changes(desk, before);
    let blind = spoken_of.iter().filter_map(|id| desk.get(*id)).filter(|each| each.state.name().is_to_do());
    let blind = blind.filter(|each| forecaster.work(each).is_none()).map(|each| {
        format!(
            "{}  no estimate, so nothing is known of its chance, or of what it takes from others: `countersign estimate {} … --what-if`",
            each.id, each.id
        )
    });
    lines.extend(blind);
    lines.extend(changes.iter().map(|change| line(desk, change)));
    if lines.is_empty() {
        lines.push("no chance changes".to_owned());
    }
    lines
}

/// Everything whose chance or 80 % day would be another, in the book's order.
#[must_use]
pub fn changes<'d>(desk: &'d Desk, before: &Forecaster) -> Vec<Change<'d>> {
    let mut stood = before.outlooks(|_| true);
    let mut stands = desk.forecaster().outlooks(|_| true);
    let pairs = desk.book.commitments().iter().map(|commitment| {
        let (was, is) = (stood.remove(&commitment.id), stands.remove(&commitment.id));
        Change { commitment, was, is }
    });
    pairs.filter(|change| !is_same(change.was.as_ref(), change.is.as_ref())).collect()
}

/// `k7m2qx  82 % → 71 % at risk  80 % by 3 Mar → 9 Mar  Northgate: SSO`.
fn line(desk: &Desk, change: &Change) -> String {
    let (was, is) = (change.was.as_ref(), change.is.as_ref());
    let chance = |outlook: Option<&Outlook>| outlook.and_then(|outlook| outlook.chance);
    let shown = |chance: Option<Chance>| chance.map_or_else(|| "–".to_owned(), |chance| chance.to_string());
    let word = chance(is).map_or("", |chance| desk.book.rules.policy.cover(chance).word());
    let day = |outlook: Option<&Outlook>| {
        outlook.map_or_else(|| "–".to_owned(), |outlook| outlook.dates.p80.short(desk.today))
    };
    format!(
        "{}  {} → {} {word}  80 % by {} → {}  {}",
        change.commitment.id,
        shown(chance(was)),
        shown(chance(is)),
        day(was),
        day(is),
        change.commitment.title()
    )
}

/// `k7m2qx  15 Dec has 41 %, over-promised`.
fn on_the_table(desk: &Desk, forecaster: &Forecaster, commitment: &Commitment) -> Option<String> {
    let due = commitment.on_the_table().due.filter(|due| commitment.measured_due() != Some(*due))?;
    let work = Work { due: Some(due), ..forecaster.work(commitment)? };
    let chance = forecaster.outlook_if(&work).chance?;
    let word = desk.book.rules.policy.cover(chance).word();
    Some(format!("{}  {} has {chance}: {word}", commitment.id, due.long()))
}

fn is_same(was: Option<&Outlook>, is: Option<&Outlook>) -> bool {
    let shown = |outlook: Option<&Outlook>| {
        outlook.map(|outlook| (outlook.chance.map(|chance| chance.to_string()), outlook.dates.p80))
    };
    shown(was) == shown(is)
}
