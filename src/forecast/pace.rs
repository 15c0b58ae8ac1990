//! Working days as one person works them: the book's calendar without the person's absences.

use crate::domain::calendar::Calendar;
use crate::domain::day::Day;

/// The book's calendar and one person's absences.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'a> {
    /// The book's working days.
    pub calendar: &'a Calendar,
    /// The person's absences, first and last day.
    pub away: &'a [(Day, Day)],
}

/// Beyond this many working days no date is told apart any more: about forty years.
pub(super) const MOST_DAYS: f64 = 10_000.0;

impl Pace<'_> {
    /// Working days from `start` to `end`, both counted; none when `end` is earlier.
    #[must_use]
    pub fn days(&self, start: Day, end: Day) -> i64 {
        if end < start {
            return 0;
        }
        let all = self.calendar.working_days(start.plus(-1), end);
        all - self.away_between(start, end)
    }

    /// The day on which the `n`-th working day from `start` falls, `start` counted; `n` is at least 1.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "held below ten thousand just before")]
    pub fn day(&self, start: Day, n: f64) -> Day {
        let n = n.ceil().clamp(1.0, MOST_DAYS) as i64;
        let before = start.plus(-1);
        let nearest = self.calendar.plus_working(before, n);
        if self.days(start, nearest) >= n {
            return nearest;
        }
        // Absences push the day on, at most by all of their working days.
        let away = |(first, last): &(Day, Day)| self.calendar.working_days(before.max(first.plus(-1)), *last).max(0);
        let latest = n + self.away.iter().map(away).sum::<i64>();
        let (mut low, mut high) = (n, latest);
        while low < high {
            let middle = low + (high - low) / 2;
            let day = self.calendar.plus_working(before, middle);
            if self.days(start, day) < n { low = middle + 1 } else { high = middle }
        }
        self.calendar.plus_working(before, low)
    }

    fn away_between(&self, start: Day, end: Day) -> i64 {
        let mut covered = start;
        let mut sum = 0;
        let mut ranges: Vec<(Day, Day)> = self.away.iter().filter(|(f, l)| *l >= start && *f <= end).copied().collect();
        ranges.sort_unstable();
        for (first, last) in ranges {
            let from = first.max(covered);
            let to = last.min(end);
            if from <= to {
                sum += self.calendar.working_days(from.plus(-1), to);
                covered = to.plus(1);
            }
        }
        sum
    }
}
