//! The one place that reads the time, so that `--today`, tests, demos and replays can set the day.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

/// Tells the time: the system's, or one fixed day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    day: Option<NaiveDate>,
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub const fn system() -> Self {
        Self { day: None }
    }

    /// A clock that always stands at noon (UTC) of this day.
    #[must_use]
    pub const fn fixed(day: NaiveDate) -> Self {
        Self { day: Some(day) }
    }

    /// Whether the day was set rather than read.
    #[must_use]
    pub const fn is_fixed(self) -> bool {
        self.day.is_some()
    }

    /// The moment, for the order of moves.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        match self.day {
            Some(day) => day.and_time(noon()).and_utc(),
            None => system_now(),
        }
    }

    /// The calendar day in the book's time zone; a fixed day is that day in every zone.
    #[must_use]
    pub fn today(self, zone: Tz) -> NaiveDate {
        self.day.unwrap_or_else(|| system_now().with_timezone(&zone).date_naive())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one reader of the system clock")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

fn noon() -> NaiveTime {
    NaiveTime::from_hms_opt(12, 0, 0).expect("twelve is an hour of the day")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_fixed_day_is_the_same_everywhere() {
        let clock = Clock::fixed(day("2026-11-22"));
        for zone in [Tz::UTC, Tz::Pacific__Kiritimati, Tz::Pacific__Pago_Pago] {
            assert_eq!(clock.today(zone), day("2026-11-22"), "{zone}");
        }
        assert_eq!(clock.now().to_rfc3339(), "2026-11-22T12:00:00+00:00");
        assert!(clock.is_fixed());
    }

    #[test]
    fn the_system_clock_moves_on() {
        let clock = Clock::system();
        let before = clock.now();
        assert!(clock.now() >= before);
        assert!(clock.today(Tz::UTC) >= day("2026-01-01"));
        assert!(!clock.is_fixed());
    }
}
