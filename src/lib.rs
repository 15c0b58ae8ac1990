//! countersign: one book of what customers were promised, kept by sales and engineering together.

pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod forecast;
pub mod keymap;
pub mod query;
pub mod report;
pub mod run;
pub mod sample;
pub mod settings;
pub mod store;
pub mod text;
pub mod theme;
pub mod ui;
