//! The command line: words → what was meant → a move or a reading → what is printed.
//!
//! A command answers with a [`reply::Reply`], printed whole once everything went well, or a [`failure::Failure`],
//! printed on standard error with nothing on standard output.

pub mod after;
pub mod answer;
pub mod args;
pub mod ask;
pub mod away;
pub mod backtest;
pub mod begin;
mod beginning;
pub mod both;
pub mod calibration;
pub mod completions;
pub mod config;
pub mod desk;
pub mod doctor;
pub mod ending;
pub mod env;
pub mod failure;
pub mod forecast;
pub mod import;
pub mod json;
pub mod line;
pub mod load;
pub mod log;
pub mod look;
pub mod lookup;
pub mod me;
pub mod merge_driver;
pub mod offer;
pub mod pulse;
pub mod quote;
pub mod reply;
pub mod rescue;
pub mod review;
pub mod rim;
pub mod say;
pub mod screen;
pub mod select;
pub mod speak;
pub mod standup;
pub mod start;
pub mod sync;
mod tell;
pub mod timeline;
pub mod together;
pub mod typed;
pub mod undo;
pub mod verify;
pub mod voice;
pub mod what_if;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use args::{Line, Verb};
use desk::{Desk, Missing};
use env::Env;
use failure::{Failure, FailureKind};
use reply::Reply;
use rim::Rim;

use crate::text::clean;

/// Runs the program: the words of the command line with its own name before them.
#[must_use]
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    if let Err(error) = completions::answer_shell() {
        return error.exit_code();
    }
    let line = match args::parse(words) {
        Ok(line) => line,
        Err(error) => return misread(&error),
    };
    match Rim::new(line.global.clone(), Env::read()).and_then(|rim| run(line, &rim)) {
        Ok(reply) => print(&reply),
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::from(failure.kind.code())
        }
    }
}

/// Does what the line says.
///
/// # Errors
/// When it can't be done: what is the matter, and what to do.
pub fn run(line: Line, rim: &Rim) -> Result<Reply, Failure> {
    use Verb::{
        Accept, AcceptRisk, Add, Ask, Away, Backtest, Brief, Calibration, Change, Check, Completions, Config, Confirm,
        Counter, Customers, Decline, Defer, Deliver, Demo, Doctor, Edit, Estimate, Forecast, Handoff, Import, Inbox,
        Init, List, Load, Log, MergeDriver, Not, NotYet, Note, Progress, Pulse, Quote, Redo, Reopen, Rescue, Review,
        Revoke, Show, Sign, Standup, Sync, Timeline, Told, Undo, Verify, Withdraw,
    };
    let open_or_make = || open(rim, Missing::Make);
    let open = || open(rim, Missing::Offer);
    let Some(verb) = line.verb else { return screen::open(rim, &rim.shelf()?, screen::Who::AsEver) };
    match verb {
        Init(args) => start::init(&args, rim),
        Demo(args) => start::demo(&args, rim),
        Config(args) => config::run(&args, rim),
        Completions(args) => completions::script(&args),
        Add(args) => say::open(&args, say::Opening::Promised, open_or_make()?),
        Ask(args) => say::open(&args, say::Opening::Asked, open_or_make()?),
        Change(args) => say::change(&args, open()?),
        Counter(args) => say::counter(&args, open()?),
        Told(args) => both::told(&args, open()?),
        Confirm(args) => ending::confirm(&args, open()?),
        NotYet(args) => ending::not_yet(&args, open()?),
        Not(args) => ending::not_yet(&args.named, open()?),
        Accept(args) => answer::accept(&args, open()?),
        Withdraw(args) => ending::withdraw(&args, open()?),
        Estimate(args) => answer::estimate(&args, open()?),
        Sign(args) => answer::sign(&args, open()?),
        Defer(args) => answer::defer(&args, open()?),
        Decline(args) => answer::decline(&args, open()?),
        Progress(args) => answer::progress(&args, open()?),
        Deliver(args) => ending::deliver(&args, open()?),
        Revoke(args) => ending::revoke(&args, open()?),
        Note(args) => both::note(&args, open()?),
        Edit(args) => both::edit(&args, open()?),
        AcceptRisk(args) => both::accept_risk(&args, open()?),
        Reopen(args) => both::reopen(&args, open()?),
        Undo(args) => undo::undo(&args, open()?),
        Redo => undo::redo(open()?),
        List(args) => look::list(&args, open()?),
        Show(args) => look::show(&args, open()?),
        Inbox(args) => look::inbox(&args, open()?),
        Load(args) => load::load(&args, open()?),
        Timeline(args) => timeline::timeline(&args, open()?),
        Forecast(args) => forecast::forecast(&args, open()?),
        Quote(args) => quote::quote(&args, open()?),
        Rescue(args) => rescue::rescue(&args, open()?),
        Away(args) => away::away(&args, open()?),
        Calibration => Ok(calibration::calibration(open()?)),
        Review(args) => review::review(&args, open()?),
        Pulse(args) => pulse::pulse(&args, open()?),
        Log(args) => log::log(&args, open()?),
        Standup(args) => standup::standup(&args, open()?),
        Backtest(args) => backtest::run(&args, rim),
        Brief(args) => tell::brief(&args, open()?),
        Customers(args) => tell::customers(&args, open()?),
        Handoff(args) => tell::handoff(&args, open()?),
        Check(args) => look::check(&args, open()?),
        Verify(args) => verify::run(&args, rim),
        Sync(args) => sync::sync(&args, rim),
        Doctor(args) => doctor::run(&args, rim),
        MergeDriver(args) => merge_driver::run(&args, rim),
        Import(args) => import::run(&args, open()?),
    }
}

/// The book for the rest of the process, which ends with the command: to take a large book apart again, piece by piece,
/// would cost nearly as much as to read it.
fn open(rim: &Rim, missing: Missing) -> Result<&mut Desk<'_>, Failure> {
    Desk::open(rim, missing).map(|desk| Box::leak(Box::new(desk)))
}

/// Help and version on standard output, a mistake on standard error.
fn misread(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if error.use_stderr() {
        say(text.trim_end());
        return ExitCode::from(FailureKind::Usage.code());
    }
    print(&Reply::text(text))
}

fn print(reply: &Reply) -> ExitCode {
    for note in &reply.notes {
        say(&clean(note));
    }
    let mut out = io::stdout().lock();
    match out.write_all(reply.text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(reply.code),
        // Who closed the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(reply.code),
        Err(error) => {
            say(&format!("error: can't write the output: {error}"));
            ExitCode::from(FailureKind::Book.code())
        }
    }
}

fn say(text: &str) {
    // Without standard error there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
