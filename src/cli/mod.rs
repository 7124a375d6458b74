//! Commands, one file each; part of the binary, so that the library cannot use it.
//!
//! A command takes its arguments and a [`Session`] and gives an [`Outcome`] or a [`Failure`]. Data goes to
//! stdout, everything else to stderr. Start with [`main`].

mod brief;
mod complete;
mod config;
mod edit;
mod export;
mod failure;
mod filter;
mod import;
mod issued;
mod monthly;
mod name;
mod outbox;
mod output;
mod plan_file;
mod planned;
mod post;
mod read;
mod report;
mod review;
mod schedule;
mod send;
mod session;
mod show;
mod stats;
mod store;
mod table;
mod template;
mod visit_form;
mod visits;
mod wording;
mod writers;

use clap::{Args, Parser, Subcommand};
use failure::Failure;
use session::Session;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    sync::Mutex,
};

/// Briefings on city delegations, with a source behind every fact.
#[derive(Debug, Parser)]
#[command(name = "citybrief", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Options of every command")]
struct GlobalArgs {
    /// The store (an SQLite file) [default: citybrief.db beside the config, or here]
    #[arg(long, global = true, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Work on a temporary store, filled from this file or folder; may be given more than once
    #[arg(long, global = true, value_name = "PATH", conflicts_with = "store")]
    from: Vec<PathBuf>,
    /// The config [default: citybrief.toml here or in a folder above]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The day that counts as today, such as 2026-11-22
    #[arg(long, global = true, value_name = "DATE")]
    today: Option<chrono::NaiveDate>,
    /// Exit with code 3 if there was anything to warn about
    #[arg(long, global = true)]
    fail_on_warning: bool,
    /// Say less
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read files into the store: clippings, accounts as JSON, registers as CSV or XLSX
    Import(import::ImportArgs),
    /// Show what would be read out of clippings; stores nothing
    Read(read::ReadArgs),
    /// Count visits by city pair, sector, year and more
    Stats(stats::StatsArgs),
    /// List visits, their documents, or what was promised
    Visits(visits::VisitsArgs),
    /// Show a visit with its sources, and where they differ
    Show(show::ShowArgs),
    /// List what wants a human eye: uncertain values, contradictions, visits that may be one
    Review(review::ReviewArgs),
    /// Correct a visit in an editor; the correction wins over all other sources
    Edit(edit::EditArgs),
    /// Print everything in the store
    Export(export::ExportArgs),
    /// Write the briefing for a delegation's visit
    Brief(brief::BriefArgs),
    /// Write the summary of a month, quarter or year
    Monthly(monthly::MonthlyArgs),
    /// List the reports that were issued
    Issued(issued::IssuedArgs),
    /// Show what differs between two issued reports
    Diff(issued::DiffArgs),
    /// Send a report by mail, or write it as a draft
    Send(send::SendArgs),
    /// Show what was sent and what was not; send again or call off
    Outbox(outbox::OutboxArgs),
    /// Run reports on schedule
    Schedule(schedule::ScheduleArgs),
    /// List, show and check templates
    Template(template::TemplateArgs),
    /// Print the completion script of a shell
    Completions(complete::CompletionArgs),
    /// Write the manual pages into a folder
    Man(complete::ManArgs),
}

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// Done, with something the user should look at.
    Warned,
}

/// Exit code for warnings under `--fail-on-warning`.
const EXIT_WARNED: u8 = 3;
/// Exit code for faults of usage, environment or the program.
const EXIT_FAULT: u8 = 2;

/// Where and why a panic happened, for the message that takes its place.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        if let Ok(mut note) = PANIC.lock() {
            note.get_or_insert_with(|| info.to_string());
        }
    }));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return print_usage(&error),
    };
    match catch_unwind(AssertUnwindSafe(|| run(&cli))) {
        Ok(code) => code,
        Err(_) => {
            let what = PANIC.lock().ok().and_then(|note| note.clone()).unwrap_or_default();
            Failure::internal(&what).print();
            ExitCode::from(EXIT_FAULT)
        }
    }
}

fn run(cli: &Cli) -> ExitCode {
    let outcome = Session::new(cli.global.clone()).and_then(|session| dispatch(&cli.command, &session));
    match outcome {
        Ok(Outcome::Warned) if cli.global.fail_on_warning => ExitCode::from(EXIT_WARNED),
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            failure.exit_code()
        }
    }
}

fn dispatch(command: &Command, session: &Session) -> Result<Outcome, Failure> {
    match command {
        Command::Import(args) => import::import(args, session),
        Command::Read(args) => read::read(args, session),
        Command::Stats(args) => stats::stats(args, session),
        Command::Visits(args) => visits::visits(args, session),
        Command::Show(args) => show::show(args, session),
        Command::Review(args) => review::review(args, session),
        Command::Edit(args) => edit::edit(args, session),
        Command::Export(args) => export::export(args, session),
        Command::Brief(args) => brief::run(args, session),
        Command::Monthly(args) => monthly::run(args, session),
        Command::Issued(args) => issued::list(args, session),
        Command::Diff(args) => issued::diff(args, session),
        Command::Send(args) => send::run(args, session),
        Command::Outbox(args) => outbox::run(args, session),
        Command::Schedule(args) => schedule::run(args, session),
        Command::Template(args) => template::run(args, session),
        Command::Completions(args) => complete::print_completions(args, session),
        Command::Man(args) => complete::write_manual(args, session),
    }
}

/// clap's own message; help and version are no faults.
fn print_usage(error: &clap::Error) -> ExitCode {
    // Where even the terminal is gone there is nobody left to tell.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(EXIT_FAULT) } else { ExitCode::SUCCESS }
}
