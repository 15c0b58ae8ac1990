//! Syncs that are killed, at every step and in every way: the book opens, and the next sync goes on.

use std::fs;

use countersign::domain::act::Act;
use countersign::store::Target;

use super::crew::Hub;
use super::simulation::killed_sync;

/// More runs of git than a sync has that commits, takes in, merges and sends.
const STEPS: u32 = 18;

#[test]
fn a_kill_at_any_step_is_made_good_by_the_next_sync() {
    let hub = Hub::new();
    let (mut sam, mut dana) = (hub.founder("sam"), hub.member("dana"));
    let id = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    dana.sync().unwrap();
    let mut said = 1;
    for at in 1..=STEPS {
        for how in ["before", "after", "within"] {
            sam.record(Target::Commitment(id), Act::Note);
            dana.record(Target::Commitment(id), Act::Note);
            let new = sam.promise("Acme", &format!("{how} {at}"));
            said += 2;
            dana.sync().unwrap();
            killed_sync(hub.home.path(), &sam.dir, "sam", at, how);
            sam.store.refresh(&mut sam.book).unwrap();
            assert_eq!(sam.book.problems, [], "{how} {at}");
            sam.sync().unwrap_or_else(|trouble| panic!("{how} {at}: {trouble}\n{}", trouble.original));
            assert_eq!(sam.git(&["status", "--porcelain"]), "", "{how} {at}");
            dana.sync().unwrap();
            assert_eq!(sam.files(), dana.files(), "{how} {at}");
            assert_eq!((dana.moves(id).len(), dana.moves(new).len()), (said, 1), "{how} {at}");
        }
    }
}

#[test]
fn a_landing_that_wrote_only_some_files_is_made_good_with_what_was_said_since() {
    let hub = Hub::new();
    let (mut sam, mut maria) = (hub.founder("sam"), hub.member("maria"));
    let (one, other) = (sam.promise("Northgate", "SSO"), sam.promise("Acme", "audit log"));
    sam.sync().unwrap();
    maria.sync().unwrap();
    sam.change(one, "2027-03-15");
    sam.change(other, "2027-03-15");
    sam.sync().unwrap();
    // Killed once the files are written and before anything else is.
    let note = maria.dir.join(".git/countersign/landing");
    let before = maria.git(&["rev-parse", "HEAD"]);
    let step = (1..=STEPS).find(|at| {
        maria.git(&["reset", "-q", "--hard", &before]);
        let _ = fs::remove_file(&note);
        killed_sync(hub.home.path(), &maria.dir, "maria", *at, "before");
        maria.store.refresh(&mut maria.book).unwrap();
        note.exists() && maria.moves(one).len() == 2
    });
    assert!(step.is_some(), "no kill came in the middle of a landing");
    let path = maria.store.path(other).unwrap();
    let old = maria.git(&["show", &format!("HEAD:commitments/2026/{other}.toml")]);
    fs::write(&path, old + "\n").unwrap();
    maria.store.refresh(&mut maria.book).unwrap();
    assert_eq!((maria.moves(one).len(), maria.moves(other).len()), (2, 1));
    maria.record(Target::Commitment(other), Act::Note);
    let done = maria.sync().unwrap();
    assert!(done.notes.iter().any(|note| note.contains("brought to its end")), "{:?}", done.notes);
    assert_eq!((maria.moves(one).len(), maria.moves(other).len()), (2, 3));
    sam.sync().unwrap();
    assert_eq!(sam.files(), maria.files());
    let by_maria = maria.git(&["log", "--author=maria", "--format=%s", "-1"]);
    assert!(by_maria.contains("note"), "only what she said is hers: {by_maria}");
}
