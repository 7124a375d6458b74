//! Reading Documents from Markdown: every construct, every escape, hostile input.

use citybrief::data::LanguageTag;
use citybrief::document::{
    self, Alignment, Attributes, Block, BlockKind, Document, Inline, Labels, Metadata, Picture, ReadError,
    ReadOptions, Reading, plain_text,
};

fn reading(markdown: &str) -> Reading {
    read(markdown).expect("readable")
}

fn read(markdown: &str) -> Result<Reading, ReadError> {
    let meta = Metadata { title: "Report".into(), ..Metadata::default() };
    document::read(markdown, meta, Labels::default(), &ReadOptions::new("report.md"))
}

fn blocks(markdown: &str) -> Vec<Block> {
    let reading = reading(markdown);
    assert_eq!(reading.warnings, [], "{markdown}");
    reading.document.blocks
}

fn paragraph(markdown: &str) -> Vec<Inline> {
    let mut blocks = blocks(markdown);
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    match blocks.remove(0).kind {
        BlockKind::Paragraph(content) => content,
        other => panic!("not a paragraph: {other:?}"),
    }
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn lines_of_warnings(reading: &Reading) -> Vec<u32> {
    reading.warnings.iter().map(|w| w.position.as_ref().map_or(0, |p| p.line)).collect()
}

fn text_of(document: &Document) -> String {
    let mut out = String::new();
    document::walk::blocks(&document.blocks, &mut |block| match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            out.push_str(&plain_text(content));
            out.push('\n');
        }
        BlockKind::Code { text, .. } => out.push_str(text),
        _ => {}
    });
    out
}

#[test]
fn headings_carry_attributes_and_lines() {
    let blocks = blocks("# One {#one .annex lang=ru}\n\ntext\n\n## Two ##\n");
    assert_eq!(blocks[0].kind, BlockKind::Heading { level: 1, content: vec![text("One")] });
    assert_eq!(blocks[0].attrs.id.as_deref(), Some("one"));
    assert!(blocks[0].attrs.has_class("annex"));
    assert_eq!(blocks[0].attrs.lang, Some(LanguageTag::new("ru")));
    assert_eq!(blocks[2].kind, BlockKind::Heading { level: 2, content: vec![text("Two")] });
    let lines: Vec<u32> = blocks.iter().map(|b| b.attrs.position.as_ref().unwrap().line).collect();
    assert_eq!(lines, [1, 3, 5]);
}

#[test]
fn inline_markup_is_read() {
    let content = paragraph("a *b* **c** ~~d~~ `e` [f](https://g.h) <i@j.kz>\\\nk");
    assert!(content.contains(&Inline::Emphasis(vec![text("b")])));
    assert!(content.contains(&Inline::Strong(vec![text("c")])));
    assert!(content.contains(&Inline::Strikethrough(vec![text("d")])));
    assert!(content.contains(&Inline::Code("e".into())));
    assert!(content.contains(&Inline::Link { target: "https://g.h".into(), content: vec![text("f")] }));
    assert!(
        content.contains(&Inline::Link { target: "mailto:i@j.kz".into(), content: vec![text("i@j.kz")] })
    );
    assert_eq!(content[content.len() - 2..], [Inline::LineBreak, text("k")]);
}

#[test]
fn a_span_of_class_page_refers_to_a_page() {
    let inlines = paragraph("See the annex[#visits]{.page}, not [# 5]{.muted}.");
    assert_eq!(inlines[1], Inline::PageRef("visits".to_owned()));
    assert!(matches!(inlines[3], Inline::Span { .. }), "{inlines:?}");
}

#[test]
fn spans_carry_attributes_and_may_nest() {
    let lang = |tag: &str| Attributes { lang: Some(LanguageTag::new(tag)), ..Attributes::default() };
    let span = |attrs: Attributes, content: Vec<Inline>| Inline::Span { attrs, content };
    assert_eq!(
        paragraph("a [б *в* [г]]{lang=ru} d"),
        [
            text("a "),
            span(lang("ru"), vec![text("б "), Inline::Emphasis(vec![text("в")]), text(" [г]")]),
            text(" d"),
        ]
    );
    let nobr = Attributes { classes: vec!["nobr".into()], ..lang("kk") };
    assert_eq!(
        paragraph("[x [y]{lang=ru} z]{lang=kk .nobr}[w]{lang=en}"),
        [
            span(nobr, vec![text("x "), span(lang("ru"), vec![text("y")]), text(" z")]),
            span(lang("en"), vec![text("w")]),
        ]
    );
    let titled = paragraph("[a]{title=\"*b* [c] _d_\"} e");
    assert!(matches!(&titled[0], Inline::Span { attrs, .. } if attrs.get("title") == Some("*b* [c] _d_")));
    assert_eq!(titled[1], text(" e"));
}

#[test]
fn escapes_make_text_of_every_construct() {
    for (source, plain) in [
        (r"\[x\]\{lang=ru\}", "[x]{lang=ru}"),
        (r"[x\]{lang=ru}", "[x]{lang=ru}"),
        (r"\[x]{lang=ru}", "[x]{lang=ru}"),
        (r"[x]\{lang=ru}", "[x]{lang=ru}"),
        (r"\::: callout", "::: callout"),
        (r"\: caption", ": caption"),
        (r"\{#id\}", "{#id}"),
        (r"\# head \{#id\}", "# head {#id}"),
        (
            r"\*a\* \_b\_ \`c\` \~\~d\~\~ \<e\> \|f\| \&amp; \\ \!\[g\]\(h\)",
            "*a* _b_ `c` ~~d~~ <e> |f| &amp; \\ ![g](h)",
        ),
        (r"1\. one", "1. one"),
        (r"\- one", "- one"),
        (r"\[^1\]", "[^1]"),
    ] {
        assert_eq!(paragraph(source), [text(plain)], "{source}");
    }
    let heading = blocks(r"# A \{#b\}");
    assert_eq!(heading[0].kind, BlockKind::Heading { level: 1, content: vec![text("A {#b}")] });
}

#[test]
fn html_is_text() {
    assert_eq!(paragraph("a <b>c</b> <!-- d -->"), [text("a <b>c</b> <!-- d -->")]);
    let document = reading("<script>alert(1)</script>\n\n- <div>\n\n<!-- open\n\n**bold**\n").document;
    assert_eq!(text_of(&document), "<script>alert(1)</script>\n<div>\n<!-- open\nbold\n");
    assert_eq!(paragraph("a<br>b"), [text("a"), Inline::LineBreak, text("b")]);
    assert_eq!(paragraph("<!--citybrief-->"), [text("<!--citybrief-->")]);
}

#[test]
fn callouts_and_groups_nest() {
    let blocks = blocks(
        "::: {.callout .glance title=\"At \\\"a\\\" glance \\*\"}\n- one\n- two\n:::\n\n:::: annex\n# A\n::: {.callout .confirm}\nx\n:::\ny\n::::\nz\n",
    );
    assert_eq!(blocks.len(), 3);
    let BlockKind::Callout { title, body } = &blocks[0].kind else { panic!("{:?}", blocks[0]) };
    assert_eq!(blocks[0].attrs.classes, ["glance"]);
    assert_eq!(title, &[text("At \"a\" glance *")]);
    assert!(matches!(&body[..], [Block { kind: BlockKind::List(list), .. }] if list.items.len() == 2));
    let BlockKind::Group(inner) = &blocks[1].kind else { panic!("{:?}", blocks[1]) };
    assert_eq!(inner.len(), 3);
    assert_eq!(blocks[1].attrs.classes, ["annex"]);
    assert_eq!(blocks[2].kind, BlockKind::Paragraph(vec![text("z")]));
}

#[test]
fn boxes_stand_within_quotes_and_lists() {
    let blocks =
        blocks("> ::: annex\n> x\n> :::\n\n- a\n\n  ::: annex\n  b\n  :::\n- ::: annex\n  c\n  :::\n");
    assert!(
        matches!(&blocks[0].kind, BlockKind::Quote(inner) if matches!(inner[0].kind, BlockKind::Group(_)))
    );
    let BlockKind::List(list) = &blocks[1].kind else { panic!("{:?}", blocks[1]) };
    assert!(matches!(&list.items[0][..], [_, Block { kind: BlockKind::Group(_), .. }]));
    assert!(matches!(&list.items[1][..], [Block { kind: BlockKind::Group(_), .. }]));
}

#[test]
fn page_breaks_and_contents_need_no_end_but_may_have_one() {
    let read = blocks("::: pagebreak\n\n::: {.contents depth=3}\n:::\n\n::: a\n::: pagebreak\n\n:::\n");
    assert_eq!(read[0].kind, BlockKind::PageBreak);
    assert_eq!(read[1].kind, BlockKind::Contents { depth: 3 });
    assert!(matches!(&read[2].kind, BlockKind::Group(inner) if inner[0].kind == BlockKind::PageBreak));
    let wrong = reading("::: {.contents depth=x}\n");
    assert_eq!(wrong.document.blocks[0].kind, BlockKind::Contents { depth: 2 });
    assert_eq!(lines_of_warnings(&wrong), [1]);
}

#[test]
fn unclosed_and_stray_boxes_are_told_with_their_line() {
    let error = read("a\n\n::: {.callout}\nb\n").unwrap_err();
    assert_eq!(error.position().map(|p| p.line), Some(3));
    assert!(error.to_string().starts_with("report.md:3: "));
    assert!(matches!(read("- ::: annex\n\nb\n"), Err(ReadError::Unclosed { .. })));
    let stray = reading("a\n\n:::\n\n::: {.broken\n\nb\n\n{#nothing}\n");
    assert_eq!(lines_of_warnings(&stray), [3, 5, 9]);
    assert_eq!(text_of(&stray.document), "a\n::: {.broken\nb\n{#nothing}\n");
}

#[test]
fn tables_have_captions_widths_and_feet() {
    let markdown = "\
| Year | Visits |
|:-----|-------:|
| 2019 | 2[^1]  |
| 2020 |
| Sum  | 2      |

: Visits *by year* {#t1 .compact}
{widths=\"30,70\" row-headers=1 foot=1 lang=en}

[^1]: Two.
";
    let blocks = blocks(markdown);
    let [Block { attrs, kind: BlockKind::Table(table) }] = &blocks[..] else { panic!("{blocks:?}") };
    assert_eq!(attrs.id.as_deref(), Some("t1"));
    assert_eq!(attrs.classes, ["compact"]);
    assert_eq!(attrs.lang, Some(LanguageTag::new("en")));
    assert_eq!(plain_text(&table.caption), "Visits by year");
    assert_eq!(table.columns[0].width, Some(0.3));
    assert_eq!(table.columns[1].align, Alignment::End);
    assert_eq!((table.head.len(), table.body.len(), table.foot.len()), (1, 2, 1));
    assert_eq!(table.row_headers, 1);
    assert!(table.head.iter().chain(&table.body).chain(&table.foot).all(|row| row.cells.len() == 2));
}

#[test]
fn a_caption_may_follow_a_table_without_a_blank_line_and_a_box_may_end() {
    let blocks = blocks("::: a\n| x |\n|---|\n| 1 |\n: Cap\n:::\n");
    let BlockKind::Group(inner) = &blocks[0].kind else { panic!("{blocks:?}") };
    assert!(
        matches!(&inner[..], [Block { kind: BlockKind::Table(t), .. }] if plain_text(&t.caption) == "Cap")
    );
}

#[test]
fn table_cells_hold_bars_and_breaks_and_tell_what_is_too_much() {
    let found = reading("| a |\n|---|\n| b \\| c<br>d |\n| e | lost |\n");
    let BlockKind::Table(table) = &found.document.blocks[0].kind else { panic!() };
    let BlockKind::Paragraph(cell) = &table.body[0].cells[0].blocks[0].kind else { panic!() };
    assert_eq!(cell, &[text("b | c"), Inline::LineBreak, text("d")]);
    assert_eq!(lines_of_warnings(&found), [4]);
    let headless = blocks("| | |\n|---|---|\n| a | b |\n");
    assert!(matches!(&headless[0].kind, BlockKind::Table(t) if t.head.is_empty() && t.columns.len() == 2));
    let wrong = reading("| a |\n|---|\n\n{widths=\"1,2\" row-headers=9 foot=3}\n");
    assert_eq!(wrong.warnings.len(), 1);
}

#[test]
fn figures_come_from_pictures_and_charts() {
    let pictures = |path: &str| match path {
        "logo.svg" => Ok(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        _ => Err("there is no such file".to_owned()),
    };
    let options = ReadOptions::new("r.md").with_pictures(&pictures);
    let markdown = "![Coat of arms](logo.svg \"The arms\"){width=50% #arms}\n\n![Gone](gone.png)\n\n```chart bar {width=60%}\ntitle = \"x\"\n```\n: Caption {#c}\n\nsee ![inline](logo.svg) there\n";
    let reading = document::read(markdown, Metadata::default(), Labels::default(), &options).unwrap();
    let figure = |index: usize| match &reading.document.blocks[index].kind {
        BlockKind::Figure(figure) => figure.clone(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(figure(0).picture, Some(Picture::Svg(_))));
    assert_eq!((figure(0).alt.as_str(), figure(0).width), ("Coat of arms", Some(0.5)));
    assert_eq!(plain_text(&figure(0).caption), "The arms");
    assert_eq!(reading.document.blocks[0].attrs.id.as_deref(), Some("arms"));
    assert_eq!((figure(1).picture, figure(1).alt.as_str()), (None, "Gone"));
    let spec = figure(2).spec.unwrap();
    assert_eq!((spec.kind.as_str(), spec.text.as_str()), ("bar", "title = \"x\"\n"));
    assert_eq!((figure(2).width, plain_text(&figure(2).caption).as_str()), (Some(0.6), "Caption"));
    assert_eq!(reading.document.blocks[3].kind, BlockKind::Paragraph(vec![text("see inline there")]));
    assert_eq!(lines_of_warnings(&reading), [3, 10]);
}

#[test]
fn notes_are_numbered_by_first_use() {
    let markdown = "[^b]: Second, see [^c].\n[^unused]: Never.\n[^a]: {.source} First.\n\n    More.\n[^c]: Third, see [^b].\n[^A]: Again.\n\nx[^a] y[^b] z[^a] [^missing]\n";
    let reading = reading(markdown);
    let notes = &reading.document.notes;
    assert_eq!(notes.len(), 3);
    assert!(notes[0].attrs.has_class("source"));
    assert_eq!(notes[0].blocks.len(), 2);
    let BlockKind::Paragraph(content) = &reading.document.blocks[0].kind else { panic!() };
    let references: Vec<usize> = content
        .iter()
        .filter_map(|i| match i {
            Inline::NoteRef(n) => Some(*n),
            _ => None,
        })
        .collect();
    assert_eq!(references, [0, 1, 0]);
    assert_eq!(lines_of_warnings(&reading), [2, 7, 9]);
    let BlockKind::Paragraph(second) = &notes[1].blocks[0].kind else { panic!() };
    assert!(second.contains(&Inline::NoteRef(2)));
}

#[test]
fn lists_keep_numbers_and_tightness() {
    let blocks = blocks("3. a\n4. b\n   - c\n\ntext\n\n- d\n\n- e\n");
    let BlockKind::List(first) = &blocks[0].kind else { panic!() };
    assert_eq!((first.start, first.tight, first.items.len()), (Some(3), true, 2));
    let BlockKind::List(last) = &blocks[2].kind else { panic!() };
    assert_eq!((last.start, last.tight, last.items.len()), (None, false, 2));
}

#[test]
fn code_is_kept_as_written() {
    let blocks = blocks("```rust\n::: a\n{#b}\n<div>\n```\n\n    ::: x\n    <p>\n");
    assert_eq!(blocks[0].kind, BlockKind::Code { info: "rust".into(), text: "::: a\n{#b}\n<div>\n".into() });
    assert_eq!(blocks[1].kind, BlockKind::Code { info: String::new(), text: "::: x\n<p>\n".into() });
}

#[test]
fn a_document_always_has_a_title() {
    let title = |markdown: &str| {
        let options = ReadOptions::new("file.md");
        document::read(markdown, Metadata::default(), Labels::default(), &options).unwrap().document
    };
    let first = title("# The *title*\n\ntext\n");
    assert_eq!((first.meta.title.as_str(), first.blocks.len()), ("The title", 1));
    assert_eq!(title("text\n\n## Second\n").meta.title, "Second");
    assert_eq!(title("").meta.title, "file.md");
}

// What took more than time in proportion would keep this test from ever ending.
#[test]
fn hostile_input_is_read_or_refused() {
    let size = 1 << 20;
    let deep = "[".repeat(100_000) + "a" + &"]{.x}".repeat(100_000);
    for (name, input) in [
        ("brackets", "[".repeat(size)),
        ("closing brackets", "]{".repeat(size / 2)),
        ("half attributes", "[]{a=\"".repeat(size / 6)),
        ("stars", "*".repeat(size)),
        ("stars and letters", "*a ".repeat(size / 3)),
        ("strong within strong", "**a ".repeat(size / 8) + &" b**".repeat(size / 8)),
        ("quotes", ">".repeat(size)),
        ("list marks", "+ ".repeat(size / 2) + "a"),
        ("deepening lists", (0..1000).map(|n| " ".repeat(n) + "- a\n").collect()),
        ("backslashes", "\\".repeat(size)),
        ("ticks", "`a``b".repeat(size / 5)),
        ("boxes", "::: a\n".repeat(size / 6)),
        ("ends of boxes", ":::\n".repeat(size / 4)),
        ("notes", "[^a]: x[^a]\n".repeat(size / 12)),
        ("braces", format!("# {}", "{".repeat(size))),
        ("bars", "|".repeat(size)),
        ("images", "![".repeat(size / 2)),
        ("angles", "<".repeat(size)),
        ("spans in spans", deep),
    ] {
        match read(&input) {
            Ok(reading) => {
                assert!(reading.warnings.len() <= 101, "{name}: {} warnings", reading.warnings.len())
            }
            Err(error) => assert!(matches!(error, ReadError::TooDeep { .. }), "{name}: {error}"),
        }
    }
    assert!(matches!(read(&"a".repeat(17 << 20)), Err(ReadError::TooLarge { .. })));
    assert!(matches!(read(&">".repeat(200)), Err(ReadError::TooDeep { .. })));
}
