//! Events around a visit (a forum, a fair, an anniversary) and what is said in quotation marks.

use super::{
    fields::{Fields, Finding},
    lexicon::{Cue, is_in},
    mention::PersonId,
    nominative::capitalised,
    scene::Scene,
    text::Shape,
};
use crate::data::{Event, EventRole, Quote};
use std::ops::Range;

/// Named events, each once.
pub(crate) fn events(fields: &Fields<'_>, scene: &Scene) -> Vec<Finding<Event>> {
    let mut out: Vec<Finding<Event>> = Vec::new();
    for noun in &fields.found.events {
        let sentence = fields.cx.text.words[noun.start].sentence;
        let Some(words) = name_of(fields, noun) else { continue };
        let name = fields.cx.text.span(&words).to_owned();
        let known = out.iter().any(|e| e.value.name.contains(&name) || name.contains(&e.value.name));
        if known || scene.sentences[sentence].recalled {
            continue;
        }
        let role = role(fields, scene, sentence);
        out.push(Finding { value: Event { name, role, date: None }, sentence, confidence: 0.75 });
    }
    out
}

fn role(fields: &Fields<'_>, scene: &Scene, sentence: usize) -> EventRole {
    let view = &scene.sentences[sentence];
    match () {
        () if view.announced || view.hoped => EventRole::Planned,
        () if fields.sentence_has(sentence, Cue::Arrive) => EventRole::Visited,
        () if fields.sentence_has(sentence, Cue::Receive) => EventRole::Hosted,
        () => EventRole::Planned,
    }
}

/// The name beside or around an event's noun: in quotation marks, or a run of capitals.
pub(crate) fn name_of(fields: &Fields<'_>, noun: &Range<usize>) -> Option<Range<usize>> {
    let text = fields.cx.text;
    let marked = |w: usize| text.words.get(w).is_some_and(|w| w.in_marks);
    if marked(noun.start) || marked(noun.end) {
        let at = if marked(noun.start) { noun.start } else { noun.end };
        let start = (0..=at).rev().take_while(|w| marked(*w)).last()?;
        let end = (at..text.words.len()).take_while(|w| marked(*w)).last()? + 1;
        return Some(start..end);
    }
    let capital = |w: usize| {
        text.words.get(w).is_some_and(|w| matches!(w.shape, Shape::Title | Shape::Upper | Shape::Number))
    };
    let word = text.word(noun.start);
    if text.words[noun.start].shape == Shape::Upper && word.contains(|c: char| c.is_ascii_digit()) {
        return Some(noun.clone());
    }
    // "exhibition Astana Leisure-2015": the name stands behind.
    let behind = (noun.end..text.words.len())
        .take_while(|w| capital(*w) && text.gap_before(*w) == " " && *w - noun.end < LONGEST_NAME)
        .last()
        .map(|last| noun.end..last + 1);
    let numbered =
        |words: &Range<usize>| words.clone().any(|w| text.word(w).contains(|c: char| c.is_ascii_digit()));
    if let Some(name) = behind.filter(|name| !capital(noun.start) && (name.len() >= 2 || numbered(name))) {
        return Some(name);
    }
    let mut run = noun.clone();
    while run.start > 0 && text.gap_before(run.start) == " " && capital(run.start - 1) {
        run.start -= 1;
    }
    while capital(run.end) && text.gap_before(run.end) == " " {
        run.end += 1;
    }
    (capital(noun.start) && run.len() >= 2).then_some(run)
}

/// Longest name of an event, in words.
const LONGEST_NAME: usize = 6;

/// Longer quotations with their speaker; one whose speaker is unclear is left out.
pub(crate) fn quotes(fields: &Fields<'_>, scene: &Scene) -> Vec<Finding<Quote>> {
    let text = fields.cx.text;
    let mut out = Vec::new();
    let mut word = 0;
    while word < text.words.len() {
        if !text.words[word].quoted {
            word += 1;
            continue;
        }
        let paragraph = |w: usize| text.sentences[text.words[w].sentence].paragraph;
        let first = word;
        while word < text.words.len() && text.words[word].quoted && paragraph(word) == paragraph(first) {
            word += 1;
        }
        let span = first..word;
        if let Some(person) = speaker(fields, scene, &span) {
            let speaker = fields.found.people[person.0].name.clone();
            let words = text.span(&span).to_owned();
            let value = Quote { speaker, text: words, language: None, translated: false };
            out.push(Finding { value, sentence: text.words[first].sentence, confidence: 0.75 });
        }
    }
    out
}

/// The only person of the sides named outside quotation marks in the sentences that hold the quotation; behind
/// "she said" the one named last before it.
fn speaker(fields: &Fields<'_>, scene: &Scene, span: &Range<usize>) -> Option<PersonId> {
    let text = fields.cx.text;
    let (first, last) = (text.words[span.start].sentence, text.words[span.end - 1].sentence);
    let words = text.sentences[first].words.start..text.sentences[last].words.end;
    let says = fields
        .found
        .cues_of(Cue::Say)
        .any(|c| words.contains(&c.words.start) && !text.words[c.words.start].quoted);
    let people = || scene.sides.hosts.iter().chain(&scene.sides.guests).map(|(id, _)| *id);
    let outside = |w: usize| words.contains(&w) && !text.words[w].quoted;
    let mut named = people().filter(|id| {
        let mentions = &fields.found.people[id.0].mentions;
        let posts = fields.found.posts.iter().filter(|p| p.person == Some(*id));
        mentions.iter().map(|m| m.start).chain(posts.map(|p| p.head.start)).any(outside)
    });
    let only = named.next().filter(|_| says);
    if only.is_some() {
        return only.filter(|_| named.next().is_none());
    }
    // "…," she noted: whom the text named last.
    let pronoun = fields.found.cues_of(Cue::Pronoun).any(|c| outside(c.words.start));
    let last = people().filter(|_| says && pronoun).filter_map(|id| {
        let mentions = &fields.found.people[id.0].mentions;
        let before = mentions.iter().filter(|m| m.end <= words.start && !text.words[m.start].quoted);
        Some((before.map(|m| m.start).max()?, id))
    });
    last.max_by_key(|(at, _)| *at).map(|(_, id)| id)
}

/// What the visit is for: what follows "the purpose of the visit is" to the end of the sentence.
pub(crate) fn purpose(fields: &Fields<'_>, scene: &Scene) -> Option<Finding<String>> {
    let text = fields.cx.text;
    let stated = fields.found.cues_of(Cue::Aim).find(|c| {
        let sentence = text.words[c.words.start].sentence;
        !scene.sentences[sentence].recalled && !text.words[c.words.start].quoted
    })?;
    let sentence = text.words[stated.words.start].sentence;
    let end = text.sentences[sentence].words.end;
    let start = behind_copula(fields, stated.words.end..end).unwrap_or(stated.words.start);
    let value = capitalised(text.span(&(start..end)));
    Some(Finding { value, sentence, confidence: 0.85 })
}

/// The word behind the "is", or the dash, of "the purpose of the visit is to open a school".
fn behind_copula(fields: &Fields<'_>, words: Range<usize>) -> Option<usize> {
    const REACH: usize = 14;
    let text = fields.cx.text;
    let is = |w: usize| is_in(&fields.cx.language.grammar.copulas, text.lower_word(w));
    let mut near = words.start..words.end.min(words.start + REACH);
    let found = near.find(|w| is(*w) || text.dash_before(*w))?;
    Some(if is(found) { found + 1 } else { found }).filter(|w| *w < words.end)
}
