//! `verify`: does a push only add moves, each its author's own? Ends with 1 where it doesn't.

use std::io::Read as _;

use serde::Serialize;

use super::args::Verifying;
use super::failure::Failure;
use super::reply::Reply;
use super::rim::Rim;
use crate::domain::day::Moment;
use crate::domain::wording::count;
use crate::store::git::verify::{self, Asked, Verdict, Violation};
use crate::store::git::{Git, Trouble};
use crate::text::clean;

/// The schema of the JSON.
const SCHEMA: u32 = 1;
/// More lines than these are counted: whoever pushes reads the first ones.
const MOST_LINES: usize = 100;
/// More than any push names.
const MOST_BYTES: u64 = 16 << 20;

/// `verify RANGE`, `verify --pre-receive`.
///
/// # Errors
/// When git can't be run, or doesn't know the range.
pub fn run(args: &Verifying, rim: &Rim) -> Result<Reply, Failure> {
    // A hook is told by its surroundings which repository it is for, and where the pushed objects wait.
    let git = rim.global.book.as_ref().map_or_else(|| Git::led(&rim.env.cwd), |dir| Git::at(&rim.env.cwd.join(dir)));
    let asked = Asked { path: args.path.clone(), slack: args.slack, now: Moment::at(rim.clock.now()) };
    let verdict = match &args.range {
        Some(range) => verify::verify(&git, range, &asked),
        None => verify::pre_receive(&git, &lines()?, &asked),
    };
    let verdict = verdict.map_err(failure)?;
    let code = u8::from(!verdict.violations.is_empty());
    let text = if rim.global.json { json(&verdict) } else { words(&verdict) };
    Ok(Reply::text(text).code(code))
}

fn lines() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(MOST_BYTES).read_to_string(&mut text);
    read.map(|_| text).map_err(|error| Failure::book(format!("can't read what is pushed: {error}")))
}

fn failure(trouble: Trouble) -> Failure {
    let failure = Failure::book(trouble.what).hint(trouble.next);
    if trouble.original.is_empty() { failure } else { failure.hint(format!("git says: {}", trouble.original)) }
}

/// A line a violation, and how much was looked at.
fn words(verdict: &Verdict) -> String {
    let counted = |n: usize, thing: &str| count(i64::try_from(n).unwrap_or(i64::MAX), thing);
    let looked = format!("{}, {}", counted(verdict.commits, "commit"), counted(verdict.moves, "new move"));
    let wrong = verdict.violations.len();
    if wrong == 0 {
        return format!("{looked}: sound");
    }
    let shown = verdict.violations.iter().take(MOST_LINES);
    let mut lines: Vec<String> = shown.map(|each| clean(&each.to_string()).into_owned()).collect();
    if wrong > MOST_LINES {
        lines.push(format!("and {} more; --json lists all", wrong - MOST_LINES));
    }
    lines.push(format!("{looked}: {}, so nothing of it may come in", counted(wrong, "violation")));
    lines.join("\n")
}

#[derive(Serialize)]
struct Body<'a> {
    schema: u32,
    commits: usize,
    moves: usize,
    violations: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    commit: &'a str,
    file: &'a str,
    line: Option<u32>,
    title: &'a str,
    said: &'a str,
    why: &'a str,
    remedy: &'a str,
}

fn json(verdict: &Verdict) -> String {
    let violations = verdict.violations.iter().map(row).collect();
    let body = Body { schema: SCHEMA, commits: verdict.commits, moves: verdict.moves, violations };
    serde_json::to_string_pretty(&body).expect("text and numbers can always be written")
}

fn row(each: &Violation) -> Row<'_> {
    let Violation { commit, file, line, title, said, why, remedy } = each;
    Row { commit, file, line: *line, title, said, why, remedy }
}
