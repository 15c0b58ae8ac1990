//! What is always true of merging, whatever stands in the files.

use countersign::domain::act::Move;
use countersign::domain::id::Id;
use countersign::domain::merge;
use countersign::domain::order::ordered;
use countersign::store::merge::{lost, merge as merge_bytes, resolved};
use countersign::store::record::{read, write};
use proptest::prelude::*;
use proptest::sample::select;

use super::PATH;
use crate::store::moves::near_move;

/// A file of moves, with what people write between them and newer versions around them.
fn written() -> impl Strategy<Value = String> {
    let head = select(vec!["", "", "", "# Heading\n\n", "form = 2\n", "later = { a = 1 }\n"]);
    let tail = select(vec!["", "", "", "\n", "\n[other]\nx = 1\n"]);
    (head, remarked(), tail).prop_map(|(head, moves, tail)| [head, &moves, tail].concat())
}

/// A file of moves, with what people write between them.
fn remarked() -> impl Strategy<Value = String> {
    let around = || select(vec!["", "", "", "# a\n", "# b\n# c\n", "# d\n#\n# e\n"]);
    let spacing = || select(vec!["\n", "\n", "\n", "", "\n\n"]);
    let block = (spacing(), around(), near_move(), select(vec!["", "", "", "# t\n", "\n# u\n"]));
    prop::collection::vec(block, 0..5).prop_map(|blocks| {
        let mut text = String::new();
        for (n, (spacing, lead, made, trail)) in blocks.into_iter().enumerate() {
            if n > 0 {
                text.push_str(spacing);
            }
            text.push_str(lead);
            text.push_str(&write(&made));
            text.push_str(trail);
        }
        text
    })
}

/// Bytes that are shown as text.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

/// A file with whatever bytes in it.
fn spoilt() -> impl Strategy<Value = Bytes> {
    let junk = select(vec![
        &b"\n[[move]]\nid = \"aaaaaa\"\n"[..],
        b"note = \"",
        b"\"\"\"\n",
        b"\xff\xe9",
        b"\0",
        b"\n[other]\n",
        b"\n[[move]]\n",
        b"\r\n",
        b"\n=======\n",
        b"\n<<<<<<< ours\n",
        b"\n>>>>>>> theirs\n",
        b"\n||||||| base\n",
        b"\xef\xbb\xbf",
        b"move = [",
        b"\n[move]\n",
        b"# c\n",
        b"]",
    ]);
    let piece = prop_oneof![2 => near_move().prop_map(|made| write(&made).into_bytes()), 2 => junk.prop_map(<[u8]>::to_vec), 1 => any::<Vec<u8>>()];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| Bytes(pieces.concat()))
}

fn run(base: Option<&str>, ours: &str, theirs: &str) -> String {
    let bytes = merge_bytes(PATH, base.map(str::as_bytes), Some(ours.as_bytes()), Some(theirs.as_bytes())).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn moves(text: &str) -> Vec<Move> {
    read(text).moves.into_iter().map(|each| Move { line: 0, ..each }).collect()
}

fn remarks(text: &str) -> Vec<&str> {
    text.lines().filter(|line| ["# a", "# b", "# c", "# d", "# e", "# t", "# u", "# Heading"].contains(line)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { ..ProptestConfig::default() })]

    #[test]
    fn it_does_not_matter_who_merges_or_how_often(a in written(), b in written()) {
        let once = run(None, &a, &b);
        prop_assert_eq!(&run(None, &b, &a), &once);
        prop_assert_eq!(&run(None, &once, &once), &once);
        prop_assert_eq!(&run(None, &once, &b), &once);
        prop_assert_eq!(&run(None, &once, &a), &once);
    }

    #[test]
    fn it_does_not_matter_what_is_merged_first(a in remarked(), b in remarked(), c in remarked()) {
        let once = run(None, &a, &b);
        // How many blank lines stand before a block is forgotten while it is the first.
        let told = |text: String| text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(told(run(None, &once, &c)), told(run(None, &a, &run(None, &b, &c))));
    }

    #[test]
    fn texts_are_merged_as_their_moves_are(base in written(), a in written(), b in written()) {
        let merged = run(None, &a, &b);
        let expect = merge::union(&moves(&a), &moves(&b));
        // Where there is nothing to merge, the text stays as it is.
        prop_assert_eq!(ordered(moves(&merged)), expect, "{}", merged);
        let merged = run(Some(&base), &a, &b);
        prop_assert_eq!(run(Some(&base), &b, &a), merged.as_str());
        for side in [&a, &b] {
            let lost = lost(PATH, Some(base.as_bytes()), Some(side.as_bytes()), Some(merged.as_bytes()));
            prop_assert!(lost.is_empty(), "{lost:?}\n{merged}");
        }
    }

    #[test]
    fn comments_and_what_is_not_known_stay(a in written(), b in written()) {
        let merged = run(None, &a, &b);
        for each in remarks(&a).into_iter().chain(remarks(&b)) {
            prop_assert!(merged.lines().any(|line| line == each), "{each} in\n{merged}");
        }
        for word in ["form = 2", "later = {", "[other]"] {
            prop_assert_eq!(merged.contains(word), a.contains(word) || b.contains(word), "{} in\n{}", word, merged);
        }
        if read(&a).problems.is_empty() && read(&b).problems.is_empty() {
            prop_assert!(read(&merged).problems.is_empty(), "{:?}\n{merged}", read(&merged).problems);
        }
    }

    #[test]
    fn a_file_in_order_keeps_its_bytes(a in written()) {
        let one = run(None, &a, "# other\n");
        let first = moves(&one).first().map(write).unwrap_or_default();
        prop_assume!(!first.is_empty() && one.matches(first.trim_end()).count() == 1);
        prop_assert_eq!(run(None, &one, &first), one);
    }

    #[test]
    fn whatever_the_bytes_nothing_breaks_and_no_move_is_lost(
        base in spoilt(), a in spoilt(), b in spoilt(), path in select(vec![PATH, "book.toml", "snapshots/deals.toml", ".gitignore"]),
    ) {
        let (base, a, b) = (base.0, a.0, b.0);
        let merged = merge_bytes(path, Some(&base), Some(&a), Some(&b)).unwrap();
        prop_assert_eq!(merge_bytes(path, Some(&base), Some(&b), Some(&a)).unwrap(), merged.clone());
        prop_assert_eq!(merge_bytes(path, None, Some(&merged), Some(&merged)).unwrap(), merged.clone());
        let _ = resolved(path, &a);
        if path == PATH {
            for side in [&a, &b] {
                let lost = lost(path, Some(&base), Some(side), Some(&merged));
                prop_assert!(lost.is_empty(), "{lost:?}\n{}", String::from_utf8_lossy(&merged));
            }
        }
    }

    #[test]
    fn markers_with_their_base_are_resolved_as_the_merge_is(a in near_move(), b in near_move(), p in near_move()) {
        let named = |each: &Move, n| write(&Move { id: Id::from_bits(n), ..each.clone() });
        let (p, a, b) = (named(&p, 7), named(&a, 8), named(&b, 9));
        let text = format!("{p}<<<<<<< ours\n\n{a}||||||| base\n=======\n\n{b}>>>>>>> theirs\n");
        let (ours, theirs) = (format!("{p}\n{a}"), format!("{p}\n{b}"));
        let resolved = String::from_utf8(resolved(PATH, text.as_bytes()).unwrap()).unwrap();
        prop_assert_eq!(resolved, run(Some(&p), &ours, &theirs));
    }
}
