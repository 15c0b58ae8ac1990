//! `load`: weeks × signed work, for everybody, a tech owner or a team.

use super::args::Loading;
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, known, paint, reading};
use super::reply::Reply;
use super::typed::Ground;
use crate::domain::flag::Standing;
use crate::domain::person::People;
use crate::forecast::load::{Load, MOST_WEEKS, Only, USUAL_WEEKS};
use crate::report::load;
use crate::text::nearest;

/// `load [--tech HANDLE | --team TEAM] [--weeks N | --week WEEK]`.
///
/// # Errors
/// When nobody in the book has the handle, or no team the name.
pub fn load(args: &Loading, desk: &Desk) -> Result<Reply, Failure> {
    let only = match (&args.tech, &args.team) {
        (Some(word), _) => Only::Lead(known(desk, word)?),
        (None, Some(word)) => Only::Team(team(&desk.book.rules.people, word)?),
        (None, None) => Only::All,
    };
    if let Some(typed) = &args.week {
        return week(typed, &only, desk);
    }
    let weeks = args.weeks.map_or(USUAL_WEEKS, usize::from);
    let found = Load::of(&desk.book, desk.today, weeks);
    let facts = facts(desk, &[]);
    let text = match (form(desk), &only) {
        (Form::Json, _) => load::json(&facts, &found, &only),
        (Form::Plain, _) => load::plain(&found, &only),
        (Form::Terminal(_), Only::Lead(lead)) if found.owners_of(&only).next().is_none() => {
            format!("{} has no signed work, and is asked for none", desk.book.rules.people.called(lead))
        }
        (Form::Terminal(width), _) => load::lines(&facts, &found, &only, width, paint(desk)),
    };
    Ok(reading(desk, text))
}

/// What fills the week of a typed day.
fn week(typed: &str, only: &Only, desk: &Desk) -> Result<Reply, Failure> {
    let ground = Ground { today: desk.today, calendar: &desk.book.rules.calendar };
    let day = ground.any("--week", typed)?.day;
    let found = Load::of(&desk.book, desk.today, MOST_WEEKS);
    let at = found.weeks.iter().position(|week| (week.last.plus(-6)..=week.last).contains(&day));
    let Some(at) = at else {
        let (first, last) = (found.weeks.first(), found.weeks.last());
        let span = first.zip(last).map_or_else(String::new, |(first, last)| {
            format!("; load looks from {} to {}", first.first.long(), last.last.long())
        });
        return Err(Failure::usage(format!(
            "--week: {} lies in none of the weeks that can be looked at{span}",
            day.long()
        )));
    };
    let mut standings = vec![Standing::default(); desk.book.commitments().len()];
    let places = load::week::places(&facts(desk, &[]), &found, only, at);
    desk.foresee(&mut standings, &places);
    let facts = facts(desk, &standings);
    let text = match form(desk) {
        Form::Json => load::week::json(&facts, &found, only, at),
        Form::Plain => load::week::plain(&facts, &found, only, at),
        Form::Terminal(width) => load::week::lines(&facts, &found, only, at, (width, paint(desk))),
    };
    Ok(reading(desk, text))
}

/// The team as the book spells it.
fn team(people: &People, word: &str) -> Result<String, Failure> {
    let mut teams: Vec<&str> = people.iter().filter_map(|person| person.team.as_deref()).collect();
    teams.sort_unstable();
    teams.dedup();
    if let Some(team) = teams.iter().find(|team| team.to_lowercase() == word.trim().to_lowercase()) {
        return Ok((*team).to_owned());
    }
    let failure = Failure::usage(format!("the book has no team `{}`", word.trim()));
    Err(match nearest(word, teams.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None if teams.is_empty() => failure.hint("`team` of a person in book.toml puts people into teams"),
        None => failure.hint(format!("there are {}", teams.join(", "))),
    })
}
