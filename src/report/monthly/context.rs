//! What a summary's template gets. Field names are the names in templates; dates are ISO 8601 to the known
//! precision.

use crate::report::briefing::context::{Agreement, Commitment, Visit};
use crate::report::chart::{MapChart, SeriesChart};
use crate::report::{City, Since, SourceNote, Wording};
use serde::Serialize;

/// A summary of a month, quarter or year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Language of the report: `en`, `ru` or `kk`.
    pub language: String,
    /// Title of the report.
    pub title: String,
    /// Date of the report.
    pub today: String,
    /// The period as it is written in file names: `2019-11`.
    pub period: String,
    /// The period in words.
    pub period_name: String,
    /// The period before, in words.
    pub previous_name: String,
    /// The same period a year before, in words.
    pub year_before_name: String,
    /// The period after, in words.
    pub next_name: String,
    /// `month`, `quarter` or `year`.
    pub span: String,
    /// The office's own city; none where the summary is on all cities.
    pub home: Option<City>,
    /// Whether nothing at all happened.
    pub quiet: bool,
    /// The numbers, each with the two it is measured by.
    pub figures: Vec<Figure>,
    /// What the figures show.
    pub charts: Charts,
    /// Delegations received by the home city.
    pub incoming: Vec<Visit>,
    /// Delegations of the home city to others.
    pub outgoing: Vec<Visit>,
    /// Delegations between others; all of them where there is no home city.
    pub others: Vec<Visit>,
    /// Events around these visits.
    pub events: Vec<Event>,
    /// Documents signed in the period.
    pub signed: Vec<Agreement>,
    /// Visits by pair and sector.
    pub pairs: Vec<Pair>,
    /// Promises that were due by the end of the period and are not known to be kept.
    pub overdue: Vec<Commitment>,
    /// Promises due in the period after.
    pub due: Vec<Commitment>,
    /// Number of other open promises, which have no date or a later one.
    pub open: usize,
    /// Visits announced for the period after.
    pub next: Vec<Visit>,
    /// What came in since the last summary was issued on earlier periods; none where none was issued.
    pub late: Option<Late>,
    /// Source notes, by number.
    pub sources: Vec<SourceNote>,
}

/// A number and its change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Id of its message, such as `figure-visits`.
    pub id: &'static str,
    /// What it counts, in the report's language.
    pub name: String,
    /// In the period.
    pub now: usize,
    /// In the period before.
    pub previous: usize,
    /// In the same period a year before.
    pub year_before: usize,
    /// Change on the period before, signed: `+2`, `−1`, `0`.
    pub change: String,
    /// Change on the year before, likewise.
    pub year_change: String,
}

/// Charts, each left out where it would say less than the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Charts {
    /// The period against those before: `multiples`.
    pub before: Option<SeriesChart>,
    /// Partner cities of a year up to the period's end, by visits: `map`.
    pub map: Option<MapChart>,
    /// That year, in words.
    pub map_period: String,
}

/// An event around a visit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Name.
    pub name: Wording,
    /// Day, where a source gives one.
    pub date: Option<String>,
    /// What it has to do with the visit, in the report's language.
    pub role: String,
    /// Who visited.
    pub guest: String,
    /// Who received.
    pub host: String,
    /// First day of the visit.
    pub start: Option<String>,
    /// Sources.
    pub notes: Vec<u32>,
}

/// Visits between two places.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The two places, the home city first.
    pub places: [String; 2],
    /// Visits, either way.
    pub visits: usize,
    /// Sectors that came up, the most frequent first.
    pub sectors: Vec<PairSector>,
}

/// A sector between two places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairSector {
    /// Identifier.
    pub id: String,
    /// Name in the report's language.
    pub name: String,
    /// Visits in which it came up.
    pub visits: usize,
}

/// News of earlier periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Late {
    /// Visits of which something came into the store since the last summary.
    pub visits: Vec<Visit>,
    /// What changed against the last summary.
    pub since: Since,
}
