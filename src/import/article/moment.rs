//! Dates in a text: stated days, weekdays and words such as "yesterday", read against the publication date.
//!
//! Start with [`first_day`].

use super::{
    lexicon::{Calendar, Cue, is_in},
    mention::{Context, CueMention, Mentions},
    text::Shape,
};
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

/// Whether a sentence has a weekday or a word such as "yesterday" outside speech.
pub(crate) fn points_now(cx: Context<'_>, sentence: usize) -> bool {
    let calendar = &cx.language.calendar;
    let lists = [&calendar.today, &calendar.yesterday, &calendar.tomorrow];
    cx.text.sentences[sentence].words.clone().filter(|w| !cx.text.words[*w].quoted).any(|w| {
        let word = cx.text.lower_word(w);
        weekday_at(cx, w).is_some() || lists.iter().any(|l| l.iter().any(|f| f == word))
    })
}

/// Whether a sentence names a day outside speech: written, by its weekday, or by a word such as "tomorrow".
pub(crate) fn is_dated(cx: Context<'_>, sentence: usize) -> bool {
    let outside = |w: &usize| !cx.text.words[*w].quoted;
    let mut words = cx.text.sentences[sentence].words.clone().filter(outside);
    points_now(cx, sentence)
        || week_told(cx, sentence).is_some()
        || words.any(|w| written_at(cx, w).is_some())
}

/// Whether a word is the year of a date.
pub(crate) fn is_year(cx: Context<'_>, word: usize) -> bool {
    year_at(cx, word).is_some() && is_date(cx, word)
}

/// The latest year that the text names; stands in for an unknown publication date.
pub(crate) fn latest_year(cx: Context<'_>) -> Option<PartialDate> {
    let year = |w: usize| year_at(cx, w).filter(|_| is_date(cx, w));
    (0..cx.text.words.len()).filter_map(year).max().map(PartialDate::Year)
}

/// "EXPO 2015", "New Year 2025": the year of names, where there is one or one is named most. Years of dates tell of
/// other times where the day itself stands without one.
fn year_of_names(cx: Context<'_>) -> Option<i32> {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    let words = 0..cx.text.words.len();
    words
        .filter_map(|w| year_at(cx, w).filter(|_| !is_date(cx, w)))
        .for_each(|year| *counts.entry(year).or_default() += 1);
    let most = counts.values().copied().max()?;
    let mut best = counts.iter().filter(|(_, n)| **n == most).map(|(year, _)| *year);
    best.next().filter(|_| best.next().is_none())
}

/// Whether a number is the year of a date and no part of a name such as "EXPO 2017".
fn is_date(cx: Context<'_>, word: usize) -> bool {
    let before = word.checked_sub(1).map_or("", |w| cx.text.lower_word(w));
    let month = word.checked_sub(1).is_some_and(|w| month_at(cx, w).is_some());
    let year_word =
        cx.language.calendar.year_word.iter().any(|y| cx.text.lower_word(word + 1).starts_with(y.as_str()));
    let calendar = &cx.language.calendar;
    let is = |list: &[String]| is_in(list, before);
    let day = day_number(before).is_some();
    let introduced = is(&calendar.before_year);
    !is(&calendar.since) && (month || year_word || introduced || cx.language.locale == Locale::En && day)
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
    cx.language.calendar.month(lower).map(|i| i + 1)
}

fn weekday_at(cx: Context<'_>, word: usize) -> Option<Weekday> {
    let index = cx.language.calendar.weekday(cx.text.lower_word(word))?;
    Weekday::try_from(u8::try_from(index).ok()?).ok()
}

/// The day that the first of some sentences with a date tells; that of a dateline or of the report itself only where
/// the sentence has no other.
pub(crate) fn first_day(
    cx: Context<'_>,
    found: &Mentions,
    sentences: impl IntoIterator<Item = usize>,
    ahead: bool,
) -> Option<Moment> {
    let sentences: Vec<usize> = sentences.into_iter().collect();
    let (lines, told): (Vec<usize>, Vec<usize>) = sentences.iter().partition(|s| is_stamp(cx, **s));
    let mut days = told.into_iter().chain(lines).filter_map(|s| {
        let ahead = ahead || found.tells(cx.text, Cue::Announce, &cx.text.sentences[s].words);
        let visits = |w: &usize| !is_reports(cx, found, *w) && !is_datelines(cx, found, s, *w);
        let moment = in_sentence(cx, s, ahead, &visits).or_else(|| in_sentence(cx, s, ahead, &|_| true))?;
        let published = cx.published.and_then(PartialDate::day);
        // "The election on 17th October" lies ahead; what was held did not.
        let not_yet = !ahead && published.is_some_and(|p| moment.start.earliest() > p);
        Some((not_yet, moment))
    });
    let (not_yet, first) = days.next()?;
    // A weekday alone is no better than a day that is written.
    let mut past = days.filter(|(not_yet, m)| !not_yet && m.confidence > BY_WEEKDAY);
    let past = if not_yet { past.next() } else { None };
    Some(past.map_or(first, |(_, moment)| moment))
}

/// "Azerbaijan, Dec. 5": a line of a few words.
fn is_stamp(cx: Context<'_>, sentence: usize) -> bool {
    const FEW: usize = 4;
    cx.text.sentences[sentence].words.len() <= FEW
}

/// The first date near the beginning or beside the sentence that leads, or else in one that mentions the visit; never
/// sure.
pub(crate) fn day_beside(
    cx: Context<'_>,
    found: &Mentions,
    lead: usize,
    mentioned: impl Iterator<Item = usize>,
    ahead: bool,
) -> Option<Moment> {
    let beside = lead.saturating_sub(BESIDE)..=lead + BESIDE;
    let opening = (0..cx.text.sentences.len()).filter(|s| *s < OPENING || beside.contains(s));
    let first = first_day(cx, found, opening.chain(mentioned), ahead)?;
    Some(Moment { confidence: first.confidence.min(DOUBTFUL), ..first })
}

/// Sentences at the beginning whose dates are the visit's where no other is.
const OPENING: usize = 4;
/// The same for sentences beside the one that tells the visit.
const BESIDE: usize = 2;
/// Confidence of a day that only a weekday tells.
const BY_WEEKDAY: f32 = 0.68;
/// Confidence of a day whose year stands elsewhere in the text.
const YEAR_ELSEWHERE: f32 = 0.55;
/// Confidence of a date that stands in a sentence without a verb of visiting.
const DOUBTFUL: f32 = 0.65;

/// "Was made public today", "told Trend on May 23", "leave on Sunday": behind a word for saying, or for the way home.
fn is_reports(cx: Context<'_>, found: &Mentions, word: usize) -> bool {
    const NEAR: usize = 4;
    let sentence = &cx.text.sentences[cx.text.words[word].sentence].words;
    let near = word.saturating_sub(NEAR).max(sentence.start)..word + 1;
    // "Met on Monday", "signed on 5 May": people act so, but the visit is told.
    let visits = |c: &CueMention| {
        TELLING
            .into_iter()
            .any(|cue| found.cues_beside(cue, &c.words).any(|v| v.words.start == c.words.start))
    };
    [Cue::Say, Cue::Source, Cue::Announce, Cue::Depart].into_iter().any(|cue| {
        found.cues_beside(cue, &near).any(|c| {
            near.contains(&(c.words.end - 1))
                && near.contains(&c.words.start)
                && !(cue == Cue::Say && visits(c))
        })
    })
}

/// Verbs that tell what happens at a visit.
const TELLING: [Cue; 7] =
    [Cue::Arrive, Cue::Receive, Cue::ReceivedBy, Cue::Meet, Cue::Sign, Cue::Study, Cue::Attend];

/// "BAKU, Azerbaijan, Dec. 5 Trend:": a few words, or the beginning of a sentence with a colon or dash behind.
fn is_datelines(cx: Context<'_>, found: &Mentions, sentence: usize, word: usize) -> bool {
    const LONGEST: usize = 9;
    const BEHIND: usize = 4;
    let words = &cx.text.sentences[sentence].words;
    let ends = |w: usize| {
        let gap = cx.text.gap_before(w);
        gap.contains(':') || gap.contains(" -") || gap.contains('–') || gap.contains('—')
    };
    is_stamp(cx, sentence)
        || word - words.start < LONGEST
            && (cx.text.in_capitals(words.start) || found.place_at(words.start).is_some())
            && (word + 1..words.end.min(word + 1 + BEHIND)).any(ends)
}

/// The day that a sentence tells with some of its words.
fn in_sentence(
    cx: Context<'_>,
    sentence: usize,
    ahead: bool,
    own: &dyn Fn(&usize) -> bool,
) -> Option<Moment> {
    let words = cx.text.sentences[sentence].words.clone();
    // "An agreement was signed on Friday" tells of what is past in a report of what lies ahead.
    let done = |w: usize| is_in(&cx.language.calendar.done, cx.text.lower_word(w));
    let ahead = ahead && !words.clone().any(done);
    let told = |w: usize| !cx.text.words[w].quoted && own(&w);
    let published = cx.published.and_then(PartialDate::day);
    let weekday = words.clone().find_map(|w| weekday_at(cx, w).filter(|_| told(w)));
    let by_weekday = weekday.zip(published).map(|(day, date)| match week_told(cx, sentence) {
        Some(weeks) => in_week(day, date, weeks),
        None => on_weekday(day, date, ahead),
    });
    let written = words.clone().find_map(|w| written_at(cx, w).filter(|_| told(w)));
    let moment = |start: PartialDate, end, confidence| Moment { start, end, sentence, confidence };
    if let Some(written) = written {
        if written.year.is_none() && published.is_none() {
            let written = Written { year: year_of_names(cx), ..written };
            return resolve(written, None).map(|(start, end)| moment(start.into(), end, YEAR_ELSEWHERE));
        }
        let (start, end) = resolve(written, published)?;
        // A day that is no such weekday is a slip of the source; one that had not come yet gives way.
        let not_yet = !ahead && published.is_some_and(|p| start > p);
        return Some(match (weekday, by_weekday) {
            (Some(day), Some(other)) if start.weekday() != day && not_yet => moment(other.into(), None, 0.5),
            (Some(day), _) if start.weekday() != day => moment(start.into(), end, 0.6),
            _ => moment(start.into(), end, 0.93),
        });
    }
    let by_word = |day: &dyn Fn(usize, NaiveDate) -> Option<NaiveDate>| {
        published.and_then(|date| words.clone().find_map(|w| day(w, date).filter(|_| told(w))))
    };
    let pointed = || by_word(&|w, date| pointed(cx, w, date, ahead));
    let numbered = || by_word(&|w, date| weekday_with_day(cx, w, date));
    let alone = || by_word(&|w, date| day_alone(cx, w, date));
    let part = || published.and_then(|date| part_of_day(cx, sentence, date));
    if let Some(date) = pointed().or_else(numbered).or_else(part) {
        return Some(moment(date.into(), None, 0.9));
    }
    if let Some(date) = alone().filter(|_| !ahead) {
        return Some(moment(date.into(), None, BY_WEEKDAY));
    }
    by_weekday.map(|date| moment(date.into(), None, BY_WEEKDAY))
}

/// "Next week", "last week": how many weeks from that of the publication.
fn week_told(cx: Context<'_>, sentence: usize) -> Option<i64> {
    let text = &cx.text.lower[cx.text.sentences[sentence].start..cx.text.sentences[sentence].end];
    let told = |phrases: &[String]| phrases.iter().any(|p| text.contains(p.as_str()));
    match () {
        () if told(&cx.language.calendar.next_week) => Some(1),
        () if told(&cx.language.calendar.last_week) => Some(-1),
        () => None,
    }
}

/// "This morning", "last night": the day that a phrase tells outside speech.
fn part_of_day(cx: Context<'_>, sentence: usize, published: NaiveDate) -> Option<NaiveDate> {
    let span = &cx.text.sentences[sentence];
    let text = &cx.text.lower[span.start..span.end];
    let told = |phrases: &[String]| {
        phrases.iter().any(|p| {
            text.find(p.as_str()).is_some_and(|at| {
                let word = cx.text.words.partition_point(|w| w.start < span.start + at);
                cx.text.words.get(word).is_some_and(|w| !w.quoted)
            })
        })
    };
    match () {
        () if told(&cx.language.calendar.parts_of_today) => Some(published),
        () if told(&cx.language.calendar.parts_of_yesterday) => published.checked_sub_days(Days::new(1)),
        () => None,
    }
}

/// "Saturday 4th": the day of that number and weekday that is nearest to the publication.
fn weekday_with_day(cx: Context<'_>, word: usize, published: NaiveDate) -> Option<NaiveDate> {
    let weekday = weekday_at(cx, word)?;
    let printed = cx.text.lower_word(word + 1);
    let ordinal = printed.chars().any(char::is_alphabetic);
    let (day, _) = day_number(printed).filter(|_| ordinal)?;
    let around = |back: i64| published.checked_add_signed(chrono::Duration::try_days(-back)?);
    let near = (0..=FARTHEST_DAYS).flat_map(|n| [n, -n]).filter_map(around);
    let mut fitting = near.filter(|d| d.day() == day && d.weekday() == weekday);
    fitting.next()
}

/// "The reception was on the 14th", "состоялся 14-го": an ordinal before a comma or stop, the last such day.
fn day_alone(cx: Context<'_>, word: usize, published: NaiveDate) -> Option<NaiveDate> {
    let printed = cx.text.lower_word(word);
    let ordinal = printed.starts_with(|c: char| c.is_ascii_digit()) && printed.ends_with(char::is_alphabetic);
    let (day, _) = day_number(printed).filter(|_| ordinal)?;
    let sentence = &cx.text.sentences[cx.text.words[word].sentence].words;
    let ends =
        word + 1 >= sentence.end || cx.text.gap_before(word + 1).trim_start().starts_with([',', ';', '.']);
    let back = |n: i64| published.checked_add_signed(chrono::Duration::try_days(-n)?);
    (0..=LONGEST_MONTH).filter_map(back).find(|d| d.day() == day).filter(|_| ends)
}

/// Days of the longest month.
const LONGEST_MONTH: i64 = 31;

/// A weekday of the week so many weeks away.
fn in_week(day: Weekday, published: NaiveDate, weeks: i64) -> NaiveDate {
    let days = 7 * weeks + i64::from(day.num_days_from_monday())
        - i64::from(published.weekday().num_days_from_monday());
    chrono::Duration::try_days(days).and_then(|d| published.checked_add_signed(d)).unwrap_or(published)
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

/// The day that a word such as "yesterday" means. What is told of as done was not done tomorrow.
fn pointed(cx: Context<'_>, at: usize, published: NaiveDate, ahead: bool) -> Option<NaiveDate> {
    let calendar = &cx.language.calendar;
    let word = cx.text.lower_word(at);
    let is = |list: &[String]| !in_name(cx, at) && is_in(list, word);
    let back = |days| published.checked_sub_days(Days::new(days));
    match () {
        () if is(&calendar.today) => Some(published),
        () if is(&calendar.yesterday) => back(1),
        () if is(&calendar.day_before_yesterday) => back(2),
        () if ahead && is(&calendar.tomorrow) => published.checked_add_days(Days::new(1)),
        () => None,
    }
}

/// "Fars Today": the second of two words with capitals belongs to a name.
fn in_name(cx: Context<'_>, word: usize) -> bool {
    let title = |w: usize| cx.text.words[w].shape == Shape::Title;
    title(word) && cx.text.gap_before(word) == " " && word.checked_sub(1).is_some_and(title)
}

/// A day and month around the month's name at a word.
fn written_at(cx: Context<'_>, word: usize) -> Option<Written> {
    if let Some(written) = numeric_at(cx, word).or_else(|| hyphenated_at(cx, word)) {
        return Some(written);
    }
    let month = month_at(cx, word)?;
    let lower = |w: usize| cx.text.lower_word(w);
    // "the 5th of June", "қараша айының 5-і": a small word between day and month.
    let small = |w: usize| is_in(&cx.language.calendar.of_month, lower(w));
    let last = word.checked_sub(1).map(|w| if small(w) { w.saturating_sub(1) } else { w });
    let next = if small(word + 1) { word + 2 } else { word + 1 };
    let before = last.and_then(|w| Some((w, day_number(lower(w))?)));
    let (day_word, (day, last_day)) = before.or_else(|| Some((next, day_number(lower(next))?)))?;
    let month_first = day_word > word;
    let dashed = |w: usize| matches!(cx.text.gap_before(w).trim(), "-" | "–" | "—");
    let links = |w: usize| is_in(&cx.language.calendar.span, lower(w));
    let number = |w: usize| day_number(lower(w)).map(|(d, _)| d);
    // Another day of the span: "с 3 по 5 июня", "17–19 May", "April 14 to 20".
    let (other, end) = if month_first {
        match () {
            () if dashed(day_word + 1) => (number(day_word + 1), day_word + 1),
            () if links(day_word + 1) && cx.text.gap_before(day_word + 2) == " " => {
                (number(day_word + 2), day_word + 2)
            }
            () => (None, day_word),
        }
    } else {
        // "Between the 9th and the 12th".
        let article = |w: usize| is_in(&cx.language.calendar.articles, lower(w));
        let linked = day_word.checked_sub(2).filter(|w| links(w + 1));
        let linked = linked.or_else(|| day_word.checked_sub(3).filter(|w| article(w + 2) && links(w + 1)));
        let joined = day_word.checked_sub(1).filter(|_| dashed(day_word));
        (linked.or(joined).and_then(number), word)
    };
    let (day, last_day) = match other {
        Some(other) if other != day => (day.min(other), Some(day.max(other))),
        _ => (day, last_day),
    };
    let after = if other.is_some() { end + 1 } else { day_word.max(word) + 1 };
    let year = year_at(cx, after).or_else(|| year_before(cx, word));
    Some(Written { day, last_day, month, year })
}

/// `14.02.2020`, the day first.
fn numeric_at(cx: Context<'_>, word: usize) -> Option<Written> {
    let dotted = |w: usize| cx.text.gap_before(w) == ".";
    let (day, _) = day_number(cx.text.lower_word(word)).filter(|_| dotted(word + 1) && dotted(word + 2))?;
    let month = cx.text.lower_word(word + 1).parse().ok().filter(|m| (1..=12).contains(m))?;
    let year = year_at(cx, word + 2)?;
    Some(Written { day, last_day: None, month, year: Some(year) })
}

/// "5-қарашада": day and month in one word.
fn hyphenated_at(cx: Context<'_>, word: usize) -> Option<Written> {
    let (day, month) = cx.text.lower_word(word).rsplit_once('-')?;
    let (day, last_day) = day_number(day)?;
    let month = cx.language.calendar.month(month)? + 1;
    Some(Written {
        day,
        last_day,
        month,
        year: year_at(cx, word + 1).or_else(|| year_at(cx, word.checked_sub(2)?)),
    })
}

/// "2024 жылғы 12 қарашада".
fn year_before(cx: Context<'_>, month: usize) -> Option<i32> {
    let word = month.checked_sub(3)?;
    let is_year_word = is_in(&cx.language.calendar.year_word, cx.text.lower_word(word + 1));
    year_at(cx, word).filter(|_| is_year_word)
}

/// `5`, `5th`, `5-го`, `3-5`.
fn day_number(word: &str) -> Option<(u32, Option<u32>)> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    let ending = |e: &str| e.chars().all(char::is_alphabetic) && e.chars().count() <= ORDINAL;
    let plain = plain.split_once('-').filter(|(_, e)| ending(e)).map_or(plain, |(day, _)| day);
    let (first, last) = plain.split_once(['-', '–']).map_or((plain, None), |(a, b)| (a, Some(b)));
    let number = |s: &str| s.parse::<u32>().ok().filter(|d| (1..=31).contains(d) && s.len() <= 2);
    let last = match last {
        Some(l) => Some(number(l)?),
        None => None,
    };
    Some((number(first)?, last))
}

/// Longest ending behind the hyphen of an ordinal, in letters.
const ORDINAL: usize = 4;

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
    // `2024-04-28Source: …`: a page's parts run together.
    let words: Vec<&str> = words.into_iter().map(day_glued).collect();
    for (i, word) in words.iter().enumerate() {
        let Some(month) = calendar.month(word).map(|m| m + 1) else { continue };
        let is_year = |w: &&str| w.parse::<i32>().ok().filter(|y| YEARS.contains(y));
        let mut around = words[i + 1..].iter().take(2).chain(words[i.saturating_sub(3)..i].iter());
        let year = around.find_map(is_year);
        let day = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .find_map(|j| day_number(words.get(j)?))
            .map(|d| d.0);
        if let (Some(year), Some(day)) = (year, day) {
            return NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day);
        }
    }
    numeric(&words, &lower)
}

/// The two digits before letters that are no ending of an ordinal, or behind a publisher's name.
fn day_glued(word: &str) -> &str {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let behind = word.bytes().rev().take_while(u8::is_ascii_digit).count();
    match (digits, behind) {
        (2, 0) if word[digits..].chars().count() > ORDINAL => &word[..digits],
        (0, 2) => &word[word.len() - behind..],
        _ => word,
    }
}

/// Whether a text is a weekday, or a day and a month, the year told or not: `March 6`, `12 октября`, `четверг`.
pub(crate) fn is_day(calendar: &Calendar, text: &str) -> bool {
    let lower = super::text::lower_in_place(text);
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let months = words.iter().filter(|w| calendar.month(w).is_some()).count();
    if let [only] = words[..] {
        return calendar.weekday(only).is_some();
    }
    let known = |w: &&str| {
        calendar.month(w).is_some()
            || calendar.weekday(w).is_some()
            || day_number(w).is_some()
            || is_in(&calendar.of_month, w)
    };
    words.len() <= 3
        && months == 1
        && words.iter().any(|w| day_number(w).is_some())
        && words.iter().all(known)
}

/// `05.11.2019`, `28.06.24` or `2019-11-05`.
fn numeric(words: &[&str], line: &str) -> Option<PartialDate> {
    let day = |w: &[&str], short: bool| {
        let n: Vec<u32> = w.iter().filter_map(|s| s.parse().ok()).collect();
        let [a, b, c] = n[..] else { return None };
        let (year, month, day) = if w[0].len() == 4 { (a, b, c) } else { (c, b, a) };
        let year =
            i32::try_from(if short { 2000 + year } else { year }).ok().filter(|y| YEARS.contains(y))?;
        NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)
    };
    // Two digits are a year of this century, where day and month have two digits each; "9 10 11 12 13" is a calendar.
    let joined = |w: &[&str]| ['.', '/', '-'].iter().any(|c| line.contains(&w.join(&c.to_string())));
    let short = |w: &&[&str]| w.iter().all(|s| s.len() == 2) && joined(w);
    let long = words.windows(3).find_map(|w| day(w, false));
    long.or_else(|| words.windows(3).filter(short).find_map(|w| day(w, true)))
}
