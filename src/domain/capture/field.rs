//! What can be named in a line: `due:fri`, `deal:"Northgate renewal"`, `told:yes`.

use std::ops::Range;

use super::line::{Named, quoted};
use super::{Question, Reading, Told, What, is_same};
use crate::domain::dates::{self, Past, Typing};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::misread::{Misread, nearest};
use crate::domain::money::typed;

/// A part of a promise that can be given by its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// `customer:`
    Customer,
    /// `scope:`
    Scope,
    /// `due:`
    Due,
    /// `tech:`
    Tech,
    /// `sales:`
    Sales,
    /// `deal:`
    Deal,
    /// `value:`
    Value,
    /// `firmness:`
    Firmness,
    /// `stake:`
    Stake,
    /// `capability:`
    Capability,
    /// `tag:`
    Tag,
    /// `done:`
    Done,
    /// `told:`
    Told,
}

/// Every field: the name to show, other names it goes by, and an example of its value.
#[rustfmt::skip]
pub const FIELDS: &[(Field, &str, &[&str], &str)] = &[
    (Field::Customer, "customer", &[], "customer:\"Harbour & Sons\""),
    (Field::Scope, "scope", &["what"], "scope:\"SAML single sign-on\""),
    (Field::Due, "due", &["by", "date"], "due:15mar"),
    (Field::Tech, "tech", &[], "tech:dana"),
    (Field::Sales, "sales", &[], "sales:sam"),
    (Field::Deal, "deal", &[], "deal:\"Northgate renewal\""),
    (Field::Value, "value", &["worth"], "value:120k"),
    (Field::Firmness, "firmness", &["firm"], "firmness:contract"),
    (Field::Stake, "stake", &[], "stake:deal-breaker"),
    (Field::Capability, "capability", &["cap"], "capability:sso"),
    (Field::Tag, "tag", &[], "tag:auth"),
    (Field::Done, "done", &["done-when"], "done:\"works with Okta\""),
    (Field::Told, "told", &[], "told:yes"),
];

impl Field {
    /// The field of a name, in any case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        FIELDS.iter().find(|(_, known, others, _)| is(known) || others.iter().any(|other| is(other))).map(|row| row.0)
    }

    /// What a piece of it is.
    #[must_use]
    pub const fn what(self) -> What {
        match self {
            Self::Customer => What::Customer,
            Self::Scope => What::Scope,
            Self::Due => What::Due,
            Self::Tech => What::Tech,
            Self::Sales => What::Sales,
            Self::Deal => What::Deal,
            Self::Value => What::Value,
            Self::Firmness => What::Firmness,
            Self::Stake => What::Stake,
            Self::Capability => What::Capability,
            Self::Tag => What::Tag,
            Self::Done => What::Done,
            Self::Told => What::Told,
        }
    }

    fn row(self) -> (&'static str, &'static str) {
        FIELDS.iter().find(|row| row.0 == self).map_or(("", ""), |row| (row.1, row.3))
    }

    /// Its name, without the colon.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().0
    }
}

/// The value of a field: its words, its text, and where that stands in the line.
struct Value {
    words: Range<usize>,
    text: String,
    range: Range<usize>,
}

/// Takes every named field.
pub(super) fn take(reading: &mut Reading) {
    let mut done = Vec::new();
    for at in 0..reading.words.len() {
        let Some(named) = reading.words[at].named.clone() else {
            near_miss(reading, at);
            continue;
        };
        let value = value(reading, at, &named);
        let typed = reading.line[reading.words[at].range.start..value.range.end].to_owned();
        let is_second = named.field != Field::Tag && done.contains(&named.field);
        let set = if is_second {
            let remedy = format!("keep one `{}:`", named.field.name());
            Err(Misread::new(0..value.text.len(), format!("`{}:` is given twice", named.field.name()), remedy))
        } else {
            done.push(named.field);
            set(reading, named.field, &value)
        };
        let what = if set.is_ok() { named.field.what() } else { What::Unclear };
        reading.take(value.words.clone(), what);
        if let Err(misread) = set {
            let question = ask(misread, &value);
            let unread = format!("{}:{}", named.field.name(), quoted(&value.text));
            reading.ask(question, Some(unread).filter(|_| !typed.is_empty()));
        }
    }
}

/// The question about a value: what is suggested stands in place of the whole of it, quoted where it must be.
fn ask(misread: Misread, value: &Value) -> Question {
    let fits = |text: &String| !text.contains([' ', '"']);
    let suggestions =
        misread.suggestions.into_iter().map(|text| if fits(&text) { text } else { quoted(&text) }).collect();
    Question { range: value.range.clone(), why: misread.why, remedy: misread.remedy, suggestions }
}

/// Asks back `vlaue:120k`; other words with a colon in them are words.
fn near_miss(reading: &mut Reading, at: usize) {
    let word = &reading.words[at];
    let Some((name, value)) = word.text.split_once(':').filter(|_| !word.is_literal && !word.is_taken) else {
        return;
    };
    let Some(near) = near(name).filter(|_| !value.is_empty()) else {
        return;
    };
    let question = Question {
        range: word.range.clone(),
        why: format!("`{name}:` is not a field"),
        remedy: format!("did you mean `{near}:`? write \\{} to keep it as a word", word.text),
        suggestions: vec![format!("{near}:{value}"), format!("\\{}", word.text)],
    };
    let unread = reading.line[word.range.clone()].to_owned();
    reading.take(at..at + 1, What::Unclear);
    reading.ask(question, Some(unread));
}

/// The field that a name is a slip of.
pub(super) fn near(name: &str) -> Option<&'static str> {
    let names = FIELDS.iter().map(|row| row.1).filter(|known| known.len() > 4 || known.len() == name.len());
    nearest(name, names)
}

/// The value of a field: in quotes, up to the next blank, or as many words as make sense of it.
fn value(reading: &Reading, at: usize, named: &Named) -> Value {
    if let Some(quoted) = &named.quoted {
        let range = named.value.start - 1..named.value.end + 1;
        return Value { words: at..at + 1, text: quoted.clone(), range };
    }
    let is_apart = named.value.is_empty();
    let first = if is_apart { at + 1 } else { at };
    let is_open = |n: usize| reading.is_free(n) && reading.words[n].named.is_none() && !is_mark(&reading.words[n].text);
    let most = (at + 1..reading.words.len()).take_while(|n| is_open(*n)).last().map_or(at + 1, |last| last + 1);
    let start = if is_apart {
        reading.words.get(first).map_or(named.value.start, |word| word.range.start)
    } else {
        named.value.start
    };
    let until = |last: usize| {
        let end = reading.words[last - 1].range.end.max(start);
        let text = reading.line[start..end].trim_end_matches([',', ';']);
        Value { words: at..last, text: text.to_owned(), range: start..start + text.len() }
    };
    if let Some(quote) =
        reading.words.get(at + 1).filter(|word| is_apart && !word.is_taken && word.text.starts_with('"'))
        && let Some(text) = super::line::unquoted(&quote.text)
    {
        return Value { words: at..at + 2, text, range: quote.range.clone() };
    }
    if is_apart && most == at + 1 {
        let end = named.value.start;
        return Value { words: at..at + 1, text: String::new(), range: end..end };
    }
    let shortest = first + 1;
    let longest = |fits: &dyn Fn(&str) -> bool| (shortest..=most).rev().find(|last| fits(&until(*last).text));
    let ctx = reading.ctx;
    let known = |names: &[&str]| longest(&|text| names.iter().any(|name| is_same(name, text)));
    let last = match named.field {
        Field::Due => longest(&|text| dates::prefix(text) == Some(text.len())),
        Field::Told => longest(&|text| told(text, &ctx.typing).is_ok()),
        Field::Value => longest(&|text| typed::parse(text).is_ok()),
        Field::Stake => longest(&|text| Stake::parse(text).is_ok()),
        Field::Customer => known(ctx.customers),
        Field::Deal => known(ctx.deals),
        Field::Capability => known(ctx.capabilities),
        Field::Done | Field::Scope if is_apart => Some(most),
        Field::Done | Field::Scope | Field::Tech | Field::Sales | Field::Firmness | Field::Tag => None,
    };
    until(last.unwrap_or(shortest))
}

fn is_mark(text: &str) -> bool {
    text.len() > 1 && text.starts_with(['@', '#', '!'])
}

fn set(reading: &mut Reading, field: Field, value: &Value) -> Result<(), Misread> {
    let text = value.text.trim();
    let all = 0..value.text.len();
    if text.is_empty() {
        let why = format!("`{}:` has no value", field.name());
        return Err(Misread::new(all, why, format!("write it as {}", field.row().1)));
    }
    let ctx = reading.ctx;
    let canonical = |names: &[&str]| Some(spelling(names, text).unwrap_or(text).to_owned());
    let graded = |error: String, words: &[&'static str]| {
        let (why, remedy) = error.split_once(": ").unwrap_or((&error, "write one of its words"));
        Misread::new(all, why, remedy).suggesting(nearest(text, words.iter().copied()))
    };
    match field {
        Field::Customer => reading.found.customer = canonical(ctx.customers),
        Field::Scope => value.text.clone_into(&mut reading.found.scope),
        Field::Due => reading.found.due = Some(dates::parse(text, &ctx.typing)?),
        Field::Tech => reading.found.tech = Some(super::people::named(reading, text, &value.range)),
        Field::Sales => reading.found.sales = Some(super::people::named(reading, text, &value.range)),
        Field::Deal => reading.found.deal = canonical(ctx.deals),
        Field::Value => reading.found.value = Some(typed::parse(text)?),
        Field::Firmness => {
            let firmness = Firmness::parse(text).map_err(|error| graded(error, &Firmness::ALL.map(Firmness::word)))?;
            reading.found.firmness = Some(firmness);
        }
        Field::Stake => {
            let stake = Stake::parse(text).map_err(|error| graded(error, &Stake::ALL.map(Stake::word)))?;
            reading.found.stake = Some(stake);
        }
        Field::Capability => reading.found.capability = canonical(ctx.capabilities),
        Field::Tag => add_tag(&mut reading.found.tags, text),
        Field::Done => reading.found.done_when = Some(value.text.clone()),
        Field::Told => reading.found.told = Some(told(text, &ctx.typing)?),
    }
    Ok(())
}

/// Adds a tag once, in lower case.
pub(super) fn add_tag(tags: &mut Vec<String>, tag: &str) {
    let tag = tag.trim_start_matches('#').to_lowercase();
    if !tag.is_empty() && !tags.contains(&tag) {
        tags.push(tag);
    }
}

/// The book's spelling of a name.
pub(super) fn spelling<'a>(names: &[&'a str], text: &str) -> Option<&'a str> {
    let find = |fits: &dyn Fn(&str) -> bool| names.iter().copied().find(|name| fits(name));
    find(&|name| name == text).or_else(|| find(&|name| is_same(name, text)))
}

/// Whether the customer was told, or on which day.
fn told(text: &str, typing: &Typing) -> Result<Told, Misread> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "told" => Ok(Told::Yes),
        "no" | "n" | "asked" => Ok(Told::No),
        _ => dates::parse(text, &Typing { past: Past::Meant, ..*typing }).map(Told::On).map_err(|error| Misread {
            remedy: "write yes, no, or the day on which the customer was told".into(),
            ..error
        }),
    }
}
