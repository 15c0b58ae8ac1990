//! `doctor`: each thing that can be wrong before it is mended, what is planned, and what stands after; the second look
//! finds nothing.

use crate::merging::repo::{Driver, Repo};
use crate::merging::{PATH, file, note, promise};

/// A book that nothing is wrong with.
fn healthy() -> Repo {
    let repo = Repo::new(Driver::With);
    repo.write(".gitignore", ".countersign.lock\n.countersign-new-*\n");
    repo.commit("ignore");
    repo
}

/// What doctor says, and how it ends.
fn doctor(repo: &Repo, args: &[&str]) -> (i32, String) {
    let out = repo.countersign(&[&["doctor"], args].concat());
    (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
}

/// Checks that the plan has the lines, that nothing is done before it is wished, and that nothing is left afterwards.
#[track_caller]
fn check(repo: &Repo, plan: &[&str]) {
    let before = repo.files();
    let (code, text) = doctor(repo, &[]);
    for line in plan {
        assert!(text.contains(line), "not in the plan: {line}\n{text}");
    }
    assert_eq!(code, i32::from(text.lines().any(|line| line.starts_with("wrong"))), "{text}");
    assert_eq!(doctor(repo, &["--dry-run"]), (code, text));
    assert_eq!(repo.files(), before, "something was done unasked");
    let (code, text) = doctor(repo, &["--fix"]);
    assert!(code == 0 && text.contains("mended "), "{text}");
    assert!(text.ends_with("nothing is wrong\n"), "{text}");
    let (code, text) = doctor(repo, &[]);
    assert!(code == 0 && text.ends_with("nothing is wrong\n") && !text.contains("mended"), "{text}");
}

#[test]
fn a_healthy_book_has_nothing() {
    let repo = healthy();
    repo.write(PATH, &file(&[&promise(), &note("aaaaaa", 1, "a")]));
    let (code, text) = doctor(&repo, &["--fix"]);
    assert!(code == 0 && text.ends_with("nothing is wrong\n"), "{text}");
}

#[test]
fn what_git_needs() {
    let repo = Repo::new(Driver::Without);
    repo.write(".gitattributes", "*.toml merge=countersign\n");
    check(
        &repo,
        &[
            "look    .gitattributes: git isn't told how to treat the files of the book; `countersign doctor --fix` adds the lines",
            "look    .git/config: in this clone `git merge` by hand leaves conflicts",
        ],
    );
    assert_eq!(repo.read(".gitattributes"), "*.toml -text merge=countersign\n");
    assert_eq!(repo.read(".gitignore"), ".countersign.lock\n.countersign-new-*\n");
    let driver = repo.git(&["config", "merge.countersign.driver"]);
    assert!(driver.ends_with("merge-driver -- %O %A %B %P"), "{driver}");
    // A book that is taken over is told of at once.
    repo.git(&["config", "--remove-section", "merge.countersign"]);
    assert!(repo.countersign(&["init"]).status.success());
    assert_eq!(repo.git(&["config", "merge.countersign.driver"]), driver);
    // It works.
    repo.branch("one", "main", &[(PATH, &promise())]);
    repo.branch("two", "one", &[(PATH, &file(&[&promise(), &note("aaaaaa", 1, "a")]))]);
    repo.git(&["checkout", "-q", "one"]);
    repo.write(PATH, &file(&[&promise(), &note("bbbbbb", 2, "b")]));
    repo.commit("b");
    repo.git(&["merge", "-q", "--no-edit", "two"]);
    assert_eq!(repo.read(PATH), file(&[&promise(), &note("aaaaaa", 1, "a"), &note("bbbbbb", 2, "b")]));
}

/// Both sides edited a move and added one, so that only what they began with tells who changed what.
fn parted(driver: Driver) -> Repo {
    let repo = healthy();
    if driver == Driver::Without {
        repo.git(&["config", "--remove-section", "merge.countersign"]);
    }
    repo.write(PATH, &file(&[&promise(), &note("aaaaaa", 1, "old")]));
    repo.commit("old");
    let one = file(&[&promise(), &note("aaaaaa", 1, "new"), &note("bbbbbb", 2, "b")]);
    let two = file(&[&promise(), &note("aaaaaa", 1, "old"), &note("cccccc", 3, "c")]);
    let book = repo.read("book.toml");
    let with = |who: &str| format!("{book}\n[people.{who}]\nroles = [\"tech\"]\n");
    repo.branch("one", "main", &[(PATH, &one), ("book.toml", &with("lee"))]);
    repo.branch("two", "main", &[(PATH, &two), ("book.toml", &with("maria"))]);
    repo.git(&["checkout", "-q", "one"]);
    repo
}

fn as_the_driver_does() -> [String; 2] {
    let repo = parted(Driver::With);
    repo.git(&["merge", "-q", "--no-edit", "two"]);
    [PATH, "book.toml"].map(|path| repo.read(path))
}

#[test]
fn markers_come_to_the_bytes_that_the_driver_would_have_made() {
    let expect = as_the_driver_does();
    assert!(expect[0].contains("new") && !expect[0].contains("old"), "{}", expect[0]);
    // While the merge is under way, after it was committed markers and all, and after others went on from there.
    for (what, is_committed) in [("under way", false), ("committed", true)] {
        let repo = parted(Driver::Without);
        repo.try_git(&["merge", "-q", "--no-edit", "two"]);
        if is_committed {
            repo.commit("with markers");
        }
        repo.set_up(Driver::With);
        check(
            &repo,
            &[
                ".toml:14: git left a conflict in it; `countersign doctor --fix` merges both sides and takes the markers out",
                "wrong   book.toml:",
            ],
        );
        assert_eq!([PATH, "book.toml"].map(|path| repo.read(path)), expect, "{what}");
        assert_eq!(repo.git(&["diff", "--name-only", "--diff-filter=U"]), "");
    }
}

#[test]
fn markers_without_git_are_resolved_by_their_text() {
    let repo = healthy();
    let (a, b) = (note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    repo.write(PATH, &format!("{}\n<<<<<<< HEAD\n{b}=======\n{a}>>>>>>> other\n", promise()));
    check(&repo, &["commitments/2026/k7m2qx.toml:9: git left a conflict in it"]);
    assert_eq!(repo.read(PATH), file(&[&promise(), &a, &b]));
}

#[test]
fn what_a_merge_left_behind_without_the_program_is_brought_in() {
    let expect = as_the_driver_does();
    let repo = parted(Driver::Without);
    repo.git(&["config", "merge.countersign.driver", "/nowhere/countersign merge-driver %O %A %B %P"]);
    assert!(!repo.try_git(&["merge", "-q", "--no-edit", "two"]).status.success());
    repo.set_up(Driver::With);
    check(&repo, &["a merge stopped at it, and what the other side says isn't in it"]);
    assert_eq!([PATH, "book.toml"].map(|path| repo.read(path)), expect);
    // Deleted on one side: the record is kept.
    let repo = parted(Driver::With);
    std::fs::remove_file(repo.dir.join(PATH)).unwrap();
    repo.commit("deleted");
    assert!(!repo.try_git(&["merge", "-q", "--no-edit", "two"]).status.success());
    check(&repo, &["git doesn't know yet that it is settled; `countersign doctor --fix` tells git"]);
    assert_eq!(repo.moves("k7m2qx"), ["pr0m1s", "aaaaaa", "cccccc"]);
}

#[test]
fn files_of_one_name() {
    let repo = healthy();
    let (a, b) = (note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    repo.write(PATH, &file(&[&promise(), &b]));
    repo.write("commitments/2027/k7m2qx.toml", &file(&[&promise(), &a]));
    check(
        &repo,
        &[
            "wrong   commitments/2027/k7m2qx.toml: commitments/2026/k7m2qx.toml has the same name; `countersign doctor --fix` moves its moves into commitments/2026/k7m2qx.toml, and deletes it",
        ],
    );
    assert_eq!(repo.read(PATH), file(&[&promise(), &a, &b]));
    assert!(!repo.dir.join("commitments/2027/k7m2qx.toml").exists());
}

#[test]
fn copies() {
    let repo = healthy();
    let a = note("aaaaaa", 1, "a");
    let whole = file(&[&promise(), &a]);
    repo.write("commitments/2026/zzzzz1.toml", &whole);
    repo.write(PATH, &promise());
    repo.write("commitments/2026/k7m2qx (copy).toml", &promise());
    check(
        &repo,
        &[
            "k7m2qx.toml: it is a copy of commitments/2026/zzzzz1.toml, which has all its moves; `countersign doctor --fix` sets it beside as commitments/2026/k7m2qx.copy.txt",
            "k7m2qx (copy).toml: it is a copy of",
        ],
    );
    assert_eq!(repo.read("commitments/2026/k7m2qx.copy.txt"), promise());
    assert_eq!(repo.read("commitments/2026/k7m2qx (copy).copy.txt"), promise());
    assert_eq!(repo.read("commitments/2026/zzzzz1.toml"), whole);
    // What went on differently is kept, and said; a person has to decide.
    let repo = healthy();
    repo.write(PATH, &whole);
    let other = file(&[&promise(), &note("bbbbbb", 2, "b")]);
    repo.write("commitments/2026/zzzzz1.toml", &other);
    let (code, text) = doctor(&repo, &["--fix"]);
    assert!(text.contains("look    commitments/2026/zzzzz1.toml: it began as a copy of commitments/2026/k7m2qx.toml, and went on differently"), "{text}");
    assert_eq!((code, repo.read("commitments/2026/zzzzz1.toml")), (0, other));
}

#[test]
fn two_moves_with_one_id_and_moves_out_of_order() {
    let repo = healthy();
    let (a, other, b) = (note("aaaaaa", 1, "a"), note("aaaaaa", 2, "other"), note("bbbbbb", 3, "b"));
    let remarked = format!("# by hand\n{b}");
    repo.write(PATH, &file(&[&promise(), &remarked, &a, &other]));
    check(
        &repo,
        &[
            "k7m2qx.toml:24: two moves have one id",
            "k7m2qx.toml:10: a move stands before one that came earlier; `countersign doctor --fix` puts its moves in order",
        ],
    );
    let text = repo.read(PATH);
    let ids = repo.moves("k7m2qx");
    assert_eq!((&ids[0][..], &ids[1][..], &ids[3][..], ids.len()), ("pr0m1s", "aaaaaa", "bbbbbb", 4));
    assert_eq!(text, file(&[&promise(), &a, &other.replace("aaaaaa", &ids[2]), &remarked]));
}

#[test]
fn people_that_the_book_does_not_know() {
    let repo = healthy();
    repo.write(PATH, &promise().replace("\"sam\"", "\"ruth\"").replace("scope", "tech = \"omar\"\nscope"));
    check(
        &repo,
        &[
            "look    book.toml: @omar is not among the people of the book, and so may say everything; `countersign doctor --fix` adds [people.omar] with the roles of what was said: tech",
            "adds [people.ruth] with the roles of what was said: sales",
        ],
    );
    let text = repo.read("book.toml");
    assert!(
        text.contains("[people.omar]\nroles = [\"tech\"]\n") && text.contains("[people.ruth]\nroles = [\"sales\"]\n"),
        "{text}"
    );
    // A slip of the fingers is asked back.
    repo.write(PATH, &promise().replace("\"sam\"", "\"samm\""));
    let (code, text) = doctor(&repo, &["--fix"]);
    assert!(code == 0 && text.contains("unless @sam is meant"), "{text}");
}

#[test]
fn a_line_that_cannot_be_read() {
    let repo = healthy();
    let (a, b) = (note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    let broken = a.replace("note = \"a\"", "note = \"a");
    repo.write(PATH, &file(&[&promise(), &broken, &b]));
    check(
        &repo,
        &[
            "k7m2qx.toml:14: it is not TOML",
            "`countersign doctor --fix` puts what can't be read into commitments/2026/k7m2qx.rest.txt",
        ],
    );
    assert_eq!(repo.read(PATH), file(&[&promise(), &b]));
    assert_eq!(repo.read("commitments/2026/k7m2qx.rest.txt"), broken);
    // Without its promise nothing would stand: a person has to mend it, and it is not touched.
    let spoilt = file(&[&promise().replace("\"SAML\"", "\"SAML"), &b]);
    repo.write(PATH, &spoilt);
    let (code, text) = doctor(&repo, &["--fix"]);
    assert!(code == 1 && text.contains("wrong   commitments/2026/k7m2qx.toml:7: it is not TOML"), "{text}");
    assert_eq!(repo.read(PATH), spoilt);
}

#[cfg(unix)]
#[test]
fn rights() {
    use std::os::unix::fs::PermissionsExt as _;
    let repo = healthy();
    repo.write(PATH, &promise());
    let set = |path: &str, mode| {
        std::fs::set_permissions(repo.dir.join(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let mode = |path: &str| std::fs::metadata(repo.dir.join(path)).unwrap().permissions().mode() & 0o777;
    for folder in [".", "commitments", "commitments/2026"] {
        set(folder, 0o770);
    }
    for known in ["book.toml", ".gitattributes", ".gitignore"] {
        set(known, 0o660);
    }
    set(PATH, 0o400);
    let lock = repo.dir.join(".countersign.lock");
    let _ = std::fs::remove_file(&lock);
    check(
        &repo,
        &[
            "wrong   commitments/2026/k7m2qx.toml: its owner can't read and write it; `countersign doctor --fix` gives them the right",
        ],
    );
    assert_eq!(mode(PATH), 0o660);
    set(PATH, 0o600);
    check(&repo, &["look    commitments/2026/k7m2qx.toml: others who share the directory can't read and write it"]);
    assert_eq!(mode(PATH), 0o660);
}

#[test]
fn all_at_once_and_as_json() {
    let repo = healthy();
    let (a, b) = (note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    let broken = a.replace("note = \"a\"", "note = \"a").replace("aaaaaa", "dddddd");
    repo.write(PATH, &format!("{}\n<<<<<<< HEAD\n{b}=======\n{a}>>>>>>> other\n\n{broken}", promise()));
    repo.write("commitments/2027/k7m2qx.toml", &file(&[&promise(), &note("cccccc", 0, "c")]));
    repo.write(
        "book.toml",
        &format!("{}<<<<<<< a\n=======\n[people.omar]\nroles = [\"tech\"]\n>>>>>>> b\n", repo.read("book.toml")),
    );
    let out = repo.countersign(&["doctor", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let of_files: Vec<_> =
        json["findings"].as_array().unwrap().iter().filter(|each| each["file"].is_string()).collect();
    assert!(of_files.iter().all(|each| each["grade"] == "wrong"), "{of_files:?}");
    assert_eq!(of_files.iter().find(|each| each["file"] == PATH).unwrap()["line"], 9);
    check(&repo, &["wrong   book.toml:"]);
    assert_eq!(repo.read(PATH), file(&[&promise(), &note("cccccc", 0, "c"), &a, &b]));
    assert!(repo.read("commitments/2026/k7m2qx.rest.txt").contains("dddddd"));
}
