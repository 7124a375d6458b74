//! Figures: a picture fitted into the column, its caption below, both on one page.

use super::compose::{Column, Composer};
use super::drawing::Drawing;
use super::flow::{BreakBefore, Flow, Strip};
use super::page::{Item, ItemKind};
use super::picture::{self, PictureKind};
use super::structure::{Detail, NodeId, Role, Tag};
use crate::document::{Attributes, Figure, Inline};

/// Share of the page that a picture takes at most, so that its caption stays with it.
const MOST_HEIGHT: f32 = 0.8;

/// Room for a picture, points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub width: f32,
    pub height: f32,
}

impl Composer<'_, '_> {
    pub(super) fn figure(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, figure: &Figure) {
        let parent = self.tree.add(column.parent, Role::Group);
        let column = Column { parent, ..column };
        flow.want_space(self.theme.text.paragraph_space.pt() * 1.6);
        let most = Extent { width: column.width, height: self.page_height * MOST_HEIGHT };
        let shown = self.picture(flow, column, attrs, figure, most);
        if !shown {
            self.stand_in(flow, column, attrs, figure);
        }
        if !figure.caption.is_empty() {
            self.figures += 1;
            let label = self.document.labels.figure.replace("{number}", &self.figures.to_string());
            flow.want_space(4.0);
            flow.keep_next();
            self.caption(flow, column, &label, &figure.caption);
        }
        flow.want_space(self.theme.text.paragraph_space.pt() * 2.0);
    }

    /// Sets a caption with its number.
    pub(super) fn caption(&mut self, flow: &mut Flow, column: Column, label: &str, content: &[Inline]) {
        let look = column.look.caption(self.theme);
        let node = self.tree.add(column.parent, Role::Caption);
        let mut inlines = vec![Inline::Strong(vec![Inline::Text(format!("{label}. "))])];
        inlines.extend_from_slice(content);
        let lines = self.set_inlines(&look, node, &inlines, column.width);
        self.push_lines(flow, Column { look, ..column }, lines, true);
    }

    /// Sets the picture, fitted into the largest extent; tells whether there is one to show.
    pub(super) fn picture(
        &mut self,
        flow: &mut Flow,
        column: Column,
        attrs: &Attributes,
        figure: &Figure,
        most: Extent,
    ) -> bool {
        let Some(source) = &figure.picture else {
            self.warn("a figure has no picture; its description is shown".to_owned(), attrs.position.clone());
            return false;
        };
        let number = self.pictures_met;
        self.pictures_met += 1;
        let ready = self.ready_pictures.remove(&number).map(Ok);
        let content = match ready.unwrap_or_else(|| picture::read(source, self.setter.library())) {
            Ok(content) => content,
            Err(why) => {
                self.warn(format!("a picture cannot be shown: {why}"), attrs.position.clone());
                return false;
            }
        };
        if let PictureKind::Drawing(Drawing { left_out, .. }) = &content.kind {
            for what in left_out {
                self.warn(format!("{what} of a picture is not drawn"), attrs.position.clone());
            }
        }
        let share = figure.width.filter(|w| w.is_finite() && *w > 0.0).map(|w| w.min(1.0) * column.width);
        let natural = (content.width.max(1.0), content.height.max(1.0));
        let wanted = share.unwrap_or(natural.0.min(most.width));
        let width = wanted.min(most.height * natural.0 / natural.1);
        let height = width * natural.1 / natural.0;
        let tag = self.figure_tag(column.parent, attrs, figure);
        self.pictures.push(content);
        self.picture_numbers.push(number);
        let kind = ItemKind::Picture { index: self.pictures.len() - 1, width, height };
        let item = Item { x: column.x, y: 0.0, tag, kind };
        flow.push(Strip { height, items: vec![item], frame: column.frame, ..Strip::default() });
        true
    }

    /// A picture without a description is decoration.
    fn figure_tag(&mut self, parent: NodeId, attrs: &Attributes, figure: &Figure) -> Tag {
        if figure.alt.trim().is_empty() {
            return Tag::DECORATION;
        }
        let (alt, position) = (Some(figure.alt.clone()), attrs.position.clone());
        let language = attrs.lang.clone();
        let detail = Detail { alt, position, language, ..Detail::default() };
        Tag::node(self.tree.add_detailed(parent, Role::Figure, detail))
    }

    /// What stands for a picture that cannot be shown: its description, and its data.
    fn stand_in(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, figure: &Figure) {
        let node = self.tree.add(column.parent, Role::Paragraph);
        let mut look = column.look;
        look.italic = true;
        let lines = self.set_inlines(&look, node, &[Inline::Text(figure.alt.clone())], column.width);
        self.push_lines(flow, Column { look, ..column }, lines, false);
        if let Some(data) = &figure.data {
            self.table(flow, column, attrs, data);
        }
        if let Some(strip) = flow.strips.last_mut().filter(|s| s.break_before == BreakBefore::Forced) {
            strip.break_before = BreakBefore::Allowed;
        }
    }
}
