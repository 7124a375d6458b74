//! The library without the data layer: a template of your own, any JSON, one report in any format.
//!
//!     cargo run --release --example render -- examples/own-report/templates minutes \
//!         examples/own-report/minutes.json output/minutes.pdf
//!
//! The ending of the last argument tells the format. `title`, `subtitle`, `author`, `date` and `lang` of the JSON
//! become the report's own.

use citybrief::data::{LanguageTag, Locale};
use citybrief::document::{self, Metadata, ReadOptions};
use citybrief::figure::{self, FigureContext};
use citybrief::message::Catalogue;
use citybrief::template::{TemplateName, Templates, labels};
use citybrief::text::FontLibrary;
use citybrief::theme::Theme;
use citybrief::write::{
    Format, Writer, docx::DocxOptions, docx::DocxWriter, html::HtmlWriter, json::JsonWriter,
    markdown::MarkdownWriter, pdf::PdfOptions, pdf::PdfWriter,
};
use serde_json::Value;
use std::{env, error::Error, fs, path::Path, sync::Arc};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, template, data, output] = &arguments[..] else {
        return Err("usage: render TEMPLATE-FOLDER TEMPLATE DATA.json OUTPUT".into());
    };
    let data: Value = serde_json::from_slice(&fs::read(data)?)?;
    let text = |key: &str| data.get(key).and_then(Value::as_str).map(str::to_owned);

    // Words of the report's language, and the templates.
    let locale: Locale = text("lang").as_deref().unwrap_or("en").parse()?;
    let words = Arc::new(Catalogue::builtin(locale)?);
    let templates = Templates::with_folder(Arc::clone(&words), Path::new(folder))?;

    // Template → Markdown → Document, its charts drawn.
    let name = TemplateName::new(template);
    let markdown = templates.render(&name, &data)?;
    let meta = Metadata {
        title: text("title").unwrap_or_else(|| template.clone()),
        subtitle: text("subtitle"),
        author: text("author"),
        date_text: text("date"),
        language: Some(LanguageTag::from(locale)),
        ..Metadata::default()
    };
    let reading = document::read(&markdown, meta, labels(&words)?, &ReadOptions::new(name.as_str()))?;
    let mut document = reading.document;
    let (theme, fonts) = (Arc::new(Theme::default()), Arc::new(FontLibrary::embedded(false)));
    let undrawn =
        figure::draw(&mut document, FigureContext { catalogue: &words, theme: &theme, fonts: &fonts })?;

    // Document → bytes.
    let ending = Path::new(output).extension().and_then(|e| e.to_str()).unwrap_or_default();
    let writer: Box<dyn Writer> = match ending.parse::<Format>()? {
        Format::Pdf => Box::new(PdfWriter::new(theme, fonts, PdfOptions::default())),
        Format::Docx => Box::new(DocxWriter::new(DocxOptions::default())),
        Format::Markdown => Box::new(MarkdownWriter::default()),
        Format::Html => Box::new(HtmlWriter { theme: Theme::default() }),
        Format::Json => Box::new(JsonWriter),
    };
    let made = writer.write(&document)?;
    fs::write(output, &made.bytes)?;
    for (name, bytes) in &made.sidecars {
        let path = Path::new(output).with_file_name(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)?;
    }
    for warning in reading.warnings.iter().chain(&undrawn).chain(&made.warnings) {
        eprintln!("warning: {}", warning.message);
    }
    Ok(())
}
