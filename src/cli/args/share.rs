//! What git calls: `merge-driver`.

use std::path::PathBuf;

use clap::Args;

/// `merge-driver`, with what git puts for `%O %A %B %P`.
#[derive(Args, Debug)]
pub struct Driving {
    /// What both sides began with
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// This side; the merge is written over it
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,
    /// The other side
    #[arg(value_name = "THEIRS")]
    pub theirs: PathBuf,
    /// The file's path in the repository
    #[arg(value_name = "PATH", allow_hyphen_values = true)]
    pub path: String,
}
