//! Typed dates: what people write and the day it means on Sunday 22 November 2026.

use chrono::Weekday;
use countersign::domain::calendar::Calendar;
use countersign::domain::dates::{self, How, Past, Trust, Typing};
use countersign::domain::day::Day;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn typing<'a>(today: &str, past: Past, calendar: &'a Calendar) -> Typing<'a> {
    Typing { today: day(today), calendar, past }
}

/// What a text means on a day; the message when it means none.
fn on(today: &str, past: Past, text: &str) -> String {
    let calendar = Calendar::default();
    match dates::parse(text, &typing(today, past, &calendar)) {
        Ok(typed) => typed.day.to_string(),
        Err(error) => error.to_string(),
    }
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, expect)| (text, expect, on("2026-11-22", Past::AskBack, text)))
        .filter(|(_, expect, found)| *expect != found)
        .map(|(text, expect, found)| format!("{text:?}: expected {expect}, found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_day_by_its_date() {
    check(&[
        ("2027-03-15", "2027-03-15"),
        ("2027/3/15", "2027-03-15"),
        ("2027.03.15", "2027-03-15"),
        ("20270315", "2027-03-15"),
        ("15 mar", "2027-03-15"),
        ("15mar", "2027-03-15"),
        ("mar 15", "2027-03-15"),
        ("MAR 15", "2027-03-15"),
        ("15 march 2027", "2027-03-15"),
        ("15 March, 2028", "2028-03-15"),
        ("March 15th, 2028", "2028-03-15"),
        ("15th of march", "2027-03-15"),
        ("the 15th of march", "2027-03-15"),
        ("15-mar-2027", "2027-03-15"),
        ("15 mar 27", "2027-03-15"),
        ("15 mar '28", "2028-03-15"),
        ("15.3.", "2027-03-15"),
        ("15.3", "2027-03-15"),
        ("15.3.27", "2027-03-15"),
        ("15.03.2027", "2027-03-15"),
        ("15. 3. 2027", "2027-03-15"),
        ("3.4.", "2027-04-03"),
        ("15. März", "2027-03-15"),
        ("15. märz 2028", "2028-03-15"),
        ("31. dezember", "2026-12-31"),
        ("3/15", "2027-03-15"),
        ("15/3", "2027-03-15"),
        ("15/3/2028", "2028-03-15"),
        ("15-3-2028", "2028-03-15"),
        ("5/5", "2027-05-05"),
        ("29 feb", "2028-02-29"),
        ("22 nov", "2026-11-22"),
        ("by 15 mar", "2027-03-15"),
        ("due on the 15th of march.", "2027-03-15"),
        ("fri 12 mar", "2027-03-12"),
        ("Fri 12 Mar 2027", "2027-03-12"),
        ("friday, march 12", "2027-03-12"),
        ("the 15th", "2026-12-15"),
        ("30th", "2026-11-30"),
        ("15th of next month", "2026-12-15"),
        ("christmas", "2026-12-25"),
        ("before christmas", "2026-12-24"),
        ("easter", "2027-03-28"),
    ]);
}

#[test]
fn a_day_seen_from_today() {
    check(&[
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"),
        ("übermorgen", "2026-11-24"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("fr", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("next fri", "2026-11-27"),
        ("sun", "2026-11-29"),
        ("this sunday", "2026-11-22"),
        ("fri next week", "2026-11-27"),
        ("next week fri", "2026-11-27"),
        ("+3w", "2026-12-13"),
        ("+10d", "2026-12-02"),
        ("+2m", "2027-01-22"),
        ("+1y", "2027-11-22"),
        ("3 weeks", "2026-12-13"),
        ("in 3 weeks", "2026-12-13"),
        ("in three weeks", "2026-12-13"),
        ("within a fortnight", "2026-12-06"),
        ("a couple of weeks", "2026-12-06"),
        ("a week", "2026-11-29"),
        ("in 10 working days", "2026-12-04"),
        ("10 business days", "2026-12-04"),
        ("10wd", "2026-12-04"),
        ("+1wd", "2026-11-23"),
        ("in 2 Wochen", "2026-12-06"),
        ("a week from tomorrow", "2026-11-30"),
        ("2 weeks after easter", "2027-04-11"),
        ("3 days before end of q1", "2027-03-28"),
        ("eom+3d", "2026-12-03"),
    ]);
}

#[test]
fn a_period_means_its_last_day() {
    check(&[
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("end of month", "2026-11-30"),
        ("month end", "2026-11-30"),
        ("year-end", "2026-12-31"),
        ("end of the week", "2026-11-27"),
        ("end of next month", "2026-12-31"),
        ("this week", "2026-11-27"),
        ("next week", "2026-11-27"),
        ("this month", "2026-11-30"),
        ("next month", "2026-12-31"),
        ("next quarter", "2027-03-31"),
        ("end of next quarter", "2027-03-31"),
        ("next year", "2027-12-31"),
        ("march", "2027-03-31"),
        ("in march", "2027-03-31"),
        ("märz", "2027-03-31"),
        ("ende märz", "2027-03-31"),
        ("november", "2026-11-30"),
        ("october", "2027-10-31"),
        ("march 2028", "2028-03-31"),
        ("mar '28", "2028-03-31"),
        ("2027-03", "2027-03-31"),
        ("03/2027", "2027-03-31"),
        ("feb", "2027-02-28"),
        ("end of march", "2027-03-31"),
        ("mid march", "2027-03-15"),
        ("mid-march", "2027-03-15"),
        ("middle of march 2028", "2028-03-15"),
        ("early march", "2027-03-10"),
        ("late march", "2027-03-31"),
        ("beginning of march", "2027-03-01"),
        ("start of next week", "2026-11-23"),
        ("before march", "2027-02-28"),
        ("before end of march", "2027-03-31"),
        ("q2", "2027-06-30"),
        ("Q4", "2026-12-31"),
        ("q2 2027", "2027-06-30"),
        ("q2/28", "2028-06-30"),
        ("2028-Q2", "2028-06-30"),
        ("q2 28", "2028-06-30"),
        ("end of q2", "2027-06-30"),
        ("the end of Q2", "2027-06-30"),
        ("mid q2", "2027-05-15"),
        ("early q2", "2027-04-30"),
        ("second quarter", "2027-06-30"),
        ("2nd quarter of 2028", "2028-06-30"),
        ("h1", "2027-06-30"),
        ("H2 2027", "2027-12-31"),
        ("first half of 2027", "2027-06-30"),
        ("2027", "2027-12-31"),
        ("mid 2027", "2027-06-30"),
        ("early 2027", "2027-03-31"),
        ("fy27 q1", "2027-03-31"),
        ("KW12", "2027-03-26"),
        ("w12", "2027-03-26"),
        ("week 12", "2027-03-26"),
        ("2026-W49", "2026-12-04"),
        ("2026W49", "2026-12-04"),
        ("week of 15 mar", "2027-03-19"),
    ]);
}

#[test]
fn what_is_not_a_day_is_asked_back() {
    check(&[
        ("", "no day is named: type a day such as 15 mar, fri, +3w or end of q2"),
        ("by", "no day is named: type a day such as 15 mar, fri, +3w or end of q2"),
        ("3/4", "`3/4` is 3 April or 4 March: write the month as a word"),
        ("3/4/27", "`3/4/27` is 3 April or 4 March: write the month as a word"),
        ("asap", "no day is named: name a day, such as fri, 15 mar, +3w or end of q2"),
        ("yesterday", "Sat 21 Nov 2026 has passed, yesterday (not a working day): type a day from today on"),
        (
            "15 mar 2026",
            "Sun 15 Mar 2026 has passed, 180 working days ago (not a working day): type a day from today on",
        ),
        ("20 nov", "Fri 20 Nov 2026 has passed, 2 days ago: add the year if 2027 is meant"),
        ("30 feb 2027", "February 2027 has 28 days: type a day of that month"),
        ("30 feb", "February has no day 30: type a day of that month"),
        ("2027-13-01", "there is no month 13: months go from 1 to 12"),
        ("mon 12 mar", "Fri 12 Mar 2027 is not a Monday: leave the weekday out, or mend the day"),
        ("firday", "`firday` is not a word for a day: did you mean `friday`?"),
        ("15 mrach 2027", "`mrach` is not a word for a day: did you mean `15 march 2027`?"),
        ("end of qarter", "`qarter` is not a word for a day: did you mean `end of quarter`?"),
        ("banana", "`banana` is not a word for a day: type a day such as 15 mar, fri, +3w or end of q2"),
        ("12", "`12` could be days, weeks or a day of a month: say which"),
        ("+3", "`+3` could be days, weeks or a day of a month: say which"),
        ("15 mar fri", "`fri` after `15 mar` was not understood: leave it out, or write a single day"),
        ("q5", "`q5` is not a day: type a day such as 15 mar, fri, +3w or end of q2"),
        ("w53 2027", "there is no week 53 in that year: weeks go from 1 to 52, in some years to 53"),
        ("+99999w", "`+99999w` is beyond the years 1900 to 2999: type a nearer day"),
        ("3000-01-01", "`3000-01-01` is not a day: type a day such as 15 mar, fri, +3w or end of q2"),
    ]);
}

#[test]
fn errors_know_their_place_and_what_could_stand_there() {
    let check = |text: &str, part: &str, suggestions: &[&str]| {
        let calendar = Calendar::default();
        let error = dates::parse(text, &typing("2026-11-22", Past::AskBack, &calendar)).expect_err(text);
        assert_eq!(&text[error.range.clone()], part, "{text}");
        assert_eq!(error.suggestions, suggestions, "{text}");
    };
    check("by 3/4", "3/4", &["3 april", "4 march"]);
    check("3/4/27", "3/4/27", &["3 april 2027", "4 march 2027"]);
    check("15 mar 2026", "15 mar 2026", &["2027-03-15"]);
    check("20 nov", "20 nov", &["2027-11-20", "2026-11-20"]);
    check("end of qarter", "qarter", &["end of quarter"]);
    check("  15 mar fri ", "fri", &["15 mar"]);
    check("12", "12", &["+12d", "+12w"]);
}

#[test]
fn the_past_is_allowed_or_meant_where_the_caller_says_so() {
    let check = |past, text: &str, expect: &str| assert_eq!(on("2026-11-22", past, text), expect, "{text}");
    check(Past::Allow, "yesterday", "2026-11-21");
    check(Past::Allow, "2 weeks ago", "2026-11-08");
    check(Past::Allow, "20 nov", "2026-11-20");
    check(Past::Allow, "15 mar", "2027-03-15");
    check(Past::Allow, "15 mar 2026", "2026-03-15");
    check(Past::Allow, "fri", "2026-11-27");
    check(Past::Allow, "-3d", "2026-11-19");
    check(Past::Meant, "fri", "2026-11-20");
    check(Past::Meant, "15 mar", "2026-03-15");
    check(Past::Meant, "24 dec", "2025-12-24");
    check(Past::Meant, "march", "2026-03-31");
    check(Past::Meant, "this month", "2026-11-22");
    check(Past::Meant, "last week", "2026-11-13");
    check(Past::Meant, "last fri", "2026-11-20");
    check(Past::Meant, "w40", "2026-10-02");
    check(Past::Meant, "today", "2026-11-22");
}

#[test]
fn weekdays_are_seen_from_the_day_they_are_typed() {
    let check =
        |today, text: &str, expect: &str| assert_eq!(on(today, Past::AskBack, text), expect, "{text} on {today}");
    check("2026-11-25", "fri", "2026-11-27"); // a Wednesday
    check("2026-11-25", "next fri", "2026-12-04");
    check("2026-11-25", "wed", "2026-12-02");
    check("2026-11-25", "this wed", "2026-11-25");
    check("2026-11-27", "fri", "2026-12-04"); // a Friday
    check("2026-11-27", "eow", "2026-11-27");
    check("2026-11-28", "this week", "2026-12-04"); // a Saturday
    check("2026-12-31", "eoy", "2026-12-31");
    check("2027-01-02", "20 dec 2027", "2027-12-20");
    check("2027-01-31", "+1m", "2027-02-28");
}

#[test]
fn fiscal_years_begin_where_the_book_says() {
    let calendar = Calendar::new(&[Weekday::Mon], Vec::new(), 4).expect("a calendar");
    let check = |text: &str, expect: &str| {
        let typed = dates::parse(text, &typing("2026-11-22", Past::AskBack, &calendar)).expect(text);
        assert_eq!(typed.day.to_string(), expect, "{text}");
    };
    check("fy27", "2027-03-31");
    check("fy27 q4", "2027-03-31");
    check("FY2028 Q1", "2027-06-30");
    check("q1 fy28", "2027-06-30");
    check("h2 fy28", "2028-03-31");
    check("fy28 h1", "2027-09-30");
    check("end of fiscal year", "2027-03-31");
    check("next fiscal year", "2028-03-31");
    check("fiscal q1", "2027-06-30");
    check("q1", "2027-03-31");
}

#[test]
fn a_day_is_explained_with_its_distance() {
    let calendar = Calendar::new(
        &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
        vec![day("2026-12-25"), day("2027-01-01")],
        1,
    )
    .expect("a calendar");
    let check = |text: &str, expect: &str| assert_eq!(dates::explain(day(text), day("2026-11-22"), &calendar), expect);
    check("2027-03-12", "Fri 12 Mar 2027, in 78 working days");
    check("2026-11-22", "Sun 22 Nov 2026, today (not a working day)");
    check("2026-11-23", "Mon 23 Nov 2026, tomorrow");
    check("2026-11-21", "Sat 21 Nov 2026, yesterday (not a working day)");
    check("2026-11-24", "Tue 24 Nov 2026, in 2 working days");
    check("2026-12-25", "Fri 25 Dec 2026, in 24 working days (a holiday)");
    check("2026-11-18", "Wed 18 Nov 2026, 2 working days ago");
    check("2026-11-20", "Fri 20 Nov 2026, 2 days ago");
    check("2026-11-19", "Thu 19 Nov 2026, 1 working day ago");
}

#[test]
fn date_phrases_are_found_in_a_line() {
    let calendar = Calendar::default();
    let check = |line: &str, expect: &[(&str, Option<&str>, &str)]| {
        let found = dates::find(line, &typing("2026-11-22", Past::AskBack, &calendar));
        let found: Vec<_> = found
            .iter()
            .map(|found| {
                let day = found.typed.as_ref().map_or("?".into(), |typed| typed.day.to_string());
                (&line[found.range.clone()], found.lead.clone().map(|lead| &line[lead]), day)
            })
            .collect();
        let found: Vec<_> = found.iter().map(|(text, lead, day)| (*text, *lead, day.as_str())).collect();
        assert_eq!(found, expect, "{line}");
    };
    check("SAML SSO by end of Q2 with SCIM", &[("end of Q2", Some("by"), "2027-06-30")]);
    check("SSO by the end of next month", &[("the end of next month", Some("by"), "2026-12-31")]);
    check("SSO 15 mar", &[("15 mar", None, "2027-03-15")]);
    check("SSO, due on fri.", &[("fri", Some("due on"), "2026-11-27")]);
    check("SSO by 15.3., really", &[("15.3.", Some("by"), "2027-03-15")]);
    check("by 3/4", &[("3/4", Some("by"), "?")]);
    check("so do we, or a may-be march-past q2report v2027-03-15", &[]);
    check("until q2 20 seats", &[("q2", Some("until"), "2027-06-30")]);
    check("by march (or q2)", &[("march", Some("by"), "2027-03-31"), ("q2", None, "2027-06-30")]);
}

#[test]
fn a_scan_trusts_a_bare_duration_less_than_a_named_day() {
    let calendar = Calendar::default();
    let trust = |line: &str| dates::find(line, &typing("2026-11-22", Past::AskBack, &calendar))[0].trust;
    assert_eq!(trust("retention of 3 weeks"), Trust::Led);
    assert_eq!(trust("works on Office 2027"), Trust::Led);
    assert_eq!(trust("SSO end of march"), Trust::Clear);
    assert_eq!(trust("SSO in 3 weeks"), Trust::Clear);
}

#[test]
fn common_words_can_be_typed_as_they_stand() {
    for text in dates::COMMON {
        assert!(dates::parse(text, &typing("2026-11-22", Past::AskBack, &Calendar::default())).is_ok(), "{text}");
    }
}

/// Words that dates are made of, so that random texts come close to being dates.
fn bits() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "15",
        "3",
        "2027",
        "99",
        "0",
        "mar",
        "q",
        "2",
        "fri",
        "next",
        "this",
        "last",
        "end",
        "of",
        "the",
        "in",
        "weeks",
        "working",
        "days",
        "w",
        "fy",
        "27",
        "h",
        "+",
        "-",
        "/",
        ".",
        "'",
        ",",
        "before",
        "after",
        "from",
        "a",
        "easter",
        "month",
        "mid",
        "ago",
        "eom",
        "first",
        "half",
        "th",
        "4294967296",
        "400000",
        "tomorrow",
        "asap",
        "fiscal",
        "é",
        "日本",
    ]);
    let glue = prop::sample::select(vec!["", " ", " "]);
    prop::collection::vec((words, glue), 0..8)
        .prop_map(|bits| bits.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

fn days() -> impl Strategy<Value = Day> {
    (1900..3000, 1..=12u32, 1..=31u32).prop_filter_map("a day", |(y, m, d)| Day::ymd(y, m, d))
}

/// Working weeks of many kinds, and fiscal years that begin anywhere.
fn calendars() -> impl Strategy<Value = Calendar> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    (prop::sample::subsequence(vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun], 1..=7), 1..=12u32)
        .prop_filter_map("a calendar", |(week, start)| Calendar::new(&week, Vec::new(), start).ok())
}

fn pasts() -> impl Strategy<Value = Past> {
    prop::sample::select(vec![Past::AskBack, Past::Allow, Past::Meant])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn whatever_is_typed_is_a_day_within_the_calendar_or_a_message(
        text in prop_oneof![any::<String>(), bits(), bits(), bits()], today in days(), past in pasts(),
        calendar in calendars(),
    ) {
        let ctx = Typing { today, calendar: &calendar, past };
        match dates::parse(&text, &ctx) {
            Ok(typed) => {
                prop_assert!((1900..3000).contains(&typed.day.year()));
                prop_assert!(past != Past::AskBack || typed.day >= today);
                prop_assert!(!dates::explain(typed.day, today, &calendar).is_empty());
                if let How::Period { first, last } = typed.how {
                    prop_assert!(first <= typed.day && typed.day <= last, "{first} {last} {}", typed.day);
                }
            }
            Err(error) => prop_assert!(text.get(error.range.clone()).is_some() && !error.why.is_empty()),
        }
        for found in dates::find(&text, &ctx) {
            prop_assert!(text.get(found.range.clone()).is_some_and(|words| !words.is_empty()));
        }
    }

    #[test]
    fn a_day_as_it_is_printed_is_the_same_day(it in days(), today in days()) {
        let calendar = Calendar::default();
        let ctx = Typing { today, calendar: &calendar, past: Past::Allow };
        prop_assert_eq!(dates::parse(&it.to_string(), &ctx).map(|typed| typed.day), Ok(it));
        prop_assert_eq!(dates::parse(&it.long(), &ctx).map(|typed| typed.day), Ok(it));
    }
}
