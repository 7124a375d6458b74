//! `completions` and `man`: what a shell and a manual reader want from the list of commands.

use super::{Cli, Outcome, failure::Failure, session::Session};
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct CompletionArgs {
    /// The shell
    shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Args, Debug)]
pub struct ManArgs {
    /// Folder for the pages
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Prints a completion script.
pub fn print_completions(args: &CompletionArgs, session: &Session) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "citybrief", &mut script);
    session.print(|out| out.write_all(&script))?;
    Ok(Outcome::Done)
}

/// Writes a page for the program and one for each command.
pub fn write_manual(args: &ManArgs, session: &Session) -> Result<Outcome, Failure> {
    clap_mangen::generate_to(Cli::command(), &args.folder).map_err(|e| {
        Failure::environment(format!("cannot write into {}: {e}", args.folder.display()))
            .hint("name a folder that exists and that you may write to")
    })?;
    session.say(format_args!("manual pages: {}", args.folder.display()));
    Ok(Outcome::Done)
}
