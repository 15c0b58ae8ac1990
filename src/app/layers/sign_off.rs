//! The sign-off line of a side: one sentence about a period.

use super::line::{Line, shown};
use super::sheet::{Cursor, Sheet};
use super::shortcut;
use crate::app::ink::{Row, Spot, Tone, keys, wrapped};
use crate::app::layer::{Context, Input, Kept, Outcome};
use crate::command::{Command, Scope};
use crate::domain::period::Period;
use crate::domain::person::Side;
use crate::domain::review::{NewPaper, sentence, sides_of};

const WIDTH: usize = 72;
const KEPT: &str = "sign-off";

/// The sentence being typed.
#[derive(Clone, Debug)]
pub struct SignOff {
    period: Period,
    sides: Vec<Side>,
    side: usize,
    line: Line,
    complaint: Option<String>,
}

impl SignOff {
    /// An empty sentence, or the one half-typed before; for the side named where whoever is at the keys speaks for it.
    ///
    /// # Errors
    /// Why whoever is at the keys doesn't sign.
    pub fn new(period: Period, wanted: Option<Side>, context: &Context) -> Result<Self, String> {
        let people = &context.book.rules.people;
        let sides = sides_of(context.me, people);
        let who = people.called(context.me);
        if sides.is_empty() {
            return Err(format!("{who} speaks for neither sales nor tech; somebody with that role signs"));
        }
        if let Some(other) = wanted.filter(|side| !sides.contains(side)) {
            let word = other.word();
            return Err(format!(
                "{who} has no {word} role, and this is the line of {word}; somebody with that role signs"
            ));
        }
        let side = wanted.and_then(|side| sides.iter().position(|each| *each == side)).unwrap_or(0);
        let kept = context.kept.get(KEPT).map(String::as_str).unwrap_or_default();
        Ok(Self { period, sides, side, line: Line::new(kept), complaint: None })
    }

    fn chosen(&self) -> Side {
        self.sides.get(self.side).copied().unwrap_or(Side::Sales)
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        match input {
            Input::Command(Command::Submit | Command::Open) => return self.submit(context),
            Input::Command(Command::Cancel | Command::Back) => return Outcome::Close,
            Input::Command(Command::NextField | Command::PreviousField | Command::Down | Command::Up) => {
                self.side = (self.side + 1) % self.sides.len().max(1);
            }
            Input::Key(key) => {
                if self.line.key(*key) {
                    self.complaint = None;
                }
            }
            Input::Paste(text) => {
                self.line.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
                self.complaint = None;
            }
            Input::Click(x, y) => match self.sheet(context).spot(context.size, (*x, *y)) {
                Spot::Word(_, side) => self.side = side.min(self.sides.len().saturating_sub(1)),
                Spot::Outside => return Outcome::Close,
                Spot::Field(_)
                | Spot::Entry(_)
                | Spot::Suggestion(_)
                | Spot::Commitment(_)
                | Spot::Column(_)
                | Spot::Run(_)
                | Spot::Nothing => {}
            },
            Input::Command(_) | Input::Wheel(_) => {}
        }
        Outcome::Stay
    }

    fn submit(&mut self, context: &Context) -> Outcome {
        match sentence(self.line.text()) {
            Ok(text) => Outcome::File(NewPaper::SignOff {
                period: self.period,
                side: self.chosen(),
                by: context.me.clone(),
                proxy_for: None,
                text,
            }),
            Err(why) => {
                self.complaint = Some(why);
                Outcome::Stay
            }
        }
    }

    /// The sentence half-typed.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept { name: KEPT.into(), text: self.line.text().to_owned() }
    }

    /// Filing it failed.
    pub fn came_back(&mut self, why: &str) {
        self.complaint = Some(why.to_owned());
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        let cols = Sheet::cols(WIDTH, context.size);
        let name = self.period.name(&context.book.rules.calendar);
        let mut sheet = Sheet::new(format!("sign off {name}"), WIDTH);
        let mut row = Row::of(Tone::Text, "for ");
        for (n, side) in self.sides.iter().enumerate() {
            let tone = match (n == self.side, side) {
                (false, _) => Tone::Dim,
                (true, _) if self.sides.len() > 1 => Tone::Chosen,
                (true, Side::Sales) => Tone::Sales,
                (true, Side::Tech) => Tone::Tech,
            };
            row = row.with_part(tone, format!(" {} ", side.word()), Spot::Word(0, n));
        }
        sheet.head = vec![row.with(Tone::Dim, "  one sentence: what both agree to keep or to change"), Row::blank()];
        let window = self.line.window(cols.saturating_sub(1).max(1));
        let text = shown(&self.line.text()[window.range]);
        sheet.cursor = Some(Cursor::Head(2, window.cursor));
        sheet.head.push(if text.is_empty() {
            Row::of(Tone::Placeholder, "We ask before we tell, and answer within two days.")
        } else {
            Row::of(Tone::Input, text)
        });
        let papers = &context.book.papers;
        for side in [Side::Sales, Side::Tech] {
            let Some(said) = papers.sign_off(self.period, side) else { continue };
            let tone = if side == Side::Sales { Tone::Sales } else { Tone::Tech };
            let who = said.signed_by(&context.book.rules.people);
            sheet.body.push(Row::blank());
            sheet.body.push(Row::of(tone, side.word()).with(Tone::Dim, format!(", {who}")));
            sheet.body.extend(wrapped(Tone::Text, &said.text, cols, 0));
        }
        if let Some(why) = &self.complaint {
            sheet.foot = wrapped(Tone::Notice, why, cols, 0);
        } else if papers.sign_off(self.period, self.chosen()).is_some() {
            sheet.foot =
                wrapped(Tone::Dim, "a new line takes the place of the one above; both stay on record", cols, 0);
        }
        let key = |command| shortcut(command, Scope::Form, context);
        let other = if self.sides.len() > 1 { key(Command::NextField) } else { String::new() };
        sheet.keys =
            keys(&[(&key(Command::Submit), "sign off"), (&other, "other side"), (&key(Command::Cancel), "close")]);
        sheet
    }
}
