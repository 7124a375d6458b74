//! Chinese names that came through Russian letters, back in Pinyin: "Аньхой" is Anhui.
//!
//! The Palladius system, the usual transcription of Chinese in Russian and Kazakh press. A name that does not fall
//! into its syllables throughout is none of it. Start with [`to_pinyin`].

/// Initials with those of Pinyin; the second one of three stands before the finals of [`SOFT`].
const INITIALS: [(&str, &str, &str); 20] = [
    ("чж", "zh", "zh"),
    ("цз", "z", "j"),
    ("ч", "ch", "ch"),
    ("ш", "sh", "sh"),
    ("ж", "r", "r"),
    ("ц", "c", "q"),
    ("с", "s", "x"),
    ("б", "b", "b"),
    ("п", "p", "p"),
    ("м", "m", "m"),
    ("ф", "f", "f"),
    ("д", "d", "d"),
    ("т", "t", "t"),
    ("н", "n", "n"),
    ("л", "l", "l"),
    ("г", "g", "g"),
    ("к", "k", "k"),
    ("х", "h", "h"),
    ("в", "w", "w"),
    ("", "", ""),
];

/// Finals of hard syllables; those of one letter more come first.
const HARD: [(&str, &str); 23] = [
    ("уань", "uan"),
    ("уан", "uang"),
    ("уай", "uai"),
    ("уэй", "ui"),
    ("ань", "an"),
    ("энь", "en"),
    ("унь", "un"),
    ("ан", "ang"),
    ("ай", "ai"),
    ("ао", "ao"),
    ("эн", "eng"),
    ("эй", "ei"),
    ("ой", "ui"),
    ("уй", "ui"),
    ("ун", "ong"),
    ("уа", "ua"),
    ("оу", "ou"),
    ("а", "a"),
    ("э", "e"),
    ("о", "uo"),
    ("у", "u"),
    ("ы", "i"),
    ("эр", "er"),
];

/// Finals of soft syllables.
const SOFT: [(&str, &str); 15] = [
    ("юань", "uan"),
    ("янь", "ian"),
    ("инь", "in"),
    ("юнь", "un"),
    ("ян", "iang"),
    ("яо", "iao"),
    ("ин", "ing"),
    ("юн", "iong"),
    ("юй", "u"),
    ("юэ", "ue"),
    ("и", "i"),
    ("я", "ia"),
    ("е", "ie"),
    ("ю", "iu"),
    ("уй", "ui"),
];

/// The name in Pinyin without tones; `None` where it is not made of Palladius's syllables.
pub(crate) fn to_pinyin(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let letters: String = lower.chars().filter(|c| !matches!(c, '-' | 'ъ')).collect();
    let pinyin = syllables(&letters, LONGEST)?;
    let mut chars = pinyin.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

/// Syllables of the longest names.
const LONGEST: usize = 5;

fn syllables(letters: &str, most: usize) -> Option<String> {
    if letters.is_empty() {
        return Some(String::new());
    }
    let most = most.checked_sub(1)?;
    INITIALS.iter().filter_map(|i| Some((i, letters.strip_prefix(i.0)?))).find_map(|(initial, rest)| {
        let finals = HARD.iter().map(|f| (f, false)).chain(SOFT.iter().map(|f| (f, true)));
        finals
            .filter_map(|(f, soft)| Some((f.1, soft, rest.strip_prefix(f.0)?)))
            .find_map(|(sound, soft, rest)| Some(syllable(*initial, sound, soft)? + &syllables(rest, most)?))
    })
}

/// A syllable as Pinyin spells it; `None` where the two do not go together.
fn syllable((printed, hard, soft_initial): (&str, &str, &str), sound: &str, soft: bool) -> Option<String> {
    let retroflex = matches!(printed, "чж" | "ч" | "ш" | "ж");
    Some(match printed {
        "" if soft => match sound {
            "in" | "ing" | "i" => format!("y{sound}"),
            "u" | "ue" | "un" | "uan" => format!("y{sound}"),
            "iu" => "you".to_owned(),
            "iong" => "yong".to_owned(),
            _ => format!("y{}", sound.strip_prefix('i').unwrap_or(sound)),
        },
        "" => match sound {
            "u" => "wu".to_owned(),
            "uo" => "o".to_owned(),
            "i" => return None,
            _ if sound.starts_with('u') || sound == "ong" => return None,
            _ => sound.to_owned(),
        },
        "в" if soft || sound.starts_with('u') && sound != "uo" => return None,
        "в" => format!("w{}", sound.replace("uo", "o")),
        "б" | "п" | "м" | "ф" if sound == "uo" => format!("{hard}o"),
        // "Чжи" and "ши" are the only ones of these that are written as soft.
        _ if soft && retroflex && sound != "i" => return None,
        _ if soft && retroflex => format!("{hard}i"),
        _ if soft => format!("{soft_initial}{sound}"),
        _ => format!("{hard}{sound}"),
    })
}

#[cfg(test)]
mod tests {
    use super::to_pinyin;

    #[test]
    fn names_come_out_in_pinyin() {
        let names = [
            ("Аньхой", "Anhui"),
            ("Хуайань", "Huaian"),
            ("Цзясин", "Jiaxing"),
            ("Цюйчжоу", "Quzhou"),
            ("Шаосин", "Shaoxing"),
            ("Вэйхай", "Weihai"),
            ("Яньань", "Yanan"),
            ("Цзыбо", "Zibo"),
            ("Сюйчжоу", "Xuzhou"),
            ("Чжоукоу", "Zhoukou"),
            ("Лоян", "Luoyang"),
            ("Ичунь", "Yichun"),
        ];
        for (printed, pinyin) in names {
            assert_eq!(to_pinyin(printed).as_deref(), Some(pinyin), "{printed}");
        }
    }

    #[test]
    fn other_names_are_none_of_it() {
        assert!(["Хулун-Буир", "Вроцлав", "Ереван", "Тегеран"].iter().all(|n| to_pinyin(n).is_none()));
    }
}
