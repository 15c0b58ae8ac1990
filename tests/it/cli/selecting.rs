//! What a query selects is the same whether everything was judged before or only what the query needs.

use std::collections::HashMap;
use std::fs;
use std::sync::LazyLock;

use countersign::cli::select::{Chances, sift};
use countersign::domain::book::Book;
use countersign::domain::day::Day;
use countersign::domain::flag::Standing;
use countersign::domain::person::Handle;
use countersign::forecast::{assess, assess_without_chances, foresee};
use countersign::query::{Query, Reading, parse};
use countersign::sample;
use proptest::prelude::*;

use super::desk::Desk;

static JUDGED: LazyLock<(Book, Vec<Standing>)> = LazyLock::new(|| {
    let book = sample::book(today()).into_book();
    let standings = assess(&book, today());
    (book, standings)
});

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn query(text: &str) -> Query {
    let dana = Handle::new("dana").unwrap();
    let reading = Reading { today: today(), calendar: &JUDGED.0.rules.calendar, me: Some(&dana) };
    parse(text, &reading).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn give(book: &Book, standings: &mut [Standing], places: &[usize]) {
    let _ = foresee(book, today(), standings, places, HashMap::new);
}

/// Terms that a chance decides, and terms that it doesn't.
const TERMS: &[&str] = &[
    "flag:over-promised",
    "flag:at-risk",
    "flag:overdue",
    "flag:quiet",
    "flag:incomplete",
    "flag:none",
    "flag!=at-risk",
    "flag!=none",
    "flag!=overdue",
    "flag:overdue,at-risk",
    "flag!=blind,over-promised",
    "level:red",
    "level:amber",
    "level:none",
    "level>=amber",
    "level<amber",
    "level!=red",
    "next:me",
    "next:sam",
    "next:none",
    "next!=maria",
    "has:flag",
    "has:estimate",
    "has!=flag",
    "chance<60%",
    "chance>=50%",
    "chance:none",
    "chance!=none",
    "tech:dana",
    "tech:lee",
    "state:agreed",
    "state:requested,countered",
    "open:yes",
    "told:yes",
    "due<+2w",
    "acme",
    "single",
];

fn texts() -> impl Strategy<Value = String> {
    let term = proptest::sample::select(TERMS).prop_map(str::to_owned);
    term.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" "))),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|any| format!("({})", any.join(" or "))),
            inner.prop_map(|one| format!("-({one})")),
        ]
    })
}

fn check(texts: &[String], chances: Chances) -> Result<(), TestCaseError> {
    let (book, judged) = &*JUDGED;
    let queries: Vec<Query> = texts.iter().map(|text| query(text)).collect();
    let found = sift(book, today(), &queries, chances, |standings, places| give(book, standings, places));
    let all = 0..judged.len();
    let matches =
        |place: &usize| queries.iter().all(|query| query.matches(&book.commitments()[*place], &judged[*place], book));
    prop_assert_eq!(&found.places, &all.filter(matches).collect::<Vec<_>>(), "{:?}", texts);
    if chances == Chances::Selected {
        for place in &found.places {
            prop_assert_eq!(&found.standings[*place], &judged[*place], "{:?}", texts);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_what_is_needed_is_forecast_and_the_answer_is_the_same(
        texts in proptest::collection::vec(texts(), 0..3),
        chances in prop_oneof![Just(Chances::Selected), Just(Chances::None)],
    ) {
        check(&texts, chances)?;
    }
}

#[test]
fn every_term_alone_selects_the_same() {
    for term in TERMS {
        for text in [(*term).to_owned(), format!("-({term})")] {
            check(&[text], Chances::None).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

#[test]
fn what_the_query_leaves_out_is_not_forecast() {
    let (book, judged) = &*JUDGED;
    let foreseen = |text: &str, chances: Chances| {
        let found = sift(book, today(), &[query(text)], chances, |standings, places| give(book, standings, places));
        found.standings.iter().filter(|standing| standing.outlook.is_some()).count()
    };
    let everybody = judged.iter().filter(|standing| standing.outlook.is_some()).count();
    assert_eq!(foreseen("flag:overdue", Chances::None), 0);
    assert_eq!(foreseen("state:kept", Chances::Selected), 0);
    assert_eq!(foreseen("flag:over-promised tech:nobody", Chances::None), 0, "no one is called so");
    assert!((1..everybody).contains(&foreseen("tech:dana", Chances::Selected)));
    assert!((1..everybody).contains(&foreseen("tech:dana chance<50%", Chances::None)));
    assert_eq!(foreseen("chance<50%", Chances::None), everybody);
    assert_eq!(foreseen("", Chances::All), everybody);
}

#[test]
fn a_chance_only_adds_to_what_is_known_without_it() {
    let (book, judged) = &*JUDGED;
    for (before, after) in assess_without_chances(book, today()).iter().zip(judged) {
        assert!(before.flags.iter().all(|raised| after.flags.contains(raised)), "{before:?} {after:?}");
        assert!(after.level().map_or(3, |level| level as u8) <= before.level().map_or(3, |level| level as u8));
    }
}

#[test]
fn what_was_forecast_before_is_the_same_and_a_damaged_memory_counts_as_none() {
    let desk = Desk::new();
    desk.run(&["demo", "--size", "700", "--seed", "1", "--into", "book"]).done();
    let kept = || {
        let dir = fs::read_dir(desk.path("home/cache/countersign")).unwrap();
        let mut files = dir.map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "outlooks"))
    };
    let list = |more: &[&str]| desk.run(&[&["list", "open:yes"], more].concat()).done();
    let fresh = list(&[]);
    let file = kept().expect("what was forecast is kept");
    assert_eq!(list(&[]), fresh);
    assert_eq!(list(&["--json"]), list(&["--json"]));
    let bytes = fs::read(&file).unwrap();
    let mut turned = bytes.clone();
    *turned.last_mut().unwrap() ^= 1;
    let mut other = bytes.clone();
    other[12] ^= 1;
    for damaged in [&bytes[..bytes.len() / 2], &turned, &other, b"", b"cntrsgn outlooks"] {
        #[expect(clippy::disallowed_methods, reason = "a test damages what it looks at")]
        fs::write(&file, damaged).unwrap();
        assert_eq!(list(&[]), fresh, "{} bytes", damaged.len());
        assert_eq!(fs::read(&file).unwrap().len(), bytes.len(), "it is written anew");
    }
    // Another day, and a move, are other questions.
    let later = list(&["--today", "2026-12-22"]);
    assert_ne!(later, fresh);
    assert_eq!(list(&["--today", "2026-12-22"]), later);
    // Where nothing can be kept, everything works.
    fs::remove_file(&file).unwrap();
    fs::create_dir_all(&file).unwrap();
    assert_eq!(list(&[]), fresh);
}
