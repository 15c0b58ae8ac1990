//! What a hook refuses once mustn't stand in the way for ever: it is committed anew, or set aside.

use std::fs;

use countersign::domain::act::Act;
use countersign::store::Target;

use super::crew::{Desk, Hub};

/// A hub whose hook verifies, with a sales and a tech person.
fn watched() -> (Hub, Desk, Desk) {
    let hub = Hub::new();
    let (sam, dana) = (hub.founder("sam"), hub.member("dana"));
    hub.watch();
    (hub, sam, dana)
}

fn goes_through(sam: &mut Desk, dana: &mut Desk) -> Vec<String> {
    let done = sam.sync().unwrap_or_else(|trouble| panic!("{trouble}\n{}", trouble.original));
    assert!(done.is_sent);
    dana.sync().unwrap();
    assert_eq!(sam.files(), dana.files());
    assert_eq!(sam.git(&["status", "--porcelain"]), "");
    done.notes
}

#[test]
fn a_clock_that_was_days_ahead_or_behind() {
    let (_hub, mut sam, mut dana) = watched();
    for minutes in [12 * 24 * 60, -20 * 24 * 60] {
        let now = sam.now;
        sam.now += minutes;
        let id = sam.promise("Northgate", &format!("thing {minutes}"));
        sam.git(&["add", "."]);
        sam.git(&["commit", "-q", "-m", "by hand"]);
        sam.now = now + 10;
        let notes = goes_through(&mut sam, &mut dana);
        assert!(notes.iter().any(|note| note.contains("committed anew")), "{notes:?}");
        assert_eq!(dana.moves(id).len(), 1);
    }
}

#[test]
fn what_is_not_the_book_s_goes_along() {
    let (_hub, mut sam, mut dana) = watched();
    fs::write(sam.dir.join("README.md"), "ours\n").unwrap();
    sam.git(&["add", "README.md"]);
    sam.git(&["commit", "-q", "-m", "read me"]);
    let page = sam.dir.join("book.toml");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\n[policy]\nquiet_after = 3\n").unwrap();
    goes_through(&mut sam, &mut dana);
    assert_eq!(fs::read_to_string(dana.dir.join("README.md")).unwrap(), "ours\n");
}

#[test]
fn what_is_refused_for_what_it_says_is_told_and_stays_as_it_is() {
    let (hub, mut sam, _) = watched();
    fs::write(hub.path().join("hooks/pre-receive"), "#!/bin/sh\necho nobody pushes today >&2\nexit 1\n").unwrap();
    sam.promise("Northgate", "SSO");
    for _ in 0..2 {
        let trouble = sam.sync().expect_err("the hook takes nothing");
        assert_eq!(trouble.original.lines().next(), Some("nobody pushes today"));
    }
    let head = sam.git(&["rev-parse", "HEAD"]);
    assert!(sam.sync().is_err());
    assert_eq!(sam.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(sam.book.commitments().len(), 1);
}

#[test]
fn a_deletion_that_was_committed() {
    let (_hub, mut sam, mut dana) = watched();
    let id = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    dana.sync().unwrap();
    dana.record(Target::Commitment(id), Act::Note);
    dana.sync().unwrap();
    sam.sync().unwrap();
    sam.git(&["rm", "-q", &format!("commitments/2026/{id}.toml")]);
    sam.git(&["commit", "-q", "-m", "tidied up"]);
    sam.store.refresh(&mut sam.book).unwrap();
    let other = sam.promise("Acme", "audit log");
    goes_through(&mut sam, &mut dana);
    assert_eq!((dana.moves(id).len(), dana.moves(other).len()), (2, 1));
}

#[test]
fn a_page_that_only_a_manager_changes() {
    let (_hub, mut sam, mut dana) = watched();
    let page = sam.dir.join("book.toml");
    let before = fs::read_to_string(&page).unwrap();
    fs::write(&page, format!("{before}\n[policy]\nquiet_after = 3\n")).unwrap();
    let id = sam.promise("Northgate", "SSO");
    let notes = goes_through(&mut sam, &mut dana);
    assert!(notes.iter().any(|note| note.contains("only a manager")), "{notes:?}");
    assert_eq!(fs::read_to_string(&page).unwrap(), before);
    assert_eq!(dana.moves(id).len(), 1);
    assert!(sam.git(&["show", "refs/countersign/aside:book.toml"]).contains("quiet_after = 3"));
}

#[test]
fn a_move_recorded_as_somebody_else_and_one_that_was_rebased() {
    let (_hub, mut sam, mut dana) = watched();
    let id = sam.promise("Northgate", "SSO");
    sam.sync().unwrap();
    dana.sync().unwrap();
    sam.me = "maria";
    let marias = sam.promise("Acme", "audit log");
    sam.me = "sam";
    let notes = goes_through(&mut sam, &mut dana);
    assert!(notes.iter().any(|note| note.contains("@sam for @maria")), "{notes:?}");
    assert_eq!(dana.moves(marias)[0].proxy_for.as_ref().map(ToString::to_string).as_deref(), Some("maria"));
    // Rebased: what was said first stands behind what was said later.
    sam.change(id, "2027-03-15");
    sam.git(&["commit", "-q", "-a", "-m", "by hand"]);
    dana.now += 60;
    dana.record(Target::Commitment(id), Act::Note);
    dana.sync().unwrap();
    sam.git(&["pull", "-q", "--rebase"]);
    sam.store.refresh(&mut sam.book).unwrap();
    sam.now += 90;
    goes_through(&mut sam, &mut dana);
    assert_eq!(dana.moves(id).len(), 3);
}
