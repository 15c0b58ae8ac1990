//! People, money and estimates by plain words and numbers.

use crate::domain::estimate::{Class, Effort, Estimate, Span};
use crate::domain::money::{Currency, Money};
use crate::domain::person::Handle;

/// The handle of a person of the company.
pub(in crate::sample) fn handle(word: &str) -> Handle {
    Handle::new(word).expect("the company's handles are words")
}

/// Whole units of a currency.
pub(in crate::sample) fn money(amount: i64, currency: &str) -> Money {
    let currency = Currency::of(currency).expect("a currency's code");
    Money::from_cents(amount * 100, currency).expect("an amount a company can earn")
}

fn effort(days: u32) -> Effort {
    Effort::from_sixteenths(days * 16).expect("between a day and a thousand")
}

/// A range of focused working days with its likely value.
pub(in crate::sample) fn range(low: u32, likely: u32, high: u32) -> Estimate {
    Estimate::Effort(Span::range(effort(low), Some(effort(likely)), effort(high)).expect("in order"))
}

/// A range of focused working days.
pub(in crate::sample) fn between(low: u32, high: u32) -> Estimate {
    Estimate::Effort(Span::range(effort(low), None, effort(high)).expect("in order"))
}

/// `~20d`.
pub(in crate::sample) fn about(days: u32) -> Estimate {
    Estimate::Effort(Span::single(effort(days), Class::Rough))
}

/// `20d`.
pub(in crate::sample) fn days(days: u32) -> Estimate {
    Estimate::Effort(Span::single(effort(days), Class::Budget))
}

/// `=20d`.
pub(in crate::sample) fn exactly(days: u32) -> Estimate {
    Estimate::Effort(Span::single(effort(days), Class::Definitive))
}
