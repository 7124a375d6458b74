//! Mentions of places: which of the overlapping forms counts, and which of several namesakes is meant.

use super::{Context, respective::is_listed};
use crate::data::Locale;
use crate::import::article::{
    case::{Case, Cases},
    lexicon::{Cue, Entry, Level, PlaceForm, PlaceId, PostClass, is_in},
    pattern::Hit,
    text::Shape,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A place of the gazetteer, or a town that only the text names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PlaceRef {
    /// Known to the gazetteer.
    Known(PlaceId),
    /// The town's name in Latin letters.
    Town(String),
}

/// A mention of a place.
#[derive(Clone, Debug)]
pub(crate) struct PlaceMention {
    /// Words, with "city", "region" and the like beside the name.
    pub words: Range<usize>,
    /// The place.
    pub place: PlaceRef,
    /// Cases of the form.
    pub cases: Cases,
    /// The English name of a region that the text itself uses.
    pub as_named: Option<String>,
    /// Stands between quotation marks or is weak: names something else or wants other evidence.
    pub weak: bool,
    /// Whether the word is for those who live there ("павлодарцы", "бішкектіктер").
    pub inhabitants: bool,
}

impl PlaceMention {
    /// A mention that is sure.
    pub(crate) fn new(words: Range<usize>, place: PlaceRef, cases: Cases) -> Self {
        Self { words, place, cases, as_named: None, weak: false, inhabitants: false }
    }

    /// Whether the mention is an adjective ("алматинский").
    pub(crate) fn is_adjective(&self) -> bool {
        self.cases.only(Case::Adjective)
    }
}

#[derive(Clone, Debug)]
struct Candidate {
    words: Range<usize>,
    /// Bytes of the form, which may end within a word: "Петропавловска" in "Петропавловска-Камчатского".
    bytes: Range<usize>,
    options: Vec<(PlaceForm, Cases)>,
}

/// All mentions in order, none overlapping.
pub(super) fn find(cx: Context<'_>, hits: &[Hit<'_, Entry>]) -> Vec<PlaceMention> {
    let candidates = longest(cx, hits);
    let countries = countries_named(cx, &candidates);
    let mut out: Vec<PlaceMention> = candidates.iter().filter_map(|c| choose(cx, c, &countries)).collect();
    name_capitals(cx, hits, &mut out);
    let strong: BTreeSet<PlaceRef> = out.iter().filter(|m| !m.weak).map(|m| m.place.clone()).collect();
    let leads = ends_of_leads(cx, hits);
    let city_words: Vec<Range<usize>> = hits
        .iter()
        .filter(|h| matches!(h.payload, Entry::Cue(Cue::CityWord)))
        .map(|h| h.words.clone())
        .collect();
    let head = |h: &&Hit<'_, Entry>| matches!(h.payload, Entry::Post { class: PostClass::Head, .. });
    let heads: BTreeSet<usize> = hits.iter().filter(head).map(|h| h.words.end).collect();
    for mention in &mut out {
        mention.weak &= !is_led_by_preposition(cx, &leads, mention);
        // "Глава Кирова", but "директор Владимир Иванов".
        let of_head = cx.language.locale == Locale::Ru && heads.contains(&mention.words.start);
        mention.weak &=
            !(of_head && mention.cases.has(Case::Genitive) && !mention.cases.has(Case::Nominative));
        // "Талас қаласына": in Kazakh the word for a city stands behind the name.
        let city_behind = cx.language.locale == Locale::Kk
            && city_words.iter().any(|w| w.start == mention.words.end)
            && cx.text.joined(mention.words.end - 1, mention.words.end);
        mention.weak &= !city_behind;
        let marked = cx.text.words[mention.words.start].in_marks;
        mention.weak &= !strong.contains(&mention.place) || marked;
        if matches!(mention.place, PlaceRef::Known(id) if cx.lexicon.places.get(id).level == Level::City) {
            mention.words = with_kind_word(cx, &city_words, mention);
            mention.cases = cases_of_kind_word(cx, &mention.words).unwrap_or(mention.cases);
        }
    }
    share_kind(cx, &mut out);
    out
}

/// "Akmola and Turkistan regions", "Костанайской и Гродненской областей": behind the last of several names stands what
/// all of them are.
fn share_kind(cx: Context<'_>, mentions: &mut [PlaceMention]) {
    let text = cx.text;
    for last in 0..mentions.len() {
        let noun = mentions[last].words.end;
        let plural =
            text.gap_before(noun) == " " && is_in(&cx.language.grammar.regions, text.lower_word(noun));
        if !plural {
            continue;
        }
        let mut first = last;
        while first > 0 && is_listed(cx, mentions[first - 1].words.end, mentions[first].words.start) {
            first -= 1;
        }
        if first == last {
            continue;
        }
        for mention in &mut mentions[first..=last] {
            if let Some(region) = region_of_name(cx, mention) {
                mention.place = PlaceRef::Known(region);
                mention.cases = cases_of_noun(cx, text.lower_word(noun));
                mention.weak = false;
            }
        }
    }
}

/// The region that has a city's name, or an adjective of the same stem.
fn region_of_name(cx: Context<'_>, mention: &PlaceMention) -> Option<PlaceId> {
    /// Letters that tell Russian and Kazakh stems apart.
    const STEM: usize = 5;
    let PlaceRef::Known(id) = mention.place else { return None };
    let places = &cx.lexicon.places;
    if places.get(id).level != Level::City {
        return None;
    }
    let printed = cx.text.lower_word(mention.words.start);
    let begins = |name: &str| match cx.language.locale {
        Locale::En => name.split(' ').next().is_some_and(|w| w.to_lowercase() == printed),
        Locale::Ru | Locale::Kk => {
            let stem: String = printed.chars().take(STEM).collect();
            name.to_lowercase().starts_with(&stem)
        }
    };
    places
        .regions_of(&places.get(id).country, cx.language.locale)
        .find(|(_, name)| begins(name))
        .map(|(id, _)| id)
}

/// "the capital of Kyrgyzstan", "кыргызская столица", "Қырғызстан астанасы": the city, not the country.
fn name_capitals(cx: Context<'_>, hits: &[Hit<'_, Entry>], mentions: &mut [PlaceMention]) {
    let words: Vec<Range<usize>> = hits
        .iter()
        .filter(|h| matches!(h.payload, Entry::Cue(Cue::Capital)))
        .map(|h| h.words.clone())
        .collect();
    for mention in mentions {
        let PlaceRef::Known(id) = mention.place else { continue };
        let beside = |w: &&Range<usize>| match cx.language.locale {
            // The Kazakh word follows, the others may stand on either side.
            Locale::Kk => w.start == mention.words.end,
            _ => w.end == mention.words.start || w.start == mention.words.end && mention.is_adjective(),
        };
        let Some(word) = words.iter().find(beside) else { continue };
        if let Some(city) = cx.lexicon.places.get(id).centre {
            mention.place = PlaceRef::Known(city);
            mention.cases = cases_of_noun(cx, cx.text.lower_word(word.end - 1));
            mention.weak = false;
            mention.words = mention.words.start.min(word.start)..mention.words.end.max(word.end);
        }
    }
}

/// The cases that a noun's ending shows.
pub(super) fn cases_of_noun(cx: Context<'_>, noun: &str) -> Cases {
    match cx.language.locale {
        Locale::En => Cases::NONE,
        Locale::Ru => {
            let all = [Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];
            let shown = all
                .into_iter()
                .filter(|c| !cx.language.declension.undo("noun", noun, Cases::of(*c)).is_empty());
            shown.fold(Cases::NONE, |s, c| s.with(Cases::of(c)))
        }
        Locale::Kk => cx.language.suffixes.cases_of_noun(noun),
    }
}

/// Forms that fit the text; of overlapping ones the longest, with all places of the same words.
fn longest(cx: Context<'_>, hits: &[Hit<'_, Entry>]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for hit in hits {
        let Entry::Place(form) = hit.payload else { continue };
        let Some(cases) = fitting_cases(cx, hit, form) else { continue };
        let option = (form.clone(), cases);
        let bytes = hit.start..hit.bytes.end;
        match out.last_mut() {
            Some(last) if last.bytes.start == bytes.start && last.bytes.end > bytes.end => {}
            Some(last) if last.bytes.start == bytes.start && last.bytes.end < bytes.end => {
                *last = Candidate { words: hit.words.clone(), bytes, options: vec![option] };
            }
            Some(last) if last.words == hit.words => last.options.push(option),
            Some(last) if hit.words.start < last.words.end => {}
            _ => out.push(Candidate { words: hit.words.clone(), bytes, options: vec![option] }),
        }
    }
    out
}

/// The cases that the form has here; `None` where letter case or ending do not fit.
fn fitting_cases(cx: Context<'_>, hit: &Hit<'_, Entry>, form: &PlaceForm) -> Option<Cases> {
    let first = &cx.text.words[hit.words.start];
    let last = &cx.text.words[hit.words.end - 1];
    if first.sentence != last.sentence || is_given_name(cx, &hit.words) {
        return None;
    }
    let inside_word = hit.start > first.start && !cx.text.raw[hit.start..].starts_with(char::is_uppercase);
    let small = form.small || is_kazakh_inhabitant(cx, hit);
    if form.small && is_surname(cx, &hit.words) {
        return None;
    }
    if inside_word || (!small && !first.shape.is_capital()) {
        return None;
    }
    if !form.stem {
        return Some(form.cases);
    }
    let tail = &cx.text.lower[hit.bytes.clone()];
    if form.cases.only(Case::Adjective) {
        return is_in(&cx.language.grammar.adjective_forms, tail).then_some(form.cases);
    }
    cx.language.suffixes.cases(tail)
}

/// "Геннадий Самарцев" is nobody of Samara: an inhabitant with a capital behind a first name.
fn is_surname(cx: Context<'_>, words: &Range<usize>) -> bool {
    let text = cx.text;
    words.len() == 1
        && words.start > 0
        && text.words[words.start].shape == Shape::Title
        && text.gap_before(words.start) == " "
        && text.words[words.start - 1].shape == Shape::Title
        && cx.language.first_name(text.word(words.start - 1)).is_some()
}

/// "көкшетаулықтар": who lives in a city, or what is of it, is written small.
fn is_kazakh_inhabitant(cx: Context<'_>, hit: &Hit<'_, Entry>) -> bool {
    const SHORTEST: usize = 4;
    let tail = &cx.text.lower[hit.bytes.clone()];
    cx.language.locale == Locale::Kk
        && cx.language.suffixes.is_adjective(tail)
        && cx.text.lower[hit.start..hit.bytes.start].chars().count() >= SHORTEST
}

/// Words at which a preposition, a word for a city or a mayor ends.
fn ends_of_leads(cx: Context<'_>, hits: &[Hit<'_, Entry>]) -> BTreeSet<usize> {
    let leads = |h: &Hit<'_, Entry>| {
        let cue = matches!(h.payload, Entry::Cue(Cue::PrepositionIn | Cue::PrepositionFrom | Cue::CityWord));
        let mayor = matches!(h.payload, Entry::Post { class: PostClass::Mayor | PostClass::Akim, .. });
        cue || mayor && cx.language.locale == Locale::Ru
    };
    // "The mayor of Florence".
    let of_post = |h: &&Hit<'_, Entry>| {
        cx.language.locale == Locale::En
            && matches!(h.payload, Entry::Post { class, .. } if class.is_local())
            && cx.text.lower_word(h.words.end) == "of"
    };
    let of = hits.iter().filter(of_post).map(|h| h.words.end + 1);
    hits.iter().filter(|h| leads(h)).map(|h| h.words.end).chain(of).collect()
}

/// "во Владимире", "from Victoria": what a person's name seldom follows.
fn is_led_by_preposition(cx: Context<'_>, leads: &BTreeSet<usize>, mention: &PlaceMention) -> bool {
    let start = mention.words.start;
    !cx.text.words[start].in_marks
        && cx.text.gap_before(start).trim_matches('.').trim().is_empty()
        && leads.contains(&start)
}

/// "Nursultan" before a surname, "Zhongwei" behind the family name Xu: no cities.
pub(super) fn is_given_name(cx: Context<'_>, words: &Range<usize>) -> bool {
    let text = cx.text;
    if words.len() != 1 {
        return false;
    }
    let surname = text.words.get(words.end).is_some_and(|w| w.shape == Shape::Title)
        && text.gap_before(words.end) == " "
        && !cx.language.is_organisation(text.lower_word(words.end));
    // "Xu Zhongwei", "Le Quang Vinh": a family name one or two words before.
    let title = |word: usize| {
        text.words[word].shape == Shape::Title
            && text.words[word].sentence == text.words[words.start].sentence
            && text.gap_before(word + 1) == " "
    };
    let family = |before: usize| {
        let lower = text.lower_word(before);
        !cx.language.is_common(lower) && cx.language.name_styles.is_family(lower)
    };
    let one = words.start.checked_sub(1).filter(|w| title(*w));
    let two = one.and_then(|w| w.checked_sub(1)).filter(|w| title(*w));
    // "Пусан мэрі Пак Хён Чжун Алматыға келді": where he came follows the name.
    let goal = cx.language.locale == Locale::Kk
        && cx.language.suffixes.cases_by_end(text.lower_word(words.start)).any(&[
            Case::Dative,
            Case::Locative,
            Case::Ablative,
        ]);
    let family = !goal && (one.is_some_and(family) || two.is_some_and(family));
    family || surname && cx.language.first_name(text.word(words.start)).is_some()
}

/// "the Liberty Times", "Гао Чжэньпин": the name of a newspaper, or a family name before another name.
pub(super) fn is_part_of_name(cx: Context<'_>, words: &Range<usize>) -> bool {
    let text = cx.text;
    let Some(next) = text.words.get(words.end) else { return false };
    // "… is in Berlin. Today it was received" names no paper.
    let paper = next.shape.is_capital()
        && text.gap_before(words.end) == " "
        && is_in(&cx.language.grammar.newspapers, text.lower_word(words.end));
    let family = next.shape == Shape::Title
        && words.len() == 1
        && text.gap_before(words.end) == " "
        && cx.language.locale != Locale::Kk
        && cx.language.name_styles.is_family(text.lower_word(words.start));
    paper || family
}

/// States of the places that leave no doubt, with how often they are named.
fn countries_named(cx: Context<'_>, candidates: &[Candidate]) -> BTreeMap<PlaceId, usize> {
    let mut out = BTreeMap::new();
    for candidate in candidates {
        if let [(form, _)] = &candidate.options[..]
            && !form.weak
            && let Some(country) = cx.lexicon.places.country_of(form.place)
        {
            *out.entry(country).or_default() += 1;
        }
    }
    out
}

/// The place meant: no weak or former name where another is left, a country at issue, the largest.
fn choose(
    cx: Context<'_>,
    candidate: &Candidate,
    countries: &BTreeMap<PlaceId, usize>,
) -> Option<PlaceMention> {
    let places = &cx.lexicon.places;
    let rank = |(form, cases): &&(PlaceForm, Cases)| {
        let place = places.get(form.place);
        let at_issue = places.country_of(form.place).and_then(|c| countries.get(&c)).copied().unwrap_or(0);
        let noun = !cases.only(Case::Adjective);
        (!is_weak(cx, form), noun, at_issue.min(1), place.level == Level::Country, place.population)
    };
    let (form, _) = candidate.options.iter().max_by_key(rank)?;
    let same = candidate.options.iter().filter(|(f, _)| f.place == form.place);
    let cases = same.fold(Cases::NONE, |all, (_, c)| all.with(*c));
    let marked = cx.text.words[candidate.words.start].in_marks;
    Some(PlaceMention {
        words: candidate.words.clone(),
        place: PlaceRef::Known(form.place),
        cases,
        as_named: name_of_region(cx, form),
        weak: is_weak(cx, form) || marked,
        inhabitants: is_of_inhabitants(cx, form, &candidate.words),
    })
}

/// Whether a form is a word for those who live in a place.
fn is_of_inhabitants(cx: Context<'_>, form: &PlaceForm, words: &Range<usize>) -> bool {
    form.inhabitants
        || cx.language.locale == Locale::Kk
            && cx.language.suffixes.is_of_inhabitants(cx.text.lower_word(words.end - 1))
}

fn is_weak(cx: Context<'_>, form: &PlaceForm) -> bool {
    form.weak || form.former.as_ref().is_some_and(|name| !recent(name, cx))
}

/// Whether a former name can be meant: it held when the text was written, or not long before.
fn recent(name: &crate::data::PlaceName, cx: Context<'_>) -> bool {
    match (cx.published, name.to) {
        (Some(date), Some(to)) => {
            date.year() - to.year() <= YEARS_OF_HABIT
                && name.from.is_none_or(|f| f.earliest() <= date.latest())
        }
        (None, Some(to)) => to.year() >= OLDEST_PRESS,
        (_, None) => true,
    }
}

/// For so many years the press goes on using a former name.
const YEARS_OF_HABIT: i32 = 3;
/// Undated clippings are taken to be younger than this year.
const OLDEST_PRESS: i32 = 2005;

/// A region has several English names; an English text's own is kept where it is a longer form of the usual one
/// ("Xinjiang Uygur Autonomous Region"), and a former one stands for its time.
fn name_of_region(cx: Context<'_>, form: &PlaceForm) -> Option<String> {
    let place = cx.lexicon.places.get(form.place);
    if place.level != Level::Region || form.cases.only(Case::Adjective) {
        return None;
    }
    match &form.former {
        Some(name) => place.english_name_of(name.from, name.to),
        None => {
            let first = place.en.split(' ').next()?;
            let longer = |n: &&std::sync::Arc<str>| n.split(' ').next() == Some(first);
            form.english.as_ref().filter(longer).map(ToString::to_string)
        }
    }
}

/// In "Көкшетау қаласына" the second word bears the ending.
pub(super) fn cases_of_kind_word(cx: Context<'_>, words: &Range<usize>) -> Option<Cases> {
    let last = cx.text.lower_word(words.end - 1);
    let tail = ["қала", "аудан"].iter().find_map(|stem| last.strip_prefix(stem));
    tail.filter(|_| words.len() > 1).and_then(|t| cx.language.suffixes.cases(t))
}

/// The words with "city of", "г.", "қаласы", "region" beside them.
fn with_kind_word(cx: Context<'_>, city_words: &[Range<usize>], mention: &PlaceMention) -> Range<usize> {
    let mut words = mention.words.clone();
    for word in city_words {
        // A Kazakh word for a city belongs to the name before it.
        let before = cx.language.locale != Locale::Kk && word.end == words.start;
        if before && cx.text.gap_before(words.start).trim_matches('.').trim().is_empty() {
            words.start = word.start;
        } else if word.start == words.end && cx.text.joined(words.end - 1, words.end) {
            words.end = word.end;
        }
    }
    words
}
