//! What tech answers and what ends a commitment: `estimate`, `sign`, `counter`, `deliver` and the like.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap_complete::ArgValueCompleter;

use super::say::{Parts, Said};
use crate::cli::completions::ids;
use crate::domain::act::{Variance, Verdict};
use crate::domain::outlook::Confidence;

/// `undo`.
#[derive(Args, Debug)]
pub struct Undoing {
    /// Your last move on this commitment, of whatever day: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: Option<String>,
}

/// A move that needs nothing but the commitment.
#[derive(Args, Debug)]
pub struct Named {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `sign` and `accept`.
#[derive(Args, Debug)]
pub struct Signing {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// The customer was told these terms already
    #[arg(long)]
    pub told: bool,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// Why it was late or not kept.
#[derive(Args, Debug, Clone, Copy, Default)]
pub struct Variances {
    /// Why it is late or not kept, in one of the book's twelve words
    #[arg(long, short = 'r', value_name = "WORD", ignore_case = true, value_parser = variance())]
    pub reason: Option<Variance>,
}

/// `deliver`, `decline`, `withdraw`, `revoke`.
#[derive(Args, Debug)]
pub struct Ending {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// Why.
    #[command(flatten)]
    pub variance: Variances,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `confirm`.
#[derive(Args, Debug)]
pub struct Confirming {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// Why.
    #[command(flatten)]
    pub variance: Variances,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `estimate`.
#[derive(Args, Debug)]
pub struct Estimating {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", required_unless_present = "capability", add = ArgValueCompleter::new(ids))]
    pub id: Option<String>,
    /// Effort (5d, ~20d, =20d, 5d..8d..15d, 2w, 4h) or dates (1 apr..20 apr)
    #[arg(value_name = "ESTIMATE")]
    pub words: Vec<String>,
    /// Whether it can be done; feasible when left out, conditional with --if
    #[arg(long, short = 'v', value_name = "WORD", ignore_case = true, value_parser = verdict())]
    pub verdict: Option<Verdict>,
    /// A condition it hangs on; can be given several times
    #[arg(long = "if", value_name = "TEXT")]
    pub conditions: Vec<String>,
    /// When the work can start, when that isn't the agreement
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// Proposes a later date with it: the one given, or the end of the dates estimated
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "")]
    pub counter: Option<String>,
    /// Answers every promise of this capability that waits, in place of ID
    #[arg(long, short = 'c', value_name = "NAME", conflicts_with = "counter")]
    pub capability: Option<String>,
    /// Signs what is covered then, and offers the date that holds with so many per cent for the rest
    #[arg(long, value_name = "PERCENT", num_args = 0..=1, default_missing_value = "80", value_parser = level(), conflicts_with = "counter")]
    pub answer: Option<Confidence>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `counter`.
#[derive(Args, Debug)]
pub struct Offering {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// A date, or a line as for `add`; without one, the dates to choose from are named
    #[arg(value_name = "LINE")]
    pub words: Vec<String>,
    /// The date that holds with so many per cent, in place of a date
    #[arg(long, short = 'l', value_name = "PERCENT", value_parser = level())]
    pub level: Option<Confidence>,
    /// The same as options.
    #[command(flatten)]
    pub parts: Parts,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `defer`.
#[derive(Args, Debug)]
pub struct Deferral {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// The day the answer comes
    #[arg(value_name = "DATE", required = true)]
    pub words: Vec<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

/// `progress`.
#[derive(Args, Debug)]
pub struct Progressing {
    /// The commitment: any beginning of its id that is its alone
    #[arg(value_name = "ID", add = ArgValueCompleter::new(ids))]
    pub id: String,
    /// Work left, such as 3d, and a remark
    #[arg(value_name = "LEFT")]
    pub words: Vec<String>,
    /// How it was said.
    #[command(flatten)]
    pub said: Said,
}

fn level() -> impl TypedValueParser<Value = Confidence> {
    PossibleValuesParser::new(["50", "80", "95"])
        .try_map(|word| word.parse().ok().and_then(Confidence::of).ok_or("not a level"))
}

fn verdict() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.map(Verdict::word))
        .try_map(|word| Verdict::parse(&word.to_lowercase()).ok_or("not a verdict"))
}

fn variance() -> impl TypedValueParser<Value = Variance> {
    PossibleValuesParser::new(Variance::ALL.map(Variance::word))
        .try_map(|word| Variance::parse(&word.to_lowercase()).ok_or("not a reason"))
}
