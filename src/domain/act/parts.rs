//! What moves carry: promises, terms, answers, settings, and why something was late.

use super::Text;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::grade::{Firmness, Stake};
use crate::domain::money::Money;
use crate::domain::person::Handle;

/// The first move of a commitment: who to, what, by when, told or only asked.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Promise {
    /// Who it is promised to.
    pub customer: Text,
    /// What is promised.
    pub scope: Text,
    /// The promised date.
    pub due: Option<Day>,
    /// The words the date was given in.
    pub said: Option<Text>,
    /// Whether the customer was told; otherwise the customer only asked.
    pub told: bool,
    /// The date the customer was told, where it isn't the promised date.
    pub told_due: Option<Day>,
    /// How everyone will know that it is done.
    pub done_when: Option<Text>,
    /// What it depends on.
    pub conditions: Vec<Text>,
    /// Owners, deal and the rest.
    pub settings: Settings,
}

/// What a commitment is filed under; every part can be missing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    /// The sales owner; the author of the promise where none is named.
    pub sales: Option<Handle>,
    /// The tech owner.
    pub tech: Option<Handle>,
    /// The sales opportunity behind it.
    pub deal: Option<Text>,
    /// What the deal is worth.
    pub value: Option<Money>,
    /// How firmly it was said.
    pub firmness: Option<Firmness>,
    /// What hangs on it.
    pub stake: Option<Stake>,
    /// The thing to be built, shared by commitments.
    pub capability: Option<Text>,
    /// Free tags, without the `#`.
    pub tags: Vec<Text>,
    /// Issues, documents, mails.
    pub links: Vec<Text>,
}

/// Other terms; what is missing stays as it was.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NewTerms {
    /// What is promised.
    pub scope: Option<Text>,
    /// The promised date.
    pub due: Option<Day>,
    /// The words the date was given in.
    pub said: Option<Text>,
    /// How everyone will know that it is done.
    pub done_when: Option<Text>,
    /// What it depends on.
    pub conditions: Option<Vec<Text>>,
    /// Whether the customer was told these terms with the same breath.
    pub told: bool,
}

/// Tech's answer on feasibility.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// How long, where it was said.
    pub estimate: Option<Estimate>,
    /// Whether.
    pub verdict: Verdict,
    /// On what conditions.
    pub conditions: Vec<Text>,
    /// When the work can start, where that isn't the agreement.
    pub start: Option<Day>,
}

/// Whether it can be done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// Yes.
    Feasible,
    /// Yes, on conditions.
    Conditional,
    /// No.
    NotFeasible,
    /// Something must be found out first.
    NeedsSpike,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Feasible, Self::Conditional, Self::NotFeasible, Self::NeedsSpike];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Feasible => "feasible",
            Self::Conditional => "conditional",
            Self::NotFeasible => "not-feasible",
            Self::NeedsSpike => "needs-spike",
        }
    }

    /// The verdict of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

/// A change of settings: only what is named changes; an inner `None` empties it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Edit {
    /// Another name of the customer.
    pub customer: Option<Text>,
    /// Better words for the same scope.
    pub scope: Option<Text>,
    /// Better words for the same done-when.
    pub done_when: Option<Text>,
    /// The sales owner.
    pub sales: Option<Option<Handle>>,
    /// The tech owner.
    pub tech: Option<Option<Handle>>,
    /// The deal.
    pub deal: Option<Option<Text>>,
    /// The deal's value.
    pub value: Option<Option<Money>>,
    /// The firmness.
    pub firmness: Option<Option<Firmness>>,
    /// The stake.
    pub stake: Option<Option<Stake>>,
    /// The capability.
    pub capability: Option<Option<Text>>,
    /// All tags.
    pub tags: Option<Vec<Text>>,
    /// All links.
    pub links: Option<Vec<Text>>,
    /// A condition of the estimate that has been met, by its text.
    pub met: Option<Text>,
}

/// Why a promise was kept late or not kept: about the work, never about a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Variance {
    /// Promised before anyone estimated it.
    SoldBeforeEstimated,
    /// It was more work than estimated.
    EstimateTooLow,
    /// The scope grew.
    ScopeGrew,
    /// Nobody had said when it is done.
    DoneWhenUnclear,
    /// Something it depends on came late.
    PrerequisiteLate,
    /// A third party.
    ThirdParty,
    /// The customer's part came late.
    CustomerInputLate,
    /// People were not there.
    PeopleUnavailable,
    /// Something else went first.
    PrioritiesChanged,
    /// The work held a surprise.
    TechnicalSurprise,
    /// It was out of sight.
    LostTrack,
    /// Something else, said in the note.
    Other,
}

impl Variance {
    /// Every reason, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::SoldBeforeEstimated,
        Self::EstimateTooLow,
        Self::ScopeGrew,
        Self::DoneWhenUnclear,
        Self::PrerequisiteLate,
        Self::ThirdParty,
        Self::CustomerInputLate,
        Self::PeopleUnavailable,
        Self::PrioritiesChanged,
        Self::TechnicalSurprise,
        Self::LostTrack,
        Self::Other,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SoldBeforeEstimated => "sold-before-estimated",
            Self::EstimateTooLow => "estimate-too-low",
            Self::ScopeGrew => "scope-grew",
            Self::DoneWhenUnclear => "done-when-unclear",
            Self::PrerequisiteLate => "prerequisite-late",
            Self::ThirdParty => "third-party",
            Self::CustomerInputLate => "customer-input-late",
            Self::PeopleUnavailable => "people-unavailable",
            Self::PrioritiesChanged => "priorities-changed",
            Self::TechnicalSurprise => "technical-surprise",
            Self::LostTrack => "lost-track",
            Self::Other => "other",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}
