//! What a live filter costs at each key, and what goes with it; `cargo bench --bench query`.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::sync::OnceLock;

use countersign::domain::book::Book;
use countersign::domain::day::Day;
use countersign::domain::flag::Standing;
use countersign::domain::fold::fold;
use countersign::domain::person::Handle;
use countersign::domain::summary::Summary;
use countersign::forecast::assess;
use countersign::query::{Group, Index, Query, Reading, Sort, complete, parse};
use countersign::report::paint::Paint;
use countersign::report::{Facts, json, table};
use countersign::sample::sized;
use divan::{Bencher, black_box};

/// What people type, key by key and in whole.
const QUERIES: [&str; 9] = [
    "s",
    "sso",
    "single sign-on",
    "nothing has these words",
    "customer:north",
    "flag:overdue",
    "open:yes due<+2w",
    "value>50k chance<60%",
    "(tech:dana or sales:me) firmness>=written -told:no",
];

const SIZE: u32 = 10_000;

struct Desk {
    book: Book,
    standings: Vec<Standing>,
    index: Index,
}

fn main() {
    divan::main();
}

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let sample = sized(today(), SIZE, 7);
        let (rules, deals, issues) = (sample.rules.clone(), sample.deals.clone(), sample.issues.clone());
        let folded = sample.map(|(id, moves)| fold(id, moves, rules.ground())).collect();
        let mut book = Book::new(rules.clone(), folded, Vec::new());
        (book.deals, book.issues) = (deals, issues);
        let standings = assess(&book, today());
        let index = Index::of(&book);
        Desk { book, standings, index }
    })
}

fn read(text: &str) -> Query {
    let me = Handle::new("sam").unwrap();
    parse(text, &Reading { today: today(), calendar: &desk().book.rules.calendar, me: Some(&me) }).unwrap()
}

#[divan::bench(args = QUERIES)]
fn parsing(bencher: Bencher, text: &str) {
    desk();
    bencher.bench(|| read(black_box(text)));
}

#[divan::bench(args = QUERIES)]
fn filtering_10_000(bencher: Bencher, text: &str) {
    let Desk { book, standings, index } = desk();
    let query = read(text);
    bencher.bench(|| index.select(black_box(&query), book, standings, None));
}

#[divan::bench(args = ["urgency", "due", "customer", "-value"])]
fn sorting_10_000(bencher: Bencher, by: &str) {
    let Desk { book, standings, .. } = desk();
    let sort = Sort::parse(by).unwrap();
    bencher
        .with_inputs(|| (0..standings.len()).collect::<Vec<usize>>())
        .bench_refs(|places| sort.order(places, book, standings));
}

#[divan::bench]
fn grouping_10_000(bencher: Bencher) {
    let Desk { book, standings, .. } = desk();
    let all: Vec<usize> = (0..standings.len()).collect();
    bencher.bench(|| Group::Customer.split(black_box(&all), book, standings));
}

#[divan::bench]
fn indexing_10_000(bencher: Bencher) {
    let Desk { book, .. } = desk();
    bencher.bench(|| Index::of(black_box(book)));
}

#[divan::bench]
fn header_10_000(bencher: Bencher) {
    let Desk { book, standings, .. } = desk();
    bencher.bench(|| Summary::of(black_box(book), standings, today()));
}

#[divan::bench]
fn completing_10_000(bencher: Bencher) {
    let Desk { book, .. } = desk();
    bencher.bench(|| complete(black_box("customer:no"), 11, book));
}

#[divan::bench(args = ["plain", "fitted", "json"])]
fn printing_10_000(bencher: Bencher, form: &str) {
    let Desk { book, standings, .. } = desk();
    let facts = Facts { book, standings, today: today() };
    let all: Vec<usize> = (0..standings.len()).collect();
    bencher.bench(|| match form {
        "plain" => table::plain(&facts, &all),
        "fitted" => table::fitted(&facts, &all, table::USUAL, 120, Paint::Plain),
        _ => json::list(&facts, &all),
    });
}
