//! Table of contents: a line for each heading, a leader of dots, the page.

use super::compose::{Column, Composer};
use super::flow::Flow;
use super::look::{Look, heading_index};
use super::page::{Item, ItemKind};
use super::structure::{Detail, NodeId, Role, Tag, Target};
use crate::document::Inline;
use crate::text::{Align, Run};

/// Room for the page number, in em.
const NUMBER_WIDTH: f32 = 2.2;

impl Composer<'_, '_> {
    pub(super) fn contents(&mut self, flow: &mut Flow, column: Column, depth: u8) {
        let entries: Vec<_> = self
            .outline
            .headings
            .iter()
            .cloned()
            .enumerate()
            .filter(|(_, h)| h.level <= depth.max(1))
            .collect();
        if entries.is_empty() || column.in_cell {
            return;
        }
        self.contents_title(flow, column);
        let node = self.tree.add(column.parent, Role::Contents);
        for (index, entry) in entries {
            let item = self.tree.add(node, Role::ContentsItem);
            let reference = self.tree.add(item, Role::Reference);
            let target = Some(Target::Place(entry.place));
            let detail = Detail { target, description: entry.text.clone(), ..Detail::default() };
            let link = self.tree.add_detailed(reference, Role::Link, detail);
            let top = entry.rank <= 1;
            let look = Look { bold: top, align: Align::Start, hyphenate: false, ..column.look };
            let indent = 12.0 * f32::from(entry.rank - 1);
            let column = Column { x: column.x + indent, width: column.width - indent, look, ..column };
            flow.want_space(if top { 3.0 } else { 0.0 });
            self.contents_line(flow, column, link, index, &entry.text);
        }
        flow.want_space(self.theme.headings.space_above[0].pt());
    }

    fn contents_title(&mut self, flow: &mut Flow, column: Column) {
        let look = column.look.heading(self.theme, 1);
        let node = self.tree.add(column.parent, Role::Paragraph);
        let title = [Inline::Text(self.document.labels.contents.clone())];
        let lines = self.set_inlines(&look, node, &title, column.width);
        flow.want_space(self.theme.headings.space_above[heading_index(1)].pt());
        self.push_lines(flow, Column { look, ..column }, lines, true);
        flow.want_space(self.theme.headings.space_below[heading_index(1)].pt());
        flow.keep_next();
    }

    fn contents_line(&mut self, flow: &mut Flow, column: Column, link: NodeId, heading: usize, text: &str) {
        let look = column.look;
        let room = NUMBER_WIDTH * look.size;
        let lines = self.set_inlines(&look, link, &[Inline::Text(text.to_owned())], column.width - room);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let end = line.runs.last().map_or(0.0, |r| r.x + r.width);
            let mut strip = self.line_strip(column, line);
            if index + 1 == count {
                let baseline = strip.items.last().map_or(look.leading * 0.75, |i| i.y);
                let plain = Look { bold: false, color: self.theme.colors.muted, ..look };
                strip.items.extend(self.leader(plain, column, (end, column.width - room), baseline));
                strip.page_number = Some((strip.items.len(), heading));
                let number = self.number_run(plain, link, "0");
                let kind = ItemKind::Text(number);
                strip.items.push(Item {
                    x: column.x + column.width,
                    y: baseline,
                    tag: Tag::node(link),
                    kind,
                });
            }
            if index > 0 {
                flow.keep_next();
            }
            flow.push(strip);
        }
    }

    /// Dots from the end of the text to the number, on a common grid.
    fn leader(
        &mut self,
        look: Look,
        column: Column,
        (start, end): (f32, f32),
        baseline: f32,
    ) -> Option<Item> {
        let step = look.size * 0.55;
        let left = column.x + column.width;
        let first = ((left - column.x - start - look.size * 0.6) / step).floor() as i32;
        let last = ((left - column.x - end) / step).ceil() as i32;
        let mut run = self.number_run(look, column.parent, ".");
        run.style.tag = Tag::DECORATION.to_raw();
        let dot = run.pieces.first()?.clone();
        let count = (first - last).max(0);
        run.pieces =
            (0..count).map(|i| crate::text::Piece { x: i as f32 * step, word: dot.word.clone() }).collect();
        run.width = count as f32 * step;
        let x = left - first as f32 * step;
        (count > 1).then_some(Item { x, y: baseline, tag: Tag::DECORATION, kind: ItemKind::Text(run) })
    }

    /// A short text as one run.
    pub(super) fn number_run(&mut self, look: Look, node: NodeId, text: &str) -> Run {
        let look = Look { align: Align::Start, ..look };
        let lines = self.set_inlines(&look, node, &[Inline::Text(text.to_owned())], f32::MAX);
        let run = lines.into_iter().flat_map(|l| l.runs).next();
        let style = self.faces.style(&look, Tag::node(node).to_raw());
        run.unwrap_or(Run { x: 0.0, style, face: style.face, pieces: Vec::new(), width: 0.0 })
    }
}
