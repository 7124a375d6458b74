//! Where something was said.

use super::{LanguageTag, PartialDate};
use serde::{Deserialize, Serialize};

/// What sort of source it is; an officer's word wins over all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A body's own site or paper.
    Official,
    /// A news agency.
    Agency,
    /// Press, broadcast, other media; also where nobody said.
    #[default]
    Media,
    /// A register that an office keeps.
    Register,
    /// A correction by an officer, made in citybrief.
    Officer,
}

/// A publication, register row or officer's note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Publisher as it calls itself.
    pub publisher: String,
    /// Title of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Author as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The outlet it was read in, where that is not the publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Addresses that the source itself gives as its own sources, as register rows do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// Date of publication.
    #[serde(default)]
    pub published: Option<PartialDate>,
    /// Date on which it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<PartialDate>,
    /// Language of the text.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// Sort of source.
    #[serde(default)]
    pub kind: SourceKind,
}
