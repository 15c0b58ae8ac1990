//! `pulse`: how aligned the two departments are, said in five numbers and kept without a name.

use super::args::Pulsing;
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, paint, reading};
use super::reply::Reply;
use super::review::{marks, period, side};
use crate::domain::period::{Length, Period};
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, MOST, NewPaper};
use crate::report::review;
use crate::store::PulseMark;

/// `pulse [SIDE] [N N N N N]`: without numbers, what there is so far and what is asked.
///
/// # Errors
/// When the numbers or the side aren't understood, or the answer may not be given.
pub fn pulse(args: &Pulsing, desk: &mut Desk) -> Result<Reply, Failure> {
    let period = period(desk, args.of.as_deref(), Length::Quarter)?;
    if args.words.is_empty() {
        return Ok(look(desk, period));
    }
    let me = desk.me()?.handle;
    let (word, numbers) = parts(&args.words)?;
    let side = side(desk, &me, word)?;
    let marks = marks(desk);
    let is_answered = marks.as_ref().is_some_and(|marks| marks.pulse(&me, period) == PulseMark::Answered);
    let name = period.name(&desk.book.rules.calendar);
    if is_answered && !args.again {
        return Err(Failure::not_allowed(format!("you have answered the pulse of {name} on this machine already"))
            .hint("--again adds another answer; nobody can tell which one was yours, and so none is taken back"));
    }
    let now = desk.now();
    desk.store.file(&mut desk.book, NewPaper::Answer { period, side, marks: numbers }, &me, now)?;
    let mut notes = desk.warnings();
    if !desk.rim.global.what_if
        && let Some(marks) = marks
        && let Err(error) = marks.mark_pulse(&me, period, PulseMark::Answered)
    {
        notes.push(format!("warning: {error}"));
    }
    let n = desk.book.papers.answers(period, side).count();
    let answers = crate::domain::wording::count(i64::try_from(n).unwrap_or(i64::MAX), "answer");
    Ok(Reply::text(format!("{answers} of {} for {name}, without names", side.word())).noting(notes))
}

/// The side, where one is named, and the five numbers, with blanks or commas between them.
fn parts(words: &[String]) -> Result<(Option<Side>, [u8; 5]), Failure> {
    let words = words.join(" ").to_lowercase();
    let words: Vec<&str> = words.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let side = words.first().and_then(|word| [Side::Sales, Side::Tech].into_iter().find(|side| side.word() == *word));
    let rest = &words[usize::from(side.is_some())..];
    let names: Vec<&str> = ASPECTS.iter().map(|aspect| aspect.words()).collect();
    let asked = format!("five numbers from 0 to {MOST}: {}", names.join(", "));
    if let Some(wrong) = rest.iter().find(|word| word.parse::<u8>().map_or(true, |number| number > MOST)) {
        return Err(Failure::usage(format!("`{wrong}` is not a number from 0 to {MOST}")).hint(format!("type {asked}")));
    }
    let numbers: Vec<u8> = rest.iter().filter_map(|word| word.parse().ok()).collect();
    let n = numbers.len();
    let numbers = <[u8; 5]>::try_from(numbers);
    numbers.map(|numbers| (side, numbers)).map_err(|_| {
        let counted = crate::domain::wording::count(i64::try_from(n).unwrap_or(i64::MAX), "number");
        Failure::usage(format!("there are {counted}, and five are asked for")).hint(format!("type {asked}"))
    })
}

fn look(desk: &Desk, period: Period) -> Reply {
    let facts = facts(desk, &[]);
    let text = match form(desk) {
        Form::Json => review::pulse_json(&facts, period),
        Form::Plain => review::pulse_plain(&facts, period),
        Form::Terminal(width) => review::pulse_lines(&facts, period, width, paint(desk)),
    };
    reading(desk, text)
}
