//! What waits for somebody: promises without an answer, counter-offers, customers to tell, deliveries to confirm.
//!
//! Promises of one capability wait together, because one estimate answers them all. What is red comes first, then the
//! largest value in distinct deals, then firmness and stake.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::act::Text;
use super::book::Book;
use super::commitment::{Commitment, StateName};
use super::day::Day;
use super::flag::{Flag, Level, Raised, Standing, urgency};
use super::id::Id;
use super::money::Money;
use super::person::{Handle, Role, Side};
use super::summary::Exposure;
use super::wording::count;

/// What is waited for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Wait {
    /// Sales: tell the customer what stands.
    Tell,
    /// Tech: answer a request.
    Answer,
    /// Sales: answer a counter-offer.
    Counter,
    /// Sales: confirm a delivery.
    Confirm,
    /// Either: what the flag asks for.
    Move,
}

impl Wait {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tell => "tell",
            Self::Answer => "answer",
            Self::Counter => "counter",
            Self::Confirm => "confirm",
            Self::Move => "move",
        }
    }
}

/// Whose things are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reach {
    /// The person's own, and what is nobody's yet.
    Mine,
    /// Everybody's in the person's team.
    Team,
    /// Everybody's, of the sides the person speaks for.
    All,
}

impl Reach {
    /// Each of them, the nearest first.
    pub const EACH: [Self; 3] = [Self::Mine, Self::Team, Self::All];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Team => "my team",
            Self::All => "all",
        }
    }

    /// The next one, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Mine => Self::Team,
            Self::Team => Self::All,
            Self::All => Self::Mine,
        }
    }
}

/// One thing that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The commitment.
    pub id: Id,
    /// Its place in the book.
    pub place: usize,
    /// What is waited for.
    pub wait: Wait,
    /// Why, in words.
    pub why: String,
    /// What to do, in words.
    pub next: String,
    /// Whether it is nobody's yet.
    pub is_unowned: bool,
}

/// Things that are answered together: promises of one capability, or a single one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bunch {
    /// The capability, where several promises of it wait.
    pub capability: Option<Text>,
    /// They, the most exposed first.
    pub items: Vec<Item>,
    /// What their deals are worth, each counted once.
    pub worth: Exposure,
}

impl Bunch {
    /// Who was told which day, in words: `Northgate 29 Dec, Acme 3 Mar not told, Müller no date`.
    #[must_use]
    pub fn told(&self, book: &Book, today: Day) -> Vec<String> {
        let commitments = self.items.iter().filter_map(|item| book.commitments().get(item.place));
        commitments.map(|commitment| format!("{} {}", commitment.customer, told(commitment, today))).collect()
    }

    /// How many customers that is.
    #[must_use]
    pub fn customers(&self, book: &Book) -> usize {
        let commitments = self.items.iter().filter_map(|item| book.commitments().get(item.place));
        let mut names: Vec<&str> = commitments.map(|commitment| &*commitment.customer).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }
}

/// The day a customer counts on, in words: `29 Dec`, `3 Mar, not told`, `no date`.
#[must_use]
pub fn told(commitment: &Commitment, today: Day) -> String {
    match (commitment.told_due(), commitment.terms.due) {
        (Some(told), _) => told.short(today),
        (None, Some(due)) => format!("{}, not told", due.short(today)),
        (None, None) => "no date".to_owned(),
    }
}

/// Everything that waits within somebody's reach, the most exposed first.
#[must_use]
pub fn bunches(book: &Book, standings: &[Standing], today: Day, who: &Handle, reach: Reach) -> Vec<Bunch> {
    let asking = Asking::of(book, today, who, reach);
    let pairs = book.commitments().iter().zip(standings).enumerate();
    let items = pairs.filter_map(|(place, (commitment, standing))| asking.item(place, commitment, standing));
    let mut bunches: Vec<(Option<Text>, Vec<Item>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for item in items {
        let capability = book.commitments().get(item.place).and_then(|one| one.settings.capability.clone());
        let shared = capability.filter(|_| item.wait == Wait::Answer);
        let at = shared.as_ref().and_then(|name| known.get(&folded(name)).copied());
        match (at, shared) {
            (Some(at), _) => bunches[at].1.push(item),
            (None, shared) => {
                if let Some(name) = &shared {
                    known.insert(folded(name), bunches.len());
                }
                bunches.push((shared, vec![item]));
            }
        }
    }
    let at = |place: usize| Some((book.commitments().get(place)?, standings.get(place)?));
    let mut bunches: Vec<Bunch> = bunches
        .into_iter()
        .map(|(capability, mut items)| {
            items.sort_by_cached_key(|item| at(item.place).map(|(one, standing)| weight(item, one, standing, book)));
            let worth = Exposure::of(book, items.iter().filter_map(|item| book.commitments().get(item.place)));
            Bunch { capability: capability.filter(|_| items.len() > 1), items, worth }
        })
        .collect();
    bunches.sort_by_cached_key(|bunch| {
        let first = bunch.items.first();
        let level = bunch.items.iter().filter_map(|item| standings.get(item.place)).map(level_of).min();
        let first = first.and_then(|item| Some((item, at(item.place)?)));
        let worth: i64 = bunch.worth.sums.iter().map(|sum| sum.cents()).fold(0, i64::saturating_add);
        let weight = first.map(|(item, (one, standing))| weight(item, one, standing, book));
        (bunch.items.iter().all(|item| item.is_unowned), level, Reverse(worth), weight)
    });
    bunches
}

/// Whether two names are of one capability.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn level_of(standing: &Standing) -> u8 {
    standing.level().map_or(3, |level| level as u8)
}

fn weight(item: &Item, commitment: &Commitment, standing: &Standing, book: &Book) -> impl Ord + use<> {
    let value = book.value_of(commitment).map_or(0, Money::cents);
    (item.is_unowned, level_of(standing), Reverse(value), urgency(commitment, standing))
}

/// Who asks, and for what.
struct Asking<'a> {
    book: &'a Book,
    today: Day,
    who: &'a Handle,
    reach: Reach,
    team: Option<&'a str>,
    has_sales: bool,
    has_tech: bool,
}

impl<'a> Asking<'a> {
    fn of(book: &'a Book, today: Day, who: &'a Handle, reach: Reach) -> Self {
        let people = &book.rules.people;
        let roles = people.roles(who);
        // Who speaks for no side looks on at both.
        let is_onlooker = !roles.has(Role::Sales) && !roles.has(Role::Tech);
        Self {
            book,
            today,
            who,
            reach,
            team: people.get(who).and_then(|person| person.team.as_deref()),
            has_sales: roles.has(Role::Sales) || is_onlooker,
            has_tech: roles.has(Role::Tech) || is_onlooker,
        }
    }

    /// Whether somebody's things are within reach.
    fn is_near(&self, owner: &Handle) -> bool {
        match self.reach {
            Reach::Mine => owner == self.who,
            Reach::All => true,
            Reach::Team => {
                let team = || self.book.rules.people.get(owner).and_then(|person| person.team.as_deref());
                owner == self.who || (self.team.is_some() && team() == self.team)
            }
        }
    }

    fn owns(&self, side: Side, commitment: &Commitment) -> bool {
        let speaks = match (self.reach, side) {
            // What is somebody's own waits for them, whatever roles they have by now.
            (Reach::Mine, _) => true,
            (Reach::Team | Reach::All, Side::Sales) => self.has_sales,
            (Reach::Team | Reach::All, Side::Tech) => self.has_tech,
        };
        speaks && commitment.owner(side).is_some_and(|owner| self.is_near(owner))
    }

    fn may_take(&self, commitment: &Commitment) -> bool {
        let may = match self.reach {
            Reach::Mine => self.book.rules.people.roles(self.who).has(Role::Tech),
            Reach::Team | Reach::All => self.has_tech,
        };
        may && commitment.owner(Side::Tech).is_none()
    }

    fn item(&self, place: usize, commitment: &Commitment, standing: &Standing) -> Option<Item> {
        let of_flag = |flag: Flag| {
            let raised = standing.flags.iter().find(|raised| raised.flag == flag)?;
            Some((raised.why(self.today), raised.next(commitment)))
        };
        let made = |wait: Wait, flag: Option<(String, String)>, otherwise: (String, &str)| {
            let (why, next) = flag.unwrap_or((otherwise.0, otherwise.1.to_owned()));
            Some(Item { id: commitment.id, place, wait, why, next, is_unowned: false })
        };
        if standing.has(Flag::CustomerNotTold) && self.owns(Side::Sales, commitment) {
            return made(Wait::Tell, of_flag(Flag::CustomerNotTold), (String::new(), "tell the customer"));
        }
        match commitment.state.name() {
            StateName::Requested if self.owns(Side::Tech, commitment) || self.may_take(commitment) => {
                // A day given for the answer is an answer, until it has passed.
                if commitment.answer_by.is_some_and(|day| day >= self.today) && !standing.has(Flag::Overdue) {
                    return None;
                }
                let flags = [Flag::Overdue, Flag::AnswerLate, Flag::Blind, Flag::StaleEstimate];
                let flag = flags.into_iter().find_map(of_flag);
                let item = made(Wait::Answer, flag, (asked(commitment, self.today), "answer"))?;
                return Some(Item { is_unowned: commitment.owner(Side::Tech).is_none(), ..item });
            }
            StateName::Countered if self.owns(Side::Sales, commitment) => {
                let offer = commitment.offer().map_or_else(String::new, |offer| {
                    let due = offer.due.map_or_else(|| "no date".to_owned(), |due| due.short(self.today));
                    format!("tech offers {due}")
                });
                return made(Wait::Counter, of_flag(Flag::CounterWaiting), (offer, "accept or counter back"));
            }
            StateName::Delivered if self.owns(Side::Sales, commitment) => {
                let since = commitment
                    .delivered_on
                    .map_or_else(String::new, |day| format!("delivered {}", day.short(self.today)));
                return made(Wait::Confirm, of_flag(Flag::Unconfirmed), (since, "confirm with the customer"));
            }
            StateName::Requested
            | StateName::Countered
            | StateName::Agreed
            | StateName::Delivered
            | StateName::Kept
            | StateName::Declined
            | StateName::Revoked
            | StateName::Withdrawn => {}
        }
        let loud = standing.flags.iter().find(|raised| {
            raised.level < Level::Dim
                && !waits_for_sales(commitment, raised)
                && raised.next_by.as_ref().is_some_and(|by| self.is_near(by) && self.hears(by))
        })?;
        let why = format!("{}: {}", loud.flag.word(), loud.why(self.today));
        made(Wait::Move, Some((why, loud.next(commitment))), (String::new(), ""))
    }

    /// Whether the asker speaks for a side of somebody.
    fn hears(&self, other: &Handle) -> bool {
        let roles = self.book.rules.people.roles(other);
        match self.reach {
            Reach::Mine => true,
            Reach::Team | Reach::All => {
                (self.has_sales && roles.has(Role::Sales)) || (self.has_tech && roles.has(Role::Tech))
            }
        }
    }
}

/// Whether what a flag asks of tech has to wait: tech's counter-offer is on the table, and sales answers it first.
fn waits_for_sales(commitment: &Commitment, raised: &Raised) -> bool {
    let asks = |side| raised.next_by.as_ref().is_some_and(|by| commitment.owner(side) == Some(by));
    commitment.offer().is_some() && raised.flag != Flag::Crossed && asks(Side::Tech) && !asks(Side::Sales)
}

fn asked(commitment: &Commitment, today: Day) -> String {
    let since = commitment.asked_on.unwrap_or(commitment.opened_on);
    match since.days_to(today) {
        0 => "asked today".into(),
        days => format!("asked {} ago", count(days, "day")),
    }
}
