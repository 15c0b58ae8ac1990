//! The method on the book's own record: every forecast made anew with what was known on the day the work began.
//!
//! A date counts once it has come. Whether it has depends on the forecast alone, not on how the work went, so dates that
//! were met and dates that weren't are counted alike, finished or still open.

use super::score::CHANCES;
use crate::domain::book::Book;
use crate::domain::day::Day;
use crate::domain::estimate::{Class, Estimate};
use crate::forecast::built_in;
use crate::forecast::cores::side_by_side;
use crate::forecast::facts::Facts;
use crate::forecast::history::{History, minutes};
use crate::forecast::record::{Item, Record};
use crate::forecast::track::{Question, Scale, forecast};

/// What became of the dates that would have been given for one commitment, at [`CHANCES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trial {
    /// How sure its estimate claimed to be.
    pub class: Class,
    /// One for each chance.
    pub dates: [Fate; 3],
}

/// What became of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It has come, and the work was done by then.
    Held,
    /// It has come, and the work wasn't done.
    Missed,
    /// It is still to come.
    ToCome,
}

/// Many trials together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// How many forecasts were made.
    pub forecasts: usize,
    /// At each of [`CHANCES`]: the dates that have come, and those of them that held.
    pub dates: [(usize, usize); 3],
}

impl Tally {
    /// The sum of trials.
    #[must_use]
    pub fn of<'a>(trials: impl IntoIterator<Item = &'a Trial>) -> Self {
        let mut tally = Self::default();
        for trial in trials {
            tally.forecasts += 1;
            for ((come, held), fate) in tally.dates.iter_mut().zip(trial.dates) {
                *come += usize::from(fate != Fate::ToCome);
                *held += usize::from(fate == Fate::Held);
            }
        }
        tally
    }
}

/// The trials of a book in the order in which its work began; `each` is told of every one.
///
/// Each commitment is forecast by itself: what stood before it in its lead's queue then is not reconstructed.
#[must_use]
pub fn trials(book: &Book, today: Day, each: impl Fn() + Sync) -> Vec<Trial> {
    let facts = Facts::of(book, today);
    let history = History::of(&facts);
    let estimate = |item: &Item| Some(facts.piece(item.name?)?.past?.estimate);
    let mut asked: Vec<(Estimate, Item)> = [&history.effort, &history.dates]
        .into_iter()
        .flat_map(Record::items)
        .filter_map(|item| Some((estimate(item)?, *item)))
        .collect();
    asked.sort_by_key(|(_, item)| (item.start, item.name));
    side_by_side(&asked, |(estimate, item)| {
        each();
        trial(&facts, &history, estimate, item)
    })
}

fn trial(facts: &Facts, history: &History, estimate: &Estimate, item: &Item) -> Trial {
    let days = |from: Day, to: Day| facts.calendar.working_days(from.plus(-1), to.plus(-1));
    let lead = item.name.and_then(|id| facts.piece(id)).and_then(|piece| piece.lead.as_ref());
    let question = Question {
        lead: item.lead,
        team: item.team,
        kind: item.kind,
        ln_estimate: item.ln_estimate,
        spread: item.spread,
        at: item.start,
        on: item.start_day,
        without: item.name,
    };
    let base = built_in::atoms(estimate, facts.focus(lead), item.spread);
    let distribution = forecast(history.record(estimate), &question, &base, &Scale::SINGLE, days).distribution;
    #[expect(clippy::cast_precision_loss, reason = "a count of days")]
    let over = days(item.start_day, facts.today) as f64;
    let took =
        item.finish.filter(|finish| *finish <= minutes(facts.today)).map(|_| item.ln_ratio.exp() * item.estimate);
    let fate = |chance: f64| {
        let given = (item.estimate * distribution.quantile(chance).exp()).ceil();
        if over < given {
            Fate::ToCome
        } else if took.is_some_and(|took| took <= given + 1e-6) {
            Fate::Held
        } else {
            Fate::Missed
        }
    };
    Trial { class: estimate.class(), dates: CHANCES.map(fate) }
}
