//! What every command stands on: options, surroundings, configuration, clock, and the place of the book.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::args::Global;
use super::env::Env;
use super::failure::Failure;
use super::me::{self, Clues, Me};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar::Calendar;
use crate::domain::dates::{self, Past, Typing};
use crate::domain::day::Day;
use crate::domain::person::People;
use crate::settings;
use crate::store::Store;

/// The ground of a command.
#[derive(Debug)]
pub struct Rim {
    /// The options that every command takes.
    pub global: Global,
    /// The surroundings.
    pub env: Env,
    /// What the user has set.
    pub config: Config,
    /// What is wrong with it.
    pub config_problems: Vec<settings::Problem>,
    /// Where configuration, data and cache lie.
    pub dirs: Dirs,
    /// The clock.
    pub clock: Clock,
}

/// The directories of the platform; none where there is no home.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dirs {
    /// Of the configuration.
    pub config: Option<PathBuf>,
    /// Of the book, unless it is elsewhere.
    pub data: Option<PathBuf>,
    /// Of what can be computed again.
    pub cache: Option<PathBuf>,
}

impl Dirs {
    /// As the platform has them.
    #[must_use]
    pub fn of_platform() -> Self {
        ProjectDirs::from("", "", "countersign").map_or_else(Self::default, |dirs| Self {
            config: Some(dirs.config_dir().to_owned()),
            data: Some(dirs.data_dir().to_owned()),
            cache: Some(dirs.cache_dir().to_owned()),
        })
    }
}

/// Where the book is, and how the program knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shelf {
    /// The directory.
    pub dir: PathBuf,
    /// Who says so.
    pub source: ShelfSource,
}

/// Who says where the book is, the first that speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShelfSource {
    /// `--book`.
    Option,
    /// `COUNTERSIGN_BOOK`.
    Environment,
    /// A `book.toml` in the working directory or above it.
    Nearest,
    /// The configuration file.
    Configuration,
    /// The default place.
    Default,
}

impl ShelfSource {
    /// How `config` and `doctor` say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Option => "--book",
            Self::Environment => "COUNTERSIGN_BOOK",
            Self::Nearest => "the nearest book.toml upward",
            Self::Configuration => "the configuration",
            Self::Default => "the default place",
        }
    }
}

impl Rim {
    /// Reads what there is to read around the options.
    ///
    /// # Errors
    /// When `--today` isn't a day.
    pub fn new(global: Global, env: Env) -> Result<Self, Failure> {
        let dirs = Dirs::of_platform();
        let clock = clock_of(global.today.as_deref())?;
        let (config, config_problems) = dirs.config.as_deref().map_or_else(Default::default, Config::load);
        Ok(Self { global, env, config, config_problems, dirs, clock })
    }

    /// Where the book is.
    ///
    /// # Errors
    /// When nothing says so and there is no home.
    pub fn shelf(&self) -> Result<Shelf, Failure> {
        let at = |dir: &Path, source| Shelf { dir: self.env.cwd.join(dir), source };
        if let Some(dir) = &self.global.book {
            return Ok(at(dir, ShelfSource::Option));
        }
        if let Some(dir) = &self.env.book {
            return Ok(at(dir, ShelfSource::Environment));
        }
        if let Some(dir) = Store::discover(&self.env.cwd) {
            return Ok(at(&dir, ShelfSource::Nearest));
        }
        if let Some(dir) = &self.config.book {
            return Ok(at(&from_home(dir), ShelfSource::Configuration));
        }
        let data = self.dirs.data.as_ref();
        data.map(|data| Shelf { dir: data.join("book"), source: ShelfSource::Default }).ok_or_else(|| {
            Failure::book("there is no place for a book").hint("name one with --book DIR or COUNTERSIGN_BOOK")
        })
    }

    /// Who speaks, in a book of these people.
    ///
    /// # Errors
    /// When a handle that was given isn't one, or nothing says who it is.
    pub fn me(&self, people: &People) -> Result<Me, Failure> {
        let clues = Clues {
            option: self.global.me.as_deref(),
            environment: self.env.me.as_deref(),
            configuration: self.config.me.as_deref(),
            login: self.env.login.as_deref(),
        };
        me::find(clues, people, me::git_email)
    }
}

/// A path that may begin with `~/`.
fn from_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(base)) => base.home_dir().join(rest),
        (_, _) => path.to_owned(),
    }
}

fn clock_of(today: Option<&str>) -> Result<Clock, Failure> {
    let Some(text) = today else { return Ok(Clock::system()) };
    let calendar = Calendar::default();
    let now = Day::new(Clock::system().today(chrono_tz::Tz::UTC));
    let typing = Typing { today: now, calendar: &calendar, past: Past::Allow };
    let day = match text.parse::<Day>() {
        Ok(day) => day,
        Err(_) => dates::parse(text, &typing).map_err(|misread| Failure::misread("--today", &misread))?.day,
    };
    Ok(Clock::fixed(day.date()))
}
