//! The directory of files and the book it holds; the only module that knows TOML moves and locks.

pub mod record;
