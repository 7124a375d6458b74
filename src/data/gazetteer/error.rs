//! What can go wrong when a place is looked up or a user's table is read.

use crate::data::{City, CityId, CountryCode};
use std::fmt;

/// A city that a name may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceCandidate {
    /// Identifier.
    pub id: CityId,
    /// English name.
    pub name: String,
    /// Country.
    pub country: CountryCode,
}

impl PlaceCandidate {
    pub(super) fn of(city: &City) -> Self {
        Self { id: city.id, name: city.en.clone(), country: city.country.clone() }
    }
}

impl fmt::Display for PlaceCandidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.name, self.country)
    }
}

/// No city, or more than one, bears a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GazetteerError {
    /// No city bears the name (or none does in the country asked for).
    #[error("no city is known by the name \"{name}\"{}", offer(". Like it: ", .nearest))]
    Unknown {
        /// The name as given.
        name: String,
        /// Cities with names like it, the likest first.
        nearest: Vec<PlaceCandidate>,
    },
    /// Several cities bear the name.
    #[error("\"{name}\" can be more than one city{}", offer(": ", .candidates))]
    Ambiguous {
        /// The name as given.
        name: String,
        /// The cities that bear it, the largest first.
        candidates: Vec<PlaceCandidate>,
    },
}

fn offer(lead: &str, places: &[PlaceCandidate]) -> String {
    if places.is_empty() {
        return String::new();
    }
    let names: Vec<String> = places.iter().map(PlaceCandidate::to_string).collect();
    format!("{lead}{}", names.join("; "))
}

/// A user's table of cities cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GazetteerFileError {
    /// A line of a tab-separated table is wrong.
    #[error("line {line}: {reason}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The TOML is wrong; the message shows the place.
    #[error("{0}")]
    Toml(String),
}
