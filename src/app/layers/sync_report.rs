//! What the last sync came to: what came in and what was sent, line by line, or what stood in the way, down to git's own words.

use super::sheet::{Row, Sheet, Spot, Tone, cut, indented, keys, wrapped};
use super::{scrolled, shortcut};
use crate::app::layer::{Context, Input, Outcome};
use crate::app::sharing::{Report, Trouble, time};
use crate::command::{Command, Scope};
use crate::domain::digest::Said;
use crate::domain::person::Handle;

const WIDTH: usize = 84;

/// The page of the last sync.
#[derive(Clone, Debug)]
pub struct SyncReport {
    report: Report,
    scroll: usize,
}

impl SyncReport {
    /// The page of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        Self { report: report.clone(), scroll: 0 }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Cancel | Command::Back | Command::SyncReport | Command::Open | Command::Submit) => {
                return Outcome::Close;
            }
            Input::Command(Command::Palette) => return Outcome::Run(Command::Palette),
            Input::Command(command) => {
                let sheet = self.sheet(context);
                let placed = sheet.place(context.size);
                self.scroll = scrolled(self.scroll, *command, sheet.body.len(), placed.body.into());
            }
            Input::Wheel(lines) => {
                let sheet = self.sheet(context);
                let most = sheet.body.len().saturating_sub(sheet.place(context.size).body.into());
                self.scroll = self.scroll.saturating_add_signed((*lines).into()).min(most);
            }
            Input::Click(x, y) => match self.sheet(context).spot(context.size, (*x, *y)) {
                Spot::Outside => return Outcome::Close,
                Spot::Entry(at) => {
                    if let Some(said) = self.entries().nth(at) {
                        return Outcome::GoTo(said.id);
                    }
                }
                Spot::Field(_) | Spot::Word(..) | Spot::Suggestion(_) | Spot::Nothing => {}
            },
            Input::Key(_) | Input::Paste(_) => {}
        }
        Outcome::Stay
    }

    /// What was said, in the order of the page.
    fn entries(&self) -> impl Iterator<Item = &Said> {
        self.report.came_in.iter().chain(&self.report.committed)
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let report = &self.report;
        let mut sheet = Sheet::new("the last sync", WIDTH);
        sheet.head = vec![self.head(context, cols), Row::blank()];
        if let Some(trouble) = &report.trouble {
            put_trouble(&mut sheet.body, trouble, cols);
        }
        let own = report.came_in.len();
        if report.trouble.is_none() || own > 0 {
            let nothing = "nothing new: nobody else has said anything since";
            put_said(&mut sheet.body, ("came in", nothing), (&report.came_in, 0), cols, context);
        }
        if report.trouble.is_none() || !report.committed.is_empty() {
            let heading = if report.is_sent { "sent" } else { "kept in the history here" };
            let nothing = "nothing of your own was new";
            put_said(&mut sheet.body, (heading, nothing), (&report.committed, own), cols, context);
        }
        if !report.notes.is_empty() {
            sheet.body.push(Row::of(Tone::Heading, "to know"));
            sheet.body.extend(report.notes.iter().flat_map(|note| wrapped(Tone::Text, note, cols, 2)));
        }
        while sheet.body.last().is_some_and(|row| row.pieces.is_empty()) {
            sheet.body.pop();
        }
        sheet.scroll = Some(self.scroll);
        let key = |command| shortcut(command, Scope::Help, context);
        sheet.keys = keys(&[
            (&key(Command::Cancel), "close"),
            (&key(Command::Down), "scroll"),
            (&key(Command::Sync), "sync again"),
        ]);
        sheet
    }

    /// `14:02 · with origin`.
    fn head(&self, context: &Context, cols: usize) -> Row {
        let time = time(self.report.at, context.today, context.book.rules.zone);
        let with = match (&self.report.remote, &self.report.trouble) {
            (Some(remote), _) => format!(" · with {remote}"),
            (None, Some(_)) => " · it didn't get to its end".to_owned(),
            (None, None) => " · with nobody: no remote is set".to_owned(),
        };
        Row::of(Tone::Strong, cut(&format!("{time}{with}"), cols))
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
fn put_said(
    rows: &mut Vec<Row>,
    (heading, nothing): (&str, &str),
    (said, first): (&[Said], usize),
    cols: usize,
    context: &Context,
) {
    let called = |by: &Handle| context.book.rules.people.called(by);
    rows.push(Row::of(Tone::Heading, heading));
    if said.is_empty() {
        rows.push(Row::of(Tone::Dim, cut(nothing, cols)));
    }
    for (n, Said { title, by, words, .. }) in said.iter().enumerate() {
        let who = by.iter().map(called).collect::<Vec<_>>().join(", ");
        let room = cols.saturating_sub(crate::text::width(&who) + 2).max(cols / 2);
        let row = Row::of(Tone::Strong, cut(title, room)).with(Tone::Dim, format!("  {who}"));
        rows.push(row.at(Spot::Entry(first + n)));
        rows.extend(words.iter().flat_map(|line| indented(Tone::Text, line, cols, 2)));
    }
    rows.push(Row::blank());
}
