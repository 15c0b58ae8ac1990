//! Numbers of a load in words, the same on the screen and in print.

use super::{Cell, Fit, Load, Rate, Source, Whose};
use crate::domain::day::Day;
use crate::domain::person::{People, Person};

/// `4.5d`: half days below ten, whole ones above.
#[must_use]
pub fn days(days: f64) -> String {
    let halves = (days * 2.0).round() / 2.0;
    match halves {
        halves if halves < 0.5 && days > 0.0 => "<0.5d".to_owned(),
        halves if halves < 10.0 && halves.fract() > 0.0 => format!("{halves:.1}d"),
        _ => format!("{:.0}d", days.round()),
    }
}

/// The share of what gets done that is taken: `60%`, `1%` for the least, `-` for nothing.
#[must_use]
pub fn percent(cell: &Cell) -> String {
    match (cell.taken() * 100.0).round() {
        share if share < 1.0 && cell.placed > 0.0 => "1%".to_owned(),
        share if share < 1.0 => "-".to_owned(),
        share => format!("{share:.0}%"),
    }
}

/// The number of a week with its sign: `60%`, `~85%` where it is tight, `!3d` that don't fit, `off`, `-` for nothing.
#[must_use]
pub fn number(cell: &Cell) -> String {
    match cell.fit() {
        Fit::Over if cell.over >= 999.5 => "!999+".to_owned(),
        Fit::Over => format!("!{}", days(cell.over)),
        Fit::Tight if cell.placed <= 0.0 => "~0%".to_owned(),
        Fit::Tight => format!("~{}", percent(cell)),
        Fit::Covered => percent(cell),
        Fit::Off => "off".to_owned(),
    }
}

/// `own record, n 14`, or what is assumed of the person.
#[must_use]
pub fn source(rate: &Rate, person: Option<&Person>) -> String {
    match rate.source {
        Source::Own => format!("own record, n {}", rate.n),
        Source::Team => format!("team's record, n {}", rate.n),
        Source::Assumption => {
            let share = (rate.per_day * 100.0).round();
            let word = if person.and_then(|person| person.focus).is_some() { "declared" } else { "assumed" };
            format!("{word}: {share:.0} % of the time")
        }
    }
}

impl Load {
    /// The cells of somebody, a week each; none for somebody without any.
    #[must_use]
    pub fn cells(&self, whose: &Whose) -> &[Cell] {
        match whose {
            Whose::Lead(lead) => {
                self.owners.iter().find(|owner| owner.lead == *lead).map_or(&[], |owner| owner.cells.as_slice())
            }
            Whose::Team(name) => {
                self.teams.iter().find(|team| team.name == *name).map_or(&[], |team| team.cells.as_slice())
            }
        }
    }

    /// Where the number of a week comes from: `60% = 3d signed ÷ 5d capacity: 1.00d × 5 days (own record, n 14)`.
    #[must_use]
    pub fn formula(&self, whose: &Whose, week: usize, people: &People) -> String {
        let Some(cell) = self.cells(whose).get(week) else { return String::new() };
        let how = match whose {
            Whose::Lead(lead) => self.owners.iter().find(|owner| owner.lead == *lead).map(|owner| {
                let worked = if owner.rate.per_day > 0.0 { (cell.capacity / owner.rate.per_day).round() } else { 0.0 };
                let unit = if (worked - 1.0).abs() < 0.5 { "day" } else { "days" };
                let source = source(&owner.rate, people.get(lead));
                format!("{:.2}d × {worked:.0} {unit} ({source})", owner.rate.per_day)
            }),
            Whose::Team(name) => self.teams.iter().find(|team| team.name == *name).map(|team| {
                let each = team.leads.iter().filter_map(|lead| {
                    let cell = self.cells(&Whose::Lead(lead.clone())).get(week)?;
                    Some(format!("{} {}", people.called(lead), exact(cell.capacity)))
                });
                each.collect::<Vec<_>>().join(" + ")
            }),
        };
        let how = how.unwrap_or_default();
        match cell.fit() {
            Fit::Off => format!("no capacity: {how}"),
            Fit::Over | Fit::Tight | Fit::Covered => {
                format!("{} = {} signed ÷ {} capacity: {how}", percent(cell), exact(cell.placed), exact(cell.capacity))
            }
        }
    }

    /// What is due by the end of a week against what gets done by then.
    #[must_use]
    pub fn due_words(&self, whose: &Whose, week: usize, today: Day) -> String {
        let Some((cells, last)) = self.cells(whose).get(..=week).zip(self.weeks.get(week).map(|week| week.last)) else {
            return String::new();
        };
        let due: f64 = cells.iter().map(|cell| cell.due).sum();
        let done: f64 = cells.iter().map(|cell| cell.capacity).sum();
        let by = last.short(today);
        let rest = match cells.last().map(|cell| (cell.fit(), cell.over)) {
            Some((Fit::Over, over)) => format!(", {} of it doesn't fit", exact(over)),
            Some((Fit::Tight, _)) => ", less than a fifth is left for the unforeseen".to_owned(),
            Some((Fit::Covered | Fit::Off, _)) | None => String::new(),
        };
        format!("due by {by}: {} of the {} that get done by then{rest}", exact(due), exact(done))
    }
}

/// `0.4d`, `12d`: tenths where there are any, hundredths below a tenth.
fn exact(days: f64) -> String {
    let tenths = (days * 10.0).round() / 10.0;
    if tenths == 0.0 && days > 0.0 {
        format!("{days:.2}d")
    } else if tenths.fract() == 0.0 {
        format!("{tenths:.0}d")
    } else {
        format!("{tenths:.1}d")
    }
}
