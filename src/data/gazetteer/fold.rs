//! Folds names of places so that spellings which mean the same compare equal.
//!
//! Letter case, ё, accents of Latin letters, quotation marks, apostrophes, full stops, hyphens and blanks do
//! not count: "Rostov-on-Don", «ростов на дону» needs no second entry per script.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that say "city" before a name.
const BEFORE: [&str; 9] =
    ["the city of ", "city of ", "municipality of ", "город-герой ", "город ", "города ", "гор.", "г.", "г "];
/// Words that say "city" behind a name.
const BEHIND: [&str; 6] = [" city", " қаласының", " қаласы", " қ.", " г.", " город"];

/// The name's letters and digits in a form for comparing.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    fold_into(name, &mut out);
    out
}

/// Like [`fold`], into a buffer of the caller, which is emptied first.
pub fn fold_into(name: &str, out: &mut String) {
    out.clear();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() => {}
            // Most of the rest, without the tables of Unicode.
            'а'..='я' => out.push(c),
            _ => fold_letter(c, out),
        }
    }
}

fn fold_letter(c: char, out: &mut String) {
    for lower in c.to_lowercase() {
        match lower {
            'ё' => out.push('е'),
            'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' => {}
            // Accents are dropped from Latin letters only: й is no и.
            '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                out.extend(
                    std::iter::once(lower).nfd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)),
                );
            }
            _ if lower.is_alphanumeric() => out.push(lower),
            _ => {}
        }
    }
}

/// The name without words and marks that only say that it is a city's; `None` where there are none.
pub fn strip_city_words(name: &str) -> Option<String> {
    let lower = name.trim().trim_matches(is_quote).trim().to_lowercase();
    let mut rest = lower.as_str();
    for word in BEFORE {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim();
    }
    for word in BEHIND {
        rest = rest.strip_suffix(word).unwrap_or(rest).trim();
    }
    (rest.len() < lower.len() && !rest.is_empty()).then(|| rest.to_owned())
}

/// Splits "Birmingham, GB" and "Birmingham (GB)" into city and country.
pub fn split_country(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    let (city, country) = match name.strip_suffix(')') {
        Some(open) => open.rsplit_once('(')?,
        None => name.rsplit_once(',')?,
    };
    let (city, country) = (city.trim(), country.trim());
    (!city.is_empty() && !country.is_empty()).then_some((city, country))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '“' | '”' | '„' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (a, b) in [
            ("Rostov-on-Don", "ROSTOV ON DON"),
            ("Xi'an", "Xi’an"),
            ("São Paulo", "Sao Paulo"),
            ("«Санкт-Петербург»", "санкт–петербург "),
            ("Орёл", "Орел"),
            ("İzmir", "Izmir"),
            ("St. Petersburg", "St.Petersburg"),
            ("Toʻshkent", "Toshkent"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("Бийск"), fold("Биск"));
    }

    #[test]
    fn words_for_city_are_stripped() {
        for name in ["г. Астана", "г.Астана", "город Астана", "Астана қаласы", "«г. Астана»"]
        {
            assert_eq!(strip_city_words(name).unwrap(), "астана", "{name}");
        }
        assert_eq!(strip_city_words("the City of Kazan").unwrap(), "kazan");
        assert_eq!(strip_city_words("Гомель"), None);
    }
}
