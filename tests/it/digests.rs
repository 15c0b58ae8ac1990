//! What is new, in short words: commit messages, what came in, a status line.

use countersign::domain::act::Move;
use countersign::domain::commitment::Commitment;
use countersign::domain::digest::{Said, message, said, summary};
use countersign::domain::fold::{Folded, fold};
use countersign::domain::id::Id;
use countersign::domain::person::Handle;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::moves::{conversation, rules};
use crate::shelf::today;

fn standing(moves: Vec<Move>) -> Commitment {
    match fold(Id::from_bits(99), moves, rules().ground()) {
        Folded::Standing(commitment) => *commitment,
        Folded::Shelved(_) => panic!("nothing stands"),
    }
}

/// What the last of the lines say against the first `known` of them.
fn new_words(known: usize, text: &str) -> Vec<String> {
    let moves = conversation(text);
    let commitment = standing(moves.clone());
    said(&moves[..known], &commitment, today()).map_or_else(Vec::new, |said| said.words)
}

fn about(title: &str, words: &[&str]) -> Said {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    Said { id: "k7m2qx".parse().unwrap(), title: title.into(), by: vec![Handle::new("dana").unwrap()], words }
}

#[test]
fn every_kind_of_move_has_short_words() {
    let words = new_words(
        0,
        "2026-11-01 sam promise due=2027-03-01
         2026-11-02 dana estimate days=8
         2026-11-02 dana counter due=2027-04-15
         2026-11-03 sam accept
         2026-11-03 maria>sam told
         2026-11-04 sam told due=2027-05-01
         2026-11-04 sam change due=2027-03-15 told
         2026-11-04 dana defer until=2026-11-25
         2026-11-05 dana sign
         2026-11-06 dana progress
         2026-11-07 sam note note=their_procurement_moved
         2026-11-07 sam edit tech=lee
         2026-11-07 kim accept-risk review=2026-12-01
         2026-11-08 dana deliver reason=scope-grew
         2026-11-08 sam not-yet
         2026-11-09 dana deliver
         2026-11-09 sam confirm
         2026-11-10 kim reopen
         2026-11-11 dana decline reason=technical-surprise
         2026-11-12 kim retract what=18
         2026-11-12 kim retract what=20",
    );
    assert_eq!(
        words,
        [
            "promised by 1 Mar",
            "estimated 8 d",
            "counter-offer: 1 Mar → 15 Apr",
            "counter-offer of 15 Apr accepted",
            "customer told 15 Apr (for @sam)",
            "customer told 1 May",
            "promised date 15 Apr → 15 Mar, customer told",
            "answers by 25 Nov",
            "countersigned 15 Mar",
            "progress",
            "note: their procurement moved",
            "edited tech owner lee",
            "accepted the risk until 1 Dec",
            "delivered (scope-grew)",
            "the customer doesn't have it yet",
            "delivered",
            "the customer has it",
            "reopened",
            "declined (technical-surprise)",
            "took back: reopened",
            "made again: reopened",
        ]
    );
}

#[test]
fn only_what_is_new_is_told() {
    let text = "2026-11-01 sam promise due=2027-03-01\n 2026-11-02 dana estimate days=8";
    assert_eq!(new_words(2, text), [""; 0]);
    assert_eq!(new_words(1, text), ["estimated 8 d"]);
    let mut by_hand = conversation(text);
    let before = by_hand.clone();
    by_hand[1].note = Some("on second thought".into());
    by_hand[1].line = 77;
    let edited = said(&before, &standing(by_hand.clone()), today()).unwrap();
    assert_eq!(edited.words, ["edited by hand: estimated 8 d"]);
    by_hand.pop();
    let gone = said(&before, &standing(by_hand), today()).unwrap();
    assert_eq!((gone.words.join(""), gone.title.as_str()), ("taken out by hand: estimated 8 d".into(), "Acme SSO"));
    // The line of a file is no news.
    let moved: Vec<Move> = before.iter().map(|made| Move { line: 9, ..made.clone() }).collect();
    assert_eq!(said(&before, &standing(moved), today()), None);
    // A move that arrives without the right to be made says so.
    assert_eq!(
        new_words(1, "2026-11-01 sam promise due=2027-03-01\n 2026-11-02 sam estimate days=8"),
        ["estimated 8 d (without effect)"]
    );
}

#[test]
fn a_message_has_a_subject_that_fits() {
    let check = |said: &[Said], others: &[&str], expected: &str| assert_eq!(message(said, others), expected);
    let sso = || about("Northgate SSO", &["estimated 5–15 d", "customer told 15 Mar"]);
    check(&[sso()], &[], "Northgate SSO: estimated 5–15 d; customer told 15 Mar");
    check(&[sso()], &["book.toml"], "Northgate SSO: estimated 5–15 d; customer told 15 Mar\n\nalso changed: book.toml");
    check(
        &[sso(), about("Acme audit log", &["promised by 1 Mar"])],
        &[],
        "3 moves on 2 commitments: Northgate SSO, Acme audit log\n\n\
         k7m2qx Northgate SSO: estimated 5–15 d; customer told 15 Mar\n\
         k7m2qx Acme audit log: promised by 1 Mar",
    );
    check(
        &[about("Northgate SAML single sign-on with SCIM provisioning", &["estimated 5–15 d", "customer told 15 Mar"])],
        &[],
        "Northgate SAML single sign-on…: estimated 5–15 d; customer told 15 Mar\n\n\
         k7m2qx Northgate SAML single sign-on with SCIM provisioning: estimated 5–15 d; customer told 15 Mar",
    );
    let many: Vec<Said> = (0..9).map(|_| about("Bellweather white-label dashboard", &["delivered"])).collect();
    assert_eq!(
        message(&many, &[]).lines().next(),
        Some("9 moves on 9 commitments: Bellweather white-label dashboard and 8 more")
    );
    check(&[], &["book.toml", "snapshots"], "changed book.toml, snapshots");
    check(&[], &[], "the book as it stands");
}

#[test]
fn a_status_line_counts_the_moves() {
    assert_eq!(summary(&[]), "");
    let sso = about("Northgate SSO", &["estimated 5–15 d", "customer told 15 Mar"]);
    let log = about("Acme audit log", &["a", "b", "c", "d", "e"]);
    assert_eq!(
        summary(&[sso, log]),
        "7 moves: Northgate SSO: estimated 5–15 d, customer told 15 Mar; Acme audit log: a, b, c, 2 more"
    );
}

#[test]
fn what_others_wrote_cannot_drive_a_terminal() {
    let mut moves = conversation("2026-11-01 sam promise due=2027-03-01\n 2026-11-02 sam note note=x");
    moves[1].note = Some("a\u{1b}[2Jb\r\nc\u{202e}d\u{7}".into());
    let told = said(&moves[..1], &standing(moves.clone()), today()).unwrap();
    assert_eq!(told.words, ["note: a [2Jb c d"]);
}

proptest! {
    #[test]
    fn a_subject_is_never_cut_within_a_character(title in "\\PC{0,60}", words in prop::collection::vec("\\PC{1,30}", 1..5)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = [about(&title, &words)];
        let message = message(&said, &[]);
        let subject = message.lines().next().unwrap();
        prop_assert!(subject.width() <= 72, "{subject}");
        let whole: Vec<String> = format!("{title}: {}", words.join("; ")).graphemes(true).map(str::to_owned).collect();
        for part in subject.graphemes(true).filter(|part| *part != "…") {
            // Some signs take what follows them into their character, the dots too.
            let (bare, is_last) = (part.trim_end_matches('…'), part.ends_with('…'));
            let is_kept = |known: &String| known == part || known.starts_with(bare) && (is_last || part.trim().is_empty());
            prop_assert!(whole.iter().any(is_kept), "{part:?} in {subject:?}");
        }
    }
}
