//! With git itself: whatever brings two sides together, with the driver or without, the book opens and no move is lost.

use super::repo::{Driver, Repo};
use super::{PATH, file, merged, note, promise};

const ID: &str = "k7m2qx";
const BOTH: [Driver; 2] = [Driver::With, Driver::Without];

/// A repository with a promise on `main`, and one more move on each of the branches `one` and `two`.
fn parted(driver: Driver) -> Repo {
    let repo = Repo::new(driver);
    repo.write(PATH, &promise());
    repo.commit("promise");
    let with = |id: &str, minute| file(&[&promise(), &note(id, minute, "said")]);
    repo.branch("one", "main", &[(PATH, &with("aaaaaa", 1))]);
    repo.branch("two", "main", &[(PATH, &with("bbbbbb", 2))]);
    repo.git(&["checkout", "-q", "one"]);
    repo
}

/// What both branches come to.
fn whole() -> String {
    file(&[&promise(), &note("aaaaaa", 1, "said"), &note("bbbbbb", 2, "said")])
}

#[track_caller]
fn check(repo: &Repo, driver: Driver) {
    assert_eq!(repo.moves(ID), ["pr0m1s", "aaaaaa", "bbbbbb"]);
    assert_eq!(repo.has_problems(), driver == Driver::Without);
    if driver == Driver::With {
        assert_eq!(repo.read(PATH), whole());
        assert_eq!(repo.git(&["status", "--porcelain"]), "");
    }
}

#[test]
fn merge() {
    for driver in BOTH {
        let repo = parted(driver);
        let out = repo.try_git(&["merge", "-q", "--no-edit", "two"]);
        assert_eq!(out.status.success(), driver == Driver::With, "{}", String::from_utf8_lossy(&out.stderr));
        check(&repo, driver);
    }
}

#[test]
fn rebase() {
    for driver in BOTH {
        let repo = parted(driver);
        let out = repo.try_git(&["rebase", "-q", "two"]);
        assert_eq!(out.status.success(), driver == Driver::With);
        check(&repo, driver);
    }
}

#[test]
fn cherry_pick() {
    for driver in BOTH {
        let repo = parted(driver);
        let out = repo.try_git(&["cherry-pick", "two"]);
        assert_eq!(out.status.success(), driver == Driver::With);
        check(&repo, driver);
    }
}

#[test]
fn pull() {
    for driver in BOTH {
        let repo = parted(driver);
        let clone = repo.cloned("clone", driver);
        let out = clone.try_git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "two"]);
        assert_eq!(out.status.success(), driver == Driver::With);
        check(&clone, driver);
    }
}

#[test]
fn every_style_of_conflict() {
    for style in ["merge", "diff3", "zdiff3"] {
        let repo = parted(Driver::Without);
        let style = format!("merge.conflictStyle={style}");
        let out = repo.try_git(&["-c", &style, "merge", "-q", "--no-edit", "two"]);
        assert!(!out.status.success());
        check(&repo, Driver::Without);
        assert_eq!(super::resolved(PATH, &repo.read(PATH)), whole(), "{style}");
    }
}

#[test]
fn a_server_that_merges_by_itself() {
    for driver in BOTH {
        let bare = parted(Driver::Without).into_bare();
        bare.set_up(driver);
        let out = bare.try_git(&["merge-tree", "--write-tree", "one", "two"]);
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let tree = text.lines().next().unwrap().to_owned();
        // A server has no attributes at hand; the forge's button commits what comes out, markers and all, or refuses.
        let merged = bare.git(&["cat-file", "blob", &format!("{tree}:{PATH}")]);
        assert_eq!(super::resolved(PATH, &format!("{merged}\n")), whole());
        // With the attributes of one branch, and the program there, it merges as everybody does.
        let out = bare.try_git(&["--attr-source=one", "merge-tree", "--write-tree", "one", "two"]);
        assert_eq!(out.status.success(), driver == Driver::With, "{}", String::from_utf8_lossy(&out.stderr));
        if driver == Driver::With {
            let tree = String::from_utf8(out.stdout).unwrap().trim().to_owned();
            assert_eq!(bare.git(&["cat-file", "blob", &format!("{tree}:{PATH}")]), whole().trim_end());
        }
    }
}

#[test]
fn markers_that_were_committed_and_merged_again() {
    let repo = parted(Driver::Without);
    repo.try_git(&["merge", "-q", "--no-edit", "two"]);
    repo.commit("with markers");
    repo.branch("three", "main", &[(PATH, &file(&[&promise(), &note("cccccc", 3, "said")]))]);
    repo.try_git(&["merge", "-q", "--no-edit", "one"]);
    assert_eq!(repo.moves(ID), ["pr0m1s", "aaaaaa", "bbbbbb", "cccccc"]);
    let expect = file(&[&whole(), &note("cccccc", 3, "said")]);
    assert_eq!(super::resolved(PATH, &repo.read(PATH)), expect);
}

#[test]
fn crossing_merges() {
    for driver in BOTH {
        let repo = parted(driver);
        // Each branch merges the other, and both are merged again.
        for (name, from, other) in [("x", "one", "two"), ("y", "two", "one")] {
            repo.git(&["checkout", "-q", "-b", name, from]);
            repo.try_git(&["merge", "-q", "--no-edit", other]);
            repo.write(PATH, &file(&[&super::resolved(PATH, &repo.read(PATH)), &note(&name.repeat(6), 5, "said")]));
            repo.commit(name);
        }
        let out = repo.try_git(&["merge", "-q", "--no-edit", "x"]);
        assert_eq!(out.status.success(), driver == Driver::With);
        assert_eq!(repo.moves(ID), ["pr0m1s", "aaaaaa", "bbbbbb", "xxxxxx", "yyyyyy"]);
    }
}

#[test]
fn deleted_on_one_side_and_changed_on_the_other() {
    for driver in BOTH {
        let repo = parted(driver);
        std::fs::remove_file(repo.dir.join(PATH)).unwrap();
        repo.commit("deleted");
        // git doesn't ask the driver here, and leaves the changed file in its place.
        repo.try_git(&["merge", "-q", "--no-edit", "two"]);
        assert_eq!(repo.moves(ID), ["pr0m1s", "bbbbbb"]);
    }
}

#[test]
fn commitments_that_are_new_on_both_sides() {
    for driver in BOTH {
        let repo = Repo::new(driver);
        let other = "commitments/2026/aaaaa2.toml";
        repo.branch("one", "main", &[(PATH, &promise())]);
        repo.branch("two", "main", &[(other, &promise())]);
        repo.git(&["merge", "-q", "--no-edit", "one"]);
        assert_eq!((repo.moves(ID), repo.moves("aaaaa2")), (vec!["pr0m1s".to_owned()], vec!["pr0m1s".to_owned()]));
    }
}

#[test]
fn the_settings_of_both_sides() {
    for driver in BOTH {
        let repo = Repo::new(driver);
        let add = |who: &str| format!("{}\n[people.{who}]\nroles = [\"tech\"]\n", repo.read("book.toml"));
        let (one, two) = (add("lee"), add("maria"));
        repo.branch("one", "main", &[("book.toml", &one)]);
        repo.branch("two", "main", &[("book.toml", &two)]);
        repo.try_git(&["merge", "-q", "--no-edit", "one"]);
        let (store, book) = countersign::store::Store::open(&repo.dir, Some(1), None).unwrap();
        let people: Vec<String> = book.rules.people.iter().map(|person| person.handle.to_string()).collect();
        assert_eq!(people, ["dana", "lee", "maria", "sam"]);
        assert_eq!(store.may_write().is_ok(), driver == Driver::With);
        assert_eq!(repo.has_problems(), driver == Driver::Without);
    }
}

#[test]
fn files_that_are_not_the_books_are_merged_as_git_does() {
    let repo = Repo::new(Driver::With);
    let lines = |first: &str, last: &str| format!("{first}\n2\n3\n4\n5\n6\n7\n8\n{last}\n");
    repo.write("Cargo.toml", &lines("1", "9"));
    repo.commit("other");
    repo.branch("one", "main", &[("Cargo.toml", &lines("one", "9"))]);
    repo.branch("two", "main", &[("Cargo.toml", &lines("1", "two"))]);
    repo.git(&["merge", "-q", "--no-edit", "one"]);
    assert_eq!(repo.read("Cargo.toml"), lines("one", "two"));
    repo.branch("three", "main", &[("Cargo.toml", &lines("three", "9"))]);
    assert!(!repo.try_git(&["merge", "-q", "--no-edit", "one"]).status.success());
    assert!(repo.read("Cargo.toml").contains("<<<<<<< ours"), "{}", repo.read("Cargo.toml"));
}

#[test]
fn line_ends_stay_as_they_are() {
    let repo = parted(Driver::With);
    repo.git(&["config", "core.autocrlf", "true"]);
    repo.git(&["merge", "-q", "--no-edit", "two"]);
    assert_eq!(repo.read(PATH), whole());
    repo.write(PATH, &whole().replace('\n', "\r\n"));
    repo.commit("crlf");
    assert_eq!(
        repo.try_git(&["cat-file", "blob", &format!("HEAD:{PATH}")]).stdout,
        whole().replace('\n', "\r\n").as_bytes()
    );
}

#[test]
fn where_the_program_is_gone_nothing_is_lost() {
    let repo = parted(Driver::Without);
    repo.git(&["config", "merge.countersign.driver", "/nowhere/countersign merge-driver %O %A %B %P"]);
    assert!(!repo.try_git(&["merge", "-q", "--no-edit", "two"]).status.success());
    // git leaves this side as it was, and keeps the other in its index.
    assert_eq!(repo.moves(ID), ["pr0m1s", "aaaaaa"]);
    assert_eq!(repo.git(&["show", &format!(":3:{PATH}")]), repo.git(&["show", &format!("two:{PATH}")]));
}

#[test]
fn the_merge_is_the_same_on_both_machines() {
    let [one, two] = [("one", "two"), ("two", "one")].map(|(own, other)| {
        let repo = parted(Driver::With);
        repo.git(&["checkout", "-q", own]);
        repo.git(&["merge", "-q", "--no-edit", other]);
        repo.read(PATH)
    });
    assert_eq!(one, two);
    assert_eq!(one, merged(PATH, None, &whole(), &promise()));
}

#[test]
fn on_trouble_the_driver_leaves_the_file_alone() {
    let repo = parted(Driver::Without);
    let out = repo.countersign(&["merge-driver", "missing", PATH, PATH, PATH]);
    assert_eq!(out.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&out.stderr).starts_with("error: can't read "), "{out:?}");
    assert_eq!(repo.read(PATH), file(&[&promise(), &note("aaaaaa", 1, "said")]));
}
