//! Footnotes: numbers by first reference, and the notes part.
//!
//! Start with [`Notes`].

use super::super::WriteError;
use super::compose::{Composer, Scope, Story, Twips, leading_paragraph};
use super::inline::TextFormat;
use super::paragraph::RunMark;
use super::styles::Style;
use super::xml::{Element, Node};

/// Footnotes of the document being written.
pub(super) struct Notes {
    /// Id of the footnote that stands before ours.
    last_id: usize,
    /// Footnotes of the letterhead before our text.
    before: usize,
    /// Our notes in the order of footnotes.
    order: Vec<usize>,
    /// Place in the order by note.
    places: Vec<Option<usize>>,
}

/// How a note is referred to.
pub(super) enum Reference {
    /// By the footnote's own mark, within a bookmark.
    First { id: usize, bookmark: String },
    /// By a cross-reference to that bookmark; a footnote has one mark only.
    Again { number: usize, bookmark: String },
    /// Not at all.
    Nowhere,
}

impl Notes {
    /// Notes after those that a letterhead has: the highest id, and how many marks stand before our text.
    pub fn new(count: usize, last_id: usize, before: usize) -> Self {
        Self { last_id, before, order: Vec::new(), places: vec![None; count] }
    }

    /// Refers to a note; only the body may do so for the first time.
    pub fn refer(&mut self, note: usize, in_body: bool) -> Reference {
        if let Some(place) = self.places[note] {
            return Reference::Again { number: self.before + place + 1, bookmark: bookmark(place) };
        }
        if !in_body {
            return Reference::Nowhere;
        }
        let place = self.order.len();
        self.order.push(note);
        self.places[note] = Some(place);
        Reference::First { id: self.last_id + place + 1, bookmark: bookmark(place) }
    }

    /// Our notes in the order of footnotes, with their ids.
    fn in_order(&self) -> Vec<(usize, usize)> {
        self.order.iter().enumerate().map(|(place, note)| (self.last_id + place + 1, *note)).collect()
    }
}

fn bookmark(place: usize) -> String {
    format!("_RefNote{}", place + 1)
}

impl<'a> Composer<'a> {
    /// Writes the footnotes that the body refers to.
    pub fn footnotes(&mut self, width: Twips) -> Result<String, WriteError> {
        let mut out = String::new();
        let before = self.turn_to(Story::Notes);
        for (id, note) in self.notes.in_order() {
            let mut content = String::new();
            self.footnote(note, width, &mut content)?;
            let mut footnote = Element::new("w:footnote").with("w:id", id.to_string());
            footnote.children.push(Node::Raw(content));
            footnote.write(&mut out);
        }
        self.turn_to(before);
        self.report_unused();
        Ok(out)
    }

    fn footnote(&mut self, note: usize, width: Twips, out: &mut String) -> Result<(), WriteError> {
        let document = self.document;
        let note = &document.notes[note];
        let scope =
            Scope { language: note.attrs.lang.as_ref(), ..Scope::new(width).styled(Style::FootnoteText) };
        let (first, rest) = leading_paragraph(&note.blocks);
        let mut draft = self.draft(Some(Style::FootnoteText), scope);
        let mark = RunMark { content: vec![Element::new("w:footnoteRef")], ..RunMark::default() };
        draft.run(self.styled_run(Style::FootnoteReference).add_text(" "), mark);
        if let Some((content, attrs)) = first {
            let scope = Scope { language: attrs.lang.as_ref().or(scope.language), ..scope };
            self.inlines(content, TextFormat::of(scope), &mut draft)?;
        }
        self.finish(draft, out)?;
        self.blocks(rest, scope, out)
    }

    fn report_unused(&mut self) {
        for (index, place) in self.notes.places.clone().into_iter().enumerate() {
            if place.is_none() {
                let position = self.document.notes[index].attrs.position.clone();
                self.warn(format!("note {} is referred to nowhere and was left out", index + 1), position);
            }
        }
    }
}
