//! A forecast in sentences: the same on the screen, on the command line and in JSON.

use std::fmt::Write as _;

use super::explain::{Driver, Reasons};
use super::oddity;
use crate::domain::day::Day;
use crate::domain::outlook::{Basis, Dates};
use crate::domain::person::{Handle, People};
use crate::domain::wording::count;

/// `50 % by 12 Mar, 80 % by 28 Mar, 95 % by 4 May`.
#[must_use]
pub fn dates(dates: &Dates, today: Day) -> String {
    [("50 %", dates.p50), ("80 %", dates.p80), ("95 %", dates.p95)]
        .map(|(level, day)| format!("{level} by {}", day.short(today)))
        .join(", ")
}

/// Whose record speaks: `12.4 of 17.9 votes are Dana's own, 3 the team's, 0.5 the rest's, 2 built in (n = 31)`.
#[must_use]
pub fn votes(basis: &Basis, lead: Option<&Handle>, people: &People) -> String {
    let who = lead.map_or_else(|| "nobody".to_owned(), |lead| people.called(lead));
    if basis.is_assumption() {
        let focus = basis.focus_words().map_or_else(String::new, |focus| {
            let given = lead.and_then(|lead| people.get(lead)).and_then(|lead| lead.focus);
            let word = if given.is_some() { "as the book says" } else { "assumed" };
            format!(", {focus} of working time for commitments ({word})")
        });
        let n = match basis.n {
            0 if basis.focus.is_none() => "there is no record of estimates given as dates yet".to_owned(),
            0 => "there is no record to go by yet".to_owned(),
            n => {
                let n = count(i64::try_from(n).unwrap_or(i64::MAX), "commitment");
                format!("the record of {n} holds too little like it")
            }
        };
        return format!("built-in assumption{focus}: {n}");
    }
    let all = basis.own + basis.team + basis.rest + basis.built_in;
    let mut words = match lead {
        Some(_) => format!("{} of {} votes are {who}'s own", number(basis.own), number(all)),
        None => format!("{} votes", number(all)),
    };
    for (part, whose) in [(basis.team, "the team's"), (basis.rest, "the rest's"), (basis.built_in, "built in")] {
        if part >= 0.05 {
            let _ = write!(words, ", {} {whose}", number(part));
        }
    }
    format!("{words} (n = {})", basis.n)
}

/// Why a later day can be the less likely one.
#[must_use]
pub fn behind_more(more: usize) -> String {
    let more = count(i64::try_from(more).unwrap_or(i64::MAX), "more promise");
    format!("later, and less likely: for that day it stands behind {more}")
}

/// The sentence for the customer: what may be said before anybody has signed. A day that isn't likely enough is not
/// said; the one that is offered is.
#[must_use]
pub fn to_say(due: Day, refused: Option<Day>) -> String {
    let refused = refused.map_or_else(String::new, |day| format!("I can't promise {}. ", date(day)));
    let due = date(due);
    format!(
        "“{refused}I expect that you can have it by {due}. I will confirm the date once our engineers have signed it.”"
    )
}

/// `15 Jan 2027`.
fn date(day: Day) -> String {
    let long = day.long();
    long.split_once(' ').map_or_else(|| long.clone(), |(_, date)| date.to_owned())
}

/// A number of votes or days with at most one decimal.
#[must_use]
pub fn number(number: f64) -> String {
    let text = format!("{:.1}", number + 0.0);
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

impl Reasons {
    /// Why the dates are what they are, a sentence a part, what weighs most first, and whose votes they are.
    #[must_use]
    pub fn sentences(&self, people: &People, today: Day) -> Vec<String> {
        let mut sentences = self.parts(people, today);
        sentences.push(capital(&format!("{}.", votes(&self.outlook.basis, self.work.lead.as_ref(), people))));
        sentences
    }

    /// The same without the votes.
    #[must_use]
    pub fn parts(&self, people: &People, today: Day) -> Vec<String> {
        let parts = [
            (Driver::Record, Some(self.record(people, today))),
            (Driver::Queue, self.queue(people, today)),
            (Driver::Calendar, self.calendar(people, today)),
            (Driver::Range, self.range(today)),
        ];
        let (first, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(driver, _)| *driver == self.driver);
        let mut sentences: Vec<String> = first
            .into_iter()
            .filter_map(|(_, words)| words)
            .map(|words| format!("What weighs most: {}", lowered(&words)))
            .collect();
        sentences.extend(rest.into_iter().filter_map(|(_, words)| words));
        sentences.extend(self.place(today));
        sentences.extend(self.running(today));
        sentences.extend(oddity::sentence(self.left_out.iter().copied()));
        sentences
    }

    fn record(&self, people: &People, today: Day) -> String {
        let (half, most) = self.ratios;
        let who = match &self.work.lead {
            Some(lead) if self.is_mostly_own() => format!(" of {}'s", people.called(lead)),
            Some(_) | None => String::new(),
        };
        format!(
            "Half of such work{who} is done within {} times its estimate, four in five within {} times; {} counts as {}, so by itself 80 % by {}.",
            number(half),
            number(most),
            self.work.estimate,
            working(self.days),
            self.alone.dates.p80.short(today),
        )
    }

    fn queue(&self, people: &People, today: Day) -> Option<String> {
        let (ahead, days) = &self.ahead;
        let n = i64::try_from(ahead.len()).unwrap_or(i64::MAX);
        if n == 0 {
            return None;
        }
        let whose = self.work.lead.as_ref().map_or_else(String::new, |lead| format!(" of {}'s", people.called(lead)));
        let (verb, together) = if n == 1 { ("comes", " estimated") } else { ("come", " estimated together") };
        let (alone, until) = (self.alone.dates.p80, self.outlook.dates.p80);
        let effect = if alone == until {
            "which moves nothing".to_owned()
        } else {
            format!("which moves 80 % from {} to {}", alone.short(today), until.short(today))
        };
        Some(format!(
            "{}{whose} {verb} before it by told date, {}{together}, {effect}.",
            count(n, "commitment"),
            working(*days)
        ))
    }

    fn calendar(&self, people: &People, today: Day) -> Option<String> {
        let who = self.work.lead.as_ref().map_or_else(|| "nobody".to_owned(), |lead| people.called(lead));
        let holidays = (self.holidays > 0).then(|| count(self.holidays, "holiday"));
        let away = (self.away > 0).then(|| format!("{} on which {who} is away", count(self.away, "working day")));
        let parts: Vec<String> = holidays.into_iter().chain(away).collect();
        let verb = if self.holidays + self.away == 1 { "lies" } else { "lie" };
        (!parts.is_empty()).then(|| {
            format!("{} {verb} before {}.", capital(&parts.join(" and ")), self.outlook.dates.p80.short(today))
        })
    }

    fn range(&self, today: Day) -> Option<String> {
        let without = self.without_range?;
        let until = self.outlook.dates.p80;
        Some(format!("The width of the range moves 80 % from {} to {}.", without.short(today), until.short(today)))
    }

    /// Whether the tech owner's own commitments have most of the votes.
    fn is_mostly_own(&self) -> bool {
        let basis = &self.outlook.basis;
        basis.own > basis.team + basis.rest + basis.built_in
    }

    /// That a day as late as its 80 % day would be another place in the queue.
    fn place(&self, today: Day) -> Option<String> {
        let due = self.work.due?;
        let first = self.overtaken.iter().map(|(_, due)| *due).min()?;
        let n = i64::try_from(self.overtaken.len()).unwrap_or(i64::MAX);
        Some(format!(
            "These days hold for its place in the queue, by {}. Promised for a day after {}, it stands behind {}, and is likely later.",
            due.short(today),
            first.short(today),
            count(n, "more commitment"),
        ))
    }

    fn running(&self, today: Day) -> Option<String> {
        let begun = self.work.start;
        if begun > today {
            return Some(format!("The work is to begin on {}.", begun.short(today)));
        }
        let gone = count(self.elapsed, "working day");
        if self.is_reported {
            return Some(format!(
                "Counted from the report of {} that {} is left.",
                begun.short(today),
                self.work.estimate
            ));
        }
        (self.elapsed > 0).then(|| {
            format!(
                "Begun on {}: {gone} gone by without a delivery, so what was quicker no longer counts.",
                begun.short(today)
            )
        })
    }
}

/// `8.7 working days`.
fn working(days: f64) -> String {
    let number = number(days);
    if number == "1" { "1 working day".to_owned() } else { format!("{number} working days") }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lowered(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
