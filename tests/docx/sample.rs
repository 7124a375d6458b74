//! Documents to write: a briefing in each language, with every kind of block and inline.

use chrono::NaiveDate;
use citybrief::data::LanguageTag;
use citybrief::document::{self, Document, Labels, Metadata, ReadOptions};

/// A 1 × 1 PNG.
pub const PNG: &[u8] = include_bytes!("fixtures/dot.png");

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">
<rect x="10" y="20" width="80" height="100" fill="#1f4e79"/><rect x="110" y="60" width="80" height="60" fill="#5b8db8"/>
<rect x="210" y="40" width="80" height="80" fill="#b7791f"/></svg>"##;

/// Markdown with every kind of block and inline.
pub const ENGLISH: &str = include_str!("fixtures/briefing-en.md");
pub const RUSSIAN: &str = include_str!("fixtures/briefing-ru.md");
pub const KAZAKH: &str = include_str!("fixtures/briefing-kk.md");

/// Reads a document in that language.
pub fn document(markdown: &str, language: &str) -> Document {
    let pictures = |path: &str| match path {
        "chart.svg" => Ok(SVG.as_bytes().to_vec()),
        "dot.png" => Ok(PNG.to_vec()),
        other => Err(format!("no {other} here")),
    };
    let options = ReadOptions::new("briefing.md").with_pictures(&pictures);
    document::read(markdown, meta(language), labels(language), &options).unwrap().document
}

fn meta(language: &str) -> Metadata {
    let (title, subtitle, author, date, mark) = match language {
        "ru" => (
            "Информационная справка к визиту делегации Санкт-Петербурга",
            "Алматы, 10–11 декабря 2026 г.",
            "Управление международных связей",
            "5 декабря 2026 г.",
            "Для служебного пользования",
        ),
        "kk" => (
            "Санкт-Петербург делегациясының сапарына анықтама",
            "Алматы, 2026 жылғы 10–11 желтоқсан",
            "Халықаралық байланыстар басқармасы",
            "2026 ж. 5 желтоқсан",
            "Қызмет бабында пайдалану үшін",
        ),
        _ => (
            "Briefing for the visit of Saint Petersburg",
            "Astana, 10–11 December 2026",
            "Office of International Relations",
            "5 December 2026",
            "For official use",
        ),
    };
    Metadata {
        title: title.into(),
        subtitle: Some(subtitle.into()),
        author: Some(author.into()),
        subject: Some("City relations".into()),
        keywords: vec!["Astana".into(), "Saint Petersburg".into()],
        language: Some(LanguageTag::new(language)),
        date: NaiveDate::from_ymd_opt(2026, 12, 5),
        date_text: Some(date.into()),
        classification: Some(mark.into()),
        reference_number: Some("17-04/288".into()),
        ..Metadata::default()
    }
}

fn labels(language: &str) -> Labels {
    match language {
        "ru" => Labels {
            contents: "Содержание".into(),
            page_of: "Страница {page} из {pages}".into(),
            figure: "Рисунок {number}".into(),
            table: "Таблица {number}".into(),
            ..Labels::default()
        },
        "kk" => Labels {
            contents: "Мазмұны".into(),
            page_of: "{page}-бет, барлығы {pages}".into(),
            figure: "{number}-сурет".into(),
            table: "{number}-кесте".into(),
            ..Labels::default()
        },
        _ => Labels::default(),
    }
}
