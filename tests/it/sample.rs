//! The sample book: the story holds on any day, and shows everything there is to show.
#![expect(clippy::disallowed_methods, reason = "the book is written for the store to read")]

use std::collections::{BTreeMap, BTreeSet};

use countersign::domain::act::{Act, Kind};
use countersign::domain::book::Book;
use countersign::domain::commitment::StateName;
use countersign::domain::day::Day;
use countersign::domain::flag::{Flag, Level, Raised};
use countersign::domain::id::Id;
use countersign::domain::person::Handle;
use countersign::forecast::assess;
use countersign::query::{self, Reading};
use countersign::sample::{self, Sample};
use countersign::store::Store;
use countersign::store::record::{read, write};

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

/// Every day of a year and a leap day, from the first of January.
fn days() -> impl Iterator<Item = Day> {
    let first: Day = "2027-12-01".parse().unwrap();
    (0..=400).map(move |n| first.plus(n))
}

#[test]
fn the_story_holds_on_every_day_of_a_year() {
    for today in days() {
        let book = sample::book(today).into_book();
        let standings = assess(&book, today);
        let states: BTreeSet<StateName> = book.commitments().iter().map(|each| each.state.name()).collect();
        assert_eq!(states.len(), StateName::ALL.len(), "{today}: {states:?}");
        let raised: BTreeSet<Flag> =
            standings.iter().flat_map(|standing| &standing.flags).map(|each| each.flag).collect();
        assert_eq!(raised, Flag::ALL.into(), "{today}");
        let flagged = standings.iter().filter(|standing| standing.is_flagged()).count();
        assert!((9..=14).contains(&flagged), "{today}: {flagged} flagged");
    }
}

#[test]
fn every_kind_of_move_is_made_and_has_its_effect() {
    let sample = sample::book(today());
    let kinds: Vec<Kind> = sample.records.iter().flat_map(|(_, moves)| moves).map(|made| made.act.kind()).collect();
    for (kind, word, _) in Kind::TABLE {
        assert!(kinds.contains(&kind), "no `{word}`");
    }
    let book = sample.into_book();
    let refused: Vec<String> = book
        .commitments()
        .iter()
        .flat_map(|each| each.ineffective.iter().map(|(_, why)| format!("{}: {why}", each.title())))
        .collect();
    assert_eq!(
        refused,
        [
            "Castellan Bank: Sessions end after ten idle minutes: Kim has no tech role, and `countersign` is a tech move; \
          ask somebody of tech, or record their word with --for HANDLE"
        ]
    );
    assert!(book.shelved().is_empty());
}

#[test]
fn signatures_come_in_every_form_and_risks_are_accepted() {
    let book = sample::book(today()).into_book();
    let signatures: Vec<_> = book.commitments().iter().filter_map(|each| each.signature()).collect();
    assert!(signatures.iter().any(|each| each.recorded_by.is_some()), "by proxy");
    assert!(signatures.iter().any(|each| each.is_self_signed), "self-signed");
    let standings = assess(&book, today());
    let muted: Vec<_> = standings.iter().filter(|each| each.top().is_some_and(Raised::is_muted)).collect();
    assert_eq!(muted.len(), 1);
    let blind: BTreeSet<Level> = standings
        .iter()
        .flat_map(|each| &each.flags)
        .filter(|each| each.flag == Flag::Blind)
        .map(|each| each.level)
        .collect();
    assert_eq!(blind, [Level::Red, Level::Amber].into());
}

#[test]
fn nobody_meets_on_a_sunday_or_tomorrow() {
    for today in days().step_by(5) {
        let sample = sample::book(today);
        let calendar = &sample.rules.calendar;
        for (id, moves) in &sample.records {
            let mut last = None;
            for made in moves {
                let day = made.at.day(sample.rules.zone);
                assert!(calendar.is_working(day) && day < today, "{today}: {id} has a move on {day}");
                assert!(last < Some(made.at), "{id} is out of order");
                last = Some(made.at);
                if let Act::Promise(promise) = &made.act {
                    assert!(promise.due.is_none_or(|due| calendar.is_working(due)), "{id}: {:?}", promise.due);
                }
            }
        }
        let ids: BTreeSet<Id> = sample.records.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids.len(), sample.records.len());
    }
}

#[test]
fn the_numbers_are_those_of_a_real_company() {
    let book = sample::book(today()).into_book();
    let n = book.commitments().len();
    assert!((45..=56).contains(&n), "{n} commitments");
    let closed = book.commitments().iter().filter(|each| !each.is_open()).count();
    assert!((24..=34).contains(&closed), "{closed} closed");
    let standings = assess(&book, today());
    let mut deals = BTreeMap::new();
    for (commitment, standing) in book.commitments().iter().zip(&standings) {
        if standing.level() == Some(Level::Red) {
            deals.insert(commitment.settings.deal.clone(), book.value_of(commitment).unwrap().whole());
        }
    }
    let exposure: i64 = deals.values().sum();
    assert!((300_000..900_000).contains(&exposure), "{exposure} in {} deals", deals.len());
    assert!(book.commitments().iter().any(|each| each.settings.value.is_none() && book.value_of(each).is_some()));
}

#[test]
fn attention_reads_like_a_week_at_work() {
    let book = sample::book(today()).into_book();
    let standings = assess(&book, today());
    let mut rows: Vec<_> = book.commitments().iter().zip(&standings).filter(|(_, each)| each.is_flagged()).collect();
    rows.sort_by_cached_key(|(commitment, standing)| countersign::domain::flag::urgency(commitment, standing));
    let shown: Vec<String> = rows
        .iter()
        .map(|(commitment, standing)| {
            let top = standing.top().unwrap();
            format!("{}\n  {} → {}", commitment.title(), top.flag.word(), top.move_of(commitment, &book.rules.people))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

fn bytes(files: impl Iterator<Item = sample::File>) -> Vec<(String, String)> {
    files.map(|file| (file.path, file.text)).collect()
}

#[test]
fn the_same_day_and_seed_give_the_same_book() {
    assert_eq!(bytes(sample::book(today()).files(write)), bytes(sample::book(today()).files(write)));
    let one = bytes(sample::sized(today(), 200, 7).files(write));
    assert_eq!(one, bytes(sample::sized(today(), 200, 7).files(write)));
    assert_ne!(one, bytes(sample::sized(today(), 200, 8).files(write)));
    // The first of a larger book are the smaller book.
    assert_eq!(one[..], bytes(sample::sized(today(), 300, 7).files(write))[..one.len()]);
}

#[test]
fn a_large_book_is_like_a_small_one() {
    let size = 3_000_u32;
    let sized = sample::sized(today(), size, 1);
    let (rules, issues, deals) = (sized.rules.clone(), sized.issues.clone(), sized.deals.clone());
    let records: Vec<_> = sized.collect();
    let ids: BTreeSet<Id> = records.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), size as usize);
    assert!(records.iter().all(|(_, moves)| (1..=9).contains(&moves.len())));
    let moves: usize = records.iter().map(|(_, moves)| moves.len()).sum();
    assert!((4 * size as usize..7 * size as usize).contains(&moves), "{moves} moves");
    let book: Book = Sample { rules, records, issues, deals, papers: Vec::new() }.into_book();
    let refused: Vec<_> = book.commitments().iter().flat_map(|each| &each.ineffective).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let open = book.commitments().iter().filter(|each| each.is_open()).count();
    assert!((360..540).contains(&open), "{open} open");
    let standings = assess(&book, today());
    let flagged = standings.iter().filter(|each| each.is_flagged()).count();
    assert!((open / 5..open / 2).contains(&flagged), "{flagged} of {open} flagged");
    let raised: BTreeSet<Flag> = standings.iter().flat_map(|standing| &standing.flags).map(|each| each.flag).collect();
    assert!(raised.len() >= 12, "{raised:?}");
}

#[test]
fn ids_of_a_large_book_are_distinct() {
    let ids: BTreeSet<Id> = sample::sized(today(), 20_000, 3).map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 20_000);
}

#[test]
fn files_read_back_as_they_were_told() {
    let sample = sample::book(today());
    let large = sample::sized(today(), 400, 5);
    let told: Vec<_> = sample.records.iter().cloned().chain(sample::sized(today(), 400, 5)).collect();
    let files: Vec<_> =
        sample.files(write).chain(large.files(write)).filter(|file| file.path.starts_with("commitments/")).collect();
    assert_eq!(files.len(), told.len());
    for (file, (id, moves)) in files.iter().zip(&told) {
        assert_eq!(file.path, format!("commitments/{}/{id}.toml", &moves[0].at.to_string()[..4]));
        let record = read(&file.text);
        assert!(record.problems.is_empty(), "{}: {:?}", file.path, record.problems);
        let plain: Vec<_> =
            record.moves.into_iter().map(|made| countersign::domain::act::Move { line: 0, ..made }).collect();
        assert_eq!(plain, *moves, "{}", file.path);
    }
    let size: usize = files[files.len() - 400..].iter().map(|file| file.text.len()).sum::<usize>() / 400;
    assert!((850..1400).contains(&size), "{size} bytes a file");
}

#[test]
fn saved_views_are_understood_and_find_something() {
    let book = sample::book(today()).into_book();
    let standings = assess(&book, today());
    for (me, least) in [("sam", 3), ("dana", 2)] {
        let me = Handle::new(me).unwrap();
        let reading = Reading { today: today(), calendar: &book.rules.calendar, me: Some(&me) };
        let found: Vec<(&str, usize)> = book
            .rules
            .views
            .iter()
            .map(|view| {
                let query =
                    query::parse(&view.query, &reading).unwrap_or_else(|error| panic!("{}", error.render(&view.query)));
                assert!(view.sort.as_deref().is_none_or(|sort| query::Sort::parse(sort).is_ok()), "{:?}", view.sort);
                (view.name.as_str(), query.select(&book, &standings).len())
            })
            .collect();
        assert!(found.iter().filter(|(_, n)| *n > 0).count() > least, "{me}: {found:?}");
    }
}

#[test]
fn a_book_on_disk_is_the_book_that_was_told() {
    let home = tempfile::tempdir().unwrap();
    for file in sample::book(today()).files(write) {
        let path = home.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text).unwrap();
    }
    let (mut store, mut read) = Store::open(home.path(), Some(1), None).unwrap();
    assert_eq!(read.problems, []);
    let told = sample::book(today()).into_book();
    assert_eq!((&read.rules, &read.issues, &read.deals), (&told.rules, &told.issues, &told.deals));
    assert!(store.refresh(&mut read).unwrap().is_empty());
    std::fs::remove_file(home.path().join("snapshots/issues.toml")).unwrap();
    let changes = store.refresh(&mut read).unwrap();
    assert!(changes.beside && changes.commitments.is_empty());
    assert_eq!(read.issues.iter().count(), 0);
    let sorted = |book: &Book| {
        let mut ids: Vec<_> =
            book.commitments().iter().map(|each| (each.id, each.state.name(), each.terms.due)).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(sorted(&read), sorted(&told));
}
