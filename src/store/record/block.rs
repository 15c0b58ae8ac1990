//! The block of text that a move becomes; appended to a file, it reads back as the same move.

use std::fmt::{Display, Write as _};

use super::conflict::is_marker_like;
use crate::domain::act::{Act, Answer, Edit, Move, NewTerms, Promise, Settings, Text, Variance};
use crate::domain::estimate::Estimate;
use crate::domain::outlook::{Chance, Confidence, Foretold};

/// The block of a move: `[[move]]`, then its keys in the documented order, one a line, ending in a line break.
#[must_use]
pub fn write(made: &Move) -> String {
    let mut block = Block { text: String::with_capacity(256) };
    block.text.push_str("[[move]]\n");
    block.quote("id", made.id.as_str());
    block.quote_some("re", made.re.as_ref());
    block.plain("at", made.at);
    block.quote("by", made.by.as_str());
    block.quote_some("for", made.proxy_for.as_ref());
    block.plain_some("on", made.on.as_ref());
    let kind = match &made.act {
        Act::Unknown { kind } => kind,
        known => known.kind().word(),
    };
    block.quote("kind", kind);
    block.act(&made.act);
    if made.act.kind().has_forecast() {
        block.foretold(&made.foretold);
    }
    block.quote_some("note", made.note.as_ref());
    block.quote_some("batch", made.batch.as_ref());
    for (key, value) in &made.unknown {
        block.line(&key_text(key), value);
    }
    block.text
}

struct Block {
    text: String,
}

impl Block {
    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
    }

    fn quote(&mut self, key: &str, value: &str) {
        self.line(key, &quoted(value));
    }

    fn quote_some<T: Display>(&mut self, key: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.quote(key, &value.to_string());
        }
    }

    fn plain<T: Display>(&mut self, key: &str, value: T) {
        self.line(key, &value.to_string());
    }

    fn plain_some<T: Display>(&mut self, key: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.plain(key, value);
        }
    }

    fn list(&mut self, key: &str, values: &[Text]) {
        let items: Vec<String> = values.iter().map(|value| one_line(value)).collect();
        self.line(key, &format!("[{}]", items.join(", ")));
    }

    fn list_unless_empty(&mut self, key: &str, values: &[Text]) {
        if !values.is_empty() {
            self.list(key, values);
        }
    }

    /// A setting that an edit changes, `""` where it empties it.
    fn setting<T: Display>(&mut self, key: &str, value: Option<&Option<T>>) {
        match value {
            None => {}
            Some(None) => self.quote(key, ""),
            Some(Some(value)) => self.quote(key, &value.to_string()),
        }
    }

    fn yes(&mut self, key: &str, yes: bool) {
        if yes {
            self.plain(key, true);
        }
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Promise(promise) => self.promise(promise),
            Act::Change(new) | Act::Counter(new) => self.new_terms(new),
            Act::Estimate(answer) => self.answer(answer),
            Act::Defer { until } => self.plain("until", until),
            Act::Decline { reason }
            | Act::Deliver { reason }
            | Act::Confirm { reason }
            | Act::Withdraw { reason }
            | Act::Revoke { reason } => self.quote_some("reason", reason.map(Variance::word).as_ref()),
            Act::Progress { left } => self.quote_some("left", left.as_ref()),
            Act::Told { due } => self.plain_some("due", due.as_ref()),
            Act::Edit(edit) => self.edit(edit),
            Act::AcceptRisk { review } => self.plain("review", review),
            Act::Retract { what } => self.quote("what", what.as_str()),
            Act::Countersign | Act::Accept | Act::NotYet | Act::Note | Act::Reopen | Act::Unknown { .. } => {}
        }
    }

    fn foretold(&mut self, said: &Foretold) {
        self.plain_some("chance", said.chance.map(Chance::get).as_ref());
        self.plain_some("level", said.level.map(Confidence::percent).as_ref());
    }

    fn promise(&mut self, promise: &Promise) {
        self.quote("customer", &promise.customer);
        self.quote("scope", &promise.scope);
        self.plain_some("due", promise.due.as_ref());
        self.quote_some("said", promise.said.as_ref());
        self.yes("told", promise.told);
        self.plain_some("told_due", promise.told_due.as_ref());
        self.quote_some("done_when", promise.done_when.as_ref());
        self.list_unless_empty("conditions", &promise.conditions);
        self.settings(&promise.settings);
    }

    fn settings(&mut self, settings: &Settings) {
        self.quote_some("sales", settings.sales.as_ref());
        self.quote_some("tech", settings.tech.as_ref());
        self.quote_some("deal", settings.deal.as_ref());
        self.quote_some("value", settings.value.as_ref());
        self.quote_some("firmness", settings.firmness.as_ref());
        self.quote_some("stake", settings.stake.as_ref());
        self.quote_some("capability", settings.capability.as_ref());
        self.list_unless_empty("tags", &settings.tags);
        self.list_unless_empty("links", &settings.links);
    }

    fn new_terms(&mut self, new: &NewTerms) {
        self.quote_some("scope", new.scope.as_ref());
        self.plain_some("due", new.due.as_ref());
        self.quote_some("said", new.said.as_ref());
        self.quote_some("done_when", new.done_when.as_ref());
        if let Some(conditions) = &new.conditions {
            self.list("conditions", conditions);
        }
        self.yes("told", new.told);
    }

    fn answer(&mut self, answer: &Answer) {
        if let Some(estimate) = answer.estimate {
            let key = match estimate {
                Estimate::Effort(_) => "effort",
                Estimate::Dates(_) => "dates",
            };
            self.quote(key, &estimate.to_string());
        }
        self.quote("verdict", answer.verdict.word());
        self.list_unless_empty("conditions", &answer.conditions);
        self.plain_some("start", answer.start.as_ref());
    }

    fn edit(&mut self, edit: &Edit) {
        self.quote_some("customer", edit.customer.as_ref());
        self.quote_some("scope", edit.scope.as_ref());
        self.quote_some("done_when", edit.done_when.as_ref());
        self.setting("sales", edit.sales.as_ref());
        self.setting("tech", edit.tech.as_ref());
        self.setting("deal", edit.deal.as_ref());
        self.setting("value", edit.value.as_ref());
        self.setting("firmness", edit.firmness.as_ref());
        self.setting("stake", edit.stake.as_ref());
        self.setting("capability", edit.capability.as_ref());
        if let Some(tags) = &edit.tags {
            self.list("tags", tags);
        }
        if let Some(links) = &edit.links {
            self.list("links", links);
        }
        self.quote_some("met", edit.met.as_ref());
    }
}

/// A key as TOML writes it: bare where it can be.
pub(super) fn key_text(key: &str) -> String {
    let is_bare =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare { key.to_owned() } else { one_line(key) }
}

/// A text as TOML writes it: on one line, or over several where it has line breaks.
pub(in crate::store) fn quoted(text: &str) -> String {
    // A line of the text must not look like a conflict marker or the beginning of a block to whoever mends the file.
    let is_mistakable = |line: &str| is_marker_like(line) || line.trim_start().starts_with("[[");
    if !text.contains('\n') || text.split('\n').any(is_mistakable) {
        return one_line(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str("\"\"\"\n");
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        escape(&mut out, line, IsQuoteKept::UnlessAmbiguous);
    }
    out.push_str("\"\"\"");
    out
}

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    escape(&mut out, text, IsQuoteKept::No);
    out.push('"');
    out
}

/// Whether a `"` may stand as it is: inside three quotes, where no other follows it.
#[derive(Clone, Copy, PartialEq)]
enum IsQuoteKept {
    No,
    UnlessAmbiguous,
}

fn escape(out: &mut String, text: &str, is_quote_kept: IsQuoteKept) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let is_last_or_run = chars.peek().is_none_or(|next| *next == '"');
                if is_quote_kept == IsQuoteKept::No || is_last_or_run {
                    out.push('\\');
                }
                out.push('"');
            }
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Besides what TOML forbids, what would hide or turn the text around in an editor.
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

/// Marks without a shape that change how the text around them reads, and the separators some editors break lines at.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
