//! Layout as a whole: what every layout must keep, whatever the document.

#[path = "support/generated.rs"]
mod generated;
#[path = "support/reading.rs"]
mod reading;

use citybrief::data::LanguageTag;
use citybrief::document::{
    Alignment, Attributes, Block, BlockKind, Cell, Column, Document, Figure, Inline, List, Note, Picture,
    Row, Table,
};
use citybrief::layout::{Layout, Role, lay_out};
use citybrief::text::FontLibrary;
use citybrief::theme::Theme;
use proptest::prelude::*;
use reading::{body_text, check_inside, document_text, note_texts, paragraph, squeeze};
use std::sync::LazyLock;

static FONTS: LazyLock<FontLibrary> = LazyLock::new(|| FontLibrary::embedded(false));
static THEME: LazyLock<Theme> = LazyLock::new(Theme::default);

fn laid_out(document: &Document) -> Layout {
    lay_out(document, &THEME, &FONTS)
}

fn margins() -> [f32; 4] {
    let page = &THEME.page;
    [page.left.pt(), page.top.pt(), page.right.pt(), page.bottom.pt()]
}

fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

/// Lays out and checks what always holds: all inside, no word lost or doubled, all in order.
fn checked(document: &Document) -> Layout {
    let layout = laid_out(document);
    check_inside(&layout, margins()).unwrap();
    assert_eq!(squeeze(&body_text(&layout)), squeeze(&document_text(document)));
    layout
}

fn text_cell(text: &str) -> Cell {
    Cell::text(vec![Inline::Text(text.to_owned())])
}

fn table(columns: usize, rows: usize, text: impl Fn(usize, usize) -> String) -> Table {
    let row = |r: usize| Row { cells: (0..columns).map(|c| text_cell(&text(r, c))).collect() };
    let head = vec![Row { cells: (0..columns).map(|c| text_cell(&format!("Head{c}"))).collect() }];
    let body = (0..rows).map(row).collect();
    Table { columns: vec![Column::default(); columns], head, body, ..Table::default() }
}

// What a document may hold, at random.

fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[а-яёәғқңөұүһі]{1,14}",
        4 => "[a-z]{1,12}",
        2 => "[А-Я][а-я]{2,9}",
        1 => "[0-9]{1,5}",
        1 => "[А-Я]\\.",
        1 => Just("—".to_owned()),
        1 => Just("№".to_owned()),
        1 => "[a-z]{3}-[а-я]{4}/[a-z]{5}",
        1 => "[а-я]{60,90}",
    ];
    prop::collection::vec(word, 1..30).prop_map(|words| words.join(" "))
}

fn any_inlines() -> impl Strategy<Value = Vec<Inline>> {
    let inline = any_text().prop_flat_map(|text| {
        prop_oneof![
            4 => Just(Inline::Text(format!("{text} "))),
            1 => Just(Inline::Strong(vec![Inline::Text(text.clone())])),
            1 => Just(Inline::Emphasis(vec![Inline::Text(text.clone())])),
            1 => Just(Inline::Link { target: "https://example.org".into(), content: vec![Inline::Text(text.clone())] }),
            1 => Just(Inline::Code(text)),
        ]
    });
    prop::collection::vec(inline, 1..4)
}

fn any_block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        5 => any_inlines().prop_map(BlockKind::Paragraph),
        2 => (1..=6_u8, any_inlines()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => any_text().prop_map(|text| BlockKind::Code { info: String::new(), text }),
        2 => (1..7_usize, 0..40_usize, any_text()).prop_map(|(columns, rows, text)| {
            BlockKind::Table(table(columns, rows, |r, c| format!("{r}.{c} {text}")))
        }),
        1 => Just(BlockKind::PageBreak),
    ]
    .prop_map(Block::new);
    leaf.prop_recursive(3, 16, 4, |inner| {
        let blocks = prop::collection::vec(inner, 1..5);
        prop_oneof![
            blocks.clone().prop_map(BlockKind::Quote),
            (any_inlines(), blocks.clone()).prop_map(|(title, body)| BlockKind::Callout { title, body }),
            (prop::option::of(1..200_u64), prop::collection::vec(blocks, 1..4)).prop_map(|(start, items)| {
                BlockKind::List(List { start, tight: start.is_none(), items })
            }),
        ]
        .prop_map(Block::new)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_word_stands_once_in_order_and_nothing_leaves_its_box(
        blocks in prop::collection::vec(any_block(), 1..6)
    ) {
        checked(&document(blocks));
    }

    #[test]
    fn any_characters_at_all_are_set_without_harm(text in "\\PC{0,300}|[\\x00-\\x{2fff}]{0,200}") {
        let layout = laid_out(&document(vec![paragraph(&text)]));
        check_inside(&layout, margins()).unwrap();
    }

    #[test]
    fn notes_stand_on_the_page_that_refers_to_them(gaps in prop::collection::vec(1..40_usize, 1..25)) {
        let mut blocks = Vec::new();
        let mut notes = Vec::new();
        for (index, gap) in gaps.iter().enumerate() {
            blocks.push(Block::new(BlockKind::Paragraph(vec![
                Inline::Text("слово ".repeat(*gap * 5)),
                Inline::Text(format!("ref{index}")),
                Inline::NoteRef(index),
            ])));
            notes.push(Note { attrs: Attributes::default(), blocks: vec![paragraph(&format!("note{index}"))] });
        }
        let document = Document { blocks, notes, ..Document::default() };
        let layout = checked(&document);
        let notes = note_texts(&layout);
        prop_assert_eq!(notes.len(), gaps.len());
        for (index, (page, text)) in notes.iter().enumerate() {
            prop_assert_eq!(text, &format!("note{index}"));
            let reference = reading::page_of(&layout, &format!("ref{index}"));
            prop_assert_eq!(Some(*page), reference);
        }
    }
}

#[test]
fn a_tables_head_stands_on_each_of_its_pages() {
    let rows = Block::new(BlockKind::Table(table(4, 200, |r, c| format!("cell {r} {c}"))));
    let layout = checked(&document(vec![paragraph("before"), rows, paragraph("after")]));
    let pages = reading::table_pages(&layout);
    assert!(pages.len() > 3, "{pages:?}");
    for page in &pages[1..] {
        assert_eq!(squeeze(&reading::decoration_text(&layout, *page)), "Head0Head1Head2Head3", "page {page}");
    }
    assert_eq!(reading::decoration_text(&layout, pages[0]), "");
}

#[test]
fn a_long_note_runs_on() {
    let note =
        Note { attrs: Attributes::default(), blocks: vec![paragraph(&"примечание ".repeat(1500))] };
    let text = Inline::Text("слово ".repeat(300));
    let blocks = vec![Block::new(BlockKind::Paragraph(vec![text, Inline::NoteRef(0)])), paragraph("конец")];
    let document = Document { blocks, notes: vec![note], ..Document::default() };
    let layout = checked(&document);
    let notes = note_texts(&layout);
    let text: String = notes.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(squeeze(&text), "примечание".repeat(1500));
    assert!(notes.last().unwrap().0 > notes[0].0);
}

#[test]
fn a_heading_never_ends_a_page() {
    for lines in 20..60 {
        let mut blocks: Vec<Block> = (0..lines).map(|i| paragraph(&format!("строка {i}"))).collect();
        blocks.push(Block::new(BlockKind::Heading {
            level: 2,
            content: vec![Inline::Text("Заголовок".into())],
        }));
        blocks.push(paragraph(&"слово ".repeat(100)));
        let layout = checked(&document(blocks));
        let heading = layout.headings[0].page;
        assert_eq!(reading::page_of(&layout, "слово"), Some(heading), "{lines} lines above");
    }
}

fn heading(level: u8, text: &str, id: Option<&str>) -> Block {
    let attrs = Attributes { id: id.map(str::to_owned), ..Attributes::default() };
    Block { attrs, kind: BlockKind::Heading { level, content: vec![Inline::Text(text.into())] } }
}

#[test]
fn a_page_is_told_before_and_behind_the_place_that_it_is_of() {
    let reference = |to: &str| {
        let words = Inline::Text(format!("See {to}"));
        Block::new(BlockKind::Paragraph(vec![words, Inline::PageRef(to.to_owned())]))
    };
    let mut blocks = vec![heading(1, "Body", Some("body")), reference("annex"), reference("nowhere")];
    for page in 2..=12 {
        blocks.push(Block::new(BlockKind::PageBreak));
        blocks.extend((page < 12).then(|| paragraph("-")));
    }
    blocks.extend([heading(1, "Annex", Some("annex")), reference("body")]);
    let layout = laid_out(&document(blocks));
    assert_eq!(layout.pages_by_id()["annex"], 12);
    assert_eq!(body_text(&layout), "BodySee annex, page 12See nowhere----------AnnexSee body, page 1");
    let warnings: Vec<&str> = layout.warnings.iter().map(|w| w.message.as_str()).collect();
    assert_eq!(warnings, ["no block has the id \"nowhere\", so its page cannot be told"]);
}

#[test]
fn headings_are_numbered_where_the_theme_asks_for_it() {
    let theme = Theme::from_toml("[headings]\nnumbered = true").unwrap();
    let mut preface = heading(2, "Preface", None);
    preface.attrs.classes.push("unnumbered".to_owned());
    let blocks = vec![
        Block::new(BlockKind::Contents { depth: 3 }),
        preface,
        heading(2, "One", None),
        heading(3, "First", None),
        heading(3, "Second", None),
        heading(2, "Two", None),
        heading(3, "Third", None),
    ];
    let layout = lay_out(&document(blocks), &theme, &FONTS);
    let texts: Vec<&str> = layout.headings.iter().map(|h| h.text.as_str()).collect();
    assert_eq!(texts, ["Preface", "1 One", "1.1 First", "1.2 Second", "2 Two", "2.1 Third"]);
    let body = body_text(&layout).replace('\u{2002}', " ");
    assert!(body.ends_with("Preface1 One1.1 First1.2 Second2 Two2.1 Third"), "{body}");
}

#[test]
fn headings_are_found_with_their_pages_and_levels_are_not_skipped() {
    let heading = |level, text: &str| {
        Block::new(BlockKind::Heading { level, content: vec![Inline::Text(text.into())] })
    };
    let blocks = vec![
        Block::new(BlockKind::Contents { depth: 3 }),
        heading(1, "Один"),
        heading(3, "Два"),
        Block::new(BlockKind::PageBreak),
        heading(2, "Три"),
    ];
    let layout = laid_out(&document(blocks));
    let places: Vec<(usize, usize)> = layout.headings.iter().map(|h| (h.index, h.page)).collect();
    assert_eq!(places, [(0, 0), (1, 0), (2, 1)]);
    let levels: Vec<u8> = layout
        .tree
        .iter()
        .filter_map(|(_, n)| match n.role {
            Role::Heading(level) => Some(level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [1, 2, 3]);
}

// Bad input.

#[test]
fn a_cell_taller_than_a_page_goes_on_over_pages() {
    let mut tall = table(2, 1, |_, c| format!("c{c}"));
    tall.body[0].cells[1] = text_cell(&"слово ".repeat(3000));
    let layout = laid_out(&document(vec![Block::new(BlockKind::Table(tall))]));
    check_inside(&layout, margins()).unwrap();
    assert!(layout.pages.len() > 2);
    assert_eq!(body_text(&layout).matches("слово").count(), 3000);
}

#[test]
fn forty_columns_are_squeezed_in() {
    checked(&document(vec![Block::new(BlockKind::Table(table(40, 5, |r, c| format!("{r}{c}"))))]));
}

#[test]
fn ten_thousand_rows_are_set() {
    let layout =
        checked(&document(vec![Block::new(BlockKind::Table(table(3, 10_000, |r, c| format!("{r} {c}"))))]));
    assert!(layout.pages.len() > 150, "{}", layout.pages.len());
}

#[test]
fn spans_keep_their_rows_together() {
    let mut spans = table(3, 60, |r, c| format!("r{r}c{c}"));
    for row in (0..60).step_by(3) {
        spans.body[row].cells[0].row_span = 3;
        spans.body[row + 1].cells.remove(0);
        spans.body[row + 2].cells.remove(0);
    }
    spans.head[0].cells.truncate(2);
    spans.head[0].cells[1].col_span = 2;
    let layout = checked(&document(vec![Block::new(BlockKind::Table(spans))]));
    for row in (0..60).step_by(3) {
        let pages = [0, 1, 2].map(|i| reading::page_of(&layout, &format!("r{}c2", row + i)));
        assert!(pages[0] == pages[1] && pages[1] == pages[2], "{row}: {pages:?}");
    }
}

#[test]
fn a_row_span_that_no_page_holds_is_given_up() {
    let mut spans = table(2, 300, |r, c| format!("r{r}c{c}"));
    spans.body[0].cells[0].row_span = 300;
    spans.body[1..].iter_mut().for_each(|row| {
        row.cells.remove(0);
    });
    checked(&document(vec![Block::new(BlockKind::Table(spans))]));
}

#[test]
fn lists_within_lists_twenty_deep_keep_room() {
    let mut block = paragraph("самое глубокое место этого списка");
    for depth in 0..20 {
        let items = vec![vec![paragraph(&format!("уровень {depth}")), block]];
        block =
            Block::new(BlockKind::List(List { start: (depth % 2 == 0).then_some(1), tight: true, items }));
    }
    checked(&document(vec![block]));
}

#[test]
fn a_paragraph_of_two_hundred_thousand_characters_is_set() {
    checked(&document(vec![paragraph(&"сотрудничество городов ".repeat(8_700))]));
}

#[test]
fn a_word_wider_than_the_line_is_divided() {
    checked(&document(vec![paragraph(&"щ".repeat(5_000))]));
}

#[test]
fn arabic_and_russian_share_a_line() {
    let mut setter_fonts = document(vec![paragraph("Встреча مرحبا بالعالم состоялась שלום 2019")]);
    setter_fonts.blocks[0].attrs.lang = Some(LanguageTag::new("ru"));
    let layout = laid_out(&setter_fonts);
    check_inside(&layout, margins()).unwrap();
    let missing = layout.warnings.iter().any(|w| w.message.contains("U+0645"));
    assert!(missing, "without the system's fonts Arabic is missing, and said to be: {:?}", layout.warnings);
    assert!(body_text(&layout).contains("مرحبا"), "the text is kept");
}

#[test]
fn pictures_that_cannot_be_read_leave_their_description() {
    let broken: [Picture; 4] = [
        Picture::Png(b"\x89PNG\r\n\x1a\nnonsense".to_vec().into()),
        Picture::Jpeg(b"\xff\xd8\xff".to_vec().into()),
        Picture::Svg("<svg".into()),
        Picture::Svg(
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>".into(),
        ),
    ];
    for picture in broken {
        let figure = Figure {
            picture: Some(picture),
            spec: None,
            caption: Vec::new(),
            alt: "Карта".to_owned(),
            data: None,
            width: None,
        };
        let layout = laid_out(&document(vec![Block::new(BlockKind::Figure(figure))]));
        assert!(body_text(&layout).contains("Карта"));
        assert_eq!(layout.warnings.len(), 1, "{:?}", layout.warnings);
    }
}

#[test]
fn numbers_end_on_one_edge() {
    let mut numbers =
        table(2, 3, |r, c| if c == 0 { "имя".to_owned() } else { ["7", "1 250,5", "310"][r].to_owned() });
    numbers.columns[1].align = Alignment::End;
    let layout = laid_out(&document(vec![Block::new(BlockKind::Table(numbers))]));
    let ends: Vec<f32> = ["7", "310"].iter().map(|text| reading::right_end(&layout, text).unwrap()).collect();
    assert!((ends[0] - ends[1]).abs() < 0.01, "{ends:?}");
}

#[test]
fn a_page_of_a_briefing() {
    let mut report = generated::report(2);
    report.labels.contents = "Содержание".into();
    insta::assert_snapshot!(reading::dump(&laid_out(&report)));
}
