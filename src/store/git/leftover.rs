//! What a sync that was killed leaves behind: git's lock files, which would stand in the way for ever.

use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::repo::Repo;
use super::told::Trouble;
use crate::store::Error;

/// So long a git that was left alone has to come to its end.
const PATIENCE: Duration = Duration::from_millis(1500);

/// While it is there a sync is under way, or was killed.
#[derive(Debug)]
pub(super) struct Presence {
    path: PathBuf,
}

/// Says that a sync is under way, after sweeping what one left that was killed. Only who has the right to sync may.
pub(super) fn begin(repo: &Repo) -> Result<Presence, Trouble> {
    let path = repo.notes().join("under-way");
    if path.exists() {
        sweep(repo);
    }
    fs::File::create(&path).map_err(Error::io(&path, "write"))?;
    Ok(Presence { path })
}

impl Drop for Presence {
    fn drop(&mut self) {
        // What stays costs the next sync a look.
        let _ = fs::remove_file(&self.path);
    }
}

/// Takes away the locks of a git that is no more.
fn sweep(repo: &Repo) {
    let begun = Instant::now();
    for lock in locks(repo) {
        while lock.exists() && begun.elapsed() < PATIENCE {
            sleep(Duration::from_millis(25));
        }
        let _ = fs::remove_file(&lock);
    }
}

/// The locks that a sync has git take.
fn locks(repo: &Repo) -> Vec<PathBuf> {
    let mut locks: Vec<PathBuf> =
        ["index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock", "refs/countersign/pending.lock"]
            .into_iter()
            .map(|name| repo.git_dir.join(name))
            .collect();
    let mut folders = vec![repo.git_dir.join("refs/heads"), repo.git_dir.join("refs/remotes")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "lock") {
                locks.push(path);
            }
        }
    }
    locks.retain(|lock| lock.exists());
    locks
}
