//! Making moves: each is checked against what the disk says now, written, and only then in the book.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::error::Error;
use super::file::{Place, appended, replace, settle};
use super::load::text_of;
use super::refresh::Version;
use super::scan::{File, Stamp, path_of, system_nanos};
use super::{Store, lock, record};
use crate::domain::act::{Act, Draft, Kind, Move};
use crate::domain::book::{Book, Problem};
use crate::domain::day::Moment;
use crate::domain::fold::{Folded, fold};
use crate::domain::id::Id;
use crate::domain::permit::{Refusal, crosses, permit, permit_retract, permit_role};

/// What a move is made on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A commitment that begins with it.
    New,
    /// The commitment of an id.
    Commitment(Id),
    /// The commitment that the entry before is made on: a promise, and what has happened since.
    Same,
}

/// A move to be made.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// What it is made on.
    pub on: Target,
    /// What is said.
    pub draft: Draft,
}

/// The moves that were made: commitment and move, in the order of the entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recorded {
    /// One for each entry.
    pub ids: Vec<(Id, Id)>,
}

/// A commitment that a call writes to, as it will stand.
struct Sheet {
    id: Id,
    path: PathBuf,
    year: u16,
    place: Place,
    text: String,
    moves: Vec<Move>,
    /// The state after the moves so far; none before the first.
    folded: Option<Folded>,
    /// The ids of the entries written here, with their places among all.
    made: Vec<(usize, Id)>,
}

impl Store {
    /// Makes the moves: all are checked before any is written, then disk first, then the book.
    ///
    /// Several moves of one call share a batch and are taken back together.
    ///
    /// # Errors
    /// [`Error::Refused`] and [`Error::Moved`] from the rules, nothing being written then; [`Error::Broken`] for a file
    /// that can't be read; [`Error::Partly`] when the disk gave up in the middle; the others from the system.
    pub fn record(&mut self, book: &mut Book, entries: Vec<Entry>, now: Moment) -> Result<Recorded, Error> {
        self.may_write()?;
        let _lock = (!self.is_rehearsal).then(|| lock::acquire(&self.dir)).transpose()?;
        let meant = entries.len();
        let batch = (meant > 1).then(|| self.dice.id(|_| false));
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut last = None;
        for (place, mut entry) in entries.into_iter().enumerate() {
            entry.draft.batch = entry.draft.batch.or(batch);
            let sheet = match entry.on {
                Target::New => {
                    sheets.push(self.blank(&sheets, &entry.draft, now, book)?);
                    sheets.len() - 1
                }
                Target::Commitment(id) => {
                    if let Some(known) = sheets.iter().position(|sheet| sheet.id == id) {
                        known
                    } else {
                        sheets.push(self.sheet(id, book)?);
                        sheets.len() - 1
                    }
                }
                Target::Same => last.ok_or_else(nothing_before)?,
            };
            last = Some(sheet);
            self.enter(&mut sheets[sheet], place, entry.draft, now, book)?;
        }
        self.write_all(sheets, book, meant)
    }

    /// A sheet for a new commitment; a folder for its year is made when the first one needs it.
    fn blank(&mut self, sheets: &[Sheet], draft: &Draft, now: Moment, book: &Book) -> Result<Sheet, Error> {
        let day = now.day(book.rules.zone);
        let year = u16::try_from(day.year()).expect("days lie between the years 1900 and 2999");
        if draft.act.kind() != Kind::Promise {
            let why = format!("a commitment begins with a promise, not with `{}`", draft.act.kind().word());
            return Err(Error::Refused(Refusal {
                why,
                next: "name the commitment it is about".into(),
                is_trespass: false,
            }));
        }
        let (dir, files) = (&self.dir, &self.files);
        let is_taken = |id: Id| {
            files.contains_key(&id) || sheets.iter().any(|sheet| sheet.id == id) || path_of(dir, year, id).exists()
        };
        let id = self.dice.id(is_taken);
        let path = path_of(&self.dir, year, id);
        let (text, moves, made) = (String::new(), Vec::new(), Vec::new());
        Ok(Sheet { id, path, year, place: Place::Fresh, text, moves, folded: None, made })
    }

    /// The sheet of a commitment, read anew from the disk.
    fn sheet(&self, id: Id, book: &Book) -> Result<Sheet, Error> {
        let missing = || Error::NotFound { what: format!("commitment {id}"), remedy: "look with `list`".into() };
        let file = self.files.get(&id).ok_or_else(missing)?;
        let path = path_of(&self.dir, file.year, id);
        let broken = |problem: Problem| Error::Broken {
            path: path.clone(),
            line: problem.line,
            why: problem.why,
            remedy: problem.remedy,
        };
        if !file.twins.is_empty() {
            let why = "another file of another year has the same name".into();
            return Err(Error::Broken {
                path,
                line: None,
                why,
                remedy: "move the blocks of one file into the other, and delete it".into(),
            });
        }
        if !path.exists() {
            return Err(missing());
        }
        let text = text_of(&path).map_err(|problem| broken(*problem))?;
        let read = record::read(&text);
        if let Some(problem) = read.problems.into_iter().next() {
            return Err(broken(problem));
        }
        let folded = fold(id, read.moves.clone(), book.rules.ground());
        let year = file.year;
        Ok(Sheet {
            id,
            path,
            year,
            place: Place::Taken,
            text,
            moves: read.moves,
            folded: Some(folded),
            made: Vec::new(),
        })
    }

    /// Checks one move against the sheet as it stands, and puts it there.
    fn enter(
        &mut self,
        sheet: &mut Sheet,
        place: usize,
        draft: Draft,
        now: Moment,
        book: &mut Book,
    ) -> Result<(), Error> {
        let last = sheet.moves.iter().map(|each| each.at).max();
        let at = last.map_or(now, |last| now.after(last));
        let taken: HashSet<Id> = sheet.moves.iter().map(|each| each.id).collect();
        let id = self.dice.id(|id| taken.contains(&id));
        let made = draft.recorded(id, at);
        let people = &book.rules.people;
        match &sheet.folded {
            None => permit_role(&made, people).map_err(Error::Refused)?,
            Some(Folded::Standing(commitment)) => {
                if crosses(commitment, made.act.kind(), made.re) {
                    let now = commitment.clone();
                    let seen = made.re.expect("only a move about terms crosses");
                    if sheet.made.is_empty() {
                        book.put(Folded::Standing(commitment.clone()));
                    }
                    return Err(Error::Moved { seen, now });
                }
                permit(commitment, &made, people).map_err(Error::Refused)?;
            }
            Some(Folded::Shelved(shelved)) => permit_on_shelved(&shelved.moves, &made).map_err(Error::Refused)?,
        }
        sheet.text = appended(&sheet.text, &record::write(&made));
        // The file is the truth: what goes on is what a reader of it will see.
        let read = record::read(&sheet.text);
        let is_whole = read.problems.is_empty()
            && read.moves.len() == sheet.moves.len() + 1
            && read.moves.iter().zip(&sheet.moves).all(|(new, old)| new.id == old.id)
            && read.moves.last().is_some_and(|last| last.id == made.id && last.at == made.at);
        if !is_whole {
            return Err(Error::Broken {
                path: sheet.path.clone(),
                line: read.problems.first().and_then(|problem| problem.line),
                why: "a move can't be added at its end".into(),
                remedy: "write its moves as blocks that begin with [[move]]".into(),
            });
        }
        sheet.folded = Some(fold(sheet.id, read.moves.clone(), book.rules.ground()));
        sheet.moves = read.moves;
        sheet.made.push((place, made.id));
        Ok(())
    }

    fn write_all(&mut self, sheets: Vec<Sheet>, book: &mut Book, meant: usize) -> Result<Recorded, Error> {
        let mut written: Vec<(usize, (Id, Id))> = Vec::with_capacity(meant);
        let mut folders: HashSet<PathBuf> = HashSet::new();
        let mut failed = None;
        for sheet in sheets {
            if let Err(error) = self.write_sheet(&sheet, &mut folders) {
                failed = Some(error);
                break;
            }
            written.extend(sheet.made.iter().map(|(place, made)| (*place, (sheet.id, *made))));
            let stamp = fs::symlink_metadata(&sheet.path).map_or(Stamp::UNSURE, |metadata| Stamp::of(&metadata));
            let file = File { year: sheet.year, stamp, twins: Vec::new() };
            self.files.insert(sheet.id, file.settled(system_nanos()));
            self.version = Version::next();
            if let Some(folded) = sheet.folded {
                book.put(folded);
            }
        }
        for folder in folders {
            if let Err(error) = settle(&folder) {
                failed.get_or_insert(error);
            }
        }
        written.sort_unstable_by_key(|(place, _)| *place);
        let written = Recorded { ids: written.into_iter().map(|(_, ids)| ids).collect() };
        match failed {
            None => Ok(written),
            Some(error) if written.ids.is_empty() => Err(error),
            Some(error) => Err(Error::Partly { written, meant, cause: Box::new(error) }),
        }
    }

    fn write_sheet(&self, sheet: &Sheet, folders: &mut HashSet<PathBuf>) -> Result<(), Error> {
        if self.is_rehearsal {
            return Ok(());
        }
        let folder = sheet.path.parent().map(PathBuf::from).unwrap_or_default();
        if sheet.place == Place::Fresh && !folder.is_dir() {
            fs::create_dir_all(&folder).map_err(Error::io(&folder, "make the folder"))?;
            let above = [self.dir.join("commitments"), self.dir.clone()];
            folders.extend(above);
        }
        replace(&sheet.path, sheet.text.as_bytes(), sheet.place)?;
        folders.insert(folder);
        Ok(())
    }
}

fn nothing_before() -> Error {
    Error::Refused(Refusal {
        why: "no move goes before this one".into(),
        next: "name the commitment it is about".into(),
        is_trespass: false,
    })
}

/// Of a promise that was taken back only the taking back can be taken back, and remarks be made.
fn permit_on_shelved(moves: &[Move], made: &Move) -> Result<(), Refusal> {
    if let Act::Retract { what } = made.act {
        return permit_retract(moves, made, what);
    }
    Err(Refusal {
        why: "its promise was taken back".into(),
        next: "bring it back with `redo`, or promise it anew".into(),
        is_trespass: false,
    })
}
