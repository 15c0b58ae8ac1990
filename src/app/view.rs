//! One tab: what it asks for, how it is ordered, and where one stands in it.

use std::collections::BTreeSet;

use crate::domain::book::{Book, SavedView};
use crate::domain::id::Id;
use crate::query::{Group, Query, Sort};

use super::column::{Column, Wanted};
use super::rows::Row;
use super::screens::Screen;
use super::screens::board::Board;
use super::screens::customers::Customers;
use super::screens::load::Load;
use super::screens::queue::Queue;
use super::screens::standup::Standup;
use super::screens::timeline::Timeline;

/// The name of the mode that a standup is held in.
pub(super) const STANDUP: &str = "Standup";
use super::screens::review::Review;

/// So many of the first columns stay while the others are scrolled, where nothing else is said.
pub(crate) const FROZEN: usize = 1;

/// Where a tab comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// What asks for attention; where one begins.
    Attention,
    /// Everything.
    All,
    /// One with a screen of its own, always there.
    Screen,
    /// A view saved in the book.
    Saved,
    /// A screen that is no tab: one goes there by its key and back from it.
    Mode,
}

/// A tab, or a mode that is none.
#[derive(Debug)]
pub struct View {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The query it stands for; empty for the two that are always there.
    pub base: String,
    /// What is wrong with that query, where something is.
    pub fault: Option<String>,
    /// The filter on top of it.
    pub filter: String,
    /// The order.
    pub sort: Sort,
    /// The grouping.
    pub group: Option<Group>,
    /// The columns it names; none for the usual ones.
    pub columns: Vec<Column>,
    /// How many of the first columns stay.
    pub frozen: usize,
    /// How many columns behind those are scrolled out of sight.
    pub shift: usize,
    /// The places of what the query finds, in the order of the view.
    pub(super) order: Vec<usize>,
    /// Those of them that the filter lets through.
    pub(super) found: Vec<usize>,
    /// The filter that `found` is the answer to.
    pub(super) asked: Option<Query>,
    /// Whether the order has to be made anew before it is shown.
    pub(super) is_stale: bool,
    /// Whether the order changed since its lines were made.
    pub(super) is_changed: bool,
    /// How many the query finds.
    pub count: usize,
    /// How many only dim flags keep out of it.
    pub dim: usize,
    /// What shows what is found instead of the list.
    pub screen: Option<Box<dyn Screen>>,
    /// What the list shows, line by line.
    pub rows: Vec<Row>,
    /// The ids of the rows' commitments stand in the book; here only the one under the cursor.
    pub(super) current: Option<Id>,
    pub(super) cursor: usize,
    pub(super) top: usize,
    pub(super) marks: BTreeSet<Id>,
    /// Where one stood before the filter was typed.
    pub(super) stood: Option<Id>,
    /// Where a range of marks began.
    pub(super) range: Option<usize>,
    /// The commitment it began at, by which it is found again when rows come and go.
    pub(super) range_from: Option<Id>,
}

/// A saved view without a name, for what is shown but not saved.
#[must_use]
pub(super) fn nameless() -> SavedView {
    SavedView { name: String::new(), query: String::new(), sort: None, group: None, columns: Vec::new(), frozen: None }
}

impl View {
    fn new(name: &str, origin: Origin) -> Self {
        Self {
            name: name.to_owned(),
            origin,
            base: String::new(),
            fault: None,
            filter: String::new(),
            sort: Sort::default(),
            group: None,
            columns: Vec::new(),
            frozen: FROZEN,
            shift: 0,
            order: Vec::new(),
            found: Vec::new(),
            asked: None,
            is_stale: true,
            is_changed: false,
            count: 0,
            dim: 0,
            screen: None,
            rows: Vec::new(),
            current: None,
            cursor: 0,
            top: 0,
            marks: BTreeSet::new(),
            stood: None,
            range: None,
            range_from: None,
        }
    }

    fn with_screen(name: &str, origin: Origin, screen: impl Screen + 'static) -> Self {
        Self { screen: Some(Box::new(screen)), ..Self::new(name, origin) }
    }

    /// Whether it has a place among the tabs.
    #[must_use]
    pub fn is_tab(&self) -> bool {
        self.origin != Origin::Mode
    }

    /// The tabs of a book, those that are always there before its saved views; then the modes.
    #[must_use]
    pub(super) fn all_of(book: &Book) -> Vec<Self> {
        let saved = book.rules.views.iter().map(|saved| {
            let sort = saved.sort.as_deref().map(Sort::parse);
            let fault = sort.as_ref().and_then(|sort| sort.as_ref().err()).map(ToString::to_string);
            Self {
                base: saved.query.clone(),
                fault,
                sort: sort.and_then(Result::ok).unwrap_or_default(),
                group: saved.group.as_deref().and_then(|word| Group::parse(word).ok()),
                columns: saved.columns.iter().filter_map(|word| Column::by_word(word)).collect(),
                frozen: saved.frozen.map_or(FROZEN, usize::from),
                ..Self::new(&saved.name, Origin::Saved)
            }
        });
        let always = [
            Self::new("Attention", Origin::Attention),
            Self::new("All", Origin::All),
            Self::with_screen("Board", Origin::Screen, Board::default()),
            Self::with_screen("Timeline", Origin::Screen, Timeline::default()),
            Self::with_screen("Load", Origin::Screen, Load::default()),
            Self::with_screen("Customers", Origin::Screen, Customers::default()),
            Self::with_screen("Review", Origin::Screen, Review::default()),
        ];
        let modes = [
            Self::with_screen(STANDUP, Origin::Mode, Standup::default()),
            Self::with_screen("Queue", Origin::Mode, Queue::default()),
        ];
        always.into_iter().chain(saved).chain(modes).collect()
    }

    /// Takes over where one stood, what was typed and marked, from the tab of that name before a reload.
    pub(super) fn resume(&mut self, before: Self) {
        self.filter = before.filter;
        self.current = before.current;
        self.cursor = before.cursor;
        self.top = before.top;
        self.marks = before.marks;
        self.range = before.range;
        self.range_from = before.range_from;
        self.group = before.group;
        self.screen = before.screen;
        self.shift = before.shift;
        if self.origin != Origin::Saved || self.columns.is_empty() {
            self.columns = before.columns;
            self.frozen = before.frozen;
        }
        if self.base == before.base {
            self.sort = before.sort;
        }
    }

    /// The view as it would be saved.
    #[must_use]
    pub(super) fn as_saved(&self) -> SavedView {
        let own = match self.origin {
            Origin::Attention => "(level:red or level:amber)".to_owned(),
            Origin::All | Origin::Screen | Origin::Mode => String::new(),
            Origin::Saved => self.base.clone(),
        };
        let query = match (own.is_empty(), self.filter.is_empty()) {
            (_, true) => own,
            (true, false) => self.filter.clone(),
            (false, false) => format!("({own}) ({})", self.filter),
        };
        let sort = (self.sort != Sort::default()).then(|| self.sort.to_string());
        let group = self.group.map(|group| group.word().to_owned());
        let columns = self.columns.iter().map(|column| column.word().to_owned()).collect();
        let frozen = u8::try_from(self.frozen).ok().filter(|_| self.frozen != FROZEN);
        SavedView { query, sort, group, columns, frozen, ..nameless() }
    }

    /// The columns it asks for.
    #[must_use]
    pub fn wanted(&self, has_money: bool) -> Wanted<'_> {
        Wanted { columns: &self.columns, frozen: self.frozen, shift: self.shift, has_money }
    }

    /// The commitment under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<Id> {
        if let Some(screen) = &self.screen {
            return screen.current();
        }
        self.current.filter(|_| matches!(self.rows.get(self.cursor), Some(Row::Item(_))))
    }

    /// The row under the cursor.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row on the screen.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The marked commitments.
    #[must_use]
    pub const fn marks(&self) -> &BTreeSet<Id> {
        &self.marks
    }

    /// The rows of a range that is being marked.
    #[must_use]
    pub fn range(&self) -> Option<std::ops::RangeInclusive<usize>> {
        self.range.map(|from| from.min(self.cursor)..=from.max(self.cursor))
    }

    /// How many commitments are shown.
    #[must_use]
    pub const fn shown(&self) -> usize {
        self.found.len()
    }

    /// The place in the book of the commitment in a row.
    #[must_use]
    pub fn place_at(&self, row: usize) -> Option<usize> {
        match self.rows.get(row) {
            Some(Row::Item(place)) => Some(*place),
            Some(Row::Problem(_) | Row::Heading(_)) | None => None,
        }
    }

    fn can_stand(&self, row: usize) -> bool {
        match self.rows.get(row) {
            Some(Row::Item(_) | Row::Problem(_)) => true,
            Some(Row::Heading(_)) | None => false,
        }
    }

    /// The cursor so many rows on, over headings.
    pub(super) fn step(&mut self, by: isize) {
        let Some(last) = self.rows.len().checked_sub(1) else { return };
        let wanted = self.cursor.saturating_add_signed(by).min(last);
        let is_down = by > 0;
        let onward = if is_down {
            (wanted..=last).find(|row| self.can_stand(*row))
        } else {
            (0..=wanted).rev().find(|row| self.can_stand(*row))
        };
        let back = || {
            if is_down {
                (0..wanted).rev().find(|row| self.can_stand(*row))
            } else {
                (wanted..=last).find(|row| self.can_stand(*row))
            }
        };
        if let Some(row) = onward.or_else(back) {
            self.cursor = row;
        }
    }

    /// The cursor onto a row, where one can stand there.
    pub(super) fn stand_on(&mut self, row: usize) {
        if self.can_stand(row) {
            self.cursor = row;
        }
    }

    /// Scrolls so far that the cursor is among the rows shown, with a heading over it where it has one.
    pub(super) fn keep_in_sight(&mut self, height: usize) {
        let height = height.max(1);
        let first = match self.cursor.checked_sub(1) {
            Some(above) if matches!(self.rows.get(above), Some(Row::Heading(_))) && height > 1 => above,
            Some(_) | None => self.cursor,
        };
        if first < self.top {
            self.top = first;
        }
        if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}
