//! Changing `book.toml` one thing at a time; what people wrote there stays as it stands.

use super::file::{Place, replace, settle};
use super::load::text_of;
use super::rules::{Change, FILE, changed, read};
use super::{Error, Store, lock, refresh};
use crate::domain::book::{Book, SavedView};
use crate::domain::person::Person;

impl Store {
    /// Adds a person to the book, or replaces what it says of one.
    ///
    /// # Errors
    /// When `book.toml` can't be read or written; it is never written over then.
    pub fn add_person(&mut self, book: &mut Book, person: &Person) -> Result<(), Error> {
        self.change(book, &Change::Person(person))
    }

    /// Saves a view under its name.
    ///
    /// # Errors
    /// When `book.toml` can't be read or written.
    pub fn save_view(&mut self, book: &mut Book, view: &SavedView) -> Result<(), Error> {
        self.change(book, &Change::View(view))
    }

    /// Takes out the view of a name.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; or when `book.toml` can't be read or written.
    pub fn remove_view(&mut self, book: &mut Book, name: &str) -> Result<(), Error> {
        if !book.rules.views.iter().any(|view| view.name == name) {
            let names: Vec<&str> = book.rules.views.iter().map(|view| view.name.as_str()).collect();
            let remedy =
                if names.is_empty() { "there are none yet".into() } else { format!("there are {}", names.join(", ")) };
            return Err(Error::NotFound { what: format!("view named `{}`", name.escape_debug()), remedy });
        }
        self.change(book, &Change::NoView(name))
    }

    /// Sets a dotted key of `book.toml` to a value written as TOML, or as a plain word: `policy.quiet_after`, `21`.
    ///
    /// # Errors
    /// [`Error::Broken`] in the words of the reader when the value doesn't fit; nothing is written then.
    pub fn set(&mut self, book: &mut Book, key: &str, value: &str) -> Result<(), Error> {
        self.change(book, &Change::Set(key, value))
    }

    fn change(&mut self, book: &mut Book, change: &Change) -> Result<(), Error> {
        self.may_write()?;
        let _lock = (!self.is_rehearsal).then(|| lock::acquire(&self.dir)).transpose()?;
        let path = self.dir.join(FILE);
        let broken = |line, why: String, remedy: String| Error::Broken { path: path.clone(), line, why, remedy };
        let text =
            text_of(&path).map_err(|problem| broken(problem.line, problem.why.clone(), problem.remedy.clone()))?;
        let before = read(&text);
        if before.is_broken {
            let problem = before.problems.into_iter().next().expect("what is broken has its problem");
            return Err(broken(problem.line, problem.why, problem.remedy));
        }
        let new = changed(&text, change).map_err(|why| broken(None, why, "mend it in an editor first".into()))?;
        let after = read(&new);
        let is_new = |why: &str| !before.problems.iter().any(|known| known.why == why);
        if let Some(problem) = after.problems.iter().find(|problem| is_new(&problem.why)).cloned() {
            return Err(broken(None, problem.why, problem.remedy));
        }
        if self.is_rehearsal {
            book.reread(after.rules);
            return Ok(());
        }
        if new != text {
            replace(&path, new.as_bytes(), Place::Taken)?;
            settle(&self.dir)?;
        }
        let (page, rules) = refresh::read_page(&self.dir);
        self.page = page;
        self.version = super::refresh::Version::next();
        if rules != book.rules {
            book.reread(rules);
        }
        book.problems = self.problems();
        Ok(())
    }
}
