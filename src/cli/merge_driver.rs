//! `merge-driver`: what git calls for each file that both sides changed.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use tempfile::NamedTempFile;

use super::args::Driving;
use super::failure::Failure;
use super::reply::Reply;
use super::rim::Rim;
use crate::store::git::{Git, driver};
use crate::store::merge::{is_owned, lost, merge};

/// `merge-driver BASE OURS THEIRS PATH`: the merge is written over OURS; on any trouble it is left as it is.
///
/// # Errors
/// When a file can't be read or written, and when the proof fails that nothing is lost.
pub fn run(args: &Driving, rim: &Rim) -> Result<Reply, Failure> {
    let [base, ours, theirs] = [&args.base, &args.ours, &args.theirs].map(|path| rim.env.cwd.join(path));
    let Some(path) = within(&args.path) else {
        let git = Git::led(&rim.env.cwd);
        let is_clean =
            driver::merge_lines(&git, &base, &ours, &theirs).map_err(|trouble| Failure::book(trouble.what))?;
        return Ok(Reply { code: u8::from(!is_clean), ..Reply::default() });
    };
    let read = |path: &Path| fs::read(path).map_err(|error| Failure::io("read", path, &error));
    let (base, own, other) = (read(&base)?, read(&ours)?, read(&theirs)?);
    let merged = merge(path, Some(&base), Some(&own), Some(&other)).expect("a file that both sides have has a merge");
    for side in [&own, &other] {
        if let Some(what) = lost(path, Some(&base), Some(side), Some(&merged)).first() {
            return Err(Failure::book(format!("{}: the merge would lose {what}, so it isn't made", args.path))
                .hint("`countersign doctor` says what is wrong with the file"));
        }
    }
    write(&ours, &merged).map_err(|error| Failure::io("write", &ours, &error))?;
    Ok(Reply::default())
}

/// The path within the book of one of its files; none where it isn't one.
fn within(path: &str) -> Option<&str> {
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    starts.map(|start| &path[start..]).find(|rest| is_owned(rest))
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut fresh = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    fresh.write_all(bytes)?;
    fresh.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_book_are_known_wherever_it_lies_in_its_repository() {
        let check = |path: &str, expect: Option<&str>| assert_eq!(within(path), expect, "{path}");
        check("book.toml", Some("book.toml"));
        check("sales/acme/commitments/2026/k7m2qx.toml", Some("commitments/2026/k7m2qx.toml"));
        check("acme/snapshots/deals.toml", Some("snapshots/deals.toml"));
        check("Cargo.toml", None);
        check("commitments/notes.toml", None);
    }
}
