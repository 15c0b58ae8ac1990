//! May a commit's new moves be there, and are all earlier ones still there? Pure: moves in, faults out.

use std::collections::HashMap;

use chrono_tz::Tz;

use super::hand::Hand;
use super::{Fault, fault};
use crate::domain::act::{Act, Move};
use crate::domain::day::Moment;
use crate::domain::digest::{brief_of, is_same};
use crate::domain::id::Id;
use crate::domain::merge::union;
use crate::domain::permit::{permit_retract, permit_role};
use crate::domain::person::Handle;
use crate::domain::wording::count;

/// Clocks of one machine and its commits differ by so much, in microseconds.
pub(super) const TICK: i64 = 120_000_000;
const DAY: i64 = 86_400_000_000;
/// So far ahead of UTC a day begins somewhere.
const EAST: i64 = 14 * 3_600_000_000;
const ANEW: &str = "record it anew now, or sync again, which does; `--on DATE` tells the day it was said";
const CLOCK: &str = "set the clock right and sync again, which records it anew";

/// What a file's moves came to.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// How many moves are new.
    pub(super) new: usize,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
}

/// Compares a commitment's moves with what each parent of the commit had of them.
pub(super) fn check(befores: &[&[Move]], after: &[Move], hand: &Hand) -> Checked {
    let before: Vec<Move> = match befores {
        [] => Vec::new(),
        [one] => one.to_vec(),
        [first, rest @ ..] => rest.iter().fold(first.to_vec(), |all, each| union(&all, each)),
    };
    let known: HashMap<Id, &Move> = before.iter().map(|made| (made.id, made)).collect();
    let there: HashMap<Id, &Move> = after.iter().map(|made| (made.id, made)).collect();
    let mut checked = Checked::default();
    for made in &before {
        match there.get(&made.id) {
            Some(now) if is_same(now, made) => {}
            Some(now) => checked.faults.push(changed(made, now, &before, hand)),
            None => checked.faults.push(gone(made, befores, hand)),
        }
    }
    let last = before.iter().map(|made| made.at).max();
    let mut latest = last;
    for made in after.iter().filter(|made| !known.contains_key(&made.id)) {
        checked.new += 1;
        // Once, the root of it first.
        let wrong =
            said_by(made, hand).or_else(|| answers(made, after)).or_else(|| dated(made, (after, last, latest), hand));
        checked.faults.extend(wrong.map(|wrong| about(wrong, (after, made), hand)));
        latest = latest.max(Some(made.at));
    }
    checked
}

/// The moves of a file that is there no longer.
pub(super) fn deleted(before: &[Move]) -> Option<Fault> {
    let n = i64::try_from(before.len()).unwrap_or(i64::MAX);
    (n > 0).then(|| {
        fault(
            None,
            format!("the file is deleted, and {} with it", count(n, "move")),
            "bring it back; what is no longer wanted is withdrawn or taken back with `countersign undo`",
        )
    })
}

/// The fault, with the move that it is about.
fn about(wrong: Fault, (moves, made): (&[Move], &Move), hand: &Hand) -> Fault {
    Fault { about: Some((made.id, brief_of(moves, made, hand.today()))), ..wrong }
}

fn changed(made: &Move, now: &Move, moves: &[Move], hand: &Hand) -> Fault {
    let wrong = fault(
        Some(now.line),
        format!("the move {} of @{} is another than it was", made.id, made.by),
        "put it back as it was, and say what is new in a move of your own",
    );
    about(wrong, (moves, made), hand)
}

fn gone(made: &Move, befores: &[&[Move]], hand: &Hand) -> Fault {
    let stood = befores
        .iter()
        .flat_map(|moves| moves.iter())
        .find(|each| is_same(&Move { id: made.id, ..(*each).clone() }, made));
    let wrong = fault(
        stood.map(|stood| stood.line),
        format!("the move {} of @{} is gone", made.id, made.by),
        "bring it back; its author takes it back with `countersign undo`, which leaves both on record",
    );
    about(wrong, (befores.first().copied().unwrap_or_default(), made), hand)
}

/// Whose word it is: the committer's own, or by proxy; and whether the roles allow it.
fn said_by(made: &Move, hand: &Hand) -> Option<Fault> {
    if hand.may_say_anything() {
        return None;
    }
    let line = Some(made.line);
    if hand.speakers.is_empty() {
        return Some(fault(
            line,
            format!("it is recorded by @{}, and nobody in the book has the address {}", made.by, hand.address),
            match hand.people.get(&made.by).and_then(|person| person.email.as_deref()) {
                Some(email) => format!(
                    "let @{} under {email}, or a manager, put `email = \"{}\"` into [people.{}] of book.toml, and sync again",
                    made.by, hand.address, made.by
                ),
                None => {
                    format!("add `email = \"{}\"` to [people.{}] in book.toml, and sync again", hand.address, made.by)
                }
            },
        ));
    }
    if !hand.speakers.contains(&made.by) {
        return Some(fault(
            line,
            format!("it is recorded by @{}, and committed by {}, who is {}", made.by, hand.address, names(hand)),
            format!("each commits what they recorded; for a colleague it is said by proxy: `--for {}`", made.voice()),
        ));
    }
    if let Err(refusal) = permit_role(made, &hand.strict(made)) {
        return Some(fault(line, refusal.why, refusal.next));
    }
    None
}

fn names(hand: &Hand) -> String {
    let names: Vec<String> = hand.speakers.iter().map(|handle: &Handle| format!("@{handle}")).collect();
    names.join(" or ")
}

/// Whether what it names is there.
fn answers(made: &Move, moves: &[Move]) -> Option<Fault> {
    let line = Some(made.line);
    if let Some(re) = made.re.filter(|re| *re == made.id || !moves.iter().any(|each| each.id == *re)) {
        return Some(fault(
            line,
            format!("it answers {re}, and there is no such move here"),
            "record it anew with the program, which names what is on the table",
        ));
    }
    if let Act::Retract { what } = made.act
        && let Err(refusal) = permit_retract(moves, made, what)
    {
        return Some(fault(line, refusal.why, refusal.next));
    }
    None
}

/// Whether its time can be so, after what was there and what it answers, before its commit, and not too long before the
/// commit that this one stands on.
fn dated(made: &Move, (moves, last, latest): (&[Move], Option<Moment>, Option<Moment>), hand: &Hand) -> Option<Fault> {
    let wrong = |why: String, remedy: &str| Some(fault(Some(made.line), why, remedy));
    if let Some(last) = last.filter(|last| made.at <= *last) {
        return wrong(
            before(made.at, "what was there already", last),
            "sync again, which records it anew; what was said elsewhere meanwhile is merged, not rebased",
        );
    }
    let answered = |id: Id| moves.iter().find(|each| each.id == id && each.id != made.id);
    let target = match made.act {
        Act::Retract { what } => answered(what),
        _ => made.re.and_then(answered),
    };
    if let Some(target) = target.filter(|target| made.at <= target.at) {
        return wrong(before(made.at, &format!("the move {} it answers", target.id), target.at), ANEW);
    }
    let limit = hand.at.micros().saturating_add(TICK).max(latest.map_or(i64::MIN, |latest| latest.micros() + TICK));
    if made.at.micros() > limit {
        return wrong(format!("it is dated {}, after its commit ({})", minute(made.at), minute(hand.at)), CLOCK);
    }
    let ahead = hand.now.micros().saturating_add(DAY);
    // Where the whole commit is, that is said of the commit.
    if made.at.micros() > ahead && hand.at.micros() <= ahead {
        return wrong(format!("it is dated {}, more than a day ahead of the clock here", minute(made.at)), CLOCK);
    }
    // The day of the commit where it began first, for nobody knows where it was said.
    let day = Moment::from_micros(hand.at.micros().saturating_add(EAST)).day(Tz::UTC);
    if let Some(on) = made.on.filter(|on| *on > day) {
        let why = format!("it is said to have been on {}, after its commit ({})", on.long(), minute(hand.at));
        return wrong(why, "a day still to come isn't on record yet; take the move out and record it anew");
    }
    let ground = hand.stands_on?;
    let early = (ground.micros() - made.at.micros()) / DAY;
    if !hand.is_first && ground.micros() - made.at.micros() > hand.slack.saturating_mul(DAY) {
        return wrong(
            format!("it is dated {}, {} before the commit it stands on", minute(made.at), count(early, "day")),
            ANEW,
        );
    }
    None
}

/// `it is dated 2026-11-20 10:02 UTC, before the other (2026-11-20 10:03 UTC)`, as exactly as it takes to tell them apart.
fn before(at: Moment, what: &str, other: Moment) -> String {
    let form = |format: &str| (at.time().format(format).to_string(), other.time().format(format).to_string());
    let finer = ["%Y-%m-%d %H:%M UTC", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S%.6f UTC"];
    let told = finer.into_iter().map(form).find(|(at, other)| at != other);
    match told {
        Some((at, other)) => format!("it is dated {at}, before {what} ({other})"),
        None => format!("it is dated {}, the very moment of {what}", minute(at)),
    }
}

/// `2026-11-20 10:02 UTC`.
pub(super) fn minute(moment: Moment) -> String {
    moment.time().format("%Y-%m-%d %H:%M UTC").to_string()
}

/// A new file in the folder of another year than that of its first move.
pub(super) fn misplaced(year: u16, moves: &[Move], zone: Tz) -> Option<Fault> {
    let first = moves.iter().min_by_key(|made| (made.at, made.id))?;
    let began = first.at.day(zone).year();
    (began != i32::from(year)).then(|| {
        fault(
            Some(first.line),
            format!("it begins in {began} and lies in the folder {year:04}"),
            format!("move it to commitments/{began:04}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{People, Person, Role, Roles};
    use crate::store::record;

    fn block(id: &str, at: &str, by: &str, rest: &str) -> String {
        format!("[[move]]\nid = \"{id}\"\nat = 2026-11-{at}:00Z\nby = \"{by}\"\n{rest}\n\n")
    }

    fn moves(text: &str) -> Vec<Move> {
        let record = record::read(text);
        assert_eq!(record.problems, []);
        record.moves
    }

    fn at(text: &str) -> Moment {
        moves(&block("aaaaaa", text, "sam", PROMISE))[0].at
    }

    const PROMISE: &str = "kind = \"promise\"\ncustomer = \"Acme\"\nscope = \"SSO\"";
    const NOTE: &str = "kind = \"note\"\nnote = \"x\"";

    /// What a commit of sam's at noon of the 20th, on one of the 19th, may not do; the clock says the 20th too.
    fn check(befores: &[&str], after: &str, expected: &[&str]) {
        let person = |name: &str, role| Person::new(Handle::new(name).unwrap(), Roles::of(&[role]));
        let people: People = [person("sam", Role::Sales), person("dana", Role::Tech), person("kim", Role::Manager)]
            .into_iter()
            .collect();
        let hand = Hand {
            speakers: vec![Handle::new("sam").unwrap()],
            address: "sam@x.test",
            people: &people,
            is_first: false,
            at: at("20T12:00"),
            stands_on: Some(at("19T12:00")),
            now: at("20T13:00"),
            slack: 7,
        };
        let befores: Vec<Vec<Move>> = befores.iter().map(|text| moves(text)).collect();
        let slices: Vec<&[Move]> = befores.iter().map(Vec::as_slice).collect();
        let faults = super::check(&slices, &moves(after), &hand).faults;
        let words: Vec<String> =
            faults.iter().map(|fault| format!("{}: {}", fault.line.unwrap_or_default(), fault.why)).collect();
        assert_eq!(words, expected, "{after}");
    }

    #[test]
    fn what_was_said_stays_and_what_is_new_is_ones_own() {
        let first = block("aaaaa1", "10T10:00", "sam", PROMISE);
        let with = |rest: &str| format!("{first}{rest}");
        let said = |rest: &str, expected: &[&str]| check(&[&first], &with(rest), expected);
        said("", &[]);
        said(&block("bbbbb1", "20T11:00", "sam", NOTE), &[]);
        check(&[&first], &with("# by hand\n").replace("by = \"sam\"", "by  =  \"sam\""), &[]);
        check(&[&first], &first.replace("SSO", "SSO and more"), &["1: the move aaaaa1 of @sam is another than it was"]);
        check(&[&with(&block("bbbbb1", "11T10:00", "dana", NOTE))], &first, &["9: the move bbbbb1 of @dana is gone"]);
        said(
            &block("bbbbb1", "20T11:00", "dana", NOTE),
            &["9: it is recorded by @dana, and committed by sam@x.test, who is @sam"],
        );
        let sign = "re = \"aaaaa1\"\nkind = \"countersign\"";
        said(&block("bbbbb1", "20T11:00", "sam", sign), &["9: Sam has no tech role, and `countersign` is a tech move"]);
        said(&block("bbbbb1", "20T11:00", "sam", &format!("for = \"dana\"\n{sign}")), &[]);
        said(
            &block("bbbbb1", "20T11:00", "sam", &format!("for = \"eve\"\n{sign}")),
            &["9: Eve has no tech role, and `countersign` is a tech move"],
        );
        said(
            &block("bbbbb1", "20T11:00", "sam", "re = \"zzzzzz\"\nkind = \"told\""),
            &["9: it answers zzzzzz, and there is no such move here"],
        );
        said(
            &block("bbbbb1", "20T11:00", "sam", "kind = \"retract\"\nwhat = \"zzzzzz\""),
            &["9: there is no move zzzzzz here"],
        );
    }

    #[test]
    fn times_go_forward() {
        let first = block("aaaaa1", "10T10:00", "sam", PROMISE);
        let said = |time: &str, expected: &[&str]| {
            check(&[&first], &format!("{first}{}", block("bbbbb1", time, "sam", NOTE)), expected);
        };
        said("20T12:02", &[]);
        said("12T12:00", &[]);
        said("12T11:59", &["9: it is dated 2026-11-12 11:59 UTC, 7 days before the commit it stands on"]);
        said("10T10:00", &["9: it is dated 2026-11-10 10:00 UTC, the very moment of what was there already"]);
        said("20T12:03", &["9: it is dated 2026-11-20 12:03 UTC, after its commit (2026-11-20 12:00 UTC)"]);
        // A colleague's clock was fast: who answers comes right after.
        let fast = format!("{first}{}", block("ccccc1", "20T15:00", "dana", NOTE));
        let answer = block("bbbbb1", "20T15:01", "sam", "re = \"aaaaa1\"\nkind = \"told\"");
        check(&[&fast], &format!("{fast}{answer}"), &[]);
        let later = format!(
            "{first}{}{}",
            block("ccccc1", "20T11:30", "sam", "re = \"aaaaa1\"\nkind = \"change\"\ndue = 2027-01-01"),
            block("bbbbb1", "20T11:20", "sam", "re = \"ccccc1\"\nkind = \"told\"")
        );
        check(
            &[&first],
            &later,
            &["17: it is dated 2026-11-20 11:20 UTC, before the move ccccc1 it answers (2026-11-20 11:30 UTC)"],
        );
    }

    #[test]
    fn a_merge_keeps_both_sides() {
        let first = block("aaaaa1", "10T10:00", "sam", PROMISE);
        let (one, two) = (block("bbbbb1", "15T10:00", "dana", NOTE), block("ccccc1", "16T10:00", "kim", NOTE));
        let (ours, theirs) = (format!("{first}{one}"), format!("{first}{two}"));
        check(&[&ours, &theirs], &format!("{first}{one}{two}"), &[]);
        check(&[&ours, &theirs], &ours, &["9: the move ccccc1 of @kim is gone"]);
        // One id for two moves: the merge gives one of them another, the same everywhere.
        let other = one.replace("\"x\"", "\"y\"");
        let both = format!("{first}{other}");
        let merged = union(&moves(&ours), &moves(&both));
        let text: Vec<String> = merged.iter().map(record::write).collect();
        let text = text.join("\n");
        check(&[&ours, &both], &text, &[]);
        let second = merged.iter().find(|made| made.note.as_deref() == Some("y")).unwrap().id;
        check(&[&ours, &both], &ours, &[&format!("9: the move {second} of @dana is gone")]);
    }
}
