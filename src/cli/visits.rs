//! `visits`: the visits that meet some conditions, or their documents, or what was promised at them.

use super::filter::FilterArgs;
use super::name::{Names, days, person, word};
use super::table::{Table, TableFormat};
use super::{Outcome, failure::Failure, session::Session};
use citybrief::data::{CommitmentStatus, VisitId, VisitRecord};
use citybrief::store::{Promise, promises};
use clap::Args;
use serde::Serialize;

/// Arguments of `visits`.
#[derive(Args, Debug)]
pub struct VisitsArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// List the documents of these visits
    #[arg(long, conflicts_with = "promises")]
    documents: bool,
    /// List what was promised at these visits, and what became of it
    #[arg(long)]
    promises: bool,
    /// Only promises that are open or in progress
    #[arg(long, requires = "promises")]
    open: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
    /// Print JSON, the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// A visit in JSON, with the names of its cities beside their numbers.
#[derive(Serialize)]
pub struct NamedVisit<'a> {
    host_name: String,
    guest_name: String,
    #[serde(flatten)]
    record: &'a VisitRecord,
}

impl<'a> NamedVisit<'a> {
    /// Looks the names up.
    pub fn new(record: &'a VisitRecord, names: Names<'_>) -> Self {
        Self { host_name: names.host(&record.visit), guest_name: names.guest(&record.visit), record }
    }
}

/// Lists.
pub fn visits(args: &VisitsArgs, session: &Session) -> Result<Outcome, Failure> {
    let store = session.store()?;
    let records = store.visits(&args.filter.resolve(session)?)?;
    let names = session.names()?;
    let format = if args.json { TableFormat::Json } else { args.format };
    if args.promises {
        let mut promises = promises(&records);
        promises.retain(|promise| !args.open || is_open(promise));
        session.print_table(&promise_table(&promises, names), format, || &promises)?;
        session.say(format_args!("promises: {}", promises.len()));
    } else if args.documents {
        let documents: Vec<Document> = records.iter().flat_map(|record| documents(record, names)).collect();
        session.print_table(&document_table(&documents), format, || &documents)?;
        session.say(format_args!("documents: {}", documents.len()));
    } else {
        let named = || records.iter().map(|r| NamedVisit::new(r, names)).collect::<Vec<_>>();
        session.print_table(&visit_table(&records, names), format, named)?;
        session.say(format_args!("visits: {}", records.len()));
    }
    Ok(Outcome::Done)
}

fn is_open(promise: &Promise) -> bool {
    matches!(
        promise.status,
        CommitmentStatus::Open | CommitmentStatus::InProgress | CommitmentStatus::Overdue
    )
}

fn visit_table(records: &[VisitRecord], names: Names<'_>) -> Table {
    let headings = vec!["id", "days", "guest", "host", "head", "kind", "status", "sources", "differ"];
    let mut table = Table::new(headings, vec![0, 7, 8]);
    for VisitRecord { visit, accounts } in records {
        table.push(vec![
            visit.id.to_string(),
            days(visit),
            names.guest(visit),
            names.host(visit),
            visit.head.as_ref().map(person).unwrap_or_default(),
            word(&visit.kind.value),
            visit.status.as_ref().map(|s| word(&s.value)).unwrap_or_default(),
            accounts.len().to_string(),
            if visit.conflicts.is_empty() { String::new() } else { visit.conflicts.len().to_string() },
        ]);
    }
    table
}

/// A document as the list shows it; where sources differ, every value stands.
#[derive(Serialize)]
struct Document {
    visit: VisitId,
    days: String,
    guest: String,
    host: String,
    title: String,
    kinds: Vec<String>,
    statuses: Vec<String>,
    dates: Vec<String>,
    valid_until: Vec<String>,
    publishers: Vec<String>,
}

fn documents(record: &VisitRecord, names: Names<'_>) -> Vec<Document> {
    let visit = &record.visit;
    let document = |agreement: &citybrief::data::VisitAgreement| {
        let forms = || agreement.forms.iter();
        let kinds = distinct(forms().map(|f| word(&f.value.kind)));
        let mut accounts: Vec<_> = forms().flat_map(|form| &form.accounts).collect();
        accounts.sort_unstable();
        Document {
            visit: visit.id,
            days: days(visit),
            guest: names.guest(visit),
            host: names.host(visit),
            title: forms().next().map(|form| form.value.title.clone()).unwrap_or_default(),
            kinds,
            statuses: distinct(forms().map(|f| word(&f.value.status))),
            dates: distinct(forms().filter_map(|f| Some(f.value.date?.to_string()))),
            valid_until: distinct(forms().filter_map(|f| Some(f.value.valid_until?.to_string()))),
            publishers: distinct(
                accounts
                    .into_iter()
                    .filter_map(|id| Some(record.account(*id)?.account.source.publisher.clone())),
            ),
        }
    };
    visit.agreements.iter().map(document).collect()
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

fn document_table(documents: &[Document]) -> Table {
    let headings =
        vec!["visit", "days", "guest", "host", "document", "kind", "status", "date", "until", "sources"];
    let mut table = Table::new(headings, vec![0]);
    for document in documents {
        let either = |values: &[String]| values.join(" or ");
        table.push(vec![
            document.visit.to_string(),
            document.days.clone(),
            document.guest.clone(),
            document.host.clone(),
            document.title.clone(),
            either(&document.kinds),
            either(&document.statuses),
            either(&document.dates),
            either(&document.valid_until),
            document.publishers.join("; "),
        ]);
    }
    table
}

fn promise_table(promises: &[Promise], names: Names<'_>) -> Table {
    let mut table = Table::new(vec!["status", "due", "owner", "promise", "first told", "visits"], vec![]);
    for promise in promises {
        let visits: Vec<String> = promise.words.iter().map(|word| word.visit.to_string()).collect();
        let first = promise.words.first().and_then(|word| word.date);
        table.push(vec![
            word(&promise.status),
            promise.due.map(|due| due.to_string()).unwrap_or_default(),
            promise.owner.map_or_else(|| "both".to_owned(), |city| names.city(city)),
            promise.text.clone(),
            first.map(|date| date.to_string()).unwrap_or_default(),
            visits.join(", "),
        ]);
    }
    table
}
