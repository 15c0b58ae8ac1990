//! countersign: one book of what customers were promised, kept by sales and engineering together.

pub mod domain;
