//! Bad letterheads and hard documents: a clear error or a clean file, never a panic.

use super::letterheads::{BY_HAND, PYTHON_DOCX, write_into};
use super::package::Package;
use super::sample;
use citybrief::document::{Block, BlockKind, Cell, Document, Inline, Row, Table};
use citybrief::write::{Writer, docx::DocxOptions, docx::DocxWriter};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The file with one part replaced, added or, for no bytes, taken away.
pub fn with_part(file: &[u8], name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut parts = Package::open(file).0;
    match bytes.is_empty() {
        true => drop(parts.remove(name)),
        false => drop(parts.insert(name.to_owned(), bytes.to_vec())),
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn edited(part: &str, from: &str, to: &str) -> Vec<u8> {
    let text = Package::open(BY_HAND).text(part).to_owned();
    assert!(text.contains(from), "{part} holds no {from}");
    with_part(BY_HAND, part, text.replace(from, to).as_bytes())
}

fn refusal(reference: &[u8]) -> Option<String> {
    write_into(reference, "en").err().map(|error| error.to_string())
}

pub fn compound(stream: &str) -> Vec<u8> {
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(1024, 0);
    file.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    file
}

#[test]
fn what_is_no_word_document_is_refused_with_a_reason_and_a_remedy() {
    let types = "[Content_Types].xml";
    let macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
    let plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let cases = [
        (b"plain text".to_vec(), "no Word document"),
        (Vec::new(), "no Word document"),
        (BY_HAND[..2000].to_vec(), "no Word document"),
        (compound("EncryptedPackage"), "encrypted"),
        (compound("WordDocument"), "old .doc"),
        (edited(types, plain, macros), "macros"),
        (edited(types, plain, sheet), "no Word document"),
        (with_part(BY_HAND, "word/vbaProject.bin", b"x"), "macros"),
        (with_part(BY_HAND, types, b""), "no Word document"),
        (with_part(BY_HAND, "_rels/.rels", b""), "names no main document"),
        (with_part(BY_HAND, "word/main.xml", b""), "word/main.xml is missing"),
        (with_part(BY_HAND, "word/styles.xml", b""), "word/styles.xml is missing"),
        (with_part(BY_HAND, "word/styles.xml", b"<w:styles>"), "word/styles.xml cannot be read"),
        (with_part(BY_HAND, "word/main.xml", b"<!DOCTYPE x [<!ENTITY e 'e'>]><x>&e;</x>"), "document type"),
        (with_part(BY_HAND, "word/main.xml", b"<w:document/>"), "holds no text"),
        (with_part(BY_HAND, "word/main.xml", "<a>".repeat(5000).as_bytes()), "levels within each other"),
        (edited("word/main.xml", "<w:t>tent }}</w:t>", "<w:t>tents }}</w:t>"), "{{ contents }}"),
        (edited("word/main.xml", "Подпись: {{ author }}", "{{ content }}"), "more than once"),
        (edited("word/main.xml", "<w:t>tent }}</w:t>", "<w:t>tent }} beside</w:t>"), "of its own"),
        (edited("word/header1.xml", "{{ classification }}", "{{ content }}"), "header or footer"),
    ];
    for (file, part) in cases {
        let message = refusal(&file).unwrap_or_else(|| panic!("not refused: {part}"));
        assert!(message.contains(part), "{message:?} does not say {part:?}");
        assert!(message.starts_with("reference document: "), "{message}");
    }
}

#[test]
fn a_zip_bomb_is_stopped() {
    let zeros = vec![b' '; 40 << 20];
    let mut file = BY_HAND.to_vec();
    for number in 0..4 {
        file = with_part(&file, &format!("word/media/zeros{number}.bin"), &zeros);
    }
    assert!(file.len() < 1 << 20, "the bomb is small: {}", file.len());
    let message = refusal(&file).unwrap();
    assert!(message.contains("unpacks to more than"), "{message}");
}

#[test]
fn a_truncated_letterhead_never_panics() {
    for length in (0..BY_HAND.len()).step_by(611) {
        assert!(write_into(&BY_HAND[..length], "en").is_err());
    }
}

#[test]
fn a_letterhead_with_flipped_bytes_never_panics() {
    let document = sample::document("# Heading\n\nText.\n", "en");
    for at in (0..PYTHON_DOCX.len()).step_by(397) {
        let mut file = PYTHON_DOCX.to_vec();
        file[at] ^= 0x55;
        let options = DocxOptions { reference: Some(file.into()), ..DocxOptions::default() };
        match DocxWriter::new(options).write(&document) {
            Ok(output) => assert!(Package::open(&output.bytes).body().words().contains("Heading")),
            Err(error) => assert!(error.to_string().starts_with("reference document: "), "{error}"),
        }
    }
}

#[test]
fn five_hundred_styles_and_other_prefixes_are_read() {
    let style = |n: usize| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"s{n}\"><w:name w:val=\"Own {n}\"/></w:style>")
    };
    let styles: String = (0..500).map(style).collect();
    let file = edited("word/styles.xml", "</w:styles>", &format!("{styles}</w:styles>"));
    let renamed =
        Package::open(&file).text("word/styles.xml").replace("w:", "x:").replace("xmlns:w=", "xmlns:x=");
    let file = with_part(&file, "word/styles.xml", renamed.replace("xmlns:x14", "xmlns:w14").as_bytes());
    let package = Package::open(&write_into(&file, "ru").unwrap().bytes);
    assert_eq!(package.body().paragraph("Информационная").style(), "a7");
    assert!(package.tree("word/styles.xml").all("w:style").len() > 500);
}

#[test]
fn control_characters_are_left_out_and_reported() {
    let text = "a\u{0}b\u{b}c\u{1f}\u{fffe}d\r\ne";
    let paragraph = Block::new(BlockKind::Paragraph(vec![Inline::Text(text.into())]));
    let document = Document { blocks: vec![paragraph], ..Document::default() };
    let output = DocxWriter::default().write(&document).unwrap();
    assert_eq!(Package::open(&output.bytes).body().words(), "abcd e");
    assert!(
        output.warnings.iter().any(|w| w.message.starts_with("4 control characters")),
        "{:?}",
        output.warnings
    );
}

#[test]
fn control_characters_in_the_title_reach_no_part() {
    let mut document = sample::document(sample::ENGLISH, "en");
    document.meta.title = "A\u{1}<&>\"B".into();
    let output = DocxWriter::default().write(&document).unwrap();
    let package = Package::open(&output.bytes);
    assert_eq!(package.tree("word/header1.xml").words(), "A<&>\"BFor official use");
    let core = package.tree("docProps/core.xml");
    assert_eq!(core.find("dc:title").unwrap().children[0].text, "A");
}

fn table(rows: usize, columns: usize) -> Document {
    let cell = |row: usize| Cell::text(vec![Inline::Text(format!("row {row}"))]);
    let row = |at: usize| Row { cells: (0..columns).map(|_| cell(at)).collect() };
    let table = Table { head: vec![row(0)], body: (1..=rows).map(row).collect(), ..Table::default() };
    Document { blocks: vec![Block::new(BlockKind::Table(table))], ..Document::default() }
}

#[test]
fn ten_thousand_rows_are_written() {
    let output = DocxWriter::default().write(&table(10_000, 4)).unwrap();
    let body = Package::open(&output.bytes).body();
    assert_eq!(body.all("w:tr").len(), 10_001);
    assert_eq!(body.all("w:tblHeader").len(), 1);
}

#[test]
fn more_columns_than_word_takes_are_an_error() {
    let message = DocxWriter::default().write(&table(1, 64)).unwrap_err().to_string();
    assert!(message.contains("64 columns"), "{message}");
    assert!(DocxWriter::default().write(&table(1, 63)).is_ok());
}

#[test]
fn nesting_without_end_is_an_error() {
    let mut block = Block::new(BlockKind::Paragraph(vec![Inline::Text("deep".into())]));
    for _ in 0..500 {
        block = Block::new(BlockKind::Quote(vec![block]));
    }
    let document = Document { blocks: vec![block], ..Document::default() };
    let message = DocxWriter::default().write(&document).unwrap_err().to_string();
    assert!(message.contains("levels deep"), "{message}");
}

#[test]
fn a_damaged_picture_gives_way_to_its_description() {
    let document = sample::document("![A map of *Astana*](broken.png)\n", "en");
    let mut document = document;
    if let BlockKind::Figure(figure) = &mut document.blocks[0].kind {
        figure.picture =
            Some(citybrief::document::Picture::Png(b"\x89PNG\r\n\x1a\nbroken".as_slice().into()));
    }
    let output = DocxWriter::default().write(&document).unwrap();
    assert!(Package::open(&output.bytes).body().words().contains("A map of Astana"));
    assert!(output.warnings.iter().any(|w| w.message.contains("damaged")), "{:?}", output.warnings);
}
