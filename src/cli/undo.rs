//! Taking a move back, and making it again: worded by what it did.

use super::args::{Said, Undoing};
use super::desk::Desk;
use super::failure::Failure;
use super::reply::Reply;
use super::{after, lookup, voice::Voice};
use crate::domain::act::{Act, Draft};
use crate::domain::id::Id;
use crate::domain::undo::{Place, answered_by, doubt, lost_effect, next_redo, next_undo, next_undo_of};
use crate::domain::wording;
use crate::store::{Entry, Target};

/// `undo [ID]`.
///
/// # Errors
/// When there is nothing to take back, somebody has answered it since, or it is of an earlier day and no id names it.
pub fn undo(args: &Undoing, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&Said::default(), desk)?;
    let named = args.id.as_deref().map(|id| lookup::commitment(&desk.book, id)).transpose()?.map(|found| found.id);
    let places = match named {
        Some(id) => next_undo_of(&desk.book, &voice.by, id),
        None => next_undo(&desk.book, &voice.by),
    };
    if places.is_empty() {
        let called = desk.book.rules.people.called(&voice.by);
        let there = named.map_or_else(String::new, |id| format!(" on {id}"));
        return Err(Failure::not_allowed(format!("there is no move of {called} to take back{there}"))
            .hint("only your own moves can be taken back; `countersign log` shows what was said"));
    }
    let words = effects(desk, places.iter().map(|place| (place.commitment, place.made)));
    if let Some(answer) = answered_by(&desk.book, &places, &voice.by) {
        let who = desk.book.rules.people.called(answer.voice());
        return Err(Failure::not_allowed(format!(
            "can't take back {words}: {who} has answered it since ({})",
            wording::said(answer, desk.today)
        ))
        .hint("answer it with a move of your own; `countersign show ID` tells what may be done"));
    }
    // What is only rehearsed takes nothing back.
    if named.is_none()
        && !desk.rim.global.what_if
        && let Some(doubt) = doubt(&desk.book, &places, &voice.by, desk.today)
        && let Some(place) = places.first()
    {
        let why = doubt.words(desk.today);
        return Err(Failure::not_allowed(format!("{why}: nothing was taken back"))
            .hint(format!("`countersign undo {}` takes back: {words}", place.commitment)));
    }
    retract(desk, &voice, &places, &format!("taken back: {words}"))
}

/// `redo`.
///
/// # Errors
/// When nothing was taken back last.
pub fn redo(desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&Said::default(), desk)?;
    let places = next_redo(&desk.book, &voice.by);
    if places.is_empty() {
        return Err(Failure::not_allowed("there is nothing to make again").hint("`redo` follows right after `undo`"));
    }
    if let Some(why) = lost_effect(&desk.book, &places) {
        return Err(Failure::not_allowed(format!("made again it would have no effect: {why}"))
            .hint("look at where it stands with `countersign show ID`, and say it anew"));
    }
    let again: Vec<(Id, Id)> =
        places.iter().filter_map(|place| Some((place.commitment, original(desk, *place)?))).collect();
    let shelved_words = effects(desk, again.iter().copied());
    let reply = retract(desk, &voice, &places, &format!("made again: {shelved_words}"))?;
    Ok(reply)
}

/// The move that an undo took back.
fn original(desk: &Desk, place: Place) -> Option<Id> {
    let moves = moves_of(desk, place.commitment)?;
    match moves.iter().find(|each| each.id == place.made)?.act {
        Act::Retract { what } => Some(what),
        _ => None,
    }
}

fn moves_of<'d>(desk: &'d Desk, id: Id) -> Option<&'d [crate::domain::act::Move]> {
    let shelved = || desk.book.shelved().iter().find(|each| each.id == id).map(|each| each.moves.as_slice());
    desk.get(id).map(|commitment| commitment.moves.as_slice()).or_else(shelved)
}

/// What moves did, in words: `promised date 1 Mar → 15 Mar on Northgate: SAML`.
fn effects(desk: &Desk, places: impl Iterator<Item = (Id, Id)>) -> String {
    let words: Vec<String> = places
        .map(|(commitment, made)| match desk.get(commitment) {
            Some(commitment) => wording::effect(commitment, made, desk.today),
            None => moves_of(desk, commitment).and_then(|moves| moves.iter().find(|each| each.id == made)).map_or_else(
                || commitment.to_string(),
                |made| match &made.act {
                    Act::Promise(promise) => format!("{}: {}", promise.customer, promise.scope),
                    _ => wording::said(made, desk.today),
                },
            ),
        })
        .collect();
    words.join("; ")
}

fn retract(desk: &mut Desk, voice: &Voice, places: &[Place], words: &str) -> Result<Reply, Failure> {
    let entries = places.iter().map(|place| Entry {
        on: Target::Commitment(place.commitment),
        draft: Draft::new(voice.by.clone(), Act::Retract { what: place.made }),
    });
    let now = desk.now();
    let recorded = desk.store.record(&mut desk.book, entries.collect(), now)?;
    Ok(after::reply(desk, &recorded, Some(words.to_owned())))
}
