//! A list in groups, each under a title.

use std::collections::HashMap;

use super::error::{Error, ticked};
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::day::Day;
use crate::domain::flag::{Flag, Level, Standing};
use crate::domain::grade::{Firmness, Stake};
use crate::domain::person::Handle;
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
        let mut groups: Vec<(Fact, Vec<usize>)> = Vec::new();
        let mut known = HashMap::new();
        for place in places {
            let (Some(commitment), Some(standing)) = (book.commitments().get(*place), standings.get(*place)) else {
                continue;
            };
            let fact = self.fact(commitment, standing, book);
            let at = *known.entry(fact).or_insert_with(|| {
                groups.push((fact, Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(*place);
        }
        let mut titled: Vec<(Place, Grouped)> = groups
            .into_iter()
            .map(|(fact, places)| {
                let (place, title) = self.titled(fact, book);
                (place, Grouped { title, places })
            })
            .collect();
        titled.sort_by(|a, b| a.0.cmp(&b.0));
        titled.into_iter().map(|(_, group)| group).collect()
    }

    /// What a commitment is grouped by.
    fn fact<'b>(self, commitment: &'b Commitment, standing: &Standing, book: &'b Book) -> Fact<'b> {
        let settings = &commitment.settings;
        let handle =
            |owner: &'b Option<Handle>| owner.as_ref().map_or(Fact::Missing, |owner| Fact::Name(owner.as_str()));
        let name = |name: Option<&'b str>| name.map_or(Fact::Missing, Fact::Name);
        let rank = |rank: Option<usize>| rank.map_or(Fact::Missing, Fact::Rank);
        match self {
            Self::Customer => Fact::Name(&commitment.customer),
            Self::Deal => name(settings.deal.as_deref()),
            Self::Capability => name(settings.capability.as_deref()),
            Self::Tech => handle(&settings.tech),
            Self::Sales => handle(&settings.sales),
            Self::Team => {
                let lead = settings.tech.as_ref().and_then(|tech| book.rules.people.get(tech));
                name(lead.and_then(|lead| lead.team.as_deref()))
            }
            Self::State => rank(Some(commitment.state.name() as usize)),
            Self::Flag => rank(standing.top().map(|raised| raised.flag as usize)),
            Self::Level => rank(standing.level().map(|level| level as usize)),
            Self::Stake => rank(settings.stake.map(|stake| stake as usize)),
            // The firmest is read first.
            Self::Firmness => rank(settings.firmness.map(|firmness| Firmness::ALL.len() - 1 - firmness as usize)),
            Self::Month => commitment.measured_due().map_or(Fact::Missing, |due| Fact::Month(due.year(), due.month())),
        }
    }

    /// Where the group of a fact stands among the others, and its title.
    fn titled(self, fact: Fact, book: &Book) -> (Place, String) {
        match fact {
            Fact::Missing => {
                (Place { is_missing: true, rank: 0, name: String::new() }, format!("no {}", self.missing()))
            }
            Fact::Name(name) => {
                let called = match (self, Handle::new(name)) {
                    (Self::Tech | Self::Sales, Ok(handle)) => book.rules.people.called(&handle),
                    (_, _) => name.to_owned(),
                };
                let title = text::clean(&called).into_owned();
                (Place { is_missing: false, rank: 0, name: text::fold(&called) }, title)
            }
            Fact::Rank(place) => {
                let rank = i64::try_from(place).expect("an enum is small");
                (Place { is_missing: false, rank, name: String::new() }, self.word_of(place).to_owned())
            }
            Fact::Month(year, month) => {
                let rank = i64::from(year) * 12 + i64::from(month);
                let title =
                    Day::ymd(year, month, 1).map_or_else(String::new, |day| day.date().format("%B %Y").to_string());
                (Place { is_missing: false, rank, name: String::new() }, title)
            }
        }
    }

    /// The word of an enum's value: enums stand in the order of their declaration, which is that of their meaning.
    fn word_of(self, place: usize) -> &'static str {
        let word = match self {
            Self::State => StateName::ALL.get(place).map(|state| state.word()),
            Self::Flag => Flag::ALL.get(place).map(|flag| flag.word()),
            Self::Level => [Level::Red, Level::Amber, Level::Dim].get(place).map(|level| level.word()),
            Self::Stake => Stake::ALL.get(place).map(|stake| stake.word()),
            Self::Firmness => Firmness::ALL.iter().rev().nth(place).map(|firmness| firmness.word()),
            Self::Customer | Self::Deal | Self::Capability | Self::Tech | Self::Sales | Self::Team | Self::Month => {
                None
            }
        };
        word.unwrap_or_default()
    }

    /// What a commitment of the last group lacks.
    const fn missing(self) -> &'static str {
        match self {
            Self::Tech => "tech owner",
            Self::Sales => "sales owner",
            Self::Flag | Self::Level => "flag",
            Self::Month => "date",
            Self::Customer
            | Self::Deal
            | Self::Capability
            | Self::Team
            | Self::State
            | Self::Stake
            | Self::Firmness => self.word(),
        }
    }
}

/// What commitments of one group have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Fact<'b> {
    Missing,
    Name(&'b str),
    /// The place of a word in its enum.
    Rank(usize),
    Month(i32, u32),
}

/// Where a group stands: what is missing last, then by rank, then by name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    is_missing: bool,
    rank: i64,
    name: String,
}
