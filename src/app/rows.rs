//! What the list shows: from the book through query, order, filter and grouping to its lines.
//!
//! The order is kept for each tab; a filter that narrows the one before looks only at what that found.

use crate::command::Scope;
use crate::domain::flag::Standing;
use crate::domain::id::Id;
use crate::query::{self, Group, Query};

use super::view::{Origin, View};
use super::{App, StatusKind};

/// One line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// Something in the book's files that can't be read: its number among the problems.
    Problem(usize),
    /// The title of a group with the number of commitments in it.
    Heading(Box<(String, usize)>),
    /// A commitment: its place in the book.
    Item(usize),
}

impl App {
    /// Makes the lines of the tab that is shown, if something changed since.
    pub(super) fn rebuild_if_stale(&mut self) {
        self.select_now();
        let Some(view) = self.views.get(self.at) else { return };
        let is_changed = view.is_changed;
        if view.is_stale {
            self.order_view(self.at);
        } else if !is_changed {
            return;
        }
        if let Some(view) = self.views.get_mut(self.at) {
            view.is_changed = false;
            view.asked = None;
        }
        self.refilter(None);
    }

    /// What the tab's own query finds, unordered.
    pub(super) fn select(&mut self, number: usize) {
        let Some(view) = self.views.get(number) else { return };
        let (order, fault) = match view.origin {
            Origin::Screen | Origin::Mode => (self.selected_by_screen(number).unwrap_or_default(), None),
            Origin::Attention => (self.flagged_places(), None),
            Origin::All => ((0..self.book().commitments().len()).collect(), None),
            Origin::Saved => match query::parse(&view.base, &self.reading()) {
                Ok(query) => (self.index.select(&query, self.book(), &self.standings, None), None),
                Err(error) => (Vec::new(), Some(format!("the view’s query: {error}"))),
            },
        };
        let dim = if view.origin == Origin::Attention { self.dim_only() } else { 0 };
        let view = &mut self.views[number];
        view.count = order.len();
        view.dim = dim;
        view.order = order;
        view.fault = view.fault.take().or(fault);
    }

    fn flagged_places(&self) -> Vec<usize> {
        let flagged = self.standings.iter().enumerate().filter(|(_, standing)| standing.is_flagged());
        flagged.map(|(place, _)| place).collect()
    }

    fn dim_only(&self) -> usize {
        self.standings.iter().filter(|standing| !standing.is_flagged() && standing.top().is_some()).count()
    }

    /// Puts what a tab's query finds in its order.
    pub(super) fn order_view(&mut self, number: usize) {
        let Some(view) = self.views.get_mut(number) else { return };
        let mut order = std::mem::take(&mut view.order);
        let sort = view.sort;
        view.is_stale = false;
        view.asked = None;
        sort.order(&mut order, self.book(), &self.standings);
        let view = &mut self.views[number];
        view.order = order;
        view.is_changed = true;
    }

    /// Filters the tab by what is typed; the error, where that can't be understood.
    pub(super) fn set_filter(&mut self, text: &str) -> Option<query::Error> {
        let parsed = query::parse(text, &self.reading());
        match parsed {
            Ok(query) => {
                if let Some(view) = self.views.get_mut(self.at) {
                    text.clone_into(&mut view.filter);
                }
                self.refilter(Some(query));
                None
            }
            Err(error) => {
                // What stands before the part that isn't understood still narrows.
                let before = text.get(..error.at.start).and_then(|text| query::parse(text, &self.reading()).ok());
                self.refilter(Some(before.unwrap_or_default()));
                Some(error)
            }
        }
    }

    /// What the filter lets through, and the lines that it makes.
    fn refilter(&mut self, query: Option<Query>) {
        self.drop_search();
        let Some(view) = self.views.get(self.at) else { return };
        let query = query.or_else(|| query::parse(&view.filter, &self.reading()).ok()).unwrap_or_default();
        let is_narrower = view.asked.as_ref().is_some_and(|asked| query.narrows(asked));
        let Some(view) = self.views.get_mut(self.at) else { return };
        if query.is_empty() {
            view.found.clone_from(&view.order);
            view.asked = Some(query);
            self.lay_out();
        } else {
            let among = is_narrower.then(|| std::mem::take(&mut view.found));
            self.begin_search(query, among);
        }
    }

    /// The lines of what is found.
    pub(super) fn lay_out(&mut self) {
        if self.gather(self.at) {
            return;
        }
        let Some(view) = self.views.get_mut(self.at) else { return };
        let mut rows = std::mem::take(&mut view.rows);
        rows.clear();
        self.lines_of(&self.views[self.at], &mut rows);
        self.views[self.at].rows = rows;
        self.find_cursor();
    }

    fn lines_of(&self, view: &View, rows: &mut Vec<Row>) {
        let problems = match view.origin {
            Origin::Attention | Origin::All if view.filter.is_empty() => self.book().problems.len(),
            Origin::Attention | Origin::All | Origin::Saved | Origin::Screen | Origin::Mode => 0,
        };
        rows.extend((0..problems).map(Row::Problem));
        match view.group {
            None => rows.extend(view.found.iter().copied().map(Row::Item)),
            Some(group) => {
                for part in group.split(&view.found, self.book(), &self.standings) {
                    rows.push(Row::Heading(Box::new((part.title, part.places.len()))));
                    rows.extend(part.places.into_iter().map(Row::Item));
                }
            }
        }
    }

    /// The cursor back onto its commitment, in the line of the screen where it was; where that is gone, onto the nearest
    /// row.
    fn find_cursor(&mut self) {
        let height = self.page_rows();
        let Some(view) = self.views.get(self.at) else { return };
        let place = view.current.and_then(|id| self.book().place(id));
        let is_there = |row: usize| view.place_at(row).is_some_and(|at| Some(at) == place);
        let row = place.and_then(|_| {
            if is_there(view.cursor) { Some(view.cursor) } else { (0..view.rows.len()).find(|row| is_there(*row)) }
        });
        let from = view.range.and(view.range_from).and_then(|id| self.book().place(id));
        let from = from.and_then(|place| (0..view.rows.len()).find(|row| view.place_at(*row) == Some(place)));
        let view = &mut self.views[self.at];
        let line = view.cursor.saturating_sub(view.top);
        view.cursor = row.unwrap_or(view.cursor).min(view.rows.len().saturating_sub(1));
        if row.is_some() {
            view.top = view.cursor.saturating_sub(line);
        }
        view.range = from;
        view.step(0);
        view.keep_in_sight(height);
        // While a search goes on, its commitment may still be found.
        if row.is_some() || !self.is_searching() {
            self.note_current();
        }
    }

    /// Remembers the commitment under the cursor by its id, so that the cursor finds it again.
    pub(super) fn note_current(&mut self) {
        let Some(view) = self.views.get_mut(self.at) else { return };
        if let Some(screen) = &view.screen {
            view.current = screen.current();
            return;
        }
        let Some(view) = self.views.get(self.at) else { return };
        let commitment = view.place_at(view.cursor).and_then(|place| self.book().commitments().get(place));
        let current = commitment.map(|commitment| commitment.id);
        if let Some(view) = self.views.get_mut(self.at) {
            view.current = current.or(view.current.filter(|_| view.rows.is_empty()));
        }
    }

    /// What a move would be made on: the marked in the order of the list, or else the one under the cursor.
    pub(super) fn refresh_targets(&mut self) {
        if let Some(held) = &self.held {
            self.targets.clone_from(held);
            return;
        }
        let Some(view) = self.views.get(self.at) else { return };
        let id = |place: usize| self.book().commitments().get(place).map(|commitment| commitment.id);
        // What fills the screen is what a move is about, whatever is marked behind it.
        let is_alone = self.is_page || self.scope_below() == Scope::Standup;
        self.targets = if view.marks.is_empty() || is_alone {
            view.current().into_iter().collect()
        } else {
            view.order.iter().copied().filter_map(id).filter(|id| view.marks.contains(id)).collect()
        };
        self.saved = view.as_saved();
    }

    /// One commitment is other than before: it finds its place in every tab again.
    pub(super) fn replace_row(&mut self, id: Id) {
        let Some(place) = self.book().place(id) else { return };
        for number in (0..self.views.len()).filter(|number| !self.is_unknown(*number)).collect::<Vec<_>>() {
            let view = &self.views[number];
            if view.screen.is_some() {
                self.select(number);
                self.views[number].is_stale = true;
                continue;
            }
            let matches = match view.origin {
                Origin::Screen | Origin::Mode => false,
                Origin::Attention => self.standings.get(place).is_some_and(Standing::is_flagged),
                Origin::All => true,
                Origin::Saved => query::parse(&view.base, &self.reading()).is_ok_and(|query| {
                    !self.index.select(&query, self.book(), &self.standings, Some(&[place])).is_empty()
                }),
            };
            let dim = if view.origin == Origin::Attention { self.dim_only() } else { 0 };
            let mut order = std::mem::take(&mut self.views[number].order);
            order.retain(|each| *each != place);
            if matches {
                // A tab that was not shown yet is put in order when it is.
                let at = if self.views[number].is_stale { order.len() } else { self.place_in(&order, number, place) };
                order.insert(at, place);
            }
            let view = &mut self.views[number];
            view.count = order.len();
            view.order = order;
            view.dim = dim;
            view.is_changed = true;
        }
    }

    /// Where a commitment belongs in an order.
    fn place_in(&self, order: &[usize], number: usize, place: usize) -> usize {
        let sort = self.views[number].sort;
        order.partition_point(|each| {
            let mut pair = vec![place, *each];
            sort.order(&mut pair, self.book(), &self.standings);
            pair.first() == Some(each)
        })
    }

    /// Another grouping: the next one, and after the last none.
    pub(super) fn group_next(&mut self) {
        const USUAL: [Group; 6] = [Group::Customer, Group::Tech, Group::Sales, Group::State, Group::Month, Group::Flag];
        if self.refuse_on_screen("grouping") {
            return;
        }
        let Some(view) = self.views.get_mut(self.at) else { return };
        view.group = match view.group {
            None => USUAL.first().copied(),
            Some(group) => USUAL.iter().position(|each| *each == group).and_then(|at| USUAL.get(at + 1)).copied(),
        };
        let words = view.group.map_or_else(|| "not grouped".to_owned(), |group| format!("grouped by {}", group.word()));
        self.refilter(None);
        self.say(StatusKind::Notice, words);
    }
}
