//! Link targets that Word can take: a malformed one makes it call the whole file damaged.

/// Schemes that a report may link to; others could run something.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "ftp", "ftps"];

/// The target as a URI (RFC 3986) with what is not allowed percent-encoded; `None` where it is none that
/// may be followed.
pub(super) fn safe(target: &str) -> Option<String> {
    let target = target.trim();
    let (scheme, rest) = match target.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => return relative(target),
    };
    let known = SCHEMES.contains(&scheme.as_str());
    let has_host = !matches!(scheme.as_str(), "http" | "https" | "ftp" | "ftps") || is_authority(rest);
    (known && has_host && !rest.is_empty()).then(|| format!("{scheme}:{}", encode(rest)))
}

/// A file beside the report; not an absolute path, which would name a machine.
fn relative(target: &str) -> Option<String> {
    let outside = target.starts_with(['/', '\\']) || target.contains([':', '\\']);
    (!target.is_empty() && !outside).then(|| encode(target))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Whether `//host…` follows with a host that is made of plain characters and a port that is a number.
fn is_authority(rest: &str) -> bool {
    let Some(authority) = rest.strip_prefix("//") else { return false };
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    !name.is_empty() && plain && port.len() <= 5 && port.chars().all(|c| c.is_ascii_digit())
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_escape = c == '%' && text[at + 1..].bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if is_escape || c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn web_addresses_are_encoded_not_changed() {
        let cases = [
            ("https://akorda.kz/ru/news?id=1#top", Some("https://akorda.kz/ru/news?id=1#top")),
            (
                "https://ru.wikipedia.org/wiki/Астана",
                Some("https://ru.wikipedia.org/wiki/%D0%90%D1%81%D1%82%D0%B0%D0%BD%D0%B0"),
            ),
            ("http://a.b/c d\"e", Some("http://a.b/c%20d%22e")),
            ("mailto:press@gov.kz", Some("mailto:press@gov.kz")),
            ("chart-1.svg", Some("chart-1.svg")),
        ];
        for (target, wanted) in cases {
            assert_eq!(safe(target).as_deref(), wanted, "{target}");
        }
    }

    #[test]
    fn what_word_or_caution_refuses_is_no_link() {
        for target in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://",
            "http://[",
            "https:",
            "C:\\x",
            "/etc",
            "",
        ] {
            assert_eq!(safe(target), None, "{target}");
        }
    }
}
