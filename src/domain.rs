//! The business: what a promise is, who may say what about it, and what follows from what was said.
//!
//! Pure: no files, no clock, no terminal, no randomness. Days, people and policy come in as arguments.

pub mod act;
pub mod board;
pub mod book;
pub mod calendar;
pub mod capture;
pub mod commitment;
pub mod condition;
pub mod dates;
pub mod day;
pub mod digest;
pub mod effort;
pub mod estimate;
pub mod flag;
pub mod fold;
pub mod grade;
pub mod id;
pub mod inbox;
pub mod merge;
pub mod misread;
pub mod money;
pub mod order;
pub mod outlook;
pub mod period;
pub mod permit;
pub mod person;
pub mod policy;
pub mod review;
pub mod standup;
pub mod summary;
pub mod tracker;
pub mod undo;
pub mod wording;
