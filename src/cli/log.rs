//! `log`: what changed since a day, the last standup, or a commit.

use super::args::Logging;
use super::desk::Desk;
use super::failure::Failure;
use super::look::{Form, facts, form, paint, reading};
use super::reply::Reply;
use super::select::{self, Chances};
use crate::report::log::{self, Since};
use crate::store::Marks;
use crate::store::git::since::Past;
use crate::store::git::{Trouble, TroubleKind};
use crate::text::clean;

/// The word for the last standup.
const STANDUP: &str = "standup";

/// `log [--since DATE|standup|COMMIT] [--mark]`.
///
/// # Errors
/// When nothing is called so, the query isn't understood, or the mark can't be kept.
pub fn log(args: &Logging, desk: &Desk) -> Result<Reply, Failure> {
    let marks = desk.rim.dirs.data.as_ref().map(|dir| Marks::new(dir, desk.store.dir()));
    let yesterday = Since::Day(desk.today.plus(-1));
    let mut notes: Vec<String> = Vec::new();
    let mut past = None;
    let word = args.since.as_deref().map(str::trim);
    let since = match word {
        None => yesterday,
        Some(word) if word.eq_ignore_ascii_case(STANDUP) => {
            let last = marks.as_ref().and_then(Marks::standup);
            if last.is_none() {
                notes.push("note: no standup is marked yet, so this is since yesterday; --mark marks one".to_owned());
            }
            last.map_or(yesterday, Since::Standup)
        }
        Some(word) => match desk.ground().back("--since", word) {
            Ok(day) => Since::Day(day),
            Err(misread) => {
                past = Some(Past::at(desk.store.dir(), word).map_err(|trouble| nothing_so(misread, &trouble))?);
                Since::Commit(past.as_ref().map_or(word, |past| &past.commit))
            }
        },
    };
    let select::Selected { places, standings } = select::select(desk, &[select::text_of(&args.query)], Chances::None)?;
    let facts = facts(desk, &standings);
    let mut changes = match &past {
        Some(past) => log::changed(&facts, |commitment, made| !past.has(commitment.id, made)),
        None => log::since(&facts, since),
    };
    if !args.query.is_empty() {
        changes
            .retain(|changed| desk.book.place(changed.case.commitment.id).is_some_and(|place| places.contains(&place)));
    }
    let text = match form(desk) {
        Form::Json => log::json(&facts, since, &changes),
        Form::Plain => log::plain(&facts, &changes),
        Form::Terminal(_) if changes.is_empty() => {
            let from = match (since, word) {
                (Since::Commit(_), Some(word)) => clean(word).into_owned(),
                (since, _) => log::from(&facts, since),
            };
            format!("nothing was said since {from}")
        }
        Form::Terminal(width) => log::lines(&facts, &changes, width, paint(desk)),
    };
    if args.mark {
        let marks = marks.ok_or_else(|| Failure::book("there is no home directory to keep the mark in"))?;
        marks.mark_standup(desk.now()).map_err(Failure::from)?;
        notes.push("marked: `log --since standup` tells what changes from now on".to_owned());
    }
    Ok(reading(desk, text).noting(notes))
}

/// What is neither a day nor a commit; where there are no commits, only the day counts.
fn nothing_so(misread: Failure, trouble: &Trouble) -> Failure {
    match trouble.kind {
        TroubleKind::NoGit | TroubleKind::NoRepository => misread,
        TroubleKind::NeedsTerminal
        | TroubleKind::NoAnswer
        | TroubleKind::Stopped
        | TroubleKind::Unreachable
        | TroubleKind::Rewritten
        | TroubleKind::Refused
        | TroubleKind::Elsewhere
        | TroubleKind::Busy
        | TroubleKind::Disk
        | TroubleKind::Other => misread.hint(format!("nor is it a commit: {}", trouble.what)),
    }
}
