//! A stage for the screen: a book in a directory of its own, a fixed day, a fixed person, keys in and a screen out.

use std::fs;
use std::path::Path;

use countersign::clock::Clock;
use countersign::config::Config;
use countersign::domain::book::Rules;
use countersign::domain::day::Day;
use countersign::domain::person::Handle;
use countersign::run::{self, Setup};
use countersign::sample;
use countersign::store::record;
use tempfile::TempDir;

pub const TODAY: &str = "2026-11-22";

pub fn today() -> Day {
    TODAY.parse().unwrap()
}

/// A book on disk and who looks at it.
pub struct Stage {
    dir: TempDir,
    pub me: &'static str,
    pub config: Config,
    pub theme: Option<String>,
}

impl Stage {
    /// The sample book.
    pub fn sample() -> Self {
        let stage = Self::bare();
        for file in sample::book(today()).files(record::write) {
            stage.write(&file.path, &file.text);
        }
        stage
    }

    /// A book of a few files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let stage = Self::bare();
        stage.write("book.toml", BOOK);
        for (id, text) in files {
            stage.write(&format!("commitments/2026/{id}.toml"), text);
        }
        stage
    }

    /// No book at all.
    pub fn bare() -> Self {
        Self { dir: TempDir::new().unwrap(), me: "sam", config: Config::default(), theme: None }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join("book").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test writes as an editor would")]
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.dir.path().join("book").join(path)).unwrap()
    }

    pub fn setup(&self) -> Setup {
        let me = self.me;
        Setup {
            dir: self.dir.path().join("book"),
            who: Box::new(move |_| Handle::new(me)),
            new_book: Rules { name: "Acme book".into(), ..Rules::default() },
            clock: Clock::fixed(TODAY.parse().unwrap()),
            seed: Some(7),
            cache_dir: None,
            state_dir: Some(self.dir.path().join("state")),
            config: self.config.clone(),
            config_dir: None,
            theme: self.theme.clone(),
            is_plain: false,
            notice: None,
        }
    }

    /// The screen after the keys.
    pub fn screen(&self, keys: &str, size: (u16, u16)) -> String {
        run::frame(self.setup(), keys, size).unwrap().replace(&self.path().display().to_string(), "/home/sam")
    }

    /// The looks after the keys.
    pub fn styled(&self, keys: &str, size: (u16, u16)) -> String {
        run::styled_frame(self.setup(), keys, size).unwrap()
    }
}

const BOOK: &str = r#"schema = 1
name = "Acme book"

[people.sam]
name = "Sam Ortega"
roles = ["sales"]

[people.maria]
name = "Maria Lund"
roles = ["sales"]

[people.dana]
name = "Dana Weiss"
roles = ["tech"]

[people.lee]
name = "Lee Brandt"
roles = ["tech"]

[people.kim]
name = "Kim Ito"
roles = ["manager"]
"#;
