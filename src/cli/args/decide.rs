//! What asks before anything is said: `forecast`, `quote`, `rescue`; and when somebody is `away`.

use clap::Args;

/// `away`.
#[derive(Args, Debug)]
pub struct Absence {
    /// Who
    #[arg(value_name = "HANDLE")]
    pub who: String,
    /// First and last day, such as '12 apr..23 apr', or one day; without it what is known is listed
    #[arg(value_name = "FROM..TO")]
    pub days: Vec<String>,
    /// Takes the absence out again
    #[arg(long, requires = "days")]
    pub remove: bool,
}

/// `forecast`.
#[derive(Args, Debug)]
pub struct Forecasting {
    /// Which commitments, by the beginning of their ids
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

/// `quote`.
#[derive(Args, Debug)]
pub struct Quoting {
    /// How long it takes: 5d..8d..15d, ~20d, 2w, or dates such as 1 apr..20 apr
    #[arg(value_name = "EFFORT", required = true)]
    pub effort: Vec<String>,
    /// Who would do it
    #[arg(long, value_name = "HANDLE")]
    pub tech: Option<String>,
    /// A team: each of its tech owners is asked
    #[arg(long, value_name = "TEAM", conflicts_with = "tech")]
    pub team: Option<String>,
    /// How sure the date has to be, in hundredths
    #[arg(long, value_name = "CHANCE", default_value = "80")]
    pub chance: String,
    /// The day the work can begin; today when left out
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// A day that the customer has in mind: how likely is it?
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// The capability it is, where it is one known
    #[arg(long, value_name = "NAME")]
    pub capability: Option<String>,
    /// Its tag, where there is no capability
    #[arg(long, value_name = "TAG", conflicts_with = "capability")]
    pub tag: Option<String>,
}

/// `rescue`.
#[derive(Args, Debug)]
pub struct Rescuing {
    /// Only this tech owner's promises
    #[arg(long, value_name = "HANDLE")]
    pub tech: Option<String>,
}
