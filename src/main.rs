//! The binary: hands the command line over and gives its exit code back.

use std::process::ExitCode;

fn main() -> ExitCode {
    countersign::cli::main(std::env::args_os())
}
