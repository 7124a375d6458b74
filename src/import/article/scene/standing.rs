//! What speaks for a place being a party besides the verbs: how it is named, where, and by whom.
//!
//! Each trait is a number between 0 and about 3; what it weighs for a host or a guest stands in
//! `assets/language/weights.toml`. Start with [`traits`].

use super::{SentenceView, Told, actor::level, frame::Tally, side::compatible};
use crate::data::Locale;
use crate::import::article::{
    case::Case,
    lexicon::{Cue, Level, PostClass},
    mention::{Context, Mentions, PlaceMention, PlaceRef},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A trait of a place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Trait {
    /// Is a country.
    Country,
    /// Is a region.
    Region,
    /// Is known only from the text.
    Town,
    /// How much the text dwells on it.
    Dwelt,
    /// Stands in the title.
    Title,
    /// Stands in the first sentence.
    First,
    /// Is named before all others.
    Leads,
    /// "In A" in what is told.
    Inside,
    /// "From A" in what is told.
    From,
    /// Has an official of its own with a name.
    Official,
    /// Has an official of its own without a name.
    Unnamed,
    /// Is only an adjective.
    Adjective,
    /// Stands where somebody is invited or something is hoped for.
    Hoped,
    /// Stands only in memories or far down.
    Late,
    /// Is the dateline's.
    Dateline,
    /// Is of the dateline's country and another place.
    Compatriot,
    /// Is the country of a diplomat.
    Diplomat,
    /// Is the seat of a diplomat, or lies where his country has none of its officials.
    Seat,
    /// Stands in what people are quoted with.
    Quoted,
    /// Belongs to a delegation or guests.
    Delegation,
    /// Is a country, and a place of it has officials of its own.
    Covered,
    /// Is a country, and a place of it sends the delegation.
    Sends,
    /// Is a country, and how strongly a place of it is told as host.
    HostWithin,
    /// The same for a guest.
    GuestWithin,
    /// One of several places that a list of delegations, or of people with their places, names.
    Listed,
}

/// Sentences behind which a place first named is seldom a party.
const LATE: usize = 5;
/// Most that a repeated trait counts.
const MOST: f32 = 3.0;

/// The traits of every place that the text names for sure, and of those that votes were given for.
pub(super) fn traits(story: Told<'_>) -> BTreeMap<PlaceRef, BTreeMap<Trait, f32>> {
    let Told { cx, found, sentences, tally, .. } = story;
    let mut out: BTreeMap<PlaceRef, BTreeMap<Trait, f32>> = BTreeMap::new();
    tally.places.keys().for_each(|p| _ = out.entry(p.clone()).or_default());
    for mention in found.places.iter().filter(|m| !m.weak) {
        let own = out.entry(mention.place.clone()).or_default();
        add_mention(cx, found, sentences, mention, own);
    }
    let body = cx.text.sentences.iter().position(|s| !s.title).unwrap_or(0);
    let leads = found.places.iter().find(|m| !m.weak && cx.text.words[m.words.start].sentence >= body);
    for (place, own) in &mut out {
        add_own(cx, found, tally, place, own);
        if leads.is_some_and(|m| m.place == *place) {
            own.insert(Trait::Leads, 1.0);
        }
        let first = found.places.iter().find(|m| !m.weak && m.place == *place);
        let sentence = first.map_or(0, |m| cx.text.words[m.words.start].sentence);
        let told = found
            .places
            .iter()
            .filter(|m| m.place == *place)
            .any(|m| sentences[cx.text.words[m.words.start].sentence].counts());
        if sentence > body + LATE || first.is_some() && !told {
            own.insert(Trait::Late, 1.0);
        }
        let all = found.places.iter().filter(|m| !m.weak && m.place == *place);
        if first.is_some() && all.clone().all(PlaceMention::is_adjective) {
            own.insert(Trait::Adjective, 1.0);
        }
        own.values_mut().for_each(|v| *v = v.min(MOST));
    }
    for (acts, which) in [(Trait::Official, Trait::Covered), (Trait::Delegation, Trait::Sends)] {
        let acting =
            out.iter().filter(|(place, own)| level(cx, place) != Level::Country && own.contains_key(&acts));
        let countries: Vec<PlaceRef> = acting.map(|(place, _)| super::side::country_of(cx, place)).collect();
        for country in countries.iter().filter(|p| level(cx, p) == Level::Country) {
            if let Some(own) = out.get_mut(country) {
                own.insert(which, 1.0);
            }
        }
    }
    out
}

fn add(own: &mut BTreeMap<Trait, f32>, which: Trait, amount: f32) {
    *own.entry(which).or_default() += amount;
}

fn add_mention(
    cx: Context<'_>,
    found: &Mentions,
    sentences: &[SentenceView],
    mention: &PlaceMention,
    own: &mut BTreeMap<Trait, f32>,
) {
    let word = mention.words.start;
    let number = cx.text.words[word].sentence;
    let (view, sentence) = (&sentences[number], &cx.text.sentences[number]);
    let body = cx.text.sentences.iter().position(|s| !s.title).unwrap_or(0);
    let weight = if view.counts() { view.weight } else { 0.0 };
    add(own, Trait::Dwelt, 0.5 * weight * if mention.is_adjective() { 0.5 } else { 1.0 });
    if cx.text.words[word].quoted {
        add(own, Trait::Quoted, 0.5);
        return;
    }
    if sentence.title {
        own.insert(Trait::Title, 1.0);
    }
    if number == body {
        own.insert(Trait::First, 1.0);
    }
    if view.hoped || view.hope_from.is_some_and(|hope| hope <= word) {
        add(own, Trait::Hoped, 1.0);
        return;
    }
    if !view.counts() {
        return;
    }
    let (inside, from) = relation(cx, found, mention);
    if inside {
        add(own, Trait::Inside, view.weight);
    }
    if from {
        add(own, Trait::From, view.weight);
    }
}

/// Whether the text says "in A", and whether it says "from A".
fn relation(cx: Context<'_>, found: &Mentions, mention: &PlaceMention) -> (bool, bool) {
    if cx.language.locale == Locale::Kk {
        let from = mention.cases.has(Case::Ablative) && !mention.cases.has(Case::Genitive);
        return (mention.cases.has(Case::Locative), from);
    }
    let behind = |cue: Cue| {
        found.cues_beside(cue, &mention.words).any(|c| {
            c.words.end <= mention.words.start
                && mention.words.start - c.words.end <= 2
                && cx.text.joined(c.words.start, mention.words.start)
        })
    };
    let locative = cx.language.locale != Locale::Ru
        || mention.cases.is_empty()
        || mention.cases.any(&[Case::Locative, Case::Accusative]);
    (behind(Cue::PrepositionIn) && locative, behind(Cue::PrepositionFrom))
}

fn add_own(
    cx: Context<'_>,
    found: &Mentions,
    tally: &Tally,
    place: &PlaceRef,
    own: &mut BTreeMap<Trait, f32>,
) {
    match (level(cx, place), place) {
        (Level::Country, _) => _ = own.insert(Trait::Country, 1.0),
        (Level::Region, _) => _ = own.insert(Trait::Region, 1.0),
        (_, PlaceRef::Town(_)) => _ = own.insert(Trait::Town, 1.0),
        _ => {}
    }
    for post in found.posts.iter().filter(|p| !p.former && p.place.as_ref() == Some(place)) {
        if post.listed {
            own.insert(Trait::Listed, 1.0);
        }
        match post.class {
            PostClass::Diplomat => _ = own.insert(Trait::Diplomat, 1.0),
            PostClass::Press | PostClass::Sport | PostClass::Expert | PostClass::President => {}
            _ if post.person.is_some() => add(own, Trait::Official, 1.0),
            _ => add(own, Trait::Unnamed, 1.0),
        }
    }
    let seat = |p: &crate::import::article::mention::Post| {
        let within = found.places.iter().filter(|m| {
            p.phrase.start <= m.words.start
                && m.words.end <= p.phrase.end
                && p.place.as_ref() != Some(&m.place)
        });
        p.class == PostClass::Diplomat && within.into_iter().any(|m| m.place == *place)
    };
    if found.posts.iter().any(seat) {
        own.insert(Trait::Seat, 1.0);
    }
    if let Some(dateline) = &tally.dateline {
        if compatible(cx, dateline, place) {
            own.insert(Trait::Dateline, 1.0);
        } else if super::side::country_of(cx, dateline) == super::side::country_of(cx, place) {
            own.insert(Trait::Compatriot, 1.0);
        }
    }
    if tally.places.get(place).is_some_and(|v| v.told_by(super::evidence::Rule::Delegation)) {
        own.insert(Trait::Delegation, 1.0);
    }
    if tally.together.contains(place) {
        own.insert(Trait::Listed, 1.0);
    }
}
