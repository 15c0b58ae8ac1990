//! What `docs/format.md` shows is what the reader reads.

use std::fs;

use countersign::domain::act::{Kind, Variance, Verdict};
use countersign::domain::book::Rules;
use countersign::domain::grade::{Firmness, Stake};
use countersign::store::{Store, record};
use tempfile::TempDir;

const DOCS: &str = include_str!("../../../docs/format.md");

fn examples() -> Vec<&'static str> {
    DOCS.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn every_example_is_read_without_a_problem() {
    let (moves, others): (Vec<&str>, Vec<&str>) = examples().into_iter().partition(|text| text.starts_with("[[move]]"));
    let [rules, line, answer, issues, deals] = others[..] else { panic!("{} examples besides moves", others.len()) };
    assert_eq!(moves.len(), 2);
    for text in moves {
        let record = record::read(text);
        assert_eq!(record.problems, []);
        assert!(record.moves.iter().all(|made| made.unknown.is_empty() && made.act.kind() != Kind::Unknown));
    }
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("book.toml"), rules).unwrap();
    fs::create_dir(home.path().join("snapshots")).unwrap();
    fs::write(home.path().join("snapshots/issues.toml"), issues).unwrap();
    fs::write(home.path().join("snapshots/deals.toml"), deals).unwrap();
    fs::create_dir_all(home.path().join("reviews/2026")).unwrap();
    fs::write(home.path().join("reviews/2026/n4w8ty.toml"), line).unwrap();
    fs::write(home.path().join("reviews/2026/aaaaa1.toml"), answer).unwrap();
    let (_, book) = Store::open(home.path(), None, None).unwrap();
    assert_eq!(book.problems, []);
    assert_eq!(book.papers.all().len(), 2);
    assert_eq!(book.rules.policy, Rules::default().policy);
    assert_eq!(book.rules.people.iter().count(), 2);
    assert_eq!((book.issues.iter().count(), book.deals.len()), (1, 1));
}

#[test]
fn every_word_of_the_files_is_documented() {
    let is_documented = |word: &str| DOCS.contains(&format!("`{word}`"));
    let kinds = Kind::TABLE.iter().map(|row| row.1);
    let words = kinds
        .chain(Variance::ALL.map(Variance::word))
        .chain(Verdict::ALL.map(Verdict::word))
        .chain(Firmness::ALL.map(Firmness::word))
        .chain(Stake::ALL.map(Stake::word));
    let missing: Vec<&str> = words.filter(|word| !is_documented(word)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
