//! Finds cities, regions and countries by any name in any language, with former names by date.
//!
//! The tables are embedded text (`assets/gazetteer`). A run looks up a handful of names, so rows are parsed
//! only when asked for; the index over all names holds hashes and row numbers and is built at the first look-up.
//! Start with [`Gazetteer::find`].

mod error;
mod fold;
mod table;
mod town;
mod user;

pub use error::{GazetteerError, GazetteerFileError, PlaceCandidate};
pub use fold::{fold, fold_into};
pub use town::{Town, city_regions, towns};

use super::{City, CityId, Country, CountryCode, PartialDate, PlaceName, Region};
use std::{borrow::Cow, sync::OnceLock};

const CITIES: &str = include_str!("../../../assets/gazetteer/cities.tsv");
const COUNTRIES: &str = include_str!("../../../assets/gazetteer/countries.tsv");
const REGIONS: &str = include_str!("../../../assets/gazetteer/regions.tsv");

/// Of namesakes, one that has this many times the inhabitants of the next is meant unless a country is given.
const DOMINANCE: u32 = 10;
/// How many names an error offers.
const OFFERED: usize = 3;
/// Least similarity (0 to 1, Jaro-Winkler) of a name worth offering.
const SIMILAR: f64 = 0.82;
/// How much less similar than the likest name another may be.
const SIMILAR_WITHIN: f64 = 0.06;

/// Cities, regions and countries with all their names.
#[derive(Debug, Default)]
pub struct Gazetteer {
    rows: Vec<Row>,
    by_id: OnceLock<Vec<(CityId, u32)>>,
    by_name: OnceLock<Vec<(u64, u32)>>,
    countries: OnceLock<Vec<Country>>,
    regions: OnceLock<Vec<Region>>,
}

#[derive(Debug)]
struct Row {
    text: Cow<'static, str>,
    city: OnceLock<Option<City>>,
}

impl Row {
    fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), city: OnceLock::new() }
    }

    fn city(&self) -> Option<&City> {
        self.city.get_or_init(|| table::city(&self.text).ok()).as_ref()
    }
}

/// How well a name fits; the smaller, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// One of today's names in the three languages.
    Usual,
    /// Another name that held on that date.
    Valid,
    /// A name of another time.
    OutOfTime,
    /// A weak name.
    Weak,
}

impl Gazetteer {
    /// The embedded tables.
    pub fn builtin() -> Self {
        let rows = table::rows(CITIES).map(|(_, row)| Row::new(row)).collect();
        Self { rows, ..Self::default() }
    }

    /// The city that a name means in a text of that date.
    ///
    /// Case, quotation marks, hyphens, accents and words such as "г." or "city of" do not count. A former name
    /// is found at any date when no other city bears it then. A weak name ("Питер") wants the country.
    /// "Birmingham, GB" names the country within the text.
    pub fn find(
        &self,
        name: &str,
        country: Option<&CountryCode>,
        on: Option<PartialDate>,
    ) -> Result<CityId, GazetteerError> {
        self.look_up(name, country, on).map_err(|error| match error {
            GazetteerError::Unknown { name, .. } => {
                let nearest = self.nearest(&name);
                GazetteerError::Unknown { name, nearest }
            }
            other => other,
        })
    }

    /// Like [`find`](Self::find), but an unknown name comes back without nearest names, which cost a pass over
    /// the whole gazetteer.
    pub fn look_up(
        &self,
        name: &str,
        country: Option<&CountryCode>,
        on: Option<PartialDate>,
    ) -> Result<CityId, GazetteerError> {
        let mut tried = self.resolve(name, name, country, on);
        if tried.is_none() {
            tried = fold::strip_city_words(name).and_then(|bare| self.resolve(name, &bare, country, on));
        }
        if tried.is_none() && country.is_none() {
            tried = fold::split_country(name).and_then(|(city, country)| {
                let code = self.find_country(country)?.code.clone();
                Some(self.look_up(city, Some(&code), on))
            });
        }
        tried
            .unwrap_or_else(|| Err(GazetteerError::Unknown { name: name.trim().to_owned(), nearest: vec![] }))
    }

    fn resolve(
        &self,
        printed: &str,
        name: &str,
        country: Option<&CountryCode>,
        on: Option<PartialDate>,
    ) -> Option<Result<CityId, GazetteerError>> {
        let mut found: Vec<(Fit, &City)> = self
            .bearers(name)
            .into_iter()
            .filter(|city| country.is_none_or(|code| *code == city.country))
            .filter_map(|city| Some((fit(city, &fold::fold(name), on)?, city)))
            .filter(|(fit, _)| *fit != Fit::Weak || country.is_some())
            .collect();
        found.sort_by_key(|(fit, city)| (*fit, std::cmp::Reverse(city.population), city.id));
        let best = found.first()?.0;
        let best: Vec<&City> =
            found.into_iter().filter(|(fit, _)| *fit == best).map(|(_, city)| city).collect();
        match best.as_slice() {
            [only] => Some(Ok(only.id)),
            [first, second, ..] if dominates(first, second) => Some(Ok(first.id)),
            several => Some(Err(GazetteerError::Ambiguous {
                name: printed.trim().to_owned(),
                candidates: several.iter().map(|city| PlaceCandidate::of(city)).collect(),
            })),
        }
    }

    /// Cities that bear the name in any language at any time.
    fn bearers(&self, name: &str) -> Vec<&City> {
        let key = hash(&fold::fold(name));
        let index = self.name_index();
        let start = index.partition_point(|(h, _)| *h < key);
        let mut rows: Vec<u32> =
            index[start..].iter().take_while(|(h, _)| *h == key).map(|(_, r)| *r).collect();
        rows.dedup();
        rows.into_iter().filter_map(|row| self.rows[row as usize].city()).collect()
    }

    /// Up to three names like an unknown one, the likest first.
    pub fn nearest(&self, name: &str) -> Vec<PlaceCandidate> {
        let wanted = fold::strip_city_words(name).map_or_else(|| fold::fold(name), |bare| fold::fold(&bare));
        if wanted.is_empty() || wanted.len() > 80 {
            return Vec::new();
        }
        let mut buffer = String::new();
        let mut scored: Vec<(f64, usize)> = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut best = 0.0_f64;
            for candidate in table::city_names(&row.text) {
                fold::fold_into(candidate, &mut buffer);
                best = best.max(strsim::jaro_winkler(&wanted, &buffer));
            }
            if best >= SIMILAR {
                scored.push((best, number));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let least = scored.first().map_or(1.0, |(best, _)| best - SIMILAR_WITHIN);
        let near = scored.into_iter().take_while(|(score, _)| *score >= least);
        let cities = near.filter_map(|(_, number)| self.rows[number].city());
        cities.take(OFFERED).map(PlaceCandidate::of).collect()
    }

    /// The city with that identifier.
    pub fn city(&self, id: CityId) -> Option<&City> {
        let index = self.by_id.get_or_init(|| {
            let ids = self.rows.iter().enumerate();
            let mut index: Vec<_> = ids
                .filter_map(|(n, row)| Some((table::city_id(&row.text)?, u32::try_from(n).ok()?)))
                .collect();
            index.sort_unstable();
            index
        });
        let at = index.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.rows[index[at].1 as usize].city()
    }

    /// All cities, in the order of the table; parses every row.
    pub fn cities(&self) -> impl Iterator<Item = &City> {
        self.rows.iter().filter_map(Row::city)
    }

    /// All countries.
    pub fn countries(&self) -> &[Country] {
        self.countries
            .get_or_init(|| table::rows(COUNTRIES).filter_map(|(_, row)| table::country(row).ok()).collect())
    }

    /// The country with that code.
    pub fn country(&self, code: &CountryCode) -> Option<&Country> {
        self.countries().iter().find(|country| country.code == *code)
    }

    /// The country that a name or an ISO code means; weak names do not count.
    pub fn find_country(&self, name: &str) -> Option<&Country> {
        let folded = fold::fold(name);
        if folded.is_empty() {
            return None;
        }
        let by_code = self.countries().iter().find(|c| c.code.0.eq_ignore_ascii_case(name.trim()));
        by_code.or_else(|| self.countries().iter().find(|c| bears(c.all_names(), &folded)))
    }

    /// All regions.
    pub fn regions(&self) -> &[Region] {
        self.regions
            .get_or_init(|| table::rows(REGIONS).filter_map(|(_, row)| table::region(row).ok()).collect())
    }

    /// The region that a name or identifier means; weak names do not count.
    pub fn find_region(&self, name: &str, country: Option<&CountryCode>) -> Option<&Region> {
        let folded = fold::fold(name);
        let near = |region: &&Region| country.is_none_or(|code| *code == region.country);
        let by_id = self.regions().iter().find(|r| r.id == name.trim());
        by_id.or_else(|| self.regions().iter().filter(near).find(|r| bears(r.all_names(), &folded)))
    }

    fn name_index(&self) -> &[(u64, u32)] {
        self.by_name.get_or_init(|| {
            let mut buffer = String::new();
            let mut index = Vec::with_capacity(self.rows.len() * 8);
            for (number, row) in self.rows.iter().enumerate() {
                let Ok(number) = u32::try_from(number) else { break };
                for name in table::city_names(&row.text) {
                    fold::fold_into(name, &mut buffer);
                    index.push((hash(&buffer), number));
                }
            }
            index.sort_unstable();
            index
        })
    }
}

fn bears(mut names: impl Iterator<Item = PlaceName>, folded: &str) -> bool {
    names.any(|name| !name.weak && fold::fold(&name.name) == folded)
}

fn fit(city: &City, folded: &str, on: Option<PartialDate>) -> Option<Fit> {
    if [&city.en, &city.ru, &city.kk].into_iter().any(|name| fold::fold(name) == folded) {
        return Some(Fit::Usual);
    }
    let fits = city.names.iter().filter(|name| fold::fold(&name.name) == folded);
    fits.map(|name| match (name.weak, name.is_valid(on)) {
        (true, _) => Fit::Weak,
        (false, true) => Fit::Valid,
        (false, false) => Fit::OutOfTime,
    })
    .min()
}

fn dominates(first: &City, second: &City) -> bool {
    let (large, small) = (first.population.unwrap_or(0), second.population.unwrap_or(0));
    small > 0 && large / DOMINANCE >= small
}

/// FNV-1a, 64 bits: an index over names wants a hash that is cheap on short keys. This one tells equal hashes apart
/// by name.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests;
