//! What was forecast of a book before, kept outside it: disposable, and believed only for the same question of the same day,
//! asked of the same program.
//!
//! A file that is missing, damaged, too large, of another day, version or book counts as empty, and one that can't be
//! written is done without.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use tempfile::Builder;

use super::cache::hash;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::outlook::{Basis, Chance, Dates, Outlook};

/// The outlooks of lines of work, by the number of what each line depends on.
pub type Lines = HashMap<u64, Vec<(Id, Outlook)>>;

/// Changes whenever the form of what follows does; so does the version of the program.
const MAGIC: &str = concat!("cntrsgn outlooks 1 ", env!("CARGO_PKG_VERSION"), "\n");
/// No more outlooks than these are kept, and no larger file is read.
const MOST: usize = 200_000;
const LARGEST: u64 = 64 << 20;

#[derive(Serialize, Deserialize)]
struct Row {
    id: [u8; 6],
    chance: Option<f64>,
    dates: [i32; 4],
    votes: [f64; 4],
    n: u32,
    start: i32,
    ahead: u32,
    focus: Option<f64>,
}

/// What was forecast of a book on this day.
pub(super) fn read(cache_dir: &Path, book: &Path, today: Day) -> Lines {
    rows(cache_dir, book, today).unwrap_or_default()
}

fn rows(cache_dir: &Path, book: &Path, today: Day) -> Option<Lines> {
    let path = place(cache_dir, book);
    if fs::metadata(&path).ok()?.len() > LARGEST {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let body = bytes.strip_prefix(head(book, today).as_slice())?;
    let (sum, body) = body.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*sum) != hash(body) {
        return None;
    }
    let lines: Vec<(u64, Vec<Row>)> = postcard::from_bytes(body).ok()?;
    lines.into_iter().map(|(key, rows)| Some((key, rows.iter().map(outlook).collect::<Option<_>>()?))).collect()
}

/// Keeps what was forecast: whole or not at all, the last to write stands.
pub(super) fn save(cache_dir: &Path, book: &Path, today: Day, lines: &Lines) -> std::io::Result<()> {
    let mut rest = MOST;
    let fitting = lines.iter().take_while(|(_, rows)| {
        let fits = rows.len() <= rest;
        rest = rest.saturating_sub(rows.len());
        fits
    });
    let lines: Vec<(u64, Vec<Row>)> =
        fitting.map(|(key, rows)| (*key, rows.iter().map(|(id, outlook)| row(*id, outlook)).collect())).collect();
    let Ok(body) = postcard::to_allocvec(&lines) else { return Ok(()) };
    fs::create_dir_all(cache_dir)?;
    let mut out = Builder::new().prefix(".outlooks-").tempfile_in(cache_dir)?;
    out.write_all(&head(book, today))?;
    out.write_all(&hash(&body).to_le_bytes())?;
    out.write_all(&body)?;
    out.persist(place(cache_dir, book)).map_err(|error| error.error)?;
    Ok(())
}

fn place(cache_dir: &Path, book: &Path) -> PathBuf {
    cache_dir.join(format!("book-{:016x}.outlooks", hash(book.as_os_str().as_encoded_bytes())))
}

/// Whose it is, of which day, and in which form.
fn head(book: &Path, today: Day) -> Vec<u8> {
    let book = book.as_os_str().as_encoded_bytes();
    let mut head = MAGIC.as_bytes().to_vec();
    head.extend(number(today).to_le_bytes());
    head.extend((book.len() as u64).to_le_bytes());
    head.extend(book);
    head
}

fn number(day: Day) -> i32 {
    day.date().num_days_from_ce()
}

fn day(number: i32) -> Option<Day> {
    NaiveDate::from_num_days_from_ce_opt(number).map(Day::new)
}

fn row(id: Id, outlook: &Outlook) -> Row {
    let Outlook { chance, dates, basis } = outlook;
    Row {
        id: id.as_str().as_bytes().try_into().expect("an id has six letters"),
        chance: chance.map(Chance::get),
        dates: [dates.p10, dates.p50, dates.p80, dates.p95].map(number),
        votes: [basis.own, basis.team, basis.rest, basis.built_in],
        n: u32::try_from(basis.n).unwrap_or(u32::MAX),
        start: number(basis.start),
        ahead: u32::try_from(basis.ahead).unwrap_or(u32::MAX),
        focus: basis.focus,
    }
}

fn outlook(row: &Row) -> Option<(Id, Outlook)> {
    let [p10, p50, p80, p95] = row.dates.map(day);
    let [own, team, rest, built_in] = row.votes;
    let outlook = Outlook {
        chance: row.chance.map(Chance::new),
        dates: Dates { p10: p10?, p50: p50?, p80: p80?, p95: p95? },
        basis: Basis {
            own,
            team,
            rest,
            built_in,
            n: row.n as usize,
            start: day(row.start)?,
            ahead: row.ahead as usize,
            focus: row.focus,
        },
    };
    Some((std::str::from_utf8(&row.id).ok()?.parse().ok()?, outlook))
}
