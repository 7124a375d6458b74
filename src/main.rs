//! The command line of citybrief: parse, run, report, exit code. All else is in [`cli`] and in the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
