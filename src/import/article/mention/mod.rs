//! What a text mentions: places, posts, people and cues, each with its words.
//!
//! Judges nothing: which mention takes part in the visit is for [`super::scene`]. Start with [`Mentions::of`].

mod name;
mod person;
mod place;
mod post;
mod respective;
mod town;

pub(crate) use person::{Person, PersonId};
pub(crate) use place::{PlaceMention, PlaceRef};
pub(crate) use post::Post;

use super::{
    lexicon::{Cue, Entry, Language, Lexicon},
    pattern::Hit,
    text::Text,
};
use crate::data::{AgreementType, PartialDate, VisitKind};
use std::ops::Range;

/// A cue with its words.
#[derive(Clone, Debug)]
pub(crate) struct CueMention {
    /// Which list it is from.
    pub cue: Cue,
    /// Words.
    pub words: Range<usize>,
}

/// A noun with what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Noun<T> {
    /// Words.
    pub words: Range<usize>,
    /// Meaning.
    pub meaning: T,
    /// Never enough alone.
    pub weak: bool,
}

/// Everything found in a text.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    /// Places in order.
    pub places: Vec<PlaceMention>,
    /// Posts in order, nested ones left out.
    pub posts: Vec<Post>,
    /// People, each with all mentions.
    pub people: Vec<Person>,
    /// Cues in order.
    pub cues: Vec<CueMention>,
    /// Nouns of documents.
    pub documents: Vec<Noun<AgreementType>>,
    /// Nouns of events.
    pub events: Vec<Range<usize>>,
    /// Words for the sort of visit.
    pub kinds: Vec<Noun<VisitKind>>,
    /// Stems of sectors, by their place in the table.
    pub sectors: Vec<Noun<usize>>,
    /// For each word the first place mention that covers it.
    place_of_word: Vec<Option<usize>>,
    /// Words of the longest cue.
    longest_cue: usize,
}

/// Capitals put into the usual form, part by part: `SÃO PAULO`, `АННА-МАРИЯ`.
pub(crate) fn title_case(printed: &str) -> String {
    let mut begins = true;
    printed
        .chars()
        .map(|c| {
            let out = if begins { c } else { c.to_lowercase().next().unwrap_or(c) };
            begins = !c.is_alphabetic() && c != '\'';
            out
        })
        .collect()
}

/// What all finders share.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The text.
    pub text: &'a Text,
    /// Its language.
    pub language: &'a Language,
    /// All lists.
    pub lexicon: &'a Lexicon,
    /// Date of publication, for former names.
    pub published: Option<PartialDate>,
}

impl Mentions {
    /// Finds all mentions.
    pub(crate) fn of(cx: Context<'_>) -> Self {
        let mut hits = cx.language.matcher.find(cx.text);
        // The "г" of "г-н" is no city.
        hits.retain(|h| {
            !matches!(h.payload, Entry::Cue(Cue::CityWord))
                || h.bytes.end == cx.text.words[h.words.end - 1].end
        });
        let mut out = Self::default();
        for hit in &hits {
            out.add_plain(hit);
        }
        out.longest_cue = out.cues.iter().map(|c| c.words.len()).max().unwrap_or(0);
        out.places = place::find(cx, &hits);
        out.index_places();
        let heads = post::heads(cx, &hits);
        town::add_towns(cx, &heads, &mut out);
        out.index_places();
        town::add_misspelt(cx, &mut out);
        out.places.retain(|p| !place::is_part_of_name(cx, &p.words));
        out.index_places();
        let names = name::Names::new(cx, &out.places, &heads, &out.cues);
        out.posts = post::phrases(cx, &heads, &names, &out);
        let affiliated = post::affiliated(cx, &names, &out);
        out.posts.extend(affiliated);
        respective::add_posts(cx, &names, &heads, &mut out);
        respective::share_places(cx, &names, &mut out);
        respective::share_plurals(cx, &names, &mut out);
        out.people = person::gather(cx, &names, &mut out.posts);
        out
    }

    fn add_plain(&mut self, hit: &Hit<'_, Entry>) {
        let words = hit.words.clone();
        match hit.payload {
            Entry::Cue(cue) => self.cues.push(CueMention { cue: *cue, words }),
            Entry::Document(kind) => {
                let covered = self.documents.last().is_some_and(|d| d.words.end >= words.end);
                if !covered {
                    self.documents.push(Noun { words, meaning: *kind, weak: hit.weak });
                }
            }
            Entry::Kind(kind) => self.kinds.push(Noun { words, meaning: *kind, weak: hit.weak }),
            Entry::EventNoun => self.events.push(words),
            Entry::Sector(index) => self.sectors.push(Noun { words, meaning: *index, weak: hit.weak }),
            Entry::Place(_) | Entry::Post { .. } => {}
        }
    }

    /// Cues of one list.
    pub(crate) fn cues_of(&self, cue: Cue) -> impl Iterator<Item = &CueMention> {
        self.cues.iter().filter(move |c| c.cue == cue)
    }

    /// Cues of any list that overlap or adjoin some words, and few others.
    pub(crate) fn beside(&self, words: &Range<usize>) -> &[CueMention] {
        let earliest = words.start.saturating_sub(self.longest_cue);
        let first = self.cues.partition_point(|c| c.words.start < earliest);
        let behind = self.cues.partition_point(|c| c.words.start <= words.end);
        &self.cues[first..behind.max(first)]
    }

    /// Cues of one list among those [beside](Self::beside) some words.
    pub(crate) fn cues_beside(&self, cue: Cue, words: &Range<usize>) -> impl Iterator<Item = &CueMention> {
        self.beside(words).iter().filter(move |c| c.cue == cue)
    }

    /// Whether a range of words holds a cue of the list.
    pub(crate) fn has_cue(&self, cue: Cue, within: &Range<usize>) -> bool {
        self.cues_beside(cue, within).any(|c| within.start <= c.words.start && c.words.end <= within.end)
    }

    /// Whether a cue of the list begins within some words, outside speech.
    pub(crate) fn tells(&self, text: &Text, cue: Cue, within: &Range<usize>) -> bool {
        self.cues_beside(cue, within)
            .any(|c| within.contains(&c.words.start) && !text.words[c.words.start].quoted)
    }

    /// The place mention that covers a word.
    pub(crate) fn place_at(&self, word: usize) -> Option<&PlaceMention> {
        self.places.get((*self.place_of_word.get(word)?)?)
    }

    /// Wanted after each change of the places.
    fn index_places(&mut self) {
        let end = self.places.iter().map(|p| p.words.end).max().unwrap_or(0);
        self.place_of_word = vec![None; end];
        for (number, place) in self.places.iter().enumerate() {
            for slot in &mut self.place_of_word[place.words.clone()] {
                *slot = slot.or(Some(number));
            }
        }
    }
}
