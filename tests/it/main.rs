//! The tests that look at the program from outside, in one binary.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod amounts;
mod asking;
mod backtests;
mod calendars;
mod calibrations;
mod captures;
mod cli;
mod config_files;
mod dates;
mod efforts;
mod forecasts;
mod forms;
mod imports;
mod item;
mod keys;
mod layers;
mod lists;
mod loads;
mod moves;
mod oddities;
mod palette;
mod queries;
mod queues;
mod quick_add;
mod quotes;
mod reports;
mod sample;
mod screen;
mod shelf;
mod stage;
mod store;
mod summaries;
mod surfaces;
mod terminal;
mod themes;
