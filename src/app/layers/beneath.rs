//! What a layer is about, as it was when it was opened: what others say meanwhile is shown, and asked about once.

use crate::app::layer::Context;
use crate::domain::act::Move;
use crate::domain::commitment::Commitment;
use crate::domain::digest;
use crate::domain::id::Id;

use crate::app::ink::{Row, Tone, wrapped};

/// More news than this is counted.
const MOST: usize = 3;

/// The commitments beneath a layer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beneath {
    seen: Vec<Seen>,
    /// The moves that somebody was told of since, and whether anything was gone then.
    told: Vec<Id>,
    told_gone: usize,
}

/// One of them, as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Seen {
    id: Id,
    title: String,
    customer: String,
    moves: Vec<Id>,
    was_open: bool,
}

impl Beneath {
    /// The commitments as they are now.
    #[must_use]
    pub fn of(ids: &[Id], context: &Context) -> Self {
        let seen = |one: &Commitment| Seen {
            id: one.id,
            title: one.title(),
            customer: one.customer.to_string(),
            moves: one.moves.iter().map(|made| made.id).collect(),
            was_open: one.is_open(),
        };
        Self { seen: ids.iter().filter_map(|id| context.book.get(*id)).map(seen).collect(), ..Self::default() }
    }

    /// What happened to them since, a sentence each: `meanwhile Dana: counter-offer 1 Mar → 15 Mar`.
    #[must_use]
    pub fn news(&self, context: &Context) -> Vec<String> {
        let is_one = self.seen.len() == 1;
        let mut news = Vec::new();
        for seen in &self.seen {
            let on = if is_one { String::new() } else { format!(" on {}", seen.customer) };
            let Some(now) = context.book.get(seen.id) else {
                let is_shelved = context.book.shelved().iter().any(|shelved| shelved.id == seen.id);
                let how = if is_shelved { "its promise was taken back" } else { "it is no longer in the book" };
                news.push(format!("meanwhile {}: {how}; what is typed here stays", seen.title));
                continue;
            };
            for made in seen.since(now) {
                let by = context.book.rules.people.called(&made.by);
                news.push(format!("meanwhile {by}{on}: {}", digest::told_of(&now.moves, made, context.today)));
            }
            if seen.was_open && !now.is_open() {
                let state = now.state.name().word();
                news.push(format!("meanwhile{on}: it is {state}, and closed; what is typed here stays"));
            }
        }
        if news.len() > MOST {
            let more = news.len() - MOST + 1;
            news.truncate(MOST - 1);
            news.push(format!("meanwhile: {more} more moves"));
        }
        news
    }

    /// The same in lines to be noticed.
    #[must_use]
    pub fn rows(&self, context: &Context, cols: usize) -> Vec<Row> {
        self.news(context).iter().flat_map(|what| wrapped(Tone::Notice, what, cols, 2)).collect()
    }

    /// Whether something happened that nobody was told of.
    #[must_use]
    pub fn is_new(&self, context: &Context) -> bool {
        self.gone(context) > self.told_gone || self.since(context).iter().any(|id| !self.told.contains(id))
    }

    /// Whether none of them is there any more.
    #[must_use]
    pub fn is_gone(&self, context: &Context) -> bool {
        !self.seen.is_empty() && self.gone(context) == self.seen.len()
    }

    /// Somebody was told all that happened so far.
    pub fn tell(&mut self, context: &Context) {
        self.told = self.since(context);
        self.told_gone = self.gone(context);
    }

    fn gone(&self, context: &Context) -> usize {
        self.seen.iter().filter(|seen| context.book.get(seen.id).is_none()).count()
    }

    fn since(&self, context: &Context) -> Vec<Id> {
        let moves =
            |seen: &Seen| context.book.get(seen.id).map(|now| seen.since(now).map(|made| made.id).collect::<Vec<_>>());
        self.seen.iter().filter_map(moves).flatten().collect()
    }
}

impl Seen {
    fn since<'a>(&'a self, now: &'a Commitment) -> impl Iterator<Item = &'a Move> {
        now.moves.iter().filter(|made| !self.moves.contains(&made.id))
    }
}
