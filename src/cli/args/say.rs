//! What sales says and both sides settle: `add`, `ask`, `change`, `told`, `note`, `edit`, `accept-risk`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use clap_complete::ArgValueCompleter;

use crate::cli::completions::{customers, handles, ids};
use crate::domain::grade::{Firmness, Stake};

/// What every move command takes.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "How it was said")]
pub struct Said {
    /// The day it was said, when that was earlier
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// A remark that goes with it
    #[arg(long, short = 'n', value_name = "TEXT")]
    pub note: Option<String>,
    /// Whose word it is, when you record it for somebody else
    #[arg(long = "for", value_name = "HANDLE", add = ArgValueCompleter::new(handles))]
    pub proxy_for: Option<String>,
    /// Takes a handle for a new person even when it is close to a known one
    #[arg(long, hide_short_help = true)]
    pub new_person: bool,
}

/// One commitment.
#[derive(Args, Debug)]
pub struct Wanted {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
}

/// The parts of a promise as options.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Instead of the line, or over it")]
pub struct Parts {
    /// Who it is promised to
    #[arg(long, short = 'c', value_name = "NAME", add = ArgValueCompleter::new(customers))]
    pub customer: Option<String>,
    /// What is promised
    #[arg(long, short = 's', value_name = "TEXT")]
    pub scope: Option<String>,
    /// The promised date
    #[arg(long, short = 'd', value_name = "DATE")]
    pub due: Option<String>,
    /// The tech owner
    #[arg(long, short = 't', value_name = "HANDLE", add = ArgValueCompleter::new(handles))]
    pub tech: Option<String>,
    /// The sales owner; you when left out
    #[arg(long, value_name = "HANDLE", add = ArgValueCompleter::new(handles))]
    pub sales: Option<String>,
    /// The deal behind it
    #[arg(long, value_name = "NAME")]
    pub deal: Option<String>,
    /// What the deal is worth, such as 120k or '95000 USD'
    #[arg(long, value_name = "MONEY")]
    pub value: Option<String>,
    /// How firmly it was said
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = firmness())]
    pub firmness: Option<Firmness>,
    /// What hangs on it
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = stake())]
    pub stake: Option<Stake>,
    /// The thing to be built, shared by commitments
    #[arg(long, value_name = "NAME")]
    pub capability: Option<String>,
    /// A tag; can be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// How everyone will know that it is done
    #[arg(long, value_name = "TEXT")]
    pub done_when: Option<String>,
    /// A condition; can be given several times
    #[arg(long = "if", value_name = "TEXT")]
    pub conditions: Vec<String>,
}

/// `add` and `ask`.
#[derive(Args, Debug)]
pub struct Adding {
    /// The line: customer, colon, what, by when, @tech, and whatever else is known
    #[arg(value_name = "LINE")]
    pub words: Vec<String>,
    /// The same as options.
    #[command(flatten)]
    pub parts: Parts,
    /// The customer was told: today, or on a day; with a date to come, the date the customer was told
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "")]
    pub told: Option<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `change`.
#[derive(Args, Debug)]
pub struct Changing {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// A date, or a line as for `add`
    #[arg(value_name = "LINE")]
    pub words: Vec<String>,
    /// The same as options.
    #[command(flatten)]
    pub parts: Parts,
    /// The customer was told so already: today, or on a day; with a date to come, the date the customer was told
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "")]
    pub told: Option<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `told`.
#[derive(Args, Debug)]
pub struct Telling {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// The date the customer was told; the promised date when left out
    #[arg(value_name = "DATE")]
    pub words: Vec<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `note`.
#[derive(Args, Debug)]
pub struct Noting {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// The remark
    #[arg(value_name = "TEXT")]
    pub words: Vec<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `edit`.
#[derive(Args, Debug)]
pub struct Editing {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// What to set.
    #[command(flatten)]
    pub parts: Parts,
    /// A tag to take away; can be given several times
    #[arg(long = "untag", value_name = "TAG")]
    pub untags: Vec<String>,
    /// A link to an issue, a document, a mail; can be given several times
    #[arg(long = "link", value_name = "URL")]
    pub links: Vec<String>,
    /// A setting to empty; can be given several times
    #[arg(long = "clear", value_name = "SETTING")]
    pub clear: Vec<Clearable>,
    /// A condition of the estimate that has been met, by its text or the beginning of it
    #[arg(long, value_name = "TEXT")]
    pub met: Option<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// A setting that can be emptied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Clearable {
    /// The sales owner.
    Sales,
    /// The tech owner.
    Tech,
    /// The deal.
    Deal,
    /// What it is worth.
    Value,
    /// The firmness.
    Firmness,
    /// The stake.
    Stake,
    /// The capability.
    Capability,
    /// All tags.
    Tags,
    /// All links.
    Links,
}

/// `accept-risk`.
#[derive(Args, Debug)]
pub struct Risking {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// Why
    #[arg(value_name = "REASON")]
    pub words: Vec<String>,
    /// When to look again
    #[arg(long, value_name = "DATE", alias = "review")]
    pub until: Option<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

fn firmness() -> impl TypedValueParser<Value = Firmness> {
    PossibleValuesParser::new(Firmness::ALL.map(Firmness::word)).try_map(|word| Firmness::parse(&word))
}

fn stake() -> impl TypedValueParser<Value = Stake> {
    PossibleValuesParser::new(Stake::ALL.map(Stake::word)).try_map(|word| Stake::parse(&word))
}
