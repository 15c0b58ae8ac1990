//! The keys of one move, taken one after the other; what is wrong with them is collected, what is left over is kept.

use std::fmt::Write as _;

use chrono::TimeDelta;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use super::block::{key_text, quoted};
use super::names::Names;
use super::{line_of, nearest, problem};
use crate::domain::act::Text;
use crate::domain::book::Problem;
use crate::domain::day::{Day, Moment};
use crate::domain::outlook::{Chance, Confidence};
use crate::domain::person::Handle;

/// The table of one move while it is being read.
pub(in crate::store) struct Fields<'t, 'n> {
    text: &'t str,
    table: &'t DeTable<'t>,
    line: u32,
    /// How many lines of the file come before the text.
    before: u32,
    names: &'n mut Names,
    taken: Vec<&'static str>,
    problems: Vec<Problem>,
}

impl<'t, 'n> Fields<'t, 'n> {
    pub(in crate::store) fn new(
        text: &'t str,
        table: &'t DeTable<'t>,
        line: u32,
        before: u32,
        names: &'n mut Names,
    ) -> Self {
        Self { text, table, line, before, names, taken: Vec::with_capacity(16), problems: Vec::new() }
    }

    pub(in crate::store) const fn line(&self) -> u32 {
        self.line
    }

    pub(in crate::store) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn take(&mut self, key: &'static str) -> Option<&'t DeValue<'t>> {
        self.taken.push(key);
        self.table.get(key).map(Spanned::get_ref)
    }

    pub(in crate::store) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Notes that the value of a key is wrong.
    pub(in crate::store) fn wrong(&mut self, key: &str, why: &str, remedy: &str) {
        let line = self
            .table
            .get_key_value(key)
            .map_or(self.line, |(key, _)| self.before + line_of(self.text, key.span().start));
        self.problems.push(problem(Some(line), Some(key), why, remedy));
    }

    /// Notes an error of the form `what is wrong: what to write`.
    pub(in crate::store) fn wrong_words(&mut self, key: &str, words: &str) {
        let (why, remedy) = words.rsplit_once(": ").unwrap_or((words, ""));
        self.wrong(key, &format!("`{key}`: {why}"), remedy);
    }

    fn wrong_type(&mut self, key: &str, value: &DeValue, needed: &str) {
        self.wrong(
            key,
            &format!("`{key}` is {}, not {}", kind_of(value), needed_words(needed)),
            &format!("write it as {key} = {needed}"),
        );
    }

    /// Notes that a key is missing, with the unknown key that may have been meant for it.
    pub(in crate::store) fn missing(&mut self, key: &'static str, example: &str) {
        let own: Vec<&str> = self.table.keys().map(|key| key.get_ref().as_ref()).collect();
        let near = own.into_iter().find(|own| nearest(own, [key]).is_some());
        let remedy = match near {
            Some(near) => format!("write `{key}` for `{}`", near.escape_debug()),
            None => format!("add a line {key} = {example}"),
        };
        self.problems.push(problem(Some(self.line), Some(key), &format!("`{key}` is missing"), &remedy));
    }

    /// A value that a function reads from its text, shared words as they are.
    pub(in crate::store) fn parsed<T>(
        &mut self,
        key: &'static str,
        example: &str,
        read: impl FnOnce(&mut Names, &str) -> Result<T, String>,
    ) -> Option<T> {
        match self.take(key)? {
            DeValue::String(text) => match read(self.names, text) {
                Ok(value) => Some(value),
                Err(words) => {
                    self.wrong_words(key, &words);
                    None
                }
            },
            other => {
                self.wrong_type(key, other, example);
                None
            }
        }
    }

    /// A text of this move alone.
    pub(in crate::store) fn text(&mut self, key: &'static str) -> Option<Text> {
        self.parsed(key, "\"text\"", |_, text| Ok(text.into()))
    }

    /// A text that other moves have in common with this one.
    pub(in crate::store) fn name(&mut self, key: &'static str) -> Option<Text> {
        self.parsed(key, "\"text\"", |names, text| Ok(names.text(text)))
    }

    pub(in crate::store) fn handle(&mut self, key: &'static str) -> Option<Handle> {
        self.parsed(key, "\"dana\"", Names::handle)
    }

    /// A yes or no; missing means no.
    pub(in crate::store) fn yes(&mut self, key: &'static str) -> bool {
        match self.take(key) {
            None => false,
            Some(DeValue::Boolean(yes)) => *yes,
            Some(other) => {
                self.wrong_type(key, other, "true");
                false
            }
        }
    }

    pub(in crate::store) fn day(&mut self, key: &'static str) -> Option<Day> {
        let value = self.take(key)?;
        let day = match value {
            DeValue::Datetime(Datetime { date: Some(date), time: None, .. }) => {
                Day::ymd(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }
            DeValue::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if day.is_none() {
            let why = match value {
                DeValue::String(text) => format!("`{key}`: `{}` is not a day", text.escape_debug()),
                DeValue::Datetime(Datetime { time: Some(_), .. }) => format!("`{key}` has a time in it"),
                DeValue::Datetime(_) => format!("`{key}` is not between the years 1900 and 2999"),
                other => format!("`{key}` is {}, not a day", kind_of(other)),
            };
            self.wrong(key, &why, &format!("write it as {key} = 2027-03-01"));
        }
        day
    }

    pub(in crate::store) fn moment(&mut self, key: &'static str) -> Option<Moment> {
        let value = self.take(key)?;
        let moment = match value {
            DeValue::Datetime(datetime) => moment_of(datetime),
            DeValue::String(text) => text.trim().parse().ok().and_then(|datetime| moment_of(&datetime)),
            _ => None,
        };
        if moment.is_none() {
            self.wrong(
                key,
                &format!("`{key}` is not a point in time"),
                &format!("write it as {key} = 2026-11-20T10:02:13Z"),
            );
        }
        moment
    }

    /// A probability from 0 to 1.
    pub(in crate::store) fn chance(&mut self, key: &'static str) -> Option<Chance> {
        let value = self.take(key)?;
        let number = match value {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.to_string().parse().ok(),
            _ => None,
        };
        let chance = number.filter(|number: &f64| (0.0..=1.0).contains(number)).map(Chance::new);
        if chance.is_none() {
            self.wrong(key, &format!("`{key}` is not a chance from 0 to 1"), &format!("write it as {key} = 0.82"));
        }
        chance
    }

    /// A level that dates are proposed at.
    pub(in crate::store) fn level(&mut self, key: &'static str) -> Option<Confidence> {
        let value = self.take(key)?;
        let level = match value {
            DeValue::Integer(number) => number.to_string().parse().ok().and_then(Confidence::of),
            _ => None,
        };
        if level.is_none() {
            self.wrong(key, &format!("`{key}` is not 50, 80 or 95"), &format!("write it as {key} = 80"));
        }
        level
    }

    /// Several texts; a single one stands for a list of one.
    pub(in crate::store) fn list(&mut self, key: &'static str, is_shared: IsShared) -> Option<Vec<Text>> {
        let value = self.take(key)?;
        let names = &mut *self.names;
        let mut one = |text: &str| match is_shared {
            IsShared::Yes => names.text(text),
            IsShared::No => text.into(),
        };
        let texts = match value {
            DeValue::String(text) => Some(vec![one(text)]),
            DeValue::Array(array) => {
                array.iter().map(|item| item.get_ref().as_str().map(&mut one)).collect::<Option<Vec<Text>>>()
            }
            _ => None,
        };
        if texts.is_none() {
            self.wrong(
                key,
                &format!("`{key}` is not a list of texts"),
                &format!("write it as {key} = [\"one\", \"two\"]"),
            );
        }
        texts
    }

    /// The value of a key as it stands, for readers that take several forms of it.
    pub(in crate::store) fn raw(&mut self, key: &'static str) -> Option<&'t DeValue<'t>> {
        self.take(key)
    }

    /// The keys nobody asked for, with their values as they stand in the file.
    pub(in crate::store) fn left_over(&self) -> Vec<(Text, Text)> {
        self.table
            .iter()
            .filter(|(key, _)| !self.taken.contains(&key.get_ref().as_ref()))
            .map(|(key, value)| (key.get_ref().as_ref().into(), as_written(self.text, value).into()))
            .collect()
    }
}

/// Whether the texts of a list come again in other moves.
#[derive(Clone, Copy)]
pub(in crate::store) enum IsShared {
    Yes,
    No,
}

fn kind_of(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a yes or no",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn needed_words(example: &str) -> &'static str {
    if example == "true" { "a yes or no" } else { "a text" }
}

fn moment_of(datetime: &Datetime) -> Option<Moment> {
    let date = datetime.date?;
    let (hour, minute, second, nano) = datetime
        .time
        .map_or((0, 0, 0, 0), |time| (time.hour, time.minute, time.second.unwrap_or(0), time.nanosecond.unwrap_or(0)));
    let minutes = match datetime.offset {
        Some(Offset::Custom { minutes }) => i64::from(minutes),
        Some(Offset::Z) | None => 0,
    };
    let day = Day::ymd(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
    let time = day.date().and_hms_nano_opt(hour.into(), minute.into(), second.into(), nano)?;
    Some(Moment::at(time.checked_sub_signed(TimeDelta::minutes(minutes))?.and_utc()))
}

/// The value as it stands in the file, or the same on one line where it stands in a table of its own.
fn as_written(text: &str, value: &Spanned<DeValue>) -> String {
    let slice = &text[value.span()];
    match DeValue::parse(slice) {
        Ok(again) if again.get_ref().same_type(value.get_ref()) => slice.to_owned(),
        _ => {
            let mut out = String::new();
            inline(&mut out, value.get_ref());
            out
        }
    }
}

fn inline(out: &mut String, value: &DeValue) {
    match value {
        DeValue::String(text) => out.push_str(&quoted(text)),
        DeValue::Integer(number) => {
            let _ = write!(out, "{number}");
        }
        DeValue::Float(number) => {
            let _ = write!(out, "{number}");
        }
        DeValue::Boolean(yes) => {
            let _ = write!(out, "{yes}");
        }
        DeValue::Datetime(datetime) => {
            let _ = write!(out, "{datetime}");
        }
        DeValue::Array(array) => {
            out.push('[');
            for (n, item) in array.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                inline(out, item.get_ref());
            }
            out.push(']');
        }
        DeValue::Table(table) => {
            out.push_str("{ ");
            for (n, (key, item)) in table.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                out.push_str(&key_text(key.get_ref()));
                out.push_str(" = ");
                inline(out, item.get_ref());
            }
            out.push_str(" }");
        }
    }
}
