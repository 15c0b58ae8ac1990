//! Asking on the screen: which date can be promised, and why a chance is what it is. Keys in, screen out.

use proptest::prelude::*;

use crate::stage::Stage;

const QUOTED: &str = "w text:5d..15d <tab> ctrl-u text:lee";

/// The first part of a line between frames that has the words in it.
fn line(screen: &str, words: &str) -> String {
    let parts = screen.lines().flat_map(|line| line.split('│'));
    parts.into_iter().find(|part| part.contains(words)).unwrap_or_default().trim().to_owned()
}

#[test]
fn a_date_is_quoted_before_anything_is_said() {
    let stage = Stage::sample();
    insta::assert_snapshot!("quote_120x36", stage.screen(QUOTED, (120, 36)));
    insta::assert_snapshot!("quote_80x24", stage.screen(QUOTED, (80, 24)));
    insta::assert_snapshot!("quote_40x10", stage.screen(QUOTED, (40, 10)));
}

#[test]
fn the_question_may_name_a_start_a_wish_and_a_tag() {
    let stage = Stage::sample();
    let screen = stage.screen("w text:8d_from_1_feb_by_12_mar_#security <tab> ctrl-u text:otto", (100, 30));
    assert!(line(&screen, "by Fri 12 Mar 2027").starts_with('▸'), "the wish is what one looks at: {screen}");
    assert!(screen.contains("The work is to begin on 1 Feb."), "{screen}");
}

#[test]
fn a_wish_shows_its_chance_and_what_it_takes_from_others() {
    let stage = Stage::sample();
    insta::assert_snapshot!("quote_wish_100x34", stage.screen("w text:2w_by_15_jan <tab> ctrl-u text:lee", (100, 34)));
}

#[test]
fn what_is_not_understood_is_said_with_a_way_on() {
    let stage = Stage::sample();
    for (keys, expected) in [
        ("w text:soon", "soon"),
        ("w text:0d", "the least is an hour"),
        ("w text:15d..5d", "low comes first"),
        ("w text:5d <tab> ctrl-u text:danna", "did you mean dana?"),
        ("w text:5d <tab> ctrl-u text:nobody", "there are dana, ines"),
        ("w text:5d_from_yesterweek", "yesterweek"),
    ] {
        let screen = stage.screen(keys, (100, 30));
        assert!(screen.contains(expected), "{keys}: {screen}");
    }
}

#[test]
fn everybody_in_tech_or_a_team_is_compared_by_handle() {
    let stage = Stage::sample();
    let screen = stage.screen("w text:5d <tab> ctrl-u text:platform", (100, 30));
    let at = |name: &str| screen.find(name).unwrap_or_else(|| panic!("no {name}: {screen}"));
    assert!(at("Dana") < at("Lee   50 %"));
    let chosen = stage.screen("w text:5d <tab> ctrl-u text:platform <up><enter>", (100, 30));
    assert!(line(&chosen, "who ").contains("dana"), "{chosen}");
}

#[test]
fn enter_makes_a_promise_of_it() {
    let stage = Stage::sample();
    let quoted = line(&stage.screen(QUOTED, (120, 36)), "▸ 80 %");
    let add = stage.screen(&format!("{QUOTED} <enter> text:Acme:_archive"), (120, 36));
    assert!(add.contains("quick add") && add.contains("Acme: archive by "), "{add}");
    assert!(line(&add, "Acme: archive by").ends_with("@lee"), "{add}");
    let day = quoted.split("by ").nth(1).unwrap_or_default().trim().to_owned();
    let day = day.split("  ").next().unwrap_or_default();
    assert!(!day.is_empty() && line(&add, "promised  ").contains(day), "{day}: {add}");
    // The line is a promise like any other: enter records it.
    let made = stage.screen(&format!("{QUOTED} <enter> text:Acme:_archive <enter>"), (120, 36));
    assert!(made.contains("Acme: archive") || made.contains("promised archive"), "{made}");
}

#[test]
fn the_question_stands_there_the_next_time() {
    let stage = Stage::sample();
    let screen = stage.screen("w text:12d <esc> w", (100, 30));
    assert!(line(&screen, "effort").contains("12d"), "{screen}");
}

#[test]
fn quote_is_one_key_away_from_anywhere() {
    let stage = Stage::sample();
    for keys in ["w", "<enter>w", "<f2>", "a text:Acme <f2>", "/ text:acme <f2>"] {
        assert!(stage.screen(keys, (100, 30)).contains("which date can be promised?"), "{keys}");
    }
}

#[test]
fn the_reasons_are_one_key_away() {
    let stage = Stage::sample();
    insta::assert_snapshot!("why_120x40", stage.screen("jjjj r", (120, 40)));
    insta::assert_snapshot!("why_80x24", stage.screen("jjjj r", (80, 24)));
    assert!(stage.screen("jj r", (100, 30)).contains("no estimate yet, so no chance is shown"));
    assert!(!stage.screen("jjjj r q", (100, 30)).contains("why this chance"), "q closes it");
}

#[test]
fn a_form_says_what_the_move_does_to_others_in_the_queue() {
    let mut stage = Stage::sample();
    stage.me = "dana";
    let screen = stage.screen("jjjj f ctrl-u text:2d", (110, 40));
    assert!(screen.contains("and in the same queue"), "{screen}");
    assert!(line(&screen, " Quillon: Data").contains('→') || screen.contains("% → "), "{screen}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// No letters typed into the two fields and no size bring the screen down.
    #[test]
    fn nothing_typed_brings_the_quote_down(words in "[0-9a-z.~=# ]{0,14}", who in "[a-zA-Z]{0,6}", size in (40..130_u16, 10..40_u16)) {
        let stage = Stage::of(&[]);
        let text = words.replace(' ', "_");
        let typed = |text: &str| if text.is_empty() { String::new() } else { format!("text:{text}") };
        let _ = stage.screen(&format!("w {} <tab> {} <down><up><enter>", typed(&text), typed(&who)), size);
    }
}
