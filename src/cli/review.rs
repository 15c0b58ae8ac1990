//! `review`: a period in numbers, what a number counts, and the sign-off line of a side.

use super::args::{Reviewing, SideWord};
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, known, paint, reading};
use super::reply::Reply;
use super::typed;
use crate::domain::period::{Length, Period};
use crate::domain::person::{Handle, Side};
use crate::domain::review::{NewPaper, sentence, sides_of};
use crate::forecast::review::Review;
use crate::report::review;
use crate::store::{Marks, PulseMark};
use crate::text::nearest;

/// `review [NUMBER] [--month|--quarter|--year] [--of PERIOD] [--sign-off SENTENCE]`.
///
/// # Errors
/// When the period or the number isn't understood, or the line may not be recorded.
pub fn review(args: &Reviewing, desk: &mut Desk) -> Result<Reply, Failure> {
    let length = match (args.month, args.year) {
        (true, _) => Length::Month,
        (_, true) => Length::Year,
        (false, false) => Length::Quarter,
    };
    let period = period(desk, args.of.as_deref(), length)?;
    if let Some(text) = &args.sign_off {
        return sign_off(args, text, period, desk);
    }
    // Flags of today are only asked for where today is in the period.
    let standings = desk.standings_of(|each| period.has(desk.today) && each.is_open());
    let found = Review::of(&desk.book, desk.today, period, &standings);
    let facts = facts(desk, &standings);
    let form = form(desk);
    if let Some(word) = &args.number {
        let Some(line) = found.find(word.trim()) else { return Err(unknown(word, &found)) };
        let text = match form {
            Form::Json => review::json(&facts, &Review { lines: vec![line.clone()], ..found }),
            Form::Plain => review::records(&facts, line, None, paint(desk)),
            Form::Terminal(width) => review::records(&facts, line, Some(width), paint(desk)),
        };
        return Ok(reading(desk, text));
    }
    let text = match form {
        Form::Json => review::json(&facts, &found),
        Form::Plain => review::plain(&facts, &found),
        Form::Terminal(width) => review::lines(&facts, &found, width, paint(desk)),
    };
    let reminder = if matches!(form, Form::Terminal(_)) { reminder(desk) } else { None };
    Ok(reading(desk, text).noting(reminder))
}

fn unknown(word: &str, found: &Review) -> Failure {
    let words: Vec<String> = found.shown().iter().map(|line| line.measure.word()).collect();
    let failure = Failure::usage(format!("the review has no number `{}`", word.trim()));
    match nearest(word, words.iter().map(String::as_str)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint(format!("there are {}", words.join(", "))),
    }
}

/// The period that is meant; not one that is still to come.
pub(super) fn period(desk: &Desk, word: Option<&str>, length: Length) -> Result<Period, Failure> {
    let calendar = &desk.book.rules.calendar;
    let Some(word) = word else { return Ok(Period::around(desk.today, length, calendar)) };
    let period = Period::parse(word, length, desk.today, calendar).map_err(|words| {
        let (why, remedy) = words.split_once(": ").unwrap_or((&words, ""));
        Failure::usage(format!("--of: {why}")).hint(remedy.to_owned())
    })?;
    if period.first() > desk.today {
        let name = period.name(calendar);
        return Err(Failure::usage(format!("--of: {name} is still to come")).hint("a review looks back"));
    }
    Ok(period)
}

/// The side that somebody speaks for.
pub(super) fn side(desk: &Desk, who: &Handle, word: Option<Side>) -> Result<Side, Failure> {
    let people = &desk.book.rules.people;
    if !people.is_empty() {
        known(desk, who.as_str())?;
    }
    let sides = sides_of(who, people);
    match (word, &sides[..]) {
        (Some(side), _) | (None, &[side]) => Ok(side),
        (None, []) => Err(Failure::not_allowed(format!(
            "{} speaks for neither sales nor tech",
            desk.book.rules.people.called(who)
        ))
        .hint("a line and an answer are the word of a side; somebody with its role says it")),
        (None, [_, ..]) => {
            Err(Failure::usage(format!("{} speaks for sales and for tech", desk.book.rules.people.called(who)))
                .hint("say which: --side sales or --side tech; with `pulse`, the side comes first"))
        }
    }
}

fn sign_off(args: &Reviewing, text: &str, period: Period, desk: &mut Desk) -> Result<Reply, Failure> {
    let me = desk.me()?.handle;
    let proxy_for = args.proxy_for.as_deref().map(|word| typed::handle("--for", word)).transpose()?;
    let proxy_for = proxy_for.filter(|voice| *voice != me);
    let word = args.side.map(|word| match word {
        SideWord::Sales => Side::Sales,
        SideWord::Tech => Side::Tech,
    });
    let side = side(desk, proxy_for.as_ref().unwrap_or(&me), word)?;
    let text = sentence(text).map_err(|words| {
        let (why, remedy) = words.split_once("; ").unwrap_or((&words, ""));
        Failure::usage(format!("--sign-off: {why}")).hint(remedy.to_owned())
    })?;
    if let (Some(_), Some(line)) =
        (&proxy_for, desk.book.papers.sign_off(period, side).filter(|line| line.proxy_for.is_none()))
    {
        let who = desk.book.rules.people.called(&line.by);
        let name = period.name(&desk.book.rules.calendar);
        return Err(Failure::not_allowed(format!("{who} has signed {name} off for {} in person", side.word()))
            .hint("a line by proxy doesn't go before it; whoever has the role writes a new one without --for"));
    }
    let new = NewPaper::SignOff { period, side, by: me.clone(), proxy_for, text };
    let now = desk.now();
    desk.store.file(&mut desk.book, new, &me, now)?;
    let name = period.name(&desk.book.rules.calendar);
    let other = match side {
        Side::Sales => Side::Tech,
        Side::Tech => Side::Sales,
    };
    let missing = desk.book.papers.sign_off(period, other).is_none();
    let next = if missing { format!("; {} has yet to", other.word()) } else { "; both sides have".to_owned() };
    Ok(Reply::text(format!("{} signed off {name}{next}", side.word())).noting(desk.warnings()))
}

/// A word about the pulse of this quarter, once, to somebody who has a side and hasn't answered here.
fn reminder(desk: &Desk) -> Option<String> {
    let me = desk.me().ok()?.handle;
    let people = &desk.book.rules.people;
    people.get(&me).filter(|_| !sides_of(&me, people).is_empty())?;
    let period = Period::around(desk.today, Length::Quarter, &desk.book.rules.calendar);
    let marks = marks(desk)?;
    if marks.pulse(&me, period) != PulseMark::Nothing {
        return None;
    }
    // Where it can't be noted, the word comes again.
    let _ = marks.mark_pulse(&me, period, PulseMark::Reminded);
    let name = period.name(&desk.book.rules.calendar);
    Some(format!(
        "note: the pulse of {name} is open: five numbers from 0 to 10, without your name; `countersign pulse`"
    ))
}

/// What this machine remembers of the book.
pub(super) fn marks(desk: &Desk) -> Option<Marks> {
    desk.rim.dirs.data.as_ref().map(|dir| Marks::new(dir, desk.store.dir()))
}
