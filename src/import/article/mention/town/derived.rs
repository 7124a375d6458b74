//! Places named after others: "East Sarajevo" is not Sarajevo, "Россонский район" is around Россоны.

use super::table::{is_at_issue, table_town};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, Level, PlaceId, is_in},
        mention::{
            Context, Mentions, PlaceMention, PlaceRef,
            place::cases_of_noun,
            post::{Head, is_local_at},
            title_case,
        },
        text::Shape,
        transliteration::to_latin,
    },
};
use std::ops::Range;

/// Puts places named after a known one in its stead.
pub(super) fn add_derived(cx: Context<'_>, found: &mut Mentions) {
    match cx.language.locale {
        Locale::En => add_compass(cx, found),
        Locale::Ru => add_districts(cx, found),
        Locale::Kk => {}
    }
}

fn is_known_city(cx: Context<'_>, mention: &PlaceMention) -> bool {
    matches!(mention.place, PlaceRef::Known(id) if cx.lexicon.places.get(id).level == Level::City)
}

/// "East Sarajevo": a quarter of the compass before a city's name.
fn add_compass(cx: Context<'_>, found: &mut Mentions) {
    let text = cx.text;
    for place in &mut found.places {
        let names_city = is_known_city(cx, place) && !place.is_adjective();
        let Some(before) = place.words.start.checked_sub(1).filter(|_| names_city) else { continue };
        let names = text.words[before].shape == Shape::Title
            && text.gap_before(place.words.start) == " "
            && is_in(&cx.language.grammar.compass, text.lower_word(before));
        if names {
            place.words.start = before;
            place.place = PlaceRef::Town(text.span(&place.words).to_owned());
        }
    }
}

/// "Россонский район", "в Псковском муниципальном округе": the town that a district is named after stands for it.
fn add_districts(cx: Context<'_>, found: &mut Mentions) {
    let mut added = Vec::new();
    for word in 0..cx.text.words.len() {
        let Some((words, stem)) = district_at(cx, word) else { continue };
        if is_district_of_city(cx, found, word) {
            found.places.retain(|p| !(p.words.contains(&word) && p.is_adjective()));
            found.index_places();
            continue;
        }
        let shown = cases_of_noun(cx, cx.text.lower_word(words.end - 1));
        let cases = if shown.is_empty() { Cases::of(Case::Nominative) } else { shown };
        let own = namesake(cx, found, &stem).map(|(_, town)| PlaceRef::Known(town));
        if let Some(place) = found.places.iter_mut().find(|p| p.words.contains(&word)) {
            if is_known_city(cx, place) && place.is_adjective() {
                // Of a name that the city bears no more another town is meant.
                if let Some(town) = own.filter(|_| place.weak) {
                    place.place = town;
                }
                (place.words, place.cases, place.weak) = (words, cases, false);
            }
            continue;
        }
        let place = match own {
            Some(place) => place,
            None => PlaceRef::Town(to_latin(&format!("{stem}ий"))),
        };
        added.push(PlaceMention::new(words, place, cases));
    }
    found.places.extend(added);
    found.places.sort_by_key(|p| p.words.start);
}

/// "Глава черняховской администрации", "аксайский аким": adjectives of towns beyond the gazetteer, before an office. A
/// town whose name stands in the text as well, or of a country at issue, is meant. Gives their names.
pub(super) fn add_adjectives(
    cx: Context<'_>,
    heads: &[Head],
    found: &mut Mentions,
) -> Vec<(String, PlaceId)> {
    let text = cx.text;
    if cx.language.locale != Locale::Ru {
        return Vec::new();
    }
    let mut towns = Vec::new();
    let mut added = Vec::new();
    for word in 0..text.words.len().saturating_sub(1) {
        let lower = text.lower_word(word);
        let written = matches!(text.words[word].shape, Shape::Lower | Shape::Title);
        if !written || text.gap_before(word + 1) != " " || found.place_at(word).is_some() {
            continue;
        }
        let ends = &cx.language.grammar.adjective_forms;
        let Some(stem) = ends.iter().find_map(|e| lower.strip_suffix(e.as_str())).filter(|s| is_of_town(s))
        else {
            continue;
        };
        let chief = is_local_at(heads, word + 1);
        let next = word + 1..word + 2;
        let body = || found.cues_beside(Cue::PublicBody, &next).any(|c| c.words.start == word + 1);
        if !chief && !body() {
            continue;
        }
        let Some((name, town)) = namesake(cx, found, &title_case(stem)) else { continue };
        let noun = super::spelling::stem(cx, &name);
        let is_adjective = |w: &str| ends.iter().any(|e| w.strip_suffix(e.as_str()).is_some_and(is_of_town));
        let named = (0..text.words.len()).any(|w| {
            let lower = text.lower_word(w);
            text.words[w].shape == Shape::Title && super::is_form(lower, &noun) && !is_adjective(lower)
        });
        if named || chief && is_at_issue(cx, found, town) {
            let (words, cases) = (word..word + 1, Cases::of(Case::Adjective));
            added.push(PlaceMention::new(words, PlaceRef::Known(town), cases));
            towns.push((name, town));
        }
    }
    found.places.extend(added);
    found.places.sort_by_key(|p| p.words.start);
    towns
}

/// Whether the stem is one that adjectives of towns have.
fn is_of_town(stem: &str) -> bool {
    stem.ends_with("ск") || stem.ends_with("цк")
}

/// Whether a word begins the name of a district within a city; "Ленинский район" is called after nobody's town.
pub(super) fn is_district_of_city(cx: Context<'_>, found: &Mentions, word: usize) -> bool {
    let district = (cx.language.locale == Locale::Ru).then(|| district_at(cx, word)).flatten();
    district.is_some_and(|(words, stem)| {
        is_in(&cx.language.grammar.common_districts, &stem.to_lowercase()) || is_of_city(cx, found, words.end)
    })
}

/// "Алматинский район Астаны", "района столицы": a part of the city that is named behind it.
fn is_of_city(cx: Context<'_>, found: &Mentions, behind: usize) -> bool {
    let joined = cx.text.gap_before(behind) == " ";
    let word = found
        .beside(&(behind..behind))
        .iter()
        .any(|c| c.words.start == behind && matches!(c.cue, Cue::CityWord | Cue::Capital));
    let city = found.place_at(behind).is_some_and(|p| is_known_city(cx, p));
    joined && (word || city)
}

/// An adjective with the noun of its district, and its stem in "ск", as printed.
fn district_at(cx: Context<'_>, word: usize) -> Option<(Range<usize>, String)> {
    let text = cx.text;
    let grammar = &cx.language.grammar;
    if text.words[word].shape != Shape::Title {
        return None;
    }
    let printed = text.word(word);
    let end = grammar.adjective_ends.iter().find(|e| printed.ends_with(e.as_str()))?;
    let stem = &printed[..printed.len() - end.len()];
    let joined = |w: usize| w < text.words.len() && text.gap_before(w) == " ";
    let kind =
        |w: usize| joined(w) && grammar.districts.iter().any(|k| text.lower_word(w).starts_with(k.as_str()));
    let attribute = |w: usize| {
        joined(w) && grammar.district_kinds.iter().any(|k| text.lower_word(w).starts_with(k.as_str()))
    };
    let noun = if kind(word + 1) {
        word + 1
    } else if attribute(word + 1) && kind(word + 2) {
        word + 2
    } else {
        return None;
    };
    is_of_town(stem).then(|| (word..noun + 1, stem.to_owned()))
}

/// The town of the table that an adjective is made of: Россонск(ий) of Россоны, Ачинск(ий) of Ачинск.
fn namesake(cx: Context<'_>, found: &Mentions, stem: &str) -> Option<(String, PlaceId)> {
    const ENDS: [&str; 9] = ["", "ы", "а", "и", "о", "е", "ь", "я", "й"];
    let bare = ["ск", "инск"].iter().filter_map(|end| stem.strip_suffix(end));
    let of_bare = bare.flat_map(|b| ENDS.iter().map(move |e| format!("{b}{e}")));
    let names = std::iter::once(stem.to_owned()).chain(of_bare);
    let towns = names.filter_map(|name| {
        let town = table_town(cx, found, &name)?;
        Some((name, town))
    });
    let towns: Vec<(String, PlaceId)> = towns.collect();
    towns.iter().find(|(_, town)| is_at_issue(cx, found, *town)).or(towns.first()).cloned()
}
