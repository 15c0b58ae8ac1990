//! The words of the command line: every command is in the help, and every example can be typed.

use std::ffi::OsString;

use countersign::cli::args::{GROUPS, examples, parse, shaped};

fn typed(line: &str) -> Vec<OsString> {
    shlex::split(line).unwrap().into_iter().map(OsString::from).collect()
}

#[test]
fn the_words_hold_together() {
    shaped().debug_assert();
}

#[test]
fn every_command_stands_in_one_group_of_the_help() {
    let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let line = shaped();
    let mut known: Vec<&str> =
        line.get_subcommands().filter(|each| !each.is_hide_set()).map(clap::Command::get_name).collect();
    grouped.sort_unstable();
    known.sort_unstable();
    assert_eq!(grouped, known);
}

#[test]
fn every_command_has_examples_that_can_be_typed() {
    for command in shaped().get_subcommands() {
        let lines = examples(command);
        assert!(!lines.is_empty(), "{} has no example", command.get_name());
        for line in lines {
            let words = line.split(" > ").next().unwrap();
            let parsed = parse(typed(words)).unwrap_or_else(|error| panic!("{line}\n{error}"));
            let verb = format!("{:?}", parsed.verb.unwrap()).to_lowercase();
            assert!(verb.starts_with(&command.get_name().replace('-', "")), "{line} is not {}", command.get_name());
        }
    }
}

#[test]
fn words_people_try_are_understood() {
    let cases = [
        ("promise Acme: x", "Add("),
        ("ls", "List("),
        ("done k7m2", "Deliver("),
        ("countersign k7m2", "Sign("),
        ("reject k7m2", "Decline("),
        ("cancel k7m2", "Withdraw("),
        ("not yet k7m2", "Not("),
        ("notyet k7m2", "NotYet("),
        ("todo", "Inbox("),
        (
            "list -flag:blind --sort -due",
            "List(Listing { query: [\"not\", \"flag:blind\"], view: None, sort: Some(\"-due\")",
        ),
        (
            "list state:agreed --limit 3",
            "List(Listing { query: [\"state:agreed\"], view: None, sort: None, group: None, columns: [], limit: Some(3)",
        ),
        ("list not flag:blind --json", "List("),
        ("--book - list", "List(Listing { query: []"),
        ("check -customer:acme", "Check(Filtering { query: [\"not\", \"customer:acme\"]"),
        ("--json list", "List("),
        ("list --color never", "List("),
    ];
    for (words, expected) in cases {
        let parsed = parse(typed(&format!("countersign {words}"))).unwrap_or_else(|error| panic!("{words}\n{error}"));
        let verb = format!("{:?}", parsed.verb.unwrap());
        assert!(verb.starts_with(expected), "{words}: {verb}");
    }
}

#[test]
fn a_slip_is_asked_back() {
    let error = parse(typed("countersign estimat k7m2 5d")).unwrap_err().to_string();
    assert!(error.contains("'estimate'") && !error.contains("'est'"), "{error}");
    let error = parse(typed("countersign deliver k7m2 --reason third-prty")).unwrap_err().to_string();
    assert!(error.contains("third-party") && error.contains("lost-track"), "{error}");
    assert!(parse(typed("countersign --size 12by3")).unwrap_err().to_string().contains("120x40"));
}

#[test]
fn the_help_fits_on_eighty_columns() {
    let help = shaped().term_width(200).render_help().to_string();
    for line in help.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn no_words_bring_the_parser_down(words in proptest::collection::vec("\\PC{0,12}|--?[a-z]{1,8}|[a-z-]{2,10}", 0..6)) {
        let words = std::iter::once(OsString::from("countersign")).chain(words.into_iter().map(OsString::from));
        let _ = parse(words);
    }
}
