//! Towns that no gazetteer knows: what stands as a name where only a town can stand.
//!
//! "Mayor of Leova", "the town of Voerde", "мэр Кумертау Борис Беляев". A name of the table of small towns
//! needs less: "in Witney", "из Замосця". Once told, the town is found everywhere in the text.

mod derived;
mod slot;
mod spelling;
mod table;

pub(super) use spelling::add_misspelt;

use super::{
    Context, Mentions,
    place::{PlaceMention, PlaceRef},
    post::Head,
};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, PlaceId, is_in},
        text::Shape,
    },
};
use slot::{before_mayors, listed, slots};
use spelling::{english, is_form, like, stem};
use std::{collections::BTreeMap, ops::Range};
use table::{in_table, table_town};

/// Adds mentions of towns beyond the gazetteer, keeping the order.
pub(super) fn add_towns(cx: Context<'_>, heads: &[Head], found: &mut Mentions) {
    derived::add_derived(cx, found);
    found.index_places();
    let mut towns: BTreeMap<String, Option<PlaceId>> = BTreeMap::new();
    towns
        .extend(derived::add_adjectives(cx, heads, found).into_iter().map(|(name, town)| (name, Some(town))));
    found.index_places();
    for words in in_table(cx, heads, found) {
        let printed = cx.text.span(&words).to_owned();
        let place = table_town(cx, found, &printed);
        towns.entry(printed).or_insert(place);
    }
    let surnames = slot::behind_first_names(cx, heads, found);
    let listed = slots(cx, heads, found).into_iter().flat_map(|at| listed(cx, found, at));
    let listed =
        listed.filter(|words| words.len() > 1 || !surnames.contains(&stem(cx, cx.text.word(words.start))));
    for words in listed.chain(before_mayors(cx, heads, found)) {
        let printed = cx.text.span(&words).to_owned();
        let place = table_town(cx, found, &printed);
        towns.entry(printed).or_insert(place);
    }
    let named = |(printed, known): (String, Option<PlaceId>)| {
        let place = match known {
            Some(id) => PlaceRef::Known(id),
            None => like(cx, found, &printed, &english(cx, &printed)?),
        };
        Some((stem(cx, &printed), place))
    };
    let stems: Vec<(String, PlaceRef)> = towns.into_iter().filter_map(named).collect();
    let mut added = Vec::new();
    for (stem, place) in &stems {
        added.extend(occurrences(cx, found, stem).map(|words| {
            let (words, cases) = with_city_word(cx, found, words);
            PlaceMention::new(words, place.clone(), cases)
        }));
    }
    found.places.extend(added);
    found.places.sort_by_key(|p| (p.words.start, std::cmp::Reverse(p.words.end)));
    found.places.dedup_by(|b, a| b.words.start < a.words.end);
}

const OBLIQUE: [Case; 5] =
    [Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];

/// The Kazakh word for a city behind a name belongs to it and bears the ending.
fn with_city_word(cx: Context<'_>, found: &Mentions, words: Range<usize>) -> (Range<usize>, Cases) {
    let own = cases(cx, &words);
    if cx.language.locale != Locale::Kk {
        return (words, own);
    }
    let word = found.cues_beside(Cue::CityWord, &words).find(|c| c.words.start == words.end);
    match word {
        Some(cue) => {
            let whole = words.start..cue.words.end;
            let shown = super::place::cases_of_kind_word(cx, &whole);
            (whole, shown.unwrap_or(own))
        }
        None => (words, own),
    }
}

/// Whether a word is written as a name and is no place yet.
fn can_be_town(cx: Context<'_>, found: &Mentions, word: usize) -> bool {
    let lower = cx.text.lower_word(word);
    let free = |w: usize| found.place_at(w).is_none_or(|p| p.weak);
    // "South Kesteven".
    let quarter = is_in(&cx.language.grammar.compass, lower)
        && cx.text.words.get(word + 1).is_some_and(|w| w.shape == Shape::Title)
        && cx.text.gap_before(word + 1) == " "
        && free(word + 1);
    cx.text.words.get(word).is_some_and(|w| w.shape == Shape::Title)
        && free(word)
        && (quarter || !cx.language.is_common(lower))
        && !cx.language.is_organisation(lower)
        && !super::place::is_given_name(cx, &(word..word + 1))
        && !derived::is_district_of_city(cx, found, word)
}

fn occurrences<'a>(
    cx: Context<'a>,
    found: &'a Mentions,
    stem: &'a str,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let parts: Vec<String> = stem.split(' ').map(str::to_owned).collect();
    let exact = cx.language.locale == Locale::En;
    (0..cx.text.words.len()).filter_map(move |i| {
        if !cx.text.words[i].shape.is_capital() {
            return None;
        }
        let last = parts.len() - 1;
        let fits = parts.iter().enumerate().all(|(n, part)| {
            let word = cx.text.lower_word(i + n);
            word == part || (n == last && !exact && is_form(word, part))
        });
        // "Lao Cai" is not of Laos.
        let free = found.place_at(i).is_none_or(|p| p.weak || p.is_adjective() && parts.len() > 1);
        (fits && free).then_some(i..i + parts.len())
    })
}

fn cases(cx: Context<'_>, words: &Range<usize>) -> Cases {
    let form = cx.text.word(words.end - 1);
    let table = &cx.language.declension;
    let undone = |case| !table.undo("noun", form, Cases::of(case)).is_empty();
    match cx.language.locale {
        Locale::Ru => {
            let all = OBLIQUE.into_iter().filter(|c| undone(*c));
            let cases = all.fold(Cases::of(Case::Nominative), |s, c| s.with(Cases::of(c)));
            // "Гижицко" does not change.
            let fixed = cases.only(Case::Nominative) && form.ends_with(['о', 'е', 'и', 'у', 'ю', 'э']);
            if fixed { Cases::NONE } else { cases }
        }
        Locale::Kk => cx.language.suffixes.cases_of_noun(cx.text.lower_word(words.end - 1)),
        Locale::En => Cases::NONE,
    }
}
