//! Syncing from the screen with real git: what others said comes in, a hanging remote holds nobody up, and git gets the
//! terminal when it has to ask.

use std::path::{Path, PathBuf};

use super::{PATIENCE, Play};
use crate::screen::NORTHGATE;
use crate::stage::Stage;

/// Somebody else's answer.
const ESTIMATE: &str = r#"
[[move]]
id = "e5t1m8"
re = "4c1d9z"
at = 2026-11-20T09:00:00Z
by = "dana"
kind = "estimate"
effort = "5d..15d"
verdict = "feasible"
"#;

/// A book with its remote and the clone of somebody else, who has said something that isn't here yet.
fn shared() -> Stage {
    let stage = Stage::of(&[("n0rth1", NORTHGATE)]);
    let home = stage.path().to_owned();
    write(
        &home.join(".gitconfig"),
        "[user]\nname = Sam\nemail = sam@acme.example\n[init]\ndefaultBranch = main\n[core]\nfsync = none\n[commit]\ngpgSign = false\n",
    );
    let book = home.join("book");
    git(&home, &home, &["init", "-q", "--bare", "remote.git"]);
    git(&home, &book, &["init", "-q"]);
    git(&home, &book, &["add", "book.toml", "commitments"]);
    git(&home, &book, &["commit", "-q", "-m", "a book"]);
    git(&home, &book, &["remote", "add", "origin", home.join("remote.git").to_str().unwrap()]);
    git(&home, &book, &["push", "-q", "-u", "origin", "main"]);
    let other = home.join("other");
    git(&home, &home, &["clone", "-q", "remote.git", "other"]);
    let file = other.join("commitments/2026/n0rth1.toml");
    write(&file, &(NORTHGATE.to_owned() + ESTIMATE));
    git(&home, &other, &["commit", "-q", "-a", "-m", "Northgate: estimated 5–15 d"]);
    git(&home, &other, &["push", "-q"]);
    stage
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test writes as an editor would")]
    std::fs::write(path, text).unwrap();
}

fn git(home: &Path, dir: &Path, args: &[&str]) -> String {
    #[expect(clippy::disallowed_methods, reason = "a test runs git as a person would")]
    let mut command = std::process::Command::new("git");
    command.args(args).current_dir(dir).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", home);
    let out = command.env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// The same book with a remote behind ssh, which is a script.
fn behind_ssh(script: &str) -> (Stage, String) {
    let stage = shared();
    let home = stage.path().to_owned();
    let url = format!("ssh://git@git.example.invalid{}", home.join("remote.git").display());
    git(&home, &home.join("book"), &["remote", "set-url", "origin", &url]);
    write(&home.join("ssh.sh"), &script.replace("HOME_DIR", home.to_str().unwrap()));
    let command = format!("sh {}", home.join("ssh.sh").display());
    (stage, command)
}

/// An ssh that wants a passphrase once, and then remembers it as an agent does.
const ASKING: &str = r#"
if [ ! -e HOME_DIR/agent ]; then
    case "$*" in
        *BatchMode=yes*) echo 'git@git.example.invalid: Permission denied (publickey).' >&2; exit 255 ;;
    esac
    printf 'Enter passphrase for key: ' >/dev/tty
    read -r answer </dev/tty
    printf '%s' "$answer" >HOME_DIR/answer
    [ "$answer" = 'open sesame' ] || { echo 'Permission denied (publickey).' >&2; exit 255; }
    : >HOME_DIR/agent
fi
for last; do :; done
exec sh -c "$last"
"#;

/// An ssh to a machine that never answers.
const HANGING: &str = r"
echo $$ >HOME_DIR/pid.new
mv HOME_DIR/pid.new HOME_DIR/pid
mkfifo HOME_DIR/fifo 2>/dev/null
exec cat HOME_DIR/fifo
";

fn play(stage: Stage, ssh: &str) -> Play {
    Play::with(stage, &[("GIT_SSH_COMMAND", ssh), ("GIT_SSH_VARIANT", "ssh"), ("GIT_CONFIG_NOSYSTEM", "1")])
}

fn is_running(pid_file: &Path) -> bool {
    let pid = std::fs::read_to_string(pid_file).unwrap();
    let status = std::fs::read_to_string(PathBuf::from("/proc").join(pid.trim()).join("stat"));
    status.is_ok_and(|stat| !stat.contains(") Z "))
}

/// Waits until what a script began is over.
fn is_over(pid_file: &Path) {
    let end = std::time::Instant::now() + PATIENCE;
    while is_running(pid_file) {
        assert!(std::time::Instant::now() < end, "what ssh began goes on");
        std::thread::yield_now();
    }
}

#[test]
fn what_others_said_comes_in_and_the_report_says_it() {
    let mut play = play(shared(), "false");
    play.shows("Northgate").lacks("5–15").keys("S").shows("1 move came in: Northgate");
    assert!(play.stage.read("commitments/2026/n0rth1.toml").contains("e5t1m8"));
    play.shows("synced 12:00").keys("R").shows("the last sync").shows("estimated 5–15 d").shows("Dana");
    play.keys("q").lacks("the last sync").keys("S").shows("synced: nothing new").keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn what_was_said_here_goes_out() {
    let mut play = play(shared(), "false");
    play.shows("Northgate").keys("csomething to know\r").shows("noted").keys("S").shows("1 move came in");
    let home = play.stage.path().to_owned();
    let sent = git(&home, &home.join("remote.git"), &["show", "main:commitments/2026/n0rth1.toml"]);
    assert!(sent.contains("something to know") && sent.contains("e5t1m8"), "{sent}");
    play.keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn git_gets_the_terminal_to_ask_and_gives_it_back() {
    let (stage, ssh) = behind_ssh(ASKING);
    let mut play = play(stage, &ssh);
    play.shows("Northgate").keys("S").shows("git needs the terminal").keys("\r");
    play.until("left the alternate screen", |screen| !screen.alternate_screen());
    play.shows("Ctrl-C stops it").shows("Enter passphrase for key:").keys("open sesame\r");
    play.until("came back", vt100::Screen::alternate_screen).shows("1 move came in: Northgate");
    let home = play.stage.path().to_owned();
    assert_eq!(std::fs::read_to_string(home.join("answer")).unwrap(), "open sesame");
    // The screen is whole again, and the keys are the program's.
    play.shows("CUSTOMER")
        .shows("Northgate")
        .keys("R")
        .shows("estimated 5–15 d")
        .keys("q")
        .keys("?")
        .shows("help: keys");
    play.keys("qq");
    assert_eq!(play.ends(), 0);
}

#[test]
fn ctrl_c_at_the_question_stops_git_and_not_the_program() {
    let (stage, ssh) = behind_ssh(ASKING);
    let mut play = play(stage, &ssh);
    play.shows("Northgate").keys("S").shows("git needs the terminal").keys("\r");
    play.shows("Enter passphrase for key:").keys("\x03");
    play.until("came back", vt100::Screen::alternate_screen).shows("sync stopped; nothing is lost");
    play.keys("?").shows("help: keys").keys("qq");
    assert_eq!(play.ends(), 0);
}

#[test]
fn a_wrong_answer_is_no_loop() {
    let (stage, ssh) = behind_ssh(ASKING);
    let mut play = play(stage, &ssh);
    play.shows("Northgate").keys("S").shows("git needs the terminal").keys("\r");
    play.shows("Enter passphrase for key:").keys("wrong\r");
    play.until("came back", vt100::Screen::alternate_screen).shows("not synced (R tells more)").keys("R");
    // Typing it in a terminal is what was just done.
    play.shows("sync again to type it anew").shows("what git said").shows("Permission denied (publickey)").keys("qq");
    assert_eq!(play.ends(), 0);
}

#[test]
fn a_remote_that_hangs_holds_nobody_up() {
    let (stage, ssh) = behind_ssh(HANGING);
    stage.write("commitments/2026/ac1e01.toml", &NORTHGATE.replace("\"Northgate\"", "\"Quillon\""));
    let pid = stage.path().join("pid");
    let mut play = play(stage, &ssh);
    play.shows("Quillon").keys("S").shows("syncing: fetching…");
    // The cursor goes about meanwhile.
    play.keys("j").shows("▸● Northgate").keys("k").shows("▸● Quillon").shows("syncing: fetching…");
    play.until("got to ssh", |_| pid.exists()).keys("\x1b").shows("sync stopped; nothing is lost").lacks("syncing:");
    is_over(&pid);
    play.keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn leaving_stops_a_sync_and_leaves_a_sound_book() {
    for how in ["q", "TERM", "HUP"] {
        let (stage, ssh) = behind_ssh(HANGING);
        let home = stage.path().to_owned();
        let pid = home.join("pid");
        let mut play = play(stage, &ssh);
        play.shows("Northgate").keys("S").shows("syncing: fetching…").until("got to ssh", |_| pid.exists());
        if how == "q" {
            play.keys("q").shows("the sync was stopped, nothing is lost; `countersign sync` goes on with it");
        } else {
            play.signal(how);
        }
        let stage = std::mem::replace(&mut play.stage, Stage::bare());
        assert_eq!(play.ends() == 0, how == "q", "{how}");
        is_over(&pid);
        let book = home.join("book");
        assert_eq!(git(&home, &book, &["status", "--porcelain", "--", "commitments", "book.toml"]), "", "{how}");
        git(&home, &book, &["remote", "set-url", "origin", home.join("remote.git").to_str().unwrap()]);
        let mut again = self::play(stage, "false");
        again.shows("Northgate").keys("S").shows("1 move came in").keys("q");
        assert_eq!(again.ends(), 0, "{how}");
    }
}

#[test]
fn what_is_not_sent_is_said_until_it_is() {
    let stage = shared();
    let home = stage.path().to_owned();
    let tip = git(&home, &home.join("book"), &["rev-parse", "main"]);
    let mark = format!("2026-11-21T09:00:00Z\norigin\nrefs/heads/main\n{tip}");
    write(&home.join("book/.git/countersign/synced"), &mark);
    let mut play = play(stage, "false");
    play.shows("synced Sat 21 Nov").keys("csomething to know\r").shows("noted").keys("j").shows("1 to send · S");
    play.keys("R").shows("1 move is not sent yet").shows("not from this screen").keys("q").lacks("not sent yet");
    play.keys("q").shows("1 move is not sent yet; `countersign sync` sends it");
    let stage = std::mem::replace(&mut play.stage, Stage::bare());
    assert_eq!(play.ends(), 0);
    // It is still said after another start, and no longer once it is sent.
    let mut again = self::play(stage, "false");
    again.shows("1 to send · S").keys("S").shows("1 move came in").shows("synced 12:00").lacks("to send").keys("q");
    again.until("gave the terminal back", |screen| !screen.alternate_screen());
    assert!(!again.text().contains("not sent"), "{}", again.text());
    assert_eq!(again.ends(), 0);
}

#[test]
fn news_is_looked_for_where_that_is_set_and_never_interrupts() {
    let stage = shared();
    write(&stage.path().join(".config/countersign/config.toml"), "sync_every = 60\n");
    let mut play = play(stage, "false");
    play.shows("1 to take in · S");
    assert!(!play.stage.read("commitments/2026/n0rth1.toml").contains("e5t1m8"), "it only looks");
    play.keys("S").shows("1 move came in").lacks("to take in").keys("q");
    assert_eq!(play.ends(), 0);
}
