//! The command line: its words, its answers, its exit codes.

mod answers;
mod asking;
mod begin;
pub mod desk;
mod docs;
mod rehearsing;
mod selecting;
mod transcripts;
mod words;
