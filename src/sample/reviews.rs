//! What the two sides of Fernwhistle put on record about earlier quarters: their lines, and the pulse.

use chrono_tz::Tz;

use super::scribe::handle;
use crate::domain::calendar::Calendar;
use crate::domain::day::{Day, Moment};
use crate::domain::id::Id;
use crate::domain::period::{Length, Period};
use crate::domain::person::Side;
use crate::domain::review::{Answer, Paper, SignOff};

/// The answers of a side, the earliest quarter first; the last quarter is the one of today, and some have yet to answer.
type Answers = [&'static [[u8; 5]]; 4];

const SALES: Answers = [
    &[[5, 4, 3, 6, 6], [6, 5, 2, 5, 7], [4, 4, 3, 6, 5]],
    &[[6, 5, 4, 6, 6], [6, 5, 3, 5, 7], [5, 5, 4, 6, 6], [4, 5, 4, 7, 6]],
    &[[6, 6, 5, 6, 7], [7, 5, 5, 6, 7], [6, 6, 4, 6, 6], [5, 6, 6, 7, 6]],
    &[[7, 6, 5, 6, 7], [7, 6, 6, 7, 7], [6, 7, 5, 6, 7]],
];

const TECH: Answers = [
    &[[3, 3, 1, 5, 4], [4, 2, 2, 6, 3], [3, 3, 2, 5, 4], [4, 4, 1, 4, 3]],
    &[[4, 3, 2, 5, 4], [4, 4, 3, 6, 4], [3, 4, 2, 5, 4], [5, 4, 3, 5, 4]],
    &[[4, 5, 4, 6, 4], [5, 4, 4, 6, 5], [4, 5, 3, 6, 5], [5, 5, 5, 6, 5]],
    &[[5, 5, 5, 6, 5], [6, 5, 4, 7, 5], [5, 5, 5, 6, 6], [5, 6, 5, 6, 5]],
];

/// The lines of a quarter: how many quarters ago, the side, who, and what.
const LINES: [(i32, Side, &str, &str); 4] = [
    (2, Side::Sales, "maria", "We ask for a date before the call, not after it."),
    (
        2,
        Side::Tech,
        "dana",
        "We answer each request within three working days, with a date to come if not with a range.",
    ),
    (
        1,
        Side::Sales,
        "sam",
        "We tell the customer the same day when a date moves; asking first stays hard in renewals.",
    ),
    (1, Side::Tech, "dana", "Estimates come as ranges, and what they depend on stands beside them with a day."),
];

/// Everything on record on a day.
pub(super) fn papers(today: Day, calendar: &Calendar, zone: Tz) -> Vec<Paper> {
    let now = Period::around(today, Length::Quarter, calendar);
    let mut papers = Vec::new();
    for (side, answers) in [(Side::Sales, SALES), (Side::Tech, TECH)] {
        for (back, answers) in (0..).zip(answers.iter().rev()) {
            let period = now.shifted(-back);
            for marks in *answers {
                papers.push(Paper::Answer(Answer { id: name(papers.len()), period, side, marks: *marks }));
            }
        }
    }
    for (back, side, who, text) in LINES {
        let period = now.shifted(-back);
        let line = SignOff {
            id: name(papers.len()),
            period,
            side,
            at: morning(calendar.plus_working(period.last(), 2).min(today), zone),
            by: handle(who),
            proxy_for: None,
            text: text.to_owned(),
        };
        papers.push(Paper::SignOff(line));
    }
    papers
}

/// Names without an order that anybody could read out of them.
fn name(n: usize) -> Id {
    let n = u32::try_from(n).expect("a few dozen papers");
    Id::from_bits((n + 1).wrapping_mul(0x2545_F491) ^ 0x1CE4_E5B9)
}

fn morning(day: Day, zone: Tz) -> Moment {
    let nine = day.date().and_hms_opt(9, 12, 0).expect("every day has a morning");
    let local = nine.and_local_timezone(zone).earliest().map(|time| time.to_utc());
    Moment::at(local.unwrap_or_else(|| nine.and_utc()))
}
