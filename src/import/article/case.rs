//! Grammatical cases of Russian and Kazakh; English words bear none.
//!
//! A written form often fits several cases, so a mention carries a set.

use serde::Deserialize;

/// A case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Case {
    /// Who acts.
    Nominative,
    /// Of whom.
    Genitive,
    /// To whom.
    Dative,
    /// Whom.
    Accusative,
    /// With or by whom.
    Instrumental,
    /// Where.
    Locative,
    /// From where (Kazakh).
    Ablative,
    /// Adjective made from a place's name.
    Adjective,
}

/// The cases that a written form can be; empty where the language has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cases(u16);

impl Cases {
    /// No case known.
    pub(crate) const NONE: Self = Self(0);

    /// A single case.
    pub(crate) fn of(case: Case) -> Self {
        Self(1 << case as u16)
    }

    /// Adds what another form allows.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it can be that case.
    pub(crate) fn has(self, case: Case) -> bool {
        self.0 & Self::of(case).0 != 0
    }

    /// The cases that both can be.
    pub(crate) fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether it can be one of them.
    pub(crate) fn any(self, cases: &[Case]) -> bool {
        cases.iter().any(|c| self.has(*c))
    }

    /// Whether it can be that case and no other.
    pub(crate) fn only(self, case: Case) -> bool {
        self == Self::of(case)
    }

    /// Whether nothing is known.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}
