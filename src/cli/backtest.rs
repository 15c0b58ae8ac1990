//! `backtest`: the method on a record of the past, the book's own or one in a CSV file.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{Backtesting, PriorWord, TargetWord};
use super::desk::{Desk, Missing};
use super::failure::Failure;
use super::import::{order, stopped};
use super::reply::Reply;
use super::rim::Rim;
use crate::exchange::Stop;
use crate::exchange::queues::{queues, task_names};
use crate::exchange::tasks::{Loaded, tasks};
use crate::forecast::backtest::{Backtest, Prior, Queue, Row, Target, Task, own};
use crate::report::Facts;
use crate::report::backtest::{self as report, LeftOut, Scored};

/// More rows that are left out than these are counted rather than said.
const MOST_SAID: usize = 10;

/// Late starters that are finished already are all short ones; dates of the last months of a record aren't scored.
const FOLLOW_UP: i64 = 120;

/// `backtest [--tasks FILE… …]`.
///
/// # Errors
/// When a file can't be read, holds nothing that can be forecast, or there is no book.
pub fn run(args: &Backtesting, rim: &Rim) -> Result<Reply, Failure> {
    if args.tasks.is_empty() { on_book(rim) } else { on_files(args, rim) }
}

fn on_book(rim: &Rim) -> Result<Reply, Failure> {
    let desk = Desk::open(rim, Missing::Offer)?;
    let bar = bar(rim, desk.book.commitments().len());
    let trials = own::trials(&desk.book, desk.today, || bar.inc(1));
    bar.finish_and_clear();
    if rim.global.json {
        let facts = Facts { book: &desk.book, standings: &[], today: desk.today };
        return Ok(Reply::text(report::own_json(&facts, &trials)).noting(desk.notes.clone()));
    }
    Ok(Reply::text(report::own_words(&trials)).noting(desk.warnings()))
}

fn on_files(args: &Backtesting, rim: &Rim) -> Result<Reply, Failure> {
    let target = match args.target {
        TargetWord::Effort => Target::Effort,
        TargetWord::Calendar => Target::Calendar,
    };
    let priors = priors(args.prior, target)?;
    let least = args.min_est.unwrap_or(0.0);
    let mut left_out = Vec::new();
    let mut all: Vec<Task> = Vec::new();
    for file in &args.tasks {
        let loaded = load(rim, file, &mut left_out, |bytes| tasks(bytes, target, args.dates.map(order)))?;
        all.extend(loaded);
    }
    let unread = left_out.len();
    let doubles = doubles(&all);
    let mut backtest = Backtest::new(all, target, least);
    if backtest.counted().is_empty() {
        let failure = Failure::usage("no row can be forecast");
        let said = left_out.iter().take(MOST_SAID).fold(failure, |failure, row| failure.hint(line(row)));
        return Err(if least > 0.0 { said.hint("--min-est leaves smaller estimates out") } else { said });
    }
    let asked = match (&args.queues, &args.only) {
        (Some(file), _) => {
            let known = backtest.counted();
            Asked::Queues(load(rim, file, &mut left_out, |bytes| queues(bytes, known))?)
        }
        (None, Some(file)) => Asked::Only(names(rim, file)?),
        (None, None) => Asked::All,
    };
    let mut notes: Vec<String> = left_out.iter().take(MOST_SAID).map(|row| format!("warning: {}", line(row))).collect();
    if left_out.len() > MOST_SAID {
        notes.push(format!("warning: {} more rows are left out; --json lists them", left_out.len() - MOST_SAID));
    }
    if !left_out.is_empty() {
        let parts = [(unread, "task"), (left_out.len() - unread, "queue")];
        let counted = |(n, what): &(usize, &str)| format!("{n} {what}{}", if *n == 1 { "" } else { "s" });
        let words: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(counted).collect();
        notes.push(format!("note: {} left out, all others forecast", words.join(" and ")));
    }
    if doubles > 0 {
        notes.push(format!("note: {doubles} tasks stood twice; the row with the earliest finish counts"));
    }
    let mut first: Option<Vec<Row>> = None;
    let mut scored = Vec::new();
    let follow_up = args.follow_up.unwrap_or(match target {
        Target::Effort => 0,
        Target::Calendar => FOLLOW_UP,
    });
    for prior in priors {
        backtest = backtest.with(prior);
        let bar = bar(rim, asked.count(&backtest));
        let rows = asked.forecast(&backtest, || bar.inc(1));
        bar.finish_and_clear();
        let score = match &asked {
            Asked::Queues(queues) => backtest.score_queues(&rows, queues, follow_up),
            Asked::Only(_) | Asked::All => backtest.score_tasks(&rows, follow_up),
        };
        scored.push(Scored { target, prior, score });
        first.get_or_insert(rows);
    }
    let rows = first.unwrap_or_default();
    if rows.is_empty() {
        let failure = Failure::usage("nothing that was asked about can be forecast");
        return Err(left_out.iter().skip(unread).take(MOST_SAID).fold(failure, |failure, row| failure.hint(line(row))));
    }
    if rim.global.json {
        return Ok(Reply::text(report::json(&rows, &scored, target, &left_out)));
    }
    notes.extend(scored.iter().map(Scored::words));
    Ok(Reply::text(report::csv(asked.key(), &rows)).noting(notes))
}

/// The tables to forecast with: the first one's forecasts are printed, all are scored.
fn priors(word: Option<PriorWord>, target: Target) -> Result<Vec<Prior>, Failure> {
    match (target, word) {
        (Target::Effort, None | Some(PriorWord::Effort)) => Ok(vec![Prior::Effort]),
        (Target::Effort, Some(PriorWord::Calendar)) => {
            Err(Failure::usage("--prior calendar is a table of elapsed time, and effort is forecast")
                .hint("leave --prior out, or say --target calendar"))
        }
        (Target::Calendar, None | Some(PriorWord::Calendar)) => Ok(vec![Prior::Calendar, Prior::Effort]),
        (Target::Calendar, Some(PriorWord::Effort)) => Ok(vec![Prior::Effort, Prior::Calendar]),
    }
}

/// What is forecast.
enum Asked {
    All,
    Only(HashSet<String>),
    Queues(Vec<Queue>),
}

impl Asked {
    fn count(&self, backtest: &Backtest) -> usize {
        match self {
            Self::All => backtest.counted().len(),
            Self::Only(names) => names.len(),
            Self::Queues(queues) => queues.len(),
        }
    }

    fn forecast(&self, backtest: &Backtest, each: impl Fn() + Sync) -> Vec<Row> {
        match self {
            Self::All => backtest.tasks(|_| true, each),
            Self::Only(names) => backtest.tasks(|id| names.contains(id), each),
            Self::Queues(queues) => backtest.queues(queues, each),
        }
    }

    const fn key(&self) -> &'static str {
        match self {
            Self::All | Self::Only(_) => "task_id",
            Self::Queues(_) => "queue_id",
        }
    }
}

fn load<T>(
    rim: &Rim,
    file: &Path,
    left_out: &mut Vec<LeftOut>,
    read: impl Fn(&[u8]) -> Result<Loaded<T>, Vec<Stop>>,
) -> Result<Vec<T>, Failure> {
    let loaded = read(&bytes(rim, file)?).map_err(|stops| stopped(file, &stops))?;
    let name = file.display().to_string();
    let slips = loaded.slips.iter();
    left_out.extend(slips.map(|slip| LeftOut { file: name.clone(), line: slip.line, why: slip.flaw.to_string() }));
    Ok(loaded.rows)
}

fn names(rim: &Rim, file: &Path) -> Result<HashSet<String>, Failure> {
    let names = task_names(&bytes(rim, file)?).map_err(|stops| stopped(file, &stops))?;
    Ok(names.into_iter().collect())
}

fn bytes(rim: &Rim, file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(rim.env.cwd.join(file)).map_err(|error| Failure::io("read", file, &error))
}

fn line(row: &LeftOut) -> String {
    format!("{} line {}: {}", row.file, row.line, row.why)
}

/// How many rows name a task that another row names too.
fn doubles(tasks: &[Task]) -> usize {
    let names: HashSet<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
    tasks.len() - names.len()
}

/// A bar on a terminal's standard error, and nothing anywhere else.
fn bar(rim: &Rim, count: usize) -> ProgressBar {
    let is_shown = rim.env.is_stderr_terminal && !rim.env.is_dumb();
    let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), target);
    match ProgressStyle::with_template("{pos} of {len} forecast {bar:30} {eta} to go") {
        Ok(style) => bar.with_style(style.progress_chars("##-")),
        Err(_) => bar,
    }
}
