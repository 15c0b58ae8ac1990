//! A record of tasks as CSV, for the backtest: who estimated what, when it began, when it was finished.

use chrono::Datelike;

use super::days::{Order, Reading};
use super::table::{Table, cell};
use super::{Flaw, Stop, shown};
use crate::domain::day::Day;
use crate::forecast::backtest::{Target, Task};
use crate::text::clean;

/// What a file holds: what could be read of it, and what is wrong with the rest.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded<T> {
    /// The rows that could be read, in their order.
    pub rows: Vec<T>,
    /// The rows that are left out.
    pub slips: Vec<Slip>,
}

/// A row that is left out, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slip {
    /// The line it begins on.
    pub line: u32,
    /// What is wrong, in which column.
    pub flaw: Flaw,
}

impl std::fmt::Display for Slip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.flaw)
    }
}

/// An estimate or an actual above this many hours is a slip of the keyboard: five hundred years of work.
const MOST_HOURS: f64 = 1e6;

const EXAMPLE: &str = "task_id,org,team,person,kind,estimate_h,actual_h,started_on,finished_on";

/// The tasks of a CSV file; `dates` is the order of numbers in dates such as `3/4/2027`, where somebody says it.
///
/// `org`, `team`, `kind` and, unless effort is forecast, `actual_h` may be missing. Columns of other names are not read.
///
/// # Errors
/// Everything that keeps the file as a whole from being read.
pub fn tasks(bytes: &[u8], target: Target, dates: Option<Order>) -> Result<Loaded<Task>, Vec<Stop>> {
    let table = Table::read(bytes, EXAMPLE)?;
    let [id, person, estimate, start, finish] =
        table.columns(["task_id", "person", "estimate_h", "started_on", "finished_on"])?;
    let actual = match target {
        Target::Effort => Some(table.columns(["actual_h"])?[0]),
        Target::Calendar => table.column("actual_h"),
    };
    let reading = |column: usize| {
        Reading::of(table.rows().iter().map(|row| cell(row, column)).filter(|c| moment(c).is_none()), dates)
    };
    let columns = Columns {
        id,
        person,
        estimate,
        actual,
        start: (start, reading(start)),
        finish: (finish, reading(finish)),
        groups: ["org", "team", "kind"].map(|name| table.column(name)),
        target,
    };
    let (mut rows, mut slips) = (Vec::with_capacity(table.rows().len()), Vec::new());
    for row in table.rows() {
        match columns.task(row) {
            Ok(task) => rows.push(task),
            Err(flaw) => slips.push(Slip { line: row.line, flaw }),
        }
    }
    Ok(Loaded { rows, slips })
}

/// Where everything stands.
struct Columns {
    id: usize,
    person: usize,
    estimate: usize,
    actual: Option<usize>,
    start: (usize, Reading),
    finish: (usize, Reading),
    groups: [Option<usize>; 3],
    target: Target,
}

impl Columns {
    fn task(&self, row: &super::sheet::Row) -> Result<Task, Flaw> {
        let named = |column: usize, name: &str, remedy: &str| match cell(row, column) {
            "" => Err(flaw(name, "nothing stands here", remedy)),
            text => Ok(text.to_owned()),
        };
        let id = named(self.id, "task_id", "give every task a name of its own")?;
        check_name(&id, "task_id")?;
        let person = named(self.person, "person", "write whose work it is")?;
        let estimate = hours(cell(row, self.estimate), "estimate_h")?
            .ok_or_else(|| flaw("estimate_h", "nothing stands here", "write the estimated hours"))?;
        let start = stamp(cell(row, self.start.0), self.start.1, "started_on", 0)?
            .ok_or_else(|| flaw("started_on", "nothing stands here", "write the day it began"))?;
        // A finish without its time counts at the end of its day, so that nothing is known before it was.
        let finish = stamp(cell(row, self.finish.0), self.finish.1, "finished_on", 24 * 60 - 1)?;
        if let Some(finish) = finish
            && finish.div_euclid(24 * 60) < start.div_euclid(24 * 60)
        {
            let both = (cell(row, self.finish.0), cell(row, self.start.0));
            let why = format!("`{}` is before it began, {}", shown(both.0), shown(both.1));
            return Err(flaw("finished_on", why, "mend one of the two, or leave it empty while the task is open"));
        }
        let actual = match self.target {
            Target::Calendar => None,
            Target::Effort => {
                let actual = self.actual.map(|column| hours(cell(row, column), "actual_h")).transpose()?.flatten();
                if finish.is_some() && actual.is_none() {
                    let why = "it is finished, and nothing says how many hours it took";
                    return Err(flaw("actual_h", why, "write the hours, or leave finished_on empty too"));
                }
                actual
            }
        };
        let [org, team, kind] =
            self.groups.map(|column| column.map_or_else(String::new, |column| cell(row, column).to_owned()));
        Ok(Task { id, org, team, person, kind, estimate, actual, start, finish })
    }
}

/// A name that is printed again drives neither a terminal nor a spreadsheet.
pub(super) fn check_name(name: &str, column: &str) -> Result<(), Flaw> {
    if clean(name) != name || name.starts_with(['=', '+', '-', '@']) {
        let why = format!("`{}` would run in a spreadsheet or a terminal that shows it", shown(name));
        return Err(flaw(column, why, "begin it with a letter or a number, and use letters, numbers and points"));
    }
    Ok(())
}

pub(super) fn flaw(column: &str, why: impl Into<String>, remedy: impl Into<String>) -> Flaw {
    Flaw { column: Some(column.to_owned()), why: why.into(), remedy: remedy.into() }
}

/// Hours above 0, with a point or a comma before the fraction; none for an empty cell.
fn hours(text: &str, column: &str) -> Result<Option<f64>, Flaw> {
    if text.is_empty() {
        return Ok(None);
    }
    let plain = if text.contains('.') { text.to_owned() } else { text.replacen(',', ".", 1) };
    match plain.parse::<f64>() {
        Ok(hours) if hours.is_finite() && hours > 0.0 && hours <= MOST_HOURS => Ok(Some(hours)),
        Ok(hours) if hours > MOST_HOURS && hours.is_finite() => {
            let why = format!("`{}` is more hours than anybody works", shown(text));
            Err(flaw(column, why, "write it in hours, up to a million"))
        }
        Ok(hours) if hours <= 0.0 => {
            let why = format!("`{}` is no amount of work", shown(text));
            Err(flaw(column, why, "write hours above 0, or leave the row out"))
        }
        Ok(_) | Err(_) => {
            let why = format!("`{}` is not a number", shown(text));
            Err(flaw(column, why, "write hours such as 6 or 7.5, without a unit"))
        }
    }
}

/// A moment in minutes since 1970 began; a day without its time stands at `minute` of that day.
fn stamp(text: &str, reading: Reading, column: &str, minute: i64) -> Result<Option<i64>, Flaw> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some((day, time)) = moment(text) {
        return Ok(Some(minutes(day) + time.unwrap_or(minute)));
    }
    // Words such as `15 mar` or `tbd` would need a year or a guess.
    let read = reading.read(text, Day::ymd(2000, 1, 1).expect("a day of the calendar"));
    match read {
        Ok(Some(read)) if read.said.is_none() => Ok(Some(minutes(read.day) + minute)),
        Ok(_) => {
            let why = format!("`{}` is not a day", shown(text));
            Err(flaw(column, why, "write it as 2027-03-01 or 2027-03-01T14:30"))
        }
        Err(trouble) => Err(flaw(column, trouble.why, trouble.remedy)),
    }
}

/// The day, and the minute of it where it is given, of `2027-03-01`, `2027-03-01T14:30` or `2027-03-01 14:30:05+02:00`;
/// the time is taken as the clock on the wall showed it.
fn moment(text: &str) -> Option<(Day, Option<i64>)> {
    let day: Day = text.get(..10)?.parse().ok()?;
    let rest = &text[10..];
    if rest.is_empty() {
        return Some((day, None));
    }
    let time = rest.strip_prefix(['T', 't', ' '])?.trim_end_matches(['Z', 'z']);
    let time = time.split(['+', '-']).next()?.trim();
    let mut parts = time.split(':');
    let mut number = |most: i64| parts.next()?.parse::<i64>().ok().filter(|n| (0..=most).contains(n));
    Some((day, Some(number(23)? * 60 + number(59)?)))
}

/// Minutes from the beginning of 1970 to that of a day.
fn minutes(day: Day) -> i64 {
    const FIRST: i64 = 719_163; // 1 January 1970, counted from the beginning of the year 1
    (i64::from(day.date().num_days_from_ce()) - FIRST) * 24 * 60
}
