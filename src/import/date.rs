//! Dates as people type them into cells: `24.09.2015`, `24-25.09.2015`, `7 ноября 2022`, `2019 жылғы 5 қараша`.
//!
//! Understood only where one reading is possible: `05/11/2019` is refused, because it is two different days.
//! Start with [`parse_dates`].

use crate::data::PartialDate;
use chrono::{Datelike, NaiveDate};

/// Why a cell is no date; the text completes "cannot be read as a date: …".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateCellError {
    /// Nothing in it looks like a date.
    #[error("\"{0}\" is not a date; write 2019-11-05, 05.11.2019 or 5 November 2019")]
    NotADate(String),
    /// No such day.
    #[error("there is no such day as {0}")]
    NoSuchDay(String),
    /// Day and month can be either way round.
    #[error("\"{0}\" may be day/month or month/day; write 2019-11-05 or 05.11.2019")]
    Ambiguous(String),
    /// The last day comes before the first.
    #[error("\"{0}\" ends before it begins")]
    Reversed(String),
}

/// Beginnings of month names in English, Russian and Kazakh, January first.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "қаң", "каң"],
    &["feb", "фев", "ақп", "акп"],
    &["mar", "мар", "нау"],
    &["apr", "апр", "сәу", "сау"],
    &["may", "май", "мая", "мае", "мам"],
    &["jun", "июн", "мау"],
    &["jul", "июл", "шіл"],
    &["aug", "авг", "там"],
    &["sep", "сен", "қыр"],
    &["oct", "окт", "қаз"],
    &["nov", "ноя", "қар"],
    &["dec", "дек", "жел"],
];

/// Words that may stand in a date and say nothing.
const FILLERS: [&str; 16] = [
    "г",
    "гг",
    "год",
    "года",
    "году",
    "ж",
    "жж",
    "жыл",
    "жылғы",
    "жылы",
    "of",
    "the",
    "on",
    "с",
    "from",
    "day",
];

/// Words that join the two ends of a range.
const JOINERS: [&str; 7] = [" по ", " to ", " until ", " till ", " и ", " and ", " мен "];

/// Parts of a date that were found; the first end of a range borrows what it lacks from the second.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

/// First and, for a range, last day of a cell.
///
/// # Errors
/// Where the cell holds no date, no such day, or more than one reading.
pub fn parse_dates(cell: &str) -> Result<(PartialDate, Option<PartialDate>), DateCellError> {
    let text = normalise(cell);
    if let Ok(date) = text.parse::<PartialDate>() {
        return Ok((date, None));
    }
    if let Some(time) = text.find(['t', ' ']).filter(|i| looks_like_time(&text[i + 1..])) {
        return parse_dates(&text[..time]);
    }
    match split_range(&text) {
        Some((first, last)) => parse_range(cell, &first, &last),
        None => Ok((build(parse_parts(&text, cell)?, cell)?, None)),
    }
}

fn parse_range(
    cell: &str,
    first: &str,
    last: &str,
) -> Result<(PartialDate, Option<PartialDate>), DateCellError> {
    let last = parse_parts(last, cell)?;
    let mut first = parse_parts(first, cell)?;
    if first.month.is_none() && first.day.is_some() {
        first.month = last.month;
    }
    first.year = first.year.or(last.year);
    let (start, end) = (build(first, cell)?, build(last, cell)?);
    if end < start {
        return Err(DateCellError::Reversed(cell.trim().to_owned()));
    }
    Ok((start, (end != start).then_some(end)))
}

/// Lower case, one kind of dash and blank, no quotation marks.
fn normalise(cell: &str) -> String {
    let mapped: String = cell
        .chars()
        .map(|c| match c {
            '–' | '—' | '−' | '‑' | '‒' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !matches!(c, '"' | '«' | '»' | '\u{feff}'))
        .collect();
    mapped.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn looks_like_time(text: &str) -> bool {
    text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'z' | '+' | '-'))
}

/// The two ends of a range, if the text is one.
fn split_range(text: &str) -> Option<(String, String)> {
    for joiner in [" - ", "..", "/"].into_iter().chain(JOINERS) {
        if let Some((a, b)) = text.split_once(joiner).filter(|(a, b)| joiner != "/" || is_iso(a) && is_iso(b))
        {
            return Some((a.trim().to_owned(), b.trim().to_owned()));
        }
    }
    if let Some((a, b)) = text.split_once(", ").filter(|(a, b)| {
        a.chars().all(|c| c.is_ascii_digit() || c == '.') && b.starts_with(|c: char| c.is_ascii_digit())
    }) {
        return Some((a.to_owned(), b.to_owned()));
    }
    let dashes = text.matches('-').count();
    let (a, b) = text.split_once('-')?;
    (dashes == 1 && !a.is_empty()).then(|| (a.trim().to_owned(), b.trim().to_owned()))
}

fn is_iso(text: &str) -> bool {
    text.trim().parse::<PartialDate>().is_ok()
}

fn parse_parts(text: &str, cell: &str) -> Result<Parts, DateCellError> {
    let text = text.trim().trim_end_matches([',', ';']);
    if let Ok(date) = text.parse::<PartialDate>() {
        return Ok(parts_of(date));
    }
    let bare = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let tail_is_filler =
        text[bare.len()..].split(['.', ' ']).all(|word| word.is_empty() || FILLERS.contains(&word));
    if tail_is_filler
        && !bare.is_empty()
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/'))
    {
        return numeric_parts(bare, cell);
    }
    worded_parts(text, cell)
}

fn parts_of(date: PartialDate) -> Parts {
    Parts { year: Some(date.year()), month: date.month(), day: date.day().map(|d| d.day()) }
}

/// `24`, `24.09`, `09.2015`, `24.09.2015`, `23.11.15`; with slashes only where the order cannot be mistaken.
fn numeric_parts(text: &str, cell: &str) -> Result<Parts, DateCellError> {
    let fail = || DateCellError::NotADate(cell.trim().to_owned());
    let slashes = text.contains('/');
    let fields: Vec<&str> = text.trim_end_matches('.').split(['.', '/']).collect();
    let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.len() <= 4);
    match fields.as_slice() {
        [y] if y.len() == 4 => {
            Ok(Parts { year: number(y).and_then(|y| i32::try_from(y).ok()), ..Parts::default() })
        }
        [d] if d.len() <= 2 => Ok(Parts { day: Some(number(d).ok_or_else(fail)?), ..Parts::default() }),
        [m, y] if y.len() == 4 => {
            Ok(Parts { year: Some(full_year(y).ok_or_else(fail)?), month: number(m), day: None })
        }
        [d, m] if m.len() <= 2 => Ok(Parts { year: None, month: number(m), day: number(d) }),
        [d, m, y] if d.len() <= 2 && m.len() <= 2 => {
            let (day, month) = (number(d).ok_or_else(fail)?, number(m).ok_or_else(fail)?);
            if slashes && day <= 12 && month <= 12 && day != month {
                return Err(DateCellError::Ambiguous(cell.trim().to_owned()));
            }
            let (day, month) = if slashes && month > 12 { (month, day) } else { (day, month) };
            Ok(Parts { year: Some(full_year(y).ok_or_else(fail)?), month: Some(month), day: Some(day) })
        }
        _ => Err(fail()),
    }
}

/// Two digits mean 1970–2069.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year >= 70 => Some(1900 + year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// `5 november 2019`, `november 5, 2019`, `7 ноября 2022 г.`, `ноябрь 2019`, `2019 жылғы 5 қараша`.
fn worded_parts(text: &str, cell: &str) -> Result<Parts, DateCellError> {
    let fail = || DateCellError::NotADate(cell.trim().to_owned());
    let mut parts = Parts::default();
    for word in text.split([' ', ',', '.', '\'']).filter(|w| !w.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '-');
        let suffix = &word[digits.len()..];
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            if !(suffix.is_empty() || is_ordinal_suffix(suffix)) {
                return Err(fail());
            }
            match digits.len() {
                4 if parts.year.is_none() => parts.year = digits.parse().ok(),
                1 | 2 if parts.day.is_none() => parts.day = digits.parse().ok(),
                _ => return Err(fail()),
            }
        } else if let Some(month) = month_number(word) {
            if parts.month.replace(month).is_some() {
                return Err(fail());
            }
        } else if !FILLERS.contains(&word) {
            return Err(fail());
        }
    }
    Ok(parts)
}

fn is_ordinal_suffix(text: &str) -> bool {
    matches!(text, "st" | "nd" | "rd" | "th" | "-го" | "-е" | "го" | "е" | "г")
}

fn month_number(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|stems| stems.iter().any(|stem| word.starts_with(stem)))?;
    u32::try_from(index + 1).ok()
}

fn build(parts: Parts, cell: &str) -> Result<PartialDate, DateCellError> {
    let fail = || DateCellError::NotADate(cell.trim().to_owned());
    let no_such = || DateCellError::NoSuchDay(cell.trim().to_owned());
    let year = parts.year.filter(|y| (1..=9999).contains(y)).ok_or_else(fail)?;
    match (parts.month, parts.day) {
        (None, None) => Ok(PartialDate::Year(year)),
        (Some(m), None) if (1..=12).contains(&m) => Ok(PartialDate::Month(year, m)),
        (Some(m), Some(d)) => NaiveDate::from_ymd_opt(year, m, d).map(PartialDate::Day).ok_or_else(no_such),
        (Some(_), None) => Err(no_such()),
        (None, Some(_)) => Err(fail()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> String {
        match parse_dates(cell) {
            Ok((start, None)) => start.to_string(),
            Ok((start, Some(end))) => format!("{start}/{end}"),
            Err(e) => format!("! {e}"),
        }
    }

    #[test]
    fn understands_what_has_one_reading() {
        for (cell, expected) in [
            ("2019-11-05", "2019-11-05"),
            ("2019-11", "2019-11"),
            ("2019", "2019"),
            ("02.04.2008", "2008-04-02"),
            ("14.7.2025", "2025-07-14"),
            ("23.11.15", "2015-11-23"),
            ("24-25.09.2015", "2015-09-24/2015-09-25"),
            ("24–25.09.2015 г.", "2015-09-24/2015-09-25"),
            ("30.04-02.05.2015", "2015-04-30/2015-05-02"),
            ("30.12.2015 - 02.01.2016", "2015-12-30/2016-01-02"),
            ("2015-09-24/2015-09-25", "2015-09-24/2015-09-25"),
            ("7 ноября 2022", "2022-11-07"),
            ("«7» ноября 2022 г.", "2022-11-07"),
            ("24 и 25 сентября 2015 года", "2015-09-24/2015-09-25"),
            ("с 24 по 25 сентября 2015", "2015-09-24/2015-09-25"),
            ("5th of November 2019", "2019-11-05"),
            ("November 5, 2019", "2019-11-05"),
            ("ноябрь 2019", "2019-11"),
            ("09.2015", "2015-09"),
            ("2019 жылғы 5 қараша", "2019-11-05"),
            ("25/09/2015", "2015-09-25"),
            ("09/25/2015", "2015-09-25"),
            ("2019-11-05 00:00:00", "2019-11-05"),
            ("2019-11-05T07:15:00+00:00", "2019-11-05"),
        ] {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }

    #[test]
    fn refuses_what_has_none_or_two() {
        for (cell, expected) in [
            ("31.02.2020", "! there is no such day as 31.02.2020"),
            ("05/11/2019", "! \"05/11/2019\" may be day/month or month/day; write 2019-11-05 or 05.11.2019"),
            ("25-24.09.2015", "! \"25-24.09.2015\" ends before it begins"),
        ] {
            assert_eq!(read(cell), expected);
        }
        for cell in
            ["", "soon", "5", "5 November", "осенью 2019", "2019-13-01", "1.2.3.4", "12345", "5 мая 6 июня"]
        {
            assert!(parse_dates(cell).is_err(), "{cell}: {}", read(cell));
        }
    }
}
