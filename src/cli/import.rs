//! `import`: a spreadsheet read into promises; a report first, and only with `--write` the moves.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::{DateWords, Importing};
use super::desk::Desk;
use super::failure::Failure;
use super::reply::Reply;
use crate::exchange::{self, Ground, Import, Options, Order, Stop};
use crate::store::{Entry, Target};

/// `import FILE.csv [--map PART=COLUMN] [--dates ORDER] [--write]`.
///
/// # Errors
/// When the file can't be read at all, or the book can't be written.
pub fn run(args: &Importing, desk: &mut Desk) -> Result<Reply, Failure> {
    let path = desk.rim.env.cwd.join(&args.file);
    let bytes = fs::read(&path).map_err(|error| Failure::io("read", &args.file, &error))?;
    let me = desk.me()?.handle;
    let options = Options { map: mappings(&args.map)?, dates: args.dates.map(order) };
    let ground = Ground { book: &desk.book, me: &me, today: desk.today };
    let import = exchange::read(&bytes, &options, &ground).map_err(|stops| stopped(&args.file, &stops))?;
    if !args.write {
        let next = match import.tally().new {
            0 => "nothing to write".to_owned(),
            new => format!("nothing is written yet; --write records the {new} new ones"),
        };
        return Ok(answer(desk, &import, None, &next));
    }
    for person in &import.people {
        desk.store.add_person(&mut desk.book, person)?;
    }
    let mut entries: Vec<Entry> = Vec::new();
    for creation in import.creations() {
        for (n, draft) in creation.drafts.iter().cloned().enumerate() {
            entries.push(Entry { on: if n == 0 { Target::New } else { Target::Same }, draft });
        }
    }
    let now = desk.now();
    let recorded = desk.store.record(&mut desk.book, entries, now)?;
    let bad = import.problems_csv().map(|text| put_beside(&path, &text)).transpose()?;
    let mut written: Vec<_> = recorded.ids.iter().map(|(commitment, _)| *commitment).collect();
    written.sort_unstable();
    written.dedup();
    let next = match written.len() {
        0 => "nothing was written".to_owned(),
        1 => "recorded 1 commitment; `countersign undo` takes it back".to_owned(),
        count => format!("recorded {count} commitments; `countersign undo` takes them all back"),
    };
    Ok(answer(desk, &import, bad.as_deref(), &next))
}

/// `customer=Account`, for each.
fn mappings(words: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |word: &String| match word.split_once('=') {
        Some((left, right)) if !left.trim().is_empty() && !right.trim().is_empty() => {
            Ok((left.trim().to_owned(), right.trim().to_owned()))
        }
        Some(_) | None => {
            Err(Failure::usage(format!("--map: `{word}` is no mapping")).hint("write it as customer=Account"))
        }
    };
    words.iter().map(pair).collect()
}

/// The order that a word means.
pub(super) const fn order(words: DateWords) -> Order {
    match words {
        DateWords::Dmy => Order::Dmy,
        DateWords::Mdy => Order::Mdy,
        DateWords::Iso => Order::Iso,
    }
}

/// A file that can't be read as a whole: what stands against it, and what to do.
pub(super) fn stopped(file: &Path, stops: &[Stop]) -> Failure {
    let why: Vec<&str> = stops.iter().map(|stop| stop.why.as_str()).collect();
    let failure = Failure::usage(format!("{}: {}", file.display(), why.join("; ")));
    stops.iter().fold(failure, |failure, stop| failure.hint(stop.remedy.clone()))
}

/// Writes the rows that ask back beside the file: `promises.csv` → `promises.errors.csv`, or the first free number after
/// it, for somebody may be mending the last import's.
fn put_beside(path: &Path, text: &str) -> Result<PathBuf, Failure> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.split(".errors").next().unwrap_or_default();
    let named = |n: u32| {
        path.with_file_name(if n < 2 { format!("{stem}.errors.csv") } else { format!("{stem}.errors-{n}.csv") })
    };
    let holds_the_same = |beside: &Path| std::fs::read_to_string(beside).is_ok_and(|known| known == text);
    let beside =
        (1..1000).map(named).find(|beside| !beside.exists() || holds_the_same(beside)).unwrap_or_else(|| named(1));
    let failed = |error: &std::io::Error| Failure::io("write", &beside, error);
    let mut out = File::create(&beside).map_err(|error| failed(&error))?;
    out.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    Ok(beside)
}

fn answer(desk: &Desk, import: &Import, bad: Option<&Path>, next: &str) -> Reply {
    if desk.rim.global.json {
        let tally = import.tally();
        let rows: Vec<_> = import.bad().map(|row| row.line).collect();
        let json = serde_json::json!({
            "schema": 1,
            "new": tally.new,
            "same": tally.same,
            "differs": tally.differs,
            "bad": tally.bad,
            "bad_lines": rows,
            "errors_file": bad,
            "done": next,
        });
        return Reply::text(json.to_string()).noting(desk.notes.iter().cloned());
    }
    let bad = bad.map_or_else(String::new, |path| {
        format!("the rows to be asked back are in {}; mend them there and import that file\n", path.display())
    });
    Reply::text(format!("{}{bad}{next}", import.report())).noting(desk.notes.iter().cloned())
}
