//! Source notes: one per source, whatever number of facts it bears out.

use super::wording::Wording;
use crate::data::{Account, AccountId, AccountRecord, Locale, Source, SourceKind, VisitRecord};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Most passages that one note quotes, and the longest of each in characters: a note shows where to look,
/// the store keeps all.
const PASSAGES: usize = 2;
const LONGEST_PASSAGE: usize = 240;

/// A source as a note names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceNote {
    /// Number by which facts refer to it, from 1.
    pub number: u32,
    /// Publisher as it calls itself.
    pub publisher: String,
    /// The outlet it was read in, where that is not the publisher.
    pub via: Option<String>,
    /// Title of the text.
    pub title: Option<Wording>,
    /// Date of publication, ISO 8601 to the known precision.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Rows of a register that are used.
    pub rows: Vec<u32>,
    /// Passages behind its facts, where the reader of the text kept them.
    pub passages: Vec<Wording>,
}

/// Numbers of notes by account.
#[derive(Debug, Default)]
pub(super) struct Notes {
    numbers: BTreeMap<AccountId, u32>,
    sources: Vec<SourceNote>,
    /// Numbers in the order in which they were first cited.
    cited: RefCell<Vec<u32>>,
}

impl Notes {
    /// Numbers the sources of visits in the order in which they come.
    pub fn of<'a>(visits: impl IntoIterator<Item = &'a VisitRecord>, report: Locale) -> Self {
        let mut notes = Self::default();
        let mut known: BTreeMap<(String, String, String), u32> = BTreeMap::new();
        for record in visits {
            for account in &record.accounts {
                let next = notes.sources.len() as u32 + 1;
                let number = *known.entry(key(&account.account.source)).or_insert(next);
                if number == next {
                    notes.sources.push(describe(&account.account, number, report));
                }
                notes.numbers.insert(account.id, number);
                notes.add_place(number, account);
                notes.quote(number, &account.account, report);
            }
        }
        notes
    }

    /// Notes for a set of accounts, each once: publications first, since a register only repeats them.
    pub fn cite(&self, accounts: &[AccountId]) -> Vec<u32> {
        let is_register = |number: u32| !self.sources[number as usize - 1].rows.is_empty();
        let mut numbers: Vec<u32> = accounts.iter().filter_map(|a| self.numbers.get(a).copied()).collect();
        numbers.sort_by_key(|number| (is_register(*number), *number));
        numbers.dedup();
        let mut cited = self.cited.borrow_mut();
        let new: Vec<u32> = numbers.iter().copied().filter(|n| !cited.contains(n)).collect();
        cited.extend(new);
        numbers
    }

    /// Notes for all accounts of a visit.
    pub fn cite_all(&self, record: &VisitRecord) -> Vec<u32> {
        self.cite(&record.accounts.iter().map(|a| a.id).collect::<Vec<_>>())
    }

    /// The notes themselves.
    pub fn into_sources(self) -> Vec<SourceNote> {
        self.sources
    }

    /// The notes that were cited, in the order in which they first were.
    pub fn into_cited_sources(self) -> Vec<SourceNote> {
        let mut sources = self.sources;
        let cited = self.cited.into_inner();
        let place = |note: &SourceNote| cited.iter().position(|number| *number == note.number);
        sources.retain(|note| place(note).is_some());
        sources.sort_by_key(place);
        sources
    }

    /// Where in a register the account stands.
    fn add_place(&mut self, number: u32, account: &AccountRecord) {
        if account.account.source.kind == SourceKind::Register && account.origin.line > 0 {
            let rows = &mut self.sources[number as usize - 1].rows;
            rows.push(account.origin.line);
            rows.sort_unstable();
            rows.dedup();
        }
    }

    fn quote(&mut self, number: u32, account: &Account, report: Locale) {
        // Cells of a register are the values themselves; quoting them says nothing more.
        if account.source.kind == SourceKind::Register {
            return;
        }
        let passages = &mut self.sources[number as usize - 1].passages;
        for passage in account.evidence.values() {
            let text = shorten(passage);
            if passages.len() < PASSAGES && !passages.iter().any(|p| p.text.contains(&text)) {
                passages.push(Wording::new(&text, account.source.language.as_ref(), report));
            }
        }
    }
}

/// What makes two accounts come from one source: the same text of the same publisher, or the same register.
fn key(source: &Source) -> (String, String, String) {
    (
        source.publisher.clone(),
        source.url.clone().unwrap_or_default(),
        source.title.clone().unwrap_or_default(),
    )
}

fn describe(account: &Account, number: u32, report: Locale) -> SourceNote {
    let source = &account.source;
    SourceNote {
        number,
        publisher: source.publisher.clone(),
        via: source.via.clone(),
        title: source.title.as_deref().map(|t| Wording::new(t, account.text_language(), report)),
        published: source.published.map(|d| d.to_string()),
        url: source.url.clone(),
        rows: Vec::new(),
        passages: Vec::new(),
    }
}

/// The passage, cut at a word where it is too long.
fn shorten(passage: &str) -> String {
    let text = passage.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = text.char_indices().nth(LONGEST_PASSAGE) else { return text };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passages_end_at_a_word() {
        let short = shorten(&"слово ".repeat(100));
        assert!(short.ends_with("слово …") && short.chars().count() <= LONGEST_PASSAGE + 2, "{short}");
        assert_eq!(shorten(" a\n b "), "a b");
    }
}
