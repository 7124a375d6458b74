//! Lengths with their units.

use serde::{Deserialize, Deserializer, de::Error};
use std::{fmt, str::FromStr};

/// Points in a millimetre.
const PT_PER_MM: f32 = 72.0 / 25.4;

/// A length on paper, kept in points (1/72 in).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Length(f32);

impl Length {
    /// From points.
    pub const fn from_pt(pt: f32) -> Self {
        Self(pt)
    }

    /// From millimetres.
    pub fn from_mm(mm: f32) -> Self {
        Self(mm * PT_PER_MM)
    }

    /// In points.
    pub const fn pt(self) -> f32 {
        self.0
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}pt", self.0)
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let trimmed = text.trim();
        let units = [("pt", 1.0), ("mm", PT_PER_MM), ("cm", 10.0 * PT_PER_MM), ("in", 72.0)];
        units
            .into_iter()
            .find_map(|(unit, factor)| Some((trimmed.strip_suffix(unit)?, factor)))
            .and_then(|(number, factor)| Some(number.trim().parse::<f32>().ok()? * factor))
            .filter(|pt| pt.is_finite())
            .map(Self)
            .ok_or_else(|| format!("\"{text}\" is not a length; write it as 12pt, 4mm, 1.5cm or 0.5in"))
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}
