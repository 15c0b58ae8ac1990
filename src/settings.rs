//! Reading a settings file so that nothing stops at the first mistake: every value knows its line, and
//! what is wrong becomes a [`Problem`] while the rest is used.
//!
//! Configuration, keys and themes are all read through here.

use std::fmt;

use toml::de::{DeTable, DeValue};

use crate::text::{clean, nearest};

/// Longer lists of possible words are not spelled out in a message.
const MOST_LISTED: usize = 16;

/// One mistake in a settings file, in words for its author.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file's name as the user knows it.
    pub file: String,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// The dotted key, empty when there is none.
    pub key: String,
    /// What is wrong and what to do about it.
    pub why: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", clean(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.key.is_empty() {
            write!(f, ": {}", clean(&self.key))?;
        }
        write!(f, ": {}", clean(&self.why))
    }
}

/// One key of a settings file with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The dotted path from the top of the file, for messages.
    pub path: String,
    /// The last part of the path.
    pub name: String,
    /// The line of the key, from 1.
    pub line: usize,
    /// What the key is set to.
    pub value: Value,
}

/// What a key can be set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A quoted text.
    Text(String),
    /// `true` or `false`.
    Switch(bool),
    /// A whole number.
    Number(i64),
    /// Values in brackets; they have no names.
    List(Vec<Item>),
    /// Keys with values of their own, in the order of the file.
    Table(Vec<Item>),
    /// What no setting uses (a date, a fraction), by its name.
    Other(&'static str),
}

impl Value {
    fn describe(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Switch(_) => "true or false",
            Self::Number(_) => "a number",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(name) => name,
        }
    }
}

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Report {
    file: String,
    problems: Vec<Problem>,
}

impl Report {
    /// Parses the file's text into its items; broken lines become problems, the others stay.
    #[must_use]
    pub fn read(file: &str, text: &str) -> (Vec<Item>, Self) {
        let mut report = Self { file: file.to_owned(), problems: Vec::new() };
        let mut lines = Lines::new(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = error.span().map_or(0, |span| lines.number(span.start));
            // What follows on the same line only repeats the first complaint.
            if lines.broken.contains(&line) {
                continue;
            }
            lines.broken.push(line);
            let why = syntax_words(text.lines().nth(line.saturating_sub(1)), error.message());
            report.problems.push(Problem { file: file.to_owned(), line, key: String::new(), why });
        }
        (items(&lines, "", table.get_ref()), report)
    }

    /// Notes a mistake at an item.
    pub fn add(&mut self, item: &Item, why: impl Into<String>) {
        self.problems.push(Problem {
            file: self.file.clone(),
            line: item.line,
            key: item.path.clone(),
            why: why.into(),
        });
    }

    /// Notes that an item's key is no known `what`, with the nearest known word.
    pub fn unknown_key(&mut self, item: &Item, what: &str, known: &[&str]) {
        self.add(item, unknown(what, &item.name, known));
    }

    /// The item's text, or a problem.
    pub fn text<'i>(&mut self, item: &'i Item) -> Option<&'i str> {
        if let Value::Text(text) = &item.value { Some(text) } else { self.wrong(item, "a text in quotes") }
    }

    /// The item's truth, or a problem.
    pub fn switch(&mut self, item: &Item) -> Option<bool> {
        if let Value::Switch(on) = &item.value { Some(*on) } else { self.wrong(item, "true or false") }
    }

    /// The item's own items, or a problem.
    pub fn table<'i>(&mut self, item: &'i Item) -> Option<&'i [Item]> {
        if let Value::Table(items) = &item.value { Some(items) } else { self.wrong(item, "a table") }
    }

    /// The one of the words that the item names, or a problem.
    pub fn choice<'w>(&mut self, item: &Item, what: &str, words: &[&'w str]) -> Option<&'w str> {
        let text = self.text(item)?;
        let found = words.iter().find(|word| **word == text).copied();
        if found.is_none() {
            self.add(item, unknown(what, text, words));
        }
        found
    }

    /// Notes that the item's value is of the wrong kind.
    pub fn wrong<T>(&mut self, item: &Item, expected: &str) -> Option<T> {
        self.add(item, format!("needs {expected}, this is {}", item.value.describe()));
        None
    }

    /// Everything found, in the order of the file.
    #[must_use]
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }
}

/// The words for something that isn't known, with the nearest that is.
#[must_use]
pub fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    if let Some(near) = nearest(word, known.iter().copied()) {
        return format!("unknown {what} `{word}`, did you mean `{near}`?");
    }
    if known.len() <= MOST_LISTED {
        return format!("unknown {what} `{word}`, use one of: {}", known.join(", "));
    }
    format!("unknown {what} `{word}`")
}

/// The parser's complaint, in our words where people meet it often.
fn syntax_words(line: Option<&str>, message: &str) -> String {
    let line = line.unwrap_or_default().trim();
    let is_conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
    if is_conflict {
        return "a conflict marker of git, keep one of the two sides".to_owned();
    }
    if line.ends_with('=') {
        return "a value is missing after `=`".to_owned();
    }
    match message.lines().next() {
        Some("duplicate key") => "set twice, keep one of the lines".to_owned(),
        Some(message) => message.to_owned(),
        None => "can't be read as TOML".to_owned(),
    }
}

/// Where the lines of a file begin, and which of them can't be read.
struct Lines {
    starts: Vec<usize>,
    broken: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: ends.map(|(at, _)| at + 1).collect(), broken: Vec::new() }
    }

    /// The number, from 1, of the line that holds the byte.
    fn number(&self, at: usize) -> usize {
        1 + self.starts.partition_point(|start| *start <= at)
    }
}

fn items(lines: &Lines, parent: &str, table: &DeTable<'_>) -> Vec<Item> {
    let mut found: Vec<(usize, Item)> = table
        .iter()
        .map(|(key, value)| {
            let start = key.span().start;
            let path =
                if parent.is_empty() { key.get_ref().to_string() } else { format!("{parent}.{}", key.get_ref()) };
            let value = value_of(lines, &path, value.get_ref());
            (start, Item { path, name: key.get_ref().to_string(), line: lines.number(start), value })
        })
        .filter(|(_, item)| matches!(item.value, Value::Table(_)) || !lines.broken.contains(&item.line))
        .collect();
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, item)| item).collect()
}

fn value_of(lines: &Lines, path: &str, value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(words) => Value::Text(words.to_string()),
        DeValue::Boolean(on) => Value::Switch(*on),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("a number too large"), Value::Number),
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|value| Item {
                    path: path.to_owned(),
                    name: String::new(),
                    line: lines.number(value.span().start),
                    value: value_of(lines, path, value.get_ref()),
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(items(lines, path, table)),
        DeValue::Float(_) => Value::Other("a fraction"),
        DeValue::Datetime(_) => Value::Other("a date"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_order_lines_and_paths() {
        let (items, report) =
            Report::read("config.toml", "b = 1\na = \"x\"\n\n[keys.list]\nz = true\n\"é\" = [\"p\", 2]\n");
        assert!(report.into_problems().is_empty());
        let names: Vec<(&str, usize)> = items.iter().map(|item| (item.name.as_str(), item.line)).collect();
        assert_eq!(names, [("b", 1), ("a", 2), ("keys", 4)]);
        let Value::Table(keys) = &items[2].value else { panic!("a table") };
        let Value::Table(list) = &keys[0].value else { panic!("a table") };
        assert_eq!(list[1].path, "keys.list.é");
        assert_eq!(list[1].line, 6);
        assert!(matches!(&list[1].value, Value::List(values) if values.len() == 2));
    }

    #[test]
    fn broken_lines_do_not_hide_the_others() {
        let (items, report) = Report::read("config.toml", "me = \"sam\"\nbook = \ntheme == \"dark\"\nmouse = false\n");
        let problems = report.into_problems();
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3], "{problems:?}");
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["me", "mouse"]);
    }

    #[test]
    fn problems_read_as_one_line() {
        let problem = Problem {
            file: "config.toml".into(),
            line: 3,
            key: "keys.list.\x1bx".into(),
            why: unknown("command", "tolld", &["told", "note"]),
        };
        assert_eq!(problem.to_string(), "config.toml:3: keys.list.␛x: unknown command `tolld`, did you mean `told`?");
        assert_eq!(unknown("scope", "zzz", &["list", "item"]), "unknown scope `zzz`, use one of: list, item");
    }
}
