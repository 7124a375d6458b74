//! Characters that mean something in HTML, and bytes within it.
//!
//! Start with [`text`] and [`attribute`].

/// Text between tags.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// The value of an attribute in double quotes.
pub(super) fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;")
}

/// An address that a reader may follow: the web, mail, or a place in the document.
pub(super) fn is_safe_target(target: &str) -> bool {
    let start = target.trim_start().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|scheme| start.starts_with(scheme))
}

/// Bytes in base64 (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0u32, |bits, (i, b)| bits | u32::from(*b) << (16 - 8 * i));
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            out.push(if digit <= group.len() { char::from(DIGITS[index as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, encoded) in pairs {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn only_known_addresses_are_safe() {
        for target in ["https://a.kz", "HTTP://a.kz", "mailto:a@b.kz", "#id"] {
            assert!(is_safe_target(target), "{target}");
        }
        for target in
            ["javascript:alert(1)", " javascript:x", "data:text/html,x", "file:///etc", "a.html", ""]
        {
            assert!(!is_safe_target(target), "{target}");
        }
    }
}
