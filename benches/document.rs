//! Cost of reading Markdown and of the writers that need no layout, for a report of about thirty pages.

use citybrief::document::{self, Document, Labels, Metadata, ReadOptions};
use citybrief::write::{Writer, html::HtmlWriter, json::JsonWriter, markdown::MarkdownWriter};
use divan::{Bencher, counter::BytesCount};

fn main() {
    divan::main();
}

/// The fixture of every construct, a hundred times.
fn markdown() -> String {
    let source = include_str!("../tests/fixtures/everything.md");
    let (body, notes) = source.split_once("[^tass]:").unwrap_or((source, ""));
    format!("{}[^tass]:{notes}", body.repeat(100))
}

fn read(markdown: &str) -> Document {
    let pictures = |_: &str| Ok(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec());
    let options = ReadOptions::new("bench.md").with_pictures(&pictures);
    let reading = document::read(markdown, Metadata::default(), Labels::default(), &options);
    reading.expect("the fixture is well formed").document
}

#[divan::bench]
fn read_markdown(bencher: Bencher<'_, '_>) {
    let markdown = markdown();
    bencher.counter(BytesCount::of_str(&markdown)).bench(|| read(&markdown));
}

fn write(bencher: Bencher<'_, '_>, writer: &(impl Writer + Sync)) {
    let document = read(&markdown());
    bencher.bench(|| writer.write(&document).expect("the fixture can be written"));
}

#[divan::bench]
fn write_markdown(bencher: Bencher<'_, '_>) {
    write(bencher, &MarkdownWriter::default());
}

#[divan::bench]
fn write_html(bencher: Bencher<'_, '_>) {
    write(bencher, &HtmlWriter::default());
}

#[divan::bench]
fn write_json(bencher: Bencher<'_, '_>) {
    write(bencher, &JsonWriter);
}
