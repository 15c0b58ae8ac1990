//! `docs/commands.md` against the commands themselves.
//!
//! `UPDATE_DOCS=1 cargo test --test it cli::docs` writes the part below the mark.

use std::fmt::Write as _;
use std::path::Path;

use clap::Command;
use countersign::cli::args::{GROUPS, about, examples, flag, shaped};

const MARK: &str = "<!-- What follows is made from the commands themselves; a test holds it to them. -->\n";

fn reference() -> String {
    let line = shaped();
    let mut out = String::new();
    for (title, names) in GROUPS {
        write!(out, "\n## {title}\n").unwrap();
        for name in names {
            command(&mut out, line.find_subcommand(name).unwrap());
        }
    }
    write!(out, "\n## Options everywhere\n\n| Option | |\n|---|---|\n").unwrap();
    for option in line.get_arguments().filter(|each| each.is_global_set() && each.get_id() != "help") {
        writeln!(out, "| `{}` | {} |", flag(option), cell(&about(option))).unwrap();
    }
    out
}

fn command(out: &mut String, command: &Command) {
    let about_it = command.get_about().unwrap();
    let usage = command.clone().render_usage().to_string().replace("Usage: ", "countersign ");
    write!(out, "\n### {}\n\n{about_it}.\n\n```\n{usage}\n```\n", command.get_name()).unwrap();
    let rows: Vec<String> = command
        .get_arguments()
        .filter(|each| !each.is_global_set() && !each.is_hide_set())
        .map(|each| {
            let name = if each.is_positional() { each.get_value_names().unwrap()[0].to_string() } else { flag(each) };
            format!("| `{name}` | {} |", cell(&about(each)))
        })
        .collect();
    if !rows.is_empty() {
        write!(out, "\n| | |\n|---|---|\n{}\n", rows.join("\n")).unwrap();
    }
    let others: Vec<&str> = command.get_all_aliases().collect();
    if !others.is_empty() {
        write!(out, "\nAlso understood: `{}`.\n", others.join("`, `")).unwrap();
    }
    write!(out, "\n```console\n").unwrap();
    for line in examples(command) {
        writeln!(out, "$ {line}").unwrap();
    }
    out.push_str("```\n");
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test writes what it was asked to write")]
fn the_page_of_commands_says_what_the_commands_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (by_hand, made) = text.split_once(MARK).expect("the mark stands in the page");
    let expected = reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{by_hand}{MARK}{expected}")).unwrap();
        return;
    }
    assert!(made == expected, "docs/commands.md is out of date: UPDATE_DOCS=1 cargo test --test it cli::docs");
}

#[test]
fn the_codes_and_variables_of_the_page_are_the_programs() {
    let text = include_str!("../../../docs/commands.md");
    for word in
        ["COUNTERSIGN_BOOK", "COUNTERSIGN_ME", "COUNTERSIGN_TODAY", "COUNTERSIGN_SEED", "NO_COLOR", "CLICOLOR_FORCE"]
    {
        assert!(text.contains(word), "{word}");
    }
}
