//! Which language a text is in, told by letters and small words; languages that are not read are named.

use super::text::is_word_letter;
use crate::data::Locale;
use std::{collections::HashMap, sync::LazyLock};

/// What the letters and small words of a text tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detected {
    /// A language that is read.
    Read(Locale),
    /// Another one, as a BCP 47 tag.
    Other(&'static str),
    /// Too little text to say.
    Unknown,
}

/// Small words of languages in Latin letters.
const LATIN: [(&str, &[&str]); 9] = [
    ("en", &["the", "of", "and", "to", "in", "is", "was", "with", "for", "that", "by", "has", "were"]),
    ("de", &["der", "die", "und", "das", "den", "von", "mit", "ist", "dem", "für", "eine", "wurde", "nach"]),
    ("fr", &["le", "les", "des", "et", "une", "dans", "du", "est", "pour", "que", "qui", "avec", "sur"]),
    ("es", &["el", "los", "las", "del", "y", "una", "con", "para", "que", "por", "fue", "como", "entre"]),
    ("it", &["il", "di", "che", "della", "per", "una", "gli", "con", "nel", "sono", "alla", "dei", "anche"]),
    (
        "tr",
        &["ve", "bir", "bu", "için", "ile", "olarak", "daha", "olan", "sonra", "kadar", "gibi", "başkanı"],
    ),
    (
        "uz",
        &[
            "va",
            "bilan",
            "uchun",
            "bu",
            "ham",
            "hokimi",
            "shahar",
            "bo'yicha",
            "mehmon",
            "o'zbekiston",
            "shahri",
        ],
    ),
    ("pl", &["i", "w", "na", "z", "się", "do", "że", "jest", "oraz", "przez", "dla", "nie", "od"]),
    (
        "kk-Latn",
        &["jäne", "men", "qazaqstan", "qala", "oblys", "üshin", "bul", "úshin", "jáne", "degen", "äkimi"],
    ),
];
/// Letters that only Kazakh Cyrillic (of the three) has.
const KAZAKH: &str = "әғқңөұүһі";
/// Letters of other Cyrillic languages.
const OTHER_CYRILLIC: [(&str, &str); 5] =
    [("uk", "їєґ"), ("be", "ў"), ("sr", "ђјљњћџ"), ("mk", "ѓќ"), ("tg", "ҷӣӯҳ")];

/// The same lists by word: bit n stands for the language n.
static LANGUAGES_OF: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for (number, (_, words)) in LATIN.iter().enumerate() {
        words.iter().for_each(|word| *out.entry(*word).or_default() |= 1 << number);
    }
    out
});

/// How often which letters occur.
#[derive(Default)]
struct Letters {
    latin: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    arabic: usize,
    cyrillic: usize,
    /// Of each letter of the Cyrillic block.
    of_cyrillic: Vec<usize>,
}

impl Letters {
    fn of(sample: &str) -> Self {
        let mut out = Self { of_cyrillic: vec![0; 0x100], ..Self::default() };
        for c in sample.chars() {
            match c {
                '\u{400}'..='\u{4ff}' => {
                    out.cyrillic += 1;
                    out.of_cyrillic[c as usize - 0x400] += 1;
                }
                'a'..='z' | '\u{c0}'..='\u{24f}' => out.latin += 1,
                '\u{4e00}'..='\u{9fff}' => out.han += 1,
                '\u{3040}'..='\u{30ff}' => out.kana += 1,
                '\u{ac00}'..='\u{d7af}' => out.hangul += 1,
                '\u{600}'..='\u{6ff}' => out.arabic += 1,
                _ => {}
            }
        }
        out
    }

    /// How many of a thousand Cyrillic letters are of a set.
    fn share(&self, set: &str) -> usize {
        let count: usize = set.chars().map(|c| self.of_cyrillic[c as usize - 0x400]).sum();
        count * 1000 / self.cyrillic.max(1)
    }
}

/// Detects the language of a text.
pub(crate) fn detect(text: &str) -> Detected {
    let sample: String = text.chars().take(20_000).flat_map(char::to_lowercase).collect();
    let letters = Letters::of(&sample);
    let Letters { latin, han, kana, hangul, arabic, cyrillic, .. } = letters;
    let most = [cyrillic, latin, han * 3, kana * 3, hangul * 2, arabic].into_iter().max().unwrap_or(0);
    match most {
        0..=7 => Detected::Unknown,
        n if n == cyrillic => cyrillic_language(&letters),
        n if n == latin => latin_language(&sample),
        n if n == arabic => Detected::Other(arabic_language(&sample)),
        n if n == hangul * 2 => Detected::Other("ko"),
        _ if kana * 10 > han => Detected::Other("ja"),
        _ => Detected::Other("zh"),
    }
}

fn cyrillic_language(letters: &Letters) -> Detected {
    let share = |set: &str| letters.share(set);
    let own = share("әғқңөұүһ");
    if let Some((tag, _)) = OTHER_CYRILLIC.iter().find(|(_, set)| share(set) >= 4 && own < 10) {
        return Detected::Other(tag);
    }
    // Kazakh texts have about 150 of its own letters in a thousand; a Russian text with Kazakh names a few.
    if share(KAZAKH) >= 40 {
        let kyrgyz = share("ңөү") > 20 && share("әғқұһі") < 5;
        return if kyrgyz { Detected::Other("ky") } else { Detected::Read(Locale::Kk) };
    }
    if share("ңөү") >= 15 { Detected::Other("ky") } else { Detected::Read(Locale::Ru) }
}

fn latin_language(sample: &str) -> Detected {
    let mut counts = [0usize; LATIN.len()];
    for word in sample.split(|c: char| !is_word_letter(c) && c != '\'') {
        let languages = LANGUAGES_OF.get(word).copied().unwrap_or(0);
        for (number, count) in counts.iter_mut().enumerate() {
            *count += usize::from(languages >> number & 1);
        }
    }
    let best = (0..LATIN.len()).max_by_key(|i| (counts[*i], std::cmp::Reverse(*i))).unwrap_or(0);
    match (counts[best], LATIN[best].0) {
        (0, _) => Detected::Unknown,
        (_, "en") => Detected::Read(Locale::En),
        (_, tag) => Detected::Other(tag),
    }
}

/// Kazakh in Arabic script has letters that Arabic and Persian have not.
fn arabic_language(sample: &str) -> &'static str {
    let has = |set: &str| sample.chars().filter(|c| set.contains(*c)).count() > 3;
    match () {
        () if has("ۇۆۋٵٶٷٸ") => "kk-Arab",
        () if has("پچژگ") => "fa",
        () => "ar",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_languages_and_others_are_told_apart() {
        let cases = [
            ("The mayor of the city was with the guests and talked.", Detected::Read(Locale::En)),
            ("Мэр города встретился с гостями из Караганды.", Detected::Read(Locale::Ru)),
            ("Қала әкімі қонақтарды қабылдады, кездесу өтті.", Detected::Read(Locale::Kk)),
            (
                "Der Bürgermeister hat die Gäste mit einer Rede empfangen und das Rathaus gezeigt.",
                Detected::Other("de"),
            ),
            ("市长今天在市政厅会见了来自阿斯塔纳的代表团。", Detected::Other("zh")),
            ("Мер міста зустрівся з делегацією, її очолює голова", Detected::Other("uk")),
            ("12 34", Detected::Unknown),
        ];
        for (text, expected) in cases {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
