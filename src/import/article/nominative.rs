//! Posts and documents in the nominative: in a report they stand by themselves, whatever case the sentence
//! wanted.
//!
//! Knows the forms of a list of names, nothing of sentences. Start with [`Nominatives::restore`].

use super::case::{Case, Cases};
use super::russian::{Declension, decline_phrase};
use std::collections::HashMap;

/// Longest name in the lists, in words, and most adjectives before one.
const NAME_WORDS: usize = 4;
const ADJECTIVES: usize = 2;

/// Signs between the posts of one person; both are put right.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// Names by their oblique forms, with the cases of the form; a form that may be the nominative of another
/// name is none of them.
#[derive(Debug, Default)]
pub(crate) struct Nominatives(HashMap<String, (String, Cases)>);

impl Nominatives {
    /// The forms of names in lower case; `is_told` says which cases tell the number, so that a form in them is
    /// surely no plural.
    pub(crate) fn of<'a>(
        names: impl IntoIterator<Item = &'a str>,
        kind: &str,
        declension: &Declension,
        is_told: impl Fn(&str, Case) -> bool,
    ) -> Self {
        let mut forms: HashMap<String, (String, Cases)> = HashMap::new();
        let mut nominatives = Vec::new();
        for name in names {
            let declined = decline_phrase(declension, kind, name);
            let nominative = declined.first().map_or(name, |(form, _)| form.as_str()).to_owned();
            for (form, case) in declined {
                if case != Case::Nominative && is_told(name, case) {
                    let entry = forms.entry(form).or_insert_with(|| (nominative.clone(), Cases::NONE));
                    entry.1 = entry.1.with(Cases::of(case));
                }
            }
            nominatives.push(nominative);
        }
        nominatives.iter().for_each(|name| drop(forms.remove(name)));
        Self(forms)
    }

    /// Takes over the forms that are not known yet.
    pub(crate) fn extend(&mut self, other: Self) {
        other.0.into_iter().for_each(|(form, name)| _ = self.0.entry(form).or_insert(name));
    }

    /// A phrase that begins with a name, or adjectives and a name, with these in the nominative; what follows,
    /// and a phrase that begins otherwise, stays.
    pub(crate) fn restore(&self, phrase: &str, declension: &Declension) -> String {
        for dash in DASHES {
            if let Some((first, second)) = phrase.split_once(dash) {
                return format!(
                    "{}{dash}{}",
                    self.restore(first, declension),
                    self.restore(second, declension)
                );
            }
        }
        let words: Vec<&str> = phrase.split(' ').collect();
        let found = (0..=ADJECTIVES).find_map(|adjectives| self.beginning(&words, adjectives, declension));
        let Some((mut restored, count)) = found else { return phrase.to_owned() };
        if phrase.starts_with(char::is_uppercase) {
            restored = capitalised(&restored);
        }
        words[count..].iter().fold(restored, |text, word| text + " " + word)
    }

    /// The beginning with so many adjectives, put right, and how many words it has.
    fn beginning(&self, words: &[&str], adjectives: usize, table: &Declension) -> Option<(String, usize)> {
        let lower: Vec<String> =
            words.iter().take(adjectives + NAME_WORDS).map(|w| w.to_lowercase()).collect();
        let lengths = (1..=lower.len().checked_sub(adjectives)?).rev();
        let (name, cases, length) = lengths.into_iter().find_map(|length| {
            let (name, cases) = self.0.get(&lower[adjectives..adjectives + length].join(" "))?;
            Some((name, *cases, length))
        })?;
        let mut restored = Vec::new();
        for adjective in &lower[..adjectives] {
            restored.push(table.undo("adjective", adjective, cases).into_iter().next()?);
        }
        restored.push(name.clone());
        Some((restored.join(" "), adjectives + length))
    }
}

/// The text with a capital at its beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_come_back_with_what_follows_them() {
        let names =
            ["член правительства", "член", "председатель", "генеральный консул", "аким", "заместитель"];
        let posts = Nominatives::of(names, "person", &Declension::builtin(), |_, _| true);
        for (phrase, nominative) in [
            (
                "членом правительства Санкт-Петербурга - председателем комитета по связям",
                "член правительства Санкт-Петербурга - председатель комитета по связям",
            ),
            ("акимом города Алматы", "аким города Алматы"),
            ("Генеральным консулом", "Генеральный консул"),
            ("первым заместителем акима", "первый заместитель акима"),
            ("председатель маслихата", "председатель маслихата"),
            ("аким", "аким"),
            ("мэром", "мэром"),
            ("", ""),
        ] {
            assert_eq!(posts.restore(phrase, &Declension::builtin()), nominative);
        }
    }

    #[test]
    fn documents_come_back_unless_they_may_be_plural() {
        let told = |name: &str, case| case != Case::Genitive || !name.ends_with(['а', 'е']);
        let names = ["меморандум", "дорожная карта", "соглашение"];
        let documents = Nominatives::of(names, "noun", &Declension::builtin(), told);
        for (phrase, nominative) in [
            ("дорожную карту сотрудничества", "дорожная карта сотрудничества"),
            ("трёхлетнюю дорожную карту", "трёхлетняя дорожная карта"),
            ("меморандума о взаимопонимании", "меморандум о взаимопонимании"),
            ("соглашения", "соглашения"),
            ("ряд соглашений", "ряд соглашений"),
        ] {
            assert_eq!(documents.restore(phrase, &Declension::builtin()), nominative);
        }
    }
}
