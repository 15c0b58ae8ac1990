//! The contents that a range is judged by, each read and parsed once.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::objects::{Content, Objects};
use super::super::run::Git;
use super::super::told::Trouble;
use super::walk::{Change, Commit};
use super::{Fault, fault};
use crate::domain::day::Moment;
use crate::domain::id::Id;
use crate::store::load::{MOST_BYTES, too_large};
use crate::store::record::{self, Record};
use crate::store::{merge, rules, snapshots};

/// More contents than these are forgotten again.
const MOST: usize = 20_000;

/// `book.toml` at a commit.
#[derive(Debug)]
pub(super) struct Page {
    /// What stands in it.
    pub(super) text: String,
    /// What that says.
    pub(super) read: rules::Read,
    is_there: bool,
}

impl Page {
    /// There is none.
    pub(super) fn missing() -> Self {
        Self { text: String::new(), read: rules::read(""), is_there: false }
    }

    fn found(content: &Content) -> Self {
        match content {
            Content::Missing => Self::missing(),
            Content::Bytes(bytes) => Self::of(bytes),
            Content::TooLarge => {
                let large = too_large();
                let read = rules::unreadable(None, &large.why, &large.remedy);
                Self { text: String::new(), read, is_there: true }
            }
        }
    }

    fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self { text: text.to_owned(), read: rules::read(text), is_there: true },
            Err(_) => Self {
                text: String::new(),
                read: rules::unreadable(None, "it is not UTF-8 text", "save it as UTF-8"),
                is_there: true,
            },
        }
    }

    /// Whether there is one.
    pub(super) const fn is_there(&self) -> bool {
        self.is_there
    }

    /// What the merge with another one says.
    pub(super) fn merged(&self, base: &Self, other: &Self) -> Self {
        let bytes = |page: &Self| page.is_there.then(|| page.text.clone().into_bytes());
        let (base, ours, theirs) = (bytes(base), bytes(self), bytes(other));
        let merged = merge::merge(rules::FILE, base.as_deref(), ours.as_deref(), theirs.as_deref());
        merged.map_or_else(Self::missing, |bytes| Self::of(&bytes))
    }
}

/// Reads and remembers.
pub(super) struct Reader<'a> {
    objects: Objects,
    folder: &'a str,
    records: HashMap<String, Rc<Record>>,
    pages: HashMap<String, Rc<Page>>,
    /// What is known of commits: the page, and when it was.
    commits: HashMap<String, (Rc<Page>, Moment)>,
    places: HashMap<Id, String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(objects: Objects, folder: &'a str) -> Self {
        Self {
            objects,
            folder,
            records: HashMap::new(),
            pages: HashMap::new(),
            commits: HashMap::new(),
            places: HashMap::new(),
        }
    }

    /// The folder of the book, empty for the root.
    pub(super) const fn folder(&self) -> &'a str {
        self.folder
    }

    /// A path within the book, of one from the root of the repository.
    pub(super) fn inner<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.folder.is_empty() { Some(path) } else { path.strip_prefix(self.folder)?.strip_prefix('/') }
    }

    fn outer(&self, inner: &str) -> String {
        if self.folder.is_empty() { inner.to_owned() } else { format!("{}/{inner}", self.folder) }
    }

    /// The page at a commit.
    pub(super) fn page_at(&mut self, commit: &str) -> Result<Rc<Page>, Trouble> {
        if let Some((page, _)) = self.commits.get(commit) {
            return Ok(Rc::clone(page));
        }
        let name = format!("{commit}:{}", self.outer(rules::FILE));
        Ok(Rc::new(Page::found(&self.content(&name)?)))
    }

    /// The page at a commit whose changes are known.
    pub(super) fn page_of(&mut self, commit: &Commit, changes: &[Vec<Change>]) -> Result<Rc<Page>, Trouble> {
        let path = self.outer(rules::FILE);
        let change = changes.first().and_then(|all| all.iter().find(|change| change.path == path));
        match (change.map(|change| change.new.as_ref()), commit.parents.first()) {
            (Some(Some(oid)), _) => {
                if let Some(known) = self.pages.get(oid) {
                    return Ok(Rc::clone(known));
                }
                let page = Rc::new(Page::found(&self.content(oid)?));
                self.pages.insert(oid.clone(), Rc::clone(&page));
                Ok(page)
            }
            (None, Some(parent)) => self.page_at(parent),
            (Some(None), _) | (None, None) => Ok(Rc::new(Page::missing())),
        }
    }

    /// Keeps what is known of a commit for those that go on from it.
    pub(super) fn remember(&mut self, commit: &str, page: Rc<Page>, at: Moment) {
        self.commits.insert(commit.to_owned(), (page, at));
    }

    /// When a commit was.
    pub(super) fn time_of(&self, commit: &str) -> Option<Moment> {
        self.commits.get(commit).map(|(_, at)| *at)
    }

    /// A content as far as the program would read it.
    fn content(&mut self, name: &str) -> Result<Content, Trouble> {
        self.objects.read_up_to(name, usize::try_from(MOST_BYTES).unwrap_or(usize::MAX))
    }

    /// A content as text; none where it is none, or too large for any.
    pub(super) fn text(&mut self, oid: &str) -> Result<Option<String>, Trouble> {
        Ok(match self.content(oid)? {
            Content::Bytes(bytes) => String::from_utf8(bytes).ok(),
            Content::Missing | Content::TooLarge => None,
        })
    }

    /// The moves of a content.
    pub(super) fn record(&mut self, oid: &str) -> Result<Rc<Record>, Trouble> {
        if let Some(known) = self.records.get(oid) {
            return Ok(Rc::clone(known));
        }
        let unread = |problem| Record { moves: Vec::new(), problems: vec![problem] };
        let record = Rc::new(match self.content(oid)? {
            Content::Missing => record::read(""),
            Content::TooLarge => unread(too_large()),
            Content::Bytes(bytes) => match std::str::from_utf8(&bytes) {
                Ok(text) => record::read(text),
                Err(_) => unread(record::problem(None, None, "it is not UTF-8 text", "save it as UTF-8")),
            },
        });
        if self.records.len() > MOST {
            self.records.clear();
        }
        self.records.insert(oid.to_owned(), Rc::clone(&record));
        Ok(record)
    }

    /// What can't be read in a snapshot.
    pub(super) fn snapshot(&mut self, inner: &str, oid: &str) -> Result<Vec<Fault>, Trouble> {
        let bytes = match self.content(oid)? {
            Content::Missing => Vec::new(),
            Content::Bytes(bytes) => bytes,
            Content::TooLarge => {
                let large = too_large();
                return Ok(vec![fault(None, large.why, large.remedy)]);
            }
        };
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Ok(vec![fault(None, "it is not UTF-8 text", "save it as UTF-8")]);
        };
        let problems = snapshots::problems_of(inner, text);
        Ok(problems.into_iter().map(|problem| fault(problem.line, problem.why, problem.remedy)).collect())
    }

    /// Learns where each commitment lies at a commit.
    pub(super) fn learn_places(&mut self, git: &Git, commit: &str) -> Result<(), Trouble> {
        let tree = self.outer("commitments");
        let out = git.run(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", &tree])?;
        for path in out.split(|byte| *byte == 0) {
            let path = String::from_utf8_lossy(path);
            let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
            if let Some(id) = stem.and_then(|stem| stem.parse().ok()) {
                self.places.insert(id, path.into_owned());
            }
        }
        Ok(())
    }

    /// Notes where a commitment lies; the other path where one of that name lies already and stays.
    pub(super) fn put(&mut self, id: Id, path: &str, moves_away: impl Fn(&str) -> bool) -> Option<String> {
        let twin = self.places.get(&id).filter(|known| *known != path && !moves_away(known)).cloned();
        if twin.is_none() {
            self.places.insert(id, path.to_owned());
        }
        twin
    }
}

/// The folders that hold a book at a commit; empty for the root.
pub(super) fn books(git: &Git, commit: &str) -> Result<Vec<String>, Trouble> {
    let out = git.run(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])?;
    let text = String::from_utf8_lossy(&out);
    let folders = text.split('\0').filter_map(|path| match path.strip_suffix(rules::FILE) {
        Some("") => Some(String::new()),
        Some(before) => before.strip_suffix('/').map(str::to_owned),
        None => None,
    });
    let all: Vec<String> = folders.collect();
    // A book within a book's own folders is no book.
    let is_inner = |dir: &String| all.iter().any(|other| other.is_empty() && dir.starts_with("commitments/"));
    Ok(all.iter().filter(|dir| !is_inner(dir)).cloned().collect())
}
