//! Lists: labels hang beside their items.

use super::compose::{Column, Composer};
use super::flow::Flow;
use super::page::{Item, ItemKind};
use super::structure::{Role, Tag};
use crate::document::{Attributes, Block, Inline, List};

/// Deeper lists are indented no further, so that text keeps room.
const DEEPEST_INDENT: usize = 6;
/// Share of the text width that a list's text keeps at least.
const LEAST_WIDTH: f32 = 0.35;

impl Composer<'_, '_> {
    pub(super) fn list(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, list: &List) {
        let node = self.node(column.parent, Role::List { numbered: list.start.is_some() }, attrs);
        let look = column.look;
        let labels: Vec<String> = (0..list.items.len()).map(|i| label(list, column.list_depth, i)).collect();
        let widest = labels.iter().map(|l| self.label_width(column, l)).fold(0.0, f32::max);
        let scale = look.size / self.theme.text.size.pt();
        let mut indent = (self.theme.text.list_indent.pt() * scale).max(widest + look.size * 0.5);
        let too_narrow = column.width - indent < self.theme.text_area().0 * LEAST_WIDTH && !column.in_cell;
        if column.list_depth >= DEEPEST_INDENT || too_narrow {
            indent = widest + look.size * 0.4;
        }
        let indent = indent.min(column.width * 0.5);
        let inner = Column { parent: node, list_depth: column.list_depth + 1, tight: list.tight, ..column };
        let between = self.paragraph_space(inner);
        for (label, blocks) in labels.iter().zip(&list.items) {
            self.item(flow, inner, indent, label, blocks);
            flow.drop_space();
            flow.want_space(between);
        }
        flow.want_space(self.paragraph_space(column));
    }

    fn label_width(&mut self, column: Column, label: &str) -> f32 {
        let inlines = [Inline::Text(label.to_owned())];
        self.prepare(&column.look, column.parent, &inlines).measure(false).max
    }

    fn item(&mut self, flow: &mut Flow, column: Column, indent: f32, label: &str, blocks: &[Block]) {
        let item = self.tree.add(column.parent, Role::Item);
        let label_node = self.tree.add(item, Role::Label);
        let body = self.tree.add(item, Role::ItemBody);
        let first = flow.strips.len();
        let inner = Column { x: column.x + indent, width: column.width - indent, parent: body, ..column };
        self.blocks(flow, inner, blocks);
        if flow.strips.len() == first {
            // An item without content still has its label.
            flow.push(self.line_strip(inner, crate::text::Line::default()));
        }
        let text = [Inline::Text(label.to_owned())];
        let lines = self.set_inlines(&column.look, label_node, &text, indent);
        let Some(line) = lines.into_iter().next() else { return };
        let mut strip = self.line_strip(column, line);
        // The label shares the baseline of the item's first text.
        let first = &mut flow.strips[first];
        let tags_text = |i: &&Item| matches!(i.kind, ItemKind::Text(_)) && i.tag != Tag::DECORATION;
        if let (Some(at), Some(text)) =
            (first.items.iter().position(|i| tags_text(&i)), first.items.iter().find(tags_text))
        {
            let baseline = text.y;
            strip.items.iter_mut().for_each(|i| i.y = baseline);
            first.items.splice(at..at, strip.items);
        } else {
            first.height = first.height.max(strip.height);
            first.items.splice(0..0, strip.items);
        }
    }
}

/// Bullet or number of an item.
fn label(list: &List, depth: usize, index: usize) -> String {
    match list.start {
        Some(start) => format!("{}.", start.saturating_add(index as u64)),
        None => if depth.is_multiple_of(2) { "•" } else { "–" }.to_owned(),
    }
}
