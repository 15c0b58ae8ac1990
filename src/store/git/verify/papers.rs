//! May a commit's new papers of a review be there? Pure: a text in, faults out.
//!
//! A paper is added, and never changed or taken out. A line of a side is its author's own; an answer to the pulse has no
//! author, and comes from somebody of the book.

use super::hand::Hand;
use super::moves::{TICK, minute};
use super::{Fault, fault};
use crate::domain::id::Id;
use crate::domain::person::{Handle, Roles};
use crate::domain::review::{Paper, SignOff};
use crate::store::papers;

/// What a parent had of a paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Was {
    /// Something else.
    There,
    /// Nothing.
    Missing,
}

/// What a commit has of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum New {
    /// Nothing any more.
    Gone,
    /// A text; none where it is none.
    Text(Option<String>),
}

/// What is wrong with a paper that is other than in some parent.
pub(super) fn check((year, id): (u16, Id), was: Was, new: &New, hand: &Hand) -> Vec<Fault> {
    let whole = |why: &str, remedy: &str| vec![fault(None, why.to_owned(), remedy)];
    let text = match (was, new) {
        (_, New::Gone) => {
            return whole("it is deleted, and papers of a review stay", "bring it back; a later line takes its place");
        }
        (Was::There, New::Text(_)) => {
            let why = "it is another than it was, and papers of a review stay";
            return whole(why, "put it back, and say what is new anew");
        }
        (Was::Missing, New::Text(None)) => return whole("it is not UTF-8 text", "save it as UTF-8"),
        (Was::Missing, New::Text(Some(text))) => text,
    };
    let read = papers::read(id, text);
    if !read.problems.is_empty() {
        return read.problems.into_iter().map(|problem| fault(problem.line, problem.why, problem.remedy)).collect();
    }
    // A kind that this version doesn't know is a newer one's business.
    let Some(paper) = read.paper else { return Vec::new() };
    let ends = papers::year_of(&paper);
    if ends != i32::from(year) {
        let why = format!("its period ends in {ends}, and it lies in the folder {year:04}");
        return vec![fault(None, why, format!("move it to reviews/{ends:04}"))];
    }
    if hand.may_say_anything() {
        return Vec::new();
    }
    if hand.speakers.is_empty() {
        let why = format!("nobody in the book has the address {}", hand.address);
        let remedy = format!("add `email = \"{}\"` to your entry in book.toml, and sync again", hand.address);
        return vec![fault(None, why, remedy)];
    }
    match paper {
        Paper::Answer(_) => Vec::new(),
        Paper::SignOff(line) => signed(&line, hand).into_iter().collect(),
    }
}

fn signed(line: &SignOff, hand: &Hand) -> Option<Fault> {
    if !hand.speakers.contains(&line.by) {
        let why = format!("it is recorded by @{}, and committed by {}", line.by, hand.address);
        return Some(fault(
            None,
            why,
            format!("each commits what they recorded; sync again, which records it for @{}", line.voice()),
        ));
    }
    // In a shared book a stranger says nothing.
    let roles = |handle: &Handle| hand.people.get(handle).map_or(Roles::default(), |person| person.roles);
    let side = line.side;
    if !roles(line.voice()).has(side.role()) {
        let why = format!(
            "{} has no {} role, and it is the line of {}",
            hand.people.called(line.voice()),
            side.word(),
            side.word()
        );
        return Some(fault(None, why, "let somebody with that role sign"));
    }
    if line.at.micros() > hand.at.micros().saturating_add(TICK) {
        let why = format!("it is dated {}, after its commit ({})", minute(line.at), minute(hand.at));
        return Some(fault(None, why, "set the clock right and sync again"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Moment;
    use crate::domain::person::{People, Person, Role};

    const LINE: &str = "kind = \"sign-off\"\nperiod = \"2026-10-01..2026-12-31\"\nside = \"sales\"\n\
                        at = 2026-11-20T11:00:00Z\nby = \"sam\"\ntext = \"Ask before we tell.\"\n";
    const ANSWER: &str = "kind = \"pulse\"\nperiod = \"2026-10-01..2026-12-31\"\nside = \"tech\"\nvision = 7\n\
                          objectives = 6\ncommunication = 5\nculture = 8\nclient_engagement = 4\n";

    fn moment(text: &str) -> Moment {
        Moment::at(text.parse().unwrap())
    }

    /// What a commit of somebody's at noon may not do.
    fn judged(who: Option<&str>, year: u16, was: Was, new: &New) -> Vec<String> {
        let person = |name: &str, role| Person::new(Handle::new(name).unwrap(), Roles::of(&[role]));
        let people: People = [person("sam", Role::Sales), person("dana", Role::Tech)].into_iter().collect();
        let hand = Hand {
            speakers: who.map(|who| Handle::new(who).unwrap()).into_iter().collect(),
            address: "x@x.test",
            people: &people,
            is_first: false,
            at: moment("2026-11-20T12:00:00Z"),
            stands_on: None,
            now: moment("2026-11-20T13:00:00Z"),
            slack: 7,
        };
        let faults = check((year, "k7m2qx".parse().unwrap()), was, new, &hand);
        faults.into_iter().map(|fault| fault.why).collect()
    }

    #[test]
    fn a_paper_is_added_by_who_may_and_never_changed() {
        let new = |text: &str| New::Text(Some(text.to_owned()));
        let said = |who, text: &str, expected: &[&str]| {
            assert_eq!(judged(who, 2026, Was::Missing, &new(text)), expected, "{text}");
        };
        said(Some("sam"), LINE, &[]);
        said(Some("sam"), ANSWER, &[]);
        said(Some("dana"), ANSWER, &[]);
        said(Some("sam"), "kind = \"photograph\"\n", &[]);
        said(None, ANSWER, &["nobody in the book has the address x@x.test"]);
        said(Some("dana"), LINE, &["it is recorded by @sam, and committed by x@x.test"]);
        said(
            Some("dana"),
            &LINE.replace("\"sam\"", "\"dana\""),
            &["Dana has no sales role, and it is the line of sales"],
        );
        said(Some("dana"), &LINE.replace("by = \"sam\"", "by = \"dana\"\nfor = \"sam\""), &[]);
        said(
            Some("sam"),
            &LINE.replace("T11", "T14"),
            &["it is dated 2026-11-20 14:00 UTC, after its commit (2026-11-20 12:00 UTC)"],
        );
        said(Some("sam"), &ANSWER.replace('7', "17"), &["`vision` is not a whole number from 0 to 10"]);
        let year = "its period ends in 2026, and it lies in the folder 2025";
        assert_eq!(judged(Some("sam"), 2025, Was::Missing, &new(LINE)), [year]);
        let other = "it is another than it was, and papers of a review stay";
        assert_eq!(judged(Some("sam"), 2026, Was::There, &new(LINE)), [other]);
        assert_eq!(judged(Some("sam"), 2026, Was::There, &New::Gone), ["it is deleted, and papers of a review stay"]);
    }
}
