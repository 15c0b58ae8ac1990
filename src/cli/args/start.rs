//! `init` and `demo`.

use std::path::PathBuf;

use clap::Args;

/// `init`.
#[derive(Args, Debug)]
pub struct Initing {
    /// Where; the working directory when left out
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The name of the book; the name of the directory when left out
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// `demo`.
#[derive(Args, Debug)]
pub struct Demoing {
    /// Writes the book there, says so, and opens nothing
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}
