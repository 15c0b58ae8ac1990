//! What is asked on a terminal, and what becomes of the answer.
#![cfg(unix)]

use std::io::{Read, Write};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::desk::Desk;

/// Runs the program on a terminal, answers with these lines, and gives back what stood there and the exit code.
fn typed(desk: &Desk, words: &[&str], answers: &str) -> (String, u32) {
    let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new(snapbox::cmd::cargo_bin!("countersign"));
    command.args(words);
    command.cwd(desk.path(""));
    command.env_clear();
    for (name, value) in [("TZ", "UTC"), ("TERM", "xterm"), ("COUNTERSIGN_ME", "sam"), ("COUNTERSIGN_SEED", "1")] {
        command.env(name, value);
    }
    command.env("COUNTERSIGN_BOOK", "book");
    command.env("COUNTERSIGN_TODAY", "2026-11-22");
    command.env("HOME", desk.path("home"));
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    pty.master.take_writer().unwrap().write_all(answers.as_bytes()).unwrap();
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut shown = Vec::new();
    // Linux ends the reading with an error once the other side is closed.
    let _ = reader.read_to_end(&mut shown);
    let code = child.wait().unwrap().exit_code();
    (String::from_utf8_lossy(&shown).replace('\r', ""), code)
}

#[test]
fn a_book_is_offered_where_there_is_none() {
    let desk = Desk::new();
    let (shown, code) = typed(&desk, &["list"], "n\n");
    assert!(shown.contains("There is no book yet. Make one in ") && shown.contains("[Y/n]"), "{shown}");
    assert_eq!(code, 3);
    assert!(!desk.path("book").exists());
    let (shown, code) = typed(&desk, &["add", "Acme: SSO by 1 mar"], "\n");
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Acme: SSO, promised by 1 Mar"), "{shown}");
}

#[test]
fn a_late_ending_asks_why_on_a_terminal() {
    let desk = Desk::with_book();
    desk.run(&["add", "Acme: SSO by 2026-11-20", "--on", "1 nov"]).done();
    desk.run(&["sign", "7w"]).done();
    let (shown, code) = typed(&desk, &["deliver", "7w"], "t\nthird\n");
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Why is it late or not kept?") && shown.contains(" 6  third-party"), "{shown}");
    let page = desk.run(&["show", "7w", "--json"]).json();
    assert_eq!(page["commitments"][0]["moves"][2]["what"]["reason"], "third-party");
}

#[test]
fn lists_fit_the_terminal() {
    let desk = Desk::with_sample();
    let (shown, code) = typed(&desk, &["list", "--color", "never", "--group", "state"], "");
    assert_eq!(code, 0);
    assert!(shown.starts_with("requested (") || shown.contains("\nrequested ("), "{shown}");
    for line in shown.lines() {
        assert!(countersign::text::width(line) <= 80, "{line}");
    }
    let (shown, _) = typed(&desk, &["list", "customer:nobody"], "");
    assert!(shown.contains("none of") && shown.contains("matches customer:nobody"), "{shown}");
}
