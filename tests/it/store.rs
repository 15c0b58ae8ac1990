//! The book on disk.

mod desk;
mod entry;
#[allow(dead_code)]
mod moves;
mod record;
