//! Making moves: what is written, what is refused, what others did meanwhile.

use std::fs;

use countersign::domain::act::{Act, Draft};
use countersign::domain::commitment::StateName;
use countersign::store::Error;

use super::desk::{Desk, due, handle, new, noon, note, on, promise};

#[test]
fn a_promise_is_on_the_disk_and_in_the_book() {
    let mut desk = Desk::new();
    let (id, terms) = desk.promised("Northgate", "SAML single sign-on");
    assert_eq!(desk.book.get(id).unwrap().terms.id, terms);
    assert_eq!(desk.path(id), fs::canonicalize(desk.dir()).unwrap().join(format!("commitments/2026/{id}.toml")));
    desk.proves_itself();
    insta::assert_snapshot!(desk.text(id), @r#"
    [[move]]
    id = "zm4g9j"
    at = 2026-11-22T12:00:00Z
    by = "sam"
    kind = "promise"
    customer = "Northgate"
    scope = "SAML single sign-on"
    told = true
    "#);
}

#[test]
fn a_move_comes_after_every_earlier_byte_and_moment() {
    let mut desk = Desk::new();
    let (id, terms) = desk.promised("Northgate", "SAML");
    let by_hand = desk.text(id).replace("kind", "# by hand\nkind   ") + "# the end";
    fs::write(desk.path(id), &by_hand).unwrap();
    desk.record(vec![on(id, Draft::new(handle("dana"), Act::Countersign).about(terms))]).unwrap();
    assert!(desk.text(id).starts_with(&by_hand));
    let commitment = desk.book.get(id).unwrap();
    assert_eq!(commitment.state.name(), StateName::Agreed);
    assert_eq!(commitment.moves[1].at.micros(), noon().micros() + 1);
    desk.proves_itself();
}

#[test]
fn several_moves_share_a_batch_and_are_all_checked_before_any_is_written() {
    let mut desk = Desk::new();
    let made = desk.record(vec![new(promise("Acme", "one")), new(promise("Acme", "two"))]).unwrap();
    let batches: Vec<_> = made.ids.iter().map(|(id, _)| desk.book.get(*id).unwrap().moves[0].batch).collect();
    assert!(batches[0].is_some() && batches[0] == batches[1]);

    let (first, second) = (made.ids[0], made.ids[1]);
    let both = desk
        .record(vec![on(first.0, note("sam", "a")), on(first.0, note("dana", "b")), on(second.0, note("kim", "c"))])
        .unwrap();
    assert_eq!(both.ids.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first.0, first.0, second.0]);
    desk.proves_itself();

    let before = (desk.text(first.0), desk.text(second.0));
    let refused =
        desk.record(vec![on(first.0, note("sam", "good")), on(second.0, Draft::new(handle("sam"), Act::Countersign))]);
    insta::assert_snapshot!(refused.unwrap_err(), @"Sam has no tech role, and `countersign` is a tech move; ask somebody of tech, or record their word with --for HANDLE");
    assert_eq!((desk.text(first.0), desk.text(second.0)), before);
    desk.proves_itself();
}

#[test]
fn nobody_signs_what_they_have_not_seen() {
    let mut desk = Desk::new();
    let (id, terms) = desk.promised("Northgate", "SAML");
    let (mut store, mut book) = desk.colleague(2);
    let change = Draft::new(handle("maria"), Act::Change(Box::new(due("2027-03-01")))).about(terms);
    store.record(&mut book, vec![on(id, change)], noon()).unwrap();

    let sign = Draft::new(handle("dana"), Act::Countersign).about(terms);
    let error = desk.record(vec![on(id, sign)]).unwrap_err();
    assert!(matches!(&error, Error::Moved { seen, .. } if *seen == terms));
    insta::assert_snapshot!(error.to_string().replace(id.as_str(), "IDIDID"), @"the terms of IDIDID changed meanwhile: now SAML by 2027-03-01, set by maria on 2026-11-22; look at them, then answer these");
    // The new terms are in the book already, to be looked at.
    desk.proves_itself();
    let now = desk.book.get(id).unwrap().terms.id;
    desk.record(vec![on(id, Draft::new(handle("dana"), Act::Countersign).about(now))]).unwrap();
    desk.proves_itself();
}

#[test]
fn what_others_did_is_seen_once() {
    let mut desk = Desk::new();
    let (id, _) = desk.promised("Northgate", "SAML");
    assert!(desk.refresh().is_empty());
    let (mut store, mut book) = desk.colleague(2);
    let other = store.record(&mut book, vec![new(promise("Acme", "White-label dashboard"))], noon()).unwrap().ids[0].0;
    store.record(&mut book, vec![on(id, note("dana", "looking at it"))], noon()).unwrap();
    let mut seen = desk.refresh().commitments;
    seen.sort();
    let mut expected = vec![id, other];
    expected.sort();
    assert_eq!(seen, expected);
    assert!(desk.refresh().is_empty());
    desk.proves_itself();

    fs::remove_file(desk.path(other)).unwrap();
    assert_eq!(desk.refresh().commitments, [other]);
    desk.proves_itself();
    assert!(matches!(desk.record(vec![on(other, note("sam", "gone"))]), Err(Error::NotFound { .. })));
}

#[test]
fn a_promise_taken_back_can_be_brought_back() {
    let mut desk = Desk::new();
    let (id, promise) = desk.promised("Northgate", "SAML");
    let take_back = |what, by: &str| Draft::new(handle(by), Act::Retract { what });
    let gone = desk.record(vec![on(id, take_back(promise, "sam"))]).unwrap().ids[0].1;
    assert!(desk.book.get(id).is_none() && desk.book.shelved().len() == 1);
    let refused = desk.record(vec![on(id, note("sam", "hm"))]).unwrap_err();
    insta::assert_snapshot!(refused, @"its promise was taken back; bring it back with `redo`, or promise it anew");
    assert!(matches!(desk.record(vec![on(id, take_back(gone, "dana"))]), Err(Error::Refused(_))));
    desk.record(vec![on(id, take_back(gone, "sam"))]).unwrap();
    assert!(desk.book.get(id).is_some());
    desk.proves_itself();
}
