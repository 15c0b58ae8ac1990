//! Dates, handles and money as they are typed in options and words.

use super::failure::Failure;
use crate::domain::calendar::Calendar;
use crate::domain::dates::{self, Past, Typed, Typing};
use crate::domain::day::Day;
use crate::domain::estimate::Estimate;
use crate::domain::misread::Misread;
use crate::domain::money::{self, Money};
use crate::domain::person::Handle;
use crate::domain::{act::Text, effort};

/// What typed dates are read against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The day on which it is typed.
    pub today: Day,
    /// The book's working calendar.
    pub calendar: &'a Calendar,
}

impl<'a> Ground<'a> {
    /// The same for the parsers, with what a passed day means.
    #[must_use]
    pub const fn typing(self, past: Past) -> Typing<'a> {
        Typing { today: self.today, calendar: self.calendar, past }
    }

    /// A date that is promised: a passed one is asked back.
    ///
    /// # Errors
    /// When it isn't understood or could be two days; both readings are in the hints.
    pub fn promised(self, what: &str, text: &str) -> Result<Typed, Failure> {
        self.date(what, text, Past::AskBack)
    }

    /// The promised date, with what a passed day means.
    ///
    /// # Errors
    /// When it isn't understood or could be two days; both readings are in the hints.
    pub fn due(self, text: &str, past: Past) -> Result<Typed, Failure> {
        self.date("--due", text, past)
    }

    /// A date that may have passed.
    ///
    /// # Errors
    /// When it isn't understood or could be two days; both readings are in the hints.
    pub fn any(self, what: &str, text: &str) -> Result<Typed, Failure> {
        self.date(what, text, Past::Allow)
    }

    /// A day in the past, mostly: words without a year look back.
    ///
    /// # Errors
    /// When it isn't understood or could be two days.
    pub fn back(self, what: &str, text: &str) -> Result<Day, Failure> {
        Ok(self.date(what, text, Past::Meant)?.day)
    }

    /// The day something was said: words without a year look back, and it isn't later than today.
    ///
    /// # Errors
    /// When it isn't understood, could be two days, or is still to come.
    pub fn said(self, what: &str, text: &str) -> Result<Day, Failure> {
        let day = self.back(what, text)?;
        if day > self.today {
            return Err(Failure::usage(format!("{what}: {} is still to come", day.long()))
                .hint("it is the day on which something was said; leave it out for today"));
        }
        Ok(day)
    }

    fn date(self, what: &str, text: &str, past: Past) -> Result<Typed, Failure> {
        dates::parse(text, &self.typing(past)).map_err(|misread| Failure::misread(what, &misread))
    }

    /// An effort or a range of dates.
    ///
    /// # Errors
    /// When it isn't understood.
    pub fn estimate(self, text: &str) -> Result<Estimate, Misread> {
        effort::parse(text, &self.typing(Past::AskBack))
    }
}

/// A handle.
///
/// # Errors
/// When it has blanks or signs.
pub fn handle(what: &str, text: &str) -> Result<Handle, Failure> {
    Handle::new(text).map_err(|why| Failure::usage(format!("{what}: {why}")))
}

/// An amount.
///
/// # Errors
/// When it isn't understood.
pub fn value(text: &str) -> Result<Money, Failure> {
    money::typed::parse(text).map_err(|misread| Failure::misread("--value", &misread))
}

/// The words as one text without blanks around it; none when nothing is left.
#[must_use]
pub fn joined(words: &[String]) -> Option<String> {
    let text = words.join(" ").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A text without blanks around it; none when nothing is left.
#[must_use]
pub fn trimmed(text: Option<&str>) -> Option<Text> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(Text::from)
}
