//! Which visits a question is about.

use crate::data::{CityId, CountryCode, Period, SectorId, SectorRole, VisitKind, VisitStatus};
use rusqlite::types::Value;

/// Conditions that a visit must all meet; the default lets every visit through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitFilter {
    /// The city is host or guest.
    pub city: Option<CityId>,
    /// The cities are host and guest, in either direction.
    pub pair: Option<(CityId, CityId)>,
    /// Receiving city.
    pub host: Option<CityId>,
    /// Visiting city.
    pub guest: Option<CityId>,
    /// The country is that of the host or of the guest.
    pub country: Option<CountryCode>,
    /// Receiving country.
    pub host_country: Option<CountryCode>,
    /// Visiting country.
    pub guest_country: Option<CountryCode>,
    /// Visiting region, for delegations of no single city.
    pub guest_region: Option<String>,
    /// Only visits of which one side is no city: delegations of a country or a region, diplomats.
    pub without_city: bool,
    /// The sector came up.
    pub sector: Option<SectorId>,
    /// The sector (or any, without `sector`) came up in this role.
    pub role: Option<SectorRole>,
    /// Any day of the visit, as far as it is known, can lie in the period.
    pub period: Option<Period>,
    /// Status.
    pub status: Option<VisitStatus>,
    /// Sort of visit.
    pub kind: Option<VisitKind>,
}

impl VisitFilter {
    /// Visits between two cities, in either direction.
    pub fn between(a: CityId, b: CityId) -> Self {
        Self { pair: Some((a, b)), ..Self::default() }
    }

    /// Visits of a city, as host or guest.
    pub fn of(city: CityId) -> Self {
        Self { city: Some(city), ..Self::default() }
    }

    /// The condition over `fact` and its parameters.
    pub(super) fn condition(&self) -> Condition {
        let mut condition = Condition::default();
        if let Some(city) = self.city {
            condition.add("(host = ? OR guest = ?)", [int(city), int(city)]);
        }
        if let Some((a, b)) = self.pair {
            condition.add("a = ? AND b = ?", [int(a.min(b)), int(a.max(b))]);
        }
        condition.equal("host", self.host.map(int));
        condition.equal("guest", self.guest.map(int));
        if let Some(country) = &self.country {
            condition.add("(host_country = ? OR guest_country = ?)", [text(country), text(country)]);
        }
        condition.equal("host_country", self.host_country.as_ref().map(text));
        condition.equal("guest_country", self.guest_country.as_ref().map(text));
        condition.equal("guest_region", self.guest_region.as_ref().map(text));
        if self.without_city {
            condition.add("(host IS NULL OR guest IS NULL)", []);
        }
        condition.equal("sector", self.sector.as_ref().map(text));
        condition.equal("role", self.role.map(|role| text(&super::derive::name(&role))));
        if let Some(period) = self.period {
            let day = |d| Value::Integer(super::rebuild::day_number(d));
            condition.add("day <= ? AND last_day >= ?", [day(period.to), day(period.from)]);
        }
        condition.equal("status", self.status.map(|status| text(&super::derive::name(&status))));
        condition.equal("kind", self.kind.map(|kind| text(&super::derive::name(&kind))));
        condition
    }
}

fn int(city: CityId) -> Value {
    Value::Integer(i64::from(city.0))
}

fn text(value: &impl ToString) -> Value {
    Value::Text(value.to_string())
}

/// Comparisons joined by AND, with the values for their question marks in order.
#[derive(Default)]
pub(super) struct Condition {
    parts: Vec<String>,
    values: Vec<Value>,
}

impl Condition {
    fn add<const N: usize>(&mut self, part: &str, values: [Value; N]) {
        self.parts.push(part.to_owned());
        self.values.extend(values);
    }

    fn equal(&mut self, column: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.add(&format!("{column} = ?"), [value]);
        }
    }

    /// The comparisons, for `WHERE`.
    pub(super) fn sql(&self) -> String {
        if self.parts.is_empty() { "1 = 1".to_owned() } else { self.parts.join(" AND ") }
    }

    /// The values of the question marks.
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }
}
