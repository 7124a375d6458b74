//! What stands before the text of a report in its first line: place, date and agency in any order.
//!
//! `PLOVDIV, November 3, 2023. Text`, `Tamale, Nov. 8, GNA - Text`, `ПЕРМЬ. 2 сентября 2024. Текст`,
//! `JEONJU, South Korea, March 6 (Yonhap) -- Text`, `(Кабар) – Текст`. Start with [`parse`].

use super::{lexicon::Language, moment, text::Cutting};
use crate::data::PartialDate;

/// The beginning of a report.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lead<'a> {
    /// Place as printed.
    pub place: Option<String>,
    /// Agency as it calls itself.
    pub agency: Option<String>,
    /// The day, where its year is told.
    pub date: Option<PartialDate>,
    /// The text behind.
    pub rest: &'a str,
}

/// Longest part between two marks, in characters.
const PART: usize = 40;
/// Most parts of a lead.
const PARTS: usize = 6;

/// Takes the lead off a line; `None` where it has none.
pub(crate) fn parse<'a>(line: &'a str, language: &Language) -> Option<Lead<'a>> {
    let calendar = &language.calendar;
    let mut lead = Lead { place: None, agency: None, date: None, rest: line };
    // How far the line is a lead for sure; parts such as a country's name wait for what follows.
    let (mut at, mut sure, mut dated) = (0, 0, false);
    for _ in 0..PARTS {
        let Some((part, end, mark)) = next_part(&line[at..]) else { break };
        let text = part.trim();
        let day = moment::stamp(calendar, text);
        let is_day = day.is_some() && few_words(text, 5) || moment::is_day(calendar, text);
        match mark {
            Mark::Bracket => _ = lead.agency.get_or_insert_with(|| agency(text)),
            // "20 марта 2023 г. в Томске": a sentence goes on.
            Mark::Stop if is_day && line[at + end..].starts_with(char::is_lowercase) => break,
            _ if is_day => {
                lead.date = lead.date.or(day);
                dated = true;
            }
            // A year that a comma parts from its day: `November 3, 2023`.
            _ if dated && lead.date.is_none() && is_year(text) => {
                lead.date = moment::stamp(calendar, &line[..at + end]);
            }
            _ if is_capitals(text) && lead.place.is_none() && !text.contains('.') => {
                lead.place = Some(text.to_owned());
            }
            _ if is_capitals(text) && (mark == Mark::Dash || lead.place.is_some()) => {
                _ = lead.agency.get_or_insert_with(|| agency(text));
            }
            Mark::Comma if is_domain(text) => _ = lead.agency.get_or_insert_with(|| agency(text)),
            Mark::Comma | Mark::Open if is_name(text) => {
                if lead.place.is_none() {
                    lead.place = Some(text.to_owned());
                }
                at += end;
                continue;
            }
            // "Oct 23, Mr. Tetsuro Harada was met": no agency, but somebody's title.
            Mark::Stop if language.is_abbreviation(&text.to_lowercase()) => break,
            Mark::Dash | Mark::Stop if is_name(text) && (dated || lead.place.is_some()) => {
                _ = lead.agency.get_or_insert_with(|| agency(text));
            }
            _ => break,
        }
        at += end;
        // A dash or colon ends the lead; behind a stop or a bracket it may go on.
        let open = matches!(mark, Mark::Comma | Mark::Open);
        if !open {
            sure = at;
        }
        if mark == Mark::Dash {
            break;
        }
    }
    lead.rest = line[sure..].trim_start_matches([' ', '-', '–', '—', ':', '.', ',', '/']);
    let told = lead.date.is_some() || dated || lead.agency.is_some();
    (sure > 0 && told && !lead.rest.is_empty()).then_some(lead)
}

/// What ends a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A comma.
    Comma,
    /// A full stop.
    Stop,
    /// A dash or colon.
    Dash,
    /// A bracket that opens.
    Open,
    /// The part stood in brackets.
    Bracket,
}

/// The next part, where the one behind it begins, and what stands between.
fn next_part(rest: &str) -> Option<(&str, usize, Mark)> {
    let skipped = rest.len() - rest.trim_start_matches([' ', '.', ',', '-', '–', '—', ':']).len();
    let text = &rest[skipped..];
    // "Home / World / News": marks with blanks around them are the way through a site.
    if text.starts_with("/ ") {
        return None;
    }
    if let Some(inner) = text.strip_prefix(['(', '/']) {
        let end = inner.find([')', '/']).filter(|end| inner[..*end].chars().count() <= PART)?;
        return Some((&inner[..end], skipped + 1 + end + 1, Mark::Bracket));
    }
    let marks = [
        (", ", Mark::Comma),
        (". ", Mark::Stop),
        (" – ", Mark::Dash),
        (" — ", Mark::Dash),
        (" - ", Mark::Dash),
        (" -- ", Mark::Dash),
        (": ", Mark::Dash),
        (" (", Mark::Open),
        (" /", Mark::Open),
    ];
    let found = marks.iter().filter_map(|(mark, kind)| {
        let from = if *kind == Mark::Stop { abbreviated(text) } else { 0 };
        Some((text[from..].find(mark)? + from, mark.len(), *kind))
    });
    let (at, length, kind) = found.min_by_key(|(at, ..)| *at)?;
    let end = if kind == Mark::Open { at + 1 } else { at + length };
    (text[..at].chars().count() <= PART).then_some((&text[..at], skipped + end, kind))
}

/// "Nov. 8": the stop of a month's short name ends no part.
fn abbreviated(text: &str) -> usize {
    let word =
        text.find(". ").filter(|at| *at <= 4 && text[at + 2..].starts_with(|c: char| c.is_ascii_digit()));
    word.map_or(0, |at| at + 2)
}

fn few_words(text: &str, most: usize) -> bool {
    text.split_whitespace().count() <= most
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// `ASTANA`, `KAZINFORM`, `AKIPRESS.COM`.
fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3
        && few_words(text, 4)
        && !text.contains(char::is_lowercase)
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// `South Korea`, `Lam Dong`, `Бишкек`: few words, each with a capital.
fn is_name(text: &str) -> bool {
    let text = text.trim_matches(['«', '»', '"']);
    few_words(text, 3)
        && !text.is_empty()
        && text.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
}

/// `Agenda.ge`.
fn is_domain(text: &str) -> bool {
    let dot = text.split_once('.');
    !text.contains(' ')
        && dot.is_some_and(|(name, end)| !name.is_empty() && end.starts_with(char::is_lowercase))
}

fn agency(text: &str) -> String {
    text.split(" - ").next().unwrap_or(text).trim().trim_matches(['«', '»', '"']).to_owned()
}
