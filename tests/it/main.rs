//! tests

mod keys;
