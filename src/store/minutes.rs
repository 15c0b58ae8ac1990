//! What was decided in a standup, as a file to find again: outside the book, which has every move of it anyway.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::cache::hash;
use super::error::Error;
use crate::domain::day::Day;

/// Saves the digest of a day as `standups/acme-book-1f3c/2026-11-22.md` in the user's own state directory; a second
/// standup on the same day takes the place of the first, whose decisions it holds too.
///
/// # Errors
/// When the state directory can't be written.
pub fn save_minutes(state_dir: &Path, book: &Path, (name, day): (&str, Day), digest: &str) -> Result<PathBuf, Error> {
    let book = fs::canonicalize(book).unwrap_or_else(|_| book.to_owned());
    let number = hash(book.as_os_str().as_encoded_bytes()) & 0xffff;
    let dir = state_dir.join("standups").join(format!("{}-{number:04x}", plain(name)));
    let path = dir.join(format!("{day}.md"));
    let write = || -> io::Result<()> {
        fs::create_dir_all(&dir)?;
        let mut file = Builder::new().prefix(".standup-").tempfile_in(&dir)?;
        file.write_all(digest.as_bytes())?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(Error::io(&path, "save the standup in"))?;
    Ok(path)
}

/// The name of a book as any system takes it in the name of a directory.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if name.is_empty() { "book".to_owned() } else { name.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_found_by_book_and_day() {
        let dir = tempfile::tempdir().unwrap();
        let day: Day = "2026-11-22".parse().unwrap();
        for text in ["first\n", "second\n"] {
            let path = save_minutes(dir.path(), Path::new("/one"), ("Acme & Sons: book", day), text).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert!(path.display().to_string().contains("acme-sons-book-"), "{}", path.display());
        }
        let other = save_minutes(dir.path(), Path::new("/two"), ("株式会社", day), "third\n").unwrap();
        assert!(other.display().to_string().contains("standups/book-"), "{}", other.display());
    }
}
