//! What `sync` and `init --from` print, in words and as JSON, and how they end.

use std::path::Path;
use std::process::Command;

use super::crew::{Hub, QUIET};

/// The words of a command with its end: standard output, standard error, and the exit code where it isn't 0.
fn said(hub: &Hub, dir: &Path, me: &str, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.args(args).args(["--me", me, "--today", "2026-11-22"]).current_dir(dir).envs(QUIET);
    command.env("HOME", hub.home.path().join("nobody")).env_remove("COUNTERSIGN_BOOK").env_remove("XDG_CONFIG_HOME");
    command.env("GIT_COMMITTER_NAME", me).env("GIT_COMMITTER_EMAIL", format!("{me}@example.test"));
    let done = command.output().unwrap();
    let mut text = String::from_utf8_lossy(&done.stdout).into_owned();
    for line in String::from_utf8_lossy(&done.stderr).lines() {
        text.push_str("! ");
        text.push_str(line);
        text.push('\n');
    }
    if !done.status.success() {
        text.push_str("exit ");
        text.push_str(&done.status.code().unwrap().to_string());
    }
    let home = std::fs::canonicalize(hub.home.path()).unwrap().display().to_string();
    text.replace(&home, "~").replace(&hub.home.path().display().to_string(), "~").trim_end().to_owned()
}

/// Commands with what they say, one after another.
struct Transcript<'a> {
    hub: &'a Hub,
    text: String,
}

impl Transcript<'_> {
    fn run(&mut self, who: &str, at: &str, args: &[&str]) {
        let words = said(self.hub, &self.hub.home.path().join(at), who, args);
        self.text.push_str(&["\n", who, "$ countersign ", &args.join(" "), "\n", &words, "\n"].concat());
    }
}

#[test]
fn sync_says_what_was_said_and_what_came_in() {
    let hub = Hub::new();
    let mut sam = hub.loner("sam");
    let id = sam.promise("Northgate", "SSO");
    sam.change(id, "2027-03-15");
    let mut told = Transcript { hub: &hub, text: String::new() };
    told.run("sam", "sam", &["sync"]);
    told.run("sam", "sam", &["sync", "--remote", "../hub.git"]);
    told.run("sam", "sam", &["sync"]);
    told.run("dana", ".", &["init", "--from", "hub.git", "dana"]);
    told.run("dana", "dana", &["estimate", id.as_str(), "5d..8d..15d"]);
    told.run("dana", "dana", &["sync"]);
    told.run("sam", "sam", &["sync", "--what-if"]);
    told.run("sam", "sam", &["sync", "--json"]);
    insta::assert_snapshot!(told.text.replace(id.as_str(), "k7m2qx"));
}

#[test]
fn what_stands_in_the_way_is_a_sentence_and_a_next_step() {
    let hub = Hub::new();
    let sam = hub.founder("sam");
    let mut told = Transcript { hub: &hub, text: String::new() };
    told.run("sam", "sam", &["sync", "--remote=--upload-pack=x"]);
    sam.git(&["remote", "set-url", "origin", "/nowhere/book.git"]);
    told.run("sam", "sam", &["sync"]);
    told.run("sam", "sam", &["sync", "--json"]);
    told.run("lee", ".", &["init", "--from", "/nowhere/book.git", "lee"]);
    told.run("lee", ".", &["init", "--from", "hub.git", "sam"]);
    told.run("lee", ".", &["sync", "--book", "nowhere"]);
    insta::assert_snapshot!(told.text);
}
