//! The form of every move: fields from one table, read while they are typed, with what they would come to.

mod again;
pub(super) mod chances;
mod choosing;
pub mod field;
pub(super) mod meaning;
pub(in crate::app) mod open;
mod show;
mod submit;
mod suggest;
pub mod table;

use crate::app::layer::{Context, Input, Kept, Outcome};
use crate::command::Command;
use crate::domain::commitment::Terms;
use crate::domain::id::Id;
use crate::domain::outlook::Dates;
use crate::domain::permit::Refusal;
use crate::keymap::{Code, Key};

use super::beneath::Beneath;
use super::known::Known;
use super::line::Line;
use super::preview::Preview;
use super::sheet::Sheet;
use crate::app::ink::Spot;
use choosing::pick;
use field::{Content, Field};
use table::{Fill, REASON_KEYS, Slot, Topic};

/// A form while it is filled.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is about.
    pub topic: Topic,
    /// The commitments it is about; none for a new one.
    pub targets: Vec<Id>,
    fields: Vec<Field>,
    focus: usize,
    known: Known,
    /// What it is about, as it was when it was opened.
    beneath: Beneath,
    /// The terms as they stood when they were shown, by target.
    seen: Vec<(Id, Terms)>,
    /// What stands in the way, after it was submitted or came back.
    complaint: Option<Complaint>,
    /// The questions that a second Enter answers.
    asked: Vec<(Slot, String)>,
    suggestion: Option<usize>,
    is_quiet: bool,
    is_restored: bool,
    preview: Option<Box<Preview>>,
    /// The dates that a counter-offer can be chosen from.
    dates: Option<Dates>,
    /// The first line shown, where somebody scrolled.
    scroll: Option<usize>,
}

/// What stands in the way of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Complaint {
    slot: Option<Slot>,
    why: String,
}

impl Form {
    /// Takes an input.
    pub fn handle(&mut self, input: &Input, context: &Context) -> Outcome {
        if let Some(preview) = &mut self.preview {
            let outcome = preview.handle(input, context);
            if matches!(outcome, Outcome::Close) {
                self.preview = None;
                return Outcome::Stay;
            }
            return outcome;
        }
        match input {
            Input::Command(command) => self.command(*command, context),
            Input::Key(key) => self.key(*key, context),
            Input::Paste(text) => {
                self.paste(text);
                Outcome::Stay
            }
            Input::Click(x, y) => self.click(self.sheet(context).spot(context.size, (*x, *y)), context),
            Input::Wheel(lines) => {
                self.scroll_by((*lines).into(), context);
                Outcome::Stay
            }
        }
    }

    fn command(&mut self, command: Command, context: &Context) -> Outcome {
        match command {
            Command::Submit | Command::Open => {
                if let Some(chosen) = self.suggestion {
                    self.take_suggestion(chosen, context);
                    return Outcome::Stay;
                }
                return self.submit(context);
            }
            Command::Cancel | Command::Back => {
                if self.suggestion.take().is_some() {
                    return Outcome::Stay;
                }
                return Outcome::Close;
            }
            Command::NextField => self.go(1),
            Command::PreviousField => self.go(-1),
            Command::Down => self.down(context),
            Command::Up => self.up(),
            Command::Complete => self.complete(context),
            Command::DateLater => self.shift_date(1, context),
            Command::DateEarlier => self.shift_date(-1, context),
            Command::Newline => self.newline(),
            Command::Top => self.focus_on(0),
            Command::Bottom => self.focus_on(self.fields.len().saturating_sub(1)),
            Command::PageDown | Command::HalfPageDown => self.scroll_by(4, context),
            Command::PageUp | Command::HalfPageUp => self.scroll_by(-4, context),
            _ => {}
        }
        Outcome::Stay
    }

    fn key(&mut self, key: Key, context: &Context) -> Outcome {
        match key.code() {
            Code::PageDown => self.scroll_by(4, context),
            Code::PageUp => self.scroll_by(-4, context),
            Code::Char(_)
            | Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::Backspace
            | Code::Delete
            | Code::Insert
            | Code::Home
            | Code::End
            | Code::Up
            | Code::Down
            | Code::Left
            | Code::Right
            | Code::F(_) => {}
        }
        if self.chooses_level(key) {
            self.choose_level(key, context);
            return Outcome::Stay;
        }
        self.leave_choice_for(key);
        let Some(field) = self.fields.get_mut(self.focus) else { return Outcome::Stay };
        let words = field.words().len();
        match &mut field.content {
            Content::Line(line) => {
                let is_accepting = key.code() == Code::Right && line.is_at_end() && !line.is_proposal();
                if is_accepting {
                    self.complete(context);
                } else if line.key(key) {
                    self.touched();
                }
            }
            Content::Switch(on) => {
                match (key.typed(), key.code()) {
                    (Some('y'), _) => *on = true,
                    (Some('n'), _) => *on = false,
                    (Some(' '), _) | (None, Code::Left | Code::Right) => *on = !*on,
                    (Some(_) | None, _) => {}
                }
                self.touched();
            }
            Content::Word(at) => {
                let is_reason = field.slot == Slot::Reason;
                match (key.typed(), key.code()) {
                    (Some(' '), _) | (None, Code::Right) => *at = step(*at, words, 1),
                    (None, Code::Left) => *at = step(*at, words, -1),
                    (None, Code::Backspace | Code::Delete) => *at = None,
                    (Some(c), _) if is_reason => *at = REASON_KEYS.iter().position(|key| *key == c).or(*at),
                    (Some(c), _) => pick(field, c),
                    (None, _) => {}
                }
                self.touched();
            }
        }
        Outcome::Stay
    }

    fn paste(&mut self, text: &str) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        let is_long = matches!(field.slot.fill(), Fill::Lines);
        if let Some(line) = field.line_mut() {
            if is_long {
                line.insert_lines(text);
            } else {
                line.insert(text.trim_end_matches(['\r', '\n']));
            }
            self.touched();
        }
    }

    fn click(&mut self, spot: Spot, context: &Context) -> Outcome {
        match spot {
            Spot::Field(at) if at == self.focus => {
                if let Some(Content::Switch(on)) = self.fields.get_mut(at).map(|field| &mut field.content) {
                    *on = !*on;
                    self.touched();
                }
            }
            Spot::Field(at) => self.focus_on(at),
            Spot::Word(at, word) if self.fields.get(at).is_some_and(|field| field.slot == Slot::Level) => {
                self.focus_on(at);
                self.take_level(word);
            }
            Spot::Word(at, word) => {
                self.focus_on(at);
                if let Some(Content::Word(chosen)) = self.fields.get_mut(at).map(|field| &mut field.content) {
                    *chosen = Some(word);
                    self.touched();
                }
            }
            Spot::Suggestion(at) => self.take_suggestion(at, context),
            Spot::Entry(_) => return self.submit(context),
            Spot::Outside | Spot::Commitment(_) | Spot::Column(_) | Spot::Run(_) | Spot::Nothing => {}
        }
        Outcome::Stay
    }

    /// Something was typed: old complaints no longer hold.
    fn touched(&mut self) {
        self.complaint = None;
        self.suggestion = None;
        self.is_quiet = false;
        self.scroll = None;
    }

    /// Whether the terms stand in full above the fields.
    fn shows_terms(&self) -> bool {
        matches!(self.topic, Topic::Countersign | Topic::Accept) && self.targets.len() == 1
    }

    fn scroll_by(&mut self, lines: isize, context: &Context) {
        let sheet = self.sheet(context);
        let placed = sheet.place(context.size);
        let last = sheet.body.len().saturating_sub(placed.body.into());
        self.scroll = Some(placed.first.saturating_add_signed(lines).min(last));
    }

    fn focus_on(&mut self, at: usize) {
        self.scroll = None;
        self.focus = at.min(self.fields.len().saturating_sub(1));
        self.suggestion = None;
        self.is_quiet = true;
    }

    fn focus_slot(&mut self, slot: Slot) {
        if let Some(at) = self.fields.iter().position(|field| field.slot == slot) {
            self.focus_on(at);
        }
    }

    fn go(&mut self, by: isize) {
        let last = self.fields.len().saturating_sub(1);
        let next = self.focus.saturating_add_signed(by);
        let wrapped = match by {
            1 if next > last => 0,
            -1 if self.focus == 0 => last,
            _ => next.min(last),
        };
        self.focus_on(wrapped);
    }

    fn down(&mut self, context: &Context) {
        let count = self.suggestions(context).len();
        match self.suggestion {
            _ if count == 0 => self.go(1),
            None => self.suggestion = Some(0),
            Some(at) => self.suggestion = Some((at + 1) % count),
        }
    }

    fn up(&mut self) {
        match self.suggestion {
            None => self.go(-1),
            Some(0) => self.suggestion = None,
            Some(at) => self.suggestion = Some(at - 1),
        }
    }

    fn newline(&mut self) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        let is_long = field.slot.fill() == Fill::Lines;
        if let (true, Some(line)) = (is_long, field.line_mut()) {
            line.insert_lines("\n");
            self.touched();
        } else {
            self.go(1);
        }
    }

    fn shift_date(&mut self, days: i64, context: &Context) {
        let Some(field) = self.fields.get(self.focus) else { return };
        match field.slot.fill() {
            Fill::Day | Fill::AnyDay | Fill::PastDay => {}
            Fill::Text
            | Fill::Lines
            | Fill::List
            | Fill::Words
            | Fill::Effort
            | Fill::Money
            | Fill::Person(_)
            | Fill::Word(_)
            | Fill::Own
            | Fill::Switch => return,
        }
        let shown = self.seen.first().and_then(|(_, terms)| terms.due);
        let from = self.day(field.slot, context).or(shown.filter(|_| field.slot == Slot::Due));
        let to = from.unwrap_or(context.today).plus(days);
        if let Some(line) = self.fields.get_mut(self.focus).and_then(Field::line_mut) {
            line.set(&super::typed_day(to));
            self.touched();
        }
    }

    /// Its half-typed text, empty where nobody typed any.
    #[must_use]
    pub fn kept(&self) -> Kept {
        let changed: Vec<String> = self
            .fields
            .iter()
            .filter(|field| field.is_changed())
            .map(|field| format!("{} = {}", field.slot.name(), super::escaped(&field.saved())))
            .collect();
        Kept { name: self.name(), text: changed.join("\n") }
    }

    /// Puts back what was kept.
    fn restore(&mut self, text: &str) {
        for (name, value) in text.lines().filter_map(|line| line.split_once(" = ")) {
            let slot = Slot::by_name(name);
            if let Some(field) = self.fields.iter_mut().find(|field| Some(field.slot) == slot) {
                field.restore(&super::unescaped(value));
                self.is_restored = true;
            }
        }
    }

    /// What its draft is kept under: `counter k7m2qx`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = self.topic.name().to_owned();
        for id in &self.targets {
            name.push(' ');
            name.push_str(id.as_str());
        }
        name
    }

    /// Recording failed, or was refused.
    pub fn came_back(&mut self, why: &str) {
        self.preview = None;
        self.complain(None, why);
    }

    fn complain(&mut self, slot: Option<Slot>, why: impl Into<String>) {
        self.complaint = Some(Complaint { slot, why: why.into() });
        if let Some(slot) = slot {
            self.focus_slot(slot);
        }
    }

    fn refuse(&mut self, refusal: &Refusal) {
        let slot = refusal.is_trespass.then_some(Slot::For);
        self.complain(slot, refusal.to_string());
    }

    /// What it shows.
    #[must_use]
    pub fn sheet(&self, context: &Context) -> Sheet {
        match &self.preview {
            Some(preview) => preview.sheet(context),
            None => show::sheet(self, context),
        }
    }

    /// Whether a suggestion is chosen, which Enter takes.
    #[must_use]
    pub(super) const fn is_choosing(&self) -> bool {
        self.suggestion.is_some()
    }

    /// Proposes an estimate, to be taken or typed over.
    pub(super) fn propose_estimate(&mut self, text: &str) {
        let field = self.fields.iter_mut().find(|field| field.slot == Slot::Estimate && field.is_empty());
        if let Some(field) = field {
            field.prefill(Content::Line(Line::proposed(text)));
        }
    }

    /// Whether letters are typed here.
    #[must_use]
    pub const fn is_previewing(&self) -> bool {
        self.preview.is_some()
    }
}

fn step(at: Option<usize>, count: usize, by: isize) -> Option<usize> {
    if count == 0 {
        return None;
    }
    Some(match (at, by) {
        (None, 1..) => 0,
        (None, _) => count - 1,
        (Some(at), 1..) => (at + 1) % count,
        (Some(at), _) => (at + count - 1) % count,
    })
}
