//! What all readers of single fields share: the text, its mentions, and which words are masked.

use super::{
    lexicon::{Cue, is_in},
    mention::{Context, Mentions},
    text::Shape,
};

/// A value with the sentence it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding<T> {
    /// The value.
    pub value: T,
    /// Sentence.
    pub sentence: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// Text and mentions for the readers of fields.
pub(crate) struct Fields<'a> {
    /// Text, language, lists.
    pub cx: Context<'a>,
    /// Mentions.
    pub found: &'a Mentions,
}

impl Fields<'_> {
    /// Whether a sentence holds a cue outside quoted speech.
    pub(crate) fn sentence_has(&self, sentence: usize, cue: Cue) -> bool {
        let words = &self.cx.text.sentences[sentence].words;
        self.found
            .cues_beside(cue, words)
            .any(|c| words.contains(&c.words.start) && !self.cx.text.words[c.words.start].quoted)
    }

    /// Words that name officials, bodies, events or places and so say nothing of the talks.
    pub(crate) fn masked_words(&self) -> Vec<bool> {
        let text = self.cx.text;
        let mut masked = vec![false; text.words.len()];
        let mut mask = |range: std::ops::Range<usize>| masked[range].iter_mut().for_each(|m| *m = true);
        for post in &self.found.posts {
            mask(post.extent());
            mask(post.complement.clone());
        }
        self.found.people.iter().flat_map(|p| &p.mentions).for_each(|m| mask(m.clone()));
        self.found.places.iter().for_each(|p| mask(p.words.clone()));
        self.bodies().into_iter().for_each(&mut mask);
        self.offices().into_iter().for_each(&mut mask);
        self.found.cues_of(Cue::NoSubject).for_each(|c| mask(c.words.clone()));
        let named = |e: &&std::ops::Range<usize>| super::event::name_of(self, e).is_some();
        self.found.events.iter().filter(named).for_each(|e| mask(self.event_words(e)));
        for (i, word) in text.words.iter().enumerate() {
            masked[i] |= word.in_marks;
        }
        masked
    }

    /// An event's noun with the two words before it: "tourism exhibition", "инновационный саммит".
    fn event_words(&self, noun: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let mut start = noun.start;
        while start > 0 && noun.start - start < 2 && self.cx.text.gap_before(start) == " " {
            start -= 1;
        }
        start..noun.end
    }

    /// Nouns of offices ("department", "министерство") with what they are of: no subject of the talks.
    fn offices(&self) -> Vec<std::ops::Range<usize>> {
        let text = self.cx.text;
        let rules = &self.cx.language.offices;
        let is_office = |w: usize| rules.nouns.iter().any(|n| text.lower_word(w).starts_with(n.as_str()));
        let goes_on = |w: usize| {
            let word = text.lower_word(w);
            let verb = self.found.cues.iter().any(|c| {
                c.words.contains(&w)
                    && matches!(
                        c.cue,
                        Cue::Say
                            | Cue::Sign
                            | Cue::Agree
                            | Cue::Meet
                            | Cue::Arrive
                            | Cue::Receive
                            | Cue::Draft
                    )
            });
            !verb
                && !is_in(&rules.stops, word)
                && !rules.no_complement.iter().any(|e| word.ends_with(e.as_str()))
        };
        let mut out = Vec::new();
        for noun in (0..text.words.len()).filter(|w| is_office(*w)) {
            let (mut start, mut end) = (noun, noun + 1);
            while start > 0
                && noun - start < rules.before
                && [" ", ", "].contains(&text.gap_before(start))
                && goes_on(start - 1)
                && (text.gap_before(start) == " " || rules.lists_before)
                && self.is_office_attribute(start - 1)
            {
                start -= 1;
            }
            while end < text.words.len()
                && end - noun <= rules.behind
                && (text.gap_before(end) == " " || text.gap_before(end) == ", " && end > noun + 1)
                && goes_on(end)
            {
                end += 1;
            }
            out.push(start..end);
        }
        out
    }

    /// What may stand before the noun of an office: in Russian only adjectives.
    fn is_office_attribute(&self, word: usize) -> bool {
        let ends = &self.cx.language.offices.attributes;
        ends.is_empty() || ends.iter().any(|e| self.cx.text.lower_word(word).ends_with(e.as_str()))
    }

    /// Runs of capitalised words that hold a word of organisations.
    pub(crate) fn bodies(&self) -> Vec<std::ops::Range<usize>> {
        let text = self.cx.text;
        let small = ["of", "and", "for", "the", "on", "по", "и"];
        let mut out = Vec::new();
        let mut at = 0;
        while at < text.words.len() {
            let begins = matches!(text.words[at].shape, Shape::Title | Shape::Upper) && !text.in_capitals(at);
            let mut end = at + 1;
            let mut last = end;
            while begins
                && end < text.words.len()
                && text.gap_before(end) == " "
                && text.words[end].sentence == text.words[at].sentence
            {
                let capital = text.words[end].shape.is_capital() || text.words[end].shape == Shape::Number;
                if !capital && !small.contains(&text.lower_word(end)) {
                    break;
                }
                end += 1;
                if capital {
                    last = end;
                }
            }
            let body = begins
                && last - at >= 2
                && (at..last).any(|w| self.cx.language.is_organisation(text.lower_word(w)));
            if body {
                out.push(at..last);
                at = last;
            } else {
                at += 1;
            }
        }
        out
    }
}
