//! Fields of cooperation. The list is data, so that an office can bring its own.

use super::Locale;
use serde::{Deserialize, Serialize};
use std::fmt;

const BUILTIN: &str = include_str!("../../assets/sectors/sectors.tsv");

/// Stable identifier of a sector, such as `health`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectorId(pub String);

impl fmt::Display for SectorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a sector came up; later variants say more than earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectorRole {
    /// Named as what the visit is for.
    Purpose,
    /// Talked about.
    Discussed,
    /// Agreed on, without a signature.
    Agreed,
    /// Subject of a signed document.
    Signed,
}

/// A sector with its names and the stems by which texts are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sector {
    /// Identifier.
    pub id: SectorId,
    /// Name in English.
    pub en: String,
    /// Name in Russian.
    pub ru: String,
    /// Name in Kazakh.
    pub kk: String,
    /// OECD DAC purpose codes (3 digits), as written in the table.
    pub dac3: String,
    /// UN COFOG classes, as written in the table.
    pub cofog: String,
    /// Stems per language (en, ru, kk). A plain stem matches at the start of a word; `=` marks a whole word,
    /// `^` a case-sensitive acronym, `~` a weak stem that is never enough alone; `* ` stands for any ending
    /// before the next word.
    pub stems: [Vec<String>; 3],
}

impl Sector {
    /// Name in a report's language.
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Ru => &self.ru,
            Locale::Kk => &self.kk,
        }
    }
}

/// The sectors that visits are told apart by, in the order in which reports list them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sectors(Vec<Sector>);

/// A table of sectors cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct SectorFileError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl Sectors {
    /// The embedded table.
    pub fn builtin() -> Self {
        Self::from_tsv(BUILTIN).unwrap_or(Self(Vec::new()))
    }

    /// An office's own table, tab-separated with the columns of the embedded one; only `id` and `en` must be
    /// filled.
    pub fn from_tsv(table: &str) -> Result<Self, SectorFileError> {
        let lines = table.lines().enumerate().map(|(n, line)| (n + 1, line));
        let rows = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
        let mut sectors: Vec<Sector> = Vec::new();
        for (line, row) in rows {
            let sector = sector(row).map_err(|reason| SectorFileError { line, reason })?;
            if sectors.iter().any(|known| known.id == sector.id) {
                return Err(SectorFileError { line, reason: format!("sector {} stands twice", sector.id) });
            }
            sectors.push(sector);
        }
        Ok(Self(sectors))
    }

    /// The sector with that identifier.
    pub fn get(&self, id: &SectorId) -> Option<&Sector> {
        self.0.iter().find(|sector| sector.id == *id)
    }

    /// The sector with that identifier or with that name in any language, case aside.
    pub fn find(&self, name: &str) -> Option<&Sector> {
        let wanted = name.trim().to_lowercase();
        let is_wanted = |text: &str| text.to_lowercase() == wanted;
        self.0.iter().find(|s| [&s.id.0, &s.en, &s.ru, &s.kk].into_iter().any(|text| is_wanted(text)))
    }

    /// All sectors, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Sector> {
        self.0.iter()
    }
}

fn sector(row: &str) -> Result<Sector, String> {
    let mut cells = row.split('\t').map(str::trim);
    let [id, en, ru, kk, dac3, cofog, stems_en, stems_ru, stems_kk]: [&str; 9] =
        std::array::from_fn(|_| cells.next().unwrap_or_default());
    if id.is_empty() || en.is_empty() {
        return Err("a sector wants an id and an English name".to_owned());
    }
    let or_english = |name: &str| if name.is_empty() { en } else { name }.to_owned();
    let stems = |cell: &str| cell.split('|').filter(|s| !s.is_empty()).map(str::to_owned).collect();
    Ok(Sector {
        id: SectorId(id.to_owned()),
        en: en.to_owned(),
        ru: or_english(ru),
        kk: or_english(kk),
        dac3: dac3.to_owned(),
        cofog: cofog.to_owned(),
        stems: [stems(stems_en), stems(stems_ru), stems(stems_kk)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_has_its_sectors() {
        let sectors = Sectors::from_tsv(BUILTIN).unwrap();
        assert_eq!(sectors.iter().count(), 17);
        let health = sectors.get(&SectorId("health".into())).unwrap();
        assert_eq!(health.name(Locale::Ru), "Здравоохранение");
        assert!(health.stems[1].iter().any(|s| s == "=врач"));
        assert_eq!(sectors.find(" здравоохранение ").unwrap().id, health.id);
    }

    #[test]
    fn a_faulty_table_is_refused_with_its_line() {
        let error = Sectors::from_tsv("id\ten\na\tA\na\tB\n").unwrap_err();
        assert_eq!(error.to_string(), "line 3: sector a stands twice");
        assert_eq!(Sectors::from_tsv("id\ten\na\n").unwrap_err().line, 2);
    }
}
