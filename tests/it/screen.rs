//! Keys in, screen out: the list, its tabs, its columns, and going about.

use countersign::domain::person::Handle;
use proptest::prelude::*;

use crate::stage::Stage;

/// The lines that have one of the words in them.
fn lines(screen: &str, word: &str) -> Vec<String> {
    screen.lines().filter(|line| line.contains(word)).map(|line| line.trim().to_owned()).collect()
}

fn cursor(screen: &str) -> String {
    let line = screen.lines().find(|line| line.starts_with('▸')).unwrap_or_default();
    line.trim_start_matches('▸')
        .trim_start_matches(['●', '▲', '·', ' ', '✗'])
        .split("  ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn the_start_shows_what_asks_for_attention() {
    insta::assert_snapshot!("attention_120x24", Stage::sample().screen("", (120, 24)));
}

#[test]
fn a_small_screen_keeps_what_matters() {
    insta::assert_snapshot!("attention_40x10", Stage::sample().screen("", (40, 10)));
    insta::assert_snapshot!("attention_80x24", Stage::sample().screen("", (80, 24)));
}

#[test]
fn a_wide_screen_shows_the_item_beside_the_list() {
    insta::assert_snapshot!("attention_200x50", Stage::sample().screen("", (200, 50)));
}

#[test]
fn the_cursor_goes_where_keys_send_it() {
    let stage = Stage::sample();
    let cases = [
        ("", "Castellan Bank"),
        ("j", "Pemberton Foods"),
        ("jjk", "Pemberton Foods"),
        ("G", "Brindle Energy"),
        ("Ggg", "Castellan Bank"),
        ("ctrl-d", "Osprey Freight"),
        ("<pgdn>", "Brindle Energy"),
        ("jn", "Bellweather"),
        ("jjN", "Pemberton Foods"),
        ("gx", "Castellan Bank"),
        ("d", "Castellan Bank"),
        ("kkk", "Castellan Bank"),
    ];
    for (keys, expected) in cases {
        assert_eq!(cursor(&stage.screen(keys, (120, 24))), expected, "{keys}");
    }
}

#[test]
fn tabs_are_numbered_and_keep_their_place() {
    let stage = Stage::sample();
    let tab = |keys: &str| {
        let styled = stage.styled(keys, (160, 24));
        let runs = styled.lines().nth(1).unwrap_or_default().to_owned();
        let first = styled.lines().next().unwrap_or_default();
        let run =
            styled.lines().skip(1).take_while(|line| line.starts_with("    ")).find(|line| line.contains("reverse"));
        let (from, to) = run.unwrap_or(&runs).trim().split_once(' ').unwrap().0.split_once("..").unwrap();
        let cells: Vec<char> = first.chars().chain(std::iter::repeat(' ')).take(200).collect();
        cells[from.parse().unwrap()..to.parse().unwrap()].iter().collect::<String>().trim().to_owned()
    };
    assert_eq!(tab(""), "1 Attention 13");
    assert_eq!(tab("2"), "2 All 54");
    assert!(tab(":slipped<CR>").contains("slipped"), "{}", tab(":slipped<CR>"));
    assert_eq!(tab("2["), "1 Attention 13");
    assert_eq!(cursor(&stage.screen("jj21", (120, 24))), "Bellweather");
}

#[test]
fn what_is_signed_goes_on_record_with_its_chance() {
    let stage = Stage::sample();
    let screen = stage.screen("jjjga<enter>", (120, 24));
    assert!(screen.contains("accepted the counter-offer"), "{screen}");
    let page = stage.screen("2/ text:residency_in <enter><enter>G", (120, 60));
    let accepted = page.lines().find(|line| line.contains("accepted the counter-offer, at ")).map(str::trim);
    assert!(accepted.is_some_and(|line| line.ends_with(" %")), "{page}");
}

#[test]
fn sorting_and_grouping_say_what_they_do() {
    let stage = Stage::sample();
    let by_customer = stage.screen("2>", (120, 24));
    assert!(by_customer.contains("CUSTOMER ↑"), "{by_customer}");
    assert!(by_customer.contains("by customer: by name"), "{by_customer}");
    let reversed = stage.screen("2>=", (120, 24));
    assert!(reversed.contains("CUSTOMER ↓"), "{reversed}");
    assert!(stage.screen("2b", (120, 24)).contains("grouped by customer"));
    let grouped = stage.screen("2bgg", (120, 24));
    assert!(lines(&grouped, "Acme").iter().any(|line| line.starts_with("Acme  3")), "{grouped}");
    assert!(stage.screen("2bbbbbbb", (120, 24)).contains("not grouped"));
}

#[test]
fn the_filter_narrows_at_every_key() {
    let stage = Stage::sample();
    let screen = stage.screen("2/ text:north", (120, 24));
    assert!(lines(&screen, "Northgate").len() > 1, "{screen}");
    assert!(lines(&screen, "Bellweather").is_empty(), "{screen}");
    let kept = stage.screen("2/ text:north <enter>", (120, 24));
    assert!(kept.contains("filter north"), "{kept}");
    let dropped = stage.screen("2/ text:north <esc>", (120, 24));
    assert!(!lines(&dropped, "Bellweather").is_empty(), "{dropped}");
    let none = stage.screen("2/ text:zzzz <enter>", (120, 24));
    assert!(none.contains("no commitment matches `zzzz`") && none.contains("esc clears the filter"), "{none}");
    assert_eq!(cursor(&stage.screen("/ text:zzzz <enter><esc>", (120, 24))), "Castellan Bank");
}

#[test]
fn a_filter_that_cannot_be_read_is_underlined_and_explained() {
    let stage = Stage::sample();
    let screen = stage.screen("/ text:stat:agreed <space>", (120, 24));
    assert!(screen.contains("did you mean `state`"), "{screen}");
    let styled = stage.styled("/ text:stat:agreed <space>", (120, 24));
    assert!(styled.lines().any(|line| line.starts_with("    3..7") && line.contains("underline")), "{styled}");
}

#[test]
fn tab_completes_the_filter() {
    let stage = Stage::sample();
    let screen = stage.screen("2/ text:custom <tab> text:north <tab>", (120, 24));
    assert!(screen.contains("/ customer:Northgate"), "{screen}");
}

#[test]
fn marks_are_counted_and_let_go() {
    let stage = Stage::sample();
    assert!(stage.screen("<space><space>", (120, 24)).contains("2 marked"));
    assert!(stage.screen("vjjv", (120, 24)).contains("3 marked"));
    assert!(stage.screen("vjj", (120, 24)).contains("marking 3 rows"));
    assert!(stage.screen("ctrl-a", (120, 24)).contains("13 marked"));
    assert!(!stage.screen("ctrl-a ctrl-a", (120, 24)).contains("marked"));
    assert!(!stage.screen("<space><esc>", (120, 24)).contains("marked"));
}

#[test]
fn the_first_of_several_keys_shows_the_next() {
    insta::assert_snapshot!("which_key", Stage::sample().screen("g", (80, 24)));
}

#[test]
fn money_is_hidden_and_shown() {
    let stage = Stage::sample();
    assert!(stage.screen("", (120, 24)).contains("€513k"));
    let hidden = stage.screen("$", (200, 50));
    assert!(!hidden.contains('€') && hidden.contains("amounts are hidden"), "{hidden}");
}

#[test]
fn copying_says_what_was_copied() {
    let stage = Stage::sample();
    for (keys, expected) in [
        ("Y", "held back: Castellan Bank was told something else"),
        ("jY", "held back: Pemberton Foods was told something else"),
        ("jjjjY", "copied, but ask tech before you send it: told 29 Dec"),
        ("GkY", "copied: Acme: Rate limits"),
    ] {
        assert!(stage.screen(keys, (120, 24)).contains(expected), "{keys}");
    }
    assert!(stage.screen("<space><space>y", (120, 24)).contains("copied 2 lines"));
}

#[test]
fn q_goes_back_one_level_and_esc_never_leaves() {
    let stage = Stage::sample();
    assert!(stage.screen("<enter>", (80, 24)).contains("SALES"));
    assert!(!stage.screen("<enter>q", (80, 24)).contains("SALES"));
    assert_eq!(cursor(&stage.screen("<esc><esc><esc>j", (80, 24))), "Pemberton…");
    // After leaving nothing is read any more.
    assert_eq!(cursor(&stage.screen("qj", (80, 24))), "Castellan…");
}

#[test]
fn an_empty_attention_says_what_to_do() {
    let stage = Stage::of(&[]);
    insta::assert_snapshot!("empty_book", stage.screen("", (80, 24)));
}

#[test]
fn without_a_book_one_screen_explains_itself() {
    insta::assert_snapshot!("no_book", Stage::bare().screen("", (80, 24)));
    insta::assert_snapshot!("no_book_small", Stage::bare().screen("", (40, 10)));
}

#[test]
fn without_a_book_enter_makes_one() {
    let stage = Stage::bare();
    stage.screen("<enter>", (80, 24));
    assert!(stage.read("book.toml").contains("Acme book"));
    assert!(stage.screen("<esc>", (80, 24)).contains("nothing is promised yet"));
}

#[test]
fn a_file_that_cannot_be_read_is_a_row_of_its_own() {
    let stage = Stage::of(&[("k7m2qx", "[[move]]\nid = \"4c1d9z\"\nat = nonsense\n"), ("n0rth1", NORTHGATE)]);
    let screen = stage.screen("", (120, 24));
    let row = lines(&screen, "k7m2qx.toml:3");
    assert_eq!(row.len(), 1, "{screen}");
    assert!(!lines(&screen, "Northgate").is_empty(), "{screen}");
}

pub const NORTHGATE: &str = r#"[[move]]
id = "4c1d9z"
at = 2026-11-10T10:02:13Z
by = "sam"
kind = "promise"
customer = "Northgate"
scope = "SAML single sign-on with SCIM"
due = 2027-03-01
said = "by the end of February or so"
told = true
deal = "Northgate renewal"
value = "120000 EUR"
firmness = "verbal"
tech = "dana"
"#;

/// Books that no one would write, and any that could arrive.
fn hostile() -> Stage {
    let long = "endless ".repeat(1500);
    let name = |customer: &str, scope: &str| {
        NORTHGATE
            .replace("Northgate\"\nscope", &format!("{customer}\"\nscope"))
            .replace("SAML single sign-on with SCIM", scope)
    };
    let files = [
        ("aaaaa1", name("株式会社ミナト", "適格請求書")),
        ("aaaaa2", name("שלום עולם", "مرحبا بالعالم")),
        ("aaaaa3", name("e\u{301}e\u{301}e\u{301}", "👩‍👩‍👧‍👦 ❤️ z\u{35f}\u{35f}\u{35f}")),
        ("aaaaa4", name(&long, &long)),
        ("aaaaa5", name("", "")),
        ("aaaaa6", name("\\u001b[2J\\u0007", "\\u202e reversed \\u0000")),
        ("aaaaa7", NORTHGATE.replace("2027-03-01", "2999-12-31")),
        ("aaaaa8", NORTHGATE.replace("due = 2027-03-01\n", "")),
        (
            "aaaaa9",
            format!(
                "{NORTHGATE}\n[[move]]\nid = \"000001\"\nat = 2026-11-11T00:00:00Z\nby = \"dana\"\nkind = \"novelty\"\nmood = \"blue\"\n"
            ),
        ),
        ("aaaaab", "not toml at all [".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(id, text)| (*id, text.as_str())).collect();
    Stage::of(&files)
}

#[test]
fn hostile_text_neither_drives_the_terminal_nor_shifts_the_columns() {
    let stage = hostile();
    for size in [(40, 10), (80, 24), (121, 37), (200, 50)] {
        for keys in ["2", "2<enter>", "2jjj<enter>", "2jjjjj<enter>JJJ", "2G<enter>"] {
            let screen = stage.screen(keys, size);
            assert!(!screen.contains(['\u{1b}', '\u{7}', '\u{202e}', '\0']), "{keys}");
            for line in screen.lines() {
                assert!(countersign::text::width(line) <= usize::from(size.0), "{line}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_key_size_or_book_ends_in_a_panic(
        keys in proptest::collection::vec(
            prop_oneof![
                4 => "[a-zA-Z0-9]",
                2 => "[/?:.,<>=%$ ]".prop_map(|c| if c == " " || c == "<" { "<space>".into() } else { c }),
                3 => prop_oneof![
                    Just("<enter>"), Just("<esc>"), Just("<tab>"), Just("<up>"), Just("<down>"), Just("<pgdn>"), Just("<bs>"),
                    Just("<right>"), Just("<left>"), Just(" ctrl-d "), Just(" ctrl-u "), Just(" ctrl-a "), Just("<home>"),
                ].prop_map(str::to_owned),
            ],
            0..30,
        ),
        width in 1u16..220,
        height in 1u16..60,
        which in 0usize..3,
    ) {
        let stage = match which {
            0 => Stage::sample(),
            1 => hostile(),
            _ => Stage::bare(),
        };
        let keys: String = keys.concat();
        let screen = stage.screen(&keys, (width, height));
        prop_assert_eq!(screen.lines().count(), usize::from(height));
    }
}

#[test]
fn an_ascii_terminal_gets_ascii_signs() {
    let mut stage = Stage::of(&[("n0rth1", NORTHGATE)]);
    stage.config.signs = countersign::theme::SignSet::Ascii;
    for keys in ["", "<enter>", "g", "2b"] {
        let screen = stage.screen(keys, (100, 30));
        let money = screen.replace('€', "");
        assert!(money.is_ascii(), "{screen}");
    }
}

#[test]
fn who_is_at_the_keys_is_told() {
    let mut stage = Stage::of(&[("n0rth1", NORTHGATE)]);
    stage.me = "dana";
    assert!(Handle::new("dana").is_ok());
    let screen = stage.screen("", (120, 24));
    assert!(screen.lines().nth(1).unwrap().ends_with("Dana"), "{screen}");
    assert!(screen.contains("f estimate"), "{screen}");
}
