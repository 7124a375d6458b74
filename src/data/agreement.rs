//! Documents between the sides.

use super::PartialDate;
use serde::{Deserialize, Serialize};

/// Sort of document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgreementType {
    /// Agreement; also where the source uses no other word.
    #[default]
    #[serde(rename = "agreement")]
    Agreement,
    /// Memorandum (of understanding, of cooperation).
    #[serde(rename = "memorandum")]
    Memorandum,
    /// Protocol.
    #[serde(rename = "protocol")]
    Protocol,
    /// Programme of cooperation.
    #[serde(rename = "programme")]
    Programme,
    /// Road map.
    #[serde(rename = "road map")]
    RoadMap,
    /// Action plan.
    #[serde(rename = "action plan")]
    ActionPlan,
    /// Contract between companies or bodies.
    #[serde(rename = "contract")]
    Contract,
    /// Letter of intent.
    #[serde(rename = "letter of intent")]
    LetterOfIntent,
}

/// How far a document has come; in order of progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgreementStatus {
    /// One side proposes or plans it.
    #[serde(rename = "proposed", alias = "planned")]
    Proposed,
    /// Both sides agreed to draw it up.
    #[serde(rename = "agreed to draft")]
    AgreedToDraft,
    /// A text exists.
    #[serde(rename = "drafted")]
    Drafted,
    /// Signed.
    #[serde(rename = "signed")]
    Signed,
    /// Signed earlier and said to hold.
    #[serde(rename = "in force")]
    InForce,
    /// Its term is over.
    #[serde(rename = "expired")]
    Expired,
    /// Prolonged or replaced by a like document.
    #[serde(rename = "renewed")]
    Renewed,
    /// Ended by a side.
    #[serde(rename = "terminated")]
    Terminated,
}

/// A document as one source describes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agreement {
    /// Title, or a description where none is given ("a series of agreements").
    pub title: String,
    /// Sort of document.
    #[serde(rename = "type", default)]
    pub kind: AgreementType,
    /// How far it has come.
    pub status: AgreementStatus,
    /// Date of signature.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Last day, month or year of its term.
    #[serde(default)]
    pub valid_until: Option<PartialDate>,
    /// Who signs, where named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<String>,
}
