//! Towns smaller than the gazetteer's cities: only names and country, for the reader of clippings.
//!
//! Their Russian names are untagged in the source, so none of them is printed or offered.

use super::{CityId, table};

const TOWNS: &str = include_str!("../../../assets/gazetteer/towns.tsv");
const CITY_REGIONS: &str = include_str!("../../../assets/gazetteer/city_regions.tsv");

/// A town.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Town<'a> {
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: &'a str,
    /// English name.
    pub en: &'a str,
    /// Russian names as GeoNames has them, joined by `|`.
    pub ru: &'a str,
    /// Identifier of the region it lies in; empty where that is not known.
    pub region: &'a str,
}

/// All towns, the largest first.
pub fn towns() -> impl Iterator<Item = Town<'static>> {
    table::rows(TOWNS).filter_map(|(_, row)| {
        let mut cells = row.split('\t');
        let (country, en) = (cells.next()?, cells.next()?);
        let (ru, region) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        Some(Town { country, en, ru, region })
    })
}

/// Which region each shipped city lies in, by the city's number and the region's identifier.
pub fn city_regions() -> impl Iterator<Item = (CityId, &'static str)> {
    table::rows(CITY_REGIONS).filter_map(|(_, row)| {
        let (id, region) = row.split_once('\t')?;
        Some((CityId(id.parse().ok()?), region))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_has_its_country_and_russian_name() {
        let found: Vec<Town<'_>> = towns().filter(|t| t.en == "Kumertau").collect();
        assert_eq!(found, [Town { country: "RU", en: "Kumertau", ru: "Кумертау", region: "ru-ba" }]);
        assert!(towns().all(|t| t.country.len() == 2 && !t.en.is_empty()));
    }
}
