//! A workbook of one sheet: the numbers behind a chart, for "Edit Data" (ECMA-376 part 1, clause 18).
//!
//! Start with [`write`].

use super::package::{OFFICE, Package};
use super::xml::Element;
use crate::figure::Series;
use std::collections::BTreeMap;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Writes labels and series as columns of the sheet "Data".
pub(super) fn write(
    label_column: &str,
    labels: &[String],
    series: &[Series],
) -> Result<Vec<u8>, zip::result::ZipError> {
    let types = Element::new("Types").with("xmlns", format!("{PACKAGE}/content-types"));
    let types = types.child(default_type("rels", "application/vnd.openxmlformats-package.relationships+xml"));
    let types = types.child(default_type("xml", "application/xml"));
    let types = types.child(part_type("xl/workbook.xml", "sheet.main"));
    let types = types.child(part_type("xl/worksheets/sheet1.xml", "worksheet"));
    let sheet = Element::new("sheet").with("name", "Data").with("sheetId", "1").with("r:id", "rId1");
    let book = Element::new("workbook").with("xmlns", MAIN).with("xmlns:r", OFFICE.trim_end_matches('/'));
    let book = book.child(Element::new("sheets").child(sheet));
    let parts = BTreeMap::from([
        ("[Content_Types].xml".to_owned(), types.to_part()),
        ("_rels/.rels".to_owned(), link("officeDocument", "xl/workbook.xml").to_part()),
        ("xl/workbook.xml".to_owned(), book.to_part()),
        ("xl/_rels/workbook.xml.rels".to_owned(), link("worksheet", "worksheets/sheet1.xml").to_part()),
        ("xl/worksheets/sheet1.xml".to_owned(), worksheet(label_column, labels, series).to_part()),
    ]);
    let package = Package::from_parts(parts).map_err(|e| std::io::Error::other(e.to_string()))?;
    package.into_zip()
}

/// Letters of a column from 0: A, B … Z, AA.
pub(super) fn column_name(at: usize) -> String {
    let letter = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => letter.to_string(),
        rest => format!("{}{letter}", column_name(rest - 1)),
    }
}

fn worksheet(label_column: &str, labels: &[String], series: &[Series]) -> Element {
    let mut data = Element::new("sheetData");
    let names = std::iter::once(label_column).chain(series.iter().map(|s| s.name.as_str()));
    let mut head = row(1);
    names.enumerate().for_each(|(column, name)| head.push(text_cell(column, 1, name)));
    data.push(head);
    for (at, label) in labels.iter().enumerate() {
        let number = at + 2;
        let mut cells = row(number);
        cells.push(text_cell(0, number, label));
        for (column, value) in series.iter().enumerate().filter_map(|(c, s)| Some((c, (*s.values.get(at)?)?)))
        {
            let cell = Element::new("c").with("r", format!("{}{number}", column_name(column + 1)));
            cells.push(cell.child(Element::new("v").text(value.to_string())));
        }
        data.push(cells);
    }
    Element::new("worksheet").with("xmlns", MAIN).child(data)
}

fn row(number: usize) -> Element {
    Element::new("row").with("r", number.to_string())
}

fn text_cell(column: usize, row: usize, text: &str) -> Element {
    let cell = Element::new("c").with("r", format!("{}{row}", column_name(column))).with("t", "inlineStr");
    cell.child(Element::new("is").child(Element::new("t").with("xml:space", "preserve").text(text)))
}

fn default_type(extension: &str, content_type: &str) -> Element {
    Element::new("Default").with("Extension", extension).with("ContentType", content_type)
}

fn part_type(part: &str, kind: &str) -> Element {
    let entry = Element::new("Override").with("PartName", format!("/{part}"));
    entry.with("ContentType", format!("{TYPE}.{kind}+xml"))
}

fn link(kind: &str, target: &str) -> Element {
    let entry = Element::new("Relationship").with("Id", "rId1").with("Type", format!("{OFFICE}{kind}"));
    let entry = entry.with("Target", target);
    Element::new("Relationships").with("xmlns", format!("{PACKAGE}/relationships")).child(entry)
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn columns_go_on_after_z() {
        assert_eq!([0, 25, 26, 701, 702].map(column_name), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
