//! PDF files read back: their text, their tags, their bytes.

#[path = "support/generated.rs"]
mod generated;
#[path = "support/reading.rs"]
mod reading;

use citybrief::document::{Attributes, Block, BlockKind, Document, Figure, Inline, Picture, Position};
use citybrief::layout::{ItemKind, Layout};
use citybrief::text::FontLibrary;
use citybrief::theme::Theme;
use citybrief::write::pdf::{PdfOptions, PdfStandard, PdfWriter};
use citybrief::write::{WriteError, Writer as _};
use lopdf::{Dictionary, Object, content::Content};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<Arc<FontLibrary>> = LazyLock::new(|| Arc::new(FontLibrary::embedded(false)));

fn writer(standard: PdfStandard) -> PdfWriter {
    PdfWriter::new(Arc::new(Theme::default()), FONTS.clone(), PdfOptions { standard })
}

fn written(document: &Document) -> (Vec<u8>, Layout) {
    let writer = writer(PdfStandard::default());
    let layout = writer.layout(document);
    (writer.export(document, &layout).unwrap(), layout)
}

/// Texts of a font's codes, from its ToUnicode map.
fn code_texts(file: &lopdf::Document, font: &Dictionary) -> HashMap<u16, String> {
    let map = font.get_deref(b"ToUnicode", file).and_then(Object::as_stream).unwrap();
    let map = String::from_utf8(map.get_plain_content().unwrap()).unwrap();
    let mut texts = HashMap::new();
    for line in map.lines() {
        let parts: Vec<&str> = line.split(['<', '>']).map(str::trim).filter(|p| !p.is_empty()).collect();
        if let [code, text] = parts[..] {
            let Ok(code) = u16::from_str_radix(code, 16) else { continue };
            texts.insert(code, utf16(&hex(text)));
        }
    }
    texts
}

fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len() / 2).filter_map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).ok()).collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
    String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()
}

/// The text of a page's content that is not an artifact, as a reader of the file finds it.
fn page_text(file: &lopdf::Document, page: lopdf::ObjectId) -> String {
    let fonts: HashMap<Vec<u8>, HashMap<u16, String>> = file
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, code_texts(file, font)))
        .collect();
    let content = Content::decode(&file.get_page_content(page)).unwrap();
    let mut out = String::new();
    let mut font = None;
    // For every marked sequence that is open: whether its glyphs are read.
    let mut open = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => font = fonts.get(operation.operands[0].as_name().unwrap()),
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let actual = properties.get(b"ActualText").and_then(Object::as_str).ok();
                let artifact = operation.operands[0].as_name().unwrap() == b"Artifact";
                let is_read = open.last().copied().unwrap_or(true) && !artifact;
                if let Some(text) = actual.filter(|_| is_read) {
                    out.push_str(&utf16(text));
                }
                open.push(is_read && actual.is_none());
            }
            "EMC" => {
                open.pop();
            }
            "TJ" if open.last().copied().unwrap_or(true) => {
                for part in operation.operands[0].as_array().unwrap() {
                    let Ok(codes) = part.as_str() else { continue };
                    let codes = codes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
                    out.extend(codes.map(|code| font.unwrap()[&code].as_str()));
                }
            }
            _ => {}
        }
    }
    out
}

fn layout_text(layout: &Layout, page: usize) -> String {
    let items = layout.pages[page].items.iter().filter(|i| i.tag.as_node().is_some());
    let runs = items.filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.text()),
        _ => None,
    });
    runs.collect()
}

#[test]
fn the_text_of_every_page_comes_out() {
    let report = generated::report(6);
    let (bytes, layout) = written(&report);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<_> = file.page_iter().collect();
    assert_eq!(pages.len(), layout.pages.len());
    for (index, page) in pages.into_iter().enumerate() {
        assert_eq!(reading::squeeze(&page_text(&file, page)), reading::squeeze(&layout_text(&layout, index)));
    }
}

#[test]
fn ligatures_accents_and_missing_characters_come_out_as_text() {
    let text = "office fluff e\u{301}a\u{308} Ѐ 漢字 1\u{202f}250 №\u{a0}5";
    let mut report = generated::report(0);
    report.blocks = vec![reading::paragraph(text)];
    let (bytes, _) = written(&report);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let found = page_text(&file, file.page_iter().next().unwrap());
    assert!(reading::squeeze(&found).ends_with(&reading::squeeze(text)), "{found}");
}

#[test]
fn the_same_report_makes_the_same_bytes_on_any_number_of_threads() {
    let report = generated::report(8);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| writer(PdfStandard::default()).write(&report).unwrap().bytes)
    };
    let once = on(1);
    assert_eq!(once, on(1));
    assert_eq!(once, on(8));
    let mut other = report.clone();
    other.blocks.push(reading::paragraph("x"));
    assert_ne!(once, written(&other).0);
}

fn catalog(bytes: &[u8]) -> (lopdf::Document, Dictionary) {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let catalog = file.catalog().unwrap().clone();
    (file, catalog)
}

#[test]
fn the_file_names_its_language_title_and_structure() {
    let (file, catalog) = catalog(&written(&generated::report(2)).0);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"ru");
    let keys = [
        "StructTreeRoot",
        "MarkInfo",
        "Metadata",
        "OutputIntents",
        "Outlines",
        "PageLabels",
        "ViewerPreferences",
    ];
    for key in keys {
        assert!(catalog.has(key.as_bytes()), "{key}");
    }
    let info = file.trailer.get_deref(b"Info", &file).unwrap().as_dict().unwrap();
    assert!(utf16(info.get(b"Title").unwrap().as_str().unwrap()).starts_with("Справка"));
    assert!(!info.has(b"ID"));
    let id = file.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(id[0], id[1]);
}

/// Counts structure elements by type.
fn element_counts(bytes: &[u8]) -> HashMap<String, usize> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let mut counts = HashMap::new();
    for object in file.objects.values() {
        let Ok(element) = object.as_dict() else { continue };
        let is_element = element.has(b"S") && element.has(b"P") && element.has(b"K");
        if let Some(name) = element.get(b"S").and_then(Object::as_name).ok().filter(|_| is_element) {
            *counts.entry(String::from_utf8_lossy(name).into_owned()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn every_kind_of_content_has_its_tag() {
    let counts = element_counts(&written(&generated::report(3)).0);
    let expected = [
        ("Document", 1),
        ("H1", 1),
        ("H2", 3),
        ("L", 3),
        ("LI", 9),
        ("Table", 3),
        ("THead", 3),
        ("TH", 15),
        ("Caption", 3),
        ("Note", 6),
        ("TOC", 1),
        ("TOCI", 3),
    ];
    for (name, count) in expected {
        assert_eq!(counts.get(name), Some(&count), "{name}: {counts:?}");
    }
    // Each note is referred to, leads back, and leads out; each line of contents leads on.
    assert_eq!(counts["Link"], 3 * 6 + 3);
}

fn figure(alt: &str) -> Document {
    let picture = Picture::Svg("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>".into());
    let caption = vec![Inline::Text("Визиты".into())];
    let kind = BlockKind::Figure(Figure {
        picture: Some(picture),
        spec: None,
        caption,
        alt: alt.to_owned(),
        data: None,
        width: None,
    });
    let position = Some(Position { file: "briefing.md".into(), line: 7 });
    let attrs = Attributes { position, ..Attributes::default() };
    Document { blocks: vec![Block { attrs, kind }], ..generated::report(0) }
}

#[test]
fn a_logo_stands_in_the_title_block_and_is_described_by_the_author() {
    let mut report = generated::report(1);
    report.meta.logo = Some(Picture::Svg(
        "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><rect width='400' height='400'/></svg>".into(),
    ));
    let (bytes, layout) = written(&report);
    let logo = layout.pages[0].items.iter().find_map(|item| match item.kind {
        ItemKind::Picture { height, .. } => Some(height),
        _ => None,
    });
    assert_eq!(logo, Some(Theme::default().title.logo_height.pt()));
    assert_eq!(element_counts(&bytes)["Figure"], 1);
    // Without an author it is decoration.
    report.meta.author = None;
    assert!(!element_counts(&written(&report).0).contains_key("Figure"));
}

#[test]
fn a_figure_without_description_is_refused_with_its_place() {
    let error = writer(PdfStandard::default()).write(&figure("")).unwrap_err();
    let WriteError::Document { message, position } = error else { panic!("{error}") };
    assert!(message.contains("description"), "{message}");
    assert_eq!(position.map(|p| p.line), Some(7));
    writer(PdfStandard::A2b).write(&figure("")).unwrap();
    let described = writer(PdfStandard::default()).write(&figure("Два визита")).unwrap();
    assert_eq!(element_counts(&described.bytes)["Figure"], 1);
}

#[test]
fn what_a_standard_demands_is_asked_for() {
    let mut nameless = generated::report(1);
    nameless.meta.title.clear();
    assert!(writer(PdfStandard::Ua1).write(&nameless).unwrap_err().to_string().contains("title"));
    let mut mute = generated::report(1);
    mute.meta.language = None;
    assert!(writer(PdfStandard::A2a).write(&mute).unwrap_err().to_string().contains("language"));
    assert!(writer(PdfStandard::None).write(&mute).is_ok());
}

#[test]
fn an_empty_document_is_one_page() {
    let output = writer(PdfStandard::None).write(&Document::default()).unwrap();
    assert_eq!(output.pages, Some(1));
}
