//! The first copy of a book that is shared already.

use std::fs;
use std::path::{Path, PathBuf};

use super::driver;
use super::mark::Mark;
use super::remote::Remote;
use super::repo::Repo;
use super::run::{Git, Prompts, Stop};
use super::share::is_address;
use super::sync::Wish;
use super::told::{Trouble, TroubleKind};
use crate::domain::book::Rules;
use crate::store::{Error, Store, rules};

/// A copy that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cloned {
    /// The book.
    pub book: PathBuf,
    /// Whether the remote was empty, and a book was begun.
    pub is_new: bool,
}

/// Copies a shared book into a new or empty directory, and tells git how its files are merged; an empty repository gets a
/// new book by those rules.
///
/// # Errors
/// A [`Trouble`] in words; a directory that was made for it is gone again then.
pub fn clone(url: &str, dir: &Path, wish: &Wish, new_book: &Rules) -> Result<Cloned, Trouble> {
    is_address(url)?;
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        let what = format!("{} is not empty", dir.display());
        return Err(Trouble::new(TroubleKind::Other, what, "name a new directory: `countersign init --from URL DIR`"));
    }
    let above = dir.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(above).map_err(Error::io(above, "make the directory"))?;
    let git = Git::at(above).asking(wish.prompts).patient(wish.patience).stopped_by(&Stop::new());
    let mut args = vec!["clone".as_ref(), "--origin".as_ref(), "origin".as_ref(), "--no-recurse-submodules".as_ref()];
    if wish.prompts == Prompts::Off {
        args.push("--quiet".as_ref());
    }
    let dir = std::path::absolute(dir).map_err(Error::io(dir, "find"))?;
    args.extend(["--".as_ref(), url.as_ref(), dir.as_os_str()]);
    git.run(&args).map_err(|trouble| Trouble { next: next(trouble.kind), ..trouble })?;
    let git = git.within(&dir);
    let found = book_in(&git, &dir)?;
    let is_new = found.is_none();
    let book = match found {
        Some(book) => book,
        None if git.asks(&["rev-parse", "--quiet", "--verify", "HEAD"])? => {
            let what = format!("there is no book in {}: no book.toml is in it", url.escape_debug());
            return Err(Trouble::new(TroubleKind::Other, what, format!("its files are in {}", dir.display())));
        }
        None => {
            Store::init(&dir, new_book)?;
            dir
        }
    };
    driver::install(&git)?;
    if let Some(repo) = Repo::find(&git, &book)? {
        let head = repo.head()?;
        if let (Some(tip), Some(branch)) = (head.commit, head.branch)
            && let Some(Remote { name, branch }) = Remote::of(&repo, &branch)?
        {
            fs::create_dir_all(repo.notes()).map_err(Error::io(&repo.notes(), "make the directory"))?;
            Mark { at: wish.now, remote: name, branch, tip }.keep(&repo)?;
        }
    }
    Ok(Cloned { book, is_new })
}

/// What to do where there is no copy yet.
fn next(kind: TroubleKind) -> String {
    let next = match kind {
        TroubleKind::NeedsTerminal => {
            "run it in a terminal to type what is asked, or set up a key or a credential helper"
        }
        TroubleKind::NoGit => "install git from your system's packages or git-scm.com",
        TroubleKind::Disk => "make room, or choose another directory",
        TroubleKind::Stopped | TroubleKind::NoAnswer => "try again",
        TroubleKind::Unreachable
        | TroubleKind::NoRepository
        | TroubleKind::Rewritten
        | TroubleKind::Refused
        | TroubleKind::Elsewhere
        | TroubleKind::Busy
        | TroubleKind::Other => "look whether the address is right and you may read what is there",
    };
    next.to_owned()
}

/// The book of a copy: the one nearest to its top.
fn book_in(git: &Git, dir: &Path) -> Result<Option<PathBuf>, Trouble> {
    let listed = git.run(&["ls-files", "-z"])?;
    let listed = String::from_utf8_lossy(&listed);
    let pages = listed.split('\0').filter(|path| Path::new(path).file_name().is_some_and(|name| name == rules::FILE));
    let nearest = pages.min_by_key(|path| (path.matches('/').count(), path.len()));
    Ok(nearest.map(|path| dir.join(path).parent().map_or_else(|| dir.to_owned(), Path::to_owned)))
}
