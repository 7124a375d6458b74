//! What stands before the text of an agency's report: a date line, a dateline, the agency's name.

use super::Clipping;
use crate::data::PartialDate;
use chrono::NaiveDate;

/// Longest line that can be a title.
const TITLE_CHARS: usize = 200;

/// Plain text: ` date 2015-09-25 ASTANA. KAZINFORM - …`, or a first line that is a title.
pub(super) fn plain(text: &str) -> Clipping {
    let text = text.trim();
    let (published, rest) = match text.strip_prefix("date ").and_then(leading_date) {
        Some((date, rest)) => (Some(date), rest.trim_start()),
        None => (None, text),
    };
    let mut clipping = Clipping { published, ..Clipping::default() };
    let (first, others) = rest.split_once('\n').unwrap_or((rest, ""));
    let first = first.trim();
    let is_title = !others.trim().is_empty()
        && first.chars().count() <= TITLE_CHARS
        && !first.ends_with(['.', ':', ',', ';'])
        && dateline(first).is_none();
    if is_title {
        clipping.title = Some(first.to_owned());
        clipping.body = others.to_owned();
    } else {
        clipping.body = rest.to_owned();
    }
    clipping
}

/// `2015-09-25` at the start, and what follows.
fn leading_date(text: &str) -> Option<(PartialDate, &str)> {
    let date = text.get(..10)?;
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().map(|d| (d.into(), &text[10..]))
}

/// Moves place and agency of the dateline out of the body.
pub(super) fn take_dateline(clipping: &mut Clipping) {
    let mut lines: Vec<String> = clipping.body.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().filter(|l| !l.trim().is_empty()).take(3) {
        if let Some((place, agency, rest)) = dateline(line) {
            clipping.dateline = Some(place);
            if clipping.publisher.is_none() {
                clipping.publisher = agency;
            }
            *line = rest;
            clipping.body = lines.join("\n");
            return;
        }
    }
}

/// `ASTANA. KAZINFORM - text`, `LAHORE, (UrduPoint …) :text`, `АСТАНА. КАЗИНФОРМ – текст`.
fn dateline(line: &str) -> Option<(String, Option<String>, String)> {
    let line = line.trim();
    let end = line.char_indices().take_while(|(_, c)| c.is_uppercase() || " -'’".contains(*c)).last()?;
    let place_end = end.0 + end.1.len_utf8();
    let place = line[..place_end].trim_end_matches([' ', '-', '\'']).trim();
    let rest = line[place.len()..].trim_start();
    if place.chars().filter(|c| c.is_alphabetic()).count() < 3 || place.split(' ').count() > 3 {
        return None;
    }
    let next = rest.chars().next()?;
    let rest = rest[next.len_utf8()..].trim_start();
    match next {
        '.' | ',' | '/' => after_agency(rest).map(|(agency, text)| (place.to_owned(), agency, text)),
        '-' | '–' | '—' | ':' => Some((place.to_owned(), None, rest.to_owned())),
        _ => None,
    }
}

/// The agency in capitals or brackets, a date beside it, and the text behind the dash or colon.
fn after_agency(rest: &str) -> Option<(Option<String>, String)> {
    if let Some(inner) = rest.strip_prefix('(') {
        let (agency, text) = inner.split_once(')')?;
        let text = text.trim_start_matches([' ', ':', '-', '–', '—']);
        return Some((Some(agency.split(" - ").next().unwrap_or(agency).trim().to_owned()), text.to_owned()));
    }
    let capitals: usize = rest
        .split_inclusive(' ')
        .take_while(|w| {
            w.trim().chars().all(|c| c.is_uppercase() || ".:,()".contains(c)) && !w.trim().is_empty()
        })
        .map(str::len)
        .sum();
    let agency = rest[..capitals].trim().trim_end_matches(['.', ',', ':']);
    let text = rest[capitals..].trim_start_matches([' ', ':', '-', '–', '—']);
    // A month and a day may stand between: "ASTANA. July 5. KAZINFORM -".
    if agency.chars().count() >= 3 {
        return Some((Some(agency.to_owned()), text.to_owned()));
    }
    let dash = [" - ", " – ", " — "].iter().filter_map(|d| rest.find(d).map(|at| (at, d.len()))).min()?;
    (dash.0 < 40).then(|| (None, rest[dash.0 + dash.1..].to_owned()))
}

/// A date in an address: `/2024/11/23/`, `2024-11-23`.
pub(super) fn date_in_url(url: &str) -> Option<PartialDate> {
    let numbers: Vec<&str> = url.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).collect();
    numbers.windows(3).find_map(|w| {
        let fits = w[0].len() == 4 && w[1].len() <= 2 && w[2].len() <= 2;
        let year = w[0].parse().ok().filter(|y| (1990..=2100).contains(y) && fits)?;
        NaiveDate::from_ymd_opt(year, w[1].parse().ok()?, w[2].parse().ok()?).map(PartialDate::Day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agencys_dateline_gives_place_and_publisher() {
        let mut clip = plain(" date 2016-02-03 KOSTANAY. KAZINFORM - Guests from Ufa came.");
        take_dateline(&mut clip);
        assert_eq!(clip.published.unwrap().to_string(), "2016-02-03");
        assert_eq!(
            (clip.dateline.as_deref(), clip.publisher.as_deref()),
            (Some("KOSTANAY"), Some("KAZINFORM"))
        );
        assert_eq!(clip.body, "Guests from Ufa came.");
    }

    #[test]
    fn a_dateline_may_name_the_agency_in_brackets() {
        let mut clip = plain("MULTAN, (Some Agency / News - 1st Feb, 2020 ) :The mayor came.");
        take_dateline(&mut clip);
        assert_eq!((clip.dateline.as_deref(), clip.body.as_str()), (Some("MULTAN"), "The mayor came."));
    }

    #[test]
    fn a_title_in_capitals_is_no_dateline() {
        let mut clip = plain("ГОСТИ ИЗ ОМСКА\nДелегация прибыла.");
        take_dateline(&mut clip);
        assert_eq!((clip.dateline, clip.title.as_deref()), (None, Some("ГОСТИ ИЗ ОМСКА")));
    }

    #[test]
    fn addresses_can_carry_the_date() {
        assert_eq!(date_in_url("https://a.example/2024/11/23/x").unwrap().to_string(), "2024-11-23");
        assert_eq!(date_in_url("https://a.example/news-383322/"), None);
    }
}
