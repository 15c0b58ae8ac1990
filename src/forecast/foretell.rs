//! What the forecast says of the date that a move puts a name under, for the record; and the dates to choose from.
//!
//! A date that is offered is the place in its lead's queue, too: a later one lets others go first. The dates to offer are
//! the earliest that hold in the place they would have, as a quote's are.

use std::collections::BTreeMap;

use super::forecaster::{Forecaster, Work};
use crate::domain::act::{Act, Draft};
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::fold::{Folded, fold};
use crate::domain::id::Id;
use crate::domain::outlook::{Chance, Confidence, Dates, Foretold};
use crate::domain::permit::side_of;
use crate::domain::person::Side;

/// The earliest dates that would hold with 50, 80 and 95 % if they were promised; none without an estimate.
#[must_use]
pub fn dates_to_offer(forecaster: &Forecaster, commitment: &Commitment) -> Option<Dates> {
    Some(dates_from(forecaster, &forecaster.work(commitment)?, None))
}

/// The same for work, no earlier than a given day.
pub(super) fn dates_from(forecaster: &Forecaster, work: &Work, not_before: Option<Day>) -> Dates {
    let [p50, p80, p95] = Confidence::ALL.map(|level| forecaster.earliest(work, level.percent(), not_before));
    Dates { p10: forecaster.outlook_if(work).dates.p10.min(p50), p50, p80: p80.max(p50), p95: p95.max(p80).max(p50) }
}

/// Lets drafts say what the forecast says of the dates they put a name under, each after those before it.
///
/// A move that was said on an earlier day says nothing: what was known then is not what is known today. A level that was
/// chosen stays where the date is still that level's. Where something is said to several commitments, each is in the
/// queue of the others with its estimate, at the date that is signed or offered.
pub fn foretell<'d>(book: &Book, forecaster: &Forecaster, drafts: impl Iterator<Item = (Id, &'d mut Draft)>) {
    let drafts: Vec<(Id, &mut Draft)> = drafts.collect();
    let joint = joint(book, forecaster, &drafts);
    let forecaster = joint.as_ref().unwrap_or(forecaster);
    let mut last: Option<Commitment> = None;
    for (id, draft) in drafts {
        let before = last.take().filter(|last| last.id == id).or_else(|| book.get(id).cloned());
        let Some(commitment) = before else { continue };
        let mut foretold = foretold(book, forecaster, &commitment, draft);
        if joint.is_some() && foretold.level.is_none() {
            // Behind those that are offered a date before it, an earlier day may look as good: what counts is its chance.
            let reached = |level: &Confidence| {
                foretold.chance.is_some_and(|chance| chance.get() >= f64::from(level.percent()) / 100.0 - 0.005)
            };
            foretold.level = draft.foretold.level.filter(reached);
        }
        draft.foretold = foretold;
        last = after(book, &commitment, draft, forecaster.facts().today);
    }
}

/// The forecasts once all that is said to several commitments stands; none where it is said to one.
fn joint(book: &Book, forecaster: &Forecaster, drafts: &[(Id, &mut Draft)]) -> Option<Forecaster> {
    let today = forecaster.facts().today;
    let mut said: BTreeMap<Id, (Commitment, Option<Day>)> = BTreeMap::new();
    for (id, draft) in drafts {
        let known = said.remove(id).or_else(|| Some((book.get(*id)?.clone(), None)));
        let Some((mut one, mut due)) = known else { continue };
        due = signed_date(book, &one, draft).or(due);
        if let Act::Estimate(_) = draft.act {
            one = after(book, &one, draft, today).unwrap_or(one);
        }
        said.insert(*id, (one, due));
    }
    if said.len() < 2 {
        return None;
    }
    Some(forecaster.with_dates(said.values().map(|(one, due)| (one, *due))))
}

fn foretold(book: &Book, forecaster: &Forecaster, commitment: &Commitment, draft: &Draft) -> Foretold {
    let is_of_today = draft.on.is_none_or(|on| on >= forecaster.facts().today);
    let signed = signed_date(book, commitment, draft).filter(|_| is_of_today);
    let (Some(due), Some(mut work)) = (signed, forecaster.work(commitment)) else { return Foretold::default() };
    work.due = Some(due);
    let voice = draft.proxy_for.as_ref().unwrap_or(&draft.by);
    if work.lead.is_none() && draft.act == Act::Countersign {
        work.lead = Some(voice.clone());
    }
    let chance = forecaster.outlook_if(&work).chance.map(|chance| Chance::new(chance.published()));
    let level = match draft.act {
        Act::Counter(_) => dates_to_offer(forecaster, commitment).and_then(|dates| {
            let chosen = draft.foretold.level.filter(|level| dates.at(*level) == due);
            chosen.or_else(|| dates.level_of(due))
        }),
        _ => None,
    };
    Foretold { chance, level }
}

/// The promised date that a move puts a name under.
fn signed_date(book: &Book, commitment: &Commitment, draft: &Draft) -> Option<Day> {
    match &draft.act {
        Act::Countersign => commitment.terms.due,
        Act::Accept => commitment.on_the_table().due,
        Act::Counter(new) => {
            let voice = draft.proxy_for.as_ref().unwrap_or(&draft.by);
            let side = side_of(&book.rules.people, voice, commitment.state.name()).unwrap_or(Side::Tech);
            new.due.or(commitment.terms_of(side).due)
        }
        _ => None,
    }
}

/// The commitment with the draft made, for the drafts that follow it.
pub(super) fn after(book: &Book, commitment: &Commitment, draft: &Draft, today: Day) -> Option<Commitment> {
    let mut moves = commitment.moves.clone();
    let noon = Moment::at(today.date().and_hms_opt(12, 0, 0).expect("every day has a noon").and_utc());
    let at = moves.last().map_or(noon, |last| noon.after(last.at));
    let id = (1..=u32::MAX).map(Id::from_bits).find(|id| moves.iter().all(|made| made.id != *id));
    let mut draft = draft.clone();
    draft.on = draft.on.or(Some(today));
    moves.push(draft.recorded(id.expect("a record has fewer moves than there are ids"), at));
    match fold(commitment.id, moves, book.rules.ground()) {
        Folded::Standing(commitment) => Some(*commitment),
        Folded::Shelved(_) => None,
    }
}
