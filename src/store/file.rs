//! Writing a file so that it is old or new, never half: beside it, to the disk, then in its place.

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::error::Error;

/// How the names of files that are not in their place yet begin; readers pass over them.
pub(super) const UNFINISHED: &str = ".countersign-new-";

/// Whether the file may already be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// It must not be.
    Fresh,
    /// It is replaced, with its mode.
    Taken,
}

/// Puts the text in place of the file; the directory still has to be [`settle`]d for it to survive a power cut.
pub(super) fn replace(path: &Path, text: &[u8], place: Place) -> Result<(), Error> {
    let dir = path.parent().unwrap_or_else(|| Path::new("."));
    let failed = |source| Error::Io { path: path.to_owned(), doing: "write", source };
    let mut unfinished = Builder::new().prefix(UNFINISHED).tempfile_in(dir).map_err(failed)?;
    fill(&mut unfinished, path, dir, text, place).map_err(failed)?;
    match place {
        Place::Fresh => match unfinished.persist_noclobber(path) {
            // Some drives know no renaming that spares what is there; the lock and a look have to do.
            Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists && !path.exists() => {
                error.file.persist(path)
            }
            other => other,
        },
        Place::Taken => unfinished.persist(path),
    }
    .map_err(|error| failed(error.error))?;
    Ok(())
}

fn fill(unfinished: &mut NamedTempFile, path: &Path, dir: &Path, text: &[u8], place: Place) -> io::Result<()> {
    unfinished.write_all(text)?;
    match place {
        Place::Taken => {
            let known = fs::symlink_metadata(path)?;
            if !known.is_file() {
                return Err(io::Error::other(
                    "it is a link, and the book holds plain files; put the file itself there",
                ));
            }
            unfinished.as_file().set_permissions(known.permissions())?;
        }
        Place::Fresh => share_mode(dir, unfinished.as_file())?,
    }
    unfinished.as_file().sync_all()
}

/// Whoever may write in the directory may write the file.
#[cfg(unix)]
pub(super) fn share_mode(dir: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(dir)?.permissions().mode();
    file.set_permissions(Permissions::from_mode(mode & 0o666))
}

/// Whoever may write in the directory may write the file: elsewhere the system sees to it.
#[cfg(not(unix))]
pub(super) fn share_mode(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

/// Makes the names in a directory survive a power cut, where the drive can promise that.
pub(super) fn settle(dir: &Path) -> Result<(), Error> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(dir).and_then(|dir| dir.sync_all()) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done.map_err(Error::io(dir, "write the directory")),
    }
}

/// The text with a block after it; every earlier byte stays, line ends are those of the file.
pub(super) fn appended(before: &str, block: &str) -> String {
    let is_crlf = before.contains("\r\n");
    let end = if is_crlf { "\r\n" } else { "\n" };
    let mut text = String::with_capacity(before.len() + block.len() + 2);
    text.push_str(before);
    let is_blank = before.trim_start_matches('\u{feff}').is_empty();
    if !is_blank {
        if !before.ends_with('\n') {
            text.push_str(end);
        }
        text.push_str(end);
    }
    if is_crlf {
        text.push_str(&block.replace('\n', end));
    } else {
        text.push_str(block);
    }
    text
}
