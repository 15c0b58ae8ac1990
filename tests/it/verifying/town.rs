//! A server with a hook, and people with clones of the book on it.
#![expect(clippy::disallowed_methods, reason = "tests make files and run git, as people do")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The day on which everything is verified.
pub const TODAY: &str = "2026-11-22";

pub const PAGE: &str = "\
schema = 1
name = \"Acme book\"

[people.sam]
email = \"Sam@Example.test\"
roles = [\"sales\"]

[people.maria]
email = \"maria@example.test\"
roles = [\"sales\"]

[people.dana]
email = \"dana@example.test\"
roles = [\"tech\"]

[people.lee]
roles = [\"tech\"]

[people.kim]
email = \"kim@example.test\"
roles = [\"manager\"]
";

/// One move as it stands in a file.
pub fn block(id: &str, at: &str, by: &str, kind: &str, rest: &str) -> String {
    format!("\n[[move]]\nid = \"{id}\"\nat = {at}\nby = \"{by}\"\nkind = \"{kind}\"\n{rest}\n")
}

pub fn promise(id: &str, at: &str, by: &str) -> String {
    block(
        id,
        at,
        by,
        "promise",
        "customer = \"Northgate\"\nscope = \"SSO\"\ndue = 2027-03-01\ntold = true\ntech = \"dana\"",
    )
}

/// The server's repository and the directory that everything lies in.
pub struct Town {
    dir: TempDir,
    folder: &'static str,
}

impl Town {
    pub fn new() -> Self {
        Self::within("")
    }

    /// A server whose hook verifies, and nothing on it yet.
    pub fn empty() -> Self {
        let town = Self { dir: TempDir::new().unwrap(), folder: "" };
        town.bare("server.git");
        let program = env!("CARGO_BIN_EXE_countersign");
        town.hook(&format!("#!/bin/sh\nexec '{program}' verify --pre-receive\n"));
        town
    }

    /// A person's directory, with nothing in it.
    pub fn person(&self, who: &'static str) -> Clone {
        let dir = self.dir.path().join(who);
        fs::create_dir_all(&dir).unwrap();
        Clone { dir, who, folder: self.folder }
    }

    /// The same with a first push of the book by its manager.
    pub fn within(folder: &'static str) -> Self {
        let town = Self { folder, ..Self::empty() };
        let kim = town.clone_of("kim");
        kim.write_book("book.toml", PAGE);
        let said = [
            promise("4c1d9z", "2026-11-02T10:00:00Z", "sam"),
            block("9v2k0a", "2026-11-03T09:30:00Z", "dana", "estimate", "re = \"4c1d9z\"\neffort = \"5d..8d..15d\""),
            block("zzzzz1", "2026-11-04T09:30:00Z", "maria", "note", "note = \"they asked again\""),
        ];
        kim.write_book("commitments/2026/k7m2qx.toml", said.concat().trim_start());
        kim.commit("2026-11-10T12:00:00Z", "the book");
        assert_eq!(kim.push(&["-u", "origin", "main"]), (true, String::new()), "the first push of a book");
        town
    }

    /// A bare repository beside the clones.
    pub fn bare(&self, name: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        git(self.dir.path(), "kim", None, &["init", "-q", "--bare", "-b", "main", name]);
        path
    }

    pub fn hook(&self, script: &str) {
        let path = self.dir.path().join("server.git/hooks/pre-receive");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, script).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    pub fn clone_of(&self, who: &'static str) -> Clone {
        let name = (0..1000).map(|n| format!("{who}{n}")).find(|name| !self.dir.path().join(name).exists()).unwrap();
        git(self.dir.path(), who, None, &["clone", "-q", "server.git", &name]);
        Clone { dir: self.dir.path().join(name), who, folder: self.folder }
    }
}

/// One person's clone.
pub struct Clone {
    pub dir: PathBuf,
    who: &'static str,
    folder: &'static str,
}

impl Clone {
    /// The path of a file of the book from the root of the clone.
    fn inner(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", self.folder) }
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn write_book(&self, path: &str, text: &str) {
        self.write(&self.inner(path), text);
    }

    pub fn read_book(&self, path: &str) -> String {
        fs::read_to_string(self.dir.join(self.inner(path))).unwrap()
    }

    pub fn append(&self, id: &str, text: &str) {
        let path = format!("commitments/2026/{id}.toml");
        let before = self.read_book(&path);
        self.write_book(&path, &format!("{before}{text}"));
    }

    /// Puts other words in the place of some in a file of the book.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let before = self.read_book(path);
        assert!(before.contains(from), "{before}");
        self.write_book(path, &before.replace(from, to));
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.dir.join(path)).unwrap();
    }

    /// Runs git as this person; panics where it fails.
    pub fn git(&self, args: &[&str]) -> String {
        let (is_fine, text) = git(&self.dir, self.who, None, args);
        assert!(is_fine, "git {args:?}: {text}");
        text
    }

    pub fn commit(&self, at: &str, message: &str) {
        self.commit_as(self.who, at, message);
    }

    /// Commits everything under somebody's address.
    pub fn commit_as(&self, who: &str, at: &str, message: &str) {
        self.git(&["add", "-A"]);
        let (is_fine, text) = git(&self.dir, who, Some(at), &["commit", "-q", "--allow-empty", "-m", message]);
        assert!(is_fine, "{text}");
    }

    /// Merges by plain git, the way it is asked to.
    pub fn merge(&self, at: &str, args: &[&str]) -> bool {
        let all: Vec<&str> = ["merge", "-q", "--no-ff", "--no-edit"].iter().chain(args).copied().collect();
        git(&self.dir, self.who, Some(at), &all).0
    }

    /// Pushes; what the hook said, without git's own lines.
    pub fn push(&self, args: &[&str]) -> (bool, String) {
        let all: Vec<&str> = ["push", "-q"].iter().chain(args).copied().collect();
        let (is_fine, text) = git(&self.dir, self.who, None, &all);
        let said = text.lines().filter_map(|line| line.strip_prefix("remote: ")).map(str::trim_end);
        let said: Vec<&str> = said.filter(|line| !line.is_empty()).collect();
        (is_fine, if is_fine { String::new() } else { format!("{}\n{text}", said.join("\n")) })
    }

    /// Runs the program in the clone: exit code, and all that it printed.
    pub fn countersign(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        surround(&mut command, &self.dir, self.who);
        let output = command.args(args).output().unwrap();
        let text = [output.stdout, output.stderr].map(|part| String::from_utf8_lossy(&part).into_owned()).concat();
        (output.status.code().unwrap_or(-1), text)
    }
}

fn surround(command: &mut Command, dir: &Path, who: &str) {
    let address = format!("{who}@example.test");
    let programs = Path::new(env!("CARGO_BIN_EXE_countersign")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&path))).unwrap();
    command
        .env("PATH", paths)
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("HOME", dir)
        .env("XDG_CONFIG_HOME", dir.join(".git/nothing"))
        .env("XDG_STATE_HOME", dir.join(".git/state"))
        .env("XDG_CACHE_HOME", dir.join(".git/nothing"))
        .env("COUNTERSIGN_TODAY", TODAY)
        .env_remove("COUNTERSIGN_BOOK")
        .env_remove("COUNTERSIGN_ME")
        .env("GIT_AUTHOR_NAME", who)
        .env("GIT_AUTHOR_EMAIL", &address)
        .env("GIT_COMMITTER_NAME", who)
        .env("GIT_COMMITTER_EMAIL", &address)
        .stdin(Stdio::null());
}

fn git(dir: &Path, who: &str, at: Option<&str>, args: &[&str]) -> (bool, String) {
    let mut command = Command::new("git");
    surround(&mut command, dir, who);
    if let Some(at) = at {
        command.env("GIT_AUTHOR_DATE", at).env("GIT_COMMITTER_DATE", at);
    }
    let output = command
        .args(["-c", "core.fsync=none", "-c", "init.defaultBranch=main", "-c", "merge.renames=false"])
        .args(args)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].map(|part| String::from_utf8_lossy(&part).into_owned()).concat();
    (output.status.success(), text)
}
