//! The headings of a document, found before anything is laid out, because the contents come first.

use super::page::PlaceId;
use crate::document::{Block, BlockKind, Document, plain_text};
use std::collections::HashMap;

/// A heading as the document has it.
#[derive(Clone, Debug)]
pub(super) struct OutlineEntry {
    pub level: u8,
    /// Level counted from the document's highest: its first level looks like the first.
    pub rank: u8,
    /// Whether numbering passes it over.
    pub unnumbered: bool,
    /// Its number, where the theme numbers headings: `2.1`.
    pub number: Option<String>,
    /// Its text, with the number before it.
    pub text: String,
    pub place: PlaceId,
}

/// Headings, and the places that links can lead to.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub headings: Vec<OutlineEntry>,
    /// Places by identifier.
    pub ids: HashMap<String, PlaceId>,
    /// Place of each note, and of the first reference to it.
    pub notes: Vec<(PlaceId, PlaceId)>,
    /// Number of places given out.
    pub places: u32,
}

impl Outline {
    pub fn of(document: &Document, numbered: bool) -> Self {
        let mut outline = Self::default();
        outline.visit(&document.blocks);
        let highest = outline.headings.iter().map(|h| h.level).min().unwrap_or(1);
        outline.headings.iter_mut().for_each(|h| h.rank = h.level + 1 - highest);
        if numbered {
            outline.number();
        }
        for note in &document.notes {
            let places = (outline.new_place(), outline.new_place());
            outline.notes.push(places);
            if let Some(id) = &note.attrs.id {
                outline.ids.entry(id.clone()).or_insert(places.0);
            }
        }
        outline
    }

    /// Numbers the headings by their rank; those of class `unnumbered` take no part.
    fn number(&mut self) {
        let mut counters = [0_usize; 6];
        for heading in self.headings.iter_mut().filter(|h| !h.unnumbered) {
            let rank = usize::from(heading.rank).clamp(1, counters.len());
            counters[rank - 1] += 1;
            counters[rank..].fill(0);
            let number = counters[..rank].iter().map(usize::to_string).collect::<Vec<_>>().join(".");
            heading.text = format!("{number} {}", heading.text);
            heading.number = Some(number);
        }
    }

    fn new_place(&mut self) -> PlaceId {
        self.places += 1;
        PlaceId(self.places - 1)
    }

    fn visit(&mut self, blocks: &[Block]) {
        for block in blocks {
            let mut place = None;
            if let BlockKind::Heading { level, content } = &block.kind {
                let id = self.new_place();
                place = Some(id);
                let entry = OutlineEntry {
                    level: (*level).clamp(1, 6),
                    rank: 1,
                    unnumbered: block.attrs.has_class("unnumbered"),
                    number: None,
                    text: plain_text(content),
                    place: id,
                };
                self.headings.push(entry);
            }
            if let Some(id) = &block.attrs.id {
                let place = place.unwrap_or_else(|| self.new_place());
                self.ids.entry(id.clone()).or_insert(place);
            }
            match &block.kind {
                BlockKind::Quote(inner) | BlockKind::Group(inner) => self.visit(inner),
                BlockKind::Callout { body, .. } => self.visit(body),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.visit(item)),
                _ => {}
            }
        }
    }
}
