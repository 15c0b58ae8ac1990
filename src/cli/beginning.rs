//! Since when: a day, the last standup, or a commit; for `log` and `standup`.

use super::desk::Desk;
use super::failure::Failure;
use crate::domain::act::Move;
use crate::domain::commitment::Commitment;
use crate::domain::day::{Day, Moment};
use crate::domain::standup::first_since;
use crate::report::log::Since;
use crate::store::Marks;
use crate::store::git::since::Past;
use crate::store::git::{Trouble, TroubleKind};

/// The word for the last standup.
const STANDUP: &str = "standup";

/// Since when, where nothing is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Otherwise {
    /// Since yesterday.
    Yesterday,
    /// Since the last standup, and before the first since the last working day.
    Standup,
}

#[derive(Debug)]
enum From {
    Day(Day),
    Standup(Moment),
    Commit(Past),
}

/// Since when something is new, and where the standups are marked.
#[derive(Debug)]
pub struct Beginning {
    from: From,
    marks: Option<Marks>,
    notes: Vec<String>,
}

impl Beginning {
    /// What the words of `--since` mean.
    ///
    /// # Errors
    /// When they are neither a day, nor `standup`, nor a commit.
    pub fn of(desk: &Desk, word: Option<&str>, otherwise: Otherwise) -> Result<Self, Failure> {
        let marks = desk.rim.dirs.data.as_ref().map(|dir| Marks::new(dir, desk.store.dir()));
        let yesterday = From::Day(desk.today.plus(-1));
        let mut notes = Vec::new();
        let from = match (word.map(str::trim), otherwise) {
            (None, Otherwise::Yesterday) => yesterday,
            (None, Otherwise::Standup) => {
                let first = From::Day(first_since(&desk.book.rules.calendar, desk.today));
                marks.as_ref().and_then(Marks::standup).map_or(first, From::Standup)
            }
            (Some(word), _) if word.eq_ignore_ascii_case(STANDUP) => {
                let last = marks.as_ref().and_then(Marks::standup);
                if last.is_none() {
                    notes.push(
                        "note: no standup is marked yet, so this is since yesterday; --mark marks one".to_owned(),
                    );
                }
                last.map_or(yesterday, From::Standup)
            }
            (Some(word), _) => match desk.ground().back("--since", word) {
                Ok(day) => From::Day(day),
                Err(misread) => {
                    From::Commit(Past::at(desk.store.dir(), word).map_err(|trouble| nothing_so(misread, &trouble))?)
                }
            },
        };
        Ok(Self { from, marks, notes })
    }

    /// As reports say it.
    #[must_use]
    pub fn since(&self) -> Since<'_> {
        match &self.from {
            From::Day(day) => Since::Day(*day),
            From::Standup(moment) => Since::Standup(*moment),
            From::Commit(past) => Since::Commit(&past.commit),
        }
    }

    /// Whether a move is newer than that.
    #[must_use]
    pub fn is_new(&self, desk: &Desk, commitment: &Commitment, made: &Move) -> bool {
        match &self.from {
            From::Day(day) => made.at.day(desk.book.rules.zone) >= *day,
            From::Standup(moment) => made.at > *moment,
            From::Commit(past) => !past.has(commitment.id, made),
        }
    }

    /// What there is to know about it.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Notes that a standup is now; what to say about that.
    ///
    /// # Errors
    /// When there is no place for the mark, or it can't be written.
    pub fn mark(&self, desk: &Desk) -> Result<String, Failure> {
        let marks =
            self.marks.as_ref().ok_or_else(|| Failure::book("there is no home directory to keep the mark in"))?;
        marks.mark_standup(desk.now()).map_err(Failure::from)?;
        Ok("marked: `log --since standup` tells what changes from now on".to_owned())
    }
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
