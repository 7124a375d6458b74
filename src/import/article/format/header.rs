//! What stands before the text of an agency's report: a date line, a dateline, the agency's name.

use super::Clipping;
use crate::data::PartialDate;
use chrono::NaiveDate;

/// Longest line that can be a title.
const TITLE_CHARS: usize = 200;

/// Plain text: ` date 2015-09-25 ASTANA. KAZINFORM - …`, or a first line that is a title.
pub(super) fn plain(text: &str) -> Clipping {
    let (published, text) = take_date(text.trim());
    let mut clipping = Clipping { published, ..Clipping::default() };
    let (stamp, rest) = leading_stamp(&text);
    let (first, others) = rest.split_once('\n').unwrap_or((rest, ""));
    let first = first.trim();
    let is_title = !others.trim().is_empty()
        && first.chars().count() <= TITLE_CHARS
        && !first.ends_with(['.', ':', ',', ';'])
        && dateline(first).is_none();
    if is_title {
        clipping.title = Some(first.to_owned());
        clipping.body = format!("{stamp}\n{others}");
    } else {
        clipping.body = format!("{stamp}\n{rest}");
    }
    take_title_dateline(&mut clipping);
    clipping
}

/// ` date 2015-09-25` before the text, or before the line behind its title.
fn take_date(text: &str) -> (Option<PartialDate>, String) {
    const LINES: usize = 4;
    let mut date = None;
    let mut lines: Vec<&str> = text.lines().collect();
    for line in lines.iter_mut().take(LINES) {
        let found = line.trim_start().strip_prefix("date ").and_then(leading_date);
        if let Some((day, rest)) = found.filter(|_| date.is_none()) {
            (date, *line) = (Some(day), rest.trim_start());
        }
    }
    (date, lines.join("\n").trim().to_owned())
}

/// A first line that only says when and by whom the text was published.
fn leading_stamp(text: &str) -> (&str, &str) {
    match text.split_once('\n') {
        Some((first, rest))
            if first.chars().filter(char::is_ascii_digit).count() >= 5 && first.chars().count() < 50 =>
        {
            (first, rest.trim_start())
        }
        _ => ("", text),
    }
}

/// `НУР-СУЛТАН. Гости ищут партнёров`: the place before a title.
fn take_title_dateline(clipping: &mut Clipping) {
    let parted = clipping.title.as_deref().and_then(dateline);
    if let Some((place, _, title)) = parted.filter(|(_, _, t)| !t.is_empty()) {
        clipping.dateline = Some(place);
        clipping.title = Some(title);
    }
}

/// `2015-09-25` at the start, and what follows.
fn leading_date(text: &str) -> Option<(PartialDate, &str)> {
    let date = text.get(..10)?;
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().map(|d| (d.into(), &text[10..]))
}

/// Moves place and agency of the dateline out of the body.
pub(super) fn take_dateline(clipping: &mut Clipping) {
    if clipping.dateline.is_some() {
        return;
    }
    let mut lines: Vec<String> = clipping.body.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().filter(|l| !l.trim().is_empty()).take(3) {
        if let Some((place, agency, rest)) = dateline(line) {
            clipping.dateline = Some(place);
            if clipping.publisher.is_none() {
                clipping.publisher = agency;
            }
            *line = rest;
            clipping.body = lines.join("\n").trim_start().to_owned();
            return;
        }
    }
}

/// `ASTANA. KAZINFORM - text`, `LAHORE, (UrduPoint …) :text`, `ПЕРМЬ. Текст`, `SARAJEVO - Text`.
fn dateline(line: &str) -> Option<(String, Option<String>, String)> {
    let line = line.trim();
    let mut end = 0;
    let mut words = 0;
    for word in line.split_inclusive(' ') {
        let bare = word.trim_end().trim_end_matches(['.', ',', ':', '/']);
        let capitals = bare.chars().all(|c| c.is_uppercase() || "-'’".contains(c))
            && bare.chars().any(char::is_uppercase);
        if !capitals {
            break;
        }
        end += word.len();
        words += 1;
        if bare.len() < word.trim_end().len() {
            break;
        }
    }
    let place = line[..end].trim_end().trim_end_matches(['.', ',', ':', '/', '-']);
    if place.chars().filter(|c| c.is_alphabetic()).count() < 3 || words > 3 {
        return None;
    }
    let rest = line[place.len()..].trim_start();
    let next = rest.chars().next()?;
    let rest = rest[next.len_utf8()..].trim_start();
    match next {
        '.' | ',' | '/' => after_agency(rest).map(|(agency, text)| (place.to_owned(), agency, text)),
        '-' | '–' | '—' | ':' => Some((place.to_owned(), None, rest.to_owned())),
        _ => None,
    }
}

/// The agency in capitals or brackets, and the text behind the dash or colon; a sentence may follow at once.
fn after_agency(rest: &str) -> Option<(Option<String>, String)> {
    const MARKS: [char; 5] = [' ', ':', '-', '–', '—'];
    if let Some(inner) = rest.strip_prefix('(') {
        let (agency, text) = inner.split_once(')')?;
        return Some((Some(agency.trim().to_owned()), text.trim_start_matches(MARKS).to_owned()));
    }
    let capital =
        |w: &&str| w.trim().chars().all(|c| c.is_uppercase() || ".:,()".contains(c)) && !w.trim().is_empty();
    let capitals: usize = rest.split_inclusive(' ').take_while(capital).map(str::len).sum();
    let agency = rest[..capitals].trim().trim_end_matches(['.', ',', ':']);
    let dated = rest[capitals..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if agency.chars().count() >= 3 && dated {
        return None;
    }
    if agency.chars().count() >= 3 {
        return Some((Some(agency.to_owned()), rest[capitals..].trim_start_matches(MARKS).to_owned()));
    }
    let dash = [" - ", " – ", " — "].iter().filter_map(|d| rest.find(d).map(|at| (at, d.len()))).min();
    if let Some((at, length)) = dash.filter(|(at, _)| *at < AGENCY_CHARS) {
        let agency = rest[..at].trim().trim_end_matches('.').to_owned();
        return Some((Some(agency).filter(|a| !a.is_empty()), rest[at + length..].to_owned()));
    }
    let mut chars = rest.chars();
    let sentence = chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    sentence.then(|| (None, rest.to_owned()))
}

/// Longest name of an agency between place and dash.
const AGENCY_CHARS: usize = 40;

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
