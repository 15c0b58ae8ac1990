//! What is remembered of a book is what stands in it; damage and change are noticed.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use countersign::domain::act::Move;
use countersign::domain::book::Book;
use countersign::domain::day::Moment;
use countersign::domain::id::Id;
use countersign::store::{Store, record};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tempfile::TempDir;

use super::desk::{Desk, new, note, on, promise};
use super::moves::{any_move, opening};

const MANY: u32 = 520;

/// A book of many commitments with arbitrary conversations, written so long ago that their times can be trusted.
fn large_desk() -> (Desk, TempDir) {
    let mut desk = Desk::new();
    let mut runner = TestRunner::deterministic();
    let (opening, rest) = (opening(), proptest::collection::vec(any_move(), 0..4));
    for n in 0..MANY {
        let mut moves: Vec<Move> = vec![opening.new_tree(&mut runner).unwrap().current()];
        moves.extend(rest.new_tree(&mut runner).unwrap().current());
        for (place, made) in moves.iter_mut().enumerate() {
            made.id = Id::from_bits(u32::try_from(place).unwrap());
            made.at = Moment::from_micros(1_795_000_000_000_000 + i64::try_from(place).unwrap());
        }
        let text: Vec<String> = moves.iter().map(record::write).collect();
        desk.put(&format!("{}.toml", Id::from_bits(n)), text.join("\n"));
    }
    wait_for_the_clock_of_files(&desk.put("last.md", ""));
    desk.refresh();
    assert_eq!(desk.book.problems, []);
    (desk, TempDir::new().unwrap())
}

/// Writes another file until its time is far enough from this one's.
fn wait_for_the_clock_of_files(path: &Path) {
    let time = |path: &Path| {
        let metadata = fs::metadata(path).unwrap();
        metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec()
    };
    let since = time(path);
    let probe = path.with_extension("probe");
    loop {
        File::create(&probe).unwrap();
        if time(&probe) > since + 50_000_000 {
            return;
        }
    }
}

fn open(desk: &Desk, cache: &TempDir) -> (Store, Book) {
    Store::open(desk.dir(), Some(3), Some(cache.path().to_owned())).unwrap()
}

fn remembered(desk: &Desk, cache: &TempDir) -> Option<(Store, Book)> {
    Store::open_remembered(desk.dir(), Some(3), cache.path().to_owned()).unwrap()
}

fn cache_file(cache: &TempDir) -> PathBuf {
    fs::read_dir(cache.path()).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn what_is_remembered_is_what_stands_there() {
    let (mut desk, cache) = large_desk();
    assert!(remembered(&desk, &cache).is_none());
    let (mut store, fresh) = open(&desk, &cache);
    assert!(store.remember(&fresh).unwrap());
    assert!(!store.remember(&fresh).unwrap());
    assert!(cache_file(&cache).starts_with(cache.path()) && !cache_file(&cache).starts_with(desk.dir()));

    let (mut quick, mut book) = remembered(&desk, &cache).unwrap();
    assert_eq!(book, fresh);
    assert!(quick.refresh(&mut book).unwrap().is_empty());
    assert_eq!(open(&desk, &cache).1, fresh);

    // What others did since is not believed of the cache.
    let ids: Vec<Id> = fresh.commitments().iter().map(|each| each.id).take(2).collect();
    fs::remove_file(desk.path(ids[0])).unwrap();
    let text = desk.text(ids[1]);
    fs::write(
        desk.path(ids[1]),
        text.replacen("[[move]]", "[[move]] # changed", 1).replacen("at = 2026", "at = 2025", 1),
    )
    .unwrap();
    desk.refresh();
    let added = desk.record(vec![new(promise("Acme", "new"))]).unwrap().ids[0].0;
    assert_eq!(open(&desk, &cache).1.commitments().len(), usize::try_from(MANY).unwrap());
    let seen = quick.refresh(&mut book).unwrap().commitments;
    let mut expected = vec![ids[0], ids[1], added];
    expected.sort_unstable();
    assert_eq!(seen, expected);
    let (_, mut again) = remembered(&desk, &cache).unwrap();
    let (mut late, _) = remembered(&desk, &cache).unwrap();
    // A move is checked against the disk, whatever is remembered.
    late.record(&mut again, vec![on(ids[1], note("sam", "hm"))], super::desk::noon()).unwrap();
    assert!(late.record(&mut again, vec![on(ids[0], note("sam", "hm"))], super::desk::noon()).is_err());
    desk.refresh();
    desk.proves_itself();
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let (desk, cache) = large_desk();
    let (mut store, fresh) = open(&desk, &cache);
    store.remember(&fresh).unwrap();
    let path = cache_file(&cache);
    let good = fs::read(&path).unwrap();
    for n in 0..9 {
        let mut bytes = good.clone();
        let at = n * good.len() / 9;
        if n % 3 == 0 {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << (n % 8);
        }
        fs::write(&path, &bytes).unwrap();
        let (_, book) = open(&desk, &cache);
        assert!(book == fresh, "byte {at} of {}", good.len());
        if let Some((mut store, mut book)) = remembered(&desk, &cache) {
            store.refresh(&mut book).unwrap();
            assert_eq!(book.commitments().len(), fresh.commitments().len());
        }
    }
    let other = Desk::new();
    let (mut small, book) = open(&other, &cache);
    assert!(!small.remember(&book).unwrap() && book.commitments().is_empty());
}
