//! The library in forty lines: accounts and a register in, a briefing as Markdown out.
//!
//! Run with `cargo run --example briefing`.

use chrono::NaiveDate;
use citybrief::data::{Gazetteer, Locale, Sectors};
use citybrief::document::{self, Metadata, ReadOptions};
use citybrief::import::{ImportOptions, read_paths};
use citybrief::message::Catalogue;
use citybrief::report::briefing::{BriefingRequest, Reference, assemble};
use citybrief::store::{Store, VisitFilter};
use citybrief::template::{TemplateName, Templates, labels};
use citybrief::write::{Writer, markdown::MarkdownWriter};
use std::{error::Error, path::Path, sync::Arc};

fn main() -> Result<(), Box<dyn Error>> {
    let (gazetteer, sectors) = (Gazetteer::builtin(), Sectors::builtin());
    let guest = gazetteer.find("Санкт-Петербург", None, None)?;
    let host = gazetteer.find("Nur-Sultan", None, None)?;

    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let options = ImportOptions {
        gazetteer: &gazetteer,
        sectors: &sectors,
        headers: Default::default(),
        register_name: Some("City register".to_owned()),
        home_city: None,
        lists: Default::default(),
        lexicon: Default::default(),
    };
    let mut store = Store::in_memory()?;
    store.import(&read_paths(&[data], &options)?.accounts, &gazetteer)?;
    let visits = store.visits(&VisitFilter::between(guest, host))?;

    let words = Arc::new(Catalogue::builtin(Locale::Ru)?);
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("no such day")?;
    let request =
        BriefingRequest { guest, host, home: host, today, visits: &visits, plan: None, earlier: None };
    let reference = Reference { gazetteer: &gazetteer, sectors: &sectors, words: &words };
    let briefing = assemble(&request, &reference)?;

    let markdown =
        Templates::shipped(Arc::clone(&words))?.render(&TemplateName::new("briefing"), &briefing)?;
    let meta = Metadata { title: briefing.title.clone(), ..Metadata::default() };
    let reading = document::read(&markdown, meta, labels(&words)?, &ReadOptions::new("briefing.md"))?;
    let output = MarkdownWriter::default().write(&reading.document)?;
    print!("{}", String::from_utf8(output.bytes)?);
    Ok(())
}
