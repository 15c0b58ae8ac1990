//! Seeing what others did: the files that changed are read again, the rest stays as it is.

use std::fs;
use std::path::Path;

use super::load::{load, text_of};
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
    /// Whether the tracker or the CRM says something else: a snapshot was imported.
    pub snapshots: bool,
    /// Whether other things can't be read than before.
    pub problems: bool,
}

impl Changes {
    /// Whether everything is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commitments.is_empty() && !self.rules && !self.snapshots && !self.problems
    }
}

impl Store {
    /// Looks at every file and reads again what changed.
    ///
    /// # Errors
    /// When the book itself is gone or can't be read; nothing is taken out of `book` then.
    pub fn refresh(&mut self, book: &mut Book) -> Result<Changes, Error> {
        fs::read_dir(&self.dir).map_err(Error::io(&self.dir, "open the book"))?;
        let mut changes = Changes::default();
        if page_stamp(&self.dir) != self.page.stamp {
            let (page, rules) = read_page(&self.dir);
            self.page = page;
            if rules != book.rules {
                book.reread(rules);
                changes.rules = true;
            }
        }
        let now = system_nanos();
        let Scan { files, problems } = scan(&self.dir);
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
        let mut wanted: Vec<(Id, File)> =
            files.into_iter().filter(|(id, file)| self.files.get(id) != Some(file)).collect();
        wanted.sort_unstable_by_key(|(id, file)| (file.year, *id));
        self.anew += wanted.len();
        for each in load(&self.dir, &wanted, &book.rules, now) {
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
        changes.snapshots = self.snapshots.look(&self.dir, book);
        let problems = self.problems();
        changes.problems = problems != book.problems;
        book.problems = problems;
        changes.commitments.sort_unstable();
        Ok(changes)
    }
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
