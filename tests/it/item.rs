//! The item page: both halves, the date bar, the reasons, the conversation.

use crate::screen::NORTHGATE;
use crate::stage::Stage;

const ANSWERED: &str = r#"
[[move]]
id = "9v2k0a"
re = "4c1d9z"
at = 2026-11-11T09:30:00Z
by = "dana"
kind = "estimate"
effort = "5d..8d..15d"
verdict = "conditional"
conditions = ["Northgate gives us a test IdP by 10 Jan"]

[[move]]
id = "9v2k0b"
re = "4c1d9z"
at = 2026-11-12T09:30:00Z
by = "sam"
for = "dana"
kind = "countersign"
note = "said so on the call"

[[move]]
id = "9v2k0c"
at = 2026-11-13T09:30:00Z
by = "sam"
kind = "change"
re = "4c1d9z"
due = 2027-03-15
scope = "SAML single sign-on, no SCIM"

[[move]]
id = "9v2k0d"
at = 2026-11-14T09:30:00Z
by = "sam"
kind = "retract"
what = "9v2k0c"

[[move]]
id = "9v2k0e"
at = 2026-11-15T09:30:00Z
by = "kim"
kind = "countersign"
re = "4c1d9z"

[[move]]
id = "9v2k0f"
at = 2026-11-16T09:30:00Z
by = "dana"
kind = "celebrate"
mood = "blue"
"#;

fn stage() -> Stage {
    Stage::of(&[("n0rth1", &format!("{NORTHGATE}{ANSWERED}"))])
}

#[test]
fn the_page_shows_both_sides_equally_and_everything_that_was_said() {
    insta::assert_snapshot!("item_100x40", stage().screen("2<enter>", (100, 40)));
}

#[test]
fn a_narrow_page_puts_the_sides_under_each_other() {
    insta::assert_snapshot!("item_44x60", stage().screen("2<enter>", (44, 60)));
}

#[test]
fn beside_the_list_the_page_can_be_read_on_its_own() {
    let stage = stage();
    let screen = stage.screen("2p<tab>", (120, 24));
    assert!(screen.contains("CONVERSATION") || screen.contains("SALES"), "{screen}");
    let scrolled = stage.screen("2p<tab>G", (120, 24));
    assert!(scrolled.contains("celebrate"), "{scrolled}");
    let back = stage.screen("2p<tab>Gq", (120, 24));
    assert!(back.contains("▸"), "{back}");
}

#[test]
fn scrolling_ends_where_the_page_ends() {
    let stage = stage();
    let end = stage.screen("2<enter>G", (60, 20));
    assert_eq!(stage.screen("2<enter>GJJJJ<pgdn>", (60, 20)), end);
    assert_eq!(stage.screen("2<enter>GJJJJK", (60, 20)), stage.screen("2<enter>GK", (60, 20)));
    assert!(end.contains("celebrate"), "{end}");
}

#[test]
fn the_date_bar_is_there_at_any_width() {
    let stage = stage();
    for width in 30..140 {
        let screen = stage.screen("2<enter>", (width, 60));
        assert!(screen.contains('▼') && screen.contains("told 1 Mar"), "{width}\n{screen}");
        assert!(screen.contains("80 %"), "{width}\n{screen}");
    }
}

#[test]
fn without_an_estimate_no_chance_is_shown_and_it_says_so() {
    let screen = Stage::of(&[("n0rth1", NORTHGATE)]).screen("2<enter>", (80, 40));
    assert!(screen.contains("no estimate, so no chance is shown"), "{screen}");
}
