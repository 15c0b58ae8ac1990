//! Transcripts of the command line: what is typed, what is answered, and with which exit code.
//!
//! `TRYCMD=overwrite cargo test --test it cli::transcripts` writes what the program says now; read the difference.

use std::path::Path;

#[test]
fn transcripts() {
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nowhere");
    let nowhere = nowhere.to_string_lossy();
    let cases = trycmd::TestCases::new();
    cases.insert_var("[CONFIG]", nowhere.to_string()).unwrap();
    cases
        .env("COUNTERSIGN_BOOK", "book")
        .env("COUNTERSIGN_ME", "sam")
        .env("COUNTERSIGN_TODAY", "2026-11-22")
        .env("COUNTERSIGN_SEED", "1")
        .env("TZ", "UTC")
        .env("HOME", &*nowhere)
        .env("XDG_CONFIG_HOME", &*nowhere)
        .env("XDG_DATA_HOME", &*nowhere)
        .env("XDG_CACHE_HOME", &*nowhere)
        .env("NO_COLOR", "")
        .env("CLICOLOR_FORCE", "")
        .env("TERM", "xterm")
        .case("tests/cmd/*.trycmd");
}
