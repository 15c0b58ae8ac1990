//! Which files the book has and when each was last changed, without opening any.

use std::collections::HashMap;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::error::{plain, remedy};
use crate::domain::book::Problem;
use crate::domain::id::Id;

/// When a file was last changed, as far as the system tells without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Stamp {
    pub(super) changed: i64,
    pub(super) size: u64,
    pub(super) inode: u64,
    pub(super) altered: i64,
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let nanos = |secs: i64, nanos: i64| secs.saturating_mul(1_000_000_000).saturating_add(nanos);
        Self {
            changed: nanos(metadata.mtime(), metadata.mtime_nsec()),
            size: metadata.len(),
            inode: metadata.ino(),
            altered: nanos(metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let changed = since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX));
        Self { changed, size: metadata.len(), inode: 0, altered: 0 }
    }

    /// A stamp that no file has: what was read under it is read again.
    pub(super) const UNSURE: Self = Self { changed: i64::MIN, size: u64::MAX, inode: 0, altered: 0 };

    /// The stamp, unless the file was changed so shortly before `now` that another change could leave it as it is.
    pub(super) fn settled(self, now: i64) -> Self {
        let tick = if self.changed % 1_000_000_000 == 0 { 2_000_000_000 } else { 20_000_000 };
        let latest = self.changed.max(self.altered);
        if latest > now.saturating_sub(tick) { Self::UNSURE } else { self }
    }
}

/// The system's time, to tell which files have just been changed.
#[expect(clippy::disallowed_methods, reason = "compared with the times of files, which are the system's too")]
pub(super) fn system_nanos() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

/// The file of a commitment, and others of the same name that should not be there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct File {
    pub(super) year: u16,
    pub(super) stamp: Stamp,
    pub(super) twins: Vec<(u16, Stamp)>,
}

impl File {
    /// The file and its twins.
    pub(super) fn places(&self) -> impl Iterator<Item = (u16, Stamp)> {
        std::iter::once((self.year, self.stamp)).chain(self.twins.iter().copied())
    }

    pub(super) fn settled(mut self, now: i64) -> Self {
        self.stamp = self.stamp.settled(now);
        for twin in &mut self.twins {
            twin.1 = twin.1.settled(now);
        }
        self
    }
}

/// What lies in the book.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) files: HashMap<Id, File>,
    pub(super) problems: Vec<Problem>,
}

/// The name of a commitment's file within the book, as problems show it.
pub(super) fn file_name(year: u16, id: Id) -> String {
    format!("commitments/{year:04}/{id}.toml")
}

/// The path of a commitment's file.
pub(super) fn path_of(dir: &Path, year: u16, id: Id) -> PathBuf {
    dir.join(file_name(year, id))
}

/// Looks at every file of the book.
pub(super) fn scan(dir: &Path) -> Scan {
    let mut scan = Scan::default();
    let mut found: Vec<(u16, Id, DirEntry)> = Vec::new();
    for (folder, kind) in entries(dir, "commitments", &mut scan.problems) {
        let name = folder.file_name();
        let shown = format!("commitments/{}", name.to_string_lossy());
        if shown.starts_with("commitments/.") {
            continue;
        }
        let year = name.to_str().filter(|name| name.len() == 4).and_then(|name| name.parse::<u16>().ok());
        match year {
            Some(year) if kind.is_dir() => {
                for (entry, kind) in entries(dir, &shown, &mut scan.problems) {
                    match commitment_of(&shown, &entry, kind) {
                        Ok(Some(id)) => found.push((year, id, entry)),
                        Ok(None) => {}
                        Err(problem) => scan.problems.push(problem),
                    }
                }
            }
            Some(_) if kind.is_symlink() => {
                scan.problems.push(stray(
                    shown,
                    "it is a link, and the book holds plain directories",
                    "put the directory itself there",
                ));
            }
            Some(_) | None => {
                scan.problems.push(stray(
                    shown,
                    "commitments lie in folders by year",
                    "move it into a folder such as commitments/2026",
                ));
            }
        }
    }
    let (files, problems) = stamped(&found);
    scan.problems.extend(problems);
    for (year, id, stamp) in files {
        match scan.files.get_mut(&id) {
            None => {
                scan.files.insert(id, File { year, stamp, twins: Vec::new() });
            }
            Some(file) => {
                file.twins.push((year, stamp));
                file.twins.push((file.year, file.stamp));
                file.twins.sort_by_key(|twin| twin.0);
                (file.year, file.stamp) = file.twins.remove(0);
            }
        }
    }
    scan.problems.sort();
    scan
}

fn entries(dir: &Path, name: &str, problems: &mut Vec<Problem>) -> Vec<(DirEntry, FileType)> {
    let read = || -> io::Result<Vec<(DirEntry, FileType)>> {
        fs::read_dir(dir.join(name))?
            .map(|entry| entry.and_then(|entry| entry.file_type().map(|kind| (entry, kind))))
            .collect()
    };
    match read() {
        Ok(entries) => entries,
        // A book without commitments has no folder for them yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            problems.push(stray(name.to_owned(), &format!("it can't be read: {}", plain(&error)), remedy(&error)));
            Vec::new()
        }
    }
}

/// The id that a file is named by; none for what isn't meant to be a commitment.
fn commitment_of(folder: &str, entry: &DirEntry, kind: FileType) -> Result<Option<Id>, Problem> {
    let name = entry.file_name();
    let shown = format!("{folder}/{}", name.to_string_lossy());
    if name.as_encoded_bytes().starts_with(b".") {
        return Ok(None);
    }
    let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(".toml")) else {
        // Other programs leave copies and backups; only what looks like a lost commitment is worth a word.
        let is_lost = kind.is_file() && name.to_string_lossy().to_lowercase().contains(".toml");
        return if is_lost {
            Err(stray(shown, "its name doesn't end in .toml, so it isn't read", "rename it, or delete it"))
        } else {
            Ok(None)
        };
    };
    if kind.is_symlink() {
        return Err(stray(shown, "it is a link, and the book holds plain files", "put the file itself there"));
    }
    if !kind.is_file() {
        return Err(stray(shown, "it is not a file", "move it out of the book"));
    }
    stem.parse().map(Some).map_err(|words: String| {
        let (why, remedy) = words.split_once(": ").unwrap_or((&words, ""));
        stray(shown, why, &format!("name the file by six characters, such as k7m2qx.toml; {remedy}"))
    })
}

fn stray(file: String, why: &str, remedy: &str) -> Problem {
    Problem { file, line: None, key: None, why: why.to_owned(), remedy: remedy.to_owned() }
}

type Stamped = (Vec<(u16, Id, Stamp)>, Vec<Problem>);

/// Asks the system for the times of all files, on every processor at once when there are many.
fn stamped(found: &[(u16, Id, DirEntry)]) -> Stamped {
    let one = |part: &[(u16, Id, DirEntry)]| {
        let mut out: Stamped = (Vec::with_capacity(part.len()), Vec::new());
        for (year, id, entry) in part {
            match entry.metadata() {
                Ok(metadata) => out.0.push((*year, *id, Stamp::of(&metadata))),
                // Gone between two looks: as if it had not been there.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    out.1.push(stray(
                        file_name(*year, *id),
                        &format!("it can't be read: {}", plain(&error)),
                        remedy(&error),
                    ));
                }
            }
        }
        out
    };
    in_parts(found, MANY, one).into_iter().fold(Stamped::default(), |mut all, part| {
        all.0.extend(part.0);
        all.1.extend(part.1);
        all
    })
}

/// From how many files on it is worth asking every processor.
pub(super) const MANY: usize = 128;

/// Does a piece of work on parts of the items, on every processor at once where there are at least so many; the results
/// come in the order of the parts.
pub(super) fn in_parts<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    if items.len() < least || threads == 1 {
        return vec![work(items)];
    }
    let size = items.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = items.chunks(size).map(|part| scope.spawn(move || work(part))).collect();
        parts
            .into_iter()
            .map(|part| match part.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_a_moment_ago_is_looked_at_again() {
        const SECOND: i64 = 1_000_000_000;
        let stamp = |changed, altered| Stamp { changed, size: 1, inode: 1, altered };
        let check = |stamp: Stamp, now, is_trusted| assert_eq!(stamp.settled(now) == stamp, is_trusted, "{stamp:?}");
        let time = 100 * SECOND + 7;
        check(stamp(time, time), time + SECOND, true);
        check(stamp(time, time), time, false);
        check(stamp(time, time), time + 19_000_000, false);
        // What was put back to an old time was still altered just now.
        check(stamp(time - 50 * SECOND, time), time + 1_000_000, false);
        // A clock that runs ahead is not believed either.
        check(stamp(time + SECOND, time), time, false);
        // Some file systems count whole seconds only.
        check(stamp(100 * SECOND, 100 * SECOND), 101 * SECOND, false);
        check(stamp(100 * SECOND, 100 * SECOND), 103 * SECOND, true);
    }
}
