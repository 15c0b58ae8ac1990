//! The people of a book: handles, roles, absences.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::day::Day;

/// A person's short name in the book, lower case, without blanks: `dana`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(Arc<str>);

impl Handle {
    /// The handle as typed or as it stands in a file, with or without a leading `@`.
    ///
    /// # Errors
    /// When it is empty, longer than 40 characters, or has anything but letters, digits, `.`, `_` and `-`.
    pub fn new(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_start_matches('@').to_lowercase();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        if text.is_empty() || text.chars().count() > 40 || !text.chars().all(fits) || text.starts_with('-') {
            return Err(format!(
                "`{}` is not a handle: use up to 40 letters, digits, `.`, `_` or `-`, such as dana",
                text.escape_debug()
            ));
        }
        Ok(Self(text.into()))
    }

    /// The handle without the `@`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Handle {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

/// The two departments that sign.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// Who promises and tells.
    Sales,
    /// Who estimates, signs and delivers.
    Tech,
}

impl Side {
    /// `sales` or `tech`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Tech => "tech",
        }
    }

    /// The role that acts for this side.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Sales => Role::Sales,
            Self::Tech => Role::Tech,
        }
    }
}

/// What a person may do in the book.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Promises, changes, tells, confirms.
    Sales,
    /// Estimates, signs, counters, delivers.
    Tech,
    /// Reassigns, reopens, accepts risks.
    Manager,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Sales, Self::Tech, Self::Manager];

    /// The word for it, as it stands in `book.toml`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Tech => "tech",
            Self::Manager => "manager",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// The roles of one person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Roles {
    bits: u8,
}

impl Roles {
    /// Every role: a book for one needs no set-up.
    pub const EVERY: Self = Self { bits: 0b111 };

    /// The given roles.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        roles.iter().fold(Self::default(), |roles, role| roles.with(*role))
    }

    /// These and one more.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self { bits: self.bits | 1 << role as u8 }
    }

    /// Whether the role is among them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.bits & 1 << role as u8 != 0
    }

    /// The roles in their order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

/// One person of the book.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// The short name.
    pub handle: Handle,
    /// The full name, where the book has one.
    pub name: Option<String>,
    /// The address that commits are made under.
    pub email: Option<String>,
    /// What the person may do.
    pub roles: Roles,
    /// The team, for forecasts and load.
    pub team: Option<String>,
    /// The share of working time that goes into commitments, above 0 and at most 1.
    pub focus: Option<f64>,
    /// Absences, first and last day.
    pub away: Vec<(Day, Day)>,
}

impl Person {
    /// Somebody of whom only the handle and the roles are known.
    #[must_use]
    pub fn new(handle: Handle, roles: Roles) -> Self {
        Self { handle, name: None, email: None, roles, team: None, focus: None, away: Vec::new() }
    }

    /// The first name, or the handle with a capital: how sentences call this person.
    #[must_use]
    pub fn called(&self) -> String {
        match self.name.as_deref().and_then(|name| name.split_whitespace().next()) {
            Some(first) => first.to_owned(),
            None => capital(self.handle.as_str()),
        }
    }

    /// Whether the person is away on the day.
    #[must_use]
    pub fn is_away(&self, day: Day) -> bool {
        self.away.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }
}

/// The people of a book, by handle.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct People(BTreeMap<Handle, Person>);

impl People {
    /// Adds a person, or replaces the one of the same handle.
    pub fn insert(&mut self, person: Person) {
        self.0.insert(person.handle.clone(), person);
    }

    /// The person of a handle.
    #[must_use]
    pub fn get(&self, handle: &Handle) -> Option<&Person> {
        self.0.get(handle)
    }

    /// Everybody, by handle.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.0.values()
    }

    /// Whether nobody is in the book yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The person's roles; somebody the book doesn't know yet may do everything.
    #[must_use]
    pub fn roles(&self, handle: &Handle) -> Roles {
        self.get(handle).map_or(Roles::EVERY, |person| person.roles)
    }

    /// How sentences call the person: the first name, or the handle with a capital.
    #[must_use]
    pub fn called(&self, handle: &Handle) -> String {
        self.get(handle).map_or_else(|| capital(handle.as_str()), Person::called)
    }
}

impl FromIterator<Person> for People {
    fn from_iter<I: IntoIterator<Item = Person>>(people: I) -> Self {
        Self(people.into_iter().map(|person| (person.handle.clone(), person)).collect())
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
