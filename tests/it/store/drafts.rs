//! Half-typed text, and the word that something changed.

use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use countersign::store::{Drafts, Watch};
use tempfile::TempDir;

use super::desk::{Desk, new, note, on, promise};

#[test]
fn what_was_half_typed_is_there_again() {
    let state = TempDir::new().unwrap();
    let drafts = |book: &str| Drafts::new(state.path(), Path::new(book));
    assert_eq!(drafts("/books/acme").load("add"), None);
    drafts("/books/acme").save("add", "Acme: SAML by\nend of ").unwrap();
    drafts("/books/acme").save("../../note \n k7m2qx", "é\r\n").unwrap();
    assert_eq!(drafts("/books/acme").load("add").as_deref(), Some("Acme: SAML by\nend of "));
    assert_eq!(drafts("/books/acme").load("../../note \n k7m2qx").as_deref(), Some("é\r\n"));
    assert_eq!(drafts("/books/other").load("add"), None);
    drafts("/books/acme").save("add", "").unwrap();
    assert_eq!(drafts("/books/acme").load("add").as_deref(), Some(""));
    drafts("/books/acme").clear("add").unwrap();
    drafts("/books/acme").clear("add").unwrap();
    assert_eq!(drafts("/books/acme").load("add"), None);
    assert_eq!(fs::read_dir(state.path().join("drafts")).unwrap().count(), 1);
}

#[test]
fn a_damaged_draft_is_none() {
    let state = TempDir::new().unwrap();
    let drafts = Drafts::new(state.path(), Path::new("/books/acme"));
    drafts.save("add", "Acme").unwrap();
    let path = fs::read_dir(state.path().join("drafts")).unwrap().next().unwrap().unwrap().path();
    for damage in [&b""[..], b"draft", b"\xff\xfe", b"something else\nAcme"] {
        fs::write(&path, damage).unwrap();
        assert_eq!(drafts.load("add"), None);
    }
    drafts.save("add", "Acme").unwrap();
    assert_eq!(drafts.load("add").as_deref(), Some("Acme"));
}

#[test]
fn what_a_colleague_writes_is_noticed_and_reading_is_not() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    let (sender, receiver) = channel();
    let watch = Watch::start(desk.store.dir(), move || sender.send(()).unwrap()).unwrap();
    let patience = Duration::from_mins(1);

    let (mut store, mut book) = desk.colleague(2);
    store.record(&mut book, vec![on(id, note("dana", "looking at it"))], super::desk::noon()).unwrap();
    receiver.recv_timeout(patience).unwrap();
    assert_eq!(desk.refresh().commitments, [id]);
    // The refresh itself read everything; the next word is about the next change.
    store.record(&mut book, vec![new(promise("Acme", "White-label dashboard"))], super::desk::noon()).unwrap();
    receiver.recv_timeout(patience).unwrap();
    assert_eq!(desk.refresh().commitments.len(), 1);
    fs::remove_dir_all(desk.dir().join("commitments")).unwrap();
    receiver.recv_timeout(patience).unwrap();
    drop(watch);
    while receiver.recv_timeout(patience).is_ok() {}
}
