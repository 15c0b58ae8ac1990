//! What tech answers: estimate, signature, counter-offer, answer-by, no, progress.

use super::args::{Deferral, Ending, Estimating, Progressing, Signing};
use super::desk::Desk;
use super::ending::reason;
use super::failure::Failure;
use super::reply::Reply;
use super::speak::{Saying, of_sales, on_the_table};
use super::typed::{joined, trimmed};
use super::voice::Voice;
use super::{after, lookup, together};
use crate::domain::act::{Act, Answer, NewTerms, Text, Verdict};
use crate::domain::commitment::Commitment;
use crate::domain::dates;
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::fold::{Folded, fold};
use crate::domain::id::Id;
use crate::domain::outlook::Dates;
use crate::domain::wording;
use crate::forecast::dates_to_offer;
use crate::forecast::together::{Shared, Whose};

/// `estimate ID 5d..8d..15d`, or `estimate --capability sso 5d..8d --answer`.
///
/// # Errors
/// When the estimate isn't understood, or the move isn't allowed.
pub fn estimate(args: &Estimating, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    match (&args.capability, &args.id) {
        (Some(name), id) => {
            // Without an id the first word is the beginning of the estimate.
            let words: Vec<String> = id.iter().chain(&args.words).cloned().collect();
            let answer = answer(args, &words, desk)?;
            together::capability(name, &shared(args, answer), args.answer, desk, &voice)
        }
        (None, Some(id)) => {
            let commitment = lookup::commitment(&desk.book, id)?.clone();
            let answer = answer(args, &args.words, desk)?;
            match args.answer {
                Some(level) => together::one(&commitment, &shared(args, answer), level, desk, &voice),
                None => estimate_one(args, &commitment, answer, desk, &voice),
            }
        }
        (None, None) => Err(Failure::usage("a commitment or a --capability is missing")),
    }
}

/// The answer to promises that may have one already: what was not said about the verdict stays as it is for each.
fn shared(args: &Estimating, answer: Answer) -> Shared {
    let is_said = args.verdict.is_some() || !answer.conditions.is_empty();
    Shared { answer, verdict: if is_said { Whose::Shared } else { Whose::Own } }
}

/// What tech answers.
fn answer(args: &Estimating, words: &[String], desk: &Desk) -> Result<Answer, Failure> {
    let given = match joined(words) {
        Some(text) => Some(desk.ground().estimate(&text).map_err(|misread| Failure::misread("estimate", &misread))?),
        None if args.verdict.is_some() => None,
        None => {
            return Err(Failure::usage("an estimate or a --verdict is missing")
                .hint("such as 5d, ~20d, =20d, 5d..8d..15d, 2w, or dates: 1 apr..20 apr"));
        }
    };
    let conditions: Vec<Text> = args.conditions.iter().filter_map(|text| trimmed(Some(text))).collect();
    let usual = if conditions.is_empty() { Verdict::Feasible } else { Verdict::Conditional };
    let start = args.start.as_deref().map(|text| desk.ground().any("--start", text)).transpose()?;
    Ok(Answer {
        estimate: given,
        verdict: args.verdict.unwrap_or(usual),
        conditions,
        start: start.map(|start| start.day),
    })
}

fn estimate_one(
    args: &Estimating,
    commitment: &Commitment,
    answer: Answer,
    desk: &mut Desk,
    voice: &Voice,
) -> Result<Reply, Failure> {
    let given = answer.estimate;
    let draft = voice.draft(Act::Estimate(Box::new(answer)), on_the_table(commitment));
    let foreseen = || foreseen(desk, commitment, &draft.clone().recorded(Id::from_bits(0), desk.now()));
    let later = later_than_promised(commitment, given);
    let offer = match args.counter.as_deref() {
        None => None,
        Some("") => Some(
            later
                .or_else(|| foreseen().map(|dates| dates.p80))
                .ok_or_else(|| Failure::usage("--counter needs a date here").hint("such as --counter '28 mar'"))?,
        ),
        Some(text) => Some(desk.ground().promised("--counter", text)?.day),
    };
    let counter = offer.map(|due| {
        let terms = NewTerms { due: Some(due), ..NewTerms::default() };
        let mut draft = voice.draft(Act::Counter(Box::new(terms)), on_the_table(commitment));
        draft.note = None;
        draft
    });
    if let (Some(later), None) = (later, &counter) {
        desk.notes.push(format!(
            "note: the estimate ends on {}, after the promised date; `countersign counter {} {later}` says so to sales",
            later.long(),
            commitment.id
        ));
    }
    Saying::on(commitment.id, draft).and(counter).say(desk, voice)
}

/// The end of estimated dates, where the promised date is earlier.
fn later_than_promised(commitment: &Commitment, given: Option<Estimate>) -> Option<Day> {
    let due = commitment.on_the_table().due?;
    match given? {
        Estimate::Dates(span) => Some(span.high()).filter(|high| *high > due),
        Estimate::Effort(_) => None,
    }
}

/// The dates that can be offered once the move stands.
fn foreseen(desk: &Desk, commitment: &Commitment, made: &crate::domain::act::Move) -> Option<Dates> {
    let mut moves = commitment.moves.clone();
    let last = moves.iter().map(|each| each.at).max();
    let mut made = made.clone();
    made.at = last.map_or(made.at, |last| made.at.after(last));
    moves.push(made);
    match fold(commitment.id, moves, desk.book.rules.ground()) {
        Folded::Standing(commitment) => dates_to_offer(&desk.forecaster(), &commitment),
        Folded::Shelved(_) => None,
    }
}

/// `sign ID`: says exactly what was signed.
///
/// # Errors
/// When the move isn't allowed.
pub fn sign(args: &Signing, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let draft = voice.draft(Act::Countersign, of_sales(&commitment));
    let told = args.told.then(|| voice.draft(Act::Told { due: None }, of_sales(&commitment)));
    let recorded = Saying::on(commitment.id, draft).and(told).record(desk, &voice)?;
    let signer = desk.book.rules.people.called(voice.handle());
    let proxy = if voice.proxy_for.is_some() {
        format!(", recorded by {}", desk.book.rules.people.called(&voice.by))
    } else {
        String::new()
    };
    let first = format!("signed by {signer}{proxy}: {}", wording::terms(&commitment.terms));
    Ok(after::reply(desk, &recorded, Some(first)))
}

/// `accept ID`: the counter-offer stands.
///
/// # Errors
/// When the move isn't allowed.
pub fn accept(args: &Signing, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let offer = on_the_table(&commitment);
    let told = args.told.then(|| voice.draft(Act::Told { due: None }, offer));
    let recorded = Saying::on(commitment.id, voice.draft(Act::Accept, offer)).and(told).record(desk, &voice)?;
    let first = format!("accepted: {}", wording::terms(commitment.on_the_table()));
    Ok(after::reply(desk, &recorded, Some(first)))
}

/// `defer ID next fri`.
///
/// # Errors
/// When the date isn't understood, or the move isn't allowed.
pub fn defer(args: &Deferral, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let until = desk.ground().promised("answer by", &args.words.join(" "))?.day;
    let draft = voice.draft(Act::Defer { until }, on_the_table(&commitment));
    let recorded = Saying::on(commitment.id, draft).record(desk, &voice)?;
    let first = format!("answer by {}", dates::explain(until, desk.today, &desk.book.rules.calendar));
    Ok(after::reply(desk, &recorded, Some(first)))
}

/// `decline ID`.
///
/// # Errors
/// When a reason is missing, or the move isn't allowed.
pub fn decline(args: &Ending, desk: &mut Desk) -> Result<Reply, Failure> {
    let voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let about = of_sales(&commitment);
    let ending = Act::Decline { reason: args.variance.reason };
    super::ending::may(desk, &commitment, &voice.draft(ending, about))?;
    let reason = reason(desk, args.variance, commitment.told.is_some(), &voice)?;
    Saying::on(commitment.id, voice.draft(Act::Decline { reason }, about)).say(desk, &voice)
}

/// `progress ID 3d login works`.
///
/// # Errors
/// When the move isn't allowed.
pub fn progress(args: &Progressing, desk: &mut Desk) -> Result<Reply, Failure> {
    let mut voice = Voice::of(&args.said, desk)?;
    let commitment = lookup::commitment(&desk.book, &args.id)?.clone();
    let (left, rest) = left(&args.words, desk)?;
    if left.is_none() && rest.is_none() && voice.note.is_none() {
        return Err(Failure::usage("what is left is missing").hint("such as `progress ID 3d`, with a remark after it"));
    }
    voice.note = voice.note.or(rest);
    let draft = voice.draft(Act::Progress { left }, on_the_table(&commitment));
    Saying::on(commitment.id, draft).say(desk, &voice)
}

/// The estimate that the words begin with, and the remark after it.
fn left(words: &[String], desk: &Desk) -> Result<(Option<Estimate>, Option<Text>), Failure> {
    for count in (1..=words.len().min(6)).rev() {
        if let Ok(estimate) = desk.ground().estimate(&words[..count].join(" ")) {
            let rest = &words[count..];
            let rest = if rest.first().is_some_and(|word| word == "left") { &rest[1..] } else { rest };
            return Ok((Some(estimate), trimmed(Some(&rest.join(" ")))));
        }
    }
    match words.first() {
        Some(first)
            if first.trim_start_matches(['-', '\u{2212}', '~', '=']).starts_with(|c: char| c.is_ascii_digit()) =>
        {
            let misread = desk.ground().estimate(first).err();
            Err(misread.map_or_else(
                || Failure::usage("what is left isn't understood"),
                |misread| Failure::misread("left", &misread),
            ))
        }
        Some(_) | None => Ok((None, trimmed(Some(&words.join(" "))))),
    }
}
