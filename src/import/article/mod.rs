//! Press clippings in English, Russian and Kazakh → an account of a visit, each value with its passage.
//!
//! ```text
//! bytes ─decode─▶ text ─format─▶ clipping ─text─▶ words, sentences ─mention─▶ places, posts, people, cues
//!       ─scene─▶ who visited whom ─moment, sector, document, event─▶ fields ─account─▶ Account
//! ```
//! A wrong fact is worse than a missing one: what is not certain is left out or carries a low confidence.
//! Rules and word lists stand in `assets/language`. Start with [`read_bytes`].

mod account;
mod case;
mod decode;
mod document;
mod event;
mod explanation;
mod fields;
mod format;
mod kazakh;
mod language;
mod latin;
mod lead;
mod lexicon;
mod line;
mod mention;
mod moment;
mod name_style;
mod nominative;
mod palladius;
mod pattern;
mod russian;
mod scene;
mod sector;
mod text;
mod transliteration;

pub use decode::NotText;
pub use explanation::{Explanation, SentenceLine};
pub use lexicon::{Lexicon, LexiconError, WordLists};
pub use line::ReadingLine;
pub use scene::NoVisit;

use crate::data::{Account, LanguageTag, Locale, PartialDate};
use fields::Fields;
use format::Clipping;
use language::Detected;
use latin::Alphabet;
use mention::{Context, Mentions, PlaceRef};
use scene::Scene;
use text::Text;

/// Below this confidence a value wants a human eye: of the values above it about 97 in 100 were right in text that
/// nothing was fitted to (tests/articles).
pub const REVIEW_THRESHOLD: f32 = 0.92;

/// What was read out of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Language of the text; `None` where it cannot be told.
    pub language: Option<LanguageTag>,
    /// Date of publication.
    pub published: Option<PartialDate>,
    /// Title.
    pub title: Option<String>,
    /// Publisher as it calls itself.
    pub publisher: Option<String>,
    /// Author as printed.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The visit, if the article tells of one.
    pub visit: Option<Account>,
    /// Why there is none.
    pub why: Option<Why>,
    /// What else the reader should know, such as that only the beginning was read.
    pub remarks: Vec<Remark>,
}

/// Why a file gives no account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// No text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// A language that is not read.
    #[error("the text is in a language that is not read ({0}); English, Russian and Kazakh are")]
    Language(LanguageTag),
    /// Too little text to tell its language.
    #[error("there is too little text to tell its language")]
    TooLittle,
    /// No visit.
    #[error(transparent)]
    NoVisit(#[from] NoVisit),
    /// The word lists are at fault.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

/// What a reading does not cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Remark {
    /// The file is longer than any clipping.
    #[error("only the first {0} bytes were read; the file is too long for a clipping")]
    OnlyBeginning(usize),
    /// Further visits stand in the same file.
    #[error("only the first visit was read; the text seems to tell of {0} more: split the file")]
    OnlyFirstVisit(usize),
}

/// Reads a file's bytes; the name tells the form where the content leaves it open.
pub fn read_bytes(name: &str, bytes: &[u8], lexicon: &Lexicon) -> Reading {
    match decode::decode(bytes) {
        Err(why) => Reading { why: Some(why.into()), ..Reading::default() },
        Ok((text, cut)) => {
            let mut reading = read_text(name, &text, lexicon);
            if cut {
                reading.remarks.push(Remark::OnlyBeginning(decode::LONGEST));
            }
            reading
        }
    }
}

/// Reads a text.
pub fn read_text(name: &str, text: &str, lexicon: &Lexicon) -> Reading {
    let mut clipping = format::clipping(name, text);
    let (detected, alphabet) = in_cyrillic(&mut clipping);
    let (locale, language) = match language_of(detected, lexicon) {
        Ok(language) => language,
        Err((language, why)) => return Reading { language, why: Some(why), ..head(&clipping) },
    };
    strip_furniture(&mut clipping, language);
    let mut reading = Reading { language: Some(locale.into()), ..head(&clipping) };
    match read_prepared(&Prepared::of(&clipping, language, lexicon)) {
        Ok((visit, remarks)) => {
            reading.visit = Some(visit);
            reading.remarks.extend(remarks);
        }
        Err(why) => reading.why = Some(why.into()),
    }
    if let Some(alphabet) = alphabet {
        reading.language = Some(LanguageTag::new(KAZAKH_IN_LATIN));
        reading.title = alphabet.restore(reading.title);
        reading.publisher = alphabet.restore(reading.publisher);
        reading.author = alphabet.restore(reading.author);
        reading.visit = alphabet.restore(reading.visit);
    }
    reading
}

/// Tells the language, and puts Kazakh in Latin letters into Cyrillic ones; which alphabet it was.
fn in_cyrillic(clipping: &mut Clipping) -> (Detected, Option<Alphabet>) {
    let sample = sample(clipping);
    let detected = language::detect(&sample);
    if detected != Detected::Other(KAZAKH_IN_LATIN) {
        return (detected, None);
    }
    let alphabet = Alphabet::of(&sample);
    clipping.body = alphabet.to_cyrillic(&clipping.body);
    let parts = [&mut clipping.title, &mut clipping.publisher, &mut clipping.author, &mut clipping.dateline];
    parts.into_iter().flatten().for_each(|text| *text = alphabet.to_cyrillic(text));
    (language::detect(&self::sample(clipping)), Some(alphabet))
}

/// What of a clipping tells its language.
fn sample(clipping: &Clipping) -> String {
    format!("{}\n{}", clipping.title.as_deref().unwrap_or_default(), clipping.body)
}

/// The tag of Kazakh in Latin letters.
const KAZAKH_IN_LATIN: &str = "kk-Latn";

/// What the reader sees in a file's bytes; `None` where it cannot be read at all.
pub fn explain(name: &str, bytes: &[u8], lexicon: &Lexicon) -> Option<Explanation> {
    let (text, _) = decode::decode(bytes).ok()?;
    let mut clipping = format::clipping(name, &text);
    let (detected, _) = in_cyrillic(&mut clipping);
    let (_, language) = language_of(detected, lexicon).ok()?;
    strip_furniture(&mut clipping, language);
    Some(Explanation::of(&Prepared::of(&clipping, language, lexicon)))
}

/// The lists of a language, or why it cannot be read.
fn language_of(
    detected: Detected,
    lexicon: &Lexicon,
) -> Result<(Locale, &lexicon::Language), (Option<LanguageTag>, Why)> {
    match detected {
        Detected::Read(locale) => match lexicon.language(locale) {
            Ok(language) => Ok((locale, language)),
            Err(error) => Err((Some(locale.into()), error.into())),
        },
        Detected::Other(tag) => {
            let tag = LanguageTag::new(tag);
            Err((Some(tag.clone()), Why::Language(tag)))
        }
        Detected::Unknown => Err((None, Why::TooLittle)),
    }
}

fn head(clipping: &Clipping) -> Reading {
    Reading {
        published: clipping.published,
        title: clipping.title.clone(),
        publisher: clipping.publisher.clone(),
        author: clipping.author.clone(),
        url: clipping.url.clone(),
        ..Reading::default()
    }
}

/// Drops lines that are no text of the article, and takes a date stamp out of them.
fn strip_furniture(clipping: &mut Clipping, language: &lexicon::Language) {
    let mut kept = String::with_capacity(clipping.body.len());
    let filled = |line: &&str| !line.trim().is_empty();
    let last = clipping.body.lines().filter(filled).count().saturating_sub(STAMP_LINES);
    let mut end_stamp = None;
    let mut related = false;
    let mut kept_lines = 0;
    let mut clock = false;
    let mut number = 0;
    for line in clipping.body.lines() {
        let line = line.trim();
        number += usize::from(!line.is_empty());
        let near_top = kept_lines < TOP_LINES && number <= 3 * TOP_LINES;
        let lead = if near_top { lead::parse(line, language) } else { None };
        if let Some(lead) = lead {
            // "(chinadaily.com.cn) Updated: 2019-09-05".
            let stamped =
                || moment::stamp(&language.calendar, lead.rest).filter(|_| is_mostly_digits(lead.rest));
            clipping.published = clipping.published.or(lead.date).or_else(stamped);
            clipping.dateline = clipping.dateline.take().or(lead.place);
            clipping.publisher = clipping.publisher.take().or(lead.agency);
            kept.push_str(lead.rest);
            kept.push('\n');
            kept_lines += usize::from(!lead.rest.is_empty());
            continue;
        }
        let short = line.chars().count() < 60;
        let stamp = if near_top { line_stamp(line, short, language) } else { None };
        // A site's own clock names the weekday of the day on which the page was saved.
        if stamp.is_some() {
            let with_weekday = has_weekday(line, language);
            let earlier = clock && !with_weekday && stamp < clipping.published;
            if clipping.published.is_none() || earlier {
                (clipping.published, clock) = (stamp, with_weekday);
            }
        }
        // A signature below the text: `«Волжский вечер», 5 июня 2021 г.`
        if short && number > last {
            end_stamp = end_stamp.or_else(|| moment::stamp(&language.calendar, line));
        }
        let furniture = short && language.furniture.iter().any(|f| line.starts_with(f.as_str()));
        // Behind "See also" stand titles of other articles.
        related |= short && kept_lines > 2 && language.related.iter().any(|f| line.starts_with(f.as_str()));
        if related && line.chars().count() < TITLE_CHARS && !line.ends_with('.') {
            continue;
        }
        let address = !line.contains(' ') && line.contains('.') && !line.ends_with('.');
        let bare_stamp = short && is_mostly_digits(line);
        // "Posted: Mar 8, 2024 / 04:12 PM CST".
        let longest = || if has_time(line) { TIMED_STAMP_WORDS } else { STAMP_WORDS };
        let labelled_stamp =
            stamp.is_some() && line.split_whitespace().count() <= longest() && !line.ends_with('.');
        if !furniture && !address && !bare_stamp && !labelled_stamp {
            kept.push_str(line);
            kept.push('\n');
            kept_lines += usize::from(!line.is_empty());
        }
    }
    clipping.body = kept;
    clipping.published = clipping.published.or(end_stamp);
    let furniture = |t: &String| language.furniture.iter().any(|f| t.starts_with(f.as_str()));
    clipping.title = clipping.title.take().filter(|t| !furniture(t));
    // "Society 21 Mar 2025 817": a line above the title.
    if let Some(stamp) = clipping.title.as_deref().filter(|t| is_mostly_digits(t)).map(str::to_owned) {
        clipping.published = clipping.published.or(moment::stamp(&language.calendar, &stamp));
        clipping.title = None;
    }
    take_date_of_publisher(clipping, language);
}

/// Whether a weekday stands in a line.
fn has_weekday(line: &str, language: &lexicon::Language) -> bool {
    let words = line.split(|c: char| !text::is_letter(c));
    words.filter(|w| !w.is_empty()).any(|w| language.calendar.weekday(&text::lower_in_place(w)).is_some())
}

/// Whether a line is a stamp: more digits than a third of it, and no sentence.
fn is_mostly_digits(line: &str) -> bool {
    !line.ends_with('.')
        && line.chars().filter(char::is_ascii_digit).count() * 3
            > line.chars().filter(|c| !c.is_whitespace()).count()
}

/// The date in a short line near the top, or in one that begins with a day and a time.
fn line_stamp(line: &str, short: bool, language: &lexicon::Language) -> Option<PartialDate> {
    if short {
        return moment::stamp(&language.calendar, line);
    }
    // "26 July 2023 · County Communications · Category: Partnerships".
    let parts = line.split(['·', '•', '|']).map(str::trim);
    let first = parts.clone().next().filter(|first| parts.count() > 1 && first.chars().count() < STAMP_CHARS);
    if let Some(date) = first.and_then(|first| moment::stamp(&language.calendar, first)) {
        return Some(date);
    }
    let head = line.char_indices().nth(STAMP_CHARS).map_or(line, |(at, _)| &line[..at]);
    // "Photo: the region's centre - News of Zakon.kz, 18.10.2018 12:10".
    let tail = line.char_indices().nth_back(STAMP_TAIL).map_or(line, |(at, _)| &line[at..]);
    [head, tail].into_iter().find(|part| has_time(part)).and_then(|p| moment::stamp(&language.calendar, p))
}

/// Whether a time of day stands in a line.
fn has_time(line: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    line.match_indices(':')
        .any(|(at, _)| digit(line[..at].chars().next_back()) && digit(line[at + 1..].chars().next()))
}

/// "KLAIPĖDA, June 15, 2022 (News) - …", "LAHORE, (UrduPoint - 7th Nov, 2022) …": a date where an agency's name would
/// stand, or behind it.
fn take_date_of_publisher(clipping: &mut Clipping, language: &lexicon::Language) {
    let Some(printed) = clipping.publisher.take() else { return };
    let stamp = moment::stamp(&language.calendar, &printed);
    let (name, behind) = printed.split_once(" - ").unwrap_or((&printed, ""));
    let whole = stamp.is_some() && behind.is_empty();
    clipping.published = clipping.published.or(stamp);
    clipping.publisher = (!whole).then(|| name.trim().to_owned()).filter(|n| !n.is_empty());
}

/// So many lines at the beginning may bear the date of publication, a dateline or an agency's name.
const TOP_LINES: usize = 6;
/// Where day and time stand in a line of page furniture, in characters.
const STAMP_CHARS: usize = 40;
/// Longest date with a time at the end of a line.
const STAMP_TAIL: usize = 22;
/// Most words of a line that is no more than a date with a label, and of one with a time of day.
const STAMP_WORDS: usize = 8;
const TIMED_STAMP_WORDS: usize = 10;
/// Longest line that can be the title of another article.
const TITLE_CHARS: usize = 120;
/// So many lines at the end may bear the date of publication.
const STAMP_LINES: usize = 5;

/// A clipping with its mentions, before anything is judged.
struct Prepared<'a> {
    clipping: &'a Clipping,
    language: &'a lexicon::Language,
    lexicon: &'a Lexicon,
    text: Text,
    found: Mentions,
    dateline: Option<PlaceRef>,
}

impl<'a> Prepared<'a> {
    fn of(clipping: &'a Clipping, language: &'a lexicon::Language, lexicon: &'a Lexicon) -> Self {
        let text = Text::new(clipping.title.as_deref(), &clipping.body, language);
        let found = Mentions::of(Context { text: &text, language, lexicon, published: clipping.published });
        let dateline =
            clipping.dateline.as_deref().and_then(|place| dateline_place(place, language, lexicon));
        Self { clipping, language, lexicon, text, found, dateline }
    }

    fn cx(&self) -> Context<'_> {
        let (language, lexicon) = (self.language, self.lexicon);
        Context { text: &self.text, language, lexicon, published: self.clipping.published }
    }
}

fn read_prepared(prepared: &Prepared<'_>) -> Result<(Account, Vec<Remark>), NoVisit> {
    let scene = Scene::of(prepared.cx(), &prepared.found, prepared.dateline.as_ref())?;
    let fields = Fields { cx: prepared.cx(), found: &prepared.found };
    let account = account::assemble(&fields, &scene, prepared.clipping);
    let remarks = match scene.further_visits {
        0 => Vec::new(),
        more => vec![Remark::OnlyFirstVisit(more)],
    };
    Ok((account, remarks))
}

/// The place that a dateline in capitals names.
fn dateline_place(printed: &str, language: &lexicon::Language, lexicon: &Lexicon) -> Option<PlaceRef> {
    let text = Text::new(None, printed, &text::Plain);
    let cx = Context { text: &text, language, lexicon, published: None };
    let known = Mentions::of(cx).places.into_iter().next().map(|m| m.place);
    let latin = printed.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{370}');
    let town = || lexicon.places.towns_named(printed).next().map(PlaceRef::Known);
    known.or_else(town).or_else(|| latin.then(|| PlaceRef::Town(mention::title_case(printed))))
}
