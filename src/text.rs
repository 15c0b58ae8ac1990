//! Other people's text on a terminal: made harmless, measured, cut, wrapped and compared.
//!
//! A name or a note can come from a colleague's merge or a CSV cell, so nothing is drawn that did not
//! pass through here. Every width is the one the screen's grid uses: the sum of its graphemes' cells.

mod clean;
mod find;
mod fit;

pub use clean::{clean, is_simple};
pub use find::{fold, nearest};
pub use fit::{fit, fit_with, pad, pad_left, width, wrap};
