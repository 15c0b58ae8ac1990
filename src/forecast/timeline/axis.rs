//! Days over columns: how much time a cell stands for, and which cell a day is in.

use crate::domain::day::Day;

/// How much time a cell stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Zoom {
    /// A day, or half of one where there is room for eight weeks of those.
    Week,
    /// Half a week: Monday to Thursday, Friday to Sunday.
    #[default]
    Month,
    /// A week.
    Quarter,
}

impl Zoom {
    /// Every one, the closest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }

    /// One closer, if there is one.
    #[must_use]
    pub const fn closer(self) -> Option<Self> {
        match self {
            Self::Week => None,
            Self::Month => Some(Self::Week),
            Self::Quarter => Some(Self::Month),
        }
    }

    /// One wider, if there is one.
    #[must_use]
    pub const fn wider(self) -> Option<Self> {
        match self {
            Self::Week => Some(Self::Month),
            Self::Month => Some(Self::Quarter),
            Self::Quarter => None,
        }
    }

    /// The weeks one step aside goes.
    #[must_use]
    pub const fn step(self) -> i64 {
        match self {
            Self::Week => 1,
            Self::Month => 2,
            Self::Quarter => 4,
        }
    }

    /// Cells of a week, where there are so many columns.
    const fn per_week(self, columns: usize) -> i64 {
        match self {
            Self::Week if columns >= 8 * 14 => 14,
            Self::Week => 7,
            Self::Month => 2,
            Self::Quarter => 1,
        }
    }

    /// What a cell stands for, in words.
    #[must_use]
    pub const fn cell_words(self, columns: usize) -> &'static str {
        match self.per_week(columns) {
            14 => "two cells a day",
            7 => "a cell a day",
            2 => "two cells a week",
            _ => "a cell a week",
        }
    }
}

/// No further aside than this many weeks from today: a hundred years.
pub const FURTHEST: i64 = 5_200;

/// Days over columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Axis {
    /// The first day, a Monday.
    pub from: Day,
    /// How many columns.
    pub columns: usize,
    per_week: i64,
}

/// Where a day is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Find {
    /// Before the first column.
    Before,
    /// In this column.
    At(usize),
    /// After the last column.
    After,
}

/// The two lines over the columns: texts and where each begins.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// Months, with the year where it changes.
    pub months: Vec<(usize, String)>,
    /// The first days of weeks.
    pub weeks: Vec<(usize, String)>,
    /// The column of today, where it is there.
    pub today: Option<usize>,
}

impl Axis {
    /// The columns around today, moved so many weeks aside: a sixth of them lies before today.
    #[must_use]
    pub fn around(today: Day, zoom: Zoom, columns: usize, aside: i64) -> Self {
        let per_week = zoom.per_week(columns);
        let weeks = whole(columns) / per_week;
        let before = (weeks / 6).clamp(i64::from(weeks > 1), 8);
        Self::from(today.plus(7 * (aside.clamp(-FURTHEST, FURTHEST) - before)), zoom, columns)
    }

    /// The columns from the week of a day on.
    #[must_use]
    pub fn from(day: Day, zoom: Zoom, columns: usize) -> Self {
        let monday = day.plus(-i64::from(day.weekday().num_days_from_monday()));
        Self { from: monday, columns, per_week: zoom.per_week(columns) }
    }

    /// Where a day is.
    #[must_use]
    pub fn find(&self, day: Day) -> Find {
        let days = self.from.days_to(day);
        if days < 0 {
            return Find::Before;
        }
        let column = usize::try_from(days * self.per_week / 7).unwrap_or(usize::MAX);
        if column < self.columns { Find::At(column) } else { Find::After }
    }

    /// The first and the last day of a column.
    #[must_use]
    pub fn days(&self, column: usize) -> (Day, Day) {
        let begin = |column: i64| (column * 7 + self.per_week - 1) / self.per_week;
        let column = whole(column);
        if self.per_week >= 7 {
            let day = self.from.plus(column * 7 / self.per_week);
            return (day, day);
        }
        (self.from.plus(begin(column)), self.from.plus(begin(column + 1) - 1))
    }

    /// The last day of the last column.
    #[must_use]
    pub fn last(&self) -> Day {
        self.days(self.columns.saturating_sub(1)).1
    }

    /// The columns of the week of a day, as far as they are there: the first, and the one after the last.
    #[must_use]
    pub fn week(&self, day: Day) -> Option<(usize, usize)> {
        let week = self.from.days_to(day).div_euclid(7);
        let (first, end) = (week * self.per_week, (week + 1) * self.per_week);
        let columns = whole(self.columns);
        let clip = |at: i64| usize::try_from(at.clamp(0, columns)).unwrap_or(0);
        (end > 0 && first < columns).then(|| (clip(first), clip(end)))
    }

    /// What stands over the columns; each text is followed by a blank at least.
    #[must_use]
    pub fn head(&self, today: Day) -> Head {
        let today_at = match self.find(today) {
            Find::At(column) => Some(column),
            Find::Before | Find::After => None,
        };
        Head { months: self.months(), weeks: self.weeks(today), today: today_at }
    }

    fn months(&self) -> Vec<(usize, String)> {
        let mut months: Vec<(usize, Day)> = vec![(0, self.from)];
        let mut first = self.from.month_end().plus(1);
        while let Find::At(column) = self.find(first) {
            months.push((column, first));
            let next = first.plus_months(1);
            if next <= first {
                break;
            }
            first = next;
        }
        let ends = months.iter().skip(1).map(|(at, _)| *at).chain([self.columns]).collect::<Vec<_>>();
        let mut named = Vec::new();
        let mut year = None;
        for ((at, day), end) in months.into_iter().zip(ends) {
            let short = day.short(day);
            let month = short.split_once(' ').map_or(short.as_str(), |(_, month)| month);
            let long = format!("{month} {}", day.year());
            let room = end.saturating_sub(at);
            // A year says so where it begins, or at the first month that has the room.
            let is_new = year != Some(day.year());
            let only_year = day.year().to_string();
            let text = if is_new && long.len() < room {
                year = Some(day.year());
                long
            } else if is_new && day.month() == 1 && only_year.len() < room {
                year = Some(day.year());
                only_year
            } else {
                month.to_owned()
            };
            if text.len() < room {
                named.push((at, text));
            }
        }
        named
    }

    fn weeks(&self, today: Day) -> Vec<(usize, String)> {
        let per_week = usize::try_from(self.per_week).unwrap_or(1);
        let stride = 3_usize.div_ceil(per_week);
        // The week of today always has its day, and the others keep their distance from it.
        let of_today = self.from.days_to(today).div_euclid(7).rem_euclid(whole(stride));
        let offset = usize::try_from(of_today).unwrap_or(0);
        (offset..self.columns.div_ceil(per_week))
            .step_by(stride)
            .map(|week| (week * per_week, self.from.plus(7 * whole(week)).day().to_string()))
            .filter(|(at, text)| at + text.len() <= self.columns)
            .collect()
    }
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX / 16)
}
