//! `import`: files into the store, with an account of every row.

use super::{Outcome, failure::Failure, session::Session};
use citybrief::store::ImportReport;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Files and folders: clippings (.txt, .md, .html, .eml), accounts (.json, .jsonl), registers (.csv, .tsv, .xlsx)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// The report in JSON: read = new + unchanged + rejected.
#[derive(Serialize)]
struct JsonReport<'a> {
    read: usize,
    new: usize,
    unchanged: usize,
    rejected: usize,
    rejects: &'a [citybrief::import::Reject],
    visits: usize,
    visits_new: usize,
    visits_changed: usize,
}

/// Imports, prints the report; a failure only if nothing at all could be read.
pub fn import(args: &ImportArgs, session: &Session) -> Result<Outcome, Failure> {
    let mut store = session.store_to_write()?;
    let imported = session.import(&mut store, &args.paths)?;
    let (report, rejected) = (&imported.report, imported.rejects.len());
    if args.json {
        let ImportReport { new, unchanged, visits, visits_new, visits_changed, .. } = *report;
        let rejects = imported.rejects.as_slice();
        let read = imported.read;
        let json = JsonReport { read, new, unchanged, rejected, rejects, visits, visits_new, visits_changed };
        session.print_json(&json)?;
    } else {
        session.say_rejects(&imported.rejects);
        session.print(|out| {
            writeln!(
                out,
                "read {} = {} new + {} unchanged + {rejected} rejected",
                imported.read, report.new, report.unchanged
            )?;
            writeln!(
                out,
                "visits: {} ({} new, {} with more known)",
                report.visits, report.visits_new, report.visits_changed
            )
        })?;
    }
    if rejected > 0 && report.new + report.unchanged == 0 {
        return Err(Failure::data("nothing could be read").hint("the lines above say why, place by place"));
    }
    Ok(if rejected > 0 { Outcome::Warned } else { Outcome::Done })
}
