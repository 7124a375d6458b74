//! Runs of words that look like a person's name.
//!
//! A run alone is not a person: [`super::post`] joins it with a post, [`super::person`] makes people of them.

use super::{Context, CueMention, PlaceMention, post::Head};
use crate::{
    data::Locale,
    import::article::{
        case::Case,
        lexicon::{Cue, is_in},
        text::Shape,
    },
};
use std::ops::Range;

/// Longest name in words, particles aside.
const LONGEST: usize = 4;
/// The same with particles.
const LONGEST_WITH_PARTICLES: usize = 7;
/// Length of a name in a sentence of capitals.
const CAPITALS: usize = 2;

/// Finds names in a text.
pub(super) struct Names<'a> {
    cx: Context<'a>,
    /// Words that belong to places or posts and so to no name.
    taken: Vec<bool>,
    /// Words behind which a name may begin in a sentence of capitals: posts and titles such as "Mr".
    leads: Vec<bool>,
}

impl<'a> Names<'a> {
    /// Prepares the finder.
    pub(super) fn new(cx: Context<'a>, places: &[PlaceMention], heads: &[Head], cues: &[CueMention]) -> Self {
        let mut taken = vec![false; cx.text.words.len()];
        // "Ержан Нұрбеков Қонаевта": where somebody is, behind a surname.
        let behind_surname = |p: &PlaceMention| {
            let before = p.words.start.checked_sub(1).map_or("", |w| cx.text.lower_word(w));
            cx.language.locale == Locale::Kk
                && p.cases.any(&[Case::Dative, Case::Locative, Case::Ablative])
                && cx.language.surname_endings.iter().any(|e| before.ends_with(e.as_str()))
        };
        let names_place = |p: &&PlaceMention| !p.weak || p.words.len() > 1 || behind_surname(p);
        let strong = places.iter().filter(names_place).map(|p| &p.words);
        for words in strong.chain(heads.iter().map(|h| &h.words)) {
            taken[words.clone()].iter_mut().for_each(|t| *t = true);
        }
        let mut leads = vec![false; cx.text.words.len()];
        heads.iter().for_each(|h| leads[h.words.end - 1] = true);
        for cue in cues {
            if cue.cue == Cue::Honorific {
                leads[cue.words.end - 1] = true;
            }
            // Capitals tell nothing in a sentence of capitals: words of the lists are no names there.
            let caps = cx.text.in_capitals(cue.words.start);
            taken[cue.words.clone()].iter_mut().for_each(|t| *t |= caps);
        }
        Self { cx, taken, leads }
    }

    /// Whether the word can be part of a name.
    fn can_be_name(&self, word: usize) -> bool {
        let text = self.cx.text;
        let Some(w) = text.words.get(word) else { return false };
        let lower = text.lower_word(word);
        let shape = match w.shape {
            Shape::Title | Shape::Initial => true,
            Shape::Upper => w.end - w.start > 3,
            Shape::Lower => self.is_behind_article(word),
            Shape::Number => false,
        };
        let given = self.is_before_hyphenated(word) && self.cx.language.name_styles.is_family(lower);
        shape
            && !self.taken[word]
            && (given
                || !self.cx.language.is_organisation(lower)
                    && (!self.cx.language.is_common(lower)
                        || self.is_month_as_name(word)
                        || self.is_glued_initial(word)))
    }

    /// "A.Mambetkulov", "провинции У Сяолуном": an initial or a family name of one letter, which is a word as well.
    fn is_glued_initial(&self, word: usize) -> bool {
        let text = self.cx.text;
        let begins = text.sentences[text.words[word].sentence].words.start == word;
        let family = || {
            text.gap_before(word + 1) == " "
                && !begins
                && self.cx.language.name_styles.is_family(text.lower_word(word))
        };
        text.words[word].shape == Shape::Initial
            && (text.gap_before(word + 1) == "." || family())
            && text.words.get(word + 1).is_some_and(|w| w.shape == Shape::Title)
    }

    /// "Councillor June Hartley": a month behind a title and before a surname.
    fn is_month_as_name(&self, word: usize) -> bool {
        let text = self.cx.text;
        let surname = text.words.get(word + 1).is_some_and(|w| w.shape == Shape::Title)
            && text.gap_before(word + 1) == " "
            && !self.cx.language.is_common(text.lower_word(word + 1));
        word > 0
            && self.leads[word - 1]
            && surname
            && self.cx.language.calendar.month(text.lower_word(word)).is_some()
    }

    /// "аль-Масри": a name that an Arabic article leads.
    fn is_behind_article(&self, word: usize) -> bool {
        let parts = self.cx.text.word(word).split_once('-');
        parts.is_some_and(|(article, name)| {
            name.starts_with(char::is_uppercase) && is_in(&self.cx.language.grammar.name_articles, article)
        })
    }

    fn is_particle(&self, word: usize) -> bool {
        is_in(&self.cx.language.grammar.name_particles, self.cx.text.lower_word(word))
    }

    /// "Park Jae-hoon": the given name behind a Korean family name, which may be a word as well.
    fn is_before_hyphenated(&self, word: usize) -> bool {
        let text = self.cx.text;
        let next = text.word(word + 1);
        text.gap_before(word + 1) == " "
            && text.words.get(word + 1).is_some_and(|w| w.shape == Shape::Title)
            && next.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase))
    }

    /// The name that begins at a word: two to four words, or an initial and a surname.
    pub(super) fn starting_at(&self, start: usize) -> Option<Range<usize>> {
        let end = self.run_end(start)?;
        let text = self.cx.text;
        // "Ш. Уәлиханов атындағы университет", "театр имени Абая": what is named after somebody.
        let memorial = |word: usize| is_in(&self.cx.language.grammar.memorial, text.lower_word(word));
        if start > 0 && memorial(start - 1) || self.cx.language.locale == Locale::Kk && memorial(end) {
            return None;
        }
        // "West Kaz Invest" among Cyrillic words is nobody.
        let foreign = text.word(start).is_ascii() && self.cx.language.locale != Locale::En;
        if foreign || self.is_of_institution(start, end) {
            return None;
        }
        if text.in_capitals(start) {
            let led = start > 0 && self.leads[start - 1];
            let known = self.is_first_name(start);
            return (led || known)
                .then_some(start..end.min(start + CAPITALS))
                .filter(|n| n.len() == CAPITALS);
        }
        let begins = text.sentences[text.words[start].sentence].words.start == start;
        let led = begins && end - start >= 3 && !self.is_first_name(start) && self.is_first_name(start + 1);
        if led {
            return None;
        }
        if end == start + 1 && self.is_first_name(start) && self.is_small_surname(end) {
            return Some(start..end + 1);
        }
        let full = (start..end).filter(|i| text.words[*i].shape != Shape::Initial).count();
        (end - start >= 2 && full >= 1).then_some(start..end)
    }

    /// "Dr. Cecilio Putong National High School": an institution that is named after somebody.
    fn is_of_institution(&self, start: usize, end: usize) -> bool {
        let text = self.cx.text;
        let post = start > 0 && self.leads[start - 1] && text.gap_before(start) == " ";
        self.cx.language.locale == Locale::En
            && !post
            && !text.sentences[text.words[start].sentence].title
            && text.words.get(end).is_some_and(|w| w.shape == Shape::Title)
            && text.gap_before(end) == " "
            && self.cx.language.is_organisation(text.lower_word(end))
    }

    /// "Виктор подгорбунов": a surname that a careless hand wrote small.
    fn is_small_surname(&self, word: usize) -> bool {
        let text = self.cx.text;
        let Some(w) = text.words.get(word) else { return false };
        let lower = text.lower_word(word);
        let ends = self.cx.language.surname_endings.iter().any(|e| lower.ends_with(e.as_str()));
        w.shape == Shape::Lower
            && text.gap_before(word) == " "
            && lower.chars().count() > 4
            && ends
            && !self.taken[word]
    }

    /// A single capitalised word that can be a surname.
    pub(super) fn surname_at(&self, word: usize) -> Option<Range<usize>> {
        let shape = self.cx.text.words.get(word)?.shape;
        if self.cx.text.in_capitals(word) && !(word > 0 && self.leads[word - 1]) {
            return None;
        }
        let alone = self.run_end(word)? == word + 1;
        (alone && matches!(shape, Shape::Title | Shape::Upper)).then_some(word..word + 1)
    }

    fn run_end(&self, start: usize) -> Option<usize> {
        if !self.can_be_name(start) {
            return None;
        }
        let mut end = start + 1;
        while self.goes_on(end) && !self.begins_another(start, end) {
            end += 1;
            let particles = (start..end).filter(|w| self.is_particle(*w)).count();
            if end - start - particles >= LONGEST || end - start >= LONGEST_WITH_PARTICLES {
                break;
            }
        }
        Some(end)
    }

    /// A first name behind two words begins another person's name, unless all of them are first names, or a particle
    /// leads to it ("Ahmed bin Salim", "Mahmoud Juma Mussa").
    fn begins_another(&self, start: usize, word: usize) -> bool {
        let initial = |w: usize| self.cx.text.words[w].shape == Shape::Initial;
        let own = (start..word).all(|w| self.is_first_name(w)) || (start..word).all(initial);
        let joined = self.is_particle(word - 1) || own;
        // "Hamid Rezai Fakhri": with nothing behind it a first name ends the name.
        let alone = !self.can_be_name(word + 1) || self.cx.text.gap_before(word + 1) != " ";
        word - start >= 2 && self.is_first_name(word) && !joined && !alone
    }

    fn goes_on(&self, word: usize) -> bool {
        let text = self.cx.text;
        let gap = text.gap_before(word);
        let after_initial = text.words.get(word - 1).is_some_and(|w| w.shape == Shape::Initial);
        let same = text.words.get(word).is_some_and(|w| w.sentence == text.words[word - 1].sentence);
        let joined = gap == " " || (after_initial && gap.trim() == ".");
        let particle = self.is_particle(word) && self.can_be_name(word + 1);
        same && joined && (self.can_be_name(word) || particle)
    }

    /// Whether a first name of the lists stands there.
    pub(super) fn is_first_name(&self, word: usize) -> bool {
        let text = self.cx.text;
        // "НАНА" alone among small letters is no Нана.
        let upper = |w: usize| text.words.get(w).is_some_and(|x| x.shape == Shape::Upper);
        let acronym = upper(word) && !upper(word + 1) && !text.in_capitals(word);
        self.can_be_name(word) && !acronym && self.cx.language.first_name(text.word(word)).is_some()
    }

    /// The name that ends before a word and begins after a comma, a stop or a small word.
    pub(super) fn ending_at(&self, end: usize) -> Option<Range<usize>> {
        let earliest = end.saturating_sub(LONGEST_WITH_PARTICLES);
        (earliest..end).find_map(|start| {
            let before = start.checked_sub(1).is_some_and(|b| self.goes_on(start) && self.can_be_name(b));
            self.starting_at(start).filter(|name| name.end == end && !before)
        })
    }
}
