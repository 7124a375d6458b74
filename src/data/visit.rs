//! A visit as derived from its accounts: each value with the accounts that attest it.

use super::{
    Account, Agreement, CityId, Commitment, CountryCode, DateBasis, Event, Official, Origin, PartialDate,
    Quote, SectorId, SectorRole, VisitKind, VisitStatus,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Number of a visit in a store; stays the same while any of its accounts is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VisitId(pub i64);

/// Number of an account in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub i64);

impl fmt::Display for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value and the accounts that say so, in order of their number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attested<T> {
    /// The value.
    pub value: T,
    /// The accounts behind it.
    pub accounts: Vec<AccountId>,
}

/// What a disagreement is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "field", content = "of")]
pub enum Field {
    /// First day.
    Start,
    /// Last day.
    End,
    /// Held, announced, cancelled.
    Status,
    /// Sort of visit.
    Kind,
    /// Who leads the delegation.
    Head,
    /// The head's role; the value is the head's name.
    HeadRole(String),
    /// Size of the delegation.
    Size,
    /// Status of a document, by its title.
    AgreementStatus(String),
    /// Type of a document, by its title.
    AgreementType(String),
    /// Date of signature of a document, by its title.
    AgreementDate(String),
    /// Term of a document, by its title.
    AgreementTerm(String),
    /// Sectors named by some sources only.
    Sectors,
}

/// Values of one field that cannot all be right, each with its accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What they disagree about.
    pub field: Field,
    /// The values as the sources give them; the one that the visit carries comes first.
    pub variants: Vec<Attested<String>>,
}

/// A sector of a visit, with its furthest role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitSector {
    /// Sector.
    pub id: SectorId,
    /// Furthest role that any account gives it.
    pub role: SectorRole,
    /// Accounts that name the sector.
    pub accounts: Vec<AccountId>,
}

/// One person, as all accounts of the visit name him or her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitPerson {
    /// Each distinct form of name and role, with its accounts; forms in different scripts or languages stand
    /// side by side.
    pub forms: Vec<Attested<Official>>,
}

/// One document, as all accounts of the visit describe it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitAgreement {
    /// Each distinct description, with its accounts.
    pub forms: Vec<Attested<Agreement>>,
}

/// A document as `VisitRecord` offers it.
pub type VisitCommitment = Attested<Commitment>;
/// An event with its accounts.
pub type VisitEvent = Attested<Event>;
/// A quote with its accounts.
pub type VisitQuote = Attested<Quote>;

/// A visit of a delegation of one place to another, derived from its accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Number.
    pub id: VisitId,
    /// City that receives.
    pub host: Option<CityId>,
    /// City that visits.
    pub guest: Option<CityId>,
    /// Country that receives.
    pub host_country: Option<CountryCode>,
    /// Country that visits.
    pub guest_country: Option<CountryCode>,
    /// Region that receives, where it is no city.
    pub host_region: Option<String>,
    /// Region that visits, where it is no city.
    pub guest_region: Option<String>,
    /// First day.
    pub start: Option<Attested<PartialDate>>,
    /// Last day.
    pub end: Option<Attested<PartialDate>>,
    /// How the first day is known.
    pub date_basis: DateBasis,
    /// Whether it took place; `None` where no account says so.
    pub status: Option<Attested<VisitStatus>>,
    /// Sort of visit.
    pub kind: Attested<VisitKind>,
    /// Purposes as told.
    pub purposes: Vec<Attested<String>>,
    /// Head of the delegation.
    pub head: Option<VisitPerson>,
    /// People of the receiving side.
    pub hosts: Vec<VisitPerson>,
    /// People of the visiting side besides the head.
    pub guests: Vec<VisitPerson>,
    /// Size of the delegation.
    pub size: Option<Attested<u32>>,
    /// Sectors.
    pub sectors: Vec<VisitSector>,
    /// Documents.
    pub agreements: Vec<VisitAgreement>,
    /// Promises.
    pub commitments: Vec<VisitCommitment>,
    /// Events.
    pub events: Vec<VisitEvent>,
    /// Quotes.
    pub quotes: Vec<VisitQuote>,
    /// Where the accounts disagree.
    pub conflicts: Vec<Conflict>,
}

/// An account as the store keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountRecord {
    /// Number.
    pub id: AccountId,
    /// Where it was imported from.
    pub origin: Origin,
    /// What the source says.
    pub account: Account,
}

/// A visit together with the accounts it is derived from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitRecord {
    /// The visit.
    pub visit: Visit,
    /// Its accounts, by number.
    pub accounts: Vec<AccountRecord>,
}

impl VisitRecord {
    /// The account with that number, if it is one of this visit's.
    pub fn account(&self, id: AccountId) -> Option<&AccountRecord> {
        self.accounts.iter().find(|a| a.id == id)
    }
}
