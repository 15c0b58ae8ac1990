//! countersign: one book of what customers were promised, kept by sales and engineering together.

pub mod clock;
pub mod command;
pub mod domain;
pub mod settings;
pub mod text;
