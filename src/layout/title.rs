//! The title block: mark and number, logo, title, subtitle, author and date.

use super::compose::{Column, Composer};
use super::figure::Extent;
use super::flow::{Flow, Strip};
use super::look::Look;
use super::page::{Item, ItemKind};
use super::structure::{Role, Tag};
use crate::document::{Attributes, Figure, Inline};
use crate::text::Align;

impl Composer<'_, '_> {
    pub(super) fn title_block(&mut self, flow: &mut Flow, column: Column) {
        let meta = &self.document.meta;
        let detail = column.look.detail(self.theme);
        self.logo(flow, column);
        let mark = joined(&[meta.classification.as_deref(), meta.reference_number.as_deref()]);
        let mark_look = Look { align: Align::End, bold: true, ..detail };
        self.title_line(flow, column, mark_look, Role::Paragraph, mark);
        flow.want_space(if flow.is_empty() { 0.0 } else { 10.0 });
        let has_title = !meta.title.trim().is_empty();
        if has_title {
            self.heading_level = 1;
        }
        self.title_line(flow, column, column.look.title(self.theme), Role::Heading(1), meta.title.clone());
        flow.want_space(3.0);
        let subtitle = meta.subtitle.clone().unwrap_or_default();
        self.title_line(flow, column, column.look.subtitle(self.theme), Role::Paragraph, subtitle);
        flow.want_space(6.0);
        let date = meta.date_text.clone().or_else(|| meta.date.map(|d| d.to_string()));
        let origin = joined(&[meta.author.as_deref(), date.as_deref()]);
        self.title_line(flow, column, detail, Role::Paragraph, origin);
        if !flow.is_empty() {
            flow.want_space(7.0);
            flow.keep_next();
            let kind = ItemKind::Fill { width: column.width, height: 0.8, color: self.theme.colors.accent };
            let item = Item { x: column.x, y: 0.0, tag: Tag::DECORATION, kind };
            flow.push(Strip { height: 0.8, items: vec![item], ..Strip::default() });
            flow.want_space(14.0);
        }
    }

    fn logo(&mut self, flow: &mut Flow, column: Column) {
        let Some(logo) = &self.document.meta.logo else { return };
        let alt = self.document.meta.author.clone().unwrap_or_default();
        let figure = Figure {
            picture: Some(logo.clone()),
            spec: None,
            caption: Vec::new(),
            alt,
            data: None,
            width: None,
        };
        let most = Extent { width: column.width, height: self.theme.title.logo_height.pt() };
        if self.picture(flow, column, &Attributes::default(), &figure, most) {
            flow.want_space(8.0);
        }
    }

    fn title_line(&mut self, flow: &mut Flow, column: Column, look: Look, role: Role, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let node = self.tree.add(column.parent, role);
        let lines = self.set_inlines(&look, node, &[Inline::Text(text)], column.width);
        self.push_lines(flow, Column { look, ..column }, lines, true);
        flow.keep_next();
    }
}

/// What is there, with a point between.
fn joined(parts: &[Option<&str>]) -> String {
    let parts: Vec<&str> = parts.iter().flatten().copied().filter(|p| !p.trim().is_empty()).collect();
    parts.join(" · ")
}
