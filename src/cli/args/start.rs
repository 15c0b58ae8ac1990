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
    /// Copies the book that is shared at URL
    #[arg(long, value_name = "URL", conflicts_with = "name")]
    pub from: Option<String>,
}

/// `sync`.
#[derive(Args, Debug)]
pub struct Syncing {
    /// Where the book is to be shared: the address of a git repository
    #[arg(long, value_name = "URL")]
    pub remote: Option<String>,
    /// Take part again after the remote's history was rewritten; both sides are kept
    #[arg(long)]
    pub rejoin: bool,
    /// Make a repository of its own for a book that lies in another one
    #[arg(long)]
    pub own: bool,
    /// Give git no longer than this, where nobody can be asked
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
}

/// `demo`.
#[derive(Args, Debug)]
pub struct Demoing {
    /// Writes the book there, says so, and opens nothing
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}
