//! How a commitment ends: delivered, confirmed, not yet, withdrawn, taken back; with a reason where it is late or not
//! kept.

use super::args::{Confirming, Ending, Named, Variances};
use super::ask;
use super::desk::Desk;
use super::failure::Failure;
use super::lookup;
use super::reply::Reply;
use super::speak::{Saying, on_the_table};
use super::voice::Voice;
use crate::domain::act::{Act, Draft, Variance};
use crate::domain::commitment::Commitment;
use crate::domain::id::Id;
use crate::domain::permit::permit;

/// `deliver ID`.
///
/// # Errors
/// When it is late and no reason is given, or the move isn't allowed.
pub fn deliver(args: &Ending, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let about = on_the_table(&commitment);
    may(desk, &commitment, &voice.draft(Act::Deliver { reason: args.variance.reason }, about))?;
    let is_late = commitment.measured_due().is_some_and(|due| voice.day(desk.today) > due);
    let reason = reason(desk, args.variance, is_late, &voice)?;
    Saying::on(commitment.id, voice.draft(Act::Deliver { reason }, about)).say(desk, &voice)
}

/// `withdraw ID`.
///
/// # Errors
/// When the customer was told and no reason is given, or the move isn't allowed.
pub fn withdraw(args: &Ending, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let about = on_the_table(&commitment);
    may(desk, &commitment, &voice.draft(Act::Withdraw { reason: args.variance.reason }, about))?;
    let reason = reason(desk, args.variance, commitment.told.is_some(), &voice)?;
    Saying::on(commitment.id, voice.draft(Act::Withdraw { reason }, about)).say(desk, &voice)
}

/// `revoke ID`.
///
/// # Errors
/// When no reason is given, or the move isn't allowed.
pub fn revoke(args: &Ending, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let about = on_the_table(&commitment);
    may(desk, &commitment, &voice.draft(Act::Revoke { reason: args.variance.reason }, about))?;
    let reason = reason(desk, args.variance, true, &voice)?;
    Saying::on(commitment.id, voice.draft(Act::Revoke { reason }, about)).say(desk, &voice)
}

/// `confirm ID`.
///
/// # Errors
/// When the move isn't allowed.
pub fn confirm(args: &Confirming, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let draft = voice.draft(Act::Confirm { reason: args.variance.reason }, on_the_table(&commitment));
    Saying::on(commitment.id, draft).say(desk, &voice)
}

/// `not-yet ID`.
///
/// # Errors
/// When the move isn't allowed.
pub fn not_yet(args: &Named, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    Saying::on(commitment.id, voice.draft(Act::NotYet, on_the_table(&commitment))).say(desk, &voice)
}

/// Whether the move is allowed at all, before anything is asked about it.
pub(super) fn may(desk: &Desk, commitment: &Commitment, draft: &Draft) -> Result<(), Failure> {
    let made = draft.clone().recorded(Id::from_bits(0), desk.now());
    Ok(permit(commitment, &made, &desk.book.rules.people)?)
}

/// The reason for an ending that needs one: given, or asked for on a terminal.
pub(super) fn reason(
    desk: &Desk,
    given: Variances,
    is_needed: bool,
    voice: &Voice,
) -> Result<Option<Variance>, Failure> {
    let words = Variance::ALL.map(Variance::word);
    let reason = match given.reason {
        None if !is_needed => return Ok(None),
        None if desk.rim.env.can_ask() => {
            let place = ask::one_of("Why is it late or not kept? It is about the work, never about a person.", &words);
            place.and_then(|place| Variance::ALL.get(place).copied())
        }
        given => given,
    };
    match reason {
        None => Err(Failure::usage("an ending that is late or not kept needs a --reason")
            .hint(format!("one of {}", words.join(", ")))),
        Some(Variance::Other) if voice.note.is_none() => {
            Err(Failure::usage("`other` needs its text").hint("say it with --note TEXT"))
        }
        Some(reason) => Ok(Some(reason)),
    }
}
