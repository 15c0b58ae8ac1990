//! Does a push only add moves, each its author's own? For a hook on the server, and for CI.
//!
//! Three processes of git read the whole range, however long: the commits, what each changed, the contents. The rest is
//! pure: [`moves`] compares conversations, [`page`] the people and the policy, [`paths`] what may lie where.

mod beginning;
mod hand;
mod judge;
mod moves;
mod page;
mod papers;
mod paths;
mod range;
mod read;
mod walk;

use std::collections::HashSet;

use super::objects::Objects;
use super::run::Git;
use super::told::{Trouble, TroubleKind};
use crate::domain::day::Moment;
use crate::domain::id::Id;
use crate::domain::person::{Handle, Role};
use crate::store::rules;
pub(super) use range::commit as commit_of;

use beginning::Beginning;
use judge::Ground;
use range::{Span, Update};
use read::Reader;
use walk::Commit;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The folder of the book within the repository; none for every book there is.
    pub path: Option<String>,
    /// How many days a move may be older than the commit it stands on.
    pub slack: i64,
    /// The clock here.
    pub now: Moment,
}

/// One thing that a push may not do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// The commit, short.
    pub commit: String,
    /// The file from the root of the repository, or the branch; empty where it is about the commit as a whole.
    pub file: String,
    /// The line, where there is one.
    pub line: Option<u32>,
    /// Customer and scope of the commitment it is about; empty where it is about none.
    pub title: String,
    /// What the move says, in words; empty where it is about none.
    pub said: String,
    /// What is the matter.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Violation {
    /// `Northgate SSO, countersigned 15 Mar: why; remedy (1a2b3c4 commitments/2026/k7m2qx.toml:12)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let about = [self.title.as_str(), &self.said];
        let about: Vec<&str> = about.into_iter().filter(|words| !words.is_empty()).collect();
        if !about.is_empty() {
            write!(f, "{}: ", about.join(", "))?;
        }
        write!(f, "{}; {} ({}", self.why, self.remedy, self.commit)?;
        if !self.file.is_empty() {
            write!(f, " {}", self.file)?;
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(")")
    }
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    /// How many commits were looked at.
    pub commits: usize,
    /// How many moves are new in them.
    pub moves: usize,
    /// What they may not do, oldest commit first.
    pub violations: Vec<Violation>,
}

/// What is wrong with a file, before it is known which commit and file that is.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Fault {
    line: Option<u32>,
    /// The move it is about, and what that says.
    about: Option<(Id, String)>,
    why: String,
    remedy: String,
}

fn fault(line: Option<u32>, why: impl Into<String>, remedy: impl Into<String>) -> Fault {
    Fault { line: line.filter(|line| *line > 0), about: None, why: why.into(), remedy: remedy.into() }
}

impl Violation {
    /// One that is about a branch or a commit as a whole.
    fn whole(commit: String, file: String, why: String, remedy: &str) -> Self {
        let (title, said) = (String::new(), String::new());
        Self { commit, file, line: None, title, said, why, remedy: remedy.into() }
    }
}

/// The first seven characters of a commit's name.
fn short(oid: &str) -> String {
    oid.chars().take(7).collect()
}

/// Looks at a range, `OLD..NEW` or `NEW`.
///
/// # Errors
/// When git can't be run, or doesn't know the range.
pub fn verify(git: &Git, range: &str, asked: &Asked) -> Result<Verdict, Trouble> {
    let span = range::typed(git, range)?;
    let mut verdict = Verdict::default();
    look(git, &span, asked, &mut verdict)?;
    Ok(verdict)
}

/// Looks at a push: the lines that git gives a pre-receive hook.
///
/// # Errors
/// As [`verify`].
pub fn pre_receive(git: &Git, lines: &str, asked: &Asked) -> Result<Verdict, Trouble> {
    let mut verdict = Verdict::default();
    for update in range::pushed(git, lines)? {
        match update {
            Update::Branch(span, _) => look(git, &span, asked, &mut verdict)?,
            Update::Deleted { old, name } => {
                if !read::books(git, &old)?.is_empty() {
                    let why = "the branch would be deleted, and the book with it".into();
                    let remedy = "leave it; who runs the server can delete it there";
                    verdict.violations.push(Violation::whole(short(&old), name, why, remedy));
                }
            }
            Update::Replaced(name) => {
                let commit = short(name.rsplit('/').next().unwrap_or_default());
                let why = "it would put another object in the place of one that is there".into();
                verdict.violations.push(Violation::whole(commit, name, why, "push branches only"));
            }
            Update::Other => {}
        }
    }
    Ok(verdict)
}

/// Looks at one span of commits.
fn look(git: &Git, span: &Span, asked: &Asked, verdict: &mut Verdict) -> Result<(), Trouble> {
    let folders = folders(git, span, asked)?;
    if folders.is_empty() {
        return Ok(());
    }
    verdict.violations.extend(range::rewritten(git, span)?);
    let commits = walk::commits(git, &span.new, &span.not)?;
    let has_root = commits.iter().any(|commit| !commit.is_boundary && commit.parents.is_empty());
    if has_root && git.text(&["rev-parse", "--is-shallow-repository"])? == "true" {
        return Err(Trouble::new(
            TroubleKind::Other,
            "the clone is shallow, so what the commits stand on isn't here",
            "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in CI",
        ));
    }
    verdict.commits += commits.iter().filter(|commit| !commit.is_boundary).count();
    for folder in &folders {
        look_in(git, (span, folder), &commits, asked, verdict)?;
    }
    Ok(())
}

/// Looks at one book within one span of commits.
fn look_in(
    git: &Git,
    (span, folder): (&Span, &str),
    commits: &[Commit],
    asked: &Asked,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let changes = walk::changes(git, commits, folder)?;
    let mut reader = Reader::new(Objects::open(git)?, folder);
    let later = reader.page_at(&span.new)?;
    let mut is_begun = match &span.old {
        Some(old) => reader.page_at(old)?.is_there(),
        None => false,
    };
    for commit in commits.iter().filter(|commit| commit.is_boundary) {
        let page = reader.page_at(&commit.oid)?;
        is_begun |= page.is_there();
        reader.remember(&commit.oid, page, commit.at());
    }
    let base = span.old.as_ref().or_else(|| commits.iter().find(|commit| commit.is_boundary).map(|commit| &commit.oid));
    if let Some(base) = base {
        reader.learn_places(git, base)?;
    }
    let ground = Ground { git, asked, later: &later.read.rules.people };
    let mut told: HashSet<(String, Id)> = HashSet::new();
    let mut beginning = Beginning::new(is_begun);
    for commit in commits.iter().filter(|commit| !commit.is_boundary) {
        let none = Vec::new();
        let changes = changes.get(&commit.oid).unwrap_or(&none);
        let (moves, found) = ground.judge(commit, changes, (&mut reader, &mut beginning))?;
        verdict.moves += moves;
        // A move is told of once, where it first went wrong.
        let fresh = found.into_iter().filter(|(id, each)| id.is_none_or(|id| told.insert((each.file.clone(), id))));
        verdict.violations.extend(fresh.map(|(_, each)| each));
    }
    Ok(())
}

/// The folders of the books, empty for the root.
fn folders(git: &Git, span: &Span, asked: &Asked) -> Result<Vec<String>, Trouble> {
    if let Some(path) = &asked.path {
        let path = path.trim_matches('/').trim_start_matches("./");
        return Ok(vec![if path == "." { String::new() } else { path.to_owned() }]);
    }
    // What was there before says where the books are, so that none hides by moving.
    let before = span.old.as_ref().map_or(Ok(Vec::new()), |old| read::books(git, old))?;
    if before.is_empty() { read::books(git, &span.new) } else { Ok(before) }
}

/// Whether somebody with an address may change `book.toml` from one text to another.
pub(super) fn may_change_page(before: &str, after: &str, address: &str) -> bool {
    let (was, is) = (rules::read(before), rules::read(after));
    let people = &was.rules.people;
    let handles = hand::speakers(address, people, &is.rules.people, &is.rules.people);
    let is_manager = |each: &Handle| people.get(each).is_some_and(|each| each.roles.has(Role::Manager));
    let may_all = !hand::has_manager(people) || handles.iter().any(is_manager);
    page::check(&was, &is, after, page::Actor { handles: &handles, address, may_all }).is_empty()
}
