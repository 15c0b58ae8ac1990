//! "Decided today" for those who weren't there.

use countersign::domain::book::Book;
use countersign::domain::standup::{agenda, decided};
use countersign::forecast;
use countersign::report::Facts;
use countersign::report::standup::Amounts;
use countersign::report::standup::digest::{Digest, Manner};
use countersign::store::Store;

use crate::stage::{Stage, today};

/// Somebody's words that mean something to Markdown and to chats.
const TRICKY: &str = r#"
[[move]]
id = "a00001"
at = 2026-11-20T10:00:00Z
by = "sam"
kind = "promise"
customer = "*Acme* & <Sons>"
scope = "SSO_for [all](http://x)"
due = 2027-03-01
told = true
value = "120000 EUR"
tech = "dana"

[[move]]
id = "a00002"
at = 2026-11-22T09:00:00Z
by = "dana"
kind = "estimate"
effort = "5d..8d"
verdict = "feasible"

[[move]]
id = "a00003"
at = 2026-11-22T09:01:00Z
by = "sam"
kind = "note"
note = "@channel look: `rm -rf`"

[[move]]
id = "a00004"
at = 2026-11-22T09:02:00Z
by = "sam"
kind = "edit"
value = "150000 EUR"

[[move]]
id = "a00005"
re = "a00001"
at = 2026-11-22T09:03:00Z
by = "dana"
kind = "countersign"

[[move]]
id = "a00006"
at = 2026-11-22T09:04:00Z
by = "dana"
kind = "progress"

[[move]]
id = "a00007"
at = 2026-11-22T09:05:00Z
by = "dana"
kind = "retract"
what = "a00006"
"#;

fn book() -> Book {
    let stage = Stage::of(&[("n0rth1", TRICKY)]);
    Store::open(&stage.path().join("book"), Some(1), None).unwrap().1
}

fn text(manner: Manner, amounts: Amounts) -> String {
    let book = book();
    let standings = forecast::assess(&book, today());
    let decisions = decided(&book, &standings, today());
    let open = agenda(&book, &standings);
    let facts = Facts { book: &book, standings: &standings, today: today() };
    Digest { facts, decisions: &decisions, open: &open, amounts }.text(manner)
}

#[test]
fn others_words_stay_words_and_amounts_stay_inside() {
    let markdown = text(Manner::Markdown, Amounts::Hidden);
    let chat = text(Manner::Slack, Amounts::Hidden);
    insta::assert_snapshot!("digest_markdown", markdown);
    insta::assert_snapshot!("digest_chat", chat.replace('\u{2060}', "⟨joiner⟩"));
    assert!(!chat.contains("@channel"), "nobody is called\n{chat}");
    for text in [markdown, chat] {
        assert!(!text.contains("€") && !text.contains("000"), "{text}");
        assert!(!text.contains("progress"), "taken back\n{text}");
    }
}

#[test]
fn amounts_are_there_when_they_are_asked_for() {
    assert!(text(Manner::Slack, Amounts::Shown).contains("(€150k)"));
}

#[test]
fn nothing_decided_is_said_so() {
    let book = book();
    let standings = forecast::assess(&book, today());
    let facts = Facts { book: &book, standings: &standings, today: today() };
    let digest = Digest { facts, decisions: &[], open: &[], amounts: Amounts::Hidden };
    assert_eq!(digest.text(Manner::Markdown), "# Standup of Sun 22 Nov 2026\n\nNothing was decided.\n");
}
