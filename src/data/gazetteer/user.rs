//! Cities of the user's own, added to the embedded ones or replacing those with the same id.

use super::{Gazetteer, GazetteerFileError, Row, table};
use serde::Deserialize;

/// A user's table: `[[city]]` entries with the columns of the embedded table as keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserTable {
    #[serde(default)]
    city: Vec<UserCity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserCity {
    id: u32,
    #[serde(default)]
    wikidata: String,
    country: String,
    lat: Option<f64>,
    lon: Option<f64>,
    population: Option<u32>,
    #[serde(default)]
    tz: String,
    en: String,
    #[serde(default)]
    ru: String,
    #[serde(default)]
    kk: String,
    #[serde(default)]
    names: Vec<String>,
}

impl UserCity {
    /// The entry as a line of the table, so that both kinds of file are read and checked alike.
    fn row(&self) -> String {
        let number = |n: Option<String>| n.unwrap_or_default();
        [
            self.id.to_string(),
            self.wikidata.clone(),
            self.country.clone(),
            number(self.lat.map(|n| n.to_string())),
            number(self.lon.map(|n| n.to_string())),
            number(self.population.map(|n| n.to_string())),
            self.tz.clone(),
            self.en.clone(),
            self.ru.clone(),
            self.kk.clone(),
            self.names.join("|"),
        ]
        .map(|cell| cell.replace(['\t', '\n', '\r'], " "))
        .join("\t")
    }
}

impl Gazetteer {
    /// Adds cities from a tab-separated table with the columns of the embedded one.
    pub fn with_user_tsv(self, table: &str) -> Result<Self, GazetteerFileError> {
        let rows = table::rows(table).map(|(line, row)| (line, row.to_owned()));
        self.with_rows(rows, |line, reason| GazetteerFileError::Line { line, reason })
    }

    /// Adds cities from TOML: `[[city]]` with `id`, `country`, `en` and any of `ru`, `kk`, `lat`, `lon`,
    /// `population`, `tz`, `wikidata`, `names = ["ru:Питер~", …]`.
    pub fn with_user_toml(self, text: &str) -> Result<Self, GazetteerFileError> {
        let user: UserTable = toml::from_str(text).map_err(|e| GazetteerFileError::Toml(e.to_string()))?;
        let rows = user.city.iter().enumerate().map(|(n, city)| (n + 1, city.row()));
        self.with_rows(rows, |n, reason| GazetteerFileError::Toml(format!("[[city]] number {n}: {reason}")))
    }

    fn with_rows(
        self,
        added: impl Iterator<Item = (usize, String)>,
        error: impl Fn(usize, String) -> GazetteerFileError,
    ) -> Result<Self, GazetteerFileError> {
        let mut rows = self.rows;
        for (place, row) in added {
            let city = table::city(&row).map_err(|reason| error(place, reason))?;
            rows.retain(|known| table::city_id(&known.text) != Some(city.id));
            rows.push(Row::new(row));
        }
        Ok(Self { rows, ..Self::default() })
    }
}
