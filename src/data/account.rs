//! What ONE source says of a visit. Accounts are stored as they came and never changed.

use super::{
    Agreement, Commitment, CountryCode, Event, LanguageTag, Official, PartialDate, Quote, SectorId,
    SectorRole, Source,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the date of a visit is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// The source gives the date of the visit.
    #[default]
    Stated,
    /// Only the date of publication (or the context) is known.
    Published,
}

/// Whether the visit took place, as far as the source knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitStatus {
    /// Still to come when the source was written.
    Announced,
    /// It took place.
    #[default]
    Held,
    /// It was called off.
    Cancelled,
}

/// Sort of visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VisitKind {
    /// Official visit.
    #[serde(rename = "official")]
    Official,
    /// Working visit.
    #[serde(rename = "working")]
    Working,
    /// Business mission.
    #[serde(rename = "business mission")]
    BusinessMission,
    /// Cultural and business mission.
    #[serde(rename = "cultural and business mission")]
    CulturalAndBusinessMission,
    /// Study tour.
    #[serde(rename = "study tour")]
    StudyTour,
    /// Taking part in a forum, conference, days of a city.
    #[serde(rename = "forum")]
    Forum,
    /// Courtesy call, of a diplomat for instance.
    #[serde(rename = "courtesy call")]
    CourtesyCall,
    /// Anything else, or not said.
    #[default]
    #[serde(rename = "other")]
    Other,
}

/// A sector with the role it had.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AccountSector {
    /// Sector.
    pub id: SectorId,
    /// How it came up.
    pub role: SectorRole,
}

/// The head of the delegation: a person of the guests' side.
pub type AccountHead = Official;

/// Where in the imported material an account stood. Not part of what the source says, so not of its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// File name as given to the import.
    pub file: String,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Line or row, from 1; 0 where the whole file is one account.
    #[serde(default)]
    pub line: u32,
}

/// One source's account of one visit.
///
/// Cities stand as names (any name the gazetteer knows); the store resolves them at import. A city is
/// `None` where the source names none: a diplomat's call, a delegation of a region or a whole country.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The source.
    pub source: Source,
    /// City that receives.
    #[serde(default)]
    pub host_city: Option<String>,
    /// Country that receives.
    #[serde(default)]
    pub host_country: Option<CountryCode>,
    /// City that visits.
    #[serde(default)]
    pub guest_city: Option<String>,
    /// Country that visits.
    #[serde(default)]
    pub guest_country: Option<CountryCode>,
    /// Region (oblast, republic, province) that receives, where it is not a city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_region: Option<String>,
    /// Region that visits, where it is not a city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest_region: Option<String>,
    /// First day.
    #[serde(default)]
    pub start: Option<PartialDate>,
    /// Last day, where the source gives one.
    #[serde(default)]
    pub end: Option<PartialDate>,
    /// How the date is known.
    #[serde(default)]
    pub date_basis: DateBasis,
    /// Whether it took place; `None` where the source does not say, as in a register without such a column.
    #[serde(default)]
    pub status: Option<VisitStatus>,
    /// Sort of visit.
    #[serde(default)]
    pub kind: VisitKind,
    /// What the visit is for.
    #[serde(default)]
    pub purpose: Option<String>,
    /// Head of the delegation.
    #[serde(default)]
    pub head: Option<AccountHead>,
    /// People of the receiving side, the first-named first.
    #[serde(default)]
    pub host_officials: Vec<Official>,
    /// People of the visiting side besides the head.
    #[serde(default)]
    pub guest_officials: Vec<Official>,
    /// Number of people in the delegation.
    #[serde(default)]
    pub size: Option<u32>,
    /// Sectors with their roles.
    #[serde(default)]
    pub sectors: Vec<AccountSector>,
    /// Documents.
    #[serde(default)]
    pub agreements: Vec<Agreement>,
    /// Promises.
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    /// Events.
    #[serde(default)]
    pub events: Vec<Event>,
    /// Quotes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// The passage behind each value, by field path such as `host_city` or `agreements[0]`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, String>,
    /// How sure the reader of an article was of each value, 0 to 1, by the same paths.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub confidence: BTreeMap<String, f32>,
    /// Language of purpose, titles and promises, where they are not in the source's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
}

impl Account {
    /// Language that the free text (purpose, titles, promises) is written in.
    pub fn text_language(&self) -> Option<&LanguageTag> {
        self.language.as_ref().or(self.source.language.as_ref())
    }
}

/// An account on its way into a store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedAccount {
    /// What the source says.
    pub account: Account,
    /// Where it stood.
    pub origin: Origin,
}
