//! `log --since`: a day, the last standup, or a commit.

use super::town::{Town, block};

pub fn commits_and_standups() {
    let town = Town::within("sales/book");
    let sam = town.clone_of("sam");
    let book = sam.dir.join("sales/book");
    let log = |args: &[&str]| {
        let all: Vec<&str> = ["--book", book.to_str().unwrap(), "log"].iter().chain(args).copied().collect();
        sam.countersign(&all)
    };
    let check = |args: &[&str], expected: &[&str], not: &[&str]| {
        let (code, text) = log(args);
        assert_eq!(code, 0, "{args:?}: {text}");
        for part in expected {
            assert!(text.contains(part), "{args:?} lacks {part:?}:\n{text}");
        }
        for part in not {
            assert!(!text.contains(part), "{args:?} has {part:?}:\n{text}");
        }
    };
    sam.git(&["tag", "before", "-m", "before"]);
    // Said long ago by the clock, and new all the same.
    sam.append("k7m2qx", &block("aaaaa1", "2026-11-05T10:00:00Z", "sam", "note", "note = \"late to arrive\""));
    sam.commit("2026-11-20T10:00:00Z", "say it");
    sam.write_book("commitments/2026/n0rth1.toml", &super::town::promise("bbbbb1", "2026-11-20T11:00:00Z", "sam"));
    sam.commit("2026-11-20T11:01:00Z", "promise it");
    // Not committed yet, and in the book.
    sam.append("n0rth1", &block("ccccc1", "2026-11-20T12:00:00Z", "maria", "note", "note = \"not committed\""));
    check(&["--since", "before"], &["late to arrive", "n0rth1", "not committed"], &["they asked again"]);
    check(&["--since", "HEAD~1"], &["n0rth1", "not committed"], &["late to arrive"]);
    check(&["--since", "HEAD"], &["not committed"], &["late to arrive", "bbbbb1"]);
    check(&["--since", "main~1", "customer:northgate"], &["n0rth1"], &[]);
    let head = sam.git(&["rev-parse", "HEAD"]);
    let json = [format!("\"since\": \"{}\"", head.trim()), "\"since_kind\": \"commit\"".to_owned()];
    check(&["--since", &head.trim()[..9], "--json"], &[&json[0], &json[1]], &[]);
    check(&["--since", "2026-11-20", "--json"], &["\"since\": \"2026-11-20\"", "\"since_kind\": \"day\""], &[]);
    // Changed by hand since.
    sam.replace("commitments/2026/k7m2qx.toml", "5d..8d..15d", "6d..9d");
    check(&["--since", "HEAD"], &["k7m2qx", "6d..9d", "not committed"], &["late to arrive"]);

    // What looks like an option can't reach git.
    let (code, text) = log(&["--since", "--output=stolen"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("nor is it a commit: there is no commit `--output=stolen` here"), "{text}");
    assert!(!book.join("stolen").exists());

    // Standups.
    check(&["--since", "standup"], &["note: no standup is marked yet, so this is since yesterday"], &[]);
    check(&["--since", "standup", "--mark"], &["marked: `log --since standup`"], &[]);
    sam.append("n0rth1", &block("ddddd1", "2026-11-22T13:00:00Z", "sam", "note", "note = \"after it\""));
    check(
        &["--since", "standup", "--json"],
        &["after it", "\"since_kind\": \"standup\""],
        &["no standup", "not committed"],
    );
}
