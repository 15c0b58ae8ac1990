//! Many writers at once, and writers that are killed: nothing lost, nothing doubled, nothing half.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use countersign::domain::id::Id;
use countersign::store::{Store, record};

use super::desk::{Desk, new, noon, note, on, promise};

const BOOK: &str = "COUNTERSIGN_TEST_BOOK";
const SHARED: &str = "COUNTERSIGN_TEST_COMMITMENT";
const NUMBER: &str = "COUNTERSIGN_TEST_NUMBER";
const WRITES: &str = "COUNTERSIGN_TEST_WRITES";

/// What the tests below start as processes of their own; without its variables there is nothing to do.
#[test]
fn one_of_many_writers() {
    let Ok(dir) = env::var(BOOK) else { return };
    let number: u64 = env::var(NUMBER).unwrap().parse().unwrap();
    let writes: u64 = env::var(WRITES).unwrap().parse().unwrap();
    let shared: Id = env::var(SHARED).unwrap().parse().unwrap();
    let (mut store, mut book) = Store::open(Path::new(&dir), None, None).unwrap();
    for n in 0..writes {
        let said = format!("writer {number} said {n}");
        let entry = if n % 2 == 0 { on(shared, note("lee", &said)) } else { new(promise("Acme", &said)) };
        store.record(&mut book, vec![entry], noon()).unwrap();
        // One whole line in one write, so that a kill can't leave half of it.
        std::io::stderr().write_all(format!("wrote {said}\n").as_bytes()).unwrap();
    }
}

fn start(dir: &Path, shared: Id, number: u64, writes: u64) -> Child {
    #[expect(clippy::disallowed_methods, reason = "the writers are processes")]
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["store::crowd::one_of_many_writers", "--exact", "--nocapture", "--test-threads=1"])
        .env(BOOK, dir)
        .env(SHARED, shared.as_str())
        .env(NUMBER, number.to_string())
        .env(WRITES, writes.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Everything that was said in the book, by notes and as scopes.
fn said(desk: &Desk) -> Vec<String> {
    let (_, book) = desk.colleague(5);
    assert_eq!(book.problems, []);
    let notes = book.commitments().iter().flat_map(|each| each.moves.iter().filter_map(|made| made.note.as_deref()));
    let scopes = book.commitments().iter().map(|each| &*each.terms.scope);
    notes.chain(scopes).filter(|text| text.starts_with("writer")).map(str::to_owned).collect()
}

#[test]
fn ten_writers_lose_nothing_and_double_nothing() {
    let mut desk = Desk::new();
    let (shared, _) = desk.promised("Northgate", "SAML");
    let writers: Vec<Child> = (0..10).map(|number| start(desk.dir(), shared, number, 50)).collect();
    for writer in writers {
        let done = writer.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let said = said(&desk);
    assert_eq!(said.len(), 500);
    assert_eq!(said.iter().collect::<HashSet<_>>().len(), 500);
    let seen = desk.refresh();
    assert_eq!(seen.commitments.len(), 251);
    let moves = &desk.book.get(shared).unwrap().moves;
    assert!(moves.is_sorted_by(|one, next| one.at < next.at));
    assert_eq!(moves.iter().map(|made| made.id).collect::<HashSet<_>>().len(), 251);
    desk.proves_itself();
}

#[test]
fn a_killed_writer_leaves_every_file_old_or_new() {
    let mut desk = Desk::new();
    let (shared, _) = desk.promised("Northgate", "SAML");
    let mut acknowledged: Vec<String> = Vec::new();
    for kill in 0..40_u64 {
        let mut writer = start(desk.dir(), shared, kill, 1_000_000);
        let mut lines = BufReader::new(writer.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut wrote = |line: String| acknowledged.extend(line.strip_prefix("wrote ").map(str::to_owned));
        for line in lines.by_ref().take(2) {
            wrote(line);
        }
        // Every kill comes a little later in the next write than the one before.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_micros(kill * 230) {
            std::hint::spin_loop();
        }
        writer.kill().unwrap();
        writer.wait().unwrap();
        lines.for_each(&mut wrote);
        let (store, book) = desk.colleague(kill);
        assert_eq!(book.problems, []);
        for commitment in book.commitments() {
            let text = fs::read_to_string(store.path(commitment.id).unwrap()).unwrap();
            assert_eq!(record::read(&text).problems, []);
        }
    }
    let said: HashSet<String> = said(&desk).into_iter().collect();
    let lost: Vec<&String> = acknowledged.iter().filter(|each| !said.contains(*each)).collect();
    assert!(lost.is_empty() && acknowledged.len() >= 80, "{lost:?}");
    // At most the one write of each writer that was under way is there without its acknowledgement.
    assert!(said.len() <= acknowledged.len() + 40);
    desk.store.sweep().unwrap();
    assert!(desk.store.leftovers().is_empty());
    desk.refresh();
    desk.record(vec![on(shared, note("lee", "the lock is free"))]).unwrap();
    desk.proves_itself();
}
