//! The customers on the screen and on the command line: what they believe, what stands, what to tell them.

use crate::stage::Stage;

#[test]
fn who_waits_for_a_word_comes_first() {
    let stage = Stage::sample();
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let name = format!("customers_{columns}x{rows}");
        insta::assert_snapshot!(name, stage.styled(":customers<CR>j", (columns, rows)));
    }
}

/// The line under the cursor, without its sign.
fn chosen(stage: &Stage, keys: &str) -> String {
    let screen = stage.screen(&format!(":customers<CR>{keys}"), (120, 36));
    let line = screen.lines().find(|line| line.starts_with('▸')).unwrap_or_default();
    line.chars().skip(3).take(20).collect::<String>().trim().to_owned()
}

#[test]
fn keys_go_by_commitment_and_by_customer() {
    let stage = Stage::sample();
    let cases = [
        ("", "Audit log export to"),
        ("j", "Uptime report signed"),
        ("l", "Installation in thei"),
        ("ll", "White-label dashboar"),
        ("llh", "Installation in thei"),
        ("k", "Audit log export to"),
        ("/northgate<CR>", "SAML single sign-on"),
        ("n", "Installation in thei"),
    ];
    for (keys, expected) in cases {
        assert_eq!(chosen(&stage, keys), expected, "{keys}");
    }
}

#[test]
fn the_brief_and_the_hand_over_are_one_key_away() {
    let stage = Stage::sample();
    insta::assert_snapshot!("customers_brief", stage.screen(":customers<CR>B", (100, 30)));
    insta::assert_snapshot!("customers_handoff", stage.screen(":customers<CR>llllH", (100, 40)));
    let copied = stage.screen(":customers<CR>By", (100, 30));
    assert!(copied.contains("copied"), "{copied}");
}

#[test]
fn amounts_are_hidden_with_all_others() {
    let stage = Stage::sample();
    let shown = stage.screen(":customers<CR>", (120, 36));
    assert!(shown.contains("€185k"), "{shown}");
    for keys in [":customers<CR>$", ":customers<CR>$H"] {
        let hidden = stage.screen(keys, (120, 36));
        assert!(!hidden.contains('€'), "{hidden}");
    }
}

#[test]
fn a_move_is_made_without_leaving() {
    let stage = Stage::sample();
    let screen = stage.screen(":customers<CR>t<CR>", (120, 36));
    assert!(screen.contains("BELIEVES"), "{screen}");
}
