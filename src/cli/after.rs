//! After a move: one line with what now stands and whose move it is, or the same as JSON.

use super::desk::Desk;
use super::json;
use super::reply::Reply;
use super::what_if;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Flag, Level, Raised, Standing};
use crate::domain::id::Id;
use crate::domain::person::{People, Side};
use crate::forecast::oddity::oddity;
use crate::store::Recorded;
use crate::text::clean;

/// The answer to moves that were recorded, after a first line of its own where there is one.
pub fn reply(desk: &Desk, recorded: &Recorded, first: Option<String>) -> Reply {
    let mut touched: Vec<Id> = recorded.ids.iter().map(|(commitment, _)| *commitment).collect();
    touched.sort_unstable();
    touched.dedup();
    if desk.rim.global.json {
        return json::moved(desk, &touched);
    }
    let mut text = first.map_or_else(String::new, |first| format!("{}\n", clean(&first)));
    for commitment in touched.iter().filter_map(|id| desk.get(*id)) {
        text.push_str(&clean(&line(commitment, &desk.standing(commitment), &desk.book.rules.people, desk.today)));
        text.push('\n');
    }
    if let Some(before) = &desk.before {
        for line in what_if::effects(desk, before, &touched) {
            text.push_str(&clean(&line));
            text.push('\n');
        }
    }
    let rehearsed = desk.before.as_ref().map(|_| "what if: nothing is recorded".to_owned());
    let odd = touched.iter().filter_map(|id| oddity(desk.get(*id)?, desk.today));
    Reply::text(text).noting(rehearsed).noting(desk.notes.iter().cloned()).noting(odd.map(|odd| format!("note: {odd}")))
}

/// `k7m2qx Northgate: SAML single sign-on, agreed by 1 Mar → Dana: deliver`.
#[must_use]
pub fn line(commitment: &Commitment, standing: &Standing, people: &People, today: Day) -> String {
    let mut line = format!("{} {}, {}", commitment.id, commitment.title(), stands(commitment, today));
    match standing.top() {
        Some(top) if top.level == Level::Red => {
            line.push_str("; ");
            line.push_str(&top.sentence(commitment, people, today));
        }
        Some(_) | None => {
            if let Some(next) = next(commitment, standing, people, today) {
                line.push_str(" → ");
                line.push_str(&next);
            }
        }
    }
    line
}

/// What stands: `promised by 1 Mar, told`.
fn stands(commitment: &Commitment, today: Day) -> String {
    let by =
        |due: Option<Day>| due.map_or_else(|| " without a date".to_owned(), |due| format!(" by {}", due.short(today)));
    let due = commitment.terms.due;
    match (commitment.state.name(), commitment.offer()) {
        (StateName::Requested, _) if commitment.is_asked() => format!("asked for{}", by(due)),
        (StateName::Requested, _) => match commitment.told_due().filter(|told| Some(*told) != due) {
            Some(told) => format!("requested{}, told {}", by(due), told.short(today)),
            None => format!("promised{}", by(due)),
        },
        (StateName::Countered, offer) => format!("counter-offer{}", by(offer.and_then(|offer| offer.due))),
        (StateName::Agreed, _) => format!("agreed{}", by(due)),
        (
            state @ (StateName::Delivered
            | StateName::Kept
            | StateName::Declined
            | StateName::Revoked
            | StateName::Withdrawn),
            _,
        ) => state.word().to_owned(),
    }
}

/// Whose move it is, and which: as the flag on top says, else as the state does.
fn next(commitment: &Commitment, standing: &Standing, people: &People, today: Day) -> Option<String> {
    // A chance is for after the signature; before it the next move is to answer.
    let is_to_come = |top: &&Raised| top.flag == Flag::AtRisk && commitment.signature().is_none();
    if let Some(top) = standing.top().filter(|top| top.level < Level::Dim && !is_to_come(top)) {
        return Some(top.move_of(commitment, people));
    }
    let (side, what) = match commitment.state.name() {
        StateName::Requested if commitment.feasibility.is_some() => (Side::Tech, "countersign or counter".to_owned()),
        StateName::Requested => (Side::Tech, "estimate, then countersign or counter".to_owned()),
        StateName::Countered => (Side::Sales, "accept or counter back".to_owned()),
        StateName::Agreed => {
            let by = commitment.terms.due.map_or_else(String::new, |due| format!(" by {}", due.short(today)));
            (Side::Tech, format!("deliver{by}"))
        }
        StateName::Delivered => (Side::Sales, format!("confirm with {}", commitment.customer)),
        StateName::Kept | StateName::Declined | StateName::Revoked | StateName::Withdrawn => return None,
    };
    let who = commitment.owner(side).map_or_else(|| side.word().to_owned(), |owner| people.called(owner));
    Some(format!("{who}: {what}"))
}
