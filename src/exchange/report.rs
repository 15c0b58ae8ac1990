//! What an import would do, in words; and the rows that ask back as a sheet that can be mended.

use std::fmt::Write as _;

use super::cells::{is_formula, lines};
use super::field::Field;
use super::{Creation, Flaw, Import, Outcome};
use crate::domain::act::{Act, Draft, Text};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::person::Role;
use crate::text::clean;

/// The name of the column that says why a row asks back.
const PROBLEM: &str = "problem";

/// How many rows came to what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// New commitments.
    pub new: usize,
    /// In the book already.
    pub same: usize,
    /// In the book, which says something else.
    pub differs: usize,
    /// To be asked back.
    pub bad: usize,
    /// Empty.
    pub blank: usize,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            (self.new, "new"),
            (self.same, "already in the book"),
            (self.differs, "other than in the book"),
            (self.bad, "to be asked back"),
            (self.blank, "blank"),
        ];
        let words: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if words.is_empty() { f.write_str("no rows") } else { f.write_str(&words.join(", ")) }
    }
}

impl Import {
    /// How many rows came to what.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in &self.rows {
            match row.outcome {
                Outcome::Create(_) => tally.new += 1,
                Outcome::Same(_) => tally.same += 1,
                Outcome::Differs { .. } => tally.differs += 1,
                Outcome::Bad(_) => tally.bad += 1,
                Outcome::Blank => tally.blank += 1,
            }
        }
        tally
    }

    /// The whole report: the columns, every row that says something, the people, and the sum.
    #[must_use]
    pub fn report(&self) -> String {
        let mut out = format!("read as {}, cells parted by {}\n\n", self.encoding, sign(self.delimiter));
        self.report_columns(&mut out);
        let mut body = String::new();
        for row in &self.rows {
            let Some((word, lines)) = described(&row.outcome) else { continue };
            for (n, line) in lines.iter().enumerate() {
                let head = if n == 0 { format!("line {:<5}{word:<8}", row.line) } else { " ".repeat(18) };
                let _ = writeln!(body, "  {head}{line}");
            }
        }
        if !body.is_empty() {
            out.push('\n');
            out.push_str(&body);
        }
        if !self.people.is_empty() {
            out.push_str("\nnew in the book\n");
            for person in &self.people {
                let roles: Vec<&str> = person.roles.iter().map(Role::word).collect();
                let known_as = person.name.as_ref().or(person.email.as_ref());
                let known_as = known_as.map_or_else(String::new, |name| format!(" ({name})"));
                let _ = writeln!(out, "  {}{known_as}: {}", person.handle, roles.join(", "));
            }
        }
        let _ = writeln!(out, "\n{}", self.tally());
        out
    }

    fn report_columns(&self, out: &mut String) {
        let width = self.columns.iter().map(|column| crate::text::width(&column.name)).max().unwrap_or(0).min(30);
        for (at, column) in self.columns.iter().enumerate() {
            let reading = self.readings.iter().find(|(of, _)| *of == at).map(|(_, reading)| reading.to_string());
            let held = match column.field {
                Some(Field::Problem) => "not read: what the last import said".to_owned(),
                Some(field) => field.name().to_owned(),
                None if column.name.is_empty() => continue,
                None => format!("not read; --map \"{}=…\" says what it holds", column.name),
            };
            let how = reading.filter(|how| !how.is_empty()).map_or_else(String::new, |how| format!(" ({how})"));
            let name = crate::text::pad(&crate::text::fit(&column.name, width), width);
            let _ = writeln!(out, "  {name}  {held}{how}");
        }
    }

    /// The rows that ask back with their reasons, as a sheet of the same columns; none where every row is good.
    ///
    /// Cells that a spreadsheet would run are guarded by an apostrophe, which reading them again takes off.
    #[must_use]
    pub fn problems_csv(&self) -> Option<String> {
        self.bad().next()?;
        let keeps = |column: &super::Column| column.field != Some(Field::Problem);
        let kept: Vec<usize> =
            self.columns.iter().enumerate().filter(|(_, column)| keeps(column)).map(|(at, _)| at).collect();
        let delimiter = u8::try_from(self.delimiter).unwrap_or(b',');
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        let header = kept.iter().map(|at| guarded(&self.columns[*at].name)).chain([PROBLEM.to_owned()]);
        writer.write_record(header).ok()?;
        for row in self.bad() {
            let Outcome::Bad(flaws) = &row.outcome else { continue };
            let reasons: Vec<String> = flaws.iter().map(Flaw::to_string).collect();
            let cell = |at: &usize| row.cells.get(*at).map_or_else(String::new, |cell| guarded(cell));
            // Cells beyond the header come behind the reason, so that nothing is lost.
            let extra = row.cells.iter().skip(self.columns.len()).map(|cell| guarded(cell));
            writer.write_record(kept.iter().map(cell).chain([reasons.join(" | ")]).chain(extra)).ok()?;
        }
        let text = String::from_utf8(writer.into_inner().ok()?).ok()?;
        // The mark tells spreadsheets that it is UTF-8.
        Some(if text.is_ascii() { text } else { format!("\u{feff}{text}") })
    }
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(column) = &self.column {
            write!(f, "{column}: ")?;
        }
        write!(f, "{}; {}", self.why, self.remedy)
    }
}

/// A cell of the sheet of problems: it drives neither the spreadsheet nor the terminal that shows it.
fn guarded(cell: &str) -> String {
    let plain = lines(cell);
    if is_formula(&plain) { format!("'{plain}") } else { plain }
}

fn sign(delimiter: char) -> String {
    if delimiter == '\t' { "tabs".into() } else { format!("`{delimiter}`") }
}

/// The word of an outcome, and its lines; none for a blank row.
fn described(outcome: &Outcome) -> Option<(&'static str, Vec<String>)> {
    match outcome {
        Outcome::Create(creation) => Some(("new", created(creation))),
        Outcome::Same(id) => Some(("same", vec![id.to_string()])),
        Outcome::Differs { id, what } => Some(("differs", what.iter().map(|what| format!("{id}: {what}")).collect())),
        Outcome::Bad(flaws) => Some(("asks", flaws.iter().map(Flaw::to_string).collect())),
        Outcome::Blank => None,
    }
}

fn created(creation: &Creation) -> Vec<String> {
    let (customer, scope) = creation.title();
    let title = format!("{}: {}", clean(&customer), super::shown(&scope));
    let mut lines = vec![title];
    lines.extend(history(&creation.drafts));
    lines.extend(filed_under(creation));
    lines.extend(creation.assumed.iter().map(|assumed| format!("assumed: {assumed}")));
    lines
}

/// The moves in few words, as many to a line as fit.
fn history(drafts: &[Draft]) -> Vec<String> {
    const WIDTH: usize = 100;
    let mut lines: Vec<String> = Vec::new();
    for words in drafts.iter().map(moved) {
        match lines.last_mut().filter(|line| line.len() + words.len() < WIDTH) {
            Some(line) => {
                line.push_str(", ");
                line.push_str(&words);
            }
            None => lines.push(words),
        }
    }
    lines
}

/// What the promise carries besides, where it carries anything: `120000 EUR, deal-breaker, #auth`.
fn filed_under(creation: &Creation) -> Option<String> {
    let promise = creation.drafts.iter().find_map(|draft| match &draft.act {
        Act::Promise(promise) => Some(promise),
        _ => None,
    })?;
    let settings = &promise.settings;
    let text = |text: &Text| clean(text).into_owned();
    let told = promise.told_due.map(|day| format!("told {day}"));
    let value = settings.value.map(|value| value.to_string());
    let grades = [settings.stake.map(Stake::word), settings.firmness.map(Firmness::word)]
        .into_iter()
        .flatten()
        .map(str::to_owned);
    let named = [&settings.deal, &settings.capability].into_iter().flatten().map(text);
    let tags = settings.tags.iter().map(|tag| format!("#{tag}"));
    let done = promise.done_when.iter().map(|words| format!("done when {}", super::shown(words)));
    let conditions = promise.conditions.iter().map(|words| format!("if {}", super::shown(words)));
    let all: Vec<String> =
        told.into_iter().chain(value).chain(grades).chain(named).chain(tags).chain(done).chain(conditions).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// A move of the history in few words: `promised for 2027-03-01 on 2026-11-02`.
fn moved(draft: &Draft) -> String {
    let words = match &draft.act {
        Act::Promise(promise) => {
            let verb = if promise.told { "promised" } else { "asked" };
            promise.due.map_or_else(|| format!("{verb} without a date"), |due| format!("{verb} for {due}"))
        }
        Act::Estimate(answer) => answer.estimate.map_or_else(
            || format!("answered {}", answer.verdict.word()),
            |estimate| format!("estimated {estimate} {}", answer.verdict.word()),
        ),
        Act::Countersign => "signed".into(),
        Act::Deliver { .. } => "delivered".into(),
        Act::Confirm { .. } => "kept".into(),
        Act::Decline { .. } => "declined".into(),
        Act::Withdraw { .. } => "withdrawn".into(),
        other => other.kind().word().into(),
    };
    let by = draft.proxy_for.as_ref().map_or_else(String::new, |voice| format!(" by {voice}"));
    let on = draft.on.map_or_else(String::new, |on| format!(" on {on}"));
    format!("{words}{by}{on}")
}
