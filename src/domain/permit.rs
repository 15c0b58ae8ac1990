//! May this move be made? The roles and the states, in one place for making a move and for reading one.

use super::act::{Act, Kind, Move};
use super::commitment::{Commitment, StateName};
use super::id::Id;
use super::person::{Handle, People, Role, Side};

/// Why a move is not allowed, and what would be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What stands against it.
    pub why: String,
    /// What to do instead.
    pub next: String,
    /// Whether it is the person who lacks the right, rather than the moment.
    pub is_trespass: bool,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.why, self.next)
    }
}

impl std::error::Error for Refusal {}

/// The side a person speaks for when proposing terms: one with both roles answers an open counter-offer for sales.
#[must_use]
pub fn side_of(people: &People, voice: &Handle, state: StateName) -> Option<Side> {
    let roles = people.roles(voice);
    match (roles.has(Role::Sales), roles.has(Role::Tech)) {
        (true, false) => Some(Side::Sales),
        (false, true) => Some(Side::Tech),
        (true, true) if state == StateName::Countered => Some(Side::Sales),
        (true, true) => Some(Side::Tech),
        (false, false) => None,
    }
}

/// Whether the author's roles and the state of the commitment allow the move.
///
/// # Errors
/// The refusal, in words.
pub fn permit(commitment: &Commitment, made: &Move, people: &People) -> Result<(), Refusal> {
    permit_role(made, people)?;
    if let Act::Retract { what } = made.act {
        return permit_retract(&commitment.moves, made, what);
    }
    permit_state(commitment, &Ask::of(made), people)
}

/// Whether the author's roles allow the kind of move, whatever the state.
///
/// # Errors
/// The refusal, in words.
pub fn permit_role(made: &Move, people: &People) -> Result<(), Refusal> {
    permit_kind(&Ask::of(made), people)
}

fn permit_kind(ask: &Ask, people: &People) -> Result<(), Refusal> {
    let Ask { kind, by, voice, .. } = *ask;
    let roles = people.roles(voice);
    let has = match kind {
        Kind::Counter | Kind::Edit => {
            roles.has(Role::Sales) || roles.has(Role::Tech) || (kind == Kind::Edit && roles.has(Role::Manager))
        }
        Kind::Promise
        | Kind::Change
        | Kind::Estimate
        | Kind::Countersign
        | Kind::Accept
        | Kind::Defer
        | Kind::Decline
        | Kind::Progress
        | Kind::Deliver
        | Kind::Confirm
        | Kind::NotYet
        | Kind::Withdraw
        | Kind::Revoke
        | Kind::Told
        | Kind::Note
        | Kind::AcceptRisk
        | Kind::Reopen
        | Kind::Retract
        | Kind::Unknown => kind.role().is_none_or(|role| roles.has(role)),
    };
    if !has {
        let needed = kind.role().map_or("sales or tech", Role::word);
        return Err(Refusal {
            why: format!("{} has no {needed} role, and `{}` is a {needed} move", people.called(voice), kind.word()),
            next: format!("ask somebody of {needed}, or record their word with --for HANDLE"),
            is_trespass: true,
        });
    }
    let recorder = people.roles(by);
    let is_proxy = voice != by;
    if is_proxy && kind.role().is_some() && !recorder.has(Role::Sales) && !recorder.has(Role::Tech) {
        return Err(Refusal {
            why: format!("{} is a manager, and a manager never signs for a side", people.called(by)),
            next: format!("let {} record it", people.called(voice)),
            is_trespass: true,
        });
    }
    Ok(())
}

/// Whether the move named stands among the moves and may be taken back by the author of `made`.
///
/// # Errors
/// The refusal, in words.
pub fn permit_retract(moves: &[Move], made: &Move, what: Id) -> Result<(), Refusal> {
    let Some(target) = moves.iter().find(|each| each.id == what) else {
        return Err(not_now(format!("there is no move {what} here"), "look at the conversation with `show`"));
    };
    if target.by != made.by {
        return Err(Refusal {
            why: format!("{} made that move", target.by),
            next: "only its author can take it back; answer it with a move of your own".into(),
            is_trespass: true,
        });
    }
    Ok(())
}

fn permit_state(commitment: &Commitment, ask: &Ask, people: &People) -> Result<(), Refusal> {
    use StateName::{Agreed, Countered, Declined, Delivered, Kept, Requested, Revoked, Withdrawn};
    let state = commitment.state.name();
    let closed = || not_now(format!("it is {}", state.word()), "a manager can reopen it, or promise it anew");
    let done = || not_now("tech has said it is done".into(), "confirm it, or say `not-yet` first");
    match (ask.kind, state) {
        (Kind::Told | Kind::Note | Kind::Edit | Kind::Retract | Kind::Unknown, _) => Ok(()),
        (Kind::Promise, _) => Err(not_now("a commitment has one promise".into(), "change its terms, or add another")),
        (Kind::Reopen, Kept | Declined | Revoked | Withdrawn) => Ok(()),
        (Kind::Reopen, Requested | Countered | Agreed | Delivered) => {
            Err(not_now(format!("it is {}, so still open", state.word()), "there is nothing to reopen"))
        }
        (_, Kept | Declined | Revoked | Withdrawn) => Err(closed()),
        (Kind::Change | Kind::Counter | Kind::Estimate | Kind::Progress, Requested | Countered | Agreed) => Ok(()),
        (Kind::Change | Kind::Counter | Kind::Estimate | Kind::Progress, Delivered) => Err(done()),
        (Kind::Countersign, Requested) => Ok(()),
        (Kind::Countersign, Countered) => {
            if ask.re.is_some_and(|re| commitment.offer().is_some_and(|offer| offer.id == re)) {
                let owner = owner_called(commitment, people, Side::Sales);
                Err(not_now(
                    "that is tech's own counter-offer".into(),
                    &format!("{owner} accepts it, or counters back"),
                ))
            } else {
                Ok(())
            }
        }
        (Kind::Countersign, Agreed) => Err(not_now("it is signed already".into(), "counter or revoke to change that")),
        (Kind::Countersign, Delivered) => Err(done()),
        (Kind::Accept, Countered) => Ok(()),
        (Kind::Accept, Requested | Agreed | Delivered) => Err(not_now(
            "there is no counter-offer to accept".into(),
            "`change` proposes other terms, `show` tells where it stands",
        )),
        (Kind::Defer, Requested) => Ok(()),
        (Kind::Defer, Countered | Agreed | Delivered) => {
            Err(not_now(format!("it is {}, so no answer is owed", state.word()), "use a note to say when more comes"))
        }
        (Kind::Deliver, Agreed) => Ok(()),
        (Kind::Deliver, Requested | Countered) => Err(not_now(
            format!("it is {}, and only what is agreed can be delivered", state.word()),
            "countersign it first (`sign`), with --on for the day it was agreed",
        )),
        (Kind::Deliver, Delivered) => Err(not_now("it is delivered already".into(), "sales confirms it next")),
        (Kind::Confirm | Kind::NotYet, Delivered) => Ok(()),
        (Kind::Confirm | Kind::NotYet, Requested | Countered | Agreed) => {
            Err(not_now("tech has not said that it is done".into(), "tech says `deliver` first"))
        }
        (Kind::Revoke, Agreed) => Ok(()),
        (Kind::Revoke, Requested | Countered | Delivered) => Err(not_now(
            format!("it is {}, so there is no signature to take back", state.word()),
            "decline it, or counter",
        )),
        (Kind::Decline | Kind::Withdraw | Kind::AcceptRisk, Requested | Countered | Agreed | Delivered) => Ok(()),
    }
}

fn owner_called(commitment: &Commitment, people: &People, side: Side) -> String {
    commitment.owner(side).map_or_else(|| side.word().to_owned(), |owner| people.called(owner))
}

fn not_now(why: String, next: &str) -> Refusal {
    Refusal { why, next: next.to_owned(), is_trespass: false }
}

/// Whether a move of the kind, made about the terms named, answers terms that are no longer on the table.
#[must_use]
pub fn crosses(commitment: &Commitment, kind: Kind, re: Option<Id>) -> bool {
    let Some(re) = re else { return false };
    if re == commitment.on_the_table().id {
        return false;
    }
    match kind {
        Kind::Change | Kind::Counter | Kind::Accept => true,
        Kind::Countersign | Kind::Decline => re != commitment.terms.id,
        Kind::Promise
        | Kind::Estimate
        | Kind::Defer
        | Kind::Progress
        | Kind::Deliver
        | Kind::Confirm
        | Kind::NotYet
        | Kind::Withdraw
        | Kind::Revoke
        | Kind::Told
        | Kind::Note
        | Kind::Edit
        | Kind::AcceptRisk
        | Kind::Reopen
        | Kind::Retract
        | Kind::Unknown => false,
    }
}

/// The kinds of moves that the person may make on the commitment now, in the order of the documentation.
#[must_use]
pub fn allowed(commitment: &Commitment, who: &Handle, people: &People) -> Vec<Kind> {
    let asks = |kind| Ask { kind, re: None, by: who, voice: who };
    Kind::TABLE
        .iter()
        .map(|row| row.0)
        .filter(|kind| *kind != Kind::Retract)
        .filter(|kind| {
            let ask = asks(*kind);
            permit_kind(&ask, people).is_ok() && permit_state(commitment, &ask, people).is_ok()
        })
        .collect()
}

/// A move as far as rights are concerned.
struct Ask<'a> {
    kind: Kind,
    re: Option<Id>,
    by: &'a Handle,
    voice: &'a Handle,
}

impl<'a> Ask<'a> {
    fn of(made: &'a Move) -> Self {
        Self { kind: made.act.kind(), re: made.re, by: &made.by, voice: made.voice() }
    }
}
