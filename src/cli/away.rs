//! `away`: when somebody is away; what that does to the chances is said at once.

use super::args::Absence;
use super::desk::Desk;
use super::failure::Failure;
use super::reply::Reply;
use super::{lookup, typed, what_if};
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::forecast::Forecaster;
use crate::report::{Facts, json};
use crate::text::clean;

/// `away HANDLE FROM..TO`.
///
/// # Errors
/// When nobody has the handle, the days aren't understood, or the book can't be written.
pub fn away(args: &Absence, desk: &mut Desk) -> Result<Reply, Failure> {
    let mut person = known(&args.who, desk)?;
    let called = person.called();
    if args.days.is_empty() && desk.rim.global.json {
        let facts = Facts { book: &desk.book, standings: &[], today: desk.today };
        return Ok(Reply::text(json::people(&facts)));
    }
    if args.days.is_empty() {
        return Ok(Reply::text(listed(&person, desk.today)).noting(desk.notes.iter().cloned()));
    }
    let range = range(&args.days.join(" "), desk)?;
    let words = format!("{} to {}", range.0.long(), range.1.long());
    let said = if args.remove {
        let before = person.away.len();
        person.away.retain(|each| *each != range);
        if person.away.len() == before {
            return Err(Failure::usage(format!("{called} has no absence from {words}"))
                .hint(format!("`countersign away {}` lists them", person.handle)));
        }
        format!("{called} is not away from {words}")
    } else {
        if !person.away.contains(&range) {
            person.away.push(range);
            person.away.sort_unstable();
        }
        format!("{called} is away from {words}")
    };
    let before = Forecaster::of(&desk.book, desk.today);
    desk.store.add_person(&mut desk.book, &person)?;
    if desk.rim.global.json {
        let facts = Facts { book: &desk.book, standings: &[], today: desk.today };
        return Ok(Reply::text(json::what_if(&facts, &[], &what_if::changes(desk, &before))));
    }
    let mut text = format!("{said}\n");
    for line in what_if::effects(desk, &before, &[]) {
        text.push_str(&clean(&line));
        text.push('\n');
    }
    let rehearsed = desk.before.as_ref().map(|_| "what if: nothing is recorded".to_owned());
    Ok(Reply::text(text).noting(rehearsed).noting(desk.notes.iter().cloned()))
}

fn known(word: &str, desk: &Desk) -> Result<Person, Failure> {
    let handle = typed::handle("handle", word.trim_start_matches('@'))?;
    let people = &desk.book.rules.people;
    if let Some(person) = people.get(&handle) {
        return Ok(person.clone());
    }
    let failure = Failure::usage(format!("nobody in the book is called @{handle}"));
    Err(match lookup::near_person(people, &handle) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("[people] in book.toml says who there is"),
    })
}

/// First and last day; one day is both.
fn range(text: &str, desk: &Desk) -> Result<(Day, Day), Failure> {
    let ground = desk.ground();
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (ground.any("first day", first)?.day, ground.any("last day", last)?.day);
    if last < first {
        return Err(Failure::usage(format!("{} lies before {}", last.long(), first.long()))
            .hint("write the first day first: '12 apr..23 apr'"));
    }
    Ok((first, last))
}

fn listed(person: &Person, today: Day) -> String {
    let called = person.called();
    let coming: Vec<String> = person
        .away
        .iter()
        .filter(|(_, last)| *last >= today)
        .map(|(first, last)| format!("{} to {}\n", first.long(), last.long()))
        .collect();
    if coming.is_empty() { format!("{called} is not away\n") } else { clean(&coming.concat()).into_owned() }
}
