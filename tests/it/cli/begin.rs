//! The first minute: a book where there was none, and people the book doesn't know yet.

use std::fs;

use super::desk::{Desk, Ran};

fn without_a_place(desk: &Desk, words: &[&str]) -> Ran {
    Ran::of(desk.command().env("COUNTERSIGN_BOOK", "").args(words))
}

#[test]
fn a_first_promise_makes_a_book_in_the_default_place() {
    let desk = Desk::new();
    let ran = without_a_place(&desk, &["list"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("countersign init"), "{}", ran.err);
    let ran = without_a_place(&desk, &["add", "Acme: SSO by end of q2 @dana"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.starts_with("made a book in "), "{}", ran.err);
    assert!(ran.out.contains("Acme: SSO, promised by 30 Jun"), "{}", ran.out);
    assert!(desk.path("home/data/countersign/book/book.toml").is_file());
    assert!(!desk.path("book").exists());
    assert_eq!(without_a_place(&desk, &["list"]).done().lines().count(), 1);
}

#[test]
fn the_nearest_book_upward_is_used() {
    let desk = Desk::with_book();
    fs::create_dir_all(desk.path("book/some/where")).unwrap();
    let command = desk.command().env("COUNTERSIGN_BOOK", "").current_dir(desk.path("book/some/where"));
    let told = Ran::of(command.args(["config"])).done();
    assert!(told.contains("(the nearest book.toml upward)"), "{told}");
}

#[test]
fn who_is_new_gets_the_role_of_the_place() {
    let desk = Desk::with_book();
    let said = desk.run(&["add", "Acme: SSO by 1 mar @dana", "--sales", "maria"]);
    assert_eq!(said.err, "new in the book: @maria (sales)\nnew in the book: @dana (tech)\n");
    let said = desk.run(&["note", "7w", "hello", "--me", "kim"]);
    assert_eq!(said.err, "", "a remark says nothing about a role");
    let said = desk.run(&["accept-risk", "7w", "--until", "fri", "so be it", "--me", "kim"]);
    assert_eq!(said.err, "new in the book: @kim (manager)\n");
    let said = desk.run(&["sign", "7w", "--me", "kim"]);
    assert_eq!(said.code, 4);
    assert!(said.err.contains("Kim has no tech role"), "{}", said.err);
    let page = fs::read_to_string(desk.path("book/book.toml")).unwrap();
    for person in ["[people.sam]", "[people.maria]", "[people.dana]", "[people.kim]"] {
        assert!(page.contains(person), "{page}");
    }
}

#[test]
fn a_refused_move_brings_nobody_into_the_book() {
    let desk = Desk::with_book();
    desk.run(&["add", "Acme: SSO by 1 mar"]).done();
    let ran = desk.run(&["deliver", "7w", "--me", "dana"]);
    assert_eq!(ran.code, 4);
    assert!(!fs::read_to_string(desk.path("book/book.toml")).unwrap().contains("dana"));
}

#[test]
fn the_address_git_knows_says_who_speaks() {
    let desk = Desk::with_sample();
    fs::create_dir_all(desk.path("home")).unwrap();
    let page = fs::read_to_string(desk.path("book/book.toml")).unwrap();
    let email = page.lines().find_map(|line| line.strip_prefix("email = ")).unwrap().trim_matches('"').to_owned();
    let config = fs::File::create(desk.path("home/.gitconfig")).unwrap();
    std::io::Write::write_all(&mut &config, format!("[user]\n\temail = {email}\n").as_bytes()).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let command = desk.command().env("COUNTERSIGN_ME", "").env("PATH", path).env("GIT_CONFIG_NOSYSTEM", "1");
    let told = Ran::of(command.args(["config"])).done();
    assert!(told.contains("(git's user.email)"), "{told}");
}

#[test]
fn configuration_is_written_once_and_read_again() {
    let desk = Desk::with_book();
    let first = desk.run(&["config", "--init"]).done();
    assert!(first.starts_with("wrote "), "{first}");
    let second = desk.run(&["config", "--init"]);
    assert_eq!(second.code, 3);
    assert!(second.err.contains("is there already"), "{}", second.err);
    assert!(!desk.run(&["config"]).done().contains("not there"));
    assert!(desk.run(&["config", "keys"]).done().contains("countersign"));
}

#[test]
fn told_on_another_day_than_said() {
    let desk = Desk::with_book();
    let made = desk.run(&["add", "Acme: SSO by 1 mar", "--on", "10 nov", "--told", "16 nov", "--json"]).json();
    let commitment = &made["commitments"][0];
    assert_eq!(commitment["told_on"], "2026-11-16");
    assert_eq!(commitment["moves"].as_array().unwrap().len(), 2);
    let made = desk.run(&["add", "Acme: audit by 1 mar", "--told", "16 nov", "--json"]).json();
    assert_eq!(made["commitments"][0]["told_on"], "2026-11-16");
    let made = desk.run(&["add", "Acme: offline by 1 mar", "--told", "2027-02-01", "--json"]).json();
    assert_eq!(made["commitments"][0]["told_due"], "2027-02-01");
}

#[test]
fn a_sheet_is_reported_then_written_then_taken_back() {
    let desk = Desk::with_book();
    let sheet = "Customer,What,Promised by,Engineer\nAcme,SSO,2027-03-01,dana\nAcme,Audit,someday,dana\n,x,,\n";
    let file = fs::File::create(desk.path("sheet.csv")).unwrap();
    std::io::Write::write_all(&mut &file, sheet.as_bytes()).unwrap();
    let report = desk.run(&["import", "sheet.csv"]).done();
    assert!(report.contains("nothing is written yet; --write records the 1 new ones"), "{report}");
    assert_eq!(desk.run(&["list"]).done(), "");
    let written = desk.run(&["import", "sheet.csv", "--write"]).done();
    assert!(written.contains("recorded 1 commitment"), "{written}");
    assert_eq!(desk.run(&["list"]).done().lines().count(), 1);
    let errors = fs::read_to_string(desk.path("sheet.errors.csv")).unwrap();
    assert_eq!(errors.lines().count(), 3, "{errors}");
    desk.run(&["undo"]).done();
    assert_eq!(desk.run(&["list"]).done(), "");
    let wrong = desk.run(&["import", "sheet.csv", "--map", "customer"]);
    assert_eq!(wrong.code, 2);
}
