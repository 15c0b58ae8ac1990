//! `verify`: what a push may do, with a real git, a real bare repository and a real pre-receive hook.

mod docs;
mod hook;
mod since;
mod together;
mod town;

use town::{PAGE, Town, block, promise};

#[test]
fn honest_pushes_pass() {
    hook::honest();
}

#[test]
fn each_dishonest_push_is_refused_with_its_reason() {
    hook::dishonest();
}

#[test]
fn a_book_begins_once() {
    hook::one_beginning();
}

#[test]
fn git_goes_on_merging_with_the_program() {
    hook::the_line_of_gitattributes();
}

#[test]
fn a_new_address_locks_nobody_out() {
    hook::a_new_address();
}

#[test]
fn a_move_is_told_of_once() {
    hook::told_once();
}

#[test]
fn merges_lose_nothing() {
    hook::merges();
}

#[test]
fn the_hook_of_the_docs_works() {
    docs::the_hook_of_the_docs();
}

#[test]
fn sync_passes_the_hook() {
    together::sync_passes_the_hook();
}

#[test]
fn the_log_goes_back_to_a_commit_or_a_standup() {
    since::commits_and_standups();
}

#[test]
fn a_range_is_verified_without_a_hook() {
    let town = Town::new();
    let sam = town.clone_of("sam");
    sam.append("k7m2qx", &block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "note", "note = \"hello\""));
    sam.commit("2026-11-20T10:01:00Z", "say hello");
    sam.append("k7m2qx", &block("aaaaa2", "2026-11-20T10:02:00Z", "dana", "note", "note = \"hi\""));
    sam.commit("2026-11-20T10:03:00Z", "forge");
    sam.write("commitments/\u{1b}[2J.md", "");
    sam.commit("2026-11-20T10:04:00Z", "litter");
    let check = |args: &[&str], code: i32, expected: &str| {
        let (got, text) = sam.countersign(args);
        assert_eq!((got, text.contains(expected)), (code, true), "{args:?}\n{text}\nwants {expected}");
        assert!(!text.contains('\u{1b}'), "{text}");
    };
    check(&["verify", "origin/main..HEAD~2"], 0, "1 commit, 1 new move: sound");
    check(
        &["verify", "origin/main..main"],
        1,
        ": it is recorded by @dana, and committed by sam@example.test, who is @sam",
    );
    check(&["verify", "main"], 1, "3 commits, 2 new moves: 2 violations, so nothing of it may come in");
    check(&["verify", "main"], 1, "commitments lie in folders by year; take it out; the book holds");
    check(&["verify", "main", "--json"], 1, "\"violations\": [\n    {\n      \"commit\": ");
    check(&["verify", "main..main"], 0, "0 commits, 0 new moves: sound");
    check(&["verify", "--", "--output=x"], 3, "there is no commit `--output=x` here");
    check(&["verify", "nothing..main"], 3, "there is no commit `nothing` here");
    check(&["verify", "origin/main...main"], 3, "write OLD..NEW, with two dots");
    check(&["verify"], 2, "RANGE");
}

#[test]
fn the_book_may_lie_in_a_folder() {
    let town = Town::within("sales/book");
    let sam = town.clone_of("sam");
    sam.write("src/main.c", "int main;\n");
    sam.write("commitments/README", "nobody's business\n");
    sam.append("k7m2qx", &block("aaaaa1", "2026-11-20T10:00:00Z", "sam", "note", "note = \"hello\""));
    sam.commit("2026-11-20T10:01:00Z", "both");
    assert_eq!(sam.push(&[]), (true, String::new()));
    sam.remove("sales/book/commitments/2026/k7m2qx.toml");
    sam.commit("2026-11-20T10:02:00Z", "away");
    let (_, text) = sam.push(&[]);
    assert!(text.contains("Northgate SSO: the file is deleted, and 4 moves with it"), "{text}");
}

#[test]
fn of_several_books_each_is_verified() {
    let town = Town::new();
    let sam = town.clone_of("sam");
    sam.write("other/book.toml", PAGE);
    sam.write("other/commitments/2026/n0rth1.toml", &promise("bbbbb1", "2026-11-20T10:00:00Z", "dana"));
    sam.commit("2026-11-20T10:01:00Z", "another book, which may begin with anything");
    assert!(sam.push(&[]).0);
    let path = "other/commitments/2026/n0rth1.toml";
    let forged = block("bbbbb2", "2026-11-20T10:02:00Z", "dana", "note", "note = \"x\"");
    sam.write(path, &format!("{}{forged}", promise("bbbbb1", "2026-11-20T10:00:00Z", "dana")));
    sam.commit("2026-11-20T10:03:00Z", "forged");
    let (_, text) = sam.push(&[]);
    assert!(text.contains(" other/commitments/2026/n0rth1.toml:13)"), "{text}");
    assert_eq!(sam.countersign(&["verify", "origin/main..main", "--path", "."]).0, 0);
    assert_eq!(sam.countersign(&["verify", "origin/main..main", "--path", "other/"]).0, 1);
}
