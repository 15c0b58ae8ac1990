//! `verify`: what a hook or CI asks about a push.

use clap::Args;

/// `verify`.
#[derive(Args, Debug)]
pub struct Verifying {
    /// OLD..NEW; NEW alone means all that no other branch has
    #[arg(value_name = "RANGE", required_unless_present = "pre_receive", conflicts_with = "pre_receive")]
    pub range: Option<String>,
    /// Reads the lines that git gives a pre-receive hook
    #[arg(long)]
    pub pre_receive: bool,
    /// Only the book in this folder; every book of the repository when left out
    #[arg(long, value_name = "DIR")]
    pub path: Option<String>,
    /// A move may be so much older than the commit it stands on; 7 when left out
    #[arg(long, value_name = "DAYS", default_value_t = 7, hide_default_value = true, value_parser = clap::value_parser!(i64).range(0..=36_500))]
    pub slack: i64,
}
