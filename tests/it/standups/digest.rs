//! "Decided today" for those who weren't there.

use countersign::domain::book::Book;
use countersign::domain::standup::{agenda, decided, undecided};
use countersign::forecast;
use countersign::report::Facts;
use countersign::report::log::{self, Since};
use countersign::report::paint::Paint;
use countersign::report::standup::digest::{Digest, Manner};
use countersign::report::standup::{Amounts, Standup};
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
    let open = undecided(&agenda(&book, &standings), &decisions);
    let facts = Facts { book: &book, standings: &standings, today: today() };
    Digest { facts, decisions: &decisions, spoken: &[], open: &open, amounts }.text(manner)
}

/// What the command writes of a book.
#[expect(clippy::disallowed_methods, reason = "the program as it is called")]
pub fn of_command(stage: &Stage) -> String {
    let words = ["standup", "--markdown", "--me", "sam", "--today", "2026-11-22", "--book"];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_countersign"));
    let out = command.args(words).arg(stage.path().join("book")).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// The entries of a digest in the order of letters: where there is one, and whatever stands over it.
pub fn lines(digest: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = digest.lines().filter(|line| line.starts_with("- ")).collect();
    lines.sort_unstable();
    lines
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
    let digest = Digest { facts, decisions: &[], spoken: &[], open: &[], amounts: Amounts::Hidden };
    assert_eq!(digest.text(Manner::Markdown), "# Standup of Sun 22 Nov 2026\n\nNothing was decided.\n");
}

#[test]
fn after_a_standup_what_was_decided_in_it_is_not_called_nothing() {
    let book = book();
    let standings = forecast::assess(&book, today());
    let facts = Facts { book: &book, standings: &standings, today: today() };
    let last = book.commitments()[0].moves.last().unwrap().at;
    let standup = Standup {
        facts,
        cards: Vec::new(),
        since: Since::Standup(last),
        changes: Vec::new(),
        decisions: decided(&book, &standings, today()),
        amounts: Amounts::Hidden,
    };
    let text = standup.lines(100, Paint::Plain);
    let (decided, nothing) = (text.find("Decided today"), text.find("Nothing more was said since today’s standup."));
    assert!(decided.is_some() && decided < nothing, "{text}");
    assert!(!text.contains("Nothing was said"), "{text}");
}

#[test]
fn the_log_says_which_date_was_told_also_where_nobody_typed_it() {
    let told = format!(
        "{TRICKY}\n[[move]]\nid = \"a00008\"\nre = \"a00001\"\nat = 2026-11-22T10:00:00Z\nby = \"sam\"\nkind = \"told\"\n"
    );
    let stage = Stage::of(&[("n0rth1", &told)]);
    let book = Store::open(&stage.path().join("book"), Some(1), None).unwrap().1;
    let standings = forecast::assess(&book, today());
    let facts = Facts { book: &book, standings: &standings, today: today() };
    let text = log::lines(&facts, &log::since(&facts, Since::Day(today())), 100, Paint::Plain);
    assert!(text.contains("sam: told the customer 1 Mar"), "{text}");
}
