//! People with a clone each, and the bare repository between them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use countersign::domain::act::{Act, Draft, Move, NewTerms, Promise};
use countersign::domain::book::{Book, Rules};
use countersign::domain::day::{Day, Moment};
use countersign::domain::id::Id;
use countersign::domain::person::{Handle, Person, Role, Roles};
use countersign::store::git::{self, Prompts, Stop, Synced, Trouble, Wish};
use countersign::store::{Entry, Error, Store, Target};
use tempfile::TempDir;

/// Noon of the sample day, in microseconds.
const NOON: i64 = 1_795_348_800_000_000;

pub const PEOPLE: [(&str, Role); 5] =
    [("sam", Role::Sales), ("maria", Role::Sales), ("dana", Role::Tech), ("lee", Role::Tech), ("kim", Role::Manager)];

pub fn handle(name: &str) -> Handle {
    Handle::new(name).unwrap()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn minute(n: i64) -> Moment {
    Moment::from_micros(NOON + n * 60_000_000)
}

pub fn rules() -> Rules {
    let person = |(name, role): (&str, Role)| Person {
        email: Some(format!("{name}@example.test")),
        ..Person::new(handle(name), Roles::of(&[role]))
    };
    Rules { name: "Acme book".into(), people: PEOPLE.into_iter().map(person).collect(), ..Rules::default() }
}

/// The place where everything lies, with the bare repository.
pub struct Hub {
    pub home: TempDir,
}

/// One person's clone.
pub struct Desk {
    pub dir: PathBuf,
    pub me: &'static str,
    /// Minutes after noon.
    pub now: i64,
    pub store: Store,
    pub book: Book,
}

/// Runs git without anything of this machine's settings, and gives its output.
pub fn git_with(dir: &Path, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new("git");
    command.args(["-c", "core.fsync=none"]).args(args).current_dir(dir);
    for (name, value) in QUIET.iter().chain(env) {
        command.env(name, value);
    }
    command.output().unwrap()
}

/// What keeps this machine's settings out.
pub const QUIET: [(&str, &str); 6] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_DATE", "2026-11-22T12:00:00Z"),
    ("GIT_COMMITTER_DATE", "2026-11-22T12:00:00Z"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_EDITOR", ":"),
];

/// What git prints; it has to succeed.
pub fn git_out(dir: &Path, args: &[&str]) -> String {
    let done = git_with(dir, args, &[]);
    assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// Sets a clone up as a person has it, whatever this machine has set.
pub fn set_up(dir: &Path, me: &str) {
    let page = format!(
        "[user]\n\tname = {me}\n\temail = {me}@example.test\n[core]\n\tfsync = none\n[commit]\n\tgpgsign = false\n\
         [merge \"countersign\"]\n\tname = moves\n\tdriver = \"{}\" merge-driver %O %A %B %P\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n",
        env!("CARGO_BIN_EXE_countersign")
    );
    let path = dir.join(".git/config");
    let before = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!(
            "{before}{}",
            page.replace('"', "\\\"").replace("[merge \\\"countersign\\\"]", "[merge \"countersign\"]")
        ),
    )
    .unwrap();
}

impl Hub {
    pub fn new() -> Self {
        let home = TempDir::new().unwrap();
        git_out(home.path(), &["init", "-q", "--bare", "--initial-branch=main", "hub.git"]);
        git_out(&home.path().join("hub.git"), &["config", "gc.auto", "0"]);
        Self { home }
    }

    pub fn path(&self) -> PathBuf {
        self.home.path().join("hub.git")
    }

    pub fn url(&self) -> String {
        self.path().display().to_string()
    }

    /// From now on a hook looks at what is sent.
    pub fn watch(&self) {
        let hooks = self.path().join("hooks");
        fs::create_dir_all(&hooks).unwrap();
        let hook = hooks.join("pre-receive");
        let program = env!("CARGO_BIN_EXE_countersign");
        fs::write(&hook, format!("#!/bin/sh\nexec '{program}' verify --pre-receive --today 2026-11-22\n")).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The one who begins the book and shares it.
    pub fn founder(&self, me: &'static str) -> Desk {
        let mut desk = self.loner(me);
        desk.sync_with(|wish| Wish { remote: Some(self.url()), ..wish }).unwrap();
        desk
    }

    /// Somebody with a book in a repository that isn't shared yet.
    pub fn loner(&self, me: &'static str) -> Desk {
        let dir = self.home.path().join(me);
        Store::init(&dir, &rules()).unwrap();
        git_out(&dir, &["init", "-q", "--initial-branch=main"]);
        set_up(&dir, me);
        Desk::open(dir, me)
    }

    /// One who takes a copy.
    pub fn member(&self, me: &'static str) -> Desk {
        let dir = self.home.path().join(me);
        let wish = wish(me, minute(0));
        let cloned = git::clone(&self.url(), &dir, &wish, &rules()).unwrap();
        assert!(!cloned.is_new);
        set_up(&dir, me);
        Desk::open(cloned.book, me)
    }
}

pub fn wish(me: &str, now: Moment) -> Wish {
    Wish {
        prompts: Prompts::Off,
        patience: Duration::from_mins(1),
        remote: None,
        is_rejoining: false,
        is_own: false,
        me: Some(handle(me)),
        now,
        today: day("2026-11-22"),
    }
}

impl Desk {
    pub fn open(dir: PathBuf, me: &'static str) -> Self {
        let seed = me.bytes().fold(7, |seed: u64, byte| seed * 31 + u64::from(byte));
        let (store, book) = Store::open(&dir, Some(seed), None).unwrap();
        Self { dir, me, now: 0, store, book }
    }

    pub fn sync(&mut self) -> Result<Synced, Trouble> {
        self.sync_with(|wish| wish)
    }

    pub fn sync_with(&mut self, wanted: impl FnOnce(Wish) -> Wish) -> Result<Synced, Trouble> {
        let done = git::sync(&self.dir, &wanted(wish(self.me, minute(self.now))), &Stop::new(), &|_| {});
        self.store.refresh(&mut self.book).unwrap();
        done
    }

    pub fn record(&mut self, on: Target, act: Act) -> (Id, Id) {
        self.try_record(on, act).unwrap()
    }

    /// Commitment and move, or why not.
    pub fn try_record(&mut self, on: Target, act: Act) -> Result<(Id, Id), Error> {
        self.now += 1;
        let re = match on {
            Target::Commitment(id) => self.book.get(id).map(|each| each.on_the_table().id),
            Target::New | Target::Same => None,
        };
        let draft = Draft { re, ..Draft::new(handle(self.me), act) };
        Ok(self.store.record(&mut self.book, vec![Entry { on, draft }], minute(self.now))?.ids[0])
    }

    pub fn promise(&mut self, customer: &str, scope: &str) -> Id {
        let promise = Promise {
            customer: customer.into(),
            scope: scope.into(),
            due: Some(day("2027-03-01")),
            told: true,
            ..Promise::default()
        };
        self.record(Target::New, Act::Promise(Box::new(promise))).0
    }

    pub fn change(&mut self, id: Id, due: &str) {
        let terms = NewTerms { due: Some(day(due)), ..NewTerms::default() };
        self.record(Target::Commitment(id), Act::Change(Box::new(terms)));
    }

    pub fn git(&self, args: &[&str]) -> String {
        git_out(&self.dir, args)
    }

    pub fn moves(&self, id: Id) -> Vec<Move> {
        self.book.get(id).map(|each| each.moves.clone()).unwrap()
    }

    /// The book's files as they lie there, without git's and the program's own.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.dir.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                let (path, name) = (entry.path(), entry.file_name());
                if name == ".git" || name == ".countersign.lock" {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.dir).unwrap().display().to_string();
                    files.push((name, fs::read(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}
