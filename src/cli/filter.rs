//! Options that choose visits, shared by `visits` and `stats`.

use super::{failure::Failure, failure::Fault, session::Session};
use chrono::NaiveDate;
use citybrief::data::{
    CityId, CountryCode, GazetteerError, PartialDate, Period, SectorId, SectorRole, VisitKind, VisitStatus,
};
use citybrief::store::VisitFilter;
use clap::Args;
use serde::de::DeserializeOwned;

/// Which visits. All given conditions must be met.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Which visits")]
pub struct FilterArgs {
    /// A city, as host or guest
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// Two cities, in either direction: --pair "Saint Petersburg" Astana
    #[arg(long, num_args = 1..=2, value_names = ["CITY", "CITY"])]
    pair: Option<Vec<String>>,
    /// The receiving city
    #[arg(long, value_name = "CITY")]
    host: Option<String>,
    /// The visiting city
    #[arg(long, value_name = "CITY")]
    guest: Option<String>,
    /// A country, as host or guest; also finds delegations of no single city
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// The visiting country
    #[arg(long, value_name = "COUNTRY")]
    guest_country: Option<String>,
    /// Only visits of which one side is no city
    #[arg(long)]
    without_city: bool,
    /// A sector, by its id or its name
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,
    /// Role of the sector: purpose, discussed, agreed or signed
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Not before: 2019, 2019-11 or 2019-11-05
    #[arg(long, value_name = "DATE")]
    from_date: Option<PartialDate>,
    /// Not after
    #[arg(long, value_name = "DATE")]
    to_date: Option<PartialDate>,
    /// held, announced or cancelled
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Sort of visit, such as "business mission"
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

impl FilterArgs {
    /// The conditions, with every name looked up.
    pub fn resolve(&self, session: &Session) -> Result<VisitFilter, Failure> {
        let city = |name: &Option<String>| name.as_deref().map(|name| session.city(name)).transpose();
        let country = |name: &Option<String>| name.as_deref().map(|name| session.country(name)).transpose();
        Ok(VisitFilter {
            city: city(&self.city)?,
            pair: self.pair.as_deref().map(|names| pair(names, session)).transpose()?,
            host: city(&self.host)?,
            guest: city(&self.guest)?,
            country: country(&self.country)?,
            guest_country: country(&self.guest_country)?,
            without_city: self.without_city,
            sector: self.sector.as_deref().map(|name| session.sector(name)).transpose()?,
            role: self.role.as_deref().map(|role| word::<SectorRole>("role", role, &ROLES)).transpose()?,
            period: self.period()?,
            status: self
                .status
                .as_deref()
                .map(|status| word::<VisitStatus>("status", status, &STATUSES))
                .transpose()?,
            kind: self
                .kind
                .as_deref()
                .map(|kind| word::<VisitKind>("kind of visit", kind, &KINDS))
                .transpose()?,
            ..VisitFilter::default()
        })
    }

    fn period(&self) -> Result<Option<Period>, Failure> {
        if self.from_date.is_none() && self.to_date.is_none() {
            return Ok(None);
        }
        let first = self.from_date.map_or(NaiveDate::MIN, PartialDate::earliest);
        let last = self.to_date.map_or(NaiveDate::MAX, PartialDate::latest);
        if first > last {
            return Err(Failure::environment(format!("--from-date {first} lies after --to-date {last}")));
        }
        Ok(Some(Period { from: first, to: last }))
    }
}

const ROLES: [&str; 4] = ["purpose", "discussed", "agreed", "signed"];
const STATUSES: [&str; 3] = ["held", "announced", "cancelled"];
const KINDS: [&str; 8] = [
    "official",
    "working",
    "business mission",
    "cultural and business mission",
    "study tour",
    "forum",
    "courtesy call",
    "other",
];

/// Two cities; one text with a comma between them will do.
fn pair(names: &[String], session: &Session) -> Result<(CityId, CityId), Failure> {
    let halves: Vec<&str> = match names {
        [both] => both.split(',').collect(),
        several => several.iter().map(String::as_str).collect(),
    };
    let [a, b] = halves.as_slice() else {
        return Err(Failure::environment("--pair wants two cities")
            .hint("such as --pair \"Saint Petersburg\" Astana"));
    };
    Ok((session.city(a)?, session.city(b)?))
}

/// A value by the word that it is written with in JSON.
fn word<T: DeserializeOwned>(what: &str, text: &str, words: &[&str]) -> Result<T, Failure> {
    let lower = text.trim().to_lowercase();
    serde_json::from_value(serde_json::Value::String(lower)).map_err(|_| {
        Failure::environment(format!("\"{text}\" is no {what}"))
            .hint(format!("it is one of: {}", words.join(", ")))
    })
}

impl Session {
    /// The city of that name today.
    pub fn city(&self, name: &str) -> Result<CityId, Failure> {
        self.gazetteer()?.find(name, None, None).map_err(|error| {
            let hint = match &error {
                GazetteerError::Unknown { .. } => {
                    "any name in English, Russian or Kazakh will do; citybrief.toml can name a file of further cities"
                }
                GazetteerError::Ambiguous { .. } => "add the country, as in \"Birmingham, GB\"",
            };
            Failure::from_error(Fault::Environment, &error).hint(hint)
        })
    }

    /// The country of that name or ISO code.
    pub fn country(&self, name: &str) -> Result<CountryCode, Failure> {
        self.gazetteer()?.find_country(name).map(|country| country.code.clone()).ok_or_else(|| {
            Failure::environment(format!("no country is known by the name \"{name}\""))
                .hint("name it in English, Russian or Kazakh, or by its ISO code such as KZ")
        })
    }

    /// The sector of that id or name.
    pub fn sector(&self, name: &str) -> Result<SectorId, Failure> {
        let sectors = self.sectors()?;
        sectors.find(name).map(|sector| sector.id.clone()).ok_or_else(|| {
            let ids: Vec<&str> = sectors.iter().map(|sector| sector.id.0.as_str()).collect();
            Failure::environment(format!("there is no sector \"{name}\""))
                .hint(format!("the sectors are: {}", ids.join(", ")))
        })
    }
}
