//! Whether a commitment matches, as far as that is known before its chance is: yes, no, or that the chance decides.
//!
//! A chance can only add to what is known without it: two flags, over-promised and at-risk, and with them a louder level
//! and another person whose move it is. So a flag that is raised already stays, and one of the other twelve never comes.

use super::{Case, passes};
use crate::domain::flag::{Flag, Level};
use crate::query::field::{HAS, Key, Op};
use crate::query::parse::Node;
use crate::query::value::{Is, Value};

/// None where the chance decides.
pub(in crate::query) fn decides(node: &Node, case: &Case) -> Option<bool> {
    match node {
        Node::And(nodes) => any(nodes.iter().map(|node| not(decides(node, case)))).map(|is_one_wrong| !is_one_wrong),
        Node::Or(nodes) => any(nodes.iter().map(|node| decides(node, case))),
        Node::Not(inner) => not(decides(inner, case)),
        Node::Word(_) => Some(super::holds(node, case)),
        Node::Test(test) => match test.op {
            Op::Not => not(any(test.values.iter().map(|value| decides_test(test.key, Op::Is, value, case)))),
            op => any(test.values.iter().map(|value| decides_test(test.key, op, value, case))),
        },
    }
}

fn not(answer: Option<bool>) -> Option<bool> {
    answer.map(|answer| !answer)
}

/// Yes where one says yes, else unknown where one is unknown.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut found = Some(false);
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => found = None,
        }
    }
    found
}

fn decides_test(key: Key, op: Op, value: &Value, case: &Case) -> Option<bool> {
    let now = passes(key, op, value, case);
    let stays_true = now.then_some(true);
    let stays_false = if now { None } else { Some(false) };
    match key {
        Key::Chance => None,
        Key::Flag => match value.word().and_then(|place| Flag::ALL.get(place)) {
            Some(Flag::OverPromised | Flag::AtRisk) => stays_true,
            Some(_) => Some(now),
            None => stays_false,
        },
        // Nothing is louder than red.
        Key::Level => (case.standing.level() == Some(Level::Red)).then_some(now),
        Key::Next => {
            if value.is == Is::Missing {
                stays_false
            } else {
                stays_true
            }
        }
        Key::Has => match value.word().and_then(|place| HAS.get(place)) {
            Some(&"flag") => stays_true,
            Some(_) | None => Some(now),
        },
        Key::Customer
        | Key::Scope
        | Key::Deal
        | Key::Capability
        | Key::Tag
        | Key::Note
        | Key::Team
        | Key::Sales
        | Key::Tech
        | Key::Owner
        | Key::State
        | Key::Stake
        | Key::Firmness
        | Key::Verdict
        | Key::Reason
        | Key::Open
        | Key::Asked
        | Key::Told
        | Key::Signed
        | Key::Delivered
        | Key::Closed
        | Key::Due
        | Key::ToldDue
        | Key::Original
        | Key::AnswerBy
        | Key::Opened
        | Key::Moved
        | Key::Since
        | Key::Value
        | Key::Slipped
        | Key::Re => Some(now),
    }
}
