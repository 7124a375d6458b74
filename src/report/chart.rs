//! What figures of a report show, in the shapes that a template's chart block takes; field names are those of
//! the block.
//!
//! Knows nothing of drawing. Start with the shape of the chart at hand.

use super::scope::Scope;
use crate::data::CityId;
use serde::Serialize;

/// Values by label, in series: `bar`, `stacked-bar`, `line`, `multiples`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SeriesChart {
    /// Name of each value.
    pub labels: Vec<String>,
    /// The series.
    pub series: Vec<ChartSeries>,
}

/// A series of values.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartSeries {
    /// Name.
    pub name: String,
    /// One value for each label.
    pub values: Vec<u32>,
}

/// Events on a time axis: `dot`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineChart {
    /// The events.
    pub items: Vec<TimelineItem>,
    /// Lanes from top to bottom.
    pub lanes: Vec<String>,
    /// What a full dot means.
    pub full: String,
    /// What a hollow dot means.
    pub hollow: String,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimelineItem {
    /// When, in ISO 8601 to the known precision.
    pub date: String,
    /// Name, may be empty.
    pub label: String,
    /// Lane.
    pub lane: String,
    /// Whether its dot is hollow.
    pub hollow: bool,
}

/// A table tinted by value: `heat`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HeatChart {
    /// What the rows are, for the table of data.
    pub label_column: String,
    /// Names of rows.
    pub rows: Vec<String>,
    /// Names of columns.
    pub columns: Vec<String>,
    /// One list for each row.
    pub values: Vec<Vec<u32>>,
}

/// Places: `map`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MapChart {
    /// What the weights are, for the table of data.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value_column: String,
    /// The places, the first of them home.
    pub places: Vec<MapPlace>,
    /// Whether the ways from home count; by default for two places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<bool>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapPlace {
    /// Name.
    pub name: String,
    /// Second line of its label.
    pub note: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How much it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
}

impl MapPlace {
    /// A city without a second line or weight; `None` where it is not known where it lies.
    pub(super) fn of(scope: &Scope<'_>, id: CityId) -> Option<Self> {
        let city = scope.reference.gazetteer.city(id)?;
        Some(Self {
            name: city.name(scope.locale()).to_owned(),
            note: String::new(),
            latitude: city.latitude?,
            longitude: city.longitude?,
            weight: None,
        })
    }
}
