//! The words of the command line as they are typed; what they mean is decided by the verbs.
//!
//! This is the one table that parsing, `--help`, completions and `docs/commands.md` read.

mod answer;
mod decide;
mod help;
mod look;
mod review;
mod say;
mod share;
mod start;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use answer::{Confirming, Deferral, Ending, Estimating, Named, Offering, Progressing, Signing, Undoing, Variances};
pub use decide::{Absence, Forecasting, Quoting, Rescuing};
pub use help::{GROUPS, about, examples, flag, shaped};
pub use look::{
    Backtesting, Briefing, ByWord, Completing, Configuring, DateWords, Doctoring, Filtering, Handing, Importing,
    Inboxing, Listing, Loading, Logging, Matter, PriorWord, Standing, TargetWord, Timelining, ZoomWord,
};
pub use review::{Pulsing, Reviewing, SideWord};
pub use say::{Adding, Changing, Clearable, Editing, Noting, Parts, Risking, Said, Telling, Wanted};
pub use share::Driving;
pub use start::{Demoing, Initing, Syncing};
pub use verify::Verifying;

/// One book of what customers were promised, kept by sales and engineering together.
#[derive(Parser, Debug)]
#[command(name = "countersign", version, disable_help_subcommand = false, max_term_width = 100)]
pub struct Line {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; none opens the screen.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options that every command takes.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Options everywhere")]
pub struct Global {
    /// Which book; `countersign config` tells which it is
    #[arg(long, global = true, value_name = "DIR")]
    pub book: Option<PathBuf>,
    /// Who you are; `countersign config` tells who that is
    #[arg(long, global = true, value_name = "HANDLE")]
    pub me: Option<String>,
    /// The day to take for today
    #[arg(long, global = true, value_name = "DATE", env = "COUNTERSIGN_TODAY", hide_env = true)]
    pub today: Option<String>,
    /// Makes new ids and sample books the same each time
    #[arg(long, global = true, value_name = "N", env = "COUNTERSIGN_SEED", hide_env = true)]
    pub seed: Option<u64>,
    /// Answer as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Record nothing; say whose chances would change
    #[arg(long, global = true)]
    pub what_if: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", alias = "colour")]
    pub color: Option<When>,
    /// The theme of the screen
    #[arg(long, global = true, value_name = "NAME", hide_short_help = true)]
    pub theme: Option<String>,
    /// Say what changes line by line, for a screen reader
    #[arg(long, global = true, hide_short_help = true)]
    pub plain: bool,
    /// Keys to press on the screen: 'j C <enter>'
    #[arg(long, global = true, value_name = "KEYS", hide_short_help = true)]
    pub keys: Option<String>,
    /// The size of the screen (120x40), or of a demo (200)
    #[arg(long, global = true, value_name = "COLSxROWS", hide_short_help = true, value_parser = size)]
    pub size: Option<Size>,
    /// Print the screen after the keys; needs no terminal
    #[arg(long, global = true, hide_short_help = true)]
    pub frame: bool,
}

/// What `--size` gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// Columns and rows.
    Cells(u16, u16),
    /// How many commitments `demo` makes up.
    Count(u32),
}

/// When output is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum When {
    /// On a terminal that wants it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Every command, in the order of the help.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Makes a book, here or in DIR, or takes one over that is there
    #[command(
        alias = "setup",
        after_help = "Examples:\n  countersign init\n  countersign init ~/acme-book --name \"Acme book\" --me sam"
    )]
    Init(Initing),
    /// Shows a made-up book to try everything on
    #[command(
        alias = "try",
        after_help = "Examples:\n  countersign demo\n  countersign demo --size 200 --seed 7\n  countersign demo --into /tmp/sample-book"
    )]
    Demo(Demoing),

    /// Records what a customer was promised
    #[command(
        aliases = ["new", "promise", "promised"],
        after_help = "Examples:
  countersign add Northgate: SAML SSO by end of q2 @dana deal-breaker 120k '#auth'
  countersign add --customer Northgate --scope 'SAML SSO' --due 'end of q2' --tech dana
  countersign add Acme: audit log by 15 mar --told fri"
    )]
    Add(Adding),
    /// Records what a customer asked for; nothing is promised yet
    #[command(aliases = ["asked", "request"], after_help = "Examples:\n  countersign ask Acme: offline mode by h1 @dana")]
    Ask(Adding),
    /// Sales: puts other terms to tech
    #[command(
        aliases = ["move", "reschedule", "changed"],
        after_help = "Examples:
  countersign change k7m2 15 mar
  countersign change k7m2 --scope 'SAML without SCIM' --due 'end of march' --told today
  countersign change k7m2 SAML without SCIM by end of march"
    )]
    Change(Changing),
    /// Sales: the customer was told, as it stands or another date
    #[command(
        alias = "tell",
        after_help = "Examples:\n  countersign told k7m2\n  countersign told k7m2 15 mar --on yesterday"
    )]
    Told(Telling),
    /// Sales: the customer has it
    #[command(aliases = ["confirmed", "kept", "received"], after_help = "Examples:\n  countersign confirm k7m2\n  countersign confirm k7m2 --on fri --reason third-party")]
    Confirm(Confirming),
    /// Sales: it was delivered, and the customer doesn't have it yet
    #[command(name = "not-yet", aliases = ["notyet", "not_yet"], after_help = "Examples:\n  countersign not-yet k7m2 --note 'only on staging'")]
    NotYet(Named),
    /// `not yet`, in two words
    #[command(hide = true, after_help = "Examples:\n  countersign not yet k7m2")]
    Not(NotYetWords),
    /// Sales: the counter-offer stands
    #[command(
        alias = "accepted",
        after_help = "Examples:\n  countersign accept k7m2\n  countersign accept k7m2 --told"
    )]
    Accept(Signing),
    /// Sales: it is no longer wanted
    #[command(aliases = ["cancel", "withdrawn", "drop"], after_help = "Examples:\n  countersign withdraw k7m2 --reason priorities-changed")]
    Withdraw(Ending),

    /// Tech: how long it takes, whether, and on what conditions
    #[command(
        aliases = ["est", "size", "estimated"],
        after_help = "Examples:
  countersign estimate k7m2 5d..8d..15d
  countersign estimate k7m2 ~20d --verdict needs-spike
  countersign estimate k7m2 1 apr..20 apr --counter
  countersign estimate k7m2 2w --if 'Northgate gives us a test IdP by 10 jan'"
    )]
    Estimate(Estimating),
    /// Tech: countersigns the terms as they stand
    #[command(aliases = ["countersign", "approve", "signed", "agree"], after_help = "Examples:\n  countersign sign k7m2\n  countersign sign k7m2 --for dana --on fri")]
    Sign(Signing),
    /// Either side: proposes other terms
    #[command(aliases = ["offer", "propose", "counter-offer"], after_help = "Examples:\n  countersign counter k7m2 28 mar\n  countersign counter k7m2 --scope 'SAML without SCIM' --due '1 mar'")]
    Counter(Offering),
    /// Tech: says by when the answer comes
    #[command(aliases = ["answer-by", "later"], after_help = "Examples:\n  countersign defer k7m2 next fri")]
    Defer(Deferral),
    /// Tech: no
    #[command(aliases = ["reject", "refuse", "no"], after_help = "Examples:\n  countersign decline k7m2 --reason technical-surprise --note 'their IdP has no API'")]
    Decline(Ending),
    /// Tech: how much work is left
    #[command(
        alias = "left",
        after_help = "Examples:\n  countersign progress k7m2 3d\n  countersign progress k7m2 3d login works, provisioning is left"
    )]
    Progress(Progressing),
    /// Tech: it is done
    #[command(aliases = ["done", "delivered", "ship", "shipped"], after_help = "Examples:\n  countersign deliver k7m2\n  countersign deliver k7m2 --on fri --reason scope-grew")]
    Deliver(Ending),
    /// Tech: takes its signature back
    #[command(alias = "unsign", after_help = "Examples:\n  countersign revoke k7m2 --reason people-unavailable")]
    Revoke(Ending),

    /// Anyone: a remark in the conversation
    #[command(aliases = ["comment", "say"], after_help = "Examples:\n  countersign note k7m2 their procurement moved to March")]
    Note(Noting),
    /// Owners, deal, tags, wording: what is not the conversation
    #[command(
        alias = "set",
        after_help = "Examples:\n  countersign edit k7m2 --tech lee --tag auth --tag security\n  countersign edit k7m2 --clear deal --link https://issues.example/AUTH-12"
    )]
    Edit(Editing),
    /// Manager: goes on in spite of a red flag, until a review date
    #[command(name = "accept-risk", aliases = ["risk", "accept_risk"], after_help = "Examples:\n  countersign accept-risk k7m2 --until 'end of january' we lose the deal otherwise")]
    AcceptRisk(Risking),
    /// Manager: opens a closed one again
    #[command(after_help = "Examples:\n  countersign reopen k7m2 --note 'they came back'")]
    Reopen(Named),
    /// Takes your last move back; the record keeps both
    #[command(after_help = "Examples:\n  countersign undo\n  countersign undo k7m2")]
    Undo(Undoing),
    /// Makes the move again that was taken back
    #[command(after_help = "Examples:\n  countersign redo")]
    Redo,

    /// Lists commitments
    #[command(
        aliases = ["ls", "find", "search"],
        after_help = "Examples:
  countersign list
  countersign list flag:overdue
  countersign list tech:dana 'due<+2w' --sort due
  countersign list state:agreed --group customer --columns id,scope,due,chance --json"
    )]
    List(Listing),
    /// One commitment: both sides, forecast, reasons, conversation
    #[command(aliases = ["view", "open", "cat", "get"], after_help = "Examples:\n  countersign show k7m2\n  countersign show k7m2 --json")]
    Show(Wanted),
    /// What waits for you
    #[command(aliases = ["todo", "mine", "queue", "next"], after_help = "Examples:\n  countersign inbox\n  countersign inbox --me dana --json")]
    Inbox(Inboxing),
    /// Weeks × signed work, against what the record says gets done
    #[command(
        aliases = ["capacity", "weeks"],
        after_help = "Examples:\n  countersign load\n  countersign load --tech dana --weeks 6\n  countersign load --team Platform --json\n  countersign load --week 2026-W49 --tech dana"
    )]
    Load(Loading),
    /// What was told against when it is likely to be there, week by week
    #[command(
        aliases = ["gantt", "plan", "roadmap"],
        after_help = "Examples:
  countersign timeline
  countersign timeline tech:dana --zoom week
  countersign timeline 'due<+6w' --by customer
  countersign timeline --by team --zoom quarter --from 'jan 2027'"
    )]
    Timeline(Timelining),
    /// How likely the date is, and why
    #[command(aliases = ["why", "explain", "chance"], after_help = "Examples:\n  countersign forecast k7m2\n  countersign forecast k7m2 --json")]
    Forecast(Forecasting),
    /// Did 80 % mean 80 %? Signed dates and what came of them
    #[command(
        alias = "calibrate",
        after_help = "Examples:\n  countersign calibration\n  countersign calibration --json"
    )]
    Calibration,
    /// A period in numbers, with the pulse and the two sign-off lines
    #[command(
        aliases = ["retro", "retrospective", "stats", "metrics"],
        after_help = "Examples:\n  countersign review\n  countersign review --month --of last\n  countersign review kept --of q3\n  countersign review --sign-off 'We ask before we tell, and answer within two days.'\n  countersign review --json"
    )]
    Review(Reviewing),
    /// How aligned sales and tech are, in five numbers without a name
    #[command(
        after_help = "Examples:\n  countersign pulse 7 6 5 8 4\n  countersign pulse sales 7 6 5 8 4\n  countersign pulse"
    )]
    Pulse(Pulsing),
    /// What changed since a day, the last standup, or a commit
    #[command(
        alias = "history",
        after_help = "Examples:\n  countersign log\n  countersign log --since 'last mon'\n  countersign log --since standup --mark\n  countersign log --since HEAD~3"
    )]
    Log(Logging),
    /// What the standup talks about, in order; what was decided today
    #[command(
        aliases = ["daily", "digest"],
        after_help = "Examples:
  countersign standup
  countersign standup --since 'last mon' tech:dana
  countersign standup --markdown --mark
  countersign standup --slack"
    )]
    Standup(Standing),
    /// When somebody is away, and what that does to the chances
    #[command(
        aliases = ["absent", "absence", "vacation"],
        after_help = "Examples:
  countersign away dana '12 apr..23 apr'
  countersign away dana '12 apr..23 apr' --what-if
  countersign away dana
  countersign away dana '12 apr..23 apr' --remove"
    )]
    Away(Absence),
    /// Which date can be promised, before anything is said
    #[command(
        aliases = ["when", "promisable"],
        after_help = "Examples:
  countersign quote 5d..15d --tech dana
  countersign quote ~20d --team Platform --chance 95
  countersign quote 2w --tech dana --start 'next mon' --due 15 mar"
    )]
    Quote(Quoting),
    /// The least costly promises to renegotiate so that all others hold
    #[command(
        alias = "replan",
        after_help = "Examples:
  countersign rescue --tech dana
  countersign rescue --json"
    )]
    Rescue(Rescuing),
    /// Lines about a customer that are safe to send to the customer
    #[command(alias = "customer", after_help = "Examples:\n  countersign brief Northgate")]
    Brief(Briefing),
    /// What each customer believes, what stands, what to tell
    #[command(after_help = "Examples:
  countersign customers
  countersign customers sales:me
  countersign customers --json")]
    Customers(Filtering),
    /// Everything about a customer, for a colleague who takes over
    #[command(
        after_help = "Examples:\n  countersign handoff Northgate\n  countersign handoff Northgate --money > northgate.md"
    )]
    Handoff(Handing),

    /// Checks the forecast against the past, the book's own or a file's
    #[command(after_help = "Examples:
  countersign backtest
  countersign backtest --tasks tasks.csv > forecasts.csv
  countersign backtest --tasks tasks.csv --target calendar --min-est 4 --queues queues.csv > forecasts.csv

Without --tasks every commitment of the book is forecast anew, with what was known on the day its work began, and the
dates that have come since are counted. With --tasks the forecasts of a record are printed as CSV, 23 quantiles a row;
docs/forecasting.md describes the files.")]
    Backtest(Backtesting),

    /// Brings both departments' books together, through git
    #[command(
        aliases = ["pull", "push"],
        after_help = "Examples:
  countersign sync
  countersign sync --remote git@git.example.com:sales/book.git
  countersign sync --what-if"
    )]
    Sync(Syncing),
    /// Ends with 1 when a red flag stands; for scripts and CI
    #[command(
        after_help = "Examples:\n  countersign check\n  countersign check customer:northgate 'firmness>=written'"
    )]
    Check(Filtering),
    /// Whether a push only adds moves, its author's own; for hooks, CI
    #[command(after_help = "Examples:\n  countersign verify origin/main..main\n  countersign verify --pre-receive")]
    Verify(Verifying),
    /// Finds what is wrong with book and set-up; --fix mends what it can
    #[command(after_help = "Examples:\n  countersign doctor\n  countersign doctor --fix")]
    Doctor(Doctoring),
    /// What git calls to merge a file of the book
    #[command(name = "merge-driver", hide = true, after_help = "Examples:\n  countersign merge-driver %O %A %B %P")]
    MergeDriver(Driving),
    /// Takes promises over from a CSV file
    #[command(
        after_help = "Examples:\n  countersign import promises.csv\n  countersign import promises.csv --map customer=Account --map due='Close date' --dates dmy --write"
    )]
    Import(Importing),
    /// What is set, and from where; the keys and the themes
    #[command(
        alias = "settings",
        after_help = "Examples:\n  countersign config\n  countersign config --init\n  countersign config keys\n  countersign config themes"
    )]
    Config(Configuring),
    /// Prints the script that completes words and ids in your shell
    #[command(
        alias = "completion",
        after_help = "Examples:\n  countersign completions bash > ~/.local/share/bash-completion/completions/countersign"
    )]
    Completions(Completing),
}

/// `not yet ID`, for who types it in two words.
#[derive(Args, Debug)]
pub struct NotYetWords {
    /// The word `yet`.
    #[arg(value_parser = ["yet"])]
    pub yet: String,
    /// The rest.
    #[command(flatten)]
    pub named: Named,
}

/// Reads the words.
///
/// # Errors
/// clap's own message, which is also how `--help` and `--version` arrive.
pub fn parse<I: IntoIterator<Item = OsString>>(words: I) -> Result<Line, clap::Error> {
    let words = with_nots(words.into_iter().collect());
    let matches = shaped().try_get_matches_from(words).map_err(without_aliases)?;
    Line::from_arg_matches(&matches)
}

/// The commands that take a query, with the other words for them.
const QUERYING: [&str; 7] = ["list", "ls", "find", "search", "check", "log", "history"];

/// In a query `-flag:blind` is said as `not flag:blind`, so that it isn't taken for an option.
fn with_nots(words: Vec<OsString>) -> Vec<OsString> {
    let Some(verb) = words.iter().position(|word| word.to_str().is_some_and(|word| QUERYING.contains(&word))) else {
        return words;
    };
    let mut out: Vec<OsString> = Vec::with_capacity(words.len() + 2);
    for (at, word) in words.into_iter().enumerate() {
        let is_value = out.last().and_then(|last| last.to_str()).is_some_and(|last| last.starts_with("--"));
        let negated = word.to_str().filter(|_| at > verb && !is_value).and_then(|word| word.strip_prefix('-'));
        match negated.filter(|rest| rest.chars().count() > 1 && !rest.starts_with('-')).map(OsString::from) {
            Some(rest) => out.extend(["not".into(), rest]),
            None => out.push(word),
        }
    }
    out
}

/// A mistyped command is only compared with the names in the help.
fn without_aliases(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::Strings(near)) = error.get(ContextKind::SuggestedSubcommand) else { return error };
    let line = shaped();
    let mut names: Vec<String> =
        near.iter().filter_map(|word| line.find_subcommand(word)).map(|found| found.get_name().to_owned()).collect();
    names.reverse();
    names.dedup();
    let names = match (names.len(), names.pop()) {
        (1, Some(only)) => ContextValue::String(only),
        (_, Some(last)) => ContextValue::Strings([vec![last], names].concat()),
        (_, None) => return error,
    };
    error.insert(ContextKind::SuggestedSubcommand, names);
    error
}

fn size(text: &str) -> Result<Size, String> {
    let wrong = || "write columns and rows, such as 120x40".to_owned();
    if let Ok(count) = text.trim().parse() {
        return if (1..=200_000).contains(&count) {
            Ok(Size::Count(count))
        } else {
            Err("write a number from 1 to 200000".into())
        };
    }
    let (cols, rows) = text.split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    let number = |part: &str| part.trim().parse::<u16>().ok().filter(|n| (1..=1000).contains(n)).ok_or_else(wrong);
    Ok(Size::Cells(number(cols)?, number(rows)?))
}
