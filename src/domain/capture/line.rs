//! The line cut into words: blanks between them, quotes and backslashes heeded, named fields recognised.

use std::ops::Range;

use super::field::Field;

/// One word of the line, or a stretch in quotes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Its bytes in the line, quotes and backslash included.
    pub range: Range<usize>,
    /// What it adds to the scope.
    pub text: String,
    /// Whether it must be left as it is.
    pub is_literal: bool,
    /// Whether it belongs to something already.
    pub is_taken: bool,
    /// The field it names, when it does.
    pub named: Option<Named>,
}

/// A field by its name: `due:fri`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Named {
    pub field: Field,
    /// The bytes of the value, without quotes; empty when a blank follows the colon.
    pub value: Range<usize>,
    /// The value in quotes, with its backslashes resolved.
    pub quoted: Option<String>,
}

/// The words of a line.
pub(super) fn words(line: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skip) = line[at..].find(|c: char| !c.is_whitespace()) {
        let word = word(line, at + skip);
        at = word.range.end;
        found.push(word);
    }
    found
}

fn word(line: &str, start: usize) -> Word {
    let rest = &line[start..];
    let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let plain = |is_literal, text: &str, end| Word {
        range: start..end,
        text: text.to_owned(),
        is_literal,
        is_taken: false,
        named: None,
    };
    if let Some(escaped) = line[start..end].strip_prefix('\\').filter(|escaped| !escaped.is_empty()) {
        return plain(true, escaped, end);
    }
    if rest.starts_with('"')
        && let Some(closing) = closing_quote(line, start)
    {
        let end = past_punctuation(line, closing + 1);
        return plain(true, &line[start..end], end);
    }
    let typed = &line[start..end];
    let Some((name, _)) = typed.split_once(':') else {
        return plain(false, typed, end);
    };
    let Some(field) = Field::of(name) else {
        return plain(false, &typed.replace("\\:", ":"), end);
    };
    let value = start + name.len() + 1;
    if line[value..].starts_with('"')
        && let Some(closing) = closing_quote(line, value)
    {
        let quoted = unescaped(&line[value + 1..closing]);
        let named = Named { field, value: value + 1..closing, quoted: Some(quoted) };
        let end = past_punctuation(line, closing + 1);
        return Word { named: Some(named), ..plain(false, &line[start..end], end) };
    }
    Word { named: Some(Named { field, value: value..end, quoted: None }), ..plain(false, typed, end) }
}

/// What may follow a closing quote and still belong to it.
const PUNCTUATION: &str = ",.;!?)";

fn past_punctuation(line: &str, at: usize) -> usize {
    at + line[at..].find(|c| !PUNCTUATION.contains(c)).unwrap_or(line.len() - at)
}

/// The quote that closes the one at `open`: not behind a backslash, and at the end of a word.
fn closing_quote(line: &str, open: usize) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in line[open + 1..].char_indices() {
        let at = open + 1 + at;
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => {
                let next = line[at + 1..].chars().next();
                return next.is_none_or(|c| c.is_whitespace() || PUNCTUATION.contains(c)).then_some(at);
            }
            _ => {}
        }
    }
    None
}

/// A quoted text without the backslashes before quotes and backslashes.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars.next_if(|next| c == '\\' && matches!(next, '"' | '\\'));
        plain.push(escaped.unwrap_or(c));
    }
    plain
}

/// A text in quotes, as [`words`] reads it back.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What stands within quotes, where a text begins with a quote and ends with one (and points behind it).
pub(super) fn unquoted(text: &str) -> Option<String> {
    let closing = closing_quote(text, 0).filter(|_| text.starts_with('"'))?;
    Some(unescaped(&text[1..closing]))
}
