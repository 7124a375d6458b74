//! The Markdown writer: the round trip in our own dialect, and what plain Markdown looks like.

use citybrief::document::{self, Document, Labels, Metadata, ReadOptions};
use citybrief::write::{
    Writer,
    markdown::{Dialect, MarkdownWriter},
};
use proptest::prelude::*;

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg'/>";

fn read(markdown: &str) -> Document {
    let meta = Metadata { title: "Report".into(), ..Metadata::default() };
    let pictures = |_: &str| Ok(SVG.as_bytes().to_vec());
    let options = ReadOptions::new("report.md").with_pictures(&pictures);
    let reading = document::read(markdown, meta, Labels::default(), &options);
    reading.unwrap_or_else(|error| panic!("{error}\n{markdown}")).document
}

fn write(document: &Document, dialect: Dialect) -> String {
    let writer = MarkdownWriter { dialect, ..MarkdownWriter::default() };
    String::from_utf8(writer.write(document).expect("written").bytes).expect("UTF-8")
}

/// The document without positions, which differ by layout of the source.
fn shape(document: &Document) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.remove("position");
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).expect("JSON");
    strip(&mut value);
    value
}

fn assert_stable(markdown: &str) {
    let first = read(markdown);
    let written = write(&first, Dialect::Citybrief);
    let second = read(&written);
    let lines = |document| serde_json::to_string_pretty(&shape(document)).expect("JSON");
    let (left, right) = (lines(&first), lines(&second));
    let same = left.lines().zip(right.lines()).take_while(|(a, b)| a == b).count();
    let around =
        |text: &str| text.lines().skip(same.saturating_sub(8)).take(12).collect::<Vec<_>>().join("\n");
    assert!(
        left == right,
        "source:\n{markdown}\nwritten:\n{written}\nread first:\n{}\nread again:\n{}",
        around(&left),
        around(&right)
    );
}

#[test]
fn every_construct_survives_the_round_trip() {
    assert_stable(include_str!("fixtures/everything.md"));
}

#[test]
fn plain_markdown_reads_well() {
    let mut document = read(include_str!("fixtures/everything.md"));
    document.meta.subtitle = Some("A subtitle".into());
    document.meta.classification = Some("Draft".into());
    document.meta.reference_number = Some("01-02/3".into());
    insta::assert_snapshot!(write(&document, Dialect::Plain));
}

#[test]
fn plain_markdown_is_stable_too() {
    let first = write(&read(include_str!("fixtures/everything.md")), Dialect::Plain);
    let options = ReadOptions::new("report.md");
    let document = document::read(&first, Metadata::default(), Labels::default(), &options).unwrap().document;
    assert_eq!(document.meta.title, "Report");
    let words = |text: &str| text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    assert!(words(&write(&document, Dialect::Plain)) + 5 > words(&first));
}

/// Text with a backslash before all ASCII punctuation.
fn escaped(text: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zа-яёәқ]{1,8}",
        1 => r#"[!-~]{1,6}"#.prop_map(|text| escaped(&text)),
        1 => Just("«ёлочки»".to_owned()),
        1 => Just("№\u{a0}5".to_owned()),
        1 => Just("2019.".to_owned()),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..6).prop_map(|words| words.join(" "))
}

fn inline() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => words(),
        1 => words().prop_map(|w| format!("*{w}*")),
        1 => words().prop_map(|w| format!("**{w}**")),
        1 => words().prop_map(|w| format!("~~{w}~~")),
        1 => words().prop_map(|w| format!("[{w}]{{lang=ru .nobr}}")),
        1 => words().prop_map(|w| format!("[{w}](https://a.kz/b_c?d=1&e=2)")),
        1 => "[a-z|`{}*]{1,6}".prop_map(|w| format!("``` {w} ```")),
        1 => Just("see[^1]".to_owned()),
        1 => Just("[ *a [b]{lang=kk} c* ]{.x}".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(inline(), 1..5).prop_map(|parts| parts.join(" "))
}

fn cell() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace("\\|", "&#124;").replace('|', "\\|"))
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => text(),
        1 => (1usize..5, text()).prop_map(|(level, text)| format!("{} {text} {{#h .c}}", "#".repeat(level))),
        1 => "[a-z`~: \n]{0,30}".prop_map(|code| format!("`````txt\n{code}\n`````")),
        1 => (cell(), cell(), cell()).prop_map(|(a, b, c)| {
            format!("| {a} | {b} |\n|:--|--:|\n| {c} | |\n| | {a} |\n: {b} {{#t}}\n{{widths=\"30,70\" row-headers=1}}")
        }),
        1 => Just("---".to_owned()),
        1 => Just("::: pagebreak\n:::".to_owned()),
        1 => text().prop_map(|t| format!("text\\\n{t}")),
        1 => Just("```chart bar {width=40%}\na = 1\n```\n: Caption".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner, 1..4);
        prop_oneof![
            several.clone().prop_map(|b| format!(
                "::: {{.callout .glance title=\"A \\\"b\\\"\"}}\n{}\n:::",
                b.join("\n\n")
            )),
            several.clone().prop_map(|b| format!("::: annex\n{}\n:::", b.join("\n\n"))),
            several.clone().prop_map(|b| prefixed(&b.join("\n\n"), "> ", "> ")),
            several.clone().prop_map(|b| prefixed(&b.join("\n\n"), "- ", "  ")),
            several.prop_map(|b| b.iter().map(|i| prefixed(i, "7. ", "   ")).collect::<Vec<_>>().join("\n")),
        ]
    })
}

fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let prefix = |index| if index == 0 { first } else { rest };
    text.lines().enumerate().map(|(i, line)| format!("{}{line}\n", prefix(i))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn markdown_to_document_to_markdown_is_stable(blocks in prop::collection::vec(block(), 1..5)) {
        assert_stable(&format!("{}\n\n[^1]: {{.source}} Note.\n", blocks.join("\n\n")));
    }

    #[test]
    fn escaped_text_is_read_as_it_is(text in "[ -~а-я]{1,40}") {
        let text = text.trim().to_owned();
        prop_assume!(!text.is_empty());
        let document = read(&escaped(&text));
        let mut found = String::new();
        document::walk::inlines(&document.blocks, &mut |inline| {
            if let document::Inline::Text(t) = inline { found.push_str(t) }
        });
        prop_assert_eq!(&found, &text);
        for dialect in [Dialect::Plain, Dialect::Citybrief] {
            let again = read(&write(&document, dialect));
            let blocks = again.blocks.last().map(|b| b.kind.clone());
            prop_assert_eq!(blocks, document.blocks.last().map(|b| b.kind.clone()));
        }
    }

    #[test]
    fn no_soup_of_marks_breaks_the_reader(soup in "[-\\[\\]{}()*_~`:#>|!<&;\\\\\n \ta1.^=]{0,80}") {
        let meta = Metadata { title: "Report".into(), ..Metadata::default() };
        let options = ReadOptions::new("soup.md");
        if let Ok(reading) = document::read(&soup, meta, Labels::default(), &options) {
            let written = write(&reading.document, Dialect::Citybrief);
            read(&written);
        }
    }
}
