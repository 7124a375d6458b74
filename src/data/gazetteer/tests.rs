//! The embedded tables are sound, and names find the cities they mean.

use super::*;
use crate::data::Locale;

const ASTANA: CityId = CityId(1_526_273);
const PETERSBURG: CityId = CityId(498_817);

fn find(name: &str, on: &str) -> Result<CityId, GazetteerError> {
    Gazetteer::builtin().find(name, None, on.parse().ok())
}

#[test]
fn every_row_of_the_tables_can_be_read() {
    for (line, row) in table::rows(CITIES) {
        assert!(table::city(row).is_ok(), "cities.tsv:{line}: {:?}", table::city(row));
    }
    for (line, row) in table::rows(COUNTRIES) {
        assert!(table::country(row).is_ok(), "countries.tsv:{line}: {:?}", table::country(row));
    }
    for (line, row) in table::rows(REGIONS) {
        assert!(table::region(row).is_ok(), "regions.tsv:{line}: {:?}", table::region(row));
    }
}

#[test]
fn a_city_is_found_by_any_name_in_any_language() {
    for name in [
        "Saint Petersburg",
        "St. Petersburg ",
        "«Санкт-Петербург»",
        "САНКТ ПЕТЕРБУРГ",
        "город Санкт-Петербург",
        "Ленинград",
        "Санкт-Петербург, Россия",
        "Saint Petersburg (RU)",
    ] {
        assert_eq!(find(name, "2024").unwrap(), PETERSBURG, "{name}");
    }
    for name in ["г. Астана", "Астана қаласы", "city of Astana", "Nur-Sultan", "Нурсултан"]
    {
        assert_eq!(find(name, "2020").unwrap(), ASTANA, "{name}");
    }
}

#[test]
fn a_former_name_finds_its_city_outside_its_time_too() {
    assert_eq!(find("Nur-Sultan", "2024").unwrap(), ASTANA);
    assert_eq!(find("Целиноград", "").unwrap(), ASTANA);
}

#[test]
fn a_weak_name_wants_the_country() {
    assert!(matches!(find("Питер", ""), Err(GazetteerError::Unknown { .. })));
    let russia = CountryCode("RU".into());
    assert_eq!(Gazetteer::builtin().find("Питер", Some(&russia), None).unwrap(), PETERSBURG);
}

#[test]
fn an_unknown_name_is_answered_with_names_like_it() {
    let error = find("Astna", "").unwrap_err();
    assert!(error.to_string().contains("Astana, KZ"), "{error}");
    let error = find("Санкт-Питерсбург", "").unwrap_err();
    assert!(error.to_string().contains("Saint Petersburg, RU"), "{error}");
    assert!(matches!(find("", ""), Err(GazetteerError::Unknown { .. })));
}

#[test]
fn namesakes_are_told_apart_by_country_or_reported() {
    let two = Gazetteer::default()
        .with_user_tsv("id\n1\t\tGB\t\t\t1000000\t\tBirmingham\n2\t\tUS\t\t\t200000\t\tBirmingham\n")
        .unwrap();
    let error = two.find("Birmingham", None, None).unwrap_err();
    assert_eq!(error.to_string(), "\"Birmingham\" can be more than one city: Birmingham, GB; Birmingham, US");
    assert_eq!(two.find("Birmingham, US", None, None).unwrap(), CityId(2));
    assert_eq!(two.find("Birmingham", Some(&CountryCode("GB".into())), None).unwrap(), CityId(1));
}

#[test]
fn a_users_city_is_added_or_replaces() {
    let toml = "[[city]]\nid = 498817\ncountry = \"RU\"\nen = \"Petropolis\"\n\n\
                [[city]]\nid = 9000001\ncountry = \"KZ\"\nen = \"Alatau\"\nnames = [\"ru:Жетыген~\"]\n";
    let mine = Gazetteer::builtin().with_user_toml(toml).unwrap();
    assert_eq!(mine.find("Petropolis", None, None).unwrap(), PETERSBURG);
    assert!(mine.find("Saint Petersburg", Some(&CountryCode("RU".into())), None).is_err());
    assert_eq!(mine.city(CityId(9_000_001)).unwrap().name(Locale::Ru), "Alatau");
    let error = Gazetteer::builtin().with_user_toml("[[city]]\nid = 1\ncountry = \"Russia\"\nen = \"X\"\n");
    assert!(error.unwrap_err().to_string().contains("[[city]] number 1"));
    assert!(Gazetteer::builtin().with_user_tsv("id\nx\ty\n").unwrap_err().to_string().starts_with("line 2"));
}

#[test]
fn countries_and_regions_are_found_by_name() {
    let g = Gazetteer::builtin();
    assert_eq!(g.find_country("казахстан").unwrap().code.0, "KZ");
    assert_eq!(g.find_country("ru").unwrap().name(Locale::Kk), "Ресей");
    assert!(g.find_country("").is_none());
    assert_eq!(g.find_region("Абайская область", None).unwrap().id, "kz-aba");
}
