//! `issued` and `diff`: what was issued, and what differs between two issues.

use super::name::days;
use super::table::{Table, TableFormat};
use super::{Outcome, failure::Failure, report::issue_of_number, session::Session};
use citybrief::data::{IssueId, VisitId};
use citybrief::report::{Change, changes};
use citybrief::store::Store;
use clap::Args;

/// Arguments of `issued`.
#[derive(Args, Debug)]
pub struct IssuedArgs {
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

/// Lists what was issued.
pub fn list(args: &IssuedArgs, session: &Session) -> Result<Outcome, Failure> {
    let issues = session.store()?.issues()?;
    let mut table = Table::new(vec!["number", "issued", "report", "series", "language"], vec![0]);
    for issue in &issues {
        table.push(vec![
            issue.id.to_string(),
            issue.issued.format("%Y-%m-%d %H:%M UTC").to_string(),
            issue.report.clone(),
            issue.series.clone(),
            issue.language.to_string(),
        ]);
    }
    session.print_table(&table, args.format, || issues)?;
    Ok(Outcome::Done)
}

/// Arguments of `diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// Number of the earlier issue, as `issued` lists it
    before: i64,
    /// Number of the later issue
    after: i64,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

/// Shows what differs between two issues.
pub fn diff(args: &DiffArgs, session: &Session) -> Result<Outcome, Failure> {
    let store = session.store()?;
    let before = issue_of_number(&store, IssueId(args.before))?;
    let after = issue_of_number(&store, IssueId(args.after))?;
    if before.issue.series != after.issue.series {
        session.say(format_args!(
            "note: the two are of different series, {} and {}",
            before.issue.series, after.issue.series
        ));
    }
    let changes = changes(&before.facts, &after.facts);
    let mut table = Table::new(vec!["visit", "what", "before", "after"], vec![]);
    for change in &changes {
        let missing = || "–".to_owned();
        table.push(vec![
            visit_name(&store, change.visit, session)?,
            what(change),
            change.before.clone().unwrap_or_else(missing),
            change.after.clone().unwrap_or_else(missing),
        ]);
    }
    session.print_table(&table, args.format, || changes)?;
    Ok(Outcome::Done)
}

fn what(change: &Change) -> String {
    let field = change.field.name();
    if change.subject.is_empty() { field.to_owned() } else { format!("{field}: {}", change.subject) }
}

/// The visit as a reader knows it; its number where it is no more.
fn visit_name(store: &Store, id: VisitId, session: &Session) -> Result<String, Failure> {
    let Some(record) = store.visit(id)? else { return Ok(format!("visit {id}")) };
    let names = session.names()?;
    let visit = &record.visit;
    Ok(format!("{id}: {} → {}, {}", names.guest(visit), names.host(visit), days(visit)))
}
