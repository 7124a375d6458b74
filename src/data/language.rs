//! Languages of texts (any BCP 47 tag) and of reports (the three that have catalogues).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The language of a text as a BCP 47 tag, lower case primary subtag first: `en`, `ru`, `kk`, `kk-Arab`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// A tag as written; empty text means "undetermined" (`und`).
    pub fn new(tag: &str) -> Self {
        let tag = tag.trim();
        Self(if tag.is_empty() { "und".to_owned() } else { tag.replace('_', "-") })
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `kk` of `kk-Arab`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Locale> for LanguageTag {
    fn from(locale: Locale) -> Self {
        Self(locale.code().to_owned())
    }
}

/// A language that reports are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English (`en-GB`).
    #[default]
    En,
    /// Russian (`ru-RU`).
    Ru,
    /// Kazakh in Cyrillic script (`kk-KZ`).
    Kk,
}

impl Locale {
    /// All report languages.
    pub const ALL: [Self; 3] = [Self::En, Self::Ru, Self::Kk];

    /// The primary subtag: `en`, `ru` or `kk`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
        }
    }

    /// Tag with region, as Word's proofing wants it: `en-GB`, `ru-RU`, `kk-KZ`.
    pub fn tag_with_region(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::Ru => "ru-RU",
            Self::Kk => "kk-KZ",
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Locale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let primary = LanguageTag::new(text);
        Self::ALL
            .into_iter()
            .find(|l| l.code() == primary.primary())
            .ok_or_else(|| format!("\"{text}\" is not a language of reports; use en, ru or kk"))
    }
}
