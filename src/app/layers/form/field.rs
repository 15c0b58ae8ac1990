//! One field of a form: what is in it, and what that means.

use super::table::{Fill, Need, Slot};
use crate::app::layer::Context;
use crate::app::layers::known::{self, Known};
use crate::app::layers::line::Line;
use crate::domain::act::Text;
use crate::domain::dates::{self, Past, Typed, Typing};
use crate::domain::effort;
use crate::domain::estimate::Estimate;
use crate::domain::misread::Misread;
use crate::domain::money::{Money, typed};
use crate::domain::person::{Handle, Role};

/// A field with what is in it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Which.
    pub slot: Slot,
    /// How much the form wants it.
    pub need: Need,
    /// What is in it.
    pub content: Content,
    /// The words it offers, where the commitment gives them.
    pub own: Vec<String>,
    /// What stood in it when the form was opened.
    first: String,
}

/// What is in a field.
#[derive(Clone, Debug)]
pub enum Content {
    /// Typed text.
    Line(Line),
    /// One of its words, or none yet.
    Word(Option<usize>),
    /// Yes or no.
    Switch(bool),
}

/// What a field says.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words.
    Text(Text),
    /// Several.
    List(Vec<Text>),
    /// A day.
    Day(Typed),
    /// An effort or a range of days.
    Estimate(Estimate),
    /// An amount.
    Money(Money),
    /// Somebody the book knows, or will.
    Person(Handle),
    /// One of its words.
    Word(usize),
    /// Yes or no.
    Switch(bool),
}

/// Why a field can't be taken as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// What is the matter, and the remedy.
    pub why: String,
    /// What could stand there instead.
    pub fix: Option<String>,
    /// Whether it may stand all the same, once it was asked.
    pub is_question: bool,
}

impl Trouble {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), fix: None, is_question: false }
    }

    fn of(misread: &Misread) -> Self {
        Self { fix: misread.suggestions.first().cloned(), ..Self::new(misread.to_string()) }
    }
}

impl Field {
    /// An empty field.
    #[must_use]
    pub fn new(slot: Slot, need: Need) -> Self {
        let content = match slot.fill() {
            Fill::Word(_) | Fill::Own => Content::Word(None),
            Fill::Switch => Content::Switch(false),
            Fill::Text
            | Fill::Lines
            | Fill::List
            | Fill::Words
            | Fill::Day
            | Fill::AnyDay
            | Fill::PastDay
            | Fill::Effort
            | Fill::Money
            | Fill::Person(_) => Content::Line(Line::default()),
        };
        Self { slot, need, content, own: Vec::new(), first: String::new() }
    }

    /// Fills it before anybody sees it.
    pub fn prefill(&mut self, content: Content) {
        self.content = content;
        self.first = self.saved();
    }

    /// Whether somebody changed it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.saved() != self.first
    }

    /// The words it offers.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self.slot.fill() {
            Fill::Word(words) => words.to_vec(),
            Fill::Own => self.own.iter().map(String::as_str).collect(),
            Fill::Text
            | Fill::Lines
            | Fill::List
            | Fill::Words
            | Fill::Day
            | Fill::AnyDay
            | Fill::PastDay
            | Fill::Effort
            | Fill::Money
            | Fill::Person(_)
            | Fill::Switch => Vec::new(),
        }
    }

    /// The line that is typed into, where there is one.
    #[must_use]
    pub const fn line(&self) -> Option<&Line> {
        match &self.content {
            Content::Line(line) => Some(line),
            Content::Word(_) | Content::Switch(_) => None,
        }
    }

    /// The same, to be typed into.
    pub const fn line_mut(&mut self) -> Option<&mut Line> {
        match &mut self.content {
            Content::Line(line) => Some(line),
            Content::Word(_) | Content::Switch(_) => None,
        }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.content {
            Content::Line(line) => line.is_blank(),
            Content::Word(word) => word.is_none(),
            Content::Switch(on) => !on,
        }
    }

    /// What is in it, for a kept draft.
    #[must_use]
    pub fn saved(&self) -> String {
        match &self.content {
            Content::Line(line) => line.text().to_owned(),
            Content::Word(word) => {
                word.and_then(|at| self.words().get(at).map(|word| (*word).to_owned())).unwrap_or_default()
            }
            Content::Switch(on) => if *on { "yes" } else { "no" }.to_owned(),
        }
    }

    /// Puts back what was kept.
    pub fn restore(&mut self, text: &str) {
        let word = self.words().iter().position(|word| *word == text);
        match &mut self.content {
            Content::Line(line) => *line = Line::new(text),
            Content::Word(at) => *at = word,
            Content::Switch(on) => *on = text == "yes",
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// Why it can't be taken as it is.
    pub fn read(&self, context: &Context, known: &Known) -> Result<Value, Trouble> {
        let line = match &self.content {
            Content::Line(line) => line.text().trim(),
            Content::Word(word) => return Ok(word.map_or(Value::Empty, Value::Word)),
            Content::Switch(on) => return Ok(Value::Switch(*on)),
        };
        if line.is_empty() {
            return Ok(Value::Empty);
        }
        match self.slot.fill() {
            Fill::Text if self.slot == Slot::Customer => customer(line, &self.first, known),
            Fill::Text | Fill::Lines => Ok(Value::Text(line.into())),
            Fill::List => Ok(Value::List(parts(line, |c| c == ';' || c == '\n'))),
            Fill::Words => Ok(Value::List(words(line))),
            Fill::Day => day(line, context, Past::AskBack),
            Fill::AnyDay => day(line, context, Past::Allow),
            Fill::PastDay => past_day(line, context),
            Fill::Effort => {
                let typing = typing(context, Past::Allow);
                effort::parse(line, &typing).map(Value::Estimate).map_err(|misread| Trouble::of(&misread))
            }
            Fill::Money => typed::parse(line).map(Value::Money).map_err(|misread| Trouble::of(&misread)),
            Fill::Person(role) => person(line, self.slot, role, context),
            Fill::Word(_) | Fill::Own | Fill::Switch => Ok(Value::Empty),
        }
    }
}

/// What dates are read against.
#[must_use]
pub fn typing<'a>(context: &Context<'a>, past: Past) -> Typing<'a> {
    Typing { today: context.today, calendar: &context.book.rules.calendar, past }
}

fn day(line: &str, context: &Context, past: Past) -> Result<Value, Trouble> {
    dates::parse(line, &typing(context, past)).map(Value::Day).map_err(|misread| Trouble::of(&misread))
}

fn past_day(line: &str, context: &Context) -> Result<Value, Trouble> {
    let value = day(line, context, Past::Meant)?;
    match &value {
        Value::Day(typed) if typed.day > context.today => {
            Err(Trouble::new(format!("{} is still to come: name the day it was said", typed.day.long())))
        }
        Value::Day(_)
        | Value::Empty
        | Value::Text(_)
        | Value::List(_)
        | Value::Estimate(_)
        | Value::Money(_)
        | Value::Person(_)
        | Value::Word(_)
        | Value::Switch(_) => Ok(value),
    }
}

fn customer(line: &str, first: &str, known: &Known) -> Result<Value, Trouble> {
    let Some(near) = known.near_customer(line).filter(|_| line != first) else {
        return Ok(Value::Text(line.into()));
    };
    Err(Trouble {
        why: format!("no customer is called so yet: ctrl-space takes {near}, enter again keeps {line}"),
        fix: Some(near.to_string()),
        is_question: true,
    })
}

fn person(line: &str, slot: Slot, role: Role, context: &Context) -> Result<Value, Trouble> {
    let handle = Handle::new(line).map_err(Trouble::new)?;
    let people = &context.book.rules.people;
    if people.get(&handle).is_some() || handle == *context.me {
        return Ok(Value::Person(handle));
    }
    let near = known::near_person(people, &handle);
    if slot == Slot::For {
        let remedy =
            near.as_ref().map_or_else(|| "write somebody's handle".to_owned(), |near| format!("did you mean @{near}?"));
        return Err(Trouble { fix: near, ..Trouble::new(format!("@{handle} is not in the book: {remedy}")) });
    }
    match near {
        None => Ok(Value::Person(handle)),
        Some(near) => Err(Trouble {
            why: format!("@{handle} is new: ctrl-space takes @{near}, enter again adds @{handle} as {}", role.word()),
            fix: Some(near),
            is_question: true,
        }),
    }
}

fn parts(line: &str, is_end: impl Fn(char) -> bool) -> Vec<Text> {
    line.split(is_end).map(str::trim).filter(|part| !part.is_empty()).map(Text::from).collect()
}

fn words(line: &str) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for word in line.split(|c: char| c.is_whitespace() || c == ',') {
        let word = word.trim_start_matches('#');
        if !word.is_empty() && found.iter().all(|other| **other != *word) {
            found.push(word.into());
        }
    }
    found
}
