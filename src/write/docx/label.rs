//! The numbers that Word computes for numbered paragraphs (ECMA-376 part 1, clauses 17.9 and 17.18.59).
//!
//! Start with [`Numbering::labels`].

use super::numbering::{Level, Numbering};
use std::collections::BTreeMap;

/// Russian letters that numbering uses: ё, й, ъ, ы and ь are passed over.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";

impl Numbering {
    /// The labels of paragraphs in order; each has an instance and level, or no number.
    pub fn labels(&self, paragraphs: impl Iterator<Item = Option<(String, u8)>>) -> Vec<Option<String>> {
        let mut counters: BTreeMap<String, (Vec<Level>, Vec<u32>)> = BTreeMap::new();
        let label = |paragraph: Option<(String, u8)>| {
            let (num, level) = paragraph?;
            let (levels, counts) =
                counters.entry(num.clone()).or_insert_with(|| (self.levels(&num), Vec::new()));
            count(levels, counts, usize::from(level));
            Some(text(levels, counts, usize::from(level))).filter(|text| !text.is_empty())
        };
        paragraphs.map(label).collect()
    }
}

/// Counts a paragraph of that level: levels above that were never counted start, levels below start over.
fn count(levels: &[Level], counts: &mut Vec<u32>, level: usize) {
    let start = |level: usize| levels.get(level).map_or(1, |l| l.start);
    if counts.len() > level {
        counts.truncate(level + 1);
        counts[level] = counts[level].saturating_add(1);
        return;
    }
    counts.extend((counts.len()..=level).map(start));
}

fn text(levels: &[Level], counts: &[u32], level: usize) -> String {
    let Some(shape) = levels.get(level).filter(|l| !matches!(l.format.as_str(), "none" | "bullet")) else {
        return String::new();
    };
    let mut text = shape.text.clone();
    for (place, number) in counts.iter().enumerate() {
        let format = levels.get(place).map_or("decimal", |l| l.format.as_str());
        text = text.replace(&format!("%{}", place + 1), &numeral(*number, format));
    }
    text
}

fn numeral(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number, "abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => letters(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "russianLower" => letters(number, RUSSIAN),
        "russianUpper" => letters(number, &RUSSIAN.to_uppercase()),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// a … z, aa, bb …: the letter is repeated, not carried.
fn letters(number: u32, alphabet: &str) -> String {
    let size = alphabet.chars().count();
    let place = number.saturating_sub(1) as usize;
    let letter = alphabet.chars().nth(place % size);
    letter.into_iter().cycle().take((place / size + 1).min(30)).collect()
}

fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(3999);
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            out.push_str(digit);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: &str, text: &str) -> Level {
        Level { start: 1, format: format.into(), text: text.into() }
    }

    #[test]
    fn levels_count_as_word_counts_them() {
        let levels = [level("upperRoman", "%1."), level("decimal", "%1.%2")];
        let mut counts = Vec::new();
        let mut label = |at: usize| {
            count(&levels, &mut counts, at);
            text(&levels, &counts, at)
        };
        let labels: Vec<String> = [0, 1, 1, 0, 1].into_iter().map(&mut label).collect();
        assert_eq!(labels, ["I.", "I.1", "I.2", "II.", "II.1"]);
    }

    #[test]
    fn letters_repeat_and_russian_skips_its_odd_ones() {
        assert_eq!(numeral(28, "lowerLetter"), "bb");
        assert_eq!(numeral(10, "russianLower"), "к");
        assert_eq!(numeral(1994, "lowerRoman"), "mcmxciv");
    }
}
