//! A text to be read and copied: what may go to a customer, or a hand-over to a colleague.

use super::reading::{Read, Scroll};
use super::sheet::Sheet;
use super::shortcut;
use crate::app::ink::{Piece, Row, Tone, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope};
use crate::report::{brief, handoff};

/// The columns that a text is read in.
const WIDTH: usize = 84;

/// What a paper says; written anew whenever the book changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// What may go to a customer.
    Brief(String),
    /// Everything a colleague must know of a customer.
    Handoff(String),
    /// A text by itself: its title, and how it goes.
    Text(String, String),
}

/// The layer.
#[derive(Clone, Debug)]
pub struct Paper {
    subject: Subject,
    scroll: Scroll,
}

impl Paper {
    /// A paper about something.
    #[must_use]
    pub fn new(subject: Subject) -> Self {
        Self { subject, scroll: Scroll::default() }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        let sheet = self.sheet(context);
        match self.scroll.read(input, &sheet, context) {
            Read::Over(outcome) => outcome,
            Read::Asked(Command::CopyPage) => Outcome::Copy(self.text(context).0, "copied".to_owned()),
            Read::On | Read::Pressed(_) | Read::Asked(_) => Outcome::Stay,
        }
    }

    /// The text, and what is to be known before it goes anywhere.
    fn text(&self, context: &Context) -> (String, Vec<String>) {
        let facts = context.facts();
        match &self.subject {
            Subject::Brief(customer) => {
                let brief = brief::of(&facts, customer);
                let held = brief.held_back.iter().map(|doubt| format!("held back until they know: {doubt}"));
                let doubts = brief.doubts.iter().map(|doubt| format!("ask tech before you send it: {doubt}"));
                (brief.markdown(context.today), held.chain(doubts).collect())
            }
            Subject::Handoff(customer) => {
                let money = if context.has_money { handoff::Money::Shown } else { handoff::Money::Hidden };
                (handoff::of(&facts, customer).markdown(&facts, money), Vec::new())
            }
            Subject::Text(_, text) => (text.clone(), Vec::new()),
        }
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let title = match &self.subject {
            Subject::Brief(customer) => format!("what {customer} may read"),
            Subject::Handoff(customer) => format!("handing {customer} over"),
            Subject::Text(title, _) => title.clone(),
        };
        let mut sheet = Sheet::new(title, WIDTH);
        let (text, notes) = self.text(context);
        for note in &notes {
            sheet.body.extend(wrapped(Tone::Notice, note, cols, 2));
        }
        if !notes.is_empty() {
            sheet.body.push(Row::blank());
        }
        sheet.body.extend(text.lines().flat_map(|line| written(line, cols)));
        sheet.scroll = Some(self.scroll.line());
        let key = |command| shortcut(command, Scope::Help, context);
        sheet.keys = keys(&[
            (&key(Command::Cancel), "close"),
            (&key(Command::CopyPage), "copy"),
            (&key(Command::Down), "scroll"),
        ]);
        sheet
    }
}

/// A line of Markdown as it reads: headings stand out, what was escaped for others is shown as it was.
fn written(line: &str, cols: usize) -> Vec<Row> {
    let plain = unescaped(line);
    if plain.trim().is_empty() {
        return vec![Row::blank()];
    }
    match plain.trim_start_matches('#') {
        heading if heading.len() < plain.len() => wrapped(Tone::Heading, heading.trim(), cols, 0),
        text => {
            let lead = text.len() - text.trim_start().len();
            let hang = if text.trim_start().starts_with("- ") { lead + 2 } else { lead };
            let rows =
                wrapped(Tone::Text, &text.trim_start().replace("**", ""), cols.saturating_sub(lead), hang - lead);
            let inset = |row: Row| Row { pieces: [gap(lead)].into_iter().chain(row.pieces).collect(), ..row };
            rows.into_iter().map(inset).collect()
        }
    }
}

fn gap(columns: usize) -> Piece {
    Piece { text: " ".repeat(columns), tone: Tone::Text }
}

/// The text without the backslashes that keep Markdown from reading it.
fn unescaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            other => out.push(other),
        }
    }
    out
}
