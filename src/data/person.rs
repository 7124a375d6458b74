//! People as one source names them.

use super::LanguageTag;
use serde::{Deserialize, Serialize};

/// A person with the role given at the time; the name stands in the nominative.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Official {
    /// Name in the nominative, in the source's script.
    pub name: String,
    /// Role as the source gives it; empty where it gives none.
    #[serde(default)]
    pub role: String,
    /// Name exactly as printed, where that differs (oblique case, capitals).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// Organisation, where the source names one apart from the role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Part of the delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<PersonGroup>,
    /// Language of name and role; `None` means that of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
}

/// The part of a delegation that a person belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonGroup {
    /// Elected or appointed officials.
    Government,
    /// Companies and chambers.
    Business,
    /// Universities and research.
    Academia,
    /// Museums, theatres, artists.
    Culture,
    /// Protocol, interpreters, security.
    Support,
}
