//! Bytes → text: UTF-8, UTF-16 and the Cyrillic encodings of older office files.

use encoding_rs::{Encoding, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// Text with the name of the encoding it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
}

/// The bytes are no text in any encoding that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a text file (or its encoding is unknown); save it as UTF-8")]
pub struct NotText;

/// Finds the encoding and decodes: byte order mark, UTF-16 by its high bytes, valid UTF-8, what a page or message
/// names itself, else the one-byte encoding that gives the most frequent letters.
///
/// # Errors
/// Where the bytes hold NULs or control characters that no text has.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    let encoding = detect(bytes).ok_or(NotText)?;
    let text = encoding.decode(bytes).0.into_owned();
    let sample = || text.chars().take(4096);
    let strange = sample().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if text.contains('\0') || strange * 50 > sample().count() {
        return Err(NotText);
    }
    Ok(Decoded { text, encoding: encoding.name() })
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
    let valid_utf8 = broken.map_or(0, |e| e.valid_up_to());
    if valid_utf8 * 10 > bytes.len() * 9 && bytes.len() > 2000 {
        return Some(UTF_8);
    }
    declared(bytes).or_else(|| one_byte(bytes))
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

/// Of the one-byte encodings, the one that gives the most frequent Russian letters in small type; letters that
/// stand alone among Latin ones are accented and so Western.
fn one_byte(bytes: &[u8]) -> Option<&'static Encoding> {
    let foreign = bytes.iter().filter(|b| **b < 32 && !b"\t\r\n\x0c".contains(b)).count();
    if foreign * 50 > bytes.len() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(65536)];
    let high = |b: &u8| *b >= 128;
    let all = sample.iter().filter(|b| high(b)).count();
    let in_runs = sample.windows(2).filter(|w| high(&w[0]) && high(&w[1])).count();
    if in_runs * 3 < all {
        return Some(WINDOWS_1252);
    }
    let score = |encoding: &'static Encoding| -> i64 {
        let text = encoding.decode_without_bom_handling(sample).0;
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
    [WINDOWS_1251, KOI8_R].into_iter().max_by_key(|e| score(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Делегация Санкт-Петербурга прибыла в Астану";

    #[test]
    fn finds_the_encoding() {
        for (encoding, name) in
            [(WINDOWS_1251, "windows-1251"), (KOI8_R, "KOI8-R"), (encoding_rs::UTF_8, "UTF-8")]
        {
            let (bytes, ..) = encoding.encode(TEXT);
            assert_eq!(decode(&bytes), Ok(Decoded { text: TEXT.into(), encoding: name }));
        }
        let utf16: Vec<u8> =
            std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap().text, TEXT);
        let bare: Vec<u8> = "Astana, 2019".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&bare).unwrap().text, "Astana, 2019");
    }

    #[test]
    fn accents_among_latin_letters_are_western() {
        let (bytes, ..) = WINDOWS_1252.encode("La délégation de Besançon est arrivée à Nevers.");
        assert_eq!(decode(&bytes).unwrap().encoding, "windows-1252");
        let (bytes, ..) =
            WINDOWS_1251.encode("no;city;guest\n1;Омск;a long remark in English letters only\n");
        assert_eq!(decode(&bytes).unwrap().encoding, "windows-1251");
    }

    #[test]
    fn a_page_names_its_encoding() {
        let page = [b"<meta charset=\"koi8-r\">".as_slice(), &KOI8_R.encode("ОМСК И АСТАНА").0].concat();
        assert_eq!(decode(&page).unwrap().encoding, "KOI8-R");
    }

    #[test]
    fn refuses_binary() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), Err(NotText));
        assert_eq!(decode(&[7, 8, 14, 15, 16, 1, 2, 3]), Err(NotText));
    }
}
