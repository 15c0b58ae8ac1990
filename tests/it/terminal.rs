//! The whole program in a pseudo-terminal: it starts, resizes, steps aside, and always gives the terminal back.
#![cfg(unix)]

mod sharing;

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::stage::{Stage, TODAY};

/// No step takes longer on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program at work.
struct Play {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    stage: Stage,
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Play {
    fn start(stage: Stage) -> Self {
        Self::with(stage, &[])
    }

    fn with(stage: Stage, variables: &[(&str, &str)]) -> Self {
        Self::called(stage, variables, &["--theme", "dark"])
    }

    fn called(stage: Stage, variables: &[(&str, &str)], options: &[&str]) -> Self {
        let pair = native_pty_system().openpty(size(100, 30)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_countersign"));
        command.args(["--book", stage.path().join("book").to_str().unwrap(), "--me", "sam", "--today", TODAY]);
        command.args(options);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        command.env("HOME", stage.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(cells(30), cells(100), 0);
        Self { child, master: pair.master, writer, output, screen, raw: Vec::new(), stage }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until the screen is as wanted.
    fn until(&mut self, what: &str, is_there: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !is_there(self.screen.screen()) {
            match self.output.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => {
                    self.raw.extend(&bytes);
                    self.screen.process(&bytes);
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() < end => {}
                Err(error) => panic!("never {what} ({error}):\n{}", self.text()),
            }
        }
        self
    }

    fn shows(&mut self, words: &str) -> &mut Self {
        let wanted = words.to_owned();
        self.until(&format!("showed {words:?}"), move |screen| screen.contents().contains(&wanted))
    }

    fn lacks(&mut self, words: &str) -> &mut Self {
        let wanted = words.to_owned();
        self.until(&format!("took away {words:?}"), move |screen| !screen.contents().contains(&wanted))
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits for the end: the exit code, and the terminal as it was before.
    fn ends(mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "it never ended:\n{}", self.text());
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.raw.extend(&bytes);
                self.screen.process(&bytes);
            }
        };
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.raw.extend(&bytes);
            self.screen.process(&bytes);
        }
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "paste is plain again");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is given back");
        status.exit_code()
    }

    /// Lets a program that stepped aside go on, as `fg` does: again and again, for a signal that comes before the
    /// program has stopped is lost.
    fn goes_on(&mut self) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !self.screen.screen().alternate_screen() {
            assert!(Instant::now() < end, "it never came back:\n{}", self.text());
            self.signal("CONT");
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                self.raw.extend(&bytes);
                self.screen.process(&bytes);
            }
        }
        self
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap();
        let flag = format!("-{name}");
        #[expect(clippy::disallowed_methods, reason = "a test sends signals as a person would")]
        let status = std::process::Command::new("kill").args([&flag, &pid.to_string()]).status().unwrap();
        assert!(status.success());
    }
}

#[test]
fn it_starts_and_leaves_the_terminal_as_it_was() {
    let mut play = Play::start(Stage::sample());
    play.shows("Bellweather").keys("j").keys("\r").shows("SALES").keys("q").lacks("SALES").keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn ctrl_c_leaves_cleanly() {
    let mut play = Play::start(Stage::sample());
    play.shows("Bellweather").keys("\x03");
    assert_eq!(play.ends(), 0);
}

#[test]
fn it_follows_the_size_of_the_window() {
    let mut play = Play::start(Stage::sample());
    play.shows("Bellweather");
    play.master.resize(size(160, 40)).unwrap();
    play.screen.screen_mut().set_size(cells(40), cells(160));
    play.shows("FORECAST");
    play.master.resize(size(44, 12)).unwrap();
    play.screen.screen_mut().set_size(cells(12), cells(44));
    play.lacks("FORECAST").shows("Castell").keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn signals_give_the_terminal_back() {
    for name in ["TERM", "HUP"] {
        let mut play = Play::start(Stage::sample());
        play.shows("Bellweather");
        play.signal(name);
        assert_ne!(play.ends(), 0, "{name}");
    }
}

#[test]
fn a_change_on_disk_flows_in_by_itself() {
    let mut play = Play::start(Stage::of(&[("n0rth1", crate::screen::NORTHGATE)]));
    play.shows("Northgate");
    play.stage.write("commitments/2026/ac1e01.toml", &crate::screen::NORTHGATE.replace("\"Northgate\"", "\"Quillon\""));
    play.shows("Quillon").keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn half_typed_text_survives_the_end_of_the_program() {
    let stage = Stage::sample();
    let mut play = Play::start(stage);
    play.shows("Bellweather").keys("aQuillon: half a promise").shows("half a promise");
    play.signal("TERM");
    let dir = play.stage.path().to_owned();
    let kept = std::fs::canonicalize(&dir).is_ok();
    assert!(kept);
    let stage = std::mem::replace(&mut play.stage, Stage::bare());
    play.ends();
    let mut again = Play::start(stage);
    again.shows("Bellweather").keys("a").shows("half a promise").keys("\x03");
    assert_eq!(again.ends(), 0);
}

#[test]
fn the_window_is_named_and_addresses_can_be_opened() {
    let linked =
        format!("{}links = [\"https://tracker.example/NG-7\", \"javascript:alert(1)\"]\n", crate::screen::NORTHGATE);
    let mut play = Play::start(Stage::of(&[("n0rth1", &linked)]));
    play.shows("Northgate").keys("\r").shows("tracker.example").keys("q").lacks("tracker.example").keys("q");
    let raw = String::from_utf8_lossy(&play.raw).into_owned();
    assert!(raw.contains("\x1b]0;countersign · Acme book · 1 to look at"), "the title");
    assert!(raw.contains("\x1b]8;;https://tracker.example/NG-7\x1b\\"), "the address");
    assert!(!raw.contains("8;;javascript"), "only addresses of the web");
    assert_eq!(play.ends(), 0);
}

#[test]
fn line_by_line_nothing_is_drawn_and_the_terminal_stays_as_it_is() {
    let mut play = Play::called(Stage::sample(), &[], &["--plain"]);
    play.shows("> red, Castellan")
        .keys("j")
        .shows("> red, Pemberton")
        .keys("chello")
        .shows("hello")
        .keys("\r")
        .shows("noted: hello");
    play.keys("q");
    let raw = String::from_utf8_lossy(&play.raw).into_owned();
    assert!(!raw.contains("\x1b[?1049h") && !raw.contains("\x1b[2J"), "no other screen, nothing wiped");
    assert!(!raw.contains("\x1b[H") && !raw.contains("│"), "the cursor is not sent about");
    assert_eq!(play.ends(), 0);
}

#[test]
fn the_editor_gets_the_terminal_and_gives_it_back() {
    let stage = Stage::of(&[("n0rth1", crate::screen::NORTHGATE)]);
    stage.write(
        "editor.sh",
        "#!/bin/sh\nprintf 'the editor is open\\n'\nread answer\nsed -i s/Northgate/Westgate/ \"$1\"\n",
    );
    let script = format!("sh {}", stage.path().join("book/editor.sh").display());
    let mut play = Play::with(stage, &[("EDITOR", &script)]);
    play.shows("Northgate").keys("E").shows("the editor is open").keys("yes\r").shows("Westgate").keys("jq");
    assert_eq!(play.ends(), 0);
}

#[test]
fn a_paste_is_one_input_and_runs_nothing() {
    let mut play = Play::start(Stage::sample());
    play.shows("Bellweather").keys("\x1b[200~qqq\x1b[201~").keys("/").shows("words, customer:acme");
    play.keys("\x1b[200~north\x1b[201~").shows("/ north").keys("\x03");
    assert_eq!(play.ends(), 0);
}

#[test]
fn the_mouse_points_at_rows_and_tabs() {
    let mut play = Play::start(Stage::sample());
    // Columns and rows from 1: a press on the third row, then on the second tab.
    play.shows("Bellweather").keys("\x1b[<0;10;7M").shows("▸● Bellweather");
    play.keys("\x1b[<0;20;1M").shows("2 All").keys("%").shows("the mouse is the terminal").keys("q");
    assert_eq!(play.ends(), 0);
}

#[test]
fn a_dumb_terminal_is_refused_with_words() {
    let mut play = Play::with(Stage::sample(), &[("TERM", "dumb")]);
    play.shows("countersign list");
    assert_ne!(play.ends(), 0);
}

#[test]
fn stepping_aside_gives_the_terminal_back_until_it_goes_on() {
    let mut play = Play::start(Stage::sample());
    play.shows("Bellweather").keys("\x1a").until("left the alternate screen", |screen| !screen.alternate_screen());
    play.goes_on().shows("Bellweather").keys("q");
    assert_eq!(play.ends(), 0);
}
