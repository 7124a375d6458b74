//! Bytes → text: UTF-8, UTF-16, Windows-1251, KOI8-R; what is no text is refused.
//!
//! Also mends Latin letters that stand inside Cyrillic words.

use encoding_rs::{Encoding, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

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
pub(crate) const LONGEST: usize = 1 << 20;

/// The text, and whether only its beginning was read.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, bool), NotText> {
    let cut = bytes.len() > LONGEST;
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(NotText::Empty);
    }
    let encoding = detect(bytes).ok_or(NotText::Binary)?;
    let text = encoding.decode(bytes).0;
    let readable = text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).count();
    if readable * 2 < text.chars().count() {
        return Err(NotText::Binary);
    }
    Ok((mend(&text), cut))
}

fn detect(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    if let Some(encoding) = utf_16(bytes) {
        return Some(encoding);
    }
    if bytes.iter().filter(|b| **b == 0).count() * 100 > bytes.len() {
        return None;
    }
    // The end of a cut text may split a letter.
    let broken = std::str::from_utf8(bytes).err();
    if broken.is_none_or(|e| e.error_len().is_none()) {
        return Some(UTF_8);
    }
    let declared = declared(bytes);
    let valid_utf8 = broken.map_or(0, |e| e.valid_up_to());
    if valid_utf8 * 10 > bytes.len() * 9 && bytes.len() > 2000 {
        return Some(UTF_8);
    }
    declared.or_else(|| one_byte(bytes))
}

/// UTF-16 without a mark: every other byte is the same small number.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len().min(4000) / 2;
    let high = |offset: usize| (0..pairs).filter(|i| matches!(bytes[i * 2 + offset], 0 | 4)).count();
    if pairs < 4 {
        return None;
    }
    match (high(1) * 10 > pairs * 9, high(0) * 10 > pairs * 9) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page or message names itself.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_8)
}

/// Of the one-byte encodings, the one that gives the most frequent Russian letters in small type.
fn one_byte(bytes: &[u8]) -> Option<&'static Encoding> {
    let foreign = bytes.iter().filter(|b| **b < 32 && !b"\t\r\n\x0c".contains(b)).count();
    if foreign * 50 > bytes.len() {
        return None;
    }
    let score = |encoding: &'static Encoding| -> i64 {
        let text = encoding.decode_without_bom_handling(bytes).0;
        text.chars()
            .map(|c| match c {
                'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' => 2,
                'а'..='я' => 1,
                'А'..='Я' => 0,
                '\u{80}'..='\u{9f}' | '\u{fffd}' => -4,
                c if c.is_ascii() => 0,
                _ => -2,
            })
            .sum()
    };
    let best = [WINDOWS_1251, KOI8_R].into_iter().max_by_key(|e| score(e))?;
    let high = bytes.iter().filter(|b| **b >= 128).count();
    if high * 10 < bytes.len() {
        return Some(WINDOWS_1252);
    }
    Some(best)
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
        if c.is_alphabetic() {
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

    const TEXT: &str =
        "Делегация города прибыла в Астану, её принял аким. Стороны договорились о сотрудничестве.";

    #[test]
    fn each_encoding_is_told_by_itself() {
        for encoding in [UTF_8, WINDOWS_1251, KOI8_R] {
            let bytes = encoding.encode(TEXT).0;
            assert_eq!(decode(&bytes).unwrap().0, TEXT, "{}", encoding.name());
        }
        let utf_16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf_16).unwrap().0, TEXT);
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&big).unwrap().0, TEXT);
    }

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
