//! Where only a town's name can stand: behind "mayor of", before "қаласы", behind "guests from".

use super::{can_be_town, spelling::stem, table::table_town};
use crate::{
    data::Locale,
    import::article::{
        lexicon::{Cue, PostClass, is_in},
        mention::{Context, Mentions, PlaceMention, post::Head},
        text::Shape,
    },
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// Words where a town's name must begin.
pub(super) fn slots(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<usize> {
    let city_words = found.cues_of(Cue::CityWord);
    let mut slots: Vec<usize> = match cx.language.locale {
        // "Эрденет қаласының", "Чунчон губернаторы": the name stands before the word.
        Locale::Kk => {
            let chiefs = heads.iter().filter(|h| h.class.is_chief()).map(|h| h.words.start);
            let nouns = city_words.map(|c| c.words.start).chain(chiefs).chain(dwellers(cx));
            return nouns.filter_map(|noun| noun.checked_sub(1)).collect();
        }
        Locale::Ru => {
            let mayors = heads.iter().filter(|h| h.class == PostClass::Mayor).map(|h| h.words.end);
            // "Аньцин, город в провинции Аньхой".
            let explained = found.cues_of(Cue::CityWord).filter_map(|c| {
                let before = c.words.start.checked_sub(1)?;
                (cx.text.gap_before(c.words.start) == ", ").then_some(before)
            });
            let cities = city_words.map(|c| c.words.end);
            mayors.chain(cities).chain(explained).chain(dwellers(cx).map(|w| w + 1)).collect()
        }
        Locale::En => {
            let of = |noun_end: &usize| cx.text.lower_word(*noun_end) == "of";
            let chiefs = heads.iter().filter(|h| h.class.is_chief()).map(|h| h.words.end);
            let nouns = chiefs.chain(dwellers(cx).map(|w| w + 1)).filter(of).map(|end| end + 1);
            let names = nouns.filter(|at| !cx.language.is_organisation(cx.text.lower_word(at + 1)));
            let cities = city_words.map(|c| c.words.end);
            let kinds = behind_kinds(cx);
            names.chain(cities).chain(before_kinds(cx, found)).chain(kinds).chain(often_visited(cx)).collect()
        }
    };
    slots.extend(homes_of_guests(cx, found));
    // "Из китайского Хулун-Буира": the adjective of a country before the name.
    let adjective = |at: usize| {
        cx.text.words.get(at).is_some_and(|w| w.shape == Shape::Lower)
            && found.place_at(at).is_some_and(PlaceMention::is_adjective)
    };
    slots.iter_mut().filter(|at| adjective(**at)).for_each(|at| *at += 1);
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// "Citizens of Ejmiatsin": words for who lives in a place.
fn dwellers(cx: Context<'_>) -> impl Iterator<Item = usize> + '_ {
    let dwell =
        |w: usize| cx.language.grammar.dwellers.iter().any(|d| cx.text.lower_word(w).starts_with(d.as_str()));
    (0..cx.text.words.len()).filter(move |w| dwell(*w))
}

/// "Changnin District", "Port Vila City": the first word of an English name before the word for its kind.
fn before_kinds(cx: Context<'_>, found: &Mentions) -> impl Iterator<Item = usize> {
    // "The Heroic City" is a name of praise.
    let praise = move |i: usize| {
        cx.text.lower_word(i + 1) == "city"
            && i > 0
            && cx.text.lower_word(i - 1) == "the"
            && !cx.language.is_organisation(cx.text.lower_word(i + 2))
    };
    let kind = move |i: &usize| {
        is_in(&cx.language.grammar.kinds_behind, cx.text.lower_word(i + 1))
            && cx.text.gap_before(i + 1) == " "
            && !praise(*i)
            && can_be_town(cx, found, *i)
    };
    let first = move |i: usize| {
        let name = |w: usize| can_be_town(cx, found, w) && cx.text.gap_before(w + 1) == " ";
        let begins = |w: usize| cx.text.sentences[cx.text.words[w].sentence].words.start == w;
        i.checked_sub(1).filter(|w| name(*w) && !begins(*w)).unwrap_or(i)
    };
    (0..cx.text.words.len()).filter(kind).map(first)
}

/// "The province of Pangasinan": the word behind the word for a kind and "of".
fn behind_kinds(cx: Context<'_>) -> impl Iterator<Item = usize> {
    let kind = move |w: &usize| {
        let joined = |w: usize| cx.text.gap_before(w) == " ";
        is_in(&cx.language.grammar.kinds_behind, cx.text.lower_word(*w))
            && cx.text.lower_word(w + 1) == "of"
            && joined(w + 1)
            && joined(w + 2)
            && !cx.language.is_organisation(cx.text.lower_word(w + 3))
    };
    (0..cx.text.words.len()).filter(kind).map(|w| w + 2)
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
pub(super) fn before_mayors(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<Range<usize>> {
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

/// "Дорина Пынзару": Russian words that stand behind another capital, as surnames do; "примар Пынзару" names no town.
pub(super) fn behind_first_names(cx: Context<'_>, heads: &[Head], found: &Mentions) -> HashSet<String> {
    let text = cx.text;
    if cx.language.locale != Locale::Ru {
        return HashSet::new();
    }
    let title = |w: usize| text.words[w].shape == Shape::Title && found.place_at(w).is_none();
    let post = |w: usize| {
        let next = heads.partition_point(|h| h.words.end <= w);
        heads.get(next).is_some_and(|h| h.words.contains(&w))
    };
    let is_surname = |w: &usize| {
        let (first, surname) = (*w - 1, *w);
        let sentence = &text.sentences[text.words[first].sentence].words;
        title(first)
            && title(surname)
            && text.gap_before(surname) == " "
            && sentence.start < first
            && !post(first)
            && !cx.language.is_common(text.lower_word(first))
            && !cx.language.is_organisation(text.lower_word(first))
    };
    (1..text.words.len()).filter(is_surname).map(|w| stem(cx, text.word(w))).collect()
}

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
        // "told Alexander Burkov … spoke to Burkov": part of a person's name elsewhere. In titles all begin with
        // capitals.
        if i > 0
            && !cx.text.sentences[word.sentence].title
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

/// Words of the longest name with particles in it.
const LONGEST: usize = 5;

/// The town at a slot, and those that follow it in a list: "of Leova, Tudora, and Ștefan Vodă".
pub(super) fn listed(cx: Context<'_>, found: &Mentions, slot: usize) -> Vec<Range<usize>> {
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
    // "Мэр Большого Аммана": an adjective before a place that is known.
    let before_place = text.gap_before(start + 1) == " "
        && found.place_at(start + 1).is_some_and(|p| !p.weak && !p.is_adjective());
    if cx.language.locale == Locale::Ru && before_place {
        return None;
    }
    // "San Pedro de las Colonias".
    let saint = is_in(&cx.language.grammar.saints, text.lower_word(start));
    let begins = start + usize::from(saint);
    let joins = |w: usize| {
        is_in(&cx.language.grammar.town_particles, text.lower_word(w)) && text.gap_before(w) == " "
    };
    let mut end = start + 1;
    let mut joined = 0;
    loop {
        // "Ilocos Sur": the last word of a name joins nothing.
        let particles = (end..).take_while(|w| joins(*w)).count();
        let particles = if can_be(end + particles) { particles } else { 0 };
        let next = end + particles;
        let named_after =
            saint && next == begins && text.words.get(next).is_some_and(|w| w.shape == Shape::Title);
        if !(can_be(next) || named_after) || text.gap_before(next) != " " {
            break;
        }
        joined = joined.max(particles);
        end += particles + 1;
    }
    if joined > 0 || saint && end > begins {
        return Some(start..end.min(start + LONGEST));
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
