//! Estimates, days and settings that can't be so, in the files of a book: each is said in a sentence, none is a panic, and the
//! rest of the book is forecast all the same.

use std::fs;

use countersign::domain::calendar::Calendar;
use countersign::domain::day::Day;
use countersign::forecast::pace::Pace;
use proptest::prelude::*;

use super::cli::desk::{Desk, Ran};

const PEOPLE: &str =
    "schema = 1\nname = \"Odd book\"\n\n[people.sam]\nroles = [\"sales\"]\n\n[people.dana]\nroles = [\"tech\"]\n";

/// One commitment of Dana's: the day, the line of the estimate, and the moves after it.
struct Odd<'a> {
    due: &'a str,
    estimate: &'a str,
    then: &'a [&'a str],
}

/// Five days by 18 December, agreed.
const USUAL: Odd = Odd { due: "2026-12-18", estimate: "effort = \"5d\"", then: &[SIGNED] };
const SIGNED: &str = "kind = \"countersign\"";

fn file(odd: &Odd) -> String {
    let mut text = format!(
        "[[move]]\nid = \"aaaaa1\"\nat = 2026-11-16T09:00:00Z\nby = \"sam\"\nkind = \"promise\"\ncustomer = \"Acme\"\n\
         scope = \"Odd thing\"\ndue = {}\ndone_when = \"seen\"\ntold = true\ntech = \"dana\"\n\n\
         [[move]]\nid = \"aaaaa2\"\nre = \"aaaaa1\"\nat = 2026-11-17T09:00:00Z\nby = \"dana\"\nkind = \"estimate\"\n{}\n\
         verdict = \"feasible\"\n",
        odd.due, odd.estimate
    );
    for (n, made) in odd.then.iter().enumerate() {
        let made = format!(
            "\n[[move]]\nid = \"bbbbb{n}\"\nre = \"aaaaa1\"\nat = 2026-11-18T09:0{n}:00Z\nby = \"dana\"\n{made}\n"
        );
        text.push_str(&made);
    }
    text
}

#[expect(clippy::disallowed_methods, reason = "a test writes as an editor would")]
fn desk(rules: &str, odd: &Odd) -> Desk {
    let desk = Desk::new();
    let dir = desk.path("book/commitments/2026");
    fs::create_dir_all(&dir).unwrap();
    fs::write(desk.path("book/book.toml"), rules).unwrap();
    fs::write(dir.join("0dd000.toml"), file(odd)).unwrap();
    fs::write(dir.join("n0rma1.toml"), file(&USUAL).replace("Odd thing", "Plain thing")).unwrap();
    desk
}

fn run(desk: &Desk, words: &str) -> Ran {
    desk.run(&words.split(' ').collect::<Vec<_>>())
}

/// The words of a page as one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every view of the book works, and the plain commitment has its chance.
fn holds(desk: &Desk, what: &str) {
    for words in ["list", "list --json", "check", "inbox dana", "load", "load --json", "doctor", "log"] {
        let ran = run(desk, words);
        assert!(ran.code <= 1 && !ran.err.contains("panicked"), "{what}: {words}: {}", ran.err);
    }
    let plain = run(desk, "list plain --columns chance,covered").done();
    assert!(plain.contains('%'), "{what}: {plain}");
    for keys in ["2", "2 j <enter>", "2 j j <enter>"] {
        let ran = desk.run(&["--frame", "--size", "160x24", "--keys", keys]);
        assert!(ran.code == 0 && ran.out.contains("Odd book"), "{what}: {keys}: {}{}", ran.out, ran.err);
    }
}

fn check_file(odd: &Odd, command: &str, expected: &str) {
    let desk = desk(PEOPLE, odd);
    let ran = run(&desk, command);
    let text = flat(&format!("{}{}", ran.out, ran.err));
    assert!(text.contains(expected), "{}: {command}: {text}", odd.estimate);
    holds(&desk, odd.estimate);
}

#[test]
fn an_odd_estimate_in_a_file_is_named() {
    let estimate = |estimate, expected| {
        check_file(&Odd { estimate, ..USUAL }, "doctor", expected);
    };
    estimate("effort = \"0d\"", "0dd000.toml:19: `effort`: `0d` is no time at all; write it as");
    estimate("effort = \"0d..0d\"", "`0d..0d` is no time at all");
    estimate("effort = \"-5d\"", "`-5d` is less than nothing");
    estimate("effort = \"1001d\"", "`1001d` is over a thousand working days");
    estimate("effort = \"~201w\"", "`~201w` is over a thousand working days");
    estimate("effort = \"8d..5d\"", "`8d..5d` runs backwards");
    estimate("dates = \"2026-12-10..2026-12-01\"", "`2026-12-10..2026-12-01` runs backwards");
    check_file(&Odd { due: "9999-12-31", ..USUAL }, "doctor", "`due` is not between the years 1900 and 2999");
    let left = ["kind = \"countersign\"", "kind = \"progress\"\nleft = \"0d\""];
    check_file(&Odd { then: &left, ..USUAL }, "doctor", "`left`: `0d` is no time at all");
}

#[test]
fn an_odd_estimate_that_can_be_so_is_forecast() {
    let show = |odd: Odd, expected| check_file(&odd, "show 0dd", expected);
    show(Odd { estimate: "effort = \"1000d\"", ..USUAL }, "<1 % to make the told date, 18 Dec");
    show(Odd { due: "2999-12-31", ..USUAL }, ">99 % to make the told date, 31 Dec 2999");
    let late = Odd { estimate: "effort = \"5d\"\nstart = 2027-11-01", ..USUAL };
    show(late, "<1 % to make the told date, 18 Dec: over-promised. Done with 50 % by 17 Nov 2027");
    let never = Odd { estimate: "effort = \"5d\"\nstart = 2999-12-31", ..USUAL };
    check_file(&never, "forecast 0dd", "The work is to begin on 31 Dec 2999.");
    show(Odd { estimate: "dates = \"2026-12-10..2999-12-31\"", ..USUAL }, "<1 % to make the told date");
    let more = ["kind = \"countersign\"", "kind = \"progress\"\nleft = \"90d\""];
    show(Odd { then: &more, ..USUAL }, "1 % to make the told date");
}

#[test]
fn dates_that_have_passed_give_no_chance_and_ask_for_others() {
    let past = || Odd { estimate: "dates = \"2026-10-01..2026-11-10\"", ..USUAL };
    check_file(&past(), "show 0dd", "The estimated dates have passed, so no chance and no dates.");
    check_file(
        &past(),
        "list flag:stale-estimate",
        "the dates it was estimated to passed on 10 Nov → Dana: estimate again",
    );
    check_file(&Odd { then: &[], ..past() }, "forecast 0dd", "the estimated dates have passed, so no chance is shown");
    // Begun before, and not done by then: that says a great deal.
    let begun = Odd { estimate: "dates = \"2026-10-01..2026-11-10\"\nstart = 2026-09-21", ..USUAL };
    check_file(&begun, "show 0dd", "% to make the told date");
}

#[test]
fn what_was_delivered_before_it_began_is_said_and_left_out() {
    let delivered = ["kind = \"countersign\"", "on = 2026-11-10\nkind = \"deliver\""];
    let odd = || Odd { then: &delivered, ..USUAL };
    let why = "delivered 10 Nov, before it was agreed or begun on 18 Nov, so it says nothing about how long work takes";
    check_file(&odd(), "doctor", &format!("look 0dd000 Acme: Odd thing: {why}; where a day is wrong, `on = DATE`"));
    check_file(&odd(), "show 0dd", &format!("· {why}"));
    check_file(&odd(), "forecast n0r", "Left out of the record, delivered before agreed: 0dd000.");
    check_file(&odd(), "show n0r", "Left out of the record, delivered before agreed: 0dd000.");
    let desk = desk(PEOPLE, &odd());
    let frame = desk.run(&["--frame", "--size", "100x40", "--keys", "2 / plain <enter> <enter>"]).done();
    assert!(flat(&frame).contains("Left out of the record, delivered before agreed: 0dd000."), "{frame}");
}

#[test]
fn days_given_with_a_move_that_cant_be_so_are_answered() {
    let desk = Desk::with_book();
    let said = |words: &[&str]| {
        let ran = desk.run(words);
        (ran.code, flat(&format!("{}{}", ran.out, ran.err)))
    };
    let check = |words: &[&str], code: i32, expected: &str| {
        let (found, text) = said(words);
        assert!(found == code && text.contains(expected), "{words:?}: {found} {text}");
    };
    desk.run(&["add", "Acme: SSO by 18 dec @dana"]).done();
    let id = desk.run(&["list", "--columns", "id"]).done();
    let id = id.trim();
    check(&["estimate", id, "0d"], 2, "`0d` is no time at all");
    check(&["estimate", id, "1001d"], 2, "`1001d` is over a thousand working days");
    check(&["estimate", id, "8d..5d"], 2, "`8d..5d` runs backwards");
    check(&["estimate", id, "2026-10-01..2026-11-10"], 2, "Thu 1 Oct 2026 has passed");
    check(&["estimate", id, "5d", "--start", "9999-05-01"], 2, "`9999-05-01` is not a day");
    check(&["progress", id, "0d"], 2, "`0d` is no time at all");
    check(&["progress", id, "--", "-1d"], 2, "`-1d` is less than nothing");
    desk.run(&["estimate", id, "5d", "--me", "dana"]).done();
    let early = "note: agreed 1 Oct, before it was promised on 22 Nov; its work is counted from 1 Oct";
    check(&["sign", id, "--on", "2026-10-01", "--me", "dana"], 0, early);
    let reversed = "note: delivered 1 Sep, before it was agreed or begun on 1 Oct";
    check(&["deliver", id, "--on", "2026-09-01", "--me", "dana"], 0, reversed);
}

fn check_rules(rules: &str, expected: &str) {
    let desk = desk(&format!("{PEOPLE}{rules}\n"), &USUAL);
    let ran = run(&desk, "doctor");
    let text = flat(&ran.out);
    assert!(ran.code == 1 && text.contains(expected), "{rules}: {text}");
    holds(&desk, rules);
}

#[test]
fn odd_settings_are_named_and_the_book_is_forecast() {
    check_rules("[calendar]\nworkdays = []", "`calendar.workdays`: no day of the week is worked");
    check_rules("away = [\"2036-11-01..2026-11-01\"]", "`2036-11-01..2026-11-01` runs backwards");
    for focus in ["0", "-0.5", "2", "2.5", "1000", "nan", "\"200%\"", "\"0%\""] {
        check_rules(&format!("focus = {focus}"), "`people.dana.focus`: it is not a share above 0 and up to 1");
    }
    for focus in ["0.001", "1", "60", "\"2%\""] {
        let desk = desk(&format!("{PEOPLE}focus = {focus}\n"), &USUAL);
        assert!(!run(&desk, "doctor").done().contains("focus"), "{focus}");
        holds(&desk, focus);
    }
}

#[test]
fn no_work_is_done_in_a_year_of_holidays_or_ten_years_away() {
    let p50 = |rules: &str| {
        let desk = desk(&format!("{PEOPLE}{rules}\n"), &USUAL);
        holds(&desk, rules);
        let json: serde_json::Value = serde_json::from_str(&run(&desk, "show n0r --json").done()).unwrap();
        json["commitments"][0]["dates"]["p50"].as_str().unwrap().to_owned()
    };
    assert!(p50("").as_str() < "2027");
    let holidays = p50("[calendar]\nholidays = [\"2026-11-22..2027-11-22\"]");
    assert!(holidays.as_str() > "2027-11-22", "{holidays}");
    let away = p50("away = [\"2026-11-01..2036-11-01\"]");
    assert!(away.as_str() > "2036-11-01", "{away}");
    let always = p50("away = [\"1900-01-01..2999-12-31\"]");
    assert!(always.as_str() > "2999", "{always}");
    let sundays = p50("[calendar]\nworkdays = [\"sun\"]");
    assert!(sundays.as_str() > "2027", "{sundays}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_nth_working_day_is_the_first_by_which_n_were_worked(
        n in 1_i64..400,
        away in proptest::collection::vec((-50_i64..900, 0_i64..2000), 0..5),
    ) {
        let start: Day = "2026-11-22".parse().unwrap();
        let away: Vec<(Day, Day)> = away.iter().map(|(first, days)| (start.plus(*first), start.plus(first + days))).collect();
        let calendar = Calendar::default();
        let pace = Pace { calendar: &calendar, away: &away };
        #[expect(clippy::cast_precision_loss, reason = "a count of days")]
        let day = pace.day(start, n as f64);
        prop_assert_eq!(pace.days(start, day), n);
        prop_assert_eq!(pace.days(start, day.plus(-1)), n - 1);
    }
}
