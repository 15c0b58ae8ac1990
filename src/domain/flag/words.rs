//! Flags in words: the reason in a sentence, and the next move.

use super::{Cause, Flag, Level, Raised};
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::person::People;
use crate::domain::wording::{count, distance};

impl Raised {
    /// The reason: `told 15 Mar, 11 % to make it, 80 % by 25 Apr`.
    #[must_use]
    pub fn why(&self, today: Day) -> String {
        let words = match &self.cause {
            Cause::ToldEarlier { told, stands: Some(stands) } => {
                format!("told {}, now {}", told.short(today), stands.short(today))
            }
            Cause::ToldEarlier { told, stands: None } => format!("told {}, now without a date", told.short(today)),
            Cause::ToldOtherScope { only_conditions: true } => "told without the conditions that now stand".into(),
            Cause::ToldOtherScope { only_conditions: false } => "told another scope than now stands".into(),
            Cause::ToldOtherEnd { state } => format!("{}, and the customer still counts on it", state.word()),
            Cause::Passed { days, is_estimated, state } => {
                let rest = match (is_estimated, state) {
                    (false, _) => ", no estimate",
                    (true, StateName::Requested) => ", not signed",
                    (true, StateName::Countered) => ", a counter-offer is open",
                    (
                        true,
                        StateName::Agreed
                        | StateName::Delivered
                        | StateName::Kept
                        | StateName::Declined
                        | StateName::Revoked
                        | StateName::Withdrawn,
                    ) => "",
                };
                format!("{} over the date{rest}", count(*days, "day"))
            }
            Cause::Unlikely { told, chance, p80 } => {
                let verb = if self.flag == Flag::OverPromised { "told" } else { "due" };
                format!("{verb} {}, {chance} to make it, 80 % by {}", told.short(today), p80.short(today))
            }
            Cause::NotFeasible => "tech says it is not feasible".into(),
            Cause::OfferLater { told, offer } => {
                let late = distance(told.days_to(*offer));
                format!("told {}, tech offers {}, {late} later", told.short(today), offer.short(today))
            }
            Cause::NoEstimate { since, answer_by: Some(day) } => {
                format!("told {}, no estimate yet, answer by {}", since.short(today), day.short(today))
            }
            Cause::NoEstimate { since, answer_by: None } => format!("told {}, no estimate", since.short(today)),
            Cause::Crossed { sides: [first, second] } => format!("{first} ⟷ {second}"),
            Cause::Trespass { what } => format!("without the right to: {what}"),
            Cause::AnswerOwed { days, is_estimated: true } => {
                format!("estimated {} ago, not signed", count(*days, "working day"))
            }
            Cause::AnswerOwed { days, is_estimated: false } => {
                format!("waits {} for an answer", count(*days, "working day"))
            }
            Cause::AnswerByPassed { answer_by, days } => {
                format!("answer was due {}, {} ago", answer_by.short(today), count(*days, "working day"))
            }
            Cause::OfferWaits { days, due } => {
                let offered = due.map_or_else(String::new, |due| format!(" of {}", due.short(today)));
                format!("the counter-offer{offered} waits {}", count(*days, "working day"))
            }
            Cause::TermsChanged { estimated } => {
                format!("terms changed since the estimate of {}", estimated.short(today))
            }
            Cause::EstimateOld { days } => format!("the estimate is {} old, nothing is agreed", count(*days, "day")),
            Cause::DatesPassed { last } => format!("the dates it was estimated to passed on {}", last.short(today)),
            Cause::ConditionUnmet { text, by } => format!("not met by {}: {text}", by.short(today)),
            Cause::Tracker { what } => what.to_string(),
            Cause::DueIn { days: 0 } => "due today".into(),
            Cause::DueIn { days: 1 } => "due tomorrow".into(),
            Cause::DueIn { days } => format!("due in {}", count(*days, "day")),
            Cause::Delivered { days } => format!("delivered {} ago, not confirmed", count(*days, "working day")),
            Cause::Silent { days } => format!("no word for {}", count(*days, "day")),
            Cause::Missing { parts } => format!("no {}", parts.join(", no ")),
        };
        if self.is_muted() { format!("{words} (risk accepted)") } else { words }
    }

    /// Whether a manager's acceptance of the risk made it dim.
    #[must_use]
    pub fn is_muted(&self) -> bool {
        self.level == Level::Dim && matches!(self.flag, Flag::OverPromised | Flag::Blind | Flag::AtRisk)
    }

    /// What the next move is: `tell Acme or withdraw`.
    #[must_use]
    pub fn next(&self, commitment: &Commitment) -> String {
        let customer = &commitment.customer;
        match (&self.cause, self.flag) {
            (Cause::ToldEarlier { .. } | Cause::ToldOtherScope { .. } | Cause::ToldOtherEnd { .. }, _) => {
                format!("tell {customer}")
            }
            (Cause::Passed { is_estimated: false, state: StateName::Agreed, .. }, _) => "deliver or estimate".into(),
            (Cause::Passed { is_estimated: false, .. } | Cause::NoEstimate { .. }, _) => "estimate".into(),
            (Cause::Passed { state: StateName::Countered, .. } | Cause::OfferWaits { .. }, _) => {
                "accept or counter back".into()
            }
            (Cause::Passed { state: StateName::Requested, .. }, _) => "sign or counter".into(),
            (Cause::Passed { .. }, _) => "deliver or give a new date".into(),
            (Cause::Unlikely { .. }, Flag::AtRisk) if commitment.offer().is_some() => "accept or counter back".into(),
            (Cause::Unlikely { .. }, Flag::AtRisk) => "say what would help".into(),
            (Cause::Unlikely { .. } | Cause::NotFeasible, _) => format!("tell {customer} or withdraw"),
            (Cause::OfferLater { .. }, _) => format!("accept and tell {customer}"),
            (Cause::Crossed { .. }, _) => match commitment.state.name() {
                StateName::Countered => "say which stands: accept, or change it".into(),
                StateName::Requested => "say which stands: change it, or have it signed".into(),
                StateName::Agreed
                | StateName::Delivered
                | StateName::Kept
                | StateName::Declined
                | StateName::Revoked
                | StateName::Withdrawn => "say which stands: change it, or counter".into(),
            },
            (Cause::Trespass { .. }, _) => "say it again, or let it be".into(),
            (Cause::AnswerOwed { is_estimated: true, .. }, _) => "sign or counter".into(),
            (Cause::AnswerOwed { .. } | Cause::AnswerByPassed { .. }, _) => "answer".into(),
            (Cause::TermsChanged { .. } | Cause::EstimateOld { .. } | Cause::DatesPassed { .. }, _) => {
                "estimate again".into()
            }
            (Cause::ConditionUnmet { .. }, _) => format!("ask {customer}, or mark it met"),
            (Cause::Tracker { .. }, _) => "bring the two together".into(),
            (Cause::DueIn { .. }, _) => match commitment.state.name() {
                StateName::Agreed => "deliver".into(),
                StateName::Requested
                | StateName::Countered
                | StateName::Delivered
                | StateName::Kept
                | StateName::Declined
                | StateName::Revoked
                | StateName::Withdrawn => "answer".into(),
            },
            (Cause::Delivered { .. }, _) => format!("confirm with {customer}"),
            (Cause::Silent { .. }, _) => "say how far it is".into(),
            (Cause::Missing { parts }, _) => format!("add {}", parts.join(", ")),
        }
    }

    /// The whole sentence: `over-promised: told 15 Mar, … → Maria: tell Acme or withdraw`.
    #[must_use]
    pub fn sentence(&self, commitment: &Commitment, people: &People, today: Day) -> String {
        format!("{}: {} → {}", self.flag.word(), self.why(today), self.move_of(commitment, people))
    }

    /// Whose move it is, and which: `Maria: tell Acme or withdraw`.
    #[must_use]
    pub fn move_of(&self, commitment: &Commitment, people: &People) -> String {
        match &self.next_by {
            Some(handle) => format!("{}: {}", people.called(handle), self.next(commitment)),
            None => self.next(commitment),
        }
    }
}
