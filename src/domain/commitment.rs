//! A commitment as it stands: what the fold makes of its moves.

use super::act::{Answer, Move, Settings, Text, Variance};
use super::day::{Day, Moment};
use super::estimate::Class;
use super::id::Id;
use super::outlook::Chance;
use super::person::{Handle, Side};

/// One record: a sales promise and its technical answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Commitment {
    /// Its name, unique in the book; the stem of its file.
    pub id: Id,
    /// The conversation, oldest first.
    pub moves: Vec<Move>,
    /// Who it is promised to.
    pub customer: Text,
    /// Owners, deal and the rest, as the last edit left them.
    pub settings: Settings,
    /// What sales stands for now; under an open counter-offer still the terms before it.
    pub terms: Terms,
    /// The first promised date; nothing ever changes it.
    pub original_due: Option<Day>,
    /// Where the conversation stands.
    pub state: State,
    /// What the customer was last told; none while the customer has only asked.
    pub told: Option<Telling>,
    /// Tech's last answer on feasibility.
    pub feasibility: Option<Feasibility>,
    /// The day tech said the answer comes, while it is owed.
    pub answer_by: Option<Day>,
    /// The day of the first move.
    pub opened_on: Day,
    /// The day the present state began.
    pub state_since: Day,
    /// The day the current terms were put to tech, while an answer is owed.
    pub asked_on: Option<Day>,
    /// The day of tech's first answer: estimate, signature, counter-offer, answer-by or no.
    pub first_answer: Option<Day>,
    /// What tech last reported of the work.
    pub progress: Option<Progress>,
    /// The day of the agreement that still holds or was last kept.
    pub agreed_on: Option<Day>,
    /// When work could begin, and the estimate it began with; a renegotiation doesn't begin it anew.
    pub begun: Option<Begun>,
    /// The dates that were signed with a chance said of them, the first one first.
    pub signings: Vec<Signing>,
    /// The day tech said done, while that holds.
    pub delivered_on: Option<Day>,
    /// Why it was late or not kept.
    pub variance: Option<Variance>,
    /// The risk a manager took, until its review date.
    pub accepted_risk: Option<AcceptedRisk>,
    /// Two moves that answered the same terms differently, until one move settles it.
    pub crossing: Option<Crossing>,
    /// A move whose author had no right to make it, until the two sides have looked at it.
    pub trespass: Option<Id>,
    /// Moves without effect, and why.
    pub ineffective: Vec<(Id, Text)>,
    /// Moves that were taken back.
    pub retracted: Vec<Id>,
    /// When the last effective move was recorded.
    pub last_move: Moment,
    /// The day of the last effective move.
    pub last_move_on: Day,
}

/// What is promised.
#[derive(Clone, PartialEq, Debug)]
pub struct Terms {
    /// The move that set them.
    pub id: Id,
    /// What.
    pub scope: Text,
    /// By when.
    pub due: Option<Day>,
    /// The words the date was given in.
    pub said: Option<Text>,
    /// How everyone will know that it is done.
    pub done_when: Option<Text>,
    /// What it depends on.
    pub conditions: Vec<Text>,
    /// Whose word they are.
    pub by: Handle,
    /// The side that set them.
    pub side: Side,
    /// The day they were set.
    pub on: Day,
}

/// The eight states; overdue, at risk and the rest are derived and never stored.
#[derive(Clone, PartialEq, Debug)]
pub enum State {
    /// Sales has asked for a signature.
    Requested,
    /// Tech has proposed other terms; sales has the move.
    Countered {
        /// What tech proposes.
        offer: Box<Terms>,
    },
    /// Both stand on the same terms.
    Agreed(Box<Signature>),
    /// Tech says done; sales has yet to confirm.
    Delivered(Box<Signature>),
    /// The customer has it.
    Kept(Box<Signature>),
    /// Tech said no.
    Declined,
    /// Tech took its signature back.
    Revoked,
    /// Sales or the customer no longer wants it.
    Withdrawn,
}

/// The names of the states.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StateName {
    /// See [`State::Requested`].
    Requested,
    /// See [`State::Countered`].
    Countered,
    /// See [`State::Agreed`].
    Agreed,
    /// See [`State::Delivered`].
    Delivered,
    /// See [`State::Kept`].
    Kept,
    /// See [`State::Declined`].
    Declined,
    /// See [`State::Revoked`].
    Revoked,
    /// See [`State::Withdrawn`].
    Withdrawn,
}

impl StateName {
    /// Every state, in the order of a commitment's life.
    pub const ALL: [Self; 8] = [
        Self::Requested,
        Self::Countered,
        Self::Agreed,
        Self::Delivered,
        Self::Kept,
        Self::Declined,
        Self::Revoked,
        Self::Withdrawn,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Countered => "countered",
            Self::Agreed => "agreed",
            Self::Delivered => "delivered",
            Self::Kept => "kept",
            Self::Declined => "declined",
            Self::Revoked => "revoked",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the conversation goes on.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::Countered | Self::Agreed | Self::Delivered)
    }

    /// Whether the work is still to be done.
    #[must_use]
    pub const fn is_to_do(self) -> bool {
        matches!(self, Self::Requested | Self::Countered | Self::Agreed)
    }
}

impl State {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> StateName {
        match self {
            Self::Requested => StateName::Requested,
            Self::Countered { .. } => StateName::Countered,
            Self::Agreed(_) => StateName::Agreed,
            Self::Delivered(_) => StateName::Delivered,
            Self::Kept(_) => StateName::Kept,
            Self::Declined => StateName::Declined,
            Self::Revoked => StateName::Revoked,
            Self::Withdrawn => StateName::Withdrawn,
        }
    }
}

/// A date that was signed, and what the forecast said of it at that moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Signing {
    /// The day of the signature.
    pub on: Day,
    /// The promised date that was signed.
    pub due: Day,
    /// The chance of delivery by it.
    pub chance: Chance,
    /// The class of the estimate it was said with, where there was one.
    pub class: Option<Class>,
    /// Whether what is promised changed afterwards, so that the date was said of other work.
    pub is_other_work: bool,
}

/// The record of a countersigning, bound to exactly the terms it names.
#[derive(Clone, PartialEq, Debug)]
pub struct Signature {
    /// The move that signed.
    pub id: Id,
    /// The terms it covers.
    pub terms: Id,
    /// Whose signature.
    pub by: Handle,
    /// Who recorded it, when that was somebody else: by proxy.
    pub recorded_by: Option<Handle>,
    /// The day.
    pub on: Day,
    /// Whether the same person set the terms for sales.
    pub is_self_signed: bool,
}

/// The last telling: what the customer believes.
#[derive(Clone, PartialEq, Debug)]
pub struct Telling {
    /// The terms that were told.
    pub terms: Id,
    /// The told date.
    pub due: Option<Day>,
    /// The scope as it was told.
    pub scope: Text,
    /// The conditions that were told.
    pub conditions: Vec<Text>,
    /// The day of the telling.
    pub on: Day,
    /// Who told.
    pub by: Handle,
    /// The outcome that was told, where the commitment had ended without being kept.
    pub outcome: Option<StateName>,
}

/// Tech's answer on feasibility, and whether it still speaks of the current terms.
#[derive(Clone, PartialEq, Debug)]
pub struct Feasibility {
    /// The move that gave it.
    pub id: Id,
    /// Estimate, verdict, start.
    pub answer: Answer,
    /// Its conditions, with their dates and whether they are met.
    pub conditions: Vec<Condition>,
    /// The terms it was given for.
    pub terms: Id,
    /// Whose answer.
    pub by: Handle,
    /// The day.
    pub on: Day,
}

/// Something that must be there for the estimate to hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// What.
    pub text: Text,
    /// By when, where its words name a day.
    pub by: Option<Day>,
    /// Whether it has been met.
    pub is_met: bool,
}

/// The first agreement, or the start that tech named for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Begun {
    /// The first day of work.
    pub on: Day,
    /// The estimate it began with, or the first one given after.
    pub estimate: Option<super::estimate::Estimate>,
}

/// What tech last reported of the work.
#[derive(Clone, PartialEq, Debug)]
pub struct Progress {
    /// Work left, where it was said.
    pub left: Option<super::estimate::Estimate>,
    /// The day.
    pub on: Day,
    /// The remark.
    pub note: Option<Text>,
}

/// A risk a manager took.
#[derive(Clone, PartialEq, Debug)]
pub struct AcceptedRisk {
    /// Who.
    pub by: Handle,
    /// The day.
    pub on: Day,
    /// When to look again.
    pub review: Day,
    /// Why.
    pub reason: Option<Text>,
}

/// Two moves that answered the same terms differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Crossing {
    /// The earlier of the two.
    pub first: Id,
    /// The later, which stands until one move settles it.
    pub second: Id,
}

impl Commitment {
    /// The signature, while there is one that covers the current terms.
    #[must_use]
    pub fn signature(&self) -> Option<&Signature> {
        match &self.state {
            State::Agreed(signature) | State::Delivered(signature) | State::Kept(signature) => Some(signature),
            State::Requested | State::Countered { .. } | State::Declined | State::Revoked | State::Withdrawn => None,
        }
    }

    /// The open counter-offer of tech.
    #[must_use]
    pub fn offer(&self) -> Option<&Terms> {
        match &self.state {
            State::Countered { offer } => Some(offer),
            State::Requested
            | State::Agreed(_)
            | State::Delivered(_)
            | State::Kept(_)
            | State::Declined
            | State::Revoked
            | State::Withdrawn => None,
        }
    }

    /// The terms an answer would be about: the open counter-offer, or else the current terms.
    #[must_use]
    pub fn on_the_table(&self) -> &Terms {
        self.offer().unwrap_or(&self.terms)
    }

    /// The terms a side goes on from: sales from its own, tech from what is on the table.
    #[must_use]
    pub fn terms_of(&self, side: Side) -> &Terms {
        match side {
            Side::Sales => &self.terms,
            Side::Tech => self.on_the_table(),
        }
    }

    /// Whether the conversation goes on.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.state.name().is_open()
    }

    /// Whether the customer has only asked.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        self.told.is_none()
    }

    /// The told date: what the customer believes.
    #[must_use]
    pub fn told_due(&self) -> Option<Day> {
        self.told.as_ref().and_then(|told| told.due)
    }

    /// The date the commitment is measured against: the told date, else the promised date.
    #[must_use]
    pub fn measured_due(&self) -> Option<Day> {
        self.told_due().or(self.terms.due)
    }

    /// Calendar days by which the promised date slipped from the original one; negative when it was drawn forward.
    #[must_use]
    pub fn slip_days(&self) -> Option<i64> {
        Some(self.original_due?.days_to(self.terms.due?))
    }

    /// Whether the estimate was given for other terms than the current ones.
    #[must_use]
    pub fn has_outdated_estimate(&self) -> bool {
        self.feasibility.as_ref().is_some_and(|answer| {
            answer.terms != self.terms.id && self.offer().is_none_or(|offer| offer.id != answer.terms)
        })
    }

    /// The move of an id.
    #[must_use]
    pub fn find_move(&self, id: Id) -> Option<&Move> {
        self.moves.iter().find(|each| each.id == id)
    }

    /// The owner of a side.
    #[must_use]
    pub fn owner(&self, side: Side) -> Option<&Handle> {
        match side {
            Side::Sales => self.settings.sales.as_ref(),
            Side::Tech => self.settings.tech.as_ref(),
        }
    }

    /// `Northgate: SAML single sign-on`, for lines about it.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}: {}", self.customer, self.terms.scope)
    }
}
