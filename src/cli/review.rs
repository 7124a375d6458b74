//! `review`: what wants a human eye. `edit` settles it.

use super::filter::FilterArgs;
use super::name::{Names, days, line};
use super::show::{field, publisher};
use super::table::{Table, TableFormat};
use super::{Outcome, failure::Failure, session::Session};
use citybrief::data::{AccountId, VisitRecord};
use citybrief::import::article::REVIEW_THRESHOLD;
use citybrief::store::{Doubt, DoubtKind, VisitFilter, doubts};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a value that the table shows; CSV and JSON have it whole.
const LONGEST: usize = 60;

/// Arguments of `review`.
#[derive(Args, Debug)]
pub struct ReviewArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Only doubts of this sort
    #[arg(long, value_enum, value_name = "SORT")]
    only: Option<DoubtSort>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
    /// Print JSON, the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// Sorts of doubts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DoubtSort {
    /// Values that were read with little certainty.
    Uncertain,
    /// Contradictions between sources.
    Conflict,
    /// Visits that may be one.
    Duplicate,
}

impl DoubtSort {
    fn of(kind: &DoubtKind) -> Self {
        match kind {
            DoubtKind::Uncertain { .. } => Self::Uncertain,
            DoubtKind::Conflict { .. } => Self::Conflict,
            DoubtKind::Duplicate { .. } => Self::Duplicate,
        }
    }
}

/// A doubt as the list shows it.
#[derive(Serialize)]
struct Row<'a> {
    days: String,
    guest: String,
    host: String,
    about: String,
    what: String,
    publishers: Vec<String>,
    #[serde(flatten)]
    doubt: &'a Doubt,
}

/// Lists.
pub fn review(args: &ReviewArgs, session: &Session) -> Result<Outcome, Failure> {
    let store = session.store()?;
    let chosen: BTreeSet<_> = store.visit_ids(&args.filter.resolve(session)?)?.into_iter().collect();
    // A visit that may be the same need not meet the conditions.
    let records = store.visits(&VisitFilter::default())?;
    let mut doubts = doubts(&records, REVIEW_THRESHOLD);
    doubts.retain(|doubt| {
        let other = match &doubt.kind {
            DoubtKind::Duplicate { other, .. } => chosen.contains(other),
            _ => false,
        };
        let wanted = args.only.is_none_or(|sort| sort == DoubtSort::of(&doubt.kind));
        wanted && (other || chosen.contains(&doubt.visit))
    });
    let names = session.names()?;
    let by_id: BTreeMap<_, _> = records.iter().map(|record| (record.visit.id, record)).collect();
    let rows: Vec<Row<'_>> =
        doubts.iter().filter_map(|doubt| Some(row(doubt, by_id.get(&doubt.visit)?, names))).collect();
    let format = if args.json { TableFormat::Json } else { args.format };
    session.print_table(&table(&rows, format), format, || &rows)?;
    session.say(format_args!("to look at: {}", rows.len()));
    if !rows.is_empty() {
        session.say("`citybrief show ID` has the passages, `citybrief edit ID` settles them");
    }
    Ok(Outcome::Done)
}

fn row<'a>(doubt: &'a Doubt, record: &VisitRecord, names: Names<'_>) -> Row<'a> {
    let visit = &record.visit;
    let (about, what, accounts) = match &doubt.kind {
        DoubtKind::Uncertain { field, values, account } => {
            let values = values.iter().map(|v| format!("{} ({:.2})", line(&v.value), v.confidence));
            (field.clone(), values.collect::<Vec<_>>().join(", "), vec![*account])
        }
        DoubtKind::Conflict { conflict } => {
            let values: Vec<&str> = conflict.variants.iter().map(|v| v.value.as_str()).collect();
            let accounts = conflict.variants.iter().flat_map(|v| v.accounts.iter().copied()).collect();
            (field(&conflict.field), values.join(" or "), accounts)
        }
        DoubtKind::Duplicate { other, days_apart, reversed } => {
            let turned = if *reversed { ", the other way round" } else { "" };
            let near = match days_apart {
                0 => "at the same time".to_owned(),
                days => format!("{days} days before"),
            };
            let all = record.accounts.iter().map(|account| account.id).collect();
            ("same visit?".to_owned(), format!("visit {other}, {near}{turned}"), all)
        }
    };
    Row {
        days: days(visit),
        guest: names.guest(visit),
        host: names.host(visit),
        about,
        what,
        publishers: publishers(record, &accounts),
        doubt,
    }
}

/// Who published those accounts, each once.
fn publishers(record: &VisitRecord, accounts: &[AccountId]) -> Vec<String> {
    let mut publishers = Vec::new();
    for publisher in accounts.iter().filter_map(|id| record.account(*id)).map(publisher) {
        if !publishers.contains(&publisher) {
            publishers.push(publisher);
        }
    }
    publishers
}

/// The doubts as a table; for the eye, long values are cut.
fn table(rows: &[Row<'_>], format: TableFormat) -> Table {
    let shown = |text: &str| match format {
        TableFormat::Table if text.chars().count() > LONGEST => {
            text.chars().take(LONGEST - 1).chain(['…']).collect()
        }
        _ => text.to_owned(),
    };
    let mut table = Table::new(vec!["visit", "days", "guest", "host", "about", "what", "sources"], vec![0]);
    for row in rows {
        table.push(vec![
            row.doubt.visit.to_string(),
            row.days.clone(),
            row.guest.clone(),
            row.host.clone(),
            shown(&row.about),
            shown(&row.what),
            row.publishers.join("; "),
        ]);
    }
    table
}
