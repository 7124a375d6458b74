//! The notation of word lists, and one table that finds all of them in a text in one pass.
//!
//! The notation is that of the table of sectors: a plain stem matches at the start of a word; `=` marks a
//! whole word or phrase, `^` an acronym whose capitals count, `~` a weak entry; `* ` stands for any ending
//! before the next word. Knows nothing of what the entries mean. Start with [`Matcher`].

use super::text::{Text, is_word_letter};
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

    /// What the table holds, in lower case.
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
///
/// Entries match only where a word begins. So a sorted table answers what an automaton would (the longest literal that
/// a text goes on with lies next to the text in the order, shorter ones are its beginnings) and is ready in a fraction
/// of the time that building the automaton takes, which was half of the time of reading one clipping.
#[derive(Debug)]
pub(crate) struct Matcher<T> {
    /// Entries, those of one literal together.
    entries: Vec<(Pattern, T)>,
    literals: Vec<Literal>,
    /// The first bytes of each literal: most comparisons need no look at the letters.
    heads: Vec<u64>,
    /// Every so many-th of them: few enough to stay in the processor's cache.
    steps: Vec<u64>,
    /// All literals one behind the other.
    letters: String,
}

/// What one or several entries begin with.
#[derive(Debug)]
struct Literal {
    /// Bytes in `letters`.
    letters: Range<u32>,
    /// Its first entry; those up to the next literal's first are its own.
    first: u32,
    /// The longest literal that it begins with.
    shorter: Option<u32>,
}

/// How many heads one of [`Matcher::steps`] stands for.
const STEP: usize = 64;

/// The first eight bytes as a number that is in order as texts are.
fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let n = text.len().min(8);
    bytes[..n].copy_from_slice(&text.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
}

impl<T> Matcher<T> {
    /// Builds the table.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Pattern, T)>) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut all: Vec<(u64, (Pattern, T))> =
            entries.into_iter().map(|entry| (head(&entry.0.literal()), entry)).collect();
        // Those of one literal stay in the order of the lists.
        all.sort_by(|(a, (p, _)), (b, (q, _))| a.cmp(b).then_with(|| p.literal().cmp(&q.literal())));
        let mut table = Self {
            entries: Vec::new(),
            literals: Vec::new(),
            heads: Vec::new(),
            steps: Vec::new(),
            letters: String::new(),
        };
        // Literals that the present one may begin with, each a beginning of the next.
        let mut open: Vec<u32> = Vec::new();
        for (first, (head, (pattern, _))) in all.iter().enumerate() {
            let literal = pattern.literal();
            if table.literals.last().is_some_and(|l| table.text(l) == literal) {
                continue;
            }
            while open.pop_if(|l| !literal.starts_with(table.text(&table.literals[*l as usize]))).is_some() {}
            let start = number(table.letters.len());
            table.letters.push_str(&literal);
            let letters = start..number(table.letters.len());
            let shorter = open.last().copied();
            open.push(number(table.literals.len()));
            table.literals.push(Literal { letters, first: number(first), shorter });
            table.heads.push(*head);
        }
        table.steps = table.heads.iter().step_by(STEP).copied().collect();
        table.entries = all.into_iter().map(|(_, entry)| entry).collect();
        table
    }

    fn text(&self, literal: &Literal) -> &str {
        &self.letters[literal.letters.start as usize..literal.letters.end as usize]
    }

    /// The first literal whose head is not less.
    fn first_from(&self, wanted: u64) -> usize {
        let block = self.steps.partition_point(|h| *h < wanted).saturating_sub(1) * STEP;
        let end = (block + STEP + 1).min(self.heads.len());
        block + self.heads[block.min(end)..end].partition_point(|h| *h < wanted)
    }

    /// Entries of the literals that a text begins with, each with the literal's length in bytes.
    fn at_start<'m>(&'m self, text: &str) -> impl Iterator<Item = (usize, &'m [(Pattern, T)])> {
        let wanted = head(text);
        let first = self.first_from(wanted);
        let mut behind = first + 1;
        while self.heads.get(behind) == Some(&wanted) {
            behind += behind - first;
        }
        let alike = first..behind.min(self.heads.len());
        let same = self.heads[alike.clone()].partition_point(|h| *h == wanted);
        let alike = first..first + same;
        let next = first + self.literals[alike].partition_point(|l| self.text(l) <= text);
        let chain = std::iter::successors(next.checked_sub(1), |number| {
            self.literals[*number].shorter.map(|shorter| shorter as usize)
        });
        chain.filter(|number| text.starts_with(self.text(&self.literals[*number]))).map(|number| {
            let end = self.literals.get(number + 1).map_or(self.entries.len(), |l| l.first as usize);
            let literal = &self.literals[number];
            (self.text(literal).len(), &self.entries[literal.first as usize..end])
        })
    }

    /// Every match that begins where a word, or a part of a hyphenated word, begins.
    pub(crate) fn find(&self, text: &Text) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        let mut inside = false;
        for (start, c) in text.lower.char_indices() {
            let begins = !inside && c != ' ';
            inside = is_word_letter(c);
            if !begins {
                continue;
            }
            for (length, entries) in self.at_start(&text.lower[start..]) {
                for (pattern, payload) in entries {
                    if let Some(end) = pattern.end_at(text, start) {
                        let last = text.lower[..end].trim_end_matches(|c: char| !is_word_letter(c)).len();
                        let words = text.word_at(start)..text.word_at(last.saturating_sub(1)) + 1;
                        let bytes = start + length..end;
                        hits.push(Hit { start, words, bytes, payload, weak: pattern.weak });
                    }
                }
            }
        }
        hits.sort_by_key(|h| (h.words.start, std::cmp::Reverse(h.words.end), h.bytes.start, h.start));
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::article::text::Plain;

    fn found(entry: &str, body: &str) -> Vec<String> {
        let matcher = Matcher::new([(Pattern::parse(entry).unwrap(), ())]);
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
    fn longer_and_shorter_entries_are_all_found() {
        let entries = ["мэр", "=мэр", "мэри", "=мэр города", "м", "мэр города астаны", "город", "=я"];
        let matcher = Matcher::new(entries.iter().map(|e| (Pattern::parse(e).unwrap(), *e)));
        let text = Text::new(None, "Мэр города Омска", &Plain);
        let found: Vec<&str> = matcher.find(&text).into_iter().map(|h| *h.payload).collect();
        assert_eq!(found, ["=мэр города", "м", "мэр", "=мэр", "город"]);
    }

    #[test]
    fn entries_are_found_among_many() {
        let many: Vec<String> = (0..1000).map(|n| format!("=город{n}")).collect();
        let matcher = Matcher::new(many.iter().map(|e| (Pattern::parse(e).unwrap(), e.as_str())));
        for n in [0, 1, 63, 64, 65, 500, 999] {
            let text = Text::new(None, &format!("в город{n} и городок"), &Plain);
            let found: Vec<&str> = matcher.find(&text).into_iter().map(|h| *h.payload).collect();
            assert_eq!(found, [format!("=город{n}")]);
        }
    }

    #[test]
    fn odd_entries_are_refused() {
        assert!(Pattern::parse("=").is_none() && Pattern::parse("  ").is_none());
    }
}
