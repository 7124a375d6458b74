//! Reads rows of the gazetteer's tables: tab-separated lines, `#` begins a comment, the first row names the
//! columns.
//!
//! Names within a cell: `lang:name[@from..to][~]`, joined by `|`; `~` marks a weak name.

use crate::data::{City, CityId, Country, CountryCode, LanguageTag, PartialDate, PlaceName, Region};

/// Number of the first column of a city row that holds a name (`en`), followed by `ru`, `kk` and `names`.
const CITY_NAMES: usize = 7;

/// Data rows with their line numbers from 1, the heading left out.
pub fn rows(table: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = table.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty()).skip(1)
}

/// The identifier of a city row, without reading the rest.
pub fn city_id(row: &str) -> Option<CityId> {
    row.split('\t').next()?.trim().parse().ok().map(CityId)
}

/// The bare names of a city row, without language or time.
pub fn city_names(row: &str) -> impl Iterator<Item = &str> {
    row.split('\t')
        .skip(CITY_NAMES)
        .enumerate()
        .flat_map(|(column, cell)| {
            let further = column == 3;
            cell.split('|').map(move |entry| if further { bare_name(entry) } else { entry })
        })
        .filter(|name| !name.is_empty())
}

/// A city; the message says which cell is wrong.
pub fn city(row: &str) -> Result<City, String> {
    let cells = cells::<11>(row);
    Ok(City {
        id: city_id(row).ok_or_else(|| format!("\"{}\" is no number of a city", cells[0]))?,
        wikidata: text(cells[1]),
        country: country_code(cells[2])?,
        latitude: number(cells[3], "latitude")?,
        longitude: number(cells[4], "longitude")?,
        population: number(cells[5], "population")?,
        time_zone: text(cells[6]),
        en: text(cells[7]).ok_or("the city has no English name")?,
        ru: cells[8].to_owned(),
        kk: cells[9].to_owned(),
        names: names(cells[10])?,
    })
}

/// A country; the message says which cell is wrong.
pub fn country(row: &str) -> Result<Country, String> {
    let cells = cells::<8>(row);
    let adjectives = |cell: &str, lang: &str| -> Vec<PlaceName> {
        cell.split('|').filter(|a| !a.is_empty()).map(|a| adjective(a, lang)).collect()
    };
    Ok(Country {
        code: country_code(cells[0])?,
        en: text(cells[1]).ok_or("the country has no English name")?,
        ru: cells[2].to_owned(),
        kk: cells[3].to_owned(),
        capital: number(cells[4], "capital")?.map(CityId),
        adjectives: [adjectives(cells[5], "en"), adjectives(cells[6], "ru")].concat(),
        names: names(cells[7])?,
    })
}

/// A region; the message says which cell is wrong.
pub fn region(row: &str) -> Result<Region, String> {
    let cells = cells::<7>(row);
    Ok(Region {
        id: text(cells[0]).ok_or("the region has no identifier")?,
        country: country_code(cells[1])?,
        en: text(cells[2]).ok_or("the region has no English name")?,
        ru: cells[3].to_owned(),
        kk: cells[4].to_owned(),
        centre: number(cells[5], "centre")?.map(CityId),
        names: names(cells[6])?,
    })
}

/// The names in a cell.
pub fn names(cell: &str) -> Result<Vec<PlaceName>, String> {
    cell.split('|').filter(|entry| !entry.trim().is_empty()).map(name).collect()
}

fn name(entry: &str) -> Result<PlaceName, String> {
    let (lang, rest) =
        entry.split_once(':').ok_or_else(|| format!("\"{entry}\" names no language; write lang:name"))?;
    let (rest, weak) = weakness(rest.trim());
    let (name, span) = rest.rsplit_once('@').unwrap_or((rest, ".."));
    let (from, to) =
        span.split_once("..").ok_or_else(|| format!("\"{span}\" is no span; write name@from..to"))?;
    let date = |text: &str| -> Result<Option<PartialDate>, String> {
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|e| format!("{e}")) }
    };
    Ok(PlaceName {
        lang: LanguageTag::new(lang),
        name: name.to_owned(),
        from: date(from)?,
        to: date(to)?,
        weak,
    })
}

fn adjective(entry: &str, lang: &str) -> PlaceName {
    let (name, weak) = weakness(entry);
    PlaceName { lang: LanguageTag::new(lang), name: name.to_owned(), from: None, to: None, weak }
}

fn weakness(entry: &str) -> (&str, bool) {
    entry.strip_suffix('~').map_or((entry, false), |name| (name, true))
}

fn bare_name(entry: &str) -> &str {
    let name = entry.split_once(':').map_or(entry, |(_, name)| name);
    let name = weakness(name).0;
    name.rsplit_once('@').map_or(name, |(name, _)| name)
}

fn cells<const N: usize>(row: &str) -> [&str; N] {
    let mut cells = row.split('\t').map(str::trim);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

fn text(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn number<T: std::str::FromStr>(cell: &str, what: &str) -> Result<Option<T>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| format!("\"{cell}\" is no number for the {what}"))
}

fn country_code(cell: &str) -> Result<CountryCode, String> {
    let valid = cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_uppercase());
    valid.then(|| CountryCode(cell.to_owned())).ok_or_else(|| format!("\"{cell}\" is no ISO country code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_notation_of_names() {
        let names = names("ru:Ленинград@1924-01-26..1991-09-06|ru:Питер~|en:Astana@..2019-03~").unwrap();
        assert_eq!(names[0].from.unwrap().to_string(), "1924-01-26");
        assert_eq!(names[0].to.unwrap().to_string(), "1991-09-06");
        assert!(names[1].weak && names[1].name == "Питер");
        assert!(names[2].weak && names[2].from.is_none() && names[2].name == "Astana");
    }

    #[test]
    fn says_what_is_wrong_with_a_row() {
        assert!(names("Питер").unwrap_err().contains("lang:name"));
        assert!(names("ru:Питер@1924").unwrap_err().contains("from..to"));
        assert!(city("x\t\tRU").unwrap_err().contains("number of a city"));
        assert!(city("1\t\tRussia").unwrap_err().contains("country code"));
    }

    #[test]
    fn bare_names_agree_with_whole_ones() {
        let row = "1\t\tRU\t\t\t\t\tA\tБ\tВ\ten:C@1900..1910~|ru:Г";
        assert_eq!(city_names(row).collect::<Vec<_>>(), ["A", "Б", "В", "C", "Г"]);
        let whole: Vec<String> = city(row).unwrap().all_names().map(|n| n.name).collect();
        assert_eq!(whole, ["A", "Б", "В", "C", "Г"]);
    }
}
