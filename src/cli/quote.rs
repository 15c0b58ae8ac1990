//! `quote`: which date can be promised, before anything is said.

use super::args::Quoting;
use super::desk::Desk;
use super::failure::Failure;
use super::look::{self, Form};
use super::reply::Reply;
use super::{lookup, typed};
use crate::domain::act::Text;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::person::{Handle, Person, Role};
use crate::forecast::Forecaster;
use crate::forecast::quote::{LEVELS, Quote, owners};
use crate::report::Facts;
use crate::report::quote;
use crate::text::nearest;

/// `quote EFFORT --tech dana`.
///
/// # Errors
/// When the effort, a date or the level isn't understood, or nobody is meant.
pub fn quote(args: &Quoting, desk: &Desk) -> Result<Reply, Failure> {
    let ground = desk.ground();
    let effort = args.effort.join(" ");
    let estimate = ground.estimate(&effort).map_err(|misread| Failure::misread("effort", &misread))?;
    let start = args.start.as_deref().map(|text| ground.promised("--start", text)).transpose()?.map(|typed| typed.day);
    let due = args.due.as_deref().map(|text| ground.promised("--due", text)).transpose()?.map(|typed| typed.day);
    if let (Some(start), Some(due)) = (start, due)
        && due < start
    {
        return Err(Failure::usage(format!("--due {} lies before --start {}", due.long(), start.long())));
    }
    let level = level(&args.chance)?;
    let kind: Option<Text> =
        args.capability.as_deref().or(args.tag.as_deref()).map(|word| word.trim_start_matches('#').into());
    let forecaster = desk.forecaster();
    let asked = Asked { estimate, start, kind, level, due };
    let all: Vec<Quote> = leads(args, desk)?.into_iter().map(|lead| quoted(&forecaster, &asked, lead)).collect();
    let standings = Vec::new();
    let facts = Facts { book: &desk.book, standings: &standings, today: desk.today };
    // Of several, the one who can promise the earliest day is shown in full; the table keeps the order of the names.
    let first = all.iter().min_by_key(|quoted| quoted.offer().map(|offer| offer.due));
    let text = match look::form(desk) {
        Form::Json => quote::json(&facts, &all),
        Form::Plain => quote::plain(&all),
        Form::Terminal(width) => {
            let paint = look::paint(desk);
            let table = if all.len() > 1 { format!("{}\n", quote::table(&facts, &all, paint)) } else { String::new() };
            let page = first.map_or_else(String::new, |quoted| quote::page(&facts, quoted, width, paint));
            let then = first.and_then(|quoted| next(quoted, desk.today)).unwrap_or_default();
            format!("{table}{page}{then}")
        }
    };
    Ok(look::reading(desk, text))
}

/// What is asked of each tech owner.
struct Asked {
    estimate: Estimate,
    start: Option<Day>,
    kind: Option<Text>,
    level: u8,
    due: Option<Day>,
}

fn quoted(forecaster: &Forecaster, asked: &Asked, lead: Handle) -> Quote {
    let work = forecaster.new_work(Some(lead), asked.estimate, asked.start, asked.kind.as_ref());
    forecaster.quote(&work, asked.level, asked.due)
}

/// `80`, `80%` or `0.8`.
fn level(text: &str) -> Result<u8, Failure> {
    let wrong = || {
        Failure::usage(format!("--chance: `{text}` is no chance"))
            .hint("write hundredths from 1 to 99, such as --chance 80")
    };
    let figures = text.trim().trim_end_matches('%').trim();
    let number: f64 = figures.parse().map_err(|_| wrong())?;
    let hundredths = if figures.starts_with("0.") || figures.starts_with('.') { number * 100.0 } else { number };
    let level = LEVELS.into_iter().find(|level| (f64::from(*level) - hundredths).abs() < 1e-9);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 1 and 99 just before")]
    level.or_else(|| ((1.0..=99.0).contains(&hundredths)).then(|| hundredths.round() as u8)).ok_or_else(wrong)
}

/// Whom the question is about: the tech owner named, the team, or everybody in tech.
fn leads(args: &Quoting, desk: &Desk) -> Result<Vec<Handle>, Failure> {
    let people = &desk.book.rules.people;
    let is_tech = |person: &&Person| person.roles.has(Role::Tech);
    if let Some(word) = &args.tech {
        let handle = typed::handle("--tech", word.trim_start_matches('@'))?;
        if people.is_empty() || people.roles(&handle).has(Role::Tech) && people.get(&handle).is_some() {
            return Ok(vec![handle]);
        }
        if people.get(&handle).is_some() {
            return Err(Failure::usage(format!(
                "{} has no tech role, so there are no dates to quote",
                people.called(&handle)
            ))
            .hint("`countersign quote EFFORT` without --tech asks everybody in tech"));
        }
        let failure = Failure::usage(format!("nobody in the book is called @{handle}"));
        return Err(match lookup::near_person(people, &handle) {
            Some(near) => failure.hint(format!("did you mean `--tech {near}`?")),
            None => failure.hint("[people] in book.toml says who there is"),
        });
    }
    if let Some(team) = &args.team {
        let of_team = owners(people, Some(team));
        if !of_team.is_empty() {
            return Ok(of_team);
        }
        let mut teams: Vec<&str> = people.iter().filter(is_tech).filter_map(|person| person.team.as_deref()).collect();
        teams.sort_unstable();
        teams.dedup();
        let failure = Failure::usage(format!("no tech owner is in a team called `{}`", team.trim()));
        return Err(match nearest(team, teams.iter().copied()) {
            Some(near) => failure.hint(format!("did you mean `--team {near}`?")),
            None if teams.is_empty() => failure.hint("`team = \"…\"` of a person in book.toml says who is in which"),
            None => failure.hint(format!("there are {}", teams.join(", "))),
        });
    }
    let all = owners(people, None);
    if all.is_empty() {
        return Err(Failure::usage("nobody in the book has the tech role, so nobody's dates can be forecast")
            .hint("name the tech owner with --tech HANDLE"));
    }
    Ok(all)
}

/// What to type to promise it, or to note that it was asked for.
fn next(quoted: &Quote, today: Day) -> Option<String> {
    let offer = quoted.offer()?;
    let lead = quoted.work.lead.as_ref().map_or_else(String::new, |lead| format!(" @{lead}"));
    let due =
        if offer.due.year() == today.year() { offer.due.short(today).to_lowercase() } else { offer.due.to_string() };
    Some(format!(
        "Then: countersign add CUSTOMER: WHAT by {due}{lead}   (ask instead of add: nothing is promised yet)\n"
    ))
}
