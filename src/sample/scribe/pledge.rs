//! What is promised, in the making: a promise with its days counted from today, and other terms for it.

use super::amounts::handle;
use crate::domain::act::Promise;
use crate::domain::grade::{Firmness, Stake};
use crate::domain::money::Money;
use crate::sample::accounts::Account;

/// A promise in the making; its days are counted from today.
pub(in crate::sample) struct Pledge {
    pub(super) promise: Promise,
    pub(super) due: Option<i64>,
    pub(super) told_due: Option<i64>,
    pub(super) conditions: Vec<&'static str>,
}

/// A promise to an account, by nobody yet and without a date.
pub(in crate::sample) fn pledge(account: &Account, scope: &str) -> Pledge {
    let value = account.is_valued_in_the_book.then(|| account.value());
    pledge_to(account.customer, scope).sales(account.sales).deal(account.deal, value)
}

/// A promise to somebody, without a deal.
pub(in crate::sample) fn pledge_to(customer: &str, scope: &str) -> Pledge {
    let promise = Promise { customer: customer.into(), scope: scope.into(), ..Promise::default() };
    Pledge { promise, due: None, told_due: None, conditions: Vec::new() }
}

impl Pledge {
    pub(in crate::sample) fn sales(mut self, owner: &str) -> Self {
        self.promise.settings.sales = Some(handle(owner));
        self
    }

    pub(in crate::sample) fn deal(mut self, name: &str, value: Option<Money>) -> Self {
        self.promise.settings.deal = Some(name.into());
        self.promise.settings.value = value;
        self
    }

    pub(in crate::sample) const fn due(mut self, day: i64) -> Self {
        self.due = Some(day);
        self
    }

    pub(in crate::sample) fn said(mut self, words: &str) -> Self {
        self.promise.said = Some(words.into());
        self
    }

    /// The customer was told, not only heard.
    pub(in crate::sample) const fn told(mut self) -> Self {
        self.promise.told = true;
        self
    }

    /// The customer was told an earlier date than is asked of tech.
    pub(in crate::sample) const fn told_day(mut self, day: i64) -> Self {
        self.promise.told = true;
        self.told_due = Some(day);
        self
    }

    pub(in crate::sample) fn done_when(mut self, words: &str) -> Self {
        self.promise.done_when = Some(words.into());
        self
    }

    pub(in crate::sample) fn if_(mut self, condition: &'static str) -> Self {
        self.conditions.push(condition);
        self
    }

    pub(in crate::sample) fn tech(mut self, owner: &str) -> Self {
        self.promise.settings.tech = Some(handle(owner));
        self
    }

    pub(in crate::sample) const fn firm(mut self, firmness: Firmness) -> Self {
        self.promise.settings.firmness = Some(firmness);
        self
    }

    pub(in crate::sample) const fn stake(mut self, stake: Stake) -> Self {
        self.promise.settings.stake = Some(stake);
        self
    }

    pub(in crate::sample) fn capability(mut self, name: &str) -> Self {
        self.promise.settings.capability = Some(name.into());
        self
    }

    pub(in crate::sample) fn tags(mut self, tags: &str) -> Self {
        self.promise.settings.tags = tags.split(' ').map(Into::into).collect();
        self
    }

    pub(in crate::sample) fn link(mut self, link: &str) -> Self {
        self.promise.settings.links.push(link.into());
        self
    }
}

/// Other terms in the making.
#[derive(Default)]
pub(in crate::sample) struct New {
    pub(super) due: Option<i64>,
    pub(super) said: Option<&'static str>,
    pub(super) scope: Option<&'static str>,
    pub(super) done_when: Option<&'static str>,
    pub(super) conditions: Vec<&'static str>,
    pub(super) is_told: bool,
}

/// Another promised date.
pub(in crate::sample) fn to(day: i64) -> New {
    New { due: Some(day), ..New::default() }
}

/// Another scope by the same date.
pub(in crate::sample) fn rather(scope: &'static str) -> New {
    New { scope: Some(scope), ..New::default() }
}

impl New {
    pub(in crate::sample) const fn scope(mut self, scope: &'static str) -> Self {
        self.scope = Some(scope);
        self
    }

    pub(in crate::sample) const fn said(mut self, words: &'static str) -> Self {
        self.said = Some(words);
        self
    }

    pub(in crate::sample) const fn done_when(mut self, words: &'static str) -> Self {
        self.done_when = Some(words);
        self
    }

    pub(in crate::sample) fn if_(mut self, condition: &'static str) -> Self {
        self.conditions.push(condition);
        self
    }

    /// The customer hears it with the same breath.
    pub(in crate::sample) const fn told(mut self) -> Self {
        self.is_told = true;
        self
    }
}
