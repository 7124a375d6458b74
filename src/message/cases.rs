//! City names in the cases that titles need: "делегации Санкт-Петербурга в Астану".
//!
//! Only names that a rule covers are changed; all others stand in the nominative behind the word "город",
//! which is always right. Kazakh and English put the case on another word, so their names stay.

use super::catalogue::{Catalogue, MessageError};
use crate::data::Locale;

/// Feminine names in -ь; other names in -ь are masculine (Ярославль), so that the ending alone does not tell.
const FEMININE: &[&str] =
    &["Казань", "Пермь", "Тверь", "Рязань", "Астрахань", "Тюмень", "Сиань", "Керчь", "Сызрань"];
/// Plural names, which decline in a way of their own.
const PLURAL: &[&str] = &["Чебоксары", "Сумы", "Черкассы", "Шахты", "Набережные Челны", "Афины", "Салоники"];

impl Catalogue {
    /// The city as in "delegation of …".
    ///
    /// # Errors
    /// If an override folder broke the messages for city names.
    pub fn of_city(&self, name: &str) -> Result<String, MessageError> {
        match self.locale() {
            Locale::Ru => {
                genitive(name).map_or_else(|| self.text("city-genitive", &[("city", name.into())]), Ok)
            }
            Locale::En | Locale::Kk => Ok(name.to_owned()),
        }
    }

    /// The city as in "visit to …".
    ///
    /// # Errors
    /// As [`Self::of_city`].
    pub fn to_city(&self, name: &str) -> Result<String, MessageError> {
        match self.locale() {
            Locale::Ru => {
                accusative(name).map_or_else(|| self.text("city-accusative", &[("city", name.into())]), Ok)
            }
            Locale::En | Locale::Kk => Ok(name.to_owned()),
        }
    }
}

/// The last letter, where the name is one that a simple rule covers: one word, or joined by a hyphen to a
/// first part that does not decline.
fn simple(name: &str) -> Option<char> {
    let covered = !name.contains(' ') && !name.contains("-на-") && !PLURAL.contains(&name);
    name.chars().last().filter(|last| covered && ('а'..='я').contains(last))
}

fn genitive(name: &str) -> Option<String> {
    let cut = |ending: char| name.strip_suffix(ending);
    Some(match simple(name)? {
        'а' => {
            let stem = cut('а')?;
            let soft = stem.ends_with(['г', 'к', 'х', 'ж', 'ш', 'ч', 'щ']);
            format!("{stem}{}", if soft { 'и' } else { 'ы' })
        }
        'я' => format!("{}и", cut('я')?),
        'ь' if FEMININE.contains(&name) => format!("{}и", cut('ь')?),
        // Adjectives such as Грозный decline otherwise than Шанхай.
        'й' if !name.ends_with("ый") && !name.ends_with("ий") && !name.ends_with("ой") => {
            format!("{}я", cut('й')?)
        }
        'ы' | 'и' | 'у' | 'ю' | 'е' | 'о' | 'э' => name.to_owned(),
        'ь' | 'й' | 'ъ' => return None,
        _ => format!("{name}а"),
    })
}

fn accusative(name: &str) -> Option<String> {
    Some(match simple(name)? {
        'а' => format!("{}у", name.strip_suffix('а')?),
        'я' => format!("{}ю", name.strip_suffix('я')?),
        _ => name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_rule_covers_decline() {
        let rows = [
            ("Санкт-Петербург", "Санкт-Петербурга", "Санкт-Петербург"),
            ("Астана", "Астаны", "Астану"),
            ("Алматы", "Алматы", "Алматы"),
            ("Караганда", "Караганды", "Караганду"),
            ("Калуга", "Калуги", "Калугу"),
            ("София", "Софии", "Софию"),
            ("Казань", "Казани", "Казань"),
            ("Шанхай", "Шанхая", "Шанхай"),
            ("Хельсинки", "Хельсинки", "Хельсинки"),
            ("Ташкент", "Ташкента", "Ташкент"),
        ];
        for (name, of, to) in rows {
            assert_eq!((genitive(name).as_deref(), accusative(name).as_deref()), (Some(of), Some(to)));
        }
    }

    #[test]
    fn all_others_stand_behind_the_word_for_city() {
        let ru = Catalogue::builtin(Locale::Ru).unwrap();
        assert_eq!(ru.of_city("Ростов-на-Дону").unwrap(), "города Ростов-на-Дону");
        assert_eq!(ru.to_city("Чебоксары").unwrap(), "город Чебоксары");
        assert_eq!(ru.of_city("Грозный").unwrap(), "города Грозный");
        assert_eq!(Catalogue::builtin(Locale::Kk).unwrap().to_city("Астана").unwrap(), "Астана");
    }
}
