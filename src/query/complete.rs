//! What could be typed next: fields, operators and the values that are really there.

use std::collections::HashMap;
use std::ops::Range;

use super::field::{Field, Key, Kind, Op, TABLE};
use super::print::quote;
use crate::domain::book::Book;
use crate::text;

/// One thing that could stand at the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// The bytes of the text it stands in the place of.
    pub range: Range<usize>,
    /// What to put there.
    pub text: String,
    /// What it is, in a phrase.
    pub about: String,
}

/// What could stand at the cursor, the likeliest first: field names, or values from the book and the tables.
#[must_use]
pub fn complete(text: &str, cursor: usize, book: &Book) -> Vec<Completion> {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let term = term_before(&text[..cursor]);
    let typed = &text[term..cursor];
    match split(typed) {
        Some((field, values)) => {
            let from = term + values;
            of_values(field, &text[from..cursor], from..cursor, book)
        }
        None => match typed.chars().next() {
            Some('#') => sigil('#', Key::Tag, typed, term..cursor, book),
            Some('@') => sigil('@', Key::Owner, typed, term..cursor, book),
            Some(_) | None => of_fields(typed, &(term..cursor)),
        },
    }
}

/// Where the term that ends at the cursor begins: after the last blank or parenthesis outside quotes.
fn term_before(text: &str) -> usize {
    let mut start = 0;
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' | ')' if !is_quoted => start = at + 1,
            _ if c.is_whitespace() && !is_quoted => start = at + c.len_utf8(),
            '-' if at == start => start = at + 1,
            _ => {}
        }
    }
    start
}

/// The field of a half-typed term and where its last value begins.
fn split(typed: &str) -> Option<(&'static Field, usize)> {
    let sign = typed.find([':', '=', '!', '<', '>'])?;
    let field = Field::named(&typed[..sign])?;
    let after = typed[sign..].find(|c| !matches!(c, ':' | '=' | '!' | '<' | '>')).map_or(typed.len(), |n| sign + n);
    let mut from = after;
    let mut is_quoted = false;
    for (at, c) in typed[after..].char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => from = after + at + 1,
            _ => {}
        }
    }
    Some((field, from))
}

fn of_fields(typed: &str, range: &Range<usize>) -> Vec<Completion> {
    let lower = typed.to_lowercase();
    let fields = TABLE.iter().filter(|field| field.name.starts_with(&lower));
    let mut found: Vec<Completion> = fields
        .map(|field| Completion {
            range: range.clone(),
            text: format!("{}{}", field.name, Op::Has.sign()),
            about: field.about.to_owned(),
        })
        .collect();
    if !lower.is_empty() {
        for (word, about) in [("and", "both"), ("or", "either"), ("not", "everything but")] {
            if word.starts_with(&lower) && word != lower {
                found.push(Completion { range: range.clone(), text: format!("{word} "), about: about.to_owned() });
            }
        }
    }
    found
}

fn sigil(sign: char, key: Key, typed: &str, range: Range<usize>, book: &Book) -> Vec<Completion> {
    let inner = of_values(Field::of(key), &typed[1..], range, book);
    inner
        .into_iter()
        .filter(|each| !each.text.contains('"') && each.text != "none")
        .map(|each| Completion { text: format!("{sign}{}", each.text), ..each })
        .collect()
}

fn of_values(field: &Field, typed: &str, range: Range<usize>, book: &Book) -> Vec<Completion> {
    let wanted = text::fold(typed.trim_matches('"'));
    let fits = |value: &str| wanted.is_empty() || text::fold(value).contains(&wanted);
    let complete = |value: &str, about: String| {
        let is_plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '%'));
        let is_plain = is_plain && !value.is_empty() && !is_literal_keyword(field, value);
        Completion { range: range.clone(), text: if is_plain { value.to_owned() } else { quote(value) }, about }
    };
    let mut found: Vec<Completion> = Vec::new();
    let mut values: Vec<(usize, &str)> = counted(field.key, book).into_iter().map(|(value, n)| (n, value)).collect();
    // What is there most often comes first, then what begins as typed.
    values.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    values.sort_by_key(|(_, value)| !text::fold(value).starts_with(&wanted));
    for (n, value) in values.into_iter().filter(|(_, value)| fits(value)) {
        let about = if field.kind == Kind::Person {
            called(value, book)
        } else {
            crate::domain::wording::count(i64::try_from(n).unwrap_or(i64::MAX), "commitment")
        };
        found.push(complete(value, about));
    }
    let words = field.kind.words().iter().filter(|word| fits(word));
    found.extend(words.map(|word| Completion {
        range: range.clone(),
        text: (*word).to_owned(),
        about: field.about.to_owned(),
    }));
    let hints: &[(&str, &str)] = match field.kind {
        Kind::Person => &[("me", "who asks")],
        Kind::Day | Kind::Event => &[
            ("today", ""),
            ("tomorrow", ""),
            ("eom", "the end of the month"),
            ("+2w", "in two weeks"),
            ("q1", "the quarter"),
        ],
        Kind::Money => &[("10k", ""), ("50k", ""), ("100k", ""), ("1M", "")],
        Kind::Percent => &[("50%", "over-promised below"), ("80%", "covered from")],
        Kind::Days => &[("0", ""), ("5d", ""), ("2w", "")],
        Kind::Text | Kind::Tag | Kind::Choice(_) | Kind::Scale(_) | Kind::YesNo | Kind::Id => &[],
    };
    let none = [("none", "where it is missing")];
    let keywords = hints.iter().chain(none.iter().filter(|_| field.can_miss()));
    for (word, about) in keywords.filter(|(word, _)| fits(word)) {
        found.push(Completion { range: range.clone(), text: (*word).to_owned(), about: (*about).to_owned() });
    }
    found
}

/// Whether a value from the book reads like a word of the language and must be quoted.
fn is_literal_keyword(field: &Field, value: &str) -> bool {
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    (is("none") && field.can_miss()) || (is("me") && field.kind == Kind::Person)
}

fn called(handle: &str, book: &Book) -> String {
    let person = book.rules.people.iter().find(|person| person.handle.as_str() == handle);
    person.and_then(|person| person.name.clone()).map_or_else(String::new, |name| text::clean(&name).into_owned())
}

/// The values of a field in the book and how many commitments have them.
fn counted<'b>(key: Key, book: &'b Book) -> HashMap<&'b str, usize> {
    let mut values = HashMap::new();
    let mut count = |value: &'b str| *values.entry(value).or_insert(0) += 1;
    for commitment in book.commitments() {
        let settings = &commitment.settings;
        match key {
            Key::Customer => count(&commitment.customer),
            Key::Deal => settings.deal.iter().for_each(|deal| count(deal)),
            Key::Capability => settings.capability.iter().for_each(|capability| count(capability)),
            Key::Tag => settings.tags.iter().for_each(|tag| count(tag)),
            Key::Sales => settings.sales.iter().for_each(|handle| count(handle.as_str())),
            Key::Tech => settings.tech.iter().for_each(|handle| count(handle.as_str())),
            Key::Owner | Key::Next => {
                settings.sales.iter().chain(&settings.tech).for_each(|handle| count(handle.as_str()));
            }
            Key::Team => {
                let lead = settings.tech.as_ref().and_then(|tech| book.rules.people.get(tech));
                lead.and_then(|lead| lead.team.as_deref()).into_iter().for_each(&mut count);
            }
            Key::Re => count(commitment.id.as_str()),
            Key::Scope
            | Key::Note
            | Key::State
            | Key::Flag
            | Key::Level
            | Key::Stake
            | Key::Firmness
            | Key::Verdict
            | Key::Reason
            | Key::Open
            | Key::Asked
            | Key::Told
            | Key::Signed
            | Key::Delivered
            | Key::Closed
            | Key::Due
            | Key::ToldDue
            | Key::Original
            | Key::AnswerBy
            | Key::Opened
            | Key::Moved
            | Key::Since
            | Key::Value
            | Key::Chance
            | Key::Slipped
            | Key::Has => {}
        }
    }
    values
}
