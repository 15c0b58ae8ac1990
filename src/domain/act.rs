//! A move: one entry of the conversation, and everything a person can say in one.

mod parts;

use std::sync::Arc;

pub use parts::{Answer, Edit, NewTerms, Promise, Settings, Variance, Verdict};

use super::day::{Day, Moment};
use super::estimate::Estimate;
use super::id::Id;
use super::outlook::Foretold;
use super::person::{Handle, Role};

/// A shared piece of text: moves and what is folded from them hold the same letters.
pub type Text = Arc<str>;

/// One entry of the conversation: who said what, when, and what it answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Move {
    /// The name of this move, unique in its commitment.
    pub id: Id,
    /// The terms this move is about, as in a letter.
    pub re: Option<Id>,
    /// When it was recorded; it orders the moves.
    pub at: Moment,
    /// Who recorded it.
    pub by: Handle,
    /// For whom it was said, when that is not who recorded it: a move by proxy.
    pub proxy_for: Option<Handle>,
    /// The day it was said, when that is earlier than the day it was recorded.
    pub on: Option<Day>,
    /// Free text that goes with it.
    pub note: Option<Text>,
    /// Moves made together share a batch and are taken back together.
    pub batch: Option<Id>,
    /// What was said.
    pub act: Act,
    /// What the forecast said of its date; only signatures, acceptances and counter-offers have it.
    pub foretold: Foretold,
    /// Keys this version doesn't know, with their values as they stand in the file.
    pub unknown: Vec<(Text, Text)>,
    /// The line of the file the move begins on, from 1; 0 for a move not written yet.
    pub line: u32,
}

impl Move {
    /// The person whose word it is: the one it was recorded for, or the one who recorded it.
    #[must_use]
    pub fn voice(&self) -> &Handle {
        self.proxy_for.as_ref().unwrap_or(&self.by)
    }
}

/// A move that is not recorded yet: without its id and its moment, which the store gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// The terms it is about, as its author saw them.
    pub re: Option<Id>,
    /// Who records it.
    pub by: Handle,
    /// For whom it is said, when that is somebody else.
    pub proxy_for: Option<Handle>,
    /// The day it was said, when that is earlier than today.
    pub on: Option<Day>,
    /// Free text that goes with it.
    pub note: Option<Text>,
    /// Moves made together share a batch and are taken back together.
    pub batch: Option<Id>,
    /// What is said.
    pub act: Act,
    /// What the forecast says of its date.
    pub foretold: Foretold,
}

impl Draft {
    /// What somebody says, plainly.
    #[must_use]
    pub const fn new(by: Handle, act: Act) -> Self {
        Self {
            re: None,
            by,
            proxy_for: None,
            on: None,
            note: None,
            batch: None,
            act,
            foretold: Foretold { chance: None, level: None },
        }
    }

    /// The same about the terms named.
    #[must_use]
    pub fn about(self, terms: Id) -> Self {
        Self { re: Some(terms), ..self }
    }

    /// The move it becomes with an id and a moment.
    #[must_use]
    pub fn recorded(self, id: Id, at: Moment) -> Move {
        let Self { re, by, proxy_for, on, note, batch, act, foretold } = self;
        Move { id, re, at, by, proxy_for, on, note, batch, act, foretold, unknown: Vec::new(), line: 0 }
    }
}

/// A draft and the record it goes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Where.
    pub on: Target,
    /// What.
    pub draft: Draft,
}

/// The record that a draft goes to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// One that begins with it.
    New,
    /// One that is there.
    Commitment(Id),
}

/// What a move says.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Sales: the customer was promised something, or asked for it.
    Promise(Box<Promise>),
    /// Sales: other terms.
    Change(Box<NewTerms>),
    /// Tech: how long, whether, on what conditions.
    Estimate(Box<Answer>),
    /// Tech: the signature under the terms named by `re`.
    Countersign,
    /// Either side: other terms, proposed.
    Counter(Box<NewTerms>),
    /// Sales: the counter-offer named by `re` stands.
    Accept,
    /// Tech: the day on which the answer comes.
    Defer {
        /// Answer by.
        until: Day,
    },
    /// Tech: no.
    Decline {
        /// Why, in the book's twelve words.
        reason: Option<Variance>,
    },
    /// Tech: work left.
    Progress {
        /// What is still to do, where an estimate of it was given.
        left: Option<Estimate>,
    },
    /// Tech: done.
    Deliver {
        /// Why late, where it is.
        reason: Option<Variance>,
    },
    /// Sales: the customer has it.
    Confirm {
        /// Why late, where it is.
        reason: Option<Variance>,
    },
    /// Sales: the customer doesn't have it yet.
    NotYet,
    /// Sales: no longer wanted.
    Withdraw {
        /// Why.
        reason: Option<Variance>,
    },
    /// Tech: the signature is taken back.
    Revoke {
        /// Why.
        reason: Option<Variance>,
    },
    /// Sales: the customer was told the terms or the outcome as they stood, or another date.
    Told {
        /// The date the customer was told, where it isn't the promised date of the terms.
        due: Option<Day>,
    },
    /// Anyone: a remark, in the move's note.
    Note,
    /// Settings that are not the conversation: owners, deal, tags, wording.
    Edit(Box<Edit>),
    /// Manager: go on in spite of a red flag, until the review date; the reason is in the note.
    AcceptRisk {
        /// When to look again.
        review: Day,
    },
    /// Manager: a closed commitment is open again.
    Reopen,
    /// The move named is taken back; naming a `retract`, done again.
    Retract {
        /// The move taken back.
        what: Id,
    },
    /// A kind of a newer version: kept, shown, without effect.
    Unknown {
        /// Its word.
        kind: Text,
    },
}

/// The kinds of moves, in the order of the documentation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// See [`Act::Promise`].
    Promise,
    /// See [`Act::Change`].
    Change,
    /// See [`Act::Estimate`].
    Estimate,
    /// See [`Act::Countersign`].
    Countersign,
    /// See [`Act::Counter`].
    Counter,
    /// See [`Act::Accept`].
    Accept,
    /// See [`Act::Defer`].
    Defer,
    /// See [`Act::Decline`].
    Decline,
    /// See [`Act::Progress`].
    Progress,
    /// See [`Act::Deliver`].
    Deliver,
    /// See [`Act::Confirm`].
    Confirm,
    /// See [`Act::NotYet`].
    NotYet,
    /// See [`Act::Withdraw`].
    Withdraw,
    /// See [`Act::Revoke`].
    Revoke,
    /// See [`Act::Told`].
    Told,
    /// See [`Act::Note`].
    Note,
    /// See [`Act::Edit`].
    Edit,
    /// See [`Act::AcceptRisk`].
    AcceptRisk,
    /// See [`Act::Reopen`].
    Reopen,
    /// See [`Act::Retract`].
    Retract,
    /// See [`Act::Unknown`].
    Unknown,
}

impl Kind {
    /// Every kind this version knows, with its word in the file and the role it takes; none for anyone.
    pub const TABLE: [(Self, &'static str, Option<Role>); 20] = [
        (Self::Promise, "promise", Some(Role::Sales)),
        (Self::Change, "change", Some(Role::Sales)),
        (Self::Estimate, "estimate", Some(Role::Tech)),
        (Self::Countersign, "countersign", Some(Role::Tech)),
        (Self::Counter, "counter", None),
        (Self::Accept, "accept", Some(Role::Sales)),
        (Self::Defer, "defer", Some(Role::Tech)),
        (Self::Decline, "decline", Some(Role::Tech)),
        (Self::Progress, "progress", Some(Role::Tech)),
        (Self::Deliver, "deliver", Some(Role::Tech)),
        (Self::Confirm, "confirm", Some(Role::Sales)),
        (Self::NotYet, "not-yet", Some(Role::Sales)),
        (Self::Withdraw, "withdraw", Some(Role::Sales)),
        (Self::Revoke, "revoke", Some(Role::Tech)),
        (Self::Told, "told", Some(Role::Sales)),
        (Self::Note, "note", None),
        (Self::Edit, "edit", None),
        (Self::AcceptRisk, "accept-risk", Some(Role::Manager)),
        (Self::Reopen, "reopen", Some(Role::Manager)),
        (Self::Retract, "retract", None),
    ];

    /// Its word in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).map_or("unknown", |row| row.1)
    }

    /// The role it takes; none where anyone may.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        Self::TABLE.iter().find(|row| row.0 == self).and_then(|row| row.2)
    }

    /// Whether moves of it put a name under a date, so that they carry what the forecast said of it.
    #[must_use]
    pub const fn has_forecast(self) -> bool {
        matches!(self, Self::Countersign | Self::Accept | Self::Counter)
    }

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::TABLE.iter().find(|row| row.1 == word).map(|row| row.0)
    }
}

impl Act {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Promise(_) => Kind::Promise,
            Self::Change(_) => Kind::Change,
            Self::Estimate(_) => Kind::Estimate,
            Self::Countersign => Kind::Countersign,
            Self::Counter(_) => Kind::Counter,
            Self::Accept => Kind::Accept,
            Self::Defer { .. } => Kind::Defer,
            Self::Decline { .. } => Kind::Decline,
            Self::Progress { .. } => Kind::Progress,
            Self::Deliver { .. } => Kind::Deliver,
            Self::Confirm { .. } => Kind::Confirm,
            Self::NotYet => Kind::NotYet,
            Self::Withdraw { .. } => Kind::Withdraw,
            Self::Revoke { .. } => Kind::Revoke,
            Self::Told { .. } => Kind::Told,
            Self::Note => Kind::Note,
            Self::Edit(_) => Kind::Edit,
            Self::AcceptRisk { .. } => Kind::AcceptRisk,
            Self::Reopen => Kind::Reopen,
            Self::Retract { .. } => Kind::Retract,
            Self::Unknown { .. } => Kind::Unknown,
        }
    }
}
