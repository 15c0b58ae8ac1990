//! What programs rely on: JSON where it is asked for, nothing on standard output on failure, no escapes, codes.

use std::fs;

use super::desk::{Desk, Ran};

#[test]
fn every_reading_command_and_every_move_answers_in_json() {
    let desk = Desk::with_sample();
    let reading: [&[&str]; 9] = [
        &["list"],
        &["list", "flag:overdue", "--limit", "1"],
        &["show", "j6392e"],
        &["inbox"],
        &["log", "--since", "2026-11-01"],
        &["brief", "Acme"],
        &["check", "customer:nobody"],
        &["import", "sheet.csv"],
        &["config", "keys"],
    ];
    let file = fs::File::create(desk.path("sheet.csv")).unwrap();
    std::io::Write::write_all(&mut &file, b"Customer,What,By\nAcme,Audit trail,2027-03-01\n").unwrap();
    for words in reading {
        let json = desk.run(&[words, &["--json"]].concat()).json();
        assert_eq!(json["schema"], 1, "{words:?}");
    }
    let made = desk.run(&["add", "Acme: a map of the office by 1 mar", "--json"]).json();
    let commitment = &made["commitments"][0];
    assert_eq!(commitment["customer"], "Acme");
    assert_eq!(commitment["due"], "2027-03-01");
    assert_eq!(commitment["moves"][0]["kind"], "promise");
    let id = commitment["id"].as_str().unwrap();
    let told = desk.run(&["told", id, "15 mar", "--json"]).json();
    assert_eq!(told["commitments"][0]["told_due"], "2027-03-15");
    let undone = desk.run(&["undo", "--json"]).json();
    assert_eq!(undone["commitments"][0]["told_due"], "2027-03-01");
}

#[test]
fn a_failure_says_so_on_standard_error_alone() {
    let desk = Desk::with_sample();
    let cases: [(&[&str], i32); 9] = [
        (&["list", "stat:agreed", "--json"], 2),
        (&["show", "zzzzzz", "--json"], 2),
        (&["sign", "j6", "--me", "maria", "--json"], 4),
        (&["undo", "--me", "nobody", "--json"], 4),
        (&["--book", "elsewhere", "list", "--json"], 3),
        (&["import", "none.csv", "--json"], 3),
        (&["add", "Acme: x by 3/4", "--json"], 2),
        (&["nonsense"], 2),
        (&["--size", "huge"], 2),
    ];
    for (words, code) in cases {
        let ran = desk.run(words);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{words:?} {}", ran.err);
        assert!(ran.err.starts_with("error: "), "{words:?} {}", ran.err);
    }
}

#[test]
fn check_ends_with_one_where_a_red_flag_stands() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("over-promised"), "{}", ran.out);
    let red = desk.run(&["check", "--json"]);
    assert_eq!(red.code, 1);
    let found = red.json();
    assert!(found["commitments"].as_array().unwrap().iter().all(|each| each["flags"][0]["level"] == "red"));
    assert_eq!(desk.run(&["check", "state:kept", "not", "flag:customer-not-told"]).code, 0);
}

#[test]
fn text_from_others_cannot_drive_the_terminal() {
    let desk = Desk::with_book();
    let nasty = "Evil\u{1b}]0;pwned\u{7}\u{1b}[2J\u{202e}Corp";
    let ran = desk.run(&["add", "--customer", nasty, "--scope", "x\u{9b}31m\ny", "--note", "\u{1b}[5n"]);
    let id = ran.out.get(..6).unwrap_or_default().to_owned();
    let outputs = [
        ran.out + &ran.err,
        desk.run(&["list"]).done(),
        desk.run(&["show", &id]).done(),
        desk.run(&["show", &id, "--json"]).done(),
        desk.run(&["log"]).done(),
        desk.run(&["inbox"]).done(),
        desk.run(&["brief", "evil"]).err,
        desk.run(&["show", nasty]).err,
        desk.run(&["undo"]).done(),
    ];
    for text in outputs {
        let is_harmless = |c: char| c == '\n' || c == '\t' || !(c.is_control() || c == '\u{202e}');
        assert!(text.chars().all(is_harmless), "{text:?}");
    }
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let desk = Desk::with_sample();
    let has_colour = |ran: Ran| ran.done().contains('\u{1b}');
    assert!(!has_colour(desk.run(&["show", "j6"])));
    assert!(has_colour(desk.run(&["show", "j6", "--color", "always"])));
    assert!(has_colour(Ran::of(desk.command().env("CLICOLOR_FORCE", "1").args(["show", "j6"]))));
    assert!(!has_colour(Ran::of(desk.command().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").args(["show", "j6"]))));
    assert!(!has_colour(Ran::of(desk.command().env("CLICOLOR_FORCE", "1").args(["show", "j6", "--color", "never"]))));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "only the standard library hands a pipe over")]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::with_sample();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = std::process::Command::new(snapbox::cmd::cargo_bin!("countersign"));
    command.args(["--today", "2026-11-22", "--book"]).arg(desk.path("book")).arg("list").stdout(writer);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_same_seed_and_day_give_the_same_book() {
    let ids = || {
        let desk = Desk::with_book();
        desk.run(&["add", "Acme: a by 1 mar"]).done() + &desk.run(&["add", "Quillon: b by 1 mar"]).done()
    };
    assert_eq!(ids(), ids());
}

#[test]
fn a_broken_file_is_said_and_hides_nothing_else() {
    let desk = Desk::with_book();
    desk.run(&["add", "Acme: a by 1 mar"]).done();
    for n in 0..6 {
        fs::File::create(desk.path(&format!("book/commitments/2026/brkn0{n}.toml"))).unwrap();
    }
    let ran = desk.run(&["list"]);
    assert_eq!(ran.out.lines().count(), 1);
    assert_eq!(ran.err.lines().filter(|line| line.starts_with("warning: commitments/2026/brkn0")).count(), 3);
    assert!(ran.err.contains("3 more problems"), "{}", ran.err);
    let json = desk.run(&["list", "--json"]);
    assert_eq!(json.err, "");
    assert_eq!(json.json()["problems"].as_array().unwrap().len(), 6);
    let ran = desk.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let doctor = ran.out;
    assert_eq!(doctor.lines().filter(|line| line.starts_with("wrong   commitments/2026/brkn0")).count(), 6, "{doctor}");
}

#[test]
fn the_shell_is_offered_commands_ids_and_customers() {
    let desk = Desk::with_book();
    desk.run(&["add", "Northgate: SSO by 1 mar @dana"]).done();
    let offered = |words: &[&str]| {
        let command = desk.command().env("COMPLETE", "fish").env("COUNTERSIGN_BOOK", "book");
        Ran::of(command.arg("--").arg("countersign").args(words)).done()
    };
    assert!(offered(&["deli"]).starts_with("deliver"));
    assert_eq!(offered(&["sign", "7"]), "7wbm3z\tNorthgate: SSO\n");
    assert_eq!(offered(&["brief", "nor"]), "Northgate\n");
    assert_eq!(offered(&["edit", "7w", "--tech", "d"]), "dana\n");
    assert!(desk.run(&["completions", "bash"]).done().contains("countersign"));
}
