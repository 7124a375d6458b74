//! The telling words of short texts, for comparing titles, promises and names of events.
//!
//! Crude on purpose: words are cut to their beginnings, so that endings in English, Russian and Kazakh do not
//! count. Good enough to see that two sources name the same thing; never used to make text.

use std::collections::BTreeSet;

/// Words are compared by so many letters.
const STEM: usize = 6;

/// Words that carry no meaning of their own, and verbs with which any promise can begin.
const EMPTY: [&str; 46] = [
    "a",
    "an",
    "and",
    "at",
    "between",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "or",
    "s",
    "the",
    "their",
    "to",
    "under",
    "up",
    "with",
    "bring",
    "build",
    "carry",
    "develop",
    "draw",
    "make",
    "out",
    "в",
    "во",
    "для",
    "до",
    "и",
    "из",
    "к",
    "на",
    "о",
    "об",
    "по",
    "с",
    "со",
    "және",
    "мен",
    "пен",
    "бен",
    "туралы",
    "үшін",
];

/// Spellings that are one word.
const SAME: [(&str, &str); 5] = [
    ("road map", "roadmap"),
    ("дорожная карта", "roadmap"),
    ("дорожной карты", "roadmap"),
    ("signature", "sign"),
    ("signing", "sign"),
];

/// The set of telling words of a text.
pub fn words(text: &str) -> BTreeSet<String> {
    let mut text = text.to_lowercase().replace('ё', "е");
    for (from, to) in SAME {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !EMPTY.contains(word))
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}

/// How much two sets have in common, 0 to 1 (Jaccard).
pub fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { ratio(common, all) }
}

/// How much of the smaller set is in the larger, 0 to 1.
pub fn containment(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { ratio(a.intersection(b).count(), smaller) }
}

/// Counts of words are far below the precision of an `f64`.
#[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_empty_words_do_not_count() {
        assert_eq!(words("Draw up a Road Map of cooperation"), words("roadmap for cooperative"));
        assert_eq!(words("Соглашение о сотрудничестве"), words("соглашения о сотрудничествах"));
        assert!(words("the – of").is_empty());
    }
}
