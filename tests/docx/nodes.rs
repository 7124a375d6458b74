//! Every kind of node, as it stands in the file.

use super::package::{Package, Tree};
use super::sample;
use citybrief::document::Picture;
use citybrief::write::{Writer, docx::DocxOptions, docx::DocxWriter};

fn write_with(options: DocxOptions, markdown: &str) -> Package {
    let output = DocxWriter::new(options).write(&sample::document(markdown, "en")).unwrap();
    Package::open(&output.bytes)
}

fn write(markdown: &str) -> Package {
    write_with(DocxOptions::default(), markdown)
}

fn briefing() -> Package {
    write(sample::ENGLISH)
}

/// Names of the styles of a tree's paragraphs, in order.
fn styles(package: &Package, tree: &Tree) -> Vec<String> {
    tree.all("w:p")
        .iter()
        .map(|p| package.style_name(if p.style().is_empty() { "Normal" } else { p.style() }))
        .collect()
}

#[test]
fn title_block_and_properties() {
    let package = briefing();
    let body = package.body();
    assert_eq!(styles(&package, &body)[..3], ["Title", "Subtitle", "Date"]);
    assert_eq!(body.all("w:p")[2].words(), "Office of International Relations · 5 December 2026");
    let core = package.tree("docProps/core.xml");
    let value = |name: &str| core.find(name).map(|e| e.children[0].text.clone());
    assert_eq!(value("dc:title").as_deref(), Some("Briefing for the visit of Saint Petersburg"));
    assert_eq!(value("dc:creator").as_deref(), Some("Office of International Relations"));
    assert_eq!(value("dc:subject").as_deref(), Some("City relations"));
    assert_eq!(value("cp:keywords").as_deref(), Some("Astana, Saint Petersburg"));
    assert_eq!(value("dc:language").as_deref(), Some("en-GB"));
    assert_eq!(value("dcterms:created").as_deref(), Some("2026-12-05T00:00:00Z"));
}

#[test]
fn headings_have_built_in_styles_and_bookmarks() {
    let package = write("# One {#own}\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six\n");
    let body = package.body();
    let names = styles(&package, &body);
    for level in 1..=6 {
        assert!(names.contains(&format!("heading {level}")), "{names:?}");
    }
    let heading = body.paragraph("One");
    let bookmarks: Vec<_> = heading.all("w:bookmarkStart").iter().filter_map(|b| b.get("w:name")).collect();
    assert_eq!(bookmarks, ["b_own", "_Toc000000001"]);
    assert!(heading.all("w:b").is_empty(), "the style says how it looks");
}

#[test]
fn heading_numbers_come_from_the_style() {
    let options = DocxOptions { number_headings: true, ..DocxOptions::default() };
    let package = write_with(options, "::: contents\n\n# One\n\n## Two\n\n# Free {.unnumbered}\n\n# Three\n");
    let styles = package.tree("word/styles.xml");
    let style = styles.all("w:style").into_iter().find(|s| s.val("w:name") == Some("heading 2")).unwrap();
    let numbering = style.find("w:pPr").unwrap().find("w:numPr").unwrap();
    assert_eq!(numbering.val("w:ilvl"), Some("1"));
    let contents = package.body();
    let lines: Vec<_> = contents.find("w:sdt").unwrap().all("w:p").iter().map(|p| p.words()).collect();
    assert_eq!(lines[1..], ["1.One", "1.1Two", "Free", "2.Three"]);
}

#[test]
fn text_formats_are_character_styles() {
    let package = write("*em* **strong** ~~struck~~ `code` [grey]{.muted} ***both*** [a b]{.nobr} a\\\nb");
    let paragraph = package.body().paragraph("em").clone();
    let style_of = |text: &str| {
        let run = paragraph.all("w:r").into_iter().find(|r| r.words() == text).unwrap();
        let properties = run.find("w:rPr").unwrap();
        (properties.val("w:rStyle").map(|id| package.style_name(id)), properties.find("w:i").is_some())
    };
    assert_eq!(style_of("em"), (Some("Emphasis".into()), false));
    assert_eq!(style_of("strong"), (Some("Strong".into()), false));
    assert_eq!(style_of("code"), (Some("Verbatim Char".into()), false));
    assert_eq!(style_of("grey"), (Some("Muted".into()), false));
    assert_eq!(style_of("both"), (Some("Strong".into()), true));
    assert_eq!(paragraph.all("w:strike").len(), 1);
    assert!(paragraph.words().contains("a\u{a0}b"));
    assert_eq!(paragraph.all("w:br").len(), 1);
}

#[test]
fn links_lead_out_and_within() {
    let package = briefing();
    let links = package.links("word/_rels/document.xml.rels");
    let body = package.body();
    let link = |text: &str| body.all("w:hyperlink").into_iter().find(|h| h.words() == text).unwrap().clone();
    assert_eq!(links[link("deputy governor").get("r:id").unwrap()], "https://www.gov.spb.ru/en/");
    assert_eq!(link("grows").get("r:id").map(|id| links[id].as_str()), Some("https://example.org/a?b=1&c=2"));
    let anchor = link("the programme").get("w:anchor").unwrap().to_owned();
    assert!(body.all("w:bookmarkStart").iter().any(|b| b.get("w:name") == Some(&anchor)));
    let evil = write("[click](javascript:alert(1)) [gone](#nowhere)");
    assert!(evil.body().all("w:hyperlink").is_empty());
    assert_eq!(evil.body().paragraph("click").words(), "click gone");
}

#[test]
fn languages_are_marked_for_proofing() {
    let package = briefing();
    let defaults = package.tree("word/styles.xml");
    let main = defaults.find("w:docDefaults").unwrap().all("w:lang")[0].get("w:val").map(str::to_owned);
    assert_eq!(main.as_deref(), Some("en-GB"));
    let body = package.body();
    let language = |text: &str| {
        let run = body.all("w:r").into_iter().find(|r| r.words() == text).unwrap();
        run.all("w:lang").first().and_then(|l| l.get("w:val")).map(str::to_owned)
    };
    assert_eq!(language("«диалог культур»").as_deref(), Some("ru-RU"));
    assert_eq!(language("мәдениеттер диалогы").as_deref(), Some("kk-KZ"));
    assert_eq!(language("a road map"), None);
    let block = write("::: {lang=ru}\nТекст\n:::\n\n[سلام]{lang=kk-Arab} [?]{lang=und}");
    let right_to_left = block.body().all("w:lang").iter().any(|l| l.get("w:bidi") == Some("kk-Arab"));
    assert!(right_to_left && block.body().all("w:noProof").len() == 1);
}

#[test]
fn footnotes_are_real_and_their_links_work() {
    let package = briefing();
    let body = package.body();
    let marks: Vec<_> = body.all("w:footnoteReference").iter().filter_map(|r| r.get("w:id")).collect();
    assert_eq!(marks, ["1", "2", "3"]);
    let notes = package.tree("word/footnotes.xml");
    let first = notes.all("w:footnote").into_iter().find(|n| n.get("w:id") == Some("1")).unwrap();
    assert_eq!(first.words().trim_start(), "Akimat of Astana, 25 September 2015, retrieved 2026.");
    assert_eq!(first.all("w:footnoteRef").len(), 1);
    assert_eq!(package.style_name(first.all("w:p")[0].style()), "footnote text");
    let links = package.links("word/_rels/footnotes.xml.rels");
    assert_eq!(links[first.all("w:hyperlink")[0].get("r:id").unwrap()], "https://astana.gov.kz/news?id=1");
    let third = notes.all("w:footnote").into_iter().find(|n| n.get("w:id") == Some("3")).unwrap();
    assert_eq!(third.all("w:p").len(), 2);
}

#[test]
fn a_note_referred_to_again_is_a_cross_reference() {
    let body = briefing().body();
    let codes: Vec<_> = body.codes().into_iter().filter(|c| c.starts_with("NOTEREF")).collect();
    assert_eq!(codes, ["NOTEREF _RefNote1 \\h", "NOTEREF _RefNote2 \\h", "NOTEREF _RefNote3 \\h"]);
    assert!(body.all("w:bookmarkStart").iter().any(|b| b.get("w:name") == Some("_RefNote1")));
}

#[test]
fn lists_nest_number_and_start_afresh() {
    let package = briefing();
    let body = package.body();
    let style = |text: &str| package.style_name(body.paragraph(text).style());
    assert_eq!(style("Agreement of 1996"), "List Number");
    assert_eq!(style("healthcare"), "List Bullet 2");
    assert_eq!(style("guides"), "List Number 3");
    assert_eq!(style("A second paragraph of the third"), "List Continue");
    let instance = |text: &str| body.paragraph(text).all("w:numId")[0].get("w:val").unwrap().to_owned();
    assert_eq!(instance("Agreement of 1996"), instance("Protocol"));
    assert_ne!(instance("Agreement of 1996"), instance("Fifth"));
    let numbering = package.tree("word/numbering.xml");
    let fifth =
        numbering.all("w:num").into_iter().find(|n| n.get("w:numId") == Some(&instance("Fifth"))).unwrap();
    assert_eq!(fifth.all("w:startOverride")[0].get("w:val"), Some("5"));
}

#[test]
fn tables_have_head_spans_widths_and_look() {
    let package = briefing();
    let body = package.body();
    let table = body.all("w:tbl").into_iter().find(|t| t.words().starts_with("Sector")).unwrap();
    let properties = table.find("w:tblPr").unwrap();
    assert_eq!(package.style_name(properties.val("w:tblStyle").unwrap()), "Report Table");
    let look = properties.find("w:tblLook").unwrap();
    let flags = ["w:firstRow", "w:lastRow", "w:firstColumn", "w:noHBand"].map(|flag| look.get(flag));
    assert_eq!(flags, [Some("1"), Some("1"), Some("1"), Some("0")]);
    let rows = table.all("w:tr");
    assert_eq!(rows.len(), 5);
    assert!(rows[0].all("w:tblHeader").len() == 1 && rows[1].all("w:tblHeader").is_empty());
    assert!(rows.iter().all(|row| row.all("w:cantSplit").len() == 1));
    let align = |row: &Tree, cell: usize| {
        row.all("w:tc")[cell].all("w:jc").first().and_then(|j| j.get("w:val")).map(str::to_owned)
    };
    assert_eq!(align(rows[1], 1).as_deref(), Some("right"));
    assert_eq!(align(rows[1], 3).as_deref(), Some("center"));
    let widths: Vec<u32> =
        table.all("w:gridCol").iter().map(|c| c.get("w:w").unwrap().parse().unwrap()).collect();
    assert_eq!(widths.iter().sum::<u32>(), 8618);
    assert!(widths[0] > widths[1]);
    assert_eq!(body.paragraph("Table\u{a0}1").words(), "Table\u{a0}1. Meetings by sector");
}

#[test]
fn merged_cells_are_merged() {
    use citybrief::document::{Block, BlockKind, Cell, Document, Inline, Row, Table};
    let cell = |text: &str, col_span, row_span| Cell {
        col_span,
        row_span,
        ..Cell::text(vec![Inline::Text(text.into())])
    };
    let rows = vec![
        Row { cells: vec![cell("tall", 1, 2), cell("wide", 2, 1)] },
        Row { cells: vec![cell("a", 1, 1), cell("b", 1, 1)] },
    ];
    let table = Block::new(BlockKind::Table(Table { body: rows, ..Table::default() }));
    let document = Document { blocks: vec![table], ..Document::default() };
    let body = Package::open(&DocxWriter::default().write(&document).unwrap().bytes).body();
    let cells = body.all("w:tc");
    assert_eq!(cells[0].all("w:vMerge")[0].get("w:val"), Some("restart"));
    assert_eq!(cells[1].all("w:gridSpan")[0].get("w:val"), Some("2"));
    assert_eq!(cells[2].all("w:vMerge")[0].get("w:val"), Some("continue"));
    assert_eq!(cells.len(), 5);
    assert!(cells.iter().all(|cell| cell.find("w:p").is_some()));
}

#[test]
fn quotes_code_rules_and_groups() {
    let package = write("> said\n\n```\na  b\n\tc\n```\n\n***\n\n::: {.annex}\ninside\n:::\n");
    let body = package.body();
    assert_eq!(package.style_name(body.paragraph("said").style()), "Quote");
    let code = body.paragraph("a  b");
    assert_eq!(package.style_name(code.style()), "Source Code");
    assert!(code.all("w:br").len() == 1 && code.all("w:tab").len() == 1);
    assert!(styles(&package, &body).contains(&"Horizontal Line".to_owned()));
    assert_eq!(body.paragraph("inside").style(), "");
}

#[test]
fn callouts_are_boxes_by_their_role() {
    let package = briefing();
    let body = package.body();
    let tables = body.all("w:tbl");
    let names: Vec<_> = tables
        .iter()
        .map(|t| package.style_name(t.find("w:tblPr").unwrap().val("w:tblStyle").unwrap()))
        .collect();
    assert_eq!(names, ["Callout Glance", "Report Table", "Report Table", "Callout Confirm", "Callout"]);
    assert_eq!(package.style_name(tables[0].all("w:p")[0].style()), "Callout Title");
}

#[test]
fn a_page_break_belongs_to_the_next_paragraph() {
    let package = write("before\n\n::: pagebreak\n\nafter\n\n::: pagebreak\n\n| a |\n|---|\n| b |\n");
    let body = package.body();
    assert_eq!(body.paragraph("after").all("w:pageBreakBefore").len(), 1);
    assert_eq!(body.all("w:pageBreakBefore").len(), 2);
    let table = body.children.iter().position(|e| e.name == "w:tbl").unwrap();
    assert_eq!(body.children[table - 1].all("w:pageBreakBefore").len(), 1);
}

#[test]
fn contents_are_one_field_with_entries_links_and_pages() {
    let options = DocxOptions { heading_pages: Some(vec![1, 1, 2, 2, 3, 3, 4, 5]), ..DocxOptions::default() };
    let package = write_with(options, sample::ENGLISH);
    let body = package.body();
    let contents = body.find("w:sdt").unwrap();
    let lines: Vec<_> = contents.all("w:p").iter().map(|p| p.words()).collect();
    assert_eq!(
        lines,
        [
            "Contents",
            "State of relations1",
            "Legal basis1",
            "Cooperation by sector3",
            "Programme3",
            "Annex: people met before4"
        ]
    );
    let codes = contents.codes();
    assert_eq!(codes[0], "TOC \\o \"1-2\" \\h \\z \\u");
    assert_eq!(codes.iter().filter(|c| c.starts_with("PAGEREF _Toc")).count(), 5);
    let marks = |kind: &str| {
        contents.all("w:fldChar").iter().filter(|f| f.get("w:fldCharType") == Some(kind)).count()
    };
    assert_eq!((marks("begin"), marks("separate"), marks("end")), (6, 6, 6));
    for link in contents.all("w:hyperlink") {
        let anchor = link.get("w:anchor").unwrap();
        assert!(body.all("w:bookmarkStart").iter().any(|b| b.get("w:name") == Some(anchor)));
    }
    assert!(!package.text("word/settings.xml").contains("updateFields"));
    let without = briefing();
    let lines: Vec<_> = without.body().find("w:sdt").unwrap().all("w:p").iter().map(|p| p.words()).collect();
    assert_eq!(lines[1], "State of relations");
}

#[test]
fn pictures_have_a_fallback_and_a_description() {
    let package = briefing();
    let body = package.body();
    let drawings = body.all("w:drawing");
    assert_eq!(drawings.len(), 2);
    let described = drawings[0].all("wp:docPr")[0];
    assert_eq!(described.get("descr"), Some("Bars: culture 12, education 3, healthcare 4 meetings"));
    assert_eq!(drawings[1].all("adec:decorative").len(), 1);
    let links = package.links("word/_rels/document.xml.rels");
    let png = &links[drawings[0].all("a:blip")[0].get("r:embed").unwrap()];
    let svg = &links[drawings[0].all("asvg:svgBlip")[0].get("r:embed").unwrap()];
    assert!(package.0[&format!("word/{png}")].starts_with(b"\x89PNG"));
    assert!(package.text(&format!("word/{svg}")).starts_with("<svg"));
    let extent = drawings[0].all("wp:extent")[0];
    assert_eq!(extent.get("cx"), Some((8618 * 635 * 6 / 10).to_string().as_str()));
    assert_eq!(body.paragraph("Figure\u{a0}1").words(), "Figure\u{a0}1. Meetings in 2015");
    let ids: Vec<_> = body.all("wp:docPr").iter().filter_map(|d| d.get("id")).collect();
    assert_eq!(ids, ["1", "2"]);
}

#[test]
fn head_and_foot_show_mark_number_and_pages() {
    let package = briefing();
    assert_eq!(package.tree("word/header2.xml").words(), "17-04/288For official use");
    let foot = package.tree("word/footer1.xml");
    assert_eq!(foot.codes(), ["PAGE", "NUMPAGES"]);
    assert_eq!(foot.words(), "17-04/288Page 1 of 1");
    let section = package.body();
    assert_eq!(section.find("w:sectPr").unwrap().all("w:titlePg").len(), 1);
}

#[test]
fn comments_stand_at_the_facts_that_they_concern() {
    let options = DocxOptions { comments: true, ..DocxOptions::default() };
    let package = write_with(options, sample::ENGLISH);
    let comments = package.tree("word/comments.xml");
    let texts: Vec<_> = comments.all("w:comment").iter().map(|c| c.words()).collect();
    assert_eq!(texts, ["The date is that of publication.", "No head of the Almaty delegation is named."]);
    assert_eq!(comments.all("w:comment")[0].get("w:author"), Some("Office of International Relations"));
    let body = package.body();
    let fact = body.paragraph("Twelve visits");
    let ids: Vec<_> = fact.all("w:commentRangeStart").iter().filter_map(|c| c.get("w:id")).collect();
    assert_eq!(ids, ["0"]);
    assert_eq!(body.all("w:commentReference").len(), 2);
    assert!(!briefing().0.contains_key("word/comments.xml"));
}

#[test]
fn a_note_that_nothing_refers_to_is_reported() {
    let mut document = sample::document("Text[^1].\n\n[^1]: Note.\n", "en");
    document.notes.push(document.notes[0].clone());
    let output = DocxWriter::default().write(&document).unwrap();
    assert!(output.warnings.iter().any(|w| w.message.contains("note 2")), "{:?}", output.warnings);
}

#[test]
fn the_layout_gives_the_contents_their_pages() {
    use citybrief::{layout, text::FontLibrary, theme::Theme};
    let document = sample::document("::: contents\n\n# One\n\n::: pagebreak\n\n# Two\n", "en");
    let layout = layout::lay_out(&document, &Theme::default(), &FontLibrary::embedded(false));
    let options = DocxOptions::default().with_pages(&layout);
    let body = Package::open(&DocxWriter::new(options).write(&document).unwrap().bytes).body();
    let lines: Vec<_> = body.find("w:sdt").unwrap().all("w:p").iter().map(|p| p.words()).collect();
    assert_eq!(lines, ["Contents", "One1", "Two2"]);
}

#[test]
fn a_cell_can_be_aligned_otherwise_than_its_column() {
    use citybrief::document::{Alignment, Block, BlockKind, Cell, Column, Document, Inline, Row, Table};
    let cell = |align| Cell { align, ..Cell::text(vec![Inline::Text("12".into())]) };
    let rows = vec![Row { cells: vec![cell(None), cell(Some(Alignment::Center))] }];
    let end = Column { align: Alignment::End, ..Column::default() };
    let table = Table { columns: vec![end, end], body: rows, ..Table::default() };
    let document = Document { blocks: vec![Block::new(BlockKind::Table(table))], ..Document::default() };
    let body = Package::open(&DocxWriter::default().write(&document).unwrap().bytes).body();
    let aligned: Vec<_> = body.all("w:jc").iter().filter_map(|j| j.get("w:val")).collect();
    assert_eq!(aligned, ["right", "center"]);
}

#[test]
fn lists_stand_in_cells_and_notes_with_numbers_of_their_own() {
    let package =
        write("| What |\n|---|\n| a[^1] |\n\n1. one\n\n[^1]: Note.\n\n    1. first\n    2. second\n");
    let notes = package.tree("word/footnotes.xml");
    let first = notes.paragraph("first");
    assert_eq!(package.style_name(first.style()), "footnote text");
    let own = first.all("w:numId")[0].get("w:val").map(str::to_owned);
    let body = package.body();
    let outer = body.paragraph("one").all("w:numId")[0].get("w:val").map(str::to_owned);
    assert!(own.is_some() && own != outer, "{own:?} {outer:?}");
}

#[test]
fn a_line_that_leads_to_a_list_stays_with_it() {
    let body = write("Guests:\n\n- one\n- two\n\nOther text.\n\n- three\n").body();
    let keeps = |text: &str| !body.paragraph(text).all("w:keepNext").is_empty();
    assert!(keeps("Guests:") && !keeps("Other text.") && !keeps("one"));
}

#[test]
fn the_last_row_of_a_table_never_stands_alone() {
    let rows: String = (1..=40).map(|n| format!("| row {n} |\n")).collect();
    let body = write(&format!("| a |\n|---|\n{rows}")).body();
    let kept: Vec<String> = body
        .all("w:tr")
        .iter()
        .filter(|row| !row.all("w:keepNext").is_empty())
        .map(|row| row.words())
        .collect();
    assert_eq!(kept, ["a", "row 39"]);
    let small = write("| a |\n|---|\n| b |\n| c |\n| d |\n").body();
    assert_eq!(small.all("w:keepNext").len(), 3, "a small table stays whole");
}

#[test]
fn pictures_of_all_kinds_are_embedded_as_they_are() {
    use citybrief::document::{BlockKind, Picture};
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(4, 2).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let mut document = sample::document("![A square](dot.png)\n", "en");
    let BlockKind::Figure(figure) = &mut document.blocks[0].kind else { panic!("a figure") };
    figure.picture = Some(Picture::Jpeg(jpeg.as_slice().into()));
    let package = Package::open(&DocxWriter::default().write(&document).unwrap().bytes);
    assert_eq!(package.0["word/media/report1.jpeg"], jpeg);
    assert!(package.text("[Content_Types].xml").contains("image/jpeg"));
    let plain = write("![A dot](dot.png)\n");
    assert_eq!(plain.0["word/media/report1.png"], sample::PNG);
}

#[test]
fn a_reference_to_a_page_is_a_field_with_the_number_of_our_layout() {
    let pages = [("annex".to_owned(), 4)].into();
    let options = DocxOptions { pages, ..DocxOptions::default() };
    let package = write_with(options, "See the annex[#annex]{.page}.\n\n## Annex {#annex}\n");
    let body = package.body();
    let paragraph = body.paragraph("See the annex, page 4.");
    assert_eq!(paragraph.codes(), ["PAGEREF b_annex \\h"]);
    assert!(body.all("w:bookmarkStart").iter().any(|b| b.get("w:name") == Some("b_annex")));
    // A number that is not known is left out, and that is said.
    let document = sample::document("See the annex[#annex]{.page}.\n\n## Annex {#annex}\n", "en");
    let output = DocxWriter::new(DocxOptions::default()).write(&document).unwrap();
    assert!(output.warnings.iter().any(|w| w.message.contains("the page of \"annex\" is not known")));
}

#[test]
fn the_logo_stands_above_the_title_but_not_in_a_letterhead() {
    let mut document = sample::document("text", "en");
    let logo =
        "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><rect width='9' height='9'/></svg>";
    document.meta.logo = Some(Picture::Svg(logo.into()));
    let write = |options| Package::open(&DocxWriter::new(options).write(&document).unwrap().bytes);
    let package = write(DocxOptions::default());
    let body = package.body();
    let first = body.all("w:p")[0];
    assert_eq!(first.all("wp:docPr")[0].get("descr"), document.meta.author.as_deref());
    // 16 mm in English Metric Units.
    assert_eq!(first.all("wp:extent")[0].get("cy"), Some("576000"));
    let reference = Some(DocxWriter::builtin_reference().unwrap().into());
    assert!(write(DocxOptions { reference, ..DocxOptions::default() }).body().all("w:drawing").is_empty());
}
