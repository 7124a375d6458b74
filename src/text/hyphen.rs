//! Where words may be hyphenated.

use hypher::Lang;

/// Letters that stay together before and after a hyphen.
const LEAST_BEFORE: usize = 2;
const LEAST_AFTER: usize = 3;
/// Shorter words stay whole.
const LEAST_LENGTH: usize = 6;

/// Where a word with the punctuation around it may be divided.
pub(super) fn points_within(text: &str, language: &str) -> Vec<usize> {
    let start = text.find(char::is_alphabetic).unwrap_or(text.len());
    let core = text[start..].trim_end_matches(|c: char| !c.is_alphabetic());
    points(core, language).into_iter().map(|p| p + start).collect()
}

/// Byte offsets at which the word may be divided in the language (a BCP 47 primary subtag); none
/// for languages without patterns. Kazakh takes the Russian patterns, which never divide beside a
/// letter that Russian lacks.
fn points(word: &str, language: &str) -> Vec<usize> {
    let language = match language {
        "en" => Lang::English,
        "ru" | "kk" => Lang::Russian,
        _ => return Vec::new(),
    };
    // A capital stands at the head of a name, an acronym or a sentence; names stay whole.
    let plain = word.chars().all(char::is_lowercase);
    if !plain || word.chars().count() < LEAST_LENGTH {
        return Vec::new();
    }
    let mut at = 0;
    let syllables = hypher::hyphenate_bounded(word, language, LEAST_BEFORE, LEAST_AFTER);
    let mut points: Vec<usize> = syllables
        .map(|s| {
            at += s.len();
            at
        })
        .collect();
    points.pop();
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, language: &str) -> String {
        let mut text = word.to_owned();
        for point in points(word, language).into_iter().rev() {
            text.insert(point, '-');
        }
        text
    }

    #[test]
    fn divides_words_of_each_language() {
        assert_eq!(divided("cooperation", "en"), "co-op-er-a-tion");
        assert_eq!(divided("сотрудничество", "ru"), "со-труд-ни-че-ство");
        assert_eq!(divided("ынтымақтастық", "kk"), "ын-ты-мақ-та-стық");
    }

    #[test]
    fn keeps_names_short_words_and_other_languages_whole() {
        for (word, language) in
            [("Петербург", "ru"), ("МЧС", "ru"), ("город", "ru"), ("Zusammenarbeit", "de")]
        {
            assert_eq!(divided(word, language), word);
        }
    }
}
