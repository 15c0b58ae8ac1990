//! The blocks of a file, each a move; a block that can't be read takes no other with it.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::fields::Fields;
use super::names::Names;
use super::{Record, is_near, kinds, line_of, newlines, problem};
use crate::domain::act::{Kind, Move};

/// Reads the moves of a text without conflicts.
pub(super) fn read(text: &str, names: &mut Names) -> Record {
    let mut record = Record::default();
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        read_root(text, root.get_ref(), 0, names, &mut record);
    } else {
        read_apart(text, names, &mut record);
        // Each block by itself is right, and together they aren't.
        if record.problems.is_empty() {
            record.problems.extend(errors.first().map(|error| unreadable(text, 0, error)));
        }
    }
    if record.problems.is_empty() {
        record.problems.extend(missing_promise(&record));
    }
    record
}

/// The move of a text that is one block and nothing else, where it can be read.
pub(super) fn one(text: &str, names: &mut Names) -> Option<Move> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut record = Record::default();
    if errors.is_empty() {
        read_root(text, root.get_ref(), 0, names, &mut record);
    }
    let is_one = record.moves.len() == 1 && record.problems.is_empty();
    record.moves.pop().filter(|_| is_one)
}

fn missing_promise(record: &Record) -> Option<crate::domain::book::Problem> {
    if record.moves.is_empty() {
        return Some(problem(Some(1), None, "there is no move in it", "delete it, or bring it back from git"));
    }
    let has_promise = record.moves.iter().any(|each| matches!(each.act.kind(), Kind::Promise | Kind::Unknown));
    (!has_promise).then(|| {
        problem(
            Some(1),
            None,
            "there is no promise in it, so nothing to answer",
            "bring the promise back from git: it is the move of kind \"promise\"",
        )
    })
}

/// Reads block after block by itself: after a mistake TOML can't tell where the next block begins, but a person can.
fn read_apart(text: &str, names: &mut Names, record: &mut Record) {
    let mut before = 0;
    for part in apart(text) {
        let (root, errors) = DeTable::parse_recoverable(part);
        match errors.first() {
            None => read_root(part, root.get_ref(), before, names, record),
            Some(error) => record.problems.push(unreadable(part, before, error)),
        }
        before += newlines(part);
    }
}

/// The text in pieces that begin with a line `[[move]]`.
pub(in crate::store) fn apart(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && line.trim_start().starts_with("[[move]]") {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn unreadable(part: &str, before: u32, error: &Error) -> crate::domain::book::Problem {
    let at = error.span().map_or(0, |span| span.start);
    let message = error.message().lines().next().unwrap_or_default();
    // A text that never ends is noticed at the end of the block; it helps to know where it begins.
    let begins = part.find("\"\"\"").or_else(|| part.find("'''")).filter(|_| message.contains("multi-line"));
    let line = before + line_of(part, begins.unwrap_or(at).min(part.trim_end().len()));
    problem(Some(line), None, &format!("it is not TOML: {message}"), "mend the line; the moves around it are shown")
}

fn read_root(text: &str, root: &DeTable, before: u32, names: &mut Names, record: &mut Record) {
    for (key, value) in root {
        let line = || Some(before + line_of(text, key.span().start));
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("move", DeValue::Array(blocks)) => read_blocks(text, blocks, before, names, record),
            ("move", _) => {
                let remedy = "begin every move with a line [[move]]";
                record.problems.push(problem(line(), Some("move"), "`move` is not a list", remedy));
            }
            (word, _) if is_near(word, "move") => {
                let why = format!("`{}` is not known here", word.escape_debug());
                record.problems.push(problem(line(), Some(word), &why, "did you mean `move`?"));
            }
            // What a newer version may keep beside the moves.
            _ => {}
        }
    }
}

fn read_blocks(text: &str, blocks: &[Spanned<DeValue>], before: u32, names: &mut Names, record: &mut Record) {
    let (mut line, mut counted) = (before + 1, 0);
    for block in blocks {
        let at = block.span().start.max(counted);
        line += newlines(&text[counted..at]);
        counted = at;
        let DeValue::Table(table) = block.get_ref() else {
            let remedy = "begin every move with a line [[move]]";
            record.problems.push(problem(Some(line), Some("move"), "a move is a table of keys", remedy));
            continue;
        };
        let mut fields = Fields::new(text, table, line, before, names);
        let made = kinds::read(&mut fields);
        let problems = fields.into_problems();
        if problems.is_empty() {
            record.moves.extend(made);
        }
        record.problems.extend(problems);
    }
}
