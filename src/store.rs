//! The directory of files and the book it holds; the only module that knows TOML moves and locks.
//!
//! [`Store::open`] reads a book, [`Store::record`] makes moves in it, [`Store::refresh`] sees what others did.
//! The files are the only truth: a move is in the book once it is on the disk.

mod begin;
mod dice;
mod entry;
mod error;
mod file;
mod load;
mod lock;
pub mod record;
mod refresh;
mod rules;
mod scan;
mod settings;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

pub use begin::Begun;
pub use entry::{Entry, Recorded, Target};
pub use error::Error;
pub use refresh::Changes;

use crate::domain::book::{Book, Problem};
use crate::domain::fold::Folded;
use crate::domain::id::Id;
use dice::Dice;
use load::{Loaded, load};
use scan::{File, Scan, Stamp, in_parts, scan, system_nanos};

/// A book on disk, as it was last seen.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    files: HashMap<Id, File>,
    /// What is wrong with the files of commitments.
    faults: BTreeMap<Id, Vec<Problem>>,
    /// What lies in the book and doesn't belong there.
    strays: Vec<Problem>,
    page: Page,
    dice: Dice,
    #[expect(dead_code, reason = "read by the cache")]
    cache_dir: Option<PathBuf>,
}

/// `book.toml` as it was last seen.
#[derive(Debug)]
struct Page {
    stamp: Stamp,
    schema: i64,
    is_broken: bool,
    problems: Vec<Problem>,
}

impl Store {
    /// Reads the book in a directory. Ids come from the seed, or from chance; what was read before is remembered in the
    /// cache directory, where one is given.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no book, [`Error::Io`] where the directory can't be read; whatever is wrong
    /// with a single file is one of the book's problems instead.
    pub fn open(dir: &Path, seed: Option<u64>, cache_dir: Option<PathBuf>) -> Result<(Self, Book), Error> {
        let dir = fs::canonicalize(dir).map_err(Error::io(dir, "open the book"))?;
        if !is_book(&dir) {
            return Err(Error::NotFound {
                what: format!("book in {}", dir.display()),
                remedy: format!("make one with `countersign init {}`", dir.display()),
            });
        }
        fs::read_dir(&dir).map_err(Error::io(&dir, "open the book"))?;
        let (page, rules) = refresh::read_page(&dir);
        let now = system_nanos();
        let Scan { files, problems: strays } = scan(&dir);
        let mut wanted: Vec<(Id, File)> = files.into_iter().collect();
        wanted.sort_unstable_by_key(|(id, file)| (file.year, *id));
        let loaded: Vec<Loaded> =
            in_parts(&wanted, |part| load(&dir, part, &rules, now)).into_iter().flatten().collect();
        let mut store = Self {
            dir,
            files: HashMap::with_capacity(wanted.len()),
            faults: BTreeMap::new(),
            strays,
            page,
            dice: Dice::new(seed),
            cache_dir,
        };
        let folded: Vec<Folded> = loaded.into_iter().filter_map(|each| store.keep(each)).collect();
        let problems = store.problems();
        Ok((store, Book::new(rules, folded, problems)))
    }

    /// The directory of the book.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The path of a commitment's file, for an editor.
    #[must_use]
    pub fn path(&self, id: Id) -> Option<PathBuf> {
        self.files.get(&id).map(|file| scan::path_of(&self.dir, file.year, id))
    }

    /// Whether this version may write to the book.
    ///
    /// # Errors
    /// [`Error::Newer`] for a newer schema, [`Error::Broken`] when `book.toml` can't be read, so that nobody knows who
    /// may do what.
    pub fn may_write(&self) -> Result<(), Error> {
        if self.page.schema > rules::SCHEMA {
            return Err(Error::Newer { schema: self.page.schema });
        }
        match self.page.problems.first().filter(|_| self.page.is_broken) {
            None => Ok(()),
            Some(problem) => Err(Error::Broken {
                path: self.dir.join(rules::FILE),
                line: problem.line,
                why: problem.why.clone(),
                remedy: problem.remedy.clone(),
            }),
        }
    }

    /// Remembers a file and what is wrong with it.
    fn keep(&mut self, loaded: Loaded) -> Option<Folded> {
        let Loaded { id, file, folded, problems } = loaded;
        self.files.insert(id, file);
        if problems.is_empty() {
            self.faults.remove(&id);
        } else {
            self.faults.insert(id, problems);
        }
        folded
    }

    /// Everything that is wrong, by file.
    fn problems(&self) -> Vec<Problem> {
        let faults = self.faults.values().flatten();
        let mut all: Vec<Problem> = self.page.problems.iter().chain(&self.strays).chain(faults).cloned().collect();
        all.sort();
        all
    }
}

/// Whether a directory holds a book: `book.toml`, or commitments whose `book.toml` was lost.
fn is_book(dir: &Path) -> bool {
    dir.join(rules::FILE).symlink_metadata().is_ok() || dir.join("commitments").is_dir()
}
