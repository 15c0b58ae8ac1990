//! A sample as the files of a book; how a move is written is the caller's word.

use std::fmt::Write as _;

use chrono_tz::Tz;

use super::Sample;
use super::sized::Sized;
use crate::domain::act::Move;
use crate::domain::book::{Deal, Rules};
use crate::domain::id::Id;
use crate::domain::person::{Person, Role};
use crate::domain::review::{ASPECTS, Paper};
use crate::domain::tracker::Issues;

/// One file of a book: its path relative to the book, with `/`, and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Where.
    pub path: String,
    /// What.
    pub text: String,
}

impl Sample {
    /// Its files one after the other; `write` gives the block of text that a move becomes.
    pub fn files(self, write: impl Fn(&Move) -> String) -> impl Iterator<Item = File> {
        let Self { rules, records, issues, deals, papers } = self;
        files(&rules, &issues, &deals, records.into_iter(), write)
            .chain(papers.into_iter().map(|paper| paper_file(&paper)))
    }
}

impl Sized {
    /// Its files one after the other, none held longer than it takes to write it.
    pub fn files(self, write: impl Fn(&Move) -> String) -> impl Iterator<Item = File> {
        let (rules, issues, deals) = (self.rules.clone(), self.issues.clone(), self.deals.clone());
        files(&rules, &issues, &deals, self, write)
    }
}

/// The files of a book: settings and snapshots first, then one for each record.
fn files<R, W>(
    rules: &Rules,
    issues: &Issues,
    deals: &[Deal],
    records: R,
    write: W,
) -> impl Iterator<Item = File> + use<R, W>
where
    R: Iterator<Item = (Id, Vec<Move>)>,
    W: Fn(&Move) -> String,
{
    let file = |path: &str, text: String| File { path: path.to_owned(), text };
    let head = [
        file("book.toml", settings(rules)),
        file(".gitattributes", "*.toml -text merge=countersign\n".into()),
        file("snapshots/issues.toml", issues_text(issues)),
        file("snapshots/deals.toml", deals_text(deals, issues)),
    ];
    let zone = rules.zone;
    head.into_iter().chain(records.map(move |(id, moves)| record(id, &moves, zone, &write)))
}

fn record(id: Id, moves: &[Move], zone: Tz, write: impl Fn(&Move) -> String) -> File {
    let year = moves.first().map_or(1970, |first| first.at.day(zone).year());
    let mut text = String::with_capacity(1536);
    for (n, made) in moves.iter().enumerate() {
        if n > 0 {
            text.push('\n');
        }
        text.push_str(&write(made));
    }
    File { path: format!("commitments/{year}/{id}.toml"), text }
}

fn paper_file(paper: &Paper) -> File {
    let period = paper.period();
    let mut text = String::new();
    let mut put = |key: &str, value: &str| line(&mut text, &format!("{key} = {value}"));
    let span = quoted(&format!("{}..{}", period.first(), period.last()));
    match paper {
        Paper::SignOff(said) => {
            put("kind", &quoted("sign-off"));
            put("period", &span);
            put("side", &quoted(said.side.word()));
            put("at", &said.at.to_string());
            put("by", &quoted(said.by.as_str()));
            put("text", &quoted(&said.text));
        }
        Paper::Answer(answer) => {
            put("kind", &quoted("pulse"));
            put("period", &span);
            put("side", &quoted(answer.side.word()));
            for (aspect, mark) in ASPECTS.iter().zip(answer.marks) {
                put(aspect.key(), &mark.to_string());
            }
        }
    }
    File { path: format!("reviews/{}/{}.toml", period.last().year(), paper.id()), text }
}

fn settings(rules: &Rules) -> String {
    let mut out = format!("schema = 1\nname = {}\ntimezone = {}\n", quoted(&rules.name), quoted(rules.zone.name()));
    for each in rules.people.iter() {
        person(&mut out, each);
    }
    out.push_str("\n[calendar]\nholidays = [\n");
    for holiday in rules.calendar.holidays() {
        line(&mut out, &format!("    {holiday},"));
    }
    line(&mut out, &format!("]\nfiscal_year_start = {}", rules.calendar.fiscal_start()));
    for view in &rules.views {
        line(&mut out, &format!("\n[[view]]\nname = {}\nquery = {}", quoted(&view.name), quoted(&view.query)));
        if let Some(sort) = &view.sort {
            line(&mut out, &format!("sort = {}", quoted(sort)));
        }
    }
    out
}

fn person(out: &mut String, person: &Person) {
    line(out, &format!("\n[people.{}]", person.handle));
    let texts = [("name", &person.name), ("email", &person.email), ("team", &person.team)];
    for (key, value) in texts {
        if let Some(value) = value {
            line(out, &format!("{key} = {}", quoted(value)));
        }
    }
    let roles: Vec<String> = person.roles.iter().map(Role::word).map(quoted).collect();
    line(out, &format!("roles = [{}]", roles.join(", ")));
    if let Some(focus) = person.focus {
        line(out, &format!("focus = {focus}"));
    }
    if !person.away.is_empty() {
        let away: Vec<String> = person.away.iter().map(|(first, last)| quoted(&format!("{first}..{last}"))).collect();
        line(out, &format!("away = [{}]", away.join(", ")));
    }
}

fn issues_text(issues: &Issues) -> String {
    let mut out = String::new();
    as_of(&mut out, issues);
    let mut all: Vec<_> = issues.iter().collect();
    all.sort_by(|one, other| one.key.cmp(&other.key));
    for issue in all {
        let (key, title) = (quoted(&issue.key), quoted(&issue.title));
        line(&mut out, &format!("\n[[issue]]\nkey = {key}\ntitle = {title}\nstage = {}", quoted(issue.stage.word())));
        if let Some(due) = issue.due {
            line(&mut out, &format!("due = {due}"));
        }
    }
    out
}

fn deals_text(deals: &[Deal], issues: &Issues) -> String {
    let mut out = String::new();
    as_of(&mut out, issues);
    for deal in deals {
        line(&mut out, &format!("\n[[deal]]\nname = {}", quoted(&deal.name)));
        if let Some(key) = &deal.key {
            line(&mut out, &format!("key = {}", quoted(key)));
        }
        if let Some(value) = deal.value {
            line(&mut out, &format!("value = {}", quoted(&value.to_string())));
        }
        if let Some(closes) = deal.closes {
            line(&mut out, &format!("closes = {closes}"));
        }
    }
    out
}

/// Both snapshots were taken on the same morning.
fn as_of(out: &mut String, issues: &Issues) {
    if let Some(day) = issues.as_of {
        line(out, &format!("as_of = {day}"));
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
