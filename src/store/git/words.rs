//! git's words made into a sentence and a next step; its own words stay beside them.

use std::io;
use std::path::Path;

use super::super::error::{plain, remedy};
use super::told::{Trouble, TroubleKind};

/// What git may say in lower case, what it comes to, and what to do. The first row that is found speaks.
const TABLE: &[(&str, TroubleKind, &str, &str)] = {
    use TroubleKind::{Busy, Disk, Elsewhere, NeedsTerminal, NoRepository, Other, Refused, Unreachable};
    const TYPE_IT: &str = "run `countersign sync` in a terminal to type it, or set up a key or a credential helper";
    const RIGHTS: &str = "ask whoever owns the files for the right";
    const ROOM: &str = "make room on the disk and sync again; nothing was lost";
    &[
        ("host key verification failed", NeedsTerminal, "the remote's host key isn't known here", TYPE_IT),
        (
            "remote host identification has changed",
            Unreachable,
            "the remote's host key is another than before",
            "ask who runs the remote whether that is right, before anything is sent",
        ),
        ("terminal prompts disabled", NeedsTerminal, "the remote wants a name and a password", TYPE_IT),
        ("could not read username", NeedsTerminal, "the remote wants a name and a password", TYPE_IT),
        ("could not read password", NeedsTerminal, "the remote wants a password", TYPE_IT),
        ("read_passphrase", NeedsTerminal, "a passphrase has to be typed", TYPE_IT),
        (
            "permission denied (",
            NeedsTerminal,
            "the remote doesn't let this key in, or the key needs its passphrase",
            TYPE_IT,
        ),
        ("gpg failed to sign", NeedsTerminal, "the commit can't be signed without a passphrase", TYPE_IT),
        ("authentication failed", NeedsTerminal, "the remote didn't accept the name or the password", TYPE_IT),
        (
            "dubious ownership",
            Other,
            "the repository belongs to another user of this machine, so git doesn't trust it",
            "where that is right, say so with the `git config --global --add safe.directory` that git names",
        ),
        (
            "pre-receive hook declined",
            Refused,
            "the remote refused what was sent",
            "why stands below; what was said is kept here, and goes out once that is right",
        ),
        (
            "protected branch",
            Other,
            "the branch is protected on the remote",
            "ask who runs the remote to let the team push to it",
        ),
        (
            "hook declined",
            Refused,
            "the remote refused what was sent",
            "why stands below; what was said is kept here, and goes out once that is right",
        ),
        (
            "could not resolve host",
            Unreachable,
            "the remote can't be reached: its host isn't known",
            "look at the network; what was said is kept here and goes out with the next sync",
        ),
        (
            "could not resolve hostname",
            Unreachable,
            "the remote can't be reached: its host isn't known",
            "look at the network; what was said is kept here and goes out with the next sync",
        ),
        (
            "connection timed out",
            Unreachable,
            "the remote doesn't answer",
            "look at the network; what was said is kept here and goes out with the next sync",
        ),
        (
            "operation timed out",
            Unreachable,
            "the remote doesn't answer",
            "look at the network; what was said is kept here and goes out with the next sync",
        ),
        (
            "connection refused",
            Unreachable,
            "the remote refuses the connection",
            "look whether its address is right and it is running; what was said is kept here",
        ),
        (
            "network is unreachable",
            Unreachable,
            "there is no network",
            "what was said is kept here and goes out with the next sync",
        ),
        (
            "does not appear to be a git repository",
            Unreachable,
            "there is no repository at the remote's address",
            "look with `git remote -v` whether the address is right; what was said is kept here",
        ),
        (
            "repository not found",
            Unreachable,
            "the remote knows no such repository, or not for you",
            "look with `git remote -v` whether the address is right and you may read it",
        ),
        (
            "does not exist",
            Unreachable,
            "there is no repository at the remote's address",
            "look with `git remote -v` whether the address is right; what was said is kept here",
        ),
        (
            "not a git repository",
            NoRepository,
            "the book isn't in a git repository",
            "`countersign sync --remote URL` makes one and shares it",
        ),
        ("no space left on device", Disk, "the disk is full", ROOM),
        ("disk quota exceeded", Disk, "the disk's quota is used up", ROOM),
        ("file too large", Disk, "the disk doesn't take so large a file", ROOM),
        ("read-only file system", Disk, "the disk can only be read", RIGHTS),
        ("insufficient permission", Disk, "the repository can't be written", RIGHTS),
        ("permission denied", Disk, "the repository can't be written", RIGHTS),
        (
            "index.lock",
            Busy,
            "another git is at work in the repository",
            "wait until it is done and sync again; after a crash of git, delete index.lock in the .git directory",
        ),
        ("unable to create", Busy, "another git is at work in the repository", "wait until it is done and sync again"),
        ("cannot lock ref", Busy, "another git is at work in the repository", "sync again in a moment"),
        (
            "would be overwritten",
            Elsewhere,
            "files outside the book were changed here and there",
            "commit or put away your changes, then sync again",
        ),
        (
            "not uptodate",
            Elsewhere,
            "files outside the book were changed here and there",
            "commit or put away your changes, then sync again",
        ),
        ("early eof", Unreachable, "the connection broke off", "sync again; nothing is lost"),
        ("hung up unexpectedly", Unreachable, "the connection broke off", "sync again; nothing is lost"),
        (
            "could not read from remote repository",
            Unreachable,
            "the remote can't be read",
            "look with `git remote -v` whether the address is right and you may read it; what was said is kept here",
        ),
        (
            "unable to access",
            Unreachable,
            "the remote can't be reached",
            "look at the network; what was said is kept here and goes out with the next sync",
        ),
        (
            "bad object",
            Other,
            "the repository isn't whole",
            "`git fsck` tells what is missing; a fresh clone beside it, and the book's files, bring everything back",
        ),
        (
            "is corrupt",
            Other,
            "the repository isn't whole",
            "`git fsck` tells what is missing; a fresh clone beside it, and the book's files, bring everything back",
        ),
    ]
};

/// The trouble that git's words tell of.
pub(super) fn trouble(original: &str) -> Trouble {
    let lower = original.to_lowercase();
    let original = original.trim_end().to_owned();
    if let Some((_, kind, what, next)) = TABLE.iter().find(|row| lower.contains(row.0)) {
        return Trouble { kind: *kind, what: (*what).to_owned(), next: (*next).to_owned(), original };
    }
    let telling = |line: &&str| line.starts_with("fatal:") || line.starts_with("error:");
    let line = original.lines().find(telling).or_else(|| original.lines().last()).unwrap_or("it gave no reason");
    let said = line.trim_start_matches("fatal:").trim_start_matches("error:").trim();
    let what = format!("git couldn't: {said}");
    Trouble { kind: TroubleKind::Other, what, next: "look at git's own words, and try again".to_owned(), original }
}

/// git didn't even begin.
pub(super) fn not_started(error: &io::Error, dir: &Path) -> Trouble {
    if error.kind() == io::ErrorKind::NotFound && dir.is_dir() {
        return Trouble::new(
            TroubleKind::NoGit,
            "git isn't installed",
            "install it from your system's packages or git-scm.com",
        );
    }
    let what = format!("git can't be started in {}: {}", dir.display(), plain(error));
    Trouble::new(TroubleKind::Other, what, remedy(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_becomes_a_sentence() {
        let cases = [
            ("fatal: could not read Username for 'https://h': terminal prompts disabled", TroubleKind::NeedsTerminal),
            (
                "git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.",
                TroubleKind::NeedsTerminal,
            ),
            ("fatal: Unable to create '/b/.git/index.lock': File exists.", TroubleKind::Busy),
            ("error: unable to create temporary file: No space left on device", TroubleKind::Disk),
            ("fatal: '/gone' does not appear to be a git repository", TroubleKind::Unreachable),
            ("fatal: not a git repository (or any of the parent directories): .git", TroubleKind::NoRepository),
            ("! [remote rejected] main -> main (pre-receive hook declined)", TroubleKind::Refused),
        ];
        for (said, kind) in cases {
            let trouble = trouble(said);
            assert_eq!((trouble.kind, trouble.original.as_str()), (kind, said));
            assert!(!trouble.what.ends_with('.') && !trouble.next.is_empty(), "{said}");
        }
        assert_eq!(trouble("error: the moon is full\nfatal: no").what, "git couldn't: the moon is full");
    }
}
