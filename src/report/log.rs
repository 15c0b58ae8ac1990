//! What changed since a moment or a day: the moves, in words, commitment by commitment, the oldest first.

use serde::Serialize;

use super::json::{self, MoveDto};
use super::paint::{Meaning, Paint};
use super::{Case, Facts, moves};
use crate::domain::act::{Act, Move};
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::digest;
use crate::domain::wording;
use crate::text;

/// From when on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since<'a> {
    /// What was recorded on this day or later.
    Day(Day),
    /// What was recorded after this moment.
    Moment(Moment),
    /// What was recorded after the last standup.
    Standup(Moment),
    /// What wasn't in the book at this commit.
    Commit(&'a str),
}

impl Since<'_> {
    /// Its kind in JSON.
    const fn kind(self) -> &'static str {
        match self {
            Self::Day(_) => "day",
            Self::Moment(_) => "moment",
            Self::Standup(_) => "standup",
            Self::Commit(_) => "commit",
        }
    }
}

/// Since when, in words.
#[must_use]
pub fn from(facts: &Facts, since: Since) -> String {
    let zone = facts.book.rules.zone;
    match since {
        Since::Day(day) => day.long(),
        Since::Moment(moment) => moment.day(zone).long(),
        Since::Standup(_) if is_today(facts, since) => "today’s standup".to_owned(),
        Since::Standup(moment) => format!("the standup of {}", moment.day(zone).long()),
        Since::Commit(name) => format!("the commit {}", &name[..name.len().min(7)]),
    }
}

/// Whether it is since a standup of today.
#[must_use]
pub fn is_today(facts: &Facts, since: Since) -> bool {
    match since {
        Since::Standup(moment) => moment.day(facts.book.rules.zone) == facts.today,
        Since::Day(_) | Since::Moment(_) | Since::Commit(_) => false,
    }
}

/// One commitment and those of its moves that are new.
#[derive(Clone, Debug)]
pub struct Changed<'a> {
    /// Which.
    pub case: Case<'a>,
    /// What was said, in order.
    pub moves: Vec<&'a Move>,
}

/// The moves recorded since then by their times, in the order in which the commitments were first touched.
#[must_use]
pub fn since<'a>(facts: &Facts<'a>, since: Since) -> Vec<Changed<'a>> {
    let zone = facts.book.rules.zone;
    changed(facts, |_, made| match since {
        Since::Day(day) => made.at.day(zone) >= day,
        Since::Moment(moment) | Since::Standup(moment) => made.at > moment,
        // Times say nothing about what a commit had.
        Since::Commit(_) => false,
    })
}

/// The moves that are asked for, in the order in which the commitments were first touched.
#[must_use]
pub fn changed<'a>(facts: &Facts<'a>, is_wanted: impl Fn(&Commitment, &Move) -> bool) -> Vec<Changed<'a>> {
    let all = 0..facts.book.commitments().len();
    let mut found: Vec<Changed> = all
        .filter_map(|place| {
            let case = facts.at(place)?;
            let moves: Vec<&Move> =
                case.commitment.moves.iter().filter(|made| is_wanted(case.commitment, made)).collect();
            (!moves.is_empty()).then_some(Changed { case, moves })
        })
        .collect();
    found.sort_by_key(|changed| (changed.moves.iter().map(|made| made.at).min(), changed.case.commitment.id));
    found
}

/// The changes as lines for a terminal so wide.
#[must_use]
pub fn lines(facts: &Facts, changes: &[Changed], width: usize, paint: Paint) -> String {
    let zone = facts.book.rules.zone;
    let mut out = String::new();
    for changed in changes {
        let commitment = changed.case.commitment;
        let head = format!("{}  {}", commitment.id, commitment.title());
        out.push_str(&paint.on(Meaning::Strong, &text::fit(&head, width)));
        out.push('\n');
        for made in &changed.moves {
            let when = made.at.day(zone).short(facts.today);
            let said = format!(
                "{}  {}: {}",
                text::pad_left(&when, 6),
                wording::author(made),
                words(changed, made, facts.today)
            );
            let room = width.saturating_sub(10).max(16);
            let lead = said.len() - said.trim_start().len();
            for (n, line) in text::wrap(&said, room).iter().enumerate() {
                let inset = if n == 0 { 2 + lead } else { 10 };
                out.push_str(&" ".repeat(inset));
                out.push_str(line.trim_start());
                out.push('\n');
            }
        }
    }
    out
}

/// What a move did, old against new where a date moved, with its remark and whether it stands.
fn words(changed: &Changed, made: &Move, today: Day) -> String {
    let commitment = changed.case.commitment;
    let effect = wording::effect(commitment, made.id, today);
    let on_title = format!(" on {}", commitment.title());
    // The commitment is the heading: the words need not name it again.
    let is_undo = matches!(made.act, Act::Retract { .. });
    if let Some(due) = digest::told_due(commitment, made) {
        let made = Move { act: Act::Told { due: Some(due) }, ..made.clone() };
        return moves::line(commitment, &made, wording::said(&made, today));
    }
    let words = match effect.strip_suffix(&on_title).filter(|_| !is_undo) {
        Some(effect) => effect.to_owned(),
        None => wording::said_in(&commitment.moves, made, today),
    };
    moves::line(commitment, made, words)
}

/// The changes as tab-separated lines for pipes: moment, commitment, move, author, kind, words.
#[must_use]
pub fn plain(facts: &Facts, changes: &[Changed]) -> String {
    let mut out = String::new();
    for changed in changes {
        for made in &changed.moves {
            let cells = [
                made.at.to_string(),
                changed.case.commitment.id.to_string(),
                made.id.to_string(),
                made.voice().to_string(),
                made.act.kind().word().to_owned(),
                changed.case.commitment.title(),
                words(changed, made, facts.today),
            ];
            let cells: Vec<_> = cells.iter().map(|cell| text::clean(cell)).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
    }
    out
}

#[derive(Serialize)]
struct LogBody<'a> {
    since: String,
    since_kind: &'static str,
    log: Vec<ChangedDto<'a>>,
}

#[derive(Serialize)]
struct ChangedDto<'a> {
    id: String,
    customer: &'a str,
    scope: &'a str,
    state: &'static str,
    moves: Vec<MoveDto<'a>>,
}

/// The changes as JSON.
#[must_use]
pub fn json(facts: &Facts, since: Since, changes: &[Changed]) -> String {
    let log = changes
        .iter()
        .map(|changed| {
            let commitment = changed.case.commitment;
            ChangedDto {
                id: commitment.id.to_string(),
                customer: &commitment.customer,
                scope: &commitment.terms.scope,
                state: commitment.state.name().word(),
                moves: changed.moves.iter().map(|made| json::move_dto(commitment, made, facts.today)).collect(),
            }
        })
        .collect();
    let (since, since_kind) = named(since);
    json::document(facts, LogBody { since, since_kind, log })
}

/// Since when and of which kind that is, for JSON.
pub(super) fn named(since: Since) -> (String, &'static str) {
    let name = match since {
        Since::Day(day) => day.to_string(),
        Since::Moment(moment) | Since::Standup(moment) => moment.to_string(),
        Since::Commit(name) => name.to_owned(),
    };
    (name, since.kind())
}
