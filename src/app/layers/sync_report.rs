//! Where sharing stands, and what the last sync came to: what came in and what was sent, line by line, or what stood in the
//! way, down to git's own words.

use super::reading::{Read, Scroll};
use super::sheet::Sheet;
use super::shortcut;
use crate::app::ink::{Row, Spot, Tone, cut, indented, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::app::sharing::{Report, Trouble, time};
use crate::command::{Command, Scope};
use crate::domain::digest::Said;
use crate::domain::person::Handle;

const WIDTH: usize = 84;

/// Something that is true of sharing now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Now {
    /// It goes on, or waits for somebody.
    Open(String),
    /// It is settled.
    Known(String),
    /// A command for a shell, to be read whole.
    Command(String),
    /// What explains it.
    Aside(String),
}

/// The page of sharing.
#[derive(Clone, Debug)]
pub struct SyncReport {
    now: Vec<Now>,
    /// The last sync of this screen, where there was one.
    report: Option<Report>,
    /// The one before it that said something.
    earlier: Option<Report>,
    scroll: Scroll,
}

impl SyncReport {
    /// The page of what is true now, a report, and the one before it that said something.
    #[must_use]
    pub fn new(now: Vec<Now>, report: Option<&Report>, earlier: Option<&Report>) -> Self {
        Self { now, report: report.cloned(), earlier: earlier.cloned(), scroll: Scroll::default() }
    }

    /// The page says what another one does; who reads in the middle of the same report stays there.
    pub fn renew(&mut self, page: &Self) {
        let scroll = if self.report == page.report { self.scroll } else { Scroll::default() };
        *self = Self { scroll, ..page.clone() };
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        let sheet = self.sheet(context);
        match self.scroll.read(input, &sheet, context) {
            Read::Over(outcome) => outcome,
            Read::Asked(Command::SyncReport) => Outcome::Close,
            Read::Pressed(Spot::Entry(at)) => {
                self.entries().nth(at).map_or(Outcome::Stay, |said| Outcome::GoTo(said.id))
            }
            Read::On | Read::Pressed(_) | Read::Asked(_) => Outcome::Stay,
        }
    }

    /// What was said, in the order of the page.
    fn entries(&self) -> impl Iterator<Item = &Said> {
        let reports = self.report.iter().chain(&self.earlier);
        reports.flat_map(|report| report.came_in.iter().chain(&report.committed))
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let title = if self.report.is_some() { "the last sync" } else { "sharing" };
        let mut sheet = Sheet::new(title, WIDTH);
        for now in &self.now {
            sheet.body.extend(match now {
                Now::Open(words) => wrapped(Tone::Notice, words, cols, 0),
                Now::Known(words) => wrapped(Tone::Text, words, cols, 0),
                Now::Command(words) => indented(Tone::Strong, words, cols, 2),
                Now::Aside(words) => wrapped(Tone::Dim, words, cols, 0),
            });
        }
        if !self.now.is_empty() {
            sheet.body.push(Row::blank());
        }
        let mut at = 0;
        for report in self.report.iter().chain(&self.earlier) {
            sheet.body.extend([head(report, cols, context), Row::blank()]);
            put_report(&mut sheet.body, report, &mut at, cols, context);
        }
        while sheet.body.last().is_some_and(|row| row.pieces.is_empty()) {
            sheet.body.pop();
        }
        sheet.scroll = Some(self.scroll.line());
        let key = |command| shortcut(command, Scope::Help, context);
        let word = if self.report.is_some() { "sync again" } else { "sync" };
        sheet.keys =
            keys(&[(&key(Command::Cancel), "close"), (&key(Command::Down), "scroll"), (&key(Command::Sync), word)]);
        sheet
    }
}

/// `14:02 · with origin`.
fn head(report: &Report, cols: usize, context: &Context) -> Row {
    let time = time(report.at, context.today, context.book.rules.zone);
    let with = match (&report.remote, &report.trouble) {
        (Some(remote), _) => format!(" · with {remote}"),
        (None, Some(_)) => " · it didn't get to its end".to_owned(),
        (None, None) => " · with nobody: no remote is set".to_owned(),
    };
    Row::of(Tone::Strong, cut(&format!("{time}{with}"), cols))
}

/// All that a report says; `at` counts what can be clicked.
fn put_report(rows: &mut Vec<Row>, report: &Report, at: &mut usize, cols: usize, context: &Context) {
    if let Some(trouble) = &report.trouble {
        put_trouble(rows, trouble, cols);
    }
    if !report.says_something() {
        let words = if report.remote.is_some() { "nothing new on either side" } else { "nothing new to keep" };
        rows.push(Row::of(Tone::Dim, words));
        rows.push(Row::blank());
    }
    let own = if report.is_sent { "sent" } else { "kept in the history here" };
    for (heading, said) in [("came in", &report.came_in), (own, &report.committed)] {
        if !said.is_empty() {
            put_said(rows, heading, (said, *at), cols, context);
            *at += said.len();
        }
    }
    if !report.notes.is_empty() {
        rows.push(Row::of(Tone::Heading, "to know"));
        rows.extend(report.notes.iter().flat_map(|note| wrapped(Tone::Text, note, cols, 2)));
        rows.push(Row::blank());
    }
}

fn put_trouble(rows: &mut Vec<Row>, trouble: &Trouble, cols: usize) {
    rows.extend(wrapped(Tone::Error, &trouble.what, cols, 0));
    rows.extend(wrapped(Tone::Text, &trouble.next, cols, 0));
    rows.push(Row::blank());
    if !trouble.original.trim().is_empty() {
        rows.push(Row::of(Tone::Heading, "what git said"));
        rows.extend(trouble.original.lines().flat_map(|line| indented(Tone::Dim, line, cols, 2)));
        rows.push(Row::blank());
    }
}

/// One part: each commitment with who spoke, and what was said, a move a line.
fn put_said(rows: &mut Vec<Row>, heading: &str, (said, first): (&[Said], usize), cols: usize, context: &Context) {
    let called = |by: &Handle| context.book.rules.people.called(by);
    rows.push(Row::of(Tone::Heading, heading));
    for (n, Said { title, by, words, .. }) in said.iter().enumerate() {
        let who = by.iter().map(called).collect::<Vec<_>>().join(", ");
        let room = cols.saturating_sub(crate::text::width(&who) + 2).max(cols / 2);
        let row = Row::of(Tone::Strong, cut(title, room)).with(Tone::Dim, format!("  {who}"));
        rows.push(row.at(Spot::Entry(first + n)));
        rows.extend(words.iter().flat_map(|line| indented(Tone::Text, line, cols, 2)));
    }
    rows.push(Row::blank());
}
