//! Footnotes: small, at the foot of the page, their number hanging and leading back to the text.

use super::compose::{Column, Composer, place_mark};
use super::flow::{BreakBefore, Flow, Strip};
use super::structure::{Detail, NodeId, Role, Target};
use crate::document::{Inline, Note};
use crate::text::Line;

impl Composer<'_, '_> {
    /// Sets every note that the text refers to; notes that refer to further notes bring those too.
    pub(super) fn notes(&mut self, column: Column) -> Vec<Vec<Strip>> {
        let document = self.document;
        let column = Column { look: column.look.note(self.theme), ..column };
        let widest = self.number_run(column.look, NodeId::ROOT, &format!("{} ", document.notes.len())).width;
        let indent = widest + column.look.size * 0.3;
        let set =
            document.notes.iter().enumerate().map(|(index, note)| self.note(column, indent, index, note));
        let set: Vec<Vec<Strip>> = set.collect();
        for (index, note) in document.notes.iter().enumerate() {
            if !self.referred[index] {
                let message = format!("note {} is never referred to and stands at the end", index + 1);
                self.warn(message, note.attrs.position.clone());
            }
        }
        set
    }

    fn note(&mut self, column: Column, indent: f32, index: usize, note: &Note) -> Vec<Strip> {
        let column = self.with_language(column, &note.attrs);
        let node = self.node(column.parent, Role::Note, &note.attrs);
        let Some((place, back)) = self.outline.notes.get(index).copied() else { return Vec::new() };
        let mut flow = Flow::default();
        flow.push_mark(place_mark(place));
        flow.want_space(1.2);
        let inner = Column { x: column.x + indent, width: column.width - indent, parent: node, ..column };
        let label = self.tree.add(node, Role::Label);
        let number = self.note_number(column, label, back, index);
        self.blocks(&mut flow, inner, &note.blocks);
        if flow.is_empty() {
            flow.push(self.line_strip(inner, Line::default()));
        }
        if let Some(first) = flow.strips.first_mut() {
            let at = first.items.iter().position(|i| i.tag.as_node().is_some()).unwrap_or(first.items.len());
            first.items.splice(at..at, number.items);
        }
        // What runs on to the next page should be more than a line.
        if let Some(second) = flow.strips.get_mut(1) {
            second.break_before = BreakBefore::Forbidden;
        }
        flow.strips
    }

    fn note_number(
        &mut self,
        column: Column,
        label: NodeId,
        back: super::page::PlaceId,
        index: usize,
    ) -> Strip {
        let number = (index + 1).to_string();
        let mut look = column.look;
        look.color = self.theme.colors.muted;
        let parent = if self.referred[index] {
            let description = format!("{} {number}", self.document.labels.back_to_text);
            let detail = Detail { target: Some(Target::Place(back)), description, ..Detail::default() };
            self.tree.add_detailed(label, Role::Link, detail)
        } else {
            label
        };
        let lines = self.set_inlines(&look, parent, &[Inline::Text(number)], f32::MAX);
        self.line_strip(Column { look, ..column }, lines.into_iter().next().unwrap_or_default())
    }
}
