//! What was said of signed dates against what came of them, as text: never by person, and no rate from a handful.

use std::fmt::Write as _;

use serde::Serialize;

use super::paint::{Meaning, Paint};
use super::{Facts, json};
use crate::domain::wording::count;
use crate::forecast::calibration::{Band, Calibration, LEAST, OwnRanges, Tally};
use crate::text;

/// The calibration for a terminal so wide.
#[must_use]
pub fn lines(found: &Calibration, width: usize, paint: Paint) -> String {
    let mut out = String::new();
    let mut say = |text: &str| {
        for line in text::wrap(text, width.max(20)) {
            out.push_str(&line);
            out.push('\n');
        }
    };
    for sentence in sentences(found) {
        say(&sentence);
    }
    if found.all.n == 0 {
        return out;
    }
    for (title, rows) in tables(found) {
        out.push('\n');
        let head = row(&[title, "promises", "on time", "rate", "said"]);
        out.push_str(&paint.on(Meaning::Faint, &text::fit(head.trim_end(), width)));
        out.push('\n');
        for (words, tally) in rows {
            let cells =
                [words, &tally.n.to_string(), &tally.kept.to_string(), &percent(tally.rate()), &percent(tally.said())];
            out.push_str(&text::fit(row(&cells).trim_end(), width));
            out.push('\n');
        }
    }
    out.push('\n');
    let legend =
        format!("said: the share that the chances add up to; no rates below {LEAST} promises, and never by person");
    for line in text::wrap(&legend, width.max(20)) {
        out.push_str(&paint.on(Meaning::Faint, &line));
        out.push('\n');
    }
    out
}

fn row(cells: &[&str; 5]) -> String {
    let [what, n, kept, rate, said] = cells;
    format!(
        "{} {} {} {} {}",
        text::pad(what, 14),
        text::pad_left(n, 8),
        text::pad_left(kept, 8),
        text::pad_left(rate, 6),
        text::pad_left(said, 8)
    )
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.0} %", share * 100.0))
}

/// The tables with a promise in them, each with its title.
fn tables(found: &Calibration) -> Vec<(&'static str, Vec<(&'static str, Tally)>)> {
    let bands = found.bands.iter().map(|(band, tally)| (band.words(), *tally)).collect();
    let classes = found.classes.iter().map(|(class, tally)| (class.word(), *tally)).collect();
    [("chance said", bands), ("estimate", classes)]
        .into_iter()
        .map(|(title, rows): (_, Vec<(_, Tally)>)| (title, rows.into_iter().filter(|row| row.1.n > 0).collect()))
        .filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty())
        .collect()
}

/// What is to be said in words: `of 23 promises given 80 % or more, 19 were kept on time`.
fn sentences(found: &Calibration) -> Vec<String> {
    let mut all = Vec::new();
    if found.all.n == 0 {
        all.push("no date that was signed with a chance on record has come due yet".to_owned());
    } else {
        let covered = found.from(Band::From80);
        if covered.n > 0 {
            all.push(sentence(&covered, "80 % or more"));
        }
        for band in [Band::From50, Band::Below50] {
            if let Some((_, tally)) = found.bands.iter().find(|(each, tally)| *each == band && tally.n > 0) {
                all.push(sentence(tally, band.words()));
            }
        }
    }
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut rest = Vec::new();
    if found.to_come > 0 {
        rest.push(format!("{} yet to come", are(number(found.to_come), "signed date")));
    }
    if found.set_aside > 0 {
        rest.push(format!(
            "{} set aside: something else was promised afterwards, or it was withdrawn before the date",
            are(number(found.set_aside), "date")
        ));
    }
    all.extend(rest);
    all
}

fn are(n: i64, thing: &str) -> String {
    format!("{} {}", count(n, thing), if n == 1 { "is" } else { "are" })
}

fn sentence(tally: &Tally, given: &str) -> String {
    let Tally { n, kept, expected } = *tally;
    let promises = if n == 1 { "1 promise".to_owned() } else { format!("{n} promises") };
    let kept = match kept {
        0 => "none was".to_owned(),
        1 => "1 was".to_owned(),
        kept => format!("{kept} were"),
    };
    let said = if n >= LEAST { format!("; their chances add up to {expected:.0}") } else { String::new() };
    format!("of {promises} given {given}, {kept} kept on time{said}")
}

/// The calibration for pipes, a line each: what it is by, which, promises, kept on time, and how many the chances add up to.
#[must_use]
pub fn plain(found: &Calibration) -> String {
    let mut out = String::new();
    let mut line = |by: &str, which: &str, tally: &Tally| {
        let _ = writeln!(out, "{by}\t{which}\t{}\t{}\t{:.1}", tally.n, tally.kept, tally.expected);
    };
    line("all", "all", &found.all);
    for (band, tally) in &found.bands {
        line("chance", band.words(), tally);
    }
    for (class, tally) in &found.classes {
        line("estimate", class.word(), tally);
    }
    out
}

/// The calibration as JSON.
#[must_use]
pub fn json(facts: &Facts, found: &Calibration) -> String {
    let body = CalibrationDto {
        all: tally_dto(&found.all),
        chances: found
            .bands
            .iter()
            .map(|(band, tally)| BandDto { from: band.from(), words: band.words(), tally: tally_dto(tally) })
            .collect(),
        estimates: found
            .classes
            .iter()
            .map(|(class, tally)| ClassDto { class: class.word(), tally: tally_dto(tally) })
            .collect(),
        to_come: found.to_come,
        set_aside: found.set_aside,
        sentences: sentences(found),
    };
    json::document(facts, Body { calibration: body })
}

#[derive(Serialize)]
struct Body {
    calibration: CalibrationDto,
}

#[derive(Serialize)]
struct CalibrationDto {
    all: TallyDto,
    chances: Vec<BandDto>,
    estimates: Vec<ClassDto>,
    to_come: usize,
    set_aside: usize,
    sentences: Vec<String>,
}

#[derive(Serialize)]
struct BandDto {
    from: f64,
    words: &'static str,
    #[serde(flatten)]
    tally: TallyDto,
}

#[derive(Serialize)]
struct ClassDto {
    class: &'static str,
    #[serde(flatten)]
    tally: TallyDto,
}

#[derive(Serialize)]
struct TallyDto {
    n: usize,
    on_time: usize,
    expected: f64,
    rate: Option<f64>,
    said: Option<f64>,
}

fn tally_dto(tally: &Tally) -> TallyDto {
    let hundredths = |share: f64| (share * 100.0).round() / 100.0;
    TallyDto {
        n: tally.n,
        on_time: tally.kept,
        expected: hundredths(tally.expected),
        rate: tally.rate().map(hundredths),
        said: tally.said().map(hundredths),
    }
}

/// What somebody's own ranges came to, for that person: `your ranges: 7 of 11 finished by their high end`.
#[must_use]
pub fn own_line(found: &OwnRanges, width: usize, paint: Paint) -> String {
    let OwnRanges { n, by_high, focus } = *found;
    let said =
        format!("your ranges: {by_high} of {n} finished by their high end, at {:.0} % of working time", focus * 100.0);
    let mut out = String::new();
    for line in text::wrap(&said, width.max(20)) {
        out.push_str(&paint.on(Meaning::Faint, &line));
        out.push('\n');
    }
    out
}
