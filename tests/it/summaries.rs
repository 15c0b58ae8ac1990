//! The header's numbers: exposure once a deal, dates passed, promises kept.

mod reviews;

use countersign::domain::day::Day;
use countersign::domain::flag::Standing;
use countersign::domain::summary::{Kept, Summary, quarter_start};

use crate::shelf::{book, judged, stand, today};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn the_header_says_what_matters() {
    let (book, standings) = judged();
    let summary = Summary::of(&book, &standings, today());
    // Acme expansion counts once though two of its commitments are red; the offline mode was declined and not told.
    assert_eq!(
        summary.line(),
        "exposure €205k + $80k in 4 deals · 1 overdue · 3 over-promised · kept 1 of 3 this quarter"
    );
    assert_eq!((summary.open, summary.flagged, summary.exposure.without_value), (7, 7, 0));
}

#[test]
fn an_empty_book_has_nothing_to_say() {
    let summary = Summary::of(&countersign::domain::book::Book::default(), &[] as &[Standing], today());
    assert_eq!(summary.line(), "nothing is overdue or over-promised");
}

#[test]
fn a_date_counts_once_it_is_over() {
    let book = book();
    let check = |from: &str, to: &str, expected: (usize, usize)| {
        let kept = Kept::within(book.commitments(), day(from), day(to));
        assert_eq!((kept.on_time, kept.fell_due), expected, "{from} to {to}");
    };
    // Kept on time; kept late; the dashboard of 14 Nov is not there. The invoices wait for their confirmation.
    check("2026-10-01", "2026-11-22", (1, 3));
    check("2026-10-01", "2026-11-14", (1, 2));
    check("2026-10-10", "2026-11-15", (1, 2));
    check("2026-11-01", "2026-11-22", (0, 1));
    // The customer still counts on what was declined.
    check("2027-06-30", "2027-06-30", (0, 0));
    check("2027-06-30", "2027-07-01", (0, 2 - 1));
}

#[test]
fn quarters_follow_the_fiscal_year() {
    let cases = [
        ("2026-11-22", 1, "2026-10-01"),
        ("2026-11-22", 2, "2026-11-01"),
        ("2026-11-22", 3, "2026-09-01"),
        ("2027-01-31", 2, "2026-11-01"),
        ("2027-01-01", 1, "2027-01-01"),
        ("2026-12-31", 12, "2026-12-01"),
    ];
    for (on, fiscal_start, expected) in cases {
        assert_eq!(quarter_start(day(on), fiscal_start), day(expected), "{on} from month {fiscal_start}");
    }
}

#[test]
fn a_risk_accepted_is_not_counted() {
    let (mut book, _) = judged();
    let text = format!(
        "{}\n[[move]]\nid = \"aa0009\"\nat = 2026-11-20T08:00:00Z\nby = \"kim\"\nkind = \"accept-risk\"\nreview = 2026-12-20\nnote = \"worth it\"\n",
        include_str!("shelf/n0rth1.toml")
    );
    let moves = countersign::store::record::read(&text).moves;
    let rules = book.rules.clone();
    book.put(countersign::domain::fold::fold("n0rth1".parse().unwrap(), moves, rules.ground()));
    let standings = stand(&book);
    let summary = Summary::of(&book, &standings, today());
    assert_eq!(
        summary.line(),
        "exposure €85k + $80k in 3 deals · 1 overdue · 2 over-promised · kept 1 of 3 this quarter"
    );
}
