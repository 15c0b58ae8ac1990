//! Flags: what asks for attention, why, and whose move it is. Derived on every read, never stored.

mod rules;
mod words;

use super::act::Text;
use super::calendar::Calendar;
use super::commitment::{Commitment, StateName};
use super::day::Day;
use super::outlook::{Chance, Outlook};
use super::person::Handle;
use super::policy::Policy;
use super::tracker::Issues;

/// The fourteen flags, in the order of urgency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Flag {
    /// What stands is worse than what the customer was told.
    CustomerNotTold,
    /// The date has passed.
    Overdue,
    /// The date told can hardly be kept.
    OverPromised,
    /// The customer was told, and nobody has estimated it.
    Blind,
    /// Two moves crossed, or one had no right to be made.
    Crossed,
    /// Tech owes an answer.
    AnswerLate,
    /// Sales owes an answer to a counter-offer.
    CounterWaiting,
    /// The estimate speaks of something that has changed.
    StaleEstimate,
    /// The date told may not be kept.
    AtRisk,
    /// The linked issue says something else.
    TrackerDrift,
    /// The date is near.
    DueSoon,
    /// Delivered, and not confirmed.
    Unconfirmed,
    /// Agreed, and nothing heard since.
    Quiet,
    /// Something is missing.
    Incomplete,
}

/// How loudly a flag speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Now.
    Red,
    /// Soon.
    Amber,
    /// For the record.
    Dim,
}

impl Level {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Dim => "dim",
        }
    }
}

impl Flag {
    /// Every flag, in the order of urgency.
    pub const ALL: [Self; 14] = [
        Self::CustomerNotTold,
        Self::Overdue,
        Self::OverPromised,
        Self::Blind,
        Self::Crossed,
        Self::AnswerLate,
        Self::CounterWaiting,
        Self::StaleEstimate,
        Self::AtRisk,
        Self::TrackerDrift,
        Self::DueSoon,
        Self::Unconfirmed,
        Self::Quiet,
        Self::Incomplete,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::CustomerNotTold => "customer-not-told",
            Self::Overdue => "overdue",
            Self::OverPromised => "over-promised",
            Self::Blind => "blind",
            Self::Crossed => "crossed",
            Self::AnswerLate => "answer-late",
            Self::CounterWaiting => "counter-waiting",
            Self::StaleEstimate => "stale-estimate",
            Self::AtRisk => "at-risk",
            Self::TrackerDrift => "tracker-drift",
            Self::DueSoon => "due-soon",
            Self::Unconfirmed => "unconfirmed",
            Self::Quiet => "quiet",
            Self::Incomplete => "incomplete",
        }
    }

    /// The flag of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.word() == word)
    }
}

/// A raised flag: what, how loudly, for what cause, and whose move it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Raised {
    /// What.
    pub flag: Flag,
    /// How loudly.
    pub level: Level,
    /// The facts behind it; [`Raised::why`] puts them into words.
    pub cause: Cause,
    /// Who has the next move, where somebody does.
    pub next_by: Option<Handle>,
}

/// The facts behind a flag.
#[derive(Clone, PartialEq, Debug)]
pub enum Cause {
    /// The promised date is later than the told one.
    ToldEarlier {
        /// What the customer believes.
        told: Day,
        /// What stands; none when the promise no longer has a date.
        stands: Option<Day>,
    },
    /// The scope, or its conditions, are others than told.
    ToldOtherScope {
        /// Whether only conditions were added.
        only_conditions: bool,
    },
    /// It ended, and the customer was told otherwise.
    ToldOtherEnd {
        /// How it ended.
        state: StateName,
    },
    /// The date passed so many days ago.
    Passed {
        /// Calendar days.
        days: i64,
        /// Whether anybody has estimated it.
        is_estimated: bool,
        /// Where it stands.
        state: StateName,
    },
    /// The chance of the told date.
    Unlikely {
        /// What the customer believes.
        told: Day,
        /// The chance of it.
        chance: Chance,
        /// The day with 80 %.
        p80: Day,
    },
    /// Tech's verdict is no.
    NotFeasible,
    /// Tech offers a later date than was told.
    OfferLater {
        /// What the customer believes.
        told: Day,
        /// What tech offers.
        offer: Day,
    },
    /// Told, and no estimate.
    NoEstimate {
        /// Since when.
        since: Day,
        /// The day the answer is to come.
        answer_by: Option<Day>,
    },
    /// Two moves answered the same terms differently.
    Crossed {
        /// Both sides, in words.
        sides: [Text; 2],
    },
    /// A move without the right to make it.
    Trespass {
        /// What was said, and why it has no effect.
        what: Text,
    },
    /// Tech owes an answer since so many working days.
    AnswerOwed {
        /// Working days since the terms were put, or the estimate given.
        days: i64,
        /// Whether an estimate is there, and only the signature is missing.
        is_estimated: bool,
    },
    /// The day on which tech was to answer has passed.
    AnswerByPassed {
        /// The day.
        answer_by: Day,
        /// Working days since.
        days: i64,
    },
    /// Tech's counter-offer waits since so many working days.
    OfferWaits {
        /// Working days.
        days: i64,
        /// The date offered.
        due: Option<Day>,
    },
    /// The terms changed after the estimate.
    TermsChanged {
        /// The day of the estimate.
        estimated: Day,
    },
    /// The estimate is old, and there is no agreement.
    EstimateOld {
        /// Days since.
        days: i64,
    },
    /// All the dates of the estimate have passed.
    DatesPassed {
        /// The last of them.
        last: Day,
    },
    /// A condition passed its day unmet.
    ConditionUnmet {
        /// What.
        text: Text,
        /// Its day.
        by: Day,
    },
    /// A linked issue says something else.
    Tracker {
        /// What it says.
        what: Text,
    },
    /// The date is near.
    DueIn {
        /// Calendar days; 0 is today.
        days: i64,
    },
    /// Delivered so many working days ago.
    Delivered {
        /// Working days.
        days: i64,
    },
    /// Nothing heard for so many days.
    Silent {
        /// Calendar days.
        days: i64,
    },
    /// These parts are missing.
    Missing {
        /// What, in words.
        parts: Vec<&'static str>,
    },
}

/// What flags are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Eyes<'a> {
    /// Today, in the book's zone.
    pub today: Day,
    /// The windows and thresholds.
    pub policy: &'a Policy,
    /// Which days are worked.
    pub calendar: &'a Calendar,
    /// What the tracker says.
    pub issues: &'a Issues,
}

/// How a commitment stands today: its outlook, and its flags in the order of urgency.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Standing {
    /// What the forecast says; none without an estimate.
    pub outlook: Option<Outlook>,
    /// The raised flags, loudest first, then by urgency.
    pub flags: Vec<Raised>,
}

impl Standing {
    /// Judges a commitment by today's eyes and its outlook.
    #[must_use]
    pub fn of(commitment: &Commitment, eyes: &Eyes, outlook: Option<Outlook>) -> Self {
        let flags = rules::raise(commitment, eyes, outlook.as_ref());
        Self { outlook, flags }
    }

    /// The flag on top, where there is one.
    #[must_use]
    pub fn top(&self) -> Option<&Raised> {
        self.flags.first()
    }

    /// How loudly the top flag speaks.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.top().map(|raised| raised.level)
    }

    /// Whether the flag is raised, at any level.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.iter().any(|raised| raised.flag == flag)
    }

    /// Whether it asks for attention: a red or an amber flag.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        self.level().is_some_and(|level| level < Level::Dim)
    }

    /// The chance of the told date.
    #[must_use]
    pub fn chance(&self) -> Option<Chance> {
        self.outlook.as_ref().and_then(|outlook| outlook.chance)
    }
}

/// The order of urgency: level, flag, then firmness, stake, value and days; smaller is more urgent.
#[must_use]
pub fn urgency(commitment: &Commitment, standing: &Standing) -> impl Ord + use<> {
    let settings = &commitment.settings;
    let top = standing.top();
    (
        top.map_or(3, |raised| raised.level as u8),
        top.map_or(u8::MAX, |raised| raised.flag as u8),
        std::cmp::Reverse(settings.firmness),
        settings.stake.map_or(u8::MAX, |stake| stake as u8),
        std::cmp::Reverse(settings.value.map_or(0, super::money::Money::cents)),
        commitment.measured_due().map_or(i64::MAX, |due| i64::from(chrono::Datelike::num_days_from_ce(&due.date()))),
        commitment.id,
    )
}
