//! What is wrong with the files of a book, and what mends it without a decision; shown first, done when wished.
//!
//! Nothing is deleted unless what it said is elsewhere, and a file that changed since the plan was made is left alone.

mod commitments;
mod copies;
mod git;
mod people;
mod rights;

use std::fs;
use std::path::Path;

use super::file::{Place, replace, settle};
use super::git::origin::Origin;
use super::{Error, Store, begin, lock};
use crate::domain::book::Book;
use crate::domain::person::Person;

/// How much a finding stands in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Something can't be read, can't be written, or isn't in the book though it should be.
    Hindrance,
    /// Worth a look.
    Look,
}

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The file within the book.
    pub file: String,
    /// The line, where there is one.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What a person can do about it; empty where there is nothing better than mending.
    pub by_hand: String,
    /// What mending does, as in "`countersign doctor --fix` …"; empty where only a person can.
    pub would: String,
    /// What mending did.
    pub did: String,
    /// How much it stands in the way.
    pub weight: Weight,
}

/// Findings that are mended together, or that nothing mends but a person.
#[derive(Debug)]
pub struct Case {
    /// What is wrong.
    pub findings: Vec<Finding>,
    steps: Vec<Step>,
}

impl Case {
    /// Whether it can be mended without a decision.
    #[must_use]
    pub fn is_mendable(&self) -> bool {
        !self.steps.is_empty()
    }
}

/// One step of mending.
#[derive(Debug)]
enum Step {
    /// Writes a file that was as it was, or wasn't there.
    Write { path: String, was: Option<Vec<u8>>, bytes: Vec<u8> },
    /// Deletes a file whose content an earlier step has written elsewhere.
    Remove { path: String, was: Vec<u8> },
    /// Enters a file as settled in git's index.
    Settle { path: String },
    /// Tells git how the book's files are merged.
    Driver,
    /// Writes the lines git needs in the book.
    Lines,
    /// Brings somebody into the book.
    Person(Box<Person>),
    /// Gives a file or folder a mode.
    #[cfg_attr(not(unix), expect(dead_code, reason = "elsewhere the system sees to it"))]
    Mode { path: String, mode: u32 },
    /// Deletes what a crash left unfinished.
    Sweep,
}

impl Store {
    /// Everything that is wrong with the files, with what would mend it.
    #[must_use]
    pub fn cases(&self, book: &Book) -> Vec<Case> {
        let mut origin = Origin::of(&self.dir);
        let mut cases = rights::cases(&self.dir);
        cases.extend(commitments::cases(self, origin.as_mut()));
        cases.extend(copies::cases(self, book));
        cases.extend(people::cases(book));
        cases.extend(git::cases(self, origin.as_ref()));
        cases
    }

    /// Mends a case; a second look at the book shows what came of it.
    ///
    /// # Errors
    /// When a file changed since the plan was made, when the book is busy, or when the system or git refuses.
    pub fn mend(&mut self, book: &mut Book, case: &Case) -> Result<(), Error> {
        // Other steps take the lock themselves.
        let changed = |step: &'_ &Step| matches!(step, Step::Write { .. } | Step::Remove { .. });
        let _lock = case.steps.iter().any(|step| changed(&step)).then(|| lock::acquire(&self.dir)).transpose()?;
        for step in case.steps.iter().filter(changed) {
            match step {
                Step::Write { path, was, .. } => self.is_still(path, was.as_deref())?,
                Step::Remove { path, was } => self.is_still(path, Some(was))?,
                Step::Settle { .. }
                | Step::Driver
                | Step::Lines
                | Step::Person(_)
                | Step::Mode { .. }
                | Step::Sweep => {}
            }
        }
        for step in &case.steps {
            self.perform(book, step)?;
        }
        Ok(())
    }

    fn perform(&mut self, book: &mut Book, step: &Step) -> Result<(), Error> {
        match step {
            Step::Write { path, was, bytes } => {
                let path = self.dir.join(path);
                replace(&path, bytes, if was.is_some() { Place::Taken } else { Place::Fresh })?;
                settle(path.parent().unwrap_or(&self.dir))
            }
            Step::Remove { path, .. } => {
                let path = self.dir.join(path);
                fs::remove_file(&path).map_err(Error::io(&path, "delete"))?;
                settle(path.parent().unwrap_or(&self.dir))
            }
            Step::Settle { path } => self.with_git(|origin| origin.settle(path)),
            Step::Driver => self.with_git(Origin::install_driver),
            Step::Lines => {
                let _lock = lock::acquire(&self.dir)?;
                begin::git_lines(&self.dir)?;
                settle(&self.dir)
            }
            // An earlier step may have mended `book.toml`.
            Step::Person(person) => self.refresh(book).and_then(|_| self.add_person(book, person)),
            Step::Mode { path, mode } => set_mode(&self.dir.join(path), *mode),
            Step::Sweep => self.sweep().map(drop),
        }
    }

    fn with_git(&self, what: impl FnOnce(&Origin) -> Result<(), super::git::Trouble>) -> Result<(), Error> {
        let refused = |why: String| Error::Io {
            path: self.dir.clone(),
            doing: "set up git for",
            source: std::io::Error::other(why),
        };
        let origin = Origin::of(&self.dir).ok_or_else(|| refused("it is in no repository any more".into()))?;
        what(&origin).map_err(|trouble| refused(trouble.what))
    }

    /// Whether a file is as it was when the plan was made.
    fn is_still(&self, name: &str, was: Option<&[u8]>) -> Result<(), Error> {
        let path = self.dir.join(name);
        let now = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(source) => return Err(Error::Io { path, doing: "read", source }),
        };
        if now.as_deref() == was {
            return Ok(());
        }
        Err(Error::Broken {
            path,
            line: None,
            why: "it changed meanwhile".into(),
            remedy: "look again with `countersign doctor`".into(),
        })
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(Error::io(path, "change the rights of"))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> Result<(), Error> {
    Ok(())
}
