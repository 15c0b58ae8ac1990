//! `sync`: what was said here goes out, what others said comes in.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::args::Syncing;
use super::failure::Failure;
use super::reply::Reply;
use super::rim::Rim;
use crate::domain::day::{Day, Moment};
use crate::domain::wording::count;
use crate::store::Store;
use crate::store::git::{self, Prompts, Said, Stop, Synced, Trouble, TroubleKind, Wish};
use crate::text::clean;

/// More commitments than these are counted rather than said.
const MOST_LINES: usize = 12;

/// `sync`.
///
/// # Errors
/// When it didn't finish: what is in the way, and what to do; what was said is on the disk then.
pub fn sync(args: &Syncing, rim: &Rim) -> Result<Reply, Failure> {
    let shelf = rim.shelf()?;
    let wish = Wish {
        remote: args.remote.as_ref().map(|url| address(url, &rim.env.cwd)),
        is_rejoining: args.rejoin,
        is_own: args.own,
        ..wish(rim, &shelf.dir, args.timeout)
    };
    if rim.global.what_if {
        return waiting(rim, &shelf.dir, &wish);
    }
    let shown = Shown::new(rim);
    let done = git::sync(&shelf.dir, &wish, &Stop::new(), &|step| shown.say(step.words()));
    shown.end();
    let done = done.map_err(|trouble| failure(&trouble, &wish))?;
    if rim.global.json {
        return Ok(Reply::text(as_json(&done).to_string()));
    }
    Ok(Reply::text(words(&done)).noting(done.notes.iter().map(|note| format!("note: {note}"))))
}

/// What a command wishes of git: prompts only where a person can answer them.
#[must_use]
pub fn wish(rim: &Rim, dir: &Path, timeout: Option<u64>) -> Wish {
    let rules = Store::rules_of(dir);
    let can_ask = rim.env.can_ask() && !rim.global.json;
    Wish {
        prompts: if can_ask { Prompts::Terminal } else { Prompts::Off },
        patience: Duration::from_secs(timeout.unwrap_or_else(|| rim.config.sync_timeout.into())),
        remote: None,
        is_rejoining: false,
        is_own: false,
        me: rim.me(&rules.people).ok().map(|me| me.handle),
        now: Moment::at(rim.clock.now()),
        today: Day::new(rim.clock.today(rules.zone)),
    }
}

/// A trouble as commands say it: the sentence, what to do, and git's own words.
#[must_use]
pub fn failure(trouble: &Trouble, wish: &Wish) -> Failure {
    let failure = Failure::unfinished(trouble.what.clone());
    let failure = if trouble.next.is_empty() { failure } else { failure.hint(trouble.next.clone()) };
    // On a terminal of its own git has said it already.
    let is_shown = wish.prompts == Prompts::Terminal
        && matches!(trouble.kind, TroubleKind::NeedsTerminal | TroubleKind::Unreachable | TroubleKind::Refused);
    let said = if is_shown { "" } else { trouble.original.as_str() };
    failure.in_words_of_git(said)
}

/// The address of a remote; a path is meant from the working directory.
#[must_use]
pub fn address(url: &str, cwd: &Path) -> String {
    let path = cwd.join(url);
    let is_path = !url.contains("://") && !url.starts_with('-') && path.exists();
    if is_path { std::path::absolute(&path).unwrap_or(path).display().to_string() } else { url.to_owned() }
}

fn waiting(rim: &Rim, dir: &Path, wish: &Wish) -> Result<Reply, Failure> {
    let news = git::news(dir, wish, &Stop::new()).map_err(|trouble| failure(&trouble, wish))?;
    if rim.global.json {
        let waiting: Vec<Value> = news.waiting.iter().map(said).collect();
        return Ok(Reply::text(json!({ "schema": 1, "waiting": waiting }).to_string()));
    }
    if news.waiting.is_empty() {
        return Ok(Reply::text("nothing waits at the remote"));
    }
    Ok(Reply::text(format!("would come in:\n{}", lines(&news.waiting))))
}

/// What a sync came to, in lines.
fn words(done: &Synced) -> String {
    let mut text = String::new();
    if !done.committed.is_empty() {
        text.push_str(&heading("said here", &done.committed));
        text.push_str(&lines(&done.committed));
    }
    if !done.came_in.is_empty() {
        text.push_str(&heading("came in", &done.came_in));
        text.push_str(&lines(&done.came_in));
    }
    let last = match (&done.remote, done.is_sent) {
        (None, _) => {
            "kept in the repository here; no remote is set, so nothing is shared yet: `countersign sync --remote URL`"
        }
        (Some(_), true) if done.came_in.is_empty() => "sent; nothing new came in",
        (Some(_), true) => "sent",
        (Some(_), false) if done.came_in.is_empty() => "nothing new on either side",
        (Some(_), false) => "nothing to send",
    };
    text.push_str(last);
    text
}

fn heading(what: &str, said: &[Said]) -> String {
    let moves: usize = said.iter().map(|each| each.words.len()).sum();
    format!("{what}, {}:\n", count(i64::try_from(moves).unwrap_or(i64::MAX), "move"))
}

fn lines(said: &[Said]) -> String {
    let line = |each: &Said| {
        let by: Vec<String> = each.by.iter().map(|who| format!("@{who}")).collect();
        format!("  {}  {}: {} ({})\n", each.id, clean(&each.title), clean(&each.words.join("; ")), by.join(", "))
    };
    let shown = if said.len() > MOST_LINES + 1 { MOST_LINES } else { said.len() };
    let mut text: String = said.iter().take(shown).map(line).collect();
    if said.len() > shown {
        text.push_str("  … ");
        text.push_str(&count(i64::try_from(said.len() - shown).unwrap_or(i64::MAX), "more commitment"));
        text.push_str("; `countersign log` tells all of them\n");
    }
    text
}

fn as_json(done: &Synced) -> Value {
    json!({
        "schema": 1,
        "committed": done.committed.iter().map(said).collect::<Vec<_>>(),
        "came_in": done.came_in.iter().map(said).collect::<Vec<_>>(),
        "remote": done.remote,
        "sent": done.is_sent,
        "notes": done.notes,
        "at": done.at.to_string(),
    })
}

fn said(said: &Said) -> Value {
    let by: Vec<&str> = said.by.iter().map(crate::domain::person::Handle::as_str).collect();
    json!({ "id": said.id.to_string(), "title": said.title, "by": by, "moves": said.words })
}

/// How far it is, on a terminal only.
struct Shown {
    is_wanted: bool,
}

impl Shown {
    fn new(rim: &Rim) -> Self {
        // Where git may ask, its questions must not be drawn over.
        let is_wanted = rim.env.is_stderr_terminal && !rim.global.json && !rim.env.is_dumb();
        Self { is_wanted }
    }

    fn say(&self, step: &str) {
        if self.is_wanted {
            let _ = write!(std::io::stderr(), "\r\x1b[K{step}…");
        }
    }

    fn end(&self) {
        if self.is_wanted {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
