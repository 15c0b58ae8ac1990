//! Commitments: text and text → text.

use super::{PATH, file, merged, note, promise};

/// Checks what comes out, that it is the same whoever merges, and that merging it again changes nothing.
#[track_caller]
fn check(base: Option<&str>, ours: &str, theirs: &str, expect: &str) {
    let out = merged(PATH, base, ours, theirs);
    assert_eq!(out, expect);
    for side in [ours, theirs] {
        assert_eq!(merged(PATH, None, &out, side), out, "again with a side");
    }
    assert_eq!(merged(PATH, None, &out, &out), out);
}

#[test]
fn moves_of_both_sides_are_in_order() {
    let (p, a, b, c) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"), note("cccccc", 3, "c"));
    check(Some(&p), &file(&[&p, &b]), &file(&[&p, &a, &c]), &file(&[&p, &a, &b, &c]));
    check(None, &file(&[&p, &b]), &file(&[&p, &a, &c]), &file(&[&p, &a, &b, &c]));
    // Out of order in the file, in order once merged.
    check(None, &file(&[&p, &c, &b]), &file(&[&p, &a]), &file(&[&p, &a, &b, &c]));
    check(Some(&p), &p, &file(&[&p, &a]), &file(&[&p, &a]));
}

#[test]
fn a_move_never_stands_before_the_one_it_answers() {
    let p = promise().replace("T09:00", "T11:30");
    let answer = note("aaaaaa", 1, "a").replace("kind", "re = \"pr0m1s\"\nkind");
    let other = note("bbbbbb", 2, "b");
    check(None, &file(&[&p, &answer]), &file(&[&p, &other]), &file(&[&other, &p, &answer]));
}

#[test]
fn what_one_side_took_out_is_kept() {
    let (p, a, b) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    let base = file(&[&p, &a]);
    check(Some(&base), &p, &base, &base);
    check(Some(&base), &file(&[&p, &b]), &base, &file(&[&p, &a, &b]));
}

#[test]
fn edited_on_one_side_it_stands_as_edited() {
    let (p, old, new) = (promise(), note("aaaaaa", 1, "old"), note("aaaaaa", 1, "new"));
    let b = note("bbbbbb", 2, "b");
    let base = file(&[&p, &old]);
    let out = merged(PATH, Some(&base), &file(&[&p, &new]), &file(&[&p, &old, &b]));
    assert_eq!(out, file(&[&p, &new, &b]));
    assert_eq!(merged(PATH, Some(&base), &file(&[&p, &new]), &base), file(&[&p, &new]));
}

#[test]
fn edited_on_both_sides_both_are_kept() {
    let p = promise();
    let [old, one, two] = ["old", "one", "two"].map(|text| file(&[&p, &note("aaaaaa", 1, text)]));
    let out = merged(PATH, Some(&old), &one, &two);
    assert!(out.contains("\"one\"") && out.contains("\"two\"") && !out.contains("\"old\""), "{out}");
    assert_eq!(out.matches("id = \"aaaaaa\"").count(), 1, "{out}");
    assert_eq!(out.matches("[[move]]").count(), 3, "{out}");
    // Whoever merges again has the same ids.
    assert_eq!(merged(PATH, None, &one, &two), out);
    assert_eq!(merged(PATH, None, &out, &two), out);
    assert_eq!(merged(PATH, None, &out, &one), out);
}

#[test]
fn what_a_person_wrote_by_hand_stays_byte_for_byte() {
    let p = promise();
    let ours = format!(
        "# Northgate: ask Kim first\n\n# the call of Friday\n{p}# they were in a hurry\n\n\n[[move]]\n  note   = 'by hand'  # as said\nid=\"aaaaaa\"\nat = 2026-11-20 10:01:00Z\nkind = \"note\"\nby=\"sam\"\n\n# the end\n"
    );
    let theirs = format!("{p}\n{}", note("bbbbbb", 2, "b"));
    let out = format!("{}\n{}", ours, note("bbbbbb", 2, "b"));
    check(None, &ours, &theirs, &out);
    check(Some(&p), &ours, &theirs, &out);
}

#[test]
fn comments_are_merged_with_the_block_they_belong_to() {
    let (p, a) = (promise(), note("aaaaaa", 1, "a"));
    let with = |lead: &str, text: &str| format!("{p}\n{lead}{}", note("aaaaaa", 1, text));
    // One side edits the comment, the other the move.
    let out = merged(PATH, Some(&with("# old\n", "a")), &with("# new\n", "a"), &with("# old\n", "b"));
    assert_eq!(out, with("# new\n", "b"));
    // Both comment: both are kept.
    let out = merged(PATH, Some(&file(&[&p, &a])), &with("# one\n", "a"), &with("# two\n# lines\n", "a"));
    assert_eq!(out, with("# one\n#\n# two\n# lines\n", "a"));
    check(None, &with("# one\n", "a"), &with("# two\n# lines\n", "a"), &out);
    // A remark inside a block whose text gives way is kept above it.
    let remarked =
        with("", "a").replace("by = \"sam\"\nkind = \"note\"", "by = \"sam\" # from the train\nkind = \"note\"");
    let out = merged(PATH, Some(&with("", "a")), &remarked, &with("", "b"));
    assert_eq!(out, with("# from the train\n", "b"));
}

#[test]
fn blocks_that_cannot_be_read_are_kept_as_they_are() {
    let (p, a, b) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    let broken = a.replace("note = \"a\"", "note = \"a");
    check(None, &file(&[&p, &broken]), &file(&[&p, &b]), &file(&[&p, &b, &broken]));
    // Mended by one side.
    let base = file(&[&p, &broken]);
    assert_eq!(merged(PATH, Some(&base), &file(&[&p, &a]), &file(&[&p, &broken, &b])), file(&[&p, &a, &b]));
    // Broken by one side: the good one stays beside it.
    let base = file(&[&p, &a]);
    assert_eq!(merged(PATH, Some(&base), &file(&[&p, &broken]), &file(&[&p, &a, &b])), file(&[&p, &a, &b, &broken]));
    assert_eq!(merged(PATH, Some(&base), &file(&[&p, &broken]), &base), file(&[&p, &a, &broken]));
}

#[test]
fn files_that_are_written_otherwise_are_merged_too() {
    let (p, a, b) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    let (ours, theirs) = (file(&[&p, &a]), file(&[&p, &b]));
    let both = file(&[&p, &a, &b]);
    // Line ends.
    let crlf = |text: &str| text.replace('\n', "\r\n");
    check(None, &crlf(&ours), &crlf(&theirs), &crlf(&both));
    assert_eq!(merged(PATH, None, &crlf(&ours), &theirs), both);
    assert_eq!(merged(PATH, Some(&p), &crlf(&ours), &theirs), crlf(&both));
    // A mark at the beginning, and no line break at the end.
    assert_eq!(merged(PATH, Some(&p), &format!("\u{feff}{ours}"), &theirs), format!("\u{feff}{both}"));
    check(None, ours.trim_end(), theirs.trim_end(), &both);
    // Moves as a list.
    let list = "# by a script\nmove = [{ id = \"pr0m1s\", at = 2026-11-20T09:00:00Z, by = \"sam\", kind = \"promise\", customer = \"Northgate\", scope = \"SAML\" }]\n";
    assert_eq!(merged(PATH, None, list, &theirs), format!("# by a script\n\n{theirs}"));
    // Nothing at all.
    assert_eq!(merged(PATH, None, "", &theirs), theirs);
    assert_eq!(merged(PATH, Some(&p), "\n", &theirs), theirs);
}

#[test]
fn keys_and_tables_of_newer_versions_are_kept() {
    let (p, a, b) = (promise(), note("aaaaaa", 1, "a"), note("bbbbbb", 2, "b"));
    let more = "\n[later]\nkept = true\n";
    check(None, &format!("{}{more}", file(&[&p, &a])), &file(&[&p, &b]), &format!("{}{more}", file(&[&p, &a, &b])));
    let head = "form = 2\n\n";
    check(None, &format!("{head}{}", file(&[&p, &a])), &file(&[&p, &b]), &format!("{head}{}", file(&[&p, &a, &b])));
    let sub = format!("{a}[move.extra]\nx = 1\n");
    check(None, &file(&[&p, &sub]), &file(&[&p, &b]), &file(&[&p, &sub, &b]));
    // One table on both sides.
    let with = |keys: &str| format!("{p}\n[later]\n{keys}");
    let out = merged(PATH, Some(&with("a = 1\n")), &with("a = 1\nb = 2\n"), &with("a = 1\nc = 3\n"));
    assert_eq!(out.matches("[later]").count(), 1, "{out}");
    assert!(out.contains("b = 2") && out.contains("c = 3"), "{out}");
    // The same table in different places.
    let out = merged(PATH, None, &format!("[later]\na = 1\n\n{p}"), &format!("{p}\n[later]\na = 2\n"));
    assert!(countersign::store::record::read(&out).problems.is_empty(), "{out}");
    assert!(out.contains("a = 1") && out.contains("a = 2"), "{out}");
}
