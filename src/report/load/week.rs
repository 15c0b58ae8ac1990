//! What fills one week of somebody, as text and as JSON: the promises, the days of each, and where the number comes from.

use std::fmt::Write as _;

use serde::Serialize;

use super::{CellDto, days, hundredths};
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Level, Standing};
use crate::domain::outlook::Chance;
use crate::forecast::load::{Fit, Load, Only, Pledge, Share, Whose};
use crate::report::paint::{Meaning, Paint};
use crate::report::{Facts, json};
use crate::text;

/// Whose weeks are asked for: the tech owners', then the teams'.
#[must_use]
pub fn whose(load: &Load, only: &Only) -> Vec<Whose> {
    let leads = load.owners_of(only).map(|owner| Whose::Lead(owner.lead.clone()));
    leads.chain(load.teams_of(only).map(|team| Whose::Team(team.name.clone()))).collect()
}

/// The ids of everything in a week, for which chances are needed.
#[must_use]
pub fn places(facts: &Facts, load: &Load, only: &Only, week: usize) -> Vec<usize> {
    let shares = load.owners_of(only).flat_map(|owner| load.contents(&Whose::Lead(owner.lead.clone()), week));
    shares.filter_map(|share| facts.book.place(share.id)).collect()
}

/// The week for a terminal so wide: one part for each tech owner who has something in it.
#[must_use]
pub fn lines(facts: &Facts, load: &Load, only: &Only, week: usize, (width, paint): (usize, Paint)) -> String {
    let mut out = String::new();
    let Some(dates) = load.weeks.get(week) else { return out };
    for whose in whose(load, only) {
        let Whose::Lead(lead) = &whose else { continue };
        let shares = load.contents(&whose, week);
        let is_asked_for = matches!(only, Only::Lead(_));
        let Some(cell) = load.cells(&whose).get(week).filter(|_| is_asked_for || !shares.is_empty()) else { continue };
        if !out.is_empty() {
            out.push('\n');
        }
        let meaning = match cell.fit() {
            Fit::Over => Meaning::Flag(Level::Red),
            Fit::Tight => Meaning::Flag(Level::Amber),
            Fit::Covered | Fit::Off => Meaning::Strong,
        };
        let sign = match cell.fit() {
            Fit::Over => "! ",
            Fit::Tight => "~ ",
            Fit::Covered | Fit::Off => "",
        };
        let head =
            format!("{sign}{}, week of {}", facts.book.rules.people.called(lead), dates.first.short(facts.today));
        let _ = writeln!(out, "{}", paint.on(meaning, &text::fit(&text::clean(&head), width)));
        for words in [load.formula(&whose, week, &facts.book.rules.people), load.due_words(&whose, week, facts.today)] {
            for line in text::wrap(&words, width.saturating_sub(2).max(18)) {
                let _ = writeln!(out, "  {}", paint.on(Meaning::Faint, &line));
            }
        }
        for share in &shares {
            let _ = writeln!(out, "{}", text::fit(&text::clean(&row(facts, share)), width));
        }
    }
    if out.is_empty() {
        return format!("nothing fills the week of {}", dates.first.short(facts.today));
    }
    out
}

/// `k7m2qx  2.5d of 6d  by 4 Dec   45 %  Acme: SSO  1d of it later`.
fn row(facts: &Facts, share: &Share) -> String {
    let (title, chance) = match facts.of(share.id) {
        Some(case) => (case.commitment.title(), case.standing.chance()),
        None => (String::new(), None),
    };
    let much = in_words(share);
    let due = share.due.map_or_else(
        || "no date".to_owned(),
        |due| format!("{} {}", if due < facts.today { "since" } else { "by" }, due.short(facts.today)),
    );
    let chance = chance.map_or_else(|| "–".to_owned(), |chance| chance.to_string());
    let later = if share.after > 0.0 { format!("  ({} after that week)", days(share.after)) } else { String::new() };
    format!(
        "  {}  {} {} {}  {}  {title}{later}",
        share.id,
        text::pad(&much, 13),
        text::pad(&due, 13),
        text::pad_left(&chance, 5),
        text::pad(share.pledge.word(), 6),
    )
}

/// `2.5d of 6d`, `all 3d`, `+3d` for what would come on top.
#[must_use]
fn in_words(share: &Share) -> String {
    match share.pledge {
        Pledge::Asked => format!("+{}", days(share.whole)),
        Pledge::Signed if share.days <= 0.0 => format!("0d of {}", days(share.whole)),
        Pledge::Signed if share.whole - share.days < 1e-6 => format!("all {}", days(share.whole)),
        Pledge::Signed => format!("{} of {}", days(share.days), days(share.whole)),
    }
}

/// The week for pipes, a line for each promise: tech owner, id, `signed` or `asked`, days in the week, all its days, days
/// after the week of its date, that date, chance, title.
#[must_use]
pub fn plain(facts: &Facts, load: &Load, only: &Only, week: usize) -> String {
    let mut out = String::new();
    for owner in load.owners_of(only) {
        for share in load.contents(&Whose::Lead(owner.lead.clone()), week) {
            let case = facts.of(share.id);
            let chance = case.and_then(|case| case.standing.chance()).map(Chance::published);
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{:.1}\t{:.1}\t{:.1}\t{}\t{}\t{}",
                owner.lead,
                share.id,
                share.pledge.word(),
                share.days,
                share.whole,
                share.after,
                share.due.map_or_else(|| "-".to_owned(), |due| due.to_string()),
                chance.map_or_else(|| "-".to_owned(), |chance| chance.to_string()),
                text::clean(&case.map(|case| case.commitment.title()).unwrap_or_default()),
            );
        }
    }
    out
}

/// The week as JSON.
#[must_use]
pub fn json(facts: &Facts, load: &Load, only: &Only, week: usize) -> String {
    let Some(dates) = load.weeks.get(week).copied() else { return String::new() };
    let of = |whose: &Whose| {
        let cell = load.cells(whose).get(week).copied().unwrap_or_default();
        let (tech, team) = match whose {
            Whose::Lead(lead) => (Some(lead.to_string()), None),
            Whose::Team(team) => (None, Some(team.clone())),
        };
        WeekDto {
            tech,
            team,
            formula: load.formula(whose, week, &facts.book.rules.people),
            cell: CellDto::of(&cell, dates, Vec::new()),
            promises: load.contents(whose, week).iter().map(|share| promise(facts, share)).collect(),
        }
    };
    let weeks = whose(load, only).iter().map(of).collect();
    json::document(
        facts,
        WeekBody { week: Dates { first: dates.first.to_string(), last: dates.last.to_string(), load: weeks } },
    )
}

fn promise(facts: &Facts, share: &Share) -> PromiseDto {
    let case = facts.of(share.id);
    let standing: Option<&Standing> = case.map(|case| case.standing);
    let commitment: Option<&Commitment> = case.map(|case| case.commitment);
    PromiseDto {
        id: share.id.to_string(),
        customer: commitment.map(|each| each.customer.to_string()).unwrap_or_default(),
        scope: commitment.map(|each| each.terms.scope.to_string()).unwrap_or_default(),
        tech: share.lead.to_string(),
        signed: share.pledge == Pledge::Signed,
        days: hundredths(share.days),
        whole: hundredths(share.whole),
        after: hundredths(share.after),
        due: share.due.map(|due| due.to_string()),
        chance: standing.and_then(Standing::chance).map(Chance::published),
    }
}

#[derive(Serialize)]
struct WeekBody {
    week: Dates,
}

#[derive(Serialize)]
struct Dates {
    first: String,
    last: String,
    load: Vec<WeekDto>,
}

#[derive(Serialize)]
struct WeekDto {
    tech: Option<String>,
    team: Option<String>,
    formula: String,
    #[serde(flatten)]
    cell: CellDto,
    promises: Vec<PromiseDto>,
}

#[derive(Serialize)]
struct PromiseDto {
    id: String,
    customer: String,
    scope: String,
    tech: String,
    signed: bool,
    days: f64,
    whole: f64,
    after: f64,
    due: Option<String>,
    chance: Option<f64>,
}
