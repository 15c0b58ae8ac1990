//! A settings page while it is being read: keys with their lines, values by what is needed of them.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::FILE;
use crate::domain::book::Problem;
use crate::domain::day::Day;
use crate::store::record::{line_of, nearest};

/// The text, and what was found wrong in it so far.
pub(super) struct Page<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

/// A key with its dotted path, its line and its value.
pub(super) struct Key<'t> {
    path: String,
    name_at: usize,
    start: usize,
    line: u32,
    value: DeValue<'t>,
}

/// The keys of a table, in the order of the file.
pub(super) struct Keys<'t>(Vec<Key<'t>>);

impl<'t> Keys<'t> {
    fn of(text: &str, parent: &str, table: &DeTable<'t>) -> Self {
        let mut keys: Vec<Key> = table
            .iter()
            .map(|(name, value)| {
                let path =
                    if parent.is_empty() { name.get_ref().to_string() } else { format!("{parent}.{}", name.get_ref()) };
                let name_at = path.len() - name.get_ref().len();
                let start = name.span().start;
                Key { path, name_at, start, line: line_of(text, start), value: value.get_ref().clone() }
            })
            .collect();
        keys.sort_by_key(|key| key.start);
        Self(keys)
    }

    pub(super) fn keys_in_order(self) -> Vec<Key<'t>> {
        self.0
    }
}

impl<'t> Key<'t> {
    /// The last part of the path.
    pub(super) fn name(&self) -> &str {
        &self.path[self.name_at..]
    }

    pub(super) const fn value(&self) -> &DeValue<'t> {
        &self.value
    }
}

impl<'t> Page<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, problems: Vec::new() }
    }

    pub(super) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }

    /// The keys at the top; lines that are not TOML become problems.
    pub(super) fn parse(&mut self) -> Keys<'t> {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let line = error.span().map_or(1, |span| line_of(self.text, span.start));
            // What follows on the same line only repeats the first complaint.
            if !self.problems.iter().any(|problem| problem.line == Some(line)) {
                let why = format!("it is not TOML: {}", error.message().lines().next().unwrap_or_default());
                self.wrong_why(None, line, &why, "mend the line; until then nothing is written to the book");
            }
        }
        Keys::of(self.text, "", root.get_ref())
    }

    pub(super) fn wrong_why(&mut self, key: Option<&str>, line: u32, why: &str, remedy: &str) {
        self.problems.push(Problem {
            file: FILE.into(),
            line: Some(line),
            key: key.map(str::to_owned),
            why: why.to_owned(),
            remedy: remedy.to_owned(),
        });
    }

    pub(super) fn wrong(&mut self, key: &Key, why: &str, remedy: &str) {
        let why = format!("`{}`: {why}", key.path.escape_debug());
        self.wrong_why(Some(&key.path), key.line, &why, remedy);
    }

    pub(super) fn unknown(&mut self, key: &Key, known: &[&str]) {
        let remedy = match nearest(key.name(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here are {}", known.join(", ")),
        };
        self.wrong(key, "it is not known here", &remedy);
    }

    pub(super) fn table(&mut self, key: &Key<'t>) -> Vec<Key<'t>> {
        if let DeValue::Table(table) = &key.value {
            return Keys::of(self.text, &key.path, table).keys_in_order();
        }
        self.wrong(key, "it is not a table", &format!("write its keys under a line [{}]", key.path));
        Vec::new()
    }

    /// The tables of a list of tables.
    pub(super) fn tables(&mut self, key: &Key<'t>) -> Vec<(u32, Vec<Key<'t>>)> {
        let of_item = |item: &Spanned<DeValue<'t>>| match item.get_ref() {
            DeValue::Table(table) => {
                Some((line_of(self.text, item.span().start), Keys::of(self.text, &key.path, table).keys_in_order()))
            }
            _ => None,
        };
        let tables = match &key.value {
            DeValue::Array(items) => items.iter().map(of_item).collect::<Option<Vec<_>>>(),
            _ => None,
        };
        if tables.is_none() {
            self.wrong(key, "it is not a list of tables", &format!("begin each with a line [[{}]]", key.path));
        }
        tables.unwrap_or_default()
    }

    pub(super) fn text<'k>(&mut self, key: &'k Key) -> Option<&'k str> {
        let text = key.value.as_str();
        if text.is_none() {
            self.wrong(key, "it is not a text", &format!("write it as {} = \"text\"", key.name()));
        }
        text
    }

    pub(super) fn whole(&mut self, key: &Key, range: RangeInclusive<i64>) -> Option<i64> {
        let number = match &key.value {
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok().filter(|n| range.contains(n))
            }
            _ => None,
        };
        if number.is_none() {
            let upto = if *range.end() == i64::MAX { String::new() } else { format!(" to {}", range.end()) };
            self.wrong(
                key,
                "it is not a whole number that makes sense",
                &format!("write a number from {}{upto}", range.start()),
            );
        }
        number
    }

    /// A number, whole or not.
    pub(super) fn number(&mut self, key: &Key, range: RangeInclusive<f64>) -> Option<f64> {
        let number: Option<f64> = match &key.value {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = (range.start(), range.end());
            self.wrong(key, "it is not a number that makes sense", &format!("write a number from {least} to {most}"));
        }
        number
    }

    /// A share of one, also written as a percentage: `0.6`, `60`, `"60%"`.
    pub(super) fn share(&mut self, key: &Key) -> Option<f64> {
        /// From here on a bare number can only be a percentage; between one and this it may as well be twice the whole.
        const PERCENT: f64 = 10.0;
        let bare = |number: f64| match number {
            number if number <= 1.0 => Some(number),
            number if number >= PERCENT => Some(number / 100.0),
            _ => None,
        };
        let share = match &key.value {
            DeValue::Integer(number) => number.as_str().parse().ok().and_then(bare),
            DeValue::Float(number) => number.as_str().parse().ok().and_then(bare),
            DeValue::String(text) => match text.trim().strip_suffix('%') {
                Some(percent) => percent.trim().parse().ok().map(|percent: f64| percent / 100.0),
                None => text.trim().parse().ok().and_then(bare),
            },
            _ => None,
        };
        let share = share.filter(|share| *share > 0.0 && *share <= 1.0);
        if share.is_none() {
            self.wrong(
                key,
                "it is not a share above 0 and up to 1",
                &format!("write it as {0} = 0.6 or {0} = \"60%\"", key.name()),
            );
        }
        share
    }

    /// Several texts; a single one stands for a list of one.
    pub(super) fn texts(&mut self, key: &Key) -> Option<Vec<String>> {
        let texts = match &key.value {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(items) => items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        if texts.is_none() {
            self.wrong(key, "it is not a list of texts", &format!("write it as {} = [\"one\", \"two\"]", key.name()));
        }
        texts
    }

    /// Ranges of days, each a date or `"2026-12-21..2027-01-03"`; the good ones of a list are kept.
    pub(super) fn day_ranges(&mut self, key: &Key) -> Vec<(Day, Day)> {
        let one = std::slice::from_ref(&key.value);
        let items: Vec<&DeValue> = match &key.value {
            DeValue::Array(items) => items.iter().map(Spanned::get_ref).collect(),
            _ => one.iter().collect(),
        };
        let mut ranges = Vec::with_capacity(items.len());
        for item in items {
            match range_of(item) {
                Ok(range) => ranges.push(range),
                Err(why) => {
                    self.wrong(key, &why, "write days as 2026-12-24 and ranges as \"2026-12-21..2027-01-03\"");
                }
            }
        }
        ranges
    }
}

/// The range, or what is wrong with it.
fn range_of(value: &DeValue) -> Result<(Day, Day), String> {
    let neither = |shown: &str| format!("{shown} is neither a day nor a range of days");
    match value {
        DeValue::Datetime(datetime) => {
            day_of(datetime).map(|day| (day, day)).ok_or_else(|| neither(&format!("`{datetime}`")))
        }
        DeValue::String(text) => {
            let (first, last) = text.split_once("..").unwrap_or((text, text));
            let shown = format!("`{}`", text.escape_debug());
            match first.trim().parse().ok().zip(last.trim().parse().ok()) {
                None => Err(neither(&shown)),
                Some((first, last)) if last < first => Err(format!("{shown} runs backwards")),
                Some(days) => Ok(days),
            }
        }
        _ => Err(neither("a value")),
    }
}

fn day_of(datetime: &Datetime) -> Option<Day> {
    let date = datetime.date.filter(|_| datetime.time.is_none())?;
    Day::ymd(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}
