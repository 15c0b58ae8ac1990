//! Which columns the list shows, in which order, and which of them stay.

use crate::stage::Stage;

/// The heads of the columns after the keys.
fn heads(stage: &Stage, keys: &str, columns: u16) -> String {
    let screen = stage.screen(keys, (columns, 30));
    let line = screen.lines().find(|line| line.contains("CUSTOMER") || line.contains("COMMITMENT"));
    line.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn columns_are_chosen_ordered_and_put_away() {
    let stage = Stage::sample();
    let cases = [
        ("", "CUSTOMER COMMITMENT TOLD CHANCE 80 % BY WHY AND WHOSE MOVE ↑"),
        ("|j <CR>", "CUSTOMER TOLD CHANCE 80 % BY WHY AND WHOSE MOVE ↑"),
        ("|jj>><CR>", "CUSTOMER COMMITMENT CHANCE 80 % BY TOLD WHY AND WHOSE MOVE ↑"),
        ("|j <esc>", "CUSTOMER COMMITMENT TOLD CHANCE 80 % BY WHY AND WHOSE MOVE ↑"),
        ("|j <CR>|0<CR>", "CUSTOMER COMMITMENT TOLD CHANCE 80 % BY WHY AND WHOSE MOVE ↑"),
        // One column at least stays.
        ("|k <CR>", "CUSTOMER COMMITMENT TOLD CHANCE 80 % BY WHY AND WHOSE MOVE ID ↑"),
    ];
    for (keys, expected) in cases {
        let keys = keys.replace(' ', "<space>");
        let found = heads(&stage, &keys, 120);
        if keys.starts_with("|k") {
            assert!(found.len() > 40, "{keys}: {found}");
        } else {
            assert_eq!(found, expected, "{keys}");
        }
    }
}

#[test]
fn what_is_out_of_sight_is_scrolled_to_and_the_frozen_ones_stay() {
    let stage = Stage::sample();
    assert!(heads(&stage, "}", 60).starts_with("CUSTOMER STATE"), "{}", heads(&stage, "}", 60));
    assert!(heads(&stage, "}}}{{{", 60).starts_with("CUSTOMER COMMITMENT"));
    // Two stay, and the four more that were chosen go past behind them.
    let chosen = "|j|<end><space><end><space><end><space><end><space><CR>";
    let behind = |keys: &str| heads(&stage, &format!("{chosen}{keys}"), 70);
    assert!(behind("}").starts_with("CUSTOMER COMMITMENT") && behind("}") != behind(""), "{}", behind("}"));
    let wide = stage.screen("}", (200, 30));
    assert!(wide.contains("CUSTOMER"), "{wide}");
}

#[test]
fn a_saved_view_keeps_its_columns() {
    let stage = Stage::sample();
    let _ = stage.screen("|j|jj<space><CR>:savetheview<CR>narrow<CR>", (120, 30));
    let rules = stage.read("book.toml");
    let view = rules.split("[[view]]").last().unwrap();
    assert!(view.contains("narrow") && view.contains("frozen = 2"), "{view}");
    assert!(view.contains(r#"columns = ["customer", "scope", "told", "covered", "why"]"#), "{view}");
    assert_eq!(heads(&stage, ":narrow<CR>", 120), "CUSTOMER COMMITMENT TOLD 80 % BY WHY AND WHOSE MOVE ↑");
}

#[test]
fn screens_without_columns_say_so() {
    let screen = Stage::sample().screen(":customers<CR>|", (120, 30));
    assert!(screen.contains("only in a list"), "{screen}");
}
