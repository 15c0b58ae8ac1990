//! What a move would come to, before it is recorded: the same fold and the same forecast over one move more.

use crate::app::layer::Context;
use crate::domain::act::{Draft, Entry, Move, Target};
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::flag::Standing;
use crate::domain::fold::{Folded, fold};
use crate::domain::id::Id;
use crate::domain::permit::{Refusal, permit};

/// How a commitment would stand.
#[derive(Clone, PartialEq, Debug)]
pub struct After {
    /// What the moves come to.
    pub commitment: Commitment,
    /// How it stands.
    pub standing: Standing,
}

/// How the commitment would stand after the drafts, all of them about the same record.
///
/// # Errors
/// Why the first of them that isn't allowed isn't.
pub fn after(context: &Context, entries: &[Entry]) -> Result<Option<After>, Refusal> {
    let Some(first) = entries.first() else { return Ok(None) };
    let (id, mut moves) = match first.on {
        Target::New => (Id::from_bits(0), Vec::new()),
        Target::Commitment(id) => match context.book.get(id) {
            Some(commitment) => (id, commitment.moves.clone()),
            None => return Ok(None),
        },
    };
    let mut now = None;
    for entry in entries {
        let made = as_move(&entry.draft, &moves, context.today);
        if let Some(commitment) = now.as_ref().or_else(|| context.book.get(id)) {
            permit(commitment, &made, &context.book.rules.people)?;
        }
        moves.push(made);
        match fold(id, moves.clone(), context.book.rules.ground()) {
            Folded::Standing(commitment) => now = Some(*commitment),
            Folded::Shelved(_) => return Ok(None),
        }
    }
    Ok(now.map(|commitment| {
        let outlook = context.forecaster.and_then(|forecaster| forecaster.outlook_of(&commitment));
        let standing = Standing::of(&commitment, &context.book.eyes(context.today), outlook);
        After { commitment, standing }
    }))
}

/// Whether somebody may make the move, as it stands in the draft.
///
/// # Errors
/// Why not, and what to do instead.
pub fn allowed(context: &Context, commitment: &Commitment, draft: &Draft) -> Result<(), Refusal> {
    let made = as_move(draft, &commitment.moves, context.today);
    permit(commitment, &made, &context.book.rules.people)
}

fn as_move(draft: &Draft, moves: &[Move], today: Day) -> Move {
    let at = moves.last().map_or_else(|| noon(today), |last| noon(today).after(last.at));
    let id = (1..=u32::MAX).map(Id::from_bits).find(|id| moves.iter().all(|made| made.id != *id));
    let mut draft = draft.clone();
    draft.on = draft.on.or(Some(today));
    draft.recorded(id.expect("a record has fewer moves than there are ids"), at)
}

fn noon(day: Day) -> Moment {
    let time = day.date().and_hms_opt(12, 0, 0).expect("every day has a noon");
    Moment::at(time.and_utc())
}
