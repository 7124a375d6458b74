//! How an office names its columns and the values in them; from `assets/import/register.toml`.

use crate::data::{AgreementStatus, AgreementType, VisitKind, VisitStatus};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// What a column of a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The office's running number.
    Number,
    /// First day, or both days.
    Start,
    /// Last day.
    End,
    /// City that receives.
    HostCity,
    /// City that visits.
    GuestCity,
    /// The other city, in registers that name only one.
    PartnerCity,
    /// Incoming or outgoing, as seen from the home city.
    Direction,
    /// Country that receives.
    HostCountry,
    /// Country that visits.
    GuestCountry,
    /// Head of the delegation.
    Head,
    /// The head's role.
    HeadRole,
    /// Who received.
    HostPerson,
    /// Sort of visit.
    Kind,
    /// Held, announced, cancelled.
    Status,
    /// What for.
    Purpose,
    /// Sectors.
    Sectors,
    /// Documents.
    Agreements,
    /// Number of people.
    Size,
    /// Addresses of sources.
    Sources,
}

/// Which way a visit went, seen from home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Home receives.
    Incoming,
    /// Home travels.
    Outgoing,
}

/// Names by what they mean.
#[derive(Debug, Deserialize)]
pub struct Vocabulary {
    columns: BTreeMap<Column, Vec<String>>,
    kinds: BTreeMap<VisitKind, Vec<String>>,
    statuses: BTreeMap<VisitStatus, Vec<String>>,
    directions: BTreeMap<Direction, Vec<String>>,
    agreement_statuses: BTreeMap<AgreementStatus, Vec<String>>,
    agreement_types: BTreeMap<AgreementType, Vec<String>>,
}

/// The key under which a meaning is listed; TOML keys are the names that the data types serialise to.
fn find<K: Copy>(names: &BTreeMap<K, Vec<String>>, text: &str) -> Option<K> {
    let text = fold(text);
    names.iter().find(|(_, list)| list.iter().any(|name| fold(name) == text)).map(|(key, _)| *key)
}

/// Lower case, letters and digits only, single blanks: "Дата  визита:" and "дата визита" are the same.
pub fn fold(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .replace('ё', "е")
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '№' { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Vocabulary {
    /// The shipped vocabulary.
    pub fn builtin() -> &'static Self {
        static SHIPPED: OnceLock<Vocabulary> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            toml::from_str(include_str!("../../../assets/import/register.toml"))
                .unwrap_or_else(|e| unreachable!("the shipped register vocabulary is checked by a test: {e}"))
        })
    }

    /// The column that a header names; the office's own names (`header` → column name) come first.
    pub fn column(&self, header: &str, own: &BTreeMap<String, Column>) -> Option<Column> {
        let folded = fold(header);
        own.iter().find(|(name, _)| fold(name) == folded).map(|(_, c)| *c).or_else(|| {
            // `host_city` is how exports of other programs write "host city"; fold() makes them one.
            (!folded.is_empty()).then(|| find(&self.columns, header)).flatten()
        })
    }

    /// Sort of visit.
    pub fn kind(&self, text: &str) -> Option<VisitKind> {
        find(&self.kinds, text)
    }

    /// Held, announced or cancelled.
    pub fn status(&self, text: &str) -> Option<VisitStatus> {
        find(&self.statuses, text)
    }

    /// Incoming or outgoing.
    pub fn direction(&self, text: &str) -> Option<Direction> {
        find(&self.directions, text)
    }

    /// How far a document has come.
    pub fn agreement_status(&self, text: &str) -> Option<AgreementStatus> {
        find(&self.agreement_statuses, text)
    }

    /// Sort of document: the type whose word comes first in the title.
    pub fn agreement_type(&self, title: &str) -> Option<AgreementType> {
        let title = title.to_lowercase();
        self.agreement_types
            .iter()
            .filter_map(|(kind, words)| {
                Some((words.iter().filter_map(|w| title.find(w.as_str())).min()?, *kind))
            })
            .min()
            .map(|(_, kind)| kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_three_languages_name_columns() {
        let own = BTreeMap::from([("Куда ездили".to_owned(), Column::HostCity)]);
        let column = |h: &str| Vocabulary::builtin().column(h, &own);
        assert_eq!(column("host_city"), Some(Column::HostCity));
        assert_eq!(column("Город-партнёр"), Some(Column::PartnerCity));
        assert_eq!(column(" Дата визита: "), Some(Column::Start));
        assert_eq!(column("Делегация басшысы"), Some(Column::Head));
        assert_eq!(column("куда ездили?"), Some(Column::HostCity));
        assert_eq!(column("remarks"), None);
        assert_eq!(column(""), None);
    }

    #[test]
    fn no_name_has_two_meanings() {
        let words = Vocabulary::builtin();
        let mut seen = BTreeMap::new();
        for (column, names) in &words.columns {
            for name in names {
                assert_eq!(seen.insert(fold(name), column), None, "{name}");
            }
        }
    }

    #[test]
    fn the_type_is_the_word_that_comes_first() {
        let kind = |t: &str| Vocabulary::builtin().agreement_type(t);
        assert_eq!(kind("Protocol to the agreement between two cities"), Some(AgreementType::Protocol));
        assert_eq!(kind("Соглашение о программе обмена"), Some(AgreementType::Agreement));
        assert_eq!(kind("Joint communiqué"), None);
    }
}
