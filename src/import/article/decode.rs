//! A clipping's bytes → text: within a sensible length, with something to read in it, look-alike letters mended.
//!
//! The encoding is found by [`crate::import::encoding`].

use super::text::{is_letter, is_word_letter};
use crate::import::encoding;
use encoding_rs::{Encoding, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Why bytes are not read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Not text.
    #[error("the file is no text (a picture, an archive or the like)")]
    Binary,
}

/// Longest text that is read, in bytes; a clipping is a few thousand.
pub(crate) const LONGEST: usize = 1 << 16;

/// The text, and whether only its beginning was read.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, bool), NotText> {
    let cut = bytes.len() > LONGEST;
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(NotText::Empty);
    }
    let text = encoding::decode(bytes).map_err(|_| NotText::Binary)?.text;
    let readable = text.chars().filter(|c| is_word_letter(*c) || c.is_whitespace()).count();
    if readable * 2 < text.chars().count() {
        return Err(NotText::Binary);
    }
    Ok((mend(&in_plain_letters(&undo_wrong_decoding(&text))), cut))
}

/// Composed letters (UAX 15, form C), without soft hyphens, spaces of no width and the stress marks of Russian words.
fn in_plain_letters(text: &str) -> Cow<'_, str> {
    let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let combining = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    if !text.chars().any(|c| !c.is_ascii() && (invisible(c) || combining(c))) {
        return Cow::Borrowed(text);
    }
    const STRESS: [char; 2] = ['\u{300}', '\u{301}'];
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !invisible(*c)).nfc() {
        if !(STRESS.contains(&c) && out.ends_with(|b: char| ('\u{400}'..='\u{4ff}').contains(&b))) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// One-byte encodings that pages in UTF-8 are wrongly read in.
const WRONG: [&Encoding; 4] = [WINDOWS_874, WINDOWS_1252, WINDOWS_1250, WINDOWS_1251];

/// "KoÅ¡ice", "Koลกice" are "Košice": UTF-8 that somebody took for a one-byte encoding, in runs that are valid UTF-8
/// again and then letters.
fn undo_wrong_decoding(text: &str) -> Cow<'_, str> {
    let suspicious = |c: char| !c.is_ascii() && !is_letter_of_russian(c);
    if !text.chars().any(suspicious) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let run = rest[start..].split(|c: char| c.is_ascii()).next().unwrap_or_default();
        out.push_str(&rest[..start]);
        let right = WRONG.into_iter().find_map(|wrong| decoded_again(run, wrong));
        out.push_str(right.as_deref().unwrap_or(run));
        rest = &rest[start + run.len()..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The letters that a run is in UTF-8, if it was read in the wrong encoding.
fn decoded_again(run: &str, wrong: &'static Encoding) -> Option<String> {
    // "Пё" is no letter of another script.
    let least = if wrong == WINDOWS_1251 { 4 } else { 2 };
    let several = run.chars().count() >= least && !run.chars().all(is_letter_of_russian);
    let (bytes, _, failed) = several.then(|| wrong.encode(run))?;
    let text = std::str::from_utf8(&bytes).ok().filter(|_| !failed)?;
    text.chars().all(char::is_alphabetic).then(|| text.to_owned())
}

fn is_letter_of_russian(c: char) -> bool {
    ('а'..='я').contains(&c) || ('А'..='Я').contains(&c)
}

/// Latin letters that look like Cyrillic ones, with those.
const ALIKE: [(char, char); 24] = [
    ('a', 'а'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('c', 'с'),
    ('x', 'х'),
    ('y', 'у'),
    ('i', 'і'),
    ('h', 'һ'),
    ('k', 'к'),
    ('m', 'м'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('I', 'І'),
];

/// Puts Cyrillic letters for Latin look-alikes in words that are Cyrillic otherwise.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if is_letter(c) {
            word.push(c);
            continue;
        }
        mend_word(&word, &mut out);
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

fn mend_word(word: &str, out: &mut String) {
    let cyrillic = word.chars().filter(|c| ('\u{400}'..='\u{4ff}').contains(c)).count();
    let latin: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).collect();
    let all_alike = latin.iter().all(|c| ALIKE.iter().any(|(l, _)| l == c));
    if cyrillic == 0 || latin.is_empty() || !all_alike {
        return out.push_str(word);
    }
    out.extend(
        word.chars().map(|c| ALIKE.iter().find(|(l, _)| *l == c).map_or(c, |(_, cyrillic)| *cyrillic)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b" \n"), Err(NotText::Empty));
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(decode(&noise), Err(NotText::Binary));
    }

    #[test]
    fn what_was_read_in_the_wrong_encoding_is_read_again() {
        assert_eq!(undo_wrong_decoding("Koลกice, KoÅ¡ice, MÃ¼nster"), "Košice, Košice, Münster");
        assert_eq!(undo_wrong_decoding("РђР»РјР°С‚С‹ РіРѕСЂРѕРґ"), "Алматы город");
        for right in ["Көкшетау «Ёлка» – Łódź, São Paulo, “Zürich”, Žilina", "Пё, Рё и Ёё", "ประเทศไทย"]
        {
            assert_eq!(undo_wrong_decoding(right), right);
        }
    }

    #[test]
    fn letters_are_composed_and_bear_nothing_that_is_not_seen() {
        assert_eq!(in_plain_letters("Алма\u{301}ты\u{ad}нын\u{200b} и\u{306} Ä"), "Алматынын й Ä");
        assert_eq!(in_plain_letters("Мусы\u{301}на, S\u{303}a\u{303}o, ү\u{301}"), "Мусына, S\u{303}ão, ү");
        assert!(matches!(in_plain_letters("Қазақстан, ё"), Cow::Borrowed(_)));
    }

    #[test]
    fn latin_letters_inside_cyrillic_words_are_mended() {
        assert_eq!(mend("Аltаynews встретил Сaгинтaeв и Nokia"), "Аltаynews встретил Сагинтаев и Nokia");
        assert_eq!(mend("Астaнa"), "Астана");
    }
}
