//! What a large book leaves to do once the screen is drawn: the rest of a search, what the forecasts rest on, the chances
//! that came in, the words to search in, the counts of the other tabs. A piece at a time, none longer than a frame, so that no key waits.

use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::forecast::almanac::News;
use crate::forecast::facts::{Facts, Piece};
use crate::query::{Index, Query};

use super::App;
use super::rows::Row;
use super::screens::Screen;

/// A book up to this size is dealt with at once.
const SMALL: usize = 6_000;
/// So many commitments are looked at in one piece.
const PIECE: usize = 3_000;
/// So many are read for their words in one piece, or searched while their words are not read; that takes longer.
const WORDS: usize = 300;
/// So many are judged by their chances, or read for the forecasts, in one piece.
const JUDGED: usize = 1_000;
/// More rows than these are put in order all at once.
pub(super) const FEW: usize = 50;

/// What is left to do.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    /// The search in the tab that is shown.
    search: Option<Search>,
    /// The facts that forecasts are made from, while they are read from the book.
    facts: Option<Collecting>,
    /// The chances that came in, while they take their places.
    chances: Option<Placing>,
    /// How many commitments have been read for their words, while some have not.
    words: Option<usize>,
    /// The tabs whose contents are not known yet.
    tabs: Vec<usize>,
}

/// A search that is not at its end.
#[derive(Debug)]
struct Search {
    query: Query,
    /// Where to look; without it in the whole tab.
    among: Option<Vec<usize>>,
    at: usize,
}

/// Facts that are read from the book up to a place.
#[derive(Debug)]
struct Collecting {
    facts: Facts,
    at: usize,
}

/// Chances that have their places up to one.
#[derive(Debug, Default)]
struct Placing {
    at: usize,
    /// What stands otherwise than before.
    changed: Vec<Id>,
    is_summed: bool,
}

impl App {
    /// Whether something is left to do while nobody waits.
    #[must_use]
    pub fn has_work(&self) -> bool {
        let Backlog { search, facts, chances, words, tabs } = &self.backlog;
        search.is_some()
            || facts.is_some()
            || chances.is_some()
            || words.is_some()
            || !tabs.is_empty()
            || self.screen().is_some_and(Screen::has_work)
    }

    /// Whether the list is still being searched.
    #[must_use]
    pub(crate) const fn is_searching(&self) -> bool {
        self.backlog.search.is_some()
    }

    /// Does a piece of what is left; whether the screen is to be drawn again.
    pub fn work(&mut self) -> bool {
        if self.backlog.search.is_some() {
            let was_full = self.view().is_some_and(|view| view.rows.len() > view.top() + self.page_rows());
            self.search_on();
            return !was_full || !self.is_searching();
        }
        if self.backlog.facts.is_some() {
            self.collect_on();
            return false;
        }
        if self.backlog.chances.is_some() {
            return self.place_on();
        }
        if self.backlog.words.is_some() {
            self.read_on();
            return false;
        }
        if let Some(number) = self.backlog.tabs.pop() {
            self.select(number);
            self.order_view(number);
            return self.backlog.tabs.is_empty();
        }
        self.work_on_screen()
    }

    /// A new book, other rules, another day: everything is to be done again, the tab that is shown at once.
    pub(super) fn start_over(&mut self) {
        let count = self.book().commitments().len();
        self.index = Index::default();
        self.backlog = Backlog { words: (count > 0).then_some(0), ..Backlog::default() };
        if count <= SMALL {
            self.index = Index::of(self.book());
            self.backlog.words = None;
        }
        self.reorder();
    }

    /// Every tab is to be selected and put in order again, the one that is shown at once.
    pub(super) fn reorder(&mut self) {
        self.backlog.tabs = (0..self.views.len()).rev().filter(|number| *number != self.at).collect();
        for view in &mut self.views {
            view.is_stale = true;
        }
        if self.at < self.views.len() {
            self.select(self.at);
        }
        self.rebuild_if_stale();
        if self.book().commitments().len() <= SMALL {
            while self.has_work() {
                let _ = self.work();
            }
        }
    }

    /// A tab that is to be shown now is selected before its turn.
    pub(super) fn select_now(&mut self) {
        if let Some(at) = self.backlog.tabs.iter().position(|number| *number == self.at) {
            self.backlog.tabs.remove(at);
            self.select(self.at);
        }
    }

    /// Whether it is not known yet what a tab contains.
    #[must_use]
    pub(crate) fn is_unknown(&self, number: usize) -> bool {
        self.backlog.tabs.contains(&number)
    }

    /// Begins a search; its first piece is done at once, and in a book that is not large all of it.
    pub(super) fn begin_search(&mut self, query: Query, among: Option<Vec<usize>>) {
        let all = || self.view().map_or(0, |view| view.order.len());
        let is_small = among.as_ref().map_or_else(all, Vec::len) <= SMALL;
        if let Some(view) = self.views.get_mut(self.at) {
            view.found.clear();
            view.rows.clear();
            view.asked = None;
        }
        // Groups are known when all of them are.
        let is_grouped = self.view().is_some_and(|view| view.group.is_some());
        self.backlog.search = Some(Search { query, among, at: 0 });
        loop {
            self.search_on();
            let is_enough = !is_small && !is_grouped;
            if is_enough || self.backlog.search.is_none() {
                break;
            }
        }
    }

    /// What the search found so far is forgotten: there is another one, or another list.
    pub(super) fn drop_search(&mut self) {
        self.backlog.search = None;
    }

    /// The tab is left before its search is at its end: it begins anew when the tab is shown again.
    pub(super) fn leave_search(&mut self) {
        self.drop_search();
        if let Some(view) = self.views.get_mut(self.at) {
            view.is_changed = true;
        }
    }

    fn search_on(&mut self) {
        let Some(mut search) = self.backlog.search.take() else { return };
        let Some(view) = self.view() else { return };
        let among = search.among.as_ref().unwrap_or(&view.order);
        let piece = if self.backlog.words.is_some() { WORDS } else { PIECE };
        let end = (search.at + piece).min(among.len());
        let found = self.index.select(
            &search.query,
            self.book(),
            &self.standings,
            Some(among.get(search.at..end).unwrap_or_default()),
        );
        search.at = end;
        let is_over = end == among.len();
        let Some(view) = self.views.get_mut(self.at) else { return };
        view.found.extend(&found);
        if view.group.is_none() && !view.rows.is_empty() {
            view.rows.extend(found.into_iter().map(Row::Item));
        }
        if is_over {
            view.asked = Some(search.query);
        } else {
            self.backlog.search = Some(search);
        }
        let is_first = self.view().is_some_and(|view| view.rows.is_empty());
        if is_over || is_first {
            self.lay_out();
        }
    }

    /// The forecasts are to be told of everything, once it is read from the book.
    pub(super) fn collect(&mut self) {
        let Some(book) = &self.book else { return };
        self.backlog.facts = Some(Collecting { facts: Facts::without_pieces(book, self.today), at: 0 });
        if book.commitments().len() <= SMALL {
            while self.backlog.facts.is_some() {
                self.collect_on();
            }
        }
    }

    fn collect_on(&mut self) {
        let (Some(mut collecting), Some(book)) = (self.backlog.facts.take(), &self.book) else { return };
        let end = (collecting.at + JUDGED).min(book.commitments().len());
        let piece = book.commitments().get(collecting.at..end).unwrap_or_default();
        collecting.facts.put_all(piece.iter().map(|each| (each.id, Piece::of(each))).collect());
        collecting.at = end;
        if end < book.commitments().len() {
            self.backlog.facts = Some(collecting);
        } else {
            self.tell(News::All(Box::new(collecting.facts)));
        }
    }

    /// The forecasts are to be told what some commitments say now.
    pub(super) fn tell_some(&mut self, told: Vec<(Id, Option<Piece>)>) {
        match &mut self.backlog.facts {
            Some(collecting) => collecting.facts.put_all(told),
            None => self.tell(News::Some(told)),
        }
    }

    /// The chances that came in are to take their places.
    pub(super) fn place(&mut self) {
        self.backlog.chances = Some(Placing::default());
        if self.book().commitments().len() <= SMALL {
            while self.backlog.chances.is_some() {
                let _ = self.place_on();
            }
        }
    }

    /// Whether the screen is to be drawn again.
    fn place_on(&mut self) -> bool {
        let (Some(mut placing), Some(book)) = (self.backlog.chances.take(), &self.book) else { return false };
        let all = book.commitments();
        if placing.at < all.len() {
            let eyes = book.eyes(self.today);
            let end = (placing.at + JUDGED).min(all.len());
            for (each, slot) in all.iter().zip(&mut self.standings).take(end).skip(placing.at) {
                let outlook = self.foreseen.as_ref().and_then(|foreseen| foreseen.of(each));
                let standing = Standing::of(each, &eyes, outlook);
                if *slot != standing {
                    *slot = standing;
                    placing.changed.push(each.id);
                }
            }
            placing.at = end;
            self.backlog.chances = Some(placing);
            return false;
        }
        if !placing.is_summed {
            self.summarize();
            placing.is_summed = true;
            self.backlog.chances = Some(placing);
            return false;
        }
        if placing.changed.len() > FEW {
            self.reorder();
        } else {
            for id in placing.changed {
                self.replace_row(id);
            }
            self.rebuild_if_stale();
        }
        true
    }

    /// Reads on for the words; a commitment that changes meanwhile is read with the others.
    fn read_on(&mut self) {
        let Some(from) = self.backlog.words else { return };
        let Some(book) = &self.book else { return };
        let commitments = book.commitments();
        let end = (from + WORDS).min(commitments.len());
        for commitment in commitments.get(from..end).unwrap_or_default() {
            self.index.put(book, commitment.id);
        }
        self.backlog.words = (end < commitments.len()).then_some(end);
    }

    /// The words of one commitment that changed, if they have been read before.
    pub(super) fn read_again(&mut self, id: Id) {
        let Some(book) = &self.book else { return };
        let is_read = match (self.backlog.words, book.place(id)) {
            (Some(read), Some(place)) => place < read,
            (None, _) | (_, None) => true,
        };
        if is_read {
            self.index.put(book, id);
        }
    }
}
