//! A list in groups, each under a title.

use super::error::{Error, ticked};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Flag, Level, Standing};
use crate::domain::grade::{Firmness, Stake};
use crate::text;

/// What a list can be grouped by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Group {
    /// Who it is promised to.
    Customer,
    /// The sales opportunity.
    Deal,
    /// The thing to be built.
    Capability,
    /// The tech owner.
    Tech,
    /// The sales owner.
    Sales,
    /// The team of the tech owner.
    Team,
    /// Where the conversation stands.
    State,
    /// The flag on top.
    Flag,
    /// How loudly it speaks.
    Level,
    /// The month of the date it is measured by.
    Month,
    /// What hangs on it.
    Stake,
    /// How firmly it was promised.
    Firmness,
}

/// Commitments under one title, in the order they came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grouped {
    /// The title.
    pub title: String,
    /// Their places in the book.
    pub places: Vec<usize>,
}

impl Group {
    /// Every grouping.
    pub const ALL: [Self; 12] = [
        Self::Customer,
        Self::Deal,
        Self::Capability,
        Self::Tech,
        Self::Sales,
        Self::Team,
        Self::State,
        Self::Flag,
        Self::Level,
        Self::Month,
        Self::Stake,
        Self::Firmness,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Deal => "deal",
            Self::Capability => "capability",
            Self::Tech => "tech",
            Self::Sales => "sales",
            Self::Team => "team",
            Self::State => "state",
            Self::Flag => "flag",
            Self::Level => "level",
            Self::Month => "month",
            Self::Stake => "stake",
            Self::Firmness => "firmness",
        }
    }

    /// The grouping of a word.
    ///
    /// # Errors
    /// When there is none, with the nearest.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let word = text.trim();
        if let Some(group) = Self::ALL.into_iter().find(|group| group.word().eq_ignore_ascii_case(word)) {
            return Ok(group);
        }
        let start = text.len() - text.trim_start().len();
        let words = || Self::ALL.iter().map(|group| group.word());
        Err(Error::new(start..start + word.len(), format!("{} is nothing to group by", ticked(word)))
            .suggesting(text::nearest(word, words()))
            .expecting(words()))
    }

    /// The commitments at the places, group by group; those without the fact come last.
    ///
    /// Names stand in their order, words in the order of their meaning, months in that of time.
    #[must_use]
    pub fn split(self, places: &[usize], book: &Book, standings: &[Standing]) -> Vec<Grouped> {
        let mut groups: Vec<(Place, Grouped)> = Vec::new();
        let mut known = std::collections::HashMap::new();
        for place in places {
            let (Some(commitment), Some(standing)) = (book.commitments().get(*place), standings.get(*place)) else {
                continue;
            };
            let (order, title) = self.of(commitment, standing, book);
            let at = *known.entry(order.clone()).or_insert_with(|| {
                groups.push((order, Grouped { title, places: Vec::new() }));
                groups.len() - 1
            });
            groups[at].1.places.push(*place);
        }
        groups.sort_by(|a, b| a.0.cmp(&b.0));
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// Where the group of a commitment stands among the others, and its title.
    fn of(self, commitment: &Commitment, standing: &Standing, book: &Book) -> (Place, String) {
        let settings = &commitment.settings;
        let people = &book.rules.people;
        match self {
            Self::Customer => named(Some(&commitment.customer), "customer"),
            Self::Deal => named(settings.deal.as_deref(), "deal"),
            Self::Capability => named(settings.capability.as_deref(), "capability"),
            Self::Tech => named(settings.tech.as_ref().map(|tech| people.called(tech)).as_deref(), "tech owner"),
            Self::Sales => named(settings.sales.as_ref().map(|sales| people.called(sales)).as_deref(), "sales owner"),
            Self::Team => {
                let lead = settings.tech.as_ref().and_then(|tech| people.get(tech));
                named(lead.and_then(|lead| lead.team.as_deref()), "team")
            }
            Self::State => ranked(Some(commitment.state.name()), StateName::word, "state"),
            Self::Flag => ranked(standing.top().map(|raised| raised.flag), Flag::word, "flag"),
            Self::Level => ranked(standing.level(), Level::word, "flag"),
            Self::Stake => ranked(settings.stake, Stake::word, "stake"),
            Self::Firmness => {
                let (place, title) = ranked(settings.firmness, Firmness::word, "firmness");
                // The firmest is read first.
                (Place { rank: place.rank.map(|rank| i64::MAX - rank), ..place }, title)
            }
            Self::Month => match commitment.measured_due() {
                Some(due) => {
                    let rank = i64::from(due.year()) * 12 + i64::from(due.month());
                    (Place { is_missing: false, rank: Some(rank), name: String::new() }, month(due))
                }
                None => missing("date"),
            },
        }
    }
}

/// Where a group stands: what is missing last, then by rank, then by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    is_missing: bool,
    rank: Option<i64>,
    name: String,
}

fn missing(what: &str) -> (Place, String) {
    (Place { is_missing: true, rank: None, name: String::new() }, format!("no {what}"))
}

fn named(name: Option<&str>, what: &str) -> (Place, String) {
    match name {
        Some(name) => (Place { is_missing: false, rank: None, name: text::fold(name) }, text::clean(name).into_owned()),
        None => missing(what),
    }
}

/// Enums stand in the order of their declaration, which is that of their meaning.
fn ranked<T: Copy + Into<Rank>>(fact: Option<T>, word: fn(T) -> &'static str, what: &str) -> (Place, String) {
    match fact {
        Some(fact) => {
            let rank: Rank = fact.into();
            (Place { is_missing: false, rank: Some(rank.0), name: String::new() }, word(fact).to_owned())
        }
        None => missing(what),
    }
}

/// The place of a word in its enum.
struct Rank(i64);

macro_rules! rank {
    ($($of:ty),*) => {
        $(impl From<$of> for Rank {
            fn from(fact: $of) -> Self {
                Self(fact as i64)
            }
        })*
    };
}

rank!(StateName, Flag, Level, Stake, Firmness);

/// `March 2027`.
fn month(day: Day) -> String {
    day.date().format("%B %Y").to_string()
}
