//! The screen line by line: what changes is said, nothing twice, no boxes.

use countersign::run;

use crate::stage::Stage;

fn spoken(keys: &str) -> String {
    run::spoken(Stage::sample().setup(), keys).unwrap()
}

/// What the last of the keys added to what was said.
fn added(before: &str, key: &str) -> String {
    let all = spoken(&format!("{before}{key}"));
    all.strip_prefix(&spoken(before)).expect("what was said stays said").to_owned()
}

#[test]
fn going_down_says_the_row_one_stands_on() {
    let said = added("j", "j");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("> red, Bellweather, White-label dashboard"), "{said}");
    assert_eq!(added("jj", "<C-l>").lines().count(), spoken("jj").lines().count() - 2, "said anew when asked");
}

#[test]
fn a_form_is_said_once_and_what_is_typed_is_echoed() {
    let opened = added("", "c");
    insta::assert_snapshot!("plain_note", opened);
    assert_eq!(added("c", "h"), "h");
    assert_eq!(added("ch", "i"), "i");
    assert_eq!(added("chi", "<bs>"), "\u{8} \u{8}");
    let recorded = added("chi", "<CR>");
    assert!(recorded.contains("noted: hi"), "{recorded}");
}

#[test]
fn an_item_is_said_whole_and_its_list_is_not_said_again() {
    insta::assert_snapshot!("plain_item", added("jj", "<CR>"));
    let back = added("jj<CR>", "q");
    assert!(back.lines().count() <= 3 && back.contains("> red, Bellweather"), "{back}");
}

#[test]
fn nothing_is_drawn() {
    for keys in ["", "j<CR>", "2", ":customers<CR>", "a", ":", "?", "s", "g", "w"] {
        let said = spoken(keys);
        let drawn = said.chars().find(|c| ('\u{2500}'..='\u{259f}').contains(c));
        assert_eq!(drawn, None, "{keys}: {said}");
        assert!(!said.contains('\u{1b}'), "{keys}");
    }
}

#[test]
fn the_command_line_prints_it_too() {
    let desk = crate::cli::desk::Desk::with_sample();
    let said = desk.run(&["--plain", "--frame", "--keys", "j"]).done();
    assert!(said.starts_with("Attention, ") && said.contains("> "), "{said}");
}
