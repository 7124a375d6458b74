//! From inlines to a paragraph of styled text.

use super::compose::Composer;
use super::look::{Family, Look};
use super::structure::{Detail, NodeId, Role, Tag, Target};
use crate::data::LanguageTag;
use crate::document::{Attributes, Inline};
use crate::text::{Line, Paragraph, Prepared};

/// Size of a note's number, and its height above the baseline, as shares of the text's size.
const NOTE_SIZE: f32 = 0.66;
const NOTE_RISE: f32 = 0.34;

impl Composer<'_, '_> {
    /// Sets inlines as lines of a width.
    pub fn set_inlines(&mut self, look: &Look, node: NodeId, inlines: &[Inline], width: f32) -> Vec<Line> {
        let prepared = self.prepare(look, node, inlines);
        prepared.lines(&mut self.setter, width, look.align)
    }

    /// Shapes inlines.
    pub fn prepare(&mut self, look: &Look, node: NodeId, inlines: &[Inline]) -> Prepared {
        let rtl = is_rtl(self.setter.language_tag(look.language));
        let mut paragraph = Paragraph::new(rtl);
        self.push_inlines(&mut paragraph, *look, node, inlines);
        paragraph.prepare(&mut self.setter)
    }

    fn push_inlines(&mut self, paragraph: &mut Paragraph, look: Look, node: NodeId, inlines: &[Inline]) {
        let mut previous: Option<&Inline> = None;
        for inline in inlines {
            if let (Some(Inline::NoteRef(_)), Inline::NoteRef(_)) = (previous, inline) {
                self.push_text(paragraph, note_look(look, self.theme.colors.muted), node, ",");
            }
            self.push_inline(paragraph, look, node, inline);
            previous = Some(inline);
        }
    }

    fn push_text(&mut self, paragraph: &mut Paragraph, look: Look, node: NodeId, text: &str) {
        let style = self.faces.style(&look, Tag::node(node).to_raw());
        paragraph.push(text, style);
    }

    fn push_inline(&mut self, paragraph: &mut Paragraph, look: Look, node: NodeId, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.push_text(paragraph, look, node, text),
            Inline::Emphasis(inner) => {
                let look = Look { italic: !look.italic, ..look };
                self.push_inlines(paragraph, look, node, inner);
            }
            Inline::Strong(inner) => self.push_inlines(paragraph, Look { bold: true, ..look }, node, inner),
            Inline::Strikethrough(inner) => {
                self.push_inlines(paragraph, Look { strike: true, ..look }, node, inner);
            }
            Inline::Code(text) => {
                let code = self.tree.add(node, Role::Code);
                let look = Look { family: Family::Code, size: look.size * 0.95, hyphenate: false, ..look };
                self.push_text(paragraph, look, code, text);
            }
            Inline::Link { target, content } => self.push_link(paragraph, look, node, target, content),
            Inline::NoteRef(note) => self.push_note_reference(paragraph, look, node, *note),
            Inline::PageRef(id) => self.push_page_reference(paragraph, look, node, id),
            Inline::LineBreak => paragraph.push_line_break(self.faces.style(&look, Tag::node(node).to_raw())),
            Inline::Span { attrs, content } => self.push_span(paragraph, look, node, attrs, content),
        }
    }

    fn push_link(
        &mut self,
        paragraph: &mut Paragraph,
        look: Look,
        node: NodeId,
        target: &str,
        content: &[Inline],
    ) {
        let resolved = match target.strip_prefix('#') {
            None => Some(Target::Url(target.to_owned())),
            Some(id) => self.outline.ids.get(id).map(|place| Target::Place(*place)),
        };
        let Some(resolved) = resolved else {
            self.warn(format!("the link to \"{target}\" leads nowhere: no block has that id"), None);
            return self.push_inlines(paragraph, look, node, content);
        };
        let text = crate::document::plain_text(content);
        let description = if text.trim().is_empty() { target.to_owned() } else { text };
        let detail = Detail { target: Some(resolved), description, ..Detail::default() };
        let link = self.tree.add_detailed(node, Role::Link, detail);
        let look = Look { color: self.theme.colors.link, hyphenate: false, ..look };
        self.push_inlines(paragraph, look, link, content);
    }

    /// The page is known from an earlier run over the document, see [`super::lay_out`].
    fn push_page_reference(&mut self, paragraph: &mut Paragraph, look: Look, node: NodeId, id: &str) {
        let Some(place) = self.outline.ids.get(id).copied() else {
            return self.warn(format!("no block has the id \"{id}\", so its page cannot be told"), None);
        };
        let page = *self.referred_pages.entry(place).or_insert(1);
        let text = self.document.labels.page.replace("{number}", &page.to_string());
        let detail =
            Detail { target: Some(Target::Place(place)), description: text.clone(), ..Detail::default() };
        let link = self.tree.add_detailed(node, Role::Link, detail);
        let look = Look { color: self.theme.colors.link, whole: true, ..look };
        self.push_text(paragraph, look, link, &text);
    }

    fn push_note_reference(&mut self, paragraph: &mut Paragraph, look: Look, node: NodeId, note: usize) {
        let Some((place, back)) = self.outline.notes.get(note).copied() else {
            return self.warn(format!("note {} is referred to but not there", note + 1), None);
        };
        let reference = self.tree.add(node, Role::Reference);
        let number = (note + 1).to_string();
        let description = self.document.labels.note.replace("{number}", &number);
        let detail = Detail { target: Some(Target::Place(place)), description, ..Detail::default() };
        let link = self.tree.add_detailed(reference, Role::Link, detail);
        let tag = Tag::node(link).to_raw();
        self.note_tags.insert(tag, note);
        if !std::mem::replace(&mut self.referred[note], true) {
            self.back_places.insert(tag, back);
        }
        self.push_text(paragraph, note_look(look, self.theme.colors.muted), link, &number);
    }

    fn push_span(
        &mut self,
        paragraph: &mut Paragraph,
        look: Look,
        node: NodeId,
        attrs: &Attributes,
        content: &[Inline],
    ) {
        let mut look = look;
        let mut node = node;
        if let Some(tag) = &attrs.lang {
            look.language = self.setter.language(tag);
            let detail = Detail { language: Some(tag.clone()), ..Detail::default() };
            node = self.tree.add_detailed(node, Role::Span, detail);
        }
        if attrs.has_class("muted") {
            look.color = self.theme.colors.muted;
        }
        look.whole |= attrs.has_class("nobr");
        self.push_inlines(paragraph, look, node, content);
    }
}

pub(super) fn note_look(look: Look, color: crate::theme::Color) -> Look {
    let rise = look.size * NOTE_RISE;
    Look { size: look.size * NOTE_SIZE, rise, color, bold: false, italic: false, hyphenate: false, ..look }
}

/// Whether a language is written from right to left, by its tag.
fn is_rtl(language: &str) -> bool {
    let tag = LanguageTag::new(language);
    let arabic_script = tag.as_str().split('-').any(|part| matches!(part, "Arab" | "Hebr"));
    arabic_script || matches!(tag.primary(), "ar" | "he" | "fa" | "ur" | "yi" | "ug")
}
