//! What I said since the book was last synced: counted whole once, and from then on only where something changed.

use std::collections::HashMap;

use crate::domain::act::Move;
use crate::domain::id::Id;

use super::App;

/// The moves that the others don't have yet, by commitment.
#[derive(Debug, Default)]
pub(super) struct Unsent {
    of: HashMap<Id, usize>,
    /// All of them.
    pub moves: usize,
}

impl Unsent {
    fn put(&mut self, id: Id, moves: usize) {
        let before = if moves > 0 { self.of.insert(id, moves) } else { self.of.remove(&id) };
        self.moves = self.moves + moves - before.unwrap_or(0);
    }
}

impl App {
    /// Counts everything: another book, or another time of the last sync.
    pub(in crate::app) fn count_all_unsent(&mut self) {
        let mut unsent = Unsent::default();
        if self.sharing.synced.is_some() {
            let shown = self.book().commitments().iter().map(|each| (each.id, &each.moves[..]));
            let shelved = self.book().shelved().iter().map(|each| (each.id, &each.moves[..]));
            for (id, moves) in shown.chain(shelved) {
                unsent.put(id, self.unsent_in(moves));
            }
        }
        self.sharing.unsent = unsent;
    }

    /// Counts anew where something changed.
    pub(in crate::app) fn count_unsent(&mut self, changed: &[Id]) {
        if self.sharing.synced.is_none() {
            return;
        }
        for id in changed {
            let shown = self.book().get(*id).map(|each| &each.moves[..]);
            let shelved = || self.book().shelved().iter().find(|each| each.id == *id).map(|each| &each.moves[..]);
            let moves = shown.or_else(shelved).map_or(0, |moves| self.unsent_in(moves));
            self.sharing.unsent.put(*id, moves);
        }
    }

    /// How many moves of mine the others don't have yet; none where the book isn't shared.
    #[must_use]
    pub const fn unsent(&self) -> usize {
        self.sharing.unsent.moves
    }

    fn unsent_in(&self, moves: &[Move]) -> usize {
        let Some(synced) = self.sharing.synced else { return 0 };
        moves.iter().filter(|made| made.at > synced && made.by == self.me).count()
    }
}
