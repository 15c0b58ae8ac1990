//! What was half typed when the screen went away: kept by book and form, outside the book, until it is sent or dropped.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::cache::hash;
use super::error::Error;

/// Nobody types more into a form.
const MOST_BYTES: u64 = 1 << 20;

/// The half-typed texts of one book.
#[derive(Clone, Debug)]
pub struct Drafts {
    dir: PathBuf,
    book: u64,
}

impl Drafts {
    /// The drafts of a book, in the user's own state directory.
    #[must_use]
    pub fn new(state_dir: &Path, book: &Path) -> Self {
        let book = fs::canonicalize(book).unwrap_or_else(|_| book.to_owned());
        Self { dir: state_dir.join("drafts"), book: hash(book.as_os_str().as_encoded_bytes()) }
    }

    /// Keeps the text of a form. It survives a crash of the program; not, for speed, one of the machine.
    ///
    /// # Errors
    /// When the state directory can't be written.
    pub fn save(&self, form: &str, text: &str) -> Result<(), Error> {
        let path = self.path(form);
        let write = || -> io::Result<()> {
            fs::create_dir_all(&self.dir)?;
            // Only its author may read what is not said yet: temporary files begin that way and stay so.
            let mut file = Builder::new().prefix(".draft-").tempfile_in(&self.dir)?;
            file.write_all(head(form).as_bytes())?;
            file.write_all(text.as_bytes())?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(Error::io(&path, "keep the draft in"))
    }

    /// The text kept for a form; none where there is none, or none that can be read.
    #[must_use]
    pub fn load(&self, form: &str) -> Option<String> {
        let path = self.path(form);
        if fs::metadata(&path).ok()?.len() > MOST_BYTES + 1024 {
            return None;
        }
        fs::read_to_string(&path).ok()?.strip_prefix(&head(form)).map(str::to_owned)
    }

    /// Forgets the text of a form.
    ///
    /// # Errors
    /// When it is there and can't be deleted.
    pub fn clear(&self, form: &str) -> Result<(), Error> {
        let path = self.path(form);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io(&path, "delete")(error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn path(&self, form: &str) -> PathBuf {
        self.dir.join(format!("{:016x}-{:016x}.txt", self.book, hash(form.as_bytes())))
    }
}

/// The first line, which tells whose text it is.
fn head(form: &str) -> String {
    format!("draft of {}\n", form.escape_debug())
}
