//! A sheet for machines: columns found by their exact names, whatever else stands beside them.

use super::sheet::{self, Row};
use super::{Stop, decode, shown};
use crate::text::nearest;

/// A sheet whose first row names its columns.
pub(super) struct Table {
    names: Vec<String>,
    rows: Vec<Row>,
}

impl Table {
    /// Takes the bytes of a CSV file apart.
    pub(super) fn read(bytes: &[u8], example: &str) -> Result<Self, Vec<Stop>> {
        let stop = |why: String, remedy: String| vec![Stop { why, remedy }];
        let (text, _) = decode::decode(bytes);
        let sheet = sheet::read(&text);
        if let Some(line) = sheet.open_quote {
            return Err(stop(
                format!("a quote opens on line {line} and is never closed, so that the rest of the file is one cell"),
                "close it, or write a quote that belongs to a cell twice".into(),
            ));
        }
        let mut rows = sheet.rows.into_iter().skip_while(Row::is_blank);
        let Some(header) = rows.next() else {
            return Err(stop("the file is empty".into(), format!("begin it with the names of its columns: {example}")));
        };
        let names = header.cells.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { names, rows: rows.filter(|row| !row.is_blank()).collect() })
    }

    /// Where the columns of these names stand; every one that is missing is named, with the one that was probably meant.
    pub(super) fn columns<const N: usize>(&self, wanted: [&'static str; N]) -> Result<[usize; N], Vec<Stop>> {
        let found = wanted.map(|name| (name, self.column(name)));
        let missing: Vec<&str> = found.iter().filter(|(_, at)| at.is_none()).map(|(name, _)| *name).collect();
        if missing.is_empty() {
            return Ok(found.map(|(_, at)| at.unwrap_or(usize::MAX)));
        }
        let free = || self.names.iter().map(String::as_str).filter(|name| !wanted.iter().any(|word| alike(word, name)));
        let listed: Vec<String> = self.names.iter().map(|name| format!("`{}`", shown(name))).collect();
        let stops = missing.into_iter().map(|name| {
            let meant = nearest(name, free()).or_else(|| free().find(|have| nearest(have, [name]).is_some()));
            let remedy = match meant {
                Some(meant) => format!("rename `{}` to `{name}`", shown(meant)),
                None => format!("the columns are {}", listed.join(", ")),
            };
            Stop { why: format!("there is no column `{name}`"), remedy }
        });
        Err(stops.collect())
    }

    /// Where the column of a name stands.
    pub(super) fn column(&self, wanted: &str) -> Option<usize> {
        self.names.iter().position(|name| alike(wanted, name))
    }

    /// The rows below the names that say anything.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// The cell of a row in a column, without the blanks around it; empty where the row ends before.
pub(super) fn cell(row: &Row, column: usize) -> &str {
    row.cells.get(column).map_or("", |cell| cell.trim())
}

/// `Task ID` is `task_id`.
fn alike(wanted: &str, name: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    plain(wanted) == plain(name)
}
