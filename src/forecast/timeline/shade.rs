//! Which cells are no time to work: weekends, holidays, and absences of the tech owner.

use super::Axis;
use crate::domain::calendar::Calendar;
use crate::domain::person::Person;
use crate::forecast::pace::Pace;

/// What a cell is to the one who works.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Shade {
    /// Time to work.
    Open,
    /// Nobody works: a weekend, or holidays for half of it or more.
    Off,
    /// The tech owner is away for half of it or more.
    Away,
}

/// The shade of every column.
#[must_use]
pub fn shades(axis: &Axis, calendar: &Calendar, person: Option<&Person>) -> Vec<Shade> {
    let pace = Pace { calendar, away: person.map_or(&[][..], |person| person.away.as_slice()) };
    (0..axis.columns)
        .map(|column| {
            let (first, last) = axis.days(column);
            let days = first.days_to(last) + 1;
            let in_week = (0..days.min(7)).filter(|n| calendar.is_workday(first.plus(*n).weekday())).count();
            let in_week = i64::try_from(in_week).unwrap_or(7);
            let worked = calendar.working_days(first.plus(-1), last);
            if worked * 2 <= in_week {
                Shade::Off
            } else if pace.away.is_empty() || pace.days(first, last) * 2 > worked {
                Shade::Open
            } else {
                Shade::Away
            }
        })
        .collect()
}
