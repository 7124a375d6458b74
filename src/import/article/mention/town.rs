//! Towns that no gazetteer knows: what stands as a name where only a town can stand.
//!
//! "Mayor of Leova", "the town of Voerde", "мэр Кумертау Борис Беляев". Once told, the town is found
//! everywhere in the text.

use super::{
    Context, Mentions,
    place::{PlaceMention, PlaceRef},
    post::Head,
};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, PostClass},
        text::Shape,
        transliteration::to_latin,
    },
};
use std::{collections::BTreeMap, ops::Range};

/// Shortest word that is compared with the names in the text.
const MISSPELT_LETTERS: usize = 6;

/// Adds mentions of places that the same text also spells in another way ("Nangxia" beside "Ningxia").
pub(super) fn add_misspelt(cx: Context<'_>, found: &mut Mentions) {
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
                name.chars().count() >= MISSPELT_LETTERS
                    && name.chars().next() == word.chars().next()
                    && strsim::damerau_levenshtein(name, word) == 1
            };
            let place = known.keys().find(like).and_then(|n| known.get(n))?.clone();
            Some(PlaceMention { words: i..i + 1, place, cases: Cases::NONE, as_named: None, weak: false })
        })
        .collect();
    found.places.extend(added);
    found.places.sort_by_key(|p| p.words.start);
}

/// Adds mentions of unknown towns, keeping the order.
pub(super) fn add_towns(cx: Context<'_>, heads: &[Head], found: &mut Mentions) {
    let mut towns: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for at in slots(cx, heads, found) {
        for words in listed(cx, found, at) {
            towns.entry(cx.text.span(&words).to_owned()).or_insert(words);
        }
    }
    let stems: Vec<(String, String)> =
        towns.into_keys().filter_map(|printed| Some((stem(cx, &printed), english(cx, &printed)?))).collect();
    let mut added = Vec::new();
    for (stem, name) in &stems {
        added.extend(occurrences(cx, found, stem).map(|words| PlaceMention {
            cases: cases(cx, &words),
            words,
            place: PlaceRef::Town(name.clone()),
            as_named: None,
            weak: false,
        }));
    }
    found.places.extend(added);
    found.places.sort_by_key(|p| (p.words.start, std::cmp::Reverse(p.words.end)));
    found.places.dedup_by(|b, a| b.words.start < a.words.end);
}

/// Words where a town's name must begin.
fn slots(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<usize> {
    let of = if cx.language.locale == Locale::En { 1 } else { 0 };
    let posts = heads
        .iter()
        .filter(|h| h.class == PostClass::Mayor && (of == 0 || cx.text.lower_word(h.words.end) == "of"))
        .map(|h| h.words.end + of);
    let city_words = found.cues_of(Cue::CityWord).map(|c| c.words.end);
    let mut slots: Vec<usize> =
        posts.chain(city_words).filter(|_| cx.language.locale != Locale::Kk).collect();
    if cx.language.locale == Locale::En {
        let council = |i: &usize| {
            ["town", "city"].contains(&cx.text.lower_word(i + 1)) && cx.text.lower_word(i + 2) == "council"
        };
        slots.extend((0..cx.text.words.len()).filter(council));
        let district =
            |i: &usize| KINDS.contains(&cx.text.lower_word(i + 1)) && cx.text.gap_before(i + 1) == " ";
        slots.extend((0..cx.text.words.len()).filter(district));
        slots.extend(often_visited(cx));
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// Kinds of places behind an English name.
const KINDS: [&str; 6] = ["district", "municipality", "county", "borough", "township", "village"];

/// English words that follow "to", "from" or "in" at least twice: a person or firm seldom does.
fn often_visited(cx: Context<'_>) -> Vec<usize> {
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for i in 1..cx.text.words.len() {
        let alone = cx
            .text
            .words
            .get(i + 1)
            .is_none_or(|w| !w.shape.is_capital() || cx.text.gap_before(i + 1) != " ");
        let led = ["to", "from", "in"].contains(&cx.text.lower_word(i - 1)) && cx.text.gap_before(i) == " ";
        if led && alone && cx.text.words[i].shape == Shape::Title {
            by_word.entry(cx.text.word(i)).or_default().push(i);
        }
    }
    by_word.into_values().filter(|places| places.len() >= 2).flatten().collect()
}

/// The town at a slot, and those that follow it in a list: "of Leova, Tudora, and Ștefan Vodă".
fn listed(cx: Context<'_>, found: &Mentions, slot: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = slot;
    while let Some(words) = town_at(cx, found, at) {
        at = words.end;
        out.push(words);
        let gap = cx.text.gap_before(at);
        let and = ["and", "и"].contains(&cx.text.lower_word(at));
        if gap.trim() != "," && !and {
            break;
        }
        at += usize::from(and);
    }
    // A list is believed only where it is one of towns throughout.
    out.truncate(if out.len() > 1 && !cx.text.lower_word(slot.saturating_sub(2)).ends_with('s') {
        1
    } else {
        4
    });
    out
}

fn town_at(cx: Context<'_>, found: &Mentions, start: usize) -> Option<Range<usize>> {
    let text = cx.text;
    let can_be = |i: usize| {
        let lower = text.lower_word(i);
        text.words.get(i).is_some_and(|w| w.shape == Shape::Title)
            && found.place_at(i).is_none_or(|p| p.weak)
            && !cx.language.is_common(lower)
            && !cx.language.is_organisation(lower)
    };
    let in_sentence = start > 0 && text.words.get(start)?.sentence == text.words[start - 1].sentence;
    let gap = text.gap_before(start);
    if !in_sentence || !can_be(start) || !(gap == " " || gap == ". " || gap == ", ") {
        return None;
    }
    let mut end = start + 1;
    while can_be(end) && text.gap_before(end) == " " {
        end += 1;
    }
    // With a name behind it ("мэр Кумертау Борис Беляев") the town is what precedes the last two words.
    let followed = end < text.words.len() && text.gap_before(end) == " ";
    let first_name = (start + 1..end).find(|i| cx.language.first_name(text.word(*i)).is_some());
    let end = match (first_name, end - start) {
        (Some(name), _) => name,
        (None, 3..) => end - 2,
        (None, 2) if followed && text.words[end].shape != Shape::Lower => start + 1,
        _ => end,
    };
    let person = cx.language.first_name(text.word(start)).is_some();
    (!person && end - start <= 2).then_some(start..end)
}

/// What all forms of the town's name begin with, in lower case.
fn stem(cx: Context<'_>, printed: &str) -> String {
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
fn english(cx: Context<'_>, printed: &str) -> Option<String> {
    if cx.language.locale == Locale::En {
        return Some(printed.to_owned());
    }
    nominative(cx, printed).map(|name| to_latin(&name))
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
    if let Some(name) = covers {
        return Some((*name).to_owned());
    }
    let after_city_word = cx.text.lower.contains(&format!("город {}", printed.to_lowercase()));
    let declinable = printed.ends_with(['а', 'я', 'ы', 'и', 'е', 'ю', 'ь']);
    match genitive_of_sk(printed) {
        Some(name) => Some(name),
        None => (after_city_word || !declinable).then(|| printed.to_owned()),
    }
}

/// `Ачинска` can only be Ачинск.
fn genitive_of_sk(printed: &str) -> Option<String> {
    printed.strip_suffix("ска").map(|stem| format!("{stem}ск"))
}

fn is_form(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|tail| tail.chars().count() <= 3)
}

fn occurrences<'a>(
    cx: Context<'a>,
    found: &'a Mentions,
    stem: &'a str,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let parts: Vec<String> = stem.split(' ').map(str::to_owned).collect();
    let exact = cx.language.locale == Locale::En;
    (0..cx.text.words.len()).filter_map(move |i| {
        let last = parts.len() - 1;
        let fits = parts.iter().enumerate().all(|(n, part)| {
            let word = cx.text.lower_word(i + n);
            word == part || (n == last && !exact && is_form(word, part))
        });
        let capital = cx.text.words[i].shape.is_capital();
        let free = found.place_at(i).is_none_or(|p| p.weak);
        (fits && capital && free).then_some(i..i + parts.len())
    })
}

fn cases(cx: Context<'_>, words: &Range<usize>) -> Cases {
    let form = cx.text.word(words.end - 1);
    let table = &cx.language.declension;
    let undone = |case| !table.undo("noun", form, Cases::of(case)).is_empty();
    let all = [Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];
    match cx.language.locale {
        Locale::Ru => all
            .into_iter()
            .filter(|c| undone(*c))
            .fold(Cases::of(Case::Nominative), |s, c| s.with(Cases::of(c))),
        _ => Cases::NONE,
    }
}
