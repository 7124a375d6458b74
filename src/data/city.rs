//! Cities, regions and countries as the gazetteer knows them.
//!
//! Plain types only: how a name is looked up stands in `gazetteer`. Start with [`City`] and [`PlaceName`].

use super::{LanguageTag, Locale, PartialDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// GeoNames identifier of a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CityId(pub u32);

impl fmt::Display for CityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CountryCode(pub String);

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name of a place in one language, with the time in which it was the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceName {
    /// Language of the name.
    pub lang: LanguageTag,
    /// The name.
    pub name: String,
    /// First day, month or year of the name; `None`: ever since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Last day, month or year of the name; `None`: to this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// Colloquial, or also a common word: never enough alone to tell the place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub weak: bool,
}

impl PlaceName {
    /// A name without limits of time.
    pub fn lasting(lang: Locale, name: &str) -> Self {
        Self { lang: lang.into(), name: name.to_owned(), from: None, to: None, weak: false }
    }

    /// Whether the name was in use on that date; without a date, whether it is in use now.
    pub fn is_valid(&self, on: Option<PartialDate>) -> bool {
        match on {
            None => self.to.is_none(),
            Some(date) => {
                self.from.is_none_or(|from| from.earliest() <= date.latest())
                    && self.to.is_none_or(|to| date.earliest() <= to.latest())
            }
        }
    }
}

/// A city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct City {
    /// GeoNames identifier.
    pub id: CityId,
    /// Wikidata item such as `Q656`.
    pub wikidata: Option<String>,
    /// Country.
    pub country: CountryCode,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Inhabitants, by GeoNames; `None` where not known.
    pub population: Option<u32>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Today's name in English.
    pub en: String,
    /// Today's name in Russian.
    pub ru: String,
    /// Today's name in Kazakh.
    pub kk: String,
    /// Further names: other spellings and languages, former and colloquial names.
    pub names: Vec<PlaceName>,
}

impl City {
    /// Today's name in a report's language; the English one where there is no other.
    pub fn name(&self, locale: Locale) -> &str {
        localized(locale, &self.en, &self.ru, &self.kk)
    }

    /// Every name, today's first.
    pub fn all_names(&self) -> impl Iterator<Item = PlaceName> {
        every_name(&self.en, &self.ru, &self.kk, &self.names)
    }
}

/// A country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Country {
    /// ISO code.
    pub code: CountryCode,
    /// Name in English.
    pub en: String,
    /// Name in Russian.
    pub ru: String,
    /// Name in Kazakh.
    pub kk: String,
    /// Capital.
    pub capital: Option<CityId>,
    /// English adjectives and stems of Russian ones ("казахстанск").
    pub adjectives: Vec<PlaceName>,
    /// Further names.
    pub names: Vec<PlaceName>,
}

impl Country {
    /// Name in a report's language.
    pub fn name(&self, locale: Locale) -> &str {
        localized(locale, &self.en, &self.ru, &self.kk)
    }

    /// Every name, the usual ones first.
    pub fn all_names(&self) -> impl Iterator<Item = PlaceName> {
        every_name(&self.en, &self.ru, &self.kk, &self.names)
    }
}

/// A region within a country: oblast, republic, province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Identifier such as `kz-aba`.
    pub id: String,
    /// Country.
    pub country: CountryCode,
    /// Name in English.
    pub en: String,
    /// Name in Russian.
    pub ru: String,
    /// Name in Kazakh.
    pub kk: String,
    /// Its administrative centre.
    pub centre: Option<CityId>,
    /// Further names.
    pub names: Vec<PlaceName>,
}

impl Region {
    /// Name in a report's language.
    pub fn name(&self, locale: Locale) -> &str {
        localized(locale, &self.en, &self.ru, &self.kk)
    }

    /// Every name, the usual ones first.
    pub fn all_names(&self) -> impl Iterator<Item = PlaceName> {
        every_name(&self.en, &self.ru, &self.kk, &self.names)
    }
}

fn localized<'a>(locale: Locale, en: &'a str, ru: &'a str, kk: &'a str) -> &'a str {
    let wanted = match locale {
        Locale::En => en,
        Locale::Ru => ru,
        Locale::Kk => kk,
    };
    if wanted.is_empty() { en } else { wanted }
}

fn every_name(en: &str, ru: &str, kk: &str, further: &[PlaceName]) -> impl Iterator<Item = PlaceName> {
    let usual = [(Locale::En, en), (Locale::Ru, ru), (Locale::Kk, kk)]
        .map(|(locale, name)| (!name.is_empty()).then(|| PlaceName::lasting(locale, name)));
    usual.into_iter().flatten().chain(further.iter().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_former_name_holds_in_its_time_only() {
        let name = PlaceName {
            from: "2019-03".parse().ok(),
            to: "2022-09".parse().ok(),
            ..PlaceName::lasting(Locale::En, "Nur-Sultan")
        };
        assert!(name.is_valid("2020".parse().ok()));
        assert!(name.is_valid("2022-09-30".parse().ok()));
        assert!(!name.is_valid("2022-10".parse().ok()));
        assert!(!name.is_valid("2019-02-28".parse().ok()));
        assert!(!name.is_valid(None));
    }
}
