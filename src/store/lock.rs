//! One writer at a time: the system's lock on one file of the book, which a crash can't leave behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::Error;
use super::file::share_mode;

/// The name of the file that is locked; `.gitignore` keeps it out of git.
pub(super) const NAME: &str = ".countersign.lock";

const PATIENCE: Duration = Duration::from_secs(20);

/// The right to write to the book, given back when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

/// Waits for the right to write to the book, but not for ever.
pub(super) fn acquire(dir: &Path) -> Result<Lock, Error> {
    let path = dir.join(NAME);
    let file = open(dir, &path).map_err(Error::io(&path, "lock the book with"))?;
    let begun = Instant::now();
    let mut pause = Duration::from_micros(500);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(8));
            }
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { path }),
            // Some network drives have no locks. A write replaces a whole file after reading it anew, so two writers
            // of one commitment in the same instant are the only thing the lock would have kept apart.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(Lock { _file: None });
            }
            Err(TryLockError::Error(source)) => return Err(Error::Io { path, doing: "lock the book with", source }),
        }
    }
}

fn open(dir: &Path, path: &Path) -> io::Result<File> {
    match OpenOptions::new().read(true).write(true).create_new(true).open(path) {
        Ok(file) => {
            share_mode(dir, &file)?;
            Ok(file)
        }
        // Reading is enough for a lock, so whoever shares the directory can take it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path)?.is_file() {
                File::open(path)
            } else {
                Err(io::Error::new(io::ErrorKind::IsADirectory, "something else stands in its place"))
            }
        }
        Err(error) => Err(error),
    }
}
