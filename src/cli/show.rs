//! `show`: one visit with its sources, and where they disagree.

use super::name::{Names, days, word};
use super::visits::NamedVisit;
use super::{Outcome, failure::Failure, session::Session};
use citybrief::data::{
    AccountId, AccountRecord, Attested, Field, Official, VisitId, VisitPerson, VisitRecord,
};
use citybrief::store::StoreError;
use clap::Args;
use std::io::{self, Write};

/// Arguments of `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// Number of the visit, as "visits" lists it
    id: i64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Shows.
pub fn show(args: &ShowArgs, session: &Session) -> Result<Outcome, Failure> {
    let id = VisitId(args.id);
    let record = session.store()?.visit(id)?.ok_or(StoreError::NoVisit(id))?;
    let names = session.names()?;
    if args.json {
        session.print_json(&NamedVisit::new(&record, names))?;
    } else {
        session.print(|out| Page { record: &record, names, out }.write())?;
    }
    Ok(Outcome::Done)
}

/// The visit as text; numbers in brackets are those of the sources below.
struct Page<'a> {
    record: &'a VisitRecord,
    names: Names<'a>,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn write(&mut self) -> io::Result<()> {
        self.facts()?;
        self.people()?;
        self.outcome()?;
        self.conflicts()?;
        self.sources()
    }

    fn facts(&mut self) -> io::Result<()> {
        let visit = &self.record.visit;
        let (guest, host) = (self.names.guest(visit), self.names.host(visit));
        writeln!(self.out, "Visit {}: {guest} to {host}", visit.id)?;
        if let Some(start) = &visit.start {
            let marks = self.marks(&start.accounts);
            self.line("Days", &format!("{} ({}) {marks}", days(visit), word(&visit.date_basis)))?;
        }
        if let Some(status) = &visit.status {
            let marks = self.marks(&status.accounts);
            self.line("Status", &format!("{} {marks}", word(&status.value)))?;
        }
        let marks = self.marks(&visit.kind.accounts);
        self.line("Kind", &format!("{} {marks}", word(&visit.kind.value)))?;
        for purpose in &visit.purposes {
            let marks = self.marks(&purpose.accounts);
            self.line("Purpose", &format!("{} {marks}", purpose.value))?;
        }
        if let Some(size) = &visit.size {
            let marks = self.marks(&size.accounts);
            self.line("People", &format!("{} {marks}", size.value))?;
        }
        Ok(())
    }

    fn people(&mut self) -> io::Result<()> {
        let visit = &self.record.visit;
        let head = visit.head.iter().map(|person| ("Head", person));
        let hosts = visit.hosts.iter().map(|person| ("Host", person));
        let guests = visit.guests.iter().map(|person| ("Guest", person));
        for (label, person) in head.chain(hosts).chain(guests) {
            self.person(label, person)?;
        }
        Ok(())
    }

    fn person(&mut self, label: &str, person: &VisitPerson) -> io::Result<()> {
        for (n, form) in person.forms.iter().enumerate() {
            let Official { name, role, .. } = &form.value;
            let role = if role.is_empty() { String::new() } else { format!(", {role}") };
            let text = format!("{name}{role} {}", self.marks(&form.accounts));
            self.line(if n == 0 { label } else { "" }, &text)?;
        }
        Ok(())
    }

    fn outcome(&mut self) -> io::Result<()> {
        let visit = &self.record.visit;
        for sector in &visit.sectors {
            let marks = self.marks(&sector.accounts);
            self.line("Sector", &format!("{} ({}) {marks}", sector.id, word(&sector.role)))?;
        }
        for agreement in &visit.agreements {
            for (n, form) in agreement.forms.iter().enumerate() {
                let told = &form.value;
                let mut text = format!("{} ({}, {}", told.title, word(&told.kind), word(&told.status));
                text += &told.date.map(|date| format!(", {date}")).unwrap_or_default();
                text += &told.valid_until.map(|date| format!(", until {date}")).unwrap_or_default();
                text += &format!(") {}", self.marks(&form.accounts));
                self.line(if n == 0 { "Document" } else { "" }, &text)?;
            }
        }
        for promise in &visit.commitments {
            let told = &promise.value;
            let due = told.due.map(|due| format!(", due {due}")).unwrap_or_default();
            let marks = self.marks(&promise.accounts);
            let text = format!("{} ({}, {}{due}) {marks}", told.text, word(&told.owner), word(&told.status));
            self.line("Promise", &text)?;
        }
        for event in &visit.events {
            let marks = self.marks(&event.accounts);
            self.line("Event", &format!("{} ({}) {marks}", event.value.name, word(&event.value.role)))?;
        }
        for quote in &visit.quotes {
            let marks = self.marks(&quote.accounts);
            self.line("Quote", &format!("{}: {} {marks}", quote.value.speaker, quote.value.text))?;
        }
        Ok(())
    }

    fn conflicts(&mut self) -> io::Result<()> {
        if self.record.visit.conflicts.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\nSources differ")?;
        for conflict in &self.record.visit.conflicts {
            writeln!(self.out, "  {}", field(&conflict.field))?;
            for Attested { value, accounts } in &conflict.variants {
                let publishers: Vec<String> =
                    accounts.iter().filter_map(|id| self.record.account(*id)).map(publisher).collect();
                writeln!(self.out, "    {value}: {} {}", publishers.join(", "), self.marks(accounts))?;
            }
        }
        Ok(())
    }

    fn sources(&mut self) -> io::Result<()> {
        writeln!(self.out, "\nSources")?;
        for record in &self.record.accounts {
            let source = &record.account.source;
            let mut parts = vec![publisher(record)];
            parts.extend(source.title.as_ref().map(|title| format!("\"{title}\"")));
            parts.extend(source.published.map(|date| date.to_string()));
            parts.push(word(&source.kind));
            parts.extend(source.language.as_ref().map(ToString::to_string));
            writeln!(self.out, "  {} {}", self.marks(&[record.id]), parts.join(", "))?;
            if let Some(url) = &source.url {
                writeln!(self.out, "      {url}")?;
            }
            writeln!(self.out, "      from {}", origin(record))?;
            for (path, passage) in &record.account.evidence {
                writeln!(self.out, "      {path}: \"{passage}\"")?;
            }
        }
        Ok(())
    }

    fn line(&mut self, label: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "  {label:<9} {}", text.trim_end())
    }

    /// Sources by their place in the list below, from 1.
    fn marks(&self, accounts: &[AccountId]) -> String {
        let place = |id: &AccountId| self.record.accounts.iter().position(|a| a.id == *id);
        let places: Vec<String> = accounts.iter().filter_map(place).map(|n| format!("[{}]", n + 1)).collect();
        places.concat()
    }
}

/// Who published a source.
pub fn publisher(record: &AccountRecord) -> String {
    record.account.source.publisher.clone()
}

fn origin(record: &AccountRecord) -> String {
    let origin = &record.origin;
    let sheet = origin.sheet.as_ref().map(|sheet| format!(" [{sheet}]")).unwrap_or_default();
    let line = if origin.line > 0 { format!(":{}", origin.line) } else { String::new() };
    format!("{}{sheet}{line}", origin.file)
}

/// What a contradiction is about.
pub fn field(field: &Field) -> String {
    match field {
        Field::Start => "first day".to_owned(),
        Field::End => "last day".to_owned(),
        Field::Status => "whether it took place".to_owned(),
        Field::Kind => "kind of visit".to_owned(),
        Field::Head => "head of the delegation".to_owned(),
        Field::HeadRole(name) => format!("role of {name}"),
        Field::Size => "number of people".to_owned(),
        Field::AgreementStatus(title) => format!("status of \"{title}\""),
        Field::AgreementType(title) => format!("kind of \"{title}\""),
        Field::AgreementDate(title) => format!("date of \"{title}\""),
        Field::AgreementTerm(title) => format!("term of \"{title}\""),
        Field::Sectors => "sectors".to_owned(),
    }
}
