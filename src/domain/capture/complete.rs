//! What could stand where the cursor is: customers, people, tags, deals, dates, and the names of fields.

use std::ops::Range;

use super::line::quoted;
use super::{Context, FIELDS, Field, Known, fold, read};
use crate::domain::dates::{COMMON, explain, parse};
use crate::domain::grade::{Firmness, Stake};

/// A text that could stand at the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// The bytes of the line that it replaces.
    pub range: Range<usize>,
    /// What to put there.
    pub text: String,
    /// What it means, or nothing.
    pub note: String,
}

/// What could stand at the cursor (a byte of the line), the likeliest first; nothing when nothing was begun.
#[must_use]
pub fn completions(line: &str, cursor: usize, ctx: &Context) -> Vec<Completion> {
    let cursor = (0..=cursor.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let head = &line[..cursor];
    let end = cursor + line[cursor..].find(char::is_whitespace).unwrap_or(line.len() - cursor);
    if let Some((start, field, typed)) = open_quote(head) {
        return values(field, typed, ctx)
            .into_iter()
            .map(|(text, note)| named(field, &text, note, start..end))
            .collect();
    }
    let start =
        head.rfind(char::is_whitespace).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let typed = &head[start..];
    let offer = |pairs: Vec<(String, String)>| -> Vec<Completion> {
        pairs.into_iter().map(|(text, note)| Completion { range: start..end, text, note }).collect()
    };
    if let Some(name) = typed.strip_prefix('@') {
        let people = people(name, ctx, |_| true);
        return offer(people.into_iter().map(|(handle, note)| (format!("@{handle}"), note)).collect());
    }
    if let Some(tag) = typed.strip_prefix('#') {
        return offer(names(ctx.tags, tag, "").into_iter().map(|(tag, note)| (format!("#{tag}"), note)).collect());
    }
    if let Some(word) = typed.strip_prefix('!') {
        return offer(grades(word).into_iter().map(|(grade, note)| (format!("!{grade}"), note)).collect());
    }
    if let Some((field, value)) = typed.split_once(':').and_then(|(name, value)| Some((Field::of(name)?, value))) {
        return values(field, value, ctx)
            .into_iter()
            .map(|(text, note)| named(field, &text, note, start..end))
            .collect();
    }
    if let Some(from) = date_start(head) {
        let typed = head[from..].trim_start();
        let from = cursor - typed.len();
        let dates = dates(typed, ctx);
        if !dates.is_empty() {
            let offer = |(text, note)| Completion { range: from..end, text, note };
            return dates.into_iter().map(offer).collect();
        }
    }
    let mut found = customers(head, end, ctx);
    if !typed.is_empty() {
        let stakes = Stake::ALL.iter().filter(|stake| stake.word().starts_with(&typed.to_lowercase()));
        found.extend(offer(stakes.map(|stake| (stake.word().to_owned(), "stake".to_owned())).collect()));
        let fields = FIELDS.iter().filter(|row| row.1.starts_with(&typed.to_lowercase()));
        found.extend(offer(fields.map(|row| (format!("{}:", row.1), row.3.to_owned())).collect()));
    }
    found
}

/// The field whose value stands in quotes that are still open: where it begins, and what was typed of it.
fn open_quote(head: &str) -> Option<(usize, Field, &str)> {
    let at = head.rfind(":\"")?;
    let typed = &head[at + 2..];
    let start =
        head[..at].rfind(char::is_whitespace).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let field = Field::of(&head[start..at])?;
    (!typed.contains('"')).then_some((start, field, typed))
}

fn named(field: Field, text: &str, note: String, range: Range<usize>) -> Completion {
    let text = if text.contains(|c: char| c.is_whitespace() || c == '"') { quoted(text) } else { text.to_owned() };
    Completion { range, text: format!("{}:{text}", field.name()), note }
}

/// What a field can be.
fn values(field: Field, typed: &str, ctx: &Context) -> Vec<(String, String)> {
    match field {
        Field::Customer => names(ctx.customers, typed, ""),
        Field::Deal => names(ctx.deals, typed, ""),
        Field::Capability => names(ctx.capabilities, typed, ""),
        Field::Tag => names(ctx.tags, typed, ""),
        Field::Tech => people(typed, ctx, |known| known.is_tech),
        Field::Sales => people(typed, ctx, |known| known.is_sales),
        Field::Due => dates(typed, ctx),
        Field::Firmness => names(&Firmness::ALL.map(Firmness::word), typed, ""),
        Field::Stake => names(&Stake::ALL.map(Stake::word), typed, ""),
        Field::Told => names(&["yes", "no", "yesterday"], typed, ""),
        Field::Scope | Field::Value | Field::Done => Vec::new(),
    }
}

/// The names that begin with what was typed, then those of which another word does.
fn names(all: &[&str], typed: &str, note: &str) -> Vec<(String, String)> {
    let typed = fold(typed);
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for name in all {
        let folded = fold(name);
        if folded.starts_with(&typed) {
            first.push(((*name).to_owned(), note.to_owned()));
        } else if folded.split([' ', '-']).any(|word| word.starts_with(&typed)) {
            then.push(((*name).to_owned(), note.to_owned()));
        }
    }
    first.append(&mut then);
    first
}

fn people(typed: &str, ctx: &Context, may: impl Fn(&Known) -> bool) -> Vec<(String, String)> {
    let typed = fold(typed);
    let begins = |text: &str| fold(text).split([' ', '.', '-']).any(|word| word.starts_with(&typed));
    let fits = |known: &&Known| may(known) && (fold(known.handle).starts_with(&typed) || begins(known.name));
    let note = |known: &Known| match (known.is_sales, known.is_tech) {
        (true, false) => format!("{} sales", known.name),
        (false, true) => format!("{} tech", known.name),
        (true, true) => format!("{} sales, tech", known.name),
        (false, false) => known.name.to_owned(),
    };
    ctx.people.iter().filter(fits).map(|known| (known.handle.to_owned(), note(known).trim().to_owned())).collect()
}

fn grades(typed: &str) -> Vec<(String, String)> {
    let mut found = names(&Firmness::ALL.map(Firmness::word), typed, "firmness");
    found.extend(names(&Stake::ALL.map(Stake::word), typed, "stake"));
    found
}

/// The date phrases that begin as typed, each with its day.
fn dates(typed: &str, ctx: &Context) -> Vec<(String, String)> {
    let typed = fold(typed);
    let fits = |phrase: &&&str| phrase.starts_with(&typed);
    let day = |phrase: &&str| {
        let day = parse(phrase, &ctx.typing).ok()?.day;
        Some(((*phrase).to_owned(), explain(day, ctx.typing.today, ctx.typing.calendar)))
    };
    COMMON.iter().filter(fits).filter_map(day).collect()
}

/// Where the words after the last `by`, `until`, `before`, `due` or `on` begin, when they are few.
fn date_start(head: &str) -> Option<usize> {
    let mut end = head.len();
    for _ in 0..5 {
        let before = head[..end].trim_end();
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let is_lead = ["by", "until", "till", "before", "due", "on"].contains(&before[start..].to_lowercase().as_str());
        if is_lead && before.len() < head.len() {
            return Some(before.len());
        }
        if start == 0 {
            return None;
        }
        end = start;
    }
    None
}

/// The customers that the line may begin with, while it has none.
fn customers(head: &str, end: usize, ctx: &Context) -> Vec<Completion> {
    let typed = head.trim_start();
    if typed.len() > 40 || read(head, ctx).customer.is_some_and(|_| head.contains(':')) {
        return Vec::new();
    }
    let range = head.len() - typed.len()..end;
    let offer = |(name, note): (String, String)| Completion { range: range.clone(), text: format!("{name}: "), note };
    names(ctx.customers, typed, "customer").into_iter().map(offer).collect()
}
