//! Words of a speaker.

use super::LanguageTag;
use serde::{Deserialize, Serialize};

/// What a speaker is quoted with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// Speaker's name, nominative.
    pub speaker: String,
    /// The words, without quotation marks.
    pub text: String,
    /// Language of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// Whether the words are known to be a translation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub translated: bool,
}
