//! Bytes → text: UTF-8, UTF-16 and the Cyrillic encodings of older office files.

use encoding_rs::{Encoding, KOI8_R, UTF_16BE, UTF_16LE, WINDOWS_1251};

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

/// Finds the encoding (byte order mark, valid UTF-8, UTF-16 by its zero bytes, else Windows-1251 or KOI8-R by
/// the frequency of Russian letters) and decodes.
///
/// # Errors
/// Where the bytes hold NULs or control characters that no text has.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return accept(text.into_owned(), encoding);
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return accept(encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return accept(text.to_owned(), encoding_rs::UTF_8);
    }
    let encoding = likelier_cyrillic(bytes);
    accept(encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding)
}

fn accept(text: String, encoding: &'static Encoding) -> Result<Decoded, NotText> {
    let sample = || text.chars().take(4096);
    let strange = sample().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if text.contains('\0') || strange * 50 > sample().count() {
        return Err(NotText);
    }
    Ok(Decoded { text, encoding: encoding.name() })
}

/// UTF-16 without a mark shows by zero bytes on one side of most pairs.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len().min(4096) / 2;
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).take(pairs).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 4 > pairs && even == 0 {
        Some(UTF_16LE)
    } else if even * 4 > pairs && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Windows-1251 has its small letters where KOI8-R has its capitals, and text is mostly small letters.
fn likelier_cyrillic(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(65536)];
    let low = sample.iter().filter(|b| (0xC0..=0xDF).contains(*b)).count();
    let high = sample.iter().filter(|b| (0xE0..=0xFF).contains(*b)).count();
    if low > high { KOI8_R } else { WINDOWS_1251 }
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
    fn refuses_binary() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), Err(NotText));
        assert_eq!(decode(&[7, 8, 14, 15, 16, 1, 2, 3]), Err(NotText));
    }
}
