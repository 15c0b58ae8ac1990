//! Moments to come back to, such as the last standup: kept by book, outside the book, each person's own.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::cache::hash;
use super::error::Error;
use crate::domain::day::Moment;
use crate::domain::period::Period;
use crate::domain::person::Handle;

const STANDUP: &str = "standup";
const PULSE: &str = "pulse";

/// What is remembered of somebody and a pulse; in the book there are no names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PulseMark {
    /// Nothing.
    Nothing,
    /// There was a word of it.
    Reminded,
    /// It was answered.
    Answered,
}

impl PulseMark {
    fn line(self, me: &Handle, period: Period) -> String {
        let word = match self {
            Self::Nothing => "",
            Self::Reminded => "reminded",
            Self::Answered => "answered",
        };
        format!("{me} {}..{} {word}", period.first(), period.last())
    }
}

/// The marks of one book.
#[derive(Clone, Debug)]
pub struct Marks {
    dir: PathBuf,
    book: u64,
}

impl Marks {
    /// The marks of a book, in the user's own state directory.
    #[must_use]
    pub fn new(state_dir: &Path, book: &Path) -> Self {
        let book = fs::canonicalize(book).unwrap_or_else(|_| book.to_owned());
        Self { dir: state_dir.join("marks"), book: hash(book.as_os_str().as_encoded_bytes()) }
    }

    /// When the last standup was; none before the first, and where the mark can't be read.
    #[must_use]
    pub fn standup(&self) -> Option<Moment> {
        let text = fs::read_to_string(self.path_of(STANDUP)).ok()?;
        text.trim().strip_prefix(STANDUP)?.trim().parse().ok().map(Moment::from_micros)
    }

    /// Notes that a standup is now.
    ///
    /// # Errors
    /// When the state directory can't be written.
    pub fn mark_standup(&self, now: Moment) -> Result<(), Error> {
        self.keep(&self.path_of(STANDUP), &format!("{STANDUP} {}\n", now.micros()))
    }

    /// What this machine remembers of somebody and the pulse of a period.
    #[must_use]
    pub fn pulse(&self, me: &Handle, period: Period) -> PulseMark {
        let text = fs::read_to_string(self.path_of(PULSE)).unwrap_or_default();
        let has = |mark: PulseMark| text.lines().any(|line| line == mark.line(me, period));
        [PulseMark::Answered, PulseMark::Reminded].into_iter().find(|mark| has(*mark)).unwrap_or(PulseMark::Nothing)
    }

    /// Those of some periods whose pulse somebody has answered here.
    #[must_use]
    pub fn answered(&self, me: &Handle, among: impl Iterator<Item = Period>) -> Vec<Period> {
        let text = fs::read_to_string(self.path_of(PULSE)).unwrap_or_default();
        if text.is_empty() {
            return Vec::new();
        }
        let lines: BTreeSet<&str> = text.lines().collect();
        among.filter(|period| lines.contains(PulseMark::Answered.line(me, *period).as_str())).collect()
    }

    /// Notes that somebody has answered the pulse of a period here, or was reminded of it.
    ///
    /// # Errors
    /// When the state directory can't be written.
    pub fn mark_pulse(&self, me: &Handle, period: Period, mark: PulseMark) -> Result<(), Error> {
        let path = self.path_of(PULSE);
        let mut text = fs::read_to_string(&path).unwrap_or_default();
        text.push_str(&mark.line(me, period));
        text.push('\n');
        self.keep(&path, &text)
    }

    fn keep(&self, path: &Path, text: &str) -> Result<(), Error> {
        let write = || -> io::Result<()> {
            fs::create_dir_all(&self.dir)?;
            let mut file = Builder::new().prefix(".mark-").tempfile_in(&self.dir)?;
            file.write_all(text.as_bytes())?;
            file.persist(path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(Error::io(path, "keep the mark in"))
    }

    fn path_of(&self, what: &str) -> PathBuf {
        self.dir.join(format!("{:016x}-{what}.txt", self.book))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_kept_by_book() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (Marks::new(dir.path(), Path::new("/one")), Marks::new(dir.path(), Path::new("/two")));
        assert_eq!(one.standup(), None);
        one.mark_standup(Moment::from_micros(1_700_000_000_000_000)).unwrap();
        one.mark_standup(Moment::from_micros(1_700_000_000_000_001)).unwrap();
        assert_eq!(one.standup(), Some(Moment::from_micros(1_700_000_000_000_001)));
        assert_eq!(two.standup(), None);
    }

    #[test]
    fn an_answer_is_remembered_by_person_and_period() {
        let dir = tempfile::tempdir().unwrap();
        let marks = Marks::new(dir.path(), Path::new("/one"));
        let (sam, dana) = (Handle::new("sam").unwrap(), Handle::new("dana").unwrap());
        let day = |text: &str| text.parse().unwrap();
        let quarter = Period::between(day("2026-10-01"), day("2026-12-31")).unwrap();
        assert_eq!(marks.pulse(&sam, quarter), PulseMark::Nothing);
        marks.mark_pulse(&sam, quarter, PulseMark::Reminded).unwrap();
        assert_eq!(marks.pulse(&sam, quarter), PulseMark::Reminded);
        marks.mark_pulse(&sam, quarter, PulseMark::Answered).unwrap();
        assert_eq!(marks.pulse(&sam, quarter), PulseMark::Answered);
        assert_eq!(marks.pulse(&sam, quarter.shifted(-1)), PulseMark::Nothing);
        assert_eq!(marks.pulse(&dana, quarter), PulseMark::Nothing);
        assert_eq!(marks.standup(), None);
    }
}
