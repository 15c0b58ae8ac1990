//! Is a row in the book already? Found by its id or key, or by its customer and scope, so that a sheet can be read twice.
//!
//! A commitment is known by what it was first promised as, and by what it is called now: a scope that was reworded in
//! the book is still found. The key of a row is kept as a link `sheet:KEY`, so that a row with one can be reworded too.

use std::collections::HashMap;

use super::Flaw;
use super::cells::Status;
use super::history::Told;
use crate::domain::act::Act;
use crate::domain::book::Book;
use crate::domain::commitment::{Commitment, StateName};
use crate::domain::id::Id;
use crate::domain::person::Handle;
use crate::text::fold;

/// What the book and the rows above already say.
pub(super) struct Known<'a> {
    book: &'a Book,
    by_key: HashMap<String, Id>,
    by_words: HashMap<(String, String), Id>,
    above: HashMap<(String, String, Option<String>), (u32, String)>,
}

/// The link that keeps the key of a row.
pub(super) fn link(key: &str) -> String {
    format!("sheet:{key}")
}

fn words(customer: &str, scope: &str) -> (String, String) {
    let plain = |text: &str| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (plain(customer), plain(scope))
}

impl<'a> Known<'a> {
    pub(super) fn new(book: &'a Book) -> Self {
        let mut known = Self { book, by_key: HashMap::new(), by_words: HashMap::new(), above: HashMap::new() };
        for each in book.commitments() {
            known.by_words.entry(words(&each.customer, &each.terms.scope)).or_insert(each.id);
            if let Some(Act::Promise(first)) = each.moves.first().map(|first| &first.act) {
                known.by_words.entry(words(&first.customer, &first.scope)).or_insert(each.id);
                known.by_key.extend(first.settings.links.iter().map(|link| (link.to_string(), each.id)));
            }
            known.by_key.extend(each.settings.links.iter().map(|link| (link.to_string(), each.id)));
        }
        known
    }

    /// The commitment of a row.
    pub(super) fn find(&self, told: &Told, key: Option<&str>) -> Option<&'a Commitment> {
        let of_id = key.and_then(|key| key.parse::<Id>().ok()).and_then(|id| self.book.get(id));
        let of_key = || key.and_then(|key| self.by_key.get(&link(key))).and_then(|id| self.book.get(*id));
        let of_words = || {
            let id = self.by_words.get(&words(&told.promise.customer, &told.promise.scope))?;
            let found = self.book.get(*id)?;
            // Rows with other keys are other rows, even when they say the same.
            let has_other_key = key.is_some_and(|key| {
                found.settings.links.iter().any(|each| each.starts_with("sheet:") && **each != *link(key))
            });
            (!has_other_key).then_some(found)
        };
        of_id.or_else(of_key).or_else(of_words)
    }

    /// A row that stands in the sheet twice: what is wrong with the second.
    pub(super) fn twice(&mut self, told: &Told, key: Option<&str>, line: u32) -> Option<Flaw> {
        let (customer, scope) = words(&told.promise.customer, &told.promise.scope);
        let says = format!("{:?} {:?} {:?}", told.promise.due, told.promise.settings.value, told.status);
        let place = (customer, scope, key.map(str::to_owned));
        let Some((above, said)) = self.above.get(&place) else {
            self.above.insert(place, (line, says));
            return None;
        };
        let how = if *said == says { "says the same" } else { "has the same customer and commitment" };
        Some(Flaw {
            column: None,
            why: format!("line {above} {how}"),
            remedy: "take one of them out, or tell them apart by other words or a column `id`".into(),
        })
    }
}

/// What a row says otherwise than the book, each with the command that would say it there.
pub(super) fn differences(known: &Commitment, told: &Told) -> Vec<String> {
    let id = known.id;
    let mut all = Vec::new();
    let is_said = |day| {
        known.moves.iter().any(|made| match &made.act {
            Act::Promise(promise) => promise.due == Some(day),
            Act::Change(new) | Act::Counter(new) => new.due == Some(day),
            _ => false,
        })
    };
    if let Some(due) = told.promise.due.filter(|due| !is_said(*due)) {
        let here = known.terms.due.map_or_else(|| "none".to_owned(), |day| day.to_string());
        all.push(format!("promised date {due}, in the book {here}: `countersign change {id} --due {due}`"));
    }
    let settings = &told.promise.settings;
    let first = known.moves.iter().find_map(|made| match &made.act {
        Act::Promise(promise) => Some(&promise.settings),
        _ => None,
    });
    if let Some(value) = settings.value
        && known.settings.value != Some(value)
        && first.is_none_or(|first| first.value != Some(value))
    {
        let here = known.settings.value.map_or_else(|| "none".to_owned(), |value| value.to_string());
        all.push(format!("value {value}, in the book {here}: `countersign edit {id} --value \"{value}\"`"));
    }
    let owner = |word: &str, row: &Option<Handle>, now: &Option<Handle>, then: Option<&Option<Handle>>| {
        let row = row.as_ref()?;
        let is_known = now.as_ref() == Some(row) || then.is_some_and(|then| then.as_ref() == Some(row));
        let here = now.as_ref().map_or("nobody", |handle| handle.as_str());
        (!is_known).then(|| format!("{word} owner {row}, in the book {here}: `countersign edit {id} --{word} {row}`"))
    };
    all.extend(owner("sales", &settings.sales, &known.settings.sales, first.map(|first| &first.sales)));
    all.extend(owner("tech", &settings.tech, &known.settings.tech, first.map(|first| &first.tech)));
    all.extend(standing(known, told.status));
    all
}

/// A row that is further than the book; where the book is further, the sheet is merely old.
fn standing(known: &Commitment, status: Status) -> Option<String> {
    let (id, state) = (known.id, known.state.name());
    let (is_behind, word, verb) = match status {
        Status::Asked | Status::Open => return None,
        Status::Agreed => (matches!(state, StateName::Requested | StateName::Countered), "agreed", "sign"),
        Status::Delivered => (
            matches!(state, StateName::Requested | StateName::Countered | StateName::Agreed),
            "delivered",
            if state == StateName::Agreed { "deliver" } else { "sign" },
        ),
        Status::Kept => (
            state.is_open(),
            "kept",
            match state {
                StateName::Delivered => "confirm",
                StateName::Agreed => "deliver",
                StateName::Requested
                | StateName::Countered
                | StateName::Kept
                | StateName::Declined
                | StateName::Revoked
                | StateName::Withdrawn => "sign",
            },
        ),
        Status::Declined => (state != StateName::Declined, "declined", "decline"),
        Status::Withdrawn => (state != StateName::Withdrawn, "withdrawn", "withdraw"),
    };
    is_behind.then(|| format!("{word}, in the book {}: `countersign {verb} {id}`", state.word()))
}
