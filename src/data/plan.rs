//! The plan of a coming visit, as the officer writes it. Nothing in it is ever generated.

use super::account::AccountSector;
use super::{
    AgreementStatus, AgreementType, CountryCode, LanguageTag, PartialDate, PersonGroup, Side, VisitKind,
    VisitStatus,
};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The officer's plan of one coming visit (JSON or TOML); all but the cities may be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VisitPlan {
    /// Language that its texts are written in.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// Marks an invented example; the report says so.
    #[serde(default)]
    pub fictitious: bool,
    /// Title of the visit.
    #[serde(default)]
    pub title: Option<String>,
    /// The office's own city.
    #[serde(default)]
    pub home_city: Option<String>,
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
    /// First day.
    #[serde(default)]
    pub start: Option<PartialDate>,
    /// Last day.
    #[serde(default)]
    pub end: Option<PartialDate>,
    /// IANA time zone of the programme.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Announced, unless called off.
    #[serde(default = "announced")]
    pub status: VisitStatus,
    /// Sort of visit.
    #[serde(default)]
    pub kind: VisitKind,
    /// What it is for.
    #[serde(default)]
    pub purpose: Option<String>,
    /// For whom and by when the briefing is.
    #[serde(default)]
    pub briefing: Option<BriefingOrder>,
    /// Sectors to come up.
    #[serde(default)]
    pub sectors: Vec<AccountSector>,
    /// What each side wants.
    #[serde(default)]
    pub objectives: Objectives,
    /// People of both sides.
    #[serde(default)]
    pub delegation: Vec<DelegationMember>,
    /// Number of guests.
    #[serde(default)]
    pub size: Option<u32>,
    /// Timed items.
    #[serde(default)]
    pub programme: Vec<ProgrammeItem>,
    /// Items for discussion.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
    /// What to say.
    #[serde(default)]
    pub points_to_make: Vec<String>,
    /// What to beware of.
    #[serde(default)]
    pub sensitive_issues: Vec<SensitiveIssue>,
    /// Papers to be signed.
    #[serde(default)]
    pub documents_for_signature: Vec<PlannedDocument>,
    /// What to tell the press.
    #[serde(default)]
    pub press_line: Vec<String>,
    /// Dress, gifts, flags.
    #[serde(default)]
    pub protocol: Option<ProtocolNote>,
    /// Dates to keep.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// A remark about the plan itself.
    #[serde(default)]
    pub note: Option<String>,
}

fn announced() -> VisitStatus {
    VisitStatus::Announced
}

/// For whom the briefing is, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BriefingOrder {
    /// Who will read it.
    #[serde(default)]
    pub addressee: Option<String>,
    /// When it is due.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Pages that the body may fill.
    #[serde(default)]
    pub length_limit_pages: Option<u32>,
    /// Mark such as "for official use".
    #[serde(default)]
    pub classification: Option<String>,
    /// The office's number of the paper.
    #[serde(default)]
    pub reference_number: Option<String>,
}

/// Aims of the sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Objectives {
    /// The home side's.
    #[serde(default)]
    pub ours: Vec<String>,
    /// The other side's.
    #[serde(default)]
    pub theirs: Vec<String>,
}

/// A person, post or group in the delegation or among its hosts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DelegationMember {
    /// Side.
    pub side: Side,
    /// Name, where given.
    #[serde(default)]
    pub name: Option<String>,
    /// Post.
    pub role: String,
    /// Part of the delegation.
    #[serde(default)]
    pub group: Option<PersonGroup>,
    /// How many people the entry stands for; 1 if not said.
    #[serde(default)]
    pub count: Option<u32>,
    /// Biographical note, where the officer wrote one.
    #[serde(default)]
    pub biography: Option<String>,
}

/// A timed item of the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeItem {
    /// Day.
    pub date: NaiveDate,
    /// Local time of beginning, `HH:MM`.
    #[serde(default, with = "clock_time")]
    pub start: Option<NaiveTime>,
    /// Local time of end, `HH:MM`.
    #[serde(default, with = "clock_time")]
    pub end: Option<NaiveTime>,
    /// What.
    pub title: String,
    /// Where.
    #[serde(default)]
    pub place: Option<String>,
    /// Sort of item, free text (`meeting`, `protocol`).
    #[serde(default)]
    pub kind: Option<String>,
}

/// An item for discussion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Number.
    #[serde(default)]
    pub n: Option<u32>,
    /// Subject.
    pub item: String,
    /// Who opens it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Sectors it touches.
    #[serde(default)]
    pub sectors: Vec<super::SectorId>,
}

/// A delicate subject and the line to take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SensitiveIssue {
    /// Subject.
    pub issue: String,
    /// What to say, or not.
    #[serde(default)]
    pub line: Option<String>,
}

/// A paper to be signed during the visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedDocument {
    /// Title.
    pub title: String,
    /// Sort.
    #[serde(rename = "type", default)]
    pub kind: AgreementType,
    /// How far it is.
    pub status: AgreementStatus,
    /// Languages of its texts.
    #[serde(default)]
    pub languages: Vec<LanguageTag>,
    /// Who signs.
    #[serde(default)]
    pub signatories: Vec<String>,
    /// What is still open.
    #[serde(default)]
    pub open_points: Vec<String>,
}

/// Notes for protocol.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProtocolNote {
    /// Dress.
    #[serde(default)]
    pub dress: Option<String>,
    /// Gifts.
    #[serde(default)]
    pub gifts: Option<String>,
    /// Languages and interpreters.
    #[serde(default)]
    pub languages: Option<String>,
    /// Flags.
    #[serde(default)]
    pub flags: Option<String>,
    /// Access for people with disabilities.
    #[serde(default)]
    pub accessibility: Option<String>,
}

/// A date to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// What is due.
    pub what: String,
    /// When.
    pub date: NaiveDate,
}

/// Times of day as `HH:MM`.
mod clock_time {
    use super::*;

    pub fn serialize<S: Serializer>(time: &Option<NaiveTime>, s: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(t) => s.collect_str(&t.format("%H:%M")),
            None => s.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveTime>, D::Error> {
        Option::<String>::deserialize(d)?
            .map(|text| NaiveTime::parse_from_str(&text, "%H:%M").map_err(serde::de::Error::custom))
            .transpose()
    }
}
