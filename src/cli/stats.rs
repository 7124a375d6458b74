//! `stats`: numbers of visits by city pair, sector, year and more.

use super::filter::FilterArgs;
use super::name::{Names, word};
use super::table::{Table, TableFormat};
use super::{Outcome, failure::Failure, session::Session};
use citybrief::store::{AggregateRow, Aggregation, Dimension, End, Key};
use clap::{Args, ValueEnum};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// Arguments of `stats`.
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// What to count by, joined by commas; the first sorts first
    #[arg(long, value_delimiter = ',', value_name = "LIST", default_value = "pair")]
    by: Vec<By>,
    #[command(flatten)]
    filter: FilterArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

/// Dimensions by the words of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The two places, either way
    Pair,
    /// Host and guest
    Direction,
    /// Each city
    City,
    /// Each sector
    Sector,
    /// The role of each sector
    Role,
    /// Year
    Year,
    /// Month
    Month,
    /// Held, announced, cancelled
    Status,
    /// Sort of visit
    Kind,
}

impl By {
    fn dimension(self) -> Dimension {
        match self {
            Self::Pair => Dimension::Pair,
            Self::Direction => Dimension::Direction,
            Self::City => Dimension::City,
            Self::Sector => Dimension::Sector,
            Self::Role => Dimension::SectorRole,
            Self::Year => Dimension::Year,
            Self::Month => Dimension::Month,
            Self::Status => Dimension::Status,
            Self::Kind => Dimension::Kind,
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Pair => &["city", "with"],
            Self::Direction => &["guest", "host"],
            Self::City => &["city"],
            Self::Sector => &["sector"],
            Self::Role => &["role"],
            Self::Year => &["year"],
            Self::Month => &["month"],
            Self::Status => &["status"],
            Self::Kind => &["kind"],
        }
    }
}

/// Counts and prints; the number of different visits goes to stderr, for they can stand in several rows.
pub fn stats(args: &StatsArgs, session: &Session) -> Result<Outcome, Failure> {
    let store = session.store()?;
    let filter = args.filter.resolve(session)?;
    let by: Vec<Dimension> = args.by.iter().map(|by| by.dimension()).collect();
    let names = session.names()?;
    let total = store.visit_ids(&filter)?.len();
    let mut rows = store.aggregate(&Aggregation { by, filter })?;
    // Places sort by name, as a reader looks for them, not by number.
    rows.sort_by_cached_key(|row| row.keys.iter().map(|key| sort_key(key, names)).collect::<Vec<_>>());
    let mut headings: Vec<&str> = args.by.iter().flat_map(|by| by.headings()).copied().collect();
    headings.push("visits");
    let visits = headings.len() - 1;
    let mut table = Table::new(headings, vec![visits]);
    for row in &rows {
        let mut cells: Vec<String> =
            row.keys.iter().zip(&args.by).flat_map(|(k, by)| cells(k, *by, names)).collect();
        cells.push(row.visits.to_string());
        table.push(cells);
    }
    session.print_table(&table, args.format, || {
        rows.iter().map(|row| row_json(row, &args.by, names)).collect::<Vec<_>>()
    })?;
    session.say(format_args!("rows: {}; visits in all: {total}", table.len()));
    Ok(Outcome::Done)
}

fn cells(key: &Key, by: By, names: Names<'_>) -> Vec<String> {
    match key {
        Key::Pair(a, b) => ordered(a, b, names).into(),
        Key::Direction { host, guest } => vec![names.end(guest), names.end(host)],
        Key::City(city) => vec![names.city(*city)],
        Key::Sector(sector) => vec![sector.to_string()],
        Key::SectorRole(role) => vec![word(role)],
        Key::Year(year) => vec![year.to_string()],
        Key::Month(year, month) => vec![format!("{year:04}-{month:02}")],
        Key::Status(status) => vec![word(status)],
        Key::Kind(kind) => vec![word(kind)],
        Key::None => vec![String::new(); by.headings().len()],
    }
}

/// Cities before others, then by name.
fn ordered(a: &End, b: &End, names: Names<'_>) -> [String; 2] {
    let key = |end: &End| (!matches!(end, End::City(_)), names.end(end));
    let (first, second) = if key(b) < key(a) { (b, a) } else { (a, b) };
    [names.end(first), names.end(second)]
}

fn sort_key(key: &Key, names: Names<'_>) -> (String, Key) {
    let name = match key {
        Key::Pair(a, b) => ordered(a, b, names).join("\u{0}"),
        Key::Direction { host, guest } => format!("{}\u{0}{}", names.end(guest), names.end(host)),
        Key::City(city) => names.city(*city),
        _ => String::new(),
    };
    (name, key.clone())
}

/// Cells by their headings, the number, and the visits behind it; in this order.
struct JsonRow(Vec<(&'static str, Value)>);

impl Serialize for JsonRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

fn row_json(row: &AggregateRow, by: &[By], names: Names<'_>) -> JsonRow {
    let mut fields = Vec::new();
    for (key, by) in row.keys.iter().zip(by) {
        for (heading, cell) in by.headings().iter().zip(cells(key, *by, names)) {
            let value = match key {
                Key::Year(year) => json!(year),
                Key::None => Value::Null,
                _ => json!(cell),
            };
            fields.push((*heading, value));
        }
    }
    fields.push(("visits", json!(row.visits)));
    fields.push(("ids", json!(row.ids)));
    JsonRow(fields)
}
