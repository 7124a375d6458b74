//! An article's words, sentences and quotations, with byte offsets into its text.
//!
//! Knows nothing of languages beyond abbreviations handed in by the lexicon. Start with [`Text::new`].

use std::ops::Range;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `мэр`, `mayor`.
    Lower,
    /// `Мэр`, `O'Brien`, `Санкт-Петербург`.
    Title,
    /// `АСТАНА`, `EXPO-2017`; one-letter words count as initials.
    Upper,
    /// One upper-case letter, as in `А. Орлов`.
    Initial,
    /// `2017`, `17:53`.
    Number,
}

impl Shape {
    /// Whether the word begins with a capital.
    pub(crate) fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Initial)
    }
}

/// A word: letters and digits, with inner hyphens and apostrophes.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// How it is written.
    pub shape: Shape,
    /// Sentence it stands in.
    pub sentence: usize,
    /// Whether it stands in words that somebody is quoted with (longer quotations only).
    pub quoted: bool,
    /// Whether it stands between any quotation marks, such as those of a club's or a firm's name.
    pub in_marks: bool,
}

/// A sentence or heading.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its words.
    pub words: Range<usize>,
    /// Paragraph, from 0.
    pub paragraph: usize,
    /// Whether it is the title of the article.
    pub title: bool,
    /// Whether it is written in capitals throughout.
    pub capitals: bool,
}

/// A text cut into words and sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    /// The text as it is quoted in evidence.
    pub raw: String,
    /// The same in lower case, byte for byte at the same offsets.
    pub lower: String,
    /// Words in order.
    pub words: Vec<Word>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
}

/// From this many words on, a quotation is somebody's speech and not a name.
const SPEECH_WORDS: usize = 7;

/// What a language knows of the cutting of texts.
pub(crate) trait Cutting {
    /// Whether the full stop behind the (lower-case) word ends no sentence.
    fn is_abbreviation(&self, word: &str) -> bool;
    /// Whether the (lower-case) words beside a quotation tell that a body made it known: it is an account, no speech.
    fn is_statement(&self, attribution: &str) -> bool;
}

/// No abbreviations, no statements.
pub(crate) struct Plain;

impl Cutting for Plain {
    fn is_abbreviation(&self, _: &str) -> bool {
        false
    }

    fn is_statement(&self, _: &str) -> bool {
        false
    }
}

impl Text {
    /// Cuts a title and a body.
    pub(crate) fn new(title: Option<&str>, body: &str, cutting: &dyn Cutting) -> Self {
        let title = title.map(tidy).filter(|t| !repeats(body, t));
        let mut raw = title.as_ref().map(|t| format!("{t}\n")).unwrap_or_default();
        let titled = !raw.is_empty();
        for line in body.lines().map(tidy).filter(|l| !l.is_empty()) {
            raw.push_str(&unglue(&line));
            raw.push('\n');
        }
        let lower = lower_in_place(&raw);
        let mut text = Self { raw, lower, ..Self::default() };
        let mut start = 0;
        for (paragraph, line) in text.raw.clone().split_inclusive('\n').enumerate() {
            text.add_paragraph(start, line.trim_end_matches('\n'), paragraph, cutting);
            start += line.len();
        }
        if let Some(first) = text.sentences.first_mut().filter(|_| titled) {
            first.title = true;
        }
        text
    }

    fn add_paragraph(&mut self, start: usize, line: &str, paragraph: usize, cutting: &dyn Cutting) {
        let words = split_words(line);
        let mut marks = quotations(line);
        let stated = |m: &Range<usize>| {
            is_speech(m, &words) && cutting.is_statement(&attribution(line, m).to_lowercase())
        };
        marks.retain(|m| !stated(m));
        let names: Vec<Range<usize>> = marks.iter().filter(|m| !is_speech(m, &words)).cloned().collect();
        for piece in split_sentences(line, &words, &names, cutting) {
            let first = self.words.len();
            let sentence = self.sentences.len();
            for &(from, to) in words.iter().filter(|w| w.0 >= piece.start && w.1 <= piece.end) {
                let around = marks.iter().find(|m| m.start <= from && to <= m.end);
                self.words.push(Word {
                    start: start + from,
                    end: start + to,
                    shape: shape(&line[from..to]),
                    sentence,
                    quoted: around.is_some_and(|m| is_speech(m, &words)),
                    in_marks: around
                        .is_some_and(|m| !is_speech(m, &words) && begins_as_name(&line[m.clone()])),
                });
            }
            if self.words.len() > first {
                let words = first..self.words.len();
                let capitals = words.len() > 2
                    && words
                        .clone()
                        .all(|w| self.words[w].shape != Shape::Lower && self.words[w].shape != Shape::Title);
                let (start, end) = (start + piece.start, start + piece.end);
                self.sentences.push(Sentence { start, end, words, paragraph, title: false, capitals });
            }
        }
    }

    /// Whether a word stands in a sentence written in capitals throughout.
    pub(crate) fn in_capitals(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|w| self.sentences[w.sentence].capitals)
    }

    /// A word as written.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |w| &self.raw[w.start..w.end])
    }

    /// A word in lower case.
    pub(crate) fn lower_word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |w| &self.lower[w.start..w.end])
    }

    /// Whether only a dash stands before the word.
    pub(crate) fn dash_before(&self, index: usize) -> bool {
        ["-", "–", "—"].contains(&self.gap_before(index).trim())
    }

    /// What stands between a word and the one before it.
    pub(crate) fn gap_before(&self, index: usize) -> &str {
        match (index.checked_sub(1).and_then(|i| self.words.get(i)), self.words.get(index)) {
            (Some(before), Some(word)) => &self.raw[before.end..word.start],
            _ => "",
        }
    }

    /// The text from the first to the last word of a span.
    pub(crate) fn span(&self, span: &Range<usize>) -> &str {
        if span.is_empty() || span.end > self.words.len() {
            return "";
        }
        &self.raw[self.words[span.start].start..self.words[span.end - 1].end]
    }

    /// A sentence as evidence.
    pub(crate) fn passage(&self, sentence: usize) -> &str {
        self.sentences.get(sentence).map_or("", |s| self.raw[s.start..s.end].trim())
    }

    /// Index of the word that starts at or after a byte.
    pub(crate) fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|w| w.end <= byte)
    }

    /// Whether the two words stand in the same sentence with no comma, stop or dash between them; `'s` parts nothing.
    pub(crate) fn joined(&self, from: usize, to: usize) -> bool {
        let blank = |gap: &str| gap.chars().all(char::is_whitespace);
        (from + 1..=to)
            .all(|i| blank(self.gap_before(i)) || self.gap_before(i) == "'" && self.lower_word(i) == "s")
    }
}

/// Whether the body begins with the title again.
fn repeats(body: &str, title: &str) -> bool {
    let first = body.lines().map(tidy).find(|l| !l.is_empty()).unwrap_or_default();
    first.starts_with(title.trim_end_matches('.'))
}

/// Whether a letter or digit; those of most texts without a look into Unicode's tables.
pub(crate) fn is_word_letter(c: char) -> bool {
    match c {
        '0'..='9' => true,
        c => is_letter(c) || !c.is_ascii() && c.is_numeric(),
    }
}

/// Whether it is a letter; quick for those of the languages that are read.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        c => !c.is_ascii() && c.is_alphabetic(),
    }
}

/// The letter in lower case, where that is one letter of the same length.
fn lower(c: char) -> char {
    match c {
        'а'..='я' | ' ' => c,
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        }
    }
}

/// Lower case with unchanged offsets: a letter whose lower case has another length stays.
pub(crate) fn lower_in_place(text: &str) -> String {
    // A letter keeps its length, so that nothing has to grow.
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| out.push(lower(c)));
    out
}

/// One line with plain spaces, straight apostrophes and no soft hyphens.
fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{202a}'..='\u{202e}' => {}
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            c if c.is_whitespace() || c.is_control() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Parts what a lost line break has glued: `ҚАЙТТЫЖапонияның`, `көздейді.Облыстық`.
fn unglue(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len() + 8);
    for (i, &c) in chars.iter().enumerate() {
        let before = &chars[..i];
        let next_lower = chars.get(i + 1).is_some_and(|n| n.is_lowercase());
        if c.is_uppercase() && next_lower {
            let caps = before.iter().rev().take_while(|b| b.is_uppercase()).count();
            if caps >= 4 {
                out.push('\n');
            } else if ends_stop_after_word(before) {
                out.push(' ');
            }
        }
        out.push(c);
    }
    out
}

/// `…word.` with at least three small letters before the stop.
fn ends_stop_after_word(before: &[char]) -> bool {
    let stop = before.last().is_some_and(|c| matches!(c, '.' | '!' | '?'));
    stop && before.iter().rev().skip(1).take(3).filter(|c| c.is_lowercase()).count() == 3
}

fn split_words(line: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_letter = chars.peek().is_some_and(|(_, n)| is_word_letter(*n));
        let inner = start.is_some() && next_letter && matches!(c, '-' | '\'' | ':');
        let colon = c == ':' && !line[..at].ends_with(|b: char| b.is_ascii_digit());
        if is_word_letter(c) || (inner && !colon && !is_possessive(c, &line[at..])) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            words.push((from, at));
        }
    }
    words.extend(start.map(|from| (from, line.len())));
    words
}

/// `'s` at the end of a word.
fn is_possessive(c: char, rest: &str) -> bool {
    c == '\'' && {
        let mut tail = rest.chars().skip(1);
        matches!(tail.next(), Some('s' | 'S')) && !tail.next().is_some_and(char::is_alphanumeric)
    }
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Shape::Number;
    }
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let rest: Vec<char> = letters.collect();
    match rest.len() {
        0 => Shape::Initial,
        _ if rest.iter().all(|c| !c.is_lowercase()) => Shape::Upper,
        _ => Shape::Title,
    }
}

/// Byte ranges between quotation marks; those within others only where every mark has its other half.
fn quotations(line: &str) -> Vec<Range<usize>> {
    let count = |mark: char| line.chars().filter(|c| *c == mark).count();
    let nested = count('«') == count('»');
    let mut open: Option<usize> = None;
    let mut inner = 0;
    let mut out = Vec::new();
    for (at, c) in line.char_indices() {
        match (c, open) {
            ('«', Some(_)) if nested => inner += 1,
            ('»', Some(_)) if inner > 0 => inner -= 1,
            ('«' | '“' | '„' | '"', None) => open = Some(at + c.len_utf8()),
            ('”', None) => open = Some(at + c.len_utf8()),
            ('»' | '”' | '"' | '“', Some(from)) if inner == 0 => {
                out.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    // A quotation that runs on into the next paragraph.
    if let Some(from) = open {
        out.push(from..line.len());
    }
    out
}

/// What stands around a quotation: before it from the end of the sentence before, and behind it to the next one's end.
fn attribution(line: &str, mark: &Range<usize>) -> String {
    const STOPS: [char; 3] = ['.', '!', '?'];
    let (before, behind) = (&line[..mark.start], &line[mark.end..]);
    let from = before.trim_end_matches(|c: char| !c.is_alphanumeric()).rfind(STOPS).map_or(0, |at| at + 1);
    let until = behind.find(STOPS).unwrap_or(behind.len());
    format!("{} {}", &before[from..], &behind[..until])
}

fn begins_as_name(inner: &str) -> bool {
    inner.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn is_speech(mark: &Range<usize>, words: &[(usize, usize)]) -> bool {
    words.iter().filter(|w| mark.start <= w.0 && w.1 <= mark.end).count() >= SPEECH_WORDS
}

/// `names` are quotation marks around names, within which no sentence ends.
fn split_sentences(
    line: &str,
    words: &[(usize, usize)],
    names: &[Range<usize>],
    cutting: &dyn Cutting,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for pair in words.windows(2) {
        let (word, next) = (&line[pair[0].0..pair[0].1], &line[pair[1].0..pair[1].1]);
        let gap = &line[pair[0].1..pair[1].0];
        let inside = names.iter().any(|m| m.start <= pair[0].0 && pair[1].1 <= m.end);
        if !inside && ends_sentence(word, gap, next, cutting) {
            let cut = gap.rfind(char::is_whitespace).map_or(pair[1].0, |at| pair[0].1 + at);
            out.push(start..cut);
            start = cut;
        }
    }
    out.push(start..line.len());
    out
}

fn ends_sentence(word: &str, gap: &str, next: &str, cutting: &dyn Cutting) -> bool {
    if !gap.contains(['.', '!', '?', '…', ';']) || !gap.contains(char::is_whitespace) || gap.contains(',') {
        return false;
    }
    let capital = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if !capital && !gap.contains(['«', '“', '"', '–', '—']) {
        return false;
    }
    let plain_stop = gap.trim() == ".";
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !(plain_stop && (initial || cutting.is_abbreviation(&word.to_lowercase())))
        && (!gap.contains(';') || capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Few;

    impl Cutting for Few {
        fn is_abbreviation(&self, word: &str) -> bool {
            ["st", "mr", "г"].contains(&word)
        }

        fn is_statement(&self, attribution: &str) -> bool {
            attribution.contains("сказано в сообщении")
        }
    }

    fn cut(body: &str) -> Vec<String> {
        let text = Text::new(None, body, &Few);
        (0..text.sentences.len()).map(|i| text.passage(i).to_owned()).collect()
    }

    #[test]
    fn initials_and_abbreviations_end_no_sentence() {
        assert_eq!(cut("A. Petrov of St. Petersburg came. Mr. Li did not.").len(), 2);
        assert_eq!(cut("Власти г. Хошимина приняли гостей.").len(), 1);
    }

    #[test]
    fn glued_lines_are_parted() {
        assert_eq!(cut("ҚОНАҚ КЕЛДІЖапониядан елші келді."), ["ҚОНАҚ КЕЛДІ", "Жапониядан елші келді."]);
        assert_eq!(cut("Құжат дайын.Облыс әкімі айтты.").len(), 2);
    }

    #[test]
    fn speech_is_told_from_a_name_in_quotation_marks() {
        let text =
            Text::new(None, "Клуб «Тобыл» рад. «Мы ждём вас всех в нашем городе летом», – сказал он.", &Few);
        assert!(text.words[1].in_marks && !text.words[1].quoted);
        assert!(text.words[4].quoted);
    }

    #[test]
    fn what_a_body_makes_known_is_no_speech() {
        let body = "«Мэр Оша принял гостей из Сямэня. Они осмотрели город», – сказано в сообщении.";
        let text = Text::new(None, body, &Few);
        assert!(text.words.iter().all(|w| !w.quoted) && text.sentences.len() == 2);
    }

    #[test]
    fn a_quotation_may_hold_another() {
        let within = |line: &str| -> Vec<String> {
            quotations(line).into_iter().map(|r| line[r].to_owned()).collect()
        };
        assert_eq!(within("«Вечер «35 лет» удался», – сказал он."), ["Вечер «35 лет» удался"]);
        assert_eq!(within("Клуб «Союз «Альфа» и «Бета»."), ["Союз «Альфа", "Бета"]);
    }

    #[test]
    fn lower_case_keeps_offsets() {
        let odd = "İZMİR ẞ Астана";
        assert_eq!(lower_in_place(odd).len(), odd.len());
    }

    #[test]
    fn a_possessive_is_not_part_of_the_word() {
        let text = Text::new(None, "Xi'an and Kazakhstan's city", &Few);
        assert_eq!((text.word(0), text.word(2), text.word(3)), ("Xi'an", "Kazakhstan", "s"));
    }
}
