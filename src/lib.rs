//! countersign: one book of what customers were promised, kept by sales and engineering together.

pub mod clock;
pub mod domain;
pub mod text;
