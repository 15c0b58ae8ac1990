//! `--what-if`: every move answers as if it were made, and not a byte of the book is another.

use std::collections::BTreeMap;
use std::path::Path;

use super::desk::Desk;

/// Every file of the book with its bytes.
fn bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(bytes(&path));
        } else {
            found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn no_move_that_is_rehearsed_touches_a_file() {
    let desk = Desk::with_sample();
    let before = bytes(&desk.path("book"));
    let moves: [&[&str]; 10] = [
        &["add", "Acme: a map of the office by 1 mar @dana"],
        &["add", "Acme: a map of the office by 1 mar @newcomer"],
        &["change", "jrcmdk", "1 apr"],
        &["told", "jrcmdk", "1 apr"],
        &["estimate", "jrcmdk", "2d", "--me", "dana"],
        &["sign", "jrcmdk", "--me", "dana"],
        &["progress", "pjm1bg", "8d", "--me", "dana"],
        &["withdraw", "jrcmdk", "--reason", "other", "--note", "gone"],
        &["undo"],
        &["away", "dana", "1 dec..20 dec"],
    ];
    for words in moves {
        let ran = desk.run(&[words, &["--what-if"]].concat());
        assert_eq!(ran.code, 0, "{words:?} {}", ran.err);
        assert!(ran.err.contains("what if: nothing is recorded"), "{words:?} {}", ran.err);
        assert!(!ran.out.is_empty(), "{words:?}");
        assert!(bytes(&desk.path("book")) == before, "{words:?} changed the book");
    }
    let json = desk.run(&["progress", "pjm1bg", "8d", "--me", "dana", "--what-if", "--json"]).json();
    assert!(!json["what_if"].as_array().unwrap().is_empty(), "{json}");
    assert!(bytes(&desk.path("book")) == before);
}

#[test]
fn an_absence_answers_in_json_too_and_no_number_is_less_than_nothing() {
    let desk = Desk::with_sample();
    let away = desk.run(&["away", "dana", "1 dec..20 dec", "--what-if", "--json"]).json();
    assert!(away["what_if"].as_array().is_some_and(|changes| !changes.is_empty()), "{away}");
    let known = desk.run(&["away", "dana", "--json"]).json();
    assert!(known["people"].is_array(), "{known}");
    for words in [&["forecast", "pjm1bg", "jrcmdk"][..], &["load"], &["quote", "1d", "--tech", "dana"]] {
        let ran = desk.run(&[words, &["--json"]].concat());
        assert!(!ran.out.contains("-0.0"), "{words:?}: {}", ran.out);
    }
}
