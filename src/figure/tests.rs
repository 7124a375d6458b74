//! Tests over all kinds of figures: places of labels, proportions, bad input, all languages.

use super::canvas::Rect;
use super::*;
use crate::data::Locale;
use crate::document::{self, ChartSpec, Labels, Metadata, ReadOptions};
use proptest::prelude::*;

const FIXTURE: &str = include_str!("../../tests/fixtures/figures.md");

/// Smallest type, points.
const LEAST_TYPE: f32 = 8.0;

struct Desk {
    catalogue: Catalogue,
    theme: Theme,
    fonts: FontLibrary,
}

impl Desk {
    fn new(locale: Locale) -> Self {
        let catalogue = Catalogue::builtin(locale).unwrap();
        Self { catalogue, theme: Theme::default(), fonts: FontLibrary::embedded(false) }
    }

    fn cx(&self) -> FigureContext<'_> {
        FigureContext { catalogue: &self.catalogue, theme: &self.theme, fonts: &self.fonts }
    }

    fn drawing(&self, chart: &Chart, width: f32) -> Drawing {
        let style = Style::new(&self.theme, &self.fonts);
        let words = Words::new(&self.catalogue, String::new(), has_several(chart));
        let drawing = drawing(chart, &style, width, &words);
        words.check().unwrap();
        drawing
    }
}

fn chart(kind: &str, text: &str) -> Chart {
    Chart::parse(&ChartSpec { kind: kind.to_owned(), text: text.to_owned() }).unwrap()
}

/// No label overlaps another, nothing leaves the frame, the SVG is well-formed and the same twice.
fn check(desk: &Desk, chart: &Chart, width: f32) {
    let drawing = desk.drawing(chart, width);
    let slack = |r: &Rect| Rect {
        left: r.left + 0.1,
        top: r.top + 0.1,
        right: r.right - 0.1,
        bottom: r.bottom - 0.1,
    };
    for (index, label) in drawing.labels.iter().enumerate() {
        assert!(drawing.frame.holds(&slack(label)), "{label:?} leaves {:?}\n{}", drawing.frame, drawing.svg);
        for other in &drawing.labels[index + 1..] {
            assert!(
                !slack(label).overlaps(&slack(other)),
                "{label:?} and {other:?} overlap\n{}",
                drawing.svg
            );
        }
    }
    let sizes = drawing.svg.split("font-size=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(sizes.map(|size| size.parse::<f32>().unwrap()).all(|size| size >= LEAST_TYPE), "{}", drawing.svg);
    let tree = parse_svg(&drawing.svg).unwrap();
    let bounds = tree.root().abs_bounding_box();
    let size = tree.size();
    // usvg counts a text's box from ascent to descent of the font, more than its ink takes.
    let (beside, above) = (0.5, 3.0);
    let fits = bounds.left() >= -beside
        && bounds.right() <= size.width() + beside
        && bounds.top() >= -above
        && bounds.bottom() <= size.height() + above;
    assert!(fits, "{bounds:?} in {size:?}\n{}", drawing.svg);
    assert_eq!(drawing.svg, desk.drawing(chart, width).svg);
}

fn fixture() -> Vec<Chart> {
    let options = ReadOptions::new("figures.md");
    let document =
        document::read(FIXTURE, Metadata::default(), Labels::default(), &options).unwrap().document;
    let specs = document.blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Figure(figure) => figure.spec,
        _ => None,
    });
    specs.map(|spec| Chart::parse(&spec).unwrap()).collect()
}

#[test]
fn labels_of_all_kinds_keep_apart_in_all_languages() {
    for locale in Locale::ALL {
        let desk = Desk::new(locale);
        for chart in fixture() {
            for width in [160.0, 300.0, 431.0] {
                check(&desk, &chart, width);
            }
        }
    }
}

#[test]
fn drawings_look_as_before() {
    let desk = Desk::new(Locale::En);
    for (index, chart) in fixture().iter().enumerate() {
        let rendering = render(chart, 431.0, desk.cx()).unwrap();
        // A map is mostly outlines; its words are enough.
        let is_path = |line: &&str| matches!(chart, Chart::Map(_)) && line.starts_with("<path");
        let lines: Vec<&str> = rendering.svg.lines().filter(|line| !is_path(line)).collect();
        insta::assert_snapshot!(
            format!("figure_{:02}", index + 1),
            format!("{}\n\n{}", rendering.alt, lines.join("\n"))
        );
    }
}

#[test]
fn descriptions_are_in_the_reports_language() {
    let text = "title = \"T\"\nlabels = [\"2018\", \"2019\"]\nvalues = [1, 1300]";
    let alt = |locale| render(&chart("bar", text), 400.0, Desk::new(locale).cx()).unwrap().alt;
    assert_eq!(alt(Locale::En), "T. 1,301 in all, from 2018 to 2019; most: 2019 (1,300) and 2018 (1).");
    assert_eq!(
        alt(Locale::Ru),
        "T. Всего 1\u{202f}301 (2018 – 2019); больше всего: 2019 (1\u{202f}300) и\u{a0}2018 (1)."
    );
    assert!(alt(Locale::Kk).starts_with("T. Барлығы 1\u{202f}301"));
    let own =
        render(&chart("bar", &format!("alt = \"Mine\"\n{text}")), 400.0, Desk::new(Locale::En).cx()).unwrap();
    assert_eq!(own.alt, "Mine");
}

#[test]
fn data_stands_in_a_table_with_every_value() {
    let desk = Desk::new(Locale::Ru);
    for chart in fixture() {
        let data = render(&chart, 431.0, desk.cx()).unwrap().data;
        assert!(!data.body.is_empty());
        let columns = data.columns.len();
        assert!(data.head.iter().chain(&data.body).all(|row| row.cells.len() == columns));
    }
}

#[test]
fn bad_input_makes_a_figure_all_the_same() {
    let desk = Desk::new(Locale::En);
    let long = "Межведомственная рабочая группа по вопросам гуманитарного сотрудничества и молодёжи";
    let labels = |count: usize| (0..count).map(|n| format!("\"{n} {long}\"")).collect::<Vec<_>>().join(", ");
    let ones = |count: usize| vec!["1"; count].join(", ");
    let series = |count: usize| {
        (0..count).map(|n| format!("\n[[series]]\nname = \"s {n}\"\nvalues = [1, 2]")).collect::<String>()
    };
    let items = |count: usize| {
        let item = |n: usize| {
            format!(
                "\n[[items]]\ndate = \"{}-{:02}-{:02}\"\nlabel = \"{long}\"\nlane = \"{}\"",
                2003 + n % 23,
                n % 12 + 1,
                n % 28 + 1,
                n % 3
            )
        };
        (0..count).map(item).collect::<String>()
    };
    let place = |name: &str, latitude: f64, longitude: f64| {
        format!("\n[[places]]\nname = \"{name}\"\nlatitude = {latitude:?}\nlongitude = {longitude:?}")
    };
    let cases: Vec<(&str, String)> = vec![
        ("bar", "labels = [\"2019\"]\nvalues = [1]".into()),
        ("bar", "labels = [\"2018\", \"2019\"]\nvalues = [0, 0]".into()),
        ("bar", "labels = [\"a\", \"b\"]\nvalues = [1e300, -1e300]".into()),
        ("bar", "labels = [\"a\", \"b\"]\nvalues = [1e308, 1e308]\ndirection = \"rows\"".into()),
        ("bar", "labels = [\"a\", \"b\"]\nvalues = [-5, -0.001]\ndirection = \"rows\"".into()),
        ("bar", format!("labels = [{}]\nvalues = [{}]", labels(500), ones(500))),
        ("bar", format!("labels = [{}]\nvalues = [{}]\ndirection = \"columns\"", labels(500), ones(500))),
        ("stacked-bar", "labels = [\"a\", \"b\"]\n[[series]]\nname = \"x\"\nvalues = [1e308, -3]\n[[series]]\nname = \"y\"\nvalues = [1e308, 3]".into()),
        ("stacked-bar", format!("labels = [\"a\", \"b\"]{}", series(40))),
        ("bar", format!("labels = [\"a\", \"b\"]{}", series(12))),
        ("line", format!("labels = [\"a\", \"b\"]{}", series(12))),
        ("line", "labels = [\"a\"]\nvalues = [3]".into()),
        ("line", "labels = [\"a\", \"b\", \"c\"]\nvalues = [nan, -7, nan]".into()),
        ("dot", items(1)),
        ("dot", items(10)),
        ("dot", items(300)),
        ("dot", "[[items]]\ndate = \"2019\"\n[[items]]\ndate = \"2019\"".into()),
        ("heat", format!("rows = [{}]\ncolumns = [\"2019\"]\nvalues = [{}]", labels(500), vec!["[1]"; 500].join(", "))),
        ("heat", "rows = [\"a\"]\ncolumns = [\"b\"]\nvalues = [[-1e300]]".into()),
        ("spark", "values = [5]".into()),
        ("spark", "values = [nan, 1e308, -1e308]".into()),
        ("multiples", format!("labels = [\"a\", \"b\"]{}", series(60))),
        ("map", place(long, 90.0, 0.0) + &place(long, -90.0, 0.0)),
        ("map", place("A", 51.0, 71.0) + &place("B", 51.0, 71.0)),
        ("map", place("A", 64.0, 177.0) + &place("B", 64.0, -170.0)),
        ("map", place("A", 10.0, 20.0)),
        ("map", "line = false".to_owned() + &place("A", 10.0, 20.0) + "\nweight = 3.0" + &place(long, -10.0, 20.0) + "\nweight = 1e300"),
        ("map", place("Home", 60.0, 30.0) + &place("B", 51.0, 71.0) + "\nweight = 0.0" + &place("C", 43.0, 77.0) + "\nweight = -2.0"),
        ("map", place("A", 30.0, 20.0) + &place("B", -30.0, -160.0)),
        ("map", (0..500).map(|n| place(&format!("City {n}"), f64::from(n % 120) - 60.0, f64::from(n % 350) - 175.0)).collect()),
    ];
    for (kind, text) in cases {
        println!("{kind}: {}", text.chars().take(60).collect::<String>());
        let chart = chart(kind, &text);
        assert!(!chart.is_empty());
        for width in [120.0, 431.0] {
            check(&desk, &chart, width);
        }
        let rendering = render(&chart, 431.0, desk.cx()).unwrap();
        assert!(!rendering.alt.trim().is_empty());
    }
}

#[test]
fn the_year_above_a_single_column_is_whole() {
    let desk = Desk::new(Locale::En);
    let chart =
        chart("heat", "rows = [\"Education\", \"Health care\"]\ncolumns = [\"2015\"]\nvalues = [[1], [2]]");
    let rendering = render(&chart, 431.0, desk.cx()).unwrap();
    assert!(rendering.svg.contains("2015") && !rendering.svg.contains('…'), "{}", rendering.svg);
}

#[test]
fn a_sparkline_is_never_blown_up() {
    let options = ReadOptions::new("r.md");
    let markdown = "```chart spark {width=100%}\nvalues = [3, 5, 4]\n```\n\n```chart bar {width=60%}\nlabels = [\"a\"]\nvalues = [1]\n```\n";
    let mut document =
        document::read(markdown, Metadata::default(), Labels::default(), &options).unwrap().document;
    draw(&mut document, Desk::new(Locale::En).cx()).unwrap();
    let widths = document.blocks.iter().map(|block| match &block.kind {
        BlockKind::Figure(figure) => figure.width,
        other => panic!("{other:?}"),
    });
    assert_eq!(widths.collect::<Vec<_>>(), [None, Some(0.6)]);
}

#[test]
fn what_cannot_be_drawn_becomes_a_sentence() {
    let markdown =
        "```chart bar\ntitle = \"Visits\"\nlabels = []\nvalues = []\n```\n\n> ```chart pie\n> ```\n";
    let options = ReadOptions::new("r.md");
    let mut document =
        document::read(markdown, Metadata::default(), Labels::default(), &options).unwrap().document;
    let warnings = draw(&mut document, Desk::new(Locale::En).cx()).unwrap();
    let texts = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => document::plain_text(content),
        BlockKind::Quote(inner) => format!("{inner:?}"),
        other => panic!("{other:?}"),
    };
    assert_eq!(texts(&document.blocks[0]), "Visits. There is nothing to show here.");
    assert!(texts(&document.blocks[1]).contains("could not be drawn"));
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].position.as_ref().map(|p| p.line), Some(7));
}

#[test]
fn figures_get_caption_description_and_data() {
    let options = ReadOptions::new("r.md");
    let mut document =
        document::read(FIXTURE, Metadata::default(), Labels::default(), &options).unwrap().document;
    assert_eq!(draw(&mut document, Desk::new(Locale::Kk).cx()).unwrap(), []);
    for block in &document.blocks {
        let BlockKind::Figure(figure) = &block.kind else { panic!("{block:?}") };
        assert!(matches!(figure.picture, Some(Picture::Svg(_))));
        assert!(!figure.alt.is_empty() && figure.data.is_some());
    }
    let again = document.clone();
    draw(&mut document, Desk::new(Locale::Kk).cx()).unwrap();
    assert_eq!(document, again);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn bars_are_as_long_as_their_values(values in prop::collection::vec(0.5..1000.0f64, 2..30), rows in any::<bool>()) {
        let desk = Desk::new(Locale::En);
        let labels = (0..values.len()).map(|n| n.to_string()).collect();
        let direction = Some(if rows { Direction::Rows } else { Direction::Columns });
        let series = vec![Series { name: String::new(), values: values.iter().copied().map(Some).collect() }];
        let bars = Chart::Bars(Bars { labels, series, direction, ..Bars::default() });
        check(&desk, &bars, 431.0);
        let svg = desk.drawing(&bars, 431.0).svg;
        let side = if rows { " width=\"" } else { " height=\"" };
        let length = |line: &str| line.split(side).nth(1).and_then(|r| r.split('"').next()?.parse::<f64>().ok());
        let lengths: Vec<f64> = svg.lines().filter(|l| l.starts_with("<rect")).filter_map(length).collect();
        prop_assert_eq!(lengths.len(), values.len());
        let greatest = values.iter().copied().fold(0.0, f64::max);
        let longest = lengths.iter().copied().fold(0.0, f64::max);
        for (length, value) in lengths.iter().zip(&values) {
            prop_assert!((length / longest - value / greatest).abs() < 0.002, "{} for {}", length, value);
        }
    }

    #[test]
    fn maps_hold_any_places(places in prop::collection::vec((-90.0..90.0f64, -180.0..180.0f64), 1..12)) {
        let desk = Desk::new(Locale::Ru);
        let place = |(index, (latitude, longitude)): (usize, &(f64, f64))| Place {
            name: format!("Город {index}"), note: "Страна".into(), latitude: *latitude, longitude: *longitude, weight: None,
        };
        let places = places.iter().enumerate().map(place).collect();
        check(&desk, &Chart::Map(Map { places, line: Some(true), ..Map::default() }), 431.0);
    }
}
