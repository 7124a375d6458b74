//! Importing: the example register whole, workbooks, and everything that should be refused politely.

use citybrief::{
    data::{AgreementStatus, Gazetteer, SectorId, Sectors, VisitKind},
    import::{ImportOptions, Reading, read_bytes, read_paths},
};
use std::{
    io::{Cursor, Write},
    path::PathBuf,
};
use zip::{ZipWriter, write::SimpleFileOptions};

fn read(file: &str, bytes: &[u8]) -> Reading {
    let (gazetteer, sectors) = (Gazetteer::builtin(), Sectors::builtin());
    let options = ImportOptions {
        gazetteer: &gazetteer,
        sectors: &sectors,
        headers: Default::default(),
        register_name: None,
        home_city: Some("Astana".into()),
        lists: Default::default(),
        lexicon: Default::default(),
    };
    let mut reading = Reading::default();
    read_bytes(file, bytes, &options, &mut reading);
    reading
}

fn rejects(file: &str, bytes: &[u8]) -> Vec<String> {
    read(file, bytes).rejects.iter().map(ToString::to_string).collect()
}

/// A workbook with one sheet of inline strings.
fn workbook(sheet: &str, rows: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/workbook.xml",
            format!(r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the package ends").into_inner()
}

fn row(number: u32, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .zip('A'..)
        .map(|(text, column)| format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#))
        .collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

#[test]
fn the_example_data_is_read_whole() {
    let (gazetteer, sectors) = (Gazetteer::builtin(), Sectors::builtin());
    let options = ImportOptions {
        gazetteer: &gazetteer,
        sectors: &sectors,
        headers: Default::default(),
        register_name: None,
        home_city: None,
        lists: Default::default(),
        lexicon: Default::default(),
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let reading = read_paths(&[folder], &options).expect("the examples are there");
    assert_eq!(reading.rejects, []);
    assert_eq!(reading.read(), 115 + 76);
}

#[test]
fn untidy_rows_of_the_example_register_are_understood() {
    let register = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/register.csv")).unwrap();
    let reading = read("register.csv", &register);
    let account = |number: usize| &reading.accounts[number - 1].account;
    let dates = |n: usize| (account(n).start.unwrap().to_string(), account(n).end.map(|d| d.to_string()));
    assert_eq!(dates(6), ("2008-04-02".into(), None));
    assert_eq!(account(6).guest_city.as_deref(), Some("Astana"));
    assert_eq!(dates(13), ("2014-05-17".into(), Some("2014-05-18".into())));
    assert_eq!(dates(20), ("2015-09-24".into(), Some("2015-09-25".into())));
    assert_eq!(dates(23), ("2015-11-23".into(), Some("2015-11-25".into())));
    assert_eq!(account(23).sectors.len(), 7);
    assert_eq!(account(31).guest_city.as_deref(), Some("Saint Petersburg"));
    assert_eq!(account(38).host_city.as_deref(), Some("Astana"));
    assert_eq!(account(39).guest_city.as_deref(), Some("Saint Petersburg"));
    assert_eq!(dates(50).0, "2022-11-07");
    assert_ne!(account(50).kind, VisitKind::Other);
    let head = account(61).head.as_ref().unwrap();
    assert!(head.name.chars().any(char::is_lowercase) && head.printed.is_some(), "{head:?}");
    assert_eq!(dates(68).0, "2025-07-14");
    assert_eq!(account(68).host_city.as_deref(), Some("Minsk"));
    assert_eq!(account(6).agreements[0].status, AgreementStatus::Proposed);
}

#[test]
fn a_workbook_is_read_like_a_register() {
    let rows = row(1, &["Реестр визитов"])
        + &row(3, &["Дата визита", "Город-партнёр", "Направление", "Глава делегации", "Сферы", "Примечание"])
        + &row(
            4,
            &["24-25.09.2015", "Санкт-Петербург", "приём", "ОЛЬГА КАЗАНСКАЯ", "Культура; Туризм", "нет"],
        )
        + r#"<row r="5"><c r="A5"><v>43774</v></c><c r="B5" t="inlineStr"><is><t>Казань</t></is></c></row>"#;
    let reading = read("реестр.xlsx", &workbook("2015", &rows));
    assert_eq!(reading.accounts.len(), 1, "{:?}", reading.rejects);
    let account = &reading.accounts[0].account;
    assert_eq!(reading.accounts[0].origin.line, 4);
    assert_eq!(reading.accounts[0].origin.sheet.as_deref(), Some("2015"));
    assert_eq!(account.host_city.as_deref(), Some("Astana"));
    assert_eq!(account.guest_city.as_deref(), Some("Saint Petersburg"));
    assert_eq!(account.head.as_ref().unwrap().name, "Ольга Казанская");
    assert_eq!(account.sectors[1].id, SectorId("tourism".into()));
    assert_eq!(account.evidence["remark: Примечание"], "нет");
    assert_eq!(reading.rejects.len(), 1, "a bare number is no date: {:?}", reading.rejects);
}

#[test]
fn windows_1251_and_semicolons_are_found_out() {
    let text =
        "Дата;Принимающий город;Город гостей;Вид визита\r\n05.11.2019;Алматы;Санкт-Петербург;официальный\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let reading = read("old.csv", &bytes);
    assert_eq!(reading.rejects, []);
    assert_eq!(reading.accounts[0].account.host_city.as_deref(), Some("Almaty"));
    assert_eq!(reading.accounts[0].account.kind, VisitKind::Official);
}

#[test]
fn bad_cells_are_refused_with_place_and_reason() {
    let header = "start,end,host_city,guest_city,sectors,size\n";
    let rows = "31.02.2020,,Astana,Minsk,,\n\
                2020-03-05,2020-03-01,Astana,Minsk,,\n\
                2020-03-05,,Astanna,Minsk,,\n\
                2020-03-05,,Minsk,Minsk,,\n\
                2020-03-05,,Astana,Minsk,cultur,\n\
                2020-03-05,,Astana,Minsk,culture,many\n\
                2020-03-05,,,,,\n\
                ,,Astana,Minsk,,\n\
                2020-03-05,,Astana,Minsk,culture,12,13\n\
                2020-03-05,,Astana,Minsk\n";
    let reading = read("bad.csv", format!("{header}{rows}").as_bytes());
    let reasons: Vec<String> = reading.rejects.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(reasons.join("\n"));
    assert_eq!(reading.accounts.len(), 1, "a row may end early where the rest is empty");
    assert_eq!(reading.read(), 10);
}

#[test]
fn a_huge_cell_is_refused_and_the_rest_is_read() {
    let mut text = String::from("start,host_city,guest_city,purpose\n2020-03-05,Astana,Minsk,");
    text.extend(std::iter::repeat_n('x', 50 * 1024 * 1024));
    text.push_str("\n2020-03-06,Astana,Minsk,talks\n");
    let reading = read("huge.csv", text.as_bytes());
    assert_eq!(reading.accounts.len(), 1);
    assert_eq!(reading.rejects[0].column.as_deref(), Some("purpose"));
}

#[test]
fn broken_files_are_refused_whole() {
    let json = "[\n {\"source\": {\"publisher\": \"A\"}},\n {\"source\": }\n]";
    assert_eq!(
        rejects("a.json", json.as_bytes()),
        ["a.json:3, column 13: the file is not valid JSON, nothing of it was read: expected value"]
    );
    let one_bad = "[\n {\"source\": {\"publisher\": \"A\"}, \"start\": \"2020-02-31\"},\n {\"source\": {\"publisher\": \"B\"}}\n]";
    let reading = read("b.json", one_bad.as_bytes());
    assert_eq!(reading.accounts.len(), 1);
    assert!(
        reading.rejects[0].to_string().starts_with("b.json:2: not an account: \"2020-02-31\" is not a date")
    );
    assert_eq!(
        rejects("c.xlsx", b"no zip"),
        ["c.xlsx: this is not an XLSX workbook (no zip package); save it as .xlsx or .csv"]
    );
    assert_eq!(
        rejects("d.xlsx", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1]),
        ["d.xlsx: this is an old or encrypted workbook; save it as .xlsx without a password"]
    );
    assert_eq!(rejects("e.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").len(), 1);
    assert_eq!(rejects("f.csv", b"one,two\n1,2\n").len(), 1, "no header row");
    assert_eq!(
        rejects("g.xlsx", &workbook("s", &row(1_048_576, &["x"]))).len(),
        1,
        "a far cell costs nothing"
    );
}
