//! Documents between the sides, what was agreed without one, and what was promised.

use super::{
    fields::{Fields, Finding},
    lexicon::{Cue, is_in},
    scene::Scene,
};
use crate::data::{Agreement, AgreementStatus, AgreementType, Commitment, CommitmentStatus, Side};
use std::ops::Range;

/// Longest title of a document that has no name, in words.
const TITLE_WORDS: usize = 18;

/// Documents signed, agreed or planned at this visit, and plain agreements.
pub(crate) fn agreements(fields: &Fields<'_>, scene: &Scene) -> Vec<Finding<Agreement>> {
    let mut out: Vec<Finding<Agreement>> = Vec::new();
    for sentence in 0..scene.sentences.len() {
        let negated = fields.sentence_has(sentence, Cue::Negation);
        if scene.sentences[sentence].recalled || fields.cx.text.sentences[sentence].title || negated {
            continue;
        }
        let documents = in_sentence(fields, sentence);
        let status = status(fields, scene, sentence);
        match (documents.first(), status) {
            (Some((words, kind)), Some(status)) => {
                let known = out.iter().any(|f| f.value.kind == *kind && f.value.status >= status);
                if !known {
                    let confidence = if status == AgreementStatus::Signed { 0.85 } else { 0.75 };
                    out.push(finding(fields, words.start, *kind, status, sentence, confidence));
                }
            }
            (None, Some(AgreementStatus::AgreedToDraft)) if fields.sentence_has(sentence, Cue::Agree) => {
                out.extend(plain(fields, sentence))
            }
            _ => {}
        }
    }
    if out.iter().any(|f| f.confidence > 0.7) {
        out.retain(|f| f.confidence > 0.5)
    }
    out
}

/// Nouns of documents that no place, post or quotation covers.
fn in_sentence(fields: &Fields<'_>, sentence: usize) -> Vec<(Range<usize>, AgreementType)> {
    let words = &fields.cx.text.sentences[sentence].words;
    let inside = |w: usize| words.contains(&w) && !fields.cx.text.words[w].quoted;
    fields
        .found
        .documents
        .iter()
        .filter(|d| inside(d.words.start))
        .map(|d| (d.words.clone(), d.meaning))
        .collect()
}

/// How far the documents of a sentence have come; `None` where it tells nothing of that.
fn status(fields: &Fields<'_>, scene: &Scene, sentence: usize) -> Option<AgreementStatus> {
    let view = &scene.sentences[sentence];
    let has = |cue| fields.sentence_has(sentence, cue);
    if has(Cue::Agree) && !only_reported(fields, sentence) {
        return Some(AgreementStatus::AgreedToDraft);
    }
    let one_sided = [Cue::Hope, Cue::Say].into_iter().any(has);
    if has(Cue::Draft) && !one_sided && !view.hoped {
        return Some(AgreementStatus::AgreedToDraft);
    }
    if has(Cue::Sign) {
        let ahead = view.announced || is_ahead(fields, sentence);
        return Some(if ahead { AgreementStatus::Proposed } else { AgreementStatus::Signed });
    }
    None
}

/// "He said that it had been decided to renew the trams": not agreed between the sides.
fn only_reported(fields: &Fields<'_>, sentence: usize) -> bool {
    let words = &fields.cx.text.sentences[sentence].words;
    let at =
        |cue| fields.found.cues_of(cue).find(|c| words.contains(&c.words.start)).map(|c| c.words.clone());
    let (Some(agree), Some(say)) = (at(Cue::Agree), at(Cue::Say)) else { return false };
    let decided = fields.found.cues_of(Cue::Decide).any(|c| c.words.start == agree.start);
    let that = |w: usize| is_in(&fields.cx.language.grammar.that, fields.cx.text.lower_word(w));
    decided && say.end <= agree.start && (say.end..agree.start).any(that)
}

/// "to be signed", "подпишут", "предстояло подписать".
fn is_ahead(fields: &Fields<'_>, sentence: usize) -> bool {
    let text = fields.cx.text;
    let words = &text.sentences[sentence].words;
    fields.found.cues_of(Cue::Sign).filter(|c| words.contains(&c.words.start)).any(|c| {
        let verb = text.lower_word(c.words.end - 1);
        let near = c.words.start.saturating_sub(4)..c.words.end;
        let helper = near.clone().any(|w| is_in(&fields.cx.language.grammar.ahead, text.lower_word(w)));
        helper || is_in(&fields.cx.language.grammar.sign_ahead, verb)
    })
}

fn finding(
    fields: &Fields<'_>,
    noun: usize,
    kind: AgreementType,
    status: AgreementStatus,
    sentence: usize,
    confidence: f32,
) -> Finding<Agreement> {
    let language = fields.cx.language;
    let title = fields.cx.text.span(&phrase(fields, noun, sentence));
    let title = language.document_names.restore(title, &language.declension);
    let agreement = Agreement { title, kind, status, date: None, valid_until: None, signatories: Vec::new() };
    Finding { value: agreement, sentence, confidence }
}

/// The noun with the words around it up to the next comma or verb.
fn phrase(fields: &Fields<'_>, noun: usize, sentence: usize) -> Range<usize> {
    let text = fields.cx.text;
    let words = &text.sentences[sentence].words;
    let mut start = noun;
    while start > words.start
        && noun - start < 3
        && text.gap_before(start) == " "
        && is_attribute(fields, start - 1)
    {
        start -= 1;
    }
    // "a series of agreements": the number is not stated, and that is said.
    let before = fields.cx.text.lower[text.sentences[sentence].start..text.words[start].start].trim_end();
    let quantity = fields.cx.language.quantities.iter().filter(|q| {
        before.strip_suffix(q.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    if let Some(quantity) = quantity.max_by_key(|q| q.len()) {
        start -= quantity.split(' ').count();
    }
    let mut end = noun + 1;
    let ends = |end: usize| {
        end >= words.end || text.gap_before(end).contains([';', ':', '–', '—']) || is_verb(fields, end)
    };
    while !ends(end) && end - noun < TITLE_WORDS {
        end = match text.gap_before(end).contains(',') {
            false => end + 1,
            // "in health care, education and tourism" belongs to the title, what else a comma opens does not.
            true => match enumeration_end(fields, end..words.end.min(noun + TITLE_WORDS), &ends) {
                Some(end) => end,
                None => break,
            },
        };
    }
    start..end
}

/// Where an enumeration ends that goes on here: short items with commas between, the last with "and" before it.
fn enumeration_end(fields: &Fields<'_>, words: Range<usize>, ends: &dyn Fn(usize) -> bool) -> Option<usize> {
    /// Longest item, in words.
    const ITEM: usize = 4;
    let text = fields.cx.text;
    let is_and = |word: usize| is_in(&fields.cx.language.grammar.and, text.lower_word(word));
    let mut item = 0;
    for word in words.clone() {
        let comma = text.gap_before(word).contains(',');
        item = if comma { 1 } else { item + 1 };
        if item > ITEM || ends(word) {
            return None;
        }
        if is_and(word) {
            let last = word + 1;
            let more = last + 1..words.end.min(last + ITEM);
            let stop = more.into_iter().find(|w| ends(*w) || text.gap_before(*w) != " ");
            return (last < words.end && !ends(last)).then(|| stop.unwrap_or(words.end.min(last + ITEM)));
        }
    }
    None
}

fn is_attribute(fields: &Fields<'_>, word: usize) -> bool {
    let lower = fields.cx.text.lower_word(word);
    let small = &fields.cx.language.grammar.small;
    !is_in(small, lower)
        && !is_verb(fields, word)
        && fields.cx.text.words[word].shape.is_capital() == fields.cx.text.words[word + 1].shape.is_capital()
}

fn is_verb(fields: &Fields<'_>, word: usize) -> bool {
    let sign = [Cue::Sign, Cue::Agree, Cue::Say, Cue::Draft]
        .into_iter()
        .any(|cue| fields.found.cues_of(cue).any(|c| c.words.contains(&word)));
    sign || is_in(&fields.cx.language.grammar.auxiliaries, fields.cx.text.lower_word(word))
}

/// What was agreed, where no document is named.
fn plain(fields: &Fields<'_>, sentence: usize) -> Option<Finding<Agreement>> {
    let text = fields.cx.text;
    let words = &text.sentences[sentence].words;
    let cue = fields
        .found
        .cues_of(Cue::Agree)
        .find(|c| words.contains(&c.words.start) && !text.words[c.words.start].quoted)?;
    let next = text.lower_word(cue.words.end);
    // "…, the two sides agreed.": what was agreed stands before.
    let last = cue.words.end >= words.end;
    let goes_on = &fields.cx.language.grammar.agreed_on;
    let said = !last && cue.words.len() == 1 && !goes_on.is_empty() && !is_in(goes_on, next);
    if said || only_reported(fields, sentence) {
        return None;
    }
    let what = if last { words.start..cue.words.start } else { cue.words.end..words.end };
    let title = text.span(&what).to_owned();
    let agreement = Agreement {
        title: if title.is_empty() { text.passage(sentence).to_owned() } else { title },
        kind: AgreementType::Agreement,
        status: AgreementStatus::AgreedToDraft,
        date: None,
        valid_until: None,
        signatories: Vec::new(),
    };
    Some(Finding { value: agreement, sentence, confidence: 0.6 })
}

/// Promises with the side that gave them; a promise nobody can be held to is left out.
pub(crate) fn commitments(fields: &Fields<'_>, scene: &Scene) -> Vec<Finding<Commitment>> {
    let told = |s: &usize| !scene.sentences[*s].recalled && fields.sentence_has(*s, Cue::Commit);
    (0..scene.sentences.len())
        .filter(told)
        .filter_map(|sentence| {
            let owner = owner(fields, scene, sentence)?;
            let text = fields.cx.text.passage(sentence).to_owned();
            let value = Commitment { text, owner, due: None, status: CommitmentStatus::Open };
            Some(Finding { value, sentence, confidence: 0.65 })
        })
        .collect()
}

/// The side of the only people named in the sentence.
fn owner(fields: &Fields<'_>, scene: &Scene, sentence: usize) -> Option<Side> {
    let words = &fields.cx.text.sentences[sentence].words;
    let named = |people: &[(super::mention::PersonId, f32)]| {
        people
            .iter()
            .any(|(id, _)| fields.found.people[id.0].mentions.iter().any(|m| words.contains(&m.start)))
    };
    match (named(&scene.sides.hosts), named(&scene.sides.guests)) {
        (true, false) => Some(Side::Host),
        (false, true) => Some(Side::Guest),
        _ => None,
    }
}
