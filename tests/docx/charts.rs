//! Charts as Word's own: the chart part, and the workbook that "Edit Data" opens.

use super::package::Package;
use super::sample;
use calamine::{Data, Reader, Xlsx};
use citybrief::theme::ChartForm;
use citybrief::write::{Writer, docx::DocxOptions, docx::DocxWriter};
use std::io::Cursor;

const BARS: &str = "```chart stacked-bar {width=80%}
title = \"Visits by year\"
alt = \"Visits: 2 in 2018, 5 in 2019\"
label_column = \"Year\"
labels = [\"2018\", \"2019\"]
[[series]]
name = \"Held & met\"
values = [2, 5]
[[series]]
name = \"Announced\"
values = [1.5, nan]
```

```chart bar
labels = [\"a label that is much too long for a column\", \"short\"]
values = [3, 4]
direction = \"rows\"
```

```chart line
labels = [\"1\", \"2\", \"3\"]
values = [3, 4, 5]
```
";

fn written(form: ChartForm) -> (Package, Vec<u8>) {
    let options = DocxOptions { charts: form, ..DocxOptions::default() };
    let bytes = DocxWriter::new(options).write(&sample::document(BARS, "en")).unwrap().bytes;
    (Package::open(&bytes), bytes)
}

#[test]
fn a_chart_is_words_own_with_its_data() {
    let (package, bytes) = written(ChartForm::Native);
    let body = package.body();
    let links = package.links("word/_rels/document.xml.rels");
    let charts = body.all("c:chart");
    assert_eq!(charts.len(), 3);
    let part = format!("word/{}", links[charts[0].get("r:id").unwrap()]);
    let chart = package.tree(&part);
    assert_eq!(chart.all("c:grouping")[0].get("val"), Some("stacked"));
    let names: Vec<_> = chart
        .all("c:tx")
        .iter()
        .map(|t| t.all("c:v")[0].children.iter().map(|c| c.text.as_str()).collect::<String>())
        .collect();
    assert_eq!(names, ["Held & met", "Announced"]);
    let formula = chart.all("c:f").iter().map(|f| f.children[0].text.clone()).collect::<Vec<_>>();
    assert_eq!(
        formula,
        ["Data!$B$1", "Data!$A$2:$A$3", "Data!$B$2:$B$3", "Data!$C$1", "Data!$A$2:$A$3", "Data!$C$2:$C$3"]
    );
    assert_eq!(
        package.tree(&format!("word/{}", links[charts[1].get("r:id").unwrap()])).all("c:barDir")[0]
            .get("val"),
        Some("bar")
    );
    assert_eq!(
        package.tree(&format!("word/{}", links[charts[2].get("r:id").unwrap()])).all("c:lineChart").len(),
        1
    );
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("docx-charts.docx"), bytes).unwrap();
}

#[test]
fn the_workbook_behind_a_chart_opens_and_holds_the_numbers() {
    let (package, _) = written(ChartForm::Native);
    let links = package.links("word/charts/_rels/report1.xml.rels");
    let external = package.tree("word/charts/report1.xml");
    let id = external.all("c:externalData")[0].get("r:id").unwrap().to_owned();
    assert_eq!(links[&id], "../embeddings/report1.xlsx");
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(package.0["word/embeddings/report1.xlsx"].clone())).unwrap();
    let sheet = book.worksheet_range("Data").unwrap();
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 0), Data::String("Year".into()));
    assert_eq!(cell(0, 1), Data::String("Held & met".into()));
    assert_eq!(cell(2, 0), Data::String("2019".into()));
    assert_eq!((cell(1, 2), cell(2, 1)), (Data::Float(1.5), Data::Float(5.0)));
    assert_eq!(cell(2, 2), Data::Empty);
}

#[test]
fn without_the_wish_a_chart_stays_a_picture_or_its_description() {
    let (package, _) = written(ChartForm::Picture);
    assert!(package.body().all("c:chart").is_empty());
    assert!(!package.0.keys().any(|name| name.contains("charts/")));
}
