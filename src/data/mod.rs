//! The vocabulary: plain types for visits and all that is said about them.
//!
//! Knows nothing of files, databases, languages of reports or formats; everything else may use it.
//! Start with [`Account`] (what one source says) and [`Visit`] (what is derived from accounts).

mod account;
mod agreement;
mod city;
mod commitment;
mod date;
mod delivery;
mod event;
mod gazetteer;
mod issue;
mod language;
mod period;
mod person;
mod plan;
mod quote;
mod sector;
mod source;
mod visit;

pub use account::{
    Account, AccountHead, AccountSector, DateBasis, ImportedAccount, Origin, VisitKind, VisitStatus,
};
pub use agreement::{Agreement, AgreementStatus, AgreementType};
pub use city::{City, CityId, Country, CountryCode, PlaceName, Region};
pub use commitment::{Commitment, CommitmentStatus, Side};
pub use date::{DateParseError, PartialDate, Period};
pub use delivery::{Delivery, DeliveryState, MessageId, OutboxEntry, OutboxId, OutboxMail};
pub use event::{Event, EventRole};
pub(crate) use gazetteer::hash as hash_name;
pub use gazetteer::{
    Gazetteer, GazetteerError, GazetteerFileError, PlaceCandidate, Town, city_regions, fold as fold_name,
    fold_into as fold_name_into, towns,
};
pub use issue::{Issue, IssueId, JobRun, JobRunState, NewIssue, SnapshotFact, SnapshotField};
pub use language::{LanguageTag, Locale};
pub use period::{PeriodParseError, PeriodSpan, ReportPeriod};
pub use person::{Official, PersonGroup};
pub use plan::{
    AgendaItem, BriefingOrder, Deadline, DelegationMember, Objectives, PlannedDocument, ProgrammeItem,
    ProtocolNote, SensitiveIssue, VisitPlan,
};
pub use quote::Quote;
pub use sector::{Sector, SectorFileError, SectorId, SectorRole, Sectors};
pub use source::{Source, SourceKind};
pub use visit::{
    AccountId, AccountRecord, Attested, Conflict, Field, Visit, VisitAgreement, VisitCommitment, VisitEvent,
    VisitId, VisitPerson, VisitQuote, VisitRecord, VisitSector,
};
