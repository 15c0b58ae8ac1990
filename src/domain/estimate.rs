//! How long the work takes: a range of focused working days, or a range of delivery dates.

use std::fmt;
use std::str::FromStr;

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

impl FromStr for Effort {
    type Err = String;

    /// Reads `5d`, `1.5d` or `4h`, as it stands in a file.
    fn from_str(text: &str) -> Result<Self, String> {
        let (figures, sixteenths) = match (text.strip_suffix('d'), text.strip_suffix('h')) {
            (Some(days), _) => (days, 16.0),
            (None, Some(hours)) => (hours, 2.0),
            (None, None) => (text, 0.0),
        };
        let is_plain = figures.starts_with(|c: char| c.is_ascii_digit())
            && figures.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let count: Option<f64> = figures.parse().ok().filter(|_| is_plain && sixteenths > 0.0);
        count
            .and_then(|count| Self::from_days(count * sixteenths / 16.0))
            .ok_or_else(|| format!("`{text}` is not an effort: write up to a thousand days as 5d, 1.5d or 4h"))
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

impl FromStr for Estimate {
    type Err = String;

    /// Reads an estimate as it stands in a file: exactly what is displayed.
    fn from_str(text: &str) -> Result<Self, String> {
        match read_span(text).map(Self::Effort).or_else(|| read_span(text).map(Self::Dates)) {
            Some(estimate) => Ok(estimate),
            None => {
                Err(format!("`{text}` is not an estimate: write it as 5d..8d..15d, ~20d or 2027-04-01..2027-04-20"))
            }
        }
    }
}

fn read_span<T: FromStr + Copy + PartialOrd>(text: &str) -> Option<Span<T>> {
    let (class, values) = match (text.strip_prefix('~'), text.strip_prefix('=')) {
        (Some(rest), _) => (Class::Rough, rest),
        (None, Some(rest)) => (Class::Definitive, rest),
        (None, None) => (Class::Budget, text),
    };
    let values: Vec<T> = values.split("..").map(|value| value.parse().ok()).collect::<Option<_>>()?;
    match values[..] {
        [value] => Some(Span::single(value, class)),
        [low, high] if class == Class::Budget => Span::range(low, None, high),
        [low, likely, high] if class == Class::Budget => Span::range(low, Some(likely), high),
        _ => None,
    }
}
