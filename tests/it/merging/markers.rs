//! Files with conflict markers are read, and resolved, by merging their sides.

use countersign::store::merge::resolved;
use countersign::store::record::read;

use super::{PATH, file, note, promise};

#[track_caller]
fn check(text: &str, expect: &str) {
    let out = resolved(PATH, text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(out.as_deref(), Some(expect), "{text}");
    // What is shown before it is mended is what stands once it is.
    let ids = |text: &str| read(text).moves.iter().map(|each| each.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(text), ids(expect));
    let shown = read(text);
    assert!(shown.problems.iter().any(|problem| problem.why.contains("conflict")), "{:?}", shown.problems);
    let line = |n: u32| text.lines().nth(n as usize - 1).unwrap_or_default();
    assert!(shown.moves.iter().all(|each| line(each.line).contains("[[move]]")), "{:?}", shown.moves);
}

#[test]
fn of_every_style() {
    let (p, a, b, c) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"), note("cccccc", 3, "c"));
    let expect = file(&[&p, &a, &b]);
    check(&format!("{p}\n<<<<<<< HEAD\n{b}=======\n{a}>>>>>>> other\n"), &expect);
    check(&format!("{p}\n<<<<<<< HEAD\n{b}||||||| 1234567\n=======\n{a}>>>>>>> other\n"), &expect);
    // git merges what both blocks have in common line by line.
    let apart = "\n<<<<<<< HEAD\n[[move]]\nid = \"bbbbbb\"\nat = 2026-11-20T10:02:00Z\n=======\n[[move]]\nid = \"aaaaaa\"\nat = 2026-11-20T10:01:00Z\n>>>>>>> other\nby = \"sam\"\nkind = \"note\"\n<<<<<<< HEAD\nnote = \"b\"\n=======\nnote = \"a\"\n>>>>>>> other\n";
    check(&format!("{p}{apart}"), &expect);
    let nested = format!("{p}\n<<<<<<< x\n<<<<<<< HEAD\n{b}=======\n{a}>>>>>>> other\n=======\n{c}>>>>>>> y\n");
    check(&nested, &file(&[&p, &a, &b, &c]));
    let jj = format!(
        "{p}\n<<<<<<< conflict 1 of 1\n%%%%%%% diff from: base\n\\\\\\\\\\\\\\        to: one\n+{}+++++++ two\n{a}>>>>>>> conflict 1 of 1 ends\n",
        b.trim_end().replace('\n', "\n+") + "\n"
    );
    check(&jj, &expect);
}

#[test]
fn the_base_tells_who_edited() {
    let p = promise();
    let [old, new] = ["old", "new"].map(|text| note("aaaaaa", 1, text));
    let b = note("bbbbbb", 2, "b");
    let text = format!("{p}\n<<<<<<< HEAD\n{new}||||||| 1\n{old}=======\n{old}\n{b}>>>>>>> other\n");
    check(&text, &file(&[&p, &new, &b]));
}

#[test]
fn half_mended_ones_too() {
    let (p, a, b) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    check(&format!("{p}\n{a}\n=======\n{b}>>>>>>> other\n"), &file(&[&p, &a, &b]));
    check(&format!("{p}\n<<<<<<< HEAD\n{a}\n{b}"), &file(&[&p, &a, &b]));
}

#[test]
fn a_note_is_never_taken_for_a_marker() {
    for line in ["<<<<<<< a", "=======", ">>>>>>> b", "||||||| c", "%%%%%%%", "+++++++ d", "-------"] {
        let mut made = read(&promise()).moves.remove(0);
        made.note = Some(format!("first\n{line}\nlast").into());
        let text = countersign::store::record::write(&made);
        assert!(text.lines().all(|written| !written.starts_with(line)), "{text}");
        assert_eq!(read(&text).moves[0].note, made.note);
    }
}
