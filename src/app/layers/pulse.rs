//! The alignment pulse: five numbers from 0 to 10, kept without a name.

use super::sheet::Sheet;
use super::shortcut;
use crate::app::ink::{Row, Spot, Tone, keys, wrapped};
use crate::app::layer::{Context, Input, Outcome};
use crate::command::{Command, Scope};
use crate::domain::period::Period;
use crate::domain::person::Side;
use crate::domain::review::{ASPECTS, ENOUGH, MOST, NewPaper, YARDSTICK, sides_of};
use crate::keymap::{Code, Key};
use crate::text::pad;

const WIDTH: usize = 62;
const LABEL: usize = 19;

/// The five numbers being chosen.
#[derive(Clone, Debug)]
pub struct Pulse {
    period: Period,
    sides: Vec<Side>,
    side: usize,
    marks: [Option<u8>; 5],
    /// The line under the cursor: the aspects, and before them the side where there is a choice.
    at: usize,
    complaint: Option<String>,
}

impl Pulse {
    /// Nothing chosen yet, about a period.
    ///
    /// # Errors
    /// Why whoever is at the keys isn't asked.
    pub fn new(period: Period, context: &Context) -> Result<Self, String> {
        let people = &context.book.rules.people;
        let sides = sides_of(context.me, people);
        if sides.is_empty() {
            let who = people.called(context.me);
            return Err(format!("{who} speaks for neither sales nor tech, and the pulse is of those two"));
        }
        if context.answered.contains(&period) {
            return Err(already(&period.name(&context.book.rules.calendar)));
        }
        Ok(Self { period, sides, side: 0, marks: [None; 5], at: 0, complaint: None })
    }

    /// How many lines come before the aspects.
    fn before(&self) -> usize {
        usize::from(self.sides.len() > 1)
    }

    fn lines(&self) -> usize {
        self.before() + ASPECTS.len()
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        self.complaint = None;
        match input {
            Input::Command(Command::Submit | Command::Open) => return self.submit(),
            Input::Command(Command::Cancel | Command::Back) => return Outcome::Close,
            Input::Command(Command::NextField | Command::Down) => self.at = (self.at + 1) % self.lines(),
            Input::Command(Command::PreviousField | Command::Up) => {
                self.at = (self.at + self.lines() - 1) % self.lines();
            }
            Input::Key(key) => self.key(*key),
            Input::Paste(text) => self.paste(text),
            Input::Click(x, y) => match self.sheet(context).spot(context.size, (*x, *y)) {
                Spot::Word(line, word) => {
                    self.at = line;
                    self.choose(word);
                }
                Spot::Field(line) => self.at = line,
                Spot::Outside => return Outcome::Close,
                Spot::Entry(_)
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

    fn key(&mut self, key: Key) {
        let aspect = self.at.checked_sub(self.before());
        match (key.code(), key.typed(), aspect) {
            (Code::Left, _, _) => self.shift(-1),
            (Code::Right, _, _) => self.shift(1),
            (Code::Backspace | Code::Delete, _, Some(aspect)) => self.marks[aspect] = None,
            (_, Some(c), _) => match (c, c.to_digit(10), aspect) {
                ('h', _, _) => self.shift(-1),
                ('l', _, _) => self.shift(1),
                ('j', _, _) => self.at = (self.at + 1) % self.lines(),
                ('k', _, _) => self.at = (self.at + self.lines() - 1) % self.lines(),
                (_, Some(digit), Some(aspect)) => self.digit(aspect, digit),
                (_, _, _) => {}
            },
            (_, None, _) => {}
        }
    }

    /// A digit chooses and goes on to the next line; a 1 waits, for it may become a 10.
    fn digit(&mut self, aspect: usize, digit: u32) {
        let Ok(digit) = u8::try_from(digit) else { return };
        let is_ten = digit == 0 && self.marks[aspect] == Some(1);
        self.marks[aspect] = Some(if is_ten { MOST } else { digit });
        if digit != 1 {
            self.at = (self.at + 1).min(self.lines() - 1);
        }
    }

    fn shift(&mut self, by: i8) {
        match self.at.checked_sub(self.before()) {
            None => self.side = (self.side + 1) % self.sides.len().max(1),
            Some(aspect) => {
                let now = self.marks[aspect].map_or(if by > 0 { 5 } else { 6 }, |mark| mark);
                self.marks[aspect] = Some(now.saturating_add_signed(by).min(MOST));
            }
        }
    }

    fn choose(&mut self, word: usize) {
        match self.at.checked_sub(self.before()) {
            None => self.side = word.min(self.sides.len().saturating_sub(1)),
            Some(aspect) => self.marks[aspect] = u8::try_from(word).ok().filter(|mark| *mark <= MOST),
        }
    }

    /// Five numbers pasted at once.
    fn paste(&mut self, text: &str) {
        let numbers: Vec<u8> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
        if numbers.len() == ASPECTS.len() && numbers.iter().all(|number| *number <= MOST) {
            for (slot, number) in self.marks.iter_mut().zip(numbers) {
                *slot = Some(number);
            }
        }
    }

    fn submit(&mut self) -> Outcome {
        if let Some(missing) = self.marks.iter().position(Option::is_none) {
            self.at = self.before() + missing;
            let name = ASPECTS[missing].words();
            self.complaint = Some(format!("{name}: choose a number from 0 to {MOST}"));
            return Outcome::Stay;
        }
        let marks = self.marks.map(Option::unwrap_or_default);
        let side = self.sides.get(self.side).copied().unwrap_or(Side::Sales);
        Outcome::File(NewPaper::Answer { period: self.period, side, marks })
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
        let mut sheet = Sheet::new(format!("alignment pulse of {name}"), WIDTH);
        sheet.head = wrapped(Tone::Text, "How well are sales and tech aligned on … ? 0 not at all, 10 fully.", cols, 0);
        sheet.head.push(Row::blank());
        if self.before() > 0 {
            let mut row = Row::of(Tone::Text, pad("you answer for", LABEL));
            for (n, side) in self.sides.iter().enumerate() {
                let tone = if n == self.side { Tone::Chosen } else { Tone::Dim };
                row = row.with_part(tone, format!(" {} ", side.word()), Spot::Word(0, n)).with(Tone::Text, " ");
            }
            sheet.body.push(row.at(Spot::Field(0)).chosen_if(self.at == 0));
        }
        for (aspect, mark) in ASPECTS.iter().zip(self.marks) {
            let line = sheet.body.len();
            let mut row = Row::of(Tone::Text, pad(aspect.words(), LABEL));
            for number in 0..=MOST {
                let is_it = mark == Some(number);
                let tone = if is_it { Tone::Chosen } else { Tone::Dim };
                let word = if is_it { format!("[{number}]") } else { format!(" {number} ") };
                row = row.with_part(tone, word, Spot::Word(line, usize::from(number)));
            }
            sheet.body.push(row.at(Spot::Field(line)).chosen_if(self.at == line));
        }
        sheet.follow = self.at;
        if let Some(why) = &self.complaint {
            sheet.foot.extend(wrapped(Tone::Notice, why, cols, 0));
        }
        let rules = format!(
            "Kept without your name; a side’s means are shown from {ENOUGH} answers on. In git’s history a commit has its author: \
             it goes out with whatever else you send at the next sync. {}",
            capital(YARDSTICK)
        );
        sheet.foot.push(Row::blank());
        sheet.foot.extend(wrapped(Tone::Dim, &rules, cols, 0));
        let key = |command| shortcut(command, Scope::Form, context);
        sheet.keys = keys(&[
            ("0–9", "choose"),
            (&key(Command::NextField), "next"),
            (&key(Command::Submit), "answer"),
            (&key(Command::Cancel), "close"),
        ]);
        sheet
    }
}

/// What is said to whoever has answered the pulse of a period here.
#[must_use]
pub fn already(name: &str) -> String {
    format!("you have answered the pulse of {name} on this machine already; `countersign pulse --again` adds another")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).chain(['.']).collect())
}
