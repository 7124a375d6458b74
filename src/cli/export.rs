//! `export`: everything out of the store, as accounts (JSON, to be imported again) or as a register (CSV).

use super::name::{Names, person, word};
use super::table::Table;
use super::{Outcome, failure::Failure, session::Session};
use citybrief::data::VisitRecord;
use citybrief::store::VisitFilter;
use clap::{Args, ValueEnum};

/// Arguments of `export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// json: every account as it came; csv: a row for each visit
    #[arg(long, value_enum, default_value_t)]
    format: ExportFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Accounts
    #[default]
    Json,
    /// A register of visits
    Csv,
}

/// Prints to stdout.
pub fn export(args: &ExportArgs, session: &Session) -> Result<Outcome, Failure> {
    let store = session.store()?;
    match args.format {
        ExportFormat::Json => {
            let accounts: Vec<_> = store.accounts()?.into_iter().map(|record| record.account).collect();
            session.print_json(&accounts)?;
        }
        ExportFormat::Csv => {
            let table = register(&store.visits(&VisitFilter::default())?, session.names()?);
            session.print(|out| table.write_csv(out))?;
        }
    }
    Ok(Outcome::Done)
}

/// The columns that `import` knows again.
fn register(records: &[VisitRecord], names: Names<'_>) -> Table {
    let headings = vec![
        "number",
        "start",
        "end",
        "host_city",
        "host_country",
        "guest_city",
        "guest_country",
        "head",
        "head_role",
        "host_person",
        "kind",
        "status",
        "purpose",
        "size",
        "sectors",
        "agreements",
        "sources",
    ];
    let mut table = Table::new(headings, Vec::new());
    for record in records {
        table.push(row(record, names));
    }
    table
}

fn row(record: &VisitRecord, names: Names<'_>) -> Vec<String> {
    let visit = &record.visit;
    let text = |value: Option<String>| value.unwrap_or_default();
    let head = visit.head.as_ref().and_then(|head| head.forms.first());
    let agreements = visit.agreements.iter().filter_map(|agreement| agreement.forms.first());
    let mut sources: Vec<&str> = record
        .accounts
        .iter()
        .flat_map(|a| a.account.source.url.iter().chain(&a.account.source.references))
        .map(String::as_str)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    vec![
        visit.id.to_string(),
        text(visit.start.as_ref().map(|start| start.value.to_string())),
        text(visit.end.as_ref().map(|end| end.value.to_string())),
        text(visit.host.map(|city| names.city(city))),
        text(visit.host_country.as_ref().map(ToString::to_string)),
        text(visit.guest.map(|city| names.city(city))),
        text(visit.guest_country.as_ref().map(ToString::to_string)),
        text(head.map(|form| form.value.name.clone())),
        text(head.map(|form| form.value.role.clone())),
        text(visit.hosts.first().map(person)),
        word(&visit.kind.value),
        text(visit.status.as_ref().map(|status| word(&status.value))),
        text(visit.purposes.first().map(|purpose| purpose.value.clone())),
        text(visit.size.as_ref().map(|size| size.value.to_string())),
        visit.sectors.iter().map(|sector| sector.id.to_string()).collect::<Vec<_>>().join(";"),
        agreements
            .map(|a| format!("{} ({})", a.value.title, word(&a.value.status)))
            .collect::<Vec<_>>()
            .join("; "),
        sources.join(" "),
    ]
}
