//! One name in many spellings: cases undone, Latin letters, misspelt names of known places.

use crate::{
    data::{CountryCode, Locale},
    import::article::{
        case::{Case, Cases},
        mention::{Context, Mentions, PlaceMention, PlaceRef},
        palladius::to_pinyin,
        transliteration::to_latin,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Shortest word that is compared with the names in the text.
const MISSPELT_LETTERS: usize = 6;

/// Adds mentions of places that the same text also spells in another way ("Nangxia" beside "Ningxia").
pub(in super::super) fn add_misspelt(cx: Context<'_>, found: &mut Mentions) {
    if cx.language.locale != Locale::En {
        return;
    }
    let known: BTreeMap<String, PlaceRef> = found
        .places
        .iter()
        .filter(|p| p.words.len() == 1 && !p.weak && !p.is_adjective())
        .map(|p| (cx.text.lower_word(p.words.start).to_owned(), p.place.clone()))
        .collect();
    let added: Vec<PlaceMention> = (0..cx.text.words.len())
        .filter(|i| cx.text.words[*i].shape.is_capital() && found.place_at(*i).is_none())
        .filter_map(|i| {
            let word = cx.text.lower_word(i);
            let like = |name: &&String| {
                name.chars().next() == word.chars().next()
                    && name.chars().count() >= MISSPELT_LETTERS
                    && strsim::damerau_levenshtein(name, word) == 1
            };
            let place = known.keys().find(like).and_then(|n| known.get(n))?.clone();
            Some(PlaceMention::new(i..i + 1, place, Cases::NONE))
        })
        .collect();
    found.places.extend(added);
    found.places.sort_by_key(|p| p.words.start);
}

/// What all forms of the town's name begin with, in lower case.
pub(super) fn stem(cx: Context<'_>, printed: &str) -> String {
    let lower = crate::import::article::text::lower_in_place(printed);
    match cx.language.locale {
        Locale::En => lower,
        _ if lower.chars().count() > 4 => {
            lower.trim_end_matches(['а', 'я', 'ы', 'и', 'у', 'ю', 'е', 'о', 'ь', 'й']).to_owned()
        }
        _ => lower,
    }
}

/// The name in Latin letters; a Russian name is first put into the nominative, `None` where that is a guess.
pub(super) fn english(cx: Context<'_>, printed: &str) -> Option<String> {
    match cx.language.locale {
        Locale::En => return Some(printed.to_owned()),
        // Before its word for a city a Kazakh name has no ending.
        Locale::Kk => return Some(to_latin(printed)),
        Locale::Ru => {}
    }
    nominative(cx, printed).map(|name| to_latin(&name))
}

/// The place of the gazetteer whose name differs by one letter, or a town of a country at issue that sounds so, if
/// there is but one.
pub(super) fn like(cx: Context<'_>, found: &Mentions, printed: &str, name: &str) -> PlaceRef {
    let places = &cx.lexicon.places;
    let known = found.places.iter().filter_map(|p| match p.place {
        PlaceRef::Known(id) if !p.weak => Some(places.get(id).country.clone()),
        _ => None,
    });
    let countries: BTreeSet<CountryCode> = known.collect();
    let transliterated = cx.language.locale != Locale::En;
    // Chinese names are known by their Pinyin.
    if transliterated && let Some(china) = countries.iter().find(|c| c.0 == "CN") {
        let forms = super::table::nominatives(cx, printed);
        let pinyin = forms.iter().filter_map(|form| to_pinyin(form));
        if let Some(id) = pinyin.into_iter().find_map(|name| places.of_country(china, &name)) {
            return PlaceRef::Known(id);
        }
    }
    let town = || transliterated.then(|| places.town_sounding(name, countries.iter())).flatten();
    let known = places.city_like(name).or_else(town);
    known.map_or_else(|| PlaceRef::Town(name.to_owned()), PlaceRef::Known)
}

/// Of all forms in the text, the one whose oblique forms the others are; the only form if it does not look
/// like a genitive.
fn nominative(cx: Context<'_>, printed: &str) -> Option<String> {
    let stem = stem(cx, printed);
    let forms: std::collections::BTreeSet<&str> = (0..cx.text.words.len())
        .filter(|i| cx.text.words[*i].shape.is_capital() && is_form(cx.text.lower_word(*i), &stem))
        .map(|i| cx.text.word(i))
        .collect();
    let declined = |name: &str| -> Vec<String> {
        cx.language.declension.forms("noun", name).into_iter().map(|(f, _)| f).collect()
    };
    let covers = forms
        .iter()
        .find(|f| forms.len() > 1 && forms.iter().all(|other| declined(f).iter().any(|d| d == other)));
    // Behind a post or "города" the form is a genitive, if all others agree with that.
    let genitive = only_genitive(cx, printed);
    let agrees = |name: &String| forms.iter().all(|f| declined(name).iter().any(|d| d == f));
    if let Some(name) = genitive.filter(|n| forms.len() > 1 && agrees(n)) {
        return Some(name);
    }
    if let Some(name) = covers {
        return Some((*name).to_owned());
    }
    let after_city_word = cx.text.lower.contains(&format!("город {}", printed.to_lowercase()));
    let declinable = printed.ends_with(['а', 'я', 'ы', 'и', 'е', 'ю', 'ь']);
    match genitive_of_sk(printed) {
        Some(name) => Some(name),
        None if after_city_word || !declinable => Some(printed.to_owned()),
        None => only_genitive(cx, printed),
    }
}

/// The nominative behind a genitive, where there is but one.
fn only_genitive(cx: Context<'_>, printed: &str) -> Option<String> {
    match &cx.language.declension.undo("noun", printed, Cases::of(Case::Genitive))[..] {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// `Ачинска` can only be Ачинск.
fn genitive_of_sk(printed: &str) -> Option<String> {
    printed.strip_suffix("ска").map(|stem| format!("{stem}ск"))
}

pub(super) fn is_form(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|tail| tail.chars().count() <= 3)
}
