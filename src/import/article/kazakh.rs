//! Kazakh endings: which case the tail of a word shows, and the bare name behind a tail.
//!
//! The endings stand in `assets/language/kk/suffixes.toml`; this file only joins and strips them.

use super::case::{Case, Cases};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Default, Deserialize)]
struct NameRules {
    #[serde(default)]
    surnames: Vec<String>,
    /// Cases whose endings no name has of its own.
    #[serde(default)]
    always: Vec<Case>,
    #[serde(flatten)]
    endings: BTreeMap<Case, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
struct SuffixFile {
    plural: Vec<String>,
    possessive: Vec<String>,
    case: BTreeMap<Case, Vec<String>>,
    name: NameRules,
}

/// Every chain of plural, possessive and case, with the cases it can be.
#[derive(Debug, Default)]
pub(crate) struct Suffixes {
    chains: HashMap<String, Cases>,
    adjectives: Vec<String>,
    name_endings: Vec<(String, Case)>,
    surnames: Vec<String>,
    always: Vec<Case>,
}

impl Suffixes {
    /// Reads the table.
    pub(crate) fn parse(table: &str) -> Result<Self, toml::de::Error> {
        let file: SuffixFile = toml::from_str(table)?;
        let mut chains: HashMap<String, Cases> = HashMap::new();
        for plural in &file.plural {
            for possessive in &file.possessive {
                let stem = format!("{plural}{possessive}");
                add(&mut chains, stem.clone(), Case::Nominative);
                for (case, endings) in &file.case {
                    endings.iter().for_each(|e| add(&mut chains, format!("{stem}{e}"), *case));
                }
            }
        }
        let listed =
            file.name.endings.into_iter().flat_map(|(case, list)| list.into_iter().map(move |e| (e, case)));
        let mut name_endings: Vec<(String, Case)> = listed.collect();
        name_endings.sort_by_key(|(e, _)| std::cmp::Reverse(e.len()));
        let adjectives = file.case.get(&Case::Adjective).cloned().unwrap_or_default();
        Ok(Self { chains, adjectives, name_endings, surnames: file.name.surnames, always: file.name.always })
    }

    /// The cases that the tail of a word can show; `None` where it is no chain of endings.
    pub(crate) fn cases(&self, tail: &str) -> Option<Cases> {
        self.chains.get(tail).copied().or_else(|| self.is_adjective(tail).then(|| Cases::of(Case::Adjective)))
    }

    /// Whether the tail of a word makes an adjective or a name for inhabitants of it ("-лықтар").
    pub(crate) fn is_adjective(&self, tail: &str) -> bool {
        self.adjectives
            .iter()
            .any(|a| tail.strip_prefix(a.as_str()).is_some_and(|rest| self.chains.contains_key(rest)))
    }

    /// Whether a noun is for those who live somewhere: "бішкектіктер", "көкшетаулықтарды".
    pub(crate) fn is_of_inhabitants(&self, noun: &str) -> bool {
        let begins = |rest: &str| PLURALS.iter().any(|p| rest.starts_with(p));
        let tails = noun.char_indices().map(|(at, _)| &noun[at..]).skip(1);
        tails.into_iter().any(|tail| {
            let behind = self.adjectives.iter().filter_map(|a| tail.strip_prefix(a.as_str()));
            behind.into_iter().any(|rest| begins(rest) && self.chains.contains_key(rest))
        })
    }

    /// The case that the end of a (lower-case) word shows by itself; the nominative where it shows none.
    pub(crate) fn cases_by_end(&self, word: &str) -> Cases {
        let shown = self.name_endings.iter().find(|(e, _)| word.ends_with(e.as_str()));
        Cases::of(shown.map_or(Case::Nominative, |(_, case)| *case))
    }

    /// The cases that a common noun can be by its longest chain of endings: "делегациясын", "әкімдігінде". Short
    /// endings may as well belong to the noun ("комитеті", "палата").
    pub(crate) fn cases_of_noun(&self, noun: &str) -> Cases {
        /// Letters of an ending that says nothing for sure.
        const SHORT: usize = 2;
        let tails = noun.char_indices().map(|(at, _)| &noun[at..]).skip(1);
        let longest = tails.into_iter().find_map(|tail| Some((tail, self.chains.get(tail)?)));
        let Some((tail, cases)) = longest else { return Cases::of(Case::Nominative) };
        let doubtful = tail.chars().count() <= SHORT && tail.ends_with(VOWELS);
        if doubtful { cases.with(Cases::of(Case::Nominative)) } else { *cases }
    }

    /// A name without its case ending, where the rest ends like a surname, `known` says that it is one, or no
    /// name ends so by itself.
    pub(crate) fn bare_name(&self, name: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
        let mut stems =
            self.name_endings.iter().filter_map(|(e, case)| Some((name.strip_suffix(e.as_str())?, *case)));
        let ends_as_surname = |stem: &str| self.surnames.iter().any(|s| stem.to_lowercase().ends_with(s));
        let foreign = |stem: &str, case: Case| {
            let letters = stem.chars().count();
            self.always.contains(&case) && (letters >= 3 || letters == 2 && case == Case::Accusative)
        };
        stems
            .find(|(stem, case)| {
                stem.chars().count() >= 2 && (known(stem) || ends_as_surname(stem) || foreign(stem, *case))
            })
            .map(|(stem, _)| stem.to_owned())
    }
}

/// Beginnings of plurals behind the ending for inhabitants.
const PLURALS: [&str; 2] = ["тар", "тер"];

const VOWELS: [char; 8] = ['а', 'е', 'ы', 'і', 'у', 'ү', 'о', 'ө'];

fn add(chains: &mut HashMap<String, Cases>, chain: String, case: Case) {
    let cases = chains.entry(chain).or_default();
    *cases = cases.with(Cases::of(case));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suffixes() -> Suffixes {
        Suffixes::parse(include_str!("../../../assets/language/kk/suffixes.toml")).unwrap()
    }

    #[test]
    fn tails_show_their_case() {
        let s = suffixes();
        assert!(s.cases("інің").unwrap().has(Case::Genitive));
        assert!(s.cases("сына").unwrap().has(Case::Dative));
        assert!(s.cases("лардан").unwrap().has(Case::Ablative));
        assert!(s.cases("").unwrap().only(Case::Nominative));
        assert!(s.cases("горск").is_none());
    }

    #[test]
    fn a_noun_shows_its_case_behind_whose_it_is() {
        let s = suffixes();
        assert!(s.cases_of_noun("делегациясын").only(Case::Accusative));
        assert!(s.cases_of_noun("делегациясына").only(Case::Dative));
        assert!(s.cases_of_noun("әкімдігінде").only(Case::Locative));
        assert!(s.cases_of_noun("делегациясы").only(Case::Nominative));
        assert!(s.cases_of_noun("қонақтар").only(Case::Nominative));
        assert!(s.cases_of_noun("комитеті").has(Case::Nominative));
    }

    #[test]
    fn a_case_ending_is_taken_off_a_surname_only_where_one_is_left() {
        let s = suffixes();
        assert_eq!(s.bare_name("Хетагуровпен", &|_| false).as_deref(), Some("Хетагуров"));
        assert_eq!(s.bare_name("Көшербаевтың", &|_| false).as_deref(), Some("Көшербаев"));
        assert_eq!(s.bare_name("Хунмен", &|_| false).as_deref(), Some("Хун"));
        // First names that end so, such as Кармен, the caller knows; two letters are too few for a surname.
        assert_eq!(s.bare_name("Өмен", &|_| false), None);
        assert_eq!(s.bare_name("Кавабатаға", &|n| n == "Кавабата").as_deref(), Some("Кавабата"));
    }
}
