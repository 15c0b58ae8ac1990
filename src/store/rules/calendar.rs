//! `[calendar]`: the working week, the holidays, the start of the fiscal year.

use chrono::Weekday;
use toml::de::DeValue;

use super::page::{Key, Page};
use crate::domain::calendar::Calendar;
use crate::domain::day::Day;
use crate::domain::day::MONTHS;
use crate::store::record::nearest;

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

const MOST_HOLIDAYS: i64 = 400;

pub(super) fn read<'t>(page: &mut Page<'t>, key: &Key<'t>) -> Calendar {
    let usual = Calendar::default();
    let mut week: Vec<Weekday> = DAYS.iter().map(|day| day.1).filter(|day| usual.is_workday(*day)).collect();
    let mut holidays: Vec<Day> = Vec::new();
    let mut fiscal_start = usual.fiscal_start();
    for key in page.table(key) {
        match key.name() {
            "workdays" => {
                let days = workdays(page, &key);
                if !days.is_empty() {
                    week = days;
                }
            }
            "holidays" => {
                for (first, last) in page.day_ranges(&key) {
                    if first.days_to(last) < MOST_HOLIDAYS {
                        holidays.extend((0..=first.days_to(last)).map(|n| first.plus(n)));
                    } else {
                        page.wrong(
                            &key,
                            &format!("{first}..{last} is more than a year"),
                            "holidays are days, or a few weeks",
                        );
                    }
                }
            }
            "fiscal_year_start" => fiscal_start = month(page, &key).unwrap_or(fiscal_start),
            _ => page.unknown(&key, &["workdays", "holidays", "fiscal_year_start"]),
        }
    }
    Calendar::new(&week, holidays, fiscal_start).unwrap_or(usual)
}

fn workdays(page: &mut Page, key: &Key) -> Vec<Weekday> {
    let mut week = Vec::new();
    let texts = page.texts(key);
    let is_list = texts.is_some();
    for word in texts.unwrap_or_default() {
        let lower = word.trim().to_lowercase();
        let is_it = |day: &&(&str, Weekday)| lower.len() >= 3 && (day.0 == lower || full(day.1) == lower);
        if let Some(day) = DAYS.iter().find(is_it) {
            week.push(day.1);
            continue;
        }
        let remedy = nearest(&lower, DAYS.map(|day| day.0)).map_or_else(
            || "write mon, tue, wed, thu, fri, sat or sun".into(),
            |near| format!("did you mean `{near}`?"),
        );
        page.wrong(key, &format!("`{}` is not a day of the week", word.escape_debug()), &remedy);
    }
    if is_list && week.is_empty() {
        page.wrong(
            key,
            "no day of the week is worked",
            "write it as workdays = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
        );
    }
    week
}

const fn full(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// The number of a month, written as a number or as a name of at least three letters.
fn month(page: &mut Page, key: &Key) -> Option<u32> {
    if !key.is_text() {
        return page.whole(key, 1..=12).and_then(|month| u32::try_from(month).ok());
    }
    let lower = page.text(key)?.trim().to_lowercase();
    let found = MONTHS.iter().zip(1..).find(|(name, _)| lower.len() >= 3 && name.starts_with(&lower)).map(|(_, n)| n);
    if found.is_none() {
        let near = nearest(&lower, MONTHS);
        let remedy = near
            .map_or_else(|| "write a number from 1 to 12, or a name".into(), |near| format!("did you mean `{near}`?"));
        page.wrong(key, &format!("`{}` is not a month", lower.escape_debug()), &remedy);
    }
    found
}

impl Key<'_> {
    fn is_text(&self) -> bool {
        matches!(self.value(), DeValue::String(_))
    }
}
