//! Cost of a Word report of about 10, 100 and 1,000 pages: time and the most memory taken above the document.

use citybrief::document::{self, Document, Labels, Metadata, ReadOptions};
use citybrief::write::{Writer, docx::DocxOptions, docx::DocxWriter};
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// About a page: headings, paragraphs with sources, a list, a table of ten rows.
fn page(number: usize) -> String {
    let sentence =
        "The delegation of Saint Petersburg met the akim and spoke of culture, education and healthcare. ";
    let rows: String = (0..10).map(|row| format!("| {row} | Visit {number}.{row} | held |\n")).collect();
    format!(
        "# Section {number}\n\n{text}[^a{number}]\n\n## Legal basis {number}\n\n{text}**{number}**[^b{number}]\n\n\
         - first\n- second\n- [third](https://example.org/{number})\n\n\
         | No. | Visit | Status |\n|---:|:---|:---|\n{rows}\n: Visits\n\n\
         [^a{number}]: {{.source}} Source, [page](https://example.org/a/{number}).\n[^b{number}]: Another.\n\n",
        text = sentence.repeat(5),
    )
}

fn report(pages: usize) -> Document {
    let markdown: String =
        std::iter::once("::: {.contents depth=1}\n\n".to_owned()).chain((0..pages).map(page)).collect();
    let meta = Metadata { title: "Benchmark".into(), ..Metadata::default() };
    let reading = document::read(&markdown, meta, Labels::default(), &ReadOptions::new("bench.md"));
    reading.expect("the report is well formed").document
}

#[divan::bench(args = [10, 100, 1000])]
fn write_docx(bencher: Bencher<'_, '_>, pages: usize) {
    let document = report(pages);
    let writer = DocxWriter::default();
    bencher.bench_local(|| writer.write(&document).expect("written"));
}

#[divan::bench(args = [10])]
fn write_docx_into_a_letterhead(bencher: Bencher<'_, '_>, pages: usize) {
    let reference = include_bytes!("../tests/docx/fixtures/letterhead-by-hand.docx");
    let options = DocxOptions { reference: Some(reference.as_slice().into()), ..DocxOptions::default() };
    let writer = DocxWriter::new(options);
    let document = report(pages);
    bencher.bench_local(|| writer.write(&document).expect("written"));
}
