//! The spreadsheet a team keeps by hand, read into moves with a report for each row; nothing is written here.
//!
//! [`read`] takes the bytes of a CSV file as any program writes it and says what every row would become: a new
//! commitment with its history, one that is in the book already, or one that has to be asked back. Rows that ask back
//! go into a sheet of their own ([`Import::problems_csv`]) that can be mended and read again.

mod cells;
mod columns;
mod days;
mod decode;
mod field;
mod history;
mod known;
pub mod queues;
mod report;
mod roster;
mod row;
mod sheet;
mod table;
pub mod tasks;

pub use columns::Column;
pub use days::{Order, Reading};
pub use field::Field;
pub use report::Tally;

use std::collections::HashSet;

use crate::domain::act::{Act, Draft, Text};
use crate::domain::book::Book;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::person::{Handle, Person, Role};
use crate::text::clean;
use columns::Columns;
use known::Known;
use roster::Roster;
use row::Desk;

/// What is said besides the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Columns and what they hold: `("Promised by", "due")`; the two may stand the other way round.
    pub map: Vec<(String, String)>,
    /// The order of numbers in dates, where somebody says it.
    pub dates: Option<Order>,
}

/// What the sheet is read against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The book it goes into.
    pub book: &'a Book,
    /// Who imports it.
    pub me: &'a Handle,
    /// Today.
    pub today: Day,
}

/// Why a file as a whole can't be read, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// What stands against it.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.why, self.remedy)
    }
}

impl std::error::Error for Stop {}

/// What a sheet comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// The sign between its cells.
    pub delimiter: char,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// How the days of each column of days are read.
    pub readings: Vec<(usize, Reading)>,
    /// Its rows below the header, in order.
    pub rows: Vec<RowReport>,
    /// Whom the book doesn't know yet: to be added before the rows are written.
    pub people: Vec<Person>,
}

/// One row of the sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct RowReport {
    /// The line it begins on.
    pub line: u32,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Its cells, for the sheet of rows that ask back.
    cells: Vec<String>,
}

/// What becomes of a row.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// A new commitment.
    Create(Box<Creation>),
    /// It is in the book and says nothing new.
    Same(Id),
    /// It is in the book, which says something else; the book stays as it is.
    Differs {
        /// The commitment.
        id: Id,
        /// What differs, and how to say it in the book.
        what: Vec<String>,
    },
    /// It has to be asked back.
    Bad(Vec<Flaw>),
    /// Nothing is in it.
    Blank,
}

/// A commitment with the history that a row tells.
#[derive(Clone, PartialEq, Debug)]
pub struct Creation {
    /// Its moves: first the promise, then what has happened since.
    pub drafts: Vec<Draft>,
    /// What the row doesn't say and was taken for granted.
    pub assumed: Vec<String>,
}

impl Creation {
    /// Who it is promised to, and what.
    #[must_use]
    pub fn title(&self) -> (Text, Text) {
        self.drafts
            .iter()
            .find_map(|draft| match &draft.act {
                Act::Promise(promise) => Some((promise.customer.clone(), promise.scope.clone())),
                _ => None,
            })
            .unwrap_or_default()
    }
}

/// What has to be asked back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
    /// The name of the column, where it is one.
    pub column: Option<String>,
    /// What is wrong.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// What is wrong with a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Trouble {
    why: String,
    remedy: String,
}

impl Trouble {
    fn new(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { why: why.into(), remedy: remedy.into() }
    }
}

/// A cell as a message shows it: harmless, and not longer than a line.
fn shown(cell: &str) -> String {
    const MOST: usize = 60;
    let cleaned = clean(cell.trim());
    if cleaned.chars().count() <= MOST {
        return cleaned.into_owned();
    }
    cleaned.chars().take(MOST - 1).chain(['…']).collect()
}

/// Reads a sheet.
///
/// # Errors
/// Everything that keeps the file as a whole from being read: no header, no column for what must be there, a mapping
/// that names nothing.
pub fn read(bytes: &[u8], options: &Options, ground: &Ground) -> Result<Import, Vec<Stop>> {
    let (text, encoding) = decode::decode(bytes);
    let sheet = sheet::read(&text);
    let stop = |why: &str, remedy: &str| vec![Stop { why: why.to_owned(), remedy: remedy.to_owned() }];
    if sheet.rows.is_empty() && sheet.open_quote.is_none() {
        return Err(stop("the file is empty", "export the sheet as CSV, with a first row that names its columns"));
    }
    if let Some(line) = sheet.open_quote {
        return Err(stop(
            &format!("a quote opens on line {line} and is never closed, so that the rest of the file is one cell"),
            "close it, or write a quote that belongs to a cell twice",
        ));
    }
    may_record(ground)?;
    let mapped = mapped_columns(options);
    let Some(header) = sheet::header(&sheet.rows, &mapped) else {
        let first =
            sheet.rows.first().map_or_else(String::new, |row| shown(&row.cells.join(&sheet.delimiter.to_string())));
        return Err(stop(
            &format!("no row names the columns; the first one is `{first}`"),
            "put a row such as Customer,Commitment,Promised by above the others, or name two columns with --map \"COLUMN=customer\"",
        ));
    };
    let columns = Columns::assign(&sheet.rows[header].cells, options)?;
    let body = &sheet.rows[header + 1..];
    let readings: Vec<(usize, Reading)> = columns
        .all
        .iter()
        .enumerate()
        .filter(|(_, column)| column.field.is_some_and(|field| field.is_day() || field == Field::Told))
        .map(|(at, column)| {
            let cells = body.iter().filter_map(|row| row.cells.get(at)).map(String::as_str);
            let days = cells.filter(|cell| column.field != Some(Field::Told) || cells::yes_or_no(cell).is_none());
            (at, Reading::of(days, options.dates))
        })
        .collect();
    let mut desk = Desk {
        columns: &columns,
        readings: &readings,
        ground,
        roster: Roster::new(ground),
        known: Known::new(ground.book),
    };
    let rows: Vec<RowReport> = body
        .iter()
        .map(|row| RowReport { line: row.line, outcome: desk.judge(row), cells: row.cells.clone() })
        .collect();
    let used: HashSet<Handle> = rows.iter().flat_map(voices).collect();
    let people = desk.roster.into_new().into_iter().filter(|person| used.contains(&person.handle)).collect();
    Ok(Import { encoding, delimiter: sheet.delimiter, columns: columns.all, readings, rows, people })
}

/// The side of each mapping that is not the name of a field.
fn mapped_columns(options: &Options) -> Vec<String> {
    let is_field = |word: &str| Field::all().any(|field| field.name() == word.trim());
    options
        .map
        .iter()
        .map(|(left, right)| if is_field(left) && !is_field(right) { right } else { left })
        .cloned()
        .collect()
}

/// Everybody a row names.
fn voices(row: &RowReport) -> Vec<Handle> {
    let Outcome::Create(creation) = &row.outcome else { return Vec::new() };
    let owners = creation.drafts.iter().filter_map(|draft| match &draft.act {
        Act::Promise(promise) => Some([promise.settings.sales.clone(), promise.settings.tech.clone()]),
        _ => None,
    });
    let proxies = creation.drafts.iter().filter_map(|draft| draft.proxy_for.clone());
    owners.flatten().flatten().chain(proxies).collect()
}

/// A manager never speaks for a side, and importing is recording what both sides have said.
fn may_record(ground: &Ground) -> Result<(), Vec<Stop>> {
    let people = &ground.book.rules.people;
    let roles = people.roles(ground.me);
    if roles.has(Role::Sales) || roles.has(Role::Tech) {
        return Ok(());
    }
    Err(vec![Stop {
        why: format!(
            "{} has neither a sales nor a tech role, and the sheet holds the words of both",
            people.called(ground.me)
        ),
        remedy: "let somebody of sales or tech import it, or say who with --me HANDLE".into(),
    }])
}

impl Import {
    /// The new commitments, in the order of the sheet.
    pub fn creations(&self) -> impl Iterator<Item = &Creation> {
        self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::Create(creation) => Some(creation.as_ref()),
            Outcome::Same(_) | Outcome::Differs { .. } | Outcome::Bad(_) | Outcome::Blank => None,
        })
    }

    /// The rows that have to be asked back.
    pub fn bad(&self) -> impl Iterator<Item = &RowReport> {
        self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Bad(_)))
    }
}
