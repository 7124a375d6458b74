//! Towns that no gazetteer knows: what stands as a name where only a town can stand.
//!
//! "Mayor of Leova", "the town of Voerde", "мэр Кумертау Борис Беляев". A name of the table of small towns
//! needs less: "in Witney", "из Замосця". Once told, the town is found everywhere in the text.

use super::{
    Context, Mentions,
    place::{PlaceMention, PlaceRef},
    post::Head,
};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, Level, PlaceId, PostClass, is_in},
        text::Shape,
        transliteration::to_latin,
    },
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

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
                name.chars().next() == word.chars().next()
                    && name.chars().count() >= MISSPELT_LETTERS
                    && strsim::damerau_levenshtein(name, word) == 1
            };
            let place = known.keys().find(like).and_then(|n| known.get(n))?.clone();
            Some(PlaceMention { words: i..i + 1, place, cases: Cases::NONE, as_named: None, weak: false })
        })
        .collect();
    found.places.extend(added);
    found.places.sort_by_key(|p| p.words.start);
}

/// Adds mentions of towns beyond the gazetteer, keeping the order.
pub(super) fn add_towns(cx: Context<'_>, heads: &[Head], found: &mut Mentions) {
    let mut towns: BTreeMap<String, Option<PlaceId>> = BTreeMap::new();
    for words in in_table(cx, heads, found) {
        let printed = cx.text.span(&words).to_owned();
        let place = table_town(cx, found, &printed);
        towns.entry(printed).or_insert(place);
    }
    let listed = slots(cx, heads, found).into_iter().flat_map(|at| listed(cx, found, at));
    for words in listed.chain(before_mayors(cx, heads, found)) {
        let printed = cx.text.span(&words).to_owned();
        let place = table_town(cx, found, &printed);
        towns.entry(printed).or_insert(place);
    }
    let named = |(printed, known): (String, Option<PlaceId>)| {
        let place = match known {
            Some(id) => PlaceRef::Known(id),
            None => like(cx, &english(cx, &printed)?),
        };
        Some((stem(cx, &printed), place))
    };
    let stems: Vec<(String, PlaceRef)> = towns.into_iter().filter_map(named).collect();
    let mut added = Vec::new();
    for (stem, place) in &stems {
        added.extend(occurrences(cx, found, stem).map(|words| {
            let (words, cases) = with_city_word(cx, found, words);
            PlaceMention { words, cases, place: place.clone(), as_named: None, weak: false }
        }));
    }
    found.places.extend(added);
    found.places.sort_by_key(|p| (p.words.start, std::cmp::Reverse(p.words.end)));
    found.places.dedup_by(|b, a| b.words.start < a.words.end);
}

/// The town of the table that a form can name; of namesakes one in a country that the text names.
fn table_town(cx: Context<'_>, found: &Mentions, printed: &str) -> Option<PlaceId> {
    let places = &cx.lexicon.places;
    let at_issue = |id: &PlaceId| {
        let country = places.country_of(*id);
        found.places.iter().any(|p| match p.place {
            PlaceRef::Known(other) => places.country_of(other) == country,
            PlaceRef::Town(_) => false,
        })
    };
    nominatives(cx, printed).iter().find_map(|name| {
        let namesakes = || places.towns_named(name);
        namesakes().find(at_issue).or_else(|| namesakes().next())
    })
}

/// What a form can be the form of, itself first.
fn nominatives(cx: Context<'_>, printed: &str) -> Vec<String> {
    let mut out = vec![printed.to_owned()];
    match cx.language.locale {
        Locale::En => {}
        Locale::Ru => {
            let all = OBLIQUE.iter().fold(Cases::NONE, |s, c| s.with(Cases::of(*c)));
            for kind in ["noun", "person"] {
                out.extend(cx.language.declension.undo(kind, printed, all));
            }
        }
        Locale::Kk => out.extend(cx.language.suffixes.bare_name(printed, &|_| true)),
    }
    out
}

const OBLIQUE: [Case; 5] =
    [Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];

/// Names of the table of towns that stand where a place is likely: behind a preposition or a word for a city,
/// before a mayor, with a country beside them.
fn in_table(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<Range<usize>> {
    const LONGEST: usize = 3;
    let mut out = Vec::new();
    for start in 0..cx.text.words.len() {
        // Parts of longer names may be words: "Thunder Bay", "Victoria Falls".
        let part = |w: usize| {
            cx.text.words.get(w).is_some_and(|x| x.shape == Shape::Title)
                && found.place_at(w).is_none_or(|p| p.weak)
        };
        let words = (1..=LONGEST).rev().map(|n| start..start + n).find(|words| {
            let rest = words.clone().skip(1).all(|w| cx.text.gap_before(w) == " " && part(w));
            let whole = rest && (words.len() > 1 && part(start) || can_be_town(cx, found, start));
            whole
                && is_likely_place(cx, heads, found, words)
                && nominatives(cx, cx.text.span(words))
                    .iter()
                    .any(|n| cx.lexicon.places.towns_named(n).next().is_some())
        });
        out.extend(words);
    }
    out
}

fn is_likely_place(cx: Context<'_>, heads: &[Head], found: &Mentions, words: &Range<usize>) -> bool {
    let text = cx.text;
    let before = words.start.saturating_sub(1);
    let plain_before = words.start > 0 && text.gap_before(words.start) == " ";
    let plain_behind = text.gap_before(words.end) == " ";
    let led = |cues: &[Cue]| {
        plain_before
            && text.lower_word(before) != "на"
            && cues.iter().any(|cue| found.cues_beside(*cue, words).any(|c| c.words.end == words.start))
    };
    let city_word_behind = plain_behind
        && (found.cues_beside(Cue::CityWord, words).any(|c| c.words.start == words.end)
            || ["city", "town"].contains(&text.lower_word(words.end)));
    let mayor = |at: usize| {
        heads.binary_search_by_key(&at, |h| h.words.start).is_ok_and(|i| heads[i].class.is_local())
    };
    // "Schio, Italy", "Schio (Italy)".
    let country_behind = [", ", " ("].contains(&text.gap_before(words.end))
        && found.place_at(words.end).is_some_and(|p| !p.is_adjective());
    let adjective_before = plain_before && found.place_at(before).is_some_and(PlaceMention::is_adjective);
    let surname_behind = plain_behind
        && text.words.get(words.end).is_some_and(|w| matches!(w.shape, Shape::Title | Shape::Initial))
        && !cx.language.is_organisation(text.lower_word(words.end))
        && !mayor(words.end);
    let ending = match cx.language.locale {
        Locale::Kk => cases(cx, words).any(&[Case::Dative, Case::Locative, Case::Ablative]),
        _ => false,
    };
    let of = cx.language.locale == Locale::En && plain_before && text.lower_word(before) == "of";
    city_word_behind
        || is_listed_with_city(cx, found, words)
        || !surname_behind && is_visited(cx, found, words)
        || is_repeated(cx, words)
        || country_behind
        || led(&[Cue::CityWord])
        || plain_behind && mayor(words.end) && cx.language.locale == Locale::En
        || !surname_behind
            && (ending || of || adjective_before || led(&[Cue::PrepositionIn, Cue::PrepositionFrom]))
}

/// "посетила Рюэй-Мальмезон", "toured Dornbirn": the object of a verb of coming.
fn is_visited(cx: Context<'_>, found: &Mentions, words: &Range<usize>) -> bool {
    found.cues_beside(Cue::Arrive, words).any(|c| {
        let verb = cx.text.lower_word(c.words.end - 1);
        c.words.end == words.start
            && cx.text.gap_before(words.start) == " "
            && cx.language.grammar.direct.iter().any(|d| verb.starts_with(d.as_str()))
    })
}

/// An English word that is named again and stands alone everywhere, as the parts of people's names do not.
fn is_repeated(cx: Context<'_>, words: &Range<usize>) -> bool {
    let text = cx.text;
    if cx.language.locale != Locale::En {
        return false;
    }
    let name = text.span(words);
    let mut times = 0;
    for start in 0..text.words.len() {
        let here = start..start + words.len();
        if here.end > text.words.len()
            || text.word(start) != text.word(words.start)
            || text.span(&here) != name
        {
            continue;
        }
        let beside = |word: usize, gap: usize| {
            text.words.get(word).is_some_and(|w| w.shape.is_capital())
                && text.gap_before(gap) == " "
                && text.words[word].sentence == text.words[start].sentence
                && !cx.language.is_organisation(text.lower_word(word))
                && !cx.language.is_common(text.lower_word(word))
        };
        if start > 0 && beside(start - 1, start) || beside(here.end, here.end) {
            return false;
        }
        times += usize::from(!text.in_capitals(start));
    }
    times >= 2 && cx.language.first_name(text.word(words.start)).is_none()
}

/// "Rize, Ordu and Giresun": in one list with a city that is known.
fn is_listed_with_city(cx: Context<'_>, found: &Mentions, words: &Range<usize>) -> bool {
    let text = cx.text;
    let is_city = |word: usize| {
        found.place_at(word).is_some_and(|p| {
            let city = match p.place {
                PlaceRef::Known(id) => cx.lexicon.places.get(id).level == Level::City,
                PlaceRef::Town(_) => true,
            };
            city && !p.weak && !p.is_adjective()
        })
    };
    let and = |word: usize| is_in(&cx.language.grammar.and, text.lower_word(word));
    let behind = match text.gap_before(words.end) {
        ", " => is_city(words.end),
        " " => and(words.end) && is_city(words.end + 1),
        _ => false,
    };
    let before = match text.gap_before(words.start) {
        ", " if words.start > 0 => is_city(words.start - 1),
        " " if words.start >= 2 => and(words.start - 1) && is_city(words.start - 2),
        _ => false,
    };
    behind || before
}

/// Words where a town's name must begin.
fn slots(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<usize> {
    let of = if cx.language.locale == Locale::En { 1 } else { 0 };
    let posts = heads
        .iter()
        .filter(|h| h.class == PostClass::Mayor && (of == 0 || cx.text.lower_word(h.words.end) == "of"))
        .map(|h| h.words.end + of);
    let city_words = found.cues_of(Cue::CityWord);
    if cx.language.locale == Locale::Kk {
        // "Эрденет қаласының": the name stands before the word.
        return city_words.filter_map(|c| c.words.start.checked_sub(1)).collect();
    }
    let mut slots: Vec<usize> = posts.chain(city_words.map(|c| c.words.end)).collect();
    if cx.language.locale == Locale::En {
        let council = |i: &usize| {
            ["town", "city"].contains(&cx.text.lower_word(i + 1)) && cx.text.lower_word(i + 2) == "council"
        };
        slots.extend((0..cx.text.words.len()).filter(council));
        let district =
            |i: &usize| KINDS.contains(&cx.text.lower_word(i + 1)) && cx.text.gap_before(i + 1) == " ";
        let first = |i: usize| {
            let name = |w: usize| can_be_town(cx, found, w) && cx.text.gap_before(w + 1) == " ";
            let begins = |w: usize| cx.text.sentences[cx.text.words[w].sentence].words.start == w;
            i.checked_sub(1).filter(|w| name(*w) && !begins(*w)).unwrap_or(i)
        };
        slots.extend((0..cx.text.words.len()).filter(district).map(first));
        slots.extend(often_visited(cx));
    }
    slots.extend(homes_of_guests(cx, found));
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// "Guests from Artush", "гости из Артуша": what follows is where they live.
fn homes_of_guests<'a>(cx: Context<'a>, found: &'a Mentions) -> impl Iterator<Item = usize> + 'a {
    let nouns = found.cues_of(Cue::Delegation).chain(found.cues_of(Cue::Group));
    nouns
        .map(|c| c.words.end)
        .filter(move |at| {
            cx.text.gap_before(*at) == " "
                && found.cues_beside(Cue::PrepositionFrom, &(*at..*at + 1)).any(|c| c.words.start == *at)
        })
        .map(|at| at + 1)
}

/// "the Witney Mayor": a capital within a sentence right before the post.
fn before_mayors(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<Range<usize>> {
    let mayors = heads.iter().filter(|h| cx.language.locale == Locale::En && h.class == PostClass::Mayor);
    let before = mayors.filter_map(|h| {
        let word = h.words.start.checked_sub(1)?;
        let sentence = &cx.text.sentences[cx.text.words[word].sentence].words;
        let inner = sentence.start < word && sentence.contains(&h.words.start);
        let of_post = is_in(&cx.language.posts.before, cx.text.lower_word(word));
        let name =
            can_be_town(cx, found, word) && !of_post && cx.language.first_name(cx.text.word(word)).is_none();
        (inner && name && cx.text.gap_before(h.words.start) == " ").then_some(word..word + 1)
    });
    before.collect()
}

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

/// Kinds of places behind an English name.
const KINDS: [&str; 9] = [
    "district",
    "municipality",
    "county",
    "borough",
    "township",
    "village",
    "province",
    "prefecture",
    "governorate",
];

/// English words that follow "to", "from" or "in" and are named again: a person or firm seldom does.
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
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut of_names: HashSet<&str> = HashSet::new();
    for (i, word) in cx.text.words.iter().enumerate() {
        *times.entry(cx.text.word(i)).or_default() += 1;
        // "told Alexander Burkov … spoke to Burkov": part of a person's name elsewhere.
        if i > 0
            && word.shape.is_capital()
            && cx.text.gap_before(i) == " "
            && cx.text.words[i - 1].shape.is_capital()
        {
            of_names.insert(cx.text.word(i));
        }
    }
    let town = |word: &str| times.get(word).is_some_and(|n| *n >= 2) && !of_names.contains(word);
    by_word.into_iter().filter(|(word, _)| town(word)).flat_map(|(_, at)| at).collect()
}

/// The town at a slot, and those that follow it in a list: "of Leova, Tudora, and Ștefan Vodă".
fn listed(cx: Context<'_>, found: &Mentions, slot: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = slot;
    while let Some(words) = town_at(cx, found, at) {
        at = words.end;
        out.push(words);
        let gap = cx.text.gap_before(at);
        let and = is_in(&cx.language.grammar.and, cx.text.lower_word(at));
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

/// Whether a word is written as a name and is no place yet.
fn can_be_town(cx: Context<'_>, found: &Mentions, word: usize) -> bool {
    let lower = cx.text.lower_word(word);
    cx.text.words.get(word).is_some_and(|w| w.shape == Shape::Title)
        && found.place_at(word).is_none_or(|p| p.weak)
        && !cx.language.is_common(lower)
        && !cx.language.is_organisation(lower)
        && !super::place::is_given_name(cx, &(word..word + 1))
}

fn town_at(cx: Context<'_>, found: &Mentions, start: usize) -> Option<Range<usize>> {
    let text = cx.text;
    let can_be = |i: usize| can_be_town(cx, found, i);
    if cx.language.locale == Locale::Kk {
        let first = text.sentences[text.words.get(start)?.sentence].words.start == start;
        let is_cue = found.beside(&(start..start)).iter().any(|c| c.words.contains(&start));
        let sure = !first || table_town(cx, found, text.word(start)).is_some();
        return (can_be(start) && !is_cue && sure).then_some(start..start + 1);
    }
    // "хоким Шавкат Олимович Рахмонов": a patronymic behind a word tells a first name.
    let patronymic = |w: usize| {
        let ends = &cx.language.grammar.patronymics;
        ends.iter().any(|e| text.lower_word(w).ends_with(e.as_str())) && text.gap_before(w) == " "
    };
    if patronymic(start + 1) {
        return None;
    }
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
        (None, 2) if cx.language.locale != Locale::En => return None,
        (None, 2) if followed && text.words[end].shape != Shape::Lower => start + 1,
        _ => end,
    };
    // Two Russian capitals behind "мэр города" are a name, not a town.
    let alone = cx.language.locale == Locale::En || end - start == 1;
    let person = cx.language.first_name(text.word(start)).is_some() || !alone;
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
    match cx.language.locale {
        Locale::En => return Some(printed.to_owned()),
        // Before its word for a city a Kazakh name has no ending.
        Locale::Kk => return Some(to_latin(printed)),
        Locale::Ru => {}
    }
    nominative(cx, printed).map(|name| to_latin(&name))
}

/// The place of the gazetteer whose name differs by one letter, if there is but one.
fn like(cx: Context<'_>, name: &str) -> PlaceRef {
    let known = cx.lexicon.places.city_like(name);
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
        if !cx.text.words[i].shape.is_capital() {
            return None;
        }
        let last = parts.len() - 1;
        let fits = parts.iter().enumerate().all(|(n, part)| {
            let word = cx.text.lower_word(i + n);
            word == part || (n == last && !exact && is_form(word, part))
        });
        let free = found.place_at(i).is_none_or(|p| p.weak);
        (fits && free).then_some(i..i + parts.len())
    })
}

fn cases(cx: Context<'_>, words: &Range<usize>) -> Cases {
    let form = cx.text.word(words.end - 1);
    let table = &cx.language.declension;
    let undone = |case| !table.undo("noun", form, Cases::of(case)).is_empty();
    match cx.language.locale {
        Locale::Ru => OBLIQUE
            .into_iter()
            .filter(|c| undone(*c))
            .fold(Cases::of(Case::Nominative), |s, c| s.with(Cases::of(c))),
        Locale::Kk => cx.language.suffixes.cases_by_end(cx.text.lower_word(words.end - 1)),
        Locale::En => Cases::NONE,
    }
}
