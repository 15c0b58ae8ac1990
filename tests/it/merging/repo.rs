//! A repository with real git in a temporary directory, nothing of the user's own in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use countersign::store::Store;
use tempfile::TempDir;

/// Whether the clone has the driver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Driver {
    With,
    Without,
}

/// A clone, or a bare repository.
pub struct Repo {
    /// Holds the directory as long as it is needed.
    _place: Option<TempDir>,
    pub dir: PathBuf,
    home: PathBuf,
}

/// Where the program lies.
fn program() -> PathBuf {
    snapbox::cmd::cargo_bin!("countersign").to_owned()
}

impl Repo {
    /// An empty book under git.
    pub fn new(driver: Driver) -> Self {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().to_owned();
        let repo = Self { dir: home.join("book"), home, _place: Some(place) };
        std::fs::create_dir(&repo.dir).unwrap();
        repo.git(&["init", "-q", "-b", "main"]);
        repo.write(".gitattributes", "*.toml -text merge=countersign\n");
        repo.write(
            "book.toml",
            "schema = 1\nname = \"Acme\"\n\n[people.sam]\nroles = [\"sales\"]\n\n[people.dana]\nroles = [\"tech\"]\n",
        );
        repo.set_up(driver);
        repo.commit("begin");
        repo
    }

    pub fn set_up(&self, driver: Driver) {
        if driver == Driver::With {
            let program = program();
            self.git(&["config", "merge.countersign.name", "moves"]);
            let command = format!("'{}' merge-driver -- %O %A %B %P", program.display());
            self.git(&["config", "merge.countersign.driver", &command]);
        }
    }

    /// A clone of it beside it.
    pub fn cloned(&self, name: &str, driver: Driver) -> Self {
        self.git(&["clone", "-q", ".", &format!("../{name}")]);
        let repo = Self { dir: self.home.join(name), home: self.home.clone(), _place: None };
        repo.set_up(driver);
        repo
    }

    /// A bare clone in its place.
    pub fn into_bare(self) -> Self {
        self.git(&["clone", "-q", "--bare", ".", "../bare.git"]);
        Self { dir: self.home.join("bare.git"), ..self }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.dir).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", &self.home).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for (who, what) in [("AUTHOR", "NAME"), ("AUTHOR", "EMAIL"), ("COMMITTER", "NAME"), ("COMMITTER", "EMAIL")] {
            command.env(format!("GIT_{who}_{what}"), "sam@example.com");
        }
        command.env("LC_ALL", "C.UTF-8").env("COUNTERSIGN_TODAY", "2026-11-22").env("COUNTERSIGN_ME", "sam");
        command
    }

    /// What git answers, whatever it is.
    pub fn try_git(&self, args: &[&str]) -> Output {
        let fixed = ["-c", "core.fsync=none", "-c", "gc.auto=0", "-c", "merge.conflictStyle=merge"];
        let fixed = fixed.iter().filter(|_| !args.contains(&"merge.conflictStyle=diff3"));
        self.command(Path::new("git")).args(fixed).args(args).output().unwrap()
    }

    /// What git prints where it must not fail.
    pub fn git(&self, args: &[&str]) -> String {
        let out = self.try_git(args);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(out.status.success(), "git {args:?}: {}{}", text(&out.stdout), text(&out.stderr));
        text(&out.stdout).trim_end().to_owned()
    }

    /// What the program prints.
    pub fn countersign(&self, args: &[&str]) -> Output {
        self.command(&program()).args(args).output().unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.dir.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.dir.join(path)).unwrap()
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// On a new branch that begins at another the files are written and committed.
    pub fn branch(&self, name: &str, from: &str, files: &[(&str, &str)]) {
        self.git(&["checkout", "-q", "-b", name, from]);
        for (path, text) in files {
            self.write(path, text);
        }
        self.commit(name);
    }

    /// The ids of the moves of a commitment as the book shows them, which opens whatever lies in it.
    pub fn moves(&self, id: &str) -> Vec<String> {
        let (_, book) = Store::open(&self.dir, Some(1), None).unwrap();
        book.get(id.parse().unwrap()).unwrap().moves.iter().map(|each| each.id.to_string()).collect()
    }

    /// Whether something can't be read.
    pub fn has_problems(&self) -> bool {
        !Store::open(&self.dir, Some(1), None).unwrap().1.problems.is_empty()
    }
}

impl Repo {
    /// Every file of the book with its content, by path.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let (mut found, mut folders) = (Vec::new(), vec![self.dir.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with(".git") {
                    folders.push(path);
                } else if path.is_file() {
                    found.push((path.clone(), std::fs::read(path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}
