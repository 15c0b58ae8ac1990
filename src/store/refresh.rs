//! Seeing what others did: the files that changed are read again, the rest stays as it is.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::load::{Loaded, load, text_of};
use super::rules::{FILE, Read, read, unreadable};
use super::scan::{File, Scan, Stamp, scan, system_nanos};
use super::{Error, Page, Store};
use crate::domain::act::Move;
use crate::domain::book::{Book, Rules};
use crate::domain::fold::Folded;
use crate::domain::id::Id;

/// What a refresh found different.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// The commitments that are new, changed or gone.
    pub commitments: Vec<Id>,
    /// Whether the rules changed: `book.toml`.
    pub rules: bool,
    /// Whether something beside them did: a snapshot was imported, or there are other papers of a review.
    pub beside: bool,
    /// Whether other things can't be read than before.
    pub problems: bool,
}

impl Changes {
    /// Whether everything is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commitments.is_empty() && !self.rules && !self.beside && !self.problems
    }
}

/// What a store knows of its files, to be compared with them on another thread: [`Sight::survey`].
#[derive(Debug)]
pub struct Sight {
    dir: PathBuf,
    files: HashMap<Id, File>,
    page: Stamp,
    rules: Rules,
    version: Version,
}

/// What the files are: all that takes time has been done. [`Store::take`] makes it the book's.
#[derive(Debug)]
pub struct Survey {
    /// Which knowledge it was compared with; none where nobody can have written since.
    version: Option<Version>,
    rules: Rules,
    /// `book.toml`, where it changed.
    page: Option<Page>,
    scan: Scan,
    loaded: Vec<Loaded>,
}

/// Tells one state of what a store knows from all others of the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Version(u64);

impl Version {
    pub(super) fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Sight {
    /// Looks at every file and reads again what changed.
    ///
    /// # Errors
    /// When the book itself is gone or can't be read.
    pub fn survey(self) -> Result<Survey, Error> {
        let Self { dir, files, page, rules, version } = self;
        Ok(Survey { version: Some(version), ..survey(&dir, (&files, page), &rules)? })
    }
}

impl Store {
    /// Looks at every file and reads again what changed.
    ///
    /// # Errors
    /// When the book itself is gone or can't be read; nothing is taken out of `book` then.
    pub fn refresh(&mut self, book: &mut Book) -> Result<Changes, Error> {
        let survey = survey(&self.dir, (&self.files, self.page.stamp), &book.rules)?;
        Ok(self.put(survey, book))
    }

    /// The same in two parts: the slow one may be done on another thread, while moves are made here.
    #[must_use]
    pub fn sight(&self, book: &Book) -> Sight {
        let (dir, files, rules) = (self.dir.clone(), self.files.clone(), book.rules.clone());
        Sight { dir, files, page: self.page.stamp, rules, version: self.version }
    }

    /// Takes in what a survey found; none where something was written or read here meanwhile, which may be newer: then
    /// another look is due.
    pub fn take(&mut self, survey: Survey, book: &mut Book) -> Option<Changes> {
        let is_stale = survey.version.is_some_and(|version| version != self.version);
        (!is_stale).then(|| self.put(survey, book))
    }

    fn put(&mut self, survey: Survey, book: &mut Book) -> Changes {
        let Survey { rules, page, scan: Scan { files, problems }, loaded, .. } = survey;
        let mut changes = Changes::default();
        self.version = Version::next();
        if let Some(page) = page {
            self.page = page;
            if rules != book.rules {
                book.reread(rules);
                changes.rules = true;
            }
        }
        self.strays = problems;
        let gone: Vec<Id> = self.files.keys().filter(|id| !files.contains_key(id)).copied().collect();
        for id in gone {
            self.files.remove(&id);
            self.faults.remove(&id);
            if moves_of(book, id).is_some() {
                book.remove(id);
                changes.commitments.push(id);
            }
        }
        self.anew += loaded.len();
        for each in loaded {
            let id = each.id;
            match self.keep(each) {
                Some(folded) if moves_of(book, id) == Some(moves_in(&folded)) => {}
                Some(folded) => {
                    book.put(folded);
                    changes.commitments.push(id);
                }
                None if moves_of(book, id).is_some() => {
                    book.remove(id);
                    changes.commitments.push(id);
                }
                None => {}
            }
        }
        changes.beside = self.snapshots.look(&self.dir, book);
        changes.beside |= self.papers.look(&self.dir, book);
        let problems = self.problems();
        changes.problems = problems != book.problems;
        book.problems = problems;
        changes.commitments.sort_unstable();
        changes
    }
}

/// Looks at every file, and reads what is other than known.
fn survey(dir: &Path, (known, page): (&HashMap<Id, File>, Stamp), rules: &Rules) -> Result<Survey, Error> {
    fs::read_dir(dir).map_err(Error::io(dir, "open the book"))?;
    let anew = (page_stamp(dir) != page).then(|| read_page(dir));
    let (page, rules) = match anew {
        Some((page, rules)) => (Some(page), rules),
        None => (None, rules.clone()),
    };
    let now = system_nanos();
    let scan = scan(dir);
    let is_other = |(id, file): &(&Id, &File)| known.get(id) != Some(file);
    let mut wanted: Vec<(Id, File)> =
        scan.files.iter().filter(is_other).map(|(id, file)| (*id, file.clone())).collect();
    wanted.sort_unstable_by_key(|(id, file)| (file.year, *id));
    let loaded = load(dir, &wanted, &rules, now);
    Ok(Survey { version: None, rules, page, scan, loaded })
}

fn moves_in(folded: &Folded) -> &[Move] {
    match folded {
        Folded::Standing(commitment) => &commitment.moves,
        Folded::Shelved(shelved) => &shelved.moves,
    }
}

/// The moves of a commitment, shown or shelved.
pub(super) fn moves_of(book: &Book, id: Id) -> Option<&[Move]> {
    let shelved = || book.shelved().iter().find(|each| each.id == id).map(|each| &each.moves[..]);
    book.get(id).map(|each| &each.moves[..]).or_else(shelved)
}

fn page_stamp(dir: &Path) -> Stamp {
    fs::metadata(dir.join(FILE)).map_or(Stamp::default(), |metadata| Stamp::of(&metadata))
}

/// Reads `book.toml`; where it can't be read, the usual rules hold.
pub(super) fn read_page(dir: &Path) -> (Page, Rules) {
    let now = system_nanos();
    let stamp = page_stamp(dir).settled(now);
    let read = match fs::canonicalize(dir.join(FILE)) {
        Ok(path) => match text_of(&path) {
            Ok(text) => read(&text),
            Err(problem) => unreadable(problem.line, &problem.why, &problem.remedy),
        },
        Err(_) => unreadable(None, "it is missing", "bring it back from git, or make another with `countersign init`"),
    };
    let Read { rules, schema, problems, is_broken } = read;
    (Page { stamp, schema, is_broken, problems }, rules)
}
