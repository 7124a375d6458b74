//! Every node of a Document through every writer: what a writer cannot show is a warning, never silence.

use citybrief::data::LanguageTag;
use citybrief::document::{
    Alignment, Attributes, Block, BlockKind, Cell, ChartSpec, Column, Document, Figure, Inline, Labels, List,
    Metadata, Note, Picture, Row, Table,
};
use citybrief::write::{Output, Writer, html::HtmlWriter, json::JsonWriter, markdown::MarkdownWriter};

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>wordinsvg</text></svg>";

/// A 1 × 1 PNG.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0xfc, 0xcf, 0xc0, 0x50, 0x0f, 0, 4, 0x85, 1, 0x80, 0x84, 0xa9, 0x8c, 0x21, 0, 0, 0, 0, 0x49, 0x45, 0x4e,
    0x44, 0xae, 0x42, 0x60, 0x82,
];

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(word: &str) -> Block {
    Block::new(BlockKind::Paragraph(vec![text(word)]))
}

fn row(words: &[&str]) -> Row {
    Row { cells: words.iter().map(|word| Cell::text(vec![text(word)])).collect() }
}

fn span(lang: &str, word: &str) -> Inline {
    let attrs = Attributes { lang: Some(LanguageTag::new(lang)), ..Attributes::default() };
    Inline::Span { attrs, content: vec![text(word)] }
}

fn inlines() -> Vec<Inline> {
    vec![
        text("wordintext "),
        Inline::Emphasis(vec![text("wordinemphasis")]),
        text(" "),
        Inline::Strong(vec![text("wordinstrong")]),
        text(" "),
        Inline::Strikethrough(vec![text("wordinstruck")]),
        text(" "),
        Inline::Code("wordincode".into()),
        text(" "),
        Inline::Link { target: "https://wordintarget.kz/".into(), content: vec![text("wordinlink")] },
        text(" "),
        Inline::Link { target: "#place".into(), content: vec![text("wordininnerlink")] },
        Inline::NoteRef(0),
        Inline::PageRef("place".into()),
        Inline::LineBreak,
        span("kk", "wordinspan"),
    ]
}

fn table() -> Table {
    let list = List { start: None, tight: true, items: vec![vec![paragraph("wordincelllist")]] };
    let merged = Cell { col_span: 2, ..Cell::text(vec![text("wordinmergedcell")]) };
    let rich = Cell {
        blocks: vec![paragraph("wordincellone"), Block::new(BlockKind::List(list))],
        col_span: 1,
        row_span: 1,
        align: Some(Alignment::Center),
    };
    Table {
        caption: vec![text("wordintablecaption")],
        columns: vec![Column::default(), Column { align: Alignment::End, width: Some(0.4) }],
        head: vec![row(&["wordinhead", "wordinheadtwo"])],
        body: vec![
            Row { cells: vec![rich, Cell::text(vec![text("wordinbody")])] },
            Row { cells: vec![merged] },
        ],
        foot: vec![row(&["wordinfoot", "wordinfoottwo"])],
        row_headers: 1,
    }
}

fn figure(picture: Option<Picture>, spec: Option<ChartSpec>, word: &str) -> Block {
    Block::new(BlockKind::Figure(Figure {
        picture,
        spec,
        caption: vec![text(&format!("wordin{word}caption"))],
        alt: format!("wordin{word}alt"),
        data: Some(Table {
            columns: vec![Column::default()],
            body: vec![row(&[&format!("wordin{word}data")])],
            ..Table::default()
        }),
        width: Some(0.5),
    }))
}

fn everything() -> Document {
    let place = Attributes { id: Some("place".into()), ..Attributes::default() };
    let role = Attributes { classes: vec!["glance".into()], ..Attributes::default() };
    let spec = ChartSpec { kind: "bar".into(), text: String::new() };
    let numbered = List { start: Some(7), tight: false, items: vec![vec![paragraph("wordinitem")]] };
    let blocks = vec![
        Block::new(BlockKind::Contents { depth: 3 }),
        Block { attrs: place, kind: BlockKind::Heading { level: 1, content: vec![text("wordinheading")] } },
        Block::new(BlockKind::Paragraph(inlines())),
        Block::new(BlockKind::List(numbered)),
        Block::new(BlockKind::Quote(vec![paragraph("wordinquote")])),
        Block {
            attrs: role,
            kind: BlockKind::Callout {
                title: vec![text("wordincallouttitle")],
                body: vec![paragraph("wordincallout")],
            },
        },
        Block::new(BlockKind::Code { info: "txt".into(), text: "wordincodeblock\n".into() }),
        Block::new(BlockKind::Table(table())),
        figure(Some(Picture::Svg(SVG.into())), Some(spec), "chart"),
        figure(Some(Picture::Png(PNG.into())), None, "photo"),
        figure(None, None, "missing"),
        Block::new(BlockKind::PageBreak),
        Block::new(BlockKind::Rule),
        Block::new(BlockKind::Group(vec![paragraph("wordingroup")])),
    ];
    let meta = Metadata {
        title: "wordintitle".into(),
        subtitle: Some("wordinsubtitle".into()),
        author: Some("wordinauthor".into()),
        classification: Some("wordinclassification".into()),
        reference_number: Some("wordinnumber".into()),
        date_text: Some("wordindate".into()),
        language: Some(LanguageTag::new("en")),
        ..Metadata::default()
    };
    let note = Note {
        attrs: Attributes::default(),
        blocks: vec![paragraph("wordinnote"), paragraph("wordinnotetwo")],
    };
    let labels = Labels { contents: "wordincontents".into(), ..Labels::default() };
    Document { meta, labels, blocks, notes: vec![note] }
}

/// All words of the form `wordin…` in the document, as its JSON has them.
fn words(document: &Document) -> Vec<String> {
    let json = serde_json::to_string(document).expect("JSON");
    let mut words: Vec<String> = json
        .match_indices("wordin")
        .map(|(at, _)| json[at..].chars().take_while(char::is_ascii_lowercase).collect())
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Everything that a reader of the output can find in it.
fn readable(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.bytes).into_owned();
    for (_, bytes) in &output.sidecars {
        text.push_str(&String::from_utf8_lossy(bytes));
    }
    text
}

fn writers() -> Vec<Box<dyn Writer>> {
    vec![Box::new(MarkdownWriter::default()), Box::new(HtmlWriter::default()), Box::new(JsonWriter)]
}

#[test]
fn no_writer_loses_a_word() {
    let document = everything();
    let words = words(&document);
    assert!(words.len() > 40, "{}", words.len());
    for writer in writers() {
        let output = writer.write(&document).expect("written");
        let text = readable(&output);
        let lost: Vec<&String> = words.iter().filter(|word| !text.contains(*word)).collect();
        assert!(lost.is_empty(), "{} loses {lost:?}", writer.format());
    }
}

#[test]
fn what_cannot_be_shown_is_a_warning() {
    let document = everything();
    for (writer, part) in [
        (writers().remove(0), "merged cells"),
        (writers().remove(0), "no picture"),
        (writers().remove(1), "no picture"),
    ] {
        let output = writer.write(&document).expect("written");
        let found = output.warnings.iter().any(|w| w.message.contains(part));
        assert!(found, "{}: no warning about {part} in {:?}", writer.format(), output.warnings);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = everything();
    for writer in writers() {
        let first = writer.write(&document).expect("written");
        assert_eq!(first, writer.write(&document).expect("written"), "{}", writer.format());
    }
}

#[test]
fn json_reads_back_as_the_document() {
    let document = everything();
    let output = JsonWriter.write(&document).expect("written");
    let again: Document = serde_json::from_slice(&output.bytes).expect("JSON");
    assert_eq!(again, document);
}

#[test]
fn html_looks_as_before() {
    let output = HtmlWriter::default().write(&everything()).expect("written");
    let html = String::from_utf8(output.bytes).expect("UTF-8");
    let (head, rest) = html.split_once("<style>").expect("style");
    let (_, body) = rest.split_once("</style>").expect("end of style");
    insta::assert_snapshot!(format!("{head}<style>…</style>{body}"));
}

#[test]
fn html_escapes_all_that_comes_from_the_document() {
    let evil = "\"><script>alert('x')</script>";
    let attrs = Attributes {
        id: Some(evil.into()),
        classes: vec![evil.into()],
        pairs: vec![(evil.into(), evil.into()), ("onclick".into(), evil.into())],
        lang: Some(LanguageTag::new(evil)),
        position: None,
    };
    let script = format!("<svg onload=\"alert(1)\"><script>{evil}</script></svg>");
    let link = |target: &str| Inline::Link { target: target.into(), content: vec![text(evil)] };
    let mut document = everything();
    document.meta.title = evil.into();
    document.meta.author = Some(evil.into());
    document.meta.language = Some(LanguageTag::new(evil));
    document.labels.note = evil.into();
    document.labels.contents = evil.into();
    document.blocks.extend([
        Block { attrs: attrs.clone(), kind: BlockKind::Heading { level: 2, content: vec![text(evil)] } },
        Block { attrs: attrs.clone(), kind: BlockKind::Group(vec![paragraph(evil)]) },
        Block::new(BlockKind::Paragraph(vec![
            link("javascript:alert(1)"),
            link(evil),
            link(&format!("https://a.kz/{evil}")),
            Inline::Span { attrs, content: vec![Inline::Code(evil.into())] },
        ])),
        figure(Some(Picture::Svg(script.into())), None, evil),
    ]);
    let output = HtmlWriter::default().write(&document).expect("written");
    let html = String::from_utf8(output.bytes).expect("UTF-8");
    for trace in ["<script", "href=\"javascript", " onclick=", " onload="] {
        assert!(!html.contains(trace), "{trace} is in the page");
    }
    assert_eq!(output.warnings.iter().filter(|w| w.message.contains("link")).count(), 2);
}
