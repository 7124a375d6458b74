//! Reports in three letterheads of three programs: what is the office's stays, what is ours goes in.

use super::package::Package;
use super::sample;
use citybrief::write::{Output, WriteError, Writer, docx::DocxOptions, docx::DocxWriter};

pub const LIBREOFFICE: &[u8] = include_bytes!("fixtures/letterhead-libreoffice.docx");
pub const PYTHON_DOCX: &[u8] = include_bytes!("fixtures/letterhead-python-docx.docx");
pub const BY_HAND: &[u8] = include_bytes!("fixtures/letterhead-by-hand.docx");

pub fn write_into(reference: &[u8], language: &str) -> Result<Output, WriteError> {
    let text = match language {
        "ru" => sample::RUSSIAN,
        "kk" => sample::KAZAKH,
        _ => sample::ENGLISH,
    };
    let options = DocxOptions { reference: Some(reference.into()), ..DocxOptions::default() };
    DocxWriter::new(options).write(&sample::document(text, language))
}

fn written(reference: &[u8]) -> Package {
    Package::open(&write_into(reference, "ru").unwrap().bytes)
}

#[test]
fn all_parts_of_a_letterhead_stay() {
    for (name, reference) in
        [("libreoffice", LIBREOFFICE), ("python-docx", PYTHON_DOCX), ("by hand", BY_HAND)]
    {
        let before = Package::open(reference);
        let after = written(reference);
        for (part, bytes) in &before.0 {
            let kept = after.0.get(part);
            let is_stale = part.contains("thumbnail");
            assert_eq!(kept.is_none(), is_stale, "{name}: {part}");
            let is_untouched = part.contains("theme") || part.contains("media") || part.contains("customXml");
            if is_untouched && !is_stale {
                assert_eq!(kept, Some(bytes), "{name}: {part}");
            }
        }
    }
}

#[test]
fn margins_and_headers_of_the_section_stay() {
    let package = written(LIBREOFFICE);
    let body = package.body();
    let section = body.find("w:sectPr").unwrap();
    assert_eq!(section.find("w:pgMar").unwrap().get("w:left"), Some("1701"));
    assert_eq!(section.all("w:headerReference").len(), 2);
    assert!(section.find("w:titlePg").is_some());
    // 9355 twips of text between those margins.
    let table = body.all("w:tbl").into_iter().find(|t| t.words().contains("Culture")).unwrap();
    let widths = table.find("w:tblGrid").unwrap().all("w:gridCol");
    let total: u32 = widths.iter().map(|c| c.get("w:w").unwrap().parse::<u32>().unwrap()).sum();
    assert_eq!(total, 9355);
}

#[test]
fn placeholders_are_filled_in_headers_text_boxes_and_controls() {
    let package = written(BY_HAND);
    let header = package.tree("word/header1.xml");
    assert!(header.words().starts_with("Для служебного пользованиястр. 7"), "{}", header.words());
    assert!(header.all("w:showingPlcHdr").is_empty());
    assert_eq!(header.all("w:instrText").len(), 2, "the office's own page field stays as it was");
    let first = package.text("word/header2.xml");
    assert_eq!(first.matches("17-04/288").count(), 2, "the text box and its fallback");
    assert!(!first.contains("{{") && first.contains("r:embed=\"rId1\"") && first.contains("txbxContent"));
    let split = written(PYTHON_DOCX);
    let header = split.tree("word/header2.xml").words();
    assert_eq!(header, "Для служебного пользования / 17-04/288");
}

#[test]
fn the_report_stands_where_the_letterhead_wants_it() {
    let package = written(BY_HAND);
    let body = package.body();
    let texts: Vec<String> = body.all("w:p").iter().map(|p| p.words()).collect();
    assert_eq!(texts[0], "Информационная справка к визиту делегации Санкт-Петербурга");
    assert_eq!(texts[1], "Сноска бланка");
    assert_eq!(texts[2], "Главное");
    assert_eq!(texts.last().map(String::as_str), Some("Подпись: Управление международных связей"));
    let title = "Информационная справка";
    assert_eq!(
        texts.iter().filter(|t| t.starts_with(title)).count(),
        1,
        "the letterhead shows the title itself"
    );
    let whole = written(LIBREOFFICE).body().words();
    assert!(whole.starts_with(title) && !whole.contains("Sample"), "without a place the body is replaced");
}

#[test]
fn styles_are_found_by_name_and_missing_ones_added() {
    let package = written(BY_HAND);
    let body = package.body();
    let heading = body.paragraph("Состояние отношений");
    let headings: Vec<_> = body
        .all("w:p")
        .into_iter()
        .filter(|p| p.words() == "Состояние отношений" && p.style() == "1")
        .collect();
    assert_eq!(headings.len(), 1, "the heading has the letterhead's own style: {:?}", heading.style());
    let caption = body.paragraph("Таблица");
    assert_eq!(package.style_name(caption.style()), "caption");
    let styles = package.tree("word/styles.xml");
    let based = styles.children.iter().find(|s| s.get("w:styleId") == Some(caption.style())).unwrap();
    assert_eq!(based.val("w:basedOn"), Some("a"));
    let ids: Vec<&str> = styles.all("w:style").iter().filter_map(|s| s.get("w:styleId")).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len());
}

#[test]
fn contents_show_the_numbers_that_the_letterhead_gives_headings() {
    let body = written(BY_HAND).body();
    let contents = body.find("w:sdt").unwrap();
    let lines: Vec<String> = contents.all("w:p").iter().map(|p| p.words()).collect();
    assert_eq!(
        lines[1..4],
        ["I.Состояние отношений", "I.1.Договорно-правовая база", "I.2.Сотрудничество по направлениям"]
    );
    assert_eq!(lines[4], "II.Программа пребывания");
}

#[test]
fn footnotes_and_numbering_go_on_from_the_letterheads() {
    let package = written(BY_HAND);
    let notes = package.tree("word/footnotes.xml");
    let ids: Vec<&str> = notes.all("w:footnote").iter().filter_map(|n| n.get("w:id")).collect();
    assert_eq!(ids, ["0", "1", "2", "3", "4", "5"]);
    let body = package.body();
    assert!(body.codes().iter().any(|c| c.starts_with("NOTEREF")));
    let again = body.paragraph("С 2012 года").words();
    assert!(again.contains("наши2"), "the second mark of our first note counts the letterhead's: {again}");
    let numbering = package.tree("word/numbering.xml");
    let instances: Vec<&str> = numbering.all("w:num").iter().filter_map(|n| n.get("w:numId")).collect();
    assert_eq!(instances[0], "4");
    let mut unique = instances.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), instances.len());
}

#[test]
fn nothing_asks_on_opening() {
    let output = write_into(BY_HAND, "ru").unwrap();
    let package = Package::open(&output.bytes);
    assert!(!package.text("word/settings.xml").contains("updateFields"));
    assert!(output.warnings.iter().any(|w| w.message.contains("updateFields")), "{:?}", output.warnings);
}

#[test]
fn two_sections_without_a_place_leave_the_last_and_say_so() {
    let reference = Package::open(PYTHON_DOCX);
    let body = reference.text("word/document.xml").replace("{{ content }}", "here");
    let output =
        write_into(&super::refusals::with_part(PYTHON_DOCX, "word/document.xml", body.as_bytes()), "en")
            .unwrap();
    assert!(output.warnings.iter().any(|w| w.message.contains("several sections")), "{:?}", output.warnings);
}

#[test]
fn the_builtin_letterhead_can_be_used_as_a_reference() {
    let builtin = DocxWriter::builtin_reference().unwrap();
    let plain = DocxWriter::default().write(&sample::document(sample::ENGLISH, "en")).unwrap();
    assert_eq!(write_into(&builtin, "en").unwrap().bytes, plain.bytes);
}

#[test]
fn a_report_can_be_the_letterhead_of_the_next() {
    let first = write_into(BY_HAND, "ru").unwrap();
    let second = Package::open(&write_into(&first.bytes, "kk").unwrap().bytes);
    let pictures: Vec<&String> = second.0.keys().filter(|n| n.contains("media/report")).collect();
    assert!(pictures.len() >= 4, "{pictures:?}");
    assert!(second.body().words().contains("Ынтымақтастық туралы ақпарат"));
}

/// Leaves the files beside the build for those who check them with other programs.
#[test]
fn reports_in_all_letterheads_are_left_for_other_checkers() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let letterheads = [("libreoffice", LIBREOFFICE), ("python-docx", PYTHON_DOCX), ("by-hand", BY_HAND)];
    for (language, text) in [("en", sample::ENGLISH), ("ru", sample::RUSSIAN), ("kk", sample::KAZAKH)] {
        for (name, reference) in letterheads {
            let bytes = write_into(reference, language).unwrap().bytes;
            let path = folder.join(format!("docx-{name}-{language}.docx"));
            std::fs::write(&path, &bytes).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
        let options = DocxOptions {
            comments: true,
            number_headings: language == "kk",
            heading_pages: Some(vec![1, 1, 2, 2, 2, 2, 3]),
            ..DocxOptions::default()
        };
        let bytes = DocxWriter::new(options).write(&sample::document(text, language)).unwrap().bytes;
        std::fs::write(folder.join(format!("docx-plain-{language}.docx")), bytes).unwrap();
    }
}

#[test]
fn the_title_is_found_by_the_standards_name_of_its_relationship() {
    const CORE: &str =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    for reference in [LIBREOFFICE, PYTHON_DOCX, BY_HAND] {
        let links = written(reference).tree("_rels/.rels");
        let core: Vec<_> = links
            .all("Relationship")
            .into_iter()
            .filter(|l| l.get("Type").is_some_and(|t| t.ends_with("core-properties")))
            .map(|l| l.get("Type").map(str::to_owned))
            .collect();
        assert_eq!(core, [Some(CORE.to_owned())]);
    }
}
