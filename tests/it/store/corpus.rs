//! Files with one mistake each: what the reader says about it, and what it keeps.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use countersign::domain::book::Problem;
use countersign::store::Store;
use countersign::store::record::read;
use tempfile::TempDir;

fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/book_corpus").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

fn shown(problems: &[Problem]) -> String {
    let mut out = String::new();
    for problem in problems {
        let line = problem.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        let key = problem.key.as_deref().unwrap_or("-");
        writeln!(out, "    {line} {key}: {}; {}", problem.why, problem.remedy).unwrap();
    }
    out
}

#[test]
fn every_mistake_in_a_commitment_has_its_message() {
    let mut out = String::new();
    for path in files("moves") {
        let record = read(&fs::read_to_string(&path).unwrap());
        let lines: Vec<u32> = record.moves.iter().map(|each| each.line).collect();
        writeln!(out, "{}: moves on lines {lines:?}\n{}", stem(&path), shown(&record.problems).trim_end()).unwrap();
        assert_eq!(record.problems.is_empty(), stem(&path).starts_with("ok"), "{}", stem(&path));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_mistake_in_the_rules_has_its_message() {
    let mut out = String::new();
    for path in files("rules") {
        let home = TempDir::new().unwrap();
        fs::copy(&path, home.path().join("book.toml")).unwrap();
        let (_, book) = Store::open(home.path(), Some(1), None).unwrap();
        writeln!(out, "{}\n{}", stem(&path), shown(&book.problems).trim_end()).unwrap();
        assert_eq!(book.problems.is_empty(), stem(&path).starts_with("ok"), "{}", stem(&path));
        assert!(book.problems.iter().all(|problem| problem.file == "book.toml" && !problem.remedy.is_empty()));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn what_the_rules_say_is_read() {
    let home = TempDir::new().unwrap();
    let ok = files("rules").into_iter().find(|path| stem(path) == "ok").unwrap();
    fs::copy(ok, home.path().join("book.toml")).unwrap();
    let (_, book) = Store::open(home.path(), Some(1), None).unwrap();
    insta::assert_debug_snapshot!(book.rules);
}
