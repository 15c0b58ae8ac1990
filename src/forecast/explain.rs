//! Why a forecast says what it says, part by part: the record, the queue, the calendar, the range.

use super::forecaster::{Forecaster, Work};
use super::pace::Pace;
use super::size::Size;
use crate::domain::day::Day;
use crate::domain::estimate::{Class, Effort, Estimate, Span};
use crate::domain::id::Id;
use crate::domain::outlook::Outlook;

/// The parts of a forecast.
#[derive(Clone, PartialEq, Debug)]
pub struct Reasons {
    /// The work that was forecast.
    pub work: Work,
    /// How it stands.
    pub outlook: Outlook,
    /// The estimate as one number of working days.
    pub days: f64,
    /// Elapsed working days over estimated days by which half of the likes of it, and four in five, are done, whatever of
    /// that has gone by.
    pub ratios: (f64, f64),
    /// How it would stand with nothing ahead of it.
    pub alone: Outlook,
    /// What comes before it in its tech owner's queue, and the estimated days of all that together.
    pub ahead: (Vec<Id>, f64),
    /// What stands behind it and is due before its 80 % day: offered for that day, it would come after.
    pub overtaken: Vec<(Id, Day)>,
    /// Whether it is counted from a report of the work left.
    pub is_reported: bool,
    /// Working days that have gone by since it began.
    pub elapsed: i64,
    /// Working days that holidays take away between its start and the 80 % day.
    pub holidays: i64,
    /// Working days that absences of the tech owner take away between its start and the 80 % day.
    pub away: i64,
    /// The 80 % day of a single value instead of the range, where the range makes a difference.
    pub without_range: Option<Day>,
    /// What is left out of the tech owner's record.
    pub left_out: Vec<Id>,
    /// What moves the 80 % day most.
    pub driver: Driver,
}

/// What moves a forecast most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Driver {
    /// How long such work has taken.
    Record,
    /// What comes before it.
    Queue,
    /// Holidays and absences.
    Calendar,
    /// The range of the estimate.
    Range,
}

impl Forecaster {
    /// The parts of the forecast for a piece of work.
    #[must_use]
    pub fn explain(&self, work: &Work) -> Reasons {
        let outlook = self.outlook_if(work);
        let alone = self.alone(work);
        let pace = self.facts().pace(work.lead.as_ref());
        let days = Size::of(&work.estimate, &pace, work.start).days;
        let ahead = self.ahead_of(work);
        let size = |other: &Work| Size::of(&other.estimate, &pace, other.start).days;
        let ahead_days = ahead.iter().fold(0.0, |sum, other| sum + size(other));
        let open = Pace { away: &[], ..pace };
        let until = outlook.dates.p80;
        let workdays = weekdays(&pace, work.start, until);
        let holidays = workdays - open.days(work.start, until);
        let away = open.days(work.start, until) - pace.days(work.start, until);
        let without_range = single(&work.estimate, days)
            .map(|estimate| self.outlook_if(&Work { estimate, ..work.clone() }).dates.p80)
            .filter(|day| *day != until);
        let ahead_of_all = |other: &&Work| work.is_before(other) && other.id != work.id;
        let queue = work.lead.as_ref().filter(|_| work.waits()).map_or(&[][..], |lead| self.queue_of(lead));
        let overtaken = queue.iter().filter(ahead_of_all);
        let overtaken =
            overtaken.filter_map(|other| Some((other.id?, other.due.filter(|due| *due < until)?))).collect();
        let is_reported = work.id.and_then(|id| self.facts().piece(id)?.open).is_some_and(|open| open.is_rest);
        let mut reasons = Reasons {
            work: work.clone(),
            days,
            ratios: self.ratios(work),
            elapsed: pace.days(work.start, self.facts().today.plus(-1)),
            ahead: (ahead.iter().filter_map(|other| other.id).collect(), ahead_days),
            overtaken,
            is_reported,
            holidays,
            away,
            without_range,
            left_out: work.lead.as_ref().map_or_else(Vec::new, |lead| self.reversed_of(lead).to_vec()),
            driver: Driver::Record,
            outlook,
            alone,
        };
        reasons.driver = reasons.biggest(&pace);
        reasons
    }
}

impl Reasons {
    /// What moves the 80 % day most, in working days; the record where nothing moves it more.
    fn biggest(&self, pace: &Pace) -> Driver {
        let until = self.outlook.dates.p80;
        let alone = self.alone.dates.p80;
        #[expect(clippy::cast_possible_truncation, reason = "a thousand days at most")]
        let estimated = self.days.ceil() as i64;
        let candidates = [
            (Driver::Record, pace.days(self.work.start, alone) - estimated),
            (Driver::Queue, pace.days(alone, until) - 1),
            (Driver::Calendar, self.holidays + self.away),
            (Driver::Range, self.without_range.map_or(0, |day| pace.days(day, until) - 1)),
        ];
        let mut driver = candidates[0];
        for each in candidates {
            if each.1 > driver.1 {
                driver = each;
            }
        }
        driver.0
    }
}

/// Days of the working week between two days, both counted, holidays or not.
fn weekdays(pace: &Pace, first: Day, last: Day) -> i64 {
    let between = |holiday: &&Day| (first..=last).contains(*holiday);
    let holidays = pace.calendar.holidays().iter().filter(between).count();
    let open = Pace { away: &[], ..*pace };
    open.days(first, last) + i64::try_from(holidays).unwrap_or(0)
}

/// A range as the single value it counts as; none for what is no range of effort.
fn single(estimate: &Estimate, days: f64) -> Option<Estimate> {
    match estimate {
        Estimate::Effort(span) if span.class() == Class::Range => {
            Effort::from_days(days).map(|days| Estimate::Effort(Span::single(days, Class::Budget)))
        }
        Estimate::Effort(_) | Estimate::Dates(_) => None,
    }
}
