//! How likely each date is. Pure: the same book and the same day give the same answer.

pub mod assess;
pub mod built_in;
pub mod distribution;
pub mod pace;

pub use assess::{assess, assess_one, outlook};
