//! The book on disk.

#[allow(dead_code)]
mod moves;
mod record;
