//! The tables of daily questions: each line's keys lead to what answers, each line's command runs, and each first key is an
//! action of the palette.

use std::fs;

use countersign::command::{TABLE, entry};
use countersign::keymap::{Keymap, Lookup, parse_keys};

use crate::cli::desk::Desk;
use crate::stage::Stage;

/// A line of the tables.
struct Question {
    me: &'static str,
    words: String,
    keys: Vec<String>,
    answer: Option<String>,
    command: String,
}

/// What stands in boxes in a cell.
fn boxes(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn questions() -> Vec<Question> {
    let text = fs::read_to_string("docs/questions.md").expect("the page of questions");
    let mut me = "sam";
    let mut found = Vec::new();
    for line in text.lines() {
        me = match line {
            "## Sales engineer" => "sam",
            "## Tech lead" => "dana",
            "## Manager" => "kim",
            _ => me,
        };
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [words, keys, answer, command] = cells[..] else { continue };
        let Some(command) = boxes(command).pop() else { continue };
        let keys = boxes(keys);
        found.push(Question { me, words: words.to_owned(), keys, answer: boxes(answer).pop(), command });
    }
    assert!(found.len() >= 40, "{} questions", found.len());
    found
}

/// The boxes as the notation of keys: a named key, or letters.
fn notation(keys: &[String]) -> String {
    let named = ["enter", "space", "esc", "tab"];
    keys.iter()
        .map(|key| {
            if named.contains(&key.as_str()) {
                format!("<{key}>")
            } else {
                key.replace('<', "<lt>").replace(' ', "<space>")
            }
        })
        .collect()
}

#[test]
fn the_keys_lead_to_what_answers() {
    for question in questions() {
        let Some(answer) = &question.answer else { continue };
        let keys = notation(&question.keys);
        for size in [(80, 24), (120, 36), (200, 50)] {
            let mut stage = Stage::sample();
            stage.me = question.me;
            let screen = stage.screen(&keys, size);
            let is_narrow = size.0 == 80;
            assert!(screen.contains(answer) || is_narrow, "{} {keys} {size:?}: no {answer}\n{screen}", question.words);
            assert!(!screen.contains('✗'), "{}: refused\n{screen}", question.words);
        }
    }
}

#[test]
fn the_commands_run() {
    for question in questions() {
        let desk = Desk::with_sample();
        let mut args = vec!["--me".to_owned(), question.me.to_owned()];
        args.extend(shlex::split(&question.command).unwrap().into_iter().skip(1));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = desk.run(&args);
        let code = ran.code;
        assert!(
            code == 0 || code == 1 && question.command.contains("check"),
            "{}: {code} {}",
            question.command,
            ran.err
        );
    }
}

#[test]
fn the_first_key_of_each_is_an_action_of_the_palette() {
    let keymap = Keymap::default();
    for question in questions() {
        let Some(first) = question.keys.first() else { continue };
        let keys = parse_keys(&notation(std::slice::from_ref(first))).unwrap();
        let found = keymap.lookup(countersign::command::Scope::List, &keys[..1]);
        let Lookup::Command(command) = found else { panic!("{}: {first} is no command", question.words) };
        assert!(TABLE.contains(entry(command)), "{first}");
    }
}
