//! The track record: what was estimated, when it began, and how long it took or has taken so far.

use std::hash::{Hash as _, Hasher};

use crate::domain::day::Day;
use crate::domain::id::Id;

/// One piece of estimated work.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Item {
    /// The commitment it is, where it is one of a book.
    pub name: Option<Id>,
    /// When it began, in minutes; it orders the record.
    pub start: i64,
    /// The day it began.
    pub start_day: Day,
    /// When it was finished, in minutes; none while it is open.
    pub finish: Option<i64>,
    /// The estimate in days.
    pub estimate: f64,
    /// Its logarithm.
    pub ln_estimate: f64,
    /// ln(actual / estimated); of no meaning while it is open.
    pub ln_ratio: f64,
    /// Whose work.
    pub lead: u32,
    /// Of which team.
    pub team: u32,
    /// Of which kind; none where it is of no known kind.
    pub kind: Option<u32>,
    /// ln(high / low), where the estimate was a range.
    pub spread: Option<f64>,
}

impl Item {
    /// Everything about it that a forecast depends on.
    pub(super) fn digest(&self, hasher: &mut impl Hasher) {
        let numbers = (self.estimate.to_bits(), self.ln_ratio.to_bits(), self.spread.map(f64::to_bits));
        (self.name, self.start, self.finish, numbers, self.lead, self.team, self.kind).hash(hasher);
    }
}

/// The items of one book in the order of their starts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    items: Vec<Item>,
    own: Vec<Vec<u32>>,
}

impl Record {
    /// A record of items; those that began together stay in the order given, which must not depend on how they went.
    #[must_use]
    pub fn new(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| item.start);
        let leads = items.iter().map(|item| item.lead as usize + 1).max().unwrap_or(0);
        let mut own = vec![Vec::new(); leads];
        for (n, item) in items.iter().enumerate() {
            own[item.lead as usize].push(u32::try_from(n).expect("a record has fewer than four billion items"));
        }
        Self { items, own }
    }

    /// The items in the order of their starts.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The last `most` items of a lead that began before a moment, oldest first.
    pub(super) fn own_before(&self, lead: u32, moment: i64, most: usize) -> impl Iterator<Item = &Item> {
        let all = self.own.get(lead as usize).map_or(&[][..], Vec::as_slice);
        let end = all.partition_point(|n| self.items[*n as usize].start < moment);
        last(all[..end].iter().map(|n| &self.items[*n as usize]), moment, most).into_iter()
    }

    /// Those among the last `most` items before a moment that are of other leads, oldest first.
    pub(super) fn others_before(&self, lead: u32, moment: i64, most: usize) -> impl Iterator<Item = &Item> {
        let end = self.items.partition_point(|item| item.start < moment);
        last(self.items[..end].iter(), moment, most).into_iter().filter(move |item| item.lead != lead)
    }
}

/// The last `most` of items in the order of their starts.
///
/// Of those that began together the ones finished before `moment` come first, in the order of their finishes: later in the
/// record weighs more, and nothing that happens after it may show in it.
fn last<'a>(items: impl DoubleEndedIterator<Item = &'a Item>, moment: i64, most: usize) -> Vec<&'a Item> {
    let mut found: Vec<&Item> = Vec::with_capacity(most);
    for item in items.rev() {
        // Whoever began together with the last of them may come before it.
        if found.len() >= most && found.last().is_some_and(|last| last.start != item.start) {
            break;
        }
        found.push(item);
    }
    found.reverse();
    found.sort_by_key(|item| (item.start, item.finish.filter(|finish| *finish < moment).unwrap_or(i64::MAX)));
    found.split_off(found.len().saturating_sub(most))
}
