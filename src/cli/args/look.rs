//! What looks and keeps in order: `list`, `inbox`, `load`, `log`, `backtest`, `brief`, `check`, `doctor`, `import`, `config`, `completions`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::{ArgValueCompleter, Shell};

use crate::cli::completions::customers;

/// A query.
#[derive(Args, Debug)]
pub struct Filtering {
    /// What to look for, such as flag:overdue, tech:dana, due<+2w, or words
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
}

/// `list`.
#[derive(Args, Debug)]
pub struct Listing {
    /// What to look for, such as flag:overdue, tech:dana, due<+2w, or words
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// A view of the book, by its name
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// The column to sort by; with a - before it the other way round
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// The column to group by
    #[arg(long, value_name = "COLUMN")]
    pub group: Option<String>,
    /// The columns to show
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// At most so many lines; how many there are is still said
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// `inbox`.
#[derive(Args, Debug)]
pub struct Inboxing {
    /// Whose inbox; yours when left out
    #[arg(value_name = "HANDLE")]
    pub who: Option<String>,
    /// What waits for the whole team
    #[arg(long)]
    pub team: bool,
    /// What waits for anybody on the same side
    #[arg(long, conflicts_with = "team")]
    pub all: bool,
}

/// `load`.
#[derive(Args, Debug)]
pub struct Loading {
    /// Only this tech owner
    #[arg(long, value_name = "HANDLE", conflicts_with = "team")]
    pub tech: Option<String>,
    /// Only this team and who is in it
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// What fills this week, by a day of it such as 3 dec or 2026-W49
    #[arg(long, value_name = "WEEK", conflicts_with = "weeks", allow_hyphen_values = true)]
    pub week: Option<String>,
    /// How many weeks, 1 to 53; 12 when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=53))]
    pub weeks: Option<u16>,
}

/// `timeline`.
#[derive(Args, Debug)]
pub struct Timelining {
    /// What to look for among what is open, such as tech:dana, customer:acme, or words
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What the rows are grouped by
    #[arg(long, value_name = "WHAT", default_value = "tech", hide_default_value = true)]
    pub by: ByWord,
    /// How close to look: days, half weeks, or weeks in a column
    #[arg(long, value_name = "HOW", default_value = "month", hide_default_value = true)]
    pub zoom: ZoomWord,
    /// The first week shown, by a day of it; a little before today when left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
}

/// What `timeline` can be grouped by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ByWord {
    /// The tech owner.
    Tech,
    /// The team of the tech owner.
    Team,
    /// Who it is promised to.
    Customer,
    /// Nothing.
    Nothing,
}

/// How close `timeline` looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ZoomWord {
    /// A day or half of one in a column.
    Week,
    /// Half a week in a column.
    Month,
    /// A week in a column.
    Quarter,
}

/// `log`.
#[derive(Args, Debug)]
pub struct Logging {
    /// From a day, the last `standup`, or a commit on; yesterday when left out
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// Notes that a standup is now
    #[arg(long)]
    pub mark: bool,
    /// Only about these
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
}

/// `standup`.
#[derive(Args, Debug)]
pub struct Standing {
    /// What changed from a day, the last `standup`, or a commit on; since the last standup when left out
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// Only the digest.
    #[command(flatten)]
    pub digest: Digesting,
    /// With amounts of money, which are left out otherwise
    #[arg(long)]
    pub money: bool,
    /// Notes that a standup is now
    #[arg(long)]
    pub mark: bool,
    /// Only about these
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
}

/// How `standup` writes what was decided.
#[derive(Args, Debug)]
pub struct Digesting {
    /// Only what was decided today and what is still open, as Markdown
    #[arg(long, conflicts_with = "slack")]
    pub markdown: bool,
    /// The same as a message for a chat such as Slack
    #[arg(long)]
    pub slack: bool,
}

/// `backtest`.
#[derive(Args, Debug)]
pub struct Backtesting {
    /// CSV files with the whole record; without them the book's own record is checked
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub tasks: Vec<PathBuf>,
    /// Print forecasts only for the tasks of this file
    #[arg(long, value_name = "FILE", requires = "tasks")]
    pub only: Option<PathBuf>,
    /// What is forecast: hours of work, or working days until it is done
    #[arg(long, value_name = "WHAT", requires = "tasks", default_value = "effort", hide_default_value = true)]
    pub target: TargetWord,
    /// Forecast what these queues of tasks come to together, instead of single tasks
    #[arg(long, value_name = "FILE", requires = "tasks")]
    pub queues: Option<PathBuf>,
    /// Leave out tasks estimated at fewer hours
    #[arg(long, value_name = "HOURS", requires = "tasks", value_parser = hours)]
    pub min_est: Option<f64>,
    /// The built-in table behind working days; the score of the other one is told too
    #[arg(long, value_name = "TABLE", requires = "tasks")]
    pub prior: Option<PriorWord>,
    /// Score no task begun in the last DAYS of its team's record; 120 for working days, 0 for hours
    #[arg(long, value_name = "DAYS", requires = "tasks", value_parser = clap::value_parser!(i64).range(0..=36_500))]
    pub follow_up: Option<i64>,
    /// How dates such as 3/4/2027 are read
    #[arg(long, value_name = "ORDER", requires = "tasks")]
    pub dates: Option<DateWords>,
}

/// What `backtest` forecasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum TargetWord {
    /// Hours of work.
    Effort,
    /// Working days until it is done.
    Calendar,
}

/// The built-in tables of `backtest`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum PriorWord {
    /// Elapsed time over estimates.
    Calendar,
    /// Effort over estimates, divided by the usual focus.
    Effort,
}

fn hours(text: &str) -> Result<f64, String> {
    let hours = text.parse::<f64>().ok().filter(|hours| hours.is_finite() && *hours >= 0.0);
    hours.ok_or_else(|| "write hours such as 4 or 0.5".into())
}

/// `brief`.
#[derive(Args, Debug)]
pub struct Briefing {
    /// The customer, or the beginning of the name
    #[arg(value_name = "CUSTOMER", required = true, add = ArgValueCompleter::new(customers))]
    pub customer: Vec<String>,
}

/// `handoff`.
#[derive(Args, Debug)]
pub struct Handing {
    /// The customer, or the beginning of the name
    #[arg(value_name = "CUSTOMER", required = true, add = ArgValueCompleter::new(customers))]
    pub customer: Vec<String>,
    /// With amounts of money
    #[arg(long)]
    pub money: bool,
}

/// `doctor`.
#[derive(Args, Debug)]
pub struct Doctoring {
    /// Mends what can be mended without a decision
    #[arg(long)]
    pub fix: bool,
    /// Only says what is wrong; this is what happens anyway
    #[arg(long, conflicts_with = "fix")]
    pub dry_run: bool,
}

/// `import`.
#[derive(Args, Debug)]
pub struct Importing {
    /// The CSV file
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,
    /// Which column holds what, such as customer=Account; can be given several times
    #[arg(long = "map", value_name = "PART=COLUMN")]
    pub map: Vec<String>,
    /// How dates such as 3/4/2027 are read
    #[arg(long, value_name = "ORDER")]
    pub dates: Option<DateWords>,
    /// Writes the good rows into the book; without it only a report is given
    #[arg(long)]
    pub write: bool,
}

/// The order of numbers in a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum DateWords {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Iso,
}

/// `config`.
#[derive(Args, Debug)]
pub struct Configuring {
    /// Something to list instead
    #[arg(value_name = "WHAT")]
    pub matter: Option<Matter>,
    /// Writes a commented file with every default, where there is none yet
    #[arg(long)]
    pub init: bool,
}

/// What `config` can list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Matter {
    /// Every key and what it does.
    Keys,
    /// Every theme.
    Themes,
}

/// `completions`.
#[derive(Args, Debug)]
pub struct Completing {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}
