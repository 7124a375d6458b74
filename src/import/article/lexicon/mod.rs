//! What the reader knows of a language: word lists, names, calendar, and the table of entries made of them.
//!
//! The knowledge stands in `assets/language/{en,ru,kk}`, the gazetteer and the table of sectors; a linguist
//! edits those. Each language is prepared when first needed. Start with [`Lexicon::builtin`].

mod entries;
mod files;
mod places;

pub(crate) use entries::{Cue, Entry, PlaceForm, PostClass};
pub use files::WordLists;
pub(crate) use files::{Calendar, Grammar, OfficeRules, PostRules, table_rows};
pub(crate) use places::{Level, Place, PlaceId, Places};

use super::{
    case::Cases,
    kazakh::Suffixes,
    name_style::NameStyles,
    nominative::Nominatives,
    pattern::Matcher,
    russian::{Declension, Gender, decline_phrase},
    scene::Weights,
    text::Cutting,
};
use crate::data::{Gazetteer, Locale, Sectors};
use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

/// A language cannot be prepared because one of its files is at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct LexiconError {
    /// File below `assets/language`.
    pub file: String,
    /// What is wrong.
    pub reason: String,
}

/// Whether a word stands in a list.
pub(crate) fn is_in(list: &[String], word: &str) -> bool {
    // The last byte tells most words of one length apart without a call.
    list.iter().any(|w| w.len() == word.len() && w.as_bytes().last() == word.as_bytes().last() && w == word)
}

/// A known form of a first name.
#[derive(Clone, Debug)]
pub(crate) struct FirstName {
    /// The name in the nominative.
    pub nominative: String,
    /// Gender.
    pub gender: Gender,
    /// Cases that the form can be.
    pub cases: Cases,
}

/// One language, ready to read with.
#[derive(Debug)]
pub(crate) struct Language {
    /// Which language.
    pub locale: Locale,
    /// All word lists and names of places.
    pub matcher: Matcher<Entry>,
    /// Months, weekdays and words such as "today".
    pub calendar: Calendar,
    /// What belongs to a post.
    pub posts: PostRules,
    /// Small words and endings.
    pub grammar: Grammar,
    /// Words for how many documents there are.
    pub quantities: Vec<String>,
    /// Posts, and nouns of documents, by their oblique forms.
    pub post_names: Nominatives,
    pub document_names: Nominatives,
    /// How names of offices are built.
    pub offices: OfficeRules,
    /// Russian endings; also those of Russian names in Kazakh texts.
    pub declension: Declension,
    /// Kazakh endings.
    pub suffixes: Suffixes,
    /// First names by any of their forms, in lower case.
    pub first_names: HashMap<String, FirstName>,
    abbreviations: HashSet<String>,
    /// What stands beside a quotation that a body makes known.
    statements: Vec<String>,
    organisation: HashSet<String>,
    common: HashSet<String>,
    /// Usual ends of surnames, where the language has such.
    pub surname_endings: Vec<String>,
    /// Beginnings of lines that are no text.
    pub furniture: Vec<String>,
    /// Beginnings of lines behind which titles of other articles stand.
    pub related: Vec<String>,
    /// How people are called where.
    pub name_styles: NameStyles,
    /// What evidence weighs when the sides are told apart; the same for all languages.
    pub weights: Weights,
}

impl Language {
    /// Whether the (lower-case) word belongs to names of organisations.
    pub(crate) fn is_organisation(&self, word: &str) -> bool {
        self.organisation.contains(word)
    }

    /// Whether the (lower-case) word is no name although it may begin with a capital.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// A known first name behind any of its forms.
    pub(crate) fn first_name(&self, word: &str) -> Option<&FirstName> {
        self.first_names.get(&super::text::lower_in_place(word))
    }
}

impl Cutting for Language {
    fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    fn is_statement(&self, attribution: &str) -> bool {
        self.statements.iter().any(|s| attribution.contains(s.as_str()))
    }
}

/// All that the reader knows; built once and shared.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) places: Places,
    sectors: Sectors,
    lists: WordLists,
    languages: [OnceLock<Result<Language, LexiconError>>; 3],
}

impl Lexicon {
    /// The shipped lists and tables.
    pub fn builtin() -> Self {
        Self::new(&Gazetteer::builtin(), Sectors::builtin(), WordLists::default())
    }

    /// With an office's own gazetteer, sectors and word lists.
    pub fn new(gazetteer: &Gazetteer, sectors: Sectors, lists: WordLists) -> Self {
        Self { places: Places::new(gazetteer), sectors, lists, languages: Default::default() }
    }

    /// A language, prepared at the first call.
    pub(crate) fn language(&self, locale: Locale) -> Result<&Language, LexiconError> {
        let slot = &self.languages[locale as usize];
        slot.get_or_init(|| self.prepare(locale)).as_ref().map_err(Clone::clone)
    }

    /// Identifier of a sector by its place in the table.
    pub(crate) fn sector(&self, index: usize) -> Option<&crate::data::Sector> {
        self.sectors.iter().nth(index)
    }

    fn prepare(&self, locale: Locale) -> Result<Language, LexiconError> {
        let files = files::Files::of(locale, &self.lists);
        let declension = Declension::parse(self.lists.get(files::DECLENSION));
        let fault = |file: &str, reason: String| LexiconError { file: format!("{locale}/{file}"), reason };
        let suffixes = Suffixes::parse(self.lists.get(files::SUFFIXES))
            .map_err(|e| fault("suffixes.toml", e.to_string()))?;
        let name_styles = toml::from_str(self.lists.get(files::NAMES_OF_PEOPLE))
            .map_err(|e| LexiconError { file: files::NAMES_OF_PEOPLE.0.to_owned(), reason: e.to_string() })?;
        let weights = toml::from_str(self.lists.get(files::WEIGHTS))
            .map_err(|e| LexiconError { file: files::WEIGHTS.0.to_owned(), reason: e.to_string() })?;
        let sentence = files.sentence()?;
        let mut entries = entries::of_lists(&files, &declension)?;
        entries.extend(entries::of_sectors(&self.sectors, locale));
        entries.extend(self.places.entries(locale, &declension, &files.places()?));
        let (post_names, document_names) = match locale {
            Locale::Ru => {
                (entries::post_names(&files, &declension), entries::document_names(&files, &declension)?)
            }
            _ => Default::default(),
        };
        let matcher = Matcher::new(entries);
        Ok(Language {
            locale,
            matcher,
            calendar: files.calendar()?,
            posts: files.posts()?,
            first_names: first_names(files.first_names, locale, &declension),
            declension,
            suffixes,
            abbreviations: sentence.abbreviations.into_iter().collect(),
            statements: sentence.statements,
            organisation: sentence.organisation.into_iter().collect(),
            common: sentence.common.into_iter().collect(),
            furniture: sentence.furniture,
            related: sentence.related,
            offices: sentence.offices,
            grammar: files.grammar()?,
            quantities: files.documents()?.quantities,
            post_names,
            document_names,
            surname_endings: sentence.surname_endings,
            name_styles,
            weights,
        })
    }
}

fn first_names(table: &str, locale: Locale, declension: &Declension) -> HashMap<String, FirstName> {
    let mut out: HashMap<String, FirstName> = HashMap::new();
    for row in table_rows(table) {
        let Some((mark, names)) = row.split_once('\t') else { continue };
        let gender = if mark == "f" { Gender::Female } else { Gender::Male };
        let kind = if mark == "f" { "first_f" } else { "first_m" };
        for name in names.split_whitespace() {
            let forms = match locale {
                Locale::Ru => decline_phrase(declension, kind, name),
                _ => vec![(name.to_owned(), super::case::Case::Nominative)],
            };
            for (form, case) in forms {
                let form = super::text::lower_in_place(&form);
                let new = || FirstName { nominative: name.to_owned(), gender, cases: Cases::NONE };
                let entry = out.entry(form).or_insert_with(new);
                if entry.nominative == name {
                    entry.cases = entry.cases.with(Cases::of(case));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_language_can_be_prepared() {
        let lexicon = Lexicon::builtin();
        for locale in Locale::ALL {
            let language = lexicon.language(locale).unwrap();
            assert!(!language.first_names.is_empty() && !language.calendar.months.is_empty(), "{locale}");
        }
    }
}
