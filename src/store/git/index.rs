//! The index, changed at the book's own paths only: what a person has put there stays.

use std::fmt::Write as _;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::repo::Repo;
use super::told::{Trouble, TroubleKind};

/// So long another git is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Says what paths of the repository hold: path, mode, object.
pub(super) fn enter<'a>(repo: &Repo, entries: impl Iterator<Item = (String, &'a str, &'a str)>) -> Result<(), Trouble> {
    let mut lines = String::new();
    for (path, mode, object) in entries {
        let _ = write!(lines, "{mode} {object}\t{path}\0");
    }
    if lines.is_empty() {
        return Ok(());
    }
    patiently(|| repo.git.feed(&["update-index", "--add", "-z", "--index-info"], lines.as_bytes()).map(drop))
}

/// Does it again while another git holds what is needed.
pub(super) fn patiently<T>(mut what: impl FnMut() -> Result<T, Trouble>) -> Result<T, Trouble> {
    let begun = Instant::now();
    loop {
        match what() {
            Err(trouble) if trouble.kind == TroubleKind::Busy && begun.elapsed() < PATIENCE => {
                sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}
