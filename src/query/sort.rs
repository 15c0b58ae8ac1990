//! The order of a list: one table of columns, each with the word to sort by.

use std::cmp::Ordering;
use std::fmt;

use super::error::{Error, ticked};
use super::value::number_of;
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::flag::{Standing, urgency};
use crate::domain::money::Currency;
use crate::text;

/// What a list can be sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[expect(missing_docs, reason = "the table says what each is")]
pub enum SortKey {
    #[default]
    Urgency,
    Due,
    Told,
    Original,
    Customer,
    Scope,
    Deal,
    Value,
    Chance,
    Covered,
    State,
    Since,
    Opened,
    Moved,
    Slip,
    Firmness,
    Stake,
    Tech,
    Sales,
    Id,
}

/// A column and the word to sort by it.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Which.
    pub key: SortKey,
    /// Its word.
    pub word: &'static str,
    /// What comes first.
    pub about: &'static str,
}

const fn column(key: SortKey, word: &'static str, about: &'static str) -> Column {
    Column { key, word, about }
}

/// An order: a column, as its table says or the other way round.
///
/// What a column has no fact for comes last either way; what is equal stands in the order of urgency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Whether the other way round.
    pub is_reversed: bool,
}

impl Sort {
    /// Every column, in the order of the documentation.
    pub const COLUMNS: &'static [Column] = &[
        column(SortKey::Urgency, "urgency", "the most urgent first"),
        column(SortKey::Due, "due", "the earliest promised date first"),
        column(SortKey::Told, "told", "the earliest told date first"),
        column(SortKey::Original, "original", "the earliest original promised date first"),
        column(SortKey::Customer, "customer", "by name"),
        column(SortKey::Scope, "scope", "by name"),
        column(SortKey::Deal, "deal", "by name"),
        column(SortKey::Value, "value", "the smallest first, currency by currency"),
        column(SortKey::Chance, "chance", "the smallest first"),
        column(SortKey::Covered, "covered", "the earliest date with 80 % first"),
        column(SortKey::State, "state", "in the order of a commitment's life"),
        column(SortKey::Since, "since", "the longest in its state first"),
        column(SortKey::Opened, "opened", "the oldest first"),
        column(SortKey::Moved, "moved", "the longest without a move first"),
        column(SortKey::Slip, "slip", "the least slipped first"),
        column(SortKey::Firmness, "firmness", "the loosest first"),
        column(SortKey::Stake, "stake", "the highest first"),
        column(SortKey::Tech, "tech", "by the tech owner's handle"),
        column(SortKey::Sales, "sales", "by the sales owner's handle"),
        column(SortKey::Id, "id", "by id"),
    ];

    /// The order of a word, with `-` before it for the other way round.
    ///
    /// # Errors
    /// When no column has that word, with the nearest.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let trimmed = text.trim();
        let (word, is_reversed) = match trimmed.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (trimmed.strip_prefix('+').unwrap_or(trimmed), false),
        };
        if let Some(column) = Self::COLUMNS.iter().find(|column| column.word.eq_ignore_ascii_case(word)) {
            return Ok(Self { key: column.key, is_reversed });
        }
        let start = text.len() - text.trim_start().len() + (trimmed.len() - word.len());
        let words = Self::COLUMNS.iter().map(|column| column.word);
        Err(Error::new(start..start + word.len(), format!("{} is not a column to sort by", ticked(word)))
            .suggesting(text::nearest(word, words.clone()))
            .expecting(words))
    }

    /// Its column.
    #[must_use]
    pub fn column(self) -> &'static Column {
        Self::COLUMNS.iter().find(|column| column.key == self.key).expect("the table has a row for every key")
    }

    /// The same the other way round.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self { is_reversed: !self.is_reversed, ..self }
    }

    /// Puts the places of commitments in this order.
    pub fn order(self, places: &mut Vec<usize>, book: &Book, standings: &[Standing]) {
        let mut rows: Vec<_> = places
            .iter()
            .filter_map(|place| {
                let (commitment, standing) = (book.commitments().get(*place)?, standings.get(*place)?);
                Some((*place, rank(self.key, commitment, standing, book), urgency(commitment, standing)))
            })
            .collect();
        rows.sort_by(|(_, rank, urgency), (_, other, later)| {
            compare(rank, other, self.is_reversed).then_with(|| {
                let by_urgency = urgency.cmp(later);
                if self.key == SortKey::Urgency && self.is_reversed { by_urgency.reverse() } else { by_urgency }
            })
        });
        *places = rows.into_iter().map(|(place, _, _)| place).collect();
    }
}

impl fmt::Display for Sort {
    /// As it is typed: `-due`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_reversed { "-" } else { "" }, self.column().word)
    }
}

/// What a column compares.
enum Rank {
    Number(Option<i64>),
    Money(Option<(Currency, i64)>),
    Text(Option<String>),
}

fn compare(a: &Rank, b: &Rank, is_reversed: bool) -> Ordering {
    match (a, b) {
        (Rank::Number(a), Rank::Number(b)) => with_missing(a.as_ref(), b.as_ref(), is_reversed),
        (Rank::Text(a), Rank::Text(b)) => with_missing(a.as_ref(), b.as_ref(), is_reversed),
        (Rank::Money(a), Rank::Money(b)) => with_missing(a.as_ref(), b.as_ref(), is_reversed),
        // One column gives ranks of one kind.
        (Rank::Number(_) | Rank::Money(_) | Rank::Text(_), Rank::Number(_) | Rank::Money(_) | Rank::Text(_)) => {
            Ordering::Equal
        }
    }
}

fn with_missing<T: Ord>(a: Option<T>, b: Option<T>, is_reversed: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if is_reversed => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn rank(key: SortKey, commitment: &Commitment, standing: &Standing, book: &Book) -> Rank {
    let settings = &commitment.settings;
    let day = |day: Option<crate::domain::day::Day>| Rank::Number(day.map(number_of));
    let words = |text: Option<&str>| Rank::Text(text.map(text::fold));
    match key {
        SortKey::Urgency => Rank::Number(Some(0)),
        SortKey::Due => day(commitment.terms.due),
        SortKey::Told => day(commitment.told_due()),
        SortKey::Original => day(commitment.original_due),
        SortKey::Customer => words(Some(&commitment.customer)),
        SortKey::Scope => words(Some(&commitment.terms.scope)),
        SortKey::Deal => words(settings.deal.as_deref()),
        SortKey::Value => Rank::Money(book.value_of(commitment).map(|value| (value.currency(), value.cents()))),
        #[expect(clippy::cast_possible_truncation, reason = "a chance is between 0 and 1")]
        SortKey::Chance => Rank::Number(standing.chance().map(|chance| (chance.get() * 1e9) as i64)),
        SortKey::Covered => day(standing.outlook.as_ref().map(|outlook| outlook.dates.p80)),
        SortKey::State => Rank::Number(Some(commitment.state.name() as i64)),
        SortKey::Since => day(Some(commitment.state_since)),
        SortKey::Opened => day(Some(commitment.opened_on)),
        SortKey::Moved => Rank::Number(Some(commitment.last_move.micros())),
        SortKey::Slip => Rank::Number(commitment.slip_days()),
        SortKey::Firmness => Rank::Number(settings.firmness.map(|firmness| firmness as i64)),
        SortKey::Stake => Rank::Number(settings.stake.map(|stake| stake as i64)),
        SortKey::Tech => words(settings.tech.as_ref().map(crate::domain::person::Handle::as_str)),
        SortKey::Sales => words(settings.sales.as_ref().map(crate::domain::person::Handle::as_str)),
        SortKey::Id => words(Some(commitment.id.as_str())),
    }
}
