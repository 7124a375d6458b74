//! E-mails (RFC 5322, MIME): subject, date and the first text part.

use super::{Clipping, html};
use chrono::DateTime;
use std::collections::BTreeMap;

/// Whether the text begins with the headers of a message.
pub(super) fn is_mail(text: &str) -> bool {
    let head: Vec<&str> = text.lines().take_while(|l| !l.trim().is_empty()).take(60).collect();
    let has = |name: &str| head.iter().any(|l| l.to_ascii_lowercase().starts_with(name));
    has("from:") && (has("subject:") || has("date:") || has("mime-version:"))
}

/// Reads a message.
pub(super) fn read(text: &str) -> Clipping {
    let (headers, body) = split(text);
    let published = headers.get("date").and_then(|d| DateTime::parse_from_rfc2822(d.trim()).ok());
    let part = text_part(&headers, body, 0);
    let mut clipping = match &part {
        (kind, content) if kind == "text/html" => html::read(content),
        (_, content) => Clipping { body: content.clone(), ..Clipping::default() },
    };
    clipping.title =
        headers.get("subject").map(|s| encoded_words(s)).filter(|s| !s.is_empty()).or(clipping.title);
    clipping.publisher =
        clipping.publisher.or_else(|| headers.get("from").map(|f| sender(&encoded_words(f))));
    clipping.published = clipping.published.or(published.map(|d| d.date_naive().into()));
    clipping
}

type Headers = BTreeMap<String, String>;

/// Headers with continuation lines joined, and the body.
fn split(text: &str) -> (Headers, &str) {
    let mut headers = Headers::new();
    let mut last: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            break;
        }
        match (line.starts_with([' ', '\t']), &last, line.split_once(':')) {
            (true, Some(name), _) => {
                let value = headers.entry(name.clone()).or_default();
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                let name = name.trim().to_ascii_lowercase();
                headers.insert(name.clone(), value.trim().to_owned());
                last = Some(name);
            }
            _ => {}
        }
    }
    (headers, &text[at.min(text.len())..])
}

/// Deepest nesting of parts that is followed.
const DEPTH: usize = 5;

/// Type and content of the first text part, plain before HTML.
fn text_part(headers: &Headers, body: &str, depth: usize) -> (String, String) {
    let content_type = headers.get("content-type").cloned().unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if let Some(boundary) = parameter(&content_type, "boundary").filter(|_| depth < DEPTH) {
        let parts: Vec<(String, String)> = body
            .split(&format!("--{boundary}"))
            .skip(1)
            .filter(|p| !p.starts_with("--"))
            .map(|p| split(p.trim_start_matches(['\r', '\n'])))
            .map(|(h, b)| text_part(&h, b, depth + 1))
            .collect();
        let of = |kind: &str| parts.iter().find(|(k, _)| k == kind).cloned();
        return of("text/plain").or_else(|| of("text/html")).unwrap_or_default();
    }
    let charset = parameter(&content_type, "charset").unwrap_or_default();
    let encoding =
        headers.get("content-transfer-encoding").map(|e| e.trim().to_ascii_lowercase()).unwrap_or_default();
    let content = match encoding.as_str() {
        "base64" => decode(&base64(body), &charset),
        "quoted-printable" => decode(&quoted_printable(body, false), &charset),
        _ => body.to_owned(),
    };
    (if kind.is_empty() { "text/plain".to_owned() } else { kind }, content)
}

fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|p| {
        let (key, value) = p.split_once('=')?;
        (key.trim().eq_ignore_ascii_case(name)).then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn decode(bytes: &[u8], charset: &str) -> String {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().take_while(|b| *b != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

/// RFC 2045 quoted-printable; in headers an underscore is a space.
fn quoted_printable(text: &str, header: bool) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (bytes[at], hex) {
            (b'=', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'=', None) => at += if bytes.get(at + 1) == Some(&b'\r') { 3 } else { 2 },
            (b'_', _) if header => {
                out.push(b' ');
                at += 1;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// RFC 2047 encoded words in a header.
fn encoded_words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        let fields: Vec<&str> = after.splitn(4, '?').collect();
        let [charset, mode, text, tail] = fields[..] else { break };
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        let bytes = if mode.eq_ignore_ascii_case("b") { base64(text) } else { quoted_printable(text, true) };
        out.push_str(&decode(&bytes, charset));
        rest = tail.strip_prefix('=').unwrap_or(tail);
    }
    (out + rest).trim().to_owned()
}

/// The display name of a sender, or the domain of the address.
fn sender(from: &str) -> String {
    let (name, address) = from.split_once('<').unwrap_or(("", from));
    let name = name.trim().trim_matches('"').trim();
    if name.is_empty() {
        return address.trim_end_matches('>').rsplit('@').next().unwrap_or_default().trim().to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_with_encoded_subject_and_body_is_read() {
        let mail = "From: =?utf-8?B?0J/QsNC/0LXRgA==?= <news@paper.example>\r\nSubject: =?koi8-r?Q?=F7=C9=DA=C9=D4?=\r\n\
            Date: Tue, 5 Nov 2019 10:00:00 +0600\r\nContent-Type: text/plain; charset=windows-1251\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=EE=F1=F2=E8\r\n";
        let clip = read(mail);
        assert_eq!(clip.title.as_deref(), Some("Визит"));
        assert_eq!(clip.publisher.as_deref(), Some("Папер"));
        assert_eq!(clip.published.unwrap().to_string(), "2019-11-05");
        assert_eq!(clip.body.trim(), "Гости");
    }

    #[test]
    fn of_several_parts_the_plain_text_is_read() {
        let mail = "From: a@b.example\nSubject: x\nContent-Type: multipart/alternative; boundary=\"Z\"\n\n--Z\n\
            Content-Type: text/html\n\n<p>html</p>\n--Z\nContent-Type: text/plain\n\nplain\n--Z--\n";
        assert_eq!(read(mail).body.trim(), "plain");
    }

    #[test]
    fn broken_encodings_end_quietly() {
        for body in ["=", "=0", "=\r", "=?x?y", "=?a?b?c"] {
            let mail =
                format!("From: a@b\nSubject: {body}\nContent-Transfer-Encoding: quoted-printable\n\n{body}");
            assert!(read(&mail).body.len() <= mail.len());
        }
    }
}
