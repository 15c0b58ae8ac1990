//! The command line: its words, its answers, its exit codes.

mod docs;
mod transcripts;
mod words;
