//! Values: what a typed piece means for the field it stands at.

use std::ops::Range;

use chrono::Datelike as _;

use super::Reading;
use super::error::{Error, ticked};
use super::field::{Field, Key, Kind, Op};
use super::haystack::folded;
use crate::domain::dates::{self, How, Past, Typing};
use crate::domain::day::Day;
use crate::domain::misread::Misread;
use crate::domain::money::Currency;
use crate::domain::money::typed::{self as money, Sign};
use crate::text;

/// A value as it was typed, and what it means.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Value {
    /// The words, without the quotes.
    pub typed: Box<str>,
    pub is: Is,
}

/// What a value means.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Is {
    /// Nothing is there.
    Missing,
    /// Folded text.
    Text(Box<str>),
    /// A folded handle, or its beginning.
    Person(Box<str>),
    /// The handle of who asks, folded.
    Me(Box<str>),
    /// The place of a word in the field's words.
    Word(usize),
    Yes,
    No,
    /// Days, cents, thousandths or plain numbers, both ends within; money perhaps in one currency.
    Between {
        low: i64,
        high: i64,
        currency: Option<Currency>,
    },
    /// The beginning of an id.
    Id,
}

impl Value {
    /// The text it looks for, where it does.
    pub(super) fn text(&self) -> Option<&str> {
        if let Is::Text(text) = &self.is { Some(text) } else { None }
    }

    /// The place of its word in the field's words, where it is one.
    pub(super) const fn word(&self) -> Option<usize> {
        if let Is::Word(place) = self.is { Some(place) } else { None }
    }
}

/// A value as it stands in the query.
pub(super) struct Piece {
    pub text: String,
    pub at: Range<usize>,
    pub is_quoted: bool,
}

/// A day as a number that grows with it.
pub(super) fn number_of(day: Day) -> i64 {
    i64::from(day.date().num_days_from_ce())
}

/// What could stand at a field.
pub(super) fn expected(field: &Field) -> Vec<String> {
    let words = field.kind.words();
    let own = match field.kind {
        Kind::Choice(_) | Kind::Scale(_) | Kind::YesNo => None,
        Kind::Text
        | Kind::Tag
        | Kind::Person
        | Kind::Event
        | Kind::Day
        | Kind::Money
        | Kind::Percent
        | Kind::Days
        | Kind::Id => Some(field.kind.values().to_owned()),
    };
    let none = field.can_miss().then(|| "none".to_owned());
    let words = if matches!(field.kind, Kind::Event) { &[] } else { words };
    words.iter().map(|word| (*word).to_owned()).chain(own).chain(none).collect()
}

/// Reads a value for a field.
pub(super) fn read(field: &Field, op: Op, piece: &Piece, reading: &Reading) -> Result<Value, Error> {
    let is = meaning(field, op, piece, reading)?;
    // The words of the language are kept as the table writes them.
    let typed = match &is {
        Is::Missing => "none",
        Is::Me(_) => "me",
        Is::Yes => "yes",
        Is::No => "no",
        Is::Word(place) => field.kind.words()[*place],
        Is::Text(_) | Is::Person(_) | Is::Between { .. } | Is::Id => piece.text.trim(),
    };
    Ok(Value { typed: typed.into(), is })
}

fn meaning(field: &Field, op: Op, piece: &Piece, reading: &Reading) -> Result<Is, Error> {
    let is_plain = |word: &str| !piece.is_quoted && piece.text.eq_ignore_ascii_case(word);
    if is_plain("none") && field.can_miss() {
        if op.is_order() {
            let why = format!("`none` has no order, so {} doesn't go with it", ticked(op.sign()));
            return Err(Error::new(piece.at.clone(), why).expecting(["`:` or `!=` before none"]));
        }
        return Ok(Is::Missing);
    }
    match field.kind {
        Kind::Text | Kind::Tag => letters(piece, piece.text.trim_start_matches('#')).map(Is::Text),
        Kind::Person if is_plain("me") => match reading.me {
            Some(me) => Ok(Is::Me(folded(me.as_str()).into())),
            None => Err(Error::new(piece.at.clone(), "nobody knows who `me` is").expecting(["a handle"])),
        },
        Kind::Person => letters(piece, piece.text.trim_start_matches('@')).map(Is::Person),
        Kind::Choice(words) | Kind::Scale(words) => choice(field, words, piece),
        Kind::YesNo => yes_no(piece).ok_or_else(|| wrong(field, piece, None)),
        Kind::Event => match yes_no(piece) {
            Some(_) if op.is_order() => {
                let why = format!("{} has no order, so {} doesn't go with it", ticked(&piece.text), ticked(op.sign()));
                Err(Error::new(piece.at.clone(), why).expecting(["the day it happened"]))
            }
            Some(is) => Ok(is),
            None => ordered(field, op, piece, |part| days(field.key, part, reading)),
        },
        Kind::Day => ordered(field, op, piece, |part| days(field.key, part, reading)),
        Kind::Money => ordered(field, op, piece, amount),
        Kind::Percent => ordered(field, op, piece, percent),
        Kind::Days => ordered(field, op, piece, number_of_days),
        Kind::Id => {
            let is_id = |c: char| c.is_ascii_alphanumeric();
            let fits = !piece.text.is_empty() && piece.text.len() <= 6 && piece.text.chars().all(is_id);
            if fits { Ok(Is::Id) } else { Err(wrong(field, piece, None)) }
        }
    }
}

fn letters(piece: &Piece, text: &str) -> Result<Box<str>, Error> {
    let folded = folded(text);
    if folded.is_empty() {
        return Err(Error::new(piece.at.clone(), "this has no letters to look for").expecting(["a word"]));
    }
    Ok(folded.into())
}

fn choice(field: &Field, words: &[&str], piece: &Piece) -> Result<Is, Error> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', '_', ' '], "");
    let typed = plain(&piece.text);
    let place = words.iter().position(|word| plain(word) == typed);
    place
        .map(Is::Word)
        .ok_or_else(|| wrong(field, piece, text::nearest(&piece.text, words.iter().copied()).map(str::to_owned)))
}

fn yes_no(piece: &Piece) -> Option<Is> {
    yes_no_word(&piece.text)
}

fn yes_no_word(text: &str) -> Option<Is> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" => Some(Is::Yes),
        "no" | "n" | "false" => Some(Is::No),
        _ => None,
    }
}

fn wrong(field: &Field, piece: &Piece, suggestion: Option<String>) -> Error {
    let why = format!("{} is not {} for `{}`", ticked(&piece.text), article(field.kind), field.name);
    Error::new(piece.at.clone(), why).expecting(expected(field)).suggesting(suggestion)
}

const fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Tag | Kind::Choice(_) | Kind::Scale(_) => "a word",
        Kind::Person => "a handle",
        Kind::YesNo => "yes or no",
        Kind::Event | Kind::Day => "a day",
        Kind::Money => "an amount",
        Kind::Percent => "a chance",
        Kind::Days => "a number of days",
        Kind::Id => "an id",
    }
}

/// A typed part of a value and where it stands.
struct Part<'a> {
    field: &'a Field,
    text: &'a str,
    at: Range<usize>,
}

impl Part<'_> {
    fn wrong(&self) -> Error {
        wrong(self.field, &Piece { text: self.text.into(), at: self.at.clone(), is_quoted: false }, None)
    }
}

/// One value or, at `:`, `=` and `!=`, a range with two dots: both ends are within.
fn ordered(field: &Field, op: Op, piece: &Piece, read: impl Fn(&Part) -> Result<Is, Error>) -> Result<Is, Error> {
    let whole = Part { field, text: &piece.text, at: piece.at.clone() };
    let Some(dots) = piece.text.find("..") else { return read(&whole) };
    if op.is_order() {
        let why = format!("{} takes one value, not a range", ticked(op.sign()));
        return Err(Error::new(piece.at.clone(), why).expecting(["`:` before a range"]));
    }
    let inner = piece.at.start + usize::from(piece.is_quoted);
    // Escapes in a phrase shift what follows them; then the whole value is marked.
    let is_exact = !piece.is_quoted || inner + piece.text.len() + 1 == piece.at.end;
    let place = |from: usize, to: usize| if is_exact { inner + from..inner + to } else { piece.at.clone() };
    let (left, right) = (&piece.text[..dots], &piece.text[dots + 2..]);
    let low = read(&Part { field, text: left, at: place(0, dots) })?;
    let high = read(&Part { field, text: right, at: place(dots + 2, piece.text.len()) })?;
    match (low, high) {
        (Is::Between { low, currency, .. }, Is::Between { high, currency: other, .. }) => {
            if high < low {
                let turned = format!("{right}..{left}");
                let why = "the end of this range is below its beginning";
                return Err(Error::new(piece.at.clone(), why).suggesting(Some(if piece.is_quoted {
                    super::print::quote(&turned)
                } else {
                    turned
                })));
            }
            Ok(Is::Between { low, high, currency: currency.or(other) })
        }
        (_, _) => Err(whole.wrong()),
    }
}

fn typing<'a>(key: Key, reading: &Reading<'a>) -> Typing<'a> {
    let past = match key {
        Key::Told | Key::Signed | Key::Delivered | Key::Closed | Key::Opened | Key::Moved | Key::Since => Past::Meant,
        Key::Customer
        | Key::Scope
        | Key::Deal
        | Key::Capability
        | Key::Tag
        | Key::Note
        | Key::Team
        | Key::Sales
        | Key::Tech
        | Key::Owner
        | Key::Next
        | Key::State
        | Key::Flag
        | Key::Level
        | Key::Stake
        | Key::Firmness
        | Key::Verdict
        | Key::Reason
        | Key::Open
        | Key::Asked
        | Key::Due
        | Key::ToldDue
        | Key::Original
        | Key::AnswerBy
        | Key::Value
        | Key::Chance
        | Key::Slipped
        | Key::Re
        | Key::Has => Past::Allow,
    };
    Typing { today: reading.today, calendar: reading.calendar, past }
}

fn days(key: Key, part: &Part, reading: &Reading) -> Result<Is, Error> {
    match dates::parse(part.text, &typing(key, reading)) {
        Ok(typed) => {
            let (first, last) = match typed.how {
                How::Period { first, last } if is_whole(part.text) => (first, last),
                How::Period { .. } | How::Day | How::Weekday | How::Distance => (typed.day, typed.day),
            };
            Ok(Is::Between { low: number_of(first), high: number_of(last), currency: None })
        }
        Err(misread) => Err(misread_at(part, misread)),
    }
}

/// Whether a period was named as such, rather than its end or another day of it.
fn is_whole(words: &str) -> bool {
    const PARTS: [&str; 14] = [
        "end",
        "ende",
        "eo",
        "mid",
        "middle",
        "mitte",
        "early",
        "late",
        "start",
        "begin",
        "beginning",
        "anfang",
        "spät",
        "früh",
    ];
    let lower = words.to_lowercase();
    !lower
        .split(|c: char| !c.is_alphabetic())
        .any(|word| PARTS.contains(&word) || (word.len() == 3 && word.starts_with("eo")))
}

/// How far a date or an amount without quotes reaches: the longest run of words from here that is one.
pub(super) fn longest(field: &Field, text: &str, first: &Range<usize>, reading: &Reading) -> Option<usize> {
    const MOST_WORDS: usize = 4;
    let typing = typing(field.key, reading);
    let is_one = |text: &str| match field.kind {
        Kind::Day | Kind::Event => dates::parse(text, &typing).is_ok(),
        Kind::Money => money::read(text).is_ok(),
        Kind::Text
        | Kind::Tag
        | Kind::Person
        | Kind::Choice(_)
        | Kind::Scale(_)
        | Kind::YesNo
        | Kind::Percent
        | Kind::Days
        | Kind::Id => false,
    };
    if !matches!(field.kind, Kind::Day | Kind::Event | Kind::Money) || yes_no_word(&text[first.clone()]).is_some() {
        return None;
    }
    let mut end = first.end;
    let mut found = None;
    for _ in 0..MOST_WORDS {
        let rest = &text[end..];
        let blanks = rest.len() - rest.trim_start().len();
        let word = rest[blanks..].split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default();
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '+' | '/' | '€' | '$' | '£');
        let is_joint = ["and", "or", "not"].iter().any(|joint| word.eq_ignore_ascii_case(joint));
        if blanks == 0 || word.is_empty() || is_joint || !word.chars().all(is_plain) || word.starts_with('-') {
            break;
        }
        end += blanks + word.len();
        if is_one(&text[first.start..end]) {
            found = Some(end);
        }
    }
    found
}

/// An amount as people type it, in cents; in one currency where that is named.
fn amount(part: &Part) -> Result<Is, Error> {
    let (money, sign) = money::read(part.text).map_err(|misread| misread_at(part, misread))?;
    let currency = (sign == Sign::Currency).then(|| money.currency());
    Ok(Is::Between { low: money.cents(), high: money.cents(), currency })
}

/// What the reading of a date or an amount says back.
fn misread_at(part: &Part, misread: Misread) -> Error {
    let suggestion = misread.suggestions.into_iter().next();
    let suggestion =
        suggestion.map(|text| if text.contains(char::is_whitespace) { super::print::quote(&text) } else { text });
    let remedy = if misread.remedy.is_empty() { expected(part.field) } else { vec![misread.remedy] };
    Error::new(part.at.clone(), misread.why).expecting(remedy).suggesting(suggestion)
}

/// A decimal number times a power of ten, without going through a float; blanks, `_` and `'` may group its digits.
fn scaled(number: &str, factor: i64) -> Option<i64> {
    let plain: String = number.trim().chars().filter(|c| !matches!(c, '_' | '\'' | ' ')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_number = |text: &str| text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !is_number(whole) || !is_number(part) {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()?.checked_mul(factor)? };
    let mut unit = factor;
    let mut rest = 0;
    for digit in part.bytes() {
        unit /= 10;
        rest += i64::from(digit - b'0') * unit;
    }
    whole.checked_add(rest)
}

/// `60%`, `60` or `0.6`, in thousandths.
fn percent(part: &Part) -> Result<Is, Error> {
    let typed = part.text.trim();
    let digits = typed.strip_suffix('%').map(str::trim_end);
    let thousandths = match digits {
        Some(digits) => scaled(digits, 10),
        None if typed.contains('.') => scaled(typed, 1000),
        None => scaled(typed, 10),
    };
    let thousandths = thousandths.filter(|n| (0..=1000).contains(n)).ok_or_else(|| part.wrong())?;
    Ok(Is::Between { low: thousandths, high: thousandths, currency: None })
}

/// `5d`, `2w`, `-3`, in days.
fn number_of_days(part: &Part) -> Result<Is, Error> {
    let typed = part.text.trim().to_ascii_lowercase();
    let (sign, rest) = match typed.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, typed.strip_prefix('+').unwrap_or(&typed)),
    };
    let number = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end();
    let factor = match rest[number.len()..].trim() {
        "" | "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        _ => return Err(part.wrong()),
    };
    let days = number.parse::<i64>().ok().filter(|n| (0..100_000).contains(n)).ok_or_else(|| part.wrong())?;
    let days = sign * days * factor;
    Ok(Is::Between { low: days, high: days, currency: None })
}
