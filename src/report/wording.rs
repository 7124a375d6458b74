//! Texts in the language in which somebody wrote them, the report's own where there is a choice.
//!
//! Nothing is translated: a text in another language is marked with it, for screen readers and proofing.

use crate::data::{Account, LanguageTag, Locale, Official};
use serde::Serialize;

/// A text with its language, where that is not the report's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The text.
    pub text: String,
    /// BCP 47 tag of a language other than the report's.
    pub lang: Option<String>,
}

/// A text with its language and the notes that bear it out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The text.
    pub text: String,
    /// BCP 47 tag of a language other than the report's.
    pub lang: Option<String>,
    /// Numbers of source notes.
    pub notes: Vec<u32>,
}

impl Wording {
    /// A text that is in `language`; unknown languages go unmarked.
    pub fn new(text: &str, language: Option<&LanguageTag>, report: Locale) -> Self {
        let foreign = language.filter(|l| l.as_str() != "und" && !is_report_language(l, report));
        Self { text: text.to_owned(), lang: foreign.map(|l| l.as_str().to_owned()) }
    }

    /// The text with notes.
    pub fn with_notes(self, notes: Vec<u32>) -> Fact {
        Fact { text: self.text, lang: self.lang, notes }
    }
}

/// Whether a reader of the report reads that language as his own; another script is another language here.
fn is_report_language(language: &LanguageTag, report: Locale) -> bool {
    language.primary() == report.code()
        && !language.as_str().contains("-Arab")
        && !language.as_str().contains("-Latn")
}

/// How well a text in `language` suits the report, best first.
///
/// Officers who read Kazakh also read Russian; English is what a reader of neither most likely knows.
pub(super) fn suitability(language: Option<&LanguageTag>, report: Locale) -> u8 {
    let others = match report {
        Locale::En => ["ru", "kk"],
        Locale::Ru => ["en", "kk"],
        Locale::Kk => ["ru", "en"],
    };
    match language {
        Some(l) if is_report_language(l, report) => 0,
        Some(l) if l.as_str() == others[0] => 1,
        Some(l) if l.as_str() == others[1] => 2,
        _ => 3,
    }
}

/// Language of a person's name and role: as given, else that of the account.
pub(super) fn language_of<'a>(
    official: &'a Official,
    account: Option<&'a Account>,
) -> Option<&'a LanguageTag> {
    official.language.as_ref().or_else(|| account?.source.language.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_foreign_languages_are_marked() {
        let mark = |tag: &str, report| Wording::new("x", Some(&LanguageTag::new(tag)), report).lang;
        assert_eq!(mark("ru", Locale::Ru), None);
        assert_eq!(mark("ru-RU", Locale::Ru), None);
        assert_eq!(mark("en", Locale::Ru).as_deref(), Some("en"));
        assert_eq!(mark("kk-Arab", Locale::Kk).as_deref(), Some("kk-Arab"));
        assert_eq!(mark("und", Locale::Kk), None);
    }

    #[test]
    fn the_reports_language_suits_best() {
        let rank = |tag: &str, report| suitability(Some(&LanguageTag::new(tag)), report);
        assert!(rank("kk", Locale::Kk) < rank("ru", Locale::Kk));
        assert!(rank("ru", Locale::Kk) < rank("en", Locale::Kk));
        assert!(rank("en", Locale::Kk) < rank("kk-Arab", Locale::Kk));
    }
}
