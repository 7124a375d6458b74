//! Kazakh in Latin letters: read as if it were written in Cyrillic ones, told again as it is printed.
//!
//! Two official alphabets are in print: that of 2018 with acutes (decree no. 637 of 19 February 2018: "Aqtóbe",
//! "ákimi") and the draft of 2021 ("Aqtöbe", "äkımı"), which some print without the dotless i ("äkimi"). Both ways go
//! letter by letter, so that going there and back changes nothing. Start with [`Alphabet::of`].

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// An alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// With acutes.
    Acutes,
    /// With diaereses, breves and cedillas.
    Diaereses,
    /// The same, where a dotless i stands for "і", and one with a dot for "и".
    Dotless,
}

/// Letters of the alphabet with acutes, the longest of one beginning first.
const ACUTES: [(&str, &str); 43] = [
    ("shch", "щ"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("ts", "ц"),
    ("ıý", "ю"),
    ("ıa", "я"),
    ("a", "а"),
    ("á", "ә"),
    ("b", "б"),
    ("v", "в"),
    ("g", "г"),
    ("ǵ", "ғ"),
    ("d", "д"),
    ("e", "е"),
    ("j", "ж"),
    ("z", "з"),
    ("i", "і"),
    ("ı", "и"),
    ("ı", "й"),
    ("k", "к"),
    ("q", "қ"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("ń", "ң"),
    ("o", "о"),
    ("ó", "ө"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("ý", "у"),
    ("u", "ұ"),
    ("ú", "ү"),
    ("f", "ф"),
    ("h", "х"),
    ("y", "ы"),
    ("c", "ҫ"),
    ("w", "ԝ"),
    ("x", "ҳ"),
    ("ä", "ӓ"),
    ("ö", "ӧ"),
    ("ü", "ӱ"),
];

/// What differs in the draft of 2021.
const DIAERESES: [(&str, &str); 13] = [
    ("ts", "ц"),
    ("iu", "ю"),
    ("ia", "я"),
    ("ä", "ә"),
    ("ö", "ө"),
    ("ü", "ү"),
    ("ğ", "ғ"),
    ("ñ", "ң"),
    ("ŋ", "ң"),
    ("ū", "ұ"),
    ("ş", "ш"),
    ("u", "у"),
    ("y", "ы"),
];

/// What differs where the dotless i is in use.
const DOTLESS: [(&str, &str); 2] = [("ı", "і"), ("i", "и")];

const VOWELS: &str = "аәеиоөуұүыіюя";

impl Alphabet {
    /// The alphabet that a text in Latin letters is written in.
    pub(crate) fn of(text: &str) -> Self {
        let has = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
        match () {
            () if has("áǵńóúýÁǴŃÓÚÝ") >= has("äğñöüūşŋÄĞÑÖÜŪŞŊ") => Self::Acutes,
            () if has("ı") > 0 => Self::Dotless,
            () => Self::Diaereses,
        }
    }

    fn letters(self) -> Vec<(&'static str, &'static str)> {
        let own = match self {
            Self::Acutes => Vec::new(),
            Self::Diaereses => DIAERESES.to_vec(),
            Self::Dotless => [&DIAERESES[..], &DOTLESS].concat(),
        };
        let taken = |l: &str| own.iter().any(|(latin, cyrillic)| *latin == l || *cyrillic == l);
        let common = ACUTES.iter().filter(|(latin, cyrillic)| {
            // Of the two readings of the dotless i the second is made by what stands before it.
            !taken(latin) && !taken(cyrillic) && *cyrillic != "й"
        });
        own.iter().chain(common).copied().collect()
    }

    /// The text in Cyrillic letters.
    pub(crate) fn to_cyrillic(self, text: &str) -> String {
        let letters = self.letters();
        let glide = if self == Self::Diaereses { 'і' } else { 'и' };
        let mut out = String::with_capacity(2 * text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            // "I" is the capital of both letters.
            let lower: String = rest.chars().take(4).flat_map(char::to_lowercase).collect();
            let lower = lower.replace('\u{307}', "");
            let lower = match (first, self) {
                ('I', Self::Acutes | Self::Dotless) => format!("ı{}", &lower[1..]),
                _ => lower,
            };
            let Some((latin, cyrillic)) = letters.iter().find(|(l, _)| lower.starts_with(l)) else {
                out.push(first);
                before = first;
                rest = &rest[first.len_utf8()..];
                continue;
            };
            let mut letter = cyrillic.chars().next().unwrap_or(first);
            if letter == glide && VOWELS.contains(before) {
                letter = 'й';
            }
            before = letter;
            if first.is_uppercase() {
                out.extend(letter.to_uppercase())
            } else {
                out.push(letter)
            }
            let length: usize = rest.chars().take(latin.chars().count()).map(char::len_utf8).sum();
            rest = &rest[length..];
        }
        out
    }

    /// Cyrillic letters as the alphabet writes them.
    fn to_latin(self, text: &str) -> String {
        let mut letters = self.letters();
        letters.push(if self == Self::Acutes { ("ı", "й") } else { ("i", "й") });
        letters.extend([("e", "э"), ("", "ъ"), ("", "ь"), ("h", "һ"), ("ıo", "ё"), ("ı", "и")]);
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        for (at, c) in chars.iter().enumerate() {
            let lower = c.to_lowercase().to_string();
            let Some((latin, _)) = letters.iter().find(|(_, cyrillic)| **cyrillic == lower) else {
                out.push(*c);
                continue;
            };
            let mut parts = latin.chars();
            let capital = |l: char| match (l, self) {
                ('i', Self::Dotless) => vec!['İ'],
                _ => l.to_uppercase().collect(),
            };
            if c.is_uppercase() {
                out.extend(parts.next().into_iter().flat_map(capital));
                let all = chars.get(at + 1).is_some_and(|n| n.is_uppercase());
                parts.for_each(|l| if all { out.extend(capital(l)) } else { out.push(l) });
            } else {
                out.extend(parts);
            }
        }
        out
    }

    /// A value all of whose texts are told in the alphabet again; names in Latin letters stay.
    pub(crate) fn restore<T: Serialize + DeserializeOwned>(self, value: T) -> T {
        let Ok(mut texts) = serde_json::to_value(&value) else { return value };
        self.restore_texts(&mut texts);
        serde_json::from_value(texts).unwrap_or(value)
    }

    fn restore_texts(self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.to_latin(text),
            Value::Array(items) => items.iter_mut().for_each(|v| self.restore_texts(v)),
            Value::Object(fields) => fields.values_mut().for_each(|v| self.restore_texts(v)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_2018_become_those_of_the_lists() {
        let text = "Aqtóbe qalasynyń ákimi delegatsııa bastap Túrkııaǵa bardy, baılanysy saýda";
        let cyrillic = "Ақтөбе қаласының әкімі делегация бастап Түркияға барды, байланысы сауда";
        assert_eq!(Alphabet::of(text), Alphabet::Acutes);
        assert_eq!(Alphabet::Acutes.to_cyrillic(text), cyrillic);
    }

    #[test]
    fn letters_of_2021_become_those_of_the_lists() {
        let text = "Aqtöbe qalasynyñ äkimi Nūrbek Tölegenov qonaqtardy qabyldady, ğylym";
        assert_eq!(Alphabet::of(text), Alphabet::Diaereses);
        let cyrillic = "Ақтөбе қаласының әкімі Нұрбек Төлегенов қонақтарды қабылдады, ғылым";
        assert_eq!(Alphabet::Diaereses.to_cyrillic(text), cyrillic);
        let dotless = "Aqtöbe qalasynyñ äkımı ministrge aitty";
        assert_eq!(Alphabet::of(dotless), Alphabet::Dotless);
        assert_eq!(Alphabet::Dotless.to_cyrillic(dotless), "Ақтөбе қаласының әкімі министрге айтты");
    }

    #[test]
    fn there_and_back_changes_nothing() {
        let text = "QazAqparat – Qyrǵyz Respýblıkasynyń Premer-Mınıstri Erkın Asanov búgin «Shyǵys» \
                    EKSPO-2017 kórmesine keldi, Seıilov pen Ǵalymjan, Telegram, Covid, Ispanııa.";
        let there = Alphabet::Acutes.to_cyrillic(text);
        assert_eq!(Alphabet::Acutes.to_latin(&there), text);
        let account = vec![there];
        assert_eq!(Alphabet::Acutes.restore(account), vec![text.to_owned()]);
        for text in [
            "Aqtöbe qalasynyñ äkimi Nūrbek Tölegenov qonaqtardy qabyldady, aitty, İzmir",
            "Aqtöbe qalasynyñ äkımı Nūrbek Tölegenov ministrlermen kezdestı, Iske, aitty, İzmir",
        ] {
            let alphabet = Alphabet::of(text);
            let back = alphabet.to_latin(&alphabet.to_cyrillic(text));
            let dotted =
                if alphabet == Alphabet::Dotless { text.to_owned() } else { text.replace('İ', "I") };
            assert_eq!(back, dotted);
        }
    }
}
