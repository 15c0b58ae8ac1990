//! Whether a commitment matches.

mod before;

use std::cell::OnceCell;

use super::field::{Field, HAS, Key, Op};
use super::haystack::{self, Haystack, Part, begins_folded, is_folded, is_handle};
use super::parse::{Node, Test, Word};
use super::value::{Is, Value, number_of};
use crate::domain::act::{Act, Variance, Verdict};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Flag, Level, Standing};
use crate::domain::grade::Stake;
use crate::domain::money::Currency;
use crate::domain::person::Handle;

pub(super) use before::decides;

/// One commitment, and what is known about it.
pub(super) struct Case<'a> {
    commitment: &'a Commitment,
    standing: &'a Standing,
    book: &'a Book,
    given: Option<&'a Haystack>,
    own: OnceCell<Haystack>,
}

impl<'a> Case<'a> {
    pub(super) const fn new(
        commitment: &'a Commitment,
        standing: &'a Standing,
        book: &'a Book,
        given: Option<&'a Haystack>,
    ) -> Self {
        Self { commitment, standing, book, given, own: OnceCell::new() }
    }

    fn haystack(&self) -> &Haystack {
        self.given.unwrap_or_else(|| self.own.get_or_init(|| Haystack::of(self.commitment, &self.book.rules.people)))
    }
}

pub(super) fn holds(node: &Node, case: &Case) -> bool {
    match node {
        Node::And(nodes) => nodes.iter().all(|node| holds(node, case)),
        Node::Or(nodes) => nodes.iter().any(|node| holds(node, case)),
        Node::Not(inner) => !holds(inner, case),
        Node::Word(word) => finds(word, case),
        Node::Test(test) => match test.op {
            Op::Not => !test.values.iter().any(|value| passes(test.key, Op::Is, value, case)),
            op => test.values.iter().any(|value| passes(test.key, op, value, case)),
        },
    }
}

/// Words shorter than this are not taken for the beginning of an id: they would find ids at random.
const SHORTEST_ID: usize = 3;

fn finds(word: &Word, case: &Case) -> bool {
    let id = case.commitment.id;
    (may_be_id(word) && id.as_str().starts_with(&*word.folded)) || case.haystack().contains(&word.folded)
}

fn may_be_id(word: &Word) -> bool {
    (SHORTEST_ID..=crate::domain::id::LEN).contains(&word.folded.len())
}

fn passes(key: Key, op: Op, value: &Value, case: &Case) -> bool {
    let commitment = case.commitment;
    let settings = &commitment.settings;
    let among = |word: Option<usize>| ranks(word, op, &value.is);
    let day = |day: Option<Day>| lies(day.map(number_of), op, &value.is);
    match key {
        Key::Customer => reads(case, Part::Customer, op, value),
        Key::Scope => reads(case, Part::Scope, op, value),
        Key::Deal => reads(case, Part::Deal, op, value),
        Key::Capability => reads(case, Part::Capability, op, value),
        Key::Note => reads(case, Part::Notes, op, value),
        Key::Tag => match value.text() {
            None => value.is == Is::Missing && settings.tags.is_empty(),
            Some(wanted) if op == Op::Has => settings.tags.iter().any(|tag| begins_folded(tag, wanted)),
            Some(wanted) => settings.tags.iter().any(|tag| is_folded(tag, wanted)),
        },
        Key::Team => has_team(case, op, value),
        Key::Sales => has_person(settings.sales.as_slice().iter(), op, &value.is, case),
        Key::Tech => has_person(settings.tech.as_slice().iter(), op, &value.is, case),
        Key::Owner => has_person(settings.sales.iter().chain(&settings.tech), op, &value.is, case),
        Key::Next => {
            let loud = case.standing.flags.iter().filter(|raised| raised.level < Level::Dim);
            has_person(loud.filter_map(|raised| raised.next_by.as_ref()), op, &value.is, case)
        }
        Key::State => among(StateName::ALL.iter().position(|name| *name == commitment.state.name())),
        Key::Flag => match value.word().and_then(|place| Flag::ALL.get(place)) {
            Some(flag) => case.standing.has(*flag),
            None => value.is == Is::Missing && case.standing.flags.is_empty(),
        },
        Key::Level => among(case.standing.level().map(|level| match level {
            Level::Dim => 0,
            Level::Amber => 1,
            Level::Red => 2,
        })),
        Key::Stake => among(settings.stake.map(|stake| match stake {
            Stake::NiceToHave => 0,
            Stake::DealChallenge => 1,
            Stake::DealBreaker => 2,
        })),
        Key::Firmness => among(settings.firmness.map(|firmness| firmness as usize)),
        Key::Verdict => {
            let verdict = commitment.feasibility.as_ref().map(|given| given.answer.verdict);
            among(verdict.and_then(|verdict| Verdict::ALL.iter().position(|each| *each == verdict)))
        }
        Key::Reason => {
            among(commitment.variance.and_then(|reason| Variance::ALL.iter().position(|each| *each == reason)))
        }
        Key::Open => happened(commitment.is_open(), &value.is),
        Key::Asked => happened(commitment.is_asked(), &value.is),
        Key::Told => day(commitment.told.as_ref().map(|told| told.on)),
        Key::Signed => day(commitment.signature().map(|signature| signature.on)),
        Key::Delivered => day(commitment.delivered_on),
        Key::Closed => day((!commitment.is_open()).then_some(commitment.state_since)),
        Key::Due => day(commitment.terms.due),
        Key::ToldDue => day(commitment.told_due()),
        Key::Original => day(commitment.original_due),
        Key::AnswerBy => day(commitment.answer_by),
        Key::Opened => day(Some(commitment.opened_on)),
        Key::Moved => day(Some(commitment.last_move_on)),
        Key::Since => day(Some(commitment.state_since)),
        Key::Value => {
            let value_of = case.book.value_of(commitment);
            let wanted = wanted_currency(&value.is);
            let comparable = value_of.filter(|money| wanted.is_none_or(|currency| money.currency() == currency));
            lies(comparable.map(crate::domain::money::Money::cents), op, &value.is)
        }
        #[expect(clippy::cast_possible_truncation, reason = "a chance is between 0 and 1")]
        Key::Chance => {
            // What is shown is what is compared: hundredths, and less than one or more than 99.
            let chance = case.standing.chance().map(|chance| (chance.published() * 1000.0).round() as i64);
            lies(chance, op, &value.is)
        }
        Key::Slipped => lies(commitment.slip_days(), op, &value.is),
        Key::Re => {
            let is_enough = op == Op::Has || value.typed.len() == crate::domain::id::LEN;
            let begins = |id: crate::domain::id::Id| is_enough && id.starts_with(&value.typed);
            begins(commitment.id) || commitment.moves.iter().any(|made| begins(made.id))
        }
        Key::Has => value.word().and_then(|place| HAS.get(place)).is_some_and(|what| has(case, what)),
    }
}

fn wanted_currency(is: &Is) -> Option<Currency> {
    if let Is::Between { currency, .. } = is { *currency } else { None }
}

fn reads(case: &Case, part: Part, op: Op, value: &Value) -> bool {
    let text = case.haystack().part(part);
    match value.text() {
        None => value.is == Is::Missing && text.is_empty(),
        Some(wanted) if op == Op::Has => text.contains(wanted),
        Some(wanted) => text.lines().any(|line| line == wanted),
    }
}

fn has_team(case: &Case, op: Op, value: &Value) -> bool {
    let settings = &case.commitment.settings;
    let people = &case.book.rules.people;
    let owners = [&settings.tech, &settings.sales].into_iter().flatten();
    let mut teams = owners.filter_map(|owner| people.get(owner)?.team.as_deref());
    match value.text() {
        None => value.is == Is::Missing && teams.next().is_none(),
        Some(wanted) if op == Op::Has => teams.any(|team| haystack::folded(team).contains(wanted)),
        Some(wanted) => teams.any(|team| is_folded(team, wanted)),
    }
}

fn has_person<'a>(mut people: impl Iterator<Item = &'a Handle>, op: Op, is: &Is, case: &Case) -> bool {
    match is {
        Is::Missing => people.next().is_none(),
        Is::Me(me) => people.any(|handle| is_handle(handle, me)),
        Is::Person(wanted) => people.any(|handle| {
            // The beginning is enough, unless somebody is called exactly so.
            is_handle(handle, wanted)
                || (op == Op::Has
                    && begins_folded(handle.as_str(), wanted)
                    && !case.book.rules.people.iter().any(|person| is_handle(&person.handle, wanted)))
        }),
        Is::Text(_) | Is::Word(_) | Is::Yes | Is::No | Is::Between { .. } | Is::Id => false,
    }
}

fn ranks(fact: Option<usize>, op: Op, is: &Is) -> bool {
    let Is::Word(place) = is else { return *is == Is::Missing && fact.is_none() };
    fact.is_some_and(|fact| match op {
        Op::Has | Op::Is => fact == *place,
        Op::Not => fact != *place,
        Op::Less => fact < *place,
        Op::AtMost => fact <= *place,
        Op::More => fact > *place,
        Op::AtLeast => fact >= *place,
    })
}

fn happened(fact: bool, is: &Is) -> bool {
    if fact { *is == Is::Yes } else { *is == Is::No }
}

fn lies(fact: Option<i64>, op: Op, is: &Is) -> bool {
    match is {
        Is::Missing | Is::No => fact.is_none(),
        Is::Yes => fact.is_some(),
        Is::Between { low, high, .. } => fact.is_some_and(|fact| match op {
            Op::Has | Op::Is => (*low..=*high).contains(&fact),
            Op::Not => !(*low..=*high).contains(&fact),
            Op::Less => fact < *low,
            Op::AtMost => fact <= *high,
            Op::More => fact > *high,
            Op::AtLeast => fact >= *low,
        }),
        Is::Text(_) | Is::Person(_) | Is::Me(_) | Is::Word(_) | Is::Id => false,
    }
}

fn has(case: &Case, what: &str) -> bool {
    let commitment = case.commitment;
    let settings = &commitment.settings;
    let moves = || commitment.moves.iter().filter(|made| !commitment.retracted.contains(&made.id));
    match what {
        "date" => commitment.terms.due.is_some(),
        "estimate" => commitment.feasibility.as_ref().is_some_and(|given| given.answer.estimate.is_some()),
        "signature" => commitment.signature().is_some(),
        "proxy" => moves().any(|made| made.proxy_for.as_ref().is_some_and(|voice| *voice != made.by)),
        "self-signed" => commitment.signature().is_some_and(|signature| signature.is_self_signed),
        "offer" => commitment.offer().is_some(),
        "answer-by" => commitment.answer_by.is_some(),
        "progress" => commitment.progress.is_some(),
        "condition" => {
            !commitment.terms.conditions.is_empty()
                || commitment.feasibility.as_ref().is_some_and(|given| !given.conditions.is_empty())
        }
        "done-when" => commitment.terms.done_when.is_some(),
        "deal" => settings.deal.is_some(),
        "value" => case.book.value_of(commitment).is_some(),
        "sales" => settings.sales.is_some(),
        "tech" => settings.tech.is_some(),
        "capability" => settings.capability.is_some(),
        "firmness" => settings.firmness.is_some(),
        "stake" => settings.stake.is_some(),
        "tag" => !settings.tags.is_empty(),
        "link" => !settings.links.is_empty(),
        "note" => moves().any(|made| made.note.is_some()),
        "flag" => !case.standing.flags.is_empty(),
        "accepted-risk" => commitment.accepted_risk.is_some(),
        "reason" => commitment.variance.is_some(),
        "unknown" => moves().any(|made| !made.unknown.is_empty() || matches!(made.act, Act::Unknown { .. })),
        _ => false,
    }
}

/// Whether everything that passes `later` is known to pass `earlier`.
pub(super) fn implies(later: &Node, earlier: &Node) -> bool {
    if later == earlier {
        return true;
    }
    match (later, earlier) {
        (_, Node::And(nodes)) => nodes.iter().all(|node| implies(later, node)),
        (Node::Or(nodes), _) => nodes.iter().all(|node| implies(node, earlier)),
        (Node::Not(later), Node::Not(earlier)) => implies(earlier, later),
        (Node::And(nodes), _) => nodes.iter().any(|node| implies(node, earlier)),
        (_, Node::Or(nodes)) => nodes.iter().any(|node| implies(later, node)),
        (Node::Word(later), Node::Word(earlier)) => {
            // A longer word may find an id that the shorter one did not look for.
            let finds_ids = may_be_id(later) && !(may_be_id(earlier) && later.folded.starts_with(&*earlier.folded));
            !finds_ids && later.folded.contains(&*earlier.folded)
        }
        (Node::Test(later), Node::Test(earlier)) => is_narrower(later, earlier),
        (Node::Not(_) | Node::Word(_) | Node::Test(_), Node::Not(_) | Node::Word(_) | Node::Test(_)) => false,
    }
}

fn is_narrower(later: &Test, earlier: &Test) -> bool {
    if later.key != earlier.key || later.op != Op::Has || earlier.op != Op::Has {
        return false;
    }
    let is_tag = later.key == Key::Tag;
    let narrows = |late: &str, early: &str| if is_tag { late.starts_with(early) } else { late.contains(early) };
    debug_assert!(Field::of(later.key).kind.ops().contains(&Op::Has), "every field takes a colon");
    later.values.iter().all(|late| {
        earlier.values.iter().any(|early| match (late.text(), early.text()) {
            (Some(late), Some(early)) => narrows(late, early),
            (_, _) => late.is == early.is && !matches!(late.is, Is::Id),
        })
    })
}
