//! What a period is looked back on by: `review`, `pulse`.

use clap::{Args, ValueEnum};

/// `review`.
#[derive(Args, Debug)]
pub struct Reviewing {
    /// One number, such as kept, handshake or exposure: what it counts, a line a commitment
    #[arg(value_name = "NUMBER")]
    pub number: Option<String>,
    /// By months
    #[arg(long, group = "length")]
    pub month: bool,
    /// By quarters of the book's fiscal year; this is what happens anyway
    #[arg(long, group = "length")]
    pub quarter: bool,
    /// By fiscal years
    #[arg(long, group = "length")]
    pub year: bool,
    /// Of another period: last, q3, q3 2026, 2026-10, oct, fy27 q1, 2025
    #[arg(long, value_name = "PERIOD")]
    pub of: Option<String>,
    /// Records one sentence of your side about the period: what both agree to keep or to change
    #[arg(long, value_name = "SENTENCE", conflicts_with = "number")]
    pub sign_off: Option<String>,
    /// For which side, where you have both roles
    #[arg(long, value_name = "SIDE", requires = "sign_off")]
    pub side: Option<SideWord>,
    /// For a colleague, whose word it is
    #[arg(long = "for", value_name = "HANDLE", requires = "sign_off")]
    pub proxy_for: Option<String>,
}

/// A side, on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum SideWord {
    /// Sales.
    Sales,
    /// Tech.
    Tech,
}

/// `pulse`.
#[derive(Args, Debug)]
pub struct Pulsing {
    /// Your side where you have both roles, then five numbers from 0 to 10: vision, objectives, communication, culture, client engagement
    #[arg(value_name = "SIDE|NUMBER")]
    pub words: Vec<String>,
    /// About another period: last, q3, q3 2026
    #[arg(long, value_name = "PERIOD")]
    pub of: Option<String>,
    /// Answers once more, where this machine has answered for you already
    #[arg(long)]
    pub again: bool,
}
