//! The inbox in text and JSON: what waits for somebody, promises of one capability under one head.

use serde::Serialize;

use super::json::{self, MoneyDto};
use super::paint::{Meaning, Paint, sign};
use super::{Case, Facts};
use crate::domain::flag::Level;
use crate::domain::inbox::{self, Bunch, Item, Reach};
use crate::domain::person::Handle;
use crate::domain::wording::{self, count};
use crate::forecast::calibration::OwnRanges;
use crate::text;

/// Everything that waits within somebody's reach, the most exposed first.
#[must_use]
pub fn of(facts: &Facts, who: &Handle, reach: Reach) -> Vec<Bunch> {
    inbox::bunches(facts.book, facts.standings, facts.today, who, reach)
}

/// The head over promises that are answered together: `single sign-on · 3 promises to 3 customers · told: …`.
#[must_use]
pub fn head(facts: &Facts, bunch: &Bunch) -> Option<String> {
    let capability = bunch.capability.as_ref()?;
    let number = |n: usize, word: &str| count(i64::try_from(n).unwrap_or(i64::MAX), word);
    let promises = number(bunch.items.len(), "promise");
    let customers = number(bunch.customers(facts.book), "customer");
    let told = bunch.told(facts.book, facts.today).join(" · ");
    Some(format!("{capability}: {promises} to {customers}: {told}"))
}

/// The inbox as lines for a terminal so wide: the sign, the id, what it is about, why, and what to do.
#[must_use]
pub fn lines(facts: &Facts, bunches: &[Bunch], width: usize, paint: Paint) -> String {
    let mut out = String::new();
    for bunch in bunches {
        let head = head(facts, bunch);
        let indent = if head.is_some() { "  " } else { "" };
        for line in head.iter().flat_map(|head| text::wrap(head, width.max(16))) {
            out.push_str(&paint.on(Meaning::Strong, &line));
            out.push('\n');
        }
        for (item, case) in cases(facts, bunch) {
            let level = case.standing.level();
            let unowned = if item.is_unowned { "nobody's yet, " } else { "" };
            let meaning = level.map_or(Meaning::Faint, Meaning::Flag);
            let head = format!("{}  {}", item.id, case.commitment.title());
            let value =
                facts.book.value_of(case.commitment).map_or_else(String::new, |value| format!("  {}", value.short()));
            let room = width.saturating_sub(2 + indent.len() + text::width(&value));
            out.push_str(indent);
            out.push_str(&paint.on(meaning, sign(level)));
            out.push(' ');
            out.push_str(&paint.on(Meaning::Strong, &text::fit(&head, room)));
            out.push_str(&value);
            out.push('\n');
            let why = format!("{unowned}{} → {}", item.why, item.next);
            for line in text::wrap(&why, width.saturating_sub(4 + indent.len()).max(16)) {
                out.push_str("    ");
                out.push_str(indent);
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
    out
}

/// The inbox for pipes: id, what is waited for, level, customer and scope, why, what to do, the capability it waits with.
#[must_use]
pub fn plain(facts: &Facts, bunches: &[Bunch]) -> String {
    let mut out = String::new();
    for bunch in bunches {
        for (item, case) in cases(facts, bunch) {
            let level = case.standing.level().map_or("-", Level::word);
            let title = case.commitment.title();
            let shared = bunch.capability.as_deref().unwrap_or("-");
            let cells = [item.id.as_str(), item.wait.word(), level, &title, &item.why, &item.next, shared];
            let cells: Vec<_> = cells.iter().map(|cell| text::clean(cell)).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
    }
    out
}

fn cases<'a, 'b>(facts: &Facts<'a>, bunch: &'b Bunch) -> impl Iterator<Item = (&'b Item, Case<'a>)> + use<'a, 'b> {
    let facts = *facts;
    bunch.items.iter().filter_map(move |item| Some((item, facts.at(item.place)?)))
}

#[derive(Serialize)]
struct InboxBody<'a> {
    who: &'a str,
    reach: &'static str,
    inbox: Vec<ItemDto<'a>>,
    groups: Vec<GroupDto<'a>>,
    ranges: Option<RangesDto>,
}

/// How the asker's own ranges held.
#[derive(Serialize)]
struct RangesDto {
    finished: usize,
    by_high: usize,
    focus: f64,
}

/// Promises that one estimate answers.
#[derive(Serialize)]
struct GroupDto<'a> {
    capability: &'a str,
    ids: Vec<String>,
    customers: usize,
    worth: Vec<MoneyDto>,
    deals: usize,
}

#[derive(Serialize)]
struct ItemDto<'a> {
    id: String,
    customer: &'a str,
    scope: &'a str,
    state: &'static str,
    wait: &'static str,
    why: &'a str,
    next: &'a str,
    unowned: bool,
    level: Option<&'static str>,
    value: Option<MoneyDto>,
    due: Option<String>,
    told_due: Option<String>,
    terms: String,
    capability: Option<&'a str>,
}

/// The inbox as JSON.
#[must_use]
pub fn json(facts: &Facts, who: &Handle, reach: Reach, bunches: &[Bunch], own: Option<&OwnRanges>) -> String {
    let inbox = bunches.iter().flat_map(|bunch| cases(facts, bunch)).map(|(item, case)| {
        let commitment = case.commitment;
        ItemDto {
            id: commitment.id.to_string(),
            customer: &commitment.customer,
            scope: &commitment.terms.scope,
            state: commitment.state.name().word(),
            wait: item.wait.word(),
            why: &item.why,
            next: &item.next,
            unowned: item.is_unowned,
            level: case.standing.level().map(Level::word),
            value: facts.book.value_of(commitment).map(MoneyDto::from),
            due: commitment.on_the_table().due.map(|day| day.to_string()),
            told_due: commitment.told_due().map(|day| day.to_string()),
            terms: wording::terms(commitment.on_the_table()),
            capability: commitment.settings.capability.as_deref(),
        }
    });
    let groups = bunches.iter().filter_map(|bunch| {
        Some(GroupDto {
            capability: bunch.capability.as_deref()?,
            ids: bunch.items.iter().map(|item| item.id.to_string()).collect(),
            customers: bunch.customers(facts.book),
            worth: bunch.worth.sums.iter().copied().map(MoneyDto::from).collect(),
            deals: bunch.worth.deals,
        })
    });
    let ranges = own.map(|own| RangesDto { finished: own.n, by_high: own.by_high, focus: own.focus });
    let body =
        InboxBody { who: who.as_str(), reach: reach.word(), inbox: inbox.collect(), groups: groups.collect(), ranges };
    json::document(facts, body)
}
