//! Footnotes: collected by label while blocks are read, then numbered by first use.
//!
//! Knows nothing of Markdown. Start with [`number`].

use super::Warning;
use crate::document::{Block, Inline, Note, Position, walk};
use std::collections::{BTreeMap, VecDeque};

/// Footnotes by label; until they are numbered, references carry the order of labels.
#[derive(Debug, Default)]
pub(super) struct PendingNotes {
    by_label: BTreeMap<String, usize>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    label: String,
    note: Option<Note>,
}

impl PendingNotes {
    /// Provisional number of a label; the case of letters does not matter, as in GFM.
    pub fn number_of(&mut self, label: &str) -> usize {
        *self.by_label.entry(label.to_lowercase()).or_insert_with(|| {
            self.entries.push(Entry { label: label.to_owned(), note: None });
            self.entries.len() - 1
        })
    }

    /// Keeps a definition; `false` where the label has one already.
    pub fn define(&mut self, label: &str, note: Note) -> bool {
        let number = self.number_of(label);
        let slot = &mut self.entries[number].note;
        let free = slot.is_none();
        if free {
            *slot = Some(note);
        }
        free
    }
}

/// Numbers references in reading order and returns the notes in that order.
///
/// Notes that only a note refers to come after those of the text. Unused notes are dropped with a warning.
pub(super) fn number(blocks: &mut [Block], pending: PendingNotes, warnings: &mut Vec<Warning>) -> Vec<Note> {
    let mut numbering =
        Numbering { numbers: vec![None; pending.entries.len()], queue: VecDeque::new(), count: 0 };
    let mut waiting: Vec<Option<Note>> = Vec::with_capacity(pending.entries.len());
    let mut labels = Vec::with_capacity(pending.entries.len());
    for entry in pending.entries {
        waiting.push(entry.note);
        labels.push(entry.label);
    }
    walk::inlines_mut(blocks, &mut |inline| numbering.visit(inline));
    let mut notes = Vec::new();
    while let Some(index) = numbering.queue.pop_front() {
        let mut note = waiting[index].take().unwrap_or_default();
        walk::inlines_mut(&mut note.blocks, &mut |inline| numbering.visit(inline));
        notes.push(note);
    }
    for (label, note) in labels.iter().zip(&waiting) {
        warnings.extend(note.as_ref().map(|note| unused(label, note.attrs.position.clone())));
    }
    notes
}

fn unused(label: &str, position: Option<Position>) -> Warning {
    Warning {
        message: format!(
            "the footnote [^{label}] is used nowhere and was left out; refer to it or remove it"
        ),
        position,
    }
}

struct Numbering {
    numbers: Vec<Option<usize>>,
    queue: VecDeque<usize>,
    count: usize,
}

impl Numbering {
    fn visit(&mut self, inline: &mut Inline) {
        let Inline::NoteRef(reference) = inline else { return };
        let index = *reference;
        *reference = *self.numbers[index].get_or_insert_with(|| {
            self.queue.push_back(index);
            self.count += 1;
            self.count - 1
        });
    }
}
