//! Fields of cooperation. The list is data, so that an office can bring its own.

use super::Locale;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Stable identifier of a sector, such as `health`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectorId(pub String);

impl fmt::Display for SectorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a sector came up; later variants say more than earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectorRole {
    /// Named as what the visit is for.
    Purpose,
    /// Talked about.
    Discussed,
    /// Agreed on, without a signature.
    Agreed,
    /// Subject of a signed document.
    Signed,
}

/// A sector with its names and the stems by which texts are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sector {
    /// Identifier.
    pub id: SectorId,
    /// Name in English.
    pub en: String,
    /// Name in Russian.
    pub ru: String,
    /// Name in Kazakh.
    pub kk: String,
    /// OECD DAC purpose codes (3 digits), as written in the table.
    pub dac3: String,
    /// UN COFOG classes, as written in the table.
    pub cofog: String,
    /// Stems per language, in the notation of `assets/sectors/README`.
    pub stems: [Vec<String>; 3],
}

impl Sector {
    /// Name in a report's language.
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Ru => &self.ru,
            Locale::Kk => &self.kk,
        }
    }
}
