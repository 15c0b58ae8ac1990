//! Beginning a book, and finding the one that is there.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::{Place, UNFINISHED, replace, settle};
use super::rules::{FILE, fresh};
use super::{Error, Store, lock, papers};
use crate::domain::book::Rules;

/// How a book began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begun {
    /// There was none.
    Made,
    /// There was one already; what it lacked was added.
    Adopted,
}

/// What git is told of the book's files: to merge them with the program, and never to touch their line ends.
const ATTRIBUTES: &str = "*.toml -text merge=countersign";

/// What a line says that tells it so, in whatever words.
pub(super) const MARK: &str = "merge=countersign";

/// What earlier versions told it.
const EARLIER: [&str; 2] = ["*.toml merge=countersign", "*.toml merge=countersign text eol=lf"];

impl Store {
    /// Makes a book in a directory, or adopts the one that is there; what exists is never written over.
    ///
    /// # Errors
    /// [`Error::Inside`] when the directory lies in a book or holds one in a folder of its own: an empty book beside a
    /// full one only confuses people.
    pub fn init(dir: &Path, rules: &Rules) -> Result<Begun, Error> {
        let begun = if super::is_book(dir) { Begun::Adopted } else { Begun::Made };
        if begun == Begun::Made
            && let Some(book) = Self::nearby(dir)
        {
            return Err(Error::Inside { book });
        }
        fs::create_dir_all(dir).map_err(Error::io(dir, "make the directory"))?;
        let commitments = dir.join("commitments");
        fs::create_dir_all(&commitments).map_err(Error::io(&commitments, "make the directory"))?;
        let page = dir.join(FILE);
        if page.symlink_metadata().is_err() {
            replace(&page, fresh(rules).as_bytes(), Place::Fresh)?;
        }
        git_lines(dir)?;
        settle(dir)?;
        Ok(begun)
    }

    /// The book nearest upward from a directory.
    #[must_use]
    pub fn discover(start: &Path) -> Option<PathBuf> {
        let start = std::path::absolute(start).ok()?;
        start.ancestors().find(|dir| dir.join(FILE).is_file() || is_bereft(dir)).map(Path::to_owned)
    }

    /// The book that a directory lies in, or that lies in one of its folders.
    fn nearby(dir: &Path) -> Option<PathBuf> {
        let below = || {
            let folders = fs::read_dir(dir).ok()?.flatten().map(|entry| entry.path());
            folders.take(1000).find(|folder| folder.join(FILE).is_file() && folder.join("commitments").is_dir())
        };
        Self::discover(dir).or_else(below)
    }

    /// The files that were being written when a crash came, which nobody reads.
    #[must_use]
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let folders = ["commitments", papers::FOLDER].map(|folder| self.dir.join(folder));
        let years = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        let mut found: Vec<PathBuf> = years
            .map(|entry| entry.path())
            .chain([self.dir.clone()])
            .chain(folders.clone())
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
            .filter(|path| {
                path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes()))
            })
            .collect();
        found.sort();
        found
    }

    /// Deletes them, while nobody else is writing; says how many there were.
    ///
    /// # Errors
    /// When the book is busy, or the system refuses.
    pub fn sweep(&mut self) -> Result<usize, Error> {
        let _lock = lock::acquire(&self.dir)?;
        let leftovers = self.leftovers();
        for path in &leftovers {
            fs::remove_file(path).map_err(Error::io(path, "delete"))?;
        }
        Ok(leftovers.len())
    }
}

/// Whether a directory is a book that has lost its first page.
fn is_bereft(dir: &Path) -> bool {
    let is_told =
        || fs::read_to_string(dir.join(".gitattributes")).is_ok_and(|text| text.contains("merge=countersign"));
    dir.join("commitments").is_dir() && is_told()
}

/// Adds what git is told of the book's files, where it isn't told yet.
pub(super) fn git_lines(dir: &Path) -> Result<(), Error> {
    add_line(&dir.join(".gitattributes"), ATTRIBUTES, MARK)?;
    add_line(&dir.join(".gitignore"), lock::NAME, lock::NAME)?;
    add_line(&dir.join(".gitignore"), &format!("{UNFINISHED}*"), UNFINISHED)
}

/// Whether git is told already.
pub(super) fn lines_are_there(dir: &Path) -> bool {
    let has = |file: &str, mark: &str| {
        fs::read_to_string(dir.join(file))
            .is_ok_and(|text| text.contains(mark) && !text.lines().any(|line| EARLIER.contains(&line.trim())))
    };
    has(".gitattributes", MARK) && has(".gitignore", lock::NAME) && has(".gitignore", UNFINISHED)
}

/// Adds a line to a small file of git's, unless a line there says so already; the line of an earlier version gives way.
fn add_line(path: &Path, line: &str, mark: &str) -> Result<(), Error> {
    let before = match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(source) => return Err(Error::Io { path: path.to_owned(), doing: "read", source }),
    };
    match before {
        None => replace(path, format!("{line}\n").as_bytes(), Place::Fresh),
        Some(text) if text.lines().any(|line| EARLIER.contains(&line.trim())) => {
            let renewed = |part: &str| {
                if EARLIER.contains(&part.trim()) { part.replacen(part.trim(), line, 1) } else { part.to_owned() }
            };
            let text: String = text.split_inclusive('\n').map(renewed).collect();
            replace(path, text.as_bytes(), Place::Taken)
        }
        Some(text) if text.contains(mark) => Ok(()),
        Some(text) => {
            let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            replace(path, format!("{text}{end}{line}\n").as_bytes(), Place::Taken)
        }
    }
}
