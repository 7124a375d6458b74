//! A clipping's bytes → text: within a sensible length, with something to read in it, look-alike letters mended.
//!
//! The encoding is found by [`crate::import::encoding`].

use super::text::{is_letter, is_word_letter};
use crate::import::encoding;

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
    Ok((mend(&text), cut))
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
    fn latin_letters_inside_cyrillic_words_are_mended() {
        assert_eq!(mend("Аltаynews встретил Сaгинтaeв и Nokia"), "Аltаynews встретил Сагинтаев и Nokia");
        assert_eq!(mend("Астaнa"), "Астана");
    }
}
