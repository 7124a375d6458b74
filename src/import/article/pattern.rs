//! The notation of word lists, and one automaton that finds all of them in a text in one pass.
//!
//! The notation is that of the table of sectors: a plain stem matches at the start of a word; `=` marks a
//! whole word or phrase, `^` an acronym whose capitals count, `~` a weak entry; `* ` stands for any ending
//! before the next word. Knows nothing of what the entries mean. Start with [`Matcher`].

use super::text::{Text, is_word_letter};
use aho_corasick::{AhoCorasick, BuildError};
use std::{borrow::Cow, ops::Range};

/// One entry of a word list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Literal pieces; between two of them stands any ending and a space.
    pieces: Vec<String>,
    whole: bool,
    cased: bool,
    /// Whether the entry is weak.
    pub weak: bool,
}

impl Pattern {
    /// Reads an entry; `None` where nothing but marks is left.
    pub(crate) fn parse(entry: &str) -> Option<Self> {
        let mut rest = entry.trim();
        let (mut whole, mut cased, mut weak) = (false, false, false);
        while let Some(mark) = rest.chars().next().filter(|c| "=^~".contains(*c)) {
            whole |= mark != '~';
            cased |= mark == '^';
            weak |= mark == '~';
            rest = rest[1..].trim_start();
        }
        let text = if cased { rest.to_owned() } else { super::text::lower_in_place(rest) };
        let pieces: Vec<String> = text.split("* ").map(str::to_owned).collect();
        let usable = pieces.iter().all(|p| !p.trim().is_empty());
        usable.then_some(Self { pieces, whole, cased, weak })
    }

    /// A whole phrase, as names of places are; the capitals of an acronym count.
    pub(crate) fn phrase(text: &str) -> Self {
        let cased = text.chars().count() <= 5 && text.chars().all(char::is_uppercase);
        let piece = if cased { text.to_owned() } else { super::text::lower_in_place(text) };
        Self { pieces: vec![piece], whole: true, cased, weak: false }
    }

    /// A stem.
    pub(crate) fn stem(text: &str) -> Self {
        Self { whole: false, ..Self::phrase(text) }
    }

    /// What the automaton looks for, in lower case.
    fn literal(&self) -> Cow<'_, str> {
        match self.cased {
            true => Cow::Owned(super::text::lower_in_place(&self.pieces[0])),
            false => Cow::Borrowed(&self.pieces[0]),
        }
    }

    /// End of the match that begins at byte `start`.
    fn end_at(&self, text: &Text, start: usize) -> Option<usize> {
        let hay = if self.cased { &text.raw } else { &text.lower };
        let mut at = start;
        for (i, piece) in self.pieces.iter().enumerate() {
            at += hay.get(at..)?.starts_with(piece.as_str()).then_some(piece.len())?;
            if i + 1 < self.pieces.len() {
                at += ending(&hay[at..]);
                at += hay[at..].starts_with(' ').then_some(1)?;
            }
        }
        let tail = ending(&hay[at..]);
        (!self.whole || tail == 0).then_some(at + tail)
    }
}

/// Length of the letters and digits at the start.
fn ending(text: &str) -> usize {
    text.char_indices().find(|(_, c)| !is_word_letter(*c)).map_or(text.len(), |(at, _)| at)
}

/// A match: words, payload of the entry.
#[derive(Clone, Debug)]
pub(crate) struct Hit<'m, T> {
    /// Words covered.
    pub words: Range<usize>,
    /// First byte.
    pub start: usize,
    /// Bytes of the last word that the entry did not name, when it is a stem: the ending.
    pub bytes: Range<usize>,
    /// What the entry stands for.
    pub payload: &'m T,
    /// Whether the entry is weak.
    pub weak: bool,
}

/// All entries of all lists of a language.
#[derive(Debug)]
pub(crate) struct Matcher<T> {
    automaton: AhoCorasick,
    /// Entries, those of one literal together: the automaton knows each literal once.
    entries: Vec<(Pattern, T)>,
    /// Where the entries of each literal begin.
    starts: Vec<usize>,
}

impl<T> Matcher<T> {
    /// Builds the automaton.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Pattern, T)>) -> Result<Self, BuildError> {
        let mut all: Vec<(Pattern, T)> = entries.into_iter().collect();
        // Those of one literal stay in the order of the lists.
        all.sort_by(|(a, _), (b, _)| a.literal().cmp(&b.literal()));
        let mut starts: Vec<usize> = Vec::new();
        let mut literals: Vec<Cow<'_, str>> = Vec::new();
        for (number, (pattern, _)) in all.iter().enumerate() {
            let literal = pattern.literal();
            if literals.last() != Some(&literal) {
                starts.push(number);
                literals.push(literal);
            }
        }
        let automaton = AhoCorasick::builder().build(literals.iter().map(|l| l.as_bytes()))?;
        starts.push(all.len());
        Ok(Self { automaton, starts, entries: all })
    }

    /// Every match that begins where a word, or a part of a hyphenated word, begins.
    pub(crate) fn find(&self, text: &Text) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        for found in self.automaton.find_overlapping_iter(&text.lower) {
            let start = found.start();
            if text.lower[..start].ends_with(is_word_letter) {
                continue;
            }
            let literal = found.pattern().as_usize();
            for (pattern, payload) in &self.entries[self.starts[literal]..self.starts[literal + 1]] {
                if let Some(end) = pattern.end_at(text, start) {
                    let last = text.lower[..end].trim_end_matches(|c: char| !is_word_letter(c)).len();
                    let words = text.word_at(start)..text.word_at(last.saturating_sub(1)) + 1;
                    let bytes = found.end()..end;
                    hits.push(Hit { start, words, bytes, payload, weak: pattern.weak });
                }
            }
        }
        hits.sort_by_key(|h| (h.words.start, std::cmp::Reverse(h.words.end)));
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::article::text::Plain;

    fn found(entry: &str, body: &str) -> Vec<String> {
        let matcher = Matcher::new([(Pattern::parse(entry).unwrap(), ())]).unwrap();
        let text = Text::new(None, body, &Plain);
        matcher.find(&text).into_iter().map(|h| text.span(&h.words).to_owned()).collect()
    }

    #[test]
    fn a_plain_stem_matches_at_the_start_of_a_word_or_of_its_part() {
        assert_eq!(found("эконом", "Торгово-экономическое дело, неэкономно"), ["Торгово-экономическое"]);
    }

    #[test]
    fn marks_ask_for_whole_words_and_capitals() {
        assert_eq!(found("=port", "port, ports, export"), ["port"]);
        assert_eq!(found("^IT", "IT or it"), ["IT"]);
    }

    #[test]
    fn a_star_stands_for_any_ending() {
        assert_eq!(found("сельск* хозяйств", "в сельском хозяйстве"), ["сельском хозяйстве"]);
        assert!(found("сельск* хозяйств", "сельское лесное хозяйство").is_empty());
    }

    #[test]
    fn odd_entries_are_refused() {
        assert!(Pattern::parse("=").is_none() && Pattern::parse("  ").is_none());
    }
}
