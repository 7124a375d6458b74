//! The command line of citybrief: parse, run, report, exit code. All else is in [`cli`] and in the library.

#![warn(clippy::unwrap_used)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
