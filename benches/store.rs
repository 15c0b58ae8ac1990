//! What reading and writing a book costs, at several sizes; `cargo bench --bench store`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench that cannot go on has failed")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use countersign::domain::act::{Act, Draft};
use countersign::domain::book::Rules;
use countersign::domain::day::Moment;
use countersign::domain::id::Id;
use countersign::domain::person::Handle;
use countersign::store::{Entry, Store, Target, record};
use divan::Bencher;
use tempfile::TempDir;

const SIZES: [u32; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// A conversation of about a kilobyte, as the sample days have them.
fn conversation(n: u32) -> String {
    let mut text = String::new();
    let id = |k: u32| Id::from_bits(n.wrapping_mul(2_654_435_761).wrapping_add(k));
    let people = ["sam", "maria", "noor", "jules"];
    let techs = ["dana", "lee", "ines", "tomasz"];
    let (sales, tech) = (people[(n % 4) as usize], techs[(n / 4 % 4) as usize]);
    let day = n % 27 + 1;
    writeln!(
        text,
        "[[move]]\nid = \"{}\"\nat = 2026-09-{day:02}T10:02:13.401200Z\nby = \"{sales}\"\nkind = \"promise\"\ncustomer = \"Customer {}\"\nscope = \"Export of all invoices of a year as one signed archive, part {n}\"\ndue = 2027-03-{day:02}\nsaid = \"by the middle of march or so\"\ntold = true\ndeal = \"Renewal {}\"\nvalue = \"{} EUR\"\nfirmness = \"verbal\"\nstake = \"deal-challenge\"\ntech = \"{tech}\"\ntags = [\"export\", \"billing\"]\n",
        id(0), n % 200, n % 400, n % 90 * 1000,
    )
    .unwrap();
    writeln!(
        text,
        "[[move]]\nid = \"{}\"\nre = \"{}\"\nat = 2026-10-{day:02}T09:30:00.000001Z\nby = \"{tech}\"\nkind = \"estimate\"\neffort = \"5d..8d..15d\"\nverdict = \"conditional\"\nconditions = [\"the customer gives us a sample by 2027-01-10\"]\n",
        id(1), id(0),
    )
    .unwrap();
    writeln!(text, "[[move]]\nid = \"{}\"\nre = \"{}\"\nat = 2026-10-{day:02}T16:41:00.5Z\nby = \"{tech}\"\nkind = \"countersign\"\n", id(2), id(0)).unwrap();
    writeln!(
        text,
        "[[move]]\nid = \"{}\"\nre = \"{}\"\nat = 2026-11-{:02}T08:15:00Z\nby = \"{sales}\"\nkind = \"note\"\nnote = \"They asked again on the call; the archive must open without our viewer.\"",
        id(3), id(0), day.min(21),
    )
    .unwrap();
    text
}

fn book(size: u32) -> (TempDir, TempDir) {
    let home = TempDir::new().unwrap();
    Store::init(home.path(), &Rules::default()).unwrap();
    let year = home.path().join("commitments/2026");
    fs::create_dir_all(&year).unwrap();
    for n in 0..size {
        fs::write(year.join(format!("{}.toml", Id::from_bits(n.wrapping_mul(2_654_435_761)))), conversation(n))
            .unwrap();
    }
    (home, TempDir::new().unwrap())
}

fn open(home: &Path, cache: Option<PathBuf>) -> (Store, countersign::domain::book::Book) {
    Store::open(home, Some(1), cache).unwrap()
}

fn now() -> Moment {
    Moment::from_micros(1_795_348_800_000_000)
}

#[divan::bench]
fn read_one_file(bencher: Bencher) {
    let text = conversation(1);
    bencher.bench(|| record::read(divan::black_box(&text)));
}

#[divan::bench]
fn write_one_block(bencher: Bencher) {
    let made = record::read(&conversation(1)).moves.remove(0);
    bencher.bench(|| record::write(divan::black_box(&made)));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn open_without_cache(bencher: Bencher, size: u32) {
    let (home, _cache) = book(size);
    bencher.bench_local(|| open(home.path(), None));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn open_with_cache(bencher: Bencher, size: u32) {
    let (home, cache) = book(size);
    let (mut store, book) = open(home.path(), Some(cache.path().to_owned()));
    store.remember(&book).unwrap();
    bencher.bench_local(|| open(home.path(), Some(cache.path().to_owned())));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn open_remembered(bencher: Bencher, size: u32) {
    let (home, cache) = book(size);
    let (mut store, book) = open(home.path(), Some(cache.path().to_owned()));
    store.remember(&book).unwrap();
    bencher.bench_local(|| Store::open_remembered(home.path(), Some(1), cache.path().to_owned()).unwrap().unwrap());
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn refresh_nothing_new(bencher: Bencher, size: u32) {
    let (home, _cache) = book(size);
    let (mut store, mut book) = open(home.path(), None);
    bencher.bench_local(|| store.refresh(&mut book).unwrap());
}

/// As after a sync: so many of 10,000 files are other than before.
#[divan::bench(args = [1, 100, 2_000], sample_count = 10)]
fn refresh_at_10000_with_changes(bencher: Bencher, changed: u32) {
    let (home, _cache) = book(10_000);
    let (mut store, mut book) = open(home.path(), None);
    let year = home.path().join("commitments/2026");
    let mut round = 0;
    bencher
        .with_inputs(|| {
            round += 1;
            for n in 0..changed {
                let id = Id::from_bits(n.wrapping_mul(2_654_435_761));
                let made = Id::from_bits(1_000_000 + round);
                let note = format!(
                    "\n[[move]]\nid = \"{made}\"\nat = 2026-11-21T08:15:00.{round:06}Z\nby = \"sam\"\nkind = \"note\"\nnote = \"hm\"\n"
                );
                let path = year.join(format!("{id}.toml"));
                let text = fs::read_to_string(&path).unwrap() + &note;
                fs::write(&path, text).unwrap();
            }
        })
        .bench_local_values(|()| store.refresh(&mut book).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn write_the_cache(bencher: Bencher, size: u32) {
    let (home, cache) = book(size);
    bencher
        .with_inputs(|| open(home.path(), Some(cache.path().join("none"))))
        .bench_local_refs(|(store, book)| store.remember(book).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn record_one_move(bencher: Bencher, size: u32) {
    let (home, _cache) = book(size);
    let (mut store, mut book) = open(home.path(), None);
    let id = book.commitments()[0].id;
    let by = Handle::new("sam").unwrap();
    bencher.bench_local(|| {
        let draft = Draft { note: Some("hm".into()), ..Draft::new(by.clone(), Act::Note) };
        store.record(&mut book, vec![Entry { on: Target::Commitment(id), draft }], now()).unwrap()
    });
}
