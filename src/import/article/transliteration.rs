//! Cyrillic letters in Latin ones, after the usage of English-language press (BGN/PCGN without apostrophes and marks).

const LETTERS: [(char, &str); 49] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    // Kazakh and Kyrgyz.
    ('ә', "a"),
    ('ғ', "g"),
    ('қ', "k"),
    ('ң', "n"),
    ('ө', "o"),
    ('ұ', "u"),
    ('ү', "u"),
    ('һ', "h"),
    ('і', "i"),
    // Tajik, Ukrainian, Belarusian.
    ('ӣ', "i"),
    ('ӯ', "u"),
    ('ҳ', "h"),
    ('ҷ', "j"),
    ('ї', "yi"),
    ('є', "ye"),
    ('ў', "u"),
];

/// The text in Latin letters; what is no Cyrillic letter stays.
pub(crate) fn to_latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        match LETTERS.iter().find(|(l, _)| *l == lower) {
            Some((_, latin)) if c.is_uppercase() => {
                let mut letters = latin.chars();
                out.extend(letters.next().map(|l| l.to_ascii_uppercase()));
                out.extend(letters);
            }
            Some((_, latin)) => out.push_str(latin),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::to_latin;

    #[test]
    fn names_come_out_as_the_press_writes_them() {
        assert_eq!(to_latin("Кумертау"), "Kumertau");
        assert_eq!(to_latin("Щёкино"), "Shchyokino");
        assert_eq!(to_latin("Жаңақала"), "Zhanakala");
    }
}
