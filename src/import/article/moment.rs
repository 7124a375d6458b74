//! Dates in a text: stated days, weekdays and words such as "yesterday", read against the publication date.
//!
//! Start with [`visit_day`].

use super::{lexicon::Calendar, mention::Context};
use crate::data::{Locale, PartialDate};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A date with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// First day (or month).
    pub start: PartialDate,
    /// Last day of a stated span.
    pub end: Option<NaiveDate>,
    /// Sentence behind it.
    pub sentence: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// Years that a report can be about.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2100;

/// A day and month as written, the year where it stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written {
    day: u32,
    last_day: Option<u32>,
    month: u32,
    year: Option<i32>,
}

/// Dates of a sentence that name a year.
pub(crate) fn stated_in(cx: Context<'_>, sentence: usize) -> Vec<PartialDate> {
    let words = cx.text.sentences[sentence].words.clone();
    words
        .clone()
        .filter(|w| !cx.text.words[*w].quoted)
        .filter_map(|w| {
            let year = year_at(cx, w).filter(|_| is_date(cx, w))?;
            let month = w.checked_sub(1).filter(|b| words.contains(b)).and_then(|b| month_at(cx, b));
            Some(month.map_or(PartialDate::Year(year), |m| PartialDate::Month(year, m)))
        })
        .collect()
}

/// The latest year that the text names; stands in for an unknown publication date.
pub(crate) fn latest_year(cx: Context<'_>) -> Option<PartialDate> {
    let year = |w: usize| year_at(cx, w).filter(|_| is_date(cx, w));
    (0..cx.text.words.len()).filter_map(year).max().map(PartialDate::Year)
}

/// Whether a number is the year of a date and no part of a name such as "EXPO 2017".
fn is_date(cx: Context<'_>, word: usize) -> bool {
    let before = word.checked_sub(1).map_or("", |w| cx.text.lower_word(w));
    let month = word.checked_sub(1).is_some_and(|w| month_at(cx, w).is_some());
    let year_word =
        cx.language.calendar.year_word.iter().any(|y| cx.text.lower_word(word + 1).starts_with(y.as_str()));
    let introduced =
        ["in", "since", "of", "until", "from", "during", "year", "early", "late"].contains(&before);
    let day = day_number(before).is_some();
    month || year_word || cx.language.locale == Locale::En && (introduced || day)
}

fn year_at(cx: Context<'_>, word: usize) -> Option<i32> {
    let text = cx.text.lower_word(word);
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|y| YEARS.contains(y))
}

fn month_at(cx: Context<'_>, word: usize) -> Option<u32> {
    let lower = cx.text.lower_word(word);
    let capital = cx.text.words[word].shape.is_capital();
    // "may" and "march" are words too.
    if cx.language.locale == Locale::En && !capital {
        return None;
    }
    form_index(&cx.language.calendar.months, lower).map(|i| i + 1)
}

fn form_index(forms: &[Vec<String>], word: &str) -> Option<u32> {
    forms.iter().position(|f| f.iter().any(|w| w == word)).and_then(|i| u32::try_from(i).ok())
}

fn weekday_at(cx: Context<'_>, word: usize) -> Option<Weekday> {
    let index = form_index(&cx.language.calendar.weekdays, cx.text.lower_word(word))?;
    Weekday::try_from(u8::try_from(index).ok()?).ok()
}

/// The day of the visit from the given sentences, the best first; `None` where none of them tells it.
pub(crate) fn visit_day(cx: Context<'_>, sentences: &[usize], ahead: bool) -> Option<Moment> {
    sentences.iter().find_map(|s| in_sentence(cx, *s, ahead))
}

fn in_sentence(cx: Context<'_>, sentence: usize, ahead: bool) -> Option<Moment> {
    let words = cx.text.sentences[sentence].words.clone();
    let told = || words.clone().filter(|w| !cx.text.words[*w].quoted);
    let published = cx.published.and_then(PartialDate::day);
    let weekday = told().find_map(|w| weekday_at(cx, w));
    let by_weekday = weekday.zip(published).map(|(day, date)| on_weekday(day, date, ahead));
    let written = told().find_map(|w| written_at(cx, w));
    let moment = |start: PartialDate, end, confidence| Moment { start, end, sentence, confidence };
    if let Some(written) = written {
        let (start, end) = resolve(written, published)?;
        // A day that is no such weekday is a slip of the source; the weekday beside it is kept.
        return Some(match (weekday, by_weekday) {
            (Some(day), Some(other)) if start.weekday() != day => moment(other.into(), None, 0.5),
            _ => moment(start.into(), end, 0.93),
        });
    }
    if let Some(date) = published
        .and_then(|date| told().find_map(|w| pointed(&cx.language.calendar, cx.text.lower_word(w), date)))
    {
        return Some(moment(date.into(), None, 0.9));
    }
    by_weekday.map(|date| moment(date.into(), None, 0.85))
}

/// The last such weekday up to the publication, or the next one for what lies ahead.
fn on_weekday(day: Weekday, published: NaiveDate, ahead: bool) -> NaiveDate {
    let from = published.weekday().num_days_from_monday();
    let to = day.num_days_from_monday();
    let shifted = if ahead {
        published.checked_add_days(Days::new(u64::from((to + 7 - from) % 7)))
    } else {
        published.checked_sub_days(Days::new(u64::from((from + 7 - to) % 7)))
    };
    shifted.unwrap_or(published)
}

fn pointed(calendar: &Calendar, word: &str, published: NaiveDate) -> Option<NaiveDate> {
    let is = |list: &[String]| list.iter().any(|w| w == word);
    let back = |days| published.checked_sub_days(Days::new(days));
    match () {
        () if is(&calendar.today) => Some(published),
        () if is(&calendar.yesterday) => back(1),
        () if is(&calendar.day_before_yesterday) => back(2),
        () if is(&calendar.tomorrow) => published.checked_add_days(Days::new(1)),
        () => None,
    }
}

/// A day and month around the month's name at a word.
fn written_at(cx: Context<'_>, word: usize) -> Option<Written> {
    let month = month_at(cx, word)?;
    let before = word.checked_sub(1).map_or("", |w| cx.text.lower_word(w));
    let (day, last_day) = day_number(before).or_else(|| day_number(cx.text.lower_word(word + 1)))?;
    let from_before = day_number(before).is_some();
    let first_of_span = word.checked_sub(3).and_then(|w| span_start(cx, w, from_before));
    let (day, last_day) = match first_of_span {
        Some(first) if first < day => (first, Some(day)),
        _ => (day, last_day),
    };
    let after = if from_before { word + 1 } else { word + 2 };
    let year = year_at(cx, after).or_else(|| year_before(cx, word));
    Some(Written { day, last_day, month, year })
}

/// "2024 жылғы 12 қарашада".
fn year_before(cx: Context<'_>, month: usize) -> Option<i32> {
    let word = month.checked_sub(3)?;
    let is_year_word = cx.language.calendar.year_word.iter().any(|w| w == cx.text.lower_word(word + 1));
    year_at(cx, word).filter(|_| is_year_word)
}

/// "с 3 по 5 июня": the 3.
fn span_start(cx: Context<'_>, word: usize, russian: bool) -> Option<u32> {
    let link = cx.text.lower_word(word + 1);
    let spans = russian && ["по", "и", "to", "and", "-", "–"].contains(&link);
    spans.then(|| day_number(cx.text.lower_word(word)))?.map(|(d, _)| d)
}

/// `5`, `5th`, `3-5`.
fn day_number(word: &str) -> Option<(u32, Option<u32>)> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    let (first, last) = plain.split_once(['-', '–']).map_or((plain, None), |(a, b)| (a, Some(b)));
    let number = |s: &str| s.parse::<u32>().ok().filter(|d| (1..=31).contains(d) && s.len() <= 2);
    let last = match last {
        Some(l) => Some(number(l)?),
        None => None,
    };
    Some((number(first)?, last))
}

/// Makes the day, with the year that brings it nearest to the publication where none is written.
fn resolve(written: Written, published: Option<NaiveDate>) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let on = |year: i32, day: u32| NaiveDate::from_ymd_opt(year, written.month, day);
    let start = match (written.year, published) {
        (Some(year), _) => on(year, written.day)?,
        (None, Some(date)) => (date.year() - 1..=date.year() + 1)
            .filter_map(|y| on(y, written.day))
            .min_by_key(|d| (*d - date).num_days().abs())?,
        (None, None) => return None,
    };
    let end = written.last_day.and_then(|d| on(start.year(), d)).filter(|e| *e > start);
    let far = published.is_some_and(|p| (start - p).num_days().abs() > FARTHEST_DAYS);
    (!far).then_some((start, end))
}

/// A visit is reported within so many days of its date, before or after.
const FARTHEST_DAYS: i64 = 60;

/// A day that stands alone in a line: `17:53, 02 мая 2018`, `10 Қыркүйек`.
pub(crate) fn stamp(calendar: &Calendar, line: &str) -> Option<PartialDate> {
    let lower = super::text::lower_in_place(line);
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    for (i, word) in words.iter().enumerate() {
        let Some(month) = form_index(&calendar.months, word).map(|m| m + 1) else { continue };
        let year = words.get(i + 1..).and_then(|rest| {
            rest.iter().take(2).find_map(|w| w.parse::<i32>().ok().filter(|y| YEARS.contains(y)))
        });
        let day = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .find_map(|j| day_number(words.get(j)?))
            .map(|d| d.0);
        if let (Some(year), Some(day)) = (year, day) {
            return NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day);
        }
    }
    numeric(&words)
}

/// `05.11.2019` or `2019-11-05`.
fn numeric(words: &[&str]) -> Option<PartialDate> {
    words.windows(3).find_map(|w| {
        let n: Vec<u32> = w.iter().filter_map(|s| s.parse().ok()).collect();
        let [a, b, c] = n[..] else { return None };
        let (year, month, day) = if w[0].len() == 4 { (a, b, c) } else { (c, b, a) };
        let year = i32::try_from(year).ok().filter(|y| YEARS.contains(y))?;
        NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)
    })
}
