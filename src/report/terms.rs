//! Values of fixed lists as words of the report's language.

use crate::data::{
    AgreementStatus, AgreementType, CommitmentStatus, PersonGroup, SectorRole, VisitKind, VisitStatus,
};
use crate::message::{Catalogue, MessageError};
use serde::Serialize;

/// A value of a fixed list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Term {
    /// Id of its message, such as `visit-kind-official`; the same in all languages.
    pub id: &'static str,
    /// The word in the report's language.
    pub text: String,
}

impl Term {
    /// The value with its word.
    pub(super) fn of(value: impl Listed, words: &Catalogue) -> Result<Self, MessageError> {
        let id = value.message_id();
        Ok(Self { id, text: words.word(id)? })
    }
}

/// A value that has a message.
pub(super) trait Listed {
    /// Id of the message.
    fn message_id(&self) -> &'static str;
}

impl Listed for VisitKind {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Official => "visit-kind-official",
            Self::Working => "visit-kind-working",
            Self::BusinessMission => "visit-kind-business-mission",
            Self::CulturalAndBusinessMission => "visit-kind-cultural-and-business-mission",
            Self::StudyTour => "visit-kind-study-tour",
            Self::Forum => "visit-kind-forum",
            Self::CourtesyCall => "visit-kind-courtesy-call",
            Self::Other => "visit-kind-other",
        }
    }
}

impl Listed for VisitStatus {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Announced => "visit-status-announced",
            Self::Held => "visit-status-held",
            Self::Cancelled => "visit-status-cancelled",
        }
    }
}

impl Listed for AgreementType {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Agreement => "agreement-type-agreement",
            Self::Memorandum => "agreement-type-memorandum",
            Self::Protocol => "agreement-type-protocol",
            Self::Programme => "agreement-type-programme",
            Self::RoadMap => "agreement-type-road-map",
            Self::ActionPlan => "agreement-type-action-plan",
            Self::Contract => "agreement-type-contract",
            Self::LetterOfIntent => "agreement-type-letter-of-intent",
        }
    }
}

impl Listed for AgreementStatus {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Proposed => "agreement-status-proposed",
            Self::AgreedToDraft => "agreement-status-agreed-to-draft",
            Self::Drafted => "agreement-status-drafted",
            Self::Signed => "agreement-status-signed",
            Self::InForce => "agreement-status-in-force",
            Self::Expired => "agreement-status-expired",
            Self::Renewed => "agreement-status-renewed",
            Self::Terminated => "agreement-status-terminated",
        }
    }
}

impl Listed for CommitmentStatus {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Open => "commitment-status-open",
            Self::InProgress => "commitment-status-in-progress",
            Self::Done => "commitment-status-done",
            Self::Overdue => "commitment-status-overdue",
            Self::Dropped => "commitment-status-dropped",
            Self::Unknown => "commitment-status-unknown",
        }
    }
}

impl Listed for SectorRole {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Purpose => "sector-role-purpose",
            Self::Discussed => "sector-role-discussed",
            Self::Agreed => "sector-role-agreed",
            Self::Signed => "sector-role-signed",
        }
    }
}

impl Listed for PersonGroup {
    fn message_id(&self) -> &'static str {
        match self {
            Self::Government => "person-group-government",
            Self::Business => "person-group-business",
            Self::Academia => "person-group-academia",
            Self::Culture => "person-group-culture",
            Self::Support => "person-group-support",
        }
    }
}
