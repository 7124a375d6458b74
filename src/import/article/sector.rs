//! Which fields of cooperation the talks concern, and how they came up.
//!
//! Titles of officials, names of bodies, events and places are masked first: the committee's name is no
//! subject of the talks. Start with [`find`].

use super::{
    fields::{Fields, Finding},
    lexicon::Cue,
    scene::Scene,
};
use crate::data::{AccountSector, SectorRole};
use std::collections::BTreeMap;

/// Sectors with the sentence and confidence of each, in the order of the table.
pub(crate) fn find(fields: &Fields<'_>, scene: &Scene) -> Vec<Finding<AccountSector>> {
    let masked = fields.masked_words();
    let mut best: BTreeMap<usize, (SectorRole, usize, f32)> = BTreeMap::new();
    for noun in &fields.found.sectors {
        let sentence = fields.cx.text.words[noun.words.start].sentence;
        let view = &scene.sentences[sentence];
        if view.recalled && tells_visit(fields, sentence)
            || noun.words.clone().all(|w| masked[w])
            || alone(fields, noun, sentence)
        {
            continue;
        }
        let quoted = fields.cx.text.words[noun.words.start].quoted;
        if aside(fields, sentence, quoted) || makes_up_delegation(fields, sentence) {
            continue;
        }
        let role = role_in(fields, sentence);
        let told = fields.sentence_has(sentence, Cue::Scope);
        let confidence = if told { 0.85 } else { 0.6 };
        let entry = best.entry(noun.meaning).or_insert((role, sentence, confidence));
        if role > entry.0 || confidence > entry.2 {
            *entry = (entry.0.max(role), sentence, entry.2.max(confidence));
        }
    }
    best.into_iter()
        .filter_map(|(index, (role, sentence, confidence))| {
            let id = fields.cx.lexicon.sector(index)?.id.clone();
            Some(Finding { value: AccountSector { id, role }, sentence, confidence })
        })
        .collect()
}

/// Whether a sentence tells of a visit or a document; what is remembered of figures ("last year trade grew by half") is
/// a subject of the talks all the same.
fn tells_visit(fields: &Fields<'_>, sentence: usize) -> bool {
    let cues =
        [Cue::Arrive, Cue::Receive, Cue::ReceivedBy, Cue::Meet, Cue::Sign, Cue::Agree, Cue::Delegation];
    cues.into_iter().any(|cue| fields.sentence_has(sentence, cue))
}

/// Sights that were shown, journeys, lines of a menu, and what is only said in a quotation, are no subject of the
/// talks unless a word such as "cooperation" stands beside them.
fn aside(fields: &Fields<'_>, sentence: usize, quoted: bool) -> bool {
    const MENU_WORDS: usize = 2;
    let words = &fields.cx.text.sentences[sentence].words;
    let subject = fields.found.cues_of(Cue::Scope).any(|c| words.contains(&c.words.start));
    let moving =
        [Cue::Sight, Cue::SetOff, Cue::Depart].into_iter().any(|cue| fields.sentence_has(sentence, cue));
    let listed = fields.cx.text.passage(sentence).starts_with(['-', '–', '—', '•', '*']);
    let menu = words.len() <= MENU_WORDS && !listed;
    !subject && (quoted || moving || menu)
}

/// "The delegation includes hoteliers": who came is no subject of the talks.
fn makes_up_delegation(fields: &Fields<'_>, sentence: usize) -> bool {
    let talked = [Cue::Agree, Cue::Sign, Cue::Meet].into_iter().any(|cue| fields.sentence_has(sentence, cue));
    fields.sentence_has(sentence, Cue::Member) && !talked
}

/// A weak stem counts only beside a strong one of its sector.
fn alone(fields: &Fields<'_>, noun: &super::mention::Noun<usize>, _sentence: usize) -> bool {
    noun.weak && !fields.found.sectors.iter().any(|s| s.meaning == noun.meaning && !s.weak)
}

fn role_in(fields: &Fields<'_>, sentence: usize) -> SectorRole {
    let document =
        fields.found.documents.iter().any(|d| fields.cx.text.words[d.words.start].sentence == sentence);
    match () {
        () if document && fields.sentence_has(sentence, Cue::Sign) => SectorRole::Signed,
        () if fields.sentence_has(sentence, Cue::Agree) => SectorRole::Agreed,
        () if fields.sentence_has(sentence, Cue::Purpose) => SectorRole::Purpose,
        () => SectorRole::Discussed,
    }
}
