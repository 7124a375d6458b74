//! In which countries people are called so: a hint at the side of somebody whose place is not told.
//!
//! The styles stand in `assets/language/names.toml`. Start with [`NameStyles::countries`].

use crate::data::fold_name;
use serde::Deserialize;
use std::collections::HashSet;

/// All styles.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Table")]
pub(crate) struct NameStyles {
    style: Vec<Style>,
    /// Family names of all styles.
    families: HashSet<String>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    style: Vec<Style>,
}

impl From<Table> for NameStyles {
    fn from(table: Table) -> Self {
        let families = table.style.iter().flat_map(|s| s.families.iter().cloned()).collect();
        Self { style: table.style, families }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Style {
    countries: Vec<String>,
    families: HashSet<String>,
    ends: Vec<String>,
    parts: HashSet<String>,
}

impl NameStyles {
    /// Whether a (lower-case) word is a family name of the lists.
    pub(crate) fn is_family(&self, word: &str) -> bool {
        self.families.contains(word)
    }

    /// Codes of the countries whose style a name is written in; empty where no style fits.
    pub(crate) fn countries(&self, name: &str) -> Vec<&str> {
        let words: Vec<String> = name.split([' ', '-']).map(fold_name).filter(|w| !w.is_empty()).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
        let fits = |style: &&Style| {
            let family = |w: &String| style.families.contains(w);
            let ends =
                |end: &String| last.ends_with(end.as_str()) && last.chars().count() > end.chars().count() + 1;
            family(first)
                || family(last)
                || style.ends.iter().any(ends)
                || words.iter().any(|w| style.parts.contains(w))
        };
        self.style.iter().filter(fits).flat_map(|s| s.countries.iter().map(String::as_str)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::NameStyles;

    #[test]
    fn names_tell_where_people_may_come_from() {
        let styles: NameStyles = toml::from_str(include_str!("../../../assets/language/names.toml")).unwrap();
        let told = |name: &str, country: &str| styles.countries(name).contains(&country);
        assert!(told("Kang Min-seok", "KR") && !told("Kang Min-seok", "KZ"));
        assert!(told("Нурбек Туякбаев", "KZ") && !told("Нурбек Туякбаев", "TR"));
        assert!(told("Мехмет Йылдырым", "TR") && told("Пань Юй", "CN"));
        assert!(told("Shoichi Okamura", "JP"));
    }
}
