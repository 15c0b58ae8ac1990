//! The business: what a promise is, who may say what about it, and what follows from what was said.
//!
//! Pure: no files, no clock, no terminal, no randomness. Days, people and policy come in as arguments.

pub mod calendar;
pub mod day;
pub mod estimate;
pub mod id;
pub mod money;
