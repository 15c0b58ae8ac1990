//! Load as text: a table of weeks for every tech owner and team, what it rests on, and what fills the over-full weeks.

pub mod week;

use std::fmt::Write as _;

use serde::Serialize;

use super::paint::{Meaning, Paint};
use super::{Facts, json};
use crate::domain::commitment::Commitment;
use crate::domain::flag::Level;
use crate::domain::id::Id;
use crate::domain::wording::count;
use crate::forecast::load::{self, Cell, Fit, Load, Only, Owner, Placed, Rate, Team, Week, days, number_words};
use crate::text;

/// How wide a week is, with the blank before it.
const CELL: usize = 6;
/// The least and the most columns a name has.
const NAME: (usize, usize) = (8, 20);
/// Promises named for one over-full week; the rest is counted.
const NAMED: usize = 6;

/// The load for a terminal so wide.
#[must_use]
pub fn lines(facts: &Facts, load: &Load, only: &Only, width: usize, paint: Paint) -> String {
    let owners: Vec<&Owner> = load.owners_of(only).collect();
    let teams: Vec<&Team> = load.teams_of(only).collect();
    if owners.is_empty() {
        return "nobody has signed work, and nobody is asked for any".into();
    }
    let rows: Vec<(&str, &[Cell])> = owners.iter().map(|owner| (owner.lead.as_str(), &owner.cells[..])).collect();
    let sums: Vec<(&str, &[Cell])> = teams.iter().map(|team| (team.name.as_str(), &team.cells[..])).collect();
    let longest = rows.iter().chain(&sums).map(|(name, _)| text::width(&text::clean(name))).max().unwrap_or(0);
    let spare = width.saturating_sub(load.weeks.len() * CELL);
    let name = longest.clamp(NAME.0, NAME.1).min(spare.max(NAME.0));
    let at_once = (width.saturating_sub(name) / CELL).max(1);
    let mut out = String::new();
    for from in (0..load.weeks.len()).step_by(at_once) {
        let to = (from + at_once).min(load.weeks.len());
        heading(&mut out, &load.weeks[from..to], name, paint);
        for (at, group) in [&rows, &sums].into_iter().enumerate().filter(|(_, group)| !group.is_empty()) {
            if at > 0 {
                out.push('\n');
            }
            for (label, cells) in group {
                row(&mut out, label, &cells[from..to], name, paint);
            }
        }
        out.push('\n');
    }
    for line in text::wrap(LEGEND, width.max(20)) {
        out.push_str(&paint.on(Meaning::Faint, &line));
        out.push('\n');
    }
    out.push('\n');
    basis(&mut out, facts, &owners, width, paint);
    for owner in &owners {
        over_full(&mut out, facts, load, owner, width, paint);
    }
    if !load.unowned.is_empty() && *only == Only::All {
        let ids: Vec<&str> = load.unowned.iter().map(Id::as_str).collect();
        let _ = writeln!(out, "\nsigned, and nobody owns it: {}", ids.join(", "));
    }
    out
}

const LEGEND: &str = "60% of what gets done in that week is taken; ~ tight: less than a fifth is left for the unforeseen; \
                      !3d that are due by then don't fit; off: no working day";

fn heading(out: &mut String, weeks: &[Week], name: usize, paint: Paint) {
    let (mut months, mut days) = (text::pad("", name), text::pad("", name));
    let mut before = None;
    for week in weeks {
        let short = week.first.short(week.first);
        let (day, month) = short.split_once(' ').unwrap_or((&short, ""));
        let month = if before == Some((week.first.year(), week.first.month())) { "" } else { month };
        before = Some((week.first.year(), week.first.month()));
        months.push_str(&text::pad_left(month, CELL));
        days.push_str(&text::pad_left(day, CELL));
    }
    for line in [months, days] {
        out.push_str(&paint.on(Meaning::Faint, line.trim_end()));
        out.push('\n');
    }
}

fn row(out: &mut String, label: &str, cells: &[Cell], name: usize, paint: Paint) {
    let label = text::pad(&text::clean(label), name);
    out.push_str(&paint.on(Meaning::Strong, &label));
    for cell in cells {
        let (words, meaning) = cell_words(cell);
        out.push_str(&paint.on(meaning, &text::pad_left(&words, CELL)));
    }
    out.push('\n');
}

fn cell_words(cell: &Cell) -> (String, Meaning) {
    let meaning = match cell.fit() {
        Fit::Over => Meaning::Flag(Level::Red),
        Fit::Tight => Meaning::Flag(Level::Amber),
        Fit::Covered if cell.placed > 0.0 => Meaning::Good,
        Fit::Covered | Fit::Off => Meaning::Faint,
    };
    (number_words(cell), meaning)
}

fn per_week(facts: &Facts, rate: &Rate) -> f64 {
    let week = (0..7).map(|n| facts.today.plus(n).weekday());
    let worked = week.filter(|day| facts.book.rules.calendar.is_workday(*day)).map(|_| rate.per_day);
    worked.sum()
}

fn source(facts: &Facts, owner: &Owner) -> String {
    load::source(&owner.rate, facts.book.rules.people.get(&owner.lead))
}

fn basis(out: &mut String, facts: &Facts, owners: &[&Owner], width: usize, paint: Paint) {
    let name = owners.iter().map(|owner| text::width(owner.lead.as_str())).max().unwrap_or(0).clamp(NAME.0, NAME.1);
    let from = owners.iter().map(|owner| text::width(&source(facts, owner))).max().unwrap_or(0).max(10);
    let line = |cells: [&str; 5], rest: &str| {
        let [who, done, known, signed, asked] = cells;
        let line = format!(
            "{} {} {} {} {}  {rest}",
            text::pad(who, name),
            text::pad_left(done, 7),
            text::pad(known, from + 1),
            text::pad_left(signed, 7),
            text::pad_left(asked, 7),
        );
        text::fit(line.trim_end(), width)
    };
    out.push_str(&paint.on(Meaning::Faint, &line(["", "a week", "known from", "signed", "asked"], "")));
    out.push('\n');
    for owner in owners {
        let asked = if owner.asked > 0.0 { format!("+{}", days(owner.asked)) } else { "-".into() };
        let mut rest = Vec::new();
        if owner.beyond > 0.0 {
            rest.push(format!("{} of it later", days(owner.beyond)));
        }
        if !owner.unsized_work.is_empty() {
            rest.push(format!("{} more without days", owner.unsized_work.len()));
        }
        let done = days(per_week(facts, &owner.rate));
        let signed = if owner.signed > 0.0 { days(owner.signed) } else { "-".into() };
        let cells = [owner.lead.as_str(), &done, &source(facts, owner), &signed, &asked];
        out.push_str(&line(cells, &rest.join(", ")));
        out.push('\n');
    }
}

/// Each over-full week in which something is due: by how much, what fills it, whose move it is.
fn over_full(out: &mut String, facts: &Facts, load: &Load, owner: &Owner, width: usize, paint: Paint) {
    let called = facts.book.rules.people.called(&owner.lead);
    let due_in = |placed: &&Placed, week: usize| {
        let is_first = week == 0 || owner.cells[week - 1].fit() != Fit::Over;
        is_first || placed.task.due.is_some_and(|due| due > load.weeks[week - 1].last)
    };
    for (at, week) in load.weeks.iter().enumerate() {
        let fills: Vec<&Placed> =
            owner.fills(&load.weeks, at).into_iter().filter(|placed| due_in(placed, at)).collect();
        if fills.is_empty() {
            continue;
        }
        let free = load.free_in_team(owner, at);
        let help = match owner.team.as_deref().filter(|_| free >= 0.5) {
            Some(team) => format!(" (the rest of {team} has {} free by then)", days(free)),
            None => String::new(),
        };
        let which = if fills.len() == 1 { "this one" } else { "one of these" };
        let sentence = format!(
            "! {called}, week of {}: {} of what is due by {} doesn't fit → {called}: renegotiate {which} or hand it over{help}",
            week.first.short(facts.today),
            days(owner.cells[at].over),
            week.last.short(facts.today),
        );
        out.push('\n');
        for (n, line) in text::wrap(&text::clean(&sentence), width.saturating_sub(2).max(18)).iter().enumerate() {
            let line = if n == 0 { paint.on(Meaning::Flag(Level::Red), line) } else { format!("  {line}") };
            out.push_str(&line);
            out.push('\n');
        }
        for placed in fills.iter().take(NAMED) {
            let title = facts.book.get(placed.task.id).map(Commitment::title).unwrap_or_default();
            let due = placed.task.due.map_or_else(String::new, |due| {
                format!("{}{}", if due < facts.today { "since " } else { "by " }, due.short(facts.today))
            });
            let line = format!(
                "  {}  {} {}  {title}",
                placed.task.id,
                text::pad_left(&days(placed.task.days), 5),
                text::pad(&due, 12)
            );
            out.push_str(&text::fit(&text::clean(&line), width));
            out.push('\n');
        }
        if fills.len() > NAMED {
            let rest = i64::try_from(fills.len() - NAMED).unwrap_or(i64::MAX);
            let _ = writeln!(out, "  and {}", count(rest, "more promise"));
        }
    }
}

/// The load for pipes, a line for each week of each: what, name, first and last day, how it stands, then days of
/// capacity, placed, due, over and asked, and the ids of what fills an over-full week.
#[must_use]
pub fn plain(load: &Load, only: &Only) -> String {
    let mut out = String::new();
    let mut line = |kind: &str, name: &str, at: usize, cell: &Cell, ids: &str| {
        let Week { first, last } = load.weeks[at];
        let name = text::clean(name);
        let numbers = [cell.capacity, cell.placed, cell.due, cell.over, cell.asked];
        let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:.1}")).collect();
        let _ = writeln!(
            out,
            "{kind}\t{name}\t{first}\t{last}\t{}\t{}\t{}",
            cell.fit().word(),
            numbers.join("\t"),
            if ids.is_empty() { "-" } else { ids }
        );
    };
    for owner in load.owners_of(only) {
        for (at, cell) in owner.cells.iter().enumerate() {
            let fills = owner.fills(&load.weeks, at);
            let ids: Vec<&str> = fills.iter().map(|placed| placed.task.id.as_str()).collect();
            line("tech", owner.lead.as_str(), at, cell, &ids.join(","));
        }
    }
    for team in load.teams_of(only) {
        for (at, cell) in team.cells.iter().enumerate() {
            line("team", &team.name, at, cell, "");
        }
    }
    out
}

/// The load as JSON.
#[must_use]
pub fn json(facts: &Facts, load: &Load, only: &Only) -> String {
    let owners = load.owners_of(only).map(|owner| OwnerDto {
        tech: owner.lead.as_str(),
        team: owner.team.as_deref(),
        per_day: hundredths(owner.rate.per_day),
        source: owner.rate.source.word(),
        n: owner.rate.n,
        signed: hundredths(owner.signed),
        beyond: hundredths(owner.beyond),
        asked: hundredths(owner.asked),
        without_days: owner.unsized_work.iter().map(ToString::to_string).collect(),
        weeks: (0..load.weeks.len()).map(|at| cell_dto(load, owner, at)).collect(),
    });
    let teams = load.teams_of(only).map(|team| TeamDto {
        team: &team.name,
        members: team.leads.iter().map(crate::domain::person::Handle::as_str).collect(),
        signed: hundredths(team.signed),
        beyond: hundredths(team.beyond),
        asked: hundredths(team.asked),
        weeks: team.cells.iter().zip(&load.weeks).map(|(cell, week)| CellDto::of(cell, *week, Vec::new())).collect(),
    });
    let load = LoadDto {
        owners: owners.collect(),
        teams: teams.collect(),
        unowned: load.unowned.iter().map(ToString::to_string).collect(),
    };
    json::document(facts, LoadBody { load })
}

fn cell_dto(load: &Load, owner: &Owner, at: usize) -> CellDto {
    let fills = owner.fills(&load.weeks, at).into_iter().map(|placed| FillDto {
        id: placed.task.id.to_string(),
        days: hundredths(placed.task.days),
        over: hundredths(placed.after(at)),
        due: placed.task.due.map(|due| due.to_string()),
    });
    CellDto::of(&owner.cells[at], load.weeks[at], fills.collect())
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[derive(Serialize)]
struct LoadBody<'a> {
    load: LoadDto<'a>,
}

#[derive(Serialize)]
struct LoadDto<'a> {
    owners: Vec<OwnerDto<'a>>,
    teams: Vec<TeamDto<'a>>,
    unowned: Vec<String>,
}

#[derive(Serialize)]
struct OwnerDto<'a> {
    tech: &'a str,
    team: Option<&'a str>,
    per_day: f64,
    source: &'static str,
    n: usize,
    signed: f64,
    beyond: f64,
    asked: f64,
    without_days: Vec<String>,
    weeks: Vec<CellDto>,
}

#[derive(Serialize)]
struct TeamDto<'a> {
    team: &'a str,
    members: Vec<&'a str>,
    signed: f64,
    beyond: f64,
    asked: f64,
    weeks: Vec<CellDto>,
}

#[derive(Serialize)]
struct CellDto {
    first: String,
    last: String,
    fit: &'static str,
    capacity: f64,
    placed: f64,
    due: f64,
    over: f64,
    asked: f64,
    filled_by: Vec<FillDto>,
}

#[derive(Serialize)]
struct FillDto {
    id: String,
    days: f64,
    over: f64,
    due: Option<String>,
}

impl CellDto {
    fn of(cell: &Cell, week: Week, filled_by: Vec<FillDto>) -> Self {
        Self {
            first: week.first.to_string(),
            last: week.last.to_string(),
            fit: cell.fit().word(),
            capacity: hundredths(cell.capacity),
            placed: hundredths(cell.placed),
            due: hundredths(cell.due),
            over: hundredths(cell.over),
            asked: hundredths(cell.asked),
            filled_by,
        }
    }
}
