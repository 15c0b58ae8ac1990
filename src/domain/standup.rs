//! The standup: which commitments are talked about, in which order, and what was decided about them.

mod decided;
mod session;

pub use decided::{Decision, Next, decided, is_from, next_of, said_in};
pub use session::{Place, Session, Shares, Turn, Upshot};

use super::book::Book;
use super::calendar::Calendar;
use super::day::Day;
use super::flag::{Flag, Level, Raised, Standing, urgency};
use super::id::Id;
use super::person::Handle;

/// What brings a commitment to the standup, in the order in which it is talked about.
///
/// What one side puts in order at its own desk stays away: `stale-estimate`, `tracker-drift`, and whatever is only dim.
pub const TOPICS: [Flag; 10] = [
    Flag::CustomerNotTold,
    Flag::Overdue,
    Flag::OverPromised,
    Flag::Blind,
    Flag::Crossed,
    Flag::CounterWaiting,
    Flag::AnswerLate,
    Flag::AtRisk,
    Flag::DueSoon,
    Flag::Unconfirmed,
];

/// One commitment of the standup.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Card {
    /// Which.
    pub id: Id,
    /// Its place in the book.
    pub place: usize,
    /// What brings it here.
    pub topic: Flag,
}

impl Card {
    /// The flag that brings it here, as it is raised.
    #[must_use]
    pub fn raised<'a>(&self, standings: &'a [Standing]) -> Option<&'a Raised> {
        topic_of(standings.get(self.place)?)
    }
}

/// The flag that brings a commitment to the standup; none where nothing does.
#[must_use]
pub fn topic_of(standing: &Standing) -> Option<&Raised> {
    let loud = |topic: Flag| standing.flags.iter().find(|raised| raised.flag == topic && raised.level < Level::Dim);
    TOPICS.into_iter().find_map(loud)
}

/// The cards of a book whose commitments stand so, in the order in which they are talked about; ties as in Attention.
#[must_use]
pub fn agenda(book: &Book, standings: &[Standing]) -> Vec<Card> {
    agenda_of(book, standings, 0..book.commitments().len())
}

/// The cards among the commitments at some places.
#[must_use]
pub fn agenda_of(book: &Book, standings: &[Standing], places: impl IntoIterator<Item = usize>) -> Vec<Card> {
    let card = |place: usize| {
        let commitment = book.commitments().get(place)?;
        let topic = topic_of(standings.get(place)?)?.flag;
        Some(Card { id: commitment.id, place, topic })
    };
    let mut cards: Vec<Card> = places.into_iter().filter_map(card).collect();
    cards.sort_by_cached_key(|card| {
        let rank = TOPICS.iter().position(|topic| *topic == card.topic);
        (rank, urgency(&book.commitments()[card.place], &standings[card.place]))
    });
    cards
}

/// The cards about which nothing was decided: they are still open, also when they were spoken about.
#[must_use]
pub fn undecided(cards: &[Card], decisions: &[Decision]) -> Vec<Card> {
    let is_decided = |card: &&Card| decisions.iter().any(|decision| decision.place == card.place);
    cards.iter().filter(|card| !is_decided(card)).copied().collect()
}

/// The day since which something is new before the first standup: the last working day.
#[must_use]
pub fn first_since(calendar: &Calendar, today: Day) -> Day {
    /// Nobody is away for longer than this.
    const MOST: i64 = 31;
    (1..=MOST).map(|days| today.plus(-days)).find(|day| calendar.is_working(*day)).unwrap_or_else(|| today.plus(-1))
}

/// One person and the cards in which they have a part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Involved {
    /// Who.
    pub who: Handle,
    /// The cards they own on either side, or have the next move in, in the order of the standup.
    pub cards: Vec<Id>,
    /// How many of them wait for this person's move.
    pub to_move: usize,
}

/// Everybody who has a part in some cards, in the order of their names; nobody is ranked.
#[must_use]
pub fn involved(book: &Book, standings: &[Standing], cards: &[Card]) -> Vec<Involved> {
    let mut found: Vec<Involved> = Vec::new();
    for card in cards {
        let Some(commitment) = book.commitments().get(card.place) else { continue };
        let settings = &commitment.settings;
        let mover = card.raised(standings).and_then(|raised| raised.next_by.as_ref());
        let mut all: Vec<&Handle> =
            [settings.sales.as_ref(), settings.tech.as_ref(), mover].into_iter().flatten().collect();
        all.sort_unstable();
        all.dedup();
        for who in all {
            let at = found.iter().position(|each| each.who == *who).unwrap_or_else(|| {
                found.push(Involved { who: who.clone(), cards: Vec::new(), to_move: 0 });
                found.len() - 1
            });
            found[at].cards.push(card.id);
            found[at].to_move += usize::from(mover == Some(who));
        }
    }
    found.sort_by_cached_key(|each| book.rules.people.called(&each.who).to_lowercase());
    found
}
