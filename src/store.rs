//! The directory of files and the book it holds; the only module that knows TOML moves and locks.
//!
//! [`Store::open`] reads a book, [`Store::record`] makes moves in it, [`Store::refresh`] sees what others did.
//! The files are the only truth: a move is in the book once it is on the disk.

mod begin;
mod cache;
mod dice;
mod drafts;
mod entry;
mod error;
mod file;
pub mod git;
mod load;
mod lock;
mod marks;
pub mod mend;
pub mod merge;
mod minutes;
mod outlooks;
mod papers;
pub mod record;
mod refresh;
mod rules;
mod scan;
mod settings;
mod snapshots;
mod watch;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

pub use begin::Begun;
pub use drafts::Drafts;
pub use entry::{Entry, Recorded, Target};
pub use error::Error;
pub use marks::{Marks, PulseMark};
pub use minutes::save_minutes;
pub use outlooks::Lines;
pub use refresh::{Changes, Sight, Survey};
pub use watch::Watch;

use crate::domain::book::{Book, Problem, Rules};
use crate::domain::day::Day;
use crate::domain::fold::Folded;
use crate::domain::id::Id;
use cache::Cache;
use dice::Dice;
use load::{Loaded, load, recall};
use papers::Shelf;
use scan::{File, Scan, Stamp, scan, system_nanos};
use snapshots::Snapshots;

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
    snapshots: Snapshots,
    papers: Shelf,
    dice: Dice,
    cache_dir: Option<PathBuf>,
    /// Changes with everything that is learned of the files.
    version: refresh::Version,
    /// How many files were read since the cache was written.
    /// Whether moves change the book alone and nothing is written.
    is_rehearsal: bool,
    anew: usize,
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
    /// cache directory, where one is given, and believed of files that have not changed since.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no book, [`Error::Io`] where the directory can't be read; whatever is wrong
    /// with a single file is one of the book's problems instead.
    pub fn open(dir: &Path, seed: Option<u64>, cache_dir: Option<PathBuf>) -> Result<(Self, Book), Error> {
        let (mut store, rules) = Self::bare(dir, seed, cache_dir)?;
        let now = system_nanos();
        let Scan { files, problems } = scan(&store.dir);
        store.strays = problems;
        let mut loaded = match store.cache() {
            Some(cache) => recall(&cache, &rules, |id, file| files.get(&id) == Some(file)),
            None => Vec::new(),
        };
        let known: HashSet<Id> = loaded.iter().map(|each| each.id).collect();
        let wanted: Vec<(Id, File)> = files.into_iter().filter(|(id, _)| !known.contains(id)).collect();
        store.anew = wanted.len();
        loaded.extend(load(&store.dir, &wanted, &rules, now));
        let book = store.fill(loaded, rules);
        Ok((store, book))
    }

    /// The book as the cache remembers it, without a look at any file but `book.toml`: good for a first picture, to be
    /// followed by [`Store::refresh`]. None where nothing is remembered.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_remembered(dir: &Path, seed: Option<u64>, cache_dir: PathBuf) -> Result<Option<(Self, Book)>, Error> {
        let (mut store, rules) = Self::bare(dir, seed, Some(cache_dir))?;
        let Some(cache) = store.cache() else { return Ok(None) };
        let loaded = recall(&cache, &rules, |_, _| true);
        let book = store.fill(loaded, rules);
        Ok(Some((store, book)))
    }

    /// Remembers the book in the cache where that is worth the time; true when it was done. For quiet moments.
    ///
    /// # Errors
    /// When the cache can't be written; nothing depends on it.
    pub fn remember(&mut self, book: &Book) -> Result<bool, Error> {
        let Some(cache_dir) = &self.cache_dir else { return Ok(false) };
        if !cache::is_worthwhile(self.anew, self.files.len()) {
            return Ok(false);
        }
        let moves_of = |id| refresh::moves_of(book, id).filter(|_| !self.faults.contains_key(&id));
        cache::save(cache_dir, &self.dir, &self.files, moves_of).map_err(Error::io(cache_dir, "write the cache in"))?;
        self.anew = 0;
        Ok(true)
    }

    /// What was forecast of the book on a day before, where that is kept.
    #[must_use]
    pub fn foreseen(&self, today: Day) -> Lines {
        self.cache_dir.as_ref().map(|dir| outlooks::read(dir, &self.dir, today)).unwrap_or_default()
    }

    /// Keeps what was forecast of the book on a day; where that can't be, it costs time and nothing else.
    pub fn keep_foreseen(&self, today: Day, lines: &Lines) {
        if let Some(dir) = self.cache_dir.as_ref().filter(|_| !self.is_rehearsal) {
            let _ = outlooks::save(dir, &self.dir, today, lines);
        }
    }

    /// What `book.toml` says, without a look at any other file; the usual rules where it can't be read.
    #[must_use]
    pub fn rules_of(dir: &Path) -> Rules {
        refresh::read_page(dir).1
    }

    /// A store that has looked at nothing but `book.toml`.
    fn bare(dir: &Path, seed: Option<u64>, cache_dir: Option<PathBuf>) -> Result<(Self, Rules), Error> {
        let dir = fs::canonicalize(dir).map_err(Error::io(dir, "open the book"))?;
        if !is_book(&dir) {
            return Err(Error::NotFound {
                what: format!("book in {}", dir.display()),
                remedy: format!("make one with `countersign init {}`", dir.display()),
            });
        }
        fs::read_dir(&dir).map_err(Error::io(&dir, "open the book"))?;
        let (page, rules) = refresh::read_page(&dir);
        let store = Self {
            dir,
            files: HashMap::new(),
            faults: BTreeMap::new(),
            strays: Vec::new(),
            page,
            snapshots: Snapshots::default(),
            papers: Shelf::default(),
            dice: Dice::new(seed),
            cache_dir,
            version: refresh::Version::next(),
            anew: 0,
            is_rehearsal: false,
        };
        Ok((store, rules))
    }

    fn cache(&self) -> Option<Cache> {
        self.cache_dir.as_deref().and_then(|cache_dir| Cache::open(cache_dir, &self.dir))
    }

    /// The book of what was loaded, in the order of the files.
    fn fill(&mut self, mut loaded: Vec<Loaded>, rules: Rules) -> Book {
        loaded.sort_unstable_by_key(|each| (each.file.year, each.id));
        self.files.reserve(loaded.len());
        let folded: Vec<Folded> = loaded.into_iter().filter_map(|each| self.keep(each)).collect();
        let mut book = Book::new(rules, folded, Vec::new());
        self.snapshots.look(&self.dir, &mut book);
        self.papers.look(&self.dir, &mut book);
        book.problems = self.problems();
        book
    }

    /// From now on moves change the book alone: nothing is written, and what they come to can be looked at.
    pub const fn rehearse(&mut self) {
        self.is_rehearsal = true;
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
        let others = self.strays.iter().chain(self.snapshots.problems()).chain(self.papers.problems());
        let mut all: Vec<Problem> = self.page.problems.iter().chain(others).chain(faults).cloned().collect();
        all.sort();
        all
    }
}

/// Whether a directory holds a book: `book.toml`, or commitments whose `book.toml` was lost.
fn is_book(dir: &Path) -> bool {
    dir.join(rules::FILE).symlink_metadata().is_ok() || dir.join("commitments").is_dir()
}
