//! `sync` through a hook that verifies: set up as the documentation says, then used.

use super::town::Town;

pub fn sync_passes_the_hook() {
    let town = Town::empty();
    let sam = town.person("sam");
    let done = |person: &super::town::Clone, args: &[&str], expected: &str| {
        let (code, text) = person.countersign(args);
        assert_eq!((code, text.contains(expected)), (0, true), "{args:?}\n{text}\nwants {expected}");
    };
    done(&sam, &["--me", "sam", "init", "book", "--name", "Acme book"], "made the book");
    done(&sam, &["--me", "sam", "--book", "book", "add", "Northgate: SAML SSO by 15 mar @dana"], "Dana: estimate");
    let name = std::fs::read_dir(sam.dir.join("book/commitments/2026")).unwrap().next().unwrap().unwrap().file_name();
    let id = name.to_str().unwrap().trim_end_matches(".toml");
    done(
        &sam,
        &["--me", "sam", "--book", "book", "sync", "--remote", "../server.git"],
        "sam@example.test stands under @sam in book.toml now",
    );
    let dana = town.person("dana");
    done(&dana, &["--me", "dana", "init", "book", "--from", "../server.git"], "copied the book");
    done(&dana, &["--me", "dana", "--book", "book", "estimate", id, "5d..15d"], "Dana: countersign");
    done(&dana, &["--me", "dana", "--book", "book", "sync"], "dana@example.test stands under @dana in book.toml now");
    // Both spoke; the merge passes too.
    done(&sam, &["--book", "book", "note", id, "they asked again"], "");
    done(&dana, &["--book", "book", "sign", id], "");
    done(&sam, &["--book", "book", "sync"], "estimated 5–15 d");
    done(&dana, &["--book", "book", "sync"], "they asked again");
    done(&sam, &["--book", "book", "sync"], "countersigned 15 Mar");
    // What the hook refuses is committed anew, as what it is: said by one for the other.
    done(&sam, &["--me", "dana", "--book", "book", "revoke", id, "--reason", "scope-grew"], "");
    done(&sam, &["--book", "book", "sync"], "is recorded by @sam for @dana, whose address commits it");
    done(&dana, &["--book", "book", "sync"], "signature taken back");
    // Both answer the pulse and sign the quarter off at once; all of it meets.
    done(
        &sam,
        &["--book", "book", "review", "--sign-off", "We ask before we tell.", "--side", "sales"],
        "sales signed off Q4 2026; tech has yet to",
    );
    done(&sam, &["--book", "book", "pulse", "sales", "7 6 5 8 4"], "1 answer of sales for Q4 2026, without names");
    done(&dana, &["--book", "book", "review", "--sign-off", "We answer within two days."], "tech signed off Q4 2026");
    done(&dana, &["--book", "book", "pulse", "5 6 5 7 4"], "1 answer of tech for Q4 2026, without names");
    done(&sam, &["--book", "book", "sync"], "sent");
    done(&dana, &["--book", "book", "sync"], "a paper of a review came in");
    done(&sam, &["--book", "book", "sync"], "a paper of a review came in");
    done(&sam, &["--book", "book", "review", "--json"], "We answer within two days.");
    done(&dana, &["--book", "book", "review", "--json"], "We ask before we tell.");
    // A line that somebody else recorded in one's clone is one's own by proxy.
    done(&sam, &["--me", "dana", "--book", "book", "review", "--sign-off", "And on Fridays too."], "both sides have");
    done(&sam, &["--book", "book", "sync"], "sent");
    done(&dana, &["--book", "book", "sync"], "a paper of a review came in");
    // It is kept, and dana’s own line goes before it.
    done(&dana, &["--book", "book", "review", "--json"], "We answer within two days.");
    // What was changed by hand is back.
    let papers = std::fs::read_dir(dana.dir.join("book/reviews/2026")).unwrap();
    for paper in papers.map(|entry| entry.unwrap().path()) {
        let text = std::fs::read_to_string(&paper).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test writes as an editor would")]
        std::fs::write(&paper, text.replace("vision = 7", "vision = 10")).unwrap();
    }
    done(&dana, &["--book", "book", "sync"], "is back");
    let log = dana.git(&["-C", "book", "log", "--format=%s"]);
    assert!(log.contains("changed the review"), "{log}");
}
