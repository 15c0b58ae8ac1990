//! The timeline: what was told against when it is likely to be there, a row a commitment, on one calendar.
//!
//! Which rows there are and in what order is found once; a row becomes cells only when it is shown. The screen and the
//! command line share both.

mod axis;
mod cells;
mod labels;
mod shade;

use std::collections::HashMap;

pub use axis::{Axis, Find, Head, Zoom};
pub use cells::{Ink, Strip};
pub use shade::{Shade, shades};

use super::load::{self, Load};
use crate::domain::book::Book;
use crate::domain::commitment::Commitment;
use crate::domain::day::Day;
use crate::domain::flag::Standing;
use crate::domain::outlook::Dates;
use crate::domain::person::Handle;

/// What the rows are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum By {
    /// The tech owner.
    #[default]
    Tech,
    /// The team of the tech owner.
    Team,
    /// Who it is promised to.
    Customer,
    /// Nothing.
    Nothing,
}

impl By {
    /// Every grouping, in the order in which a key goes through them.
    pub const ALL: [Self; 4] = [Self::Tech, Self::Team, Self::Customer, Self::Nothing];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tech => "tech",
            Self::Team => "team",
            Self::Customer => "customer",
            Self::Nothing => "nothing",
        }
    }

    /// The next one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Tech => Self::Team,
            Self::Team => Self::Customer,
            Self::Customer => Self::Nothing,
            Self::Nothing => Self::Tech,
        }
    }
}

/// The rows of a timeline, group by group.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Timeline {
    /// What they are grouped by.
    pub by: By,
    /// The groups, in order; one without a title when nothing groups them.
    pub groups: Vec<Group>,
    /// The places of the commitments in the book, in the order of the rows.
    pub places: Vec<usize>,
    /// The lines: headings and rows.
    pub lines: Vec<Line>,
}

/// A line of a timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The heading of a group, by its number.
    Heading(u32),
    /// A commitment, by its number in [`Timeline::places`].
    Item(u32),
}

/// Rows with something in common, the earliest date first, those without a date last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its title; empty when nothing groups them.
    pub title: String,
    /// Whose load its heading shows, where it is somebody's.
    pub whose: Option<load::Whose>,
    /// Its first row, by number.
    pub from: usize,
    /// How many rows.
    pub count: usize,
}

/// What a row's cells are made of.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Bar {
    /// What the customer was told.
    pub told: Option<Day>,
    /// The promised date, where it isn't the told one.
    pub promised: Option<Day>,
    /// The first promised date, where it is neither.
    pub original: Option<Day>,
    /// When it is likely to be there.
    pub dates: Option<Dates>,
}

impl Bar {
    /// The dates of a commitment.
    #[must_use]
    pub fn of(commitment: &Commitment, standing: &Standing) -> Self {
        let told = commitment.told_due();
        let promised = commitment.terms.due.filter(|due| told != Some(*due));
        let original = commitment.original_due.filter(|day| told != Some(*day) && promised != Some(*day));
        Self { told, promised, original, dates: standing.outlook.as_ref().map(|outlook| outlook.dates) }
    }

    /// Whether nobody named a date.
    #[must_use]
    pub const fn is_undated(&self) -> bool {
        self.told.is_none() && self.promised.is_none()
    }
}

impl Timeline {
    /// The rows of the commitments at some places.
    #[must_use]
    pub fn of(book: &Book, places: &[usize], by: By) -> Self {
        let mut names = Names::default();
        let mut rows: Vec<(u32, bool, Option<Day>, usize)> = places
            .iter()
            .filter_map(|place| Some((*place, book.commitments().get(*place)?)))
            .map(|(place, commitment)| {
                let due = commitment.measured_due();
                (names.number(by, commitment, book), due.is_none(), due, place)
            })
            .collect();
        let (ranks, titles) = names.in_order();
        for row in &mut rows {
            row.0 = ranks[row.0 as usize];
        }
        rows.sort_unstable();
        let mut timeline = Self { by, places: Vec::with_capacity(rows.len()), ..Self::default() };
        for (number, (rank, _, _, place)) in rows.into_iter().enumerate() {
            if timeline.groups.len() <= rank as usize {
                timeline.head(&titles[rank as usize], number, book);
            }
            timeline.lines.push(Line::Item(u32::try_from(number).unwrap_or(u32::MAX)));
            timeline.places.push(place);
            if let Some(group) = timeline.groups.last_mut() {
                group.count += 1;
            }
        }
        timeline
    }

    /// The load whose weeks the headings of a group show.
    #[must_use]
    pub fn cells_of<'a>(group: &Group, load: &'a Load) -> &'a [load::Cell] {
        group.whose.as_ref().map_or(&[], |whose| load.cells(whose))
    }

    fn head(&mut self, name: &Name, from: usize, book: &Book) {
        let missing = |what: &str| format!("no {what}");
        let (title, whose) = match name {
            Name::Lead(lead) => (book.rules.people.called(lead), Some(load::Whose::Lead(lead.clone()))),
            Name::Team(team) => (team.clone(), Some(load::Whose::Team(team.clone()))),
            Name::Customer(customer) => (customer.clone(), None),
            Name::Missing => match self.by {
                By::Tech => (missing("tech owner"), None),
                By::Team => (missing("team"), None),
                By::Customer => (missing("customer"), None),
                By::Nothing => (String::new(), None),
            },
        };
        if self.by != By::Nothing {
            self.lines.push(Line::Heading(u32::try_from(self.groups.len()).unwrap_or(u32::MAX)));
        }
        self.groups.push(Group { title, whose, from, count: 0 });
    }
}

/// What a group has in common; what is missing comes last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Name {
    Lead(Handle),
    Team(String),
    Customer(String),
    Missing,
}

/// The groups met so far, by number.
#[derive(Default)]
struct Names<'b> {
    known: HashMap<&'b str, u32>,
    missing: Option<u32>,
    all: Vec<Name>,
}

impl<'b> Names<'b> {
    fn number(&mut self, by: By, commitment: &'b Commitment, book: &'b Book) -> u32 {
        let lead = commitment.settings.tech.as_ref();
        let word = match by {
            By::Tech => lead.map(Handle::as_str),
            By::Team => lead.and_then(|lead| book.rules.people.get(lead)).and_then(|person| person.team.as_deref()),
            By::Customer => Some(&*commitment.customer),
            By::Nothing => None,
        };
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let Some(word) = word else {
            return *self.missing.get_or_insert_with(|| {
                self.all.push(Name::Missing);
                next
            });
        };
        *self.known.entry(word).or_insert_with(|| {
            self.all.push(match (by, lead) {
                (By::Tech, Some(lead)) => Name::Lead(lead.clone()),
                (By::Team, _) => Name::Team(word.to_owned()),
                (By::Customer, _) => Name::Customer(word.to_owned()),
                (By::Tech, None) | (By::Nothing, _) => Name::Missing,
            });
            next
        })
    }

    /// The rank of each number, and the groups by rank.
    fn in_order(self) -> (Vec<u32>, Vec<Name>) {
        let mut order: Vec<(Name, usize)> = self.all.into_iter().zip(0..).collect();
        order.sort();
        let mut ranks = vec![0; order.len()];
        for (rank, (_, number)) in order.iter().enumerate() {
            ranks[*number] = u32::try_from(rank).unwrap_or(u32::MAX);
        }
        (ranks, order.into_iter().map(|(name, _)| name).collect())
    }
}
