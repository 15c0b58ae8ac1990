//! A book in a directory of its own, and the program run on it.

use std::path::PathBuf;

use snapbox::cmd::Command;
use tempfile::TempDir;

/// A place for a book, a home and a working directory, all gone at the end.
pub struct Desk {
    place: TempDir,
}

/// What a command left behind.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Desk {
    pub fn new() -> Self {
        Self { place: TempDir::new().unwrap() }
    }

    /// A desk with a fresh book of Sam's.
    pub fn with_book() -> Self {
        let desk = Self::new();
        desk.run(&["init"]).done();
        desk
    }

    /// A desk with the made-up company's book.
    pub fn with_sample() -> Self {
        let desk = Self::new();
        desk.run(&["demo", "--into", "book"]).done();
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The program in this place, on the sample day, as Sam.
    pub fn command(&self) -> Command {
        let home = self.path("home");
        Command::new(snapbox::cmd::cargo_bin!("countersign"))
            .current_dir(self.place.path())
            .env_clear()
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("TZ", "UTC")
            .env("COUNTERSIGN_BOOK", "book")
            .env("COUNTERSIGN_ME", "sam")
            .env("COUNTERSIGN_TODAY", "2026-11-22")
            .env("COUNTERSIGN_SEED", "1")
    }

    pub fn run(&self, words: &[&str]) -> Ran {
        Ran::of(self.command().args(words))
    }
}

impl Ran {
    pub fn of(command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// The output of a command that went well.
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// The output as JSON, of a command that went well.
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}
