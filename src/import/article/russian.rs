//! Russian declension, both ways: forms of a nominative, and the nominative behind a form.
//!
//! The endings stand in `assets/language/ru/declension.tsv`; this file only applies them. Knows nothing of
//! texts. Start with [`Declension::forms`] and [`Declension::undo`].

use super::case::{Case, Cases};
use std::collections::BTreeMap;

/// Gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// Masculine.
    Male,
    /// Feminine.
    Female,
}

const VOWELS: [char; 10] = ['ы', 'и', 'у', 'ю', 'э', 'е', 'ё', 'о', 'а', 'я'];
/// Columns of the table behind the nominative.
const OBLIQUE: [Case; 5] =
    [Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];

const ALL: [Case; 6] =
    [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];

#[derive(Debug)]
struct Row {
    /// Ending by which the row is found.
    nominative: String,
    /// Ending of the nominative that the other cells belong to: another one in a plural.
    own: String,
    oblique: [String; 5],
}

/// The table of endings, by kind of word.
#[derive(Debug, Default)]
pub(crate) struct Declension {
    kinds: BTreeMap<String, Vec<Row>>,
}

impl Declension {
    /// The shipped table.
    #[cfg(test)]
    pub(crate) fn builtin() -> Self {
        Self::parse(include_str!("../../../assets/language/ru/declension.tsv"))
    }

    /// Reads the table.
    pub(crate) fn parse(table: &str) -> Self {
        let mut kinds: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for line in super::lexicon::table_rows(table) {
            let cells: Vec<&str> = line.split('\t').map(|c| if c == "-" { "" } else { c }).collect();
            if let [kind, nominative, gen_, dat, acc, ins, loc] = cells[..] {
                let oblique = [gen_, dat, acc, ins, loc].map(str::to_owned);
                let (nominative, own) = nominative.split_once('/').unwrap_or((nominative, nominative));
                let nominative = if nominative == "-" { "" } else { nominative };
                let row = Row { nominative: nominative.to_owned(), own: own.to_owned(), oblique };
                kinds.entry(kind.to_owned()).or_default().push(row);
            }
        }
        Self { kinds }
    }

    /// The row that declines a nominative: the first whose ending fits.
    fn row(&self, kind: &str, nominative: &str) -> Option<&Row> {
        let vowel = nominative.ends_with(VOWELS);
        let fits = |r: &&Row| nominative.ends_with(&r.nominative) && !(vowel && r.nominative.is_empty());
        self.kinds.get(kind)?.iter().find(fits)
    }

    /// All forms of a word, the nominative first; in a plural kind those of the plural.
    pub(crate) fn forms(&self, kind: &str, nominative: &str) -> Vec<(String, Case)> {
        let Some(row) = self.row(kind, nominative) else {
            return vec![(nominative.to_owned(), Case::Nominative)];
        };
        let stem = &nominative[..nominative.len() - row.nominative.len()];
        let all = std::iter::once(&row.own).chain(&row.oblique).zip(ALL);
        all.map(|(ending, case)| (format!("{stem}{ending}"), case)).collect()
    }

    /// Whether the word is declined as an adjective.
    pub(crate) fn is_adjective(&self, word: &str) -> bool {
        word.chars().count() > 4 && self.row("adjective", &word.to_lowercase()).is_some()
    }

    /// The nominatives that a form in one of the cases can come from, the likelier first.
    pub(crate) fn undo(&self, kind: &str, form: &str, cases: Cases) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for row in self.kinds.get(kind).into_iter().flatten() {
            for (ending, case) in row.oblique.iter().zip(OBLIQUE) {
                let Some(stem) = form.strip_suffix(ending.as_str()).filter(|_| cases.has(case)) else {
                    continue;
                };
                let nominative = format!("{stem}{}", row.nominative);
                let plausible = match row.nominative.as_str() {
                    "й" => stem.ends_with(VOWELS),
                    "ь" => !stem.ends_with(VOWELS),
                    _ => true,
                };
                let same_row = plausible && self.row(kind, &nominative).is_some_and(|r| std::ptr::eq(r, row));
                if stem.chars().count() + row.nominative.chars().count() >= 2 && same_row {
                    found.push(nominative);
                }
            }
        }
        // A foreign name in -ин or -ов takes the plain endings: "Камаруддином".
        if found.is_empty() {
            let plain = self.kinds.get(kind).into_iter().flatten().find(|r| r.nominative.is_empty());
            let endings = plain.iter().flat_map(|r| r.oblique.iter().zip(OBLIQUE));
            let stems = endings.filter(|(e, case)| !e.is_empty() && cases.has(*case));
            found.extend(stems.filter_map(|(e, _)| form.strip_suffix(e.as_str())).take(1).map(str::to_owned));
        }
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|name| seen.insert(name.clone()));
        found
    }
}

/// Forms of a phrase: adjectives and the first noun change, what follows stays.
pub(crate) fn decline_phrase(table: &Declension, noun_kind: &str, phrase: &str) -> Vec<(String, Case)> {
    let animate = noun_kind.starts_with("person");
    let adjective_kind = if noun_kind == "persons" { "adjectives" } else { "adjective" };
    let mut noun_seen = false;
    let words: Vec<(Vec<(String, Case)>, bool)> = phrase
        .split(' ')
        .map(|word| {
            // "Дмитрий" ends like an adjective and is none; "США" has no cases.
            let adjective = !noun_seen && !noun_kind.starts_with("first") && table.is_adjective(word);
            let acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            let forms = match noun_seen {
                true => vec![(word.to_owned(), Case::Nominative)],
                false if acronym => ALL.map(|case| (word.to_owned(), case)).to_vec(),
                false => table.forms(if adjective { adjective_kind } else { noun_kind }, word),
            };
            noun_seen |= !adjective;
            (forms, adjective)
        })
        .collect();
    let form = |(forms, adjective): &(Vec<(String, Case)>, bool), case| {
        let wanted = if animate && *adjective && case == Case::Accusative { Case::Genitive } else { case };
        // What does not change has its nominative only.
        let found = forms.iter().find(|(_, c)| *c == wanted).or(forms.first());
        found.map_or_else(String::new, |(form, _)| form.clone())
    };
    std::iter::once(Case::Nominative)
        .chain(OBLIQUE)
        .map(|case| (words.iter().map(|word| form(word, case)).collect::<Vec<_>>().join(" "), case))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_decline_as_the_readme_of_the_domain_says() {
        let forms = |name: &str| -> Vec<String> {
            decline_phrase(&Declension::builtin(), "noun", name).into_iter().map(|f| f.0).collect()
        };
        assert_eq!(forms("Астана"), ["Астана", "Астаны", "Астане", "Астану", "Астаной", "Астане"]);
        assert_eq!(forms("Нижний Новгород")[4], "Нижним Новгородом");
        assert_eq!(forms("Костанай")[1], "Костаная");
        assert_eq!(forms("Алматы"), ["Алматы"; 6]);
        assert_eq!(forms("Омская область")[1], "Омской области");
    }

    #[test]
    fn posts_decline_as_persons() {
        let forms = decline_phrase(&Declension::builtin(), "person", "генеральный консул");
        assert!(forms.contains(&("генерального консула".into(), Case::Accusative)));
        let plural = decline_phrase(&Declension::builtin(), "persons", "первый заместитель");
        assert_eq!(plural[0], ("первые заместители".into(), Case::Nominative));
        assert!(plural.contains(&("первыми заместителями".into(), Case::Instrumental)));
        assert_eq!(decline_phrase(&Declension::builtin(), "persons", "глава города")[1].0, "глав города");
    }

    #[test]
    fn oblique_surnames_come_back_to_the_nominative() {
        let undo = |kind: &str, form: &str, case| Declension::builtin().undo(kind, form, Cases::of(case));
        assert_eq!(undo("last_m", "Капитановым", Case::Instrumental)[0], "Капитанов");
        assert_eq!(undo("last_f", "Казанской", Case::Dative)[0], "Казанская");
        assert_eq!(undo("first_m", "Олегом", Case::Instrumental)[0], "Олег");
        assert_eq!(undo("last_m", "Хуэем", Case::Instrumental)[0], "Хуэй");
    }
}
