//! How long the work takes: a range of focused working days, or a range of delivery dates.

use std::fmt;

use super::day::Day;

/// Focused working time, in sixteenths of a working day: an hour of an eight-hour day is exactly two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Effort(u32);

impl Effort {
    /// The longest effort: a thousand working days, about four years.
    pub const MOST: Self = Self(16_000);

    /// An effort of so many sixteenths of a working day, more than none and at most a thousand days.
    #[must_use]
    pub const fn from_sixteenths(sixteenths: u32) -> Option<Self> {
        if sixteenths == 0 || sixteenths > Self::MOST.0 { None } else { Some(Self(sixteenths)) }
    }

    /// An effort of so many days, rounded to a sixteenth of a day.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the range just before")]
    pub fn from_days(days: f64) -> Option<Self> {
        if !days.is_finite() || days <= 0.0 || days > 1000.0 {
            return None;
        }
        Self::from_sixteenths(((days * 16.0).round() as u32).max(1))
    }

    /// Working days.
    #[must_use]
    pub fn days(self) -> f64 {
        f64::from(self.0) / 16.0
    }
}

impl fmt::Display for Effort {
    /// `5d`, `1.5d`, `4h`: hours below a day where they come out whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 16 && self.0.is_multiple_of(2) {
            write!(f, "{}h", self.0 / 2)
        } else if self.0.is_multiple_of(16) {
            write!(f, "{}d", self.0 / 16)
        } else {
            write!(f, "{}d", self.days())
        }
    }
}

impl fmt::Debug for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// How sure the estimate claims to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// `~20d`: an order of magnitude.
    Rough,
    /// `20d`: good enough to plan with.
    Budget,
    /// `=20d`: worked out.
    Definitive,
    /// `5d..8d..15d`: the range is given.
    Range,
}

impl Class {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rough => "rough",
            Self::Budget => "budget",
            Self::Definitive => "definitive",
            Self::Range => "range",
        }
    }
}

/// An estimate: effort or dates, a single value with its class, or a range with or without a likely value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Estimate {
    /// Focused working days.
    Effort(Span<Effort>),
    /// Delivery dates.
    Dates(Span<Day>),
}

/// One value with a class, or low to high with or without a likely value between; low is never above high.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Span<T> {
    low: T,
    likely: Option<T>,
    high: T,
    class: Class,
}

impl<T: Copy + PartialOrd> Span<T> {
    /// One value of a class that is not a range.
    #[must_use]
    pub fn single(value: T, class: Class) -> Self {
        Self { low: value, likely: Some(value), high: value, class }
    }

    /// A range, refused when its ends or its likely value are out of order.
    #[must_use]
    pub fn range(low: T, likely: Option<T>, high: T) -> Option<Self> {
        let ordered = low <= high && likely.is_none_or(|l| low <= l && l <= high);
        ordered.then_some(Self { low, likely, high, class: Class::Range })
    }

    /// The low end.
    pub const fn low(&self) -> T {
        self.low
    }

    /// The likely value, where one was given.
    pub const fn likely(&self) -> Option<T> {
        self.likely
    }

    /// The high end.
    pub const fn high(&self) -> T {
        self.high
    }

    /// Its class.
    pub const fn class(&self) -> Class {
        self.class
    }
}

impl Estimate {
    /// The class it was given as.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Effort(span) => span.class,
            Self::Dates(span) => span.class,
        }
    }
}

impl fmt::Display for Estimate {
    /// As it is typed and as it stands in a file: `~20d`, `5d..8d..15d`, `2027-04-01..2027-04-20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Effort(span) => write_span(f, span),
            Self::Dates(span) => write_span(f, span),
        }
    }
}

fn write_span<T: fmt::Display + Copy>(f: &mut fmt::Formatter<'_>, span: &Span<T>) -> fmt::Result {
    match (span.class, span.likely) {
        (Class::Rough, _) => write!(f, "~{}", span.low),
        (Class::Budget, _) => write!(f, "{}", span.low),
        (Class::Definitive, _) => write!(f, "={}", span.low),
        (Class::Range, Some(likely)) => write!(f, "{}..{likely}..{}", span.low, span.high),
        (Class::Range, None) => write!(f, "{}..{}", span.low, span.high),
    }
}
