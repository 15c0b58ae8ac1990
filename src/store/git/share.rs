//! The repository a book is shared by: found, made, joined to a remote, told how to merge.

use std::fs;
use std::path::Path;

use super::driver;
use super::index::patiently;
use super::remote::Remote;
use super::repo::Repo;
use super::run::Git;
use super::sync::Wish;
use super::told::{Trouble, TroubleKind};
use super::tree::differences;
use crate::domain::person::{Handle, Person};
use crate::store::file::{Place, replace};
use crate::store::{begin, is_book, lock, merge, rules};
use crate::text::fold;

/// The repository that the book lies in; made where there is none, and whether it was.
pub(super) fn repository(git: &Git, book: &Path, wish: &Wish) -> Result<(Repo, bool), Trouble> {
    if !is_book(book) {
        let what = format!("there is no book in {}", book.display());
        return Err(Trouble::new(TroubleKind::Other, what, "`countersign init` makes one"));
    }
    if let Some(repo) = Repo::find(git, book)? {
        if is_in_it(&repo)? {
            return Ok((repo, false));
        }
        let is_left_out = repo.git.asks(&["check-ignore", "--quiet", "--", &repo.full(rules::FILE)])?;
        if !wish.is_own && !is_left_out {
            let top = repo.git.dir().display().to_string();
            return Err(Trouble::new(
                TroubleKind::Elsewhere,
                format!("the book lies in the repository {top}, which doesn't have it yet"),
                format!(
                    "`countersign sync --own` makes a repository of its own; `git -C {top} add {}` puts it into that one",
                    repo.full(rules::FILE)
                ),
            ));
        }
    }
    let here = git.within(book);
    let is_named = here.end(&["config", "init.defaultBranch"], &[])?.status == Some(0);
    let args: &[&str] = if is_named { &["init", "--quiet"] } else { &["init", "--quiet", "--initial-branch=main"] };
    here.run(args)?;
    let made = Repo::find(git, book)?.ok_or_else(|| {
        Trouble::new(TroubleKind::NoRepository, "git made no repository of the book", "look at its rights")
    })?;
    Ok((made, true))
}

/// Whether git has the first page of a book, whatever lies in the directory now.
#[must_use]
pub fn is_kept(book: &Path) -> bool {
    Git::at(book).end(&["cat-file", "-e", "HEAD:./book.toml"], &[]).is_ok_and(|ended| ended.status == Some(0))
}

/// Whether the repository is the book's own, or has the book.
fn is_in_it(repo: &Repo) -> Result<bool, Trouble> {
    if repo.prefix.is_empty() {
        return Ok(true);
    }
    let listed = repo.git.run(&["ls-files", "-z", "--", &repo.full(rules::FILE)])?;
    Ok(!listed.is_empty())
}

/// Names the remote where that is wished, and tells git how the book's files are merged.
pub(super) fn prepare(repo: &mut Repo, wish: &Wish) -> Result<(), Trouble> {
    if let Some(url) = &wish.remote {
        name_remote(repo, url)?;
    }
    begin::git_lines(&repo.book)?;
    if repo.setting(driver::KEY).is_none() {
        driver::install(&repo.git)?;
    }
    Ok(())
}

fn name_remote(repo: &mut Repo, url: &str) -> Result<(), Trouble> {
    is_address(url)?;
    match repo.setting("remote.origin.url") {
        Some(known) if known == url => Ok(()),
        Some(_) => {
            patiently(|| repo.git.run(&["remote", "set-url", "--", "origin", url]))?;
            repo.reread()
        }
        None => {
            patiently(|| repo.git.run(&["remote", "add", "--", "origin", url]))?;
            repo.reread()
        }
    }
}

/// Whether a text can be the address of a repository, and nothing that git would take for something else.
pub(super) fn is_address(url: &str) -> Result<(), Trouble> {
    let is_helper = url.split_once("::").is_some_and(|(name, _)| name.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let is_odd = url.trim().is_empty() || url.starts_with('-') || url.contains(char::is_control) || is_helper;
    if !is_odd {
        return Ok(());
    }
    let what = format!("`{}` is no address of a repository", url.escape_debug());
    Err(Trouble::new(TroubleKind::Other, what, "write it as https://…, ssh://…, git@host:path or a path"))
}

/// The branch that a detached HEAD belongs to: the only one, or the one git begins with.
pub(super) fn branch(repo: &Repo) -> Result<String, Trouble> {
    let out = repo.git.text(&["for-each-ref", "--format=%(refname)", "refs/heads/"])?;
    let branches: Vec<&str> = out.lines().collect();
    let usual = [repo.setting("init.defaultbranch"), Some("main"), Some("master")];
    let usual = usual.into_iter().flatten().map(|name| format!("refs/heads/{name}"));
    let known = usual.clone().find(|name| branches.contains(&name.as_str()));
    match (&branches[..], known) {
        ([only], _) => Ok((*only).to_owned()),
        (_, Some(known)) => Ok(known),
        ([], None) => Ok("refs/heads/main".to_owned()),
        (_, None) => Err(Trouble::new(
            TroubleKind::Elsewhere,
            "HEAD is detached, and it isn't clear which branch the book is on",
            "`git switch BRANCH`, then sync again",
        )),
    }
}

/// What goes out with the book must be the book's: work on other files of the repository is its author's to send.
pub(super) fn only_the_book(repo: &Repo, tip: Option<&str>, commit: &str) -> Result<(), Trouble> {
    if repo.prefix.is_empty() {
        return Ok(());
    }
    let Some(tip) = tip else { return Ok(()) };
    let range = format!("{tip}..{commit}");
    let own = repo.git.text(&["rev-list", "--no-merges", "--max-count=200", &range])?;
    for each in own.lines() {
        let parent = format!("{each}^");
        let has_parent = repo.git.end(&["rev-parse", "--quiet", "--verify", &parent], &[])?.status == Some(0);
        let files = differences(&repo.git, has_parent.then_some(parent.as_str()), each)?;
        let other = files.iter().find(|file| !repo.within(&file.path).is_some_and(merge::is_owned));
        if let Some(other) = other {
            return Err(Trouble::new(
                TroubleKind::Elsewhere,
                format!("a commit of yours that isn't sent yet changes {}, outside the book", other.path),
                "send it yourself with `git push`, then sync again; what was said is kept here",
            ));
        }
    }
    Ok(())
}

/// Puts the address that one commits with under one's name in the book, where none stands there yet: by it others, and
/// `verify`, know whose moves a commit brings.
pub(super) fn introduce(repo: &Repo, wish: &Wish) -> Result<Option<String>, Trouble> {
    let variable = std::env::var("GIT_COMMITTER_EMAIL").ok().filter(|value| !value.trim().is_empty());
    let (Some(me), Some(email)) = (&wish.me, variable.as_deref().or_else(|| repo.setting("user.email"))) else {
        return Ok(None);
    };
    let path = repo.book.join(rules::FILE);
    let _writing = lock::acquire(&repo.book)?;
    let Ok(text) = fs::read_to_string(&path) else { return Ok(None) };
    let read = rules::read(&text);
    let is_taken =
        read.rules.people.iter().any(|each| each.email.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(email)));
    let Some(person) = read.rules.people.get(me).filter(|person| person.email.is_none()) else { return Ok(None) };
    if is_taken || read.is_broken || !read.problems.is_empty() || !is_like(me, email, repo) {
        return Ok(None);
    }
    let person = Person { email: Some(email.to_owned()), ..person.clone() };
    let Ok(new) = rules::changed(&text, &rules::Change::Person(&person)) else { return Ok(None) };
    replace(&path, new.as_bytes(), Place::Taken)?;
    Ok(Some(format!("{email} stands under @{me} in book.toml now: by it others know whose moves a commit brings")))
}

/// Whether the address, or the name that git has beside it, goes with the handle: two people may speak on one machine,
/// and neither is to be given the other's.
fn is_like(me: &Handle, email: &str, repo: &Repo) -> bool {
    let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let handle = plain(me.as_str());
    let place = email.split('@').next().unwrap_or_default();
    [Some(place), repo.setting("user.name")].into_iter().flatten().any(|known| plain(known).contains(&handle))
}

/// What to say once the first one has shared the book.
pub(super) fn first_words(repo: &Repo, remote: &Remote) -> Option<String> {
    let url = repo.setting(&format!("remote.{}.url", remote.name))?;
    Some(format!("the book is shared now; the others take a copy of it with `countersign init --from {url}`"))
}
