//! Reads a report in Markdown and writes it as PDF: `markdown_to_pdf REPORT.md REPORT.pdf [LANGUAGE]`.

use citybrief::data::LanguageTag;
use citybrief::document::{self, Labels, Metadata, ReadOptions};
use citybrief::theme::Theme;
use citybrief::write::{Writer as _, pdf::PdfOptions, pdf::PdfWriter};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target, language @ ..] = arguments.as_slice() else {
        return Err("usage: markdown_to_pdf REPORT.md REPORT.pdf [LANGUAGE]".into());
    };
    let language = LanguageTag::new(language.first().map_or("en", String::as_str));
    let meta = Metadata { language: Some(language), ..Metadata::default() };
    let folder = std::path::Path::new(source).parent().unwrap_or(std::path::Path::new(".")).to_owned();
    let pictures = move |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.to_string());
    let options = ReadOptions::new(source).with_pictures(&pictures);
    let reading = document::read(&std::fs::read_to_string(source)?, meta, Labels::default(), &options)?;
    let output = PdfWriter::with_theme(Theme::default(), PdfOptions::default())?.write(&reading.document)?;
    for warning in reading.warnings.iter().chain(&output.warnings) {
        eprintln!("warning: {}", warning.message);
    }
    std::fs::write(target, &output.bytes)?;
    println!("{target}: {} pages, {} bytes", output.pages.unwrap_or_default(), output.bytes.len());
    Ok(())
}
