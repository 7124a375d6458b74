//! Counts visits by any combination of dimensions, with the visits behind each number.

use super::filter::VisitFilter;
use super::{Store, StoreError};
use crate::data::{CityId, CountryCode, SectorId, SectorRole, VisitId, VisitKind, VisitStatus};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Row, params_from_iter};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::HashMap;

const AGGREGATE: &str = include_str!("sql/aggregate.sql");

/// What visits can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The two places, in either direction.
    Pair,
    /// Host and guest.
    Direction,
    /// Each city of a visit.
    City,
    /// Each sector of a visit.
    Sector,
    /// The role of each sector.
    SectorRole,
    /// Year of the first day.
    Year,
    /// Month of the first day.
    Month,
    /// Held, announced, cancelled.
    Status,
    /// Sort of visit.
    Kind,
}

/// What to count, and by what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aggregation {
    /// Dimensions, the first sorts first; none gives one row with the total.
    pub by: Vec<Dimension>,
    /// Which visits.
    pub filter: VisitFilter,
}

/// One end of a visit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// A city.
    City(CityId),
    /// A region, by its identifier or name, with its country where known.
    Region(String, Option<CountryCode>),
    /// A country, where no city is known.
    Country(CountryCode),
    /// Not known.
    Unknown,
}

impl End {
    /// The most exact that is known.
    pub fn of(city: Option<CityId>, country: Option<&CountryCode>, region: Option<&str>) -> Self {
        match (city, region) {
            (Some(city), _) => Self::City(city),
            (None, Some(region)) => Self::Region(region.to_owned(), country.cloned()),
            (None, None) => country.cloned().map_or(Self::Unknown, Self::Country),
        }
    }
}

/// The value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// Of [`Dimension::Pair`], the smaller first.
    Pair(End, End),
    /// Of [`Dimension::Direction`].
    Direction {
        /// Who receives.
        host: End,
        /// Who visits.
        guest: End,
    },
    /// Of [`Dimension::City`].
    City(CityId),
    /// Of [`Dimension::Sector`].
    Sector(SectorId),
    /// Of [`Dimension::SectorRole`].
    SectorRole(SectorRole),
    /// Of [`Dimension::Year`].
    Year(i32),
    /// Of [`Dimension::Month`]: year and month.
    Month(i32, u32),
    /// Of [`Dimension::Status`].
    Status(VisitStatus),
    /// Of [`Dimension::Kind`].
    Kind(VisitKind),
    /// The visit has no such value.
    None,
}

/// A count with what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AggregateRow {
    /// A key for each dimension asked for.
    pub keys: Vec<Key>,
    /// Number of visits.
    pub visits: usize,
    /// The visits, by number.
    pub ids: Vec<VisitId>,
}

impl Store {
    /// Counts visits; rows are sorted by their keys. A visit counts once in a row, and in as many rows as it has
    /// sectors, roles or cities where these are asked for.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn aggregate(&self, aggregation: &Aggregation) -> Result<Vec<AggregateRow>, StoreError> {
        let columns: Vec<&str> = aggregation.by.iter().flat_map(|d| d.columns()).copied().collect();
        let condition = aggregation.filter.condition();
        let list = if columns.is_empty() { "1".to_owned() } else { columns.join(", ") };
        let sql = AGGREGATE.replace("{columns}", &list).replace("{condition}", &condition.sql());
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query(params_from_iter(condition.values()))?;
        let mut counter = Counter { width: columns.len().max(1), ..Counter::default() };
        while let Some(row) = rows.next()? {
            counter.count(row)?;
        }
        Ok(counter.finish(&aggregation.by))
    }
}

/// Gathers the rows of the query by their raw values: sorting and naming happen once for each combination.
#[derive(Default)]
struct Counter {
    width: usize,
    /// The raw values of the row at hand, as bytes that tell every combination from every other.
    raw: Vec<u8>,
    numbers: HashMap<Vec<u8>, usize>,
    combinations: Vec<(Vec<Value>, Vec<VisitId>)>,
}

impl Counter {
    fn count(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        self.raw.clear();
        for column in 0..self.width {
            write_raw(row.get_ref(column)?, &mut self.raw);
        }
        let number = match self.numbers.get(&self.raw) {
            Some(number) => *number,
            None => {
                let values = (0..self.width).map(|n| row.get(n)).collect::<Result<_, _>>()?;
                self.combinations.push((values, Vec::new()));
                self.numbers.insert(self.raw.clone(), self.combinations.len() - 1);
                self.combinations.len() - 1
            }
        };
        self.combinations[number].1.push(VisitId(row.get(self.width)?));
        Ok(())
    }

    fn finish(self, by: &[Dimension]) -> Vec<AggregateRow> {
        let mut counted: Vec<(Vec<Key>, Vec<VisitId>)> = Vec::with_capacity(self.combinations.len());
        for (values, ids) in self.combinations {
            counted.extend(keys(by, &values).into_iter().map(|keys| (keys, ids.clone())));
        }
        counted.sort();
        // A pair has two combinations, one for each direction.
        counted.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1.append(&mut next.1);
            }
            same
        });
        let row = |(keys, mut ids): (Vec<Key>, Vec<VisitId>)| {
            ids.sort_unstable();
            ids.dedup();
            AggregateRow { keys, visits: ids.len(), ids }
        };
        counted.into_iter().map(row).collect()
    }
}

fn write_raw(value: ValueRef<'_>, out: &mut Vec<u8>) {
    match value {
        ValueRef::Integer(number) => {
            out.push(1);
            out.extend(number.to_le_bytes());
        }
        ValueRef::Text(text) => {
            out.push(2);
            out.extend(text);
            out.push(0);
        }
        _ => out.push(0),
    }
}

impl Dimension {
    /// The columns of `fact` that a key is made from.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Pair | Self::Direction => {
                &["host", "guest", "host_country", "guest_country", "host_region", "guest_region"]
            }
            Self::City => &["host", "guest"],
            Self::Sector => &["sector"],
            Self::SectorRole => &["role"],
            Self::Year => &["year"],
            Self::Month => &["ym"],
            Self::Status => &["status"],
            Self::Kind => &["kind"],
        }
    }

    fn keys(self, values: &[Value]) -> Vec<Key> {
        let one = |key: Option<Key>| vec![key.unwrap_or(Key::None)];
        match self {
            Self::Pair | Self::Direction => {
                let host = end(&values[0], &values[2], &values[4]);
                let guest = end(&values[1], &values[3], &values[5]);
                match self {
                    Self::Pair if guest < host => vec![Key::Pair(guest, host)],
                    Self::Pair => vec![Key::Pair(host, guest)],
                    _ => vec![Key::Direction { host, guest }],
                }
            }
            Self::City => values.iter().filter_map(city).map(Key::City).collect(),
            Self::Sector => one(text(&values[0]).map(|s| Key::Sector(SectorId(s.to_owned())))),
            Self::SectorRole => one(named(&values[0]).map(Key::SectorRole)),
            Self::Year => one(number(&values[0]).and_then(|y| i32::try_from(y).ok()).map(Key::Year)),
            Self::Month => one(number(&values[0]).and_then(month)),
            Self::Status => one(named(&values[0]).map(Key::Status)),
            Self::Kind => one(named(&values[0]).map(Key::Kind)),
        }
    }
}

/// Each combination of keys that a row of the query stands for.
fn keys(by: &[Dimension], values: &[Value]) -> Vec<Vec<Key>> {
    let mut combinations = vec![Vec::new()];
    let mut rest = values;
    for dimension in by {
        let (own, others) = rest.split_at(dimension.columns().len());
        rest = others;
        let extend = |combination: &Vec<Key>| {
            let grown = |key| combination.iter().cloned().chain([key]).collect::<Vec<Key>>();
            dimension.keys(own).into_iter().map(grown).collect::<Vec<_>>()
        };
        combinations = combinations.iter().flat_map(extend).collect();
    }
    combinations
}

fn end(id: &Value, country: &Value, region: &Value) -> End {
    let code = text(country).map(|code| CountryCode(code.to_owned()));
    End::of(city(id), code.as_ref(), text(region))
}

fn number(value: &Value) -> Option<i64> {
    if let Value::Integer(number) = value { Some(*number) } else { None }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value {
        Some(text).filter(|t| !t.is_empty()).map(String::as_str)
    } else {
        None
    }
}

fn city(value: &Value) -> Option<CityId> {
    number(value).and_then(|id| u32::try_from(id).ok()).map(CityId)
}

fn month(ym: i64) -> Option<Key> {
    Some(Key::Month(i32::try_from(ym / 100).ok()?, u32::try_from(ym % 100).ok()?))
}

fn named<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text(value)?.to_owned())).ok()
}
