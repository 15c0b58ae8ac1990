//! Opening the screen, or printing what it would show after some keys.

use super::args::Size;
use super::begin;
use super::failure::Failure;
use super::me::{self, Clues};
use super::reply::Reply;
use super::rim::{Rim, Shelf};
use crate::domain::person::{Handle, People};
use crate::run::{self, Setup};

/// The size of a printed screen where none is given.
const USUAL_SIZE: (u16, u16) = (80, 24);
/// Who looks at the sample when nobody says.
const SAMPLE_PERSON: &str = "sam";

/// Who is at the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// As for every command.
    AsEver,
    /// Somebody of the made-up book, unless `--me` says who.
    InTheSample,
}

/// Opens the screen on a shelf, or prints it with `--frame`.
///
/// # Errors
/// When there is no terminal, the book can't be read, or the keys can't be understood.
pub fn open(rim: &Rim, shelf: &Shelf, who: Who) -> Result<Reply, Failure> {
    let global = &rim.global;
    if global.keys.is_some() && !global.frame {
        return Err(Failure::usage("--keys goes with --frame").hint("--frame prints the screen after the keys"));
    }
    if let (Some(Size::Count(count)), Who::AsEver) = (global.size, who) {
        return Err(
            Failure::usage(format!("--size: `{count}` has no rows")).hint("write columns and rows, such as 120x40")
        );
    }
    let setup = setup(rim, shelf, who)?;
    if !global.frame {
        run::screen(setup)?;
        return Ok(Reply::default());
    }
    if setup.is_plain {
        return Ok(Reply::text(run::spoken(setup, global.keys.as_deref().unwrap_or_default())?));
    }
    let size = match global.size {
        Some(Size::Cells(cols, rows)) => (cols, rows),
        Some(Size::Count(_)) | None => USUAL_SIZE,
    };
    Ok(Reply::text(run::frame(setup, global.keys.as_deref().unwrap_or_default(), size)?))
}

fn setup(rim: &Rim, shelf: &Shelf, who: Who) -> Result<Setup, Failure> {
    let me = rim.me(&People::default()).ok();
    let notice = match rim.config_problems.as_slice() {
        [] => None,
        [only] => Some(only.to_string()),
        [first, rest @ ..] => Some(format!("{first}, and {} more: `countersign doctor` lists them", rest.len())),
    };
    Ok(Setup {
        dir: shelf.dir.clone(),
        who: whose(rim, who)?,
        new_book: begin::rules(&shelf.dir, None, me.as_ref()),
        clock: rim.clock,
        seed: rim.global.seed,
        // What is gone after the screen isn't worth remembering.
        cache_dir: rim.dirs.cache.clone().filter(|_| who == Who::AsEver),
        state_dir: rim.dirs.data.clone(),
        config: rim.config.clone(),
        config_dir: rim.dirs.config.clone(),
        theme: rim.global.theme.clone(),
        is_plain: rim.global.plain || rim.config.plain,
        notice,
    })
}

/// Who is at the keys, found anew in whatever people the book has.
fn whose(rim: &Rim, who: Who) -> Result<run::Who, Failure> {
    let option = rim.global.me.clone();
    if who == Who::InTheSample {
        let word = option.unwrap_or_else(|| SAMPLE_PERSON.to_owned());
        let handle = Handle::new(&word).map_err(|why| Failure::usage(format!("--me: {why}")))?;
        return Ok(Box::new(move |_| Ok(handle.clone())));
    }
    let (environment, login) = (rim.env.me.clone(), rim.env.login.clone());
    let configuration = rim.config.me.clone();
    Ok(Box::new(move |people| {
        let clues = Clues {
            option: option.as_deref(),
            environment: environment.as_deref(),
            configuration: configuration.as_deref(),
            login: login.as_deref(),
        };
        let found = me::find(clues, people, me::git_email);
        found.map(|me| me.handle).map_err(|failure| match failure.hints.first() {
            Some(hint) => format!("{}; {hint}", failure.message),
            None => failure.message,
        })
    }))
}

impl From<run::Failure> for Failure {
    fn from(failure: run::Failure) -> Self {
        let words = failure.to_string();
        let (message, hint) = words.split_once("; ").unwrap_or((&words, ""));
        let told = |failure: Self| if hint.is_empty() { failure } else { failure.hint(hint) };
        match failure {
            run::Failure::NoTerminal(_) | run::Failure::Who(_) | run::Failure::Keys(_) => told(Self::usage(message)),
            run::Failure::Book(error) => error.into(),
            run::Failure::Io(_) => told(Self::book(message)),
        }
    }
}
