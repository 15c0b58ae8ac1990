//! `book.toml`, snapshots and git's own files.

use countersign::store::merge::{is_owned, lost, merge, resolved};

use super::merged;

const BOOK: &str = "\
# The book
schema = 1
name = \"Acme book\" # short

# People
[people.sam]
roles = [\"sales\"]
away = [2026-12-24]

[people.dana]
roles = [\"tech\"]
focus = 0.6

[policy]
answer_within = 3

[[view]]
name = \"Mine\"
query = \"sales:me\"
";

/// Replaces in the base for ours and for theirs, and in what is expected.
#[track_caller]
fn check(ours: &[(&str, &str)], theirs: &[(&str, &str)], expect: &[(&str, &str)]) {
    let edited = |edits: &[(&str, &str)]| {
        edits.iter().fold(BOOK.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        })
    };
    let (ours, theirs) = (edited(ours), edited(theirs));
    let out = merged("book.toml", Some(BOOK), &ours, &theirs);
    assert_eq!(out, edited(expect));
    for side in [&ours, &theirs] {
        let lost = lost("book.toml", Some(BOOK.as_bytes()), Some(side.as_bytes()), Some(out.as_bytes()));
        assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn each_key_is_of_the_side_that_changed_it() {
    let (name, focus) = (("\"Acme book\"", "\"Acme\""), ("0.6", "0.8"));
    check(&[name], &[focus], &[name, focus]);
    check(&[("# short", "# shorter")], &[focus], &[("# short", "# shorter"), focus]);
    check(&[("# People", "# Who")], &[name], &[("# People", "# Who"), name]);
    // Both set one: the greater stands.
    check(&[("= 3", "= 5")], &[("= 3", "= 4")], &[("= 3", "= 5")]);
    check(&[("= 3", "= 5")], &[("= 3", "= 10")], &[("= 3", "= 10")]);
    // Taken out on one side, and changed on the other.
    check(&[("focus = 0.6\n", "")], &[name], &[("focus = 0.6\n", ""), name]);
    check(&[("focus = 0.6\n", "")], &[focus], &[focus]);
}

#[test]
fn people_of_both_sides_are_in() {
    let (lee, maria) =
        ("[people.lee]\nroles = [\"tech\"]\n\n[policy]", "# new\n[people.maria]\nroles = [\"sales\"]\n\n[policy]");
    let both = "# new\n[people.maria]\nroles = [\"sales\"]\n\n[people.lee]\nroles = [\"tech\"]\n\n[policy]";
    check(&[("[policy]", lee)], &[("[policy]", maria)], &[("[policy]", both)]);
    let other = [("[people.dana]\nroles = [\"tech\"]\nfocus = 0.6\n\n", "")];
    check(&other, &[("[policy]", lee)], &[other[0], ("[policy]", lee)]);
}

#[test]
fn roles_and_days_are_sets() {
    let roles = |new: &'static str| ("[\"sales\"]", new);
    check(
        &[roles("[\"sales\", \"tech\"]")],
        &[roles("[\"sales\", \"manager\"]")],
        &[roles("[\"sales\", \"manager\", \"tech\"]")],
    );
    check(&[roles("[\"manager\"]")], &[roles("[\"sales\", \"tech\"]")], &[roles("[\"tech\", \"manager\"]")]);
    let away = |new: &'static str| ("[2026-12-24]", new);
    check(&[away("[2026-12-24, \"2027-01-02..2027-01-09\"]")], &[away("[]")], &[away("[\"2027-01-02..2027-01-09\"]")]);
}

#[test]
fn views_go_by_their_names() {
    let add = |name: &str| format!("query = \"sales:me\"\n\n[[view]]\nname = \"{name}\"\nquery = \"x\"\n");
    let (one, two) = (add("One"), add("Two"));
    let both = format!("{two}\n[[view]]\nname = \"One\"\nquery = \"x\"\n");
    let query = "query = \"sales:me\"\n";
    check(&[(query, &one)], &[(query, &two)], &[(query, &both)]);
    check(&[("sales:me", "tech:me")], &[(query, &two)], &[(query, &two), ("sales:me", "tech:me")]);
}

#[test]
fn a_side_that_cannot_be_read_gives_way() {
    let broken = BOOK.replace("schema = 1", "schema = ").replace("focus = 0.6", "focus = 0.9");
    let ours = BOOK.replace("\"Acme book\"", "\"Acme\"");
    let out = merged("book.toml", Some(BOOK), &ours, &broken);
    assert_eq!(out, format!("{ours}# schema = \n# focus = 0.9\n"));
    assert_eq!(merged("book.toml", Some(&broken), &ours, &broken), ours);
    // Nobody's text can be read: nothing is thrown away.
    let other = format!("{broken}more = \n");
    let out = merged("book.toml", None, &broken, &other);
    assert!(out.contains("more = ") && out.contains("focus = 0.9"), "{out}");
}

#[test]
fn without_a_base_everything_of_both_is_in() {
    let ours = "name = \"Acme\"\n[people.sam]\nroles = [\"sales\"]\n";
    let theirs = "timezone = \"Europe/Berlin\"\n[people.lee]\nroles = [\"tech\"]\n";
    let out = merged("book.toml", None, ours, theirs);
    for word in ["name = \"Acme\"", "timezone", "[people.sam]", "[people.lee]"] {
        assert!(out.contains(word), "{word} in\n{out}");
    }
    assert_eq!(merged("book.toml", None, &out, ours), out);
}

#[test]
fn markers_are_resolved_key_by_key() {
    let text = "schema = 1\n<<<<<<< HEAD\nname = \"Acme\"\n||||||| 1\n=======\ntimezone = \"Europe/Berlin\"\n>>>>>>> other\n[people.sam]\nroles = [\"sales\"]\n";
    let out = String::from_utf8(resolved("book.toml", text.as_bytes()).unwrap()).unwrap();
    assert_eq!(out, "schema = 1\ntimezone = \"Europe/Berlin\"\nname = \"Acme\"\n[people.sam]\nroles = [\"sales\"]\n");
}

#[test]
fn of_snapshots_the_newest_stands_whole() {
    let day = |day: &str, rest: &str| format!("as_of = {day}\n{rest}");
    let (old, new) = (day("2026-11-20", "[[deal]]\nname = \"A\"\n"), day("2026-11-21", "[[deal]]\nname = \"B\"\n"));
    let check = |base: Option<&str>, ours: &str, theirs: &str, expect: &str| {
        assert_eq!(merged("snapshots/deals.toml", base, ours, theirs), expect);
    };
    check(None, &old, &new, &new);
    check(Some(&day("2026-11-01", "")), &old, &new, &new);
    // What only one side changed stands, whatever its day.
    check(Some(&new), &old, &new, &old);
    check(None, "[[deal]]\nname = \"C\"\n", &old, &old);
    let text = format!("<<<<<<< a\n{old}=======\n{new}>>>>>>> b\n");
    assert_eq!(resolved("snapshots/deals.toml", text.as_bytes()).unwrap(), new.as_bytes());
}

#[test]
fn lines_of_both_sides_are_in() {
    let check = |base: Option<&str>, ours: &str, theirs: &str, expect: &str| {
        assert_eq!(merged(".gitignore", base, ours, theirs), expect);
    };
    check(None, "a\nb\n", "a\nc\n", "a\nc\nb\n");
    check(Some("a\nold\n"), "a\nnew\n", "a\nold\nb\n", "a\nb\nnew\n");
    check(Some("a\n"), "a\nb", "a\n", "a\nb");
}

#[test]
fn what_is_gone_on_one_side_is_kept() {
    let text = Some(&b"x"[..]);
    for path in [super::PATH, "book.toml", "snapshots/deals.toml", ".gitignore"] {
        assert_eq!(merge(path, text, None, text).as_deref(), text);
        assert_eq!(merge(path, None, text, None).as_deref(), text);
        assert_eq!(merge(path, text, None, None), None);
    }
}

#[test]
fn the_files_of_the_book_are_known() {
    for path in [
        "book.toml",
        ".gitattributes",
        ".gitignore",
        "commitments/2026/k7m2qx.toml",
        "snapshots/deals.toml",
        "snapshots/issues.toml",
    ] {
        assert!(is_owned(path), "{path}");
    }
    for path in [
        "",
        "notes.toml",
        "commitments/k7m2qx.toml",
        "commitments/2026/k7m2qx.rest.txt",
        "commitments/2026/oooooo.toml",
        "commitments/26/k7m2qx.toml",
        "../book.toml",
        "commitments/2026/../k7m2qx.toml",
        "snapshots/other.toml",
        ".countersign.lock",
    ] {
        assert!(!is_owned(path), "{path}");
    }
}
