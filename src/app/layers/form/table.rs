//! The table of forms: which fields each has, and which of them it needs.

use crate::command::Command;
use crate::domain::act::{Kind, Variance, Verdict};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::person::{Role, Side};

/// What a form is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// A promise in all its parts.
    Add,
    /// How long, whether, on what conditions.
    Estimate,
    /// The signature.
    Countersign,
    /// Other terms, from either side.
    Terms(Side),
    /// Another date, from either side.
    Date(Side),
    /// What the customer was told.
    Told,
    /// The counter-offer stands.
    Accept,
    /// Answer by.
    Defer,
    /// Tech says no.
    Decline,
    /// Work left.
    Progress,
    /// Done.
    Deliver,
    /// The customer has it.
    Confirm,
    /// The customer doesn't have it yet.
    NotYet,
    /// No longer wanted.
    Withdraw,
    /// The signature is taken back.
    Revoke,
    /// Go on in spite of a flag.
    AcceptRisk,
    /// Closed, and open again.
    Reopen,
    /// A remark.
    Note,
    /// Settings.
    Edit,
}

/// One field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the table below says each in words")]
pub enum Slot {
    Customer,
    Scope,
    Due,
    Told,
    ToldDue,
    DoneWhen,
    Conditions,
    Tech,
    Sales,
    Deal,
    Value,
    Firmness,
    Stake,
    Capability,
    Tags,
    Links,
    Estimate,
    Verdict,
    Start,
    Until,
    Left,
    Reason,
    Review,
    Which,
    Level,
    Met,
    On,
    For,
    Note,
}

/// How much a form wants a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Nothing goes without it.
    Must,
    /// It is asked for once; the second time it goes without.
    Wanted,
    /// It can stay empty.
    May,
}

/// How a field is filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fill {
    /// Words in a line.
    Text,
    /// Words in several lines.
    Lines,
    /// Several things with `;` between them.
    List,
    /// Words without blanks.
    Words,
    /// A day that is promised.
    Day,
    /// A day that may have passed.
    AnyDay,
    /// A day that has passed.
    PastDay,
    /// An effort or a range of days.
    Effort,
    /// An amount of money.
    Money,
    /// Somebody, who would have the role.
    Person(Role),
    /// One of some words.
    Word(&'static [&'static str]),
    /// One of some words that the commitment offers.
    Own,
    /// Yes or no.
    Switch,
}

const FIRMNESS: [&str; 5] = {
    let [a, b, c, d, e] = Firmness::ALL;
    [a.word(), b.word(), c.word(), d.word(), e.word()]
};
const STAKES: [&str; 3] = {
    let [a, b, c] = Stake::ALL;
    [a.word(), b.word(), c.word()]
};
const VERDICTS: [&str; 4] = {
    let [a, b, c, d] = Verdict::ALL;
    [a.word(), b.word(), c.word(), d.word()]
};
const REASONS: [&str; 12] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = Variance::ALL;
    [
        a.word(),
        b.word(),
        c.word(),
        d.word(),
        e.word(),
        f.word(),
        g.word(),
        h.word(),
        i.word(),
        j.word(),
        k.word(),
        l.word(),
    ]
};

/// The key of each reason, in their order.
pub const REASON_KEYS: [char; 12] = ['s', 'e', 'g', 'd', 'p', 't', 'c', 'a', 'r', 'u', 'l', 'o'];

/// Every field: its name in a kept draft, its label, how it is filled, and what could stand there.
const SLOTS: &[(Slot, &str, &str, Fill, &str)] = &[
    (Slot::Customer, "customer", "customer", Fill::Text, "who it is promised to"),
    (Slot::Scope, "scope", "what", Fill::Text, "what is promised, in the customer's words"),
    (Slot::Due, "due", "by", Fill::Day, "15 mar, end of q2, +3w"),
    (Slot::Told, "told", "told", Fill::Switch, ""),
    (Slot::ToldDue, "told-due", "told date", Fill::AnyDay, "where the customer was told another"),
    (Slot::DoneWhen, "done-when", "done when", Fill::Text, "how everyone will know"),
    (Slot::Conditions, "conditions", "if", Fill::List, "what it depends on; several with ;"),
    (Slot::Tech, "tech", "tech", Fill::Person(Role::Tech), "who answers for tech"),
    (Slot::Sales, "sales", "sales", Fill::Person(Role::Sales), "who speaks with the customer"),
    (Slot::Deal, "deal", "deal", Fill::Text, "the opportunity behind it"),
    (Slot::Value, "value", "value", Fill::Money, "120k, 1.2M USD"),
    (Slot::Firmness, "firmness", "firmness", Fill::Word(&FIRMNESS), ""),
    (Slot::Stake, "stake", "stake", Fill::Word(&STAKES), ""),
    (Slot::Capability, "capability", "capability", Fill::Text, "what is built, shared by several"),
    (Slot::Tags, "tags", "tags", Fill::Words, "#auth #q2"),
    (Slot::Links, "links", "links", Fill::Words, "issues, documents, mails"),
    (Slot::Estimate, "estimate", "how long", Fill::Effort, "5d..8d..15d, 2w, ~20d, 1 apr..20 apr"),
    (Slot::Verdict, "verdict", "verdict", Fill::Word(&VERDICTS), "feasible, or conditional where there is an if"),
    (Slot::Start, "start", "start", Fill::AnyDay, "where it isn't the agreement"),
    (Slot::Until, "until", "answer by", Fill::Day, "tomorrow, fri, +1w"),
    (Slot::Left, "left", "work left", Fill::Effort, "3d, 2d..5d"),
    (Slot::Reason, "reason", "why", Fill::Word(&REASONS), ""),
    (Slot::Review, "review", "look again", Fill::Day, "+2w, eom"),
    (Slot::Which, "which", "told", Fill::Own, ""),
    (Slot::Level, "level", "how sure", Fill::Own, ""),
    (Slot::Met, "met", "met", Fill::Own, ""),
    (Slot::On, "on", "said on", Fill::PastDay, "today, or earlier: yesterday, 3 nov"),
    (Slot::For, "for", "for", Fill::Person(Role::Tech), "whose word it is, when not yours"),
    (Slot::Note, "note", "note", Fill::Lines, "anything worth knowing later"),
];

impl Slot {
    fn row(self) -> &'static (Self, &'static str, &'static str, Fill, &'static str) {
        SLOTS.iter().find(|row| row.0 == self).expect("every field has its row")
    }

    /// Its name in a kept draft.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The field of a name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        SLOTS.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// What stands before it.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.row().2
    }

    /// How it is filled.
    #[must_use]
    pub fn fill(self) -> Fill {
        self.row().3
    }

    /// What could stand there.
    #[must_use]
    pub fn hint(self) -> &'static str {
        self.row().4
    }
}

type Fields = &'static [(Slot, Need)];

const COMMON: Fields = &[(Slot::Note, Need::May), (Slot::On, Need::May), (Slot::For, Need::May)];
const LATER: Fields = &[(Slot::On, Need::May), (Slot::For, Need::May)];
const DUE: Fields = &[(Slot::Due, Need::May)];
const OFFER: Fields = &[(Slot::Due, Need::May), (Slot::Level, Need::May)];
const TERMS: Fields = &[(Slot::Scope, Need::May), (Slot::DoneWhen, Need::May), (Slot::Conditions, Need::May)];
const TOLD: Fields = &[(Slot::Told, Need::May)];
const REASON: Fields = &[(Slot::Reason, Need::Must)];

/// Every topic's fields, in their order.
#[must_use]
pub fn fields(topic: Topic) -> Vec<(Slot, Need)> {
    let parts: &[Fields] = match topic {
        Topic::Add => &[
            &[
                (Slot::Customer, Need::Must),
                (Slot::Scope, Need::Must),
                (Slot::Due, Need::May),
                (Slot::Told, Need::May),
                (Slot::ToldDue, Need::May),
                (Slot::DoneWhen, Need::May),
                (Slot::Conditions, Need::May),
                (Slot::Tech, Need::May),
                (Slot::Sales, Need::May),
                (Slot::Firmness, Need::May),
                (Slot::Stake, Need::May),
                (Slot::Deal, Need::May),
                (Slot::Value, Need::May),
                (Slot::Capability, Need::May),
                (Slot::Tags, Need::May),
                (Slot::Links, Need::May),
            ],
            COMMON,
        ],
        Topic::Estimate => &[
            &[
                (Slot::Estimate, Need::Wanted),
                (Slot::Verdict, Need::May),
                (Slot::Conditions, Need::May),
                (Slot::Start, Need::May),
            ],
            COMMON,
        ],
        Topic::Countersign | Topic::NotYet | Topic::Reopen => &[COMMON],
        Topic::Terms(Side::Sales) => &[DUE, TERMS, TOLD, COMMON],
        Topic::Terms(Side::Tech) => &[OFFER, TERMS, COMMON],
        Topic::Date(Side::Sales) => &[&[(Slot::Due, Need::Must)], TOLD, COMMON],
        Topic::Date(Side::Tech) => &[&[(Slot::Due, Need::Must), (Slot::Level, Need::May)], COMMON],
        Topic::Told => &[&[(Slot::Which, Need::May), (Slot::ToldDue, Need::May)], COMMON],
        Topic::Accept => &[TOLD, COMMON],
        Topic::Defer => &[&[(Slot::Until, Need::Must)], COMMON],
        Topic::Decline | Topic::Withdraw | Topic::Revoke | Topic::Deliver | Topic::Confirm => &[REASON, COMMON],
        Topic::Progress => &[&[(Slot::Left, Need::Wanted)], COMMON],
        Topic::AcceptRisk => &[&[(Slot::Review, Need::Must), (Slot::Note, Need::Must)], LATER],
        Topic::Note => &[&[(Slot::Note, Need::Must)], LATER],
        Topic::Edit => &[
            &[
                (Slot::Customer, Need::May),
                (Slot::Scope, Need::May),
                (Slot::DoneWhen, Need::May),
                (Slot::Tech, Need::May),
                (Slot::Sales, Need::May),
                (Slot::Firmness, Need::May),
                (Slot::Stake, Need::May),
                (Slot::Deal, Need::May),
                (Slot::Value, Need::May),
                (Slot::Capability, Need::May),
                (Slot::Tags, Need::May),
                (Slot::Links, Need::May),
                (Slot::Met, Need::May),
            ],
            COMMON,
        ],
    };
    parts.concat()
}

/// Every topic with its name in a kept draft, the kind of move it makes, its command, its title and what Enter does.
#[rustfmt::skip]
const TOPICS: &[(Topic, &str, Kind, Command, &str, &str)] = &[
    (Topic::Add, "add", Kind::Promise, Command::AddForm, "add a promise", "add"),
    (Topic::Estimate, "estimate", Kind::Estimate, Command::Estimate, "estimate", "give the estimate"),
    (Topic::Countersign, "countersign", Kind::Countersign, Command::Countersign, "countersign", "sign"),
    (Topic::Terms(Side::Sales), "change", Kind::Change, Command::Counter, "change the terms", "put to tech"),
    (Topic::Terms(Side::Tech), "counter", Kind::Counter, Command::Counter, "counter-offer", "offer"),
    (Topic::Date(Side::Sales), "move-date", Kind::Change, Command::MoveDate, "move the date", "move"),
    (Topic::Date(Side::Tech), "offer-date", Kind::Counter, Command::MoveDate, "offer another date", "offer"),
    (Topic::Told, "told", Kind::Told, Command::Told, "told the customer", "record"),
    (Topic::Accept, "accept", Kind::Accept, Command::Accept, "accept the counter-offer", "accept"),
    (Topic::Defer, "defer", Kind::Defer, Command::Defer, "answer by a day", "name the day"),
    (Topic::Decline, "decline", Kind::Decline, Command::Decline, "decline", "decline"),
    (Topic::Progress, "progress", Kind::Progress, Command::Progress, "work left", "report"),
    (Topic::Deliver, "deliver", Kind::Deliver, Command::Deliver, "deliver", "say done"),
    (Topic::Confirm, "confirm", Kind::Confirm, Command::Confirm, "the customer has it", "confirm"),
    (Topic::NotYet, "not-yet", Kind::NotYet, Command::NotYet, "the customer doesn't have it yet", "say not yet"),
    (Topic::Withdraw, "withdraw", Kind::Withdraw, Command::Withdraw, "withdraw", "withdraw"),
    (Topic::Revoke, "revoke", Kind::Revoke, Command::Revoke, "take the signature back", "take it back"),
    (Topic::AcceptRisk, "accept-risk", Kind::AcceptRisk, Command::AcceptRisk, "accept the risk", "accept"),
    (Topic::Reopen, "reopen", Kind::Reopen, Command::Reopen, "reopen", "reopen"),
    (Topic::Note, "note", Kind::Note, Command::Note, "note", "add"),
    (Topic::Edit, "edit", Kind::Edit, Command::Edit, "edit", "save"),
];

impl Topic {
    fn row(self) -> &'static (Self, &'static str, Kind, Command, &'static str, &'static str) {
        TOPICS.iter().find(|row| row.0 == self).expect("every topic has its row")
    }

    /// Its name in a kept draft.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The kind of move it makes.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.row().2
    }

    /// What stands over it.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().4
    }

    /// What Enter does.
    #[must_use]
    pub fn verb(self) -> &'static str {
        self.row().5
    }

    /// The topic that a command opens for somebody who would speak for a side.
    #[must_use]
    pub fn of(command: Command, side: Side) -> Option<Self> {
        let spoken = |topic: &Self| !matches!(topic, Self::Terms(its) | Self::Date(its) if *its != side);
        TOPICS.iter().find(|row| row.3 == command && spoken(&row.0)).map(|row| row.0)
    }
}

/// The command that makes a kind of move, where one does.
#[must_use]
pub fn command_for(kind: Kind) -> Option<Command> {
    match kind {
        Kind::Promise => Some(Command::AddForm),
        Kind::Change => Some(Command::MoveDate),
        Kind::Counter => Some(Command::Counter),
        Kind::Estimate
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
        | Kind::Edit
        | Kind::AcceptRisk
        | Kind::Reopen => TOPICS.iter().find(|row| row.2 == kind).map(|row| row.3),
        Kind::Retract | Kind::Unknown => None,
    }
}

/// The kind of move that a command makes, where it makes one about a commitment.
#[must_use]
pub fn kind_of(command: Command, side: Side) -> Option<Kind> {
    Topic::of(command, side).filter(|topic| *topic != Topic::Add).map(Topic::kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_topic_has_its_row() {
        let mut names = std::collections::HashSet::new();
        for row in TOPICS {
            assert!(names.insert(row.1), "{} twice", row.1);
            let slots = fields(row.0);
            for (n, (slot, _)) in slots.iter().enumerate() {
                assert!(slots[..n].iter().all(|(other, _)| other != slot), "{:?} twice in {}", slot, row.1);
                assert_eq!(Slot::by_name(slot.name()), Some(*slot));
            }
        }
        for kind in Kind::TABLE.iter().map(|row| row.0).filter(|kind| *kind != Kind::Retract) {
            assert!(command_for(kind).is_some(), "{kind:?}");
        }
    }

    #[test]
    fn every_reason_has_its_own_key() {
        let keys: std::collections::HashSet<char> = REASON_KEYS.into_iter().collect();
        assert_eq!(keys.len(), REASONS.len());
    }
}
