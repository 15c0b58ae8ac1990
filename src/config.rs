//! What the user has set in `config.toml`, with everything wrong in it reported at once.

mod keep;

use std::path::{Path, PathBuf};

use crate::keymap::Keymap;
use crate::settings::{Item, Problem, Report, Value};
use crate::theme::{self, SignSet, Theme};

pub use keep::keep_theme;

/// The name of the file in the configuration directory.
pub const FILE: &str = "config.toml";
/// The name of the directory of own themes beside it.
pub const THEMES: &str = "themes";

/// The keys that the file can have.
const SETTINGS: [&str; 12] =
    ["me", "book", "theme", "signs", "mouse", "money", "plain", "view", "editor", "sync_every", "sync_timeout", "keys"];
/// The highest number that `view` may be.
const LAST_VIEW: i64 = 9;
/// A day has so many minutes: the longest pause between two looks for news.
const MINUTES: i64 = 1440;
/// An hour has so many seconds: the longest that git may take for an answer.
const SECONDS: i64 = 3600;

/// Everything that can be set. Options and the environment go before it; that is decided by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The user's handle in the book.
    pub me: Option<String>,
    /// The book to open.
    pub book: Option<PathBuf>,
    /// The name of the theme.
    pub theme: String,
    /// Which signs to draw.
    pub signs: SignSet,
    /// Whether the mouse works from the start.
    pub mouse: bool,
    /// Whether amounts of money are shown from the start.
    pub money: bool,
    /// Whether what changes is said line by line, for a screen reader.
    pub plain: bool,
    /// The view to start with, by name or number.
    pub view: String,
    /// The command of the editor, before `VISUAL` and `EDITOR`.
    pub editor: Option<String>,
    /// The minutes between two looks for what others said; 0 for none.
    pub sync_every: u16,
    /// The seconds that git may take for an answer.
    pub sync_timeout: u16,
    /// The keys, the preset and what the user changed in it.
    pub keys: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            me: None,
            book: None,
            theme: theme::DEFAULT.to_owned(),
            signs: SignSet::Auto,
            mouse: true,
            money: true,
            plain: false,
            view: "attention".to_owned(),
            editor: None,
            sync_every: 0,
            sync_timeout: 60,
            keys: Keymap::default(),
        }
    }
}

impl Config {
    /// The configuration of the directory; the default where it says nothing or there is no file.
    #[must_use]
    pub fn load(dir: &Path) -> (Self, Vec<Problem>) {
        let path = dir.join(FILE);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                Self::parse(&path.display().to_string(), &text)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(error) => {
                let why = format!("can't be read ({error}), the defaults are used");
                let problem = Problem { file: path.display().to_string(), line: 0, key: String::new(), why };
                (Self::default(), vec![problem])
            }
        }
    }

    /// The configuration that a file's text asks for; `file` is its name in problems.
    #[must_use]
    pub fn parse(file: &str, text: &str) -> (Self, Vec<Problem>) {
        let (items, mut report) = Report::read(file, text);
        let mut config = Self::default();
        for item in &items {
            config.set(item, &mut report);
        }
        (config, report.into_problems())
    }

    /// The theme of the configuration, or the one asked for instead, from the directory's themes or built in.
    #[must_use]
    pub fn theme(&self, dir: &Path, instead: Option<&str>) -> (Theme, Vec<Problem>) {
        Theme::load(instead.unwrap_or(&self.theme), Some(&dir.join(THEMES)))
    }

    /// The file with every setting at its default and what it means: the manual.
    #[must_use]
    pub const fn documented_default() -> &'static str {
        include_str!("config/default.toml")
    }

    fn set(&mut self, item: &Item, report: &mut Report) {
        match item.name.as_str() {
            "me" => self.me = word(item, report).or_else(|| self.me.take()),
            "book" => self.book = word(item, report).map(PathBuf::from).or_else(|| self.book.take()),
            "editor" => self.editor = word(item, report).or_else(|| self.editor.take()),
            "theme" => replace(&mut self.theme, word(item, report)),
            "view" => replace(&mut self.view, view(item, report)),
            "mouse" => replace(&mut self.mouse, report.switch(item)),
            "money" => replace(&mut self.money, report.switch(item)),
            "plain" => replace(&mut self.plain, report.switch(item)),
            "signs" => {
                let set = report.choice(item, "set of signs", &SignSet::NAMES);
                replace(&mut self.signs, set.and_then(SignSet::by_name));
            }
            "sync_every" => replace(
                &mut self.sync_every,
                number(item, report, "minutes from 1 to 1440, or 0 for never", 0..=MINUTES),
            ),
            "sync_timeout" => {
                replace(&mut self.sync_timeout, number(item, report, "seconds from 1 to 3600", 1..=SECONDS));
            }
            "keys" => replace(
                &mut self.keys,
                report.table(item).map(<[Item]>::to_vec).map(|items| Keymap::load(&items, report)),
            ),
            _ => report.unknown_key(item, "setting", &SETTINGS),
        }
    }
}

fn replace<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

/// A text that says something.
fn word(item: &Item, report: &mut Report) -> Option<String> {
    let text = report.text(item)?.trim();
    if text.is_empty() {
        report.add(item, "is empty, give it a value or remove the line");
        return None;
    }
    Some(text.to_owned())
}

/// A whole number within bounds.
fn number(item: &Item, report: &mut Report, what: &str, bounds: std::ops::RangeInclusive<i64>) -> Option<u16> {
    match &item.value {
        Value::Number(number) if bounds.contains(number) => u16::try_from(*number).ok(),
        Value::Number(number) => {
            report.add(item, format!("needs {what}, this is {number}"));
            None
        }
        Value::Text(_) | Value::Switch(_) | Value::List(_) | Value::Table(_) | Value::Other(_) => {
            report.wrong(item, what)
        }
    }
}

/// The start view: a name, or a number from 1 to 9.
fn view(item: &Item, report: &mut Report) -> Option<String> {
    match &item.value {
        Value::Number(number) if (1..=LAST_VIEW).contains(number) => Some(number.to_string()),
        Value::Number(_) => {
            report.add(item, "views have the numbers 1 to 9");
            None
        }
        Value::Text(_) => word(item, report),
        Value::Switch(_) | Value::List(_) | Value::Table(_) | Value::Other(_) => {
            report.wrong(item, "a view's name in quotes or its number")
        }
    }
}
