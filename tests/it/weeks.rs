//! The screens that lay promises out in weeks: the timeline and the load.

use std::collections::HashSet;

use countersign::text::width;
use countersign::theme::SignSet;
use proptest::prelude::*;

use crate::stage::Stage;

const SIZES: [(u16, u16); 4] = [(40, 10), (80, 24), (120, 36), (200, 50)];

fn on(view: &str) -> Stage {
    let mut stage = Stage::sample();
    view.clone_into(&mut stage.config.view);
    stage
}

/// The screen without the lines of the header, which tell of every view.
fn body(screen: &str) -> String {
    let rule = screen.lines().position(|line| line.starts_with("───")).map_or(1, |rule| rule + 1);
    screen.lines().skip(rule).map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn check(view: &str, keys: &str, size: (u16, u16), name: &str) {
    let (columns, rows) = size;
    insta::with_settings!({ description => format!("{view}, keys `{keys}`"), omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), body(&on(view).styled(keys, size)));
    });
}

#[test]
fn the_timeline_at_every_size() {
    for size in SIZES {
        check("timeline", "jj", size, "timeline");
    }
}

#[test]
fn the_timeline_is_zoomed_moved_and_grouped_by_keys() {
    check("timeline", "jj+l", (120, 24), "timeline_week");
    check("timeline", "-b", (80, 24), "timeline_quarter_teams");
    check("timeline", "bbG", (80, 24), "timeline_customers");
}

#[test]
fn the_load_at_every_size() {
    for size in SIZES {
        check("load", "jjll", size, "load");
    }
}

#[test]
fn the_load_of_teams_and_the_list_of_a_week() {
    check("load", "jllb", (100, 28), "load_teams");
    check("load", "jll<enter>", (80, 24), "load_list");
    check("load", "jll/northgate<enter>", (80, 20), "load_filtered");
}

/// Whether every text is on the screen after the keys.
fn shows(view: &str, keys: &str, size: (u16, u16), texts: &[&str]) {
    let screen = on(view).screen(keys, size);
    for text in texts {
        assert!(screen.contains(text), "`{text}` after {keys}:\n{screen}");
    }
}

#[test]
fn the_cursor_of_the_timeline_keeps_its_commitment() {
    // Northgate's single sign-on stays under the cursor whatever is done to the calendar and the groups.
    for keys in
        ["jj", "jj+", "jj--", "jjlllhh0", "jjb", "jjbb", "jjbbb", "jj/sign<enter>", "jj/sign<enter><esc>", "jj)0(0"]
    {
        shows(
            "timeline",
            keys,
            (100, 30),
            &["▸● Northgate: SAML", "▼ told 29 Dec · 80 % by", "→ Sam: tell Northgate or withdraw"],
        );
    }
    shows("timeline", "jj<enter>", (100, 30), &["SALES", "TECH", "SAML single sign-on with SCIM"]);
    shows("timeline", "n", (100, 30), &["▸▲ Acme: Rate limits"]);
    shows("timeline", "nN", (100, 30), &["▸● Bellweather"]);
    shows("timeline", "G", (100, 30), &["▸· Acme: Single sign-on", "no date   "]);
    shows("timeline", "/nothinglikethis<enter>", (100, 30), &["nothing that is open matches the filter"]);
}

#[test]
fn panning_leaves_an_arrow_and_a_date_for_what_is_beyond() {
    shows("timeline", "jj))))", (100, 30), &["←▼29 Dec 80 % 10 Feb"]);
    shows("timeline", "jj((((", (100, 30), &["▼29 Dec 80 % 10 Feb→"]);
}

#[test]
fn a_week_of_load_opens_its_promises() {
    shows("load", "jll", (100, 30), &["Inês, 7 Dec to 13 Dec", "▾7"]);
    shows("load", "jll<enter>", (100, 30), &["▸▲ Osprey Freight"]);
    shows("load", "jll<enter><enter>", (100, 30), &["SALES", "Webhooks for every change of a shipment"]);
    shows("load", "jll<tab>h", (100, 30), &["▸Inês"]);
    // From one over-full week to the next.
    shows("load", "n", (100, 30), &["! Inês, 14 Dec to 20 Dec"]);
    shows("load", "nn", (100, 30), &["! Lee, 7 Dec to 13 Dec"]);
    shows("load", "nnN", (100, 30), &["! Inês, 14 Dec to 20 Dec"]);
    shows("load", "nn0", (100, 30), &["Lee, 23 Nov to 29 Nov"]);
    shows("load", "b", (100, 30), &["TEAMS", "b tech owners", "Platform, 23 Nov to 29 Nov"]);
    shows("load", "lll<enter>", (100, 30), &["nothing fills this week"]);
    // What is asked for, and would come on top.
    shows("load", "lllll<enter>", (100, 30), &["asked"]);
}

#[test]
fn ascii_terminals_read_them_too() {
    for (view, keys) in [
        ("timeline", "jj"),
        ("timeline", "+b"),
        ("timeline", "--"),
        ("load", "jll"),
        ("load", "b"),
        ("load", "n<enter>"),
    ] {
        let mut stage = on(view);
        stage.config.signs = SignSet::Ascii;
        let letters: HashSet<char> =
            stage.screen(keys, (100, 30)).chars().filter(|c| !c.is_ascii() && !c.is_alphabetic()).collect();
        assert!(letters.iter().all(|c| *c == '€'), "{letters:?} on {view} after {keys}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_key_and_no_size_ends_in_a_panic(
        view in prop::sample::select(vec!["timeline", "load"]),
        keys in prop::collection::vec(prop::sample::select(vec![
            "j", "k", "h", "l", "g", "gg", "G", "+", "-", "0", "(", ")", "b", "n", "N", "<enter>", "<tab>", "<esc>", "q", "p",
            "<pgdn>", "<pgup>", " ctrl-d ", " ctrl-u ", "/a<enter>", "/x<enter>", "<space>", "1", "[", "]", " ctrl-a ", "<left>",
        ]), 0..40),
        columns in 1_u16..220,
        rows in 1_u16..60,
    ) {
        let screen = on(view).screen(&keys.concat(), (columns, rows));
        prop_assert_eq!(screen.lines().count(), usize::from(rows));
        prop_assert!(screen.lines().all(|line| width(line) <= usize::from(columns)), "{}", screen);
    }
}
