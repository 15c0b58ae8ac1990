//! When each flag is raised: one function a flag, in the order of urgency.

use super::{Cause, Eyes, Flag, Level, Raised};
use crate::domain::act::{Text, Verdict};
use crate::domain::commitment::{Commitment, State, StateName};
use crate::domain::day::Day;
use crate::domain::digest;
use crate::domain::estimate::Estimate;
use crate::domain::outlook::{Cover, Outlook};
use crate::domain::person::Side;
use crate::domain::tracker::Stage;
use crate::domain::wording;

/// Every flag of a commitment, loudest first, then by urgency.
pub(super) fn raise(commitment: &Commitment, eyes: &Eyes, outlook: Option<&Outlook>) -> Vec<Raised> {
    let case = Case { commitment, eyes, outlook, is_muted: is_risk_accepted(commitment, eyes.today) };
    let mut flags = Vec::new();
    for rule in RULES {
        flags.extend(rule(&case));
    }
    flags.sort_by_key(|raised| (raised.level, raised.flag));
    flags
}

const RULES: [fn(&Case) -> Option<Raised>; 14] = [
    customer_not_told,
    overdue,
    over_promised,
    blind,
    crossed,
    answer_late,
    counter_waiting,
    stale_estimate,
    at_risk,
    tracker_drift,
    due_soon,
    unconfirmed,
    quiet,
    incomplete,
];

struct Case<'a> {
    commitment: &'a Commitment,
    eyes: &'a Eyes<'a>,
    outlook: Option<&'a Outlook>,
    is_muted: bool,
}

impl Case<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "every rule ends in it, and a rule may raise nothing")]
    fn raised(&self, flag: Flag, level: Level, cause: Cause, next: Side) -> Option<Raised> {
        Some(Raised { flag, level, cause, next_by: self.commitment.owner(next).cloned() })
    }

    /// Red, or dim while a manager has accepted the risk.
    fn mutable(&self, level: Level) -> Level {
        if self.is_muted { Level::Dim } else { level }
    }

    /// Open, and tech has not said it is done.
    fn is_pending(&self) -> bool {
        match self.commitment.state.name() {
            StateName::Requested | StateName::Countered | StateName::Agreed => true,
            StateName::Delivered
            | StateName::Kept
            | StateName::Declined
            | StateName::Revoked
            | StateName::Withdrawn => false,
        }
    }

    fn is_overdue(&self) -> bool {
        self.is_pending() && self.commitment.measured_due().is_some_and(|due| due < self.eyes.today)
    }

    fn has_estimate(&self) -> bool {
        self.commitment.feasibility.as_ref().is_some_and(|answer| answer.answer.estimate.is_some())
    }

    fn is_not_feasible(&self) -> bool {
        self.commitment.feasibility.as_ref().is_some_and(|answer| answer.answer.verdict == Verdict::NotFeasible)
    }

    fn working_days_since(&self, day: Day) -> i64 {
        self.eyes.calendar.working_days(day, self.eyes.today)
    }
}

fn is_risk_accepted(commitment: &Commitment, today: Day) -> bool {
    commitment.accepted_risk.as_ref().is_some_and(|risk| today < risk.review)
}

fn customer_not_told(case: &Case) -> Option<Raised> {
    let commitment = case.commitment;
    let told = commitment.told.as_ref()?;
    let red = |cause| case.raised(Flag::CustomerNotTold, Level::Red, cause, Side::Sales);
    let state = commitment.state.name();
    match state {
        StateName::Declined | StateName::Revoked => {
            if told.outcome.is_some() {
                None
            } else {
                red(Cause::ToldOtherEnd { state })
            }
        }
        StateName::Requested | StateName::Countered | StateName::Agreed => {
            let terms = &commitment.terms;
            if let Some(told_due) = told.due
                && terms.due.is_some_and(|due| due > told_due)
            {
                return red(Cause::ToldEarlier { told: told_due, stands: terms.due });
            }
            if told.scope != terms.scope {
                return red(Cause::ToldOtherScope { only_conditions: false });
            }
            if terms.conditions.iter().any(|condition| !told.conditions.contains(condition)) {
                return red(Cause::ToldOtherScope { only_conditions: true });
            }
            None
        }
        StateName::Delivered | StateName::Kept | StateName::Withdrawn => None,
    }
}

fn overdue(case: &Case) -> Option<Raised> {
    if !case.is_overdue() {
        return None;
    }
    let due = case.commitment.measured_due()?;
    let next = match case.commitment.state.name() {
        StateName::Countered => Side::Sales,
        StateName::Requested
        | StateName::Agreed
        | StateName::Delivered
        | StateName::Kept
        | StateName::Declined
        | StateName::Revoked
        | StateName::Withdrawn => Side::Tech,
    };
    let cause = Cause::Passed {
        days: due.days_to(case.eyes.today),
        is_estimated: case.has_estimate(),
        state: case.commitment.state.name(),
    };
    case.raised(Flag::Overdue, Level::Red, cause, next)
}

fn over_promised(case: &Case) -> Option<Raised> {
    if !case.is_pending() {
        return None;
    }
    let told = case.commitment.told.as_ref()?;
    let raise = |cause| case.raised(Flag::OverPromised, case.mutable(Level::Red), cause, Side::Sales);
    if case.is_not_feasible() {
        return raise(Cause::NotFeasible);
    }
    if let (Some(told), Some(offer)) = (told.due, case.commitment.offer().and_then(|offer| offer.due))
        && offer > told
    {
        return raise(Cause::OfferLater { told, offer });
    }
    let outlook = case.outlook?;
    let (told, chance) = (told.due?, outlook.chance?);
    if case.is_overdue() || case.eyes.policy.cover(chance) != Cover::OverPromised {
        return None;
    }
    raise(Cause::Unlikely { told, chance, p80: outlook.dates.p80 })
}

fn blind(case: &Case) -> Option<Raised> {
    let told = case.commitment.told.as_ref()?;
    if !case.is_pending() || case.has_estimate() || case.is_not_feasible() {
        return None;
    }
    let answer_by = case.commitment.answer_by.filter(|day| *day >= case.eyes.today);
    let level = if answer_by.is_some() { Level::Amber } else { Level::Red };
    let cause = Cause::NoEstimate { since: told.on, answer_by };
    case.raised(Flag::Blind, case.mutable(level), cause, Side::Tech)
}

fn crossed(case: &Case) -> Option<Raised> {
    let commitment = case.commitment;
    if let Some(crossing) = commitment.crossing {
        let side = |id| {
            let words = commitment
                .find_move(id)
                .map(|made| format!("{}: {}", made.by, digest::told_of(&commitment.moves, made, case.eyes.today)));
            Text::from(words.unwrap_or_default())
        };
        let cause = Cause::Crossed { sides: [side(crossing.first), side(crossing.second)] };
        return case.raised(Flag::Crossed, Level::Red, cause, Side::Sales);
    }
    let made = commitment.find_move(commitment.trespass?)?;
    let what = Text::from(format!("{}: {}", made.by, wording::said(made, case.eyes.today)));
    let next = made.act.kind().role().map_or(Side::Sales, |role| match role {
        crate::domain::person::Role::Tech => Side::Tech,
        crate::domain::person::Role::Sales | crate::domain::person::Role::Manager => Side::Sales,
    });
    case.raised(Flag::Crossed, Level::Red, Cause::Trespass { what }, next)
}

fn answer_late(case: &Case) -> Option<Raised> {
    let State::Requested = case.commitment.state else { return None };
    let within = case.eyes.policy.answer_within;
    if let Some(answer_by) = case.commitment.answer_by {
        if answer_by >= case.eyes.today {
            return None;
        }
        let days = case.working_days_since(answer_by);
        let level = if days > within { Level::Red } else { Level::Amber };
        return case.raised(Flag::AnswerLate, level, Cause::AnswerByPassed { answer_by, days }, Side::Tech);
    }
    let asked = case.commitment.asked_on?;
    let estimated = case.commitment.feasibility.as_ref().filter(|given| given.terms == case.commitment.terms.id);
    let since = estimated.map_or(asked, |given| given.on.max(asked));
    let days = case.working_days_since(since);
    if days <= within {
        return None;
    }
    let level = if days > 2 * within { Level::Red } else { Level::Amber };
    case.raised(Flag::AnswerLate, level, Cause::AnswerOwed { days, is_estimated: estimated.is_some() }, Side::Tech)
}

fn counter_waiting(case: &Case) -> Option<Raised> {
    let offer = case.commitment.offer()?;
    let days = case.working_days_since(offer.on);
    if days < case.eyes.policy.counter_within {
        return None;
    }
    case.raised(Flag::CounterWaiting, Level::Amber, Cause::OfferWaits { days, due: offer.due }, Side::Sales)
}

fn stale_estimate(case: &Case) -> Option<Raised> {
    let given = case.commitment.feasibility.as_ref()?;
    if !case.is_pending() {
        return None;
    }
    let amber = |cause| case.raised(Flag::StaleEstimate, Level::Amber, cause, Side::Tech);
    if case.commitment.has_outdated_estimate() {
        return amber(Cause::TermsChanged { estimated: given.on });
    }
    let unmet = given.conditions.iter().filter(|condition| !condition.is_met);
    if let Some((text, by)) = unmet
        .filter_map(|condition| Some((condition.text.clone(), condition.by?)))
        .find(|(_, by)| *by < case.eyes.today)
    {
        return case.raised(Flag::StaleEstimate, Level::Amber, Cause::ConditionUnmet { text, by }, Side::Sales);
    }
    if let Some(Estimate::Dates(span)) = given.answer.estimate
        && span.high() < case.eyes.today
    {
        return amber(Cause::DatesPassed { last: span.high() });
    }
    let days = given.on.days_to(case.eyes.today);
    let is_agreed = case.commitment.signature().is_some();
    if !is_agreed && days > case.eyes.policy.estimate_stale_after {
        return amber(Cause::EstimateOld { days });
    }
    None
}

fn at_risk(case: &Case) -> Option<Raised> {
    let chance = case.outlook?.chance?;
    let due = case.commitment.measured_due()?;
    let is_told = case.commitment.told.is_some();
    let cover = case.eyes.policy.cover(chance);
    let is_said_already = is_told && (cover == Cover::OverPromised || case.is_not_feasible());
    if !case.is_pending() || case.is_overdue() || is_said_already || cover == Cover::Covered {
        return None;
    }
    let cause = Cause::Unlikely { told: due, chance, p80: case.outlook?.dates.p80 };
    // What tech would need is in its counter-offer, where one is open.
    let next = if case.commitment.offer().is_some() { Side::Sales } else { Side::Tech };
    case.raised(Flag::AtRisk, case.mutable(Level::Amber), cause, next)
}

fn tracker_drift(case: &Case) -> Option<Raised> {
    if !case.is_pending() {
        return None;
    }
    let due = case.commitment.measured_due();
    let today = case.eyes.today;
    let said = case.commitment.settings.links.iter().find_map(|link| {
        let issue = case.eyes.issues.linked(link)?;
        let is_near = due.is_some_and(|due| today.days_to(due) <= case.eyes.policy.due_soon_within);
        match (issue.stage, issue.due) {
            (Stage::Cancelled, _) => Some(format!("{} is cancelled", issue.key)),
            (Stage::NotStarted | Stage::Started, Some(there)) if due.is_some_and(|due| there > due) => {
                Some(format!("{} is due {} there", issue.key, there.short(today)))
            }
            (Stage::NotStarted, _) if is_near => Some(format!("{} is not started", issue.key)),
            (Stage::NotStarted | Stage::Started | Stage::Done, _) => None,
        }
    })?;
    case.raised(Flag::TrackerDrift, Level::Amber, Cause::Tracker { what: said.into() }, Side::Tech)
}

fn due_soon(case: &Case) -> Option<Raised> {
    let due = case.commitment.measured_due()?;
    let days = case.eyes.today.days_to(due);
    if !case.is_pending() || !(0..=case.eyes.policy.due_soon_within).contains(&days) {
        return None;
    }
    case.raised(Flag::DueSoon, Level::Amber, Cause::DueIn { days }, Side::Tech)
}

fn unconfirmed(case: &Case) -> Option<Raised> {
    let State::Delivered(_) = case.commitment.state else { return None };
    let days = case.working_days_since(case.commitment.delivered_on?);
    if days < case.eyes.policy.confirm_within {
        return None;
    }
    case.raised(Flag::Unconfirmed, Level::Amber, Cause::Delivered { days }, Side::Sales)
}

fn quiet(case: &Case) -> Option<Raised> {
    let State::Agreed(_) = case.commitment.state else { return None };
    let days = case.commitment.last_move_on.days_to(case.eyes.today);
    if days < case.eyes.policy.quiet_after {
        return None;
    }
    case.raised(Flag::Quiet, Level::Dim, Cause::Silent { days }, Side::Tech)
}

fn incomplete(case: &Case) -> Option<Raised> {
    let commitment = case.commitment;
    if !commitment.is_open() {
        return None;
    }
    let missing = [
        ("date", commitment.terms.due.is_none()),
        ("done-when", commitment.terms.done_when.is_none()),
        ("sales owner", commitment.settings.sales.is_none()),
        ("tech owner", commitment.settings.tech.is_none()),
    ];
    let parts: Vec<&str> = missing.iter().filter(|(_, is_missing)| *is_missing).map(|(part, _)| *part).collect();
    if parts.is_empty() {
        return None;
    }
    let next = if parts == ["tech owner"] { Side::Tech } else { Side::Sales };
    case.raised(Flag::Incomplete, Level::Dim, Cause::Missing { parts }, next)
}
