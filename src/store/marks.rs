//! Moments to come back to, such as the last standup: kept by book, outside the book, each person's own.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::cache::hash;
use super::error::Error;
use crate::domain::day::Moment;

const STANDUP: &str = "standup";

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
        let text = fs::read_to_string(self.path()).ok()?;
        text.trim().strip_prefix(STANDUP)?.trim().parse().ok().map(Moment::from_micros)
    }

    /// Notes that a standup is now.
    ///
    /// # Errors
    /// When the state directory can't be written.
    pub fn mark_standup(&self, now: Moment) -> Result<(), Error> {
        let path = self.path();
        let write = || -> io::Result<()> {
            fs::create_dir_all(&self.dir)?;
            let mut file = Builder::new().prefix(".mark-").tempfile_in(&self.dir)?;
            writeln!(file, "{STANDUP} {}", now.micros())?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(Error::io(&path, "keep the mark in"))
    }

    fn path(&self) -> PathBuf {
        self.dir.join(format!("{:016x}-{STANDUP}.txt", self.book))
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
}
