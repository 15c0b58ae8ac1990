//! Text into rows of cells: which sign parts the cells, which row names the columns, where a quote is left open.

use csv::{ReaderBuilder, StringRecord};

use super::field::{Field, of_header};

/// The signs that part cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows looked at to tell the sign apart.
const SAMPLE: usize = 60;
/// Rows among which the names of the columns are looked for.
const HEADER_WITHIN: usize = 15;
/// A row that no sheet has, put behind the last one: where it is missing, an open quote has swallowed it.
const SENTINEL: &str = "\u{E000}end\u{E000}";

/// A sheet: its rows with the lines they begin on.
pub(super) struct Sheet {
    pub(super) delimiter: char,
    pub(super) rows: Vec<Row>,
    /// The line on which a quote opens that is never closed.
    pub(super) open_quote: Option<u32>,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// Whether no cell says anything.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Parts the text into rows.
pub(super) fn read(text: &str) -> Sheet {
    let (declared, skipped) = declared(text);
    let body = &text[skipped..];
    let first_line = if skipped > 0 { 2 } else { 1 };
    let delimiter = declared.unwrap_or_else(|| detect(body));
    let (rows, open_quote) = rows(body, delimiter, first_line, usize::MAX);
    Sheet { delimiter: char::from(delimiter), rows, open_quote }
}

/// The sign that a first line `sep=;` declares, and the bytes of that line.
fn declared(text: &str) -> (Option<u8>, usize) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let sign = line.trim().trim_matches('"').strip_prefix("sep=").filter(|sign| sign.len() == 1);
    let Some(sign) = sign.map(|sign| sign.as_bytes()[0]) else { return (None, 0) };
    let rest = &text[line.len()..];
    let end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    (Some(sign), line.len() + end)
}

/// The sign under which the first rows look most like a sheet: known columns, then rows of one width, then many cells.
fn detect(text: &str) -> u8 {
    let judge = |delimiter: u8| {
        let (rows, _) = rows(text, delimiter, 1, SAMPLE);
        let header = rows.iter().take(HEADER_WITHIN).map(known).max().unwrap_or(0);
        let widths: Vec<usize> = rows.iter().filter(|row| !row.is_blank()).map(|row| row.cells.len()).collect();
        let usual = most_frequent(&widths);
        let alike = widths.iter().filter(|width| **width == usual).count();
        let share = if usual > 1 && !widths.is_empty() { alike * 100 / widths.len() } else { 0 };
        (header, share, usual)
    };
    // The last of equals is taken by `max`, so the likeliest comes last.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| judge(*delimiter)).unwrap_or(b',')
}

fn most_frequent(widths: &[usize]) -> usize {
    let count = |width: usize| widths.iter().filter(|each| **each == width).count();
    widths.iter().copied().max_by_key(|width| (count(*width), *width)).unwrap_or(0)
}

/// How many columns a row names that are known by sight.
pub(super) fn known(row: &Row) -> usize {
    row.cells.iter().filter(|cell| of_header(cell).is_some_and(|(field, _)| field != Field::Problem)).count()
}

fn rows(text: &str, delimiter: u8, first_line: u32, most: usize) -> (Vec<Row>, Option<u32>) {
    let mut guarded = String::with_capacity(text.len() + 16);
    guarded.push_str(text);
    guarded.push('\n');
    guarded.push_str(SENTINEL);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(guarded.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut is_whole = false;
    let mut lines = Lines { text: &guarded, at: 0, line: first_line };
    while rows.len() < most && matches!(reader.read_record(&mut record), Ok(true)) {
        if record.len() == 1 && record.get(0) == Some(SENTINEL) {
            is_whole = true;
            break;
        }
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
    }
    let is_cut = rows.len() >= most;
    let swallowed = (!is_whole && !is_cut).then(|| rows.pop().map(|row| row.line)).flatten();
    (rows, swallowed)
}

/// Counts the lines of a text on the way through it, whatever ends them.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line on which the first row at or after a byte begins: the reader passes over empty lines.
    fn of(&mut self, byte: u64) -> u32 {
        let bytes = self.text.as_bytes();
        let is_break = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        let mut end = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while is_break(end) {
            end += 1;
        }
        while self.at < end {
            let is_first_of_two = bytes[self.at] == b'\r' && bytes.get(self.at + 1) == Some(&b'\n');
            self.line += u32::from(is_break(self.at) && !is_first_of_two);
            self.at += 1;
        }
        self.line
    }
}

/// Where the row that names the columns stands; `mapped` are names that somebody says are there.
pub(super) fn header(rows: &[Row], mapped: &[String]) -> Option<usize> {
    let has =
        |row: &Row, name: &String| row.cells.iter().any(|cell| super::field::plain(cell) == super::field::plain(name));
    let candidates = || rows.iter().enumerate().take(HEADER_WITHIN);
    let told = candidates().find(|(_, row)| !mapped.is_empty() && mapped.iter().all(|name| has(row, name)));
    let by_sight =
        || candidates().filter(|(_, row)| known(row) >= 2).max_by_key(|(at, row)| (known(row), usize::MAX - at));
    told.or_else(by_sight).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_between_cells_is_found() {
        let cases = [
            ("Customer,Scope\nAcme,\"SSO; SCIM; more\"\n", ','),
            ("Customer;Scope\n\"Acme, Inc.\";SSO, SCIM, and more\n", ';'),
            ("Customer\tScope\nAcme\tSSO, then; more\n", '\t'),
            ("Customer|Scope\nAcme|SSO, a; b\n", '|'),
            ("sep=;\r\nCustomer;Scope\r\nAcme;SSO\r\n", ';'),
            ("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", ';'),
            ("", ','),
        ];
        for (text, expect) in cases {
            assert_eq!(read(text).delimiter, expect, "{text:?}");
        }
    }

    #[test]
    fn rows_know_their_lines_and_open_quotes_are_noticed() {
        let sheet = read("sep=,\nCustomer,Scope\n\"two\nlines\",a\nb,c\n");
        let lines: Vec<u32> = sheet.rows.iter().map(|row| row.line).collect();
        assert_eq!((lines, sheet.open_quote), (vec![2, 3, 5], None));
        let lines = |text: &str| read(text).rows.iter().map(|row| row.line).collect::<Vec<u32>>();
        assert_eq!(lines("\n\nCustomer,Scope\r\n\r\na,b\r\n"), [3, 5]);
        assert_eq!(lines("Customer,Scope\ra,b\r\rc,d"), [1, 2, 4]);
        let sheet = read("Customer,Scope\nAcme,SSO\nQuillon,\"never closed\nNorthgate,SSO\n");
        assert_eq!((sheet.rows.len(), sheet.open_quote), (2, Some(3)));
    }
}
